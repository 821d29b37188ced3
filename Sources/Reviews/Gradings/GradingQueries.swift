import Basics
import Registry
import Schema
import Storage

/// A grading as a list shows one: with the subject's name of its time and the decision.
package struct GradingListing: Sendable, Hashable {
  package var grading: Grading
  package var organisationName: String
  package var decision: Decision?
}

/// Which gradings of organisations are meant: those of a subtree that were decided by a day.
///
/// A graded organisation belongs where it stood on the last day of the graded year (or on the day of the grading, if
/// earlier), so a merger years later changes no old count.
package struct GradingSelection: Sendable, Hashable {
  package var within: ID<Organisation>
  package var kinds: [Organisation.Kind]?
  package var year: Int?
  package var grade: String?

  package init(
    within: ID<Organisation>, kinds: [Organisation.Kind]? = nil, year: Int? = nil, grade: String? = nil
  ) {
    (self.within, self.kinds, self.year, self.grade) = (within, kinds, year, grade)
  }
}

/// How many subjects got each grade in a year; every grade of the year's scale is there, with zeros.
package struct GradeCounts: Sendable, Hashable {
  package var year: Int
  package var scale: GradeScale
  package var counts: [String: Int]

  package func count(_ code: String) -> Int { counts[code] ?? 0 }
  package var total: Int { counts.values.reduce(0, +) }
}

extension Session {
  package func grading(_ id: ID<Grading>) throws -> Grading? {
    try first(
      "SELECT \(Grading.columnList) FROM grading g WHERE g.id = \(id) AND g.withdrawn_by = \(Schema.stillBelieved)"
    ) { try Grading.read($0) }
  }

  package func grading(of subject: Grading.Subject, year: Int) throws -> Grading? {
    try gradings(of: subject, asOf: AsOf(.endOfTime)).first { $0.year == year }
  }

  /// The gradings of one subject that were decided by the day, the latest year first.
  package func gradings(of subject: Grading.Subject, asOf: AsOf) throws -> [Grading] {
    let condition: SQL =
      switch subject {
      case .organisation(let id): "g.organisation_id = \(id)"
      case .member(let id): "g.member_id = \(id)"
      }
    return try all(
      """
      SELECT \(Grading.columnList) FROM grading g WHERE \(condition) AND g.graded_on <= \(asOf.day)
        AND \(asOf.believed("g")) ORDER BY g.year DESC, g.id
      """
    ) { try Grading.read($0) }
  }

  /// Year → grade → count of a subtree's organisations, for the years decided by the day, the earliest first.
  package func gradeCounts(_ selection: GradingSelection, scales: GradeScales, asOf: AsOf) throws
    -> [GradeCounts]
  {
    var found: [Int: [String: Int]] = [:]
    try query(
      "SELECT g.year, g.grade, count(*) \(gradingsFrom(selection, asOf)) GROUP BY g.year, g.grade"
    ) { found[try $0.int(0), default: [:]][try $0.text(1)] = try $0.int(2) }
    return found.keys.sorted().compactMap { year in
      guard let scale = scales.scale(of: year, .organisations), let counts = found[year] else { return nil }
      let all = Dictionary(
        scale.grades.map { ($0.code, counts[$0.code] ?? 0) }, uniquingKeysWith: { a, _ in a })
      return GradeCounts(year: year, scale: scale, counts: all)
    }
  }

  /// Where the gradings of each year come from.
  package func gradingProvenances(_ selection: GradingSelection, asOf: AsOf) throws -> [Int: [Grading
    .Provenance]]
  {
    var found: [Int: [Grading.Provenance]] = [:]
    try query(
      "SELECT DISTINCT g.year, g.provenance \(gradingsFrom(selection, asOf)) ORDER BY g.year, g.provenance"
    ) {
      found[try $0.int(0), default: []].append(try $0.choice(1))
    }
    return found
  }

  package func gradingCount(_ selection: GradingSelection, asOf: AsOf) throws -> Int {
    try count("SELECT count(*) \(gradingsFrom(selection, asOf))")
  }

  /// The records behind a count, by year (latest first), then by the organisation's name.
  package func gradings(
    _ selection: GradingSelection, asOf: AsOf, offset: Int = 0, limit: Int
  ) throws -> [GradingListing] {
    let found = try all(
      """
      SELECT \(Grading.columnList), s.name, d.id, d.type, d.number, d.issuer, d.issued_on, d.subject, d.note
      \(gradingsFrom(selection, asOf, joining: "LEFT JOIN decision d ON d.id = g.decision_id"))
      ORDER BY g.year DESC, s.name_order, g.id LIMIT \(limit) OFFSET \(offset)
      """
    ) { row -> GradingListing in
      let at = Grading.columnCount
      var decision: Decision?
      if let id: ID<Decision> = try row.ifID(at + 1) {
        decision = Decision(
          id: id,
          key: DocumentKey(
            type: try row.text(at + 2), number: try row.text(at + 3), issuer: try row.text(at + 4),
            date: try row.day(at + 5)),
          subject: try row.text(at + 6), note: try row.text(at + 7))
      }
      return GradingListing(
        grading: try Grading.read(row), organisationName: try row.text(at), decision: decision)
    }
    return found
  }

  private func gradingsFrom(_ selection: GradingSelection, _ asOf: AsOf, joining: SQL = "") -> SQL {
    // 31 December of the graded year, or the day of the grading where that is earlier.
    let place: SQL =
      "(CASE WHEN g.graded_on < g.year * 10000 + 1231 THEN g.graded_on ELSE g.year * 10000 + 1231 END)"
    var sql: SQL = """
      FROM organisation_closure c JOIN grading g ON g.organisation_id = c.descendant_id
      JOIN organisation_state s ON s.organisation_id = g.organisation_id
      \(joining)
      WHERE c.ancestor_id = \(selection.within) AND g.graded_on <= \(asOf.day) AND \(asOf.believed("g"))
        AND c.effective_from <= \(place) AND c.effective_to > \(place) AND \(asOf.believed("c"))
        AND s.effective_from <= \(place) AND s.effective_to > \(place) AND \(asOf.believed("s"))
      """
    if let kinds = selection.kinds { sql += " AND s.kind IN \(list: kinds)" }
    if let year = selection.year { sql += " AND g.year = \(year)" }
    if let grade = selection.grade { sql += " AND g.grade = \(grade)" }
    return sql
  }
}
