import Basics
import History
import Registry
import Storage

/// Minutes version — bản của biên bản: what was closed on a day is read again as the register stood then; a correction makes
/// another version, with the reason.
package struct MinutesVersion: Registry.Fact, Hashable {
  package enum State: String, Sendable, SQLConvertible {
    case correcting, issued
  }
  package var id: ID<MinutesVersion>
  package var meeting: ID<Meeting>
  package var version: Int
  package var state: State
  /// Why it was corrected; empty for the first version.
  package var reason: String
  package var issuedOn: Day?
  /// The last entry of the journal it knows.
  package var entry: Int?
  /// The meeting at which it was approved.
  package var approvedAt: ID<Meeting>?
  package var approvedOn: Day?

  package static let table: StaticString = "meeting_minutes"
  package static let columns: [StaticString] = [
    "id", "meeting_id", "version", "state", "reason", "issued_on", "entry", "approved_at_id", "approved_on",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, meeting.sqlValue, .int(Int64(version)), state.sqlValue, .text(reason),
      issuedOn?.sqlValue ?? .null, entry.map { .int(Int64($0)) } ?? .null, approvedAt?.sqlValue ?? .null,
      approvedOn?.sqlValue ?? .null,
    ]
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), meeting: try row.id(1), version: try row.int(2), state: try row.choice(3),
      reason: try row.text(4), issuedOn: try row.ifDay(5), entry: try row.ifInt(6),
      approvedAt: try row.ifID(7), approvedOn: try row.ifDay(8))
  }
}

extension Session {
  /// The versions of a meeting's minutes, the first one first.
  package func minutes(of meeting: ID<Meeting>, known: Int = AsOf.everything) throws -> [MinutesVersion] {
    try all(
      """
      SELECT n.id, n.meeting_id, n.version, n.state, n.reason, n.issued_on, n.entry, n.approved_at_id, n.approved_on
      FROM meeting_minutes n WHERE n.meeting_id = \(meeting) AND \(Self.believed("n", known)) ORDER BY n.version
      """
    ) { try MinutesVersion.read($0) }
  }

  /// Minutes of the organisation's earlier meetings that wait for approval at a meeting.
  package func minutesToApprove(at meeting: Meeting) throws -> [(meeting: Meeting, version: MinutesVersion)] {
    let before = Period(from: .beginningOfTime, to: meeting.heldOn)
    return try meetings(of: meeting.organisation, in: before).suffix(24).compactMap { earlier in
      guard !earlier.isCancelled, (earlier.kind == .committee) == (meeting.kind == .committee),
        let last = try minutes(of: earlier.meeting).last, last.state == .issued, last.approvedOn == nil
      else { return nil }
      return (earlier, last)
    }
  }

  /// The mark of the history up to an entry: number and hash.
  package func historyMark(upTo entry: Int) throws -> (sequence: Int, hash: String)? {
    try first("SELECT sequence, hash FROM journal_entry WHERE sequence = \(entry)") {
      (try $0.int(0), try $0.text(1))
    }
  }
}

/// Closes the minutes: from now on the meeting changes only by a correction.
package struct IssueMinutes: Act {
  package static let name = "minutes.issue"
  package var meeting: ID<Meeting>
  package init(of meeting: ID<Meeting>) { self.meeting = meeting }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    let session = register.session
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard try session.attendance(of: meeting.meeting).contains(where: { $0.presence == .present }) else {
      throw MeetingRefusal.notAttended
    }
    guard try !session.meetingItems(of: meeting.meeting).isEmpty else { throw MeetingRefusal.noAgenda }
    try register.requireNoOpenBallot(at: meeting.meeting)
    let last = try session.minutes(of: meeting.meeting).last
    if let last { try register.withdraw(last) }
    let new = MinutesVersion(
      id: register.newID(), meeting: meeting.meeting, version: last?.version ?? 1, state: .issued,
      reason: last?.reason ?? "", issuedOn: register.today, entry: register.entry, approvedAt: nil,
      approvedOn: nil)
    try register.insert(new)
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
    register.note("version", .int(new.version))
    return new.version
  }
}

/// Opens closed minutes for a correction, with the reason: the version that was closed stays readable as it was.
package struct CorrectMinutes: Act {
  package static let name = "minutes.correct"
  package var meeting: ID<Meeting>
  package var reason: String
  package init(of meeting: ID<Meeting>, reason: String) { (self.meeting, self.reason) = (meeting, reason) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let held = try session.meeting(meeting) else { throw RightsRefusal.notFound }
    try register.require(.recordMeetings, of: actor, on: held.organisation)
    guard let last = try session.minutes(of: meeting).last, last.state == .issued else {
      throw MeetingRefusal.notIssued
    }
    let reason = try FreeText.line(reason)
    guard !reason.isEmpty else { throw MeetingRefusal.noReason }
    try register.insert(
      MinutesVersion(
        id: register.newID(), meeting: meeting, version: last.version + 1, state: .correcting, reason: reason,
        issuedOn: nil, entry: nil, approvedAt: nil, approvedOn: nil))
    register.note("organisation", held.organisation)
    register.note("meeting", meeting)
  }
}

/// Approves the minutes of a meeting at a later one.
package struct ApproveMinutes: Act {
  package static let name = "minutes.approve"
  package var meeting: ID<Meeting>
  package var later: ID<Meeting>
  package init(of meeting: ID<Meeting>, at later: ID<Meeting>) {
    (self.meeting, self.later) = (meeting, later)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let held = try session.meeting(meeting) else { throw RightsRefusal.notFound }
    let later = try register.takeMeeting(later, by: actor)
    guard later.organisation == held.organisation, later.heldOn > held.heldOn, later.heldOn <= register.today,
      try session.attendance(of: later.meeting).contains(where: { $0.presence == .present })
    else { throw MeetingRefusal.notLater }
    guard let last = try session.minutes(of: meeting).last, last.state == .issued else {
      throw MeetingRefusal.notIssued
    }
    guard last.approvedOn == nil else { throw MeetingRefusal.alreadyApproved }
    var new = last
    (new.id, new.approvedAt, new.approvedOn) = (register.newID(), later.meeting, later.heldOn)
    try register.withdraw(last)
    try register.insert(new)
    register.note("organisation", held.organisation)
    register.note("meeting", meeting)
  }
}
