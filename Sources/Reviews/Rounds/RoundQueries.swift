import Basics
import Registry
import Schema
import Storage

/// Questions about rounds and whom they concern.
extension Session {
  package func reviewRound(_ id: ID<Round>) throws -> Round? {
    try first("SELECT \(Round.columnList) FROM \(Round.from) WHERE r.id = \(id)") { try Round.read($0) }
  }

  /// The day as of which a round is looked at from an organisation: today while it is there; once it has ended, the day of the
  /// round's list, so that a year long past is read, and can be finished, in the structure it was opened in.
  package func structureDay(of organisation: ID<Organisation>, in round: Round, today: Day) throws -> Day {
    try self.organisation(organisation, asOf: AsOf(today)) == nil ? min(round.populationOn, today) : today
  }

  /// The rounds that concern an organisation: opened at it, above it or below it, on the day or when their lists were closed;
  /// the latest period first.
  package func reviewRounds(touching organisation: ID<Organisation>, asOf: AsOf) throws -> [Round] {
    try all(
      """
      SELECT \(Round.columnList) FROM \(Round.from) WHERE r.id IN (
        SELECT a.id FROM review_round a JOIN organisation_closure c ON c.ancestor_id = a.scope_id
          WHERE c.descendant_id = \(organisation) AND (\(asOf.holds("c")) OR \(asOf.holdsWhenClosed("c", "a")))
        UNION SELECT b.id FROM review_round b JOIN organisation_closure c ON c.descendant_id = b.scope_id
          WHERE c.ancestor_id = \(organisation) AND (\(asOf.holds("c")) OR \(asOf.holdsWhenClosed("c", "b"))))
      ORDER BY r.year DESC, r.quarter DESC, r.id
      """
    ) { try Round.read($0) }
  }

  package func reviewSubject(_ id: ID<ReviewSubject>) throws -> ReviewSubject? {
    try first("SELECT \(ReviewSubject.columnList) FROM review_subject u WHERE u.id = \(id)") {
      try ReviewSubject.read($0)
    }
  }

  package func reviewSubject(of member: ID<Member>, _ period: RoundPeriod) throws -> ReviewSubject? {
    try first(
      """
      SELECT \(ReviewSubject.columnList) FROM review_subject u
      WHERE u.member_id = \(member) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
      """
    ) { try ReviewSubject.read($0) }
  }

  package func reviewSubject(
    of organisation: ID<Organisation>, as entity: ReviewSubject.Entity, _ period: RoundPeriod
  ) throws -> ReviewSubject? {
    try first(
      """
      SELECT \(ReviewSubject.columnList) FROM review_subject u WHERE u.member_id IS NULL AND u.entity = \(entity)
        AND u.organisation_id = \(organisation) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
      """
    ) { try ReviewSubject.read($0) }
  }

  /// Whom a round concerns at one organisation: a cell's members and the cell, a committee's collective and itself.
  package func reviewSubjects(at organisation: ID<Organisation>, _ period: RoundPeriod) throws
    -> [ReviewSubject]
  {
    try all(
      """
      SELECT \(ReviewSubject.columnList) FROM review_subject u
      WHERE u.organisation_id = \(organisation) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
      ORDER BY u.is_late, u.entity, u.id
      """
    ) { try ReviewSubject.read($0) }
  }

  /// Everybody a round concerns in one grassroots organisation: its members, cells, collective and itself.
  package func reviewSubjects(inBase base: ID<Organisation>, _ period: RoundPeriod) throws -> [ReviewSubject]
  {
    try all(
      """
      SELECT \(ReviewSubject.columnList) FROM review_subject u
      WHERE u.base_id = \(base) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
      ORDER BY u.is_late, u.entity, u.id
      """
    ) { try ReviewSubject.read($0) }
  }

  /// How many of each kind are treated how in a subtree: the entries of the frozen list, and the late ones apart.
  package func reviewCounts(within organisation: ID<Organisation>, _ period: RoundPeriod, asOf: AsOf) throws
    -> [ReviewCount]
  {
    try all(
      """
      SELECT u.entity, u.treatment, u.is_late, count(*) FROM organisation_closure c
      JOIN review_subject u ON u.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND u.year = \(period.year)
        AND u.quarter = \(period.quarter)
      GROUP BY u.entity, u.treatment, u.is_late ORDER BY 1, 2, 3
      """
    ) {
      ReviewCount(
        entity: try $0.choice(0), treatment: .init(try $0.text(1)), isLate: try $0.bool(2),
        count: try $0.int(3))
    }
  }

  /// The hash of a round's list as it stands in the register; equal to ``Round/populationHash`` unless somebody changed it.
  package func populationHash(of round: ID<Round>) throws -> String {
    let entries = try all(
      "SELECT \(ReviewSubject.columnList) FROM review_subject u WHERE u.round_id = \(round) AND u.is_late = 0"
    ) { row -> RoundPopulation.Entry in
      let subject = try ReviewSubject.read(row)
      return RoundPopulation.Entry(
        entity: subject.entity, organisation: subject.organisation, base: subject.base,
        member: subject.member, treatment: subject.treatment, rule: subject.rule, cameFrom: subject.cameFrom,
        members: subject.members)
    }
    return RoundPopulation.hash(
      of: entries.sorted {
        ($0.entity.rawValue, $0.organisation, $0.key.id) < ($1.entity.rawValue, $1.organisation, $1.key.id)
      })
  }
}

/// So many of a kind are treated so.
package struct ReviewCount: Sendable, Hashable {
  package var entity: ReviewSubject.Entity
  package var treatment: ReviewSubject.Treatment
  package var isLate: Bool
  package var count: Int
}

extension Session {
  /// Organisations for which an actor may open a round, by words of their names: grassroots ones and those above.
  package func roundScopes(
    _ text: String, for actor: Registry.Actor, asOf: AsOf, at moment: Moment, limit: Int = 30
  )
    throws -> [OrganisationState]
  {
    let reach = try reach(of: actor, with: .manageRounds, at: moment)
    return Array(
      try searchOrganisations(text, for: actor, at: moment, limit: 500).filter { found in
        let isScope = (!found.kind.isCell || found.kind == .baseCell) && found.kind != .section
        return isScope && found.period.contains(asOf.day) && (reach?.contains(found.organisation) ?? true)
      }.prefix(limit))
  }
}

extension AsOf {
  /// SQL: a row `alias` of what is known held on the day a round `round` closed its list.
  fileprivate func holdsWhenClosed(_ alias: StaticString, _ round: StaticString) -> SQL {
    """
    (\(believed(alias)) AND \(name: alias).effective_from <= \(name: round).population_on
      AND \(name: alias).effective_to > \(name: round).population_on)
    """
  }
}
