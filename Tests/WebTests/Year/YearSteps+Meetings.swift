import Basics
import Foundation

@testable import Web

/// Plan, agenda, attendance, discussion, votes, minutes; and a whole meeting in one sentence.
extension YearSteps {
  static var meetings: [YearStep] {
    [
      YearStep("{ai} lập kế hoạch năm {số}: họp thường kỳ ngày {số} hằng tháng; {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let topics = PageForm.parts("chuyên đề “([^”]*)” ngày (\\d+/\\d+/\\d+)", in: v[3])
        var fields = [("ngay-thuong-ky", v[2])]
        for (n, topic) in topics.enumerated() {
          fields += [("ngay-\(n)", topic[2]), ("chu-de-\(n)", topic[1])]
        }
        let path = "\(place.path)/sinh-hoat/ke-hoach"
        try await walk.submit(client, at: "\(path)?nam=\(v[1])", to: path, fields)
      },
      YearStep("Trang Sinh hoạt có {số} kỳ theo kế hoạch") { walk, place, v in
        let page = try await walk.open(
          "\(place.path)/sinh-hoat?nam=2026", try await walk.client("bí thư", place))
        let count = page.count(of: "theo kế hoạch</span>")
        guard try v.number(0) == count else { throw YearFailure("trang có \(count) kỳ theo kế hoạch") }
      },
      YearStep("{ai} chuẩn bị {tên} ngày {ngày} lúc {giờ} tại {tên}") { walk, place, v in
        try await prepare(v[1], on: v[2], at: v[3], in: v[4], by: v[0], walk, place)
      },
      YearStep("{ai} mở lại kỳ họp ngày {ngày}") { walk, place, v in
        guard let path = place.meetings[v[1]] else { throw YearFailure("chưa có kỳ nào ngày \(v[1])") }
        place.meeting = path
        _ = try await walk.open(path, try await walk.client(v[0], place))
      },
      YearStep(
        "{ai} ghi chủ trì {tên}, thư ký {tên}[; thêm mục “{lời}” do {tên} trình bày, tài liệu “{lời}”]"
      ) { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.meeting)/noi-dung"
        let form = try walk.form(try await walk.open(path, client), to: path)
        var fields = [
          ("chu-tri", try walk.choice(form, "chu-tri", v[1])),
          ("thu-ky", try walk.choice(form, "thu-ky", v[2])),
        ]
        if !v[3].isEmpty {
          let rows = (0..<300).filter { form.names.contains("ten-\($0)") }
          let new = rows.first { !form.names.contains("muc-\($0)") } ?? 0
          // Before the conclusion, which stands last.
          fields += [
            ("thu-tu-\(new)", "\(max(1, new - 1))"), ("ten-\(new)", v[3]), ("tai-lieu-\(new)", v[5]),
            ("trinh-bay-\(new)", try walk.choice(form, "trinh-bay-\(new)", v[4])),
          ]
        }
        try await walk.send(client, form, to: path, fields)
      },
      YearStep("{ai} ghi người dự: {số} trên {số} đảng viên có mặt[; {tên}]") { walk, place, v in
        try await attend(try v.number(1), of: try v.number(2), absent: v[3], by: v[0], walk, place)
      },
      YearStep("{ai} hoãn kỳ họp: “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        try await walk.submit(client, at: place.meeting, to: "\(place.meeting)/hoan", [("ly-do-hoan", v[1])])
      },
      YearStep("{ai} ghi ở mục “{lời}”: “{lời}”[; kết luận “{lời}”][; mục này {tên}]") { walk, place, v in
        try await discuss(v[1], v[2], v[3], carried: v[4] == "chuyển kỳ sau", by: v[0], walk, place)
      },
      YearStep(
        "Chi bộ biểu quyết “{lời}” ở mục “{lời}”: {số} tán thành, {số} không tán thành, "
          + "{số} không ý kiến; cần {số} trên {số}, {tên}"
      ) { walk, place, v in
        try await vote(v, walk, place)
      },
      YearStep("{ai} chốt biên bản") { walk, place, v in
        try await issue(by: v[0], walk, place)
      },
      YearStep("{ai} ghi: kỳ này thông qua biên bản kỳ trước") { walk, place, v in
        try await approve(by: v[0], walk, place)
      },
      YearStep("{ai} đính chính biên bản vì “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.meeting)/bien-ban"
        try await walk.submit(
          client, at: place.meeting, to: path, holding: ("viec-bien-ban", "dinh-chinh"),
          [("ly-do-dinh-chinh", v[1])])
      },
      YearStep("Chi bộ họp {tên}: {số} trên {số} đảng viên có mặt[, {tên}]; kết luận “{lời}”") {
        walk, place, v in
        let day = walk.today.vietnamese
        try await prepare(v[0], on: day, at: "19:00", in: "Hội trường", by: "bí thư", walk, place)
        try await attend(try v.number(1), of: try v.number(2), absent: v[3], by: "bí thư", walk, place)
        let page = try await walk.open(place.meeting, try await walk.client("bí thư", place))
        if page.has("value=\"thong-qua\"") { try await approve(by: "bí thư", walk, place) }
        let titles = [
          "Đánh giá công tác tháng qua; nhiệm vụ tháng tới",
          "Thảo luận, liên hệ với chi bộ và từng đảng viên",
          "Nội dung cần bàn",
        ]
        guard let title = titles.first(where: { page.words.contains($0) }) else {
          throw YearFailure("kỳ họp không có mục để kết luận")
        }
        try await discuss(title, "Đã bàn, thống nhất.", v[4], carried: false, by: "bí thư", walk, place)
        try await issue(by: "bí thư", walk, place)
      },
    ]
  }

  private static func prepare(
    _ what: String, on day: String, at hour: String, in room: String, by who: String, _ walk: YearWalk,
    _ place: YearPlace
  ) async throws {
    let kinds = [
      ("thường kỳ", "regular"), ("chuyên đề", "thematic"), ("chi ủy", "committee"),
      ("bất thường", "extraordinary"),
    ]
    guard let kind = kinds.first(where: { what.contains($0.0) })?.1 else {
      throw YearFailure("không biết loại kỳ họp “\(what)”")
    }
    let path = "\(place.path)/sinh-hoat"
    let topic = PageForm.parts("“([^”]*)”", in: what).first?[1]
    place.meeting = try await walk.submit(
      try await walk.client(who, place), at: path, to: path,
      [("loai", kind), ("ngay-hop", day), ("gio", hour), ("noi", room), ("chu-de", topic ?? "")])
    place.meetings[day] = place.meeting
  }

  private static func attend(
    _ present: Int, of all: Int, absent: String, by who: String, _ walk: YearWalk, _ place: YearPlace
  ) async throws {
    let client = try await walk.client(who, place)
    let path = "\(place.meeting)/nguoi-du"
    let form = try walk.form(try await walk.open(place.meeting, client), to: path)
    let convened = form.names.filter { $0.hasPrefix("du-") }.count
    guard convened == all else { throw YearFailure("trang triệu tập \(convened) người, câu nói \(all)") }
    var fields: [(String, String)] = []
    for part in absent.components(separatedBy: ", ") where !absent.isEmpty {
      let told = PageForm.parts("^(.+?) vắng (có lý do|không lý do)(?: \\((.*)\\))?$", in: part)
      guard let told = told.first else { throw YearFailure("không hiểu ai vắng: “\(part)”") }
      let member = try walk.member(told[1])
      fields.append(("du-\(member)", told[2] == "có lý do" ? "excused" : "absent"))
      if !told[3].isEmpty { fields.append(("ly-do-\(member)", told[3])) }
    }
    let absences = fields.filter { $0.0.hasPrefix("du-") }.count
    guard convened - absences == present else {
      throw YearFailure("\(convened) người trừ \(absences) người vắng không phải \(present)")
    }
    try await walk.send(client, form, to: path, fields)
    // The year's page counts the same.
    let year = try await walk.open("\(place.path)/sinh-hoat?nam=2026", client)
    let row =
      year.text.components(separatedBy: "<tr").first { $0.contains("href=\"\(place.meeting)\"") } ?? ""
    guard TestClient.Page.words("<" + row).contains(" \(present)/\(all) ") else {
      throw YearFailure("trang Sinh hoạt không ghi \(present)/\(all): \(TestClient.Page.words(row))")
    }
  }

  /// The number of a field behind the name of an agenda's item.
  private static func item(_ title: String, _ form: PageForm, _ page: TestClient.Page) throws -> String {
    let parts = page.text.components(separatedBy: "name=\"ban-")
    for (before, after) in zip(parts, parts.dropFirst()) {
      let heading = before.components(separatedBy: "<summary>").last ?? ""
      if TestClient.Page.words(heading).contains(TestClient.Page.tidy(title)) {
        return after.components(separatedBy: "\"").first ?? ""
      }
    }
    throw YearFailure("kỳ họp không có mục “\(title)”")
  }

  private static func discuss(
    _ title: String, _ said: String, _ conclusion: String, carried: Bool, by who: String, _ walk: YearWalk,
    _ place: YearPlace
  ) async throws {
    let client = try await walk.client(who, place)
    let page = try await walk.open(place.meeting, client)
    let path = "\(place.meeting)/thao-luan"
    let form = try walk.form(page, to: path)
    let item = try item(title, form, page)
    try await walk.send(
      client, form, to: path,
      [
        ("thao-luan-\(item)", said), ("ket-luan-\(item)", conclusion),
        ("xong-\(item)", carried ? "carried" : "settled"),
      ])
  }

  private static func vote(_ v: YearValues, _ walk: YearWalk, _ place: YearPlace) async throws {
    let client = try await walk.client("bí thư", place)
    let path = "\(place.meeting)/bieu-quyet"
    let form = try walk.form(try await walk.open(place.meeting, client), to: path)
    var fields = [
      ("muc-bieu-quyet", try walk.choice(form, "muc-bieu-quyet", v[1])), ("van-de", v[0]),
      ("tan-thanh", v[2]),
      ("khong-tan-thanh", v[3]), ("khong-y-kien", v[4]),
    ]
    let weighty = v[0].contains("kết nạp") || v[0].contains("chính thức")
    if weighty { fields.append(("quy-dinh", try walk.choice(form, "quy-dinh", "2/3"))) }
    try await walk.send(client, form, to: path, fields)
    let page = try await walk.open(place.meeting, client)
    let row = page.text.components(separatedBy: "<tr").first {
      TestClient.Page.words("<" + $0).contains(v[0])
    }
    let told = TestClient.Page.words("<" + (row ?? ""))
    let wanted = "\(v[2]) \(v[3]) \(v[4]) \(v[5]) trên \(v[6]) \(v[7])"
    guard told.contains(wanted) else { throw YearFailure("biểu quyết ghi: \(told); câu nói: \(wanted)") }
  }

  private static func issue(by who: String, _ walk: YearWalk, _ place: YearPlace) async throws {
    let client = try await walk.client(who, place)
    try await walk.submit(
      client, at: place.meeting, to: "\(place.meeting)/bien-ban", holding: ("viec-bien-ban", "chot"), [])
    try walk.expect(try await walk.open(place.meeting, client), "chốt ngày", "trang kỳ họp")
  }

  private static func approve(by who: String, _ walk: YearWalk, _ place: YearPlace) async throws {
    let client = try await walk.client(who, place)
    try await walk.submit(
      client, at: place.meeting, to: "\(place.meeting)/bien-ban", holding: ("viec-bien-ban", "thong-qua"), [])
  }
}
