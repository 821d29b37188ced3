import Basics
import Registry
import Schema
import Storage

/// Version of a form — một lần gửi bản kiểm điểm: what was sent, and whether it was after the subject had been reviewed.
package struct FormVersion: Sendable {
  package var form: FilledForm
  /// It holds now; the others were replaced and stay readable.
  package var isBelieved: Bool
  /// Sent after the meeting had reviewed the subject: it is not what lay before the meeting.
  package var isAfterReview: Bool
}

extension Session {
  package func reviewSubject(
    _ subject: Grading.Subject, _ entity: String, _ period: RoundPeriod
  ) throws -> ReviewSubject? {
    switch subject {
    case .member(let id): try reviewSubject(of: id, period)
    case .organisation(let id):
      try ReviewSubject.Entity(rawValue: entity).flatMap { try reviewSubject(of: id, as: $0, period) }
    }
  }

  /// Everything a subject has sent in a form of a period, the earliest first.
  package func formVersions(
    of whose: Grading.Subject, _ form: String, _ period: RoundPeriod, subject: ID<ReviewSubject>
  ) throws -> [FormVersion] {
    // The step of the form itself is recorded with it; the first one after it is the review.
    let reviewed =
      try first(
        """
        SELECT min(p.recorded_by) FROM review_step p WHERE p.subject_id = \(subject)
          AND p.withdrawn_by = \(Schema.stillBelieved) AND NOT EXISTS (
            SELECT 1 FROM review_form f WHERE \(whose.condition) AND f.recorded_by = p.recorded_by)
        """
      ) { try $0.ifInt(0) } ?? nil
    return try all(
      """
      SELECT \(FilledForm.selected), f.recorded_by, f.withdrawn_by FROM review_form f
      WHERE \(whose.condition) AND f.year = \(period.year) AND f.quarter = \(period.quarter) AND f.form = \(form)
      ORDER BY f.recorded_by
      """
    ) { row in
      let entry = try row.int(10)
      return FormVersion(
        form: try FilledForm.read(row), isBelieved: Int64(try row.int(11)) == Schema.stillBelieved,
        isAfterReview: reviewed.map { $0 < entry } ?? false)
    }
  }
}
