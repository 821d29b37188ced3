import Basics
import Registry
import Storage

/// Lineage — dòng kế thừa: what became of organisations and what they came from, over all mergers and splits.
package struct Lineage: Sendable {
  package struct Step: Hashable, Sendable {
    package var organisation: ID<Organisation>
    package var day: Day
  }

  let predecessors: [ID<Organisation>: [Step]]
  let successors: [ID<Organisation>: [Step]]
  /// Since when those exist that others became part of.
  let beginnings: [ID<Organisation>: Day]

  /// Those of the organisation's predecessors, and theirs, that became part of it by the day.
  package func origins(of organisation: ID<Organisation>, until day: Day) -> Set<ID<Organisation>> {
    reach(from: organisation) { (predecessors[$0] ?? []).filter { $0.day <= day } }
  }

  func originsAndSelf(of organisation: ID<Organisation>, until day: Day) -> Set<ID<Organisation>> {
    origins(of: organisation, until: day).union([organisation])
  }

  /// What it became by the day, over any number of steps, the last ones only.
  package func heirs(of organisation: ID<Organisation>, until day: Day) -> Set<ID<Organisation>> {
    func next(_ id: ID<Organisation>) -> [Step] { (successors[id] ?? []).filter { $0.day <= day } }
    return reach(from: organisation, next).filter { next($0).isEmpty }
  }

  private func reach(from start: ID<Organisation>, _ next: (ID<Organisation>) -> [Step]) -> Set<
    ID<Organisation>
  > {
    var found: Set<ID<Organisation>> = []
    var open = [start]
    while let id = open.popLast() {
      for step in next(id) where step.organisation != start && found.insert(step.organisation).inserted {
        open.append(step.organisation)
      }
    }
    return found
  }
}

extension Session {
  package func lineage(known: Int = AsOf.everything) throws -> Lineage {
    var predecessors: [ID<Organisation>: [Lineage.Step]] = [:]
    var successors: [ID<Organisation>: [Lineage.Step]] = [:]
    try query(
      """
      SELECT predecessor_id, successor_id, effective_on FROM organisation_succession
      WHERE recorded_by <= \(known) AND withdrawn_by > \(known) ORDER BY effective_on, predecessor_id, successor_id
      """
    ) {
      let (old, new, day): (ID<Organisation>, ID<Organisation>, Day) = (
        try $0.id(0), try $0.id(1), try $0.day(2)
      )
      predecessors[new, default: []].append(Lineage.Step(organisation: old, day: day))
      successors[old, default: []].append(Lineage.Step(organisation: new, day: day))
    }
    var beginnings: [ID<Organisation>: Day] = [:]
    if !predecessors.isEmpty {
      try query(
        """
        SELECT s.organisation_id, min(s.effective_from) FROM organisation_state s
        WHERE s.organisation_id IN (SELECT successor_id FROM organisation_succession)
          AND s.recorded_by <= \(known) AND s.withdrawn_by > \(known) GROUP BY s.organisation_id
        """
      ) { beginnings[try $0.id(0)] = try $0.day(1) }
    }
    return Lineage(predecessors: predecessors, successors: successors, beginnings: beginnings)
  }
}
