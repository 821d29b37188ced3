import Basics
import Storage

/// Step — bước đã qua của một người được xem xét: a vote, a decision, the ceremony, recognition, or that it ended.
package struct ProspectStep: Fact, Hashable {
  package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
    case cellVote, committeeVote, decided, admitted
    case cellRecognition, committeeRecognition, recognised
    case stopped, cancelled

    package var title: String {
      switch self {
      case .cellVote: "Chi bộ xét, đề nghị kết nạp"
      case .committeeVote: "Đảng ủy cơ sở đề nghị kết nạp"
      case .decided: "Quyết định kết nạp"
      case .admitted: "Lễ kết nạp"
      case .cellRecognition: "Chi bộ xét, đề nghị công nhận chính thức"
      case .committeeRecognition: "Đảng ủy cơ sở đề nghị công nhận chính thức"
      case .recognised: "Công nhận chính thức"
      case .stopped: "Thôi xét"
      case .cancelled: "Hủy quyết định kết nạp"
      }
    }
    package var isVote: Bool {
      [.cellVote, .committeeVote, .cellRecognition, .committeeRecognition].contains(self)
    }
  }

  /// How a body voted: of how many, how many were needed, for and against.
  package struct Vote: Hashable, Sendable {
    package var base: Int
    package var needed: Int
    package var inFavour: Int
    package var against: Int
    package var isCarried: Bool

    package init(base: Int, needed: Int, inFavour: Int, against: Int) {
      (self.base, self.needed, self.inFavour, self.against) = (base, needed, inFavour, against)
      isCarried = base > 0 && inFavour >= needed
    }

    package var sentence: String {
      "tán thành \(inFavour), không tán thành \(against); cần \(needed) trên \(base): "
        + (isCarried ? "đủ" : "chưa đủ")
    }
  }

  package var id: Int64
  package var prospect: ID<Prospect>
  package var kind: Kind
  package var day: Day
  package var vote: Vote?
  /// Number and symbol of the resolution: "05-NQ/CB".
  package var number: String
  /// Whom the ceremony made a member.
  package var member: ID<Member>?
  package var decision: ID<Decision>?
  /// Why it was stopped, as the rules call it.
  package var reason: String

  package init(
    id: Int64, prospect: ID<Prospect>, kind: Kind, day: Day, vote: Vote? = nil, number: String = "",
    member: ID<Member>? = nil, decision: ID<Decision>? = nil, reason: String = ""
  ) {
    (self.id, self.prospect, self.kind, self.day, self.vote) = (id, prospect, kind, day, vote)
    (self.number, self.member, self.decision, self.reason) = (number, member, decision, reason)
  }

  package static let table: StaticString = "prospect_step"
  package static let columns: [StaticString] = [
    "id", "prospect_id", "kind", "happened_on", "base", "needed", "in_favour", "against", "is_carried",
    "number", "member_id", "decision_id", "reason",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    func number(_ path: KeyPath<Vote, Int>) -> SQLValue {
      vote.map { .int(Int64($0[keyPath: path])) } ?? .null
    }
    return [
      .int(id), prospect.sqlValue, kind.sqlValue, day.sqlValue, number(\.base), number(\.needed),
      number(\.inFavour), number(\.against), vote?.isCarried.sqlValue ?? .null, .text(self.number),
      member?.sqlValue ?? .null, decision?.sqlValue ?? .null, .text(reason),
    ]
  }

  static func read(_ row: Row) throws -> Self {
    var step = Self(
      id: Int64(try row.int(0)), prospect: try row.id(1), kind: try row.choice(2), day: try row.day(3),
      number: try row.text(9), member: try row.ifID(10), decision: try row.ifID(11),
      reason: try row.text(12))
    if let base = try row.ifInt(4) {
      var vote = Vote(
        base: base, needed: try row.ifInt(5) ?? base, inFavour: try row.ifInt(6) ?? 0,
        against: try row.ifInt(7) ?? 0)
      // As it was counted then.
      vote.isCarried = try row.ifInt(8).map { $0 != 0 } ?? false
      step.vote = vote
    }
    return step
  }
}
