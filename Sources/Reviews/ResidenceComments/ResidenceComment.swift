import Basics
import Registry
import Schema
import Storage

/// Residence comment — nhận xét của nơi cư trú ngoài đợt kiểm điểm (Mẫu 3-213): asked for by the organisation where a member works,
/// said by the cell where they live, read by the member.
package struct ResidenceComment: Registry.Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case asked, said, read, cancelled
    package var title: String {
      switch self {
      case .asked: "đang chờ nơi cư trú"
      case .said: "nơi cư trú đã nhận xét, người được nhận xét chưa đọc"
      case .read: "người được nhận xét đã đọc"
      case .cancelled: "đã thôi hỏi"
      }
    }
  }
  package var id: ID<Row>
  package var comment: ID<ResidenceComment>
  package var member: ID<Member>
  /// Where the member belonged when it was asked for.
  package var from: ID<Organisation>
  /// Nil where the place of residence is not in the register.
  package var asked: ID<Organisation>?
  package var askedName: String
  /// One of ``LiaisonRules/Occasion``.
  package var occasion: String
  package var state: State
  package var askedOn: Day
  /// The last day on which it is in time.
  package var dueOn: Day
  /// When what the state says happened.
  package var day: Day
  package var author: String
  /// By heading.
  package var content: [String: String]
  package var reply: String

  package enum Row {}
  package func isLate(on day: Day) -> Bool { state == .asked && dueOn < day }
  package var isSaid: Bool { state == .said || state == .read }

  package static let table: StaticString = "residence_comment"
  package static let columns: [StaticString] = [
    "id", "comment_id", "member_id", "from_id", "asked_id", "asked_name", "occasion", "state", "asked_on",
    "due_on", "happened_on", "author", "content", "reply",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let written = content.isEmpty ? "" : JSON.object(content.mapValues { .string($0) }).text()
    return [
      id.sqlValue, comment.sqlValue, member.sqlValue, from.sqlValue, asked?.sqlValue ?? .null,
      .text(askedName), .text(occasion), state.sqlValue, askedOn.sqlValue, dueOn.sqlValue, day.sqlValue,
      .text(author), .text(written), .text(reply),
    ]
  }
  static let list: SQL = """
    r.id, r.comment_id, r.member_id, r.from_id, r.asked_id, r.asked_name, r.occasion, r.state, r.asked_on, r.due_on,
    r.happened_on, r.author, r.content, r.reply
    """
  static func read(_ row: Storage.Row) throws -> Self {
    var content: [String: String] = [:]
    if case .object(let parts)? = JSON(text: try row.text(12)) {
      for (heading, value) in parts { if case .string(let text) = value { content[heading] = text } }
    }
    return Self(
      id: try row.id(0), comment: try row.id(1), member: try row.id(2), from: try row.id(3),
      asked: try row.ifID(4), askedName: try row.text(5), occasion: try row.text(6),
      state: try row.choice(7), askedOn: try row.day(8), dueOn: try row.day(9), day: try row.day(10),
      author: try row.text(11), content: content, reply: try row.text(13))
  }
}

extension Session {
  package func residenceComment(_ id: ID<ResidenceComment>) throws -> ResidenceComment? {
    try residenceComments("r.comment_id = \(id)").first
  }

  /// What was asked for about a member, the latest first.
  package func residenceComments(of member: ID<Member>) throws -> [ResidenceComment] {
    try residenceComments("r.member_id = \(member)")
  }

  /// What waits for a cell, or for one that has become part of it.
  package func residenceCommentsWaiting(at cell: ID<Organisation>, on day: Day) throws -> [ResidenceComment] {
    let asked = try [cell] + origins(of: cell, asOf: AsOf(day))
    return try residenceComments("r.asked_id IN \(list: asked) AND r.state = 'asked'")
  }

  /// What the members of a cell are waited for with.
  package func residenceCommentsAsked(by cell: ID<Organisation>, asOf: AsOf) throws -> [ResidenceComment] {
    try residenceComments(
      """
      r.state = 'asked' AND r.member_id IN (SELECT m.member_id FROM membership m
        WHERE m.organisation_id = \(cell) AND m.kind = 'official' AND \(asOf.holds("m")))
      """)
  }

  private func residenceComments(_ condition: SQL) throws -> [ResidenceComment] {
    try all(
      """
      SELECT \(ResidenceComment.list) FROM residence_comment r
      WHERE r.withdrawn_by = \(Schema.stillBelieved) AND \(condition) ORDER BY r.asked_on DESC, r.comment_id DESC
      """
    ) { try ResidenceComment.read($0) }
  }

  /// What somebody may do with a comment for the cell that was asked, or that carries on what was.
  package func askedRights(of actor: Registry.Actor, on comment: ResidenceComment, at moment: Moment) throws
    -> RightSet
  {
    guard let asked = comment.asked else { return [] }
    return try heirs(of: asked, asOf: AsOf(moment.day)).reduce(into: []) {
      $0.formUnion(try rights(of: actor, on: $1, at: moment))
    }
  }
}
