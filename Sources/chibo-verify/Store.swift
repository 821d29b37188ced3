/// One column of one row as the database holds it.
enum Field {
  case null
  case int(Int64)
  case text([UInt8])
  case blob([UInt8])
  /// A kind of value the format does not know (a floating-point number).
  case foreign

  var int: Int64? { if case .int(let number) = self { number } else { nil } }
  var text: [UInt8]? { if case .text(let bytes) = self { bytes } else { nil } }
  var blob: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }
  var isNull: Bool { if case .null = self { true } else { false } }

  /// Whether this is what the journal says was written: bytes stand there as hexadecimal digits.
  func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (.null, .null): true
    case (.int(let mine), .int(let other)): mine == other
    case (.text(let mine), .text(let other)): mine == other
    case (.blob(let mine), .text(let other)): hex(mine) == other
    default: false
    }
  }
}

/// A table as the database's own catalogue describes it.
struct Table {
  var name: String
  var columns: [String]
  /// The single whole-number column that identifies a row; nil where there is none.
  var key: String?

  func position(_ column: String) -> Int? { columns.firstIndex(of: column) }
}

/// Rows of an answer, one after another; nothing is kept.
protocol Cursor: AnyObject {
  func next() throws -> [Field]?
}

/// A database opened for reading only, in one consistent picture.
protocol Store: AnyObject {
  /// Where the data lie, for a person (no password).
  var place: String { get }
  /// What the database itself finds wrong with its files, in its own words.
  func damage() throws -> String?
  func tables() throws -> [Table]
  func rows(_ sql: String) throws -> any Cursor
}

/// A name from the catalogue as an identifier.
func quoted(_ name: String) -> String { "\"" + doubled(name, "\"") + "\"" }
/// A name from the catalogue as a text value.
func literal(_ name: String) -> String { "'" + doubled(name, "'") + "'" }

private func doubled(_ name: String, _ quote: Unicode.Scalar) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in name.unicodeScalars {
    scalars.append(scalar)
    if scalar == quote { scalars.append(scalar) }
  }
  return String(scalars)
}
