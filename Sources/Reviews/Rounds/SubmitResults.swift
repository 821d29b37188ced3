import Basics
import Registry
import Schema
import Storage

/// Sends a unit's results up: everybody it is expected to review has gone through the steps, or it is not sent.
package struct SubmitResults: Act {
  package static let name = "round.submit"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var day: Day
  package var note: String
  package var guidance: Guidance
  package var procedures: RoundProcedures

  package init(
    of organisation: ID<Organisation>, in round: ID<Round>, on day: Day, note: String = "",
    guidance: Guidance,
    procedures: RoundProcedures
  ) {
    (self.organisation, self.round, self.day, self.note) = (organisation, round, day, note)
    (self.guidance, self.procedures) = (guidance, procedures)
  }

  /// Who cannot go through a step any more because they are not there: not waited for.
  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let round = try session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: organisation)
    guard try procedures.procedure(of: guidance).isSentUp else { throw RoundRefusal.notSentUp }
    let unit = try register.reviewUnit(organisation, in: round)
    let work = try RoundWork([unit.id], guidance, procedures, in: register, by: actor)
    try work.requireDay(day)
    let note = try FreeText.checked(note)
    let old = try session.reviewSubmission(of: organisation, in: round.id)
    if let old, old.state != .returned { throw RoundRefusal.unitState(old.state.title) }
    let gone = Set(
      try session.leftEntries(
        of: round, within: organisation,
        today: try session.structureDay(of: organisation, in: round, today: register.today)
      ).map(\.subject.id))
    let mine = try session.reviewSubjects(at: organisation, round.period).filter {
      $0.round == round.id && $0.treatment.isReviewed && !gone.contains($0.id)
    }
    for stage in work.procedure.submissionAfter.compactMap({ work.procedure.stage($0) }) {
      let owing = mine.filter {
        work.procedure.asks(stage, of: $0) && !(work.done[$0.id] ?? []).contains(stage.id)
      }
      guard !owing.isEmpty else { continue }
      // What is to be done next, in the words of the list of what is owed.
      let next = work.procedure.owed(by: mine, done: work.done).first
      throw RoundRefusal.incomplete(
        count: next?.subjects.count ?? owing.count, step: next?.stage.name ?? stage.name)
    }
    let due = try session.reviewDeadline(
      of: RoundProcedure.submission, for: organisation, in: round.id,
      asOf: AsOf(try session.structureDay(of: organisation, in: round, today: register.today)))
    let first = old?.firstSentOn ?? day
    try register.replace(
      old,
      by: RoundSubmission(
        id: register.newID(), round: round.id, organisation: organisation, state: .sent, day: day,
        firstSentOn: first, isOnTime: old?.isOnTime ?? due.map { day < $0.dueBefore }, note: note,
        decision: nil))
    register.note("round", round.id)
    register.note("organisation", organisation)
  }
}

/// Returns a unit's results with remarks.
package struct ReturnResults: Act {
  package static let name = "round.return"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var remarks: String

  package init(of organisation: ID<Organisation>, in round: ID<Round>, remarks: String) {
    (self.organisation, self.round, self.remarks) = (organisation, round, remarks)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let round = try register.session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(
      .manageRounds, of: actor, on: try register.superior(of: organisation, in: round))
    _ = try register.reviewUnit(organisation, in: round)
    let remarks = try FreeText.checked(remarks)
    guard !remarks.isEmpty else { throw RoundRefusal.noReason }
    guard let old = try register.session.reviewSubmission(of: organisation, in: round.id), old.state == .sent
    else {
      throw RoundRefusal.unitState("chưa gửi")
    }
    var new = old
    (new.id, new.state, new.day, new.note) = (register.newID(), .returned, register.today, remarks)
    try register.replace(old, by: new)
    register.note("round", round.id)
    register.note("organisation", organisation)
  }
}

/// Accepts a unit's results: every subject there is decided, and from now on nothing of it can be changed but from above.
package struct AcceptResults: Act {
  package static let name = "round.accept"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var decision: DecisionEntry

  package init(of organisation: ID<Organisation>, in round: ID<Round>, decision: DecisionEntry) {
    (self.organisation, self.round, self.decision) = (organisation, round, decision)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let round = try session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(
      .manageRounds, of: actor, on: try register.superior(of: organisation, in: round))
    _ = try register.reviewUnit(organisation, in: round)
    guard let old = try session.reviewSubmission(of: organisation, in: round.id), old.state == .sent else {
      throw RoundRefusal.unitState("chưa gửi")
    }
    let gone = Set(
      try session.leftEntries(
        of: round, within: organisation,
        today: try session.structureDay(of: organisation, in: round, today: register.today)
      ).map(\.subject.id))
    let open = try session.all(
      """
      SELECT u.id FROM review_subject u WHERE u.organisation_id = \(organisation) AND u.round_id = \(round.id)
        AND u.treatment IN ('graded', 'open') AND NOT EXISTS (SELECT 1 FROM review_grade g
          WHERE g.subject_id = u.id AND g.step = 'decided' AND g.withdrawn_by = \(Schema.stillBelieved))
      """
    ) { try $0.id(0, ReviewSubject.self) }.filter { !gone.contains($0) }
    guard open.isEmpty else {
      throw RoundRefusal.incomplete(count: open.count, step: ReviewGrade.Step.decided.title)
    }
    let unsettled = try session.unsettledComplaints(at: organisation, in: round.id)
    guard unsettled.isEmpty else {
      let names = try session.paperNames(of: unsettled.map(\.subject), on: register.today)
      throw RoundRefusal.complaintUnsettled(
        unsettled.map { "\(names[$0.subject] ?? "") (\($0.words))" }.joined(separator: "; "))
    }
    var new = old
    (new.id, new.state, new.day) = (register.newID(), .accepted, register.today)
    new.decision = try register.decision(decision)
    try register.replace(old, by: new)
    register.note("round", round.id)
    register.note("organisation", organisation)
  }
}

/// Exempts a unit from sending results, with a reason.
package struct ExemptUnit: Act {
  package static let name = "round.exempt"
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var reason: String

  package init(_ organisation: ID<Organisation>, in round: ID<Round>, reason: String) {
    (self.organisation, self.round, self.reason) = (organisation, round, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let round = try register.session.reviewRound(round) else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: round.superior)
    _ = try register.reviewUnit(organisation, in: round)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    if let old = try register.session.reviewSubmission(of: organisation, in: round.id) {
      throw RoundRefusal.unitState(old.state.title)
    }
    let decided = try register.session.count(
      """
      SELECT count(*) FROM review_subject u JOIN review_grade g ON g.subject_id = u.id AND g.step = 'decided'
        AND g.withdrawn_by = \(Schema.stillBelieved)
      WHERE u.organisation_id = \(organisation) AND u.round_id = \(round.id)
      """)
    guard decided == 0 else { throw RoundRefusal.decidedAlready(count: decided) }
    try register.insert(
      RoundSubmission(
        id: register.newID(), round: round.id, organisation: organisation, state: .exempt,
        day: register.today,
        firstSentOn: nil, isOnTime: nil, note: reason, decision: nil))
    register.note("round", round.id)
    register.note("organisation", organisation)
  }
}
