import Basics
import Schema
import Storage

/// Transfer — chuyển sinh hoạt đảng: a member on the way from one cell to another with a letter of introduction.
///
/// Until the receiving cell takes the member in, the member counts where they came from.
package struct Transfer: Record, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case official, temporary
    package var title: String { self == .official ? "Chính thức" : "Tạm thời" }
  }
  package enum State: Sendable, Hashable {
    case inTransit
    case received(Day)
    case returned(Day, reason: String)
  }

  package var id: ID<Transfer>
  package var member: ID<Member>
  package var from: ID<Organisation>
  package var to: ID<Organisation>
  package var kind: Kind
  /// Number of the letter of introduction.
  package var letter: String
  package var sentOn: Day
  package var state: State = .inTransit

  package static let table: StaticString = "transfer"
  package static let columns: [StaticString] = [
    "id", "member_id", "from_id", "to_id", "kind", "letter", "sent_on",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [id.sqlValue, member.sqlValue, from.sqlValue, to.sqlValue, kind.sqlValue, .text(letter), sentOn.sqlValue]
  }
}

/// What became of a transfer; each has at most one.
struct TransferStep: Fact {
  enum Kind: String, SQLConvertible { case received, returned }
  var id: Int64
  var transfer: ID<Transfer>
  var kind: Kind
  var day: Day
  var note: String

  static let table: StaticString = "transfer_step"
  static let columns: [StaticString] = ["id", "transfer_id", "kind", "effective_on", "note"]
  var row: Int64 { id }
  var values: [SQLValue] { [.int(id), transfer.sqlValue, kind.sqlValue, day.sqlValue, .text(note)] }
}

extension Session {
  private func transfers(where condition: SQL, known: Int = AsOf.everything) throws -> [Transfer] {
    try all(
      """
      SELECT t.id, t.member_id, t.from_id, t.to_id, t.kind, t.letter, t.sent_on, s.kind, s.effective_on, s.note
      FROM transfer t LEFT JOIN transfer_step s ON s.transfer_id = t.id AND s.recorded_by <= \(known)
        AND s.withdrawn_by > \(known)
      WHERE \(condition) AND t.recorded_by <= \(known) ORDER BY t.sent_on, t.id
      """
    ) { row in
      var transfer = Transfer(
        id: try row.id(0), member: try row.id(1), from: try row.id(2), to: try row.id(3),
        kind: try row.choice(4),
        letter: try row.text(5), sentOn: try row.day(6))
      switch try row.ifText(7).flatMap(TransferStep.Kind.init) {
      case .received: transfer.state = .received(try row.day(8))
      case .returned: transfer.state = .returned(try row.day(8), reason: try row.text(9))
      case nil: break
      }
      return transfer
    }
  }

  package func transfer(_ id: ID<Transfer>) throws -> Transfer? { try transfers(where: "t.id = \(id)").first }
  package func transfers(of member: ID<Member>, known: Int = AsOf.everything) throws -> [Transfer] {
    try transfers(where: "t.member_id = \(member)", known: known)
  }

  /// Open transfers that leave or reach the given organisations; nil means all.
  package func openTransfers(at organisations: Set<ID<Organisation>>?) throws -> [Transfer] {
    let open = try transfers(where: "s.id IS NULL")
    guard let organisations else { return open }
    return open.filter { organisations.contains($0.from) || organisations.contains($0.to) }
  }
}

/// Sends a member to another cell with a letter of introduction.
package struct SendTransfer: Act {
  package static let name = "transfer.send"
  package var member: ID<Member>
  package var to: ID<Organisation>
  package var kind: Transfer.Kind
  package var letter: String
  package var day: Day

  package init(
    _ member: ID<Member>, to: ID<Organisation>, kind: Transfer.Kind = .official, letter: String, on day: Day
  ) {
    (self.member, self.to, self.kind, self.letter, self.day) = (member, to, kind, letter, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Transfer> {
    try register.requireMember(.transferMembers, of: actor, member)
    guard let place = try register.session.official(member, asOf: AsOf(day)) else {
      throw MemberRefusal.notMember(day)
    }
    try register.require(.transferMembers, of: actor, on: place.organisation)
    let target = try register.state(to, on: day)
    guard target.kind.isCell else { throw MemberRefusal.noCell(target.name) }
    guard to != place.organisation else { throw TransferRefusal.sameCell }
    guard try !register.session.transfers(of: member).contains(where: { $0.state == .inTransit }) else {
      throw TransferRefusal.underWay
    }
    let letter = VietnameseText.clean(letter)
    guard !letter.isEmpty else { throw TransferRefusal.noLetter }
    let transfer = Transfer(
      id: register.newID(), member: member, from: place.organisation, to: to, kind: kind, letter: letter,
      sentOn: day)
    try register.add(transfer)
    register.note("transfer", transfer.id)
    return transfer.id
  }
}

/// Receives a member who arrives with a letter of introduction.
///
/// Until this act the member counts at the sending cell; from `day` on, here. A temporary transfer adds a tie and
/// leaves the official membership where it is.
package struct ReceiveTransfer: Act {
  package static let name = "transfer.receive"
  package var transfer: ID<Transfer>
  package var day: Day

  package init(_ transfer: ID<Transfer>, on day: Day) { (self.transfer, self.day) = (transfer, day) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let transfer = try register.session.transfer(transfer) else { throw RightsRefusal.notFound }
    let to = try register.heir(of: transfer.to, on: day)
    try register.require(.transferMembers, of: actor, on: to)
    guard case .inTransit = transfer.state else { throw TransferRefusal.settled }
    guard day >= transfer.sentOn else { throw TransferRefusal.beforeSending(transfer.sentOn) }
    guard day <= register.today else { throw TransferRefusal.future }
    _ = try register.state(to, on: day)
    switch transfer.kind {
    case .official:
      let memberships = try register.session.memberships(of: transfer.member).filter { $0.kind == .official }
      guard memberships.contains(where: { $0.period.contains(day.previous) }) else {
        throw MemberRefusal.notMember(day)
      }
      try register.change(memberships, in: Period(from: day)) { _ in nil }
      let appointments = try register.session.appointments(of: transfer.member)
      try register.change(appointments.filter { $0.organisation == transfer.from }, in: Period(from: day)) {
        _ in nil
      }
      try register.join(transfer.member, to, .official, from: day, decision: nil)
    case .temporary:
      try register.join(transfer.member, to, .temporary, from: day, decision: nil)
    }
    try register.insert(
      TransferStep(id: register.newRow(), transfer: transfer.id, kind: .received, day: day, note: ""))
    register.note("transfer", transfer.id)
  }
}

/// Sends the letter back: the member stays where they were.
package struct ReturnTransfer: Act {
  package static let name = "transfer.return"
  package var transfer: ID<Transfer>
  package var day: Day
  package var reason: String

  package init(_ transfer: ID<Transfer>, on day: Day, reason: String) {
    (self.transfer, self.day, self.reason) = (transfer, day, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let transfer = try register.session.transfer(transfer) else { throw RightsRefusal.notFound }
    let sides = try [transfer.from, transfer.to].map {
      try register.session.rights(of: actor, on: $0, at: register.now)
    }
    guard sides.contains(where: { $0.contains(.transferMembers) }) else { throw RightsRefusal.notFound }
    guard case .inTransit = transfer.state else { throw TransferRefusal.settled }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw TransferRefusal.noReason }
    try register.insert(
      TransferStep(id: register.newRow(), transfer: transfer.id, kind: .returned, day: day, note: reason))
    register.note("transfer", transfer.id)
  }
}

extension Transaction {
  /// The organisation itself, or what it has become by a day: a letter finds its way through a merger.
  func heir(of organisation: ID<Organisation>, on day: Day) throws -> ID<Organisation> {
    var place = organisation
    for _ in 0..<32 {
      if try session.organisation(place, asOf: AsOf(day)) != nil { return place }
      guard let next = try session.successors(of: place).first(where: { $0.day <= day }) else { return place }
      place = next.id
    }
    return place
  }
}

package enum TransferRefusal: Refusal, Equatable {
  case sameCell, underWay, noLetter, settled, future, noReason
  case beforeSending(Day)

  package var reason: String {
    switch self {
    case .sameCell: "Đảng viên đang sinh hoạt tại chính chi bộ ấy."
    case .underWay: "Đảng viên đang có một giấy giới thiệu chưa được tiếp nhận."
    case .noLetter: "Chưa ghi số giấy giới thiệu."
    case .settled: "Giấy giới thiệu này đã được tiếp nhận hoặc trả lại."
    case .future: "Ngày tiếp nhận sau hôm nay."
    case .noReason: "Chưa ghi lý do trả lại."
    case .beforeSending(let day): "Ngày tiếp nhận trước ngày giới thiệu (\(day.vietnamese))."
    }
  }
  package var remedy: String {
    switch self {
    case .sameCell: "Chọn chi bộ khác."
    case .underWay: "Tiếp nhận hoặc trả lại giấy ấy trước."
    case .noLetter: "Ghi số và ký hiệu trên giấy giới thiệu sinh hoạt đảng."
    case .settled: "Xem mục Chuyển sinh hoạt của người này."
    case .future: "Ghi ngày tiếp nhận thực tế."
    case .noReason: "Ghi ngắn gọn, ví dụ “sai tên chi bộ”."
    case .beforeSending: "Sửa lại ngày."
    }
  }
}
