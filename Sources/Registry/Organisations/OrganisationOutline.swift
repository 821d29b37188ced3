import Basics
import Storage

/// What the register tells of one organisation on one day without a word about persons: where it stands, what stands
/// below it, how many there are, what it came from. Found anew only when the history has moved.
package struct OrganisationOutline: Sendable {
  /// The state of the day; nil where the organisation does not exist then.
  package var state: OrganisationState?
  package var near: OrganisationState
  package var superiors: [OrganisationState]
  package var children: [OrganisationBranch]
  package var members: Int
  /// Who stays here for a time; counted where they belong.
  package var guests: Int
  package var unit: AdministrativeUnitState?
  package var appointments: [Appointment]
  package var leadership: [LeadershipScope]
  package var massOrganisations: [MassOrganisation]
  package var predecessors: [(OrganisationState, Day)]
  package var successors: [(OrganisationState, Day)]
  package var states: [OrganisationState]
  package var events: [StructureEvent]
  package var decisions: [ID<Decision>: Decision]
  /// The neighbouring days on which something changed here or directly below.
  package var steps: (before: Day?, after: Day?)
}

extension Session {
  /// Nil where no organisation has this identity.
  package func organisationOutline(_ id: ID<Organisation>, asOf: AsOf) throws -> OrganisationOutline? {
    try remembered(.outline(id, asOf)) {
      guard let near = try organisationNear(id, asOf: asOf) else { return nil }
      var staying = MemberFilter()
      staying.kind = .temporary
      let children = try children(of: id, asOf: asOf).map { child in
        OrganisationBranch(
          state: child, children: [], members: try memberCount(in: child.organisation, asOf: asOf))
      }
      let unit = try near.unit.flatMap {
        try self.unit($0, asOf: AsOf(near.period.contains(asOf.day) ? asOf.day : near.period.from))
      }
      let leadership = try leadershipScope(of: id, asOf: asOf)
      let (states, events) = (try organisationStates(id), try structureEvents(of: id))
      let cited = states.map(\.decision) + events.map(\.decision) + leadership.map(\.decision)
      let days = try changeDays(of: id)
      func lineage(_ list: [(id: ID<Organisation>, day: Day)]) throws -> [(OrganisationState, Day)] {
        try list.compactMap { entry in
          try organisationNear(entry.id, asOf: AsOf(entry.day)).map { ($0, entry.day) }
        }
      }
      return OrganisationOutline(
        state: try organisation(id, asOf: asOf), near: near, superiors: try superiors(of: id, asOf: asOf),
        children: children, members: try memberCount(in: id, asOf: asOf),
        guests: try memberCount(in: [id], staying, asOf: asOf, seen: .whole), unit: unit,
        appointments: try appointments(at: id, asOf: asOf), leadership: leadership,
        massOrganisations: try near.unit.map { try massOrganisations(at: $0, asOf: asOf) } ?? [],
        predecessors: try lineage(try predecessors(of: id)), successors: try lineage(try successors(of: id)),
        states: states, events: events, decisions: try decisions(cited.compactMap { $0 }),
        steps: (days.last { $0 < asOf.day }, days.first { $0 > asOf.day }))
    }
  }
}
