import Basics
import Registry
import Schema
import Storage

/// Reopening — mở lại: accepted results are opened again only from above, by two persons, with a reason. What was decided
/// first stays readable for good.
package struct RoundReopening: Registry.Fact, Hashable {
  package enum State: String, Sendable, SQLConvertible { case asked, confirmed }
  package var id: ID<RoundReopening>
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var state: State
  package var reason: String
  /// Who asked and who confirmed, as accounts.
  package var askedBy: String
  package var confirmedBy: String
  package var decision: ID<RegisterDecision>?

  package static let table: StaticString = "review_reopening"
  package static let columns: [StaticString] = [
    "id", "round_id", "organisation_id", "state", "reason", "asked_by", "confirmed_by", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, organisation.sqlValue, state.sqlValue, .text(reason), .text(askedBy),
      .text(confirmedBy), decision?.sqlValue ?? .null,
    ]
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), organisation: try row.id(2), state: try row.choice(3),
      reason: try row.text(4), askedBy: try row.text(5), confirmedBy: try row.text(6),
      decision: try row.ifID(7))
  }
}

extension Session {
  /// The reopenings of a unit's results, the earliest first.
  package func reviewReopenings(of organisation: ID<Organisation>, in round: ID<Round>) throws
    -> [RoundReopening]
  {
    try all(
      """
      SELECT id, round_id, organisation_id, state, reason, asked_by, confirmed_by, decision_id FROM review_reopening
      WHERE round_id = \(round) AND organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)
      ORDER BY id
      """
    ) { try RoundReopening.read($0) }
  }
}

/// Asks that accepted results be opened again.
package struct AskReopening: Act {
  package static let name = "round.askReopening"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var reason: String

  package init(of organisation: ID<Organisation>, in round: ID<Round>, reason: String) {
    (self.organisation, self.round, self.reason) = (organisation, round, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let round = try register.session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: try register.superior(of: organisation, in: round))
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    guard try register.session.reviewSubmission(of: organisation, in: round.id)?.state == .accepted else {
      throw RoundRefusal.unitState("chưa được chuẩn y")
    }
    let asked = try register.session.reviewReopenings(of: organisation, in: round.id)
    guard !asked.contains(where: { $0.state == .asked }) else {
      throw RoundRefusal.alreadyDone("đề nghị mở lại")
    }
    try register.insert(
      RoundReopening(
        id: register.newID(), round: round.id, organisation: organisation, state: .asked, reason: reason,
        askedBy: actor.person, confirmedBy: "", decision: nil))
    register.note("round", round.id)
    register.note("organisation", organisation)
    register.note("reason", .string(reason))
  }
}

/// Confirms it, as a second person: the unit's results go back to its hands.
package struct ConfirmReopening: Act {
  package static let name = "round.confirmReopening"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var decision: DecisionEntry

  package init(of organisation: ID<Organisation>, in round: ID<Round>, decision: DecisionEntry) {
    (self.organisation, self.round, self.decision) = (organisation, round, decision)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let round = try session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: try register.superior(of: organisation, in: round))
    guard
      let asked = try session.reviewReopenings(of: organisation, in: round.id).first(where: {
        $0.state == .asked
      })
    else { throw RoundRefusal.nothingAsked }
    guard asked.askedBy != actor.person else { throw RoundRefusal.needsSecondPerson }
    guard let old = try session.reviewSubmission(of: organisation, in: round.id), old.state == .accepted
    else {
      throw RoundRefusal.unitState("chưa được chuẩn y")
    }
    let decision = try register.decision(decision)
    var confirmed = asked
    (confirmed.id, confirmed.state) = (register.newID(), .confirmed)
    (confirmed.confirmedBy, confirmed.decision) = (actor.person, decision)
    try register.withdraw(asked)
    try register.insert(confirmed)
    var new = old
    (new.id, new.state, new.day, new.note) = (register.newID(), .returned, register.today, asked.reason)
    new.decision = decision
    try register.replace(old, by: new)
    register.note("round", round.id)
    register.note("organisation", organisation)
  }
}
