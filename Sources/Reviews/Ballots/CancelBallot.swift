import Basics
import Registry
import Storage

/// Cancels a ballot, with a reason. What was cast in it is never counted. Where it has been counted one person only asks for
/// it: who knows a result nobody has seen yet does not make it disappear alone.
package struct CancelBallot: Act {
  package static let name = "ballot.cancel"
  package enum Outcome: Sendable, Hashable { case cancelled, waitsForSecond }
  package var ballot: ID<Ballot>
  package var reason: String
  package init(_ ballot: ID<Ballot>, reason: String) { (self.ballot, self.reason) = (ballot, reason) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Outcome {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw BallotRefusal.noReason }
    let isCounted = try register.session.ballotState(of: ballot.id)?.state == .counted
    try register.move(ballot.id, to: isCounted ? .cancelAsked : .cancelled, reason: reason, by: actor)
    if !isCounted { try register.session.destroyVotes(of: ballot.id) }
    register.note("ballot", ballot.id)
    register.note("reason", .string(reason))
    return isCounted ? .waitsForSecond : .cancelled
  }
}

/// Answers the wish to cancel a counted ballot: a second person cancels it, or the result stands (anybody may say so, who
/// asked as well).
package struct AnswerBallotCancelling: Act {
  package static let name = "ballot.answerCancel"
  package var ballot: ID<Ballot>
  package var cancels: Bool
  package init(_ ballot: ID<Ballot>, cancels: Bool) { (self.ballot, self.cancels) = (ballot, cancels) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let ballot = try register.takeBallot(ballot, right: .recordReviews, by: actor)
    guard let state = try register.session.ballotState(of: ballot.id), state.state == .cancelAsked else {
      throw BallotRefusal.wrongState(try register.session.ballotState(of: ballot.id)?.state.title ?? "")
    }
    guard !cancels || state.enteredBy != actor.person else { throw BallotRefusal.needsSecondPerson }
    try register.move(ballot.id, to: cancels ? .cancelled : .counted, reason: state.reason, by: actor)
    if cancels { try register.session.destroyVotes(of: ballot.id) }
    register.note("ballot", ballot.id)
  }
}

/// The wish to cancel a counted ballot, as a second person reads it.
package struct BallotCancelling: Sendable, Hashable {
  package var reason: String
  /// Whoever asks now is who wished it.
  package var isOwn: Bool
}

extension Session {
  package func askedCancelling(of ballot: ID<Ballot>, by actor: Registry.Actor) throws -> BallotCancelling? {
    guard let state = try ballotState(of: ballot), state.state == .cancelAsked else { return nil }
    return BallotCancelling(reason: state.reason, isOwn: state.enteredBy == actor.person)
  }
}
