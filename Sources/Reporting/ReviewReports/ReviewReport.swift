import Basics
import Registry
import Reviews

/// Report of a review — báo cáo kết quả đánh giá, xếp loại: what a year's review came to in an organisation and all below it:
/// how far it is, who got which grade, unit by unit and year by year.
///
/// It is one value for the screen, print, workbook and JSON: what is not told on one is told on none of them.
package struct ReviewReport: Sendable, Encodable {
  package var organisation: ID<Organisation>
  package var organisationName: String
  package var superiorName: String?
  package var kind: Organisation.Kind
  package var placeName: String?
  package var year: Int
  /// The guidance under which the year was graded; empty where none is on record.
  package var guidance: String
  package var day: Day
  /// DỮ LIỆU MÔ PHỎNG, on every output.
  package var mark: String?
  /// Whether counts of few persons are left out.
  package var isFromAbove: Bool
  package var sections: [Briefing.Section]
  /// How things are counted.
  package var notes: [String]

  package var title: String { "Kết quả đánh giá, xếp loại chất lượng năm \(year)" }
}

extension ReviewReport {
  /// Who asks, and how much of it is theirs to see.
  package struct Sight: Sendable {
    /// May see who got which grade there.
    package var seesPersons: Bool
    package init(seesPersons: Bool) { self.seesPersons = seesPersons }
  }

  static let entities: [ReviewSubject.Entity] = [.base, .cell, .collective, .member]

  /// One line of a table: a place and its counts; `nil` is a count that is not told.
  struct Line {
    var name: String
    var counts: [Int?]
    /// How many there are of the kind, grade or no grade.
    var whole: Int
  }
}
