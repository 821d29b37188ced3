import Basics
import Registry
import Storage

/// Grading — đánh giá, xếp loại chất lượng: the grade a subject got for a year, by a decision.
package struct Grading: Fact, Hashable {
  package enum Subject: Hashable, Sendable {
    case organisation(ID<Organisation>)
    case member(ID<Member>)

    package var subjects: GradeScale.Subjects {
      switch self {
      case .organisation: .organisations
      case .member: .members
      }
    }
  }

  /// Where the grade comes from: printed in a report, recorded from the decision itself, or made up for a sample.
  package enum Provenance: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case reported, recorded, invented

    package var title: String {
      switch self {
      case .reported: "Theo báo cáo đã công bố"
      case .recorded: "Theo quyết định"
      case .invented: "Mô phỏng, không có thật"
      }
    }
  }

  package var id: ID<Grading>
  package var year: Int
  package var subject: Subject
  /// The scale of its time; a grade is never mapped to another one.
  package var scale: String
  package var grade: String
  package var gradedOn: Day
  package var provenance: Provenance
  package var decision: ID<Decision>?

  package static let table: StaticString = "grading"
  package static let columns: [StaticString] = [
    "id", "year", "subject_kind", "organisation_id", "member_id", "scale", "grade", "graded_on", "provenance",
    "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let organisation: ID<Organisation>? = if case .organisation(let id) = subject { id } else { nil }
    let member: ID<Member>? = if case .member(let id) = subject { id } else { nil }
    return [
      id.sqlValue, year.sqlValue, .text(subject.subjects.rawValue), organisation?.sqlValue ?? .null,
      member?.sqlValue ?? .null, .text(scale), .text(grade), gradedOn.sqlValue, provenance.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }

  /// The columns of ``read(_:)``; the table is called `g`.
  package static let columnList: SQL = """
    g.id, g.year, g.organisation_id, g.member_id, g.scale, g.grade, g.graded_on, g.provenance, g.decision_id
    """
  package static let columnCount = 9

  package static func read(_ row: Row) throws -> Grading {
    let subject: Subject
    if let organisation: ID<Organisation> = try row.ifID(2) {
      subject = .organisation(organisation)
    } else {
      subject = .member(try row.id(3))
    }
    return Grading(
      id: try row.id(0), year: try row.int(1), subject: subject, scale: try row.text(4),
      grade: try row.text(5),
      gradedOn: try row.day(6), provenance: try row.choice(7), decision: try row.ifID(8))
  }

  /// The last day of a year.
  static func lastDay(of year: Int) -> Day { Day(year: year, month: 12, day: 31) ?? .endOfTime }

  /// The day that says where the subject of a grading stood: the last of the year, or the grading's own if earlier.
  static func placeDay(year: Int, gradedOn: Day) -> Day { min(lastDay(of: year), gradedOn) }
}
