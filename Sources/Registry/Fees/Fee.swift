import Basics
import Schema
import Storage

/// Fee standing — diện đóng đảng phí of a member from a month on: class, base, reduction. Why somebody is exempt or pays less is
/// written nowhere.
package struct FeeStanding: DatedFact, Hashable {
  package var id: Int64
  package var member: ID<Member>
  package var feeClass: String
  /// Đồng a month: the income the fee is reckoned from, or the sum that was set; 0 where none is needed.
  package var base: Int
  /// Of the minimum wage; 0 where none is needed.
  package var region: Int
  /// Hundredths taken off.
  package var reduction: Int
  package var period: Period

  package static let table: StaticString = "fee_standing"
  package static let columns: [StaticString] = [
    "id", "member_id", "fee_class", "base_amount", "region", "reduction", "effective_from", "effective_to",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, .text(feeClass), .int(Int64(base)), .int(Int64(region)),
      .int(Int64(reduction)), period.from.sqlValue, period.to.sqlValue,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
  static let list: SQL =
    "f.id, f.member_id, f.fee_class, f.base_amount, f.region, f.reduction, f.effective_from, f.effective_to"
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), member: try row.id(1), feeClass: try row.text(2), base: try row.int(3),
      region: try row.int(4), reduction: try row.int(5),
      period: Period(from: try row.day(6), to: try row.day(7)))
  }
}

/// Receipt — thu đảng phí: what a member has paid for one month.
package struct FeeReceipt: Fact, Hashable {
  package var id: Int64
  package var member: ID<Member>
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var amount: Int
  package var receivedOn: Day

  package static let table: StaticString = "fee_receipt"
  package static let columns: [StaticString] = [
    "id", "member_id", "organisation_id", "month", "amount", "received_on",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), member.sqlValue, organisation.sqlValue, .int(Int64(month.number)), .int(Int64(amount)),
      receivedOn.sqlValue,
    ]
  }
  static let list: SQL = "f.id, f.member_id, f.organisation_id, f.month, f.amount, f.received_on"
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), member: try row.id(1), organisation: try row.id(2),
      month: CalendarMonth(number: try row.int(3)) ?? CalendarMonth(of: .beginningOfTime),
      amount: try row.int(4),
      receivedOn: try row.day(5))
  }
}

/// Share — tỷ lệ trích nộp that a committee has decided for an organisation.
package struct FeeShare: DatedFact, Hashable {
  package var id: Int64
  package var organisation: ID<Organisation>
  /// Hundredths that go up.
  package var percent: Int
  package var period: Period
  package var decision: ID<Decision>?

  package static let table: StaticString = "fee_share"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "percent", "effective_from", "effective_to", "decision_id",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), organisation.sqlValue, .int(Int64(percent)), period.from.sqlValue, period.to.sqlValue,
      decision?.sqlValue ?? .null,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
}

/// Remittance — nộp đảng phí lên cấp trên.
package struct FeeRemittance: Fact, Hashable {
  package var id: Int64
  package var organisation: ID<Organisation>
  package var amount: Int
  package var remittedOn: Day
  /// Of the receipt the committee above gave.
  package var number: String

  package static let table: StaticString = "fee_remittance"
  package static let columns: [StaticString] = ["id", "organisation_id", "amount", "remitted_on", "number"]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [.int(id), organisation.sqlValue, .int(Int64(amount)), remittedOn.sqlValue, .text(number)]
  }
}
