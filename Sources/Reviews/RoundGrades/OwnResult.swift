import Basics
import Registry
import Storage

/// A member's own result in a round once it is decided: what they have asked about it, and who answers.
package struct OwnResult: Sendable {
  package var subject: ReviewSubject
  package var complaints: [ReviewComplaint]
  package var answererName: String
  /// The result was made known: the step of the guidance was taken, or the superior has accepted it; where the guidance has no
  /// such step, as soon as it is decided.
  package var isTold: Bool
  package var grade: ReviewGrade
  /// The document by which it was decided.
  package var document: String?
}

/// A quarter in whose round a member stands.
package struct OwnQuarter: Sendable {
  package var quarter: Int
  package var isGraded: Bool
  package var grade: ReviewGrade?
  /// The guidance of that round.
  package var pack: String
}

extension Session {
  /// `nil` while nothing is decided about the member in a round of the year.
  package func ownResult(
    of member: ID<Member>, year: Int, guidances: Guidances, procedures: RoundProcedures, today: Day
  ) throws -> OwnResult? {
    guard let subject = try reviewSubject(of: member, RoundPeriod(year: year)),
      let grade = try reviewGrades(of: subject.id)[.decided], let round = try reviewRound(subject.round),
      let guidance = guidances[round.pack]
    else { return nil }
    let procedure = try procedures.procedure(of: guidance)
    let decider = try decider(of: subject, in: round, procedure, asOf: AsOf(today))
    let telling = procedure.stages.filter { stage in
      stage.keeps == .step && stage.subjects.contains(.member)
        && procedure.before(stage, for: .member).contains { $0.keeps == .decided }
    }.map(\.id)
    let told = Set(try reviewSteps(of: subject.id).map(\.stage))
    let isAccepted = try reviewSubmission(of: subject.organisation, in: round.id)?.state == .accepted
    return OwnResult(
      subject: subject, complaints: try reviewComplaints(about: subject.id),
      answererName: try organisationNear(decider, asOf: AsOf(today))?.name ?? "",
      isTold: isAccepted || telling.isEmpty || !told.isDisjoint(with: telling), grade: grade,
      document: try grade.decision.flatMap { try decision($0) }?.key.citation)
  }

  /// Whether a subject has a decided grade in the round of a period.
  package func isDecided(_ subject: Grading.Subject, _ period: RoundPeriod) throws -> Bool {
    guard case .member(let member) = subject, let found = try reviewSubject(of: member, period) else {
      return false
    }
    return try reviewGrades(of: found.id)[.decided] != nil
  }

  /// The quarters of a year in whose rounds a member stands, with what was decided.
  package func reviewQuarters(of member: ID<Member>, year: Int) throws -> [OwnQuarter] {
    try all(
      """
      SELECT \(ReviewSubject.columnList), u.quarter FROM review_subject u
      WHERE u.member_id = \(member) AND u.year = \(year) AND u.quarter > 0 ORDER BY u.quarter
      """
    ) { (try ReviewSubject.read($0), try $0.int(11)) }.map { subject, quarter in
      let decided = try reviewGrades(of: subject.id)[.decided]
      return OwnQuarter(
        quarter: quarter, isGraded: subject.treatment.isGraded, grade: decided,
        pack: try reviewRound(subject.round)?.pack ?? "")
    }
  }
}
