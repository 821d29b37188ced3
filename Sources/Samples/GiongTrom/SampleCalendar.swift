import Basics

/// What happens when the register is kept: the acts of the past at the moments at which an office would have written
/// them down, the earliest first.
struct SampleCalendar: Sendable {
  enum Happening: Sendable {
    case firstRosters
    case firstPosts
    case guidance
    case foundAgencyCell(commune: Int)
    case month(Changes)
    case roster(Int)
    case inventedGrades(Int)
    case reportedGrades
    case regulation(RegulationPlan)
    case liaison
    case development(Development)
    /// What two cells did in a month.
    case cellMonth(CalendarMonth)
    case visit
    case merger2020
    case merger2025
  }

  /// How the way into the Party of those whom the survey found goes on, and who is on it today.
  enum Development: CaseIterable { case surveyed, admitted, ended, erased, present }

  /// What changed in a month and is written down at the beginning of the next.
  struct Changes: Sendable {
    var transfers: [Transfer] = []
    var ends: [Int] = []
  }

  struct Transfer: Sendable {
    var person: Int
    var from: Int
    var to: Int
    var day: Day
  }

  private(set) var entries: [(moment: Moment, happening: Happening)] = []

  init(_ facts: GiongTromFacts, _ visit: VisitFacts, _ world: World, _ regulations: [RegulationPlan]) {
    var entries: [(moment: Moment, happening: Happening)] = [
      (Moment(visit.mandate.recorded, hour: 9), .guidance),
      (Moment(facts.firstRosters.adding(days: 5), hour: 9), .firstRosters),
      (Moment(facts.firstRosters.adding(days: 12), hour: 9), .firstPosts),
      (Moment(facts.reportedGrades.decided.adding(days: 2), hour: 10), .reportedGrades),
      // In the spring of the year that is reviewed.
      (Moment(Day(year: facts.reportedGrades.year, month: 3, day: 20) ?? facts.visit, hour: 9), .liaison),
      (Moment(visit.published, hour: 15), .visit),
      (Moment(facts.merger2020.recorded, hour: 9), .merger2020),
      (Moment(facts.merger2025.recorded, hour: 9), .merger2025),
    ]
    let days = [
      facts.development.surveyed, facts.development.admitted, facts.development.ended,
      facts.development.erased, facts.development.present,
    ]
    entries += zip(days, Development.allCases).map { (Moment($0, hour: 11), .development($1)) }
    for month in GiongTromBuilder.livedMonths {
      // At the end of the month; in the month of the survey before it.
      let day = month.first.adding(days: 24)
      let isSurvey = CalendarMonth(of: facts.visit) == month
      entries.append((Moment(isSurvey ? facts.visit.adding(days: -3) : day, hour: 20), .cellMonth(month)))
    }
    for commune in world.communes.indices {
      // One after the other on a day, so that the order is always the same.
      entries.append(
        (
          Moment(world.communes[commune].foundedOn, hour: 16, second: commune),
          .foundAgencyCell(commune: commune)
        ))
    }
    for (index, roster) in facts.rosters.enumerated() {
      entries.append((Moment(roster.until.adding(days: 10), hour: 9), .roster(index)))
    }
    for (index, grades) in facts.inventedGrades.enumerated() {
      entries.append((Moment(grades.decided.adding(days: 2), hour: 10), .inventedGrades(index)))
    }
    for (index, plan) in regulations.enumerated() {
      entries.append((Moment(plan.day.adding(days: 3), hour: 10, second: index % 60), .regulation(plan)))
    }
    for (day, changes) in Self.months(world) { entries.append((Moment(day, hour: 14), .month(changes))) }
    self.entries = entries.enumerated().sorted {
      ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset)
    }.map(\.element)
  }

  /// Changes by the day on which they are written down: the fifth of the month after.
  private static func months(_ world: World) -> [(Day, Changes)] {
    var months: [Day: Changes] = [:]
    for (index, person) in world.people.enumerated() {
      for (old, new) in zip(person.stays, person.stays.dropFirst()) {
        // Whoever is in the agency cell from its first day came by its founding.
        if world.cells[new.cell].sort == .agency, world.cells[new.cell].founded == new.from { continue }
        months[written(new.from), default: Changes()].transfers.append(
          Transfer(person: index, from: old.cell, to: new.cell, day: new.from))
      }
      if let end = person.end { months[written(end.day), default: Changes()].ends.append(index) }
    }
    return months.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func written(_ day: Day) -> Day {
    Day(year: day.month == 12 ? day.year + 1 : day.year, month: day.month % 12 + 1, day: 5) ?? day
  }
}
