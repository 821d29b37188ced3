import Basics
import Registry
import Schema
import Storage

/// Step — bước đã làm: that a subject has gone through a step of the procedure on a day.
package struct ReviewStep: Registry.Fact, Hashable {
  package var id: ID<ReviewStep>
  package var round: ID<Round>
  package var subject: ID<ReviewSubject>
  package var member: ID<Member>?
  package var organisation: ID<Organisation>
  package var stage: String
  package var day: Day
  /// Entered by somebody on behalf of the member (nhập hộ).
  package var isForOther: Bool
  package var note: String

  package static let table: StaticString = "review_step"
  package static let columns: [StaticString] = [
    "id", "round_id", "subject_id", "member_id", "organisation_id", "stage", "done_on", "is_for_other",
    "note",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, subject.sqlValue, member?.sqlValue ?? .null, organisation.sqlValue,
      .text(stage), day.sqlValue, isForOther.sqlValue, .text(note),
    ]
  }
  static let columnList: SQL = """
    p.id, p.round_id, p.subject_id, p.member_id, p.organisation_id, p.stage, p.done_on, p.is_for_other, p.note
    """
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), subject: try row.id(2), member: try row.ifID(3),
      organisation: try row.id(4), stage: try row.text(5), day: try row.day(6), isForOther: try row.bool(7),
      note: try row.text(8))
  }
}

extension Session {
  /// The steps a subject has gone through, in the order of their days.
  package func reviewSteps(of subject: ID<ReviewSubject>) throws -> [ReviewStep] {
    try all(
      """
      SELECT \(ReviewStep.columnList) FROM review_step p
      WHERE p.subject_id = \(subject) AND p.withdrawn_by = \(Schema.stillBelieved) ORDER BY p.done_on, p.id
      """
    ) { try ReviewStep.read($0) }
  }

  /// Which steps the subjects at one organisation have gone through, a grade at a step included.
  func stagesDone(
    at organisation: ID<Organisation>, _ period: RoundPeriod, _ procedure: RoundProcedure
  ) throws -> [ID<ReviewSubject>: Set<String>] {
    var done: [ID<ReviewSubject>: Set<String>] = [:]
    let subjects = try reviewSubjects(at: organisation, period)
    let entity = Dictionary(subjects.map { ($0.id, $0.entity) }, uniquingKeysWith: { a, _ in a })
    try query(
      """
      SELECT p.subject_id, p.stage FROM review_subject u JOIN review_step p ON p.subject_id = u.id
      WHERE u.organisation_id = \(organisation) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
        AND p.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { done[try $0.id(0), default: []].insert(try $0.text(1)) }
    try query(
      """
      SELECT g.subject_id, g.step FROM review_subject u JOIN review_grade g ON g.subject_id = u.id
      WHERE u.organisation_id = \(organisation) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
        AND g.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { row in
      let subject: ID<ReviewSubject> = try row.id(0)
      let step: ReviewGrade.Step = try row.choice(1)
      guard let kind = entity[subject] else { return }
      for stage in procedure.stages where stage.keeps.gradeStep == step && stage.subjects.contains(kind) {
        done[subject, default: []].insert(stage.id)
      }
    }
    // A comment is there once it is in the dossier.
    for stage in procedure.stages {
      guard let kind = stage.opinion else { continue }
      for (subject, isEntered) in try opinionsDue(kind, at: organisation, period) where isEntered {
        done[subject, default: []].insert(stage.id)
      }
    }
    return done
  }
}

extension RoundProcedure.Stage {
  /// The kind of opinion a step waits for.
  package var opinion: ReviewOpinion.Kind? { keeps == .opinion ? ReviewOpinion.Kind(rawValue: id) : nil }
}

extension Session {
  /// About whom at one organisation an opinion of a kind was asked, and whether it is in the dossier.
  func opinionsDue(
    _ kind: ReviewOpinion.Kind, at organisation: ID<Organisation>, _ period: RoundPeriod
  ) throws -> [ID<ReviewSubject>: Bool] {
    var found: [ID<ReviewSubject>: Bool] = [:]
    try query(
      """
      SELECT o.subject_id, max(CASE WHEN o.state = 'entered' THEN 1 ELSE 0 END) FROM review_subject u
      JOIN review_opinion o ON o.subject_id = u.id AND o.kind = \(kind) AND o.state <> 'cancelled'
        AND o.withdrawn_by = \(Schema.stillBelieved)
      WHERE u.organisation_id = \(organisation) AND u.year = \(period.year) AND u.quarter = \(period.quarter)
      GROUP BY o.subject_id
      """
    ) { found[try $0.id(0)] = try $0.bool(1) }
    return found
  }
}

/// Records that subjects of one organisation have gone through a step. No step is skipped.
package struct RecordSteps: Act {
  package static let name = "round.step"
  package var stage: String
  package var subjects: [ID<ReviewSubject>]
  package var day: Day
  package var isForOther: Bool
  package var note: String
  package var guidance: Guidance
  package var procedures: RoundProcedures

  package init(
    _ stage: String, of subjects: [ID<ReviewSubject>], on day: Day, isForOther: Bool = false,
    note: String = "",
    guidance: Guidance, procedures: RoundProcedures
  ) {
    (self.stage, self.subjects, self.day, self.isForOther) = (stage, subjects, day, isForOther)
    (self.note, self.guidance, self.procedures) = (note, guidance, procedures)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    let work = try RoundWork(subjects, guidance, procedures, in: register, by: actor)
    guard let stage = work.procedure.stage(stage), stage.keeps.gradeStep == nil else {
      throw RoundRefusal.noDeadlineFor(stage)
    }
    let note = try FreeText.checked(note)
    try work.requireDay(day)
    // What only members do, they record themselves; whoever else does it for them holds the right.
    let own = try register.session.ownMember(of: actor)
    for subject in work.subjects {
      let isOwn = own != nil && own == subject.member && stage.subjects == [.member]
      if !isOwn || stage.actor != .unit {
        let right: Right = stage.actor == .unit ? .recordReviews : .manageRounds
        try register.require(right, of: actor, on: subject.organisation)
      }
      // What others do about a subject (making a result known) goes on after its unit has sent, and after it is locked.
      if stage.actor == .unit {
        try work.requireOpen(subject)
      } else if !subject.treatment.isReviewed {
        throw RoundRefusal.notForThem(stage.name)
      }
      try work.requireTurn(stage, of: subject)
      try register.insert(
        ReviewStep(
          id: register.newID(), round: work.round.id, subject: subject.id, member: subject.member,
          organisation: subject.organisation, stage: stage.id, day: day,
          // A member's own form that somebody else says is there was given in on paper.
          isForOther: (isForOther || stage.isForm) && subject.member != nil && own != subject.member,
          note: note))
    }
    register.note("round", work.round.id)
    register.note("stage", .string(stage.id))
    register.note("count", .int(work.subjects.count))
    return work.subjects.count
  }
}

/// Takes back a step that was recorded wrongly, as long as no later one stands on it.
package struct WithdrawStep: Act {
  package static let name = "round.withdrawStep"
  package var stage: String
  package var subject: ID<ReviewSubject>
  package var reason: String
  package var guidance: Guidance
  package var procedures: RoundProcedures

  package init(
    _ stage: String, of subject: ID<ReviewSubject>, reason: String, guidance: Guidance,
    procedures: RoundProcedures
  ) {
    (self.stage, self.subject, self.reason) = (stage, subject, reason)
    (self.guidance, self.procedures) = (guidance, procedures)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let work = try RoundWork([subject], guidance, procedures, in: register, by: actor)
    guard let subject = work.subjects.first, let stage = work.procedure.stage(stage) else {
      throw RoundRefusal.noDeadlineFor(stage)
    }
    try register.require(.recordReviews, of: actor, on: subject.organisation)
    try work.requireOpen(subject)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RoundRefusal.noReason }
    let step = try register.session.reviewSteps(of: subject.id).first { $0.stage == stage.id }
    let grade = try stage.keeps.gradeStep.flatMap { try register.session.reviewGrades(of: subject.id)[$0] }
    // A decision is not taken back, it is replaced by another one.
    guard step != nil || grade != nil, grade?.step != .decided else { throw RoundRefusal.notDone(stage.name) }
    let done = work.done[subject.id] ?? []
    for later in work.procedure.stages where done.contains(later.id) {
      guard !work.procedure.before(later, for: subject.entity).contains(where: { $0.id == stage.id }) else {
        throw RoundRefusal.alreadyDone(later.name)
      }
    }
    if let step { try register.withdraw(step) }
    if let grade { try register.withdraw(grade) }
    register.note("round", work.round.id)
    register.note("stage", .string(stage.id))
    register.note("reason", .string(reason))
  }
}
