import Basics
import Registry
import TestSupport
import Testing

@Suite struct `Mật khẩu viết thẳng vào cơ sở dữ liệu` {
  @Test(arguments: Engine.available)
  func `chương trình kiểm tra thấy`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let made = try await register.system.perform(
        CreateAccount(userName: "lan.nt", person: "Nguyễn Thị Lan", organisation: world.longMy),
        by: .operatorOfMachine)
      _ = try await register.system.perform(
        SetPassword(code: made.code, hash: "$argon2id$của-chị-Lan"), by: .operatorOfMachine)
      #expect(try await Verifier.check(register).status == 0)
      try await register.tamper("UPDATE account SET password_hash = '$argon2id$của-kẻ-khác'")
      let answer = try await Verifier.check(register)
      #expect(answer.status != 0 && answer.table == "account" && answer.code == "row.changed")
    }
  }
}
