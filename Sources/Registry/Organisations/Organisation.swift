import Basics
import Storage

/// Organisation — tổ chức đảng: any node of the tree of Party organisations.
package enum Organisation {
  /// What sort of organisation, from the centre to the smallest cell.
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case centre, province, district
    case baseCommittee, baseCell, section
    case agencyCell, residentialCell, subordinateCell

    package var title: String {
      switch self {
      case .centre: "Trung ương"
      case .province: "Đảng bộ tỉnh, thành phố"
      case .district: "Đảng bộ huyện"
      case .baseCommittee: "Đảng bộ cơ sở"
      case .baseCell: "Chi bộ cơ sở"
      case .section: "Đảng bộ bộ phận"
      case .agencyCell: "Chi bộ cơ quan"
      case .residentialCell: "Chi bộ ấp, khu phố"
      case .subordinateCell: "Chi bộ trực thuộc khác"
      }
    }

    /// Cells hold members themselves; the others hold organisations.
    package var isCell: Bool {
      switch self {
      case .baseCell, .agencyCell, .residentialCell, .subordinateCell: true
      case .centre, .province, .district, .baseCommittee, .section: false
      }
    }

    /// Grassroots organisations (TCCSĐ): base committees and base cells.
    package var isGrassroots: Bool { self == .baseCommittee || self == .baseCell }
  }
}

/// The state of an organisation over a period: kind, name, code, superior, place.
package struct OrganisationState: DatedFact, Hashable {
  package var id: Int64
  package var organisation: ID<Organisation>
  package var kind: Organisation.Kind
  /// In full: "Chi bộ cơ quan xã Long Mỹ".
  package var name: String
  package var code: String
  package var parent: ID<Organisation>?
  package var unit: ID<AdministrativeUnit>?
  /// The hamlet or neighbourhood of a residential cell; empty elsewhere.
  package var neighbourhood: String
  package var period: Period
  /// Whether the organisation ended with this period.
  package var isFinal: Bool
  package var decision: ID<Decision>?

  package static let table: StaticString = "organisation_state"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "kind", "name", "name_fold", "name_order", "code", "parent_id", "unit_id",
    "neighbourhood", "effective_from", "effective_to", "final", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), organisation.sqlValue, kind.sqlValue, .text(name), .text(VietnameseText.fold(name)),
      .blob(VietnameseText.order(name)), .text(code), parent?.sqlValue ?? .null, unit?.sqlValue ?? .null,
      .text(neighbourhood), period.from.sqlValue, period.to.sqlValue, isFinal.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }

  static let columnList: SQL = """
    s.id, s.organisation_id, s.kind, s.name, s.code, s.parent_id, s.unit_id, s.neighbourhood,
    s.effective_from, s.effective_to, s.final, s.decision_id
    """

  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), organisation: try row.id(1), kind: try row.choice(2), name: try row.text(3),
      code: try row.text(4), parent: try row.ifID(5), unit: try row.ifID(6), neighbourhood: try row.text(7),
      period: Period(from: try row.day(8), to: try row.day(9)), isFinal: try row.bool(10),
      decision: try row.ifID(11))
  }
}

/// The organisation as such; all its properties are dated.
struct OrganisationIdentity: Record {
  var id: ID<Organisation>
  static let table: StaticString = "organisation"
  static let columns: [StaticString] = ["id"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue] }
}

/// What happened to an organisation on a day: founded, renamed, moved, merged, ended.
package struct StructureEvent: Fact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case found, rename, move, mergeInto, mergeAsNew, end

    package var title: String {
      switch self {
      case .found: "Thành lập"
      case .rename: "Đổi tên"
      case .move: "Chuyển về cấp trên khác"
      case .mergeInto: "Sáp nhập"
      case .mergeAsNew: "Hợp nhất"
      case .end: "Kết thúc hoạt động"
      }
    }
  }

  package var id: ID<StructureEvent>
  package var kind: Kind
  package var organisation: ID<Organisation>
  package var day: Day
  /// What happened, in words: "Đổi tên từ … thành …".
  package var text: String
  package var decision: ID<Decision>?

  package static let table: StaticString = "structure_event"
  package static let columns: [StaticString] = [
    "id", "kind", "organisation_id", "effective_on", "text", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, kind.sqlValue, organisation.sqlValue, day.sqlValue, .text(text),
      decision?.sqlValue ?? .null,
    ]
  }
}

/// An organisation that became (part of) another one on a day.
package struct OrganisationSuccession: Fact {
  package var id: Int64
  package var event: ID<StructureEvent>
  package var predecessor: ID<Organisation>
  package var successor: ID<Organisation>
  package var day: Day

  package static let table: StaticString = "organisation_succession"
  package static let columns: [StaticString] = [
    "id", "event_id", "predecessor_id", "successor_id", "effective_on",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [.int(id), event.sqlValue, predecessor.sqlValue, successor.sqlValue, day.sqlValue]
  }
}
