import Basics
import Registry
import Storage

/// Attendance — người dự: who was convened to a meeting, who came, who left before the end. Why somebody was absent is a
/// restricted word: minutes print "có lý do", and only who records meetings reads it.
package struct Attendance: Registry.Fact, Convened, Hashable {
  package var id: ID<Row>
  package var meeting: ID<Meeting>
  package var member: ID<Member>
  package var standing: MemberStanding
  package var presence: Presence
  package var reason: String
  /// The item before which they left; nil who stayed.
  package var left: ID<MeetingItem>?
  package var isAway: Bool
  package var isExempt: Bool

  package enum Row {}
  package static let table: StaticString = "meeting_attendance"
  package static let columns: [StaticString] = [
    "id", "meeting_id", "member_id", "standing", "presence", "reason", "left_item_id", "is_away", "is_exempt",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, meeting.sqlValue, member.sqlValue, standing.sqlValue, presence.sqlValue, .text(reason),
      left?.sqlValue ?? .null, isAway.sqlValue, isExempt.sqlValue,
    ]
  }

  static let list: SQL = """
    a.id, a.meeting_id, a.member_id, a.standing, a.presence, a.reason, a.left_item_id, a.is_away, a.is_exempt
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), meeting: try row.id(1), member: try row.id(2), standing: try row.choice(3),
      presence: try row.choice(4), reason: try row.text(5), left: try row.ifID(6), isAway: try row.bool(7),
      isExempt: try row.bool(8))
  }
}

extension Session {
  /// Who was convened and who came, with the reasons: for whoever records, see ``withoutReasons``.
  package func attendance(of meeting: ID<Meeting>, known: Int = AsOf.everything) throws -> [Attendance] {
    try all(
      """
      SELECT \(Attendance.list) FROM meeting_attendance a WHERE a.meeting_id = \(meeting)
        AND \(Self.believed("a", known)) ORDER BY a.member_id
      """
    ) { try Attendance.read($0) }
  }
}

extension [Attendance] {
  package var withoutReasons: [Attendance] {
    map {
      var plain = $0
      plain.reason = ""
      return plain
    }
  }

  /// Who is still there when an item comes up: whoever left before it or before an earlier one is not.
  package func during(_ item: ID<MeetingItem>?, of agenda: [MeetingItem]) -> [Attendance] {
    guard let item, let now = agenda.firstIndex(where: { $0.item == item }) else { return self }
    return map { person in
      guard let left = person.left, let at = agenda.firstIndex(where: { $0.item == left }), at <= now else {
        return person
      }
      var gone = person
      gone.presence = .excused
      return gone
    }
  }
}
