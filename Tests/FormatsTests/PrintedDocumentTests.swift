import Foundation
import Testing

@testable import Formats

@Suite struct PrintedDocumentTests {
  static let longName = "Nguyễn Phúc Hoàng Thị Trần Lê Đặng Bảo Khánh Quỳnh Như Ý Diễm Phương Uyển Nhi An"

  static func example(rows: Int, mark: String? = "DỮ LIỆU MÔ PHỎNG – KHÔNG PHẢI NGƯỜI THẬT")
    -> PrintedDocument
  {
    let table = PrintedTable(
      columns: [
        .init(weight: 1, alignment: .center), .init(weight: 5), .init(weight: 2, alignment: .center),
        .init(weight: 2, alignment: .right), .init(weight: 2, alignment: .right),
      ],
      header: [
        [
          .init("STT", rows: 2), .init("Họ và tên", rows: 2), .init("Ngày vào Đảng", rows: 2),
          .init("Kết quả xếp loại", columns: 2),
        ],
        ["Tự nhận", "Cấp uỷ xếp"],
      ],
      rows: [.init(["I. Chi bộ 1"], kind: .section)]
        + (0..<rows).map { n in
          .init([
            PrintedText(String(n + 1)), PrintedText(n % 7 == 3 ? longName : "Trần Thị Ánh Nguyệt"),
            "21/04/1994",
            PrintedText([.init("xem", link: SafeLink("https://example.vn/dang-vien?x=1&y='2'"))]),
            "Hoàn thành tốt",
          ])
        } + [.init(["", "Cộng", "", PrintedText(String(rows)), ""], kind: .total)])
    return PrintedDocument(
      title: "Nghị quyết chi bộ", mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: ["ĐẢNG BỘ HUYỆN GIỒNG TRÔM"],
            issuer: ["CHI BỘ CƠ QUAN ỦY BAN NHÂN DÂN THỊ TRẤN GIỒNG TRÔM"],
            number: "Số 05-NQ/CB", placeAndDate: "Giồng Trôm, ngày 21 tháng 4 năm 2014")),
        .title(
          ["NGHỊ QUYẾT"], subject: ["về nhiệm vụ tháng 5 năm 2014 và kết quả đánh giá, xếp loại đảng viên"]),
        .paragraph(
          .init(
            PrintedText([
              .init("Căn cứ "), .init("Điều lệ Đảng", bold: true),
              .init(
                " và Hướng dẫn số 10-HD/BTCTW, chi bộ họp thường kỳ, thảo luận và thống nhất các nội dung sau đây; đồng chí Bí thư chủ trì, có 12/13 đảng viên dự ("
              ),
              .init("vắng có lý do 01", italic: true), .init("). Xem thêm tại "),
              .init("trang của Đảng bộ", link: SafeLink("https://example.vn/")), .init("."),
            ]))),
        .heading(1, "I. Kết quả công tác tháng 4"),
        .paragraph(
          .init(
            "{{7*7}} <b>chữ in nguyên văn</b> & {{% CONTENT_TYPE: TEXT}} ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ỷ ỹ ỵ Đ đ."
          )),
        .heading(2, "1. Công tác tư tưởng"),
        .bullets([
          "Học tập nghị quyết được triển khai đến từng đảng viên trong chi bộ, có kiểm tra việc ghi chép và liên hệ bản thân.",
          "Tỷ lệ tham gia đạt 96%.",
        ]),
        .heading(3, "a) Danh sách"),
        .table(table),
        .chart(
          .init(
            .bars, title: "Biểu đồ 1. Xếp loại đảng viên các năm",
            alternative:
              "Số đảng viên hoàn thành xuất sắc tăng từ 3 lên 6; hoàn thành tốt giảm từ 9 xuống 7.",
            categories: ["2011", "2012", "2013", "2014"],
            series: [
              .init("Hoàn thành xuất sắc nhiệm vụ", [3, 4, 5, 6]),
              .init("Hoàn thành tốt nhiệm vụ", [9, 8, 8, 7]), .init("Hoàn thành nhiệm vụ", [1, 1, nil, 0]),
            ])),
        .chart(
          .init(
            .lines, title: "Biểu đồ 2. Tỷ lệ dự họp (%)",
            alternative: "Tỷ lệ dự họp từ 88,5 đến 97,5 phần trăm.",
            categories: (1...12).map { "Tháng \($0)" },
            series: [.init("Tỷ lệ", [92, 95, 88.5, 96, 97.5, 94, nil, 93, 95, 96, 92, 97])], height: 60)),
        .note("Nguồn: sổ nghị quyết của chi bộ."),
        .signatures(
          .init(
            recipients: ["Huyện uỷ (để báo cáo),", "Các đồng chí đảng viên chi bộ,", "Lưu Chi bộ."],
            signers: [.init(authority: "T/M CHI BỘ", office: "BÍ THƯ", name: "Nguyễn Văn Bình")])),
        .pageBreak,
        .signatures(
          .init(signers: [
            .init(office: "NGƯỜI GHI BIÊN BẢN", isOfficeBold: true, name: "Lê Thị Hoa"),
            .init(office: "CHỦ TRÌ HỘI NGHỊ", isOfficeBold: true, name: "Nguyễn Văn Bình"),
          ])),
      ])
  }

  @Test(arguments: [0, 1, 40, 200])
  func `PDF và Word giống nhau từng byte mỗi lần, tên dài không mất`(rows: Int) throws {
    let document = Self.example(rows: rows)
    let (pdf, docx) = (try document.pdf(), try document.docx())
    #expect(try document.pdf() == pdf)
    #expect(try document.docx() == docx)
    #expect(pdf.starts(with: "%PDF".utf8))
    if let folder = ProcessInfo.processInfo.environment["PRINT_TO"] {
      try Data(pdf).write(to: URL(fileURLWithPath: "\(folder)/example-\(rows).pdf"))
      try Data(docx).write(to: URL(fileURLWithPath: "\(folder)/example-\(rows).docx"))
    }
    let archive = try ZipArchive(docx)
    let text = String(decoding: try archive.bytes(of: "word/document.xml") ?? [], as: UTF8.self)
    #expect(text.contains("{{7*7}} &lt;b&gt;chữ in nguyên văn&lt;/b&gt; &amp; {{% CONTENT_TYPE: TEXT}}"))
    #expect(text.components(separatedBy: "<w:tr>").count > rows)
    for entry in archive.entries where entry.name.hasSuffix("xml") || entry.name.hasSuffix("rels") {
      let reader = try XMLReader(try archive.bytes(of: entry.name) ?? [])
      while try reader.next() != .done {}
    }
  }

  @Test func `dòng cao của bảng cắt được sang trang sau; tiêu đề đi cùng bảng`() throws {
    let tall = PrintedText(String(repeating: "điều kiện rất dài của một quy tắc\n", count: 30))
    let document = PrintedDocument(
      title: "x",
      blocks: [
        .heading(1, "IV. THAM SỐ"),
        .table(
          PrintedTable(
            columns: [.init(), .init()], header: [["Nội dung", "Quy định"]],
            rows: [.init(["ngắn", "12"]), .init(["dài", tall])])),
      ])
    let archive = try ZipArchive(try document.docx())
    let text = String(decoding: try archive.bytes(of: "word/document.xml") ?? [], as: UTF8.self)
    let rows = Array(text.components(separatedBy: "<w:tr>")[1...])
    #expect(rows.count == 3)
    #expect(rows[1].contains("<w:cantSplit/>") && !rows[2].contains("<w:cantSplit/>"))
    // From the heading to the first row nothing may stand alone at the foot of a page.
    let above = try #require(
      text.components(separatedBy: "IV. THAM SỐ").last?.components(separatedBy: "<w:tbl>").first)
    #expect(above.contains("<w:keepNext/>"))
    #expect(rows[0].contains("<w:keepNext/>") && !rows[1].contains("<w:keepNext/>"))
    _ = try document.pdf()
  }

  @Test func `chữ ký ngay sau bảng: hàng cuối của bảng đi cùng`() throws {
    let document = PrintedDocument(
      title: "x",
      blocks: [
        .table(
          PrintedTable(
            columns: [.init(), .init()], header: [["Nhiệm vụ", "Hạn"]],
            rows: (0..<3).map { .init([PrintedText("việc \($0)"), "1/1/2014"]) })),
        .signatures(.init(signers: [.init(authority: "T/M CHI BỘ", office: "BÍ THƯ", name: "")])),
      ])
    let archive = try ZipArchive(try document.docx())
    let text = String(decoding: try archive.bytes(of: "word/document.xml") ?? [], as: UTF8.self)
    let rows = Array(text.components(separatedBy: "<w:tr>")[1...])
    #expect(!rows[2].contains("<w:keepNext/>") && rows[3].contains("<w:keepNext/>"))
  }

  @Test func `bản chữ thuần`() {
    let text = Self.example(rows: 1).plainText(width: 80)
    #expect(text.contains("ĐẢNG CỘNG SẢN VIỆT NAM"))
    #expect(text.contains("T/M CHI BỘ"))
    #expect(text.split(separator: "\n").allSatisfy { $0.contains("|") || $0.count <= 80 })
  }

  @Test func `văn bản rỗng và số đo lạ không sập`() throws {
    _ = try PrintedDocument(title: "").pdf()
    _ = try PrintedDocument(title: "\u{0}").docx()
    var layout = LayoutProfile()
    (layout.left, layout.right, layout.top, layout.bottom, layout.lineHeight) = (200, 200, 200, 200, 18)
    var document = Self.example(rows: 3)
    document.layout = layout
    _ = try document.pdf()
    _ = try document.docx()
    let odd = PrintedDocument(
      title: "x",
      blocks: [
        .table(.init(columns: [], rows: [.init(["a"])])),
        .table(
          .init(
            columns: [.init(weight: .nan), .init(weight: -1)], header: [[.init("a", columns: 9, rows: 9)]],
            rows: [.init([]), .init(["1", "2", "3"])])),
        .table(
          .init(
            columns: [.init(), .init()],
            rows: [.init([PrintedText(String(repeating: "rất dài ", count: 3000)), "x"])])),
        .chart(.init(.bars, title: "", alternative: "", categories: [], series: [])),
        .chart(
          .init(
            .lines, title: "x", alternative: "y", categories: ["a"],
            series: [.init("s", [.nan, .infinity, -5, 1e300])])),
        .paragraph(.init(PrintedText(String(repeating: "W", count: 500)))),
      ])
    _ = try odd.pdf()
    _ = try odd.docx()
  }

  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "http://a b", "https://", "data:text/html,x", "ftp://x",
    "http://x\"y", " http://x",
  ])
  func `liên kết lạ bị bỏ`(text: String) { #expect(SafeLink(text) == nil) }

  @Test func `nhãn số kiểu Việt Nam`() {
    #expect(
      [0, 1234.5, -1_234_567, 0.25, 96.05].map(Chart.label) == [
        "0", "1.234,5", "−1.234.567", "0,25", "96,05",
      ])
  }
}
