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
    try register.noteExport(of: count, from: organisations.first, day: day, reason: reason)
    return try register.session.members(in: organisations, filter, asOf: asOf, seen: sight, limit: count)
  }
}

/// Takes another list of persons out of the register (introductions to the residence, badges): the journal keeps that it left.
package struct ExportList: Act {
  package static let name = "member.exportList"
  package var organisation: ID<Organisation>
  package var rows: Int
  package var day: Day
  package var reason: String

  package init(from organisation: ID<Organisation>, rows: Int, day: Day, reason: String) {
    (self.organisation, self.rows, self.day, self.reason) = (organisation, rows, day, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.exportMembers, of: actor, on: organisation)
    try register.noteExport(of: rows, from: organisation, day: day, reason: try FreeText.checked(reason))
  }
}

extension Transaction {
  fileprivate func noteExport(of rows: Int, from organisation: ID<Organisation>?, day: Day, reason: String)
    throws
  {
    guard rows <= ExportMembers.rowsWithoutReason || !reason.isEmpty else {
      throw ExportRefusal.noReason(rows)
    }
    if let organisation { note("organisation", organisation) }
    note("rows", .int(rows))
    note("day", .string(day.description))
    if !reason.isEmpty { note("reason", .string(reason)) }
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
