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

  @Test(arguments: Engine.available)
  func `thấy mật khẩu viết thẳng vào cơ sở dữ liệu`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let made = try await register.system.perform(
        CreateAccount(userName: "lan.nt", person: "Nguyễn Thị Lan", organisation: world.longMy),
        by: .operatorOfMachine)
      _ = try await register.system.perform(
        SetPassword(code: made.code, hash: "$argon2id$của-chị-Lan"), by: .operatorOfMachine)
      #expect(try await register.database.read { try ChainCheck(in: $0) }.firstBroken == nil)
      try await register.tamper("UPDATE account SET password_hash = '$argon2id$của-kẻ-khác'")
      #expect(try await register.database.read { try ChainCheck(in: $0) }.firstBroken != nil)
    }
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
