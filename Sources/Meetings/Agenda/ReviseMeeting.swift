import Basics
import Registry
import Storage

/// Changes day, hour, place, topic, who presides and who takes the minutes.
package struct ReviseMeeting: Act {
  package static let name = "meeting.revise"
  package var meeting: ID<Meeting>
  package var day: Day
  package var startsAt: String
  package var place: String
  package var topic: String
  package var chair: ID<Member>?
  package var clerk: ID<Member>?
  package var rules: MeetingRules

  package init(
    _ meeting: ID<Meeting>, day: Day, startsAt: String, place: String, topic: String, chair: ID<Member>?,
    clerk: ID<Member>?, rules: MeetingRules
  ) {
    self.rules = rules
    (self.meeting, self.day, self.startsAt, self.place) = (meeting, day, startsAt, place)
    (self.topic, self.chair, self.clerk) = (topic, chair, clerk)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    let old = try register.takeMeeting(meeting, by: actor)
    var new = old
    (new.heldOn, new.startsAt) = (day, try MeetingHour.checked(startsAt))
    (new.place, new.topic) = (try FreeText.line(place), try FreeText.line(topic))
    (new.chair, new.clerk) = (chair, clerk)
    guard try session.organisation(old.organisation, asOf: AsOf(day)) != nil else {
      throw MeetingRefusal.beforeFounding
    }
    if day != old.heldOn {
      guard day <= register.today.adding(days: rules.reach.meetingDays) else {
        throw MeetingRefusal.tooFar(day)
      }
      // Who came was written down for that day.
      guard try session.attendance(of: meeting).isEmpty else { throw MeetingRefusal.notConvened }
    }
    let convened = Set(try session.summoned(to: new).map(\.member))
    for person in [chair, clerk].compactMap({ $0 }) where !convened.contains(person) {
      throw MeetingRefusal.notConvened
    }
    guard new.values != old.values else { return }
    new.id = register.newID()
    try register.withdraw(old)
    try register.insert(new)
    register.note("organisation", old.organisation)
    register.note("meeting", meeting)
  }
}

/// Puts a meeting off, with the reason.
package struct CancelMeeting: Act {
  package static let name = "meeting.cancel"
  package var meeting: ID<Meeting>
  package var reason: String
  package init(_ meeting: ID<Meeting>, reason: String) { (self.meeting, self.reason) = (meeting, reason) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let old = try register.takeMeeting(meeting, by: actor)
    let reason = try FreeText.line(reason)
    guard !reason.isEmpty else { throw MeetingRefusal.noReason }
    var new = old
    (new.id, new.cancelled) = (register.newID(), reason)
    try register.withdraw(old)
    try register.insert(new)
    register.note("organisation", old.organisation)
    register.note("meeting", meeting)
  }
}

/// Writes the agenda: the items in their order; what is not named any more is taken off, unless something hangs on it.
package struct WriteAgenda: Act {
  package static let name = "meeting.agenda"
  package struct Entry: Sendable, Hashable {
    /// One that stands already.
    package var item: ID<MeetingItem>?
    package var kind: MeetingItem.Kind
    package var title: String
    package var presenter: ID<Member>?
    package var papers: String
    package var mandate: Int64?
    package init(
      _ item: ID<MeetingItem>? = nil, kind: MeetingItem.Kind = .discussion, title: String,
      presenter: ID<Member>? = nil, papers: String = "", mandate: Int64? = nil
    ) {
      (self.item, self.kind, self.title) = (item, kind, title)
      (self.presenter, self.papers, self.mandate) = (presenter, papers, mandate)
    }
  }
  package var meeting: ID<Meeting>
  package var entries: [Entry]
  /// The items whoever writes has seen: one put on meanwhile by somebody else is not taken off.
  package var seen: Set<ID<MeetingItem>>?
  package init(_ entries: [Entry], of meeting: ID<Meeting>, seen: Set<ID<MeetingItem>>? = nil) {
    (self.entries, self.meeting, self.seen) = (entries, meeting, seen)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard !entries.isEmpty else { throw MeetingRefusal.noAgenda }
    let standing = try session.meetingItems(of: meeting.meeting)
    let known = Dictionary(standing.map { ($0.item, $0) }, uniquingKeysWith: { a, _ in a })
    let convened = Set(try session.summoned(to: meeting).map(\.member))
    let kept = Set(entries.compactMap(\.item))
    let voted = Set(try session.meetingVotes(of: meeting.meeting).map(\.item))
      .union(try session.meetingBallots(of: meeting.meeting).map(\.ballot.item))
    let left = Set(try session.attendance(of: meeting.meeting).compactMap(\.left))
    var unseen: [MeetingItem] = []
    for old in standing where !kept.contains(old.item) {
      if let seen, !seen.contains(old.item) {
        unseen.append(old)
        continue
      }
      let isUsed = voted.contains(old.item) || left.contains(old.item)
      guard !isUsed, old.discussion.isEmpty, old.conclusion.isEmpty else {
        throw MeetingRefusal.itemInUse(old.title)
      }
      try register.withdraw(old)
    }
    for (n, entry) in entries.enumerated() {
      let title = try FreeText.line(entry.title)
      guard !title.isEmpty else { throw MeetingRefusal.noTitle }
      let old = entry.item.flatMap { known[$0] }
      // A presenter who has left meanwhile stays where they were named.
      if let presenter = entry.presenter, presenter != old?.presenter, !convened.contains(presenter) {
        throw MeetingRefusal.notConvened
      }
      var new =
        old
        ?? MeetingItem(
          id: register.newID(), item: register.newID(), meeting: meeting.meeting, position: n + 1,
          kind: entry.kind, title: title, presenter: nil, papers: "", discussion: "", conclusion: "",
          outcome: .open, mandate: entry.mandate)
      (new.position, new.kind, new.title) = (n + 1, entry.kind, title)
      (new.presenter, new.papers) = (entry.presenter, try FreeText.line(entry.papers))
      if let old {
        if new.values == old.values { continue }
        new.id = register.newID()
        try register.withdraw(old)
      }
      try register.insert(new)
    }
    for (n, old) in unseen.enumerated() where old.position != entries.count + n + 1 {
      var moved = old
      (moved.id, moved.position) = (register.newID(), entries.count + n + 1)
      try register.withdraw(old)
      try register.insert(moved)
    }
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
  }
}

/// Writes down what was said and concluded on items, and what is taken to the next meeting.
package struct WriteDiscussion: Act {
  package static let name = "meeting.discussion"
  package struct Entry: Sendable, Hashable {
    package var discussion: String
    package var conclusion: String
    package var outcome: MeetingItem.Outcome
    /// The state of the item that whoever writes has seen.
    package var seen: ID<MeetingItem.Row>?
    package init(
      _ discussion: String, conclusion: String = "", outcome: MeetingItem.Outcome = .open,
      seen: ID<MeetingItem.Row>? = nil
    ) {
      (self.discussion, self.conclusion, self.outcome, self.seen) = (discussion, conclusion, outcome, seen)
    }
  }
  package var meeting: ID<Meeting>
  package var entries: [ID<MeetingItem>: Entry]
  package init(_ entries: [ID<MeetingItem>: Entry], at meeting: ID<Meeting>) {
    (self.entries, self.meeting) = (entries, meeting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard meeting.heldOn <= register.today else { throw MeetingRefusal.inFuture(meeting.heldOn) }
    var changed = 0
    for old in try register.session.meetingItems(of: meeting.meeting) {
      guard let entry = entries[old.item] else { continue }
      var new = old
      new.discussion = try FreeText.checked(entry.discussion)
      new.conclusion = try FreeText.checked(entry.conclusion)
      new.outcome = entry.outcome
      guard new.values != old.values else { continue }
      if let seen = entry.seen, seen != old.id, let before = try register.session.meetingItem(row: seen),
        before.item == old.item, !before.says(the: old)
      {
        // Somebody else wrote meanwhile: what this one left as it was stays theirs; what both wrote is put together by people.
        if before.says(the: new) { continue }
        throw MeetingRefusal.writtenMeanwhile(
          old.title, [old.discussion, old.conclusion].filter { !$0.isEmpty }.joined(separator: " / "))
      }
      new.id = register.newID()
      try register.withdraw(old)
      try register.insert(new)
      changed += 1
    }
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
    register.note("count", .int(changed))
    return changed
  }
}

extension MeetingItem {
  /// The same words and outcome, whatever else changed.
  fileprivate func says(the other: MeetingItem) -> Bool {
    discussion.utf8.elementsEqual(other.discussion.utf8)
      && conclusion.utf8.elementsEqual(other.conclusion.utf8)
      && outcome == other.outcome
  }
}
