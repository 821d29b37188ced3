import Basics
import CPostgres
import Foundation
import Registry
import Schema
import Storage

/// The two engines; PostgreSQL where `CHIBO_TEST_POSTGRES` names a server (`script/test` starts one).
package enum Engine: String, Sendable, CaseIterable {
  case sqlite, postgres

  package static var available: [Engine] { postgresAddress == nil ? [.sqlite] : [.sqlite, .postgres] }
  static var postgresAddress: String? { ProcessInfo.processInfo.environment["CHIBO_TEST_POSTGRES"] }
}

/// An empty register of its own for one test, with a clock that the test sets.
package final class TestRegister: Sendable {
  package let database: any Database
  package let system: System
  package let clock: TestClock
  /// The folder of the SQLite file; nil on PostgreSQL.
  package let folder: String?
  /// What `--database` would say.
  package let address: String?

  package init(
    _ engine: Engine, on day: Day = Day(year: 2014, month: 4, day: 21) ?? .endOfTime, seed: UInt64 = 2014
  ) async throws {
    switch engine {
    case .sqlite:
      let folder = NSTemporaryDirectory() + "chibo-test-\(UUID().uuidString)"
      database = try SQLiteDatabase(folder: folder, creating: true)
      (self.folder, address) = (folder, nil)
      try await Schema.migrator.migrate(database)
    case .postgres:
      let address = try await PostgresTemplate.shared.newDatabase()
      database = try await PostgresDatabase(address: address, connections: 4)
      (folder, self.address) = (nil, address)
    }
    let clock = TestClock(Moment(day, hour: 9))
    self.clock = clock
    system = System(database, clock: { clock.now }, random: SeededRandom(seed: seed))
  }

  package func close() async {
    await database.close()
    if let folder { try? FileManager.default.removeItem(atPath: folder) }
    if let address { await PostgresTemplate.shared.drop(address) }
  }

  /// Opens a register, runs the body, closes and removes it.
  ///
  /// All tests begin at once: without a bound they would hold thousands of open files between them.
  package static func with<T: Sendable>(
    _ engine: Engine, on day: Day = Day(year: 2014, month: 4, day: 21) ?? .endOfTime,
    _ body: (TestRegister) async throws -> T
  ) async throws -> T {
    // A test that opens a second register must not wait for itself.
    guard !OpenRegisters.isInside else { return try await opened(engine, day, body) }
    await OpenRegisters.shared.enter()
    do {
      let value = try await OpenRegisters.$isInside.withValue(true) { try await opened(engine, day, body) }
      await OpenRegisters.shared.leave()
      return value
    } catch {
      await OpenRegisters.shared.leave()
      throw error
    }
  }

  private static func opened<T: Sendable>(
    _ engine: Engine, _ day: Day, _ body: (TestRegister) async throws -> T
  ) async throws -> T {
    let register = try await TestRegister(engine, on: day)
    do {
      let value = try await body(register)
      await register.close()
      return value
    } catch {
      await register.close()
      throw error
    }
  }
}

/// How many registers are open at a time.
private actor OpenRegisters {
  static let shared = OpenRegisters()
  @TaskLocal static var isInside = false
  private var free = 24
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}

package final class TestClock: @unchecked Sendable {
  private let lock = NSLock()
  private var moment: Moment
  init(_ moment: Moment) { self.moment = moment }
  package var now: Moment { lock.withLock { moment } }
  package func set(_ moment: Moment) { lock.withLock { self.moment = moment } }
  package func set(_ day: Day) { set(Moment(day, hour: 9)) }
}

/// One migrated database, copied for every test.
private actor PostgresTemplate {
  static let shared = PostgresTemplate()
  private var template: Task<Void, any Error>?
  private var number = 0
  private let stem = "chibo_\(ProcessInfo.processInfo.processIdentifier)"
  private var busy = false

  func newDatabase() async throws -> String {
    while busy { try await Task.sleep(for: .milliseconds(5)) }
    busy = true
    defer { busy = false }
    if template == nil {
      template = Task { [stem] in
        try await Self.admin("CREATE DATABASE \(stem)_template")
        let database = try await PostgresDatabase(address: Self.address("\(stem)_template"), connections: 1)
        try await Schema.migrator.migrate(database)
        await database.close()
      }
    }
    try await template?.value
    number += 1
    try await Self.admin("CREATE DATABASE \(stem)_\(number) TEMPLATE \(stem)_template")
    return Self.address("\(stem)_\(number)")
  }

  func drop(_ address: String) async {
    while busy { try? await Task.sleep(for: .milliseconds(5)) }
    busy = true
    defer { busy = false }
    guard let path = address.split(separator: "?").first, let name = path.split(separator: "/").last else {
      return
    }
    try? await Self.admin("DROP DATABASE IF EXISTS \(name)")
  }

  static func address(_ name: String) -> String {
    // postgres://user@/postgres?host=/folder → the same with another name
    let base = Engine.postgresAddress ?? ""
    let parts = base.split(separator: "?", maxSplits: 1)
    let stem =
      parts.first.map {
        $0.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      } ?? ""
    return "\(stem)/\(name)" + (parts.count > 1 ? "?\(parts[1])" : "")
  }

  /// By libpq itself: a program for each of a thousand commands would be slow.
  private static func admin(_ command: String) async throws {
    let connection = PQconnectdb(address("postgres"))
    defer { PQfinish(connection) }
    let result = PQexec(connection, command)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COMMAND_OK else {
      throw StorageError(.unavailable, String(cString: PQerrorMessage(connection)))
    }
  }
}
