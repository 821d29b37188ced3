import Basics
import Registry
import Schema
import Storage

/// A review meeting that was taken back, with why: lập nhầm.
package struct MeetingWithdrawal: Registry.Fact, Hashable {
  package var id: ID<MeetingWithdrawal>
  package var meeting: ID<ReviewMeeting>
  package var reason: String
  package static let table: StaticString = "review_meeting_withdrawal"
  package static let columns: [StaticString] = ["id", "meeting_id", "reason"]
  package var row: Int64 { id.number }
  package var values: [SQLValue] { [id.sqlValue, meeting.sqlValue, .text(reason)] }
}

extension Session {
  /// Why a meeting was taken back; `nil` while it stands.
  package func withdrawal(of meeting: ID<ReviewMeeting>) throws -> MeetingWithdrawal? {
    try first(
      """
      SELECT id, meeting_id, reason FROM review_meeting_withdrawal
      WHERE meeting_id = \(meeting) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) { MeetingWithdrawal(id: try $0.id(0), meeting: try $0.id(1), reason: try $0.text(2)) }
  }
}

extension Transaction {
  /// Nothing more is recorded at a meeting that was taken back.
  func requireStanding(_ meeting: ReviewMeeting) throws {
    if try session.withdrawal(of: meeting.id) != nil { throw BallotRefusal.meetingWithdrawn }
  }
}

/// Takes back a review meeting that was written down by mistake: twice, on a wrong day. Not one at which something was voted
/// on; a ballot is cancelled first.
package struct WithdrawMeeting: Act {
  package static let name = "round.withdrawMeeting"
  package var meeting: ID<ReviewMeeting>
  package var reason: String

  package init(_ meeting: ID<ReviewMeeting>, reason: String) {
    (self.meeting, self.reason) = (meeting, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let meeting = try session.reviewMeeting(meeting) else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: meeting.organisation)
    try register.requireStanding(meeting)
    switch try session.reviewSubmission(of: meeting.organisation, in: meeting.round)?.state {
    case .sent?: throw RoundRefusal.unitClosed(RoundSubmission.State.sent.title)
    case .accepted?: throw RoundRefusal.locked
    case .returned?, .exempt?, nil: break
    }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw BallotRefusal.noReason }
    for ballot in try session.ballots(of: meeting.id) {
      guard let state = try session.ballotState(of: ballot.id)?.state, state == .cancelled else {
        throw BallotRefusal.hasBallot
      }
    }
    try register.insert(MeetingWithdrawal(id: register.newID(), meeting: meeting.id, reason: reason))
    register.note("round", meeting.round)
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.id)
    register.note("reason", .string(reason))
  }
}
