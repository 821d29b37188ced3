import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Đợt theo quý trên trang` {
  @Test(arguments: Engine.available)
  func `quý hai: phiếu tự đánh giá, cấp trên quyết định có lý do, mức không hoàn thành thành dữ kiện của năm`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      world.register.clock.set(Moment(Day(number: 2026_06_20) ?? .endOfTime, hour: 9))
      try await world.system.perform(
        Appoint(
          world.huong, at: world.world.longMyHamlet, title: "Bí thư chi bộ", sector: .party,
          from: Day(number: 2025_07_01) ?? .endOfTime, decision: nil), by: .operatorOfMachine)
      _ = try await world.account("ban.to.chuc", "Nguyễn Văn Ban", .commission, on: world.world.district)
      let client = try await world.signedIn("ban.to.chuc")
      let base = "/to-chuc/\(world.world.longMy)/dot-kiem-diem"
      let paper = [
        ("loai-van-ban", "Kế hoạch"), ("so-van-ban", "3-KH/HU"), ("co-quan", "Huyện ủy Giồng Trôm"),
        ("ngay-van-ban", "18/6/2026"),
      ]
      _ = try await client.get("\(base)/mo?nam=2026&quy=2")
      let opened = try await client.post(
        "\(base)/mo",
        [("nam", "2026"), ("quy", "2"), ("huong-dan", "hd-02-btctw-2026-05-22"), ("chot", "20/6/2026")]
          + paper)
      #expect(opened.status == 303)
      // Only she is on the list; nobody is told to send anything, and it is said who decides.
      let round = try await client.get("\(base)?nam=2026&quy=2")
      #expect(round.has("Ai quyết định") && round.has("2 đảng viên khác ở đây"))
      #expect(round.has("Không xếp loại theo quý") && !round.has("Gửi kết quả lên cấp trên"))
      let hamlet = try await client.get(
        "/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem?nam=2026&quy=2")
      #expect(hamlet.has("Nguyễn Thị Hường") && hamlet.has("không phải gửi kết quả"))
      #expect(!hamlet.has("Mọi bước của đơn vị đã xong") && !hamlet.has("Mẫu kiểm điểm"))
      let agency = try await client.get(
        "/to-chuc/\(world.world.longMyAgency)/dot-kiem-diem?nam=2026&quy=2")
      #expect(agency.has("Không có ai ở đây trong danh sách của đợt"))
      #expect(try await client.get("\(base)/mo?nam=2026&quy=2").has("cấp quản lý chức vụ"))
      // The member's form of the quarter, reached from their own page.
      let walk = RoundWalk(world: world, client: client)
      let me = try await walk.member(world.huong)
      let own = try await me.get("/cua-toi")
      #expect(own.has("Phiếu tự đánh giá quý 2"))
      let form = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&quy=2"
      let page = try await me.get(form)
      #expect(page.status == 200 && page.has("Mẫu 05") && page.has("quý 2 năm 2026"))
      let fields = [
        ("nam", "2026"), ("quy", "2"), ("mau", "form05"), ("ban", "0"), ("da-gui", ""),
        ("m-common", "25"), ("m-results", "20,5"), ("m-ownGrade", "KHT"), ("m-shortcomings", "Chậm."),
      ]
      #expect(try await me.post("\(form)&mau=form05", fields + [("viec", "gui")]).status == 303)
      let sent = try await world.system.read { session throws in
        try session.filledForms(of: .member(world.huong), year: 2026)
      }
      #expect(sent.map(\.quarter) == [2] && sent.map(\.form) == ["form05"])
      #expect(
        try await me.get("/dang-vien/\(world.huong)/ban-kiem-diem/tai?nam=2026&quy=2&mau=form05&dang=pdf")
          .status == 200)
      // People decide, each with a reason; what was decided is a fact of the year.
      let decisions = try await client.get("\(base)/quyet-dinh?nam=2026&quy=2")
      let name = try #require(
        RoundWalk.names(decisions.text, "muc-").first { name in
          decisions.text.components(separatedBy: name).first?.contains("Nguyễn Thị Hường") ?? false
        })
      let subject = String(name.dropFirst(4))
      let chosen = [("nam", "2026"), ("quy", "2"), ("ngay-xep-loai", "20/6/2026"), (name, "KHT")]
      let silent = try await client.post("\(base)/quyet-dinh", chosen + paper)
      #expect(silent.status == 422 && silent.has("cần lý do"))
      #expect(
        try await client.post(
          "\(base)/quyet-dinh", chosen + paper + [("ly-do-\(subject)", "Tập thể không đạt.")]
        ).status == 303)
      let facts = try await world.system.read { session throws in
        try session.reviewFacts(of: .member(world.huong), entity: "member", year: 2026)
      }
      let fact = try #require(facts.first { $0.fact == "failedQuarters" })
      #expect(fact.value == "1" && fact.evidence.contains("3-KH/HU"))
      let grading = try await world.system.read { session throws in
        try session.grading(of: .member(world.huong), year: 2026)
      }
      #expect(grading == nil, "mức của quý không phải mức của năm")
      let told = try await me.get("/cua-toi")
      #expect(told.has("Quý 2: <strong>Không hoàn thành nhiệm vụ</strong>") && told.has("Tập thể không đạt."))
      let again = try await me.get(form)
      #expect(again.has("Quý 2 đã có kết quả xếp loại"))
    }
  }
}
