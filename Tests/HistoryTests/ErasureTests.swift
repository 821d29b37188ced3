import Basics
import History
import Registry
import Schema
import Storage
import TestSupport
import Testing

/// What was recorded about the member's year.
private struct ReviewNote: Fact {
  var id: Int64
  var member: ID<Member>
  var evidence: String
  static let table: StaticString = "review_fact"
  static let columns: [StaticString] = [
    "id", "year", "entity", "organisation_id", "member_id", "fact", "value", "evidence",
  ]
  var row: Int64 { id }
  var values: [SQLValue] {
    [
      .int(id), .int(2013), .text("member"), .null, member.sqlValue, .text("reprimanded"), .text("true"),
      .text(evidence),
    ]
  }
}

private struct NoteFact: Act {
  static let name = "reviewFact.note"
  var fact: ReviewNote
  func perform(in register: Transaction, by actor: Actor) throws { try register.insert(fact) }
}

@Suite struct `Xóa dữ liệu cá nhân` {
  private static func erasure(
    of member: ID<Member>, confirmation: String = "Lê Thị Hường", reason: String = "theo yêu cầu"
  )
    -> EraseMember
  {
    EraseMember(
      member, confirmation: confirmation, reason: reason,
      decision: SmallWorld.decision("1-QĐ/XDL", on: day(2014_04_01)))
  }

  @Test(arguments: Engine.available)
  func `không còn chữ nào của người ấy ở bảng nào; số người mọi ngày giữ nguyên; sao lưu vẫn khớp`(
    engine: Engine
  )
    async throws
  {
    let model = try await TestRegister(.sqlite)
    let (names, tables) = try await model.database.read {
      (try TableCopy.tableNames(in: $0), try RegisterCheck.tables(in: $0))
    }
    await model.close()
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      try await register.system.perform(
        EndMembership(
          world.member, kind: .movedAway, day: day(2014_04_10), destination: "ấp Xa Lắm", decision: nil),
        by: .operatorOfMachine)
      try await register.system.perform(
        NoteFact(fact: ReviewNote(id: 77, member: world.member, evidence: "Hường bị nhắc nhở")),
        by: .operatorOfMachine)
      func counts() async throws -> [Int] {
        try await register.system.read { session in
          try [2010_01_02, 2013_05_05, 2014_04_09, 2014_04_21].map {
            try session.memberCount(in: world.small.district, asOf: AsOf(day($0)))
          }
        }
      }
      func traces() async throws -> Int {
        try await register.database.read { session in
          var found = 0
          for name in names {
            try session.query(SQL(trusted: "SELECT t.* FROM \(name) t")) { row in
              for column in 0..<30 {
                guard case .text(let text) = row.raw(column) else { continue }
                for word in ["Hường", "thi huong", "Xa Lắm", "\"000\"", "19600201"] where text.contains(word)
                {
                  found += 1
                }
              }
            }
          }
          return found
        }
      }
      let before = try await counts()
      #expect(try await traces() > 5)
      try await register.system.perform(Self.erasure(of: world.member), by: .operatorOfMachine)
      #expect(try await traces() == 0)
      #expect(try await counts() == before)
      try await register.system.read { session throws in
        #expect(try session.members(withNumber: "000").isEmpty)
        let state = try session.member(world.member, asOf: AsOf(day(2012_01_01)))?.person
        #expect(state == PersonalRecord(name: EraseMember.placeholder))
        #expect(try ChainCheck(in: session).firstBroken == nil)
        #expect(try RegisterCheck(in: session, tables: tables).difference == nil)
      }
      #expect(try await Verifier.check(register).status == 0)
      // Nothing is written into the file any more.
      await #expect(throws: ErasureRefusal.erased) {
        try await register.system.perform(
          CorrectMember(
            world.member, person: PersonalRecord(name: "Lê Thị Hường"), numbers: [:], reason: "lấy lại"),
          by: .operatorOfMachine)
      }
      await #expect(throws: ErasureRefusal.erased) {
        try await register.system.perform(Self.erasure(of: world.member), by: .operatorOfMachine)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `phải gõ đúng tên, có lý do, và không nhắc lại tên`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      let head = try await register.journalHead()
      for (act, refusal) in [
        (Self.erasure(of: world.member, confirmation: "Lê Thị Huong"), ErasureRefusal.notConfirmed),
        (Self.erasure(of: world.member, confirmation: ""), .notConfirmed),
        (Self.erasure(of: world.member, reason: "  "), .noReason),
        (Self.erasure(of: world.member, reason: "bà LE THI HUONG yêu cầu"), .namesPerson),
      ] {
        await #expect(throws: refusal) { try await register.system.perform(act, by: .operatorOfMachine) }
      }
      #expect(try await register.journalHead() == head)
    }
  }

  @Test(arguments: Engine.available)
  func `nội dung mất đi mà chuỗi lịch sử vẫn đúng, số bản ghi đã xóa được đếm`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      let printed = try await register.journalHead()
      try await register.system.perform(Self.erasure(of: world.member), by: .operatorOfMachine)
      let answer = try await Verifier.check(register, ["--head", printed])
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
      try await register.system.perform(Self.erasure(of: world.member), by: .operatorOfMachine)
      try await register.tamper("DELETE FROM member_state WHERE name_fold = ''")
      #expect(try await Verifier.check(register).code == "row.missing")
    }
  }
}
