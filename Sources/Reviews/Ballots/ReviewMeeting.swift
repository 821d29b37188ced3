import Basics
import Meetings
import Registry
import Schema
import Storage

/// Review meeting — hội nghị kiểm điểm: where an organisation reviews and votes on a day.
package struct ReviewMeeting: Record, Hashable {
  package var id: ID<ReviewMeeting>
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var heldOn: Day

  package static let table: StaticString = "review_meeting"
  package static let columns: [StaticString] = ["id", "round_id", "organisation_id", "held_on"]
  package var row: Int64 { id.number }
  package var values: [SQLValue] { [id.sqlValue, round.sqlValue, organisation.sqlValue, heldOn.sqlValue] }
}

/// Attendance — người được triệu tập: written down once for all when the meeting is opened; only who came is filled in.
/// Why somebody did not come is not written down.
package struct ReviewAttendance: Registry.Fact, Convened, Hashable {
  package typealias Presence = Meetings.Presence
  package typealias Standing = MemberStanding

  package var id: ID<ReviewAttendance>
  package var meeting: ID<ReviewMeeting>
  package var member: ID<Member>
  package var standing: Standing
  package var presence: Presence
  /// Formally on temporary activity elsewhere.
  package var isAway: Bool
  package var isExempt: Bool

  package static let table: StaticString = "review_attendance"
  package static let columns: [StaticString] = [
    "id", "meeting_id", "member_id", "standing", "presence", "is_away", "is_exempt",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, meeting.sqlValue, member.sqlValue, standing.sqlValue, presence.sqlValue, isAway.sqlValue,
      isExempt.sqlValue,
    ]
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), meeting: try row.id(1), member: try row.id(2), standing: try row.choice(3),
      presence: try row.choice(4), isAway: try row.bool(5), isExempt: try row.bool(6))
  }
}

extension Session {
  package func reviewMeeting(_ id: ID<ReviewMeeting>) throws -> ReviewMeeting? {
    try first("SELECT id, round_id, organisation_id, held_on FROM review_meeting WHERE id = \(id)") {
      ReviewMeeting(id: try $0.id(0), round: try $0.id(1), organisation: try $0.id(2), heldOn: try $0.day(3))
    }
  }

  /// The meetings of an organisation in a round that were not taken back, the earliest first.
  package func reviewMeetings(of organisation: ID<Organisation>, in round: ID<Round>) throws
    -> [ReviewMeeting]
  {
    try all(
      """
      SELECT m.id, m.round_id, m.organisation_id, m.held_on FROM review_meeting m
      WHERE m.organisation_id = \(organisation) AND m.round_id = \(round) AND NOT EXISTS (
        SELECT 1 FROM review_meeting_withdrawal w WHERE w.meeting_id = m.id
          AND w.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY m.held_on, m.id
      """
    ) {
      ReviewMeeting(id: try $0.id(0), round: try $0.id(1), organisation: try $0.id(2), heldOn: try $0.day(3))
    }
  }

  /// Who was convened and who came, by member.
  package func reviewAttendance(of meeting: ID<ReviewMeeting>) throws -> [ReviewAttendance] {
    try all(
      """
      SELECT id, meeting_id, member_id, standing, presence, is_away, is_exempt FROM review_attendance
      WHERE meeting_id = \(meeting) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY member_id
      """
    ) { try ReviewAttendance.read($0) }
  }
}

/// Opens a review meeting: who is convened follows from the register of its day: the official and probationary members of
/// a cell, or those who hold a Party post of a committee; suspended members are not.
package struct HoldMeeting: Act {
  package static let name = "round.meeting"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var day: Day
  /// People said that it is another meeting of a day that has one.
  package var isAnother: Bool

  package init(
    of organisation: ID<Organisation>, in round: ID<Round>, on day: Day, isAnother: Bool = false
  ) {
    (self.organisation, self.round, self.day, self.isAnother) = (organisation, round, day, isAnother)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<ReviewMeeting> {
    let session = register.session
    guard let round = try session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: organisation)
    guard day <= register.today else { throw RoundRefusal.dayInFuture(day) }
    guard day >= round.period.firstDay else { throw RoundRefusal.beforeRound(day) }
    guard let state = try session.organisation(organisation, asOf: AsOf(day)),
      try !session.reviewSubjects(at: organisation, round.period).isEmpty
    else { throw RoundRefusal.subjectUnknown }
    // Sent twice, a form would make two meetings of one.
    if !isAnother,
      try session.reviewMeetings(of: organisation, in: round.id).contains(where: { $0.heldOn == day })
    {
      throw BallotRefusal.sameDay(day)
    }
    let convened = try session.summoned(to: state, year: round.period.year, on: day)
    guard convened.contains(where: { $0.standing == .official }) else { throw BallotRefusal.nobodyConvened }
    let meeting = ReviewMeeting(
      id: register.newID(), round: round.id, organisation: organisation, heldOn: day)
    try register.add(meeting)
    for person in convened {
      try register.insert(
        ReviewAttendance(
          id: register.newID(), meeting: meeting.id, member: person.member, standing: person.standing,
          presence: .absent, isAway: person.isAway, isExempt: person.isExempt))
    }
    register.note("round", round.id)
    register.note("organisation", organisation)
    return meeting.id
  }
}

/// Records who came to a meeting.
package struct RecordAttendance: Act {
  package static let name = "round.attendance"
  package var meeting: ID<ReviewMeeting>
  package var presences: [ID<Member>: ReviewAttendance.Presence]

  package init(_ presences: [ID<Member>: ReviewAttendance.Presence], at meeting: ID<ReviewMeeting>) {
    (self.presences, self.meeting) = (presences, meeting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    guard let meeting = try register.session.reviewMeeting(meeting) else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: meeting.organisation)
    try register.requireStanding(meeting)
    let known = Dictionary(
      try register.session.reviewAttendance(of: meeting.id).map { ($0.member, $0) },
      uniquingKeysWith: { a, _ in a })
    let isVoting = try register.session.ballots(of: meeting.id).contains {
      try register.session.ballotState(of: $0.id)?.state == .open
    }
    var changed = 0
    for (member, presence) in presences.sorted(by: { $0.key < $1.key }) {
      guard let old = known[member] else { throw BallotRefusal.notConvened }
      guard old.presence != presence else { continue }
      // Who may vote was written down when the ballot was opened; somebody may leave, nobody joins.
      guard !isVoting || presence != .present else { throw BallotRefusal.ballotOpen }
      var new = old
      (new.id, new.presence) = (register.newID(), presence)
      try register.withdraw(old)
      try register.insert(new)
      changed += 1
    }
    register.note("meeting", meeting.id)
    register.note("count", .int(changed))
    return changed
  }
}
