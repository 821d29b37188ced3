import Basics
import Registry
import Schema
import Storage

extension RoundProcedure {
  /// Whether the grassroots organisation decides on a subject. A committee below it (of a section, of a cell) has it for
  /// its superior; whom a post's manager decides on, the posts tell.
  /// - Parameter holdsPostAtBase: of people, where their posts tell.
  func isDecidedAtBase(_ subject: ReviewSubject, holdsPostAtBase: () throws -> Bool) rethrows -> Bool {
    if subject.entity == .collective, subject.organisation != subject.base { return true }
    switch deciders[subject.entity]?.level {
    case .base: return true
    case .superior, nil: return false
    case .post: return try !holdsPostAtBase()
    }
  }
}

/// Decisions due — việc quyết định: how many grades one organisation decides in a grassroots organisation, and how many it has.
package struct DecisionsDue: Sendable, Hashable {
  /// Whose results are decided.
  package var base: ID<Organisation>
  package var baseName: String
  package var decider: ID<Organisation>
  package var deciderName: String
  package var subjects: Int
  package var decided: Int
  package var open: Int { subjects - decided }
}

private struct DecisionCount {
  var base: ID<Organisation>
  var entity: ReviewSubject.Entity
  var isOfBase: Bool
  var holdsPostAtBase: Bool
  var subjects: Int
  var decided: Int

  func isAbove(_ procedure: RoundProcedure) -> Bool {
    if entity == .collective, !isOfBase { return false }
    switch procedure.deciders[entity]?.level {
    case .base: return false
    case .superior, nil: return true
    case .post: return holdsPostAtBase
    }
  }
}

extension Session {
  /// The organisation that decides on a subject of a round.
  package func decider(
    of subject: ReviewSubject, in round: Round, _ procedure: RoundProcedure, asOf: AsOf
  ) throws -> ID<Organisation> {
    let isAtBase = try procedure.isDecidedAtBase(subject) {
      try subject.member.map { try holdsPost($0, at: subject.base, on: round.populationOn) } ?? true
    }
    if isAtBase { return subject.base }
    return try deciderAbove(subject.base, in: round, asOf: asOf)
  }

  private func deciderAbove(_ base: ID<Organisation>, in round: Round, asOf: AsOf) throws -> ID<Organisation>
  {
    if base == round.scope, round.superior != base { return round.superior }
    return try organisationNear(base, asOf: asOf)?.parent ?? round.superior
  }

  private func holdsPost(_ member: ID<Member>, at organisation: ID<Organisation>, on day: Day) throws -> Bool
  {
    try exists(
      """
      SELECT 1 FROM appointment a WHERE a.member_id = \(member) AND a.organisation_id = \(organisation)
        AND \(AsOf(day).holds("a"))
      """)
  }

  /// Who decides in one grassroots organisation of a round, and how much of it is decided.
  package func decisionsDue(
    inBase base: ID<Organisation>, of round: Round, _ procedure: RoundProcedure, asOf: AsOf
  ) throws -> [DecisionsDue] {
    let name = try organisationNear(base, asOf: asOf)?.name ?? ""
    let counts = try decisionCounts(of: [base], in: round)
    var found: [DecisionsDue] = []
    for isAbove in [false, true] {
      let mine = counts.filter { $0.isAbove(procedure) == isAbove }
      let subjects = mine.reduce(0) { $0 + $1.subjects }
      guard subjects > 0 else { continue }
      let decider = try isAbove ? deciderAbove(base, in: round, asOf: asOf) : base
      found.append(
        DecisionsDue(
          base: base, baseName: name, decider: decider,
          deciderName: try organisationNear(decider, asOf: asOf)?.name ?? "", subjects: subjects,
          decided: mine.reduce(0) { $0 + $1.decided }))
    }
    return found
  }

  /// What an organisation above grassroots organisations decides in those directly below it, the ones with something open
  /// first. Asked of a province: only what can be decided above is counted.
  package func decisionsDue(
    at superior: ID<Organisation>, of round: Round, _ procedure: RoundProcedure, asOf: AsOf
  ) throws -> [DecisionsDue] {
    let children = try children(of: superior, asOf: asOf).filter { $0.kind.isGrassroots }
    guard !children.isEmpty else { return [] }
    let names = Dictionary(children.map { ($0.organisation, $0.name) }, uniquingKeysWith: { a, _ in a })
    var sums: [ID<Organisation>: (subjects: Int, decided: Int)] = [:]
    let bases = children.map(\.organisation)
    for start in stride(from: 0, to: bases.count, by: 400) {
      let some = Array(bases[start..<min(start + 400, bases.count)])
      for count in try decisionCounts(of: some, in: round, onlyAbove: procedure)
      where count.isAbove(procedure) {
        sums[count.base, default: (0, 0)].subjects += count.subjects
        sums[count.base, default: (0, 0)].decided += count.decided
      }
    }
    let own = try organisationNear(superior, asOf: asOf)?.name ?? ""
    return bases.compactMap { base in
      guard let sum = sums[base] else { return nil }
      return DecisionsDue(
        base: base, baseName: names[base] ?? "", decider: superior, deciderName: own,
        subjects: sum.subjects, decided: sum.decided)
    }.sorted { ($0.open == 0 ? 1 : 0) < ($1.open == 0 ? 1 : 0) }
  }

  private func decisionCounts(
    of bases: [ID<Organisation>], in round: Round, onlyAbove procedure: RoundProcedure? = nil
  ) throws -> [DecisionCount] {
    // Not by the index of the round, which may be a province's: by that of the organisations asked about.
    // Among half a million people none is decided above but those whose posts tell; the grassroots organisations' own rows are
    // found by an index of their own.
    let isOfPeople = procedure.map { $0.deciders[.member]?.level != .base } ?? true
    let whose: SQL =
      isOfPeople
      ? "u.base_id IN \(list: bases)"
      : "u.organisation_id IN \(list: bases) AND u.member_id IS NULL AND u.base_id + 0 = u.organisation_id"
    return try all(
      """
      SELECT base_id, entity, is_of_base, holds_post, count(*), sum(is_decided) FROM (
        SELECT u.base_id, u.entity, CASE WHEN u.organisation_id = u.base_id THEN 1 ELSE 0 END AS is_of_base,
          CASE WHEN EXISTS (SELECT 1 FROM appointment a WHERE a.member_id = u.member_id
            AND a.organisation_id = u.base_id AND \(AsOf(round.populationOn).holds("a"))) THEN 1 ELSE 0 END AS holds_post,
          CASE WHEN EXISTS (SELECT 1 FROM review_grade g WHERE g.subject_id = u.id AND g.step = 'decided'
            AND g.withdrawn_by = \(Schema.stillBelieved)) THEN 1 ELSE 0 END AS is_decided
        FROM review_subject u WHERE \(whose) AND u.year = \(round.period.year)
          AND u.quarter = \(round.period.quarter) AND u.round_id + 0 = \(round.id) AND u.treatment IN ('graded', 'open')
      ) x GROUP BY base_id, entity, is_of_base, holds_post
      """
    ) {
      DecisionCount(
        base: try $0.id(0), entity: try $0.choice(1), isOfBase: try $0.bool(2),
        holdsPostAtBase: try $0.bool(3),
        subjects: try $0.int(4), decided: try $0.int(5))
    }
  }

  /// How many official members of a subtree are on no list of a round in which only some people are graded.
  package func notListed(within organisation: ID<Organisation>, of round: Round) throws -> Int {
    let asOf = AsOf(round.populationOn)
    return try count(
      """
      SELECT count(*) FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND NOT EXISTS (
        SELECT 1 FROM review_subject u WHERE u.member_id = m.member_id AND u.year = \(round.period.year)
          AND u.quarter = \(round.period.quarter))
      """)
  }
}
