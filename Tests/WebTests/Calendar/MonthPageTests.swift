import Basics
import Meetings
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Lịch tháng` {
  @Test(arguments: Engine.available)
  func `tháng có kỳ họp, hạn việc giao, hạn hỏi lại; theo quyền; in và tệp lịch đọc được`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (officer, founder) = try await (world.officer(), world.founder())
      let cell = world.world.longMyHamlet
      let today = Day(year: 2014, month: 4, day: 21) ?? .endOfTime
      let rules = try MeetingRules(Content(folder: SiteWorld.contentFolder))
      _ = try await world.system.perform(
        PrepareMeeting(
          .regular, of: cell, on: today.adding(days: 4), at: "19:00", place: "Nhà văn hóa ấp", rules: rules),
        by: .operatorOfMachine)
      _ = try await world.system.perform(
        Assign(
          "Vận động làm đèn đường", to: world.huong, of: cell, on: today, due: today.adding(days: 7),
          rules: rules),
        by: .operatorOfMachine)
      _ = try await officer.post(
        "/to-chuc/\(cell)/phan-anh",
        [
          ("noi-dung", "Cống đầu ấp nghẹt rác cả tháng"), ("linh-vuc", "road"), ("ap", "ấp Long Hòa"),
          ("ngay-nghe", "1/4/2014"),
        ])
      let month = try await officer.get("/to-chuc/\(cell)/lich")
      #expect(month.status == 200 && month.has("Lịch tháng 4/2014"))
      #expect(month.has("19:00 Sinh hoạt thường kỳ tháng 4/2014") && month.has("Vận động làm đèn đường"))
      #expect(!(try await officer.get("/to-chuc/\(cell)/lich?thang=2014-05").has("Vận động làm đèn đường")))
      // The base committee sees how many meet, not the tasks of its cells.
      let above = try await officer.get("/to-chuc/\(world.world.longMy)/lich")
      #expect(above.has("1 kỳ của các tổ chức bên dưới") && !above.has("Vận động"))
      #expect(try await founder.get("/to-chuc/\(cell)/lich?thang=0000-99").has("không phải một tháng"))
      let file = try await officer.get("/to-chuc/\(cell)/lich/ics")
      #expect(file.has("DTSTART:20140425T190000") && file.has("LOCATION:Nhà văn hóa ấp"))
      #expect(file.has("DTSTART;VALUE=DATE:20140428") && file.has("SUMMARY:Sinh hoạt thường kỳ"))
      // The same mark for the same thing, whatever else comes into the month.
      func mark(_ file: String) -> String? {
        file.split(separator: "\r\n").first { $0.utf8.starts(with: "UID:".utf8) && $0.contains("-ky-") }
          .map(String.init)
      }
      let before = try #require(mark(file.text))
      _ = try await world.system.perform(
        PrepareMeeting(.thematic, of: cell, on: today.adding(days: 1), rules: rules), by: .operatorOfMachine)
      #expect(try await officer.get("/to-chuc/\(cell)/lich/ics").has(before))
      #expect(try await officer.get("/to-chuc/\(cell)/lich/in?dang=docx").status == 200)
      #expect(try await world.outsider().get("/to-chuc/\(cell)/lich").status == 404)
    }
  }

  @Test func `tháng mười hai nối sang năm sau, tháng hai nhuận có 29 ngày`() throws {
    let december = try #require(CalendarMonth("2026-12"))
    #expect(december.next.address == "2027-01" && december.previous.address == "2026-11")
    #expect(CalendarMonth("2028-02")?.days.count == 29 && CalendarMonth("2026-02")?.days.count == 28)
    #expect(december.period.contains(Day(year: 2026, month: 12, day: 31) ?? .endOfTime))
    for wrong in ["2026-13", "26", "2026-1-1", "x-y", "99999999999999999999-01"] {
      #expect(CalendarMonth(wrong) == nil)
    }
  }
}
