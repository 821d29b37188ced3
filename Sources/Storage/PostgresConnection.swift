import Basics
import CPostgres
import Dispatch

/// One connection to PostgreSQL through libpq, confined to its own serial queue.
final class PostgresConnection: @unchecked Sendable {
  let queue: DispatchQueue
  private var handle: OpaquePointer?
  private var prepared: [String: String] = [:]
  private let info: String

  init(info: String, number: Int) {
    self.info = info
    queue = DispatchQueue(label: "chibo.postgres.\(number)")
  }

  deinit { if let handle { PQfinish(handle) } }

  /// Opens or reopens; called on the queue.
  func open() throws(StorageError) {
    if let handle, PQstatus(handle) == CONNECTION_OK { return }
    if let handle { PQfinish(handle) }
    prepared = [:]
    handle = PQconnectdb(info)
    guard PQstatus(handle) == CONNECTION_OK else {
      throw StorageError(.unavailable, Self.message(PQerrorMessage(handle)))
    }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    _ = try execute(
      "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET timezone = 'UTC'")
  }

  func close() {
    if let handle { PQfinish(handle) }
    handle = nil
  }

  var isBroken: Bool { handle.map { PQstatus($0) != CONNECTION_OK } ?? true }

  /// Runs text without parameters, possibly several statements.
  func execute(_ text: String) throws(StorageError) -> Int {
    let result = PQexec(handle, text)
    defer { PQclear(result) }
    try check(result)
    return Self.affected(result)
  }

  func execute(_ text: String, _ values: [SQLValue], _ each: (Row) throws -> Void) throws -> Int {
    let types: [Oid] = values.map {
      switch $0 {
      case .null: 0
      case .int: 20
      case .text: 25
      case .blob: 17
      }
    }
    let key = types.map(String.init).joined(separator: ",") + text
    let name: String
    if let known = prepared[key] {
      name = known
    } else {
      if prepared.count > 400 {
        _ = try execute("DEALLOCATE ALL")
        prepared = [:]
      }
      name = "s\(prepared.count)"
      let result = PQprepare(handle, name, text, Int32(values.count), types)
      defer { PQclear(result) }
      try check(result)
      prepared[key] = name
    }
    let buffers: [[UInt8]?] = values.map(Self.encoded)
    let lengths = buffers.map { Int32($0?.count ?? 0) }
    let formats: [Int32] = values.map { if case .blob = $0 { 1 } else { 0 } }
    let result = withPointers(buffers) {
      PQexecPrepared(handle, name, Int32(values.count), $0, lengths, formats, 0)
    }
    defer { PQclear(result) }
    try check(result)
    let columns = (0..<PQnfields(result)).map { PQftype(result, $0) }
    for row in 0..<PQntuples(result) {
      try each(Row { column in Self.value(result, row, column, columns) })
    }
    return Self.affected(result)
  }

  private func withPointers<T>(_ buffers: [[UInt8]?], _ body: ([UnsafePointer<CChar>?]) -> T) -> T {
    // Text parameters end with a zero byte; one allocation holds them all.
    var offsets: [Int?] = []
    var flat: [UInt8] = []
    for buffer in buffers {
      guard let buffer else {
        offsets.append(nil)
        continue
      }
      offsets.append(flat.count)
      flat += buffer
      flat.append(0)
    }
    return flat.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { chars in
        body(offsets.map { offset in offset.flatMap { offset in chars.baseAddress.map { $0 + offset } } })
      }
    }
  }

  private static func encoded(_ value: SQLValue) -> [UInt8]? {
    switch value {
    case .null: nil
    case .int(let number): Array(String(number).utf8)
    case .text(let text): text.utf8.filter { $0 != 0 }
    case .blob(let bytes): bytes
    }
  }

  private static func value(_ result: OpaquePointer?, _ row: Int32, _ column: Int, _ types: [Oid]) -> SQLValue
  {
    guard types.indices.contains(column), PQgetisnull(result, row, Int32(column)) == 0,
      let pointer = PQgetvalue(result, row, Int32(column))
    else { return .null }
    let text = UnsafeBufferPointer(start: pointer, count: Int(PQgetlength(result, row, Int32(column))))
    switch types[column] {
    case 20, 21, 23, 1700:
      return Int64(String(decoding: text.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)).map(SQLValue.int)
        ?? .null
    case 16: return .int(text.first == CChar(UInt8(ascii: "t")) ? 1 : 0)
    case 17: return .blob(unhex(text))
    default: return .text(text.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) })
    }
  }

  /// `\x0aff` as PostgreSQL writes bytes.
  private static func unhex(_ text: UnsafeBufferPointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var index = 2
    func digit(_ c: CChar) -> UInt8 {
      switch UInt8(bitPattern: c) {
      case let d where d >= 97: d - 87
      case let d where d >= 65: d - 55
      case let d: d & 15
      }
    }
    while index + 1 < text.count {
      bytes.append(digit(text[index]) << 4 | digit(text[index + 1]))
      index += 2
    }
    return bytes
  }

  private static func affected(_ result: OpaquePointer?) -> Int {
    PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  private func check(_ result: OpaquePointer?) throws(StorageError) {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    default:
      let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
      throw StorageError(
        Self.kind(state, broken: isBroken), "\(state) \(Self.message(PQerrorMessage(handle)))")
    }
  }

  private static func kind(_ state: String, broken: Bool) -> StorageError.Kind {
    switch state {
    case "23505": .unique
    case "23503": .foreignKey
    case "40001", "40P01": .serialization
    case "55P03": .busy
    case "53100": .full
    case "25006": .readOnly
    case "57P01", "57P02", "57P03": .unavailable
    case let s where s.utf8.starts(with: "23".utf8) || s == "P0001": .constraint
    case let s where s.utf8.starts(with: "08".utf8) || (s.isEmpty && broken): .unavailable
    case let s where s.utf8.starts(with: "XX".utf8): .corrupt
    default: broken ? .unavailable : .other
    }
  }

  private static func message(_ text: UnsafeMutablePointer<CChar>?) -> String {
    text.map { String(cString: $0).split(separator: "\n").joined(separator: " ") } ?? "no answer"
  }
}
