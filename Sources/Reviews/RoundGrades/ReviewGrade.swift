import Basics
import Registry
import Schema
import Storage

/// Review grade — mức ở từng bước: the grade a subject was given at one step of a round, from its own to the decision.
package struct ReviewGrade: Registry.Fact, Hashable {
  package enum Step: String, Sendable, CaseIterable, SQLConvertible {
    case own, proposed, appraised, decided

    package var title: String {
      switch self {
      case .own: "Tự nhận"
      case .proposed: "Đề nghị"
      case .appraised: "Thẩm định"
      case .decided: "Quyết định"
      }
    }
  }

  package var id: ID<ReviewGrade>
  package var round: ID<Round>
  package var subject: ID<ReviewSubject>
  package var member: ID<Member>?
  package var organisation: ID<Organisation>
  package var step: Step
  /// A grade of the guidance's scale, or an outcome outside it.
  package var grade: String
  package var day: Day
  /// Which organisation gave it.
  package var by: ID<Organisation>
  /// The ballot it rests on.
  package var ballot: ID<Ballot>?
  /// The grading it became.
  package var grading: ID<Grading>?
  package var isForOther: Bool
  package var reason: String
  package var decision: ID<RegisterDecision>?

  package static let table: StaticString = "review_grade"
  package static let columns: [StaticString] = [
    "id", "round_id", "subject_id", "member_id", "organisation_id", "step", "grade", "graded_on", "by_id",
    "ballot_id", "grading_id", "is_for_other", "reason", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, subject.sqlValue, member?.sqlValue ?? .null, organisation.sqlValue,
      step.sqlValue, .text(grade), day.sqlValue, by.sqlValue, ballot?.sqlValue ?? .null,
      grading?.sqlValue ?? .null, isForOther.sqlValue, .text(reason), decision?.sqlValue ?? .null,
    ]
  }
  static let columnList: SQL = """
    g.id, g.round_id, g.subject_id, g.member_id, g.organisation_id, g.step, g.grade, g.graded_on, g.by_id, g.ballot_id,
    g.grading_id, g.is_for_other, g.reason, g.decision_id
    """
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), subject: try row.id(2), member: try row.ifID(3),
      organisation: try row.id(4), step: try row.choice(5), grade: try row.text(6), day: try row.day(7),
      by: try row.id(8), ballot: try row.ifID(9), grading: try row.ifID(10), isForOther: try row.bool(11),
      reason: try row.text(12), decision: try row.ifID(13))
  }
}

extension Session {
  /// The grades of a subject as they stand, by step.
  package func reviewGrades(of subject: ID<ReviewSubject>) throws -> [ReviewGrade.Step: ReviewGrade] {
    Dictionary(
      try all(
        """
        SELECT \(ReviewGrade.columnList) FROM review_grade g
        WHERE g.subject_id = \(subject) AND g.withdrawn_by = \(Schema.stillBelieved)
        """
      ) { try ReviewGrade.read($0) }.map { ($0.step, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// Every grade a subject ever had in the round, taken back ones too, in the order they were recorded.
  package func reviewGradeHistory(of subject: ID<ReviewSubject>) throws -> [(
    grade: ReviewGrade, isBelieved: Bool
  )] {
    try all(
      """
      SELECT \(ReviewGrade.columnList), g.withdrawn_by FROM review_grade g WHERE g.subject_id = \(subject)
      ORDER BY g.recorded_by, g.id
      """
    ) { (try ReviewGrade.read($0), Int64(try $0.int(14)) == Schema.stillBelieved) }
  }

  /// The grades of everybody a round concerns in one grassroots organisation.
  package func reviewGrades(inBase base: ID<Organisation>, _ period: RoundPeriod) throws -> [ReviewGrade] {
    try all(
      """
      SELECT \(ReviewGrade.columnList) FROM review_subject u JOIN review_grade g ON g.subject_id = u.id
      WHERE u.base_id = \(base) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
        AND g.withdrawn_by = \(Schema.stillBelieved) ORDER BY g.id
      """
    ) { try ReviewGrade.read($0) }
  }
}
