import Basics
import Registry
import Rules
import Storage

/// Late entry — trường hợp bổ sung: somebody whom the register knows as of the day of the list only since later, or who
/// came after it. They are listed apart and never mixed into the frozen list; nor does anybody leave it.
package struct LateEntry: Sendable, Hashable {
  package enum Why: Sendable, Hashable {
    /// The register learned only later that they stood there on that day.
    case knownLater
    /// They came after that day.
    case cameLater
  }
  package var entity: ReviewSubject.Entity
  package var organisation: ID<Organisation>
  package var member: ID<Member>?
  package var treatment: ReviewSubject.Treatment
  package var why: Why
}

/// Somebody on the list who is not there any more, with what the register says of it.
package struct LeftEntry: Sendable, Hashable {
  package enum Why: Sendable, Hashable {
    case moved(ID<Organisation>)
    case ended(MembershipEnd.Kind)
    /// The organisation ended or was merged.
    case organisationEnded
    /// As the register knows now they did not stand there on the day of the list.
    case corrected
  }
  package var subject: ReviewSubject
  package var why: Why
}

extension Session {
  /// Who of a round's subtree does not stand in any list of its period and belongs into one, as of a day.
  package func lateEntries(
    of round: Round, guidance: Guidance, procedures: RoundProcedures, today: Day
  ) throws -> [LateEntry] {
    let taken = try reviewSubjectKeys(round.period)
    return try missingEntries(of: round, guidance, procedures, today).map { entry, why in
      LateEntry(
        entity: entry.entity, organisation: entry.organisation, member: entry.member,
        treatment: entry.treatment,
        why: why)
    }.filter {
      !taken.contains(RoundPopulation.Key(entity: $0.entity, id: $0.member?.number ?? $0.organisation.number))
    }
  }

  func missingEntries(of round: Round, _ guidance: Guidance, _ procedures: RoundProcedures, _ today: Day)
    throws
    -> [(RoundPopulation.Entry, LateEntry.Why)]
  {
    let procedure = try procedures.procedure(of: guidance)
    let taken = try reviewSubjectKeys(round.period)
    func population(_ day: Day) throws -> [RoundPopulation.Entry] {
      try RoundPopulation(
        below: round.scope, period: round.period, guidance: guidance, procedure: procedure, on: day, in: self
      ).entries.filter { !taken.contains($0.key) }
    }
    let then = try population(round.populationOn)
    let day = min(today, round.period.lastDay)
    let known = Set(then.map(\.key))
    let later = day > round.populationOn ? try population(day).filter { !known.contains($0.key) } : []
    return then.map { ($0, .knownLater) } + later.map { ($0, .cameLater) }
  }

  /// Who of a round's members and organisations is not there any more on a day.
  package func leftEntries(of round: Round, within organisation: ID<Organisation>, today: Day) throws
    -> [LeftEntry]
  {
    let (then, now) = (AsOf(round.populationOn), AsOf(today))
    let members = try all(
      """
      SELECT \(ReviewSubject.columnList), m.organisation_id FROM organisation_closure c
      JOIN review_subject u ON u.organisation_id = c.descendant_id AND u.member_id IS NOT NULL
      LEFT JOIN membership m ON m.member_id = u.member_id AND m.kind = 'official' AND \(now.holds("m"))
      WHERE c.ancestor_id = \(organisation) AND \(then.holds("c")) AND u.round_id = \(round.id)
        AND (m.organisation_id IS NULL OR m.organisation_id <> u.organisation_id)
      ORDER BY u.id
      """
    ) { (subject: try ReviewSubject.read($0), place: try $0.ifID(11, Organisation.self)) }
    var left = try members.map { subject, place -> LeftEntry in
      if let place { return LeftEntry(subject: subject, why: .moved(place)) }
      let end = try subject.member.flatMap { try membershipEnds(of: $0).last }
      return LeftEntry(subject: subject, why: end.map { .ended($0.kind) } ?? .corrected)
    }
    left += try all(
      """
      SELECT \(ReviewSubject.columnList) FROM organisation_closure c
      JOIN review_subject u ON u.organisation_id = c.descendant_id AND u.member_id IS NULL
      WHERE c.ancestor_id = \(organisation) AND \(then.holds("c")) AND u.round_id = \(round.id)
        AND NOT EXISTS (SELECT 1 FROM organisation_state s
          WHERE s.organisation_id = u.organisation_id AND \(now.holds("s")))
      ORDER BY u.id
      """
    ) { LeftEntry(subject: try ReviewSubject.read($0), why: .organisationEnded) }
    return left
  }
}

/// Adds those who belong into a round and came after its list: marked late, in counts of their own.
package struct AdmitLateEntries: Act {
  package static let name = "round.admitLate"
  package var round: ID<Round>
  package var entries: [LateEntry]
  package var reason: String
  package var guidance: Guidance
  package var procedures: RoundProcedures

  package init(
    _ entries: [LateEntry], to round: ID<Round>, reason: String, guidance: Guidance,
    procedures: RoundProcedures
  ) {
    (self.entries, self.round, self.reason) = (entries, round, reason)
    (self.guidance, self.procedures) = (guidance, procedures)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    guard let round = try register.session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: round.superior)
    try round.requireGuidance(guidance)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    let found = try register.session.missingEntries(of: round, guidance, procedures, register.today)
    let wanted = Set(
      entries.map { RoundPopulation.Key(entity: $0.entity, id: $0.member?.number ?? $0.organisation.number) })
    let admitted = found.map(\.0).filter { wanted.contains($0.key) }
    guard !admitted.isEmpty, admitted.count == wanted.count else { throw RoundRefusal.notLate }
    try register.freeze(admitted, in: round, isLate: true)
    register.note("round", round.id)
    register.note("subjects", .int(admitted.count))
    register.note("hash", .string(RoundPopulation.hash(of: admitted)))
    register.note("reason", .string(reason))
    return admitted.count
  }
}

extension Round {
  /// An open round keeps the version of the guidance it was opened with.
  package func requireGuidance(_ guidance: Guidance) throws(RoundRefusal) {
    guard guidance.name == pack, guidance.hash == packHash else { throw .guidanceChanged }
  }
}
