import Basics

/// One step of the schema. Frozen once shipped: a mistake is mended by the next one.
///
/// The text is written once for both dialects with `{int}`, `{blob}` and `{strict}`; what only one engine can say
/// (triggers, exclusion constraints) stands beside it.
public struct Migration: Sendable {
  public var number: Int
  public var name: String
  public var common: String
  public var sqlite: String
  public var postgres: String

  public init(_ number: Int, _ name: String, common: String, sqlite: String = "", postgres: String = "") {
    (self.number, self.name, self.common, self.sqlite, self.postgres) = (
      number, name, common, sqlite, postgres
    )
  }

  public func text(for dialect: Dialect) -> String {
    let words: [(String, String)] =
      dialect == .sqlite
      ? [("{int}", "INTEGER"), ("{blob}", "BLOB"), ("{strict}", "STRICT")]
      : [("{int}", "BIGINT"), ("{blob}", "BYTEA"), ("{strict}", "")]
    var text = common
    for (token, word) in words {
      text = text.split(separator: token, omittingEmptySubsequences: false).joined(separator: word)
    }
    return text + "\n" + (dialect == .sqlite ? sqlite : postgres)
  }
}

/// Brings a database to the newest schema, each step in its own transaction; a database of a newer program is refused.
public struct Migrator: Sendable {
  public var migrations: [Migration]
  public init(_ migrations: [Migration]) { self.migrations = migrations }

  public func migrate(_ database: any Database, at moment: Moment = .now) async throws {
    let known = migrations.map(\.number).max() ?? 0
    try await database.write { session in
      if session.dialect == .postgres { try session.script("SELECT pg_advisory_xact_lock(20140421)") }
      try session.script(
        "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"
      )
      let found = try session.count("SELECT max(number) FROM schema_migration")
      guard found <= known else { throw StorageRefusal.newerSchema(found: found, known: known) }
    }
    for migration in migrations.sorted(by: { $0.number < $1.number }) {
      try await database.write { session in
        if session.dialect == .postgres { try session.script("SELECT pg_advisory_xact_lock(20140421)") }
        guard
          try session.count("SELECT count(*) FROM schema_migration WHERE number = \(migration.number)") == 0
        else { return }
        try session.script(migration.text(for: session.dialect))
        try session.run(
          "INSERT INTO schema_migration (number, name, applied_at) VALUES (\(migration.number), \(migration.name), \(moment))"
        )
      }
    }
  }

  /// Refuses a database whose schema this program does not know, or does not know yet.
  public func check(_ database: any Database) async throws {
    let known = migrations.map(\.number).max() ?? 0
    let found = try await database.read { try $0.count("SELECT max(number) FROM schema_migration") }
    guard found <= known else { throw StorageRefusal.newerSchema(found: found, known: known) }
  }
}
