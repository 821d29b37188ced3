import Basics
import Formats
import Foundation
import Registry
import TestSupport
import Testing

@testable import Web

@Suite struct `Nhập danh sách trên trang` {
  private static func workbook(
    _ rows: [[String]],
    headings: [String] = ["Họ và tên", "Giới tính", "Ngày sinh", "Ngày vào Đảng", "Chi bộ"]
  ) throws -> [UInt8] {
    try WorkbookFile(sheets: [
      SheetContent(
        "Danh sách", columns: headings.map { SheetContent.Column($0) },
        rows: rows.map { SheetContent.Row($0.map { .text($0) }) })
    ]).bytes()
  }

  private static let clean = [
    ["Phạm Văn Một", "Nam", "1/2/1970", "3/2/1995", "Chi bộ ấp Long Hòa"],
    ["Phạm Thị Hai", "Nữ", "5/6/1980", "3/2/2005", "Chi bộ ấp Long Hòa"],
  ]
  private static let broken = ["Phạm Văn Ba", "Nam", "31/02/1975", "3/2/1995", "Chi bộ ấp Long Hòa"]

  private static func path(_ page: TestClient.Page) -> String {
    (page.location ?? "").split(separator: "?").first.map(String.init) ?? ""
  }

  @Test(arguments: Engine.available)
  func `tải lên, xem, nhận tất cả, lấy lại`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-danh-sach"
      #expect(try await officer.get(base).has("tệp mẫu"))
      let head = try await world.head()
      let uploaded = try await officer.upload(
        base, file: "tep", fileName: "danh sách ấp.xlsx", bytes: try Self.workbook(Self.clean))
      #expect(uploaded.status == 303)
      let check = try await officer.get(Self.path(uploaded))
      #expect(check.has("Nhận tất cả") && !check.has("Nhận các dòng sạch") && check.has("danh sách ấp.xlsx"))
      #expect(try await world.head() == head)

      // Nobody else finds the workbook, and not under another organisation.
      #expect(try await world.founder().get(Self.path(uploaded)).status == 404)
      #expect(try await world.outsider().get(Self.path(uploaded)).status == 404)

      let accepted = try await officer.post(Self.path(uploaded) + "/nhan", [("cach", "tat-ca")])
      #expect(accepted.status == 303)
      #expect(try await officer.get("/dang-vien?tim=pham").has("2 đảng viên"))
      // A second time: the workbook is gone, and the same file says nothing new.
      #expect(try await officer.post(Self.path(uploaded) + "/nhan", [("cach", "tat-ca")]).status == 404)
      let again = try await officer.upload(
        base, file: "tep", fileName: "a.xlsx", bytes: try Self.workbook(Self.clean))
      #expect(try await officer.get(Self.path(again)).has("không có gì để ghi"))

      let run = Self.path(accepted)
      #expect(try await officer.get(run).has("Hoàn tác lần nhập này"))
      let sibling = run.replacingOccurrences(of: "\(world.world.longMy)", with: "\(world.world.longMyHamlet)")
      #expect(try await officer.get(sibling).status == 404)
      #expect(try await officer.post(run + "/lay-lai").status == 303)
      #expect(try await officer.get("/dang-vien?tim=pham").has("0 đảng viên"))
      #expect(try await officer.get(base).has("đã hoàn tác"))
    }
  }

  @Test(arguments: Engine.available)
  func `còn lỗi thì chỉ nhận được dòng sạch, dòng lỗi trả lại có đánh dấu`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-danh-sach"
      let uploaded = try await officer.upload(
        base, file: "tep", fileName: "a.xlsx", bytes: try Self.workbook(Self.clean + [Self.broken]))
      let path = Self.path(uploaded)
      let check = try await officer.get(path)
      #expect(check.has("31/02/1975") && check.has("Nhận các dòng sạch") && !check.has("Nhận tất cả"))
      let head = try await world.head()
      let refused = try await officer.post(path + "/nhan", [("cach", "tat-ca")])
      #expect(refused.status == 422 && refused.has("còn 1 lỗi"))
      #expect(try await world.head() == head)
      let back = try Workbook.read(try await officer.get(path + "/loi").bytes)
      let texts = back.sheets.flatMap { $0.rows.flatMap(\.fields) }.compactMap {
        if case .text(let text) = $0.value { text } else { nil }
      }
      #expect(texts.contains("Phạm Văn Ba") && !texts.contains("Phạm Văn Một"))
      #expect(try await officer.post(path + "/nhan", [("cach", "sach")]).status == 303)
      #expect(try await officer.get("/dang-vien?tim=pham").has("2 đảng viên"))
    }
  }

  @Test(arguments: Engine.available)
  func `sổ đổi giữa chừng thì xem lại kết quả mới`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-danh-sach"
      let uploaded = try await officer.upload(
        base, file: "tep", fileName: "a.xlsx", bytes: try Self.workbook(Self.clean))
      _ = try await world.system.perform(
        RegisterMember(
          PersonalRecord(
            name: "Phạm Văn Một", sex: .male, bornOn: Day(number: 1970_02_01),
            admittedOn: Day(number: 1995_02_03)),
          in: world.world.longMyHamlet, from: Day(number: 2012_01_01) ?? .endOfTime), by: .operatorOfMachine)
      let answer = try await officer.post(Self.path(uploaded) + "/nhan", [("cach", "tat-ca")])
      #expect(answer.status == 422 && answer.has("Sổ đã thay đổi"))
      let accepted = try await officer.post(Self.path(uploaded) + "/nhan", [("cach", "tat-ca")])
      #expect(accepted.status == 303)
      #expect(try await officer.get("/dang-vien?tim=pham").has("2 đảng viên"))
    }
  }

  @Test func `ai được sửa sau lần nhập thì được nêu tên trước khi lấy lại`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-danh-sach"
      let uploaded = try await officer.upload(
        base, file: "tep", fileName: "a.xlsx", bytes: try Self.workbook(Self.clean))
      let run = Self.path(try await officer.post(Self.path(uploaded) + "/nhan", [("cach", "tat-ca")]))
      let member =
        try await officer.get("/dang-vien?tim=mot").text.components(separatedBy: "href=\"/dang-vien/")
        .dropFirst()
        .first?.prefix(13) ?? ""
      let changed = try await officer.post(
        "/dang-vien/\(member)/thay-doi",
        [
          ("ho-ten", "Phạm Văn Một"), ("gioi", "male"), ("ngay-sinh", "1/2/1970"), ("ngay-vao", "3/2/1995"),
          ("noi-o", "ấp 2"), ("ngay-hieu-luc", "1/1/2014"),
        ])
      #expect(changed.status == 303)
      let page = try await officer.get(run)
      #expect(
        page.has("1 người đã được sửa") && page.has("Phạm Văn Một") && page.has("Ghi thay đổi của đảng viên"))
      #expect(try await officer.post(run + "/lay-lai").status == 303)
      #expect(try await officer.get("/dang-vien?tim=pham").has("Phạm Văn Một"))
      #expect(try await officer.post(run + "/lay-lai").status == 422)
    }
  }

  @Test func `tệp hỏng, tệp thiếu, tệp của đơn vị khác: lời báo rõ, không ghi gì`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-danh-sach"
      _ = try await officer.get(base)
      let head = try await world.head()
      let bad: [[UInt8]] = [
        Array("không phải Excel".utf8), Array(try Self.workbook(Self.clean).prefix(500)),
        try Self.workbook([["a"]], headings: ["X"]),
      ]
      for bytes in bad {
        let answer = try await officer.upload(base, file: "tep", fileName: "../../x.xlsx", bytes: bytes)
        #expect(answer.status == 422)
        #expect(answer.has("error-summary"))
      }
      #expect(try await officer.upload(base, file: "tep", fileName: "x.xlsx", bytes: []).status == 422)
      let foreign = Array(
        repeating: ["Phạm Văn Một", "Nam", "1/2/1970", "3/2/1995", "Chi bộ ấp Phong Thuận"], count: 6
      ).enumerated().map { n, row in
        ["\(row[0]) \(n)"] + row.dropFirst()
      }
      let other = try await officer.upload(
        base, file: "tep", fileName: "x.xlsx", bytes: try Self.workbook(foreign))
      #expect(try await officer.get(Self.path(other)).has("đơn vị khác"))
      #expect(try await officer.post(Self.path(other) + "/nhan", [("cach", "sach")]).status == 422)
      #expect(try await world.head() == head)
    }
  }

  @Test(arguments: Engine.available)
  func `danh sách tổ chức: kiểm tra rồi thành lập`(engine: Engine) async throws {
    try await SiteWorld.with(engine) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-to-chuc"
      _ = try await officer.get(base)
      let bytes = try Self.workbook(
        [
          ["Chi bộ ấp Long Bình", "Đảng bộ xã Long Mỹ", "1/1/2012"],
          ["Chi bộ ấp Long Thành", "Đảng bộ xã Long Mỹ", "1/1/2012"],
        ],
        headings: ["Tên tổ chức đảng", "Cấp trên trực tiếp", "Ngày thành lập"])
      let uploaded = try await officer.upload(base, file: "tep", fileName: "to chuc.xlsx", bytes: bytes)
      #expect(try await officer.get(Self.path(uploaded)).has("Nhận tất cả"))
      let accepted = try await officer.post(Self.path(uploaded) + "/nhan", [("cach", "tat-ca")])
      #expect(accepted.status == 303)
      #expect(try await officer.get(Self.path(accepted)).has("to chuc.xlsx"))
      #expect(try await officer.get("/to-chuc").has("Chi bộ ấp Long Thành"))
    }
  }

  @Test func `chỗ chờ có hạn: mỗi người ba tệp, nửa giờ`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let officer = try await world.officer()
      let base = "/to-chuc/\(world.world.longMy)/nhap-danh-sach"
      _ = try await officer.get(base)
      var paths: [String] = []
      for _ in 0..<4 {
        paths.append(
          Self.path(
            try await officer.upload(
              base, file: "tep", fileName: "a.xlsx", bytes: try Self.workbook(Self.clean))))
      }
      #expect(Set(paths).count == 4)
      #expect(try await officer.get(paths[0]).status == 404)
      #expect(try await officer.get(paths[3]).status == 200)
      world.register.clock.set(world.register.clock.now.adding(seconds: 29 * 60))
      _ = try await officer.get("/")
      #expect(try await officer.get(paths[3]).status == 200)
      world.register.clock.set(world.register.clock.now.adding(seconds: 2 * 60))
      #expect(try await officer.get(paths[3]).has("không còn ở đây"))
    }
  }
}
