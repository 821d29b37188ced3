import Basics

/// Transfer rules — thời hạn chuyển sinh hoạt, from `Content/Transfers/rules.yaml`.
package struct TransferRules: Sendable, Decodable {
  package struct Presentation: Sendable, Decodable {
    /// Within how many working days the letter is to be presented.
    package var workingDays: Int
    package var from: Day?
    package var until: Day?
    package var source: String
    package var certainty: RosterRules.Certainty
  }

  package var presentation: [Presentation]

  package init(_ content: Content) throws { self = try content.yaml("Transfers/rules.yaml") }

  /// The rule for a letter of this day; nil where none is known.
  package func presentation(on day: Day) -> Presentation? {
    presentation.first { ($0.from.map { $0 <= day } ?? true) && ($0.until.map { day < $0 } ?? true) }
  }

  /// Whether a letter sent on one day and still under way on another is late.
  package func isLate(sentOn sent: Day, today: Day) -> Bool {
    guard let rule = presentation(on: sent) else { return false }
    return Self.workingDays(after: sent, through: today) > rule.workingDays
  }

  /// Mondays to Fridays after one day up to another.
  package static func workingDays(after start: Day, through end: Day) -> Int {
    guard start < end else { return 0 }
    let days = end.daysSince1970 - start.daysSince1970
    var count = days / 7 * 5
    var weekday = start.weekday
    for _ in 0..<(days % 7) {
      weekday = weekday % 7 + 1
      if weekday <= 5 { count += 1 }
    }
    return count
  }
}
