import Basics
import Registry
import Schema
import Storage

/// Regrades subjects whose result was wrong: by a document of the level that decides, with reasons. The first result stays
/// readable; the new one goes through the same order and quota. Accepted results must have been reopened before.
/// - Basis: Quy định 366-QĐ/TW, Điều 15; Hướng dẫn 43-HD/BTCTW, Mẫu 03
package struct Regrade: Act {
  package static let name = "round.regrade"
  package var subject: ID<ReviewSubject>
  package var choice: DecideReviewGrades.Choice
  package var day: Day
  package var decision: DecisionEntry
  package var guidance: Guidance
  package var procedures: RoundProcedures
  package var scales: GradeScales
  package var yearly: Guidance?

  package init(
    _ subject: ID<ReviewSubject>, _ choice: DecideReviewGrades.Choice, on day: Day, decision: DecisionEntry,
    guidance: Guidance, procedures: RoundProcedures, scales: GradeScales, yearly: Guidance? = nil
  ) {
    self.yearly = yearly
    (self.subject, self.choice, self.day, self.decision) = (subject, choice, day, decision)
    (self.guidance, self.procedures, self.scales) = (guidance, procedures, scales)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    let work = try RoundWork([subject], guidance, procedures, in: register, by: actor)
    guard let subject = work.subjects.first else { throw RoundRefusal.subjectUnknown }
    try work.requireDay(day)
    try register.require(.recordGradings, of: actor, on: try work.decider(of: subject))
    let own = try session.ownMember(of: actor)
    guard subject.member == nil || subject.member != own else { throw RoundRefusal.ownGrade }
    try work.requireUnlocked(subject)
    try guidance.requireGrade(choice.grade, for: subject.entity)
    guard FreeText.tells(choice.reason) else { throw RoundRefusal.noReason }
    guard let old = try session.reviewGrades(of: subject.id)[.decided] else {
      throw RoundRefusal.notDone(ReviewGrade.Step.decided.title)
    }
    guard old.grade != choice.grade else { throw ReviewRefusal.nothingChanged }
    guard try !session.hasOpenComplaint(subject.id) else { throw RoundRefusal.complaintOpen }
    try register.withdraw(old)
    if let grading = try old.grading.flatMap({ try session.grading($0) }) { try register.withdraw(grading) }
    // What came after the first result (making it known) is to be done again for the new one.
    for step in try session.reviewSteps(of: subject.id) {
      guard let stage = work.procedure.stage(step.stage),
        work.procedure.before(stage, for: subject.entity).contains(where: { $0.keeps == .decided })
      else { continue }
      try register.withdraw(step)
    }
    let paper = try register.decision(decision)
    try register.writeDecisions(
      [subject.id: choice], work, day: day, paper: paper, guidance: guidance, scales: scales, by: actor)
    try register.keepQuarters(work, guidance, yearly, evidence: decision.key.citation)
    register.note("round", work.round.id)
    register.note("reason", .string(try FreeText.checked(choice.reason)))
  }
}
