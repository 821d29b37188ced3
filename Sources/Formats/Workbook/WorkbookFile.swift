import Basics

/// A workbook to be written. The same value always gives the same bytes.
public struct WorkbookFile: Sendable {
  public var title: String
  public var author: String
  public var sheets: [SheetContent]

  public init(title: String = "", author: String = "", sheets: [SheetContent]) {
    (self.title, self.author, self.sheets) = (title, author, sheets)
  }
}

/// One sheet to be written: title rows, header rows (repeated on print, kept in view), then the rows.
public struct SheetContent: Sendable {
  public struct Column: Sendable {
    public var title: String
    /// In characters of the normal font, as Excel counts.
    public var width: Double
    public var alignment: Alignment?
    public init(_ title: String, width: Double = 16, alignment: Alignment? = nil) {
      (self.title, self.width, self.alignment) = (title, width, alignment)
    }
  }

  public enum Alignment: Sendable, Hashable { case left, center, right }

  public struct Row: Sendable {
    public enum Kind: Sendable, Hashable { case normal, total, section }
    /// Where the row must stand, 1 being the first of the sheet; otherwise below its neighbour.
    public var number: Int?
    public var kind: Kind
    public var cells: [Cell]
    public init(_ cells: [Cell], kind: Kind = .normal, number: Int? = nil) {
      (self.cells, self.kind, self.number) = (cells, kind, number)
    }
  }

  public enum Cell: Sendable, Hashable {
    case empty
    /// Always text, whatever it begins with.
    case text(String)
    case integer(Int)
    /// "12.50", shown with as many places as written here.
    case decimal(String)
    /// Shown as dd/mm/yyyy.
    case day(Day)
    /// Links lead to http, https and mailto only; others stay plain text.
    case link(String, to: String)
  }

  /// A cell with a coloured ground and a comment, to return an import with its faults.
  public struct Mark: Sendable, Hashable {
    /// 1 is the first row of the sheet.
    public var row: Int
    /// 0 is column A.
    public var column: Int
    public var comment: String
    public var severity: Finding.Severity
    public init(row: Int, column: Int, comment: String, severity: Finding.Severity = .error) {
      (self.row, self.column, self.comment, self.severity) = (row, column, comment, severity)
    }
  }

  public var name: String
  public var titles: [String]
  public var columns: [Column]
  /// Header rows above the one made of the column titles.
  public var upperHeaders: [[String]]
  public var rows: [Row]
  /// In places of the sheet: rows from 1, columns from 0. Ranges that overlap others are left out.
  public var merges: [Workbook.Merge]
  public var marks: [Mark]
  public var pageHeader: String?
  public var isLandscape: Bool
  public var isHidden: Bool
  /// Lines around header and rows.
  public var hasBorders: Bool

  public init(
    _ name: String, titles: [String] = [], columns: [Column] = [], upperHeaders: [[String]] = [],
    rows: [Row] = [],
    merges: [Workbook.Merge] = [], marks: [Mark] = [], pageHeader: String? = nil, isLandscape: Bool = false,
    isHidden: Bool = false, hasBorders: Bool = true
  ) {
    (self.name, self.titles, self.columns, self.upperHeaders) = (name, titles, columns, upperHeaders)
    (self.rows, self.merges, self.marks) = (rows, merges, marks)
    (self.pageHeader, self.isLandscape, self.isHidden) = (pageHeader, isLandscape, isHidden)
    self.hasBorders = hasBorders
  }

  /// A sheet that was read, every value in its old place, with marks.
  public init(returning sheet: Workbook.Sheet, marks: [Mark]) {
    self.init(sheet.name, merges: sheet.merges, marks: marks, isHidden: sheet.isHidden, hasBorders: false)
    var widths: [Int: Int] = [:]
    for row in sheet.rows {
      var cells: [Cell] = []
      for field in row.fields where field.column < 16_384 {
        while cells.count < field.column { cells.append(.empty) }
        let cell = Cell(field.value)
        cells.append(cell)
        widths[field.column] = max(widths[field.column] ?? 8, min(40, cell.length))
      }
      rows.append(Row(cells, number: row.number))
    }
    if let last = widths.keys.max() {
      columns = (0...last).map { Column("", width: Double(widths[$0] ?? 8) + 2) }
    }
  }

  /// Whether there is a header to write: some column has a title.
  var hasHeader: Bool { !upperHeaders.isEmpty || columns.contains { !$0.title.isEmpty } }
}

extension SheetContent.Cell {
  public init(_ value: Workbook.Value) {
    self =
      switch value {
      case .text(let text), .error(let text): .text(text)
      case .number(let text): Int(text).map { .integer($0) } ?? .decimal(text)
      case .date(let day, _): .day(day)
      case .bool(let value): .text(value ? "TRUE" : "FALSE")
      }
  }

  /// The text that may wrap; numbers and days never do.
  var wrapping: String {
    switch self {
    case .text(let text), .link(let text, _): text
    case .decimal(let text) where text.utf8.count > 15: text
    default: ""
    }
  }

  fileprivate var length: Int {
    switch self {
    case .empty: 0
    case .text(let text), .decimal(let text), .link(let text, _): text.unicodeScalars.count
    case .integer(let number): String(number).utf8.count
    case .day: 10
    }
  }
}
