import Basics
import Foundation
import Registry
import Reporting
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Báo cáo trên trang` {
  @Test(arguments: Engine.available)
  func `mỗi số liệu mở ra đúng bấy nhiêu bản ghi, trên trang và qua API`(engine: Engine) async throws {
    try await ReportingWorld.with(engine) { world in
      let client = try await world.commission()
      for structure in Briefing.Structure.allCases {
        let figures = try await world.briefing(structure: structure).figures
        #expect(figures.count > 30)
        for figure in figures {
          let page = try await client.get(figure.records.pagePath)
          #expect(page.status == 200, "\(figure.key)")
          let answer = try #require(try await Self.json(client.get(figure.records.apiPath)))
          let count = try #require(answer["count"] as? Int)
          let items = try #require(answer["items"] as? [Any])
          #expect(items.count == min(count, 50), "\(figure.key)")
          #expect(page.has("\(figure.records.kind.title): \(count)"), "\(figure.key)")
          #expect(page.count(of: "<th scope=\"row\"") == min(count, 50), "\(figure.key)")
          if case .count(let value) = figure.value { #expect(count == value, "\(figure.key)") }
        }
      }
    }
  }

  @Test func `trang báo cáo có số liệu, biểu đồ, cơ cấu khi đó và hiện nay, tải về năm dạng`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      let path = "/to-chuc/\(world.world.district)/bao-cao"
      let page = try await client.get("\(path)?ngay=2014-04-21")
      #expect(page.status == 200)
      for part in [
        "Cơ cấu hiện nay", "chart-timeline", "chart-columns", "chart-pyramid", "class=\"chart bars\"",
        "Khảo sát Hướng dẫn 10", "Phát hành",
      ] {
        #expect(page.has(part), "\(part)")
      }
      #expect(
        try await client.get("\(path)?ngay=2014-04-21&cau-truc=now").has("Quy về")
          || page.has("Số liệu từng đơn vị"))
      #expect(try await client.get("\(path)?cau-truc=hom-kia").status == 400)
      for download in BriefingDownload.allCases {
        let file = try await client.get("\(path)/tai-ve?dang=\(download.rawValue)&ngay=2014-04-21")
        #expect(file.status == 200, "\(download)")
        #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        #expect(file.bytes.count > 500)
      }
      #expect(try await client.get("\(path)/tai-ve?dang=exe").status == 400)
    }
  }

  @Test(arguments: Engine.available)
  func `phát hành, đính chính, rồi báo cáo đã phát hành vẫn nguyên và được nêu là sẽ khác`(engine: Engine)
    async throws
  {
    try await ReportingWorld.with(engine) { world in
      let client = try await world.commission()
      let path = "/to-chuc/\(world.world.district)/bao-cao"
      #expect(try await client.post(path, [("so-lieu-ngay", "2014-04-21"), ("so", "")]).status == 422)
      let done = try await client.post(
        path, [("so-lieu-ngay", "2014-04-21"), ("cau-truc", "then"), ("so", "35-BC/HU")])
      #expect(done.status == 303)
      let issued = try #require(done.location?.split(separator: "?").first.map(String.init))
      #expect(
        try await client.post(path, [("so-lieu-ngay", "2014-04-21"), ("so", "35-BC/HU")]).status == 422)
      let before = try await client.get(issued)
      #expect(before.status == 200 && !before.has("sẽ khác nếu lập lại"))
      let frozen = try await client.get("\(issued)/tai-ve?dang=json")

      let cell = world.world.longMyAgency
      let grading = try #require(
        try await world.system.read { session throws in
          try session.grading(of: .organisation(cell), year: 2013)
        })
      try await world.system.perform(
        WithdrawGrading(grading.id, reason: "ghi nhầm kết quả"), by: .operatorOfMachine)

      let after = try await client.get(issued)
      #expect(after.has("số liệu sẽ khác nếu lập lại báo cáo này hôm nay"))
      #expect(try await client.get("\(issued)/tai-ve?dang=json").bytes == frozen.bytes)
      #expect(try await client.get("/bao-cao").has("số liệu khác"))
      #expect(try await client.get("\(path)?ngay=2014-04-21").has("số liệu khác"))
      // Its figures still open what they counted then.
      let old = try #require(Self.object(frozen.bytes)["figures"] as? [String: Any])
      let grades = try #require((old["grades"] as? [String: [String: [String: Any]]])?["2013"]?["TSVM"])
      #expect(grades["value"] as? Int == 1)
      #expect(try await Self.json(client.get(grades["records"] as? String ?? ""))?["count"] as? Int == 1)
    }
  }

  @Test func `cấp nhận báo cáo hỏi, nơi phát hành trả lời; câu hỏi chờ hiện ở trang chủ`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let officer = try await world.site.officer()
      let issue = try await world.system.perform(
        IssueBriefing(of: world.world.longMy, asOf: day(2014_04_21), number: "1-BC/ĐU", rules: world.rules),
        by: .operatorOfMachine)
      let superior = try await world.commission()
      let path = "/bao-cao/\(issue.id)"
      _ = try await superior.get(path)
      #expect(
        try await superior.post("\(path)/y-kien", [("loai", "question"), ("noi-dung", "")]).status == 422)
      #expect(
        try await superior.post("\(path)/y-kien", [("loai", "question"), ("noi-dung", "Vì sao <b>ít</b>?")])
          .status == 303)
      let home = try await officer.get("/")
      #expect(home.has("hỏi về báo cáo 1-BC/ĐU"))
      #expect(!(try await superior.get("/").has("hỏi về báo cáo")))
      let page = try await officer.get(path)
      #expect(page.has("Vì sao &lt;b&gt;ít&lt;/b&gt;?"))
      let question = try #require(
        try await world.system.read { session throws in try session.remarks(on: issue.id).first })
      #expect(
        try await officer.post("\(path)/y-kien", [("tra-loi", "\(question.id)"), ("noi-dung", "Vì mới lập")])
          .status == 303)
      #expect(try await superior.get(path).has("Vì mới lập"))
      #expect(!(try await officer.get("/").has("hỏi về báo cáo")))
      // An inspector may ask; a reader only reads.
      let reader = try await world.reader()
      _ = try await reader.get(path)
      #expect(
        try await reader.post("\(path)/y-kien", [("loai", "comment"), ("noi-dung", "x")]).status == 403)
    }
  }

  @Test func `ngày chưa có tổ chức thì nói rõ, không có báo cáo`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let client = try await world.commission()
      let page = try await client.get("/to-chuc/\(world.world.longMyAgency)/bao-cao?ngay=2008-03-24")
      #expect(page.status == 409)
      #expect(page.has("không tồn tại vào ngày 24/3/2008"))
      #expect(page.has("bao-cao?ngay=2008-03-25"))
    }
  }

  @Test func `danh sách người cần quyền xem đảng viên; thiếu thì từ chối kèm lý do`() async throws {
    try await ReportingWorld.with(.sqlite) { world in
      let reader = try await world.reader()
      let figures = try await world.briefing()
      let members = try await reader.get(figures.summary.members.records.pagePath)
      #expect(members.status == 403)
      #expect(members.has("Xem đảng viên") && !members.has("Nguyễn Thị Hường"))
      #expect(try await reader.get(figures.summary.members.records.apiPath).status == 403)
      #expect(try await reader.get(figures.summary.agencyCells.records.pagePath).status == 200)
    }
  }

  @Test func `tên có mã độc chỉ là chữ`() async throws {
    try await ReportingWorld.with(.sqlite, hostile: true) { world in
      let client = try await world.commission()
      let issue = try await world.system.perform(
        IssueBriefing(
          of: world.world.district, asOf: day(2014_04_21), number: "<script>alert(2)</script>",
          rules: world.rules),
        by: .operatorOfMachine)
      let district = world.world.district
      let quoted = "a\"\u{301} onfocus"
      for path in [
        "/", "/bao-cao", "/bao-cao/\(issue.id)", "/to-chuc/\(district)/bao-cao?ngay=2014-04-21",
        "/to-chuc/\(world.world.longMyAgency)/bao-cao",
        "/to-chuc/\(district)/xep-loai", "/to-chuc/\(district)/xep-loai/ghi?nam=2012", "/van-ban-giao-viec",
        "/van-ban-giao-viec/\(world.mandate)",
        "/van-ban-giao-viec/\(world.late)", "/khao-sat", "/khao-sat/\(world.survey)",
        try await world.briefing().summary.agencyCells.records.pagePath,
        "/to-chuc/\(district)/bao-cao/tai-ve?dang=html&ngay=2014-04-21",
      ] {
        let page = try await client.get(path)
        #expect(page.status == 200, "\(path)")
        #expect(!page.has("<script>alert"), "\(path)")
        #expect(!page.has(quoted), "\(path)")
      }
    }
  }

  static func json(_ page: TestClient.Page) -> [String: Any]? { object(page.bytes) }
  static func object(_ bytes: [UInt8]) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]) ?? [:]
  }
}
