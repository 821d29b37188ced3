import Basics
import Registry
import Rules
import Storage

/// Vote — biểu quyết: a question put to a meeting, decided by show of cards. Base, votes needed and who was there are what
/// they were at that item.
package struct MeetingVote: Registry.Fact, Hashable {
  package var id: ID<Row>
  package var vote: ID<MeetingVote>
  package var meeting: ID<Meeting>
  package var item: ID<MeetingItem>
  package var question: String
  package var majority: String
  package var base: Int
  package var needed: Int
  /// Who had a vote and was there.
  package var present: Int
  /// How many had to be there.
  package var quorum: Int
  package var inFavour: Int
  package var against: Int
  /// There, and said neither.
  package var silent: Int
  package var isCarried: Bool

  package enum Row {}
  package var hasQuorum: Bool { present >= quorum }

  package static let table: StaticString = "meeting_vote"
  package static let columns: [StaticString] = [
    "id", "vote_id", "meeting_id", "item_id", "question", "majority", "base", "needed", "present", "quorum",
    "in_favour", "against", "silent", "is_carried",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, vote.sqlValue, meeting.sqlValue, item.sqlValue, .text(question), .text(majority),
      .int(Int64(base)), .int(Int64(needed)), .int(Int64(present)), .int(Int64(quorum)),
      .int(Int64(inFavour)), .int(Int64(against)), .int(Int64(silent)), isCarried.sqlValue,
    ]
  }

  static let list: SQL = """
    v.id, v.vote_id, v.meeting_id, v.item_id, v.question, v.majority, v.base, v.needed, v.present, v.quorum,
    v.in_favour, v.against, v.silent, v.is_carried
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), vote: try row.id(1), meeting: try row.id(2), item: try row.id(3),
      question: try row.text(4), majority: try row.text(5), base: try row.int(6), needed: try row.int(7),
      present: try row.int(8), quorum: try row.int(9), inFavour: try row.int(10), against: try row.int(11),
      silent: try row.int(12), isCarried: try row.bool(13))
  }

  /// The same on the page and in the minutes.
  package var sentence: String { sentence(isSecret: false) }

  /// - Parameter isSecret: of a ballot on paper, where who said neither is unknown to all.
  package func sentence(isSecret: Bool) -> String {
    let neither = isSecret ? "" : ", không có ý kiến \(silent)"
    let counted =
      "Tán thành \(inFavour), không tán thành \(against)\(neither); cần \(needed) trên \(base): "
      + (isCarried ? "thông qua." : "không thông qua.")
    guard !hasQuorum else { return counted }
    return counted + " Lúc biểu quyết có mặt \(present), thiếu \(quorum - present) so với quy định."
  }
}

extension Session {
  package func meetingVotes(of meeting: ID<Meeting>, known: Int = AsOf.everything) throws -> [MeetingVote] {
    try all(
      """
      SELECT \(MeetingVote.list) FROM meeting_vote v WHERE v.meeting_id = \(meeting) AND \(Self.believed("v", known))
      ORDER BY v.vote_id
      """
    ) { try MeetingVote.read($0) }
  }
}

/// Takes a vote by show of cards. Where too few are there, the rules say whether nothing can be decided or the result is
/// marked.
package struct TakeVote: Act {
  package static let name = "meeting.vote"
  package var meeting: ID<Meeting>
  package var item: ID<MeetingItem>
  package var question: String
  package var majority: String?
  package var inFavour: Int
  package var against: Int
  package var silent: Int
  package var rules: VotingRules

  package init(
    _ question: String, on item: ID<MeetingItem>, at meeting: ID<Meeting>, inFavour: Int, against: Int = 0,
    silent: Int = 0, majority: String? = nil, rules: VotingRules
  ) {
    (self.question, self.item, self.meeting, self.inFavour) = (question, item, meeting, inFavour)
    (self.against, self.silent, self.majority, self.rules) = (against, silent, majority, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> MeetingVote {
    let session = register.session
    let meeting = try register.takeMeeting(meeting, by: actor)
    let attendance = try session.attendance(of: meeting.meeting)
    guard attendance.contains(where: { $0.presence == .present }) else { throw MeetingRefusal.notAttended }
    let agenda = try session.meetingItems(of: meeting.meeting)
    guard agenda.contains(where: { $0.item == item }) else { throw MeetingRefusal.noAgenda }
    let question = try FreeText.line(question)
    guard !question.isEmpty else { throw MeetingRefusal.noQuestion }
    guard let majority = majority.map({ id in rules.majorities.first { $0.id == id } }) ?? rules.majority
    else {
      throw MeetingRefusal.noSuchMajority(self.majority ?? "")
    }
    let base = VotingBase(attendance.during(item, of: agenda), on: meeting.heldOn, rules)
    if !base.hasQuorum, rules.quorum.effect == .block {
      throw MeetingRefusal.noQuorum(present: base.present, needed: base.quorumNeeded)
    }
    let counts = [inFavour, against, silent]
    guard counts.allSatisfy({ (0...100_000).contains($0) }), counts.reduce(0, +) == base.present else {
      throw MeetingRefusal.unbalanced(
        told: counts.allSatisfy { (0...100_000).contains($0) } ? counts.reduce(0, +) : -1,
        present: base.present)
    }
    let denominator = base.denominator(majority, valid: inFavour + against) ?? base.base
    let needed = majority.needed(of: denominator) ?? denominator
    let vote = MeetingVote(
      id: register.newID(), vote: register.newID(), meeting: meeting.meeting, item: item, question: question,
      majority: majority.id, base: denominator, needed: needed, present: base.present,
      quorum: base.quorumNeeded, inFavour: inFavour, against: against, silent: silent,
      isCarried: denominator > 0 && inFavour >= needed)
    try register.insert(vote)
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
    return vote
  }
}

/// Takes back a vote that was written down wrongly; the history keeps it.
package struct WithdrawVote: Act {
  package static let name = "meeting.withdrawVote"
  package var vote: ID<MeetingVote>
  package var meeting: ID<Meeting>
  package init(_ vote: ID<MeetingVote>, at meeting: ID<Meeting>) {
    (self.vote, self.meeting) = (vote, meeting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard let old = try register.session.meetingVotes(of: meeting.meeting).first(where: { $0.vote == vote })
    else { throw RightsRefusal.notFound }
    guard
      try !register.session.meetingBallots(of: meeting.meeting).contains(where: { $0.ballot.vote == vote })
    else { throw MeetingRefusal.byBallot }
    try register.withdraw(old)
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
  }
}
