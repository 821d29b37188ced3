import Basics
import Foundation
import GRDB

/// SQLite in a folder: write-ahead log, every commit on disk before it is acknowledged, one writer, foreign keys on.
public final class SQLiteDatabase: Database {
  private let pool: DatabasePool
  private let path: String

  public var dialect: Dialect { .sqlite }
  public var place: String { path }

  /// The file inside a data folder.
  public static func file(in folder: String) -> String { (folder as NSString).appendingPathComponent("chibo.sqlite") }

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
    configuration.maximumReaderCount = 6
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
    do { return try await pool.read { try body(SQLiteSession($0)) } } catch let error as DatabaseError {
      throw StorageError(error)
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

  public func close() async { try? pool.close() }
}

private final class SQLiteSession: Session {
  private let db: GRDB.Database
  init(_ db: GRDB.Database) { self.db = db }

  var dialect: Dialect { .sqlite }

  func query(_ sql: SQL, _ each: (Row) throws -> Void) throws {
    let (text, values) = sql.rendered(for: .sqlite)
    do {
      let statement = try db.cachedStatement(sql: text)
      let cursor = try GRDB.Row.fetchCursor(statement, arguments: StatementArguments(values.map(\.grdb)))
      while let row = try cursor.next() {
        try each(Row { column in
          guard column < row.count else { return .null }
          return SQLValue(row[column] as DatabaseValue)
        })
      }
    } catch let error as DatabaseError { throw StorageError(error) }
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

  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .int(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .blob(Array(data))
    case .double: self = .null
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
    self.init(kind, error.message.map { "\($0) (\(error.extendedResultCode.rawValue))" } ?? "\(error.resultCode)")
  }
}
