import Basics
import Registry
import Storage
import TestSupport
import Testing

@testable import Reporting

private let office = Registry.Actor.operatorOfMachine

/// Matters of cells that were merged or divided.
@Suite struct `Điều nhân dân phản ánh khi sáp nhập, chia tách` {
  private static func rules() throws -> ConcernRules { try ConcernRules(Content(folder: "Content")) }

  private static func record(
    _ matter: String, at hamlet: String, by cell: ID<Organisation>, in register: TestRegister
  ) async throws -> ID<Concern> {
    try await register.system.perform(
      RecordConcern(
        matter, topic: "road", at: hamlet, heardOn: day(2014_01_10), by: cell, rules: try rules()), by: office
    )
  }

  private static func account(
    _ name: String, on organisation: ID<Organisation>, in register: TestRegister
  ) async throws -> Registry.Actor {
    let made = try await register.system.perform(
      CreateAccount(userName: name, person: name, organisation: organisation), by: office)
    _ = try await register.system.perform(
      GrantRight(.secretary, on: organisation, to: made.account), by: office)
    return Registry.Actor(.account(made.account), name: name)
  }

  private static func passOn(_ concern: ID<Concern>, by actor: Registry.Actor, in register: TestRegister)
    async throws
  {
    try await register.system.perform(
      TakeConcernStep(
        .passedOn, of: concern, on: day(2014_04_20), bodyName: "Ủy ban nhân dân xã", rules: try rules()),
      by: actor)
  }

  @Test(arguments: Engine.available)
  func `sáp nhập: nơi nhận theo dõi tiếp việc còn mở, cấp xã vẫn đếm đủ`(engine: Engine) async throws {
    try await TestRegister.with(engine, on: day(2014_04_21)) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (cell, heir) = (world.longMyHamlet, world.longMyAgency)
      let open = try await Self.record("Đường liên ấp ngập nước", at: "ấp 2", by: cell, in: register)
      let closed = try await Self.record("Cầu ván bị gãy", at: "ấp 2", by: cell, in: register)
      try await register.system.perform(
        TakeConcernStep(
          .closed, of: closed, on: day(2014_02_01), words: "Chi bộ đã tự sửa cầu", rules: try Self.rules()),
        by: office)
      let secretary = try await Self.account("bi.thu.nhan", on: heir, in: register)
      let stranger = try await Self.account("bi.thu.khac", on: world.phongNamHamlet, in: register)
      _ = try await register.system.perform(
        MergeOrganisations(
          [cell], result: .into(heir), day: day(2014_04_01),
          decision: SmallWorld.decision("3-QĐ/ĐU", on: day(2014_03_25))), by: office)
      let kept = try await register.system.read { try $0.keptConcerns(of: heir, on: day(2014_04_21)) }
      #expect(kept.map(\.concern.concern) == [open] && kept.map(\.concern.organisation) == [cell])
      await #expect(throws: RightsRefusal.notFound) {
        try await Self.passOn(open, by: stranger, in: register)
      }
      try await Self.passOn(open, by: secretary, in: register)
      let topics = try Self.rules().topics.map(\.id)
      let commune = world.longMy
      let counts = try await register.system.read {
        try ConcernCounts(
          of: commune, topics: topics, in: Period(year: 2014), isNear: true, asOf: AsOf(day(2014_04_21)),
          session: $0)
      }
      #expect(counts.own.total == 2)
      #expect(counts.units.first { $0.organisation == heir }?.total == 2)
    }
  }

  @Test(arguments: Engine.available)
  func `chia tách: việc của ấp nào nơi ấy theo dõi, ấp không rõ thì các nơi đều thấy`(engine: Engine)
    async throws
  {
    try await TestRegister.with(engine, on: day(2014_04_21)) { register in
      let world = try await SmallWorld.make(in: register.system)
      let cell = world.longMyHamlet
      func part(_ hamlet: String, _ code: String) async throws -> ID<Organisation> {
        try await register.system.perform(
          FoundOrganisation(
            kind: .residentialCell, title: "Chi bộ \(hamlet)", code: code, parent: world.longMy,
            neighbourhood: hamlet, day: day(2014_04_01),
            decision: SmallWorld.decision("2-QĐ/ĐU", on: day(2014_03_25))), by: office)
      }
      let (one, two) = (try await part("ấp 1", "GT.LM.7"), try await part("ấp 2", "GT.LM.8"))
      let second = try await Self.record("Đường liên ấp ngập nước", at: "Ấp 2", by: cell, in: register)
      let unclear = try await Self.record(
        "Điện chập chờn buổi tối", at: "ấp Long Hòa", by: cell, in: register)
      try await register.system.perform(
        EndOrganisation(
          cell, successors: [one, two], day: day(2014_04_01),
          decision: SmallWorld.decision("4-QĐ/ĐU", on: day(2014_03_25))), by: office)
      let (first, other) = (
        try await Self.account("bi.thu.mot", on: one, in: register),
        try await Self.account("bi.thu.hai", on: two, in: register)
      )
      func seen(_ place: ID<Organisation>) async throws -> Set<ID<Concern>> {
        try await register.system.read {
          Set(try $0.keptConcerns(of: place, on: day(2014_04_21)).map(\.concern.concern))
        }
      }
      #expect(try await seen(one) == [unclear])
      #expect(try await seen(two) == [second, unclear])
      await #expect(throws: RightsRefusal.notFound) { try await Self.passOn(second, by: first, in: register) }
      try await Self.passOn(second, by: other, in: register)
      try await Self.passOn(unclear, by: first, in: register)
      let read = try await register.system.read { session throws in
        let story = try #require(try session.concern(second))
        return (
          try session.mayRead(story, first, at: register.clock.now),
          try session.mayRead(story, other, at: register.clock.now)
        )
      }
      #expect(read == (false, true))
    }
  }
}
