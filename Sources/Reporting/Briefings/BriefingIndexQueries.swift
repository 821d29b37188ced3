import Basics
import Registry
import Schema
import Storage

/// An issued briefing in a list, without its frozen text.
package struct BriefingIssueHead: Sendable, Hashable {
  package var id: ID<BriefingIssue>
  package var organisation: ID<Organisation>
  package var organisationName: String
  package var asOf: Day
  package var structure: Briefing.Structure
  package var number: String
  package var issuedAt: Moment
  package var issuedBy: String
  package var questions: Int
  package var unanswered: Int
}

/// A question on an issued briefing that nobody has answered.
package struct OpenQuestion: Sendable, Hashable {
  package var remark: BriefingRemark
  package var organisation: ID<Organisation>
  package var number: String
}

extension Session {
  /// One issued briefing with what would differ in it today.
  package func compared(_ issue: BriefingIssue, rules: BriefingRules, for actor: Actor, at moment: Moment)
    throws
    -> IssuedBriefing
  {
    guard let old = issue.briefing else {
      return IssuedBriefing(issue: issue, differences: [], isBroken: true)
    }
    return IssuedBriefing(
      issue: issue, differences: try differences(of: old, rules: rules, for: actor, at: moment),
      isBroken: false)
  }

  /// All issued briefings, the latest first; a caller keeps those of the reach.
  package func issueHeads() throws -> [BriefingIssueHead] {
    var questions: [ID<BriefingIssue>: (all: Int, open: Int)] = [:]
    let open = try openQuestions()
    for question in open { questions[question.remark.issue, default: (0, 0)].open += 1 }
    try query(
      """
      SELECT r.issue_id, count(*) FROM briefing_remark r
      WHERE r.kind = 'question' AND r.withdrawn_by = \(Schema.stillBelieved) GROUP BY r.issue_id
      """
    ) { questions[try $0.id(0), default: (0, 0)].all = try $0.int(1) }
    return try all(
      """
      SELECT i.id, i.organisation_id, i.as_of, i.structure, i.number, i.issued_at, i.issued_by,
        (SELECT max(s.name) FROM organisation_state s WHERE s.organisation_id = i.organisation_id
          AND s.withdrawn_by = \(Schema.stillBelieved) AND s.effective_from <= i.as_of AND s.effective_to > i.as_of)
      FROM briefing_issue i ORDER BY i.issued_at DESC, i.id DESC
      """
    ) { row in
      let id: ID<BriefingIssue> = try row.id(0)
      return BriefingIssueHead(
        id: id, organisation: try row.id(1), organisationName: try row.ifText(7) ?? "", asOf: try row.day(2),
        structure: try row.choice(3), number: try row.text(4), issuedAt: try row.moment(5),
        issuedBy: try row.text(6),
        questions: questions[id]?.all ?? 0, unanswered: questions[id]?.open ?? 0)
    }
  }

  /// Questions without an answer, the earliest first.
  package func openQuestions() throws -> [OpenQuestion] {
    try all(
      """
      SELECT r.id, r.issue_id, r.answers_id, r.kind, r.text, r.person, r.account_id, r.written_at, i.organisation_id, i.number
      FROM briefing_remark r JOIN briefing_issue i ON i.id = r.issue_id
      WHERE r.kind = 'question' AND r.withdrawn_by = \(Schema.stillBelieved) AND NOT EXISTS (
        SELECT 1 FROM briefing_remark a WHERE a.answers_id = r.id AND a.kind = 'answer'
          AND a.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY r.written_at, r.id
      """
    ) {
      OpenQuestion(
        remark: BriefingRemark(
          id: try $0.id(0), issue: try $0.id(1), answers: try $0.ifID(2), kind: try $0.choice(3),
          text: try $0.text(4),
          person: try $0.text(5), account: try $0.ifID(6), writtenAt: try $0.moment(7)),
        organisation: try $0.id(8), number: try $0.text(9))
    }
  }
}
