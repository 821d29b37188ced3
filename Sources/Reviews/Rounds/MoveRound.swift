import Basics
import Registry
import Schema
import Storage

/// Moves an open round to another version of its guidance: only by a document and with a reason; what would come out
/// differently is shown before by the comparison of the two packs. Grades decided before stay as they were decided.
package struct MoveRound: Act {
  package static let name = "round.move"
  package var round: ID<Round>
  package var guidance: Guidance
  package var reason: String
  package var decision: DecisionEntry

  package init(_ round: ID<Round>, to guidance: Guidance, reason: String, decision: DecisionEntry) {
    (self.round, self.guidance, self.reason, self.decision) = (round, guidance, reason, decision)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let round = try register.session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: round.superior)
    guard guidance.pack.rounds.covers(round.period.year),
      (guidance.pack.rounds.period == .quarter) == (round.period.quarter != 0)
    else { throw ReviewRefusal.noGuidance(round.period.year) }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    guard guidance.name != round.pack || guidance.hash != round.packHash else {
      throw ReviewRefusal.nothingChanged
    }
    let old = try RoundGuidance.believed(of: round.id, in: register.session)
    if let old { try register.withdraw(old) }
    try register.insert(
      RoundGuidance(
        id: register.newID(), round: round.id, pack: guidance.name, packHash: guidance.hash, reason: reason,
        decision: try register.decision(decision)))
    register.note("round", round.id)
    register.note("reason", .string(reason))
  }
}
