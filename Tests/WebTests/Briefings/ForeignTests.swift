import Basics
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

/// P-Z02, P-Z03: identities of a sibling in path, query and body.
@Suite struct `Người ngoài phạm vi báo cáo` {
  private static let foreign = [
    "Long Mỹ", "Long Hòa", "Nguyễn Thị Hường", "Trần Văn Bình", "Đoàn Trung ương", "Phân công nhiệm vụ",
  ]

  @Test(arguments: Engine.available)
  func `mã của xã khác trong địa chỉ, tham số và biểu mẫu đều như không có`(engine: Engine) async throws {
    try await ReportingWorld.with(engine) { world in
      let issue = try await world.system.perform(
        IssueBriefing(of: world.world.longMy, asOf: day(2014_04_21), number: "1-BC/ĐU", rules: world.rules),
        by: .operatorOfMachine)
      let grading = try await world.system.read { [cell = world.world.longMyAgency] session throws in
        try session.gradings(of: .organisation(cell), asOf: AsOf(day(2014_04_21))).first?.id
      }
      let outsider = try await world.site.outsider()
      let head = try await world.site.head()
      let (longMy, own) = (world.world.longMy, world.world.phongNam)
      for path in [
        "/to-chuc/\(longMy)/bao-cao", "/to-chuc/\(longMy)/bao-cao/tai-ve?dang=json", "/bao-cao/\(issue.id)",
        "/bao-cao/\(issue.id)/tai-ve?dang=pdf",
        "/so-lieu/members?asOf=2014-04-21&organisation=\(longMy)",
        "/so-lieu/gradings?asOf=2014-04-21&organisation=\(longMy)",
        "/so-lieu/roll-out?asOf=2014-04-21&organisation=\(world.world.district)&mandate=\(world.mandate)",
        "/to-chuc/\(longMy)/xep-loai",
        "/api/v1/organisations/\(longMy)", "/api/v1/organisations/\(longMy)/members",
        "/api/v1/organisations/\(longMy)/briefing",
        "/api/v1/members/\(world.site.huong)",
        "/api/v1/records/organisations?asOf=2014-04-21&organisation=\(longMy)",
        "/api/v1/gradings?organisation=\(longMy)",
      ] {
        let page = try await outsider.get(path)
        #expect(page.status == 404, "\(path)")
        for text in Self.foreign { #expect(!page.has(text), "\(path): \(text)") }
      }
      // What concerns both shows each only their own part.
      for path in [
        "/van-ban-giao-viec", "/van-ban-giao-viec/\(world.mandate)", "/khao-sat", "/khao-sat/\(world.survey)",
        "/bao-cao", "/",
        "/api/v1/mandates", "/api/v1/mandates/\(world.mandate)", "/api/v1/surveys/\(world.survey)",
        "/api/v1/organisations", "/api/v1/me",
        "/to-chuc/\(own)/xep-loai?rut=\(grading.map { "\($0)" } ?? "")",
        "/to-chuc/\(own)/bao-cao?ngay=2014-04-21",
      ] {
        let page = try await outsider.get(path)
        #expect(page.status == 200, "\(path)")
        for text in Self.foreign where text != "Đoàn Trung ương" {
          #expect(!page.has(text), "\(path): \(text)")
        }
      }
      _ = try await outsider.get("/to-chuc/\(own)/xep-loai/ghi")
      let decision = [("so-van-ban", "1-QĐ"), ("co-quan", "Đảng ủy"), ("ngay-van-ban", "20/1/2014")]
      let part = try await world.system.read { [survey = world.survey] session throws in
        try session.surveyParts(of: survey).first { $0.organisation == longMy }?.id
      }
      let forms: [(String, [(String, String)])] = [
        (
          "/to-chuc/\(own)/xep-loai/ghi",
          [
            ("nam", "2012"), ("loai", "agencyCell"), ("muc-\(world.world.longMyAgency)", "TSVM"),
            ("ngay-xep-loai", "20/1/2014"),
          ] + decision
        ),
        ("/to-chuc/\(own)/xep-loai/rut", [("ket-qua", grading.map { "\($0)" } ?? ""), ("ly-do", "x")]),
        ("/to-chuc/\(longMy)/xep-loai/rut", [("ket-qua", grading.map { "\($0)" } ?? ""), ("ly-do", "x")]),
        ("/van-ban-giao-viec/\(world.late)/ghi", [("don-vi", "\(world.world.longMyAgency)")] + decision),
        (
          "/khao-sat/\(world.survey)/tra-loi",
          [
            ("muc", part.map { "\($0)" } ?? ""), ("tinh-trang", "done"), ("noi-dung", "x"), ("nguoi", "x"),
            ("ngay-tra-loi", "21/4/2014"),
          ]
        ),
        ("/khao-sat/\(world.survey)/muc", [("loai", "finding"), ("noi-dung", "x")]),
        ("/bao-cao/\(issue.id)/y-kien", [("loai", "comment"), ("noi-dung", "x")]),
        ("/to-chuc/\(longMy)/bao-cao", [("so", "9"), ("so-lieu-ngay", "2014-04-21")]),
      ]
      for (path, fields) in forms {
        let answer = try await outsider.post(path, fields)
        #expect([403, 404].contains(answer.status), "\(path) \(answer.status)")
        for text in Self.foreign { #expect(!answer.has(text), "\(path): \(text)") }
      }
      #expect(try await world.site.head() == head)
    }
  }

  @Test func `địa chỉ lạ, cách hỏi lạ, chỉ hỏi đầu mục`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      let head = try await world.site.head()
      let district = world.world.district
      #expect(
        try await client.get("/so-lieu/khong-co?asOf=2014-04-21&organisation=\(district)").status == 400)
      #expect(try await client.get("/so-lieu/members?asOf=hom-qua&organisation=\(district)").status == 400)
      #expect(try await client.get("/so-lieu/members").status == 400)
      #expect(try await client.get("/bao-cao/khong-co").status == 404)
      #expect(try await client.get("/khao-sat/0000000000001").status == 404)
      #expect(try await client.get("/api/v1/khong-co").status == 404)
      #expect([404, 405].contains(try await client.post("/so-lieu/members").status))
      #expect([404, 405].contains(try await client.send(.put, "/api/v1/me", headers: [:], body: []).status))
      for path in [
        "/to-chuc/\(district)/bao-cao", "/van-ban-giao-viec/\(world.mandate)", "/khao-sat/\(world.survey)",
        "/api/v1/me",
      ] {
        let page = try await client.send(.head, path, headers: [:], body: [])
        #expect(page.status == 200 && page.bytes.isEmpty, "\(path)")
      }
      #expect(try await world.site.head() == head)
    }
  }
}
