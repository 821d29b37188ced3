import Basics

/// One row of an answer, read by position. A column that does not hold what is asked for throws; it never traps.
public struct Row {
  let value: (Int) -> SQLValue

  public func int(_ column: Int) throws(StorageError) -> Int {
    guard case .int(let number) = value(column) else { throw mismatch(column, "a number") }
    return Int(number)
  }

  public func text(_ column: Int) throws(StorageError) -> String {
    guard case .text(let text) = value(column) else { throw mismatch(column, "text") }
    return text
  }

  public func blob(_ column: Int) throws(StorageError) -> [UInt8] {
    guard case .blob(let bytes) = value(column) else { throw mismatch(column, "bytes") }
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
  public func moment(_ column: Int) throws(StorageError) -> Moment { Moment(milliseconds: Int64(try int(column))) }

  public func isNull(_ column: Int) -> Bool { value(column) == .null }
  public func raw(_ column: Int) -> SQLValue { value(column) }

  public func ifInt(_ column: Int) throws(StorageError) -> Int? { isNull(column) ? nil : try int(column) }
  public func ifText(_ column: Int) throws(StorageError) -> String? { isNull(column) ? nil : try text(column) }
  public func ifDay(_ column: Int) throws(StorageError) -> Day? { isNull(column) ? nil : try day(column) }
  public func ifMoment(_ column: Int) throws(StorageError) -> Moment? { isNull(column) ? nil : try moment(column) }
  public func ifID<Subject>(_ column: Int, _: Subject.Type = Subject.self) throws(StorageError) -> ID<Subject>? {
    isNull(column) ? nil : try id(column)
  }

  /// A value of an enumeration stored by its raw text.
  public func choice<Choice: RawRepresentable>(_ column: Int, _: Choice.Type = Choice.self) throws(StorageError) -> Choice
  where Choice.RawValue == String {
    let text = try text(column)
    guard let choice = Choice(rawValue: text) else { throw mismatch(column, "one of \(Choice.self)") }
    return choice
  }

  private func mismatch(_ column: Int, _ wanted: String) -> StorageError {
    StorageError(.decoding, "column \(column) holds no \(wanted)")
  }
}
