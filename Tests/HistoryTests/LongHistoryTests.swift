import Basics
import Foundation
import GRDB
import Registry
import Storage
import TestSupport
import Testing

/// Random changes to one place of the database: every single one must be found. Forty in every run, a thousand with
/// `CHIBO_LONG=1` (`script/test-long`).
@Suite struct LongHistoryTests {
  private static var rounds: Int { ProcessInfo.processInfo.environment["CHIBO_LONG"] == "1" ? 1000 : 40 }

  /// Tables and columns the history answers for.
  private static let tables = [
    "journal_entry", "journal_record", "journal_head", "decision", "administrative_unit",
    "administrative_unit_state",
    "organisation", "organisation_state", "organisation_succession", "structure_event", "member",
    "member_state",
    "member_number", "membership", "membership_end", "right_grant", "register_setting",
  ]

  @Test func `mọi sửa đổi ngẫu nhiên đều bị phát hiện`() async throws {
    let register = try await TestRegister(.sqlite)
    _ = try await LivedWorld.make(in: register.system)
    let folder = NSTemporaryDirectory() + "chibo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let whole = folder + "/whole.sqlite"
    try await register.tamper("SELECT 1")
    try await (register.database as? SQLiteDatabase)?.copy(to: whole)
    await register.close()

    var random = SeededRandom(seed: UInt64(Self.rounds))
    for round in 0..<Self.rounds {
      let place = folder + "/\(round)"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: whole, toPath: place + "/chibo.sqlite")
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let database = try DatabaseQueue(path: place + "/chibo.sqlite", configuration: configuration)
      let (seed, table) = (random.next(), Self.tables[Int(random.next() % UInt64(Self.tables.count))])
      let change = try await database.write { try Self.mutate(table, seed: seed, in: $0) }
      try database.close()
      let answer = try await Verifier.run(["--data", place, "--format", "json"])
      #expect(answer.status == 1, "\(round): \(change)")
      try FileManager.default.removeItem(atPath: place)
    }
  }

  /// - Returns: the command that was run.
  private static func mutate(_ table: String, seed: UInt64, in db: GRDB.Database) throws -> String {
    var random = SeededRandom(seed: seed)
    func pick<T>(_ items: [T]) throws -> T {
      try #require(items.isEmpty ? nil : items[Int(random.next() % UInt64(items.count))])
    }
    let row = try pick(try Int64.fetchAll(db, sql: "SELECT rowid FROM \(table)"))
    let deletion = "DELETE FROM \(table) WHERE rowid = \(row)"
    guard random.next() % 5 > 0 else {
      try db.execute(sql: deletion)
      return deletion
    }
    let column = try pick(try db.columns(in: table))
    let isNull =
      try Int.fetchOne(db, sql: "SELECT \(column.name) IS NULL FROM \(table) WHERE rowid = \(row)") == 1
    let number = 1 + Int(random.next() % 100)
    let value =
      switch column.type {
      case "INTEGER": isNull ? "\(number)" : "\(column.name) - \(number)"
      case "BLOB":
        "CAST(substr(\(column.name), 1, 3) || x'0\(number % 10)' || substr(\(column.name), 4) AS BLOB)"
      default:
        "substr(\(column.name), 1, \(number % 40)) || '\(number)' || substr(\(column.name), \(number % 40 + 1))"
      }
    let command = "UPDATE \(table) SET \(column.name) = \(value) WHERE rowid = \(row)"
    // What the database itself refuses (the one id of journal_head, a second key) is made a deletion.
    do { try db.execute(sql: command) } catch {
      try db.execute(sql: deletion)
      return deletion
    }
    return command
  }
}
