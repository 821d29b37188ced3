import Basics
import Formats
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Việc bên cạnh các bước của đợt trên trang` {
  @Test(arguments: Engine.available)
  func `danh sách xếp loại của cơ quan: dán hoặc tải lên, xem trước từng dòng, ghi thành dữ kiện kèm văn bản`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      let path = "\(walk.base)/xep-loai-co-quan"
      let page = try await walk.client.get("\(path)?nam=2026")
      #expect(page.status == 200)
      let none = try await walk.client.post(path, [("nam", "2026"), ("viec", "xem"), ("danh-sach", "")])
      #expect(none.status == 422)
      let list = """
        DANH SÁCH KẾT QUẢ XẾP LOẠI
        STT\tHọ và tên\tNgày sinh\tKết quả xếp loại
        1\tTrần Văn Bình\t20/7/1960\tHoàn thành xuất sắc nhiệm vụ
        2\tLê Minh Đức\t\tTuyệt vời
        3\tNgười Ngoài Đảng\t\tHoàn thành tốt
        4\tTrần Văn Bình\t20/7/1960\tHTT
        5\tNguyễn Thị Hường\t1/1/1970\tHTT
        """
      let seen = try await walk.client.post(path, [("nam", "2026"), ("viec", "xem"), ("danh-sach", list)])
      #expect(seen.status == 200 && seen.has("1 dòng ghi được, 2 dòng có lỗi"))
      #expect(seen.has("Không hiểu mức “Tuyệt vời”") && seen.has("đã ở một dòng trên"))
      #expect(
        seen.count(of: "Không phải đảng viên ở đây") == 2, "tên giống mà ngày sinh khác không phải người ấy")
      let kept = try #require(RoundWalk.values(seen.text, "danh-sach").first)
      let silent = try await walk.client.post(path, [("nam", "2026"), ("viec", "ghi"), ("danh-sach", kept)])
      #expect(silent.status == 422 && silent.has("Ghi số và ký hiệu"))
      let paper = [
        ("loai-van-ban", "Thông báo"), ("so-van-ban", "77-TB/UBND"), ("co-quan", "UBND xã Long Mỹ"),
        ("ngay-van-ban", "19/11/2026"),
      ]
      #expect(
        try await walk.client.post(path, [("nam", "2026"), ("viec", "ghi"), ("danh-sach", kept)] + paper)
          .status == 303)
      let facts = try await world.system.read { session throws in
        try session.reviewFacts(of: .member(world.binh), entity: "member", year: 2026)
      }
      let fact = try #require(facts.first { $0.fact == "serviceGrade" })
      #expect(fact.value == "HTXS" && fact.evidence.contains("77-TB/UBND"))
      // The same as a workbook; what is recorded already is not recorded again.
      let workbook = WorkbookFile(sheets: [
        SheetContent(
          "Sheet1", columns: [.init("Họ tên"), .init("Số thẻ"), .init("Xếp loại")],
          rows: [.init([.text("Tran van binh"), .text("83012346"), .text("hoàn thành xuất sắc")])])
      ])
      let again = try await walk.client.upload(
        path, [("nam", "2026"), ("viec", "xem")], file: "tep", fileName: "xep-loai.xlsx",
        bytes: try workbook.bytes())
      #expect(again.status == 200 && again.has("Sổ đã ghi mức này") && again.has("0 dòng ghi được"))
      #expect(try await world.outsider().get("\(path)?nam=2026").status == 404)
      #expect(try await world.inspector().get("\(path)?nam=2026").status == 403)
    }
  }

  @Test(arguments: Engine.available)
  func `P-R04: đợt chuyển sang bản hướng dẫn khác sau khi đã thấy khác ở đâu, có văn bản và lý do`(
    engine: Engine
  ) async throws {
    let content = try Self.twoGuidances()
    defer { try? FileManager.default.removeItem(atPath: content) }
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      // With one guidance there is nothing to move to.
      #expect(try await walk.client.get("\(walk.base)/chuyen?nam=2026").has("Không có hướng dẫn nào khác"))
      let site = Site(system: world.system, content: Content(folder: content))
      let client = TestClient(site)
      _ = try await client.get("/dang-nhap")
      _ = try await client.post("/dang-nhap", [("ten", "van.phong"), ("mat-khau", SiteWorld.password)])
      let page = try await client.get("\(walk.base)/chuyen?nam=2026")
      #expect(page.has("Bản sửa của Hướng dẫn 43"))
      let shown = try await client.get("\(walk.base)/chuyen?nam=2026&sang=hd-43-sua")
      #expect(
        shown.status == 200 && shown.has("20 %") && shown.has("10 %") && shown.has("Trên dữ kiện của đợt"))
      let fields = [("nam", "2026"), ("quy", "0"), ("sang", "hd-43-sua")] + RoundWalk.paper
      #expect(try await client.post("\(walk.base)/chuyen", fields + [("ly-do", "")]).status == 422)
      #expect(
        try await client.post("\(walk.base)/chuyen", fields + [("ly-do", "Theo bản sửa")]).status == 303)
      let moved = try await world.system.read { session throws in
        try session.reviewRounds(touching: world.world.longMy, asOf: AsOf(world.system.today)).first?.pack
      }
      #expect(moved == "hd-43-sua")
      #expect(try await world.outsider().get("\(walk.base)/chuyen?nam=2026").status == 404)
    }
  }

  /// The content of the product with a second guidance for the year: the same one with half the quota.
  private static func twoGuidances() throws -> String {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("chibo-\(UUID().uuidString)").path
    try files.copyItem(atPath: SiteWorld.contentFolder, toPath: folder)
    let (old, new) = ("hd-43-btctw-2025-10-31", "hd-43-sua")
    let packs = "\(folder)/RulePacks"
    try files.createDirectory(atPath: "\(packs)/\(new)", withIntermediateDirectories: true)
    var pack = try String(contentsOfFile: "\(packs)/\(old)/pack.yaml", encoding: .utf8)
    pack = pack.replacingOccurrences(of: "id: \(old)", with: "id: \(new)")
    pack = pack.replacingOccurrences(
      of: "title: Quy định 366-QĐ/TW và Hướng dẫn 43-HD/BTCTW (2025)", with: "title: Bản sửa của Hướng dẫn 43"
    )
    pack = pack.replacingOccurrences(
      of: "{ value: 20 %, name: Tỷ lệ xuất sắc", with: "{ value: 10 %, name: Tỷ lệ xuất sắc")
    try pack.write(toFile: "\(packs)/\(new)/pack.yaml", atomically: true, encoding: .utf8)
    let path = "\(folder)/Reviews/procedures.yaml"
    let procedures = try String(contentsOfFile: path, encoding: .utf8)
    let start = try #require(procedures.range(of: "\(old):\n"))
    let rest = procedures[start.lowerBound...]
    let end = rest.range(of: "\nhd-25-btctw")?.lowerBound ?? rest.endIndex
    let block = String(rest[..<end]).replacingOccurrences(of: old, with: new)
    try (procedures + "\n" + block + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return folder
  }

  @Test(arguments: Engine.available)
  func `P-R11: hai người cùng viết một bản, hai cửa sổ cùng viết: không mất chữ nào, hai bản hiện cạnh nhau`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      let me = try await walk.member(world.huong)
      let form = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
      func fields(_ ethics: String, _ page: TestClient.Page) -> [(String, String)] {
        [
          ("nam", "2026"), ("mau", "form2C"), ("m-ethics", ethics), ("m-tasks", "Xong."),
          ("m-shortcomings", "Không."), ("m-direction", "Giữ."), ("m-ownGrade", "HTT"),
          ("ban", RoundWalk.values(page.text, "ban").first ?? ""),
          ("da-gui", RoundWalk.values(page.text, "da-gui").first ?? ""),
        ]
      }
      // Two windows of one writer: the older one does not write over the newer, and both are seen.
      let (first, second) = (try await me.get(form), try await me.get(form))
      #expect(
        try await me.post(form, fields("Chữ cửa sổ một.", first) + [("viec", "luu")]).status == 303)
      let clash = try await me.post(form, fields("Chữ cửa sổ hai.", second) + [("viec", "luu")])
      #expect(clash.status == 422 && clash.has("Có hai bản khác nhau"))
      #expect(clash.has("Chữ cửa sổ một.") && clash.has("Chữ cửa sổ hai."))
      #expect(try await me.get(form).has("Chữ cửa sổ một."))
      #expect(
        try await me.post(form, fields("Chữ cửa sổ một và hai.", clash) + [("viec", "luu")]).status == 303)
      // The secretary and the member at once: the first to send is not overwritten unseen.
      let secretary = walk.client
      let asked = try await secretary.get(form)
      #expect(!asked.has("Chữ cửa sổ"), "bản nháp của người khác không ai thấy")
      let mine = try await me.get(form)
      #expect(try await me.post(form, fields("Lời của chính tôi.", mine) + [("viec", "gui")]).status == 303)
      let late = try await secretary.post(form, fields("Lời nhập hộ.", asked) + [("viec", "gui")])
      #expect(late.status == 422 && late.has("Có hai bản khác nhau"))
      #expect(late.has("Lời của chính tôi.") && late.has("Lời nhập hộ."))
      func sent() async throws -> [FilledForm] {
        try await world.system.read { session throws in
          try session.filledForms(of: .member(world.huong), year: 2026)
        }
      }
      #expect(try await sent().map { $0.answers[text: "ethics"] } == ["Lời của chính tôi."])
      // A draft older than what was sent is shown beside it when its writer comes back.
      #expect(
        try await secretary.post(form, fields("Nháp của thư ký.", late) + [("viec", "luu")]).status == 303)
      let again = try await me.get(form)
      world.register.clock.set(world.system.now.adding(seconds: 60))
      #expect(try await me.post(form, fields("Tôi gửi lại.", again) + [("viec", "gui")]).status == 303)
      let back = try await secretary.get(form)
      #expect(back.has("Có hai bản khác nhau") && back.has("Tôi gửi lại.") && back.has("Nháp của thư ký."))
      // Having seen both, the secretary still writes over nothing: the member does, from what was agreed.
      #expect(!back.has("value=\"gui\""), "bản đảng viên tự gửi chỉ đọc")
      let over = try await secretary.post(form, fields("Hai bên thống nhất.", back) + [("viec", "gui")])
      #expect(over.status == 422 && over.has("không ai viết thay") && over.has("Hai bên thống nhất."))
      #expect(try await sent().map { $0.answers[text: "ethics"] } == ["Tôi gửi lại."])
      let last = try await me.get(form)
      #expect(try await me.post(form, fields("Hai bên thống nhất.", last) + [("viec", "gui")]).status == 303)
      #expect(try await sent().map { $0.answers[text: "ethics"] } == ["Hai bên thống nhất."])
    }
  }
}
