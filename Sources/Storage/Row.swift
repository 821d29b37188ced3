import Basics
import GRDBSQLite

/// One row of an answer, read by position. A column that does not hold what is asked for throws; it never traps.
public struct Row {
  private enum Source {
    /// SQLite's own row, where the statement stands now.
    case statement(OpaquePointer, columns: Int32)
    case values((Int) -> SQLValue)
  }
  private let source: Source

  init(_ value: @escaping (Int) -> SQLValue) { source = .values(value) }
  init(statement: OpaquePointer, columns: Int32) { source = .statement(statement, columns: columns) }

  public func int(_ column: Int) throws(StorageError) -> Int {
    if case .statement(let statement, let columns) = source, let index = Self.index(column, columns),
      sqlite3_column_type(statement, index) == SQLITE_INTEGER
    {
      return Int(sqlite3_column_int64(statement, index))
    }
    guard case .int(let number) = raw(column) else { throw mismatch(column, "a number") }
    return Int(number)
  }

  public func text(_ column: Int) throws(StorageError) -> String {
    if case .statement(let statement, let columns) = source, let index = Self.index(column, columns),
      sqlite3_column_type(statement, index) == SQLITE_TEXT
    {
      return Self.text(statement, index)
    }
    guard case .text(let text) = raw(column) else { throw mismatch(column, "text") }
    return text
  }

  public func blob(_ column: Int) throws(StorageError) -> [UInt8] {
    guard case .blob(let bytes) = raw(column) else { throw mismatch(column, "bytes") }
    return bytes
  }

  public func id<Subject>(_ column: Int, _: Subject.Type = Subject.self) throws(StorageError) -> ID<Subject> {
    ID(Int64(try int(column)))
  }

  public func day(_ column: Int) throws(StorageError) -> Day {
    let number = try int(column)
    guard let day = Day(number: number) else { throw mismatch(column, "a day") }
    return day
  }

  public func bool(_ column: Int) throws(StorageError) -> Bool { try int(column) != 0 }
  public func moment(_ column: Int) throws(StorageError) -> Moment {
    Moment(milliseconds: Int64(try int(column)))
  }

  public func isNull(_ column: Int) -> Bool {
    guard case .statement(let statement, let columns) = source else { return raw(column) == .null }
    return Self.index(column, columns).map { sqlite3_column_type(statement, $0) == SQLITE_NULL } ?? true
  }

  public func raw(_ column: Int) -> SQLValue {
    switch source {
    case .values(let value): return value(column)
    case .statement(let statement, let columns):
      guard let index = Self.index(column, columns) else { return .null }
      switch sqlite3_column_type(statement, index) {
      case SQLITE_INTEGER: return .int(sqlite3_column_int64(statement, index))
      case SQLITE_TEXT: return .text(Self.text(statement, index))
      case SQLITE_BLOB:
        let bytes = UnsafeRawBufferPointer(
          start: sqlite3_column_blob(statement, index), count: Int(sqlite3_column_bytes(statement, index)))
        return .blob(Array(bytes))
      default: return .null
      }
    }
  }

  private static func text(_ statement: OpaquePointer, _ index: Int32) -> String {
    let start = sqlite3_column_text(statement, index)
    let count = Int(sqlite3_column_bytes(statement, index))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  private static func index(_ column: Int, _ columns: Int32) -> Int32? {
    column >= 0 && column < Int(columns) ? Int32(column) : nil
  }

  public func ifInt(_ column: Int) throws(StorageError) -> Int? { isNull(column) ? nil : try int(column) }
  public func ifText(_ column: Int) throws(StorageError) -> String? {
    isNull(column) ? nil : try text(column)
  }
  public func ifDay(_ column: Int) throws(StorageError) -> Day? { isNull(column) ? nil : try day(column) }
  public func ifMoment(_ column: Int) throws(StorageError) -> Moment? {
    isNull(column) ? nil : try moment(column)
  }
  public func ifID<Subject>(_ column: Int, _: Subject.Type = Subject.self) throws(StorageError) -> ID<
    Subject
  >? {
    isNull(column) ? nil : try id(column)
  }

  /// A value of an enumeration stored by its raw text.
  public func choice<Choice: RawRepresentable>(_ column: Int, _: Choice.Type = Choice.self)
    throws(StorageError) -> Choice
  where Choice.RawValue == String {
    let text = try text(column)
    guard let choice = Choice(rawValue: text) else { throw mismatch(column, "one of \(Choice.self)") }
    return choice
  }

  private func mismatch(_ column: Int, _ wanted: String) -> StorageError {
    StorageError(.decoding, "column \(column) holds no \(wanted)")
  }
}
