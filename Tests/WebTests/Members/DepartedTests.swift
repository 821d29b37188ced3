import Basics
import Formats
import Foundation
import Registry
import Storage
import TestSupport
import Testing

@testable import Web

/// Hường leaves Long Mỹ for Phong Nẫm; the new place then mends her file, and those words carry a mark of their own.
@Suite struct `Người đã chuyển đi, nhìn từ nơi cũ` {
  /// Words that only the new place knows.
  static let secrets = ["Bí Mật", "ấp Kín Đáo", "99887766", "3/3/1973", "1973-03-03", "Chủ tịch Hội Kín"]

  static func leave(_ world: SiteWorld) async throws {
    let system = world.system
    let transfer = try await system.perform(
      SendTransfer(world.huong, to: world.world.phongNamHamlet, letter: "12-GGT/ĐU", on: day(2014_03_01)),
      by: .operatorOfMachine)
    try await system.perform(ReceiveTransfer(transfer, on: day(2014_04_01)), by: .operatorOfMachine)
    let held = try await system.read { try $0.member(world.huong, asOf: AsOf(day(2014_04_21))) }
    var person = try #require(held?.person)
    person.name = "Nguyễn Thị Bí Mật"
    person.residence = "ấp Kín Đáo"
    person.bornOn = day(1973_03_03)
    person.sex = .male
    try await system.perform(
      CorrectMember(world.huong, person: person, numbers: [.card: "99887766"], reason: "theo hồ sơ gốc"),
      by: Actor(.account(try #require(try await account(world, "nguoi.ngoai"))), name: "Võ Văn Ngoài"))
    try await system.perform(
      Appoint(
        world.huong, at: world.world.phongNamHamlet, title: "Chủ tịch Hội Kín", sector: .front,
        from: day(2012_01_01), decision: nil), by: .operatorOfMachine)
  }

  static func account(_ world: SiteWorld, _ name: String) async throws -> ID<Account>? {
    try await world.system.read { try $0.account(named: name)?.id }
  }

  static func clean(_ page: TestClient.Page, _ what: String) {
    #expect(page.status == 200, "\(what)")
    for secret in secrets { #expect(!page.has(secret), "\(what): \(secret)") }
  }

  @Test(arguments: Engine.available)
  func `danh sách, tìm kiếm, tệp xuất, hồ sơ của một ngày trước khi đi chỉ nói điều nơi cũ đã biết`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      try await Self.leave(world)
      let officer = try await world.officer()
      let before = "ngay=20%2F3%2F2014"
      for path in [
        "/dang-vien?\(before)", "/to-chuc/\(world.world.longMy)/dang-vien?\(before)",
        "/tim-kiem?q=huong&\(before)", "/dang-vien?tim=huong&\(before)",
        "/dang-vien/\(world.huong)?\(before)",
        "/dang-vien/\(world.huong)",
        "/so-lieu/members?organisation=\(world.world.longMy)&asOf=2014-03-20",
        "/to-chuc/\(world.world.longMyHamlet)?\(before)",
      ] {
        let page = try await officer.get(path)
        Self.clean(page, path)
        if !path.hasPrefix("/to-chuc/\(world.world.longMyHamlet)") {
          #expect(page.has("Nguyễn Thị Hường"), "\(path)")
        }
      }
      // Neither is it told by which conditions find her.
      for (condition, finds) in [
        ("tim=mat", false), ("tim=99887766", false), ("tim=83012345", true), ("gioi=male&tim=huong", false),
        ("gioi=female&tim=huong", true), ("tuoi-tu=41&tuoi-den=41", false), ("tuoi-tu=39&tuoi-den=39", true),
      ] {
        let page = try await officer.get("/dang-vien?\(condition)&\(before)")
        #expect(page.has("/dang-vien/\(world.huong)") == finds, "\(condition)")
      }
      for kind in ["csv", "xlsx"] {
        let answer = try await officer.post(
          "/to-chuc/\(world.world.longMy)/dang-vien/xuat?\(before)", [("dang", kind)])
        #expect(answer.status == 200)
        let texts =
          kind == "csv"
          ? [answer.text]
          : try Workbook.read(answer.bytes).sheets[0].rows.flatMap(\.fields).compactMap {
            if case .text(let text) = $0.value { text } else { nil }
          }
        #expect(texts.contains { $0.contains("Nguyễn Thị Hường") }, "\(kind)")
        for secret in Self.secrets { #expect(!texts.contains { $0.contains(secret) }, "\(kind) \(secret)") }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `giao diện dữ liệu cũng vậy, và số liệu vẫn bằng số bản ghi`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      try await Self.leave(world)
      let account = try #require(try await Self.account(world, "van.phong"))
      let token = try await world.system.createToken(for: account)
      let client = world.anonymous()
      func ask(_ path: String) async throws -> TestClient.Page {
        try await client.get("/api/v1\(path)", headers: [.authorization: "Bearer \(token)"])
      }
      let longMy = world.world.longMy
      for path in [
        "/organisations/\(longMy)/members?asOf=2014-03-20", "/members/\(world.huong)?asOf=2014-03-20",
        "/members/\(world.huong)", "/records/members?organisation=\(longMy)&asOf=2014-03-20",
      ] {
        let page = try await ask(path)
        Self.clean(page, path)
        #expect(page.has("Nguyễn Thị Hường"), "\(path)")
      }
      let women = "/records/members?organisation=\(longMy)&asOf=2014-03-20&sex=female"
      #expect(try await ask(women).has("\"count\":1"))
      Self.clean(try await ask("/organisations/\(longMy)/briefing?asOf=2014-03-20"), "briefing")
      // Whoever is over both places, and the new place itself, reads what is so.
      try await world.account("huyen", "Ban Tổ chức Huyện ủy", .inspector, on: world.world.district)
      for (reader, path) in [("huyen", "/dang-vien?ngay=20%2F3%2F2014"), ("nguoi.ngoai", "/dang-vien")] {
        #expect(try await world.signedIn(reader).get(path).has("Nguyễn Thị Bí Mật"), "\(reader)")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `biết đến một lúc trước khi sửa thì nơi mới cũng thấy như lúc ấy; nơi cũ không bao giờ thấy hơn`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      try await Self.leave(world)
      world.register.clock.set(day(2014_05_01))
      // Something else is written, so that the moment lies behind the head.
      _ = try await world.system.perform(
        RegisterMember(
          PersonalRecord(name: "Lê Thị Mới"), in: world.world.longMyHamlet, from: day(2014_05_01)),
        by: .operatorOfMachine)
      let page = try await world.officer().get("/dang-vien?ngay=20%2F3%2F2014&biet-den=2014-04-22")
      Self.clean(page, "biết đến")
      #expect(page.has("Nguyễn Thị Hường"))
    }
  }

  @Test(arguments: Engine.available)
  func `nhật ký của nơi cũ kể việc của mình và việc đi, không kể việc nơi mới làm`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      try await Self.leave(world)
      let old = try await world.officer().get("/nhat-ky")
      Self.clean(old, "nhật ký")
      #expect(!old.has("<th scope=\"row\">Đính chính lý lịch"))
      #expect(old.has("Tiếp nhận sinh hoạt") && old.has("Ghi thêm đảng viên"))
      let new = try await world.outsider().get("/nhat-ky")
      #expect(
        new.has("<th scope=\"row\">Đính chính lý lịch") && new.has("Nguyễn Thị Bí Mật")
          && new.has("Ghi chức vụ"))
      // Her registration was an act of the old place; it stays there, under the name of that time.
      #expect(old.has("Nguyễn Thị Hường"))
    }
  }
}
