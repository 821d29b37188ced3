import Basics
import Storage

/// Merges organisations on a day: into one of them (sáp nhập) or as a new one (hợp nhất).
///
/// Their parts go under the result, their members into it, on that day and not before; the merged ones end and stay
/// readable, with the result as their successor.
package struct MergeOrganisations: Act {
  package enum Result: Sendable {
    case into(ID<Organisation>)
    case new(FoundOrganisation)
  }

  package static let name = "organisation.merge"
  package var sources: [ID<Organisation>]
  package var result: Result
  package var day: Day
  package var decision: DecisionEntry

  /// - Parameter sources: the organisations that end; the one they merge into is not among them.
  package init(_ sources: [ID<Organisation>], result: Result, day: Day, decision: DecisionEntry) {
    (self.sources, self.result, self.day, self.decision) = (sources, result, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Organisation> {
    guard !sources.isEmpty, Set(sources).count == sources.count else { throw StructureRefusal.nothingToMerge }
    for source in sources { try register.require(.changeStructure, of: actor, on: source) }
    switch result {
    case .into(let target):
      try register.require(.changeStructure, of: actor, on: target)
      guard !sources.contains(target) else { throw StructureRefusal.nothingToMerge }
    case .new(let founding):
      guard let parent = founding.parent else { throw StructureRefusal.needsParent }
      try register.require(.changeStructure, of: actor, on: parent)
    }
    let names = try sources.map { try register.state($0, on: day.previous).name }
    for source in sources { try register.requireNoOtherEnd(source, on: day) }
    let decision = try register.decision(decision)
    let target: ID<Organisation>
    let kind: StructureEvent.Kind
    switch result {
    case .into(let existing):
      target = existing
      kind = .mergeInto
    case .new(var founding):
      founding.day = day
      target = try register.found(founding, decision: decision, by: actor)
      kind = .mergeAsNew
    }
    let state = try register.state(target, on: day)
    guard try !register.placesBelow(sources, on: day.previous).contains(target) else {
      throw StructureRefusal.cycle
    }
    for (source, name) in zip(sources, names) {
      for child in try register.session.children(of: source, asOf: AsOf(day)) {
        guard !state.kind.isCell else {
          throw StructureRefusal.kindBelow(child: child.name, parent: state.name)
        }
        try register.move(child.organisation, to: target, on: day, decision: decision)
      }
      try register.moveMembers(from: source, to: target, on: day, decision: decision)
      try register.end(
        source, on: day, kind: kind, into: [target],
        text: kind == .mergeInto
          ? "\(name) sáp nhập vào \(state.name)" : "\(name) hợp nhất thành \(state.name)",
        decision: decision)
    }
    try register.bringAlongMembers(of: target)
    try register.insert(
      StructureEvent(
        id: register.newID(), kind: kind, organisation: target, day: day,
        text: "\(kind == .mergeInto ? "Nhận sáp nhập" : "Hợp nhất từ") \(names.joined(separator: ", "))",
        decision: decision))
    register.note("organisation", target)
    register.note("sources", .array(sources.map { .string($0.description) }))
    return target
  }
}

extension Transaction {
  fileprivate func placesBelow(_ organisations: [ID<Organisation>], on day: Day) throws -> Set<
    ID<Organisation>
  > {
    Set(try organisations.flatMap { try session.subtree(of: $0, asOf: AsOf(day)).map(\.organisation) })
  }

  /// From the day on the members of one organisation belong to another, in the same kind of membership.
  fileprivate func moveMembers(
    from source: ID<Organisation>, to target: ID<Organisation>, on day: Day, decision: ID<Decision>
  ) throws {
    for membership in try session.memberships(at: source) where membership.period.to > day {
      try change([membership], in: Period(from: day)) {
        var edited = $0
        edited.organisation = target
        edited.decision = decision
        return edited
      }
    }
  }
}
