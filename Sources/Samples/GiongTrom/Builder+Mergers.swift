import Basics
import Registry
import Storage

/// The mergers of 2020 and 2025, entered before their day as scheduled acts.
extension GiongTromBuilder {
  func mergeUnitsOf2020(at moment: Moment) async throws {
    let merger = facts.merger2020
    let paper = merger.document.entry
    let party = simulated(
      "Quyết định", "512-QĐ/HU", "Ban Thường vụ Huyện ủy \(facts.district.name)",
      merger.recorded.adding(days: -3),
      "sáp nhập tổ chức đảng theo Nghị quyết \(merger.document.number)")
    for (index, commune) in world.communes.enumerated() {
      guard let name = commune.facts.mergesInto else { continue }
      let target = try self.commune(named: name)
      let staff = try await staff([index], on: merger.day)
      let held = try await titles(communes[target].organisation, on: merger.day)
      _ = try await perform(
        MergeOrganisations(
          [try cell(commune.agency)], result: .into(try cell(world.communes[target].agency)), day: merger.day,
          decision: party),
        at: moment)
      _ = try await perform(
        MergeOrganisations(
          [communes[index].organisation], result: .into(communes[target].organisation), day: merger.day,
          decision: party), at: moment)
      _ = try await perform(
        ReorganiseUnits(
          [communes[index].unit], result: .into(communes[target].unit), day: merger.day, decision: paper),
        at: moment)
      try await appointAgain(
        staff, at: communes[target].organisation, held: held, on: merger.day, party, at: moment)
    }
  }

  /// 1-7-2025: districts end; communes form the new ones, under the new province.
  func endDistrict(at moment: Moment) async throws {
    let merger = facts.merger2025
    guard let district, let districtUnit, let province, let provinceUnit, let place = merger.province else {
      throw SampleFault(what: "nothing to reorganise")
    }
    let paper = merger.document.entry
    let party = simulated(
      "Quyết định", "1888-QĐ/TU", "Ban Thường vụ Tỉnh ủy \(facts.province.name)",
      merger.recorded.adding(days: -2),
      "sắp xếp tổ chức đảng theo Nghị quyết \(merger.document.number); sổ chỉ có phần huyện \(facts.district.name)"
    )
    let newProvince = try await perform(
      FoundOrganisation(
        kind: .province, title: "Đảng bộ tỉnh \(place.name)", code: "VL", parent: nil,
        place: .new(UnitEntry(kind: .province, name: place.name, code: place.code, parent: nil)),
        day: merger.day,
        decision: party), at: moment)
    let newUnit = try await placeOf(newProvince)
    var successors: [String: ID<Organisation>] = [:]
    for unit in merger.units ?? [] {
      successors[unit.name] = try await formCommune(
        unit, under: newProvince, newUnit, merger, paper, party, at: moment)
    }
    guard let seat = successors[facts.district.name] else {
      throw SampleFault(what: "no commune at the seat of the district")
    }
    try await perform(
      all: zip(world.directs, directs).map { direct, organisation in
        MoveOrganisation(
          organisation, to: direct.facts.after == .commune ? seat : newProvince, day: merger.day,
          decision: party)
      }, at: moment)
    let communes = (merger.units ?? []).compactMap { successors[$0.name] }
    _ = try await perform(
      EndOrganisation(district, successors: communes, day: merger.day, decision: party), at: moment)
    _ = try await perform(
      ReorganiseUnits([districtUnit], result: .end, day: merger.day, decision: paper), at: moment)
    _ = try await perform(
      EndOrganisation(province, successors: [newProvince], day: merger.day, decision: party), at: moment)
    _ = try await perform(
      ReorganiseUnits([provinceUnit], result: .into(newUnit), day: merger.day, decision: paper), at: moment)
  }

  private func formCommune(
    _ unit: GiongTromFacts.Unit, under province: ID<Organisation>, _ provinceUnit: ID<AdministrativeUnit>,
    _ merger: GiongTromFacts.Merger, _ paper: DecisionEntry, _ party: DecisionEntry, at moment: Moment
  ) async throws -> ID<Organisation> {
    let parts = world.communes.indices.filter { world.communes[$0].facts.becomes == unit.name }
    let staff = try await staff(parts, on: merger.day)
    let name = "\(unit.kind.title.lowercased()) \(unit.name)"
    guard
      let place = try await perform(
        ReorganiseUnits(
          parts.map { communes[$0].unit },
          result: .new(UnitEntry(kind: unit.kind, name: unit.name, code: unit.code, parent: provinceUnit)),
          day: merger.day,
          decision: paper), at: moment)
    else { throw SampleFault(what: "no unit \(unit.name)") }
    let committee = try await perform(
      MergeOrganisations(
        parts.map { communes[$0].organisation },
        result: .new(
          FoundOrganisation(
            kind: .baseCommittee, title: "Đảng bộ \(name)", code: "VL.\(unit.short)", parent: province,
            place: .unit(place),
            day: merger.day, decision: party)), day: merger.day, decision: party), at: moment)
    let agency = try await perform(
      MergeOrganisations(
        try parts.map { try cell(world.communes[$0].agency) },
        result: .new(
          FoundOrganisation(
            kind: .agencyCell, title: "Chi bộ cơ quan \(name)", code: "VL.\(unit.short).CQ",
            parent: committee, day: merger.day,
            decision: party)), day: merger.day, decision: party), at: moment)
    try await writeLeadership(
      of: committee, unit: place, name: name, kind: unit.kind, from: merger.day, at: moment)
    try await writeScope(of: agency, name, from: merger.day, party, isDifferent: false, at: moment)
    try await appointAgain(staff, at: committee, held: [], on: merger.day, party, at: moment)
    if let deputy = staff.first(where: { $0.title.hasPrefix("Phó Bí thư Thường trực") }) {
      _ = try await perform(
        Appoint(
          deputy.member, at: agency, title: "Bí thư chi bộ cơ quan", sector: .party, from: merger.day,
          decision: party),
        at: moment)
    }
    return committee
  }

  // MARK: Posts

  /// Everybody's first post at the seats of these communes, as held on the eve of the day.
  private func staff(_ parts: [Int], on day: Day) async throws -> [Appointment] {
    var found: [Appointment] = []
    for part in parts {
      let commune = communes[part].organisation
      let agency = try cell(world.communes[part].agency)
      found += try await system.read { session throws in
        let asOf = AsOf(day.previous)
        let posts =
          try session.appointments(at: commune, asOf: asOf) + session.appointments(at: agency, asOf: asOf)
        var seen: Set<ID<Member>> = []
        return posts.sorted { ($0.period.from, $0.id) < ($1.period.from, $1.id) }.filter {
          seen.insert($0.member).inserted
        }
      }
    }
    return found
  }

  private func titles(_ organisation: ID<Organisation>, on day: Day) async throws -> Set<String> {
    try await system.read { session throws in
      Set(try session.appointments(at: organisation, asOf: AsOf(day)).map(\.title))
    }
  }

  /// The first with a title keeps it; the others work on as deputies and officials of the same body.
  private func appointAgain(
    _ staff: [Appointment], at committee: ID<Organisation>, held: Set<String>, on day: Day,
    _ decision: DecisionEntry, at moment: Moment
  ) async throws {
    var taken = held
    try await perform(
      all: staff.map { post in
        let title = taken.insert(post.title).inserted ? post.title : lesser(post)
        return Appoint(
          post.member, at: committee, title: title, sector: post.sector, from: day, decision: decision)
      }, at: moment)
  }

  private func lesser(_ post: Appointment) -> String {
    switch post.sector {
    case .party: "Phó Bí thư Đảng ủy"
    case .council: "Phó Chủ tịch Hội đồng nhân dân"
    case .administration: post.title.hasPrefix("Công chức") ? post.title : "Phó Chủ tịch Ủy ban nhân dân"
    case .front: "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc"
    case .massOrganisation: post.title.hasPrefix("Chủ tịch") ? "Phó \(post.title)" : post.title
    case .other: post.title
    }
  }
}
