import Basics
import Registry
import Schema
import Storage

/// Opinion — ý kiến nhận xét: what an organisation or somebody in charge is asked to say about a subject of a round, from
/// the asking until it enters the dossier.
package struct ReviewOpinion: Registry.Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    case residence, formerCell, temporaryCell, massOrganisation, head
  }
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case asked, draft, shared, read, entered, cancelled
    package var title: String {
      switch self {
      case .asked: "đang chờ"
      case .draft: "đang soạn"
      case .shared: "đã gửi người được nhận xét"
      case .read: "đã được đọc"
      case .entered: "đã vào hồ sơ"
      case .cancelled: "đã thôi hỏi"
      }
    }
    /// Whoever it is about may see what it says.
    package var isShown: Bool { self == .shared || self == .read || self == .entered }
    /// The one who was asked has done their part.
    package var isReceived: Bool { isShown }
  }

  package var id: ID<ReviewOpinion>
  /// The same through all states.
  package var request: ID<OpinionRequest>
  package var round: ID<Round>
  package var subject: ID<ReviewSubject>
  package var member: ID<Member>?
  package var kind: Kind
  /// The organisation that was asked; `nil` where it is not in the register.
  package var asked: ID<Organisation>?
  package var askedName: String
  package var state: State
  package var askedOn: Day
  package var dueBefore: Day?
  package var day: Day
  /// Who signs it.
  package var author: String
  /// By heading.
  package var content: [String: String]
  /// What the one it is about answers to it; goes with it into the dossier.
  package var reply: String

  package static let table: StaticString = "review_opinion"
  package static let columns: [StaticString] = [
    "id", "request_id", "round_id", "subject_id", "member_id", "kind", "asked_id", "asked_name", "state",
    "asked_on", "due_before", "happened_on", "author", "content", "reply",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let written = content.isEmpty ? "" : JSON.object(content.mapValues { .string($0) }).text()
    return [
      id.sqlValue, request.sqlValue, round.sqlValue, subject.sqlValue, member?.sqlValue ?? .null,
      kind.sqlValue, asked?.sqlValue ?? .null, .text(askedName), state.sqlValue, askedOn.sqlValue,
      dueBefore?.sqlValue ?? .null, day.sqlValue, .text(author), .text(written), .text(reply),
    ]
  }
  static let columnList: SQL = """
    o.id, o.request_id, o.round_id, o.subject_id, o.member_id, o.kind, o.asked_id, o.asked_name, o.state, o.asked_on,
    o.due_before, o.happened_on, o.author, o.content, o.reply
    """
  static func read(_ row: Row) throws -> Self {
    var content: [String: String] = [:]
    if case .object(let parts)? = JSON(text: try row.text(13)) {
      for (heading, value) in parts { if case .string(let text) = value { content[heading] = text } }
    }
    return Self(
      id: try row.id(0), request: try row.id(1), round: try row.id(2), subject: try row.id(3),
      member: try row.ifID(4), kind: try row.choice(5), asked: try row.ifID(6), askedName: try row.text(7),
      state: try row.choice(8), askedOn: try row.day(9), dueBefore: try row.ifDay(10), day: try row.day(11),
      author: try row.text(12), content: content, reply: try row.text(14))
  }

  /// What the journal says of an answer that was entered from paper.
  static let onPaper = "onPaper"

  /// Without what it says: that it was asked for, and nothing more.
  var unsaid: Self {
    var copy = self
    (copy.content, copy.reply, copy.author) = ([:], "", "")
    if copy.state == .draft { copy.state = .asked }
    return copy
  }

  package func isOverdue(_ today: Day) -> Bool {
    (state == .asked || state == .draft) && dueBefore.map { $0 <= today } ?? false
  }
}

/// The asking, by which all states of one opinion belong together.
package enum OpinionRequest {}

extension Session {
  func opinion(_ request: ID<OpinionRequest>) throws -> ReviewOpinion? {
    try first(
      """
      SELECT \(ReviewOpinion.columnList) FROM review_opinion o
      WHERE o.request_id = \(request) AND o.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try ReviewOpinion.read($0) }
  }

  func opinions(where condition: SQL) throws -> [ReviewOpinion] {
    try all(
      """
      SELECT \(ReviewOpinion.columnList) FROM review_opinion o
      WHERE \(condition) AND o.withdrawn_by = \(Schema.stillBelieved) ORDER BY o.request_id
      """
    ) { try ReviewOpinion.read($0) }
  }

  /// How far the opinions about the subjects of one organisation are.
  package func opinionStanding(at organisation: ID<Organisation>, in round: ID<Round>, today: Day) throws
    -> OpinionStanding
  {
    var standing = OpinionStanding()
    try query(
      """
      SELECT \(ReviewOpinion.columnList) FROM review_subject u
      JOIN review_opinion o ON o.subject_id = u.id AND o.withdrawn_by = \(Schema.stillBelieved)
      WHERE u.organisation_id = \(organisation) AND u.round_id = \(round) AND o.state <> 'cancelled'
      """
    ) { row in
      let opinion = try ReviewOpinion.read(row)
      standing.asked += 1
      if opinion.state.isReceived { standing.received += 1 }
      if opinion.isOverdue(today) { standing.overdue += 1 }
      if opinion.state == .read { standing.read += 1 }
      if opinion.state == .entered { standing.entered += 1 }
    }
    return standing
  }

  /// Whom the register says must be asked about the members of one organisation and has not been: their place of residence,
  /// the cell they came from where the guidance wants it, the place of a temporary activity. Members of the exempt classes of
  /// liaison are commented on only when there is need.
  package func opinionsToAsk(at organisation: ID<Organisation>, in round: Round) throws -> [OpinionToAsk] {
    let asOf = AsOf(round.populationOn)
    let found = try all(
      """
      SELECT u.id, m.kind, m.organisation_id, s.name FROM review_subject u
      JOIN membership m ON m.member_id = u.member_id AND m.kind IN ('residence', 'temporary') AND \(asOf.holds("m"))
      JOIN organisation_state s ON s.organisation_id = m.organisation_id AND \(asOf.holds("s"))
      WHERE u.organisation_id = \(organisation) AND u.round_id = \(round.id) AND u.treatment <> 'notReviewed'
        AND NOT (m.kind = 'residence' AND EXISTS (SELECT 1 FROM liaison_standing k
          WHERE k.member_id = m.member_id AND \(asOf.holds("k"))))
      ORDER BY u.id, m.id
      """
    ) { row -> OpinionToAsk in
      let kind: Membership.Kind = try row.choice(1)
      return OpinionToAsk(
        subject: try row.id(0), kind: kind == .residence ? .residence : .temporaryCell, asked: try row.id(2),
        askedName: try row.text(3))
    }
    let former = try all(
      """
      SELECT u.id, u.came_from_id FROM review_subject u WHERE u.organisation_id = \(organisation)
        AND u.round_id = \(round.id) AND u.came_from_id IS NOT NULL AND u.treatment <> 'notReviewed' ORDER BY u.id
      """
    ) { (subject: try $0.id(0, ReviewSubject.self), place: try $0.id(1, Organisation.self)) }
    .map { subject, place in
      OpinionToAsk(
        subject: subject, kind: .formerCell, asked: place,
        askedName: try organisationNear(place, asOf: asOf)?.name ?? "")
    }
    let asked = Set(
      try all(
        """
        SELECT o.subject_id, o.kind FROM review_subject u JOIN review_opinion o ON o.subject_id = u.id
        WHERE u.organisation_id = \(organisation) AND u.round_id = \(round.id) AND o.state <> 'cancelled'
          AND o.withdrawn_by = \(Schema.stillBelieved)
        """
      ) { "\(try $0.int(0)) \(try $0.text(1))" })
    return (found + former).filter { request in
      let key = "\(request.subject.number) \(request.kind.rawValue)"
      return !asked.contains(key)
    }
  }
}

package struct OpinionStanding: Sendable, Hashable {
  package var asked = 0
  package var received = 0
  package var overdue = 0
  package var entered = 0
  /// Read by whom they are about, and not in the dossier yet.
  package var read = 0
  package init() {}
}

package struct OpinionToAsk: Sendable, Hashable {
  package var subject: ID<ReviewSubject>
  package var kind: ReviewOpinion.Kind
  package var asked: ID<Organisation>?
  package var askedName: String
  package init(
    _ kind: ReviewOpinion.Kind, about subject: ID<ReviewSubject>, asked: ID<Organisation>?,
    askedName: String = ""
  ) {
    (self.kind, self.subject, self.asked, self.askedName) = (kind, subject, asked, askedName)
  }
  init(subject: ID<ReviewSubject>, kind: ReviewOpinion.Kind, asked: ID<Organisation>?, askedName: String) {
    (self.kind, self.subject, self.asked, self.askedName) = (kind, subject, asked, askedName)
  }
}
