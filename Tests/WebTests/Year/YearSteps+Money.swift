import Basics
import Foundation

@testable import Web

/// Membership fees; people's concerns.
extension YearSteps {
  static var fees: [YearStep] {
    [
      YearStep("{ai} ghi diện đóng của cả chi bộ từ tháng {tháng} theo cột “Đảng phí” của bảng trên") {
        walk, place, v in
        for person in place.people {
          try await standing(
            person["Đảng viên"] ?? "", person["Đảng phí"] ?? "", from: v[1], by: v[0], walk, place)
        }
      },
      YearStep("{ai} ghi diện đóng của {tên} từ tháng {tháng}: {tên}") { walk, place, v in
        try await standing(v[1], v[3], from: v[2], by: v[0], walk, place)
      },
      YearStep(
        "{ai} thu đảng phí tháng {tháng}: cả chi bộ đóng đủ[, trừ {tên}]; {số} trên {số} người đã đóng, tổng thu {số} đồng"
      ) { walk, place, v in
        let except = v[2].isEmpty ? [] : v[2].components(separatedBy: ", ")
        try await receive(v[1], by: v[0], walk, place) { name in !except.contains(name) }
        try await totals(v[1], "\(v[3])/\(v[4])", v[5], by: v[0], walk, place)
      },
      YearStep(
        "{ai} thu đảng phí tháng {tháng} của {tên}; {số} trên {số} người đã đóng, tổng thu {số} đồng"
      ) { walk, place, v in
        try await receive(v[1], by: v[0], walk, place) { $0 == v[2] }
        try await totals(v[1], "\(v[3])/\(v[4])", v[5], by: v[0], walk, place)
      },
      YearStep("{ai} nộp lên cấp trên {số} đồng, chứng từ số {tên}; còn phải nộp {số} đồng") {
        walk, place, v in
        let client = try await walk.client(v[0], place)
        try await walk.submit(
          client, at: "\(place.path)/dang-phi", to: "\(place.path)/dang-phi/nop",
          [("so-tien-nop", v[1]), ("chung-tu", v[2])])
        let page = try await walk.open("\(place.path)/dang-phi", client)
        try figure("Còn phải nộp lên", is: "\(v[3]) đ", page)
      },
      YearStep("Còn phải nộp lên {số} đồng") { walk, place, v in
        let client = try await walk.client("người thu đảng phí", place)
        try figure("Còn phải nộp lên", is: "\(v[0]) đ", try await walk.open("\(place.path)/dang-phi", client))
      },
    ]
  }

  /// "3/2026" as an address says it.
  private static func address(_ month: String) -> String {
    let parts = month.components(separatedBy: "/")
    let number = parts.first ?? ""
    return "\(parts.last ?? "")-\(number.count == 1 ? "0" : "")\(number)"
  }

  private static func standing(
    _ name: String, _ told: String, from month: String, by who: String, _ walk: YearWalk, _ place: YearPlace
  ) async throws {
    let client = try await walk.client(who, place)
    let at = "\(place.path)/dang-phi?thang=\(address(month))"
    let form = try walk.form(try await walk.open(at, client), to: "\(place.path)/dang-phi/dien")
    let sum = PageForm.parts("(\\d[\\d.]*)$", in: told).first?[1] ?? ""
    var fields = [("nguoi-dong", try walk.choice(form, "nguoi-dong", name))]
    switch told {
    case _ where told.hasPrefix("lương hưu"): fields += [("dien", "pension"), ("can-cu", sum)]
    case _ where told.hasPrefix("lương"): fields += [("dien", "salary"), ("can-cu", sum)]
    case _ where told.hasPrefix("vùng"):
      let region = told.components(separatedBy: ",").first ?? ""
      fields += [
        ("dien", told.contains("đã đến tuổi nghỉ hưu") ? "older" : "younger"),
        ("vung", try walk.choice(form, "vung", "\(region):")),
      ]
    case "miễn": fields.append(("dien", "exempt"))
    default: throw YearFailure("không hiểu diện đóng “\(told)”")
    }
    try await walk.send(client, form, to: "\(place.path)/dang-phi/dien", fields)
  }

  private static func receive(
    _ month: String, by who: String, _ walk: YearWalk, _ place: YearPlace, whom: (String) -> Bool
  ) async throws {
    let client = try await walk.client(who, place)
    let path = "\(place.path)/dang-phi/thu"
    let page = try await walk.open("\(place.path)/dang-phi?thang=\(address(month))", client)
    let form = try walk.form(page, to: path)
    // Who owes nothing has nothing to tick.
    let ticks = place.members.filter { whom($0.key) && form.names.contains("du-\($0.value)") }
    guard !ticks.isEmpty else { throw YearFailure("trang không có ai để thu") }
    try await walk.send(client, form, to: path, ticks.map { ("du-\($0.value)", "1") })
  }

  private static func totals(
    _ month: String, _ payers: String, _ sum: String, by who: String, _ walk: YearWalk, _ place: YearPlace
  ) async throws {
    let client = try await walk.client(who, place)
    let page = try await walk.open("\(place.path)/dang-phi?thang=\(address(month))", client)
    try figure("Đã đóng tháng này", is: payers, page)
    try figure("Đã thu tháng này", is: "\(sum) đ", page)
  }

  /// A figure stands before its name.
  private static func figure(_ name: String, is value: String, _ page: TestClient.Page) throws {
    guard page.words.contains("\(value) \(name)") || page.words.contains("\(name) \(value)") else {
      throw YearFailure("“\(name)” không phải \(value): \(page.words.prefix(700))")
    }
  }

  static var concerns: [YearStep] {
    [
      YearStep("{ai} ghi điều bà con phản ánh ở {tên} cho {tên}, lĩnh vực “{lời}”: “{lời}”") {
        walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "/cua-toi/phan-anh"
        let form = try walk.form(try await walk.open(path, client), to: path)
        let cell = walk.places[v[2]]?.organisation
        let fields = [
          ("noi-dung", v[4]), ("ap", v[1]), ("linh-vuc", try walk.choice(form, "linh-vuc", v[3])),
          ("chi-bo", cell.map { "\($0)" } ?? ""),
        ]
        try await walk.send(client, form, to: path, fields)
        guard let link = try await walk.open(path, client).link(v[4]) else {
          throw YearFailure("trang Của tôi không có điều vừa ghi")
        }
        place.concern = link
        walk.places[v[2]]?.concern = link
      },
      YearStep("{ai} chuyển điều ấy đến {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let form = try walk.form(try await walk.open(place.concern, client), to: place.concern)
        let inside = form.options["noi"]?.first { $0.label == v[1] }
        try await walk.send(
          client, form, to: place.concern,
          [("buoc", "passedOn"), inside.map { ("noi", $0.value) } ?? ("noi-khac", v[1])])
      },
      YearStep("{ai} trả lời điều ấy: “{lời}”") { walk, place, v in
        try await step("answered", v[1], by: v[0], walk, place)
      },
      YearStep("{ai} báo lại cho bà con: “{lời}”") { walk, place, v in
        try await step("told", v[1], by: v[0], walk, place)
      },
      YearStep("{ai} kết thúc điều ấy: “{lời}”") { walk, place, v in
        try await step("closed", v[1], by: v[0], walk, place)
      },
    ]
  }

  private static func step(
    _ kind: String, _ words: String, by who: String, _ walk: YearWalk, _ place: YearPlace
  ) async throws {
    let client = try await walk.client(who, place)
    let form = try walk.form(try await walk.open(place.concern, client), to: place.concern)
    guard form.options["buoc"]?.contains(where: { $0.value == kind }) == true else {
      throw YearFailure("trang không cho ghi bước này")
    }
    try await walk.send(client, form, to: place.concern, [("buoc", kind), ("loi", words)])
  }
}
