import Basics
import Registry
import Schema
import Storage

/// The document of a round as it was corrected; the one it was opened by stays in the round's own row.
struct RoundDocument: Registry.Fact {
  var id: ID<RoundDocument>
  var round: ID<Round>
  var decision: ID<RegisterDecision>
  var reason: String
  static let table: StaticString = "review_round_document"
  static let columns: [StaticString] = ["id", "round_id", "decision_id", "reason"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue, round.sqlValue, decision.sqlValue, .text(reason)] }
}

/// Corrects the document a round was opened by: number, day or issuer typed wrongly. Nothing else of the round changes.
package struct CorrectRoundDocument: Act {
  package static let name = "round.correctDocument"
  package var round: ID<Round>
  package var decision: DecisionEntry
  package var reason: String

  package init(_ round: ID<Round>, decision: DecisionEntry, reason: String) {
    (self.round, self.decision, self.reason) = (round, decision, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let round = try session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: round.superior)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    let paper = try register.decision(decision)
    guard paper != round.decision else { throw ReviewRefusal.nothingChanged }
    let old = try session.first(
      """
      SELECT id, round_id, decision_id, reason FROM review_round_document
      WHERE round_id = \(round.id) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) {
      RoundDocument(
        id: try $0.id(0), round: try $0.id(1), decision: try $0.id(2), reason: try $0.text(3))
    }
    if let old { try register.withdraw(old) }
    try register.insert(
      RoundDocument(id: register.newID(), round: round.id, decision: paper, reason: reason))
    register.note("round", round.id)
    register.note("reason", .string(reason))
  }
}

/// Takes back a round that was opened by mistake, as long as nothing stands on it: its list is dissolved, and those on it can
/// stand on another. What was opened, and that it was taken back, stays in the journal.
package struct WithdrawRound: Act {
  package static let name = "round.withdraw"
  package var round: ID<Round>
  package var reason: String

  package init(_ round: ID<Round>, reason: String) { (self.round, self.reason) = (round, reason) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let round = try session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: round.superior)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    let standing = try session.recorded(in: round)
    guard standing.isEmpty else { throw RoundRefusal.begun(standing) }
    for deadline in try session.reviewDeadlines(of: round.id) { try register.withdraw(deadline) }
    if let guidance = try RoundGuidance.believed(of: round.id, in: session) {
      try register.withdraw(guidance)
    }
    try session.run("DELETE FROM review_subject WHERE round_id = \(round.id)")
    register.note("round", round.id)
    register.note("organisation", round.scope)
    register.note("year", .int(round.period.year))
    register.note("subjects", .int(round.subjects))
    register.note("hash", .string(round.populationHash))
    register.note("reason", .string(reason))
  }
}

extension Session {
  /// What was ever recorded in a round, in words; what was taken back since counts as well, for its rows name the list.
  package func recorded(in round: Round) throws -> [String] {
    func told(_ name: String, _ sql: SQL) throws -> String? {
      let count = try count(sql)
      return count == 0 ? nil : "\(count) \(name)"
    }
    return try [
      told("bước đã ghi", "SELECT count(*) FROM review_step WHERE round_id = \(round.id)"),
      told("mức đã ghi", "SELECT count(*) FROM review_grade WHERE round_id = \(round.id)"),
      told(
        "lần gửi, miễn gửi kết quả", "SELECT count(*) FROM review_submission WHERE round_id = \(round.id)"),
      told(
        "hội nghị",
        """
        SELECT count(*) FROM review_meeting m WHERE m.round_id = \(round.id) AND NOT EXISTS (
          SELECT 1 FROM review_meeting_withdrawal w WHERE w.meeting_id = m.id
            AND w.withdrawn_by = \(Schema.stillBelieved))
        """),
      told("lần hỏi ý kiến", "SELECT count(*) FROM review_opinion WHERE round_id = \(round.id)"),
      told("đơn thư", "SELECT count(*) FROM review_complaint WHERE round_id = \(round.id)"),
      told(
        "đối tượng bổ sung",
        "SELECT count(*) FROM review_subject WHERE round_id = \(round.id) AND is_late = 1"),
    ].compactMap { $0 }
  }
}
