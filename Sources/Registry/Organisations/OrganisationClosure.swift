import Basics
import Schema
import Storage

/// The dated closure of the tree: which organisation stood above which, over which period.
///
/// Derived from the states' superiors; recomputed for an organisation and everything below it whenever one of them
/// changes, so it follows any correction of the past and any act scheduled for the future.
struct OrganisationClosure {
  struct Link: Hashable {
    var ancestor: ID<Organisation>
    var depth: Int
    var period: Period
  }

  let register: Transaction
  private var session: any Session { register.session }

  /// Recomputes the links of one organisation and of everything ever below it.
  func rebuild(from root: ID<Organisation>) throws {
    var known: [ID<Organisation>: [Link]] = [:]
    try rebuild(root, &known, path: [])
  }

  private func rebuild(
    _ organisation: ID<Organisation>, _ known: inout [ID<Organisation>: [Link]], path: [ID<Organisation>]
  ) throws {
    guard path.count < 64 else { throw StructureRefusal.cycle }
    let links = try computed(organisation, &known)
    guard !links.contains(where: { link in link.depth > 0 && link.ancestor == organisation }) else {
      throw StructureRefusal.cycle
    }
    known[organisation] = links
    guard try store(links, of: organisation) || path.isEmpty else { return }
    for child in try childrenEver(of: organisation) {
      guard !path.contains(child), child != organisation else { throw StructureRefusal.cycle }
      try rebuild(child, &known, path: path + [organisation])
    }
  }

  private func computed(_ organisation: ID<Organisation>, _ known: inout [ID<Organisation>: [Link]]) throws
    -> [Link]
  {
    var links: [Link] = []
    for state in try session.organisationStates(organisation) {
      links.append(Link(ancestor: organisation, depth: 0, period: state.period))
      guard let parent = state.parent else { continue }
      let above: [Link]
      if let found = known[parent] {
        above = found
      } else {
        above = try stored(parent).map(\.link)
        known[parent] = above
      }
      for link in above {
        guard let period = link.period.clipped(to: state.period) else { continue }
        links.append(Link(ancestor: link.ancestor, depth: link.depth + 1, period: period))
      }
    }
    return joined(links)
  }

  /// Neighbouring periods of the same link become one.
  private func joined(_ links: [Link]) -> [Link] {
    var result: [Link] = []
    let sorted = links.sorted {
      ($0.ancestor, $0.depth, $0.period.from) < ($1.ancestor, $1.depth, $1.period.from)
    }
    for link in sorted {
      if let last = result.last, last.ancestor == link.ancestor, last.depth == link.depth,
        last.period.to == link.period.from
      {
        result[result.count - 1].period.to = link.period.to
      } else {
        result.append(link)
      }
    }
    return result
  }

  /// - Returns: whether anything changed.
  private func store(_ links: [Link], of organisation: ID<Organisation>) throws -> Bool {
    let old = try stored(organisation)
    let wanted = Set(links)
    let kept = Set(old.map(\.link)).intersection(wanted)
    for (row, link) in old where !kept.contains(link) {
      try session.run("UPDATE organisation_closure SET withdrawn_by = \(register.entry) WHERE id = \(row)")
    }
    for link in links where !kept.contains(link) {
      try session.run(
        """
        INSERT INTO organisation_closure
          (id, ancestor_id, descendant_id, depth, effective_from, effective_to, recorded_by, withdrawn_by)
        VALUES (\(register.newRow()), \(link.ancestor), \(organisation), \(link.depth), \(link.period.from),
                \(link.period.to), \(register.entry), \(Schema.stillBelieved))
        """)
    }
    return kept.count != wanted.count || kept.count != old.count
  }

  private func stored(_ organisation: ID<Organisation>) throws -> [(row: Int64, link: Link)] {
    try session.all(
      """
      SELECT id, ancestor_id, depth, effective_from, effective_to FROM organisation_closure
      WHERE descendant_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY id
      """
    ) {
      (
        Int64(try $0.int(0)),
        Link(
          ancestor: try $0.id(1), depth: try $0.int(2), period: Period(from: try $0.day(3), to: try $0.day(4))
        )
      )
    }
  }

  private func childrenEver(of organisation: ID<Organisation>) throws -> [ID<Organisation>] {
    try session.all(
      """
      SELECT DISTINCT organisation_id FROM organisation_state
      WHERE parent_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY organisation_id
      """
    ) { try $0.id(0) }
  }
}
