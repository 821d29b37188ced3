import Basics
import Foundation
import Registry
import Storage
import TestSupport
import Testing

/// One thing somebody with the database in hand might do, and what must be said about it.
struct Tampering: Sendable, CustomTestStringConvertible {
  var name: String
  var script: String
  var code: String
  var entry: Int?
  var table: String?

  init(_ name: String, _ script: String, finds code: String, entry: Int? = nil, table: String? = nil) {
    (self.name, self.script, self.code, self.entry, self.table) = (name, script, code, entry, table)
  }

  var testDescription: String { name }

  private static let row3 = "SELECT hash FROM journal_entry WHERE sequence = 3"

  /// In the words of both engines.
  static let common: [Tampering] = [
    Tampering(
      "sửa một chữ trong nội dung mục",
      "UPDATE journal_entry SET body = replace(body, 'organisation', 'organizatiom') WHERE sequence = 3",
      finds: "entry.hash", entry: 3, table: "journal_entry"),
    Tampering(
      "sửa mã của một mục",
      "UPDATE journal_entry SET hash = '0' || substr(hash, 2, 62) || CASE substr(hash, 64) WHEN 'a' THEN 'b' ELSE 'a' END WHERE sequence = 3",
      finds: "entry.hash", entry: 3),
    Tampering(
      "sửa mã mục trước ở mục sau",
      "UPDATE journal_entry SET previous_hash = 'f' || substr(previous_hash, 2) || '' WHERE sequence = 4 AND substr(previous_hash, 1, 1) <> 'f'; UPDATE journal_entry SET previous_hash = 'e' || substr(previous_hash, 2) WHERE sequence = 4",
      finds: "entry.link", entry: 4),
    Tampering(
      "ghi lùi thời điểm ở cột", "UPDATE journal_entry SET recorded_at = recorded_at - 1 WHERE sequence = 3",
      finds: "entry.columns", entry: 3),
    Tampering(
      "đổi người ghi", "UPDATE journal_entry SET actor = 'account:1' WHERE sequence = 3",
      finds: "entry.columns", entry: 3),
    Tampering(
      "đổi việc", "UPDATE journal_entry SET act = 'member.correct' WHERE sequence = 3",
      finds: "entry.columns", entry: 3),
    Tampering(
      "đổi văn bản", "UPDATE journal_entry SET decision_id = 5 WHERE sequence = 3", finds: "entry.columns",
      entry: 3),
    Tampering("xóa một mục", "DELETE FROM journal_entry WHERE sequence = 3", finds: "entry.gap", entry: 3),
    Tampering(
      "đổi chỗ hai mục",
      "UPDATE journal_entry SET sequence = -1 WHERE sequence = 3; UPDATE journal_entry SET sequence = 3 WHERE sequence = 4; UPDATE journal_entry SET sequence = 4 WHERE sequence = -1",
      finds: "entry.link", entry: 3),
    Tampering(
      "xóa mục cuối",
      "DELETE FROM journal_entry WHERE sequence = (SELECT sequence FROM journal_head)", finds: "record.stray"),
    Tampering(
      "xóa mục cuối cùng các bản ghi của nó",
      "DELETE FROM journal_record WHERE sequence = (SELECT sequence FROM journal_head); DELETE FROM journal_entry WHERE sequence = (SELECT sequence FROM journal_head)",
      finds: "head.differs"),
    Tampering(
      "cắt mục cuối và lùi đầu lịch sử",
      """
      DELETE FROM journal_record WHERE sequence = (SELECT sequence FROM journal_head);
      DELETE FROM journal_entry WHERE sequence = (SELECT sequence FROM journal_head);
      UPDATE journal_head SET sequence = sequence - 1;
      UPDATE journal_head SET hash = (SELECT e.hash FROM journal_entry e WHERE e.sequence = journal_head.sequence),
        recorded_at = (SELECT e.recorded_at FROM journal_entry e WHERE e.sequence = journal_head.sequence)
      """, finds: "row.changed"),
    Tampering(
      "sửa mã đầu lịch sử", "UPDATE journal_head SET hash = (\(row3))", finds: "head.differs",
      table: "journal_head"),
    Tampering("sửa số đầu lịch sử", "UPDATE journal_head SET sequence = 3", finds: "head.differs"),
    Tampering(
      "sửa giờ đầu lịch sử", "UPDATE journal_head SET recorded_at = recorded_at + 1", finds: "head.differs"),
    Tampering("xóa đầu lịch sử", "DELETE FROM journal_head", finds: "head.missing"),
    Tampering(
      "sửa nội dung một bản ghi",
      "UPDATE journal_record SET payload = replace(payload, 'GT', 'GX') WHERE entity = 'organisation_state' AND sequence = 3",
      finds: "record.digest", entry: 3, table: "organisation_state"),
    Tampering(
      "đổi thao tác của bản ghi",
      "UPDATE journal_record SET operation = 'update' WHERE sequence = 3 AND ordinal = 0",
      finds: "record.digest", entry: 3),
    Tampering(
      "chuyển bản ghi sang dòng khác",
      "UPDATE journal_record SET entity_id = entity_id + 1 WHERE sequence = 3 AND ordinal = 1",
      finds: "record.digest", entry: 3),
    Tampering(
      "chuyển bản ghi sang bảng khác",
      "UPDATE journal_record SET entity = 'membership' WHERE sequence = 3 AND ordinal = 1",
      finds: "record.digest", entry: 3),
    Tampering(
      "chuyển bản ghi sang bảng không có",
      "UPDATE journal_record SET entity = 'sqlite_schema' WHERE sequence = 3 AND ordinal = 1",
      finds: "record.table", entry: 3, table: "sqlite_schema"),
    Tampering(
      "xóa một bản ghi", "DELETE FROM journal_record WHERE sequence = 3 AND ordinal = 0",
      finds: "record.order", entry: 3),
    Tampering(
      "xóa bản ghi cuối của mục",
      "DELETE FROM journal_record WHERE sequence = 3 AND ordinal = (SELECT max(ordinal) FROM journal_record WHERE sequence = 3)",
      finds: "records.count", entry: 3),
    Tampering(
      "đổi chỗ hai bản ghi",
      "UPDATE journal_record SET ordinal = -1 WHERE sequence = 3 AND ordinal = 0; UPDATE journal_record SET ordinal = 0 WHERE sequence = 3 AND ordinal = 1; UPDATE journal_record SET ordinal = 1 WHERE sequence = 3 AND ordinal = -1",
      finds: "records.digest", entry: 3),
    Tampering(
      "bản ghi của mục chưa có",
      "INSERT INTO journal_record SELECT 9999, 0, entity, entity_id, operation, payload, salt, digest FROM journal_record WHERE sequence = 3 AND ordinal = 0",
      finds: "record.stray", entry: 9999),
    Tampering(
      "xóa trắng nội dung mà giữ muối",
      "UPDATE journal_record SET payload = NULL WHERE sequence = 3 AND ordinal = 0", finds: "record.half",
      entry: 3),
    Tampering(
      "xóa trắng lịch sử của một người không được xóa dữ liệu",
      "UPDATE journal_record SET payload = NULL, salt = NULL WHERE entity = 'member_state'",
      finds: "erasure.unwritten", table: "member_state"),
    Tampering(
      "xóa trắng lịch sử của một tổ chức",
      "UPDATE journal_record SET payload = NULL, salt = NULL WHERE entity = 'organisation_state'; UPDATE organisation_state SET name = 'x'",
      finds: "erasure.unwritten", table: "organisation_state"),
    Tampering(
      "giả một lần xóa dữ liệu",
      "UPDATE journal_record SET payload = NULL, salt = NULL WHERE entity = 'member_state'; INSERT INTO erasure (member_id, decision_id, recorded_by) SELECT id, (SELECT min(id) FROM decision), 3 FROM member",
      finds: "row.unwritten", table: "erasure"),
    Tampering(
      "sửa tên trong sổ", "UPDATE member_state SET name = 'Lê Thị Hương' WHERE name = 'Lê Thị Hường'",
      finds: "row.changed",
      table: "member_state"),
    Tampering(
      "đổi ngày hiệu lực", "UPDATE membership SET effective_from = effective_from + 1", finds: "row.changed",
      table: "membership"),
    Tampering(
      "thêm giá trị vào chỗ trống",
      "UPDATE member_state SET official_on = 19910519 WHERE official_on IS NULL", finds: "row.changed",
      table: "member_state"),
    Tampering(
      "sửa văn bản làm căn cứ", "UPDATE decision SET subject = 'x'", finds: "row.changed", table: "decision"),
    Tampering(
      "dòng không còn được tin mà không có việc rút",
      "UPDATE membership SET withdrawn_by = 3 WHERE withdrawn_by > 1000000", finds: "row.withdrawnBy",
      table: "membership"),
    Tampering(
      "dòng đã rút sống lại", "UPDATE organisation_state SET withdrawn_by = 9223372036854775807",
      finds: "row.withdrawnBy", table: "organisation_state"),
    Tampering(
      "dòng nhận là của mục khác", "UPDATE member SET recorded_by = recorded_by + 1", finds: "row.recordedBy",
      table: "member"),
    Tampering(
      "xóa một dòng của sổ", "DELETE FROM member_number", finds: "row.missing", table: "member_number"),
    Tampering(
      "chèn một dòng vào sổ",
      "INSERT INTO membership SELECT 7, member_id, organisation_id, 'temporary', effective_from, effective_to, decision_id, recorded_by, withdrawn_by FROM membership WHERE id = (SELECT min(id) FROM membership)",
      finds: "row.unwritten", table: "membership"),
    Tampering(
      "sửa bảng suy ra cây tổ chức",
      "UPDATE organisation_closure SET effective_from = 19800101 WHERE depth = 1", finds: "closure.differs",
      table: "organisation_closure"),
    Tampering(
      "cấp lại một quyền đã thôi", "UPDATE right_grant SET to_moment = 9223372036854775807",
      finds: "row.changed",
      table: "right_grant"),
    Tampering(
      "mở lại một tài khoản đã khóa", "UPDATE account SET is_disabled = 0", finds: "row.changed",
      table: "account"),
    Tampering(
      "biến sổ mẫu thành sổ thật", "UPDATE register_setting SET value = 'real' WHERE name = 'mode'",
      finds: "row.changed",
      table: "register_setting"),
    Tampering(
      "tự nhận là người lập sổ",
      "INSERT INTO register_setting (name, value) VALUES ('founder', '0000000000001')",
      finds: "row.unwritten", table: "register_setting"),
    Tampering(
      "xóa thiết lập", "DELETE FROM register_setting", finds: "row.missing", table: "register_setting"),
    Tampering("xóa bảng suy ra cây tổ chức", "DELETE FROM organisation_closure", finds: "closure.differs"),
  ]

  static let sqlite: [Tampering] = [
    Tampering(
      "sửa một byte muối",
      "UPDATE journal_record SET salt = CAST(substr(salt, 1, 15) || x'01' AS BLOB) WHERE sequence = 3",
      finds: "record.digest", entry: 3),
    Tampering(
      "sửa một byte dấu tóm tắt",
      "UPDATE journal_record SET digest = CAST(substr(digest, 1, 31) || x'77' AS BLOB) WHERE sequence = 3",
      finds: "record.digest",
      entry: 3),
    Tampering(
      "thêm khoảng trắng vào nội dung mục", "UPDATE journal_entry SET body = body || ' ' WHERE sequence = 2",
      finds: "entry.hash", entry: 2),
    Tampering(
      "sửa khóa sắp tên", "UPDATE member_state SET name_order = x'01'", finds: "row.changed",
      table: "member_state"),
  ]

  static let postgres: [Tampering] = [
    Tampering(
      "sửa một byte muối",
      "UPDATE journal_record SET salt = set_byte(salt, 0, get_byte(salt, 0) # 1) WHERE sequence = 3",
      finds: "record.digest",
      entry: 3),
    Tampering(
      "sửa một byte dấu tóm tắt",
      "UPDATE journal_record SET digest = set_byte(digest, 31, get_byte(digest, 31) # 1) WHERE sequence = 3",
      finds: "record.digest", entry: 3),
  ]
}

@Suite struct `Sửa lén bị phát hiện` {
  @Test(arguments: Tampering.common + Tampering.sqlite)
  func `trong SQLite`(_ tampering: Tampering) async throws { try await find(tampering, .sqlite) }

  @Test(.enabled(if: Engine.available.contains(.postgres)), arguments: Tampering.common + Tampering.postgres)
  func `trong PostgreSQL`(_ tampering: Tampering) async throws { try await find(tampering, .postgres) }

  private func find(_ tampering: Tampering, _ engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      _ = try await LivedWorld.make(in: register.system)
      #expect(try await Verifier.check(register).status == 0)
      try await register.tamper(tampering.script)
      let answer = try await Verifier.check(register)
      #expect(answer.status == 1, "\(answer.text)")
      #expect(answer.code == tampering.code, "\(answer.text)")
      if let entry = tampering.entry { #expect(answer.entry == entry) }
      if let table = tampering.table { #expect(answer.table == table) }
    }
  }

  @Test func `việc rút mượn tay mà đổi cả nội dung lọt qua bộ gác, không lọt qua người kiểm tra`()
    async throws
  {
    try await TestRegister.with(.sqlite) { register in
      let world = try await LivedWorld.make(in: register.system)
      try await register.database.write { session in
        _ = try session.run(
          "UPDATE membership SET withdrawn_by = 5, organisation_id = \(world.small.phongNamHamlet) WHERE withdrawn_by > 1000000"
        )
      }
      #expect(try await Verifier.check(register).code == "row.withdrawnBy")
    }
  }
}
