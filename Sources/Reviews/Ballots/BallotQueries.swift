import Basics
import Meetings
import Registry
import Schema
import Storage

/// Where the counting of a ballot's papers stands for one person: the second person sees nothing of what the first entered.
package enum CountStanding: Sendable, Hashable {
  case nobody
  /// What one has entered oneself, and may correct until the second person has entered.
  case own(BallotCount)
  /// Somebody else has entered; one's own entry will be the second.
  case other
}

/// An electronic ballot that is open to somebody's own vote.
package struct OwnVote: Sendable, Hashable {
  package var ballot: Ballot
  package var meeting: ReviewMeeting
  package var hasVoted: Bool
  /// Both parts of the key are taken.
  package var isReady: Bool
  package var state: BallotState.State
}

extension Session {
  package func countStanding(of ballot: ID<Ballot>, for actor: Registry.Actor) throws -> CountStanding {
    guard let first = try countRows(of: ballot).first(where: { $0.entry == 1 }) else { return .nobody }
    return first.enteredBy == actor.person ? .own(first.count) : .other
  }

  /// The open electronic ballots in which a member has a vote: convened, there, official, counted here.
  package func ownVotes(of member: ID<Member>, rules: BallotRules) throws -> [OwnVote] {
    try votes(of: member, rules).filter { $0.state == .open }
  }

  /// One electronic ballot in which a member has or had a vote, whatever became of it.
  package func ownVote(of member: ID<Member>, in ballot: ID<Ballot>, rules: BallotRules) throws -> OwnVote? {
    try votes(of: member, rules).first { $0.ballot.id == ballot }
  }

  private func votes(of member: ID<Member>, _ rules: BallotRules) throws -> [OwnVote] {
    let electronic = try all(
      """
      SELECT \(Ballot.columnList) FROM review_attendance a
      JOIN ballot b ON b.meeting_id = a.meeting_id AND b.mode = 'electronic'
      WHERE a.member_id = \(member) AND a.presence = 'present' AND a.withdrawn_by = \(Schema.stillBelieved)
      ORDER BY b.id
      """
    ) { try Ballot.read($0) }
    return try electronic.compactMap { ballot in
      guard let meeting = try reviewMeeting(ballot.meeting),
        let person = try reviewAttendance(of: meeting.id).first(where: { $0.member == member }),
        VotingBase.votes(person, rules.base(on: meeting.heldOn))
      else { return nil }
      let voted = try count(
        "SELECT count(*) FROM ballot_voter WHERE ballot_id = \(ballot.id) AND member_id = \(member)")
      return OwnVote(
        ballot: ballot, meeting: meeting, hasVoted: voted > 0,
        isReady: try ballotKeys(of: ballot.id).count == BallotKey.persons,
        state: try ballotState(of: ballot.id)?.state ?? .open)
    }
  }

  /// Whether a published ballot of a meeting left lines between whose grades a second one is held, and none was opened.
  package func isSecondBallotDue(at meeting: ID<ReviewMeeting>, guidance: Guidance, rules: BallotRules) throws
    -> Bool
  {
    let ballots = try ballots(of: meeting)
    let followed = Set(
      try ballots.filter { try ballotState(of: $0.id)?.state != .cancelled }.compactMap(\.follows))
    return try ballots.contains { ballot in
      guard !followed.contains(ballot.id), try ballotState(of: ballot.id)?.state == .published,
        let result = try ballotResult(of: ballot, guidance: guidance, rules: rules)
      else { return false }
      return result.lines.contains { !$0.secondRound.isEmpty }
    }
  }

  /// What stands on the lines of a paper: the names of those who are voted on. For whoever prints that paper or fills it in,
  /// and for nobody else.
  package func paperNames(of subjects: [ID<ReviewSubject>], on day: Day) throws -> [ID<ReviewSubject>: String]
  {
    var names: [ID<ReviewSubject>: String] = [:]
    let asOf = AsOf(day)
    for id in subjects {
      guard let subject = try reviewSubject(id) else { continue }
      if let member = subject.member {
        names[id] = try self.member(member, asOf: asOf)?.person.name ?? lastName(of: member)
      } else {
        let place = try organisationNear(subject.organisation, asOf: asOf)
        names[id] = (subject.entity == .collective ? place?.collectiveTitle : place?.name) ?? ""
      }
    }
    return names
  }

  /// As the register last knew it, for somebody who is no longer a member on the day.
  private func lastName(of member: ID<Member>) throws -> String {
    try first(
      """
      SELECT name FROM member_state WHERE member_id = \(member) AND withdrawn_by = \(Schema.stillBelieved)
      ORDER BY effective_from DESC LIMIT 1
      """
    ) { try $0.text(0) } ?? ""
  }
}

extension Session {
  /// Of those who voted electronically: whose account somebody changed between opening and closing.
  package func accountsChanged(during ballot: Ballot) throws -> [ID<Member>] {
    guard ballot.mode == .electronic else { return [] }
    let opened = try count("SELECT recorded_by FROM ballot WHERE id = \(ballot.id)")
    let closed = try first(
      "SELECT min(recorded_by) FROM ballot_state WHERE ballot_id = \(ballot.id) AND state <> \(BallotState.State.open) HAVING count(*) > 0"
    ) { try $0.int(0) }
    let changed = try accountChanges(after: opened, before: closed ?? Int.max)
    guard !changed.isEmpty else { return [] }
    return try all("SELECT member_id FROM ballot_voter WHERE ballot_id = \(ballot.id) ORDER BY member_id") {
      try $0.id(0, Member.self)
    }.filter { changed.contains($0) }
  }
}
