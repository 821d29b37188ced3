/// The text of a Word file as a reader of forms needs it: paragraphs and tables in their order. Tracked changes are read
/// as accepted; ticked boxes are ☒ and empty ones ☐, however Word has drawn them; nothing outside the file is opened.
public struct WordText: Sendable {
  public enum Block: Sendable, Hashable {
    case paragraph(String)
    case table([[String]])
  }

  public var blocks: [Block]

  public static let ticked: Unicode.Scalar = "☒"
  public static let open: Unicode.Scalar = "☐"

  public init(_ file: [UInt8]) throws(FormatRefusal) {
    let archive = try ZipArchive(file)
    let carriesProgram = archive.entries.contains {
      $0.name.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }.reversed().starts(
        with: "vbaproject.bin".utf8.reversed())
    }
    guard !carriesProgram else {
      throw FormatRefusal(
        "word.macros", "Tệp Word có chứa macro (chương trình), không được nhận.",
        remedy: "Chọn Lưu thành › Văn bản Word (.docx) để bỏ macro, rồi tải tệp mới.")
    }
    guard let document = try archive.bytes(of: "word/document.xml") else {
      throw FormatRefusal(
        "word.none", "Đây không phải tệp Word (.docx).",
        remedy: "Mở tệp bằng Word hoặc LibreOffice rồi lưu lại dạng .docx.")
    }
    var reader = WordTextReader(try XMLReader(document, limits: XMLLimits(depth: 200, text: 2_000_000)))
    blocks = try reader.read()
  }
}

private struct WordTextReader {
  private let reader: XMLReader
  private var blocks: [WordText.Block] = []
  private var paragraph = ""
  /// Rows of the outermost table; a table inside a cell is read as that cell's text.
  private var rows: [[String]] = []
  private var cells: [String] = []
  private var cell: [String] = []
  private var tables = 0
  private static let most = 200_000

  init(_ reader: XMLReader) { self.reader = reader }

  mutating func read() throws(FormatRefusal) -> [WordText.Block] {
    /// How deep inside something that is not read: struck text, or the old drawing beside a new one.
    var passed = 0
    var isText = false
    while try reader.next() != .done {
      switch reader.node {
      case .start:
        if passed > 0 || isPassed { passed += 1 } else { start(&isText) }
      case .end:
        if passed > 0 { passed -= 1 } else { try end(&isText) }
      case .text: if passed == 0, isText { paragraph += reader.text }
      case .done: break
      }
    }
    return blocks
  }

  private var isPassed: Bool {
    reader.isNamed("del") || reader.isNamed("Fallback") || reader.isNamed("instrText")
  }

  private mutating func start(_ isText: inout Bool) {
    if reader.isNamed("t") { isText = true }
    if reader.isNamed("tab") { paragraph += "\t" }
    if reader.isNamed("br") || reader.isNamed("cr") { paragraph += "\n" }
    if reader.isNamed("sym"), let sign = reader["char"].flatMap(Self.sign) {
      paragraph.unicodeScalars.append(sign)
    }
    if reader.isNamed("tbl") {
      tables += 1
      if tables == 1 { rows = [] }
    }
    if tables == 1, reader.isNamed("tr") { cells = [] }
    if tables == 1, reader.isNamed("tc") { cell = [] }
  }

  private mutating func end(_ isText: inout Bool) throws(FormatRefusal) {
    if reader.isNamed("t") { isText = false }
    if reader.isNamed("p") {
      if tables > 0 { cell.append(paragraph) } else { blocks.append(.paragraph(paragraph)) }
      paragraph = ""
    }
    if tables == 1, reader.isNamed("tc") { cells.append(cell.joined(separator: "\n")) }
    if tables == 1, reader.isNamed("tr") { rows.append(cells) }
    if reader.isNamed("tbl"), tables > 0 {
      tables -= 1
      if tables == 0 { blocks.append(.table(rows)) }
    }
    if blocks.count + rows.count > Self.most {
      throw FormatRefusal(
        "word.tooLong", "Tệp có hơn \(Self.most) đoạn.", remedy: "Gửi tệp chỉ có một văn bản.")
    }
  }

  /// Signs of Wingdings that people tick with.
  private static func sign(_ code: String) -> Unicode.Scalar? {
    switch code.uppercased() {
    case "F0FE", "F0FD", "F0FC", "F0FB", "F052", "F053", "F054": WordText.ticked
    case "F0A8", "F06F", "F0A3", "F071": WordText.open
    default: nil
    }
  }
}
