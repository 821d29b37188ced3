import Basics
import Registry
import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Cơ sở dữ liệu tự gác lịch sử` {
  /// Every table that keeps rows for good, with at least one row in a lived world.
  static let guarded: [String] = [
    "administrative_unit_state", "organisation_state", "organisation_succession", "structure_event",
    "member_state",
    "member_number", "membership", "membership_end", "journal_entry", "decision",
  ]

  @Test(arguments: Engine.available)
  func `không sửa được, không xóa được dòng nào`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await LivedWorld.make(in: register.system)
      for table in Self.guarded {
        let count = try await register.database.read { session in
          var rows = 0
          try session.query(SQL(stringLiteral: "SELECT count(*) FROM \(table)")) { rows = try $0.int(0) }
          return rows
        }
        #expect(count > 0, "\(table)")
        let column = table == "journal_entry" ? "recorded_at" : "recorded_by"
        for command in ["DELETE FROM \(table)", "UPDATE \(table) SET \(column) = \(column) + 1"] {
          await #expect(throws: StorageError.self, "\(command)") {
            try await register.database.write { try $0.script(command) }
          }
        }
      }
      #expect(try await Verifier.check(register).status == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `bản ghi thay đổi chỉ được xóa trắng, không được viết lại`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await SmallWorld.make(in: register.system)
      for command in [
        "UPDATE journal_record SET payload = '{}'", "UPDATE journal_record SET salt = NULL",
        "UPDATE journal_record SET payload = NULL, salt = NULL, sequence = sequence + 100",
        "UPDATE journal_record SET payload = NULL, salt = NULL, operation = 'insert ' ",
        "DELETE FROM journal_record",
      ] {
        await #expect(throws: StorageError.self, "\(command)") {
          try await register.database.write { try $0.script(command) }
        }
      }
      #expect(try await Verifier.check(register).status == 0)
    }
  }
}
