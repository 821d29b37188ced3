import Basics
import Registry
import Schema
import Storage

/// Records that a complaint about a subject came in: the member's own, in their words, or a paper the unit or the superior
/// has received. It goes to the level that decides on the subject.
package struct ReceiveComplaint: Act {
  package static let name = "round.complaint"
  package var subject: ID<ReviewSubject>
  package var day: Day
  package var content: String
  /// Another last day than the usual one.
  package var dueBefore: Day?
  package var guidance: Guidance
  package var procedures: RoundProcedures
  package var rules: ComplaintRules

  package init(
    about subject: ID<ReviewSubject>, on day: Day, content: String = "", dueBefore: Day? = nil,
    guidance: Guidance, procedures: RoundProcedures, rules: ComplaintRules
  ) {
    (self.subject, self.day, self.content, self.dueBefore) = (subject, day, content, dueBefore)
    (self.guidance, self.procedures, self.rules) = (guidance, procedures, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<ReviewComplaint> {
    let session = register.session
    let work = try RoundWork([subject], guidance, procedures, in: register, by: actor)
    guard let subject = work.subjects.first else { throw RightsRefusal.notFound }
    let own = try session.ownMember(of: actor)
    let isOwn = own != nil && own == subject.member
    if !isOwn {
      let here = try session.rights(of: actor, on: subject.organisation, at: register.now)
      let above = try session.rights(of: actor, on: subject.base, at: register.now)
      guard here.contains(.recordReviews) || above.contains(.manageRounds) else {
        throw here.isEmpty && above.isEmpty ? RightsRefusal.notFound : .lacking(.recordReviews)
      }
    }
    guard day <= register.today else { throw RoundRefusal.dayInFuture(day) }
    guard day >= work.round.period.firstDay else { throw RoundRefusal.beforeRound(day) }
    // One after the other: what comes meanwhile goes into the same file and is answered with it.
    guard try !session.hasOpenComplaint(subject.id) else { throw RoundRefusal.complaintWaiting }
    var text: String?
    if isOwn {
      guard try session.reviewGrades(of: subject.id)[.decided] != nil else {
        throw RoundRefusal.notDone(ReviewGrade.Step.decided.title)
      }
      let said = try FreeText.checked(content)
      guard !said.isEmpty else { throw RoundRefusal.noReason }
      text = said
    }
    let due = dueBefore ?? rules.dueBefore(day)
    try procedures.dates.requireAnswer(due, to: day)
    let id: ID<ReviewComplaint> = register.newID()
    try register.insert(
      ReviewComplaint(
        id: id, round: subject.round, subject: subject.id, member: subject.member,
        organisation: subject.organisation, state: .received, receivedOn: day, verifiedOn: nil, finding: "",
        decision: nil, channel: isOwn ? .own : .paper, content: text, answerer: try work.decider(of: subject),
        dueBefore: due, outcome: nil))
    register.note("round", subject.round)
    return id
  }
}

/// Records what the verification of a complaint found, with its document, and whether the result stands.
package struct VerifyComplaint: Act {
  package static let name = "round.verifyComplaint"
  package var complaint: ID<ReviewComplaint>
  package var subject: ID<ReviewSubject>
  package var outcome: ReviewComplaint.Outcome
  package var finding: String
  package var day: Day
  package var decision: DecisionEntry

  package init(
    _ complaint: ID<ReviewComplaint>, about subject: ID<ReviewSubject>,
    outcome: ReviewComplaint.Outcome = .stands, finding: String, on day: Day, decision: DecisionEntry
  ) {
    (self.complaint, self.subject, self.outcome) = (complaint, subject, outcome)
    (self.finding, self.day, self.decision) = (finding, day, decision)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let (old, subject) = try register.complaint(complaint, about: subject)
    try register.require(.manageRounds, of: actor, on: old.answerer ?? subject.base)
    let own = try register.session.ownMember(of: actor)
    guard own == nil || own != subject.member else { throw RoundRefusal.ownGrade }
    // Nobody answers words they may not read.
    if old.channel == .own {
      guard
        try register.session.readsComplaints(
          of: old.answerer ?? subject.base, actor, asOf: register.asOf, at: register.now)
      else { throw RightsRefusal.lacking(.manageRounds) }
    }
    guard old.state == .received else { throw RoundRefusal.alreadyDone("xác minh") }
    guard day >= old.receivedOn else { throw RoundRefusal.beforeRound(day) }
    guard day <= register.today else { throw RoundRefusal.dayInFuture(day) }
    let finding = try FreeText.checked(finding)
    guard !finding.isEmpty else { throw RoundRefusal.noReason }
    var new = old
    (new.id, new.state, new.verifiedOn, new.finding) = (register.newID(), .verified, day, finding)
    (new.outcome, new.decision) = (outcome, try register.decision(decision))
    try register.withdraw(old)
    try register.insert(new)
    register.note("round", subject.round)
    register.note("outcome", .string(outcome.rawValue))
  }
}

/// Takes a complaint back before it is answered: the member their own, or who answers one that was recorded wrongly.
package struct WithdrawComplaint: Act {
  package static let name = "round.withdrawComplaint"
  package var complaint: ID<ReviewComplaint>
  package var subject: ID<ReviewSubject>
  package var reason: String

  package init(_ complaint: ID<ReviewComplaint>, about subject: ID<ReviewSubject>, reason: String = "") {
    (self.complaint, self.subject, self.reason) = (complaint, subject, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let (old, subject) = try register.complaint(complaint, about: subject)
    let own = try register.session.ownMember(of: actor)
    let reason = try FreeText.checked(reason)
    if old.channel != .own || own == nil || own != subject.member {
      try register.require(.manageRounds, of: actor, on: old.answerer ?? subject.base)
      // What a member has asked, nobody else makes unasked: it is answered.
      guard old.channel != .own else { throw RoundRefusal.complaintOpen }
      guard !reason.isEmpty else { throw RoundRefusal.noReason }
    }
    guard old.state == .received else { throw RoundRefusal.alreadyDone("xác minh") }
    try register.withdraw(old)
    register.note("round", subject.round)
    if !reason.isEmpty { register.note("reason", .string(reason)) }
  }
}

extension Transaction {
  fileprivate func complaint(_ id: ID<ReviewComplaint>, about subject: ID<ReviewSubject>) throws -> (
    ReviewComplaint, ReviewSubject
  ) {
    guard let subject = try session.reviewSubject(subject),
      let known = try session.reviewComplaints(about: subject.id).first(where: { $0.id == id })
    else { throw RightsRefusal.notFound }
    return (known, subject)
  }
}
