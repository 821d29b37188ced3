import Basics
import Registry
import Storage

/// Gives a task: person, work, time, product, who follows up. Without a person it stands as "chưa giao cho ai" until
/// somebody has it.
package struct Assign: Act {
  package static let name = "assignment.assign"
  package var organisation: ID<Organisation>
  package var resolution: ID<Resolution>?
  package var meeting: ID<Meeting>?
  package var mandate: Int64?
  package var member: ID<Member>?
  package var follower: ID<Member>?
  package var task: String
  package var product: String
  package var due: Day?
  package var day: Day
  /// How far ahead a due day may lie; nil where no form was typed.
  package var rules: MeetingRules?

  package init(
    _ task: String, to member: ID<Member>?, of organisation: ID<Organisation>, on day: Day, due: Day? = nil,
    product: String = "", follower: ID<Member>? = nil, from resolution: ID<Resolution>? = nil,
    at meeting: ID<Meeting>? = nil, mandate: Int64? = nil, rules: MeetingRules? = nil
  ) {
    self.rules = rules
    (self.task, self.member, self.organisation, self.day) = (task, member, organisation, day)
    (self.due, self.product, self.follower) = (due, product, follower)
    (self.resolution, self.meeting, self.mandate) = (resolution, meeting, mandate)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<Assignment> {
    let session = register.session
    try register.require(.recordMeetings, of: actor, on: organisation)
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    guard try session.organisation(organisation, asOf: AsOf(day)) != nil else {
      throw MeetingRefusal.beforeFounding
    }
    if let meeting {
      guard try register.takeMeeting(meeting, by: actor).organisation == organisation else {
        throw RightsRefusal.notFound
      }
    }
    if let resolution {
      guard let cited = try session.resolution(resolution), cited.organisation == organisation else {
        throw RightsRefusal.notFound
      }
      guard cited.state == .valid else { throw MeetingRefusal.notValid }
    }
    let new = Assignment(
      id: register.newID(), assignment: register.newID(), organisation: organisation, resolution: resolution,
      meeting: meeting, mandate: mandate, member: member, follower: follower,
      task: try FreeText.checked(task),
      product: try FreeText.line(product), assignedOn: day, dueOn: due, state: .open, closedOn: nil,
      evidence: "", reason: "")
    try new.check(in: session, on: day, rules)
    try register.insert(new)
    register.note("organisation", organisation)
    register.note("assignment", new.assignment)
    return new.assignment
  }
}

/// Changes who has a task, who follows it up, by when, what.
package struct ReviseAssignment: Act {
  package static let name = "assignment.revise"
  package var assignment: ID<Assignment>
  package var member: ID<Member>?
  package var follower: ID<Member>?
  package var task: String
  package var product: String
  package var due: Day?
  package var rules: MeetingRules?

  package init(
    _ assignment: ID<Assignment>, task: String, to member: ID<Member>?, due: Day?, product: String,
    follower: ID<Member>?, rules: MeetingRules? = nil
  ) {
    self.rules = rules
    (self.assignment, self.task, self.member, self.due) = (assignment, task, member, due)
    (self.product, self.follower) = (product, follower)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let old = try register.takeAssignment(assignment, by: actor)
    guard old.state == .open else { throw MeetingRefusal.closed }
    var new = old
    (new.member, new.follower, new.dueOn) = (member, follower, due)
    (new.task, new.product) = (try FreeText.checked(task), try FreeText.line(product))
    guard new.values != old.values else { return }
    // Whoever has moved away meanwhile may stay where they were named.
    var asked = new
    if new.member == old.member { asked.member = nil }
    if new.follower == old.follower { asked.follower = nil }
    let keepers = try register.session.keepers(of: old, asOf: AsOf(register.today))
    try asked.check(in: register.session, on: register.today, rules, keepers: keepers)
    new.id = register.newID()
    try register.withdraw(old)
    try register.insert(new)
  }
}

/// Closes a task as done (in time or late follows from the days), as not done, or drops it; or opens it again.
package struct CloseAssignment: Act {
  package static let name = "assignment.close"
  package var assignment: ID<Assignment>
  package var state: Assignment.State
  package var day: Day
  package var evidence: String
  package var reason: String

  package init(
    _ assignment: ID<Assignment>, as state: Assignment.State, on day: Day, evidence: String = "",
    reason: String = ""
  ) {
    (self.assignment, self.state, self.day) = (assignment, state, day)
    (self.evidence, self.reason) = (evidence, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let old = try register.takeAssignment(assignment, by: actor)
    let reason = try FreeText.line(reason)
    // Without a reason nobody knows why it was not done, was dropped or opened again.
    guard state == .done || !reason.isEmpty else { throw MeetingRefusal.noReason }
    guard (old.state == .open) != (state == .open) else { throw MeetingRefusal.closed }
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    guard day >= old.assignedOn else { throw MeetingRefusal.beforeAssigned(old.assignedOn) }
    var new = old
    (new.id, new.state, new.reason) = (register.newID(), state, reason)
    new.closedOn = state == .open ? nil : day
    new.evidence = state == .done ? try FreeText.line(evidence) : ""
    try register.withdraw(old)
    try register.insert(new)
  }
}

/// Tells how far a task has come: the member themselves, or whoever records meetings for them.
package struct ReportProgress: Act {
  package static let name = "assignment.progress"
  package var assignment: ID<Assignment>
  package var note: String
  package var evidence: String
  package var day: Day

  package init(_ note: String, evidence: String = "", of assignment: ID<Assignment>, on day: Day) {
    (self.note, self.evidence, self.assignment, self.day) = (note, evidence, assignment, day)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let old = try session.assignment(assignment) else { throw RightsRefusal.notFound }
    let own = try session.ownMember(of: actor)
    let isOwn = own != nil && own == old.member
    if !isOwn { try register.requireKeeper(of: old, actor) }
    guard old.state == .open else { throw MeetingRefusal.closed }
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    guard day >= old.assignedOn else { throw MeetingRefusal.beforeAssigned(old.assignedOn) }
    let note = try FreeText.checked(note)
    guard !note.isEmpty else { throw MeetingRefusal.noNote }
    let told = AssignmentProgress(
      id: register.newID(), assignment: assignment, member: old.member, reportedOn: day, note: note,
      evidence: try FreeText.line(evidence), isOwn: isOwn)
    // Sent twice (a second click, a page sent again), it is told once.
    guard try !session.progress(of: assignment).contains(where: { $0.isSame(as: told) }) else { return }
    try register.insert(told)
    register.note("organisation", old.organisation)
    register.note("assignment", assignment)
  }
}

extension Assignment {
  /// - Parameter keepers: who carries it on; of a new one the organisation itself.
  fileprivate func check(
    in session: any Session, on day: Day, _ rules: MeetingRules?, keepers: [ID<Organisation>]? = nil
  ) throws {
    guard !task.isEmpty else { throw MeetingRefusal.noTask }
    if let dueOn, dueOn < assignedOn { throw MeetingRefusal.dueBeforeAssigned(assignedOn) }
    if let dueOn, let rules, dueOn > day.adding(days: rules.reach.dueDays) {
      throw MeetingRefusal.tooFar(dueOn)
    }
    let people = [member, follower].compactMap { $0 }
    guard !people.isEmpty else { return }
    let states = try (keepers ?? [organisation]).compactMap {
      try session.organisation($0, asOf: AsOf(day))
    }
    guard !states.isEmpty else { throw MeetingRefusal.beforeFounding }
    var here: Set<ID<Member>> = []
    for state in states {
      here.formUnion(try session.summoned(to: state, year: day.year, on: day).map(\.member))
      guard state.kind.isCell else { continue }
      here.formUnion(
        try session.summoned(to: state, asCommittee: true, year: day.year, on: day).map(\.member))
    }
    guard people.allSatisfy({ here.contains($0) }) else { throw MeetingRefusal.notHere }
  }
}

extension Transaction {
  fileprivate func takeAssignment(_ id: ID<Assignment>, by actor: Registry.Actor) throws -> Assignment {
    guard let old = try session.assignment(id) else { throw RightsRefusal.notFound }
    try requireKeeper(of: old, actor)
    note("organisation", old.organisation)
    note("assignment", id)
    return old
  }

  /// Whoever writes for the organisation, or for what carries the task on.
  fileprivate func requireKeeper(of assignment: Assignment, _ actor: Registry.Actor) throws {
    for keeper in try session.keepers(of: assignment, asOf: AsOf(today))
    where try session.rights(of: actor, on: keeper, at: now).contains(.recordMeetings) {
      return
    }
    try require(.recordMeetings, of: actor, on: assignment.organisation)
  }
}
