import Basics
import Registry
import Storage

/// Mandate — văn bản giao nhiệm vụ: a document from above that obliges units in a scope to do something.
package struct Mandate: Fact, Hashable {
  /// Which organisations of the scope owe its fulfilment.
  package enum Obliged: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case communeCommittees, baseCommittees, baseOrganisations, cells, agencyCells, districts

    package var title: String {
      switch self {
      case .communeCommittees: "Đảng ủy xã, phường, thị trấn"
      case .baseCommittees: "Đảng bộ cơ sở"
      case .baseOrganisations: "Tổ chức cơ sở đảng"
      case .cells: "Chi bộ"
      case .agencyCells: "Chi bộ cơ quan"
      case .districts: "Đảng bộ huyện"
      }
    }

    package var kinds: [Organisation.Kind] {
      switch self {
      case .communeCommittees, .baseCommittees: [.baseCommittee]
      case .baseOrganisations: [.baseCommittee, .baseCell]
      case .cells: [.baseCell, .agencyCell, .residentialCell, .subordinateCell]
      case .agencyCells: [.agencyCell]
      case .districts: [.district]
      }
    }

    /// Whether only organisations that lead a commune, ward, town or special zone are meant, not those of an office,
    /// an army unit or a hospital.
    package var needsCommune: Bool { self == .communeCommittees }
  }

  /// The row; a corrected mandate gets another one under the same ``mandate``.
  package var id: Int64
  package var mandate: ID<Mandate>
  package var document: ID<Decision>
  package var subject: String
  package var duty: String
  package var scope: ID<Organisation>
  package var obliged: Obliged
  /// What its fulfilment founds, where it founds something.
  package var founds: Organisation.Kind?
  package var inForceOn: Day
  package var dueOn: Day?
  /// Another day of issue that other papers give, and which papers; what the document's own entry says stays.
  package var otherDate: OtherDate?

  package struct OtherDate: Hashable, Sendable, Codable {
    package var day: Day
    package var source: String
    package init(_ day: Day, source: String) { (self.day, self.source) = (day, source) }
  }

  package static let table: StaticString = "mandate"
  package static let columns: [StaticString] = [
    "id", "mandate_id", "document_id", "subject", "duty", "scope_id", "obliged_kind", "founds_kind",
    "in_force_on",
    "due_on", "other_date", "other_date_source",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), mandate.sqlValue, document.sqlValue, .text(subject), .text(duty), scope.sqlValue,
      obliged.sqlValue,
      .text(founds?.rawValue ?? ""), inForceOn.sqlValue, dueOn?.sqlValue ?? .null,
      otherDate?.day.sqlValue ?? .null,
      .text(otherDate?.source ?? ""),
    ]
  }

  static let columnList: SQL = """
    m.id, m.mandate_id, m.document_id, m.subject, m.duty, m.scope_id, m.obliged_kind, m.founds_kind, m.in_force_on,
    m.due_on, m.other_date, m.other_date_source
    """

  static func read(_ row: Row) throws -> Mandate {
    let source = try row.text(11)
    return Mandate(
      id: Int64(try row.int(0)), mandate: try row.id(1), document: try row.id(2), subject: try row.text(3),
      duty: try row.text(4), scope: try row.id(5), obliged: try row.choice(6),
      founds: Organisation.Kind(rawValue: try row.text(7)), inForceOn: try row.day(8),
      dueOn: try row.ifDay(9),
      otherDate: try row.ifDay(10).map { OtherDate($0, source: source) })
  }
}

/// Roll-out — việc triển khai: one unit's fulfilment of a mandate, by a decision.
package struct RollOut: Fact, Hashable {
  package var id: ID<RollOut>
  package var mandate: ID<Mandate>
  package var organisation: ID<Organisation>
  /// The organisation it founded, where it founded one.
  package var result: ID<Organisation>?
  package var decision: ID<Decision>
  /// The day of the deciding.
  package var day: Day
  package var note: String

  package static let table: StaticString = "roll_out"
  package static let columns: [StaticString] = [
    "id", "mandate_id", "organisation_id", "result_id", "decision_id", "fulfilled_on", "note",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, mandate.sqlValue, organisation.sqlValue, result?.sqlValue ?? .null, decision.sqlValue,
      day.sqlValue, .text(note),
    ]
  }

  static let columnList: SQL =
    "r.id, r.mandate_id, r.organisation_id, r.result_id, r.decision_id, r.fulfilled_on, r.note"

  static func read(_ row: Row) throws -> RollOut {
    RollOut(
      id: try row.id(0), mandate: try row.id(1), organisation: try row.id(2), result: try row.ifID(3),
      decision: try row.id(4), day: try row.day(5), note: try row.text(6))
  }
}
