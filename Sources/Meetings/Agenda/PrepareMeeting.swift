import Basics
import Registry
import Storage

/// Prepares a meeting: from the last one of its kind (the frame of its agenda, matters taken to the next time), or from the
/// frame of the rules. Open assignments and the minutes that wait for approval come by themselves.
package struct PrepareMeeting: Act {
  package static let name = "meeting.prepare"
  package var organisation: ID<Organisation>
  package var kind: Meeting.Kind
  package var day: Day
  package var startsAt: String
  package var place: String
  package var topic: String
  package var rules: MeetingRules

  package init(
    _ kind: Meeting.Kind, of organisation: ID<Organisation>, on day: Day, at startsAt: String = "",
    place: String = "", topic: String = "", rules: MeetingRules
  ) {
    (self.organisation, self.kind, self.day, self.startsAt) = (organisation, kind, day, startsAt)
    (self.place, self.topic, self.rules) = (place, topic, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<Meeting> {
    let session = register.session
    try register.require(.recordMeetings, of: actor, on: organisation)
    guard let state = try session.organisation(organisation, asOf: AsOf(day)) else {
      throw MeetingRefusal.beforeFounding
    }
    guard Meeting.Kind.all(of: state.kind).contains(kind) else { throw MeetingRefusal.noSuchKind }
    guard day <= register.today.adding(days: rules.reach.meetingDays) else {
      throw MeetingRefusal.tooFar(day)
    }
    let last = try session.meetingBefore(day, of: organisation, kind: kind)
    let meeting = Meeting(
      id: register.newID(), meeting: register.newID(), organisation: organisation, kind: kind, heldOn: day,
      startsAt: try MeetingHour.checked(startsAt), place: try FreeText.line(place),
      topic: try FreeText.line(topic), chair: last?.chair, clerk: last?.clerk, cancelled: "")
    try register.insert(meeting)
    for (n, entry) in try agenda(after: last, in: session).enumerated() {
      try register.insert(
        MeetingItem(
          id: register.newID(), item: register.newID(), meeting: meeting.meeting, position: n + 1,
          kind: entry.kind, title: entry.title, presenter: entry.presenter, papers: "", discussion: "",
          conclusion: "", outcome: .open, mandate: entry.mandate))
    }
    register.note("organisation", organisation)
    register.note("meeting", meeting.meeting)
    return meeting.meeting
  }

  private struct Frame {
    var kind: MeetingItem.Kind
    var title: String
    var presenter: ID<Member>?
    var mandate: Int64?
  }

  private func agenda(after last: Meeting?, in session: any Session) throws -> [Frame] {
    let earlier = try last.map { try session.meetingItems(of: $0.meeting) } ?? []
    // What belonged to one meeting only does not come back, unless it was taken to the next.
    let once: Set<MeetingItem.Kind> = [.question, .personnel, .mandate, .thematic]
    let own = rules.frame(of: kind)?.items.map { Frame(kind: $0.kind, title: $0.title) } ?? []
    var frame = earlier.filter { !once.contains($0.kind) }.map {
      Frame(kind: $0.kind, title: $0.title, presenter: $0.presenter)
    }
    if frame.isEmpty { frame = own }
    let carried = earlier.filter { $0.outcome == .carried && once.contains($0.kind) }.map {
      Frame(kind: $0.kind, title: $0.title, presenter: $0.presenter, mandate: $0.mandate)
    }
    if !frame.contains(where: { $0.kind == .followUp }),
      try session.hasOpenAssignments(of: organisation, on: day)
    {
      let title = rules.frames.flatMap(\.items).first { $0.kind == .followUp }?.title ?? ""
      frame.insert(Frame(kind: .followUp, title: title), at: min(1, frame.count))
    }
    // The item this kind of meeting is held for stands in every agenda of it, with a new matter each time.
    for (place, item) in own.enumerated()
    where once.contains(item.kind) && !(frame + carried).contains(where: { $0.kind == item.kind }) {
      frame.insert(item, at: min(place, frame.count))
    }
    let end = frame.lastIndex { $0.kind == .closing } ?? frame.count
    frame.insert(contentsOf: carried, at: end)
    return frame
  }
}

/// The hour of a meeting as people write it: "19:00", "19h", "7h30".
package enum MeetingHour {
  package static func checked(_ text: String) throws -> String {
    let clean = try FreeText.line(text)
    guard !clean.isEmpty else { return "" }
    let parts = clean.utf8.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "h") || $0 == UInt8(ascii: "H") || $0 == UInt8(ascii: "g")
    }
    func number(_ part: Substring.UTF8View?, or empty: Int) -> Int? {
      guard let part, !part.isEmpty else { return empty }
      guard part.count <= 2, part.allSatisfy({ (48...57).contains($0) }) else { return nil }
      return part.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    guard (1...2).contains(parts.count), parts.first?.isEmpty == false, let hour = number(parts.first, or: 0),
      let minute = number(parts.dropFirst().first, or: 0), (0...23).contains(hour), (0...59).contains(minute)
    else { throw MeetingRefusal.noHour }
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}

extension Transaction {
  /// A meeting that may still be written to: not put off, its minutes not closed.
  func takeMeeting(_ id: ID<Meeting>, by actor: Registry.Actor) throws -> Meeting {
    guard let meeting = try session.meeting(id) else { throw RightsRefusal.notFound }
    try require(.recordMeetings, of: actor, on: meeting.organisation)
    guard !meeting.isCancelled else { throw MeetingRefusal.cancelled }
    guard try session.minutes(of: id).last?.state != .issued else { throw MeetingRefusal.issued }
    return meeting
  }
}
