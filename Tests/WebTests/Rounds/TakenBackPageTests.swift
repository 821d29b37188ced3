import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Ghi nhầm trong đợt thì rút trên trang` {
  @Test(arguments: Engine.available)
  func `gửi hai lần một hội nghị thì bị hỏi; rút được; việc tiếp theo dẫn tới hội nghị có người dự`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      let path = "\(walk.cell)/hoi-nghi"
      _ = try await walk.client.get("\(path)?nam=2026")
      let fields = [("nam", "2026"), ("ngay-hop", "20/11/2026")]
      let first = try await walk.client.post(path, fields)
      #expect(first.status == 303)
      let again = try await walk.client.post(path, fields)
      #expect(again.status == 422 && again.has("đã lập một hội nghị ngày 20/11/2026"))
      #expect(again.has("Đây là hội nghị khác trong cùng ngày"))
      let second = try await walk.client.post(path, fields + [("them-lan", "1")])
      let held = try #require(first.location?.components(separatedBy: "?").first)
      let empty = try #require(second.location?.components(separatedBy: "?").first)
      // Nobody is taken to have come because the page was sent as it is.
      let page = try await walk.client.get(held)
      #expect(!page.has(" checked> có mặt") && !page.has("checked> Có mặt"))
      let unsaid = try await walk.client.post("\(held)/diem-danh", [("x", "y")])
      #expect(unsaid.status == 422 && unsaid.has("Còn người chưa chọn"))
      #expect(try await walk.client.post("\(held)/diem-danh", [("con-lai", "present")]).status == 303)
      let cell = try await walk.client.get("\(walk.cell)?nam=2026")
      #expect(!cell.has("href=\"\(empty)\""))
      let silent = try await walk.client.post("\(empty)/rut", [("ly-do-rut", " ")])
      #expect(silent.status == 422 && silent.has("Chưa ghi lý do"))
      #expect(
        try await walk.client.post("\(empty)/rut", [("ly-do-rut", "bấm hai lần")]).status == 303)
      #expect(try await walk.client.get(empty).has("lập nhầm, đã rút"))
      let list = try await walk.client.get("\(path)?nam=2026")
      #expect(list.has("href=\"\(held)\"") && !list.has("href=\"\(empty)\""))
    }
  }

  @Test(arguments: Engine.available)
  func `văn bản của đợt sửa được; ký tự lạ bị từ chối ở ô; đợt chưa ghi gì hủy được`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      let page = try await walk.client.get("\(walk.base)?nam=2026")
      #expect(page.has("12-QĐ/ĐU") && page.has("Sửa văn bản của đợt"))
      func correct(_ number: String) async throws -> TestClient.Page {
        try await walk.client.post(
          "\(walk.base)/sua-dot",
          [
            ("nam", "2026"), ("viec-dot", "van-ban"), ("loai-van-ban", "Kế hoạch"), ("so-van-ban", number),
            ("co-quan", "Đảng ủy xã Long Mỹ"), ("ngay-van-ban", "11/11/2026"), ("ly-do-sua", "ghi sai số"),
          ])
      }
      let strange = try await correct("a\u{0}b\u{1B}[31m")
      #expect(strange.status == 422 && strange.has("ký tự điều khiển"))
      #expect(try await correct("13-KH/ĐU").status == 303)
      #expect(try await walk.client.get("\(walk.base)?nam=2026").has("Kế hoạch số 13-KH/ĐU"))
      let undone = try await walk.client.post(
        "\(walk.base)/sua-dot", [("nam", "2026"), ("viec-dot", "huy"), ("ly-do-huy", "mở nhầm năm")])
      #expect(undone.status == 303)
      #expect(try await walk.client.get("\(walk.base)?nam=2026").has("Chưa có đợt kiểm điểm nào ở đây"))
      // Who only keeps a cell's reviews neither corrects nor takes back.
      let again = try await RoundWalk.opened(world)
      _ = try await world.account("bi.thu", "Bí Thư", .secretary, on: world.world.longMyHamlet)
      let secretary = try await world.signedIn("bi.thu")
      let refused = try await secretary.post(
        "\(again.cell)/sua-dot", [("nam", "2026"), ("viec-dot", "huy"), ("ly-do-huy", "phá")])
      #expect(refused.status == 403 || refused.status == 404)
      #expect(try await again.client.get("\(again.base)?nam=2026").has("Danh sách đã chốt"))
    }
  }

  @Test(arguments: Engine.available)
  func
    `việc tiếp theo nói còn thiếu dữ kiện của ai; bí thư ghi một lần cho mọi người; ai làm việc gì in được`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      _ = try await world.account("bi.thu", "Bí Thư", .secretary, on: world.world.longMyHamlet)
      let secretary = try await world.signedIn("bi.thu")
      let cell = try await secretary.get("\(walk.cell)?nam=2026")
      #expect(cell.has("Thiếu dữ kiện của") && cell.has("1 đảng viên"))
      let facts = try await secretary.get("\(walk.cell)/du-kien?nam=2026&loai=member")
      #expect(facts.status == 200 && facts.has("Kỷ luật quyết định trong năm") && facts.has("0/1"))
      let one = try await secretary.get("\(walk.cell)/du-kien?nam=2026&loai=member&du-kien=discipline")
      let names = RoundWalk.names(one.text, "gt-")
      #expect(names.count == 1)
      let fields = [
        ("nam", "2026"), ("loai", "member"), ("du-kien", "discipline"), ("chung", "none"),
        ("van-ban", "Sổ chi bộ năm 2026"),
      ]
      #expect(
        try await secretary.post("\(walk.cell)/du-kien", fields + names.map { ($0, "") }).status == 303)
      #expect(
        try await secretary.get("\(walk.cell)/du-kien?nam=2026&loai=member").has("1/1"))
      let outsider = try await world.outsider()
      #expect(try await outsider.get("\(walk.cell)/du-kien?nam=2026").status == 404)
      let duties = try await secretary.get("\(walk.cell)/phan-viec?nam=2026")
      #expect(duties.has("Bí thư, cấp ủy của đơn vị") && duties.has("Cấp có thẩm quyền quyết định"))
      for kind in ["docx", "pdf"] {
        #expect(try await secretary.get("\(walk.cell)/phan-viec?nam=2026&dang=\(kind)").status == 200)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `một lý do chung cho nhiều quyết định; trước quyết định đầu đã thấy tỷ lệ`(engine: Engine) async throws
  {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      try await walk.prepared()
      let page = try await walk.client.get("\(walk.base)/quyet-dinh?nam=2026")
      #expect(page.has("ỷ lệ đảng viên hoàn thành xuất sắc") && page.has("Lý do chung"))
      #expect(page.has("Nếu quyết định đúng như đề nghị") || page.has("Chọn sẵn mức"))
      let filled = try await walk.client.get("\(walk.base)/quyet-dinh?nam=2026&san=1")
      #expect(filled.has("value=\"HTT\" selected"))
      let choices = RoundWalk.names(page.text, "muc-")
      let sent = RoundWalk.paper + [("nam", "2026"), ("ngay-xep-loai", "20/11/2026")]
      let silent = try await walk.client.post("\(walk.base)/quyet-dinh", sent + choices.map { ($0, "HTT") })
      #expect(silent.status == 422 && silent.has("cần lý do"))
      let done = try await walk.client.post(
        "\(walk.base)/quyet-dinh",
        sent + choices.map { ($0, "HTT") } + [("ly-do-chung", "Theo biên bản họp số 12.")])
      #expect(done.status == 303)
      let id = world.huong
      let grade = try await world.system.read { session throws in
        try session.reviewSubject(of: id, RoundPeriod(year: 2026)).flatMap {
          try session.reviewGrades(of: $0.id)[.decided]
        }
      }
      #expect(grade?.reason == "Theo biên bản họp số 12.")
      // Not made known yet: nothing of it on the member's own page; once it is accepted, with who decided and why.
      let me = try await walk.member(world.huong)
      let waiting = try await me.get("/cua-toi")
      #expect(waiting.has("kết quả hiện ở đây khi được thông báo") && !waiting.has("Kết quả: <strong>"))
      try await walk.accepted()
      let told = try await me.get("/cua-toi")
      #expect(told.has("Kết quả: <strong>") && told.has("Theo biên bản họp số 12.") && told.has("12-QĐ/ĐU"))
      // What was sent up is read, not written.
      let form = try await me.get("/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C")
      #expect(!form.has("name=\"m-ethics\""))
    }
  }
}
