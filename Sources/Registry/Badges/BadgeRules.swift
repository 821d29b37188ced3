import Basics

/// Badge rules — quy định về Huy hiệu Đảng, from `Content/Badges/rules.yaml`.
package struct BadgeRules: Sendable, Decodable {
  package struct Version: Sendable, Decodable {
    package var from: Day
    package var until: Day?
    /// Years in the Party for which there is a badge, the fewest first.
    package var years: [Int]
    package var cite: String
    package var certainty: String
  }
  package struct BatchDay: Sendable, Decodable {
    package var month: Int
    package var day: Int
    package var name: String
  }
  package struct Source: Sendable, Decodable {
    package var cite: String
    package var certainty: String
  }
  private var versions: [Version]
  private var batches: [BatchDay]
  package var batchesCite: Source

  package init(_ content: Content) throws {
    let path = "Badges/rules.yaml"
    self = try content.yaml(path)
    guard !batches.isEmpty, batches.allSatisfy({ Day(year: 2000, month: $0.month, day: $0.day) != nil }),
      versions.allSatisfy({ $0.years.allSatisfy { (1...120).contains($0) } })
    else { throw ContentRefusal.unreadable(path, "ngày trao hoặc số năm không đọc được") }
    batches.sort { ($0.month, $0.day) < ($1.month, $1.day) }
  }

  package func version(on day: Day) -> Version? {
    versions.first { $0.from <= day && ($0.until.map { day < $0 } ?? true) }
  }

  /// The batches of a year.
  package func batches(of year: Int) -> [Batch] {
    batches.compactMap { batch in
      guard let day = Day(year: year, month: batch.month, day: batch.day) else { return nil }
      return Batch(day: day, previous: previous(to: day), name: batch.name)
    }
  }

  /// The next ones from a day on.
  package func batches(from day: Day, count: Int) -> [Batch] {
    Array((batches(of: day.year) + batches(of: day.year + 1)).filter { $0.day >= day }.prefix(count))
  }

  package func batch(on day: Day) -> Batch? { batches(of: day.year).first { $0.day == day } }

  private func previous(to day: Day) -> Day {
    let days = [day.year - 1, day.year].flatMap { year in
      batches.compactMap { Day(year: year, month: $0.month, day: $0.day) }
    }
    return days.last { $0 < day } ?? day
  }
}

/// Batch — đợt trao Huy hiệu Đảng.
package struct Batch: Sendable, Hashable {
  package var day: Day
  /// The batch before it: whoever reaches the years after that day is due now.
  package var previous: Day
  package var name: String
}

/// Somebody who reaches the years for a badge by a batch.
package struct BadgeCandidate: Sendable, Hashable {
  package var member: ID<Member>
  package var name: String
  package var bornOn: Day?
  package var admittedOn: Day
  package var years: Int
  /// The day on which the years are full.
  package var fullOn: Day
  package var cell: ID<Organisation>
  package var cellName: String
}
