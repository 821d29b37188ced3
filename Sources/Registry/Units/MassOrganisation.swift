import Basics
import Schema
import Storage

/// Mass organisation — đoàn thể, Mặt trận: one that is present at an administrative unit.
package struct MassOrganisation: DatedFact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case front, tradeUnion, women, farmers, youth, veterans
    package var title: String {
      switch self {
      case .front: "Ủy ban Mặt trận Tổ quốc"
      case .tradeUnion: "Công đoàn"
      case .women: "Hội Liên hiệp Phụ nữ"
      case .farmers: "Hội Nông dân"
      case .youth: "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
      case .veterans: "Hội Cựu chiến binh"
      }
    }
  }
  package var id: Int64
  package var unit: ID<AdministrativeUnit>
  package var kind: Kind
  package var name: String
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "mass_organisation"
  package static let columns: [StaticString] = [
    "id", "unit_id", "kind", "name", "effective_from", "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), unit.sqlValue, kind.sqlValue, .text(name), period.from.sqlValue, period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
}

/// Leadership scope — đối tượng lãnh đạo: whom an organisation leads, as its function says.
package struct LeadershipScope: DatedFact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case members, staff, residents, massOrganisation, organisation, administration
    package var title: String {
      switch self {
      case .members: "Đảng viên"
      case .staff: "Cán bộ, công chức của cơ quan"
      case .residents: "Nhân dân trên địa bàn"
      case .massOrganisation: "Đoàn thể"
      case .organisation: "Tổ chức đảng trực thuộc"
      case .administration: "Chính quyền"
      }
    }
  }
  package var id: Int64
  package var organisation: ID<Organisation>
  package var kind: Kind
  /// In words: "Hội Nông dân xã Long Mỹ".
  package var subject: String
  package var massOrganisation: Int64?
  package var subjectOrganisation: ID<Organisation>?
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "leadership_scope"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "kind", "subject", "mass_organisation_id", "subject_organisation_id",
    "effective_from",
    "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), organisation.sqlValue, kind.sqlValue, .text(subject),
      massOrganisation.map(SQLValue.int) ?? .null,
      subjectOrganisation?.sqlValue ?? .null, period.from.sqlValue, period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
}

extension Session {
  package func massOrganisations(at unit: ID<AdministrativeUnit>, asOf: AsOf) throws -> [MassOrganisation] {
    try all(
      """
      SELECT id, unit_id, kind, name, effective_from, effective_to, decision_id FROM mass_organisation m
      WHERE unit_id = \(unit) AND \(asOf.holds("m")) ORDER BY id
      """
    ) {
      MassOrganisation(
        id: Int64(try $0.int(0)), unit: try $0.id(1), kind: try $0.choice(2), name: try $0.text(3),
        period: Period(from: try $0.day(4), to: try $0.day(5)), decision: try $0.ifID(6))
    }
  }

  package func leadershipScope(of organisation: ID<Organisation>, asOf: AsOf) throws -> [LeadershipScope] {
    try remembered(.leadership(organisation, asOf)) {
      try all(
        """
        SELECT id, organisation_id, kind, subject, mass_organisation_id, subject_organisation_id, effective_from,
          effective_to, decision_id
        FROM leadership_scope l WHERE organisation_id = \(organisation) AND \(asOf.holds("l")) ORDER BY id
        """
      ) {
        LeadershipScope(
          id: Int64(try $0.int(0)), organisation: try $0.id(1), kind: try $0.choice(2),
          subject: try $0.text(3),
          massOrganisation: try $0.ifInt(4).map(Int64.init), subjectOrganisation: try $0.ifID(5),
          period: Period(from: try $0.day(6), to: try $0.day(7)), decision: try $0.ifID(8))
      }
    }
  }
}

/// Writes down a mass organisation that is present at a unit.
package struct NoteMassOrganisation: Act {
  package static let name = "massOrganisation.note"
  package var unit: ID<AdministrativeUnit>
  package var organisation: ID<Organisation>
  package var kind: MassOrganisation.Kind
  package var title: String
  package var day: Day

  /// - Parameter organisation: the Party organisation that leads the unit; the right is asked there.
  package init(
    _ kind: MassOrganisation.Kind, title: String, at unit: ID<AdministrativeUnit>,
    ledBy organisation: ID<Organisation>, from day: Day
  ) {
    (self.kind, self.title, self.unit, self.organisation, self.day) = (kind, title, unit, organisation, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> Int64 {
    try register.require(.changeStructure, of: actor, on: organisation)
    guard try register.state(organisation, on: day).unit == unit else { throw RightsRefusal.notFound }
    let title = try FreeText.line(title)
    let fact = MassOrganisation(
      id: register.newRow(), unit: unit, kind: kind, name: title.isEmpty ? kind.title : title,
      period: Period(from: day), decision: nil)
    try register.insert(fact)
    return fact.id
  }
}

/// Writes down whom an organisation leads from a day on.
package struct NoteLeadership: Act {
  package static let name = "leadership.note"
  package var organisation: ID<Organisation>
  package var kind: LeadershipScope.Kind
  package var subject: String
  package var massOrganisation: Int64?
  package var day: Day
  package var decision: DecisionEntry?

  package init(
    _ organisation: ID<Organisation>, leads kind: LeadershipScope.Kind, subject: String,
    massOrganisation: Int64? = nil,
    from day: Day, decision: DecisionEntry? = nil
  ) {
    (self.organisation, self.kind, self.subject) = (organisation, kind, subject)
    (self.massOrganisation, self.day, self.decision) = (massOrganisation, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    _ = try register.state(organisation, on: day)
    let decision = try decision.map(register.decision)
    try register.insert(
      LeadershipScope(
        id: register.newRow(), organisation: organisation, kind: kind, subject: VietnameseText.clean(subject),
        massOrganisation: massOrganisation, subjectOrganisation: nil, period: Period(from: day),
        decision: decision))
    register.note("organisation", organisation)
  }
}

/// Ends what an organisation leads on a day.
package struct EndLeadership: Act {
  package static let name = "leadership.end"
  package var organisation: ID<Organisation>
  package var scope: Int64
  package var day: Day
  package init(_ scope: Int64, of organisation: ID<Organisation>, on day: Day) {
    (self.scope, self.organisation, self.day) = (scope, organisation, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    let held = try register.session.leadershipScope(of: organisation, asOf: AsOf(day.previous))
    guard let fact = held.first(where: { $0.id == scope }) else { throw RightsRefusal.notFound }
    try register.change([fact], in: Period(from: day)) { _ in nil }
  }
}
