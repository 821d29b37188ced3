import Basics

/// Roster rules — quy tắc kiểm tra danh sách: what a roster is checked against, from `Content/Rosters/rules.yaml`.
package struct RosterRules: Sendable, Decodable {
  /// A: the article was seen; B: from secondary sources; C: not confirmed.
  package enum Certainty: String, Sendable, Decodable { case A, B, C }

  package struct Age: Sendable, Decodable {
    package var years: Int
    package var severity: Finding.Severity
    package var source: String
    package var certainty: Certainty
  }

  package struct Earliest: Sendable, Decodable {
    package var day: Day
    package var severity: Finding.Severity
    package var source: String
    package var certainty: Certainty
  }

  /// So many digits, then one of these counts of letters.
  package struct NumberShape: Sendable, Decodable {
    package var digits: Int
    package var letters: [Int]
    package var from: Day?
    package var until: Day?
    package var source: String
    package var certainty: Certainty
  }

  /// At least so many rows, and so many of a hundred.
  package struct Share: Sendable, Decodable {
    package var rows: Int
    package var percent: Int
    package func isReached(by count: Int, of all: Int) -> Bool {
      count >= rows && count * 100 >= all * percent
    }
  }

  package struct SectorWords: Sendable, Decodable {
    package var sector: Sector
    package var words: [String]
  }

  package var required: [RosterColumn]
  package var admissionAge: Age
  package var earliestAdmission: Earliest
  package var oldestAge: Age
  package var cardNumbers: [NumberShape]
  package var recordNumbers: [NumberShape]
  package var otherUnit: Share
  package var manyChanges: Share
  package var longestName: Int
  package var sectors: [SectorWords]

  package init(_ content: Content) throws { self = try content.yaml("Rosters/rules.yaml") }
}

extension RosterRules.Certainty {
  /// What a message adds where the text behind a rule was not seen.
  var remark: String { self == .A ? "" : " (chưa đối chiếu nguyên văn)" }
}
