import Basics
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
  package static func with<T: Sendable>(
    _ engine: Engine, on day: Day = Day(year: 2014, month: 4, day: 21) ?? .endOfTime,
    _ body: (TestRegister) async throws -> T
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

  private static func admin(_ command: String) async throws {
    let psql = Process()
    psql.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
    psql.arguments = ["-q", "-v", "ON_ERROR_STOP=1", "-d", address("postgres"), "-c", command]
    psql.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    psql.standardError = errors
    try psql.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    psql.waitUntilExit()
    guard psql.terminationStatus == 0 else {
      throw StorageError(.unavailable, String(decoding: text, as: UTF8.self))
    }
  }
}
