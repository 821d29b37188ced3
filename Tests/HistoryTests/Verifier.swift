import Basics
import Foundation
import Registry
import Storage
import TestSupport

func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

/// The built `chibo-verify`, run as a program of its own.
struct Verifier {
  struct Answer {
    var status: Int32
    var text: String
    var json: [String: Any]

    var code: String? { json["code"] as? String }
    var entry: Int? { json["entry"] as? Int }
    var table: String? { json["table"] as? String }
    var row: String? { json["row"] as? String }
  }

  /// It lies beside the test bundle, whatever folder the build uses.
  static var program: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("chibo-verify")
  }

  static func run(_ arguments: [String]) async throws -> Answer {
    let ran = try await OutsideProgram.run(program.path, arguments)
    let text = ran.output + ran.errors
    let json = [ran.output, ran.errors].lazy.compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
    }.first
    return Answer(status: ran.status, text: text, json: json ?? [:])
  }

  static func check(_ register: TestRegister, _ more: [String] = []) async throws -> Answer {
    let place = register.folder.map { ["--data", $0] } ?? ["--database", register.address ?? ""]
    return try await run(place + ["--format", "json"] + more)
  }
}

/// A register in which much has happened: founding, members, a merger, a correction, an end, an account.
struct LivedWorld {
  var small: SmallWorld
  var member: ID<Member>

  static func make(in system: System) async throws -> LivedWorld {
    try await system.perform(MarkAsSample(), by: .operatorOfMachine)
    let small = try await SmallWorld.make(in: system)
    let people = ["Lê Thị Hường", "Nguyễn Văn An", "Đặng Quốc \"Tư\" \\ Bé"]
    var members: [ID<Member>] = []
    for (n, name) in people.enumerated() {
      members.append(
        try await system.perform(
          RegisterMember(
            PersonalRecord(name: name, bornOn: day(1960_01_01 + n), admittedOn: day(1990_05_19)),
            numbers: [.card: "00\(n)"], in: n == 0 ? small.longMyHamlet : small.phongNamHamlet,
            from: day(2010_01_01)),
          by: .operatorOfMachine))
    }
    try await system.perform(
      CorrectMember(
        members[0], person: PersonalRecord(name: "Lê Thị Hường", sex: .female, bornOn: day(1960_02_01)),
        numbers: [:], reason: "nhầm khi nhập"), by: .operatorOfMachine)
    _ = try await system.perform(
      MergeOrganisations(
        [small.phongNam], result: .into(small.longMy), day: day(2014_06_01),
        decision: SmallWorld.decision("9-QĐ/HU", on: day(2014_04_01))), by: .operatorOfMachine)
    try await system.perform(
      EndMembership(members[1], kind: .died, day: day(2013_03_03), decision: nil), by: .operatorOfMachine)
    let (account, _) = try await system.perform(
      CreateAccount(userName: "lan.nt", person: "Nguyễn Thị Lan", organisation: small.longMy),
      by: .operatorOfMachine)
    let grant = try await system.perform(
      GrantRight(.secretary, on: small.longMyHamlet, to: account), by: .operatorOfMachine)
    try await system.perform(RevokeRight(grant, of: account), by: .operatorOfMachine)
    try await system.perform(DisableAccount(account), by: .operatorOfMachine)
    return LivedWorld(small: small, member: members[0])
  }
}

extension TestRegister {
  /// What somebody with the database in hand can do: the guards of the database are taken away first.
  func tamper(_ script: String) async throws {
    try await database.write { session in
      if session.dialect == .sqlite {
        for name in try session.all(
          "SELECT name FROM sqlite_schema WHERE type = 'trigger'", { try $0.text(0) })
        {
          try session.script("DROP TRIGGER \"\(name)\"")
        }
        try session.script("PRAGMA defer_foreign_keys = ON")
      } else {
        try session.script("SET LOCAL session_replication_role = replica")
      }
      try session.script(script)
    }
  }

  func journalHead() async throws -> String {
    try await database.read { try $0.first("SELECT hash FROM journal_head") { try $0.text(0) } ?? "" }
  }
}
