import Basics

/// Roster repeats — dòng lặp: rows of one file that speak of the same person, exactly or nearly.
struct RosterRepeats {
  enum Relation: Hashable {
    /// The same bytes in every field that is read.
    case exact(Int)
    /// The same person in another spelling, or with other details.
    case near(Int)
    /// A number that stands at a different person, too.
    case sharedNumber(Int, String)
    /// The same name and day of birth under another number: somebody else.
    case namesake(Int)
  }

  /// By index of the row.
  private(set) var relations: [Int: Relation] = [:]

  init(_ rows: [RosterRow]) {
    var exact: [[UInt8]: Int] = [:]
    var numbers: [String: Int] = [:]
    var people: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      let bytes = Array(row.raw.joined(separator: "\u{1F}").utf8)
      if let first = exact[bytes] {
        relations[index] = .exact(first)
        continue
      }
      exact[bytes] = index
      guard !row.hasErrors else { continue }
      for (kind, value) in row.numbers.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      where relations[index] == nil {
        guard let first = numbers["\(kind.rawValue) \(value)"] else { continue }
        if Self.isAlike(rows[first].person, row.person) {
          relations[index] = .near(first)
        } else {
          relations[index] = .sharedNumber(first, value)
          // Nobody can tell which of the two has it rightly.
          relations[first] = .sharedNumber(index, value)
        }
      }
      let key = "\(RosterName.words(row.person.name)) \(row.person.bornOn.map { String($0.number) } ?? "?")"
      if relations[index] == nil, row.person.bornOn != nil {
        // A handful of namesakes is life; past that one more says nothing new, and looking at all would never end.
        for first in (people[key] ?? []).prefix(20) {
          if Self.areDifferent(rows[first], row) {
            relations[index] = relations[index] ?? .namesake(first)
          } else {
            relations[index] = .near(first)
            break
          }
        }
      }
      switch relations[index] {
      case nil, .namesake: people[key, default: []].append(index)
      default: break
      }
      for (kind, value) in row.numbers where numbers["\(kind.rawValue) \(value)"] == nil {
        numbers["\(kind.rawValue) \(value)"] = index
      }
    }
  }

  /// The same day of birth, or the same words of the name: one person written twice.
  static func isAlike(_ a: PersonalRecord, _ b: PersonalRecord) -> Bool {
    if let first = a.bornOn, let second = b.bornOn, first == second { return true }
    return RosterName.words(a.name) == RosterName.words(b.name)
  }

  /// Two numbers of the same kind that differ make two persons.
  static func areDifferent(_ a: RosterRow, _ b: RosterRow) -> Bool {
    if !a.card.isEmpty, !b.card.isEmpty { return a.card != b.card }
    return !a.record.isEmpty && !b.record.isEmpty && a.record != b.record
  }
}
