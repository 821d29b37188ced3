import Basics
import Registry
import Storage

/// Commitment rules — quy định về bản cam kết hằng năm, from `Content/Meetings/commitments.yaml`.
package struct CommitmentRules: Sendable, Decodable {
  package struct Due: Sendable, Decodable {
    package var month: Int
    package var day: Int
    package var cite: String
    package var certainty: String

    /// A day nobody was seen to have set is proposed: it makes nobody late.
    package var isSettled: Bool { ["A", "B", "L"].contains(certainty) }
  }
  package struct Basis: Sendable, Decodable {
    package var cite: String
    package var certainty: String
  }
  package var due: Due
  package var basis: Basis
  /// The first year that has a deadline.
  package var from: Int
  package var frame: [String]

  package init(_ content: Content) throws {
    let path = "Meetings/commitments.yaml"
    self = try content.yaml(path)
    guard Day(year: 2001, month: due.month, day: due.day) != nil else {
      throw ContentRefusal.unreadable(path, "hạn nộp không có trong lịch")
    }
  }

  /// Nil for years of which nothing is known.
  package func dueOn(_ year: Int) -> Day? {
    year >= from ? Day(year: year, month: due.month, day: due.day) : nil
  }
}

/// Commitment — bản cam kết tu dưỡng, rèn luyện of a member for a year: handed in by the member or entered for them, and confirmed
/// by the cell.
package struct Commitment: Registry.Fact, Hashable {
  package var id: ID<Commitment>
  package var member: ID<Member>
  /// The cell it was handed in at.
  package var organisation: ID<Organisation>
  package var year: Int
  package var content: String
  package var handedOn: Day
  /// Written by the member; else entered for them from paper.
  package var isOwn: Bool
  package var confirmedOn: Day?
  /// Why the cell asks for it to be written again.
  package var reason: String

  package static let table: StaticString = "commitment"
  package static let columns: [StaticString] = [
    "id", "member_id", "organisation_id", "year", "content", "handed_on", "is_own", "confirmed_on", "reason",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, member.sqlValue, organisation.sqlValue, .int(Int64(year)), .text(content),
      handedOn.sqlValue, isOwn.sqlValue, confirmedOn?.sqlValue ?? .null, .text(reason),
    ]
  }
  static let list: SQL = """
    p.id, p.member_id, p.organisation_id, p.year, p.content, p.handed_on, p.is_own, p.confirmed_on, p.reason
    """
  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), member: try row.id(1), organisation: try row.id(2), year: try row.int(3),
      content: try row.text(4), handedOn: try row.day(5), isOwn: try row.bool(6),
      confirmedOn: try row.ifDay(7),
      reason: try row.text(8))
  }
}

extension Session {
  package func commitment(of member: ID<Member>, year: Int) throws -> Commitment? {
    try first(
      """
      SELECT \(Commitment.list) FROM commitment p WHERE p.member_id = \(member) AND p.year = \(year)
        AND \(Self.believed("p", AsOf.everything))
      """
    ) { try Commitment.read($0) }
  }

  /// What was handed in at a cell for a year, and what those who belong to it now handed in elsewhere.
  package func commitments(of organisation: ID<Organisation>, year: Int, on day: Day) throws -> [Commitment] {
    let asOf = AsOf(day)
    return try all(
      """
      SELECT \(Commitment.list) FROM commitment p WHERE p.year = \(year)
        AND (p.organisation_id = \(organisation) OR p.member_id IN (SELECT m.member_id FROM membership m
          WHERE m.organisation_id = \(organisation) AND m.kind = 'official' AND \(asOf.holds("m"))))
        AND \(Self.believed("p", AsOf.everything)) ORDER BY p.member_id
      """
    ) { try Commitment.read($0) }
  }

  /// By cell below an organisation: how many members there are, how many have handed in, how many are confirmed.
  package func commitmentCounts(below organisation: ID<Organisation>, year: Int, on day: Day) throws -> [ID<
    Organisation
  >: (members: Int, handed: Int, confirmed: Int)] {
    let asOf = AsOf(day)
    var counts: [ID<Organisation>: (members: Int, handed: Int, confirmed: Int)] = [:]
    try query(
      """
      SELECT m.organisation_id, count(*), sum(CASE WHEN p.id IS NULL THEN 0 ELSE 1 END),
        sum(CASE WHEN p.confirmed_on IS NULL THEN 0 ELSE 1 END)
      FROM organisation_closure c JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official'
        AND \(asOf.holds("m"))
      LEFT JOIN commitment p ON p.member_id = m.member_id AND p.year = \(year)
        AND \(Self.believed("p", AsOf.everything))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) GROUP BY m.organisation_id
      """
    ) { counts[try $0.id(0)] = (try $0.int(1), try $0.int(2), try $0.int(3)) }
    return counts
  }
}

/// Hands in a pledge: the member themselves, or whoever records meetings for them from paper.
package struct HandInCommitment: Act {
  package static let name = "commitment.handIn"
  package var member: ID<Member>
  package var year: Int
  package var content: String
  package var day: Day
  package init(_ content: String, of member: ID<Member>, year: Int, on day: Day) {
    (self.content, self.member, self.year, self.day) = (content, member, year, day)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard day <= register.today else { throw MeetingRefusal.inFuture(day) }
    guard (day.year - 1...day.year + 1).contains(year) else { throw MeetingRefusal.notInYear(day, year) }
    guard let cell = try session.official(member, asOf: register.asOf)?.organisation else {
      throw RightsRefusal.notFound
    }
    guard try session.erasure(of: member) == nil else { throw ErasureRefusal.erased }
    let isOwn = try session.ownMember(of: actor) == member
    if !isOwn { try register.require(.recordMeetings, of: actor, on: cell) }
    let content = try FreeText.checked(content)
    guard FreeText.tells(content) else { throw CommitmentRefusal.noContent }
    let old = try session.commitment(of: member, year: year)
    if let old {
      guard old.confirmedOn == nil else { throw CommitmentRefusal.confirmed }
      // What the member wrote is not written over by others.
      guard isOwn || !old.isOwn else { throw CommitmentRefusal.ownWords }
      try register.withdraw(old)
    }
    try register.insert(
      Commitment(
        id: register.newID(), member: member, organisation: cell, year: year, content: content, handedOn: day,
        isOwn: isOwn, confirmedOn: nil, reason: ""))
    register.note("member", member)
    register.note("year", .int(year))
  }
}

/// The cell confirms pledges that were handed in; or asks for one to be written again, with the reason.
package struct ConfirmCommitment: Act {
  package static let name = "commitment.confirm"
  package var member: ID<Member>
  package var year: Int
  /// Nil: taken back.
  package var day: Day?
  package var reason: String
  package init(of member: ID<Member>, year: Int, on day: Day?, reason: String = "") {
    (self.member, self.year, self.day, self.reason) = (member, year, day, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let old = try register.session.commitment(of: member, year: year) else {
      throw RightsRefusal.notFound
    }
    let cell = try register.session.official(member, asOf: register.asOf)?.organisation ?? old.organisation
    try register.require(.recordMeetings, of: actor, on: cell)
    // Nobody confirms their own.
    guard try register.session.ownMember(of: actor) != member else { throw CommitmentRefusal.ownConfirmation }
    var new = old
    new.reason = try FreeText.line(reason)
    if let day {
      guard old.confirmedOn == nil else { throw CommitmentRefusal.confirmed }
      guard day <= register.today, day >= old.handedOn else {
        throw CommitmentRefusal.dayOutside(old.handedOn)
      }
    } else {
      guard FreeText.tells(new.reason) else { throw CommitmentRefusal.noReason }
    }
    (new.id, new.confirmedOn) = (register.newID(), day)
    try register.withdraw(old)
    try register.insert(new)
    register.note("member", member)
    register.note("year", .int(year))
  }
}

package enum CommitmentRefusal: Refusal, Equatable {
  case noContent, confirmed, ownWords, ownConfirmation, noReason
  case dayOutside(Day)

  package var reason: String {
    switch self {
    case .noContent: "Bản cam kết chưa có nội dung."
    case .confirmed: "Chi bộ đã xác nhận bản cam kết này."
    case .ownWords: "Bản này do chính đảng viên viết, không ai ghi đè."
    case .ownConfirmation: "Không ai tự xác nhận bản cam kết của mình."
    case .noReason: "Chưa ghi vì sao cần viết lại."
    case .dayOutside(let day): "Ngày xác nhận phải từ ngày nộp \(day.vietnamese) đến hôm nay."
    }
  }
  package var remedy: String {
    switch self {
    case .noContent: "Ghi những điều cam kết; bản giấy thì chép lại hoặc ghi tóm tắt."
    case .confirmed: "Muốn sửa thì đề nghị chi bộ mở lại kèm lý do."
    case .ownWords: "Đề nghị đảng viên ấy sửa ở trang của mình."
    case .ownConfirmation: "Để người khác trong cấp ủy xác nhận."
    case .noReason: "Ghi ít nhất vài chữ."
    case .dayOutside: "Sửa ngày."
    }
  }
}
