import Basics
import Registry
import Rules
import Storage

/// Deadline — thời hạn: before which day (the day itself excluded) a step is to be done by an organisation and all below.
package struct RoundDeadline: Registry.Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    /// Of the whole round.
    case plan
    /// A unit's own, earlier one.
    case own
    /// A later one that the superior granted.
    case extended
  }
  package var id: ID<RoundDeadline>
  package var round: ID<Round>
  package var organisation: ID<Organisation>
  package var stage: String
  package var kind: Kind
  package var dueBefore: Day
  package var reason: String
  package var decision: ID<RegisterDecision>?

  package static let table: StaticString = "review_deadline"
  package static let columns: [StaticString] = [
    "id", "round_id", "organisation_id", "stage", "kind", "due_before", "reason", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, round.sqlValue, organisation.sqlValue, .text(stage), kind.sqlValue, dueBefore.sqlValue,
      .text(reason), decision?.sqlValue ?? .null,
    ]
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), round: try row.id(1), organisation: try row.id(2), stage: try row.text(3),
      kind: try row.choice(4), dueBefore: try row.day(5), reason: try row.text(6), decision: try row.ifID(7))
  }
  static let columnList: SQL =
    "d.id, d.round_id, d.organisation_id, d.stage, d.kind, d.due_before, d.reason, d.decision_id"
}

/// The register's decision: `Rules` has one of its own.
package typealias RegisterDecision = Registry.Decision

/// What a plan says of the steps: before which day each is done in the whole round.
package struct RoundPlan: Sendable {
  package var procedure: RoundProcedure
  package var period: RoundPeriod
  package var calendar: WorkCalendar

  package init(_ procedure: RoundProcedure, _ period: RoundPeriod, _ calendar: WorkCalendar) {
    (self.procedure, self.period, self.calendar) = (procedure, period, calendar)
  }

  /// The bound the guidance itself sets, for the steps for which it sets one; exclusive, as it is written.
  package func legalBound(_ stage: String) -> Day? {
    let id = stage == RoundProcedure.submission ? procedure.submissionDue : stage
    guard let id, case .before(let month, let day, let isNextYear)? = procedure.stage(id)?.due else {
      return nil
    }
    return Day(year: period.year + (isNextYear ? 1 : 0), month: month, day: day)
  }

  /// The deadlines of a round: those a superior gives, never later than the guidance allows, and what follows from them.
  package func deadlines(_ given: [String: Day]) throws(RoundRefusal) -> [String: Day] {
    for stage in given.keys where stage != RoundProcedure.submission && procedure.stage(stage) == nil {
      throw .noDeadlineFor(stage)
    }
    var due: [String: Day] = [:]
    for stage in procedure.stages.map(\.id) + procedure.sending {
      let bound = legalBound(stage)
      if let bound, let own = given[stage], own > bound {
        throw .dueTooLate(stage: name(stage), bound: bound)
      }
      due[stage] = given[stage] ?? bound
    }
    // Steps so many days from another one: the last day on which there are still so many.
    for stage in procedure.stages {
      guard case .days(let count, let isWorking, let before, let after)? = stage.due else { continue }
      let bound: Day?
      if let before, let other = due[before] {
        bound = shifted(other.previous, -count, isWorking).next
      } else if let after, let other = due[after] {
        bound = shifted(other.previous, count, isWorking).next
      } else {
        bound = nil
      }
      guard let bound else { continue }
      if let own = given[stage.id], own > bound { throw .dueTooLate(stage: stage.name, bound: bound) }
      due[stage.id] = given[stage.id] ?? bound
    }
    for stage in procedure.stages {
      for earlier in stage.after {
        if let first = due[earlier], let then = due[stage.id], first > then {
          throw .dueTooEarly(stage: stage.name, other: name(earlier))
        }
      }
    }
    try requireOrder(given)
    return due
  }

  /// The days given for two steps follow the order of the steps, however many without a day lie between.
  private func requireOrder(_ given: [String: Day]) throws(RoundRefusal) {
    for (later, then) in given.sorted(by: { $0.key < $1.key }) {
      for earlier in stepsBefore(later) {
        guard let first = given[earlier], first > then else { continue }
        throw .dueTooEarly(stage: name(later), other: name(earlier))
      }
    }
  }

  private func stepsBefore(_ step: String) -> [String] {
    var waiting = step == RoundProcedure.submission ? procedure.submissionAfter : []
    waiting += procedure.stage(step)?.after ?? []
    var found: Set<String> = []
    while let next = waiting.popLast() {
      if found.insert(next).inserted { waiting += procedure.stage(next)?.after ?? [] }
    }
    return found.sorted()
  }

  package func name(_ stage: String) -> String {
    stage == RoundProcedure.submission ? "Gửi kết quả lên cấp trên" : procedure.stage(stage)?.name ?? stage
  }

  private func shifted(_ day: Day, _ count: Int, _ isWorking: Bool) -> Day {
    isWorking ? calendar.day(count, workingDaysFrom: day) : day.adding(days: count)
  }
}
