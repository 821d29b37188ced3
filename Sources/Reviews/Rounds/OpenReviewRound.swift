import Basics
import Registry
import Rules
import Storage

/// Opens a review round: a superior, by a document, for a subtree and a period, under one guidance. Whom it concerns is
/// written down at once and stays; by when each step is to be done follows from the guidance and the superior's plan.
package struct OpenReviewRound: Act {
  package static let name = "round.open"
  package var superior: ID<Organisation>
  package var scope: ID<Organisation>
  package var period: RoundPeriod
  package var populationOn: Day
  package var deadlines: [String: Day]
  package var decision: DecisionEntry
  package var guidance: Guidance
  package var procedures: RoundProcedures

  /// What opening a round did.
  package struct Outcome: Sendable, Hashable {
    package var round: ID<Round>
    /// How many of each kind are treated how.
    package var counts: [ReviewSubject.Entity: [ReviewSubject.Treatment: Int]]
    /// Those of the subtree who stand in another round of the period already and were left there.
    package var alreadyElsewhere: Int
  }

  /// - Parameters:
  ///   - scope: the top of the subtree; the superior itself when left out.
  ///   - populationOn: the day as of which people and organisations are written down; the last of the period, or today.
  ///   - deadlines: before which day a step is done, by step (``RoundProcedure/submission`` for sending up).
  package init(
    _ superior: ID<Organisation>, scope: ID<Organisation>? = nil, period: RoundPeriod, populationOn: Day,
    deadlines: [String: Day] = [:], decision: DecisionEntry, guidance: Guidance, procedures: RoundProcedures
  ) {
    (self.superior, self.scope, self.period) = (superior, scope ?? superior, period)
    (self.populationOn, self.deadlines, self.decision) = (populationOn, deadlines, decision)
    (self.guidance, self.procedures) = (guidance, procedures)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Outcome {
    try register.require(.manageRounds, of: actor, on: superior)
    guard period.firstDay <= populationOn, populationOn <= period.lastDay, populationOn <= register.today
    else {
      throw RoundRefusal.populationOutOfPeriod(populationOn, period)
    }
    if scope != superior { try register.require(.manageRounds, of: actor, on: scope) }
    guard let top = try register.session.organisation(scope, asOf: AsOf(populationOn)),
      try register.session.organisation(superior, asOf: AsOf(populationOn)) != nil
    else {
      throw RoundRefusal.notThere(populationOn)
    }
    if scope != superior {
      let above = try register.session.superiors(of: scope, asOf: AsOf(populationOn)).map(\.organisation)
      guard above.contains(superior) else { throw RoundRefusal.notABase }
    }
    guard guidance.pack.rounds.covers(period.year),
      (guidance.pack.rounds.period == .quarter) == (period.quarter != 0)
    else { throw ReviewRefusal.noGuidance(period.year) }
    guard !top.kind.isCell || top.kind == .baseCell, top.kind != .section else { throw RoundRefusal.notABase }
    let procedure = try procedures.procedure(of: guidance)
    if let quarters = procedure.quarters, !quarters.open.contains(period.quarter) {
      throw RoundRefusal.noSuchQuarter(period, cite: quarters.cite)
    }
    for day in deadlines.values.sorted() { try procedures.dates.requireDeadline(day, of: period) }
    let plan = try RoundPlan(procedure, period, procedures.calendar).deadlines(deadlines)
    let population = try RoundPopulation(
      below: scope, period: period, guidance: guidance, procedure: procedure, on: populationOn,
      in: register.session)
    let taken = try register.session.reviewSubjectKeys(period)
    let entries = population.entries.filter { !taken.contains($0.key) }
    guard !entries.isEmpty else {
      throw population.entries.isEmpty && procedure.listed != nil ? RoundRefusal.nobodyListed : .nobody
    }
    let round = Round(
      id: register.newID(), superior: superior, scope: scope, period: period, pack: guidance.name,
      packHash: guidance.hash, populationOn: populationOn, decision: try register.decision(decision),
      subjects: entries.count, populationHash: RoundPopulation.hash(of: entries))
    try register.add(round)
    try register.insert(
      RoundGuidance(
        id: register.newID(), round: round.id, pack: guidance.name, packHash: guidance.hash, reason: "",
        decision: round.decision))
    try register.freeze(entries, in: round, isLate: false)
    for (stage, dueBefore) in plan.sorted(by: { $0.key < $1.key }) {
      try register.insert(
        RoundDeadline(
          id: register.newID(), round: round.id, organisation: scope, stage: stage, kind: .plan,
          dueBefore: dueBefore, reason: "", decision: round.decision))
    }
    register.note("organisation", scope)
    register.note("year", .int(period.year))
    register.note("guidance", .string(guidance.name))
    register.note("subjects", .int(entries.count))
    var counts: [ReviewSubject.Entity: [ReviewSubject.Treatment: Int]] = [:]
    for entry in entries { counts[entry.entity, default: [:]][entry.treatment, default: 0] += 1 }
    return Outcome(
      round: round.id, counts: counts, alreadyElsewhere: population.entries.count - entries.count)
  }
}

extension Transaction {
  /// Writes down whom a round concerns. The rows are frozen by the database; the round keeps their hash.
  func freeze(_ entries: [RoundPopulation.Entry], in round: Round, isLate: Bool) throws {
    for start in stride(from: 0, to: entries.count, by: 400) {
      var sql: SQL = """
        INSERT INTO review_subject (id, round_id, year, quarter, entity, organisation_id, base_id, member_id, treatment,
          rule, came_from_id, is_unit, members, is_late, frozen_by) VALUES
        """
      for (n, entry) in entries[start..<min(start + 400, entries.count)].enumerated() {
        let id = newID(ReviewSubject.self)
        let isUnit = entry.entity == .cell || entry.entity == .base
        sql += n == 0 ? " " : ", "
        sql += """
          (\(id), \(round.id), \(round.period.year), \(round.period.quarter), \(entry.entity), \(entry.organisation),
          \(entry.base), \(entry.member), \(entry.treatment), \(entry.rule), \(entry.cameFrom), \(isUnit),
          \(entry.members), \(isLate), \(self.entry))
          """
      }
      try session.run(sql)
    }
  }
}

extension Session {
  /// Whoever stands in a round of the period already.
  func reviewSubjectKeys(_ period: RoundPeriod) throws -> Set<RoundPopulation.Key> {
    let rounds: [ID<Round>] = try all(
      "SELECT id FROM review_round WHERE year = \(period.year) AND quarter = \(period.quarter)"
    ) { try $0.id(0) }
    guard !rounds.isEmpty else { return [] }
    var keys: Set<RoundPopulation.Key> = []
    try query(
      "SELECT entity, organisation_id, member_id FROM review_subject WHERE round_id IN \(list: rounds)"
    ) {
      let member = try $0.ifInt(2).map(Int64.init)
      keys.insert(RoundPopulation.Key(entity: try $0.choice(0), id: try member ?? Int64($0.int(1))))
    }
    return keys
  }
}
