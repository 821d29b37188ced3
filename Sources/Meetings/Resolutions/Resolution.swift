import Basics
import Registry
import Storage

/// Resolution — nghị quyết: what a meeting has resolved, with its number; valid until it is withdrawn or replaced.
package struct Resolution: Registry.Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case valid, withdrawn, replaced
    package var title: String {
      switch self {
      case .valid: "còn hiệu lực"
      case .withdrawn: "đã rút"
      case .replaced: "đã thay thế"
      }
    }
  }

  package var id: ID<Row>
  package var resolution: ID<Resolution>
  package var organisation: ID<Organisation>
  package var meeting: ID<Meeting>?
  package var number: String
  package var title: String
  package var text: String
  package var adoptedOn: Day
  package var state: State
  package var changedOn: Day?
  package var replacedBy: ID<Resolution>?
  package var reason: String

  package enum Row {}
  /// "Nghị quyết số 05-NQ/CB ngày 3/3/2026".
  package var citation: String { "Nghị quyết số \(number) ngày \(adoptedOn.vietnamese)" }

  package static let table: StaticString = "resolution"
  package static let columns: [StaticString] = [
    "id", "resolution_id", "organisation_id", "meeting_id", "number", "title", "text", "adopted_on", "state",
    "changed_on", "replaced_by_id", "reason",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, resolution.sqlValue, organisation.sqlValue, meeting?.sqlValue ?? .null, .text(number),
      .text(title), .text(text), adoptedOn.sqlValue, state.sqlValue, changedOn?.sqlValue ?? .null,
      replacedBy?.sqlValue ?? .null, .text(reason),
    ]
  }

  static let list: SQL = """
    r.id, r.resolution_id, r.organisation_id, r.meeting_id, r.number, r.title, r.text, r.adopted_on, r.state,
    r.changed_on, r.replaced_by_id, r.reason
    """
  static func read(_ row: Storage.Row) throws -> Self {
    Self(
      id: try row.id(0), resolution: try row.id(1), organisation: try row.id(2), meeting: try row.ifID(3),
      number: try row.text(4), title: try row.text(5), text: try row.text(6), adoptedOn: try row.day(7),
      state: try row.choice(8), changedOn: try row.ifDay(9), replacedBy: try row.ifID(10),
      reason: try row.text(11))
  }
}

extension Session {
  package func resolution(_ id: ID<Resolution>, known: Int = AsOf.everything) throws -> Resolution? {
    try first(
      "SELECT \(Resolution.list) FROM resolution r WHERE r.resolution_id = \(id) AND \(Self.believed("r", known))"
    ) { try Resolution.read($0) }
  }

  /// Of an organisation, from one day to another (not included), in the order of their days and numbers.
  package func resolutions(
    of organisation: ID<Organisation>, in period: Period = Period(), known: Int = AsOf.everything
  ) throws -> [Resolution] {
    try all(
      """
      SELECT \(Resolution.list) FROM resolution r WHERE r.organisation_id = \(organisation)
        AND r.adopted_on >= \(period.from) AND r.adopted_on < \(period.to) AND \(Self.believed("r", known))
      ORDER BY r.adopted_on, r.number, r.resolution_id
      """
    ) { try Resolution.read($0) }
  }

  package func resolutions(of meeting: ID<Meeting>, known: Int = AsOf.everything) throws -> [Resolution] {
    try all(
      """
      SELECT \(Resolution.list) FROM resolution r WHERE r.meeting_id = \(meeting) AND \(Self.believed("r", known))
      ORDER BY r.number, r.resolution_id
      """
    ) { try Resolution.read($0) }
  }

  /// The number the next resolution of an organisation would have: one more than there are in that year.
  package func nextResolutionNumber(
    of organisation: OrganisationState, on day: Day, rules: MeetingRules
  ) throws -> String {
    let taken = try resolutions(of: organisation.organisation, in: Period(year: day.year)).map(\.number)
    var n = taken.count + 1
    while taken.contains(where: { $0.utf8.elementsEqual(rules.number(n, of: organisation.kind).utf8) }) {
      n += 1
    }
    return rules.number(n, of: organisation.kind)
  }
}

extension Period {
  /// From the first day of a year to its last.
  package init(year: Int) {
    self.init(
      from: Day(year: year, month: 1, day: 1) ?? .beginningOfTime,
      to: Day(year: year + 1, month: 1, day: 1) ?? .endOfTime)
  }
}
