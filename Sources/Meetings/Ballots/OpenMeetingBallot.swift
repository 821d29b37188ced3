import Basics
import Registry
import Rules
import Storage

/// Opens a secret ballot on paper: what is asked, what may be chosen, who counts. Nobody votes in the register.
package struct OpenMeetingBallot: Act {
  package static let name = "meetingBallot.open"
  package var meeting: ID<Meeting>
  package var item: ID<MeetingItem>
  package var kind: MeetingBallot.Kind
  package var question: String
  /// Of a choice.
  package var choices: [String]
  /// Of an election.
  package var candidates: [ID<Member>]
  package var seats: Int
  package var tellers: [ID<Member>]
  package var majority: String?
  package var rules: VotingRules

  package init(
    _ kind: MeetingBallot.Kind, _ question: String, on item: ID<MeetingItem>, at meeting: ID<Meeting>,
    choices: [String] = [], candidates: [ID<Member>] = [], seats: Int = 1, tellers: [ID<Member>],
    majority: String? = nil, rules: VotingRules
  ) {
    (self.kind, self.question, self.item, self.meeting) = (kind, question, item, meeting)
    (self.choices, self.candidates, self.seats) = (choices, candidates, seats)
    (self.tellers, self.majority, self.rules) = (tellers, majority, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<MeetingBallot> {
    let session = register.session
    let meeting = try register.takeMeeting(meeting, by: actor)
    guard meeting.heldOn <= register.today else { throw MeetingRefusal.inFuture(meeting.heldOn) }
    let attendance = try session.attendance(of: meeting.meeting)
    guard attendance.contains(where: { $0.presence == .present }) else { throw MeetingRefusal.notAttended }
    let agenda = try session.meetingItems(of: meeting.meeting)
    guard agenda.contains(where: { $0.item == item }) else { throw MeetingRefusal.noAgenda }
    let question = try FreeText.line(question)
    guard !question.isEmpty else { throw MeetingRefusal.noQuestion }
    guard let majority = majority.map({ id in rules.majorities.first { $0.id == id } }) ?? rules.majority
    else { throw MeetingRefusal.noSuchMajority(self.majority ?? "") }
    let there = attendance.during(item, of: agenda)
    let base = VotingBase(there, on: meeting.heldOn, rules)
    if !base.hasQuorum, rules.quorum.effect == .block {
      throw MeetingRefusal.noQuorum(present: base.present, needed: base.quorumNeeded)
    }
    let options = try options(in: session, meeting)
    try checkTellers(there)
    let denominator = base.denominator(majority, valid: nil) ?? base.base
    let ballot = MeetingBallot(
      id: register.newID(), ballot: register.newID(), meeting: meeting.meeting, item: item, kind: kind,
      question: question, seats: kind == .election ? seats : 1, majority: majority.id, base: denominator,
      needed: majority.needed(of: denominator) ?? denominator, present: base.present,
      quorum: base.quorumNeeded, state: .open, reason: "", askedBy: "", vote: nil)
    try register.insert(ballot)
    for (place, option) in options.enumerated() {
      try register.insert(
        MeetingBallotOption(
          id: register.newID(MeetingBallotOption.self).number, ballot: ballot.ballot, position: place,
          member: option.member, label: option.label))
    }
    for teller in Set(tellers).sorted() {
      try register.insert(
        MeetingBallotTeller(
          id: register.newID(MeetingBallotTeller.self).number, ballot: ballot.ballot, member: teller))
    }
    register.note("organisation", meeting.organisation)
    register.note("meeting", meeting.meeting)
    register.note("ballot", ballot.ballot)
    return ballot.ballot
  }

  private func options(in session: any Session, _ meeting: Meeting) throws -> [(
    member: ID<Member>?, label: String
  )] {
    switch kind {
    case .question: return [(nil, "Tán thành"), (nil, "Không tán thành")]
    case .choice:
      let labels = try choices.map { try FreeText.line($0) }.filter { !$0.isEmpty }
      guard labels.count >= 2 else { throw MeetingRefusal.fewOptions }
      guard Set(labels.map { VietnameseText.fold($0) }).count == labels.count else {
        throw MeetingRefusal.sameOption
      }
      return labels.map { (nil, $0) }
    case .election:
      guard !candidates.isEmpty else { throw MeetingRefusal.fewOptions }
      guard Set(candidates).count == candidates.count else { throw MeetingRefusal.sameOption }
      guard (1...candidates.count).contains(seats) else { throw MeetingRefusal.noSeats }
      guard
        let state = try session.organisation(meeting.organisation, asOf: AsOf(meeting.heldOn))
      else { throw MeetingRefusal.beforeFounding }
      let here = try session.summoned(to: state, year: meeting.heldOn.year, on: meeting.heldOn)
        .filter { $0.standing == .official }.map(\.member)
      guard Set(candidates).isSubset(of: here) else { throw MeetingRefusal.notThere }
      return candidates.map { ($0, "") }
    }
  }

  private func checkTellers(_ attendance: [Attendance]) throws {
    let least = rules.secret.tellers.atLeast
    guard Set(tellers).count >= least else { throw MeetingRefusal.fewTellers(least) }
    let there = attendance.filter { $0.standing == .official && $0.presence == .present }.map(\.member)
    guard Set(tellers).isSubset(of: there) else { throw MeetingRefusal.tellerNotThere }
    guard Set(tellers).isDisjoint(with: candidates) || kind != .election else {
      throw MeetingRefusal.tellerStands
    }
  }
}
