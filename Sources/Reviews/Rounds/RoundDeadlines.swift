import Basics
import Registry
import Schema
import Storage

extension Session {
  /// The deadlines of a round as they are believed, the round's own first.
  package func reviewDeadlines(of round: ID<Round>) throws -> [RoundDeadline] {
    try all(
      """
      SELECT \(RoundDeadline.columnList) FROM review_deadline d
      WHERE d.round_id = \(round) AND d.withdrawn_by = \(Schema.stillBelieved) ORDER BY d.id
      """
    ) { try RoundDeadline.read($0) }
  }

  /// The deadline of a step for one organisation. A later one granted to it, or to the nearest organisation above that
  /// was granted one, goes before everything; else the earliest of its own, of those above it and of the plan.
  package func reviewDeadline(
    of stage: String, for organisation: ID<Organisation>, in round: ID<Round>, asOf: AsOf
  ) throws -> RoundDeadline? {
    let found = try all(
      """
      SELECT \(RoundDeadline.columnList), c.depth FROM organisation_closure c
      JOIN review_deadline d ON d.organisation_id = c.ancestor_id AND d.withdrawn_by = \(Schema.stillBelieved)
      WHERE c.descendant_id = \(organisation) AND \(asOf.holds("c")) AND d.round_id = \(round) AND d.stage = \(stage)
      ORDER BY c.depth
      """
    ) { try RoundDeadline.read($0) }
    return RoundDeadline.effective(found)
  }

  /// What would hold for an organisation without the days it was given itself: what an own day must be earlier than, and an
  /// extension later than. A day that was typed wrongly is so corrected by another one.
  /// - Parameter counting: of the organisation's own rows, also those replaced since, the kinds that still bind it.
  func givenDeadline(
    of stage: String, for organisation: ID<Organisation>, in round: ID<Round>,
    counting kinds: [RoundDeadline.Kind], asOf: AsOf
  ) throws -> RoundDeadline? {
    let here = try all(
      """
      SELECT \(RoundDeadline.columnList) FROM review_deadline d WHERE d.round_id = \(round) AND d.stage = \(stage)
        AND d.organisation_id = \(organisation) ORDER BY d.recorded_by DESC, d.id DESC
      """
    ) { try RoundDeadline.read($0) }
    let above = try all(
      """
      SELECT \(RoundDeadline.columnList), c.depth FROM organisation_closure c
      JOIN review_deadline d ON d.organisation_id = c.ancestor_id AND d.withdrawn_by = \(Schema.stillBelieved)
      WHERE c.descendant_id = \(organisation) AND c.depth > 0 AND \(asOf.holds("c")) AND d.round_id = \(round)
        AND d.stage = \(stage)
      ORDER BY c.depth
      """
    ) { try RoundDeadline.read($0) }
    let binding = kinds.lazy.compactMap { kind in here.first { $0.kind == kind } }.first
    return RoundDeadline.effective((binding.map { [$0] } ?? []) + above)
  }

  /// The believed row of an organisation itself, which a new one replaces.
  func ownDeadline(of stage: String, for organisation: ID<Organisation>, in round: ID<Round>) throws
    -> RoundDeadline?
  {
    try first(
      """
      SELECT \(RoundDeadline.columnList) FROM review_deadline d WHERE d.round_id = \(round) AND d.stage = \(stage)
        AND d.organisation_id = \(organisation) AND d.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try RoundDeadline.read($0) }
  }
}

extension RoundDeadline {
  /// Of the deadlines of an organisation and those above it, the nearest first.
  static func effective(_ found: [RoundDeadline]) -> RoundDeadline? {
    guard let extended = found.firstIndex(where: { $0.kind == .extended }) else {
      return found.min { $0.dueBefore < $1.dueBefore }
    }
    // Whoever stands below the extended one may have set themselves an earlier day since.
    return found[...extended].min { $0.dueBefore < $1.dueBefore }
  }
}

/// Sets a unit's own deadline for a step, earlier than what it was given; again, where the first was wrong.
package struct SetOwnDeadline: Act {
  package static let name = "round.ownDeadline"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var stage: String
  package var dueBefore: Day
  /// The steps of the guidance that have a day at all.
  package var stages: [String]
  package var dates: RoundDates

  package init(
    _ stage: String, before dueBefore: Day, for organisation: ID<Organisation>, in round: ID<Round>,
    procedure: RoundProcedure, dates: RoundDates
  ) {
    (self.stage, self.dueBefore, self.organisation, self.round) = (stage, dueBefore, organisation, round)
    stages = procedure.stages.filter { !$0.subjects.isEmpty }.map(\.id) + procedure.sending
    self.dates = dates
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let period = try session.reviewRound(round)?.period else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: organisation)
    guard stages.contains(where: { $0.utf8.elementsEqual(stage.utf8) }) else {
      throw RoundRefusal.noDeadlineFor(stage)
    }
    // A step without a day of its own is done before the results are sent.
    func given(_ stage: String) throws -> RoundDeadline? {
      try session.givenDeadline(
        of: stage, for: organisation, in: round, counting: [.extended, .plan], asOf: register.asOf)
    }
    if let bound = try given(stage) {
      guard dueBefore < bound.dueBefore else { throw RoundRefusal.notEarlier(bound.dueBefore) }
    } else if let bound = try given(RoundProcedure.submission) {
      guard dueBefore <= bound.dueBefore else { throw RoundRefusal.notEarlier(bound.dueBefore) }
    }
    try dates.requireDeadline(dueBefore, of: period)
    guard dueBefore > register.today else { throw RoundRefusal.beforeRound(dueBefore) }
    let old = try register.session.ownDeadline(of: stage, for: organisation, in: round)
    if let old { try register.withdraw(old) }
    try register.insert(
      RoundDeadline(
        id: register.newID(), round: round, organisation: organisation, stage: stage, kind: .own,
        dueBefore: dueBefore, reason: "", decision: nil))
    register.note("round", round)
    register.note("organisation", organisation)
  }
}

/// Grants one unit and all below it a later deadline, with a reason and its document; again, where the first was wrong.
package struct ExtendDeadline: Act {
  package static let name = "round.extend"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var stage: String
  package var dueBefore: Day
  package var reason: String
  package var decision: DecisionEntry
  package var dates: RoundDates

  package init(
    _ stage: String, before dueBefore: Day, for organisation: ID<Organisation>, in round: ID<Round>,
    reason: String, decision: DecisionEntry, dates: RoundDates
  ) {
    self.dates = dates
    (self.stage, self.dueBefore, self.organisation, self.round) = (stage, dueBefore, organisation, round)
    (self.reason, self.decision) = (reason, decision)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let round = try register.session.reviewRound(round) else { throw RightsRefusal.notFound }
    // Not by the unit itself: by who opened the round.
    try register.require(.manageRounds, of: actor, on: round.superior)
    try register.require(.manageRounds, of: actor, on: organisation)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    guard
      let given = try register.session.givenDeadline(
        of: stage, for: organisation, in: round.id, counting: [.plan], asOf: register.asOf)
    else { throw RoundRefusal.noDeadlineFor(stage) }
    guard dueBefore > given.dueBefore else { throw RoundRefusal.notLater(given.dueBefore) }
    try dates.requireDeadline(dueBefore, of: round.period)
    let old = try register.session.ownDeadline(of: stage, for: organisation, in: round.id)
    if let old { try register.withdraw(old) }
    try register.insert(
      RoundDeadline(
        id: register.newID(), round: round.id, organisation: organisation, stage: stage, kind: .extended,
        dueBefore: dueBefore, reason: reason, decision: try register.decision(decision)))
    register.note("round", round.id)
    register.note("organisation", organisation)
  }
}
