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
  /// The units the organisation lies in, the lowest first.
  package var ownPlaces: [Place] = []
  /// Units that had been given up by the day, and no unit of that name has come since.
  package var goneUnits: [Gone] = []
  /// Titles of the Party posts that somebody holds.
  package var posts: [String] = []
  /// Days of the organisation's other regulations with the same number.
  package var sameNumber: [Day] = []
  package var documentType: String
  package var documentNumber: String
  package var term: String
  package var bases: [RegulationBasis]

  package struct Place: Sendable, Hashable {
    package var level: Int
    /// Without its kind: "Long Mỹ".
    package var name: String
    /// "xã Long Mỹ".
    package var full: String
    package init(level: Int, name: String, full: String) {
      (self.level, self.name, self.full) = (level, name, full)
    }
  }

  package struct Gone: Sendable, Hashable {
    /// "xã Tân Hào".
    package var name: String
    package var until: Day
    package init(name: String, until: Day) { (self.name, self.until) = (name, until) }
  }

  /// Everything a check rests on besides the text.
  package var key: String {
    let scopes = leadership.map { "\($0.kind.rawValue)=\($0.subject)" }
    let led = leadsKinds.map(\.rawValue).sorted()
    let bases = bases.map { "\($0.citation)=\($0.issuedOn?.description ?? "")" }
    let parts: [[String]] = [
      ["\(organisation.organisation)", organisation.kind.rawValue, organisation.name, "\(day)"], scopes, led,
      neighbours, ownPlaces.map(\.full), goneUnits.map { "\($0.name)=\($0.until)" }, posts,
      sameNumber.map { "\($0)" },
      [documentType, documentNumber, term], bases,
    ]
    return Fingerprint.sha256(parts.map { $0.joined(separator: "\u{1F}") }.joined(separator: "\u{1E}"))
  }

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
    let number = CitedDocument.fold(document.key.number)
    for other in try regulations(of: regulation.organisation)
    where other.regulation != regulation.regulation && other.document != regulation.document {
      guard let paper = try decision(other.document), !number.isEmpty,
        CitedDocument.fold(paper.key.number).utf8.elementsEqual(number.utf8),
        other.term.isEmpty || regulation.term.isEmpty || other.term == regulation.term
      else { continue }
      facts.sameNumber.append(paper.key.date)
    }
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
    var facts = FitFacts(
      organisation: state, day: day, leadership: leadership, leadsKinds: kinds,
      neighbours: try neighbours(of: state, asOf: asOf))
    facts.ownPlaces = try ownPlaces(of: state, asOf: asOf)
    facts.goneUnits = try goneUnits(asOf)
    for post in try appointments(at: organisation, asOf: asOf)
    where post.sector == .party && !facts.posts.contains(post.title) {
      facts.posts.append(post.title)
    }
    return facts
  }

  /// The unit an organisation stands in, and those above it.
  private func ownPlaces(of state: OrganisationState, asOf: AsOf) throws -> [FitFacts.Place] {
    var places: [FitFacts.Place] = []
    var next = state.unit
    while let id = next, places.count < 6, let unit = try self.unit(id, asOf: asOf) {
      let level: Int? =
        switch unit.kind {
        case .commune, .ward, .town, .specialZone: 1
        case .district: 2
        case .province: 3
        case .city, .country: nil
        }
      if let level {
        places.append(
          .init(level: level, name: unit.name, full: "\(unit.kind.title.lowercased()) \(unit.name)"))
      }
      next = unit.parent
    }
    return places
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

  /// Units of which no state holds on the day, but one did before.
  private func goneUnits(_ asOf: AsOf) throws -> [FitFacts.Gone] {
    try all(
      """
      SELECT u.kind, u.name, MAX(u.effective_to) FROM administrative_unit_state u
      WHERE u.effective_to <= \(asOf.day) AND \(asOf.believed("u")) AND NOT EXISTS (
        SELECT 1 FROM administrative_unit_state n
        WHERE n.name_fold = u.name_fold AND n.kind = u.kind AND \(asOf.holds("n")))
      GROUP BY u.kind, u.name ORDER BY u.name, u.kind LIMIT 5000
      """
    ) { row -> FitFacts.Gone in
      let kind: AdministrativeUnit.Kind = try row.choice(0)
      return .init(name: "\(kind.title.lowercased()) \(try row.text(1))", until: try row.day(2))
    }
  }
}
