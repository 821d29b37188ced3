import Basics
import Registry
import Rules
import Schema
import Storage

/// Decides the grades of subjects of a round by one document: the level whose it is, in the order the guidance sets, within
/// its quota. What each grade was computed from is kept as it stood.
package struct DecideReviewGrades: Act {
  package static let name = "round.decide"
  package var choices: [ID<ReviewSubject>: Choice]
  package var day: Day
  package var decision: DecisionEntry
  package var guidance: Guidance
  package var procedures: RoundProcedures
  package var scales: GradeScales
  package var provenance: Grading.Provenance
  /// Of a quarterly round: the guidance of the year, whose facts its results are.
  package var yearly: Guidance?

  /// The grade for one subject; the reason where it differs from what was computed, or the rules leave it to people.
  package struct Choice: Sendable, Hashable {
    package var grade: String
    package var reason: String
    package init(_ grade: String, reason: String = "") { (self.grade, self.reason) = (grade, reason) }
  }

  package init(
    _ choices: [ID<ReviewSubject>: Choice], on day: Day, decision: DecisionEntry, guidance: Guidance,
    procedures: RoundProcedures, scales: GradeScales, provenance: Grading.Provenance = .recorded,
    yearly: Guidance? = nil
  ) {
    self.yearly = yearly
    (self.choices, self.day, self.decision) = (choices, day, decision)
    (self.guidance, self.procedures, self.scales) = (guidance, procedures, scales)
    self.provenance = provenance
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    let work = try RoundWork(choices.keys.sorted(), guidance, procedures, in: register, by: actor)
    try work.requireDay(day)
    let own = try register.session.ownMember(of: actor)
    for subject in work.subjects {
      try register.require(.recordGradings, of: actor, on: try work.decider(of: subject))
      guard subject.member == nil || subject.member != own else { throw RoundRefusal.ownGrade }
      try work.requireLiving(subject)
      guard subject.treatment.isGraded else { throw RoundRefusal.notForThem(ReviewGrade.Step.decided.title) }
      try work.requireUnlocked(subject)
      try guidance.requireGrade(choices[subject.id]?.grade ?? "", for: subject.entity)
      if let stage = work.procedure.stage(.decided, for: subject.entity) {
        try work.requireTurn(stage, of: subject)
      }
      guard try !register.session.hasOpenComplaint(subject.id) else { throw RoundRefusal.complaintOpen }
    }
    let seenOn = try work.subjects.first.map {
      try register.session.structureDay(of: $0.base, in: work.round, today: register.today)
    }
    try GradingOrder(
      session: register.session, round: work.round, procedure: work.procedure, today: seenOn ?? register.today
    ).require(work.subjects, deciding: Set(choices.keys))
    let paper = try register.decision(decision)
    try register.writeDecisions(
      choices, work, day: day, paper: paper, guidance: guidance, scales: scales, provenance: provenance,
      by: actor)
    try register.keepQuarters(work, guidance, yearly, evidence: decision.key.citation)
    register.note("round", work.round.id)
    register.note("count", .int(work.subjects.count))
    return work.subjects.count
  }
}

extension Transaction {
  /// The rows of decisions: gradings, what they were derived from, the round's own.
  func writeDecisions(
    _ choices: [ID<ReviewSubject>: DecideReviewGrades.Choice], _ work: RoundWork, day: Day,
    paper: ID<RegisterDecision>, guidance: Guidance, scales: GradeScales,
    provenance: Grading.Provenance = .recorded, by actor: Registry.Actor
  ) throws {
    var lacking = 0
    for (sheetKey, subjects) in Dictionary(
      grouping: work.subjects, by: { SheetKey(base: $0.base, isLate: $0.isLate) }
    )
    .sorted(by: { ($0.key.base, $0.key.isLate ? 1 : 0) < ($1.key.base, $1.key.isLate ? 1 : 0) }) {
      let sheet = try work.round.period.quarter == 0 ? sheet(sheetKey, work.round, guidance) : nil
      let examination = sheet?.examination()
      let hash = sheet?.snapshot.hash ?? ""
      for subject in subjects {
        guard let choice = choices[subject.id] else { continue }
        let reason = try FreeText.checked(choice.reason)
        let explanation = examination.flatMap { sheet?.explain(subject.key, $0) }?.withoutOthers
        if sheet != nil, explanation == nil { throw ReviewRefusal.notInSheet }
        let isAsComputed = explanation?.outcome == choice.grade && explanation?.standing == .decided
        guard isAsComputed || FreeText.tells(reason) else {
          lacking += 1
          continue
        }
        let id: ID<ReviewGrade> = newID()
        var grading: ID<Grading>?
        let isOfScale = !guidance.pack.outside.contains { $0.id == choice.grade }
        if subject.entity != .collective, isOfScale, work.round.period.quarter == 0 {
          grading = try record(
            GradingEntry(subject.subject, choice.grade), year: work.round.period.year, day: day,
            decision: paper,
            provenance: provenance, scales: scales, by: actor)
        }
        try insert(
          ReviewGrade(
            id: id, round: work.round.id, subject: subject.id, member: subject.member,
            organisation: subject.organisation, step: .decided, grade: choice.grade, day: day,
            by: try work.decider(of: subject), ballot: nil, grading: grading, isForOther: false,
            reason: reason,
            decision: paper))
        guard let explanation else { continue }
        // A collective's grade is none of its organisation's; what it was derived from stands under the round's row.
        try add(
          GradingDerivation(
            id: newID(), grading: grading ?? ID(id.number), member: subject.member, pack: guidance.pack.name,
            packHash: guidance.hash, engine: Receipt.engineVersion, factsHash: hash,
            outcome: explanation.outcome,
            standing: explanation.standing.rawValue, rule: explanation.rule, explanation: explanation.text,
            reason: reason))
      }
      guard lacking == 0 else { continue }
      if sheet != nil { try requireQuota(sheetKey, work.round, guidance, Set(subjects.map(\.key))) }
    }
    if lacking > 0 { throw RoundRefusal.needsReason(count: lacking) }
  }

  private struct SheetKey: Hashable {
    var base: ID<Organisation>
    /// Who came after the list is looked up as of today.
    var isLate: Bool
  }

  private func sheet(_ key: SheetKey, _ round: Round, _ guidance: Guidance) throws -> ReviewSheet {
    try session.reviewSheet(
      of: key.base, year: round.period.year, guidance: guidance,
      today: key.isLate ? today : round.populationOn,
      seen: .whole)
  }

  /// After the rows are written: what people gave must fit into every quota they touch. Two levels that grant the last
  /// place at once come here one after the other, and the second sees the first's.
  private func requireQuota(
    _ key: SheetKey, _ round: Round, _ guidance: Guidance, _ subjects: Set<ReviewSheet.SubjectKey>
  ) throws {
    for standing in try sheet(key, round, guidance).quotaStandings()
    where standing.granted > standing.allowed && !standing.subjects.isDisjoint(with: subjects) {
      throw RoundRefusal.quotaFull(
        allowed: standing.allowed, granted: standing.granted, quota: standing.title, rule: standing.reckoning)
    }
  }
}
