import Basics
import Foundation
import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Nâng cấp lược đồ` {
  private static let first = Migration(
    1, "first", common: "CREATE TABLE one (id {int} PRIMARY KEY) {strict};")
  private static let second = Migration(
    2, "second", common: "CREATE TABLE two (id {int} PRIMARY KEY) {strict};")
  private static let failing = Migration(
    2, "failing",
    common: "CREATE TABLE two (id {int} PRIMARY KEY) {strict}; CREATE TABLE one (id {int}) {strict};")

  /// A database of its own without any table: SQLite in a folder, or a schema of PostgreSQL set aside.
  private func withEmpty(_ body: (any Database) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "chibo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let database = try SQLiteDatabase(folder: folder, creating: true)
    try await body(database)
    await database.close()
  }

  private func numbers(_ database: any Database) async throws -> [Int] {
    try await database.read {
      try $0.all("SELECT number FROM schema_migration ORDER BY number") { try $0.int(0) }
    }
  }

  @Test func `từng bước một, làm lại không đổi gì`() async throws {
    try await withEmpty { database in
      try await Migrator([Self.first]).migrate(database)
      #expect(try await numbers(database) == [1])
      for _ in 0..<3 { try await Migrator([Self.second, Self.first]).migrate(database) }
      #expect(try await numbers(database) == [1, 2])
    }
  }

  @Test func `bước hỏng không để lại gì; lần sau đi tiếp từ đó`() async throws {
    try await withEmpty { database in
      await #expect(throws: StorageError.self) {
        try await Migrator([Self.first, Self.failing]).migrate(database)
      }
      #expect(try await numbers(database) == [1])
      try await Migrator([Self.first, Self.second]).migrate(database)
      #expect(try await numbers(database) == [1, 2])
    }
  }

  @Test(arguments: Engine.available)
  func `dữ liệu của bản mới hơn bị từ chối với lời rõ ràng`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      try await register.database.write {
        _ = try $0.run("INSERT INTO schema_migration (number, name, applied_at) VALUES (99, 'later', 1)")
      }
      await #expect(throws: StorageRefusal.newerSchema(found: 99, known: 1)) {
        try await Migrator([Self.first]).migrate(register.database)
      }
      await #expect(throws: StorageRefusal.self) { try await Schema.migrator.check(register.database) }
      let refusal = StorageRefusal.newerSchema(found: 99, known: 1)
      #expect(refusal.reason.contains("mới hơn") && refusal.reason.contains("99"))
    }
  }

  @Test(arguments: Engine.available)
  func `nhiều tiến trình cùng nâng cấp một lúc: mỗi bước chạy đúng một lần`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let known = Schema.migrator.migrations.count
      let step = Migration(900, "late", common: "CREATE TABLE late (id {int} PRIMARY KEY) {strict};")
      let migrator = Migrator(Schema.migrator.migrations + [step])
      let database = register.database
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await migrator.migrate(database) } }
        try await group.waitForAll()
      }
      #expect(try await numbers(database).count == known + 1)
    }
  }
}

@Suite struct `Mở cơ sở dữ liệu` {
  private func temporary() -> String { NSTemporaryDirectory() + "chibo-\(UUID().uuidString)" }

  @Test func `thư mục chưa có dữ liệu được nói rõ`() {
    let folder = temporary()
    #expect(throws: StorageRefusal.noDatabase(folder)) { try SQLiteDatabase(folder: folder, creating: false) }
  }

  @Test func `tệp không phải cơ sở dữ liệu bị từ chối`() throws {
    let folder = temporary()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: folder + "/chibo.sqlite"))
    #expect(throws: StorageRefusal.corrupt) { try SQLiteDatabase(folder: folder, creating: true) }
  }

  @Test func `thư mục dữ liệu chỉ chủ của nó đọc được`() async throws {
    let folder = temporary()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let database = try SQLiteDatabase(folder: folder, creating: true)
    await database.close()
    let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  @Test func `địa chỉ sai và máy chủ không trả lời`() async {
    await #expect(throws: StorageRefusal.address("mysql://a")) {
      try await PostgresDatabase(address: "mysql://a")
    }
    await #expect(throws: StorageRefusal.self) {
      try await PostgresDatabase(address: "postgres://u:secret@/x?host=/none")
    }
  }

  @Test func `mật khẩu không bao giờ hiện ra`() async {
    do {
      _ = try await PostgresDatabase(address: "postgres://u:secret@/x?host=/none&password=secret2")
      Issue.record("phải bị từ chối")
    } catch {
      #expect(!"\(error)".contains("secret"))
      #expect((error as? StorageRefusal)?.reason.contains("secret") == false)
    }
  }
}

@Suite(.enabled(if: Engine.available.contains(.postgres))) struct `Máy chủ PostgreSQL ngắt giữa chừng` {
  @Test func `kết nối bị cắt, yêu cầu sau vẫn được trả lời`() async throws {
    try await TestRegister.with(.postgres) { register in
      let database = try await PostgresDatabase(address: register.address ?? "", connections: 2)
      for _ in 0..<2 {
        let pid = try await database.read { try $0.count("SELECT pg_backend_pid()") }
        try await register.database.write {
          _ = try $0.run("SELECT pg_terminate_backend(\(sqlite: "", postgres: "")\(pid)::int)")
        }
        #expect(try await database.read { try $0.count("SELECT 7") } == 7)
        try await database.write {
          _ = try $0.run(
            "INSERT INTO register_setting (name, value) VALUES ('a', \(pid.description)) ON CONFLICT (name) DO NOTHING"
          )
        }
      }
      #expect(
        try await database.read { try $0.count("SELECT count(*) FROM register_setting WHERE name = 'a'") }
          == 1)
      await database.close()
    }
  }

  @Test func `cắt mọi kết nối trong khi nhiều người ghi: không lượt nào ghi hai lần`() async throws {
    try await TestRegister.with(.postgres) { register in
      let database = try await PostgresDatabase(address: register.address ?? "", connections: 4)
      try await database.write { try $0.script("CREATE TABLE note (id BIGINT PRIMARY KEY)") }
      let name = try await database.read {
        try $0.first("SELECT current_database()::text") { try $0.text(0) } ?? ""
      }
      let done = try await withThrowingTaskGroup(of: Int.self) { group in
        for n in 1...40 {
          group.addTask {
            do {
              try await database.write { session in
                try session.run("INSERT INTO note (id) VALUES (\(n))")
                usleep(2000)
              }
              return 1
            } catch is StorageError { return 0 }
          }
        }
        group.addTask {
          for _ in 0..<5 {
            try await Task.sleep(for: .milliseconds(10))
            _ = try? await register.database.read { session in
              try session.count(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = \(name) AND pid <> pg_backend_pid()"
              )
            }
          }
          return 0
        }
        return try await group.reduce(0, +)
      }
      let written = try await database.read { try $0.count("SELECT count(*) FROM note") }
      #expect(written >= done)
      #expect(try await database.read { try $0.count("SELECT 1") } == 1)
      await database.close()
    }
  }
}
