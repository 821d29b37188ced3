import Basics
import Registry
import Storage

/// A remark on an issued briefing: a comment or question of a level that receives it, or the answer to one.
package struct BriefingRemark: Fact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case comment, question, answer
    package var title: String {
      switch self {
      case .comment: "Góp ý"
      case .question: "Câu hỏi"
      case .answer: "Trả lời"
      }
    }
  }

  package var id: ID<BriefingRemark>
  package var issue: ID<BriefingIssue>
  package var answers: ID<BriefingRemark>?
  package var kind: Kind
  package var text: String
  package var person: String
  package var account: ID<Account>?
  package var writtenAt: Moment

  package static let table: StaticString = "briefing_remark"
  package static let columns: [StaticString] = [
    "id", "issue_id", "answers_id", "kind", "text", "person", "account_id", "written_at",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, issue.sqlValue, answers?.sqlValue ?? .null, kind.sqlValue, .text(text), .text(person),
      account?.sqlValue ?? .null, writtenAt.sqlValue,
    ]
  }
}

/// Comments on an issued briefing, asks about it, or answers. Whoever holds the right on the organisation may: its own
/// office, and the superiors who receive the briefing.
package struct RemarkOnBriefing: Act {
  package static let name = "briefing.remark"
  package var issue: ID<BriefingIssue>
  package var kind: BriefingRemark.Kind
  package var text: String
  package var answers: ID<BriefingRemark>?

  /// - Parameter answers: for an answer, the remark it answers.
  package init(
    on issue: ID<BriefingIssue>, _ kind: BriefingRemark.Kind, text: String,
    answering answers: ID<BriefingRemark>? = nil
  ) {
    (self.issue, self.kind, self.text, self.answers) = (issue, kind, text, answers)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<BriefingRemark> {
    guard let found = try register.session.issue(issue) else { throw RightsRefusal.notFound }
    try register.require(.remarkOnBriefings, of: actor, on: found.organisation)
    let text = try FreeText.checked(text)
    guard !text.isEmpty else { throw BriefingRefusal.noText }
    if kind == .answer || answers != nil {
      guard let answers, try register.session.remarks(on: issue).contains(where: { $0.id == answers }) else {
        throw RightsRefusal.notFound
      }
    }
    let remark = BriefingRemark(
      id: register.newID(), issue: issue, answers: answers, kind: kind, text: text, person: actor.name,
      account: actor.account, writtenAt: register.now)
    try register.insert(remark)
    register.note("briefing", issue)
    return remark.id
  }
}

extension Session {
  /// The remarks on an issued briefing, in the order written.
  package func remarks(on issue: ID<BriefingIssue>, known: Int = AsOf.everything) throws -> [BriefingRemark] {
    let asOf = AsOf(.endOfTime, known: known)
    return try all(
      """
      SELECT r.id, r.issue_id, r.answers_id, r.kind, r.text, r.person, r.account_id, r.written_at FROM briefing_remark r
      WHERE r.issue_id = \(issue) AND \(asOf.believed("r")) ORDER BY r.written_at, r.id
      """
    ) {
      BriefingRemark(
        id: try $0.id(0), issue: try $0.id(1), answers: try $0.ifID(2), kind: try $0.choice(3),
        text: try $0.text(4),
        person: try $0.text(5), account: try $0.ifID(6), writtenAt: try $0.moment(7))
    }
  }
}
