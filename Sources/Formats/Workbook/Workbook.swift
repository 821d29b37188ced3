import Basics

/// A workbook as read from an .xlsx file: values only, no formulas (their last results count).
public struct Workbook: Sendable {
  public var sheets: [Sheet]
  public init(sheets: [Sheet]) { self.sheets = sheets }

  /// One sheet. Only rows that hold a value are kept, so a million formatted but empty rows cost nothing.
  public struct Sheet: Sendable {
    public var name: String
    public var isHidden: Bool
    public var rows: [Row]
    public var merges: [Merge]
    public init(name: String, isHidden: Bool = false, rows: [Row] = [], merges: [Merge] = []) {
      (self.name, self.isHidden, self.rows, self.merges) = (name, isHidden, rows, merges)
    }
  }

  public struct Row: Sendable {
    /// 1 is the first, as Excel counts.
    public var number: Int
    /// From left to right; empty fields are left out.
    public var fields: [Field]
    public init(number: Int, fields: [Field]) { (self.number, self.fields) = (number, fields) }

    public subscript(column: Int) -> Field? { fields.first { $0.column == column } }
  }

  public struct Field: Sendable, Hashable {
    /// 0 is column A.
    public var column: Int
    public var value: Value
    /// What the file holds where ``value`` is a date made from it: the serial number.
    public var raw: String?
    /// The font decides how legacy Vietnamese text is to be read.
    public var fontName: String?
    /// The pieces of a text set in more than one font or style; otherwise empty.
    public var runs: [TextRun]

    public init(column: Int, value: Value, raw: String? = nil, fontName: String? = nil, runs: [TextRun] = [])
    {
      (self.column, self.value, self.raw, self.fontName, self.runs) = (column, value, raw, fontName, runs)
    }
  }

  public enum Value: Sendable, Hashable {
    case text(String)
    /// The decimal text as stored, for example "41750" or "1.5E-3".
    case number(String)
    /// A number shown as a date; `seconds` since midnight if it has a time.
    case date(Day, seconds: Int?)
    case bool(Bool)
    /// "#REF!", "#N/A" …
    case error(String)
  }

  public struct TextRun: Sendable, Hashable {
    public var text: String
    public var fontName: String?
  }

  /// Fields shown as one; the value stands in the upper left one.
  public struct Merge: Sendable, Hashable {
    public var rows: ClosedRange<Int>
    public var columns: ClosedRange<Int>
    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
      (self.rows, self.columns) = (rows, columns)
    }
  }

  /// "A", "Z", "AA" … for 0, 25, 26 …
  public static func letters(of column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column
    while rest >= 0 {
      letters.append(UInt8(65 + rest % 26))
      rest = rest / 26 - 1
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

/// What a workbook may cost us.
public struct WorkbookLimits: Sendable {
  public var zip: ZipLimits
  public var xml: XMLLimits
  public var sheets: Int
  /// Rows that hold a value, in all sheets together.
  public var rows: Int
  /// Fields that hold a value, in all sheets together.
  public var fields: Int
  public var merges: Int

  public init(
    zip: ZipLimits = ZipLimits(), xml: XMLLimits = XMLLimits(), sheets: Int = 200, rows: Int = 200_000,
    fields: Int = 5_000_000, merges: Int = 100_000
  ) {
    (self.zip, self.xml, self.sheets, self.rows) = (zip, xml, sheets, rows)
    (self.fields, self.merges) = (fields, merges)
  }
}
