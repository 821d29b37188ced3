import Basics

/// Work calendar — lịch làm việc, from `Content/Calendar/holidays.yaml`: which days offices work. Saturdays, Sundays and
/// the holidays of the file are not among them.
package struct WorkCalendar: Sendable {
  private var yearly: [(month: Int, day: Int, from: Int)] = []
  private var single: Set<Day> = []

  package init(_ content: Content) throws {
    let path = "Calendar/holidays.yaml"
    let file = try content.yaml(path, as: HolidayFile.self)
    for entry in file.yearly {
      let parts = entry.day.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 2, Day(year: 2024, month: parts[0], day: parts[1]) != nil else {
        throw ContentRefusal.unreadable(path, "ngày “\(entry.day)” không đọc được")
      }
      yearly.append((parts[0], parts[1], entry.from))
    }
    single = Set(file.days.flatMap(\.days))
  }

  package func isWorking(_ day: Day) -> Bool {
    guard day.weekday <= 5, !single.contains(day) else { return false }
    return !yearly.contains { $0.from <= day.year && $0.month == day.month && $0.day == day.day }
  }

  /// The day so many working days after (or, negative, before) another, which itself is not counted.
  package func day(_ count: Int, workingDaysFrom start: Day) -> Day {
    var (day, left) = (start, min(count.magnitude, 3_660))
    while left > 0 {
      let next = count > 0 ? day.next : day.previous
      guard next != day else { break }
      day = next
      if isWorking(day) { left -= 1 }
    }
    return day
  }

  /// Working days after one day up to another, which is counted.
  package func workingDays(after start: Day, through end: Day) -> Int {
    guard start < end else { return 0 }
    var (day, count) = (start, 0)
    while day < end {
      day = day.next
      if isWorking(day) { count += 1 }
    }
    return count
  }
}

private struct HolidayFile: Decodable {
  struct Yearly: Decodable {
    var day: String
    var from: Int
  }
  struct Single: Decodable { var days: [Day] }
  var yearly: [Yearly]
  var days: [Single]
}
