import Basics
import Schema
import Storage

/// Liaison class — diện giữ mối liên hệ: whether a member is introduced to where they live, and with which duties.
///
/// Whoever has no class written down is in the full one. Why somebody is exempt is written nowhere: it would tell of
/// illness, of missions, of a family.
package enum LiaisonClass: String, Sendable, CaseIterable, SQLConvertible {
  case full, exempt, notIntroduced
}

/// That a member is in a class other than the full one, from a day on.
struct LiaisonStanding: DatedFact {
  var id: Int64
  var member: ID<Member>
  var standing: LiaisonClass
  var period: Period

  static let table: StaticString = "liaison_standing"
  static let columns: [StaticString] = ["id", "member_id", "standing", "effective_from", "effective_to"]
  var row: Int64 { id }
  var values: [SQLValue] {
    [.int(id), member.sqlValue, standing.sqlValue, period.from.sqlValue, period.to.sqlValue]
  }
  func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
}

extension Session {
  func liaisonStandings(of member: ID<Member>) throws -> [LiaisonStanding] {
    try all(
      """
      SELECT id, member_id, standing, effective_from, effective_to FROM liaison_standing
      WHERE member_id = \(member) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY effective_from
      """
    ) {
      LiaisonStanding(
        id: Int64(try $0.int(0)), member: try $0.id(1), standing: try $0.choice(2),
        period: Period(from: try $0.day(3), to: try $0.day(4)))
    }
  }

  /// The class of a member on a day.
  package func liaisonClass(of member: ID<Member>, on day: Day) throws -> LiaisonClass {
    try liaisonStandings(of: member).last { $0.period.contains(day) }?.standing ?? .full
  }
}

/// Puts a member into a class from a day on, until something else is written down.
package struct ClassifyLiaison: Act {
  package static let name = "liaison.classify"
  package var member: ID<Member>
  package var standing: LiaisonClass
  package var day: Day

  package init(_ member: ID<Member>, as standing: LiaisonClass, from day: Day) {
    (self.member, self.standing, self.day) = (member, standing, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.recordLiaison, of: actor, member)
    guard day <= register.today else { throw LiaisonRefusal.future }
    guard try register.session.official(member, asOf: AsOf(day)) != nil else {
      throw MemberRefusal.notMember(day)
    }
    guard try register.session.liaisonClass(of: member, on: day) != standing else {
      throw LiaisonRefusal.sameClass
    }
    let from = Period(from: day)
    try register.change(try register.session.liaisonStandings(of: member), in: from) { _ in nil }
    if standing != .full {
      try register.insert(
        LiaisonStanding(id: register.newRow(), member: member, standing: standing, period: from))
    }
    register.note("member", member)
  }
}
