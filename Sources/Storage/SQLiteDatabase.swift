import Basics
import Foundation
import GRDB
import GRDBSQLite

/// SQLite in a folder: write-ahead log, every commit on disk before it is acknowledged, one writer, foreign keys on.
public final class SQLiteDatabase: Database {
  private let pool: DatabasePool
  private let readers = Readers(count: SQLiteDatabase.readerCount)
  /// For what may wait: see ``Readers``.
  private let slowReaders = Readers(count: SQLiteDatabase.slowReaderCount, apart: true)
  private let memory = Memory()
  private let path: String

  public var dialect: Dialect { .sqlite }
  public var place: String { path }
  private static let readerCount = 6
  private static let slowReaderCount = 2

  /// The file inside a data folder.
  public static func file(in folder: String) -> String {
    (folder as NSString).appendingPathComponent("chibo.sqlite")
  }

  /// - Parameter creating: whether a missing file is made; otherwise it is refused.
  public convenience init(folder: String, creating: Bool) throws {
    let file = Self.file(in: folder)
    if !FileManager.default.fileExists(atPath: file) {
      guard creating else { throw StorageRefusal.noDatabase(folder) }
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch { throw StorageRefusal.readOnly }
    }
    try self.init(file: file)
  }

  public init(file: String) throws {
    path = file
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = Self.readerCount + Self.slowReaderCount
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA cache_size = -32000")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
    } catch let error as DatabaseError {
      throw StorageRefusal(StorageError(error)) ?? StorageError(error) as any Error
    }
  }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    let mayWait = (Task.basePriority ?? .medium) < .medium
    return try await (mayWait ? slowReaders : readers).run { [pool, memory] in
      do {
        return try pool.unsafeRead { db in
          let session = SQLiteSession(db, Recollection(memory))
          try session.query("BEGIN") { _ in }
          let outcome = Result { try body(session) }
          try session.query("COMMIT") { _ in }
          return try outcome.get()
        }
      } catch let error as DatabaseError { throw StorageError(error) }
    }
  }

  public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    do { return try await pool.write { try body(SQLiteSession($0)) } } catch let error as DatabaseError {
      throw StorageError(error)
    }
  }

  /// Copies a consistent picture of the whole database, while others read and write.
  public func copy(to file: String) async throws {
    do {
      let target = try DatabaseQueue(path: file)
      try pool.backup(to: target)
      try target.close()
    } catch let error as DatabaseError { throw StorageError(error) }
  }

  /// Folds the write-ahead log into the file, so that one file is the whole database. Nobody else may have it open.
  public static func foldIntoOneFile(_ file: String) throws {
    do {
      let queue = try DatabaseQueue(path: file)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
      }
      try queue.close()
    } catch let error as DatabaseError { throw StorageError(error) }
  }

  /// What SQLite itself finds wrong with the file: nothing, as a rule.
  public func integrityFaults() async throws -> [String] {
    try await read { session in
      let faults = try session.all("PRAGMA integrity_check") { try $0.text(0) }.filter { $0 != "ok" }
      return try faults + session.all("PRAGMA foreign_key_check") { "\(try $0.text(0)): dangling reference" }
    }
  }

  /// The write-ahead log is written into the file and cut to nothing. Readers of an older picture keep it until the next time.
  public func foldLog() async {
    _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
  }

  public func close() async { try? pool.close() }
}

private final class SQLiteSession: Session {
  private let db: GRDB.Database
  let recollection: Recollection?
  init(_ db: GRDB.Database, _ recollection: Recollection? = nil) {
    (self.db, self.recollection) = (db, recollection)
  }

  var dialect: Dialect { .sqlite }

  /// Steps through SQLite itself: an answer's row costs a tenth of a microsecond this way, not several.
  func query(_ sql: SQL, _ each: (Row) throws -> Void) throws {
    let (text, values) = sql.rendered(for: .sqlite)
    do {
      var statement = try db.cachedStatement(sql: text)
      // A question asked again inside its own answer must not restart it.
      if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try db.makeStatement(sql: text) }
      let handle = statement.sqliteStatement
      defer {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
      }
      guard sqlite3_bind_parameter_count(handle) == values.count else {
        throw StorageError(.other, "\(values.count) values for \(text)")
      }
      for (index, value) in values.enumerated() {
        try check(value.bind(to: handle, at: Int32(index + 1)), text)
      }
      let row = Row(statement: handle, columns: sqlite3_column_count(handle))
      while true {
        let code = sqlite3_step(handle)
        if code == SQLITE_DONE { return }
        if code != SQLITE_ROW { try check(code, text) }
        try each(row)
      }
    } catch let error as DatabaseError { throw StorageError(error) }
  }

  private func check(_ code: Int32, _ text: String) throws {
    guard code != SQLITE_OK else { return }
    let extended = sqlite3_extended_errcode(db.sqliteConnection)
    throw DatabaseError(
      resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
      message: String(cString: sqlite3_errmsg(db.sqliteConnection)), sql: text)
  }

  func run(_ sql: SQL) throws -> Int {
    let (text, values) = sql.rendered(for: .sqlite)
    do {
      let statement = try db.cachedStatement(sql: text)
      try statement.execute(arguments: StatementArguments(values.map(\.grdb)))
      return db.changesCount
    } catch let error as DatabaseError { throw StorageError(error) }
  }

  func script(_ text: String) throws {
    do { try db.execute(sql: text) } catch let error as DatabaseError { throw StorageError(error) }
  }
}

extension SQLValue {
  fileprivate var grdb: DatabaseValue {
    switch self {
    case .null: .null
    case .int(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    }
  }

  fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    // SQLite copies what it is given: the buffers live only inside these calls.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch self {
    case .null: return sqlite3_bind_null(statement, index)
    case .int(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      guard !text.utf8.isEmpty else { return sqlite3_bind_text(statement, index, "", 0, copied) }
      return text.withUTF8 {
        $0.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copied)
        }
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copied)
      }
    }
  }
}

extension StorageError {
  fileprivate init(_ error: DatabaseError) {
    let kind: Kind
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: kind = .unique
    case .SQLITE_CONSTRAINT_FOREIGNKEY: kind = .foreignKey
    default:
      switch error.resultCode {
      case .SQLITE_CONSTRAINT: kind = .constraint
      case .SQLITE_BUSY, .SQLITE_LOCKED: kind = .busy
      case .SQLITE_FULL: kind = .full
      case .SQLITE_IOERR: kind = .disk
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: kind = .corrupt
      case .SQLITE_READONLY: kind = .readOnly
      case .SQLITE_CANTOPEN: kind = .unavailable
      default: kind = .other
      }
    }
    self.init(
      kind, error.message.map { "\($0) (\(error.extendedResultCode.rawValue))" } ?? "\(error.resultCode)")
  }
}
