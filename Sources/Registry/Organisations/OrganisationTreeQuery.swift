import Basics
import Storage

/// An organisation with its parts, as a tree is shown.
package struct OrganisationBranch: Sendable {
  package var state: OrganisationState
  package var children: [OrganisationBranch]
  /// Official members here and below.
  package var members: Int

  package init(state: OrganisationState, children: [OrganisationBranch], members: Int) {
    (self.state, self.children, self.members) = (state, children, members)
  }
}

extension Session {
  /// The trees of the day an actor may look at, with members counted: from their topmost organisations down.
  package func organisationTrees(for actor: Actor, asOf: AsOf, at moment: Moment) throws
    -> [OrganisationBranch]
  {
    let reach = try reach(of: actor, with: .viewOrganisations, at: moment)
    let states = try all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s WHERE \(asOf.holds("s"))
      ORDER BY s.name_order, s.organisation_id
      """
    ) { try OrganisationState.read($0) }.filter { reach?.contains($0.organisation) ?? true }
    var counts: [ID<Organisation>: Int] = [:]
    try query(
      "SELECT m.organisation_id, count(*) FROM membership m WHERE m.kind = 'official' AND \(asOf.holds("m")) GROUP BY m.organisation_id"
    ) { counts[try $0.id(0)] = try $0.int(1) }
    let seen = Set(states.map(\.organisation))
    var below: [ID<Organisation>: [OrganisationState]] = [:]
    var tops: [OrganisationState] = []
    for state in states {
      if let parent = state.parent, seen.contains(parent) {
        below[parent, default: []].append(state)
      } else {
        tops.append(state)
      }
    }
    func branch(_ state: OrganisationState, depth: Int) -> OrganisationBranch {
      let children = depth > 60 ? [] : (below[state.organisation] ?? []).map { branch($0, depth: depth + 1) }
      return OrganisationBranch(
        state: state, children: children,
        members: children.reduce(counts[state.organisation] ?? 0) { $0 + $1.members })
    }
    return tops.map { branch($0, depth: 0) }
  }

  /// Days on which something happened to an organisation or to its place in the tree, the earliest first.
  package func changeDays(of organisation: ID<Organisation>) throws -> [Day] {
    try remembered(.changeDays(organisation)) {
      try all(
        """
        SELECT DISTINCT e.effective_on FROM structure_event e
        WHERE e.withdrawn_by = \(Int64.max) AND (e.organisation_id = \(organisation) OR e.organisation_id IN (
          SELECT c.descendant_id FROM organisation_closure c WHERE c.ancestor_id = \(organisation) AND c.depth = 1
            AND c.withdrawn_by = \(Int64.max)))
        ORDER BY e.effective_on
        """
      ) { try $0.day(0) }
    }
  }
}

extension Session {
  package func hasOrganisations() throws -> Bool { try exists("SELECT 1 FROM organisation LIMIT 1") }
}
