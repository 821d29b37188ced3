import Basics
import Foundation
import Registry

@testable import Web

/// Contact with the place of residence, the way into the Party, the annual review.
extension YearSteps {
  static var liaison: [YearStep] {
    [
      YearStep("{ai} giới thiệu {tên} về {tên} bằng giấy số {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.path)/noi-cu-tru/gioi-thieu"
        let form = try walk.form(try await walk.open(path, client), to: path)
        var fields = [("dang-vien", try walk.choice(form, "dang-vien", v[1])), ("so", v[3])]
        if let inside = form.options["noi-cu-tru"]?.first(where: { $0.label == v[2] }) {
          fields.append(("noi-cu-tru", inside.value))
        } else {
          // From the cell alone one does not choose among cells of others: their code in the register is written.
          guard let code = Self.codes[v[2]] else { throw YearFailure("không biết mã của \(v[2])") }
          fields.append(("ma-noi-cu-tru", code))
        }
        try await walk.send(client, form, to: path, fields)
      },
      YearStep("{ai} tiếp nhận giấy giới thiệu của {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let list = try await walk.open("\(place.path)/noi-cu-tru", client)
        guard let letter = list.link(to: "/giay-noi-cu-tru/", inRowOf: v[1]) else {
          throw YearFailure("trang Nơi cư trú không có giấy của \(v[1])")
        }
        try await walk.submit(
          client, at: letter, to: letter, holding: ("viec", "tiep-nhan"),
          [("chi-bo", "\(place.organisation)")])
      },
      YearStep("{ai} ghi buổi gặp ở nơi cư trú: {tên} có mặt") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.path)/noi-cu-tru/gap"
        try await walk.submit(client, at: path, to: path, [("dv-\(try walk.member(v[1]))", "present")])
      },
      YearStep("{ai} hỏi nhận xét nơi cư trú về {tên}, trước ngày {ngày}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.path)/dot-kiem-diem/y-kien"
        let form = try walk.form(
          try await walk.open("\(path)?nam=2026", client), to: path, holding: ("viec", "theo-so"))
        try await walk.send(
          client, form, to: path,
          [("hoi", try walk.choice(form, "hoi", v[1])), ("truoc-ngay", v[2])])
      },
      YearStep("{ai} gửi nhận xét về {tên}: “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let asked = try await walk.open("\(place.path)/y-kien-duoc-hoi", client)
        guard let path = asked.link(v[1]) else { throw YearFailure("không ai hỏi nhận xét về \(v[1])") }
        let headings = ["muc-law", "muc-liaison", "muc-part", "muc-conduct"]
        try await walk.submit(
          client, at: path, to: path,
          headings.map { ($0, v[2]) } + [("nguoi-ky", "Bí thư \(place.name)"), ("viec", "gui")])
      },
      YearStep("{ai} đọc nhận xét của nơi cư trú và trả lời: “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let own = try await walk.open("/cua-toi", client)
        guard let path = PageForm.parts("action=\"(/cua-toi/y-kien/[^\"]*)\"", in: own.text).first?[1] else {
          throw YearFailure("trang Của tôi chưa có nhận xét nào để trả lời")
        }
        let key = path.components(separatedBy: "/").last ?? ""
        try await walk.submit(client, at: "/cua-toi", to: path, [("tra-loi-\(key)", v[1])])
      },
      YearStep("{ai} đưa nhận xét về {tên} vào hồ sơ") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let list = try await walk.open("\(place.path)/dot-kiem-diem/y-kien?nam=2026", client)
        guard let path = list.link(to: "/y-kien/", inRowOf: v[1]) else {
          throw YearFailure("không có nhận xét về \(v[1])")
        }
        try await walk.submit(client, at: path, to: path, holding: ("viec", "vao-ho-so"), [])
        try walk.expect(try await walk.open(path, client), "Đã vào hồ sơ", "trang nhận xét")
      },
    ]
  }

  private static let codes = ["Chi bộ ấp An Thuận": "AB.1"]

  static var development: [YearStep] {
    [
      YearStep("{ai} đưa {tên}, sinh ngày {ngày}, {tên}, vào danh sách quần chúng ưu tú từ ngày {ngày}") {
        walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.path)/phat-trien/moi"
        let file = try await walk.submit(
          client, at: path, to: path,
          [
            ("ho-ten", v[1]), ("ngay-sinh", v[2]), ("nghe", v[3]), ("doan-the", "youth"),
            ("chi-bo", "\(place.organisation)"), ("ngay-vao-danh-sach", v[4]),
          ])
        place.tasks["hồ sơ \(v[1])"] = file
      },
      YearStep("{ai} phân công {tên} giúp đỡ {tên} từ ngày {ngày}") { walk, place, v in
        try await tie(v[1], to: v[2], as: "helper", from: v[3], by: v[0], walk, place)
      },
      YearStep("{ai} ghi {tên} giới thiệu {tên} vào Đảng từ ngày {ngày}") { walk, place, v in
        try await tie(v[1], to: v[2], as: "introducer", from: v[3], by: v[0], walk, place)
      },
      YearStep("{ai} ghi giấy tờ của {tên}: {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(try file(v[1], place))/ghi/giay-to"
        let page = try await walk.open(path, client)
        let form = try walk.form(page, to: path)
        var fields: [(String, String)] = []
        for told in PageForm.parts("“([^”]*)” ngày (\\d+/\\d+/\\d+)", in: v[2]) {
          // The paper's name stands above its fields.
          let part = page.text.components(separatedBy: "<legend").dropFirst().first {
            TestClient.Page.words("<legend" + ($0.components(separatedBy: "</legend>").first ?? "")).contains(
              told[1])
          }
          guard
            let id = part?.components(separatedBy: "name=\"co-").dropFirst().first?
              .components(separatedBy: "\"").first
          else { throw YearFailure("không có giấy tờ “\(told[1])”") }
          fields += [("co-\(id)", "1"), ("ngay-\(id)", told[2]), ("noi-\(id)", "tủ hồ sơ chi bộ")]
        }
        try await walk.send(client, form, to: path, fields)
      },
      YearStep("{ai} ghi biểu quyết về {tên} lấy từ kỳ họp, Nghị quyết số {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(try file(v[1], place))/ghi/bieu-quyet"
        let form = try walk.form(try await walk.open(path, client), to: path)
        try await walk.send(
          client, form, to: path,
          [("tu-ky-hop", try walk.choice(form, "tu-ky-hop", v[1])), ("so-nghi-quyet", v[2])])
      },
      YearStep("{ai} ghi quyết định {tên} của {tên} số {tên} ngày {ngày} của {tên}") { walk, place, v in
        let work = v[1] == "kết nạp" ? "quyet-dinh" : "cong-nhan"
        let client = try await walk.client(v[0], place)
        let path = "\(try file(v[2], place))/ghi/\(work)"
        try await walk.submit(
          client, at: path, to: path,
          [
            ("loai-van-ban", "Quyết định"), ("so-van-ban", v[3]), ("ngay-van-ban", v[4]), ("co-quan", v[5]),
          ])
      },
      YearStep("Chi bộ tổ chức lễ kết nạp {tên}; chi bộ có {số} đảng viên") { walk, place, v in
        let client = try await walk.client("bí thư", place)
        let path = "\(try file(v[0], place))/ghi/le-ket-nap"
        try await walk.submit(client, at: path, to: path, [])
        let count = try await walk.open("\(place.path)/dang-vien", client).words
        guard count.contains(v[0]), count.contains("\(v[1]) đảng viên") else {
          throw YearFailure("trang Đảng viên: \(count.prefix(600))")
        }
        let link = try await walk.open("\(place.path)/dang-vien", client).link(v[0])
        guard let member: ID<Member> = link.flatMap({ ID(text: $0.components(separatedBy: "/").last ?? "") })
        else { throw YearFailure("không thấy hồ sơ đảng viên của \(v[0])") }
        place.members[v[0]] = member
      },
      YearStep("{ai} theo dõi thời kỳ dự bị của {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let file = try await walk.submit(
          client, at: "\(place.path)/phat-trien", to: "\(place.path)/phat-trien/theo-doi",
          holding: ("dang-vien", "\(try walk.member(v[1]))"), [])
        place.tasks["hồ sơ \(v[1])"] = file
      },
      YearStep("Hồ sơ phát triển của {tên} ghi “{lời}”") { walk, place, v in
        let page = try await walk.open(try file(v[0], place), try await walk.client("bí thư", place))
        try walk.expect(page, v[1], "hồ sơ")
      },
    ]
  }

  private static func tie(
    _ helper: String, to name: String, as role: String, from day: String, by who: String, _ walk: YearWalk,
    _ place: YearPlace
  ) async throws {
    let client = try await walk.client(who, place)
    let path = "\(try file(name, place))/ghi/phan-cong"
    let form = try walk.form(try await walk.open(path, client), to: path)
    try await walk.send(
      client, form, to: path,
      [("vai", role), ("dang-vien", try walk.choice(form, "dang-vien", helper)), ("tu-ngay", day)])
  }

  private static func file(_ name: String, _ place: YearPlace) throws -> String {
    guard let path = place.tasks["hồ sơ \(name)"] else { throw YearFailure("chưa theo dõi \(name)") }
    return path
  }

  static var reviews: [YearStep] {
    [
      YearStep("{ai} mở đợt kiểm điểm năm {số} theo {tên} số {tên} ngày {ngày}, chốt danh sách ngày {ngày}") {
        walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(walk.basePath)/dot-kiem-diem/mo"
        try await walk.submit(
          client, at: "\(path)?nam=\(v[1])", to: path,
          [
            ("loai-van-ban", v[2]), ("so-van-ban", v[3]), ("ngay-van-ban", v[4]),
            ("co-quan", "Đảng ủy xã An Bình"),
            ("chot", v[5]),
          ])
      },
      YearStep("Bản kiểm điểm mẫu 2B của {tên} mở sẵn: “{lời}” và “{lời}”") { walk, place, v in
        let page = try await walk.open(form(try walk.member(v[0])), try await walk.client(v[0], place))
        for words in [v[1], v[2]] { try walk.expect(page, words, "bản kiểm điểm") }
      },
      YearStep(
        "{ai} gửi bản kiểm điểm mẫu 2B: ưu điểm “{lời}”, hạn chế “{lời}”, phương hướng “{lời}”, tự nhận {tên}"
      ) {
        walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = form(try walk.member(v[0]))
        let page = try await walk.open(path, client)
        let action =
          PageForm.parts("action=\"([^\"]*ban-kiem-diem[^\"]*)\"", in: page.text)
          .map { PageForm.plain($0[1]) }.first { !$0.contains("/doc") && !$0.contains("/tai") } ?? path
        let sheet = try walk.form(page, to: action)
        try await walk.send(
          client, sheet, to: action,
          [
            ("m-ethics", v[1]), ("m-shortcomings", v[2]), ("m-direction", v[3]), ("viec", "gui"),
            ("m-ownGrade", try walk.choice(sheet, "m-ownGrade", v[4])),
          ])
      },
    ]
  }

  private static func form(_ member: some CustomStringConvertible) -> String {
    "/dang-vien/\(member)/ban-kiem-diem?nam=2026&mau=form2B"
  }
}
