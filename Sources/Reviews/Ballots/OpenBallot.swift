import Basics
import Meetings
import Registry
import Rules
import Storage

/// Opens a ballot at a meeting: who may vote, the base and the votes needed are what they are at this moment.
package struct OpenBallot: Act {
  package static let name = "ballot.open"
  package var meeting: ID<ReviewMeeting>
  package var subjects: [ID<ReviewSubject>]
  package var mode: Ballot.Mode
  package var majority: String?
  package var isSecret: Bool?
  package var follows: ID<Ballot>?
  package var guidance: Guidance
  package var rules: BallotRules

  /// - Parameters:
  ///   - subjects: one line each; every grade of their scale may be chosen, in a second round those the rule leaves.
  ///   - majority: of the guidance, by its id; the first for which there is one when left out.
  ///   - isSecret: where neither the majority nor the mode says it.
  ///   - follows: the published ballot whose open lines this second round decides.
  package init(
    at meeting: ID<ReviewMeeting>, on subjects: [ID<ReviewSubject>], mode: Ballot.Mode,
    majority: String? = nil,
    isSecret: Bool? = nil, follows: ID<Ballot>? = nil, guidance: Guidance, rules: BallotRules
  ) {
    (self.meeting, self.subjects, self.mode, self.majority) = (meeting, subjects, mode, majority)
    (self.isSecret, self.follows, self.guidance, self.rules) = (isSecret, follows, guidance, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<Ballot> {
    let session = register.session
    guard let meeting = try session.reviewMeeting(meeting), let round = try session.reviewRound(meeting.round)
    else {
      throw RightsRefusal.notFound
    }
    try register.require(.recordReviews, of: actor, on: meeting.organisation)
    try register.requireStanding(meeting)
    try round.requireGuidance(guidance)
    guard !subjects.isEmpty, Set(subjects).count == subjects.count else { throw BallotRefusal.noLines }
    let majorities = rules.majorities(of: guidance)
    guard let majority = majority.map({ id in majorities.first { $0.id == id } }) ?? majorities.first else {
      throw BallotRefusal.noMajority(self.majority ?? "")
    }
    let attendance = try session.reviewAttendance(of: meeting.id)
    let base = VotingBase(attendance, on: meeting.heldOn, rules)
    if !base.hasQuorum, rules.quorum.effect == .block {
      throw BallotRefusal.noQuorum(present: base.present, needed: base.quorumNeeded)
    }
    if mode == .electronic, base.present < rules.electronicMinimum {
      throw BallotRefusal.tooFewForElectronic(eligible: base.present, minimum: rules.electronicMinimum)
    }
    let choices = try lines(meeting, round, in: session)
    let isSecret = mode == .electronic || (mode != .cards && (majority.isSecret ?? self.isSecret ?? true))
    let denominator = base.denominator(majority, valid: nil)
    let ballot = Ballot(
      id: register.newID(), meeting: meeting.id, organisation: meeting.organisation, mode: mode,
      isSecret: isSecret, majority: majority.id, base: denominator ?? 0,
      needed: denominator.flatMap { majority.needed(of: $0) } ?? 0, eligible: base.present, follows: follows)
    try register.add(ballot)
    for (n, choice) in choices.enumerated() {
      try register.add(
        BallotLine(
          id: register.newID(), ballot: ballot.id, position: n + 1, subject: choice.subject.id,
          member: choice.subject.member, grades: choice.grades))
    }
    try register.move(ballot.id, to: .open, by: actor)
    register.note("meeting", meeting.id)
    register.note("ballot", ballot.id)
    return ballot.id
  }

  private func lines(_ meeting: ReviewMeeting, _ round: Round, in session: any Session) throws -> [(
    subject: ReviewSubject, grades: [String]
  )] {
    let known = Dictionary(
      try session.reviewSubjects(at: meeting.organisation, round.period).map { ($0.id, $0) },
      uniquingKeysWith: { a, _ in a })
    let earlier = try follows.map { earlier -> BallotResult in
      guard let ballot = try session.ballot(earlier), ballot.meeting == meeting.id,
        try session.ballotState(of: earlier)?.state == .published,
        let result = try session.ballotResult(of: ballot, guidance: guidance, rules: rules)
      else { throw BallotRefusal.notOpenForSecond }
      return result
    }
    return try subjects.map { id in
      guard let subject = known[id], subject.round == round.id, subject.treatment.isGraded else {
        throw BallotRefusal.notTheirs
      }
      guard let earlier else { return (subject, guidance.grades(for: subject.entity)) }
      guard let line = earlier.lines.first(where: { $0.line.subject == id }), line.carried == nil,
        line.secondRound.count > 1
      else { throw BallotRefusal.notOpenForSecond }
      return (subject, line.secondRound)
    }
  }
}

extension Guidance {
  /// The grades of the scale of a kind of subject, best first.
  package func grades(for entity: ReviewSubject.Entity) -> [String] {
    guard let decision = pack.decisions.first(where: { $0.entity == entity.rawValue }) else { return [] }
    return pack.scale(of: decision)?.grades.map(\.id) ?? []
  }
}
