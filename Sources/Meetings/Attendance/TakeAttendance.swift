import Basics
import Registry
import Storage

/// Takes attendance: whoever is convened by the register of the day and is not named counts as absent without reason.
package struct TakeAttendance: Act {
  package static let name = "meeting.attendance"
  package struct Entry: Sendable, Hashable {
    package var presence: Presence
    package var reason: String
    package var left: ID<MeetingItem>?
    package init(_ presence: Presence, reason: String = "", left: ID<MeetingItem>? = nil) {
      (self.presence, self.reason, self.left) = (presence, reason, left)
    }
  }
  package var meeting: ID<Meeting>
  package var entries: [ID<Member>: Entry]

  package init(_ entries: [ID<Member>: Entry], at meeting: ID<Meeting>) {
    (self.entries, self.meeting) = (entries, meeting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    let session = register.session
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard meeting.heldOn <= register.today else { throw MeetingRefusal.inFuture(meeting.heldOn) }
    try register.requireNoOpenBallot(at: meeting.meeting)
    let known = Dictionary(
      try session.attendance(of: meeting.meeting).map { ($0.member, $0) }, uniquingKeysWith: { a, _ in a })
    let items = Set(try session.meetingItems(of: meeting.meeting).map(\.item))
    // Once written down, who was convened stays what it was: the day's register may be corrected later.
    let convened: [Summoned] =
      known.isEmpty
      ? try session.summoned(to: meeting)
      : known.values.map {
        Summoned(member: $0.member, standing: $0.standing, isAway: $0.isAway, isExempt: $0.isExempt)
      }.sorted { $0.member < $1.member }
    guard convened.contains(where: { $0.standing == .official }) else { throw MeetingRefusal.nobodyConvened }
    guard Set(entries.keys).isSubset(of: convened.map(\.member)) else { throw MeetingRefusal.notConvened }
    var changed = 0
    for person in convened {
      let old = known[person.member]
      guard let entry = entries[person.member] ?? (old == nil ? Entry(.absent) : nil) else { continue }
      if let left = entry.left, !items.contains(left) { throw MeetingRefusal.noAgenda }
      let new = Attendance(
        id: register.newID(), meeting: meeting.meeting, member: person.member, standing: person.standing,
        presence: entry.presence,
        reason: entry.presence == .excused ? try FreeText.line(entry.reason) : "",
        left: entry.presence == .present ? entry.left : nil, isAway: person.isAway,
        isExempt: person.isExempt)
      if let old {
        let isSame =
          old.presence == new.presence && old.left == new.left
          && old.reason.utf8.elementsEqual(new.reason.utf8)
        if isSame { continue }
        try register.withdraw(old)
      }
      try register.insert(new)
      changed += 1
    }
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
    register.note("count", .int(changed))
    return changed
  }
}
