import Basics
import Registry
import Storage

/// Meeting — buổi sinh hoạt, cuộc họp: of a cell (regular, thematic, extraordinary) or of its committee.
package struct Meeting: Registry.Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, Decodable, SQLConvertible {
    case regular, thematic, committee, extraordinary

    package var title: String {
      switch self {
      case .regular: "Sinh hoạt thường kỳ"
      case .thematic: "Sinh hoạt chuyên đề"
      case .committee: "Họp cấp ủy"
      case .extraordinary: "Họp bất thường"
      }
    }

    /// What an organisation may convene: a cell all of these, a committee its own members.
    package static func all(of kind: Organisation.Kind) -> [Kind] {
      kind.isCell ? [.regular, .thematic, .committee, .extraordinary] : [.committee, .extraordinary]
    }
  }

  /// The row; a changed meeting gets another under the same ``meeting``.
  package var id: ID<Row>
  package var meeting: ID<Meeting>
  package var organisation: ID<Organisation>
  package var kind: Kind
  package var heldOn: Day
  /// "19:00", or empty.
  package var startsAt: String
  package var place: String
  package var topic: String
  package var chair: ID<Member>?
  package var clerk: ID<Member>?
  /// Why it was put off; empty while it stands.
  package var cancelled: String

  package enum Row {}
  package var isCancelled: Bool { !cancelled.isEmpty }
  /// "Sinh hoạt thường kỳ tháng 3/2026", "Sinh hoạt chuyên đề: …".
  package var title: String {
    switch kind {
    case .regular: "\(kind.title) tháng \(heldOn.month)/\(heldOn.year)"
    case .committee: "\(kind.title) ngày \(heldOn.vietnamese)"
    case .thematic, .extraordinary:
      topic.isEmpty ? "\(kind.title) ngày \(heldOn.vietnamese)" : "\(kind.title): \(topic)"
    }
  }

  package static let table: StaticString = "meeting"
  package static let columns: [StaticString] = [
    "id", "meeting_id", "organisation_id", "kind", "held_on", "starts_at", "place", "topic", "chair_id",
    "clerk_id", "cancelled",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, meeting.sqlValue, organisation.sqlValue, kind.sqlValue, heldOn.sqlValue, .text(startsAt),
      .text(place), .text(topic), chair?.sqlValue ?? .null, clerk?.sqlValue ?? .null, .text(cancelled),
    ]
  }

  static let list: SQL = """
    t.id, t.meeting_id, t.organisation_id, t.kind, t.held_on, t.starts_at, t.place, t.topic, t.chair_id, t.clerk_id,
    t.cancelled
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), meeting: try row.id(1), organisation: try row.id(2), kind: try row.choice(3),
      heldOn: try row.day(4), startsAt: try row.text(5), place: try row.text(6), topic: try row.text(7),
      chair: try row.ifID(8), clerk: try row.ifID(9), cancelled: try row.text(10))
  }
}

/// Item — mục nội dung: one point of the agenda, and later what was said and concluded on it.
package struct MeetingItem: Registry.Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, Decodable, SQLConvertible {
    case opening, minutes, news, followUp, discussion, thematic, personnel, question, mandate, closing

    package var title: String {
      switch self {
      case .opening: "mở đầu"
      case .minutes: "thông qua biên bản"
      case .news: "thông tin, phổ biến"
      case .followUp: "việc đã giao"
      case .discussion: "thảo luận"
      case .thematic: "chuyên đề"
      case .personnel: "tổ chức, đảng viên"
      case .question: "vấn đề nêu ra"
      case .mandate: "văn bản cấp trên"
      case .closing: "kết luận"
      }
    }
  }
  /// What became of it: settled, or taken to the next meeting.
  package enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
    case open = ""
    case settled, carried

    package var title: String {
      switch self {
      case .open: "chưa ghi"
      case .settled: "đã xong"
      case .carried: "chuyển kỳ sau"
      }
    }
  }

  package var id: ID<Row>
  package var item: ID<MeetingItem>
  package var meeting: ID<Meeting>
  package var position: Int
  package var kind: Kind
  package var title: String
  package var presenter: ID<Member>?
  /// Papers sent along, by their names; they are not kept here.
  package var papers: String
  package var discussion: String
  package var conclusion: String
  package var outcome: Outcome
  /// The document from above it takes up.
  package var mandate: Int64?

  package enum Row {}
  package static let table: StaticString = "meeting_item"
  package static let columns: [StaticString] = [
    "id", "item_id", "meeting_id", "position", "kind", "title", "presenter_id", "papers", "discussion",
    "conclusion", "outcome", "mandate_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, item.sqlValue, meeting.sqlValue, .int(Int64(position)), kind.sqlValue, .text(title),
      presenter?.sqlValue ?? .null, .text(papers), .text(discussion), .text(conclusion), outcome.sqlValue,
      mandate.map { .int($0) } ?? .null,
    ]
  }

  static let list: SQL = """
    i.id, i.item_id, i.meeting_id, i.position, i.kind, i.title, i.presenter_id, i.papers, i.discussion, i.conclusion,
    i.outcome, i.mandate_id
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), item: try row.id(1), meeting: try row.id(2), position: try row.int(3),
      kind: try row.choice(4), title: try row.text(5), presenter: try row.ifID(6), papers: try row.text(7),
      discussion: try row.text(8), conclusion: try row.text(9), outcome: try row.choice(10),
      mandate: try row.ifInt(11).map(Int64.init))
  }
}
