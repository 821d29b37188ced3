import Basics
import Schema
import Storage

/// Appointment — chức vụ: a post somebody holds over a period.
package struct Appointment: DatedFact, Hashable {
  package var id: Int64
  package var member: ID<Member>
  /// Code of the post in the list of posts; empty where the title is the roster's own.
  package var post: String
  package var organisation: ID<Organisation>
  package var title: String
  package var sector: Sector
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "appointment"
  package static let columns: [StaticString] = [
    "id", "member_id", "post", "organisation_id", "title", "sector", "effective_from", "effective_to",
    "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, .text(post), organisation.sqlValue, .text(title), sector.sqlValue,
      period.from.sqlValue, period.to.sqlValue, decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), member: try row.id(1), post: try row.text(2), organisation: try row.id(3),
      title: try row.text(4), sector: try row.choice(5),
      period: Period(from: try row.day(6), to: try row.day(7)),
      decision: try row.ifID(8))
  }
}

/// The body a post belongs to; the order is that of every table, and decides between posts from the same day.
package enum Sector: String, Sendable, Codable, CaseIterable, SQLConvertible {
  case party, council, administration, front, massOrganisation, other

  package var title: String {
    switch self {
    case .party: "Đảng"
    case .council: "Hội đồng nhân dân"
    case .administration: "Ủy ban nhân dân"
    case .front: "Mặt trận Tổ quốc"
    case .massOrganisation: "Đoàn thể"
    case .other: "Khác"
    }
  }
}

extension Session {
  private func appointments(where condition: SQL) throws -> [Appointment] {
    try all(
      """
      SELECT id, member_id, post, organisation_id, title, sector, effective_from, effective_to, decision_id
      FROM appointment a WHERE \(condition) ORDER BY effective_from, id
      """
    ) { try Appointment.read($0) }
  }

  package func appointments(of member: ID<Member>, known: Int = AsOf.everything) throws -> [Appointment] {
    try appointments(
      where: "a.member_id = \(member) AND a.recorded_by <= \(known) AND a.withdrawn_by > \(known)")
  }

  package func appointments(at organisation: ID<Organisation>) throws -> [Appointment] {
    try appointments(
      where: "a.organisation_id = \(organisation) AND a.withdrawn_by = \(Schema.stillBelieved)")
  }

  package func appointments(at organisation: ID<Organisation>, asOf: AsOf) throws -> [Appointment] {
    try appointments(where: "a.organisation_id = \(organisation) AND \(asOf.holds("a"))")
  }
}

extension Sector {
  /// Of several posts from the same day the one of the first body counts, in the order in which tables show the bodies.
  static let rank: SQL =
    allCases.enumerated().reduce("CASE a.sector") { sql, pair in
      sql + " WHEN \(pair.element) THEN \(pair.offset)"
    } + " END"
}

/// Gives a member a post from a day on.
package struct Appoint: Act {
  package static let name = "appointment.appoint"
  package var member: ID<Member>
  package var organisation: ID<Organisation>
  package var title: String
  package var sector: Sector
  package var day: Day
  package var decision: DecisionEntry?

  package init(
    _ member: ID<Member>, at organisation: ID<Organisation>, title: String, sector: Sector, from day: Day,
    decision: DecisionEntry?
  ) {
    (self.member, self.organisation, self.title) = (member, organisation, title)
    (self.sector, self.day, self.decision) = (sector, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.appoint, of: actor, on: organisation)
    try register.requireMember(.viewMembers, of: actor, member)
    let title = try FreeText.line(title)
    guard !title.isEmpty else { throw AppointmentRefusal.noTitle }
    _ = try register.state(organisation, on: day)
    let decision = try decision.map(register.decision)
    try register.appoint(
      member, at: organisation, title: title, sector: sector, from: day, decision: decision)
    register.note("member", member)
    register.note("organisation", organisation)
  }
}

/// Ends a post on a day.
package struct EndAppointment: Act {
  package static let name = "appointment.end"
  package var appointment: Int64
  package var member: ID<Member>
  package var day: Day

  package init(_ appointment: Int64, of member: ID<Member>, on day: Day) {
    (self.appointment, self.member, self.day) = (appointment, member, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let held = try register.session.appointments(of: member).first(where: { $0.id == appointment })
    else {
      throw RightsRefusal.notFound
    }
    try register.require(.appoint, of: actor, on: held.organisation)
    guard held.period.from < day, day < held.period.to else { throw AppointmentRefusal.notHeld(day) }
    try register.change([held], in: Period(from: day)) { _ in nil }
    register.note("member", member)
  }
}

extension Transaction {
  package func appoint(
    _ member: ID<Member>, at organisation: ID<Organisation>, title: String, sector: Sector, post: String = "",
    from day: Day, decision: ID<Decision>?
  ) throws {
    let end = try session.organisationStates(organisation).last?.period.to ?? .endOfTime
    let period = Period(from: day, to: max(end, day.next))
    let same = try session.appointments(of: member).first {
      $0.organisation == organisation && $0.period.overlaps(period)
        && RosterName.key($0.title) == RosterName.key(title)
    }
    if let same { throw AppointmentRefusal.held(same.title, same.period) }
    try insert(
      Appointment(
        id: newRow(), member: member, post: post, organisation: organisation, title: title, sector: sector,
        period: period, decision: decision))
  }
}

package enum AppointmentRefusal: Refusal, Equatable {
  case noTitle
  case notHeld(Day)
  case held(String, Period)
  package var reason: String {
    switch self {
    case .noTitle: "Chưa ghi chức vụ."
    case .notHeld(let day): "Chức vụ này không được giữ vào ngày \(day.vietnamese)."
    case .held(let title, let period): "Người này đã giữ chức vụ “\(title)” ở đây, \(period.vietnamese)."
    }
  }
  package var remedy: String {
    switch self {
    case .noTitle: "Ghi chức vụ như trong quyết định."
    case .notHeld: "Chọn một ngày trong thời gian giữ chức vụ."
    case .held: "Không cần ghi lại; nếu giữ lại sau khi thôi thì ghi việc thôi giữ trước."
    }
  }
}
