import Basics
import Storage
import TestSupport
import Testing

@testable import Registry

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
private func month(_ number: Int) -> CalendarMonth {
  CalendarMonth(number: number) ?? CalendarMonth(of: .beginningOfTime)
}
private let office = Registry.Actor.operatorOfMachine

@Suite struct `Đảng phí` {
  private static func rules() throws -> FeeRules { try FeeRules(Content(folder: contentFolder)) }

  private static func standing(
    _ feeClass: String, base: Int = 0, region: Int = 0, reduction: Int = 0
  ) -> FeeStanding {
    FeeStanding(
      id: 1, member: ID(1), feeClass: feeClass, base: base, region: region, reduction: reduction,
      period: Period())
  }

  @Test(
    arguments: [
      ("salary", 8_123_456, 0, 0, 201412, 81_235), ("pension", 4_500_000, 0, 0, 201412, 22_500),
      ("agreed", 6_000, 0, 0, 201412, 6_000), ("salary", 8_123_450, 0, 0, 202602, 81_235),
      ("younger", 0, 3, 0, 202611, 12_420), ("younger", 0, 3, 0, 202801, 20_700),
      ("older", 0, 4, 0, 202712, 7_400), ("older", 0, 4, 0, 202801, 11_100),
      ("student", 0, 0, 0, 202611, 5_000),
      ("student", 0, 0, 50, 202611, 2_500), ("salary", 10_000_000, 0, 70, 202611, 30_000),
      ("exempt", 0, 0, 0, 202611, 0),
    ])
  func `mức đóng theo quy định của tháng`(
    feeClass: String, base: Int, region: Int, reduction: Int, number: Int, due: Int
  ) throws {
    let standing = Self.standing(feeClass, base: base, region: region, reduction: reduction)
    #expect(try Self.rules().due(standing, for: month(number)) == due)
  }

  @Test func `tháng chưa có quy định, diện của quy định khác: không đoán`() throws {
    let rules = try Self.rules()
    #expect(rules.due(Self.standing("salary", base: 1_000_000), for: month(201103)) == nil)
    #expect(rules.due(Self.standing("agreed", base: 6_000), for: month(202602)) == nil)
    #expect(rules.due(Self.standing("younger", region: 3), for: month(202601)) == nil)
    #expect(rules.due(nil, for: month(202611)) == nil)
    #expect(
      rules.version(of: month(202601))?.id == "qd-342" && rules.version(of: month(202602))?.id == "qd-01")
  }

  @Test(arguments: Engine.available)
  func `thu theo tháng, thiếu tháng nào, nộp lên bao nhiêu`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2026_11_20)) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (rules, cell) = (try Self.rules(), world.longMyHamlet)
      func person(_ name: String) async throws -> ID<Member> {
        try await register.system.perform(
          RegisterMember(
            PersonalRecord(name: name, bornOn: day(1980_01_01)), in: cell, from: day(2010_01_01)),
          by: office)
      }
      let (an, binh) = try await (person("Lê Văn An"), person("Trần Thị Bình"))
      try await register.system.perform(
        SetFeeStanding(an, in: cell, from: month(202609), as: "salary", base: 10_000_000, rules: rules),
        by: office)
      try await register.system.perform(
        SetFeeStanding(binh, in: cell, from: month(202610), as: "student", reduction: 50, rules: rules),
        by: office)
      await #expect(throws: FeeRefusal.noReduction) {
        try await register.system.perform(
          SetFeeStanding(binh, in: cell, from: month(202610), as: "student", reduction: 40, rules: rules),
          by: office)
      }
      await #expect(throws: FeeRefusal.sumOutside(2000, 30000)) {
        try await register.system.perform(
          SetFeeStanding(an, in: cell, from: month(202501), as: "agreed", base: 31_000, rules: rules),
          by: office)
      }
      func receive(_ amounts: [ID<Member>: Int], _ number: Int) async throws {
        try await register.system.perform(
          ReceiveFees(amounts, for: month(number), in: cell, on: day(2026_11_15), rules: rules), by: office)
      }
      try await receive([an: 100_000], 202609)
      try await receive([an: 100_000, binh: 2_500], 202611)
      // Written down again it is the same sum, not twice.
      try await receive([an: 100_000], 202611)
      func lines(_ number: Int) async throws -> [ID<Member>: FeeLine] {
        let found = try await register.system.read {
          try $0.feeLines(of: cell, in: month(number), rules: rules)
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.payer.member, $0) })
      }
      let november = try await lines(202611)
      #expect(november[an]?.unpaid == [month(202610)] && november[an]?.receipt?.amount == 100_000)
      #expect(november[binh]?.unpaid == [month(202610)] && november[binh]?.due == 2_500)
      // The reduction ends by itself.
      #expect(try await lines(202709)[binh]?.due == 2_500)
      #expect(try await lines(202710)[binh]?.due == 5_000)
      let asOf = AsOf(day(2026_11_20))
      let totals = try await register.system.read { session throws in
        try session.feeTotals(
          of: #require(try session.organisation(cell, asOf: asOf)), in: month(202611), rules: rules)
      }
      #expect(totals.collected == 102_500 && totals.yearCollected == 202_500 && totals.paid == 2)
      #expect(totals.owedUp == 30_000 + 30_750)
      try await register.system.perform(
        DecideFeeShare(of: cell, percent: 50, from: month(202611), decision: SmallWorld.decision("5-QĐ/ĐU")),
        by: office)
      try await register.system.perform(
        RemitFees(60_000, from: cell, on: day(2026_11_18), number: "PT 12", rules: rules), by: office)
      await #expect(throws: FeeRefusal.remittedTwice) {
        try await register.system.perform(
          RemitFees(60_000, from: cell, on: day(2026_11_18), number: "PT 12", rules: rules), by: office)
      }
      let after = try await register.system.read { session throws in
        try session.feeTotals(
          of: #require(try session.organisation(cell, asOf: asOf)), in: month(202611), rules: rules)
      }
      #expect(after.owedUp == 30_000 + 51_250 && after.remitted == 60_000)
    }
  }

  @Test(arguments: Engine.available)
  func `ghi nhầm diện thì rút được, diện trước dùng lại; số khác cho một tháng đã thu thì hỏi`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_11_20)) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (rules, cell) = (try Self.rules(), world.longMyHamlet)
      let an = try await register.system.perform(
        RegisterMember(
          PersonalRecord(name: "Lê Văn An", bornOn: day(1980_01_01)), in: cell, from: day(2010_01_01)),
        by: office)
      func set(_ feeClass: String, _ number: Int, base: Int = 0) async throws {
        try await register.system.perform(
          SetFeeStanding(an, in: cell, from: month(number), as: feeClass, base: base, rules: rules),
          by: office)
      }
      func due(_ number: Int) async throws -> Int? {
        try await register.system.read { try $0.feeLine(of: an, in: month(number), rules: rules).due }
      }
      func takeBack(_ number: Int) async throws {
        try await register.system.perform(
          WithdrawFeeStanding(of: an, in: cell, from: month(number), reason: "ghi nhầm người"), by: office)
      }
      await #expect(throws: FeeRefusal.noStanding) { try await takeBack(202609) }
      try await set("salary", 202609, base: 10_000_000)
      try await set("student", 202610)
      let before = try await (due(202609), due(202611))
      #expect(before == (100_000, 5_000))
      try await takeBack(202611)
      let after = try await (due(202609), due(202610), due(202701))
      #expect(after == (100_000, 100_000, 100_000))
      try await takeBack(202609)
      #expect(try await due(202611) == nil)
      func receive(_ amount: Int, replacing: Set<ID<Member>> = []) async throws {
        try await register.system.perform(
          ReceiveFees(
            [an: amount], for: month(202611), in: cell, on: day(2026_11_15), replacing: replacing,
            rules: rules),
          by: office)
      }
      try await receive(25_000)
      await #expect(throws: FeeRefusal.paidAlready(25_000, name: "Lê Văn An")) { try await receive(30_000) }
      try await receive(30_000, replacing: [an])
      let sums = try await register.system.read {
        try $0.feeSums(below: cell, in: month(202611), asOf: AsOf(day(2026_11_20)))
      }
      #expect(sums.month == 30_000 && sums.monthPayers == 1 && sums.isSmall(rules).month)
    }
  }

  @Test(arguments: Engine.available)
  func `chỉ người thu của chính chi bộ ghi từng người; sinh hoạt tạm thời thì đóng ở nơi tạm thời`(
    engine: Engine
  )
    async throws
  {
    try await TestRegister.with(engine, on: day(2026_11_20)) { register in
      let world = try await SmallWorld.make(in: register.system)
      let rules = try Self.rules()
      let an = try await register.system.perform(
        RegisterMember(
          PersonalRecord(name: "Lê Văn An", bornOn: day(1980_01_01)), in: world.longMyHamlet,
          from: day(2010_01_01)),
        by: office)
      func account(_ name: String, _ role: Role, _ place: ID<Organisation>) async throws -> Registry.Actor {
        let made = try await register.system.perform(
          CreateAccount(userName: name, person: name, organisation: place), by: office)
        _ = try await register.system.perform(GrantRight(role, on: place, to: made.account), by: office)
        return Registry.Actor(.account(made.account), name: name)
      }
      let cell = world.longMyHamlet
      let treasurer = try await account("thu.quy.ap", .treasurer, cell)
      let commune = try await account("thu.quy.xa", .treasurer, world.longMy)
      let secretary = try await account("bi.thu.ap", .secretary, cell)
      let act = SetFeeStanding(an, in: cell, from: month(202611), as: "student", rules: rules)
      await #expect(throws: RightsRefusal.lacking(.keepFees)) {
        try await register.system.perform(act, by: commune)
      }
      await #expect(throws: RightsRefusal.lacking(.keepFees)) {
        try await register.system.perform(act, by: secretary)
      }
      try await register.system.perform(act, by: treasurer)
      await #expect(throws: FeeRefusal.notPayer(month(202611), name: "Lê Văn An")) {
        try await register.system.perform(
          ReceiveFees(
            [an: 5_000], for: month(202611), in: world.phongNamHamlet, on: day(2026_11_10), rules: rules),
          by: office)
      }
    }
  }
}
