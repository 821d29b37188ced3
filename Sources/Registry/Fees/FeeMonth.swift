import Basics

/// Month — tháng đóng đảng phí: 202611 in the register.
package struct FeeMonth: Hashable, Comparable, Sendable {
  package var number: Int

  package init(of day: Day) { number = day.year * 100 + day.month }

  /// From 202611; nil for what is no month.
  package init?(number: Int) {
    guard (1930...2200).contains(number / 100), (1...12).contains(number % 100) else { return nil }
    self.number = number
  }

  package var year: Int { number / 100 }
  package var month: Int { number % 100 }
  package var first: Day { Day(year: year, month: month, day: 1) ?? .endOfTime }
  package var last: Day { next.first.previous }
  package var next: Self { FeeMonth(of: first.adding(days: 31)) }
  package var previous: Self { FeeMonth(of: first.previous) }
  package var vietnamese: String { "tháng \(month)/\(year)" }

  /// So many months later.
  package func adding(months: Int) -> Self {
    var month = self
    for _ in 0..<max(0, min(months, 1200)) { month = month.next }
    return month
  }

  package static func < (a: Self, b: Self) -> Bool { a.number < b.number }

  /// From one month to another, both included.
  package static func span(_ from: Self, _ through: Self) -> [Self] {
    var months: [Self] = []
    var month = from
    while month <= through, months.count < 1200 {
      months.append(month)
      month = month.next
    }
    return months
  }
}
