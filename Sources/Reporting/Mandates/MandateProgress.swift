import Basics
import Registry

/// How far the roll-out of a mandate was on a day.
package struct MandateProgress: Sendable {
  package enum State: String, Sendable, Codable, CaseIterable {
    /// By itself, or by every unit it came from.
    case fulfilled
    /// Some of the units it came from had, others had not.
    case partial
    case missing

    package var title: String {
      switch self {
      case .fulfilled: "Đã triển khai"
      case .partial: "Một phần"
      case .missing: "Chưa triển khai"
      }
    }
  }

  /// One unit's line.
  package struct Unit: Sendable, Hashable {
    package var unit: OrganisationState
    package var state: State
    /// The decisions that count for it: its own, and those of the units it came from.
    package var rollOuts: [RollOut]
    /// Units merged into it that had not fulfilled: the debt it inherits.
    package var owing: [ID<Organisation>]
  }

  package var mandate: Mandate
  package var asOf: AsOf
  package var units: [Unit]

  package func units(_ state: State) -> [Unit] { units.filter { $0.state == state } }
  package var obliged: Int { units.count }
  package var fulfilled: Int { units.count { $0.state == .fulfilled } }
  /// Of all decisions that count, in their order.
  package var rollOuts: [RollOut] {
    Set(units.flatMap(\.rollOuts)).sorted { ($0.day, $0.id) < ($1.day, $1.id) }
  }
  package var first: Day? { rollOuts.first?.day }
  package var last: Day? { rollOuts.last?.day }
  /// Not rolled out, or in part only.
  package var unfinished: [Unit] { units.filter { $0.state != .fulfilled } }
  /// Unfinished, and past the due day.
  package var overdue: [Unit] {
    guard let due = mandate.dueOn, due < asOf.day else { return [] }
    return unfinished
  }

  /// The same for the units of a part of the scope only.
  package func limited(to organisations: Set<ID<Organisation>>) -> MandateProgress {
    MandateProgress(
      mandate: mandate, asOf: asOf, units: units.filter { organisations.contains($0.unit.organisation) })
  }
}

/// Follows fulfilments through mergers.
struct FulfilmentHistory {
  var mandate: Mandate
  var rollOuts: [ID<Organisation>: RollOut]
  var lineage: Lineage
  var everObliged: Set<ID<Organisation>>

  func progress(of unit: OrganisationState, on day: Day) -> MandateProgress.Unit {
    let standing = standing(of: unit.organisation, on: day, path: [])
    let state: MandateProgress.State =
      standing.rollOuts.isEmpty ? .missing : standing.owing.isEmpty ? .fulfilled : .partial
    return MandateProgress.Unit(
      unit: unit, state: state, rollOuts: standing.rollOuts,
      // The unit's own debt is its state; owing names the merged ones, where some had fulfilled.
      owing: state == .partial ? standing.owing : [])
  }

  private struct Standing {
    var rollOuts: [RollOut] = []
    var owing: [ID<Organisation>] = []
  }

  /// A unit's own decision settles everything it had taken over by then; what came later brings its own standing.
  private func standing(of unit: ID<Organisation>, on day: Day, path: [ID<Organisation>]) -> Standing {
    let own = rollOuts[unit].flatMap { $0.day <= day ? $0 : nil }
    var standing = Standing()
    let parts = (lineage.predecessors[unit] ?? []).filter {
      $0.day <= day && $0.day > mandate.inForceOn && everObliged.contains($0.organisation)
        && !path.contains($0.organisation)
    }
    if let own { standing.rollOuts.append(own) }
    for part in parts {
      let before = self.standing(of: part.organisation, on: part.day.previous, path: path + [unit])
      standing.rollOuts += before.rollOuts
      if let own, own.day >= part.day { continue }
      standing.owing += before.owing
    }
    // A unit that stood before the merger without a decision of its own owes as well; a new one owes only what its
    // parts owed.
    if own == nil, parts.isEmpty || stoodBefore(unit, parts) { standing.owing.append(unit) }
    return standing
  }

  private func stoodBefore(_ unit: ID<Organisation>, _ parts: [Lineage.Step]) -> Bool {
    guard let first = parts.map(\.day).min(), let began = lineage.beginnings[unit] else { return false }
    return began < first
  }
}
