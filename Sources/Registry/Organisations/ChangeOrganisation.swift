import Basics
import Storage

/// Gives an organisation another name from a day on; before that day it keeps the old one.
package struct RenameOrganisation: Act {
  package static let name = "organisation.rename"
  package var organisation: ID<Organisation>
  package var title: String
  package var day: Day
  package var decision: DecisionEntry

  package init(_ organisation: ID<Organisation>, title: String, day: Day, decision: DecisionEntry) {
    (self.organisation, self.title, self.day, self.decision) = (organisation, title, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    let state = try register.state(organisation, on: day)
    let title = try FreeText.line(title)
    guard !title.isEmpty else { throw StructureRefusal.noName }
    guard title != state.name else { throw StructureRefusal.sameAsBefore }
    try register.requireFreeName(title, below: state.parent, from: day, except: [organisation])
    let decision = try register.decision(decision)
    // Only as far as this name would have held: a later renaming stays.
    let end =
      try register.session.organisationStates(organisation)
      .first { $0.period.from > day && $0.name != state.name }?.period.from ?? .endOfTime
    try register.change(try register.session.organisationStates(organisation), in: Period(from: day, to: end))
    {
      var edited = $0
      edited.name = title
      edited.decision = decision
      return edited
    }
    try register.insert(
      StructureEvent(
        id: register.newID(), kind: .rename, organisation: organisation, day: day,
        text: "Đổi tên từ \(state.name) thành \(title)", decision: decision))
    register.note("organisation", organisation)
  }
}

/// Mends a mistake in what was written down about an organisation, for all of its days: spelling, code, hamlet.
package struct CorrectOrganisation: Act {
  package static let name = "organisation.correct"
  package var organisation: ID<Organisation>
  package var title: String
  package var code: String
  package var neighbourhood: String
  package var reason: String

  package init(
    _ organisation: ID<Organisation>, title: String, code: String, neighbourhood: String, reason: String
  ) {
    (self.organisation, self.title, self.code) = (organisation, title, code)
    (self.neighbourhood, self.reason) = (neighbourhood, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    let states = try register.session.organisationStates(organisation)
    guard let last = states.last else { throw RightsRefusal.notFound }
    let (title, code) = (try FreeText.line(title), VietnameseText.clean(code))
    let neighbourhood = try FreeText.line(neighbourhood)
    guard !title.isEmpty else { throw StructureRefusal.noName }
    if !code.isEmpty, let other = try register.owner(ofCode: code, but: organisation) {
      throw try register.codeTaken(code, by: other, for: actor)
    }
    try register.change(states, in: Period()) {
      var edited = $0
      if edited.name == last.name { edited.name = title }
      if edited.code == last.code, !code.isEmpty { edited.code = code }
      edited.neighbourhood = neighbourhood
      return edited
    }
    register.note("organisation", organisation)
    register.note("reason", .string(try FreeText.checked(reason)))
  }
}

/// Puts an organisation under another superior from a day on, with everything below it.
package struct MoveOrganisation: Act {
  package static let name = "organisation.move"
  package var organisation: ID<Organisation>
  package var to: ID<Organisation>
  package var day: Day
  package var decision: DecisionEntry

  package init(_ organisation: ID<Organisation>, to: ID<Organisation>, day: Day, decision: DecisionEntry) {
    (self.organisation, self.to, self.day, self.decision) = (organisation, to, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    try register.require(.changeStructure, of: actor, on: to)
    let decision = try register.decision(decision)
    try register.move(organisation, to: to, on: day, decision: decision)
  }
}

/// Ends an organisation on a day, when nobody and nothing is left in it.
package struct EndOrganisation: Act {
  package static let name = "organisation.end"
  package var organisation: ID<Organisation>
  package var successors: [ID<Organisation>]
  package var day: Day
  package var decision: DecisionEntry

  /// - Parameter day: the first day on which it no longer exists.
  package init(
    _ organisation: ID<Organisation>, successors: [ID<Organisation>] = [], day: Day, decision: DecisionEntry
  ) {
    (self.organisation, self.successors, self.day, self.decision) = (organisation, successors, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    for successor in successors {
      try register.require(.viewOrganisations, of: actor, on: successor)
      _ = try register.state(successor, on: day)
    }
    let state = try register.state(organisation, on: day.previous)
    try register.requireNoOtherEnd(organisation, on: day)
    let parts = try register.session.count(
      """
      SELECT count(DISTINCT s.organisation_id) FROM organisation_state s WHERE s.parent_id = \(organisation)
        AND s.effective_to > \(day) AND s.withdrawn_by = \(Int64.max)
      """)
    guard parts == 0 else { throw StructureRefusal.hasParts(parts) }
    let members = try register.session.count(
      """
      SELECT count(DISTINCT m.member_id) FROM membership m WHERE m.organisation_id = \(organisation)
        AND m.kind = 'official' AND m.effective_to > \(day) AND m.withdrawn_by = \(Int64.max)
      """)
    guard members == 0 else { throw StructureRefusal.hasMembers(members) }
    let decision = try register.decision(decision)
    try register.end(
      organisation, on: day, kind: .end, into: successors, text: "Kết thúc hoạt động của \(state.name)",
      decision: decision)
    register.note("organisation", organisation)
  }
}

extension Transaction {
  /// The state on a day, or the refusal that says it does not exist then.
  package func state(_ organisation: ID<Organisation>, on day: Day) throws -> OrganisationState {
    if let state = try session.organisation(organisation, asOf: AsOf(day)) { return state }
    guard let near = try session.organisationNear(organisation, asOf: AsOf(day)) else {
      throw RightsRefusal.notFound
    }
    throw StructureRefusal.notThere(near.name, day)
  }

  func move(
    _ organisation: ID<Organisation>, to parent: ID<Organisation>, on day: Day, decision: ID<Decision>
  ) throws {
    let (state, above) = (try state(organisation, on: day), try state(parent, on: day))
    guard state.parent != parent else { throw StructureRefusal.sameAsBefore }
    guard !above.kind.isCell else { throw StructureRefusal.kindBelow(child: state.name, parent: above.name) }
    let states = try session.organisationStates(organisation)
    let end = try endOfStay(state, states, from: day)
    try change(states, in: Period(from: day, to: end)) {
      var edited = $0
      edited.parent = parent
      if edited.kind.isCell { edited.unit = above.unit }
      edited.decision = decision
      return edited
    }
    try insert(
      StructureEvent(
        id: newID(), kind: .move, organisation: organisation, day: day, text: "Chuyển về \(above.name)",
        decision: decision))
    try followSuperiors(organisation)
    try OrganisationClosure(register: self).rebuild(from: organisation)
    note("organisation", organisation)
  }

  /// As far as the old superior would have held: a later move stays. Where the organisation only went along when its
  /// old superior merged, it does not go along any more.
  private func endOfStay(_ state: OrganisationState, _ states: [OrganisationState], from day: Day) throws
    -> Day
  {
    var above = state.parent
    for later in states where later.period.from > day && later.parent != above {
      guard let old = above, let new = later.parent,
        try session.successors(of: old).contains(where: { $0 == (new, later.period.from) })
      else { return later.period.from }
      for event in try session.structureEvents(of: state.organisation)
      where event.kind == .move && event.day == later.period.from { try withdraw(event) }
      above = new
    }
    return .endOfTime
  }

  /// Ends the states on a day, marks the last one final, names the successors, and releases its officers.
  func end(
    _ organisation: ID<Organisation>, on day: Day, kind: StructureEvent.Kind,
    into successors: [ID<Organisation>],
    text: String, decision: ID<Decision>
  ) throws {
    try change(try session.organisationStates(organisation), in: Period(from: day)) { _ in nil }
    guard var last = try session.organisationStates(organisation).last, last.period.to == day else {
      throw StructureRefusal.notThere(text, day)
    }
    try withdraw(last)
    last.id = newRow()
    last.isFinal = true
    try insert(last)
    let event = StructureEvent(
      id: newID(), kind: kind, organisation: organisation, day: day, text: text, decision: decision)
    try insert(event)
    for successor in successors {
      try insert(
        OrganisationSuccession(
          id: newRow(), event: event.id, predecessor: organisation, successor: successor, day: day))
    }
    // What was to happen to it later happens no more.
    for later in try session.structureEvents(of: organisation) where later.day > day { try withdraw(later) }
    try change(try session.appointments(at: organisation), in: Period(from: day)) { _ in nil }
    // Official members were moved before. Whoever keeps contact here does so with the one heir, if there is one; where the
    // place is divided nobody knows which part they live in. Temporary stays end with it.
    let ties = try session.memberships(at: organisation).filter { $0.kind != .official }
    let heir = successors.count == 1 ? successors.first : nil
    try change(ties, in: Period(from: day)) { tie in
      guard tie.kind == .residence, let heir, try self.state(heir, on: day).kind.isCell else { return nil }
      var moved = tie
      moved.organisation = heir
      return moved
    }
    try OrganisationClosure(register: self).rebuild(from: organisation)
    try bringAlongParts(of: organisation)
  }
}
