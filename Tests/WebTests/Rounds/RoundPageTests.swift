import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Đợt kiểm điểm trên trang` {
  private static let paper = [
    ("loai-van-ban", "Kế hoạch"), ("so-van-ban", "12-KH/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"),
    ("ngay-van-ban", "10/11/2026"),
  ]

  /// The district opens the round of 2026; the office of Long Mỹ works in it.
  private static func opened(_ world: SiteWorld) async throws -> TestClient {
    if let day = Day(number: 2026_11_20) { world.register.clock.set(Moment(day, hour: 9)) }
    let client = try await world.officer()
    let path = "/to-chuc/\(world.world.longMy)/dot-kiem-diem"
    #expect(try await client.get(path).has("Chưa có đợt kiểm điểm nào"))
    let form = try await client.get("\(path)/mo?nam=2026")
    #expect(form.status == 200 && form.has("366"))
    let done = try await client.post(
      "\(path)/mo",
      [("nam", "2026"), ("quy", "0"), ("huong-dan", "hd-43-btctw-2025-10-31"), ("chot", "20/11/2026")] + paper
    )
    #expect(done.status == 303, "\(done.text.prefix(4000))")
    return client
  }

  @Test(arguments: Engine.available)
  func `mở đợt, thấy việc của chi bộ, ghi từng bước theo thứ tự`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let client = try await Self.opened(world)
      let cell = "/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem"
      let page = try await client.get("\(cell)?nam=2026")
      #expect(page.status == 200 && page.has("Nguyễn Thị Hường") && page.has("Kết quả chưa gửi lên"))
      let early = try await client.post(
        "\(cell)/ket-qua", [("nam", "2026"), ("viec", "gui"), ("ngay", "20/11/2026")])
      #expect(early.status == 422 && early.has("chưa xong bước"))
      #expect(try await client.get("/dot-kiem-diem").has("năm 2026"))
      // A cell without a committee of its own has no form to write for one; the commune has.
      let forms = "/kiem-diem/mau?nam=2026"
      #expect(try await !client.get("/to-chuc/\(world.world.longMyHamlet)\(forms)").has("Của tập thể"))
      #expect(try await client.get("/to-chuc/\(world.world.longMy)\(forms)").has("Của tập thể"))
      // What another guidance says is not cited under this one.
      let opinions = try await client.get("\(cell)/y-kien?nam=2026")
      #expect(opinions.has("Hỏi thêm") && !opinions.has("Hướng dẫn 16") && !opinions.has("Hướng dẫn 21"))
      // From above one unit is found by its name.
      let found = try await client.get("/dot-kiem-diem?tim=long%20my")
      #expect(found.has("/to-chuc/\(world.world.longMy)/dot-kiem-diem/mo\">Mở đợt ở đây"))
      #expect(!found.has("/to-chuc/\(world.world.phongNam)/dot-kiem-diem/mo"))
      let commune = try await client.get("/to-chuc/\(world.world.longMy)/dot-kiem-diem?nam=2026")
      #expect(commune.has("Chi bộ ấp Long Hòa") && commune.has("Tiến độ"))
      #expect(commune.has("Viết bản kiểm điểm của tập thể"))
      let owed = try await client.get("/to-chuc/\(world.world.longMy)/dot-kiem-diem/nhac-viec?nam=2026")
      #expect(owed.has("Chi bộ ấp Long Hòa") && !owed.has("Nguyễn Thị Hường"), "lời nhắc không nêu tên ai")
      let calendar = try await client.get("\(cell)/lich?nam=2026")
      #expect(calendar.status == 200 && calendar.has("BEGIN:VCALENDAR"))
      for line in calendar.text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75) }
    }
  }

  @Test(arguments: Engine.available)
  func `chi bộ khác và người không có quyền không thấy đợt`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      _ = try await Self.opened(world)
      let outsider = try await world.signedIn("nguoi.ngoai")
      for end in ["", "/mo", "/nhac-viec", "/lich", "/quyet-dinh", "/bo-sung", "/han"] {
        #expect(
          try await outsider.get("/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem\(end)?nam=2026").status
            == 404)
      }
      #expect(try await !outsider.get("/dot-kiem-diem").has("Long Mỹ"))
      let watcher = try await world.inspector()
      #expect(
        try await watcher.get("/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem?nam=2026").status == 200)
      #expect(
        try await watcher.post(
          "/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem/ket-qua",
          [("nam", "2026"), ("viec", "gui"), ("ngay", "20/11/2026")]
        ).status == 403)
    }
  }

  /// The whole way of one cell, with a browser only: forms, steps, grades, sent, decided, accepted, locked, reopened by two.
  @Test(arguments: Engine.available)
  func `một chi bộ đi hết đợt năm 2026 trên trang`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let client = try await Self.opened(world)
      let cell = "/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem"
      let form = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
      _ = try await client.get(form)
      let sent = try await client.post(
        form,
        [
          ("viec", "gui"), ("m-ethics", "Tốt."), ("m-tasks", "Xong."), ("m-shortcomings", "Không."),
          ("m-direction", "Giữ."), ("m-ownGrade", "HTT"),
        ])
      #expect(sent.status == 303)
      // The form was the step: what is recorded is not asked again.
      for _ in 0..<8 {
        let page = try await client.get("\(cell)?nam=2026")
        guard let (kind, stage) = RoundWalk.next(page.text) else { break }
        let asked = try await client.get("\(cell)/\(kind)?nam=2026&buoc=\(stage)")
        #expect(stage != "selfReview")
        var fields = [("nam", "2026"), ("buoc", stage), ("ngay", "20/11/2026"), ("ngay-lam", "20/11/2026")]
        fields.append(("ly-do", "biên bản số 2"))
        for name in RoundWalk.names(asked.text, "muc-") { fields.append((name, "HTT")) }
        for value in RoundWalk.values(asked.text, "doi-tuong") { fields.append(("doi-tuong", value)) }
        let done = try await client.post("\(cell)/\(kind)", fields)
        #expect(done.status == 303, "\(stage)")
      }
      _ = try await client.get("\(cell)?nam=2026")
      #expect(
        try await client.post("\(cell)/ket-qua", [("nam", "2026"), ("viec", "gui"), ("ngay", "20/11/2026")])
          .status == 303)
      #expect(try await client.post(form, [("viec", "gui"), ("m-ethics", "Sửa sau khi gửi")]).status == 422)
      let base = "/to-chuc/\(world.world.longMy)/dot-kiem-diem"
      let page = try await client.get("\(base)/quyet-dinh?nam=2026")
      let choices = RoundWalk.names(page.text, "muc-")
      #expect(choices.count == 2 && page.has("Nguyễn Thị Hường"))
      let paper = Self.paper + [("nam", "2026"), ("ngay-xep-loai", "20/11/2026")]
      let silent = try await client.post("\(base)/quyet-dinh", paper + choices.map { ($0, "HTT") })
      #expect(silent.status == 422 && silent.has("cần lý do"))
      let reasons = choices.map { ("ly-do-\($0.dropFirst(4))", "Theo biên bản.") }
      #expect(
        try await client.post("\(base)/quyet-dinh", paper + choices.map { ($0, "HTT") } + reasons).status
          == 303)
      #expect(
        try await client.post("\(cell)/ket-qua", [("nam", "2026"), ("viec", "chuan-y")] + Self.paper).status
          == 303)
      let locked = try await client.get("\(cell)?nam=2026")
      #expect(locked.has("đã khóa") && locked.has("Hoàn thành tốt nhiệm vụ"))
      // Making the results known comes after everything else.
      let known = try await client.get("\(cell)/buoc?nam=2026&buoc=notice")
      let told = RoundWalk.values(known.text, "doi-tuong").map { ("doi-tuong", $0) }
      #expect(told.count == 2)
      #expect(
        try await client.post(
          "\(cell)/buoc", [("nam", "2026"), ("buoc", "notice"), ("ngay-lam", "20/11/2026")] + told
        ).status == 303)
      #expect(
        try await client.post(
          "\(cell)/ket-qua", [("nam", "2026"), ("viec", "mo-lai"), ("ly-do", "Sai mức.")]
        ).status == 303)
      let alone = try await client.post(
        "\(cell)/ket-qua", [("nam", "2026"), ("viec", "xac-nhan-mo-lai")] + Self.paper)
      #expect(alone.status == 422 && alone.has("hai người"))
    }
  }
}
