import Basics
import Registry
import Schema
import Storage

/// Summoned — người được triệu tập: who is convened on a day follows from the register of that day.
package struct Summoned: Sendable, Hashable {
  package var member: ID<Member>
  package var standing: MemberStanding
  /// Formally on temporary activity elsewhere.
  package var isAway: Bool
  package var isExempt: Bool
}

extension Session {
  /// The official and probationary members of a cell, or those who hold a Party post of a committee; suspended members are
  /// not convened.
  /// - Parameters:
  ///   - year: whose facts say who is exempt or suspended.
  ///   - asCommittee: of a cell its committee only.
  package func summoned(
    to organisation: OrganisationState, asCommittee: Bool = false, year: Int, on day: Day
  ) throws -> [Summoned] {
    let asOf = AsOf(day)
    let whose: SQL =
      organisation.kind.isCell && !asCommittee
      ? """
      SELECT m.member_id FROM membership m WHERE m.organisation_id = \(organisation.organisation)
        AND m.kind = 'official' AND \(asOf.holds("m"))
      """
      : """
      SELECT DISTINCT a.member_id FROM appointment a WHERE a.organisation_id = \(organisation.organisation)
        AND a.sector = 'party' AND \(asOf.holds("a"))
      """
    func told(_ fact: String) -> SQL {
      """
      EXISTS (SELECT 1 FROM review_fact f WHERE f.member_id = w.member_id AND f.year = \(year) AND f.fact = \(fact)
        AND f.value = '1' AND \(asOf.believed("f")))
      """
    }
    return try all(
      """
      SELECT w.member_id, CASE WHEN s.official_on <= \(day) THEN 1 ELSE 0 END,
        CASE WHEN EXISTS (SELECT 1 FROM membership t WHERE t.member_id = w.member_id AND t.kind = 'temporary'
          AND t.organisation_id <> \(organisation.organisation) AND \(asOf.holds("t"))) THEN 1 ELSE 0 END,
        CASE WHEN \(told("exempt")) THEN 1 ELSE 0 END
      FROM (\(whose)) w JOIN member_state s ON s.member_id = w.member_id AND \(asOf.holds("s"))
      WHERE NOT \(told("suspended")) ORDER BY w.member_id
      """
    ) {
      Summoned(
        member: try $0.id(0), standing: try $0.bool(1) ? .official : .probationary, isAway: try $0.bool(2),
        isExempt: try $0.bool(3))
    }
  }

  /// Who is convened to a meeting by the register of its day.
  package func summoned(to meeting: Meeting) throws -> [Summoned] {
    guard let state = try organisation(meeting.organisation, asOf: AsOf(meeting.heldOn)) else { return [] }
    return try summoned(
      to: state, asCommittee: meeting.kind == .committee, year: meeting.heldOn.year, on: meeting.heldOn)
  }
}
