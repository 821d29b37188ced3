import Basics
import Registry
import Storage
import TestSupport
import Testing

private struct ErasureRow: Record {
  var member: ID<Member>
  var decision: ID<Decision>
  static let table: StaticString = "erasure"
  static let columns: [StaticString] = ["member_id", "decision_id"]
  var row: Int64 { member.number }
  var values: [SQLValue] { [member.sqlValue, decision.sqlValue] }
}

/// What an erasure leaves behind in the journal: the content goes, the digests stay.
private struct BlankMember: Act {
  static let name = "member.blank"
  var member: ID<Member>

  func perform(in register: Transaction, by actor: Actor) throws {
    let decision = try register.decision(SmallWorld.decision("1-QĐ/XDL"))
    try register.add(ErasureRow(member: member, decision: decision))
    let rows = try register.session.all("SELECT id FROM member_state WHERE member_id = \(member)") {
      try $0.int(0)
    }
    try register.session.run(
      "UPDATE member_state SET name = '', name_fold = '', born_on = NULL, residence = '' WHERE member_id = \(member)"
    )
    for row in rows {
      try register.session.run(
        "UPDATE journal_record SET payload = NULL, salt = NULL WHERE entity = 'member_state' AND entity_id = \(row)"
      )
    }
  }
}

@Suite struct `Xóa dữ liệu cá nhân` {
  @Test(arguments: Engine.available)
  func `nội dung mất đi mà chuỗi lịch sử vẫn đúng, số bản ghi đã xóa được đếm`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      let printed = try await register.journalHead()
      try await register.system.perform(BlankMember(member: world.member), by: .operatorOfMachine)
      let answer = try Verifier.check(register, ["--head", printed])
      #expect(answer.status == 0, "\(answer.text)")
      let blank = try await register.database.read {
        try $0.count("SELECT count(*) FROM journal_record WHERE payload IS NULL")
      }
      #expect(blank > 0)
      #expect(answer.json["erased"] as? Int == blank)
    }
  }

  @Test(arguments: Engine.available)
  func `dòng của người đã xóa dữ liệu cũng không được mất`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      try await register.system.perform(BlankMember(member: world.member), by: .operatorOfMachine)
      try await register.tamper("DELETE FROM member_state WHERE name = ''")
      #expect(try Verifier.check(register).code == "row.missing")
    }
  }
}
