import Basics
import Registry
import Rules
import Storage

/// Decides the grade of one subject for a year: the program proposes, the level with the right decides, and what it rested
/// on is kept as it stood.
package struct DecideGrade: Act {
  package static let name = "review.decideGrade"
  package var key: ReviewSheet.SubjectKey
  package var base: ID<Organisation>
  package var year: Int
  package var grade: String
  package var day: Day
  package var decision: DecisionEntry
  /// Needed where the decision differs from what was computed, or where the rules leave it to people.
  package var reason: String
  package var guidance: Guidance
  package var scales: GradeScales

  package init(
    _ grade: String, for key: ReviewSheet.SubjectKey, in base: ID<Organisation>, year: Int, on day: Day,
    decision: DecisionEntry, reason: String,
    guidance: Guidance, scales: GradeScales
  ) {
    (self.grade, self.key, self.base, self.year, self.day) = (grade, key, base, year, day)
    (self.decision, self.reason, self.guidance, self.scales) = (decision, reason, guidance, scales)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Grading> {
    try register.requireGrading(key.subject, by: actor)
    try register.requireOutsideRounds(key.subject, year: year)
    let sheet = try register.session.reviewSheet(
      of: base, year: year, guidance: guidance, today: register.today, seen: .whole)
    guard sheet.row(key) != nil, sheet.graded(key) == key else { throw ReviewRefusal.notInSheet }
    // The register keeps one grade of an organisation for a year, and a collective's is none of its organisation's.
    guard key.entity != "collective" else { throw ReviewRefusal.collectiveNeedsRound }
    guard let explanation = sheet.explain(key, sheet.examination())?.withoutOthers else {
      throw ReviewRefusal.notComputed
    }
    guard explanation.standing != .given else { throw ReviewRefusal.alreadyGraded(year) }
    // Like the day of the grade itself: nothing decides a year before it began.
    guard decision.key.date.year >= year else {
      throw GradingRefusal.paperBeforeYear(decision.key.date, year)
    }
    let reason = try FreeText.checked(reason)
    let isAsComputed = explanation.outcome == grade && explanation.standing == .decided
    guard isAsComputed || FreeText.tells(reason) else {
      throw reason.isEmpty ? ReviewRefusal.needsReason : .reasonTellsNothing
    }
    let grading = try RecordGrading(
      key.subject, year: year, grade: grade, on: day, decision: decision, scales: scales
    )
    .perform(in: register, by: actor)
    let member: ID<Member>? = if case .member(let id) = key.subject { id } else { nil }
    try register.add(
      GradingDerivation(
        id: register.newID(), grading: grading, member: member, pack: sheet.packName,
        packHash: guidance.hash,
        engine: Receipt.engineVersion,
        factsHash: sheet.snapshot.hash, outcome: explanation.outcome, standing: explanation.standing.rawValue,
        rule: explanation.rule,
        explanation: explanation.text, reason: reason))
    return grading
  }
}

/// What a grading was derived from, as it stood when people decided.
package struct GradingDerivation: Record, Hashable {
  package var id: ID<GradingDerivation>
  package var grading: ID<Grading>
  /// Whose it is, so that it can go with the person's data.
  package var member: ID<Member>?
  package var pack: String
  package var packHash: String
  package var engine: String
  package var factsHash: String
  package var outcome: String
  package var standing: String
  package var rule: String
  /// The explanation in words, as it was shown.
  package var explanation: String
  package var reason: String

  package static let table: StaticString = "grading_derivation"
  package static let columns: [StaticString] = [
    "id", "grading_id", "member_id", "pack", "pack_hash", "engine", "facts_hash", "outcome", "standing",
    "rule",
    "explanation", "reason",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, grading.sqlValue, member?.sqlValue ?? .null, .text(pack), .text(packHash), .text(engine),
      .text(factsHash),
      .text(outcome), .text(standing),
      .text(rule), .text(explanation), .text(reason),
    ]
  }
}

extension Session {
  /// What a grading was derived from; `nil` for one recorded from a paper.
  package func derivation(of grading: ID<Grading>) throws -> GradingDerivation? {
    try first(
      """
      SELECT id, grading_id, member_id, pack, pack_hash, engine, facts_hash, outcome, standing, rule, explanation, reason
      FROM grading_derivation WHERE grading_id = \(grading)
      """
    ) {
      GradingDerivation(
        id: try $0.id(0), grading: try $0.id(1), member: try $0.ifID(2), pack: try $0.text(3),
        packHash: try $0.text(4), engine: try $0.text(5), factsHash: try $0.text(6), outcome: try $0.text(7),
        standing: try $0.text(8), rule: try $0.text(9), explanation: try $0.text(10), reason: try $0.text(11))
    }
  }
}
