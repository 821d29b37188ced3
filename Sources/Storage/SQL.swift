import Basics

/// One SQL statement as a literal that binds: every interpolated value becomes a parameter, never text.
///
/// ```swift
/// "SELECT name FROM organisation_state WHERE organisation_id = \(id) AND effective_from <= \(day)"
/// ```
/// Where the two dialects differ, both stand side by side: `\(sqlite: "…", postgres: "…")`.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
  enum Part: Sendable {
    case text(String)
    case value(SQLValue)
    case either(sqlite: String, postgres: String)
  }

  var parts: [Part]

  public init(stringLiteral text: String) { parts = [.text(text)] }
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// Text built from the database's own catalogue, never from input.
  public init(trusted text: String) { parts = [.text(text)] }

  public static func + (a: SQL, b: SQL) -> SQL {
    var sum = a
    sum.parts += b.parts
    return sum
  }

  public static func += (a: inout SQL, b: SQL) { a.parts += b.parts }

  public struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []
    public init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(interpolationCount * 2 + 1)
    }
    public mutating func appendLiteral(_ literal: String) { parts.append(.text(literal)) }
    public mutating func appendInterpolation(_ value: some SQLConvertible) {
      parts.append(.value(value.sqlValue))
    }
    public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
      parts.append(.value(value?.sqlValue ?? .null))
    }
    /// A piece of SQL written elsewhere, with its own parameters.
    public mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }
    /// Pieces of SQL with commas between them.
    public mutating func appendInterpolation(_ pieces: [SQL]) {
      for (n, piece) in pieces.enumerated() {
        if n > 0 { parts.append(.text(", ")) }
        parts += piece.parts
      }
    }
    /// `(?, ?, ?)`; an empty list gives `(NULL)`, which no value is in.
    public mutating func appendInterpolation(list values: [some SQLConvertible]) {
      parts.append(.text(values.isEmpty ? "(NULL" : "("))
      for (n, value) in values.enumerated() {
        if n > 0 { parts.append(.text(", ")) }
        parts.append(.value(value.sqlValue))
      }
      parts.append(.text(")"))
    }
    /// The name of a table or column, from a list known at compile time.
    public mutating func appendInterpolation(name: StaticString) {
      parts.append(.text(name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }))
    }
    public mutating func appendInterpolation(sqlite: StaticString, postgres: StaticString) {
      parts.append(.either(sqlite: "\(sqlite)", postgres: "\(postgres)"))
    }
  }

  func rendered(for dialect: Dialect) -> (text: String, values: [SQLValue]) {
    var text = ""
    text.reserveCapacity(1_000)
    var values: [SQLValue] = []
    values.reserveCapacity(parts.count / 2)
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .either(let sqlite, let postgres): text += dialect == .sqlite ? sqlite : postgres
      case .value(let value):
        values.append(value)
        text += dialect == .sqlite ? "?" : "$\(values.count)"
      }
    }
    return (text, values)
  }
}

public enum Dialect: Sendable { case sqlite, postgres }

/// What a column can hold. There are no floating-point columns.
public enum SQLValue: Hashable, Sendable {
  case null
  case int(Int64)
  case text(String)
  case blob([UInt8])
}

public protocol SQLConvertible { var sqlValue: SQLValue { get } }

extension SQLValue: SQLConvertible { public var sqlValue: SQLValue { self } }
extension Int: SQLConvertible { public var sqlValue: SQLValue { .int(Int64(self)) } }
extension Int64: SQLConvertible { public var sqlValue: SQLValue { .int(self) } }
extension Bool: SQLConvertible { public var sqlValue: SQLValue { .int(self ? 1 : 0) } }
extension String: SQLConvertible { public var sqlValue: SQLValue { .text(self) } }
extension [UInt8]: SQLConvertible { public var sqlValue: SQLValue { .blob(self) } }
extension ID: SQLConvertible { public var sqlValue: SQLValue { .int(number) } }
extension Day: SQLConvertible { public var sqlValue: SQLValue { .int(Int64(number)) } }
extension Moment: SQLConvertible { public var sqlValue: SQLValue { .int(milliseconds) } }
extension SQLConvertible where Self: RawRepresentable, RawValue == String {
  public var sqlValue: SQLValue { .text(rawValue) }
}
