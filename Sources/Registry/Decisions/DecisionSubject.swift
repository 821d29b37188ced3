import Basics
import Storage

/// Subject — trích yếu: what somebody wrote a document is about.
///
/// A document stands in the register once, whoever cites it. The words about it are not common property: the first who
/// wrote them down may have been in another commune, and may have said more than its neighbours are to read. So whoever
/// cites a known document keeps words of their own beside it, and a reader is shown the earliest words written by an act
/// that concerns their reach, or none.
struct DecisionSubject: Record {
  var id: Int64
  var decision: ID<Decision>
  var subject: String
  static let table: StaticString = "decision_subject"
  static let columns: [StaticString] = ["id", "decision_id", "subject"]
  var row: Int64 { id }
  var values: [SQLValue] { [.int(id), decision.sqlValue, .text(subject)] }
}

extension Session {
  /// The document with the words about it that somebody may read.
  package func shown(_ decision: Decision, to reach: Set<ID<Organisation>>?) throws -> Decision {
    guard let reach else { return decision }
    var copy = decision
    copy.subject = ""
    copy.note = ""
    let writings = try all(
      """
      SELECT d.recorded_by, d.subject, 0 FROM decision d WHERE d.id = \(decision.id)
      UNION ALL SELECT s.recorded_by, s.subject, 1 FROM decision_subject s WHERE s.decision_id = \(decision.id)
      ORDER BY 1, 3
      """
    ) { (entry: try $0.int(0), subject: try $0.text(1), isFirst: try $0.int(2) == 0) }
    for writing in writings where try entry(writing.entry, concerns: reach) {
      if writing.isFirst { copy.note = decision.note }
      guard !writing.subject.isEmpty else { continue }
      copy.subject = writing.subject
      break
    }
    return copy
  }

  /// Whether an entry of the journal wrote something about an organisation of a reach, or about a member there.
  private func entry(_ entry: Int, concerns reach: Set<ID<Organisation>>) throws -> Bool {
    let told = try all(
      """
      SELECT s.organisation_id FROM journal_record r JOIN organisation_state s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'organisation_state'
      UNION SELECT s.organisation_id FROM journal_record r JOIN structure_event s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'structure_event'
      UNION SELECT s.organisation_id FROM journal_record r JOIN membership s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'membership'
      UNION SELECT s.organisation_id FROM journal_record r JOIN membership_end s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'membership_end'
      UNION SELECT s.organisation_id FROM journal_record r JOIN appointment s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'appointment'
      UNION SELECT s.organisation_id FROM journal_record r JOIN leadership_scope s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'leadership_scope'
      UNION SELECT s.organisation_id FROM journal_record r JOIN grading s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'grading' AND s.organisation_id IS NOT NULL
      UNION SELECT s.organisation_id FROM journal_record r JOIN roll_out s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'roll_out'
      UNION SELECT s.scope_id FROM journal_record r JOIN mandate s ON s.id = r.entity_id
        WHERE r.sequence = \(entry) AND r.entity = 'mandate'
      """
    ) { try $0.id(0, Organisation.self) }
    return told.contains { reach.contains($0) }
  }
}

extension Transaction {
  /// Keeps what an act says about a document that somebody else has written down before.
  func keep(_ subject: String, of decision: ID<Decision>) throws {
    let subject = try FreeText.checked(subject)
    guard !subject.isEmpty else { return }
    // A list that names one document in each of its lines has said it with the first.
    let isSaid = try session.exists(
      """
      SELECT 1 FROM decision WHERE id = \(decision) AND recorded_by = \(entry)
      UNION ALL SELECT 1 FROM decision_subject WHERE decision_id = \(decision) AND recorded_by = \(entry)
      """)
    guard !isSaid else { return }
    try add(DecisionSubject(id: newRow(), decision: decision, subject: subject))
  }
}
