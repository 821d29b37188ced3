import Basics
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Sổ văn bản trên trang` {
  @Test(arguments: Engine.available)
  func `chi bộ sáp nhập: văn bản còn mở hiện ở nơi nhận; bí thư nơi cũ đọc một câu ở trang chủ`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let (old, new) = (world.world.longMyHamlet, world.world.longMyAgency)
      _ = try await world.account("bi.thu.cu", "Bí Thư Cũ", .secretary, on: old)
      _ = try await world.account("bi.thu.moi", "Bí Thư Mới", .secretary, on: new)
      let fields = [
        ("so", "den"), ("ngay-so", "20/3/2014"), ("ngay-ky", "18/3/2014"), ("noi", "Huyện ủy Giồng Trôm"),
        ("loai-vb", "Công văn"), ("so-vb", "7-CV/HU"), ("trich-yeu-vb", "về khảo sát chi bộ cơ quan"),
        ("xu-ly", "\(world.huong)"), ("han-xu-ly", "23/4/2014"),
      ]
      let made = try await world.signedIn("bi.thu.cu").post("/to-chuc/\(old)/van-ban", fields)
      #expect(made.status == 303)
      let id = try #require(made.location?.split(separator: "?").first?.split(separator: "/").last)
      _ = try await world.system.perform(
        MergeOrganisations(
          [old], result: .into(new), day: Day(year: 2014, month: 4, day: 1) ?? .endOfTime,
          decision: SmallWorld.decision("3-QĐ/ĐU", on: Day(year: 2014, month: 3, day: 25) ?? .endOfTime)),
        by: .operatorOfMachine)
      let heir = try await world.signedIn("bi.thu.moi")
      #expect(try await heir.get("/").has("về khảo sát chi bộ cơ quan"))
      #expect(try await heir.get("/to-chuc/\(new)/lich?thang=2014-04").has("7-CV/HU"))
      let book = try await heir.get("/to-chuc/\(new)/van-ban")
      #expect(book.has("Nhận tiếp của tổ chức đã kết thúc: 1") && book.has("/to-chuc/\(new)/van-ban/\(id)"))
      let one = "/to-chuc/\(new)/van-ban/\(id)"
      #expect(try await heir.get(one).has("nay đã kết thúc"))
      let former = try await world.signedIn("bi.thu.cu").get("/")
      #expect(former.status == 200 && former.has("đã kết thúc hoạt động từ ngày 1/4/2014"))
      #expect(former.has("Chi bộ cơ quan xã Long Mỹ làm tiếp"))
      let closed = try await heir.post(
        "\(one)/ket-qua", [("ngay-xong", "21/4/2014"), ("giai-quyet", "đã chuẩn bị số liệu")])
      #expect(closed.status == 303)
      #expect(!(try await heir.get("/").has("về khảo sát chi bộ cơ quan")))
      #expect(try await heir.get("/to-chuc/\(new)/van-ban").has("đã xong"))
    }
  }

  @Test(arguments: Engine.available)
  func `vào sổ, tìm không dấu, giao việc, hủy số; chữ gõ không mất; người chỉ xem không ghi được`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let path = "/to-chuc/\(world.world.longMyHamlet)/van-ban"
      let (officer, inspector) = try await (world.officer(), world.inspector())
      #expect(try await officer.get(path).has("chưa có văn bản nào"))
      #expect(try await officer.get("/to-chuc/\(world.world.longMyHamlet)").has("Văn bản đến, đi"))
      let wrong = try await officer.post(
        path, [("so", "den"), ("ngay-so", "31/2/2014"), ("noi", "Huyện ủy Giồng Trôm"), ("trich-yeu-vb", "")])
      #expect(wrong.status == 422 && wrong.has("Huyện ủy Giồng Trôm") && wrong.has("31/2/2014"))
      let fields = [
        ("so", "den"), ("ngay-so", "20/4/2014"), ("ngay-ky", "18/4/2014"), ("noi", "Huyện ủy Giồng Trôm"),
        ("loai-vb", "Công văn"), ("so-vb", "7-CV/HU"), ("trich-yeu-vb", "về khảo sát chi bộ cơ quan"),
        ("xu-ly", "\(world.huong)"), ("han-xu-ly", "23/4/2014"),
      ]
      let made = try await officer.post(path, fields)
      #expect(made.status == 303)
      let one = try #require(made.location?.split(separator: "?").first.map(String.init))
      #expect(try await officer.get("\(path)?tim=khao+sat").has("7-CV/HU"))
      #expect(try await officer.get("\(path)?tim=thuy+loi").has("Không có văn bản nào như vậy"))
      let shown = try await inspector.get(one)
      #expect(shown.status == 200 && shown.has("Nguyễn Thị Hường") && !shown.has("Hủy số này"))
      #expect(try await inspector.post(path, fields).status == 403)
      _ = try await world.account("bi.thu.ap", "Bí Thư Ấp", .secretary, on: world.world.longMyHamlet)
      #expect(try await world.signedIn("bi.thu.ap").get("/").has("khảo sát chi bộ cơ quan"))
      #expect(
        try await officer.get("/to-chuc/\(world.world.longMyHamlet)/lich?thang=2014-04").has("7-CV/HU"))
      let assigned = try await officer.post(
        "\(one)/giao-viec",
        [("viec", "Chuẩn bị số liệu"), ("nguoi-lam", "\(world.huong)"), ("han", "24/4/2014")])
      #expect(assigned.status == 303)
      #expect(try await officer.get(one).has("Chuẩn bị số liệu"))
      let short = try await officer.post("\(one)/huy", [("ly-do-huy", "nhầm")])
      #expect(short.status == 422 && short.has("nhầm"))
      for form in ["docx", "pdf", "xlsx"] {
        #expect(try await inspector.get("\(path)/in?so=den&nam=2014&dang=\(form)").status == 200)
      }
      #expect(try await world.outsider().get(one).status == 404)
    }
  }
}
