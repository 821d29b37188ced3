import Basics
import Registry
import Storage

/// Assignment — phân công nhiệm vụ: person, task, time, product, who follows up; and how it ended, with the evidence.
package struct Assignment: Registry.Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case open, done, notDone, dropped
    package var title: String {
      switch self {
      case .open: "đang làm"
      case .done: "đã xong"
      case .notDone: "không hoàn thành"
      case .dropped: "thôi giao"
      }
    }
  }

  package var id: ID<Row>
  package var assignment: ID<Assignment>
  package var organisation: ID<Organisation>
  package var resolution: ID<Resolution>?
  package var meeting: ID<Meeting>?
  /// The document from above it comes from.
  package var mandate: Int64?
  /// Nil while nobody has it.
  package var member: ID<Member>?
  package var follower: ID<Member>?
  package var task: String
  package var product: String
  package var assignedOn: Day
  /// The last day on which it is in time.
  package var dueOn: Day?
  package var state: State
  package var closedOn: Day?
  /// The document that shows it, by its key or name.
  package var evidence: String
  package var reason: String

  package enum Row {}
  package var isLate: Bool {
    guard state == .done, let dueOn, let closedOn else { return false }
    return closedOn > dueOn
  }
  /// "xong đúng hạn", "xong chậm 5 ngày".
  package var result: String {
    guard state == .done, let dueOn, let closedOn else { return state.title }
    let days = closedOn.daysSince1970 - dueOn.daysSince1970
    return days > 0 ? "xong chậm \(days) ngày" : "xong đúng hạn"
  }

  package static let table: StaticString = "assignment"
  package static let columns: [StaticString] = [
    "id", "assignment_id", "organisation_id", "resolution_id", "meeting_id", "mandate_id", "member_id",
    "follower_id", "task", "product", "assigned_on", "due_on", "state", "closed_on", "evidence", "reason",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, assignment.sqlValue, organisation.sqlValue, resolution?.sqlValue ?? .null,
      meeting?.sqlValue ?? .null, mandate.map { .int($0) } ?? .null, member?.sqlValue ?? .null,
      follower?.sqlValue ?? .null, .text(task), .text(product), assignedOn.sqlValue,
      dueOn?.sqlValue ?? .null, state.sqlValue, closedOn?.sqlValue ?? .null, .text(evidence), .text(reason),
    ]
  }

  static let list: SQL = """
    g.id, g.assignment_id, g.organisation_id, g.resolution_id, g.meeting_id, g.mandate_id, g.member_id, g.follower_id,
    g.task, g.product, g.assigned_on, g.due_on, g.state, g.closed_on, g.evidence, g.reason
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), assignment: try row.id(1), organisation: try row.id(2), resolution: try row.ifID(3),
      meeting: try row.ifID(4), mandate: try row.ifInt(5).map(Int64.init), member: try row.ifID(6),
      follower: try row.ifID(7), task: try row.text(8), product: try row.text(9), assignedOn: try row.day(10),
      dueOn: try row.ifDay(11), state: try row.choice(12), closedOn: try row.ifDay(13),
      evidence: try row.text(14), reason: try row.text(15))
  }
}

/// Assignment progress — báo cáo tiến độ: how far a task has come, told by the member or for them.
package struct AssignmentProgress: Registry.Fact, Hashable {
  package var id: ID<AssignmentProgress>
  package var assignment: ID<Assignment>
  package var member: ID<Member>?
  package var reportedOn: Day
  package var note: String
  package var evidence: String
  /// Told by the member.
  package var isOwn: Bool

  package static let table: StaticString = "assignment_progress"
  package static let columns: [StaticString] = [
    "id", "assignment_id", "member_id", "reported_on", "note", "evidence", "is_own",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, assignment.sqlValue, member?.sqlValue ?? .null, reportedOn.sqlValue, .text(note),
      .text(evidence), isOwn.sqlValue,
    ]
  }
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), assignment: try row.id(1), member: try row.ifID(2), reportedOn: try row.day(3),
      note: try row.text(4), evidence: try row.text(5), isOwn: try row.bool(6))
  }

  /// The same told once more.
  func isSame(as other: AssignmentProgress) -> Bool {
    reportedOn == other.reportedOn && isOwn == other.isOwn && member == other.member
      && note.utf8.elementsEqual(other.note.utf8) && evidence.utf8.elementsEqual(other.evidence.utf8)
  }
}
