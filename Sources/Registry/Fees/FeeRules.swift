import Basics

/// Fee rules — quy định về đảng phí, from `Content/Fees/rules.yaml`.
package struct FeeRules: Sendable, Decodable {
  /// What a class is reckoned from.
  package enum Of: String, Sendable, Decodable {
    /// A monthly income, told by the member.
    case base
    /// The minimum wage of the region.
    case minimumWage
    /// A sum the committee has set, between two bounds.
    case sum
    /// The same for everybody.
    case fixed
    case nothing
  }
  package struct Later: Sendable, Decodable {
    package var from: Day
    package var perMille: Int
  }
  package struct Class: Sendable, Decodable {
    package var id: String
    package var name: String
    package var of: Of
    package var baseName: String?
    package var perMille: Int?
    package var later: Later?
    package var amount: Int?
    package var least: Int?
    package var most: Int?
  }
  package struct Up: Sendable, Decodable {
    package var percent: Int
    package var kinds: Set<Organisation.Kind>
    package var certainty: String
    package var cite: String
  }
  package struct Version: Sendable, Decodable {
    package var id: String
    package var document: String
    package var from: Day
    package var until: Day?
    package var certainty: String
    package var classes: [Class]
    package var up: Up?

    package func feeClass(_ id: String) -> Class? { classes.first { $0.id == id } }
  }
  package struct Reductions: Sendable, Decodable {
    package var percents: [Int]
    package var months: Int
    package var from: Day
    package var certainty: String
    package var cite: String
  }
  package struct Wage: Sendable, Decodable {
    package var region: Int
    package var name: String
    package var from: Day
    /// Đồng a month.
    package var amount: Int
  }
  package struct Source: Sendable, Decodable {
    package var cite: String
    package var certainty: String
  }
  package struct Rounding: Sendable, Decodable {
    package var to: Int
    package var certainty: String
  }
  package struct Unpaid: Sendable, Decodable {
    package var months: Int
    package var from: Day
    package var certainty: String
    package var cite: String
  }
  package struct Least: Sendable, Decodable {
    package var count: Int
    package var certainty: String
  }
  package struct Reach: Sendable, Decodable { package var months: Int }

  package var versions: [Version]
  package var reductions: Reductions
  package var minimumWages: [Wage]
  package var minimumWagesCite: Source
  package var rounding: Rounding
  package var unpaid: Unpaid
  package var reach: Reach
  /// From above a cell, what fewer have paid is not told.
  package var leastShown: Least

  package init(_ content: Content) throws {
    let path = "Fees/rules.yaml"
    self = try content.yaml(path)
    guard rounding.to > 0 else { throw ContentRefusal.unreadable(path, "rounding phải lớn hơn 0") }
  }

  package func isSmall(_ payers: Int) -> Bool { payers > 0 && payers < leastShown.count }

  /// The version of a month: the one in force on its first day.
  package func version(of month: CalendarMonth) -> Version? {
    versions.first { $0.from <= month.first && ($0.until.map { month.first < $0 } ?? true) }
  }

  package func wage(of region: Int, in month: CalendarMonth) -> Int? {
    minimumWages.filter { $0.region == region && $0.from <= month.first }.max { $0.from < $1.from }?.amount
  }

  /// What is due for a month, in đồng; nil where the rules of that month do not know the class, or lack a base.
  package func due(_ standing: FeeStanding?, for month: CalendarMonth) -> Int? {
    guard let standing, let feeClass = version(of: month)?.feeClass(standing.feeClass) else { return nil }
    let perMille =
      feeClass.later.flatMap { $0.from <= month.first ? $0.perMille : nil } ?? feeClass.perMille ?? 0
    let whole: Int?
    switch feeClass.of {
    case .nothing: return 0
    case .fixed: return reduced((feeClass.amount ?? 0) * 1000, standing, month)
    case .sum: whole = standing.base > 0 ? standing.base * 1000 : nil
    case .base: whole = standing.base > 0 ? standing.base * perMille : nil
    case .minimumWage: whole = wage(of: standing.region, in: month).map { $0 * perMille }
    }
    return whole.map { reduced($0, standing, month) }
  }

  /// Thousandths of a đồng to đồng, the reduction taken off, rounded half upwards.
  private func reduced(_ thousandths: Int, _ standing: FeeStanding, _ month: CalendarMonth) -> Int {
    let percent = reductions.from <= month.first ? max(0, min(100, standing.reduction)) : 0
    let (part, unit) = (thousandths * (100 - percent), 100_000 * rounding.to)
    return (part + unit / 2) / unit * rounding.to
  }
}
