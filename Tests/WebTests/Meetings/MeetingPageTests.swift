import Basics
import Foundation
import Meetings
import Registry
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct `Trang sinh hoạt và việc giao` {
  /// The agency cell of Long Mỹ has two members; the world's clock stands at 21/4/2014.
  private struct Cell {
    var world: SiteWorld
    var path: String
    var client: TestClient
    var members: [ID<Member>] { [world.binh, world.duc] }

    func prepare(_ day: String, _ kind: String = "regular") async throws -> String {
      let answer = try await client.post(
        "\(path)/sinh-hoat",
        [("loai", kind), ("ngay-hop", day), ("gio", "19h"), ("noi", "Hội trường xã")])
      return try #require(
        answer.location?.components(separatedBy: "?").first, "\(answer.status) \(answer.text.prefix(1_500))")
    }

    func attend(_ meeting: String, _ more: [(String, String)] = []) async throws -> TestClient.Page {
      var fields: [String: String] = [:]
      for member in members { fields["du-\(member)"] = "present" }
      for (name, value) in more { fields[name] = value }
      return try await client.post("\(meeting)/nguoi-du", fields.map { ($0.key, $0.value) })
    }

    func items(_ meeting: String) async throws -> [MeetingItem] {
      let id = try #require(ID<Meeting>(text: meeting.components(separatedBy: "/").last ?? ""))
      return try await world.system.read { session throws in try session.meetingItems(of: id) }
    }
  }

  private func cell(_ world: SiteWorld) async throws -> Cell {
    Cell(
      world: world, path: "/to-chuc/\(world.world.longMyAgency)", client: try await world.officer())
  }

  @Test(arguments: Engine.available)
  func
    `từ trang trống đến biên bản in ra: chuẩn bị, điểm danh, thảo luận, biểu quyết, nghị quyết, giao việc, chốt`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      let cell = try await cell(world)
      let empty = try await cell.client.get("\(cell.path)/sinh-hoat")
      #expect(empty.status == 200 && empty.has("Năm 2014 chưa có kỳ nào"))
      #expect(try await cell.client.get(cell.path).has("\(cell.path)/sinh-hoat"))
      let meeting = try await cell.prepare("3/4/2014")
      let shown = try await cell.client.get(meeting)
      #expect(
        shown.has("Sinh hoạt thường kỳ tháng 4/2014") && shown.has("19:00") && shown.has("Hội trường xã"))
      #expect(shown.has("Việc tiếp theo: ghi ai có mặt"))
      let notice = try await cell.client.get("\(meeting)/giay-moi?dang=pdf")
      #expect(notice.status == 200 && notice.bytes.starts(with: Array("%PDF".utf8)))
      let attended = try await cell.attend(
        meeting, [("du-\(world.duc)", "excused"), ("ly-do-\(world.duc)", "đưa con đi viện")])
      #expect(attended.status == 303, "\(attended.text.prefix(800))")
      let quorum = try await cell.client.get(meeting)
      #expect(quorum.has("Triệu tập 2 đảng viên chính thức: số tính kết quả là 2"))
      #expect(quorum.has("Cần ít nhất 2 người dự (2/3 của 2), có mặt 1: thiếu 1"))
      #expect(quorum.has("Biên bản chưa ghi người chủ trì") && quorum.has("chưa ghi thảo luận, kết luận"))
      let items = try await cell.items(meeting)
      let said = try await cell.client.post(
        "\(meeting)/thao-luan",
        [("thao-luan-\(items[2].item)", "Bàn việc đường ấp"), ("ket-luan-\(items[2].item)", "Làm trong quý")])
      #expect(said.status == 303)
      let wrong = try await cell.client.post(
        "\(meeting)/bieu-quyet",
        [("muc-bieu-quyet", "\(items[2].item)"), ("van-de", "Làm đường ấp Hai"), ("tan-thanh", "2")])
      #expect(wrong.status == 422 && wrong.has("có mặt là 1") && wrong.has("Làm đường ấp Hai"))
      let voted = try await cell.client.post(
        "\(meeting)/bieu-quyet",
        [("muc-bieu-quyet", "\(items[2].item)"), ("van-de", "Làm đường ấp Hai"), ("tan-thanh", "1")])
      #expect(voted.status == 303)
      let resolved = try await cell.client.post(
        "\(meeting)/nghi-quyet",
        [
          ("so-nghi-quyet", ""), ("ten-nghi-quyet", "về đường ấp"),
          ("noi-dung-nghi-quyet", "Vận động làm đường."),
        ])
      #expect(resolved.status == 303)
      let given = try await cell.client.post(
        "\(meeting)/giao-viec",
        [
          ("viec", "Họp dân ấp Hai"), ("nguoi-lam", "\(world.binh)"), ("han", "15/4/2014"),
          ("san-pham", "biên bản"),
        ])
      #expect(given.status == 303)
      let page = try await cell.client.get(meeting)
      #expect(page.has("không thông qua") && page.has("thiếu 1 so với quy định"))
      #expect(page.has("01-NQ/CB") && page.has("Họp dân ấp Hai"))
      #expect(try await cell.client.post("\(meeting)/bien-ban", [("viec-bien-ban", "chot")]).status == 303)
      let locked = try await cell.client.get(meeting)
      #expect(!locked.has("name=\"van-de\"") && locked.has("Đính chính biên bản"))
      for form in ["docx", "pdf"] {
        let minutes = try await cell.client.get("\(meeting)/bien-ban?ban=1&dang=\(form)")
        #expect(minutes.status == 200 && minutes.bytes.count > 2_000)
      }
      #expect(try await cell.client.get("\(meeting)/bien-ban?ban=7&dang=pdf").status == 404)
      for kind in ["minutes", "resolutions"] {
        let book = try await cell.client.get("\(cell.path)/sinh-hoat/so?loai=\(kind)&nam=2014&dang=pdf")
        #expect(book.status == 200 && book.bytes.starts(with: Array("%PDF".utf8)))
      }
      // The task is late on 21/4 and stands on the next agenda, on the list and on the home page.
      let next = try await cell.prepare("3/5/2014")
      #expect(try await cell.client.get(next).has("Họp dân ấp Hai"))
      let list = try await cell.client.get("\(cell.path)/viec-giao?loc=can-xem")
      #expect(list.has("quá hạn 6 ngày"))
      #expect(try await cell.client.get("\(cell.path)/nghi-quyet?nam=2014").has("về đường ấp"))
    }
  }

  @Test(arguments: Engine.available)
  func `lý do vắng chỉ người ghi sổ thấy; kiểm tra xem được mà không ghi; người xã khác không thấy gì`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let cell = try await cell(world)
      let meeting = try await cell.prepare("3/4/2014")
      _ = try await cell.attend(
        meeting, [("du-\(world.duc)", "excused"), ("ly-do-\(world.duc)", "đưa con đi viện")])
      #expect(try await cell.client.get(meeting).has("đưa con đi viện"))
      let inspector = try await world.inspector()
      let seen = try await inspector.get(meeting)
      #expect(seen.status == 200 && seen.has("Vắng có lý do") && !seen.has("đưa con đi viện"))
      #expect(!seen.has("name=\"du-"))
      let head = try await world.head()
      #expect(try await inspector.post("\(meeting)/thao-luan", [("x", "y")]).status == 403)
      let outsider = try await world.outsider()
      for path in [meeting, "\(meeting)/bien-ban", "\(meeting)/giay-moi", "\(cell.path)/viec-giao"] {
        let answer = try await outsider.get(path)
        #expect(answer.status == 404 && !answer.has("Bình"), "\(path)")
      }
      // Another organisation's address does not open it either.
      let elsewhere = meeting.replacingOccurrences(
        of: "\(world.world.longMyAgency)", with: "\(world.world.longMyHamlet)")
      #expect(try await cell.client.get(elsewhere).status == 404)
      #expect(try await world.head() == head)
    }
  }

  @Test(arguments: Engine.available)
  func `chữ đã gõ không mất: số điện thoại, tên người dân, giờ sai đều báo tại chỗ`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let cell = try await cell(world)
      let wrong = try await cell.client.post(
        "\(cell.path)/sinh-hoat", [("loai", "regular"), ("ngay-hop", "31/2/2014"), ("noi", "Nhà ông Tư")])
      #expect(wrong.status == 422 && wrong.has("31/2/2014") && wrong.has("Nhà ông Tư"))
      let hour = try await cell.client.post(
        "\(cell.path)/sinh-hoat", [("loai", "regular"), ("ngay-hop", "3/4/2014"), ("gio", "25:00")])
      #expect(hour.status == 422 && hour.has("19:00"))
      let meeting = try await cell.prepare("3/4/2014")
      _ = try await cell.attend(meeting)
      let item = try await cell.items(meeting)[2].item
      let field = "thao-luan-\(item)"
      let phone = try await cell.client.post("\(meeting)/thao-luan", [(field, "Gọi số 0912 345 678 nhé")])
      #expect(phone.status == 422 && phone.has("Gọi số 0912 345 678 nhé"))
      let named = try await cell.client.post(
        "\(meeting)/thao-luan", [(field, "Nhà ông Nguyễn Văn Tám chưa đồng ý")])
      #expect(named.status == 422 && named.has("ông Nguyễn Văn Tám") && named.has("giu-ten"))
      let kept = try await cell.client.post(
        "\(meeting)/thao-luan", [(field, "Nhà ông Nguyễn Văn Tám chưa đồng ý"), ("giu-ten", "1")])
      #expect(kept.status == 303)
      // The form as it is sent when every name is emptied and a new item written.
      let shown = try await cell.items(meeting).enumerated().flatMap { n, item in
        [("muc-\(n)", "\(item.item)"), ("ten-\(n)", "")]
      }
      let agenda = try await cell.client.post(
        "\(meeting)/noi-dung",
        shown + [
          ("ngay-hop", "3/4/2014"), ("gio", "19:30"), ("noi", "Trụ sở"), ("ten-8", "Chỉ một mục mới"),
        ])
      #expect(agenda.status == 422 && agenda.has("đã có thảo luận") && agenda.has("Chỉ một mục mới"))
    }
  }

  @Test(arguments: Engine.available)
  func `đảng viên thấy kỳ tới và việc của mình, tự báo tiến độ; việc của người khác thì không có`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let cell = try await cell(world)
      _ = try await cell.prepare("3/5/2014")
      func give(_ task: String, _ member: ID<Member>) async throws -> String {
        let answer = try await cell.client.post(
          "\(cell.path)/viec-giao",
          [("ngay-giao", "1/4/2014"), ("viec", task), ("nguoi-lam", "\(member)"), ("han", "30/4/2014")])
        let path = try #require(
          answer.location?.components(separatedBy: "?").first, "\(answer.text.prefix(900))")
        return path.components(separatedBy: "/").last ?? ""
      }
      let mine = try await give("Việc của Bình", world.binh)
      let other = try await give("Việc của Đức", world.duc)
      let account = try await world.account("binh", "Trần Văn Bình", nil, on: world.world.longMyAgency)
      try await world.system.perform(LinkMemberAccount(account, to: world.binh), by: .operatorOfMachine)
      let member = try await world.signedIn("binh")
      let own = try await member.get("/cua-toi")
      // Whose tasks they are is plain there.
      #expect(!own.has("Người làm"))
      #expect(own.has("Việc của Bình") && !own.has("Việc của Đức"))
      #expect(own.has("Sinh hoạt thường kỳ tháng 5/2014") && own.has("Hội trường xã"))
      #expect(try await member.get("/cua-toi/viec/\(mine)").has("Báo tiến độ"))
      let told = try await member.post(
        "/cua-toi/viec/\(mine)",
        [("ngay-bao", "20/4/2014"), ("da-lam", "Đã họp dân"), ("minh-chung", "Biên bản 12/4")])
      #expect(told.status == 303)
      #expect(try await cell.client.get("\(cell.path)/viec-giao/\(mine)").has("chính người làm"))
      #expect(try await member.get("/cua-toi/viec/\(other)").status == 404)
      #expect(
        try await member.post("/cua-toi/viec/\(other)", [("ngay-bao", "20/4/2014"), ("da-lam", "x")]).status
          == 404)
      #expect(try await member.get("\(cell.path)/viec-giao").status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `ghi kết quả, mở lại, rút nghị quyết kèm lý do; kế hoạch năm ghi một lần là đủ mười hai kỳ`(
    engine: Engine
  )
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let cell = try await cell(world)
      let plan = try await cell.client.post(
        "\(cell.path)/sinh-hoat/ke-hoach",
        [
          ("nam", "2014"), ("ngay-thuong-ky", "3"), ("ngay-0", "15/5/2014"),
          ("chu-de-0", "Học tập và làm theo"),
        ])
      #expect(plan.status == 303)
      let year = try await cell.client.get("\(cell.path)/sinh-hoat?nam=2014")
      #expect(year.has("Học tập và làm theo") && year.count(of: "theo kế hoạch</span>") == 9)
      let bad = try await cell.client.post(
        "\(cell.path)/sinh-hoat/ke-hoach",
        [("nam", "2014"), ("ngay-thuong-ky", "40"), ("ngay-0", "1/1/2015")])
      #expect(bad.status == 422 && bad.has("từ 1 đến 31") && bad.has("Ghi ngày của năm 2014"))
      let given = try await cell.client.post(
        "\(cell.path)/viec-giao", [("ngay-giao", "1/4/2014"), ("viec", "Việc thử"), ("han", "10/4/2014")])
      let task = try #require(given.location?.components(separatedBy: "?").first)
      let noReason = try await cell.client.post(
        "\(task)/ket-qua", [("ket-qua", "notDone"), ("ngay-xong", "12/4/2014")])
      #expect(noReason.status == 422 && noReason.has("Chưa ghi lý do"))
      #expect(
        try await cell.client.post(
          "\(task)/ket-qua", [("ket-qua", "done"), ("ngay-xong", "12/4/2014"), ("minh-chung-xong", "")]
        ).status == 303)
      #expect(try await cell.client.get(task).has("xong chậm 2 ngày"))
      #expect(try await cell.client.get("\(cell.path)/viec-giao?loc=can-xem").has("chưa có minh chứng"))
      #expect(
        try await cell.client.post(
          "\(task)/ket-qua", [("ket-qua", "open"), ("ngay-xong", "12/4/2014"), ("vi-sao", "ghi nhầm")]
        ).status == 303)
      #expect(try await cell.client.get("\(cell.path)/viec-giao?loc=can-xem").has("chưa giao cho ai"))
    }
  }
}
