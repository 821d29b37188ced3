/// Month — tháng: of the calendar, of a fee, of a plan; 202611 in the register, "2026-11" in addresses.
public struct CalendarMonth: Hashable, Comparable, Sendable {
  public let number: Int

  public init(of day: Day) { number = day.year * 100 + day.month }

  /// From 202611; nil for what is no month.
  public init?(number: Int) {
    guard (1930...2200).contains(number / 100), (1...12).contains(number % 100) else { return nil }
    self.number = number
  }

  /// From "2026-11"; nil for what is no month.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(Substring(parts[0])), let month = Int(Substring(parts[1])),
      (1930...2200).contains(year), (1...12).contains(month)
    else { return nil }
    number = year * 100 + month
  }

  public var year: Int { number / 100 }
  public var month: Int { number % 100 }
  public var first: Day { Day(year: year, month: month, day: 1) ?? .endOfTime }
  public var last: Day { next.first.previous }
  public var next: Self { CalendarMonth(of: first.adding(days: 31)) }
  public var previous: Self { CalendarMonth(of: first.previous) }
  public var address: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
  public var vietnamese: String { "tháng \(month)/\(year)" }

  public var days: [Day] {
    var days: [Day] = []
    var day = first
    while day.month == month, days.count < 31 {
      days.append(day)
      day = day.next
    }
    return days
  }

  /// So many months later.
  public func adding(months: Int) -> Self {
    var month = self
    for _ in 0..<max(0, min(months, 1200)) { month = month.next }
    return month
  }

  public static func < (a: Self, b: Self) -> Bool { a.number < b.number }

  /// From one month to another, both included.
  public static func span(_ from: Self, _ through: Self) -> [Self] {
    var months: [Self] = []
    var month = from
    while month <= through, months.count < 1200 {
      months.append(month)
      month = month.next
    }
    return months
  }
}
