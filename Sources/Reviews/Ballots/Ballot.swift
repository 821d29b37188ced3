import Basics
import Registry
import Schema
import Storage

/// Ballot — cuộc bỏ phiếu: one vote of a meeting on the grades of some subjects, line by line.
package struct Ballot: Record, Hashable {
  package enum Mode: String, Sendable, CaseIterable, SQLConvertible {
    case paper, electronic, cards
    package var title: String {
      switch self {
      case .paper: "Phiếu giấy"
      case .electronic: "Phiếu điện tử"
      case .cards: "Biểu quyết bằng thẻ đảng viên"
      }
    }
  }
  package var id: ID<Ballot>
  package var meeting: ID<ReviewMeeting>
  package var organisation: ID<Organisation>
  package var mode: Mode
  package var isSecret: Bool
  /// Of the guidance, by its id.
  package var majority: String
  /// The base as it was when the ballot was opened, and the votes needed; 0 where that depends on the valid ballots.
  package var base: Int
  package var needed: Int
  /// How many may vote.
  package var eligible: Int
  /// The ballot whose open lines this one decides.
  package var follows: ID<Ballot>?

  package static let table: StaticString = "ballot"
  package static let columns: [StaticString] = [
    "id", "meeting_id", "organisation_id", "mode", "is_secret", "majority", "base", "needed", "eligible",
    "follows_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, meeting.sqlValue, organisation.sqlValue, mode.sqlValue, isSecret.sqlValue, .text(majority),
      base.sqlValue, needed.sqlValue, eligible.sqlValue, follows?.sqlValue ?? .null,
    ]
  }
  static func read(_ row: Row) throws -> Ballot {
    Ballot(
      id: try row.id(0), meeting: try row.id(1), organisation: try row.id(2), mode: try row.choice(3),
      isSecret: try row.bool(4), majority: try row.text(5), base: try row.int(6), needed: try row.int(7),
      eligible: try row.int(8), follows: try row.ifID(9))
  }
  static let columnList: SQL = """
    b.id, b.meeting_id, b.organisation_id, b.mode, b.is_secret, b.majority, b.base, b.needed, b.eligible, b.follows_id
    """
}

/// One line of a ballot: a subject and the grades to choose from.
package struct BallotLine: Record, Hashable {
  package var id: ID<BallotLine>
  package var ballot: ID<Ballot>
  package var position: Int
  package var subject: ID<ReviewSubject>
  package var member: ID<Member>?
  /// Best first.
  package var grades: [String]

  package static let table: StaticString = "ballot_line"
  package static let columns: [StaticString] = [
    "id", "ballot_id", "position", "subject_id", "member_id", "grades",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, ballot.sqlValue, position.sqlValue, subject.sqlValue, member?.sqlValue ?? .null,
      .text(grades.joined(separator: " ")),
    ]
  }
}

/// Where a ballot stands. A state follows another only as ``State/next`` says; nothing goes back.
package struct BallotState: Registry.Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case open, counted, cancelAsked, published, cancelled
    /// The papers have been counted, and the result stands.
    package var hasResult: Bool { self == .counted || self == .cancelAsked || self == .published }
    package var title: String {
      switch self {
      case .open: "đang mở"
      case .counted: "đã kiểm phiếu"
      case .cancelAsked: "đã kiểm phiếu, có đề nghị hủy"
      case .published: "đã công bố"
      case .cancelled: "đã hủy"
      }
    }
    var next: Set<State> {
      switch self {
      case .open: [.counted, .cancelled]
      case .counted: [.published, .cancelAsked]
      case .cancelAsked: [.counted, .cancelled]
      case .published, .cancelled: []
      }
    }
  }
  package var id: ID<BallotState>
  package var ballot: ID<Ballot>
  package var state: State
  package var reason: String
  /// Of what was counted: printed on the sheet, so that nothing can be exchanged afterwards.
  package var digest: String
  package var enteredBy: String

  package static let table: StaticString = "ballot_state"
  package static let columns: [StaticString] = ["id", "ballot_id", "state", "reason", "digest", "entered_by"]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [id.sqlValue, ballot.sqlValue, state.sqlValue, .text(reason), .text(digest), .text(enteredBy)]
  }
}

extension Session {
  package func ballot(_ id: ID<Ballot>) throws -> Ballot? {
    try first("SELECT \(Ballot.columnList) FROM ballot b WHERE b.id = \(id)") { try Ballot.read($0) }
  }

  package func ballots(of meeting: ID<ReviewMeeting>) throws -> [Ballot] {
    try all("SELECT \(Ballot.columnList) FROM ballot b WHERE b.meeting_id = \(meeting) ORDER BY b.id") {
      try Ballot.read($0)
    }
  }

  package func ballotLines(of ballot: ID<Ballot>) throws -> [BallotLine] {
    try all(
      """
      SELECT id, ballot_id, position, subject_id, member_id, grades FROM ballot_line WHERE ballot_id = \(ballot)
      ORDER BY position
      """
    ) {
      BallotLine(
        id: try $0.id(0), ballot: try $0.id(1), position: try $0.int(2), subject: try $0.id(3),
        member: try $0.ifID(4), grades: try $0.text(5).split(separator: " ").map(String.init))
    }
  }

  package func ballotState(of ballot: ID<Ballot>) throws -> BallotState? {
    try first(
      """
      SELECT id, ballot_id, state, reason, digest, entered_by FROM ballot_state
      WHERE ballot_id = \(ballot) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) {
      BallotState(
        id: try $0.id(0), ballot: try $0.id(1), state: try $0.choice(2), reason: try $0.text(3),
        digest: try $0.text(4), enteredBy: try $0.text(5))
    }
  }
}

extension Transaction {
  /// The ballot with the turn of whoever changes it: votes that are under way are finished before, or come too late.
  func takeBallot(_ id: ID<Ballot>, right: Right, by actor: Registry.Actor) throws -> Ballot {
    guard let ballot = try session.ballot(id) else { throw RightsRefusal.notFound }
    try require(right, of: actor, on: ballot.organisation)
    try session.lockBallot(id)
    return ballot
  }

  func move(
    _ ballot: ID<Ballot>, to state: BallotState.State, reason: String = "", digest: String? = nil,
    by actor: Registry.Actor
  ) throws {
    let old = try session.ballotState(of: ballot)
    if let old {
      guard old.state.next.contains(state) else { throw BallotRefusal.wrongState(old.state.title) }
      try withdraw(old)
    }
    try insert(
      BallotState(
        id: newID(), ballot: ballot, state: state, reason: reason, digest: digest ?? old?.digest ?? "",
        enteredBy: actor.person))
  }
}

extension Session {
  /// SQLite has one writer at a time anyway.
  func lockBallot(_ id: ID<Ballot>) throws {
    if dialect == .postgres { try query("SELECT id FROM ballot WHERE id = \(id) FOR UPDATE") { _ in } }
  }
}
