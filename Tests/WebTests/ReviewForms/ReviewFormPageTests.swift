import Basics
import Formats
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Bản kiểm điểm trên trang` {
  /// Everything form 2C asks for before it can be sent.
  private static let whole = [
    ("m-ethics", "Giữ gìn đoàn kết, gương mẫu."), ("m-tasks", "Hoàn thành việc chi bộ giao."),
    ("m-shortcomings", "Chưa dự đủ sinh hoạt tháng 7."), ("m-direction", "Dự đủ sinh hoạt."),
    ("m-common", "28"),
    ("m-results", "65"), ("m-ownGrade", "HTT"),
  ]

  private static func member(_ world: SiteWorld) async throws -> TestClient {
    let account = try await world.account("huong", "Nguyễn Thị Hường", nil, on: world.world.longMyHamlet)
    try await world.system.perform(LinkMemberAccount(account, to: world.huong), by: .operatorOfMachine)
    return try await world.signedIn("huong")
  }

  private static func later(_ world: SiteWorld, _ number: Int) {
    if let day = Day(number: number) { world.register.clock.set(Moment(day, hour: 9)) }
  }

  @Test(arguments: Engine.available)
  func `đảng viên tự viết nháp, gửi, người khác không thấy bản nháp`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      Self.later(world, 2026_12_01)
      let own = try await Self.member(world)
      let path = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
      let blank = try await own.get(path)
      #expect(blank.status == 200 && blank.has("Mẫu 2C") && blank.has("Nguyễn Thị Hường"))
      let kept = try await own.post(
        path, [("ban", "0"), ("viec", "luu"), ("m-ethics", "Đang viết dở dang riêng tư")])
      #expect(kept.status == 303)
      #expect(try await own.get(path).has("Đang viết dở dang riêng tư"))
      let secretary = try await world.officer()
      #expect(try await !secretary.get(path).has("riêng tư"))
      let outdated = try await own.post(
        path, [("ban", "0"), ("viec", "luu"), ("tu-ghi", "1"), ("m-ethics", "cửa sổ cũ")])
      #expect(outdated.status == 409)
      let lacking = try await own.post(path, [("viec", "gui"), ("m-ethics", "Chỉ có mục này")])
      #expect(lacking.status == 422 && lacking.has("Chỉ có mục này") && lacking.has("Chưa ghi"))
      #expect(try await own.post(path, [("viec", "gui")] + Self.whole).status == 303)
      #expect(try await secretary.get(path).has("Dự đủ sinh hoạt."))
      #expect(
        try await secretary.get("/to-chuc/\(world.world.longMyHamlet)/kiem-diem/mau?nam=2026").has(
          "1/12/2026"))
      #expect(try await own.get("/cua-toi").has("đã gửi ngày 1/12/2026"))
    }
  }

  @Test(arguments: Engine.available)
  func `người ngoài không thấy gì, số điện thoại bị từ chối, nhập hộ thì ghi rõ`(engine: Engine) async throws
  {
    try await SiteWorld.with(engine) { world in
      Self.later(world, 2026_12_01)
      let path = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
      let outsider = try await world.signedIn("nguoi.ngoai")
      #expect(try await outsider.get(path).status == 404)
      #expect(
        try await outsider.get("/dang-vien/\(world.huong)/ban-kiem-diem/tai?nam=2026&mau=form2C").status
          == 404)
      #expect(try await outsider.post(path, [("viec", "gui")] + Self.whole).status == 404)
      let other = try await Self.member(world)
      #expect(try await other.get("/dang-vien/\(world.binh)/ban-kiem-diem?nam=2026&mau=form2C").status == 404)
      let secretary = try await world.officer()
      _ = try await secretary.get(path)
      var telling = Self.whole
      telling[0].1 = "Hỏi số 0912 345 678"
      #expect(try await secretary.post(path, [("viec", "gui")] + telling).status == 422)
      #expect(try await secretary.post(path, [("viec", "gui")] + Self.whole).status == 303)
      #expect(try await secretary.get(path).has("nhập hộ"))
      #expect(try await other.get("/cua-toi").has("đã gửi"))
    }
  }

  @Test(arguments: Engine.available)
  func `hạn chế năm trước và gợi ý của cấp trên mở sẵn trong mẫu năm nay`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      Self.later(world, 2025_12_05)
      let secretary = try await world.officer()
      let path = "/dang-vien/\(world.huong)/ban-kiem-diem?mau=form2C"
      _ = try await secretary.get("\(path)&nam=2025")
      #expect(try await secretary.post("\(path)&nam=2025", [("viec", "gui")] + Self.whole).status == 303)
      Self.later(world, 2026_12_05)
      try await world.system.perform(
        GiveReviewPrompt(
          "Làm rõ việc quản lý quỹ của tổ.", to: .member(world.huong), year: 2026, by: world.world.longMy),
        by: .operatorOfMachine)
      let fresh = try await world.signedIn("van.phong")
      let page = try await fresh.get("\(path)&nam=2026")
      #expect(page.has("Chưa dự đủ sinh hoạt tháng 7.") && page.has("Làm rõ việc quản lý quỹ của tổ."))
      // Words of one's own do not take the question away.
      let answered = [("viec", "gui"), ("m-prompted", "Đã công khai sổ quỹ.")] + Self.whole
      #expect(try await fresh.post("\(path)&nam=2026", answered).status == 303)
      let after = try await fresh.get("\(path)&nam=2026")
      #expect(after.has("Đã công khai sổ quỹ.") && after.has("Làm rõ việc quản lý quỹ của tổ."))
    }
  }

  @Test(arguments: Engine.available)
  func `tải mẫu trắng, điền, tải lên, xem lại rồi gửi`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      Self.later(world, 2026_12_01)
      let secretary = try await world.officer()
      let path = "/dang-vien/\(world.huong)/ban-kiem-diem"
      let asked = "nam=2026&mau=form2C"
      _ = try await secretary.get("\(path)?\(asked)")
      let blank = try await secretary.get("\(path)/tai?\(asked)&trang=1&dang=docx")
      #expect(blank.status == 200)
      let empty = try await secretary.upload(
        "\(path)/doc?\(asked)", file: "tep", fileName: "mau.docx", bytes: blank.bytes)
      #expect(empty.status == 422 && empty.has("Không thấy mục nào"))
      let torn = try await secretary.upload(
        "\(path)/doc?\(asked)", file: "tep", fileName: "mau.docx", bytes: Array(blank.bytes.prefix(300)))
      #expect(torn.status == 422)
      _ = try await secretary.post("\(path)?\(asked)", [("ban", "0"), ("viec", "luu")] + Self.whole)
      let filled = try await secretary.get("\(path)/tai?\(asked)&dang=docx")
      let read = try await secretary.upload(
        "\(path)/doc?\(asked)", file: "tep", fileName: "mau.docx", bytes: filled.bytes)
      #expect(read.status == 200 && read.has("Chưa dự đủ sinh hoạt tháng 7.") && read.has("Đã đọc tệp"))
      let printed = try await secretary.get("\(path)/tai?\(asked)&dang=pdf")
      #expect(printed.bytes.starts(with: Array("%PDF".utf8)))
    }
  }

  @Test(arguments: Engine.available)
  func `nối tài khoản với hồ sơ chỉ khi quản lý cả hai`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let ours = try await world.account("huong", "Nguyễn Thị Hường", nil, on: world.world.longMyHamlet)
      let foreign = try await world.account("nguoi.la", "Người Lạ", nil, on: world.world.phongNam)
      let office = try await world.officer()
      let path = "/dang-vien/\(world.huong)/tai-khoan"
      let page = try await office.get(path)
      #expect(page.has("huong") && !page.has("Người Lạ"))
      #expect(try await office.post(path, [("tai-khoan", "\(foreign)")]).status == 404)
      #expect(try await office.post(path, [("tai-khoan", "\(ours)")]).status == 303)
      let own = try await world.signedIn("huong")
      #expect(try await own.get("/").location == "/cua-toi")
      #expect(try await own.get("/cua-toi").has("Nguyễn Thị Hường"))
      #expect(try await own.get("/dang-vien/\(world.huong)").status == 404, "hồ sơ không mở theo tài khoản")
    }
  }
}
