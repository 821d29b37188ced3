import Basics
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Việc chờ cấp quyết định` {
  @Test(arguments: Engine.available)
  func `kết quả gửi lên hiện ở Hôm nay và ở trang đợt, dẫn đến đúng việc; chọn sẵn thì ghi được`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      #expect(try await !walk.client.get("/").has("đơn vị đã gửi kết quả"))
      try await walk.prepared()
      #expect(try await walk.client.get("/").has("1 đơn vị đã gửi kết quả kiểm điểm năm 2026"))
      let base = try await walk.client.get("\(walk.base)?nam=2026")
      #expect(base.has("Đã gửi kết quả, chờ cấp này: 1") && base.has("Quyết định 2 đối tượng"))
      // What others entered is marked as that, and no markup is shown as letters.
      let cell = try await walk.client.get("\(walk.cell)?nam=2026")
      #expect(cell.text.contains("<span class=\"hint\">nhập hộ</span>") && !cell.text.contains("&lt;span"))
      let me = try await walk.member(world.huong)
      #expect(try await me.get("/cua-toi").has("chi bộ nhập hộ ngày 20/11/2026"))
      // Chosen beforehand as appraised: all of it can be recorded as it stands.
      let page = try await walk.client.get("\(walk.base)/quyet-dinh?nam=2026&san=1")
      #expect(page.has("Đã chọn sẵn 2 dòng"))
      let rows = page.text.components(separatedBy: "<select").dropFirst().filter {
        $0.contains("name=\"muc-")
      }
      let chosen = rows.compactMap { row -> (String, String)? in
        guard let name = RoundWalk.names(row, "muc-").first,
          let option = row.components(separatedBy: "<option").first(where: { $0.contains("selected") }),
          let value = option.components(separatedBy: "value=\"").dropFirst().first?
            .components(separatedBy: "\"").first
        else { return nil }
        return (name, value)
      }
      #expect(chosen.map(\.1) == ["HTT", "HTT"])
      let done = try await walk.client.post(
        "\(walk.base)/quyet-dinh",
        RoundWalk.paper + [
          ("nam", "2026"), ("ngay-xep-loai", "20/11/2026"), ("ly-do-chung", "Theo biên bản họp số 12."),
        ] + chosen)
      #expect(done.status == 303, "\(done.text.prefix(3000))")
      #expect(try await walk.client.get("\(walk.base)?nam=2026").has("#ket-qua\">Chuẩn y"))
      try await walk.accepted()
      #expect(try await !walk.client.get("/").has("đơn vị đã gửi kết quả"))
    }
  }

  @Test(arguments: Engine.available)
  func `chi bộ chưa đến lượt thì không chọn sẵn và nói vì sao`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      try await walk.prepared()
      let path = try await walk.memberPath()
      _ = try await walk.client.get(path)
      let complaint = try await walk.client.post("\(path)/don-thu", [("ngay-nhan", "20/11/2026")])
      #expect(complaint.status == 303)
      let page = try await walk.client.get("\(walk.base)/quyet-dinh?nam=2026&san=1")
      #expect(page.has("Đã chọn sẵn 0 dòng") && page.has("Có đơn chưa trả lời"))
      #expect(page.has("phải quyết định mọi đảng viên của chi bộ trước (Nguyễn Thị Hường)"))
    }
  }
}
