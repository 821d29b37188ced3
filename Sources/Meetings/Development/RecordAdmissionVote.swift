import Basics
import Registry
import Rules
import Storage

/// Admission vote — biểu quyết về kết nạp, công nhận: by the cell, or by the committee of the base organisation, with the majority
/// that `Content/Development/rules.yaml` names in `Content/Meetings/voting.yaml`.
///
/// Where the majority is missed, that is written down too: the result is reported upwards, and nothing is decided here.
package struct RecordAdmissionVote: Act {
  /// Where the numbers come from.
  package enum Count: Sendable {
    /// A vote of one of the cell's meetings in the register.
    case taken(ID<MeetingVote>, at: ID<Meeting>)
    /// Counted on paper. The base is the register's, unless it is told; of those exempt from activities some were not there.
    case told(inFavour: Int, against: Int, base: Int?, exemptAbsent: Int)
  }

  package static let name = "prospect.vote"
  package var prospect: ID<Prospect>
  package var kind: ProspectStep.Kind
  package var day: Day
  package var number: String
  package var count: Count
  package var rules: DevelopmentRules
  package var voting: VotingRules

  package init(
    _ kind: ProspectStep.Kind, on prospect: ID<Prospect>, day: Day, number: String, count: Count,
    rules: DevelopmentRules, voting: VotingRules
  ) {
    (self.kind, self.prospect, self.day, self.number) = (kind, prospect, day, number)
    (self.count, self.rules, self.voting) = (count, rules, voting)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ProspectStep.Vote {
    let file = try register.consideredFile(prospect, by: actor)
    guard kind.isVote else { throw RightsRefusal.notFound }
    try checkTime(file, today: register.today)
    let number = try FreeText.line(number)
    guard !number.isEmpty else { throw DevelopmentRefusal.noNumber }
    let vote = try counted(file, in: register.session)
    try register.insert(
      ProspectStep(
        id: register.newID(ProspectStep.self).number, prospect: prospect, kind: kind, day: day, vote: vote,
        number: number))
    register.note("prospect", prospect)
    return vote
  }

  private func checkTime(_ file: ProspectFile, today: Day) throws {
    guard day <= today else { throw DevelopmentRefusal.future }
    guard day >= file.state.listedOn else {
      throw DevelopmentRefusal.beforeStep("đưa vào danh sách", file.state.listedOn)
    }
    switch kind {
    case .cellVote, .committeeVote:
      guard file.admitted == nil else { throw DevelopmentRefusal.isMember }
    default:
      guard file.stage(rules) == .probation, let official = file.officialOn(rules) else {
        throw DevelopmentRefusal.notProbationary
      }
      // The resolution is made when probation is over.
      guard day >= official else { throw DevelopmentRefusal.probationRuns(official) }
    }
    let before: ProspectStep.Kind? =
      switch kind {
      case .committeeVote: .cellVote
      case .committeeRecognition: .cellRecognition
      default: nil
      }
    if let step = before.flatMap({ file.step($0) }), day < step.day {
      throw DevelopmentRefusal.beforeStep(step.kind.title, step.day)
    }
  }

  private func counted(_ file: ProspectFile, in session: any Session) throws -> ProspectStep.Vote {
    switch count {
    case .taken(let id, let meeting):
      guard kind == .cellVote || kind == .cellRecognition, let held = try session.meeting(meeting),
        held.organisation == (try session.cell(of: file, on: day)), held.heldOn == day,
        let vote = try session.meetingVotes(of: meeting).first(where: { $0.vote == id }),
        vote.majority == rules.majority
      else { throw DevelopmentRefusal.notVotedThere }
      var copy = ProspectStep.Vote(
        base: vote.base, needed: vote.needed, inFavour: vote.inFavour, against: vote.against)
      copy.isCarried = vote.isCarried
      return copy
    case .told(let inFavour, let against, let told, let exemptAbsent):
      let base = try told ?? self.base(of: file, exemptAbsent: exemptAbsent, in: session)
      guard (1...100_000).contains(base) else { throw DevelopmentRefusal.noBase }
      let counts = [inFavour, against]
      guard counts.allSatisfy({ (0...100_000).contains($0) }), inFavour + against <= base else {
        throw DevelopmentRefusal.unbalanced(base)
      }
      let majority = voting.majorities.first { $0.id == rules.majority } ?? voting.majority
      return ProspectStep.Vote(
        base: base, needed: majority.needed(of: base) ?? base, inFavour: inFavour, against: against)
    }
  }

  private func base(of file: ProspectFile, exemptAbsent: Int, in session: any Session) throws -> Int {
    try session.admissionBase(
      kind, at: try session.cell(of: file, on: day), on: day, exemptAbsent: exemptAbsent, rules: voting)?.base
      ?? 0
  }
}

extension Session {
  /// Who counts when a cell, or the committee above it, votes on admission, as the register has it on a day.
  package func admissionBase(
    _ kind: ProspectStep.Kind, at cell: ID<Organisation>, on day: Day, exemptAbsent: Int = 0,
    rules: VotingRules
  ) throws -> VotingBase? {
    let isCell = kind == .cellVote || kind == .cellRecognition
    let asOf = AsOf(day)
    let body =
      try isCell
      ? organisation(cell, asOf: asOf)
      : superiors(of: cell, asOf: asOf).last { $0.kind == .baseCommittee }
    guard let body else { return nil }
    var rest = max(0, exemptAbsent)
    let voters = try summoned(to: body, year: day.year, on: day).map { one -> AdmissionVoter in
      var presence = Presence.present
      if one.isExempt, !one.isAway, rest > 0 { (presence, rest) = (.absent, rest - 1) }
      return AdmissionVoter(
        standing: one.standing, presence: presence, isAway: one.isAway, isExempt: one.isExempt)
    }
    return VotingBase(voters, on: day, rules)
  }

  /// Votes of a cell's meetings that may be about admission: taken with the majority it needs, the latest first.
  package func admissionVotes(
    of cell: ID<Organisation>, rules: DevelopmentRules, limit: Int = 12
  ) throws -> [(meeting: Meeting, vote: MeetingVote)] {
    let votes = try all(
      """
      SELECT \(MeetingVote.list), \(Meeting.list) FROM meeting_vote v
      JOIN meeting t ON t.meeting_id = v.meeting_id AND \(Self.believed("t", AsOf.everything))
      WHERE t.organisation_id = \(cell) AND v.majority = \(rules.majority) AND \(Self.believed("v", AsOf.everything))
      ORDER BY t.held_on DESC, v.vote_id DESC LIMIT \(limit)
      """
    ) { row in (try MeetingVote.read(row), try row.id(15, Meeting.self)) }
    return try votes.compactMap { vote, id in
      try meeting(id).map { (meeting: $0, vote: vote) }
    }
  }
}

private struct AdmissionVoter: Convened {
  var standing: MemberStanding
  var presence: Presence
  var isAway: Bool
  var isExempt: Bool
}
