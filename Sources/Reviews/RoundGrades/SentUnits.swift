import Basics
import Registry
import Schema
import Storage

/// Sent unit — đơn vị đã gửi kết quả, chờ cấp trên: what the level above still has to do before it accepts them.
package struct SentUnit: Sendable, Hashable {
  package var organisation: ID<Organisation>
  package var name: String
  package var sentOn: Day
  /// Graded subjects of the unit.
  package var subjects: Int
  /// Those without an appraised grade and those without a decided one.
  package var unappraised: Int
  package var undecided: Int
  /// Complaints that are open, or whose answer is not carried out.
  package var complaints: Int

  /// All that the level above does before accepting is done.
  package var isReady: Bool { undecided == 0 && complaints == 0 }
}

extension Session {
  /// The units directly answered for by an organisation whose results it has, the earliest sent first: of a grassroots
  /// organisation its cells and sections, above it the grassroots organisations themselves.
  package func sentUnits(to superior: ID<Organisation>, in round: Round, asOf: AsOf) throws -> [SentUnit] {
    guard let place = try organisationNear(superior, asOf: asOf) else { return [] }
    let whose: SQL =
      place.kind.isGrassroots
      ? "u.base_id = \(superior) AND u.organisation_id <> \(superior)"
      : """
      u.organisation_id IN (SELECT c.descendant_id FROM organisation_closure c
        WHERE c.ancestor_id = \(superior) AND c.depth = 1 AND \(asOf.holds("c"))) AND u.base_id = u.organisation_id
      """
    // Who is no longer there is not waited for.
    let gone =
      try place.kind.isGrassroots
      ? leftEntries(of: round, within: superior, today: asOf.day).map(\.subject.id) : []
    let rows = try all(
      """
      SELECT s.organisation_id, s.happened_on, count(*),
        sum(CASE WHEN EXISTS (SELECT 1 FROM review_grade g WHERE g.subject_id = u.id AND g.step = 'appraised'
          AND g.withdrawn_by = \(Schema.stillBelieved)) THEN 0 ELSE 1 END),
        sum(CASE WHEN EXISTS (SELECT 1 FROM review_grade g WHERE g.subject_id = u.id AND g.step = 'decided'
          AND g.withdrawn_by = \(Schema.stillBelieved)) THEN 0 ELSE 1 END)
      FROM review_submission s JOIN review_subject u ON u.organisation_id = s.organisation_id
        AND u.round_id = s.round_id AND u.treatment IN ('graded', 'open')
      WHERE s.round_id = \(round.id) AND s.state = 'sent' AND s.withdrawn_by = \(Schema.stillBelieved) AND \(whose)
        AND u.id NOT IN \(list: gone.isEmpty ? [ID(0)] : gone)
      GROUP BY s.organisation_id, s.happened_on ORDER BY s.happened_on, s.organisation_id
      """
    ) { (try $0.id(0, Organisation.self), try $0.day(1), try $0.int(2), try $0.int(3), try $0.int(4)) }
    return try rows.map { id, day, subjects, unappraised, undecided in
      SentUnit(
        organisation: id, name: try organisationNear(id, asOf: asOf)?.name ?? "", sentOn: day,
        subjects: subjects, unappraised: unappraised, undecided: undecided,
        complaints: try unsettledComplaints(at: id, in: round.id).count)
    }
  }
}
