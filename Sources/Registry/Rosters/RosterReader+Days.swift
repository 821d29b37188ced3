import Basics

/// The days of a row: how each was written, and whether they can all be right.
extension RosterReader {
  func day(_ date: RosterDate, _ reading: inout RowReading, _ column: RosterColumn) -> Day? {
    switch date {
    case .empty: return nil
    case .day(let found, .usual): return found
    case .day(let found, .serial(let number)):
      reading.add(.serialDay(number, found), at: column)
      return found
    case .day(let found, .packed):
      reading.add(.packedDay(reading.text(column), found), at: column)
      return found
    case .wrong(.twoDigitYear(let day, let month, let year)):
      let candidates = [1900, 2000].compactMap { Day(year: $0 + year, month: month, day: day) }
        .filter { isPlausible($0, column, reading.row.person) }
      guard candidates.count == 1, let found = candidates.first else {
        reading.add(.ambiguousYear(reading.text(column)), at: column)
        return nil
      }
      reading.add(.shortYear(reading.text(column), found), at: column)
      return found
    case .wrong(let fault):
      reading.add(.wrongDay(fault, reading.text(column)), at: column)
      return nil
    }
  }

  /// Which century a two-digit year can mean: no day to come, nobody older than the rules know, nobody admitted young.
  private func isPlausible(_ candidate: Day, _ column: RosterColumn, _ person: PersonalRecord) -> Bool {
    guard candidate <= day else { return false }
    switch column {
    case .bornOn, .male, .female:
      return (rules.admissionAge.years...rules.oldestAge.years).contains(candidate.age(on: day))
    default:
      if candidate < rules.earliestAdmission.day { return false }
      guard let born = person.bornOn else { return true }
      return born.age(on: candidate) >= rules.admissionAge.years
    }
  }

  func crossCheck(_ reading: inout RowReading) {
    let check = PersonCheck(rules: rules, day: day)
    for found in check.days(reading.row.person, since: reading.row.since) {
      reading.add(found.remark, at: found.column)
    }
  }
}
