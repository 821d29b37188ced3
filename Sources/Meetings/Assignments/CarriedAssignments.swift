import Basics
import Registry
import Storage

/// Carried assignments — việc giao của tổ chức đã sáp nhập, chia tách: a question along the succession, never a copy. What was
/// open when an organisation ended is its heir's; of one that was divided, that part's to which whoever has it now belongs, and
/// as long as nobody has it every part's.
extension Session {
  /// Where a task is carried on.
  package func keepers(of assignment: Assignment, asOf: AsOf) throws -> [ID<Organisation>] {
    try keepers(of: assignment.organisation, held: assignment.member, asOf: asOf)
  }

  /// Where what an organisation left open is carried on: where it was divided, by the part to which whoever has it belongs.
  func keepers(of organisation: ID<Organisation>, held member: ID<Member>?, asOf: AsOf) throws
    -> [ID<Organisation>]
  {
    let heirs = try heirs(of: organisation, asOf: asOf)
    guard heirs.count > 1, let member else { return heirs }
    let own = try heirs.filter { try !isGone(member, from: $0, on: asOf.day) }
    return own.isEmpty ? heirs : own
  }

  /// What an organisation has taken over: what was open when its predecessors ended, and what became of it since.
  package func inheritedAssignments(of organisation: ID<Organisation>, asOf: AsOf) throws -> [Assignment] {
    try origins(of: organisation, asOf: asOf).flatMap { origin -> [Assignment] in
      let end = try endDay(of: origin)
      return try assignments(of: origin, known: asOf.known).filter { task in
        guard task.state == .open || task.closedOn.map({ $0 >= end }) ?? false else { return false }
        return try keepers(of: task, asOf: asOf).contains(organisation)
      }
    }
  }

  /// An organisation's tasks and those it has taken over, those due first before.
  package func carriedAssignments(of organisation: ID<Organisation>, asOf: AsOf) throws -> [Assignment] {
    let own = try assignments(of: organisation, known: asOf.known)
    let inherited = try inheritedAssignments(of: organisation, asOf: asOf)
    guard !inherited.isEmpty else { return own }
    return (own + inherited).sorted {
      ($0.dueOn ?? .endOfTime, $0.assignment) < ($1.dueOn ?? .endOfTime, $1.assignment)
    }
  }
}
