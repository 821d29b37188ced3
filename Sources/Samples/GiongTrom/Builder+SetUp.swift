import Basics
import Registry
import Reporting

/// The register begins: the mark, the tree of organisations as it had been for long, what committees lead, the guidance.
extension GiongTromBuilder {
  func setUp() async throws {
    let moment = Moment(facts.begins, hour: 8)
    try await perform(MarkAsSample(), at: moment)
    try await foundUpperLevels(at: moment)
    try await foundCommunes(at: moment)
    try await foundDirects(at: moment)
    let indices = world.cells.indices.filter {
      world.cells[$0].sort != .agency && world.cells[$0].kind != .baseCell
    }
    let ids = try await perform(
      all: try indices.map { index in
        let cell = world.cells[index]
        guard let parent = cell.commune.map({ communes[$0].organisation }) ?? cell.direct.map({ directs[$0] })
        else {
          throw SampleFault(what: "cell \(index) stands nowhere")
        }
        return FoundOrganisation(
          kind: cell.kind, title: cell.title, code: cell.code, parent: parent,
          neighbourhood: cell.neighbourhood,
          day: cell.founded, decision: nil)
      }, at: moment)
    for (index, id) in zip(indices, ids) { cells[index] = id }
    for index in communes.indices {
      let commune = world.communes[index]
      try await writeLeadership(
        of: communes[index].organisation, unit: communes[index].unit, name: commune.name,
        kind: commune.facts.kind,
        from: facts.oldest, at: Moment(facts.begins.next, hour: 9))
    }
  }

  private func foundUpperLevels(at moment: Moment) async throws {
    func unit(
      _ kind: AdministrativeUnit.Kind, _ place: GiongTromFacts.Place, _ parent: ID<AdministrativeUnit>?
    ) -> FoundOrganisation.Place {
      .new(UnitEntry(kind: kind, name: place.name, code: place.code, parent: parent))
    }
    let province = try await perform(
      FoundOrganisation(
        kind: .province, title: "Đảng bộ tỉnh \(facts.province.name)", code: "BT", parent: nil,
        place: unit(.province, facts.province, nil), day: facts.oldest, decision: nil), at: moment)
    self.province = province
    provinceUnit = try await placeOf(province)
    let district = try await perform(
      FoundOrganisation(
        kind: .district, title: "Đảng bộ huyện \(facts.district.name)", code: "GT", parent: province,
        place: unit(.district, facts.district, provinceUnit), day: facts.oldest, decision: nil), at: moment)
    self.district = district
    districtUnit = try await placeOf(district)
  }

  private func foundCommunes(at moment: Moment) async throws {
    let (district, districtUnit) = (district, districtUnit)
    let ids = try await perform(
      all: world.communes.map { commune in
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ \(commune.name)", code: "GT.\(commune.facts.short)",
          parent: district,
          place: .new(
            UnitEntry(
              kind: commune.facts.kind, name: commune.facts.name, code: commune.facts.code,
              parent: districtUnit)),
          day: facts.oldest, decision: nil)
      }, at: moment)
    for id in ids { communes.append((id, try await placeOf(id))) }
  }

  private func foundDirects(at moment: Moment) async throws {
    let district = district
    directs = try await perform(
      all: world.directs.map { direct in
        let isCell = direct.facts.cells == nil
        let first = direct.cells.map { world.cells[$0].founded }.min() ?? facts.oldest
        return FoundOrganisation(
          kind: isCell ? .baseCell : .baseCommittee,
          title: "\(isCell ? "Chi bộ" : "Đảng bộ") \(direct.facts.title)",
          code: "GT.H\(direct.facts.short)", parent: district, day: first, decision: nil)
      }, at: moment)
    for (id, direct) in zip(directs, world.directs) where direct.facts.cells == nil {
      if let cell = direct.cells.first { cells[cell] = id }
    }
  }

  func placeOf(_ organisation: ID<Organisation>) async throws -> ID<AdministrativeUnit> {
    guard
      let unit = try await system.read({ session throws in
        try session.organisationStates(organisation).last?.unit
      })
    else {
      throw SampleFault(what: "an organisation without a place")
    }
    return unit
  }

  // MARK: Whom they lead

  /// The committee of a commune leads council, People's Committee, Front and mass organisations; the agency cell does not.
  func writeLeadership(
    of organisation: ID<Organisation>, unit: ID<AdministrativeUnit>, name: String,
    kind: AdministrativeUnit.Kind, from day: Day,
    at moment: Moment
  ) async throws {
    let kinds: [MassOrganisation.Kind] = [.front, .women, .farmers, .youth, .veterans]
    func title(_ kind: MassOrganisation.Kind) -> String {
      "\(kind.title)\(kind == .front ? " Việt Nam" : "") \(name)"
    }
    let bodies = try await perform(
      all: kinds.map { NoteMassOrganisation($0, title: title($0), at: unit, ledBy: organisation, from: day) },
      at: moment)
    try await perform(
      all: [
        NoteLeadership(organisation, leads: .administration, subject: "Hội đồng nhân dân \(name)", from: day),
        NoteLeadership(organisation, leads: .administration, subject: "Ủy ban nhân dân \(name)", from: day),
        NoteLeadership(organisation, leads: .organisation, subject: "Các chi bộ trực thuộc", from: day),
        NoteLeadership(organisation, leads: .residents, subject: "Nhân dân \(name)", from: day),
      ]
        + zip(kinds, bodies).map {
          NoteLeadership(
            organisation, leads: .massOrganisation, subject: title($0), massOrganisation: $1, from: day)
        }, at: moment)
  }

  // MARK: The guidance

  func issueGuidance(at moment: Moment) async throws {
    guard let district else { throw SampleFault(what: "no district") }
    let paper = visit.mandate
    mandate = try await perform(
      IssueMandate(
        DecisionEntry(
          DocumentKey(type: paper.type, number: paper.number, issuer: paper.issuer, date: paper.date),
          subject: paper.subject),
        subject: paper.subject, duty: paper.duty, scope: district, obliged: .communeCommittees,
        founds: .agencyCell,
        inForceOn: paper.date, otherDate: Mandate.OtherDate(paper.otherDate, source: paper.otherSource)),
      at: moment)
  }
}
