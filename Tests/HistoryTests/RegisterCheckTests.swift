import History
import Registry
import Schema
import Storage
import TestSupport
import Testing

/// The check that backup and restore make finds whatever the independent checker finds.
@Suite struct `Đối chiếu sổ với nhật ký khi sao lưu, phục hồi` {
  @Test(arguments: Tampering.common + Tampering.sqlite)
  func `thấy mọi chỗ sửa lén trong SQLite`(_ tampering: Tampering) async throws {
    try await find(tampering, .sqlite)
  }

  @Test(.enabled(if: Engine.available.contains(.postgres)), arguments: Tampering.common + Tampering.postgres)
  func `thấy mọi chỗ sửa lén trong PostgreSQL`(_ tampering: Tampering) async throws {
    try await find(tampering, .postgres)
  }

  private func find(_ tampering: Tampering, _ engine: Engine) async throws {
    // SQLite knows the tables; PostgreSQL has the same.
    let model = try await TestRegister(.sqlite)
    let tables = try await model.database.read { try RegisterCheck.tables(in: $0) }
    await model.close()
    #expect(tables.count > 25)
    try await TestRegister.with(engine) { register in
      _ = try await LivedWorld.make(in: register.system)
      func isWhole() async throws -> Bool {
        try await register.database.read { session in
          try ChainCheck(in: session).firstBroken == nil
            && RegisterCheck(in: session, tables: tables).difference == nil
        }
      }
      #expect(try await isWhole())
      try await register.tamper(tampering.script)
      #expect(try await !isWhole())
    }
  }
}
