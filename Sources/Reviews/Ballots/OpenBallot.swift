import Basics
import Meetings
import Registry
import Rules
import Schema
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
    if mode == .electronic {
      let without = try session.votersWithoutAccount(attendance, on: meeting.heldOn, rules)
      guard without.isEmpty else { throw BallotRefusal.withoutAccount(count: without.count) }
    }
    let choices = try lines(meeting, round, in: session)
    try requireUnvoted(meeting, round, register)
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

extension OpenBallot {
  /// One ballot on a subject: another one only as the second round of its open lines, after it was cancelled, or once the
  /// superior has given the results back. A result that does not suit is not voted away.
  private func requireUnvoted(_ meeting: ReviewMeeting, _ round: Round, _ register: Transaction) throws {
    let session = register.session
    var chain: Set<ID<Ballot>> = []
    var link = follows
    while let id = link, chain.insert(id).inserted { link = try session.ballot(id)?.follows }
    let isReturned =
      try session.reviewSubmission(of: meeting.organisation, in: round.id)?.state == .returned
    var voted: Set<ID<ReviewSubject>> = []
    var results: [ID<Ballot>: [ID<ReviewSubject>: String]] = [:]
    for earlier in try session.standingBallots(on: subjects) where !chain.contains(earlier.ballot) {
      // At another meeting a published vote that carried nothing is no result yet.
      if earlier.meeting != meeting.id, earlier.isPublished {
        if isReturned { continue }
        let carried =
          try results[earlier.ballot] ?? session.carried(by: earlier.ballot, guidance, rules)
        results[earlier.ballot] = carried
        if carried[earlier.subject] == nil { continue }
      }
      voted.insert(earlier.subject)
    }
    guard !voted.isEmpty else { return }
    let whose = subjects.filter { voted.contains($0) }
    let names = try session.paperNames(of: whose, on: register.today)
    throw BallotRefusal.votedAlready(whose.map { names[$0] ?? "" })
  }
}

extension Session {
  /// Who has a vote at a meeting and no account of their own to cast it with.
  package func votersWithoutAccount(
    _ attendance: [ReviewAttendance], on day: Day, _ rules: BallotRules
  ) throws -> [ID<Member>] {
    let base = rules.base(on: day)
    return try attendance.filter { $0.presence == .present && VotingBase.votes($0, base) }.map(\.member)
      .filter { try !hasAccount($0) }
  }

  /// The ballots on some subjects that are not cancelled.
  fileprivate func standingBallots(on subjects: [ID<ReviewSubject>]) throws -> [(
    subject: ID<ReviewSubject>, ballot: ID<Ballot>, meeting: ID<ReviewMeeting>, isPublished: Bool
  )] {
    try all(
      """
      SELECT l.subject_id, b.id, b.meeting_id, s.state FROM ballot_line l JOIN ballot b ON b.id = l.ballot_id
      JOIN ballot_state s ON s.ballot_id = b.id AND s.withdrawn_by = \(Schema.stillBelieved)
      WHERE l.subject_id IN \(list: subjects) AND s.state <> \(BallotState.State.cancelled) ORDER BY b.id, l.id
      """
    ) {
      (
        try $0.id(0), try $0.id(1), try $0.id(2),
        try $0.choice(3, BallotState.State.self) == BallotState.State.published
      )
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
