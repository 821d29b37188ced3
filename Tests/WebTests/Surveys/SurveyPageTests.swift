import Basics
import Registry
import Reporting
import TestSupport
import Testing

@testable import Web

@Suite struct `Khảo sát trên trang` {
  @Test(arguments: Engine.available)
  func `ghi cuộc khảo sát, thêm mục, số liệu trả lời từ sổ, đánh giá kèm nguyên nhân`(engine: Engine)
    async throws
  {
    try await ReportingWorld.with(engine) { world in
      let client = try await world.commission()
      _ = try await client.get("/khao-sat/moi")
      let fields = [
        ("ten", "Khảo sát quy chế"), ("to-chuc", "\(world.world.district)"), ("ngay-lam-viec", "20/4/2014"),
        ("doan", "Ban Tổ chức Tỉnh ủy"),
        ("noi-dung", "Quy chế làm việc\nNền nếp sinh hoạt"), ("du", "Nguyễn Văn A, Trưởng đoàn\nLê Thị B"),
      ]
      #expect(try await client.post("/khao-sat/moi", fields.filter { $0.0 != "doan" }).status == 422)
      let done = try await client.post("/khao-sat/moi", fields)
      #expect(done.status == 303)
      let path = try #require(done.location?.split(separator: "?").first.map(String.init))
      for part in [
        [("loai", "figure"), ("de-muc", "agencyCells")],
        [("loai", "finding"), ("de-muc", "Chưa rõ"), ("noi-dung", "Chức năng chưa rõ")],
        [("loai", "finding"), ("de-muc", "Giống"), ("noi-dung", "Quy chế giống nhau"), ("vi", "Chưa rõ")],
        [("loai", "petition"), ("noi-dung", "Sớm có quy định"), ("han", "31/12/2014")],
      ] {
        #expect(try await client.post("\(path)/muc", part).status == 303)
      }
      #expect(
        try await client.post("\(path)/muc", [("loai", "finding"), ("noi-dung", "x"), ("vi", "Không có")])
          .status == 422)
      // A name in a finding is asked about once; it is no refusal.
      let naming = [
        ("loai", "finding"), ("de-muc", "Việc khó"), ("noi-dung", "Có ông Nguyễn Văn Tư chưa nhận việc"),
      ]
      let asked = try await client.post("\(path)/muc", naming)
      #expect(
        asked.status == 422 && asked.has("ông Nguyễn Văn Tư”") && asked.has("name=\"giu-ten\" value=\"1\""))
      #expect(try await client.post("\(path)/muc", naming + [("giu-ten", "1")]).status == 303)
      let number = naming + [("giu-ten", "1"), ("nguoi", "Lê Thị B 0912345678")]
      #expect(try await client.post("\(path)/muc", number).status == 422)
      let page = try await client.get(path)
      for part in [
        "Trưởng đoàn", "Nền nếp sinh hoạt", "Do: <strong>Chưa rõ</strong>", "Sớm có quy định",
        "hạn 31/12/2014", "/so-lieu/organisations?asOf=2014-04-20",
      ] {
        #expect(page.has(part), "\(part)")
      }
    }
  }

  @Test func `xã được lưu ý chỉ thấy mục gửi mình, trả lời được; việc chờ hiện ở trang chủ`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let officer = try await world.site.officer()
      #expect(try await officer.get("/").has("Trả lời: Phân công nhiệm vụ"))
      let path = "/khao-sat/\(world.survey)"
      let page = try await officer.get(path)
      #expect(page.has("Phân công nhiệm vụ") && !page.has("Phong Nẫm") && !page.has("Chức năng chưa rõ"))
      let survey = world.survey
      let (parts, longMy) = (
        try await world.system.read { session throws in try session.surveyParts(of: survey) },
        world.world.longMy
      )
      let own = try #require(parts.first { $0.organisation == longMy })
      let other = try #require(parts.first { $0.kind == .advice && $0.organisation != longMy })
      func answer(_ part: SurveyPart, _ text: String) -> [(String, String)] {
        [
          ("muc", "\(part.id)"), ("tinh-trang", "done"), ("noi-dung", text), ("nguoi", "Phan Thị Văn Phòng"),
          ("ngay-tra-loi", "21/4/2014"),
        ]
      }
      #expect(try await officer.post("\(path)/tra-loi", answer(own, "")).status == 422)
      #expect(try await officer.post("\(path)/tra-loi", answer(other, "Đã làm")).status == 404)
      #expect(try await officer.post("\(path)/tra-loi", answer(own, "Đã phân công")).status == 303)
      #expect(!(try await officer.get("/").has("Trả lời: Phân công")))
      #expect(try await world.commission().get(path).has("Đã phân công"))
    }
  }
}
