import Basics
import Storage

/// Writes down the decision by which the competent committee admits somebody, and when the cell received it.
package struct DecideAdmission: Act {
  package static let name = "prospect.decide"
  package var prospect: ID<Prospect>
  package var decision: DecisionEntry
  package var receivedOn: Day

  package init(_ prospect: ID<Prospect>, decision: DecisionEntry, receivedOn: Day) {
    (self.prospect, self.decision, self.receivedOn) = (prospect, decision, receivedOn)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard file.admitted == nil else { throw DevelopmentRefusal.isMember }
    guard file.step(.stopped, .cancelled) == nil else { throw DevelopmentRefusal.ended }
    guard receivedOn <= register.today else { throw DevelopmentRefusal.future }
    guard receivedOn >= decision.key.date else {
      throw DevelopmentRefusal.beforeStep("ban hành quyết định", decision.key.date)
    }
    // Said again, it takes the place of what was said before.
    if let old = file.step(.decided) { try register.withdraw(old) }
    let decision = try register.decision(decision)
    try register.insert(
      ProspectStep(
        id: register.newRow(), prospect: prospect, kind: .decided, day: receivedOn, decision: decision))
    register.note("prospect", prospect)
  }
}

/// The ceremony: from this day the person is a probationary member of the cell. What is known of them goes into the
/// member's file by the act that writes down any member; nothing is typed twice.
/// - Basis: Điều lệ Đảng (2011), Điều 5, khoản 1
package struct AdmitProspect: Act {
  package static let name = "prospect.admit"
  package var prospect: ID<Prospect>
  package var day: Day
  package var rules: RosterRules
  /// Whether somebody has looked again at what is doubtful.
  package var isConfirmed: Bool

  package init(_ prospect: ID<Prospect>, on day: Day, rules: RosterRules, isConfirmed: Bool = false) {
    (self.prospect, self.day, self.rules, self.isConfirmed) = (prospect, day, rules, isConfirmed)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Member> {
    let file = try register.openFile(prospect, by: actor)
    guard file.admitted == nil else { throw DevelopmentRefusal.isMember }
    guard file.step(.stopped, .cancelled) == nil else { throw DevelopmentRefusal.ended }
    guard let decided = file.step(.decided), let decision = decided.decision,
      let key = try register.session.decision(decision)?.key
    else { throw DevelopmentRefusal.notDecided }
    guard day <= register.today else { throw DevelopmentRefusal.future }
    guard day >= decided.day else { throw DevelopmentRefusal.beforeDecision(decided.day) }
    let person = PersonalRecord(
      name: file.person.name, sex: file.person.sex, bornOn: file.person.bornOn, admittedOn: day,
      occupation: file.person.occupation)
    let member = try RegisterMember(
      person, in: try register.session.cell(of: file, on: day), from: day, decision: DecisionEntry(key),
      rules: rules,
      isConfirmed: isConfirmed
    ).perform(in: register, by: actor)
    try register.insert(
      ProspectStep(
        id: register.newRow(), prospect: prospect, kind: .admitted, day: day, member: member,
        decision: decision))
    register.note("prospect", prospect)
    return member
  }
}

/// Recognises a probationary member as official, from the day on which probation ended, whenever that is decided.
/// - Basis: Quy định thi hành Điều lệ Đảng, điểm 4.2
package struct RecogniseMember: Act {
  package static let name = "prospect.recognise"
  package var prospect: ID<Prospect>
  package var decision: DecisionEntry
  package var rules: DevelopmentRules
  package var roster: RosterRules

  package init(
    _ prospect: ID<Prospect>, decision: DecisionEntry, rules: DevelopmentRules, roster: RosterRules
  ) {
    (self.prospect, self.decision, self.rules, self.roster) = (prospect, decision, rules, roster)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard file.stage(rules) == .probation, let member = file.admitted?.member,
      let official = file.officialOn(rules)
    else { throw DevelopmentRefusal.notProbationary }
    guard official <= register.today, decision.key.date >= official else {
      throw DevelopmentRefusal.probationRuns(official)
    }
    guard var person = try register.session.member(member, asOf: AsOf(official))?.person else {
      throw RightsRefusal.notFound
    }
    person.officialOn = official
    try ChangeMember(member, person: person, from: official, rules: roster, isConfirmed: true)
      .perform(in: register, by: actor)
    let decision = try register.decision(decision)
    try register.insert(
      ProspectStep(
        id: register.newRow(), prospect: prospect, kind: .recognised, day: official, member: member,
        decision: decision))
    register.note("prospect", prospect)
  }
}

/// Begins to follow the probation of a member who came into the register without a file: from a roster, or by hand.
package struct FollowProbation: Act {
  package static let name = "prospect.follow"
  package var member: ID<Member>
  package init(_ member: ID<Member>) { self.member = member }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Prospect> {
    try register.requireMember(.recordDevelopment, of: actor, member)
    let session = register.session
    guard try session.prospectFile(of: member, on: register.today) == nil else {
      throw DevelopmentRefusal.alreadyFollowed
    }
    guard let person = try session.member(member, asOf: register.asOf)?.person,
      person.status(on: register.today) == .probationary, let admitted = person.admittedOn,
      let place = try session.official(member, asOf: register.asOf)
    else { throw DevelopmentRefusal.notProbationary }
    let prospect: ID<Prospect> = register.newID()
    try register.add(ProspectIdentity(id: prospect))
    try register.insert(
      ProspectState(
        id: register.newRow(), prospect: prospect, organisation: place.organisation,
        person: ProspectRecord(name: person.name, sex: person.sex, bornOn: person.bornOn),
        listedOn: admitted))
    try register.insert(
      ProspectStep(
        id: register.newRow(), prospect: prospect, kind: .admitted, day: admitted, member: member,
        decision: place.decision))
    register.note("prospect", prospect)
    register.note("member", member)
    return prospect
  }
}
