import Basics
import Storage

/// Ends administrative units on a day and names what they became; new ones begin on that day.
package struct ReorganiseUnits: Act {
  package enum Result: Sendable {
    case into(ID<AdministrativeUnit>)
    case new(UnitEntry)
    case end
  }

  package static let name = "unit.reorganise"
  package var sources: [ID<AdministrativeUnit>]
  package var result: Result
  package var day: Day
  package var decision: DecisionEntry

  package init(_ sources: [ID<AdministrativeUnit>], result: Result, day: Day, decision: DecisionEntry) {
    (self.sources, self.result, self.day, self.decision) = (sources, result, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<AdministrativeUnit>? {
    try register.requireOperator(actor)
    let decision = try register.decision(decision)
    let target: ID<AdministrativeUnit>?
    switch result {
    case .into(let unit): target = unit
    case .new(let entry): target = try register.addUnit(entry, from: day, decision: decision)
    case .end: target = nil
    }
    for source in sources where source != target {
      try register.endUnit(source, on: day, into: target.map { [$0] } ?? [], decision: decision)
    }
    return target
  }
}
