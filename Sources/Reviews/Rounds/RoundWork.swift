import Basics
import Registry
import Schema
import Storage

/// What an act on subjects of one round needs to know: the round, the order of its steps, who has done which, and what
/// has been sent up already.
struct RoundWork {
  let register: Transaction
  let round: Round
  let procedure: RoundProcedure
  let subjects: [ReviewSubject]
  let done: [ID<ReviewSubject>: Set<String>]
  private let submissions: [ID<Organisation>: RoundSubmission.State]

  /// - Throws: subjects of several rounds, or of none, are no subjects; nor are, with the same words, those of places an actor
  ///   knows nothing of.
  init(
    _ ids: [ID<ReviewSubject>], _ guidance: Guidance, _ procedures: RoundProcedures, in register: Transaction,
    by actor: Registry.Actor
  ) throws {
    self.register = register
    let session = register.session
    guard let first = try ids.first.flatMap({ try session.reviewSubject($0) }),
      let round = try session.reviewRound(first.round),
      try session.knows(first, by: actor, at: register.now)
    else { throw RoundRefusal.subjectUnknown }
    try round.requireGuidance(guidance)
    let procedure = try procedures.procedure(of: guidance)
    (self.round, self.procedure) = (round, procedure)
    var known: [ID<ReviewSubject>: ReviewSubject] = [:]
    var done: [ID<ReviewSubject>: Set<String>] = [:]
    var places: Set<ID<Organisation>> = []
    func load(_ place: ID<Organisation>) throws {
      guard places.insert(place).inserted else { return }
      for subject in try session.reviewSubjects(at: place, round.period) { known[subject.id] = subject }
      done.merge(try session.stagesDone(at: place, round.period, procedure)) { a, _ in a }
    }
    try load(first.organisation)
    var chosen: [ReviewSubject] = []
    for id in ids {
      if known[id] == nil, let other = try session.reviewSubject(id) { try load(other.organisation) }
      guard let subject = known[id], subject.round == round.id,
        try session.knows(subject, by: actor, at: register.now)
      else { throw RoundRefusal.subjectUnknown }
      chosen.append(subject)
    }
    (subjects, self.done) = (chosen, done)
    var states: [ID<Organisation>: RoundSubmission.State] = [:]
    for place in Set(chosen.map(\.organisation) + chosen.map(\.base)) {
      states[place] = try session.reviewSubmission(of: place, in: round.id)?.state
    }
    submissions = states
  }

  func requireDay(_ day: Day) throws(RoundRefusal) {
    guard day <= register.today else { throw .dayInFuture(day) }
    guard day >= round.period.firstDay else { throw .beforeRound(day) }
  }

  /// The subject is reviewed at all, and its unit's results have not left its hands.
  func requireOpen(_ subject: ReviewSubject) throws(RoundRefusal) {
    guard subject.treatment.isReviewed else { throw .notForThem(subject.entity.title) }
    switch submissions[subject.organisation] {
    case .sent?: throw .unitClosed(RoundSubmission.State.sent.title)
    case .accepted?: throw .locked
    case .returned?, .exempt?, nil: break
    }
  }

  /// Not approved by the superior yet: who decides may still work on what was sent.
  func requireUnlocked(_ subject: ReviewSubject) throws(RoundRefusal) {
    guard submissions[subject.organisation] != .accepted else { throw .locked }
  }

  /// Nobody is graded who died within the period: the register knows when their membership ended so.
  func requireLiving(_ subject: ReviewSubject) throws {
    guard let member = subject.member else { return }
    let died = try register.session.first(
      """
      SELECT effective_on FROM membership_end WHERE member_id = \(member) AND kind = 'died'
        AND effective_on <= \(round.period.lastDay) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try $0.day(0) }
    if let died { throw RoundRefusal.diedBefore(died) }
  }

  /// The step is for this kind of subject, not done, and everything before it is done.
  func requireTurn(_ stage: RoundProcedure.Stage, of subject: ReviewSubject) throws(RoundRefusal) {
    guard stage.subjects.contains(subject.entity) else { throw .notForThem(stage.name) }
    let done = done[subject.id] ?? []
    guard !done.contains(stage.id) else { throw .alreadyDone(stage.name) }
    if let missing = procedure.before(stage, for: subject.entity).first(where: { !done.contains($0.id) }) {
      throw .stepMissing(stage.name, after: missing.name)
    }
  }
}

extension Session {
  /// Whether somebody may know that a subject is there: they hold some right where it stands, or it is themselves.
  func knows(_ subject: ReviewSubject, by actor: Registry.Actor, at moment: Moment) throws -> Bool {
    if try !rights(of: actor, on: subject.organisation, at: moment).isEmpty { return true }
    let own = try ownMember(of: actor)
    return own != nil && own == subject.member
  }
}

extension Session {
  /// Whether an organisation's committee has a form of its own to write: once a round of the year lists it, only where the
  /// round knows such a collective.
  package func writesAsCollective(_ organisation: ID<Organisation>, _ year: Int) throws -> Bool {
    let listed = try reviewSubjects(at: organisation, RoundPeriod(year: year))
    return listed.isEmpty || listed.contains { $0.entity == .collective }
  }
}
