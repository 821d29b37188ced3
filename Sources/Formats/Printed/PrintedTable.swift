/// A table: header rows repeated on every page, then the rows.
public struct PrintedTable: Sendable {
  public enum Alignment: Sendable, Hashable { case left, center, right }

  public struct Column: Sendable {
    /// Its share of the width.
    public var weight: Double
    public var alignment: Alignment
    public init(weight: Double = 1, alignment: Alignment = .left) {
      (self.weight, self.alignment) = (weight, alignment)
    }
  }

  public struct Heading: Sendable, ExpressibleByStringLiteral {
    public var text: String
    public var columns: Int
    public var rows: Int
    public init(_ text: String, columns: Int = 1, rows: Int = 1) {
      (self.text, self.columns, self.rows) = (text, max(1, columns), max(1, rows))
    }
    public init(stringLiteral value: String) { self.init(value) }
  }

  public struct Row: Sendable {
    public enum Kind: Sendable, Hashable { case normal, total, section }
    public var kind: Kind
    /// One per column; if there are fewer, the last one takes the rest of the width.
    public var cells: [PrintedText]
    public init(_ cells: [PrintedText], kind: Kind = .normal) { (self.cells, self.kind) = (cells, kind) }
  }

  public var columns: [Column]
  public var header: [[Heading]]
  public var rows: [Row]
  /// Signatures follow: the last row stays with them, so that they never stand alone on a page.
  var precedesSignatures = false

  public init(columns: [Column], header: [[Heading]] = [], rows: [Row] = []) {
    (self.columns, self.header, self.rows) = (columns, header, rows)
  }

  struct Placed {
    var heading: Heading
    var row: Int
    var column: Int
  }

  /// Where every heading stands, past the places that headings above it take.
  var placedHeader: [Placed] {
    var taken: Set<[Int]> = []
    var placed: [Placed] = []
    for (row, headings) in header.enumerated() {
      var column = 0
      for heading in headings {
        while taken.contains([row, column]) { column += 1 }
        guard column < columns.count else { break }
        var fitted = heading
        fitted.columns = min(heading.columns, columns.count - column)
        fitted.rows = min(heading.rows, header.count - row)
        for r in 0..<fitted.rows { for c in 0..<fitted.columns { taken.insert([row + r, column + c]) } }
        placed.append(Placed(heading: fitted, row: row, column: column))
        column += fitted.columns
      }
    }
    return placed
  }

  /// Widths that sum up to the given one.
  func widths(_ total: Double) -> [Double] {
    let weights = columns.map { $0.weight.isFinite ? max(0.01, $0.weight) : 1 }
    let sum = weights.reduce(0, +)
    return weights.map { total * $0 / sum }
  }

  /// The cells of a row with the columns they take.
  func spans(_ row: Row) -> [(text: PrintedText, columns: Range<Int>)] {
    row.cells.prefix(columns.count).enumerated().map { n, text in
      let isLast = n == min(row.cells.count, columns.count) - 1
      return (text, n..<(isLast ? columns.count : n + 1))
    }
  }

  func alignment(_ columns: Range<Int>) -> Alignment {
    columns.count > 1 ? .left : self.columns[columns.lowerBound].alignment
  }
}
