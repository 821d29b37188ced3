import Basics
import Registry
import Schema
import Storage

/// Complaint — đơn thư: that somebody complained about a result, or that there are signs which must be looked into; until
/// it is verified nothing is decided. Only that it came, when, and what was found: never who wrote it or what it says.
package struct ReviewComplaint: Registry.Fact, Hashable {
  package enum State: String, Sendable, SQLConvertible { case received, verified }
  package var id: ID<ReviewComplaint>
  package var round: ID<Round>
  package var subject: ID<ReviewSubject>
  package var member: ID<Member>?
  package var organisation: ID<Organisation>
  package var state: State
  package var receivedOn: Day
  package var verifiedOn: Day?
  package var finding: String
  package var decision: ID<RegisterDecision>?

  package static let table: StaticString = "review_complaint"
  package static let columns: [StaticString] = [
    "id", "round_id", "subject_id", "member_id", "organisation_id", "state", "received_on", "verified_on",
    "finding", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, subject.sqlValue, member?.sqlValue ?? .null, organisation.sqlValue,
      state.sqlValue, receivedOn.sqlValue, verifiedOn?.sqlValue ?? .null, .text(finding),
      decision?.sqlValue ?? .null,
    ]
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), subject: try row.id(2), member: try row.ifID(3),
      organisation: try row.id(4), state: try row.choice(5), receivedOn: try row.day(6),
      verifiedOn: try row.ifDay(7), finding: try row.text(8), decision: try row.ifID(9))
  }
}

extension Session {
  package func reviewComplaints(about subject: ID<ReviewSubject>) throws -> [ReviewComplaint] {
    try all(
      """
      SELECT id, round_id, subject_id, member_id, organisation_id, state, received_on, verified_on, finding, decision_id
      FROM review_complaint WHERE subject_id = \(subject) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY id
      """
    ) { try ReviewComplaint.read($0) }
  }

  func hasOpenComplaint(_ subject: ID<ReviewSubject>) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM review_complaint WHERE subject_id = \(subject) AND state = 'received'
        AND withdrawn_by = \(Schema.stillBelieved)
      """)
  }
}

/// Records that a complaint about a subject came in.
package struct ReceiveComplaint: Act {
  package static let name = "round.complaint"
  package var subject: ID<ReviewSubject>
  package var day: Day

  package init(about subject: ID<ReviewSubject>, on day: Day) { (self.subject, self.day) = (subject, day) }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<ReviewComplaint> {
    guard let subject = try register.session.reviewSubject(subject) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: subject.base)
    guard day <= register.today else { throw RoundRefusal.dayInFuture(day) }
    let id: ID<ReviewComplaint> = register.newID()
    try register.insert(
      ReviewComplaint(
        id: id, round: subject.round, subject: subject.id, member: subject.member,
        organisation: subject.organisation, state: .received, receivedOn: day, verifiedOn: nil, finding: "",
        decision: nil))
    register.note("round", subject.round)
    return id
  }
}

/// Records what the verification of a complaint found, with its document.
package struct VerifyComplaint: Act {
  package static let name = "round.verifyComplaint"
  package var complaint: ID<ReviewComplaint>
  package var subject: ID<ReviewSubject>
  package var finding: String
  package var day: Day
  package var decision: DecisionEntry

  package init(
    _ complaint: ID<ReviewComplaint>, about subject: ID<ReviewSubject>, finding: String, on day: Day,
    decision: DecisionEntry
  ) {
    (self.complaint, self.subject, self.finding) = (complaint, subject, finding)
    (self.day, self.decision) = (day, decision)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let subject = try session.reviewSubject(subject),
      let old = try session.reviewComplaints(about: subject.id).first(where: { $0.id == complaint })
    else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: subject.base)
    guard old.state == .received else { throw RoundRefusal.alreadyDone("xác minh") }
    guard day >= old.receivedOn else { throw RoundRefusal.beforeRound(day) }
    guard day <= register.today else { throw RoundRefusal.dayInFuture(day) }
    let finding = try FreeText.checked(finding)
    guard !finding.isEmpty else { throw RoundRefusal.noReason }
    var new = old
    (new.id, new.state, new.verifiedOn, new.finding) = (register.newID(), .verified, day, finding)
    new.decision = try register.decision(decision)
    try register.withdraw(old)
    try register.insert(new)
    register.note("round", subject.round)
  }
}
