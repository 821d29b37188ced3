import Basics
import Registry
import Reviews
import Storage

extension Session {
  /// The consolidated briefing of an organisation and all below it on a day.
  ///
  /// - Parameters:
  ///   - asOf: the day, and what was known; a day still to come gives a briefing marked as scheduled.
  ///   - today: the day of the units in structure `now`.
  ///   - sight: how far its reader sees into the files of those who have left since.
  package func briefing(
    of organisation: ID<Organisation>, asOf: AsOf, structure: Briefing.Structure = .then, today: Day,
    rules: BriefingRules, seen sight: ListSight
  ) throws -> Briefing {
    guard let root = try self.organisation(organisation, asOf: asOf) else {
      throw try notThere(organisation, asOf: asOf)
    }
    return try BriefingMaker(
      session: self, root: root, asOf: asOf, structure: structure, today: max(today, asOf.day),
      isScheduled: asOf.day > today, rules: rules, sight: sight
    ).briefing()
  }

  /// Names what an organisation came from and became, with the days on which those existed.
  private func notThere(_ organisation: ID<Organisation>, asOf: AsOf) throws -> any Error {
    guard let near = try organisationNear(organisation, asOf: asOf) else { return RightsRefusal.notFound }
    let states = try organisationStates(organisation, known: asOf.known)
    func named(_ ids: [ID<Organisation>]) throws -> [String] {
      try ids.compactMap { id in
        let states = try organisationStates(id, known: asOf.known)
        guard let first = states.first, let last = states.last else { return nil }
        return "\(last.name) (\(Period(from: first.period.from, to: last.period.to).vietnamese))"
      }
    }
    let hasEnded = states.last.map { $0.period.to <= asOf.day } ?? false
    return BriefingRefusal.notThere(
      name: near.name, day: asOf.day,
      predecessors: hasEnded ? [] : try named(predecessors(of: organisation, known: asOf.known).map(\.id)),
      successors: hasEnded ? try named(successors(of: organisation, known: asOf.known).map(\.id)) : [])
  }
}

/// Computes one briefing; every section asks the register in a few questions about whole sets.
struct BriefingMaker {
  let session: any Session
  let root: OrganisationState
  let asOf: AsOf
  let structure: Briefing.Structure
  let today: Day
  let isScheduled: Bool
  let rules: BriefingRules
  let tree: PlaceTree
  let counts: [ID<Organisation>: MemberCounts]
  let composition: [AgencyCellMember]
  let progress: [MandateProgress]

  init(
    session: any Session, root: OrganisationState, asOf: AsOf, structure: Briefing.Structure, today: Day,
    isScheduled: Bool, rules: BriefingRules, sight: ListSight
  ) throws {
    (self.session, self.root, self.asOf, self.structure) = (session, root, asOf, structure)
    (self.today, self.isScheduled, self.rules) = (today, isScheduled, rules)
    tree = try PlaceTree(session, root: root, asOf: asOf, structureDay: structure == .now ? today : nil)
    counts = try session.memberCounts(below: root.organisation, asOf: asOf, seen: sight)
    composition = try session.agencyCellMembers(below: root.organisation, asOf: asOf, seen: sight)
    let below = Set(tree.states.keys)
    let mandates = try session.mandates(asOf: asOf)
    let lineage = mandates.isEmpty ? nil : try session.lineage(known: asOf.known)
    progress = try mandates.compactMap { mandate in
      guard let lineage else { return nil }
      let progress = try session.progress(of: mandate, lineage: lineage, asOf: asOf).limited(to: below)
      return progress.units.isEmpty ? nil : progress
    }
  }

  func briefing() throws -> Briefing {
    let organisation = organisationSection()
    let cells = agencyCellSection()
    let rollOuts = try progress.map(rollOutSection)
    let grades = try gradeSection()
    let survey = try surveySection()
    let sections =
      [organisation.section, cells.section] + rollOuts.map(\.section) + [grades.section]
      + [survey].compactMap { $0 }
    return Briefing(
      organisation: root.organisation, organisationName: root.name, organisationCode: root.code,
      superiorName: try session.superiors(of: root.organisation, asOf: asOf).last?.name,
      kind: root.kind, placeName: try root.unit.flatMap { try session.unit($0, asOf: asOf)?.name },
      title: "Báo cáo tổng hợp tình hình tổ chức đảng và chi bộ cơ quan", asOf: asOf.day,
      known: asOf.known == AsOf.everything ? nil : asOf.known, structure: structure,
      structureDay: structure == .now ? today : nil, isScheduled: isScheduled,
      mark: try session.registerMode().mark, sections: sections,
      summary: Briefing.Summary(
        units: organisation.units, communes: organisation.communes, towns: organisation.towns,
        members: organisation.members, agencyCells: cells.cells, agencyCellMembers: cells.members,
        rollOut: rollOuts.first { $0.isPrimary }?.summary ?? Briefing.Summary.RollOut(),
        grades: grades.byYear))
  }

  /// The mandate whose fulfilment founds agency cells; the earliest where there are several.
  var primary: ID<Mandate>? { progress.first { $0.mandate.founds == .agencyCell }?.mandate.mandate }

  func figure(
    _ key: String, _ label: String, _ count: Int, _ unit: String, _ definition: String,
    _ records: RecordsQuery
  ) -> BriefingFigure {
    BriefingFigure(
      key: key, label: label, value: .count(count), unit: unit, definition: definition, asOf: asOf.day,
      records: records)
  }

  func records(_ kind: RecordsQuery.Kind, _ change: (inout RecordsQuery) -> Void = { _ in }) -> RecordsQuery {
    RecordsQuery(kind, of: root.organisation, asOf: asOf).with(change)
  }

  /// Said of every count of members.
  var whoCounts: String {
    "Mỗi người tính một lần, ở nơi sinh hoạt chính thức; nơi sinh hoạt tạm thời và nơi cư trú không tính."
  }

  /// Whether what stands directly under a district or province counts.
  var scope: String {
    switch root.kind {
    case .district:
      "Kể cả các tổ chức đảng trực thuộc huyện không gắn với xã, thị trấn (cơ quan, công an, quân sự, bệnh viện, trường học)."
    case .province: "Kể cả các tổ chức đảng trực thuộc tỉnh không gắn với xã, phường."
    default: "Gồm \(root.name) và mọi tổ chức trực thuộc vào ngày ấy."
    }
  }
}

/// Members of one organisation, counted.
struct MemberCounts {
  var all = 0
  var female = 0
  var official = 0
  var probationary = 0
}

/// A member of an agency cell, as far as its composition needs.
struct AgencyCellMember {
  var cell: ID<Organisation>
  var sex: Member.Sex
  var bornOn: Day?
  var isLocal: Bool?
  var sector: Sector?
}

extension Session {
  func memberCounts(below organisation: ID<Organisation>, asOf: AsOf, seen sight: ListSight) throws
    -> [ID<Organisation>: MemberCounts]
  {
    var counts: [ID<Organisation>: MemberCounts] = [:]
    try query(
      """
      SELECT m.organisation_id, count(*), sum(CASE WHEN s.sex = 'female' THEN 1 ELSE 0 END),
        sum(CASE WHEN s.official_on <= \(asOf.day) THEN 1 ELSE 0 END),
        sum(CASE WHEN (s.official_on IS NULL OR s.official_on > \(asOf.day))
          AND (s.admitted_on IS NOT NULL OR s.official_on IS NOT NULL) THEN 1 ELSE 0 END)
      \(membersFrom(organisation, MemberFilter(), asOf, seen: sight)) GROUP BY m.organisation_id
      """
    ) {
      counts[try $0.id(0)] = MemberCounts(
        all: try $0.int(1), female: try $0.int(2), official: try $0.int(3), probationary: try $0.int(4))
    }
    return counts
  }

  func agencyCellMembers(below organisation: ID<Organisation>, asOf: AsOf, seen sight: ListSight) throws
    -> [AgencyCellMember]
  {
    var filter = MemberFilter()
    filter.organisationKinds = [.agencyCell]
    return try all(
      """
      SELECT m.organisation_id, s.sex, s.born_on, s.is_local, \(countingSector(asOf, seen: sight))
      \(membersFrom(organisation, filter, asOf, seen: sight))
      """
    ) {
      AgencyCellMember(
        cell: try $0.id(0), sex: try $0.choice(1), bornOn: try $0.ifDay(2),
        isLocal: try $0.ifInt(3).map { $0 == 1 },
        sector: try $0.ifText(4).flatMap(Sector.init))
    }
  }
}
