import Basics
import Storage

/// What one row of a table holds: its columns by name, as the database and the journal see them.
package protocol Record: Sendable {
  static var table: StaticString { get }
  static var columns: [StaticString] { get }
  /// The identity of the row itself (a fact's, not its subject's).
  var row: Int64 { get }
  /// In the order of ``columns``; the first is the row's identity.
  var values: [SQLValue] { get }
}

/// A fact: true of its subject from one day to another, believed since an entry of the journal.
package protocol Fact: Record {}

/// A fact with a period of validity.
package protocol DatedFact: Fact {
  var period: Period { get set }
  /// A fact like this one under another identity, for the parts a change leaves as they were.
  func copied(row: Int64) -> Self
}

/// Period — from a day (included) to a day (excluded).
package struct Period: Hashable, Sendable {
  package var from: Day
  package var to: Day

  package init(from: Day = .beginningOfTime, to: Day = .endOfTime) { (self.from, self.to) = (from, to) }

  package func contains(_ day: Day) -> Bool { from <= day && day < to }
  package func overlaps(_ other: Period) -> Bool { from < other.to && other.from < to }
  package var isOpen: Bool { to == .endOfTime }
  package var isEmpty: Bool { from >= to }

  package func clipped(to other: Period) -> Period? {
    let period = Period(from: max(from, other.from), to: min(to, other.to))
    return period.isEmpty ? nil : period
  }

  /// "từ 25/3/2008" or "25/3/2008 – 30/6/2025".
  package var vietnamese: String {
    switch (from == .beginningOfTime, isOpen) {
    case (true, true): "không rõ từ khi nào"
    case (true, false): "đến \(to.previous.vietnamese)"
    case (false, true): "từ \(from.vietnamese)"
    case (false, false): "\(from.vietnamese) – \(to.previous.vietnamese)"
    }
  }
}

/// As of — the day asked about, and what was known: entries of the journal up to one of them.
package struct AsOf: Hashable, Sendable {
  package var day: Day
  /// The last entry of the journal that counts; everything believed today by default.
  package var known: Int

  package init(_ day: Day, known: Int = AsOf.everything) { (self.day, self.known) = (day, known) }

  package static let everything = Int.max - 1

  /// The condition that a fact's row held on the day and was believed: `table.effective_from <= …`.
  package func holds(_ alias: StaticString) -> SQL {
    "\(name: alias).effective_from <= \(day) AND \(name: alias).effective_to > \(day) AND \(believed(alias))"
  }

  package func believed(_ alias: StaticString) -> SQL {
    "\(name: alias).recorded_by <= \(known) AND \(name: alias).withdrawn_by > \(known)"
  }
}
