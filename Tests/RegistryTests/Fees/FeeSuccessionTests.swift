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

/// Fee books of cells that were merged or divided.
@Suite struct `Sổ đảng phí khi sáp nhập, chia tách` {
  private struct Book {
    let register: TestRegister
    let world: SmallWorld
    let rules: FeeRules
    let an: ID<Member>
    let binh: ID<Member>
    let treasurer: Registry.Actor
    let heirsTreasurer: Registry.Actor
    var cell: ID<Organisation> { world.longMyHamlet }
    var heir: ID<Organisation> { world.longMyAgency }

    init(_ register: TestRegister) async throws {
      self.register = register
      world = try await SmallWorld.make(in: register.system)
      rules = try FeeRules(Content(folder: contentFolder))
      let cell = world.longMyHamlet
      func person(_ name: String) async throws -> ID<Member> {
        try await register.system.perform(
          RegisterMember(
            PersonalRecord(name: name, bornOn: day(1980_01_01)), in: cell, from: day(2010_01_01)), by: office)
      }
      (an, binh) = (try await person("Lê Văn An"), try await person("Trần Thị Bình"))
      func treasurer(_ name: String, _ place: ID<Organisation>) async throws -> Registry.Actor {
        let made = try await register.system.perform(
          CreateAccount(userName: name, person: name, organisation: place), by: office)
        _ = try await register.system.perform(GrantRight(.treasurer, on: place, to: made.account), by: office)
        return Registry.Actor(.account(made.account), name: name)
      }
      self.treasurer = try await treasurer("thu.ap", cell)
      heirsTreasurer = try await treasurer("thu.co.quan", world.longMyAgency)
      for member in [an, binh] {
        try await register.system.perform(
          SetFeeStanding(member, in: cell, from: month(202608), as: "student", rules: rules),
          by: self.treasurer)
      }
      try await receive([an: 5_000, binh: 5_000], 202608, cell, self.treasurer)
      try await receive([an: 5_000], 202609, cell, self.treasurer)
    }

    func receive(
      _ amounts: [ID<Member>: Int], _ number: Int, _ place: ID<Organisation>, _ actor: Registry.Actor
    ) async throws {
      try await register.system.perform(
        ReceiveFees(amounts, for: month(number), in: place, on: day(2026_11_15), rules: rules), by: actor)
    }

    func totals(_ place: ID<Organisation>) async throws -> FeeTotals {
      let rules = rules
      return try await register.system.read { session throws in
        try session.feeTotals(
          of: #require(try session.organisation(place, asOf: AsOf(day(2026_11_20)))), in: month(202611),
          rules: rules)
      }
    }

    /// What a superior counts as collected in the year.
    func collected(below place: ID<Organisation>) async throws -> Int {
      try await register.system.read {
        try $0.feeSums(below: place, in: month(202611), asOf: AsOf(day(2026_11_20))).year
      }
    }
  }

  @Test(arguments: Engine.available)
  func
    `sáp nhập: người thu nơi nhận thấy tháng thiếu, thu tháng cũ, nộp tiếp số còn giữ; cấp trên không mất số`(
      engine: Engine
    ) async throws
  {
    try await TestRegister.with(engine, on: day(2026_11_20)) { register in
      let book = try await Book(register)
      await #expect(throws: RightsRefusal.notFound) {
        try await book.receive([book.binh: 5_000], 202609, book.cell, book.heirsTreasurer)
      }
      _ = try await register.system.perform(
        MergeOrganisations(
          [book.cell], result: .into(book.heir), day: day(2026_10_01),
          decision: SmallWorld.decision("3-QĐ/ĐU", on: day(2026_09_25))), by: office)
      #expect(try await book.totals(book.heir).yearCollected == 15_000)
      #expect(try await book.collected(below: book.world.longMy) == 15_000)
      #expect(try await book.collected(below: book.world.province) == 15_000)
      let rules = book.rules
      let heir = book.heir
      let lines = try await register.system.read {
        try $0.feeLines(of: heir, in: month(202609), on: day(2026_11_20), rules: rules)
      }
      #expect(lines.map(\.payer.member) == [book.an, book.binh])
      #expect(lines.map(\.isInherited) == [true, true])
      #expect(lines.map { $0.receipt?.amount } == [5_000, nil])
      // Owed from before, paid where they are now; once.
      try await book.receive([book.binh: 5_000], 202609, heir, book.heirsTreasurer)
      await #expect(throws: FeeRefusal.paidElsewhere(month(202609), name: "Lê Văn An")) {
        try await book.receive([book.an: 6_000], 202609, heir, book.heirsTreasurer)
      }
      // The old book is the heir's to mend, too.
      try await register.system.perform(
        WithdrawFeeReceipt(of: book.an, for: month(202609), in: book.cell, reason: "ghi nhầm người"),
        by: book.heirsTreasurer)
      try await book.receive([book.an: 5_000], 202609, book.cell, book.heirsTreasurer)
      let totals = try await book.totals(heir)
      #expect(totals.yearCollected == 20_000 && totals.payers == 2 && totals.paid == 0)
      await #expect(throws: FeeRefusal.carriedOn("Chi bộ cơ quan xã Long Mỹ")) {
        try await register.system.perform(
          RemitFees(1_000, from: book.cell, on: day(2026_11_16), number: "1", rules: rules), by: office)
      }
      try await register.system.perform(
        RemitFees(6_000, from: heir, on: day(2026_11_16), number: "2", rules: rules), by: book.heirsTreasurer)
      await #expect(throws: FeeRefusal.moreThanCollected(14_000)) {
        try await register.system.perform(
          RemitFees(14_001, from: heir, on: day(2026_11_17), number: "3", rules: rules),
          by: book.heirsTreasurer)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `chia tách: ai về đâu đóng ở đó, sổ cũ do cấp trên giữ, không nơi nào thấy sổ từng người của nơi kia`(
    engine: Engine
  ) async throws {
    try await TestRegister.with(engine, on: day(2026_11_20)) { register in
      let book = try await Book(register)
      let (one, two) = (book.heir, book.world.phongNamAgency)
      for (n, move) in [(book.an, one), (book.binh, two)].enumerated() {
        let transfer = try await register.system.perform(
          SendTransfer(move.0, to: move.1, letter: "\(n + 1)-GT/ĐU", on: day(2026_09_20)), by: office)
        try await register.system.perform(ReceiveTransfer(transfer, on: day(2026_09_30)), by: office)
      }
      try await register.system.perform(
        EndOrganisation(
          book.cell, successors: [one, two], day: day(2026_10_01),
          decision: SmallWorld.decision("4-QĐ/ĐU", on: day(2026_09_25))), by: office)
      #expect(try await book.totals(one).yearCollected == 0)
      // The divided cell stood in Long Mỹ; its sums stay there, and stand once above.
      #expect(try await book.collected(below: book.world.longMy) == 15_000)
      #expect(try await book.collected(below: book.world.phongNam) == 0)
      #expect(try await book.collected(below: book.world.district) == 15_000)
      let (rules, cell, commune) = (book.rules, book.cell, book.world.longMy)
      let ended = try await register.system.read {
        try $0.endedBooks(below: commune, in: month(202611), asOf: AsOf(day(2026_11_20)))
      }
      #expect(ended.map(\.organisation) == [cell])
      await #expect(throws: RightsRefusal.notFound) {
        try await book.receive([book.an: 5_000], 202608, cell, book.heirsTreasurer)
      }
      let lines = try await register.system.read {
        try $0.feeLines(of: two, in: month(202608), on: day(2026_11_20), rules: rules)
      }
      #expect(lines.map(\.payer.member) == [book.binh] && lines.map { $0.receipt?.amount } == [5_000])
      // What was collected and not handed up is handed up for it from above.
      try await register.system.perform(
        RemitFees(4_500, from: cell, on: day(2026_11_16), number: "9", rules: rules), by: office)
    }
  }
}
