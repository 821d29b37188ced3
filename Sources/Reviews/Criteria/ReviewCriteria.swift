import Basics
import Registry
import Rules
import Schema
import Storage

/// Sub-criterion — tiêu chí chi tiết: one line of what a committee has made of a criterion of a form, with its points.
package struct Criterion: Sendable, Hashable {
  package var name: String
  /// As people write it: `7,5`.
  package var points: String
  package init(_ name: String, _ points: String) { (self.name, self.points) = (name, points) }
}

/// Adopted criteria — bảng tiêu chí chi tiết: the sub-criteria of one criterion of one form, adopted by a document for an
/// organisation and all below it. The guidance gives the frame (30 and 70 points), committees make it concrete.
/// - Basis: 366-QĐ/TW 30/8/2025, Điều 3 and 10; 43-HD/BTCTW 31/10/2025, điểm 1.2 and 7.12
package struct ReviewCriteria: DatedFact, Hashable {
  package var id: ID<ReviewCriteria>
  package var organisation: ID<Organisation>
  package var pack: String
  package var form: String
  package var field: String
  package var criteria: [Criterion]
  package var period: Period
  package var decision: ID<RegisterDecision>

  package static let table: StaticString = "review_criteria"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "pack", "form", "field", "content", "effective_from", "effective_to",
    "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, organisation.sqlValue, .text(pack), .text(form), .text(field), .text(content),
      period.from.sqlValue, period.to.sqlValue, decision.sqlValue,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = ID(row)
    return copy
  }

  private var content: String {
    JSON.array(
      criteria.map { .object(["name": .string($0.name), "points": .string($0.points)]) }
    ).text()
  }

  static let columnList: SQL = """
    q.id, q.organisation_id, q.pack, q.form, q.field, q.content, q.effective_from, q.effective_to, q.decision_id
    """
  static func read(_ row: Row) throws -> Self {
    var criteria: [Criterion] = []
    if case .array(let lines)? = JSON(text: try row.text(5)) {
      for line in lines {
        if case .string(let name)? = line["name"], case .string(let points)? = line["points"] {
          criteria.append(Criterion(name, points))
        }
      }
    }
    return Self(
      id: try row.id(0), organisation: try row.id(1), pack: try row.text(2), form: try row.text(3),
      field: try row.text(4), criteria: criteria, period: Period(from: try row.day(6), to: try row.day(7)),
      decision: try row.id(8))
  }
}

extension Session {
  /// What was adopted at an organisation itself, the latest first.
  package func reviewCriteria(at organisation: ID<Organisation>) throws -> [ReviewCriteria] {
    try all(
      """
      SELECT \(ReviewCriteria.columnList) FROM review_criteria q
      WHERE q.organisation_id = \(organisation) AND q.withdrawn_by = \(Schema.stillBelieved)
      ORDER BY q.effective_from DESC, q.form, q.field, q.id
      """
    ) { try ReviewCriteria.read($0) }
  }

  /// What holds at an organisation for the round of a year: of several tables for one criterion the nearest, valid on the
  /// last day of the year as other local decisions are.
  package func reviewCriteria(holdingAt organisation: ID<Organisation>, pack: String, year: Int, asOf: AsOf)
    throws -> [ReviewCriteria]
  {
    let last = Grading.lastDay(of: year)
    var found: [String: ReviewCriteria] = [:]
    let chain = try superiors(of: organisation, asOf: asOf).map(\.organisation) + [organisation]
    for place in chain {
      for adopted in try reviewCriteria(at: place).reversed()
      where adopted.pack == pack && adopted.period.contains(last) {
        found["\(adopted.form)/\(adopted.field)"] = adopted
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension ReviewForm {
  package static let criteriaColumns = ["Tiêu chí", "Tối đa", "Tự chấm"]
  /// Under which name the points by sub-criterion stand among the answers: rows of name, most, given.
  package static func parts(of field: String) -> String { "\(field).parts" }

  /// The form as it is filled in where sub-criteria were adopted.
  package func adopting(_ adopted: [ReviewCriteria]) -> ReviewForm {
    var form = self
    for (p, part) in form.parts.enumerated() {
      for (n, field) in part.fields.enumerated() where field.kind == .score {
        form.parts[p].fields[n].criteria =
          adopted.first { $0.form == id && $0.field == field.id }?.criteria ?? []
      }
    }
    return form
  }
}

/// Points, exact to the ten-thousandth: sums of tenths stay sums of tenths.
package struct Points: Hashable, Comparable, Sendable {
  private var units: Int
  private static let scale = 10_000

  package static let zero = Points(units: 0)
  private init(units: Int) { self.units = units }

  /// `7`, `7,5` or `7.25`; `nil` for anything else.
  package init?(_ text: String) {
    let parts = VietnameseText.clean(text).utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
    )
    guard (1...2).contains(parts.count), let whole = Self.digits(parts[0], most: 7) else { return nil }
    var fraction = 0
    if parts.count == 2 {
      guard let digits = Self.digits(parts[1], most: 4) else { return nil }
      fraction = (0..<(4 - parts[1].count)).reduce(digits) { value, _ in value * 10 }
    }
    units = whole * Self.scale + fraction
  }

  private static func digits(_ bytes: Substring.UTF8View, most: Int) -> Int? {
    guard !bytes.isEmpty, bytes.count <= most, bytes.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  package var text: String {
    let (whole, rest) = units.quotientAndRemainder(dividingBy: Self.scale)
    guard rest > 0 else { return "\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    while digits.utf8.last == 48 { digits.removeLast() }
    return "\(whole),\(digits)"
  }

  package static func + (a: Points, b: Points) -> Points { Points(units: a.units + b.units) }
  package static func < (a: Points, b: Points) -> Bool { a.units < b.units }
}
