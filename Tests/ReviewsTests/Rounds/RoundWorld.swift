import Basics
import Foundation
import Registry
import Reviews
import Rules
import TestSupport
import Testing

func date(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

/// The small world in the year of a round, with members, guidance, procedures and scales at hand.
struct RoundWorld {
  let register: TestRegister
  let world: SmallWorld
  let guidances: Guidances
  let procedures: RoundProcedures
  let scales: GradeScales
  let complaints: ComplaintRules
  let year: Int
  let guidance: Guidance
  var system: System { register.system }
  var period: RoundPeriod { RoundPeriod(year: year) }

  static func with(
    _ engine: Engine, year: Int = 2026, today: Int? = nil, _ body: @Sendable (RoundWorld) async throws -> Void
  ) async throws {
    let content = try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
    let guidances = try Guidances(content)
    let guidance = try #require(guidances.guidance(of: year))
    let (procedures, scales) = (try RoundProcedures(content), try GradeScales(content))
    let complaints = try ComplaintRules(content)
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      register.clock.set(date(today ?? year * 10_000 + 1123))
      try await body(
        RoundWorld(
          register: register, world: world, guidances: guidances, procedures: procedures, scales: scales,
          complaints: complaints, year: year, guidance: guidance))
    }
  }

  func paper(_ number: String = "15-KH/HU", _ on: Int? = nil) -> DecisionEntry {
    DecisionEntry(
      DocumentKey(
        type: "Kế hoạch", number: number, issuer: "Huyện ủy Giồng Trôm",
        date: date(on ?? year * 10_000 + 1110)))
  }

  func member(
    _ name: String, in cell: ID<Organisation>, from: Int = 2001_05_19, admitted: Int = 2001_05_19,
    official: Int? = 2002_05_19
  ) async throws -> ID<Member> {
    try await system.perform(
      RegisterMember(
        PersonalRecord(
          name: name, sex: .female, bornOn: date(1975_02_03), admittedOn: date(admitted),
          officialOn: official.map(date)), in: cell, from: date(from)), by: .operatorOfMachine)
  }

  @discardableResult
  func open(
    _ scope: ID<Organisation>? = nil, deadlines: [String: Day] = [:],
    by actor: Registry.Actor = .operatorOfMachine
  ) async throws -> OpenReviewRound.Outcome {
    try await system.perform(
      OpenReviewRound(
        world.district, scope: scope, period: period, populationOn: register.system.today,
        deadlines: deadlines,
        decision: paper(), guidance: guidance, procedures: procedures), by: actor)
  }

  func subject(_ member: ID<Member>) async throws -> ReviewSubject {
    let period = period
    return try #require(
      try await system.read { session throws in try session.reviewSubject(of: member, period) })
  }

  func subject(_ organisation: ID<Organisation>, _ entity: ReviewSubject.Entity) async throws -> ReviewSubject
  {
    let period = period
    return try #require(
      try await system.read { session throws in
        try session.reviewSubject(of: organisation, as: entity, period)
      })
  }

  func step(_ stage: String, _ subjects: [ReviewSubject], by actor: Registry.Actor = .operatorOfMachine)
    async throws
  {
    _ = try await system.perform(
      RecordSteps(
        stage, of: subjects.map(\.id), on: register.system.today, guidance: guidance, procedures: procedures),
      by: actor)
  }

  func complaint(about subject: ReviewSubject, content: String = "") -> ReceiveComplaint {
    ReceiveComplaint(
      about: subject.id, on: register.system.today, content: content, guidance: guidance,
      procedures: procedures, rules: complaints)
  }

  /// An account with one role at one organisation.
  func account(_ name: String, _ role: Role, at organisation: ID<Organisation>) async throws -> Registry.Actor
  {
    let made = try await system.perform(
      CreateAccount(userName: name, person: name, organisation: organisation), by: .operatorOfMachine)
    _ = try await system.perform(GrantRight(role, on: organisation, to: made.account), by: .operatorOfMachine)
    return Registry.Actor(.account(made.account), name: name)
  }
}
