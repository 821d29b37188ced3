import Basics
import Meetings
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Xuất danh sách` {
  @Test(arguments: Engine.available)
  func `kỳ sinh hoạt, việc giao, đảng phí ra Excel và CSV theo quyền; danh sách có tên người thì nhật ký ghi`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let (cell, commune) = (world.world.longMyHamlet, world.world.longMy)
      let rules = try MeetingRules(Content(folder: SiteWorld.contentFolder))
      let today = Day(year: 2014, month: 4, day: 21) ?? .endOfTime
      _ = try await world.system.perform(
        PrepareMeeting(.regular, of: cell, on: today, at: "19:00", place: "Nhà văn hóa ấp", rules: rules),
        by: .operatorOfMachine)
      _ = try await world.system.perform(
        Assign("=Vận động làm đèn đường", to: world.huong, of: cell, on: today, rules: rules),
        by: .operatorOfMachine)
      let (officer, inspector) = try await (world.officer(), world.inspector())
      let path = "/to-chuc/\(commune)/xuat"
      #expect(try await officer.get(path).has("Các kỳ sinh hoạt"))
      func take(_ client: TestClient, _ kind: String, _ file: String) async throws -> TestClient.Page {
        try await client.post(path, [("loai", kind), ("nam", "2014"), ("dang", file)])
      }
      let meetings = try await take(officer, "sinh-hoat", "csv")
      #expect(meetings.status == 200 && meetings.has("Chi bộ ấp Long Hòa,21/04/2014,Sinh hoạt thường kỳ"))
      let before = try await world.head()
      let tasks = try await take(officer, "viec-giao", "csv")
      // Nothing a spreadsheet would take for a formula.
      #expect(tasks.has("'=Vận động làm đèn đường") && tasks.has("Nguyễn Thị Hường"))
      #expect(try await world.head() != before)
      #expect(try await take(officer, "dang-phi", "xlsx").status == 200)
      // Who may not take out members' names does not get them here either.
      let refused = try await take(inspector, "viec-giao", "csv")
      #expect(refused.status == 422 && !refused.has("Nguyễn Thị Hường"))
      #expect(try await take(inspector, "sinh-hoat", "csv").status == 200)
      let courses = "/to-chuc/\(commune)/phat-trien/cu-di-hoc?lop="
      #expect(try await officer.post(courses + "nhan-thuc", [("dang", "pdf")]).status == 200)
      #expect(try await officer.post(courses + "khac", [("dang", "pdf")]).status == 404)
      #expect(try await world.outsider().get(path).status == 404)
      #expect(try await take(try await world.outsider(), "sinh-hoat", "csv").status == 404)
    }
  }
}
