import Basics
import Storage

/// Administrative unit — đơn vị hành chính: a place of the State, not an organisation of the Party.
package enum AdministrativeUnit {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case country, province, city, district, commune, ward, town, specialZone

    package var title: String {
      switch self {
      case .country: "Nước"
      case .province: "Tỉnh"
      case .city: "Thành phố"
      case .district: "Huyện"
      case .commune: "Xã"
      case .ward: "Phường"
      case .town: "Thị trấn"
      case .specialZone: "Đặc khu"
      }
    }

    /// Whether a unit of this kind is of the commune level, the lowest of the State.
    package var isOfCommuneLevel: Bool {
      switch self {
      case .commune, .ward, .town, .specialZone: true
      case .country, .province, .city, .district: false
      }
    }

    package static let communeLevel = allCases.filter(\.isOfCommuneLevel)
  }
}

/// The state of a unit over a period: what it was called, its code, what it belonged to.
package struct AdministrativeUnitState: DatedFact, Hashable {
  package var id: Int64
  package var unit: ID<AdministrativeUnit>
  package var kind: AdministrativeUnit.Kind
  /// Without the kind: "Long Mỹ".
  package var name: String
  package var code: String
  package var parent: ID<AdministrativeUnit>?
  package var period: Period
  /// Whether the unit ended with this period.
  package var isFinal: Bool
  package var decision: ID<Decision>?

  /// "Xã Long Mỹ".
  package var fullName: String { "\(kind.title) \(name)" }

  package static let table: StaticString = "administrative_unit_state"
  package static let columns: [StaticString] = [
    "id", "unit_id", "kind", "name", "name_fold", "code", "parent_id", "effective_from", "effective_to",
    "final",
    "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), unit.sqlValue, kind.sqlValue, .text(name), .text(VietnameseText.fold(name)), .text(code),
      parent?.sqlValue ?? .null, period.from.sqlValue, period.to.sqlValue, isFinal.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }

  static let select: SQL = """
    SELECT s.id, s.unit_id, s.kind, s.name, s.code, s.parent_id, s.effective_from, s.effective_to, s.final, s.decision_id
    FROM administrative_unit_state s
    """

  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), unit: try row.id(1), kind: try row.choice(2), name: try row.text(3),
      code: try row.text(4), parent: try row.ifID(5),
      period: Period(from: try row.day(6), to: try row.day(7)),
      isFinal: try row.bool(8), decision: try row.ifID(9))
  }
}

/// A unit that became (part of) another one on a day.
package struct UnitSuccession: Fact {
  package var id: Int64
  package var predecessor: ID<AdministrativeUnit>
  package var successor: ID<AdministrativeUnit>
  package var day: Day
  package var decision: ID<Decision>?

  package static let table: StaticString = "unit_succession"
  package static let columns: [StaticString] = [
    "id", "predecessor_id", "successor_id", "effective_on", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [.int(id), predecessor.sqlValue, successor.sqlValue, day.sqlValue, decision?.sqlValue ?? .null]
  }
}

extension Session {
  package func unit(_ id: ID<AdministrativeUnit>, asOf: AsOf) throws -> AdministrativeUnitState? {
    try first("\(AdministrativeUnitState.select) WHERE s.unit_id = \(id) AND \(asOf.holds("s"))") {
      try AdministrativeUnitState.read($0)
    }
  }

  /// Every state of a unit over time, the earliest first.
  package func unitStates(_ id: ID<AdministrativeUnit>, known: Int = AsOf.everything) throws
    -> [AdministrativeUnitState]
  {
    try all(
      """
      \(AdministrativeUnitState.select) WHERE s.unit_id = \(id)
        AND s.recorded_by <= \(known) AND s.withdrawn_by > \(known) ORDER BY s.effective_from
      """
    ) { try AdministrativeUnitState.read($0) }
  }

  /// Units of the day with this kind and name; for choosing, and for finding the one a form means.
  package func units(kind: AdministrativeUnit.Kind? = nil, name: String? = nil, asOf: AsOf) throws
    -> [AdministrativeUnitState]
  {
    var sql: SQL = "\(AdministrativeUnitState.select) WHERE \(asOf.holds("s"))"
    if let kind { sql += " AND s.kind = \(kind)" }
    if let name { sql += " AND s.name_fold = \(VietnameseText.fold(name))" }
    return try all(sql + " ORDER BY s.name_fold, s.unit_id") { try AdministrativeUnitState.read($0) }
  }
}

/// What a person writes down about a new unit.
package struct UnitEntry: Hashable, Sendable {
  package var kind: AdministrativeUnit.Kind
  package var name: String
  package var code: String
  package var parent: ID<AdministrativeUnit>?

  package init(kind: AdministrativeUnit.Kind, name: String, code: String, parent: ID<AdministrativeUnit>?) {
    (self.kind, self.name, self.code, self.parent) = (kind, name, code, parent)
  }
}

extension Transaction {
  /// Writes down a unit that exists from a day on.
  package func addUnit(_ entry: UnitEntry, from day: Day, decision: ID<Decision>?) throws -> ID<
    AdministrativeUnit
  > {
    let unit: ID<AdministrativeUnit> = newID()
    try add(AdministrativeUnitIdentity(id: unit))
    try insert(
      AdministrativeUnitState(
        id: newRow(), unit: unit, kind: entry.kind, name: VietnameseText.clean(entry.name),
        code: VietnameseText.clean(entry.code), parent: entry.parent, period: Period(from: day),
        isFinal: false,
        decision: decision))
    return unit
  }

  /// Ends a unit on a day; its successors, if any, are named.
  package func endUnit(
    _ unit: ID<AdministrativeUnit>, on day: Day, into successors: [ID<AdministrativeUnit>],
    decision: ID<Decision>?
  ) throws {
    let states = try session.unitStates(unit)
    try change(states, in: Period(from: day)) { _ in nil }
    if var last = try session.unitStates(unit).last, last.period.to == day {
      try withdraw(last)
      last.id = newRow()
      last.isFinal = true
      try insert(last)
    }
    for successor in successors {
      try insert(
        UnitSuccession(id: newRow(), predecessor: unit, successor: successor, day: day, decision: decision))
    }
  }
}

/// The unit as such; all its properties are dated.
private struct AdministrativeUnitIdentity: Record {
  var id: ID<AdministrativeUnit>
  static let table: StaticString = "administrative_unit"
  static let columns: [StaticString] = ["id"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue] }
}
