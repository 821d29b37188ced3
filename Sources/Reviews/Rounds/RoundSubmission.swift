import Basics
import Registry
import Schema
import Storage

/// Submission — kết quả gửi lên: where the results of one unit stand: sent, returned with remarks, accepted by the
/// superior, or not expected at all.
package struct RoundSubmission: Registry.Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case sent, returned, accepted, exempt

    package var title: String {
      switch self {
      case .sent: "đã gửi lên cấp trên"
      case .returned: "được trả lại để bổ sung"
      case .accepted: "đã được chuẩn y"
      case .exempt: "được miễn"
      }
    }
  }

  package var id: ID<RoundSubmission>
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var state: State
  package var day: Day
  /// When it was sent for the first time; a return does not make it late.
  package var firstSentOn: Day?
  /// Whether that was before the deadline which held then.
  package var isOnTime: Bool?
  package var note: String
  package var decision: ID<RegisterDecision>?

  package static let table: StaticString = "review_submission"
  package static let columns: [StaticString] = [
    "id", "round_id", "organisation_id", "state", "happened_on", "first_sent_on", "is_on_time", "note",
    "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, organisation.sqlValue, state.sqlValue, day.sqlValue,
      firstSentOn?.sqlValue ?? .null, isOnTime?.sqlValue ?? .null, .text(note), decision?.sqlValue ?? .null,
    ]
  }
  static let columnList: SQL = """
    s.id, s.round_id, s.organisation_id, s.state, s.happened_on, s.first_sent_on, s.is_on_time, s.note, s.decision_id
    """
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), organisation: try row.id(2), state: try row.choice(3),
      day: try row.day(4), firstSentOn: try row.ifDay(5), isOnTime: try row.ifInt(6).map { $0 != 0 },
      note: try row.text(7), decision: try row.ifID(8))
  }
}

extension Session {
  package func reviewSubmission(of organisation: ID<Organisation>, in round: ID<Round>) throws
    -> RoundSubmission?
  {
    try first(
      """
      SELECT \(RoundSubmission.columnList) FROM review_submission s WHERE s.organisation_id = \(organisation)
        AND s.round_id = \(round) AND s.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try RoundSubmission.read($0) }
  }

  /// Everything that ever happened to a unit's results, the earliest first.
  package func reviewSubmissionHistory(of organisation: ID<Organisation>, in round: ID<Round>) throws
    -> [RoundSubmission]
  {
    try all(
      """
      SELECT \(RoundSubmission.columnList) FROM review_submission s
      WHERE s.organisation_id = \(organisation) AND s.round_id = \(round) ORDER BY s.recorded_by, s.id
      """
    ) { try RoundSubmission.read($0) }
  }
}

extension Session {
  /// To whom a unit's results go: the organisation directly above it, or who opened the round where none stands above.
  package func superior(of organisation: ID<Organisation>, in round: Round, asOf: AsOf) throws
    -> ID<Organisation>
  {
    if organisation == round.scope, round.superior != organisation { return round.superior }
    return try organisationNear(organisation, asOf: asOf)?.parent ?? organisation
  }
}

extension Transaction {
  /// The unit's own row of a round.
  func reviewUnit(_ organisation: ID<Organisation>, in round: Round) throws -> ReviewSubject {
    let cell = try session.reviewSubject(of: organisation, as: .cell, round.period)
    let unit = try cell ?? session.reviewSubject(of: organisation, as: .base, round.period)
    guard let unit, unit.round == round.id else { throw RoundRefusal.subjectUnknown }
    return unit
  }

  /// To whom a unit's results go today.
  func superior(of organisation: ID<Organisation>, in round: Round) throws -> ID<Organisation> {
    try session.superior(of: organisation, in: round, asOf: asOf)
  }

  func replace(_ old: RoundSubmission?, by new: RoundSubmission) throws {
    if let old { try withdraw(old) }
    try insert(new)
  }
}
