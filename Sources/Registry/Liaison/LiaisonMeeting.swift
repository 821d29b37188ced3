import Basics
import Schema
import Storage

/// Liaison meeting — buổi gặp của chi bộ nơi cư trú với đảng viên giữ mối liên hệ: who was asked to come, who came.
package struct LiaisonMeeting: Fact, Hashable {
  package var id: ID<LiaisonMeeting>
  package var organisation: ID<Organisation>
  package var heldOn: Day

  package static let table: StaticString = "liaison_meeting"
  package static let columns: [StaticString] = ["id", "organisation_id", "held_on"]
  package var row: Int64 { id.number }
  package var values: [SQLValue] { [id.sqlValue, organisation.sqlValue, heldOn.sqlValue] }
}

/// Presence of one member; reasons of absence are not kept.
package struct LiaisonPresence: Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    case present, excused, absent
    package var title: String {
      switch self {
      case .present: "có mặt"
      case .excused: "vắng có lý do"
      case .absent: "vắng"
      }
    }
  }
  package var id: Int64
  package var meeting: ID<LiaisonMeeting>
  package var member: ID<Member>
  package var kind: Kind

  package static let table: StaticString = "liaison_presence"
  package static let columns: [StaticString] = ["id", "meeting_id", "member_id", "presence"]
  package var row: Int64 { id }
  package var values: [SQLValue] { [.int(id), meeting.sqlValue, member.sqlValue, kind.sqlValue] }
}

/// Writes down a meeting of a cell of residence with those registered there.
package struct RecordLiaisonMeeting: Act {
  package static let name = "liaison.meeting"
  package var organisation: ID<Organisation>
  package var day: Day
  package var presence: [ID<Member>: LiaisonPresence.Kind]

  package init(
    at organisation: ID<Organisation>, on day: Day, presence: [ID<Member>: LiaisonPresence.Kind]
  ) {
    (self.organisation, self.day, self.presence) = (organisation, day, presence)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<LiaisonMeeting> {
    try register.require(.recordLiaison, of: actor, on: organisation)
    guard day <= register.today else { throw LiaisonRefusal.future }
    let asked = try register.session.liaisonResidents(of: organisation, asOf: AsOf(day)).filter(\.takesPart)
    guard !asked.isEmpty else { throw LiaisonRefusal.emptyMeeting }
    let meeting = LiaisonMeeting(id: register.newID(), organisation: organisation, heldOn: day)
    for old in try register.session.liaisonMeetings(of: organisation) where old.heldOn == day {
      // The same day written down again replaces what was believed.
      for row in try register.session.liaisonPresences(in: old.id) { try register.withdraw(row) }
      try register.withdraw(old)
    }
    try register.insert(meeting)
    for resident in asked {
      try register.insert(
        LiaisonPresence(
          id: register.newRow(), meeting: meeting.id, member: resident.member,
          kind: presence[resident.member] ?? .absent))
    }
    register.note("organisation", organisation)
    return meeting.id
  }
}

extension Session {
  /// The latest first.
  package func liaisonMeetings(of organisation: ID<Organisation>) throws -> [LiaisonMeeting] {
    try all(
      """
      SELECT id, organisation_id, held_on FROM liaison_meeting
      WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY held_on DESC, id
      """
    ) { LiaisonMeeting(id: try $0.id(0), organisation: try $0.id(1), heldOn: try $0.day(2)) }
  }

  package func liaisonPresences(in meeting: ID<LiaisonMeeting>) throws -> [LiaisonPresence] {
    try all(
      """
      SELECT id, meeting_id, member_id, presence FROM liaison_presence
      WHERE meeting_id = \(meeting) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY id
      """
    ) {
      LiaisonPresence(
        id: Int64(try $0.int(0)), meeting: try $0.id(1), member: try $0.id(2), kind: try $0.choice(3))
    }
  }

  /// The meetings a member was asked to, the latest first.
  package func liaisonPresences(of member: ID<Member>) throws -> [(
    day: Day, organisation: ID<Organisation>, kind: LiaisonPresence.Kind
  )] {
    try all(
      """
      SELECT g.held_on, g.organisation_id, p.presence FROM liaison_presence p
      JOIN liaison_meeting g ON g.id = p.meeting_id AND g.withdrawn_by = \(Schema.stillBelieved)
      WHERE p.member_id = \(member) AND p.withdrawn_by = \(Schema.stillBelieved) ORDER BY g.held_on DESC
      """
    ) { (day: try $0.day(0), organisation: try $0.id(1), kind: try $0.choice(2)) }
  }
}
