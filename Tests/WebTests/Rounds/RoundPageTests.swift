import Basics
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
      let commune = try await client.get("/to-chuc/\(world.world.longMy)/dot-kiem-diem?nam=2026")
      #expect(commune.has("Chi bộ ấp Long Hòa") && commune.has("Tiến độ"))
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
}
