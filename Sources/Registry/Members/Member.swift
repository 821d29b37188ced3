import Basics
import Storage

/// Member — đảng viên.
package enum Member {
  package enum Sex: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case male, female, unknown
    package var title: String {
      switch self {
      case .male: "Nam"
      case .female: "Nữ"
      case .unknown: "Chưa rõ"
      }
    }
  }

  /// Official or probationary (chính thức, dự bị): follows from the dates, is never typed.
  package enum Status: String, Sendable, Codable {
    case official, probationary, unknown
    package var title: String {
      switch self {
      case .official: "Chính thức"
      case .probationary: "Dự bị"
      case .unknown: "Chưa rõ"
      }
    }
  }
}

/// What is written down about a person, over a period.
package struct MemberState: DatedFact, Hashable {
  package var id: Int64
  package var member: ID<Member>
  package var person: PersonalRecord
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "member_state"
  package static let columns: [StaticString] = [
    "id", "member_id", "name", "name_fold", "name_order", "sex", "born_on", "admitted_on", "official_on",
    "ethnicity",
    "home_place", "residence", "is_local", "occupation", "education", "theory", "effective_from",
    "effective_to",
    "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, .text(person.name), .text(VietnameseText.fold(person.name)),
      .blob(VietnameseText.nameOrder(person.name)), person.sex.sqlValue, person.bornOn?.sqlValue ?? .null,
      person.admittedOn?.sqlValue ?? .null, person.officialOn?.sqlValue ?? .null, .text(person.ethnicity),
      .text(person.homePlace), .text(person.residence), person.isLocal?.sqlValue ?? .null,
      .text(person.occupation),
      .text(person.education), .text(person.theory), period.from.sqlValue, period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }

  /// The columns of ``read(_:at:)``; the table is called `s`.
  package static let columnList: SQL = """
    s.id, s.member_id, s.name, s.sex, s.born_on, s.admitted_on, s.official_on, s.ethnicity, s.home_place, s.residence,
    s.is_local, s.occupation, s.education, s.theory, s.effective_from, s.effective_to, s.decision_id
    """
  package static let columnCount = 17

  package static func read(_ row: Row, at c: Int = 0) throws -> Self {
    Self(
      id: Int64(try row.int(c)), member: try row.id(c + 1),
      person: PersonalRecord(
        name: try row.text(c + 2), sex: try row.choice(c + 3), bornOn: try row.ifDay(c + 4),
        admittedOn: try row.ifDay(c + 5), officialOn: try row.ifDay(c + 6), ethnicity: try row.text(c + 7),
        homePlace: try row.text(c + 8), residence: try row.text(c + 9),
        isLocal: try row.ifInt(c + 10).map { $0 != 0 },
        occupation: try row.text(c + 11), education: try row.text(c + 12), theory: try row.text(c + 13)),
      period: Period(from: try row.day(c + 14), to: try row.day(c + 15)), decision: try row.ifID(c + 16))
  }
}

/// Personal record — lý lịch: what is known of the person.
package struct PersonalRecord: Hashable, Sendable {
  package var name: String
  package var sex: Member.Sex
  package var bornOn: Day?
  /// Day of admission (ngày vào Đảng).
  package var admittedOn: Day?
  /// Day of becoming official (ngày chính thức); nil while on probation or not known.
  package var officialOn: Day?
  package var ethnicity: String
  package var homePlace: String
  package var residence: String
  /// Whether the person comes from the place of the cell (người địa phương); nil where nobody wrote it down.
  package var isLocal: Bool?
  package var occupation: String
  package var education: String
  /// Political theory (lý luận chính trị).
  package var theory: String

  package init(
    name: String, sex: Member.Sex = .unknown, bornOn: Day? = nil, admittedOn: Day? = nil,
    officialOn: Day? = nil,
    ethnicity: String = "", homePlace: String = "", residence: String = "", isLocal: Bool? = nil,
    occupation: String = "", education: String = "", theory: String = ""
  ) {
    (self.name, self.sex, self.bornOn, self.admittedOn) = (name, sex, bornOn, admittedOn)
    (self.officialOn, self.ethnicity, self.homePlace, self.residence) = (
      officialOn, ethnicity, homePlace, residence
    )
    (self.isLocal, self.occupation, self.education, self.theory) = (isLocal, occupation, education, theory)
  }

  package func status(on day: Day) -> Member.Status {
    if let officialOn, officialOn <= day { return .official }
    return admittedOn == nil && officialOn == nil ? .unknown : .probationary
  }

  package func age(on day: Day) -> Int? { bornOn?.age(on: day) }

  /// With every text in its stored form.
  package var cleaned: PersonalRecord {
    var copy = self
    copy.name = VietnameseText.clean(name)
    copy.ethnicity = VietnameseText.clean(ethnicity)
    copy.homePlace = VietnameseText.clean(homePlace)
    copy.residence = VietnameseText.clean(residence)
    copy.occupation = VietnameseText.clean(occupation)
    copy.education = VietnameseText.clean(education)
    copy.theory = VietnameseText.clean(theory)
    return copy
  }
}

struct MemberIdentity: Record {
  var id: ID<Member>
  static let table: StaticString = "member"
  static let columns: [StaticString] = ["id"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue] }
}

/// A number a person is found by: card number, personal-record number, personal identity number. Earlier ones stay findable.
package struct MemberNumber: DatedFact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case card, record
    package var title: String { self == .card ? "Số thẻ đảng viên" : "Số lý lịch" }
  }
  package var id: Int64
  package var member: ID<Member>
  package var kind: Kind
  package var value: String
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "member_number"
  package static let columns: [StaticString] = [
    "id", "member_id", "kind", "value", "effective_from", "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, kind.sqlValue, .text(value), period.from.sqlValue, period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
}

/// Membership — nơi sinh hoạt đảng: where a member belongs. Exactly one official one per person and day; ties of
/// temporary stay and residence are never added to it.
package struct Membership: DatedFact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case official, temporary, residence
    package var title: String {
      switch self {
      case .official: "Chính thức"
      case .temporary: "Tạm thời"
      case .residence: "Giữ mối liên hệ nơi cư trú"
      }
    }
  }
  package var id: Int64
  package var member: ID<Member>
  package var organisation: ID<Organisation>
  package var kind: Kind
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "membership"
  package static let columns: [StaticString] = [
    "id", "member_id", "organisation_id", "kind", "effective_from", "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, organisation.sqlValue, kind.sqlValue, period.from.sqlValue,
      period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
  static let select: SQL = """
    SELECT m.id, m.member_id, m.organisation_id, m.kind, m.effective_from, m.effective_to, m.decision_id,
      m.recorded_by, m.withdrawn_by
    FROM membership m
    """
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), member: try row.id(1), organisation: try row.id(2), kind: try row.choice(3),
      period: Period(from: try row.day(4), to: try row.day(5)), decision: try row.ifID(6))
  }
}

/// End of membership — ra khỏi Đảng or out of the register: why the last membership ended.
package struct MembershipEnd: Fact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case movedAway, died, struckOff, expelled, resigned, lostContact, enteredByMistake
    package var title: String {
      switch self {
      case .movedAway: "Chuyển sinh hoạt ra ngoài phạm vi sổ"
      case .died: "Từ trần"
      case .struckOff: "Xóa tên"
      case .expelled: "Khai trừ"
      case .resigned: "Xin ra khỏi Đảng"
      case .lostContact: "Mất liên lạc"
      case .enteredByMistake: "Ghi nhầm, không phải đảng viên ở đây"
      }
    }
  }
  package var id: Int64
  package var member: ID<Member>
  package var organisation: ID<Organisation>
  package var kind: Kind
  /// The first day on which the person no longer belongs.
  package var day: Day
  package var destination: String
  package var decision: ID<Decision>?

  package static let table: StaticString = "membership_end"
  package static let columns: [StaticString] = [
    "id", "member_id", "organisation_id", "kind", "effective_on", "destination", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, organisation.sqlValue, kind.sqlValue, day.sqlValue, .text(destination),
      decision?.sqlValue ?? .null,
    ]
  }
}
