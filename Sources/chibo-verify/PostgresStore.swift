import CPostgres
import Foundation

/// A PostgreSQL database through libpq: one read-only transaction, cursors on the server.
final class PostgresStore: Store {
  let place: String
  private let connection: PostgresLink

  init(address: String) throws {
    let bytes = address.utf8
    guard bytes.starts(with: "postgres://".utf8) || bytes.starts(with: "postgresql://".utf8) else {
      throw Refused(
        reason: "Không hiểu địa chỉ cơ sở dữ liệu.",
        remedy: "Dạng đúng: postgres://người-dùng@máy:5432/tên-cơ-sở.")
    }
    place = Self.withoutPassword(address)
    do {
      connection = try PostgresLink(address)
    } catch {
      throw Refused(
        reason: "Không kết nối được với cơ sở dữ liệu \(place).",
        remedy: "Kiểm tra máy chủ cơ sở dữ liệu đang chạy và địa chỉ sau --database.")
    }
    try connection.run(
      "SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    )
  }

  func damage() throws -> String? { nil }

  func tables() throws -> [Table] {
    let columns = try rows(
      """
      SELECT c.relname::text, a.attname::text,
        CASE WHEN a.atttypid = 20 AND i.indnkeyatts = 1 AND a.attnum = i.indkey[0] THEN 1::bigint ELSE 0::bigint END
      FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE c.relkind = 'r' AND c.relnamespace = pg_catalog.current_schema()::regnamespace
      ORDER BY c.relname, a.attnum
      """)
    var tables: [Table] = []
    while let row = try columns.next() {
      guard row.count == 3, let name = row[0].text.map({ String(decoding: $0, as: UTF8.self) }),
        let column = row[1].text.map({ String(decoding: $0, as: UTF8.self) })
      else { continue }
      if tables.last?.name != name { tables.append(Table(name: name, columns: [])) }
      tables[tables.count - 1].columns.append(column)
      if row[2].int == 1 { tables[tables.count - 1].key = column }
    }
    return tables
  }

  func rows(_ sql: String) throws -> any Cursor { try PostgresCursor(connection, sql) }

  private static func withoutPassword(_ address: String) -> String {
    guard var parts = URLComponents(string: address) else { return "postgres://…" }
    parts.password = nil
    parts.queryItems = parts.queryItems?.filter { $0.name != "password" }
    return parts.string ?? "postgres://…"
  }
}

final class PostgresLink {
  private let handle: OpaquePointer?
  private var cursors = 0

  init(_ address: String) throws {
    handle = PQconnectdb(address)
    guard PQstatus(handle) == CONNECTION_OK else {
      throw Fault(message: Self.message(PQerrorMessage(handle)))
    }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  func newName() -> String {
    cursors += 1
    return "chibo_verify_\(cursors)"
  }

  /// - Returns: the rows of the answer, if the command has one.
  @discardableResult func run(_ sql: String) throws -> [[Field]] {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK: return []
    case PGRES_TUPLES_OK:
      let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
      return (0..<PQntuples(result)).map { row in
        types.indices.map { Self.field(result, row, Int32($0), types[$0]) }
      }
    default:
      let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
      let message = Self.message(PQerrorMessage(handle))
      if state.utf8.starts(with: "XX".utf8) {
        throw Broken("file.damaged", "Cơ sở dữ liệu báo: \(message).", .fileDamaged)
      }
      if state == "42501" {
        throw Refused(
          reason: "Tài khoản cơ sở dữ liệu không được đọc mọi bảng.",
          remedy: "Dùng tài khoản được đọc toàn bộ sổ.")
      }
      throw Fault(message: "PostgreSQL \(state): \(message)")
    }
  }

  private static func field(_ result: OpaquePointer?, _ row: Int32, _ column: Int32, _ type: Oid) -> Field {
    guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
      return .null
    }
    let bytes = Array(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
    switch type {
    case 20, 21, 23: return Int64(String(decoding: bytes, as: UTF8.self)).map(Field.int) ?? .foreign
    case 25, 1043: return .text(bytes)
    case 17: return .blob(unhex(bytes))
    default: return .foreign
    }
  }

  /// `\x0aff` as PostgreSQL writes bytes.
  private static func unhex(_ text: [UInt8]) -> [UInt8] {
    stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
  }

  private static func digit(_ byte: UInt8) -> UInt8 { byte >= 97 ? byte - 87 : byte & 15 }

  private static func message(_ text: UnsafeMutablePointer<CChar>?) -> String {
    text.map { String(cString: $0).split(separator: "\n").joined(separator: " ") } ?? "no answer"
  }
}

/// Fetches some hundred rows at a time.
private final class PostgresCursor: Cursor {
  private let connection: PostgresLink
  private let name: String
  private var batch: ArraySlice<[Field]> = []
  private var isDone = false

  init(_ connection: PostgresLink, _ sql: String) throws {
    self.connection = connection
    name = connection.newName()
    try connection.run("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)")
  }

  func next() throws -> [Field]? {
    if batch.isEmpty, !isDone {
      batch = try connection.run("FETCH FORWARD 500 FROM \(name)")[...]
      if batch.count < 500 {
        isDone = true
        try connection.run("CLOSE \(name)")
      }
    }
    return batch.popFirst()
  }
}
