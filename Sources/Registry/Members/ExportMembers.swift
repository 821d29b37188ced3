import Basics
import Storage

/// Takes a list of members out of the register: who, how many, why. The rows themselves are the same question as the
/// screen's; the journal keeps that they left.
package struct ExportMembers: Act {
  /// From so many rows on a reason is asked for.
  package static let rowsWithoutReason = 500

  package static let name = "member.export"
  package var organisations: [ID<Organisation>]
  package var filter: MemberFilter
  package var day: Day
  package var reason: String

  package init(from organisations: [ID<Organisation>], _ filter: MemberFilter, day: Day, reason: String) {
    (self.organisations, self.filter, self.day, self.reason) = (organisations, filter, day, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> [MemberListing] {
    for organisation in organisations { try register.require(.exportMembers, of: actor, on: organisation) }
    let reason = try FreeText.checked(reason)
    let asOf = AsOf(day)
    let sight = try register.session.listSight(of: actor, asOf: asOf, at: register.now)
    let count = try register.session.memberCount(in: organisations, filter, asOf: asOf, seen: sight)
    guard count <= Self.rowsWithoutReason || !reason.isEmpty else { throw ExportRefusal.noReason(count) }
    if let first = organisations.first { register.note("organisation", first) }
    register.note("rows", .int(count))
    register.note("day", .string(day.description))
    if !reason.isEmpty { register.note("reason", .string(reason)) }
    return try register.session.members(in: organisations, filter, asOf: asOf, seen: sight, limit: count)
  }
}

package enum ExportRefusal: Refusal, Equatable {
  case noReason(Int)

  package var reason: String {
    switch self {
    case .noReason(let count):
      "Danh sách có \(count) người; xuất nhiều hơn \(ExportMembers.rowsWithoutReason) người phải ghi lý do."
    }
  }
  package var remedy: String {
    "Ghi lý do xuất, ví dụ “lập danh sách phát thẻ theo công văn của Ban Tổ chức”."
  }
}
