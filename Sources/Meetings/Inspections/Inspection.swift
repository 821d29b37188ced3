import Basics
import Registry
import Storage

/// Inspection programme — chương trình kiểm tra, giám sát năm: by which document or meeting it was adopted.
package struct InspectionProgramme: Registry.Fact, Hashable {
  package var id: Int64
  package var organisation: ID<Organisation>
  package var year: Int
  /// As people cite it: "Chương trình số 01-CTr/CB ngày 10/1/2026".
  package var document: String
  package var adoptedOn: Day
  package var meeting: ID<Meeting>?

  package static let table: StaticString = "inspection_programme"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "year", "document", "adopted_on", "meeting_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), organisation.sqlValue, .int(Int64(year)), .text(document), adoptedOn.sqlValue,
      meeting?.sqlValue ?? .null,
    ]
  }
}

/// Inspection — cuộc kiểm tra, giám sát: one entry of the programme and what became of it.
package struct Inspection: Registry.Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    case inspection, supervision
    package var title: String { self == .inspection ? "Kiểm tra" : "Giám sát" }
  }
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case planned, done, dropped
    package var title: String {
      switch self {
      case .planned: "chưa xong"
      case .done: "đã xong"
      case .dropped: "thôi tiến hành"
      }
    }
  }
  /// The row; a changed entry gets another under the same ``inspection``.
  package var id: ID<Row>
  package var inspection: ID<Inspection>
  package var organisation: ID<Organisation>
  package var year: Int
  package var kind: Kind
  /// The member it looks at, where it is one.
  package var member: ID<Member>?
  /// Whom or what else it looks at.
  package var target: String
  package var content: String
  /// Who carries it out: a body, not a person's name.
  package var conductor: String
  package var startsOn: Day?
  package var dueOn: Day
  package var state: State
  package var doneOn: Day?
  /// What was found, or why it was dropped.
  package var outcome: String

  package enum Row {}
  package func isOverdue(on day: Day) -> Bool { state == .planned && dueOn < day }

  package static let table: StaticString = "inspection"
  package static let columns: [StaticString] = [
    "id", "inspection_id", "organisation_id", "year", "kind", "member_id", "target", "content", "conductor",
    "starts_on", "due_on", "state", "done_on", "outcome",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, inspection.sqlValue, organisation.sqlValue, .int(Int64(year)), kind.sqlValue,
      member?.sqlValue ?? .null, .text(target), .text(content), .text(conductor), startsOn?.sqlValue ?? .null,
      dueOn.sqlValue, state.sqlValue, doneOn?.sqlValue ?? .null, .text(outcome),
    ]
  }
  static let list: SQL = """
    k.id, k.inspection_id, k.organisation_id, k.year, k.kind, k.member_id, k.target, k.content, k.conductor,
    k.starts_on, k.due_on, k.state, k.done_on, k.outcome
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), inspection: try row.id(1), organisation: try row.id(2), year: try row.int(3),
      kind: try row.choice(4), member: try row.ifID(5), target: try row.text(6), content: try row.text(7),
      conductor: try row.text(8), startsOn: try row.ifDay(9), dueOn: try row.day(10),
      state: try row.choice(11),
      doneOn: try row.ifDay(12), outcome: try row.text(13))
  }
}

extension Session {
  package func inspectionProgramme(of organisation: ID<Organisation>, year: Int) throws
    -> InspectionProgramme?
  {
    try first(
      """
      SELECT p.id, p.organisation_id, p.year, p.document, p.adopted_on, p.meeting_id FROM inspection_programme p
      WHERE p.organisation_id = \(organisation) AND p.year = \(year) AND \(Self.believed("p", AsOf.everything))
      """
    ) {
      InspectionProgramme(
        id: Int64(try $0.int(0)), organisation: try $0.id(1), year: try $0.int(2), document: try $0.text(3),
        adoptedOn: try $0.day(4), meeting: try $0.ifID(5))
    }
  }

  package func inspection(_ id: ID<Inspection>) throws -> Inspection? {
    try inspections("k.inspection_id = \(id)").first
  }

  /// The programme of a year, what is due first before.
  package func inspections(of organisation: ID<Organisation>, year: Int) throws -> [Inspection] {
    try inspections("k.organisation_id = \(organisation) AND k.year = \(year)")
  }

  /// What is not done yet, of all years.
  package func openInspections(of organisation: ID<Organisation>) throws -> [Inspection] {
    try inspections("k.organisation_id = \(organisation) AND k.state = 'planned'")
  }

  private func inspections(_ condition: SQL) throws -> [Inspection] {
    try all(
      """
      SELECT \(Inspection.list) FROM inspection k WHERE \(condition) AND \(Self.believed("k", AsOf.everything))
      ORDER BY k.due_on, k.inspection_id
      """
    ) { try Inspection.read($0) }
  }

  /// By organisation below one: how many entries a year's programme has, how many are done, how many past their day.
  package func inspectionCounts(below organisation: ID<Organisation>, year: Int, on day: Day) throws -> [ID<
    Organisation
  >: (all: Int, done: Int, overdue: Int)] {
    let asOf = AsOf(day)
    var counts: [ID<Organisation>: (all: Int, done: Int, overdue: Int)] = [:]
    try query(
      """
      SELECT k.organisation_id, count(*), sum(CASE WHEN k.state = 'done' THEN 1 ELSE 0 END),
        sum(CASE WHEN k.state = 'planned' AND k.due_on < \(day) THEN 1 ELSE 0 END)
      FROM organisation_closure c JOIN inspection k ON k.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND k.year = \(year) AND k.state <> 'dropped'
        AND \(Self.believed("k", AsOf.everything))
      GROUP BY k.organisation_id
      """
    ) { counts[try $0.id(0)] = (try $0.int(1), try $0.int(2), try $0.int(3)) }
    return counts
  }
}
