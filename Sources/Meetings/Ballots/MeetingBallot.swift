import Basics
import Registry
import Storage

/// Meeting ballot — bỏ phiếu kín ở kỳ sinh hoạt: a question, a choice or an election decided on paper. Base, votes needed and who
/// was there are what they were when it was opened.
package struct MeetingBallot: Registry.Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    /// Yes or no.
    case question
    /// One of several: a form of discipline, one of two drafts.
    case choice
    /// So many of the persons on the paper.
    case election

    package var title: String {
      switch self {
      case .question: "Đồng ý hay không"
      case .choice: "Chọn một trong nhiều phương án"
      case .election: "Bầu người vào chức vụ"
      }
    }
  }
  package enum State: String, Sendable, SQLConvertible {
    case open, counted, cancelAsked, cancelled
    package var title: String {
      switch self {
      case .open: "đang mở"
      case .counted: "đã kiểm phiếu"
      case .cancelAsked: "đã kiểm phiếu, có đề nghị hủy"
      case .cancelled: "đã hủy"
      }
    }
    package var hasResult: Bool { self == .counted || self == .cancelAsked }
  }
  package var id: ID<Row>
  package var ballot: ID<MeetingBallot>
  package var meeting: ID<Meeting>
  package var item: ID<MeetingItem>
  package var kind: Kind
  package var question: String
  package var seats: Int
  package var majority: String
  package var base: Int
  package var needed: Int
  package var present: Int
  package var quorum: Int
  package var state: State
  package var reason: String
  /// Who asked for the result to be taken back: somebody else confirms it.
  package var askedBy: String
  /// Of a question: the vote that stands in the minutes.
  package var vote: ID<MeetingVote>?

  package enum Row {}
  package var hasQuorum: Bool { present >= quorum }

  package static let table: StaticString = "meeting_ballot"
  package static let columns: [StaticString] = [
    "id", "ballot_id", "meeting_id", "item_id", "kind", "question", "seats", "majority", "base", "needed",
    "present", "quorum", "state", "reason", "asked_by", "vote_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, ballot.sqlValue, meeting.sqlValue, item.sqlValue, kind.sqlValue, .text(question),
      seats.sqlValue, .text(majority), base.sqlValue, needed.sqlValue, present.sqlValue, quorum.sqlValue,
      state.sqlValue, .text(reason), .text(askedBy), vote?.sqlValue ?? .null,
    ]
  }

  static let list: SQL = """
    b.id, b.ballot_id, b.meeting_id, b.item_id, b.kind, b.question, b.seats, b.majority, b.base, b.needed, b.present,
    b.quorum, b.state, b.reason, b.asked_by, b.vote_id
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), ballot: try row.id(1), meeting: try row.id(2), item: try row.id(3),
      kind: try row.choice(4), question: try row.text(5), seats: try row.int(6), majority: try row.text(7),
      base: try row.int(8), needed: try row.int(9), present: try row.int(10), quorum: try row.int(11),
      state: try row.choice(12), reason: try row.text(13), askedBy: try row.text(14), vote: try row.ifID(15))
  }
}

/// What may be chosen: words, or a person.
package struct MeetingBallotOption: Registry.Fact, Hashable {
  package var id: Int64
  package var ballot: ID<MeetingBallot>
  package var position: Int
  package var member: ID<Member>?
  /// Empty for a person.
  package var label: String

  package static let table: StaticString = "meeting_ballot_option"
  package static let columns: [StaticString] = ["id", "ballot_id", "position", "member_id", "label"]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [.int(id), ballot.sqlValue, position.sqlValue, member?.sqlValue ?? .null, .text(label)]
  }
}

/// One of those who count.
struct MeetingBallotTeller: Registry.Fact {
  var id: Int64
  var ballot: ID<MeetingBallot>
  var member: ID<Member>
  static let table: StaticString = "meeting_ballot_teller"
  static let columns: [StaticString] = ["id", "ballot_id", "member_id"]
  var row: Int64 { id }
  var values: [SQLValue] { [.int(id), ballot.sqlValue, member.sqlValue] }
}

/// The papers as one person counted them; 1 and 2 are the two.
struct MeetingBallotCountRow: Registry.Fact {
  var id: Int64
  var ballot: ID<MeetingBallot>
  var entry: Int
  var papers: PaperCount
  var enteredBy: String
  static let table: StaticString = "meeting_ballot_count"
  static let columns: [StaticString] = [
    "id", "ballot_id", "entry", "printed", "issued", "returned", "valid", "invalid", "entered_by",
  ]
  var row: Int64 { id }
  var values: [SQLValue] {
    [
      .int(id), ballot.sqlValue, entry.sqlValue, papers.printed.sqlValue, papers.issued.sqlValue,
      papers.returned.sqlValue, papers.valid.sqlValue, papers.invalid.sqlValue, .text(enteredBy),
    ]
  }
}

struct MeetingBallotTallyRow: Registry.Fact {
  var id: Int64
  var ballot: ID<MeetingBallot>
  var entry: Int
  var position: Int
  var votes: Int
  static let table: StaticString = "meeting_ballot_tally"
  static let columns: [StaticString] = ["id", "ballot_id", "entry", "position", "votes"]
  var row: Int64 { id }
  var values: [SQLValue] {
    [.int(id), ballot.sqlValue, entry.sqlValue, position.sqlValue, votes.sqlValue]
  }
}
