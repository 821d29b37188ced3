import Basics
import Registry
import Schema
import Storage
import TextReuse

/// What the register says of an organisation on the day of its regulation: nothing is assumed from its kind.
package struct FitFacts: Sendable {
  package var organisation: OrganisationState
  package var day: Day
  package var leadership: [LeadershipScope]
  /// Kinds of the mass organisations it leads, where the register names them by record.
  package var leadsKinds: Set<MassOrganisation.Kind>
  /// Units side by side with its own, by what they are called.
  package var neighbours: [String]
  package var documentType: String
  package var documentNumber: String
  package var term: String
  package var bases: [RegulationBasis]

  package init(
    organisation: OrganisationState, day: Day, leadership: [LeadershipScope] = [],
    leadsKinds: Set<MassOrganisation.Kind> = [], neighbours: [String] = [], documentType: String = "",
    documentNumber: String = "", term: String = "", bases: [RegulationBasis] = []
  ) {
    (self.organisation, self.day, self.leadership, self.leadsKinds) = (
      organisation, day, leadership, leadsKinds
    )
    (self.neighbours, self.documentType, self.documentNumber) = (neighbours, documentType, documentNumber)
    (self.term, self.bases) = (term, bases)
  }

  /// "Đảng viên trong chi bộ; cán bộ, công chức …", as the register has it.
  package var leadershipInWords: String {
    leadership.isEmpty ? "chưa ghi đối tượng lãnh đạo nào" : leadership.map(\.subject).joined(separator: "; ")
  }

  package var sayLeadership: String {
    "Sổ ngày \(day.vietnamese) ghi đối tượng lãnh đạo: \(leadershipInWords)."
  }
}

extension Session {
  /// The facts of a regulation's first day.
  package func fitFacts(of regulation: WorkingRegulation, document: Decision) throws -> FitFacts? {
    guard
      var facts = try fitFacts(
        of: regulation.organisation, on: max(regulation.period.from, document.key.date))
    else { return nil }
    facts.documentType = document.key.type
    facts.documentNumber = document.key.number
    facts.term = regulation.term
    facts.bases = try bases(of: [regulation.regulation])
    return facts
  }

  /// The facts of a day, for a text that is not issued yet.
  package func fitFacts(of organisation: ID<Organisation>, on day: Day) throws -> FitFacts? {
    let asOf = AsOf(day)
    guard let state = try organisationNear(organisation, asOf: asOf) else { return nil }
    let leadership = try leadershipScope(of: organisation, asOf: asOf)
    let led = Set(leadership.compactMap(\.massOrganisation))
    var kinds: Set<MassOrganisation.Kind> = []
    if let unit = state.unit {
      for body in try massOrganisations(at: unit, asOf: asOf) where led.contains(body.id) {
        kinds.insert(body.kind)
      }
    }
    return FitFacts(
      organisation: state, day: day, leadership: leadership, leadsKinds: kinds,
      neighbours: try neighbours(of: state, asOf: asOf))
  }

  /// "xã Phong Nẫm": communes, wards, towns under the same unit above, but the organisation's own and what belongs to it.
  private func neighbours(of state: OrganisationState, asOf: AsOf) throws -> [String] {
    guard let unit = state.unit else { return [] }
    return try all(
      """
      SELECT u.kind, u.name FROM administrative_unit_state o
      JOIN administrative_unit_state u ON u.parent_id = o.parent_id AND \(asOf.holds("u"))
      WHERE o.unit_id = \(unit) AND \(asOf.holds("o")) AND u.unit_id <> \(unit) AND u.name_fold <> o.name_fold
      ORDER BY u.name_fold
      """
    ) { row -> String? in
      let kind: AdministrativeUnit.Kind = try row.choice(0)
      guard [.commune, .ward, .town].contains(kind) else { return nil }
      return "\(kind.title.lowercased()) \(try row.text(1))"
    }.compactMap { $0 }
  }
}
