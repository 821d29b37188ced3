import Basics
import Meetings
import Registry
import Rules
import Storage

/// Minutes — biên bản: what happened at a review meeting, put together from what was recorded while it happened. Nothing of
/// it is typed; who was absent is a number, and why is nobody's business.
package struct MeetingMinutes: Sendable {
  package struct Vote: Sendable {
    package var ballot: Ballot
    package var state: BallotState.State
    /// Of a ballot that was counted.
    package var result: BallotResult?
    /// Only how many have voted, as long as it is open.
    package var voted: Int
    package var majority: Majority?
    /// The ballot whose open lines it decided.
    package var secondOf: ID<Ballot>?
  }
  package var round: Round
  package var meeting: ReviewMeeting
  package var organisationName: String
  package var base: VotingBase
  package var attendance: [ReviewAttendance]
  package var votes: [Vote]
  /// The grades proposed there, with the ballot each rests on.
  package var proposals: [ReviewGrade]

  /// Somebody has written down who came.
  package var isHeld: Bool { attendance.contains { $0.presence != .absent } || !votes.isEmpty }
}

extension Session {
  package func meetingMinutes(_ id: ID<ReviewMeeting>, guidance: Guidance, rules: BallotRules) throws
    -> MeetingMinutes?
  {
    guard let meeting = try reviewMeeting(id), let round = try reviewRound(meeting.round) else { return nil }
    let majorities = rules.majorities(of: guidance)
    let votes = try ballots(of: id).map { ballot in
      MeetingMinutes.Vote(
        ballot: ballot, state: try ballotState(of: ballot.id)?.state ?? .open,
        result: try ballotResult(of: ballot, guidance: guidance, rules: rules),
        voted: try turnout(of: ballot).voted, majority: majorities.first { $0.id == ballot.majority },
        secondOf: ballot.follows)
    }
    var proposals: [ReviewGrade] = []
    for subject in try reviewSubjects(at: meeting.organisation, round.period) where subject.round == round.id
    {
      if let proposed = try reviewGrades(of: subject.id)[.proposed] { proposals.append(proposed) }
    }
    let attendance = try reviewAttendance(of: id)
    return MeetingMinutes(
      round: round, meeting: meeting,
      organisationName: try organisationNear(meeting.organisation, asOf: AsOf(meeting.heldOn))?.name ?? "",
      base: VotingBase(attendance, on: meeting.heldOn, rules), attendance: attendance, votes: votes,
      proposals: proposals)
  }
}
