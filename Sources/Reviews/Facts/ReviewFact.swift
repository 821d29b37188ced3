import Basics
import Registry
import Storage

/// Review fact — dữ kiện xếp loại: one answer a guidance asks for, with the document that proves it.
package struct ReviewFact: Registry.Fact, Hashable {
  package var id: ID<ReviewFact>
  package var year: Int
  /// The kind of subject as the guidance names it: one organisation may be asked about as a cell and as a collective.
  package var entity: String
  package var subject: Grading.Subject
  package var fact: String
  /// As people write it: `89,9`, `HTT`, `2025-12-31`.
  package var value: String
  package var evidence: String

  package static let table: StaticString = "review_fact"
  package static let columns: [StaticString] = [
    "id", "year", "entity", "organisation_id", "member_id", "fact", "value", "evidence",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let organisation: ID<Organisation>? = if case .organisation(let id) = subject { id } else { nil }
    let member: ID<Member>? = if case .member(let id) = subject { id } else { nil }
    return [
      id.sqlValue, year.sqlValue, .text(entity), organisation?.sqlValue ?? .null, member?.sqlValue ?? .null,
      .text(fact),
      .text(value), .text(evidence),
    ]
  }

  static let columnList: SQL =
    "f.id, f.year, f.entity, f.organisation_id, f.member_id, f.fact, f.value, f.evidence"

  static func read(_ row: Row) throws -> ReviewFact {
    let subject: Grading.Subject
    if let organisation: ID<Organisation> = try row.ifID(3) {
      subject = .organisation(organisation)
    } else {
      subject = .member(try row.id(4))
    }
    return ReviewFact(
      id: try row.id(0), year: try row.int(1), entity: try row.text(2), subject: subject,
      fact: try row.text(5),
      value: try row.text(6), evidence: try row.text(7))
  }
}

extension Session {
  /// What has been recorded about one subject for a year.
  package func reviewFacts(of subject: Grading.Subject, entity: String, year: Int) throws -> [ReviewFact] {
    let condition: SQL =
      switch subject {
      case .organisation(let id): "f.organisation_id = \(id)"
      case .member(let id): "f.member_id = \(id)"
      }
    return try all(
      """
      SELECT \(ReviewFact.columnList) FROM review_fact f WHERE \(condition) AND f.entity = \(entity) AND f.year = \(year)
        AND \(ReviewFact.believed) ORDER BY f.fact
      """
    ) { try ReviewFact.read($0) }
  }

  /// What has been recorded for a year about organisations of a subtree and the members in it.
  func reviewFacts(below organisation: ID<Organisation>, year: Int, asOf: AsOf) throws -> [ReviewFact] {
    let believed = ReviewFact.believed
    return try all(
      """
      SELECT \(ReviewFact.columnList) FROM organisation_closure c JOIN review_fact f ON f.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND f.year = \(year) AND \(believed)
      UNION ALL
      SELECT \(ReviewFact.columnList) FROM organisation_closure c CROSS JOIN membership m CROSS JOIN review_fact f
      WHERE m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
        AND f.member_id = m.member_id AND c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND f.year = \(year) AND \(believed)
      """
    ) { try ReviewFact.read($0) }
  }
}
