import Basics
import Registry
import Storage

/// Takes a document from above onto the agenda of a meeting: what the cell does about it, it resolves and assigns there.
package struct TakeUpMandate: Act {
  package static let name = "meeting.takeUpMandate"
  package var mandate: Int64
  package var title: String
  package var meeting: ID<Meeting>

  package init(_ mandate: Int64, title: String, at meeting: ID<Meeting>) {
    (self.mandate, self.title, self.meeting) = (mandate, title, meeting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard
      try session.exists(
        "SELECT 1 FROM mandate m WHERE m.mandate_id = \(mandate) AND \(AsOf(meeting.heldOn).believed("m"))")
    else { throw RightsRefusal.notFound }
    let items = try session.meetingItems(of: meeting.meeting)
    guard !items.contains(where: { $0.mandate == mandate }) else { return }
    let title = try FreeText.line(title)
    guard !title.isEmpty else { throw MeetingRefusal.noTitle }
    let end = items.firstIndex { $0.kind == .closing } ?? items.count
    for old in items[end...] {
      var moved = old
      (moved.id, moved.position) = (register.newID(), old.position + 1)
      try register.withdraw(old)
      try register.insert(moved)
    }
    try register.insert(
      MeetingItem(
        id: register.newID(), item: register.newID(), meeting: meeting.meeting,
        position: (end > 0 ? items[end - 1].position : 0) + 1, kind: .mandate, title: title, presenter: nil,
        papers: "", discussion: "", conclusion: "", outcome: .open, mandate: mandate))
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
  }
}

extension Session {
  /// Where a document from above stands on an agenda, the earliest first.
  package func mandateItems(_ mandate: Int64) throws -> [(item: MeetingItem, meeting: Meeting)] {
    try all(
      """
      SELECT \(MeetingItem.list) FROM meeting_item i WHERE i.mandate_id = \(mandate)
        AND \(Self.believed("i", AsOf.everything)) ORDER BY i.item_id
      """
    ) { try MeetingItem.read($0) }.compactMap { item in
      guard let meeting = try meeting(item.meeting), !meeting.isCancelled else { return nil }
      return (item, meeting)
    }.sorted { ($0.meeting.heldOn, $0.item.item) < ($1.meeting.heldOn, $1.item.item) }
  }

  /// Meetings from a day on in some organisations, not put off, the next ones first.
  package func meetingsAhead(from day: Day, in reach: Set<ID<Organisation>>?, limit: Int) throws -> [Meeting]
  {
    let place: SQL = reach.map { "AND t.organisation_id IN \(list: $0.sorted())" } ?? ""
    if let reach, reach.isEmpty { return [] }
    return try all(
      """
      SELECT \(Meeting.list) FROM meeting t WHERE t.held_on >= \(day) AND t.cancelled = ''
        AND \(Self.believed("t", AsOf.everything)) \(place) ORDER BY t.held_on, t.meeting_id LIMIT \(limit)
      """
    ) { try Meeting.read($0) }
  }
}
