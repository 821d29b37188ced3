import Basics
import Registry
import Schema
import Storage

/// Unsettled complaint — đơn chưa giải quyết xong: one that is not answered, or answered so that its subject must be graded
/// again, and is not yet. Until it is settled the results of the unit are not accepted.
package struct UnsettledComplaint: Sendable, Hashable {
  package var subject: ID<ReviewSubject>
  /// It is answered; what the answer asks for is not done.
  package var isAnswered: Bool

  package var words: String { isAnswered ? "phải xếp loại lại, chưa làm" : "đơn chưa trả lời" }
}

extension Session {
  /// The last answer about a subject counts; a decision taken after it carries it out.
  package func unsettledComplaints(at organisation: ID<Organisation>, in round: ID<Round>) throws
    -> [UnsettledComplaint]
  {
    let rows = try all(
      """
      SELECT k.subject_id, k.state, k.outcome, k.recorded_by, (SELECT max(g.recorded_by) FROM review_grade g
          WHERE g.subject_id = k.subject_id AND g.step = 'decided' AND g.withdrawn_by = \(Schema.stillBelieved))
      FROM review_subject u JOIN review_complaint k ON k.subject_id = u.id AND k.withdrawn_by = \(Schema.stillBelieved)
      WHERE u.organisation_id = \(organisation) AND u.round_id = \(round) ORDER BY k.recorded_by, k.id
      """
    ) { row in
      (
        subject: try row.id(0, ReviewSubject.self), isOpen: try row.text(1) == "received",
        isRegrade: try row.ifText(2) == ReviewComplaint.Outcome.regrade.rawValue, answered: try row.int(3),
        decided: try row.ifInt(4)
      )
    }
    return Dictionary(grouping: rows, by: \.subject).sorted { $0.key < $1.key }.compactMap { subject, rows in
      if rows.contains(where: \.isOpen) { return UnsettledComplaint(subject: subject, isAnswered: false) }
      guard let last = rows.last, last.isRegrade, last.decided.map({ $0 < last.answered }) ?? true else {
        return nil
      }
      return UnsettledComplaint(subject: subject, isAnswered: true)
    }
  }
}
