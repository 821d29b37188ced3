import Foundation
import GRDBSQLite

/// `chibo.sqlite`, through SQLite's own functions, read only.
final class SQLiteStore: Store {
  let place: String
  private var handle: OpaquePointer?

  init(folder: String) throws {
    place = (folder as NSString).appendingPathComponent("chibo.sqlite")
    guard FileManager.default.fileExists(atPath: place) else {
      throw Refused(reason: "Không có dữ liệu ChiBo ở \(folder).", remedy: "Sửa lại đường dẫn sau --data.")
    }
    do { try open(place, flags: SQLITE_OPEN_READONLY) } catch let failure as SQLiteFailure {
      // A folder or medium that cannot be written: the log beside the file cannot be opened, so there must be none.
      guard failure.code == SQLITE_CANTOPEN || failure.code == SQLITE_READONLY, !hasLog else {
        throw refused(failure)
      }
      let path = place.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? place
      do { try open("file:\(path)?immutable=1", flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI) } catch let
        failure as SQLiteFailure
      { throw refused(failure) }
    }
  }

  deinit { sqlite3_close_v2(handle) }

  func damage() throws -> String? {
    let answer = try rows("PRAGMA integrity_check(1)").next()?.first?.text.map {
      String(decoding: $0, as: UTF8.self)
    }
    return answer == "ok" ? nil : answer ?? "?"
  }

  func tables() throws -> [Table] {
    let names = try rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name")
    var tables: [Table] = []
    while let row = try names.next() {
      guard let name = row.first?.text.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
      var table = Table(name: name, columns: [])
      let columns = try rows("SELECT name, type, pk FROM pragma_table_info(\(literal(name))) ORDER BY cid")
      var keys: [String] = []
      while let column = try columns.next() {
        guard column.count == 3, let title = column[0].text.map({ String(decoding: $0, as: UTF8.self) })
        else { continue }
        table.columns.append(title)
        if column[2].int ?? 0 > 0 { keys.append(column[1].text == Array("INTEGER".utf8) ? title : "") }
      }
      if keys.count == 1, let key = keys.first, !key.isEmpty { table.key = key }
      tables.append(table)
    }
    return tables
  }

  func rows(_ sql: String) throws -> any Cursor { try SQLiteCursor(handle, sql) }

  private func open(_ path: String, flags: Int32) throws {
    sqlite3_close_v2(handle)
    handle = nil
    guard sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK else {
      throw SQLiteFailure(handle)
    }
    sqlite3_busy_timeout(handle, 5000)
    for command in [
      "PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "BEGIN", "SELECT count(*) FROM sqlite_schema",
    ] {
      let cursor = try SQLiteCursor(handle, command)
      while try cursor.next() != nil {}
    }
  }

  private var hasLog: Bool {
    let size = try? FileManager.default.attributesOfItem(atPath: place + "-wal")[.size] as? Int
    return (size ?? 0) > 0
  }

  private func refused(_ failure: SQLiteFailure) -> any Error {
    switch failure.code {
    case SQLITE_NOTADB:
      Refused(
        reason: "Tệp \(place) không phải cơ sở dữ liệu của ChiBo.",
        remedy: "Sửa lại đường dẫn sau --data, hoặc phục hồi từ bản sao lưu.")
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM:
      Refused(reason: "Không mở được \(place).", remedy: "Cho tài khoản đang dùng quyền đọc thư mục dữ liệu.")
    case SQLITE_BUSY, SQLITE_LOCKED:
      Refused(
        reason: "Cơ sở dữ liệu đang bị một chương trình khác khóa.", remedy: "Đợi việc kia xong rồi làm lại.")
    default: failure.asError
    }
  }
}

struct SQLiteFailure: Error {
  var code: Int32
  var message: String

  init(_ handle: OpaquePointer?) {
    code = handle == nil ? SQLITE_NOMEM : sqlite3_errcode(handle) & 0xFF
    message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no answer"
  }

  /// Damage found while reading is an answer of its own.
  var asError: any Error {
    code == SQLITE_CORRUPT || code == SQLITE_NOTADB
      ? Broken("file.damaged", "Cơ sở dữ liệu báo: \(message).", .fileDamaged)
      : Fault(message: "SQLite \(code): \(message)") as any Error
  }
}

private final class SQLiteCursor: Cursor {
  private let handle: OpaquePointer?
  private var statement: OpaquePointer?

  init(_ handle: OpaquePointer?, _ sql: String) throws {
    self.handle = handle
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
      throw SQLiteFailure(handle)
    }
  }

  deinit { sqlite3_finalize(statement) }

  func next() throws -> [Field]? {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return (0..<sqlite3_column_count(statement)).map(field)
    case SQLITE_DONE: return nil
    default: throw SQLiteFailure(handle)
    }
  }

  private func field(_ column: Int32) -> Field {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .int(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT: .text(bytes(sqlite3_column_text(statement, column), column))
    case SQLITE_BLOB: .blob(bytes(sqlite3_column_blob(statement, column), column))
    default: .foreign
    }
  }

  private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> [UInt8] {
    guard let start else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
  }
}
