import Basics
import Markup
import Meetings
import Registry

/// What was given to whom to do: the list of an organisation, one task, and the member's own.
extension Site {
  var assignmentRoutes: [Route] {
    let list = "/to-chuc/:to-chuc/viec-giao"
    let one = "\(list)/:viec"
    return [
      .get(list, .organisation(.viewMeetings)) { try await $0.assignmentIndex(FormTrouble()) },
      .post(list, .organisation(.recordMeetings)) { try await $0.assign() },
      .get("\(list)/nhac", .organisation(.recordMeetings)) { try await $0.reminderPage() },
      .get("\(list)/nhac/in", .organisation(.recordMeetings)) { try await $0.printReminders() },
      .get(one, .organisation(.viewMeetings)) { try await $0.assignmentShow(FormTrouble()) },
      .post("\(one)/sua", .organisation(.recordMeetings)) { try await $0.reviseAssignment() },
      .post("\(one)/tien-do", .organisation(.recordMeetings)) { try await $0.reportProgress() },
      .post("\(one)/ket-qua", .organisation(.recordMeetings)) { try await $0.closeAssignment() },
      .get("/cua-toi/viec/:viec", .signedIn) { try await $0.ownAssignment(FormTrouble()) },
      .post("/cua-toi/viec/:viec", .signedIn) { try await $0.reportOwnProgress() },
    ]
  }
}

extension Visit {
  /// What a form gives somebody to do.
  func assignment(
    of organisation: ID<Organisation>, on day: Day, at meeting: ID<Meeting>? = nil,
    from resolution: ID<Resolution>? = nil, mandate: Int64? = nil
  ) throws -> Assign {
    let due = try assignmentDue()
    return Assign(
      form.paragraphs("viec"), to: form.id("nguoi-lam"), of: organisation, on: day, due: due,
      product: form["san-pham"], follower: form.id("theo-doi"), from: resolution, at: meeting,
      mandate: mandate, rules: try meetingRules)
  }

  /// The due day of a form; a task without words or a day not in the calendar is told at its field.
  func assignmentDue() throws -> Day? {
    var trouble = FormTrouble()
    if form.paragraphs("viec").isEmpty { trouble.add("viec", "Ghi rõ việc phải làm.") }
    let due = form.day("han")
    if due == nil, !form["han"].isEmpty { trouble.add("han", "“\(form["han"])” không có trong lịch.") }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
    return due
  }

  /// The task of the address, if it is one of the organisation of the address.
  func requireAssignment() async throws -> AssignmentPlace {
    let organisation = try organisation
    let id: ID<Assignment> = try found(id("viec"))
    let (system, actor, rules, today) = (system, actor, try meetingRules, today)
    let now = system.now
    return try found(
      try await system.read { session throws -> AssignmentPlace? in
        guard let assignment = try session.assignment(id),
          try assignment.organisation == organisation
            || session.keepers(of: assignment, asOf: AsOf(today)).contains(organisation),
          let state = try session.states(of: [assignment], on: today, rules: rules).first,
          let here = try session.organisationNear(organisation, asOf: AsOf(today))
        else { return nil }
        return try AssignmentPlace(state, at: here, for: actor, today: today, now: now, in: session)
      })
  }
}

/// A task with what every page about it needs.
struct AssignmentPlace: Sendable {
  var state: AssignmentState
  var organisation: OrganisationState
  var rights: RightSet
  /// Who may be given a task here.
  var people: [(ID<Member>, String)]
  var names: [ID<Member>: String]
  var meeting: Meeting?
  /// Where it was given, if that is no more; and whether its papers may be opened there.
  var origin: OrganisationState?
  var opensOrigin = true

  init(
    _ state: AssignmentState, at organisation: OrganisationState, for actor: Registry.Actor, today: Day,
    now: Moment, in session: Asked
  ) throws {
    (self.state, self.organisation) = (state, organisation)
    rights = try session.rights(of: actor, on: organisation.organisation, at: now)
    meeting = try state.assignment.meeting.flatMap { try session.meeting($0) }
    let given = state.assignment.organisation
    if given != organisation.organisation {
      origin = try session.organisationNear(given, asOf: AsOf(today))
      opensOrigin = try session.rights(of: actor, on: given, at: now).contains(.viewMeetings)
    }
    (people, names) = try AssignmentPeople.read(
      organisation, and: [state.assignment], rights, for: actor, today: today, now: now, in: session)
  }

  var assignment: Assignment { state.assignment }
  var path: String { "/to-chuc/\(organisation.organisation)/viec-giao/\(assignment.assignment)" }
  func name(_ member: ID<Member>?) -> String? {
    member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" }
  }
}

enum AssignmentPeople {
  /// Who may be given a task in an organisation on a day, by name; and the names of all whom some tasks name.
  static func read(
    _ organisation: OrganisationState, and assignments: [Assignment], _ rights: RightSet,
    for actor: Registry.Actor, today: Day, now: Moment, in session: Asked
  ) throws -> ([(ID<Member>, String)], [ID<Member>: String]) {
    guard rights.contains(.viewMembers) else { return ([], [:]) }
    var here = Set(try session.summoned(to: organisation, year: today.year, on: today).map(\.member))
    if organisation.kind.isCell {
      here.formUnion(
        try session.summoned(to: organisation, asCommittee: true, year: today.year, on: today).map(\.member))
    }
    let named = here.union(assignments.flatMap { [$0.member, $0.follower].compactMap { $0 } })
    let names = try session.memberNames(named.sorted(), on: today, for: actor, at: now)
    let people = here.map { ($0, names[$0] ?? "") }
      .map { ($0, VietnameseText.nameOrder($0.1)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    return (people, names)
  }
}
