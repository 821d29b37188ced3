import Basics
import History
import Registry
import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Xóa dữ liệu người không còn được xem xét kết nạp` {
  private static func rules() throws -> DevelopmentRules { try DevelopmentRules(Content.locate()) }

  private static func list(_ name: String, in cell: ID<Organisation>, _ register: TestRegister) async throws
    -> ID<Prospect>
  {
    try await register.system.perform(
      ListProspect(
        ProspectRecord(name: name, sex: .female, bornOn: day(1990_01_02), occupation: "thợ may Xa Lắm"),
        in: cell, on: day(2013_01_05)), by: .operatorOfMachine)
  }

  /// Rows, of all tables, in which one of these words stands.
  private static func traces(_ words: [String], in register: TestRegister) async throws -> Int {
    let model = try await TestRegister(.sqlite)
    let names = try await model.database.read { try TableCopy.tableNames(in: $0) }
    await model.close()
    return try await register.database.read { session in
      var found = 0
      for name in names {
        try session.query(SQL(trusted: "SELECT t.* FROM \(name) t")) { row in
          for column in 0..<30 {
            guard case .text(let text) = row.raw(column) else { continue }
            found += words.count { text.contains($0) }
          }
        }
      }
      return found
    }
  }

  @Test(arguments: Engine.available)
  func
    `thôi xét thì việc làm, người giúp đỡ không còn; hết thời gian giữ, hoặc khi được yêu cầu, tên cũng mất`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      let (cell, rules) = (world.small.longMyHamlet, try Self.rules())
      let prospect = try await Self.list("Phạm Thị Mẫu Đơn", in: cell, register)
      try await register.system.perform(
        RecordProspectPaper(
          "application", of: prospect, issuedOn: day(2013_02_03), keptAt: "tủ Xa Lắm", rules: rules),
        by: .operatorOfMachine)
      await #expect(throws: DevelopmentRefusal.stillConsidered) {
        try await register.system.perform(EraseProspect(prospect, rules: rules), by: .operatorOfMachine)
      }
      try await register.system.perform(
        StopProspect(prospect, reason: "asked", on: day(2014_02_01), rules: rules), by: .operatorOfMachine)
      let file = try #require(
        try await register.system.read { try $0.prospectFile(prospect, on: day(2014_04_21)) })
      #expect(file.ties(.helper).isEmpty && file.person.occupation.isEmpty)
      #expect(file.person.name == "Phạm Thị Mẫu Đơn")
      await #expect(throws: DevelopmentRefusal.keptUntil(day(2015_02_01))) {
        try await register.system.perform(EraseProspect(prospect, rules: rules), by: .operatorOfMachine)
      }
      #expect(try await Self.traces(["Mẫu Đơn", "Xa Lắm", "mau don"], in: register) > 3)
      try await register.system.perform(
        EraseProspect(prospect, isAsked: true, rules: rules), by: .operatorOfMachine)
      #expect(try await Self.traces(["Mẫu Đơn", "Xa Lắm", "mau don", "19900102"], in: register) == 0)
      await #expect(throws: DevelopmentRefusal.erased) {
        try await register.system.perform(
          CorrectProspect(
            prospect, person: ProspectRecord(name: "Phạm Thị Mẫu Đơn"), in: cell, listedOn: day(2013_01_05)),
          by: .operatorOfMachine)
      }
      let model = try await TestRegister(.sqlite)
      let tables = try await model.database.read { try RegisterCheck.tables(in: $0) }
      await model.close()
      try await register.system.read { session throws in
        #expect(try ChainCheck(in: session).firstBroken == nil)
        #expect(try RegisterCheck(in: session, tables: tables).difference == nil)
      }
      #expect(try await Verifier.check(register).status == 0)
    }
  }

  @Test(arguments: Engine.available)
  func `chưa có việc xóa thì cơ sở dữ liệu không cho xóa trắng, và chibo-verify thấy`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      let prospect = try await Self.list("Phạm Thị Mẫu Đơn", in: world.small.longMyHamlet, register)
      await #expect(throws: StorageError.self) {
        try await register.database.write {
          try $0.run("UPDATE prospect_state SET name = '' WHERE prospect_id = \(prospect)")
        }
      }
      _ = try await register.database.write {
        try $0.run(
          "UPDATE journal_record SET payload = NULL, salt = NULL WHERE entity = 'prospect_state'")
      }
      #expect(try await Verifier.check(register).status != 0)
    }
  }

  @Test(arguments: Engine.available)
  func `xóa dữ liệu một đảng viên thì hồ sơ theo dõi trước khi vào Đảng cũng mất`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let world = try await LivedWorld.make(in: register.system)
      let prospect = try await Self.list("Phạm Thị Mẫu Đơn", in: world.small.longMyHamlet, register)
      let decision = SmallWorld.decision("31-QĐ/HU", on: day(2014_01_20), issuer: "Huyện ủy")
      try await register.system.perform(
        DecideAdmission(prospect, decision: decision, receivedOn: day(2014_02_01)), by: .operatorOfMachine)
      let member = try await register.system.perform(
        AdmitProspect(
          prospect, on: day(2014_02_10), rules: try RosterRules(Content.locate()), isConfirmed: true),
        by: .operatorOfMachine)
      try await register.system.perform(
        EraseMember(
          member, confirmation: "Phạm Thị Mẫu Đơn", reason: "theo yêu cầu",
          decision: SmallWorld.decision("1-QĐ/XDL", on: day(2014_04_01))), by: .operatorOfMachine)
      #expect(try await Self.traces(["Mẫu Đơn", "Xa Lắm", "mau don"], in: register) == 0)
      #expect(try await Verifier.check(register).status == 0)
    }
  }
}
