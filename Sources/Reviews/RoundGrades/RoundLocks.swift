import Basics
import Registry
import Schema
import Storage

extension Session {
  /// Where the results of a subject's unit stand, if a round of the year concerns it.
  func submissionState(of subject: Grading.Subject, year: Int) throws -> (
    isInRound: Bool, RoundSubmission.State?
  ) {
    let whose: SQL =
      switch subject {
      case .member(let id): "u.member_id = \(id)"
      case .organisation(let id): "u.organisation_id = \(id) AND u.member_id IS NULL"
      }
    let states = try all(
      """
      SELECT s.state FROM review_subject u LEFT JOIN review_submission s ON s.organisation_id = u.organisation_id
        AND s.round_id = u.round_id AND s.withdrawn_by = \(Schema.stillBelieved)
      WHERE \(whose) AND u.year = \(year) AND u.quarter = 0
      """
    ) { try $0.ifText(0).flatMap(RoundSubmission.State.init) }
    return (!states.isEmpty, states.contains(.accepted) ? .accepted : states.first ?? nil)
  }
}

extension Transaction {
  /// What the superior has accepted is locked.
  func requireUnlocked(_ subject: Grading.Subject, year: Int) throws {
    if try session.submissionState(of: subject, year: year).1 == .accepted { throw RoundRefusal.locked }
  }

  /// Whoever stands in a round is graded through it, in its order and by its level.
  func requireOutsideRounds(_ subject: Grading.Subject, year: Int) throws {
    let (isInRound, state) = try session.submissionState(of: subject, year: year)
    if state == .accepted { throw RoundRefusal.locked }
    if isInRound { throw RoundRefusal.inRound }
  }
}

extension Session {
  /// What was recorded of a subject as it stood when its unit's results were accepted, and what has changed since.
  package func acceptedFacts(of subject: ReviewSubject, period: RoundPeriod) throws -> AcceptedFacts? {
    guard let entry = try acceptedBy(subject) else { return nil }
    func facts(_ known: Int) throws -> [ReviewFact] {
      let condition: SQL =
        subject.member.map { "f.member_id = \($0)" } ?? "f.organisation_id = \(subject.organisation)"
      return try all(
        """
        SELECT \(ReviewFact.columnList) FROM review_fact f WHERE \(condition) AND f.entity = \(subject.entity)
          AND f.year = \(period.year) AND f.recorded_by <= \(known) AND f.withdrawn_by > \(known) ORDER BY f.fact
        """
      ) { try ReviewFact.read($0) }
    }
    let (then, now) = (try facts(entry), try facts(AsOf.everything))
    let today = Dictionary(now.map { ($0.fact, $0.value) }, uniquingKeysWith: { a, _ in a })
    let before = Dictionary(then.map { ($0.fact, $0.value) }, uniquingKeysWith: { a, _ in a })
    let changed = Set(before.keys).union(today.keys).filter { before[$0] != today[$0] }.sorted()
    return AcceptedFacts(
      facts: then,
      changes: changed.map { AcceptedFacts.Change(fact: $0, accepted: before[$0], now: today[$0]) })
  }

  /// The entry of the journal that accepted the results of a subject's unit for the last time.
  private func acceptedBy(_ subject: ReviewSubject) throws -> Int? {
    try first(
      """
      SELECT max(recorded_by) FROM review_submission
      WHERE organisation_id = \(subject.organisation) AND round_id = \(subject.round) AND state = 'accepted'
      """
    ) { try $0.ifInt(0) } ?? nil
  }
}

/// The facts of a subject as accepted, and their difference since.
package struct AcceptedFacts: Sendable {
  package struct Change: Sendable, Hashable {
    package var fact: String
    package var accepted: String?
    package var now: String?
  }
  package var facts: [ReviewFact]
  package var changes: [Change]
}
