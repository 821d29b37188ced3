import Basics
import Registry
import Regulations
import Reporting
import TestSupport
import Testing

@testable import Web

/// Ways between pages that speak of regulations, and what a form offers.
@Suite struct `Đường dẫn và lựa chọn của quy chế` {
  private func looked(_ world: SiteWorld) async throws {
    let (path, _) = try await `Đối chiếu quy chế trên trang`.record(world)
    try await world.account("bi.thu", "Bí Thư Chi Bộ", .secretary, on: world.world.longMyAgency)
    let secretary = try await world.signedIn("bi.thu")
    #expect(try await secretary.post("\(path)/xem-xong", []).status == 303)
  }

  @Test func `chọn ngày thì ô của bảng tổng quan vẫn dẫn đúng điều, giữ ngày`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      try await looked(world)
      let officer = try await world.officer()
      let page = try await officer.get("/to-chuc/\(world.world.longMy)/quy-che/tong-quan?ngay=2012-02-03")
      let links = page.text.matches(of: /href="([^"]*)"/).map { String($0.1) }
      #expect(links.contains { $0.contains("/so-sanh/") && $0.hasSuffix("?ngay=2012-02-03#d1") })
      #expect(
        links.allSatisfy { link in link.split(separator: "#").dropFirst().allSatisfy { !$0.contains("?") } })
    }
  }

  @Test func `khảo sát nói về quy chế thì mở được con số và danh sách của ngày khảo sát`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      try await looked(world)
      let place = world.world.longMy
      func survey(_ text: String) async throws -> ID<Survey> {
        try await world.system.perform(
          RecordSurvey(
            of: place, visitedOn: day(2012_02_03), title: "Khảo sát \(text)", team: "Đoàn", host: "Đảng ủy",
            parts: [.init(.finding, topic: "Nhận xét", text: text)]), by: .operatorOfMachine)
      }
      let officer = try await world.officer()
      let page = try await officer.get("/khao-sat/\(try await survey("nhiều quy chế có nội dung tương tự"))")
      let list = "/to-chuc/\(place)/quy-che/tong-quan?loc=doi-tuong&amp;ngay=2012-02-03"
      #expect(page.has(list) && page.has(", trong 1"))
      #expect(try await officer.get(list.replacing("&amp;", with: "&")).has("Chi bộ cơ quan xã Long Mỹ"))
      let other = try await officer.get("/khao-sat/\(try await survey("cán bộ xa dân"))")
      #expect(!other.has("tong-quan"))
    }
  }

  @Test func `mẫu khung: một lần “Không rõ”, chỉ những mẫu có giá trị ngày của quy chế`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let client = try await world.officer()
      let path = "/to-chuc/\(world.world.longMyAgency)/quy-che"
      _ = try await client.get("\(path)/moi")
      func sent(_ text: String) async throws -> String {
        let answer = try await client.upload(
          "\(path)/moi", file: "tep", fileName: "quy-che.txt", bytes: Array(text.utf8))
        return try #require(answer.location)
      }
      func frames(_ page: TestClient.Page) throws -> [String] {
        let start = try #require(page.text.range(of: "name=\"mau-khung\""))
        let list =
          page.text[start.upperBound...].prefix { $0 != "§" }.split(separator: "</select>").first ?? ""
        return list.matches(of: /value="([^"]*)"/).map { String($0.1) }
      }
      let old = try await sent(`Quy chế trên trang`.text)
      let page = try await client.get(old)
      #expect(try frames(page) == ["", "khung-de-xuat-chi-bo-co-quan"])
      let new = try await sent(
        `Quy chế trên trang`.text.replacing("tháng 6 năm 2008", with: "tháng 8 năm 2025"))
      #expect(try frames(try await client.get(new)).contains("khung-chi-bo-co-quan-2025"))
      let wrong = try await client.post(
        old,
        [
          ("ten", "Quy chế làm việc"), ("loai-van-ban", "Quy chế"), ("so-van-ban", "01-QC/CB"),
          ("co-quan", "Chi bộ cơ quan xã Long Mỹ"), ("ngay-van-ban", "10/6/2008"),
          ("mau-khung", "khung-chi-bo-co-quan-2025"),
        ])
      #expect(wrong.status == 422 && wrong.has("không có giá trị ngày 10/6/2008"))
    }
  }

  @Test func `nơi khác mở dự thảo của chi bộ thì được nói đúng vì sao không xem được`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let page = try await officer.get("/to-chuc/\(world.world.longMyAgency)/quy-che/du-thao")
      #expect(page.has("việc riêng của nơi soạn") && !page.has("trả lời điểm cần xem"))
    }
  }
}
