import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Tìm kiếm` {
  @Test(arguments: Engine.available)
  func `tìm người, tổ chức, văn bản; không dấu cũng được; không ra ngoài phạm vi`(engine: Engine) async throws
  {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      #expect(try await officer.get("/tim-kiem?q=huong").has("Nguyễn Thị Hường"))
      #expect(try await officer.get("/tim-kiem?q=co+quan+long+my").has("Chi bộ cơ quan xã Long Mỹ"))
      #expect(try await officer.get("/tim-kiem?q=GT.LM.CQ").has("Chi bộ cơ quan xã Long Mỹ"))
      #expect(try await officer.get("/tim-kiem?q=05-Q%C4%90").has("Quyết định số 05-QĐ/ĐU"))
      #expect(try await officer.get("/tim-kiem?q=quyet+dinh+05").has("Quyết định số 05-QĐ/ĐU"))
      for query in ["phong+nam", "la+ky", "07-Q%C4%90", "GT.PN", "83099999"] {
        let answer = try await officer.get("/tim-kiem?q=\(query)")
        #expect(answer.status == 200)
        #expect(
          !answer.has("Phong Nẫm") && !answer.has(SiteWorld.strangerName) && !answer.has("07-QĐ/ĐU"),
          "\(query)")
        #expect(answer.has("Không tìm thấy gì"), "\(query)")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `tên cũ và tên sẽ có đều tìm thấy, kèm thời gian`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      try await world.system.perform(
        RenameOrganisation(
          world.world.longMyHamlet, title: "Chi bộ ấp Hưng Thịnh", day: Day(number: 2014_06_01) ?? .endOfTime,
          decision: SmallWorld.decision("30-QĐ/ĐU", on: Day(number: 2014_04_20) ?? .endOfTime)),
        by: .operatorOfMachine)
      let officer = try await world.officer()
      let coming = try await officer.get("/tim-kiem?q=hung+thinh")
      #expect(
        coming.has("Chi bộ ấp Hưng Thịnh") && coming.has("chưa đến ngày") && coming.has("?ngay=2014-06-01"))
      #expect(try await officer.get("/tim-kiem?q=long+hoa").has("31/5/2014"))
    }
  }

  @Test func `câu hỏi lạ không làm hỏng gì`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      for query in [
        "", "%25", "%27%20OR%201%3D1--", "%FF%FE", "%F0%9F%8E%89", String(repeating: "a", count: 5_000),
        "%00", "_", "%5C",
      ] {
        #expect(try await officer.get("/tim-kiem?q=\(query)").status == 200, "\(query.prefix(20))")
      }
      #expect(try await world.withoutRights().get("/tim-kiem?q=huong").has("Không tìm thấy gì"))
    }
  }
}
