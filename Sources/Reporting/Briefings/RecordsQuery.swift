import Basics
import Registry

/// Records query — bản ghi đứng sau một số liệu: which records a figure counts. Written into addresses and read back, so
/// that every figure opens exactly what it counted.
package struct RecordsQuery: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case members, organisations, units, gradings
    /// Units obliged by a mandate, with their decisions.
    case rollOut = "roll-out"

    package var title: String {
      switch self {
      case .members: "Đảng viên"
      case .organisations: "Tổ chức đảng"
      case .units: "Đơn vị hành chính"
      case .gradings: "Kết quả xếp loại"
      case .rollOut: "Đơn vị triển khai"
      }
    }
  }

  package var kind: Kind
  /// In whose subtree.
  package var organisation: ID<Organisation>
  package var asOf: AsOf
  /// For members: whom of them.
  package var filter = MemberFilter()
  /// For organisations and gradings; nil means all kinds.
  package var kinds: [Organisation.Kind]?
  package var unitKinds: [AdministrativeUnit.Kind]?
  package var year: Int?
  package var grade: String?
  package var mandate: ID<Mandate>?
  package var state: MandateProgress.State?
  /// Only units with a decision of this day.
  package var decidedOn: Day?
  /// Only what stands in one row of a table by places.
  package var place: PlaceCondition?

  package init(_ kind: Kind, of organisation: ID<Organisation>, asOf: AsOf) {
    (self.kind, self.organisation, self.asOf) = (kind, organisation, asOf)
  }

  /// What somebody must be allowed to see in the subtree before these records are shown.
  package var right: Right {
    switch kind {
    case .members: .viewMembers
    case .organisations, .units: .viewOrganisations
    case .gradings, .rollOut: .viewBriefings
    }
  }

  /// Another query with some changes.
  package func with(_ change: (inout RecordsQuery) -> Void) -> RecordsQuery {
    var copy = self
    change(&copy)
    return copy
  }
}

/// One row of a table by places: those directly under the organisation, or those under places of the day or of a later one.
package struct PlaceCondition: Hashable, Sendable {
  /// Empty: what stands under none of the places.
  package var places: [ID<Organisation>]
  /// Nil: as things stood on the figure's own day.
  package var structureDay: Day?

  package init(_ places: [ID<Organisation>], structureDay: Day? = nil) {
    (self.places, self.structureDay) = (places.sorted(), structureDay)
  }
}
