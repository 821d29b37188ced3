import Basics
import Foundation

@testable import Web

/// Resolutions and tasks; documents from above; working regulations.
extension YearSteps {
  static var resolutions: [YearStep] {
    [
      YearStep("Chi bộ ra Nghị quyết số {tên} về việc “{lời}”: “{lời}”") { walk, place, v in
        let client = try await walk.client("bí thư", place)
        let path = "\(place.meeting)/nghi-quyet"
        let form = try walk.form(try await walk.open(place.meeting, client), to: path)
        let number = form.fields.first { $0.name == "so-nghi-quyet" }?.value ?? ""
        guard number == v[0] else { throw YearFailure("sổ đánh số \(number), câu nói \(v[0])") }
        try await walk.send(
          client, form, to: path, [("ten-nghi-quyet", v[1]), ("noi-dung-nghi-quyet", v[2])])
      },
      YearStep(
        "{ai} giao {tên} việc “{lời}”[ theo Nghị quyết số {tên}][ theo văn bản cấp trên], hạn {ngày}[, sản phẩm “{lời}”]"
      ) { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.meeting)/giao-viec"
        let page = try await walk.open(place.meeting, client)
        let form = try walk.form(page, to: path)
        var fields = [("viec", v[2]), ("han", v[4]), ("san-pham", v[5])]
        fields.append(("nguoi-lam", try walk.choice(form, "nguoi-lam", v[1])))
        if !v[3].isEmpty { fields.append(("tu-nghi-quyet", try walk.choice(form, "tu-nghi-quyet", v[3]))) }
        if let mandate = form.options["theo-van-ban"]?.first(where: { !$0.value.isEmpty }) {
          fields.append(("theo-van-ban", mandate.value))
        }
        try await walk.send(client, form, to: path, fields)
        guard let task = try await walk.open(place.meeting, client).link(v[2]) else {
          throw YearFailure("trang kỳ họp không có việc vừa giao")
        }
        place.tasks[v[2]] = task
      },
      YearStep("{ai} báo tiến độ việc “{lời}”: “{lời}”[, minh chứng “{lời}”]") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "/cua-toi/viec/\(try task(v[1], place).components(separatedBy: "/").last ?? "")"
        try await walk.submit(client, at: path, to: path, [("da-lam", v[2]), ("minh-chung", v[3])])
      },
      YearStep("{ai} ghi tiến độ thay việc “{lời}”: “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = try task(v[1], place)
        try await walk.submit(client, at: path, to: "\(path)/tien-do", [("da-lam", v[2])])
      },
      YearStep("{ai} ghi kết quả việc “{lời}”: {tên}[, minh chứng “{lời}”][, lý do “{lời}”]") {
        walk, place, v in
        let states = ["đã xong": "done", "không hoàn thành": "notDone", "thôi giao": "dropped"]
        guard let state = states[v[2]] else { throw YearFailure("không có kết quả “\(v[2])”") }
        let client = try await walk.client(v[0], place)
        let path = try task(v[1], place)
        try await walk.submit(
          client, at: path, to: "\(path)/ket-qua",
          [("ket-qua", state), ("minh-chung-xong", v[3]), ("vi-sao", v[4])])
      },
      YearStep("Việc “{lời}” hiện là “{lời}”") { walk, place, v in
        let page = try await walk.open(try task(v[0], place), try await walk.client("bí thư", place))
        try walk.expect(page, v[1], "trang của việc")
      },
    ]
  }

  private static func task(_ name: String, _ place: YearPlace) throws -> String {
    guard let path = place.tasks[name] else { throw YearFailure("chưa giao việc “\(name)”") }
    return path
  }

  static var documents: [YearStep] {
    [
      YearStep(
        "{ai} ghi {tên} số {tên} ngày {ngày} của {tên} về việc “{lời}”: “{lời}”, đơn vị thực hiện là {tên}, hạn {ngày}"
      ) { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "/van-ban-giao-viec/moi"
        let form = try walk.form(try await walk.open(path, client), to: path)
        let mandate = try await walk.send(
          client, form, to: path,
          [
            ("loai-van-ban", v[1]), ("so-van-ban", v[2]), ("co-quan", v[4]), ("ngay-van-ban", v[3]),
            ("ve-viec", v[5]), ("nhiem-vu", v[6]), ("hieu-luc", v[3]), ("han", v[8]),
            ("pham-vi", try walk.choice(form, "pham-vi", YearWalk.baseName)),
            ("doi-tuong", try walk.choice(form, "doi-tuong", v[7])),
          ])
        for place in walk.places.values { place.mandate = mandate }
      },
      YearStep("{ai} đưa văn bản ấy vào kỳ họp") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let key = place.meeting.components(separatedBy: "/").last ?? ""
        try await walk.submit(
          client, at: "\(place.mandate)/duong-di", to: "\(place.mandate)/dua-vao-ky", [("ky", key)])
      },
      YearStep("{ai} ghi chi bộ đã triển khai bằng {tên} số {tên} ngày {ngày}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        try await walk.submit(
          client, at: "\(place.mandate)/ghi?don-vi=\(place.organisation)", to: "\(place.mandate)/ghi",
          [
            ("loai-van-ban", v[1]), ("so-van-ban", v[2]), ("co-quan", place.name), ("ngay-van-ban", v[3]),
          ])
      },
      YearStep("{ai} soạn quy chế làm việc từ mẫu khung “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.path)/quy-che/du-thao"
        let form = try walk.form(try await walk.open(path, client), to: path)
        place.draft = try await walk.send(client, form, to: path, [("tu", try walk.choice(form, "tu", v[1]))])
      },
      YearStep("{ai} viết điều “{lời}” của quy chế: “{lời}”") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let page = try await walk.open(place.draft, client)
        let links = PageForm.parts("href=\"(\(place.draft)/muc/[^\"]*)\"", in: page.text).map { $0[1] }
        for piece in links {
          let page = try await walk.open(piece, client)
          let heading = page.text.components(separatedBy: "<h1").dropFirst().first?
            .components(separatedBy: "</h1>").first
          guard TestClient.Page.words("<h1" + (heading ?? "")).contains(v[1]) else { continue }
          try await walk.submit(client, at: piece, to: piece, [("noi-dung", v[2])])
          return
        }
        throw YearFailure("dự thảo không có điều “\(v[1])”")
      },
      YearStep("Chi bộ thông qua quy chế: {số} tán thành trên {số} đảng viên được tính") { walk, place, v in
        let client = try await walk.client("bí thư", place)
        let path = "\(place.draft)/thong-qua"
        let form = try walk.form(try await walk.open(path, client), to: path)
        let counted = form.fields.first { $0.name == "duoc-tinh" }?.value ?? ""
        guard counted == v[1] else { throw YearFailure("sổ tính \(counted) đảng viên, câu nói \(v[1])") }
        try await walk.send(client, form, to: path, [("tan-thanh", v[0])])
      },
      YearStep("{ai} ban hành quy chế số {tên}, người ký {tên}") { walk, place, v in
        let client = try await walk.client(v[0], place)
        let path = "\(place.draft)/ban-hanh"
        try await walk.submit(client, at: path, to: path, [("so-van-ban", v[1]), ("nguoi-ky", v[2])])
      },
    ]
  }
}
