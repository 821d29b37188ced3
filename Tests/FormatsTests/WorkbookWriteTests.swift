import Basics
import Foundation
import Testing

@testable import Formats

@Suite struct WorkbookWriteTests {
  static let day = Day(year: 2014, month: 4, day: 21)
  static let example = WorkbookFile(
    title: "Danh sách đảng viên", author: "Chi bộ",
    sheets: [
      SheetContent(
        "Đảng viên [2014]: Giồng Trôm / thị trấn", titles: ["DANH SÁCH ĐẢNG VIÊN"],
        columns: [
          .init("STT", width: 6, alignment: .center), .init("Họ và tên", width: 30), .init("Ngày vào Đảng"),
          .init("Đảng phí"),
        ],
        rows: [
          .init([.text("Chi bộ 1")], kind: .section),
          .init([
            .integer(1), .text("=HYPERLINK(\"http://x\")"), day.map { .day($0) } ?? .empty,
            .decimal("-12.50"),
          ]),
          .init([
            .integer(-2), .text("@SUM(A1)\tvà\rxuống\u{0}dòng"), .empty,
            .link("trang", to: "https://example.vn/a?b=1"),
          ]),
          .init([.integer(3), .text("+84"), .text("-1"), .link("tệp", to: "file:///etc/passwd")]),
          .init([.empty, .text("Cộng"), .empty, .decimal("12345678901234567890")], kind: .total),
        ], merges: [.init(rows: 4...4, columns: 0...3)],
        marks: [
          .init(row: 5, column: 2, comment: "Ngày vào Đảng sau ngày hôm nay.", severity: .error),
          .init(row: 6, column: 2, comment: "Thiếu ngày vào Đảng.", severity: .warning),
        ], pageHeader: "DỮ LIỆU MÔ PHỎNG & không có thật"),
      SheetContent("đảng viên [2014]: giồng trôm / thị trấn", isHidden: true),
    ])

  @Test func `ghi hai lần giống nhau từng byte, đọc lại đúng giá trị`() throws {
    let bytes = try Self.example.bytes()
    #expect(try Self.example.bytes() == bytes)
    let sheets = try Workbook.read(bytes).sheets
    #expect(sheets.map(\.isHidden) == [false, true])
    #expect(sheets[0].name.unicodeScalars.count <= 31)
    let rows = sheets[0].rows
    #expect(rows.map(\.number) == [1, 3, 4, 5, 6, 7, 8])
    #expect(rows[3][1]?.value == .text("=HYPERLINK(\"http://x\")"))
    #expect(rows[3][2]?.value == Self.day.map { .date($0, seconds: nil) })
    #expect(rows[3][3]?.value == .number("-12.5"))
    #expect(rows[3][1]?.fontName == "Times New Roman")
    #expect(rows[4][1]?.value == .text("@SUM(A1)\tvàxuốngdòng"))
    #expect(rows[5][2]?.value == .text("-1"))
    #expect(rows[5][3]?.value == .text("tệp"))
    #expect(rows[6][3]?.value == .text("12345678901234567890"))
    #expect(sheets[0].merges.contains(.init(rows: 4...4, columns: 0...3)))
    let archive = try ZipArchive(bytes)
    let sheet = String(decoding: try archive.bytes(of: "xl/worksheets/sheet1.xml") ?? [], as: UTF8.self)
    #expect(!sheet.contains("<f>"))
    #expect(sheet.contains("paperSize=\"9\""))
    #expect(archive.contains("xl/comments1.xml"))
  }

  @Test func `trả lại tệp nhập kèm đánh dấu giữ nguyên chỗ`() throws {
    let read = try Workbook.read(Self.example.bytes()).sheets[0]
    let marked = SheetContent(returning: read, marks: [.init(row: 5, column: 1, comment: "Tên lạ")])
    let again = try Workbook.read(WorkbookFile(sheets: [marked]).bytes()).sheets[0]
    #expect(again.rows.map(\.number) == read.rows.map(\.number))
    #expect(again.rows.map { $0.fields.map(\.value) } == read.rows.map { $0.fields.map(\.value) })
    #expect(again.merges == read.merges)
  }
}

@Suite struct WorkbookLookTests {
  @Test func `tệp mẫu để nhìn bằng mắt`() throws {
    guard let folder = ProcessInfo.processInfo.environment["PRINT_TO"] else { return }
    try Data(WorkbookWriteTests.example.bytes()).write(to: URL(fileURLWithPath: "\(folder)/example.xlsx"))
  }
}
