import Basics
import Registry
import Storage
import TestSupport
import Testing

/// Random acts in random order of their days: whatever is accepted, every organisation has a living superior on every
/// day, and the figures of the top count every member.
@Suite struct `Cây tổ chức sau những việc ngẫu nhiên` {
  @Test(arguments: Engine.available)
  func `không ngày nào có tổ chức mồ côi, tổng số luôn đủ`(engine: Engine) async throws {
    let (rounds, acts) = engine == .sqlite ? (12, 40) : (2, 30)
    for seed in 0..<rounds {
      try await TestRegister.with(engine, on: TestDays.last) { register in
        var dice = SeededRandom(seed: UInt64(seed) &+ 77)
        let world = try await SmallWorld.make(in: register.system)
        var (committees, cells) = (
          [world.longMy, world.phongNam], [world.longMyHamlet, world.phongNamHamlet]
        )
        var accepted = 0
        for number in 0..<acts {
          do {
            let found = try await act(number, &dice, committees, cells, world, register.system)
            committees += found.committees
            cells += found.cells
            accepted += 1
          } catch is any Refusal {
            continue
          }
        }
        #expect(accepted > 4)
        try await check(register.system, world, seed: seed)
      }
    }
  }

  private func act(
    _ number: Int, _ dice: inout SeededRandom, _ committees: [ID<Organisation>], _ cells: [ID<Organisation>],
    _ world: SmallWorld, _ system: System
  ) async throws -> (committees: [ID<Organisation>], cells: [ID<Organisation>]) {
    func pick(_ all: [ID<Organisation>]) -> ID<Organisation> {
      all.randomElement(using: &dice) ?? world.longMy
    }
    let day = TestDays.all.randomElement(using: &dice) ?? TestDays.last
    let decision = SmallWorld.decision("\(number)-QĐ/HU", on: day)
    func committee(_ day: Day) -> FoundOrganisation {
      FoundOrganisation(
        kind: .baseCommittee, title: "Đảng bộ số \(number)", parent: world.district, day: day, decision: nil)
    }
    func cell(_ parent: ID<Organisation>, _ day: Day) -> FoundOrganisation {
      FoundOrganisation(
        kind: .residentialCell, title: "Chi bộ số \(number)", parent: parent, day: day, decision: decision)
    }
    switch Int.random(in: 0..<10, using: &dice) {
    case 0: return ([try await system.perform(committee(day), by: .operatorOfMachine)], [])
    case 1, 2:
      return ([], [try await system.perform(cell(pick(committees), day), by: .operatorOfMachine)])
    case 3, 4:
      let place = pick(cells)
      _ = try await system.perform(
        RegisterMember(PersonalRecord(name: "Nguyễn Văn Số"), in: place, from: day),
        by: .operatorOfMachine)
    case 5:
      try await system.perform(
        MoveOrganisation(pick(cells), to: pick(committees), day: day, decision: decision),
        by: .operatorOfMachine)
    case 6:
      let new = try await system.perform(
        MergeOrganisations(
          [pick(committees), pick(committees)], result: .new(committee(day)), day: day, decision: decision),
        by: .operatorOfMachine)
      return ([new], [])
    case 7:
      try await mergeInto(pick(committees), pick(committees), day, decision, system)
    case 8:
      if Bool.random(using: &dice) {
        try await mergeInto(pick(cells), pick(cells), day, decision, system)
      } else {
        let new = try await system.perform(
          MergeOrganisations(
            [pick(cells), pick(cells)], result: .new(cell(pick(committees), day)), day: day,
            decision: decision),
          by: .operatorOfMachine)
        return ([], [new])
      }
    default:
      try await system.perform(
        EndOrganisation(pick(committees + cells), day: day, decision: decision), by: .operatorOfMachine)
    }
    return ([], [])
  }

  private func mergeInto(
    _ source: ID<Organisation>, _ target: ID<Organisation>, _ day: Day, _ decision: DecisionEntry,
    _ system: System
  ) async throws {
    _ = try await system.perform(
      MergeOrganisations([source], result: .into(target), day: day, decision: decision),
      by: .operatorOfMachine)
  }

  private func check(_ system: System, _ world: SmallWorld, seed: Int) async throws {
    try await system.read { session throws in
      for day in TestDays.all + [TestDays.last, TestDays.last.next] {
        let asOf = AsOf(day)
        let roots = try session.children(of: nil, asOf: asOf).map(\.organisation)
        #expect(roots == [world.province], "hạt \(seed), ngày \(day.vietnamese)")
        let below = Set(try session.subtree(of: world.province, asOf: asOf).map(\.organisation))
        let all = try session.all(
          "SELECT s.organisation_id FROM organisation_state s WHERE \(asOf.holds("s"))"
        ) {
          row -> ID<Organisation> in try row.id(0)
        }
        #expect(below == Set(all), "hạt \(seed), ngày \(day.vietnamese)")
        let members = try session.count(
          "SELECT count(*) FROM membership m WHERE m.kind = 'official' AND \(asOf.holds("m"))")
        #expect(try session.memberCount(in: world.province, asOf: asOf) == members, "hạt \(seed)")
        // Nobody was asked to leave, so whoever was there once is there still.
        let ever = try session.count(
          """
          SELECT count(DISTINCT m.member_id) FROM membership m
          WHERE m.withdrawn_by = \(Int64.max) AND m.effective_from <= \(day)
          """)
        #expect(members == ever, "hạt \(seed), ngày \(day.vietnamese)")
      }
    }
  }
}

private enum TestDays {
  static let all = [
    2010_01_01, 2012_03_01, 2014_06_01, 2016_09_01, 2018_12_01, 2020_02_01, 2022_07_01, 2025_07_01,
    2027_01_01,
  ].compactMap(Day.init(number:))
  static let last = Day(number: 2027_01_02) ?? .endOfTime
}
