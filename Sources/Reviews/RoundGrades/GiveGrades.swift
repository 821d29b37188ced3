import Basics
import Registry
import Rules
import Schema
import Storage

/// Records the grades of subjects at a step before the decision: what they grade themselves, what is proposed for them,
/// what comes out of the appraisal. Each only when its turn has come.
package struct GiveGrades: Act {
  package static let name = "round.giveGrades"
  package var step: ReviewGrade.Step
  package var grades: [ID<ReviewSubject>: String]
  package var by: ID<Organisation>
  package var day: Day
  package var ballot: ID<Ballot>?
  package var isForOther: Bool
  package var reason: String
  package var guidance: Guidance
  package var procedures: RoundProcedures
  package var rules: BallotRules?
  /// What the forms ask: a grade somebody has sent in theirs is the one that is recorded.
  package var forms: ReviewForms?

  /// - Parameters:
  ///   - by: which organisation gives them: the unit itself, or the one that decides, for the appraisal.
  ///   - ballot: the ballot a proposal rests on; where it says something else the reason is needed.
  package init(
    _ step: ReviewGrade.Step, _ grades: [ID<ReviewSubject>: String], by: ID<Organisation>, on day: Day,
    ballot: ID<Ballot>? = nil, isForOther: Bool = false, reason: String = "", guidance: Guidance,
    procedures: RoundProcedures, rules: BallotRules? = nil, forms: ReviewForms? = nil
  ) {
    (self.rules, self.forms) = (rules, forms)
    (self.step, self.grades, self.by, self.day, self.ballot) = (step, grades, by, day, ballot)
    (self.isForOther, self.reason) = (isForOther, reason)
    (self.guidance, self.procedures) = (guidance, procedures)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    guard step != .decided else { throw RoundRefusal.notForThem(step.title) }
    let work = try RoundWork(grades.keys.sorted(), guidance, procedures, in: register, by: actor)
    try work.requireDay(day)
    let reason = try FreeText.checked(reason)
    let own = try register.session.ownMember(of: actor)
    let carried = try ballot.map { try register.session.carried(by: $0, guidance, rules) }
    // Whoever leaves the ballot unnamed is held to it all the same.
    let published =
      step == .proposed && ballot == nil
      ? try register.session.publishedResults(about: work.subjects.map(\.id), guidance, rules) : [:]
    let isVoted = !guidance.pack.majorities.isEmpty
    for subject in work.subjects {
      guard let grade = grades[subject.id] else { continue }
      let isOwn = own != nil && own == subject.member
      try guidance.requireGrade(grade, for: subject.entity, inScale: step == .own)
      try work.requireLiving(subject)
      guard subject.treatment.isGraded else { throw RoundRefusal.notForThem(step.title) }
      if step == .appraised {
        let decider = try work.decider(of: subject)
        try register.require(.manageRounds, of: actor, on: decider)
        try work.requireUnlocked(subject)
      } else {
        // Their own grade members give themselves.
        if step != .own || !isOwn {
          try register.require(.recordReviews, of: actor, on: subject.organisation)
        }
        try work.requireOpen(subject)
      }
      if step == .own, ballot == nil { try requireFormGrade(grade, of: subject, work, isOwn: isOwn) }
      if let carried, carried[subject.id] != grade, reason.isEmpty { throw BallotRefusal.noSuchResult }
      if let result = published[subject.id], result != grade, reason.isEmpty {
        throw BallotRefusal.noSuchResult
      }
      // Where the guidance has the proposal voted on and no vote is in the register, it is said where it was.
      if step == .proposed, ballot == nil, published[subject.id] == nil, isVoted, reason.isEmpty {
        throw BallotRefusal.noBallot
      }
      if let stage = work.procedure.stage(step.kept, for: subject.entity) {
        try work.requireTurn(stage, of: subject)
      } else if try register.session.reviewGrades(of: subject.id)[step] != nil {
        throw RoundRefusal.alreadyDone(step.title)
      }
      try register.insert(
        ReviewGrade(
          id: register.newID(), round: work.round.id, subject: subject.id, member: subject.member,
          organisation: subject.organisation, step: step, grade: grade, day: day,
          by: step == .appraised ? try work.decider(of: subject) : by, ballot: ballot,
          grading: nil, isForOther: subject.member != nil && !isOwn && (step == .own || isForOther),
          reason: reason, decision: nil))
    }
    register.note("round", work.round.id)
    register.note("step", .string(step.rawValue))
    register.note("count", .int(work.subjects.count))
    return work.subjects.count
  }

  /// Whoever has sent a form has graded themselves in it: nothing else is recorded as their own grade, by anybody. Without
  /// knowing what the forms ask, nobody else's hand goes over what a member has sent.
  private func requireFormGrade(
    _ grade: String, of subject: ReviewSubject, _ work: RoundWork, isOwn: Bool
  ) throws {
    let sent = try work.register.session.filledForms(of: subject.subject, year: work.round.period.year)
      .filter { $0.quarter == work.round.period.quarter }
    guard let forms else {
      if !isOwn, let own = sent.first(where: { subject.member != nil && !$0.isForOther }) {
        throw FormRefusal.sentByMember(on: own.sentOn)
      }
      return
    }
    // A base cell's committee and the cell itself share the organisation: each has its own form.
    let said = forms.ownGrades(in: sent, work.round.period, entity: subject.entity)
    guard said.isEmpty || said.contains(grade) else {
      throw RoundRefusal.notAsInForm(
        try work.register.session.paperNames(of: [subject.id], on: work.register.today)[subject.id] ?? "",
        grade: said.map { guidance.pack.gradeName($0) }.sorted().joined(separator: ", "))
    }
  }
}

extension ReviewGrade.Step {
  var kept: RoundProcedure.Kept {
    switch self {
    case .own: .own
    case .proposed: .proposed
    case .appraised: .appraised
    case .decided: .decided
    }
  }
}

extension Guidance {
  /// The grades and outcomes a kind of subject can get, best first, those outside the scale at the end.
  package func outcomes(for entity: ReviewSubject.Entity) -> [Rules.Grade] {
    guard let decision = pack.decisions.first(where: { $0.entity == entity.rawValue }) else { return [] }
    return (pack.scale(of: decision)?.grades ?? []) + pack.outside
  }

  /// The grades of the scale alone: what somebody can give themselves.
  package func scaleGrades(for entity: ReviewSubject.Entity) -> [Rules.Grade] {
    let outside = Set(pack.outside.map(\.id))
    return outcomes(for: entity).filter { !outside.contains($0.id) }
  }

  func requireGrade(_ grade: String, for entity: ReviewSubject.Entity, inScale: Bool = false)
    throws(RoundRefusal)
  {
    let known = (inScale ? scaleGrades(for: entity) : outcomes(for: entity)).map(\.id)
    guard known.contains(where: { $0.utf8.elementsEqual(grade.utf8) }) else { throw .notAGrade(grade, known) }
  }
}

extension RoundWork {
  /// The organisation that decides on a subject.
  func decider(of subject: ReviewSubject) throws -> ID<Organisation> {
    let day = try register.session.structureDay(of: subject.base, in: round, today: register.today)
    return try register.session.decider(of: subject, in: round, procedure, asOf: AsOf(day))
  }
}

extension Session {
  /// What the last published ballot says of each of some subjects: the grade it carried, empty where it carried none or cannot
  /// be read.
  func publishedResults(
    about subjects: [ID<ReviewSubject>], _ guidance: Guidance, _ rules: BallotRules?
  ) throws -> [ID<ReviewSubject>: String] {
    var ballots: [ID<ReviewSubject>: ID<Ballot>] = [:]
    for start in stride(from: 0, to: subjects.count, by: 500) {
      try query(
        """
        SELECT l.subject_id, l.ballot_id FROM ballot_line l JOIN ballot_state s ON s.ballot_id = l.ballot_id
        WHERE l.subject_id IN \(list: Array(subjects[start..<min(start + 500, subjects.count)]))
          AND s.state = 'published' AND s.withdrawn_by = \(Schema.stillBelieved)
        ORDER BY s.recorded_by, l.id
        """
      ) { ballots[try $0.id(0)] = try $0.id(1) }
    }
    var results: [ID<ReviewSubject>: String] = ballots.mapValues { _ in "" }
    guard rules != nil else { return results }
    for ballot in Set(ballots.values).sorted() {
      for (subject, grade) in try carried(by: ballot, guidance, rules) where ballots[subject] == ballot {
        results[subject] = grade
      }
    }
    return results
  }

  /// The grades a published ballot has carried, by subject.
  func carried(by id: ID<Ballot>, _ guidance: Guidance, _ rules: BallotRules?) throws -> [ID<ReviewSubject>:
    String]
  {
    guard let rules, let ballot = try ballot(id), try ballotState(of: id)?.state == .published,
      let result = try ballotResult(of: ballot, guidance: guidance, rules: rules)
    else { throw BallotRefusal.wrongState("chưa công bố") }
    return Dictionary(
      result.lines.compactMap { line in line.carried.map { (line.line.subject, $0) } },
      uniquingKeysWith: { a, _ in a })
  }
}
