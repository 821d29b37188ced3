import Basics
import Foundation
import Registry
import Storage

/// Month-report rules — hạn báo cáo tháng, from `Content/Reporting/month-reports.yaml`.
package struct MonthReportRules: Sendable, Decodable {
  package struct Open: Sendable, Decodable { package var day: Int }
  package struct Due: Sendable, Decodable {
    package var day: Int
    package var cite: String
    package var certainty: String

    /// A day nobody was seen to have set is proposed: it makes nobody late.
    package var isSettled: Bool { ["A", "B", "L"].contains(certainty) }
  }
  package var open: Open
  package var due: Due

  package init(_ content: Content) throws {
    let path = "Reporting/month-reports.yaml"
    self = try content.yaml(path)
    guard (1...28).contains(open.day), (1...28).contains(due.day) else {
      throw ContentRefusal.unreadable(path, "ngày phải từ 1 đến 28")
    }
  }

  package func opens(_ month: CalendarMonth) -> Day {
    Day(year: month.year, month: month.month, day: open.day) ?? month.first
  }
  package func dueOn(_ month: CalendarMonth) -> Day {
    Day(year: month.next.year, month: month.next.month, day: due.day) ?? month.next.first
  }
  /// The month whose report is the next to be sent.
  package func current(on day: Day) -> CalendarMonth {
    let month = CalendarMonth(of: day)
    return day >= opens(month) ? month : month.previous
  }
}

/// Month report — báo cáo tháng of a cell: figures of the register as they were when it was sent, and the secretary's remarks.
package struct MonthReport: Fact, Hashable {
  package enum State: String, Sendable, CaseIterable, SQLConvertible {
    case draft, sent, returned
    package var title: String {
      switch self {
      case .draft: "đang soạn"
      case .sent: "đã gửi"
      case .returned: "trả lại để bổ sung"
      }
    }
  }
  package var id: Int64
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var state: State
  /// ``MonthFigures`` as text; empty while nothing was sent.
  package var figures: String
  package var remarks: String
  /// When it was sent last.
  package var sentOn: Day?
  /// Why it was returned.
  package var reason: String

  package static let table: StaticString = "month_report"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "month", "state", "figures", "remarks", "sent_on", "reason",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), organisation.sqlValue, .int(Int64(month.number)), state.sqlValue, .text(figures),
      .text(remarks), sentOn?.sqlValue ?? .null, .text(reason),
    ]
  }
  static let list: SQL =
    "r.id, r.organisation_id, r.month, r.state, r.figures, r.remarks, r.sent_on, r.reason"
  static func read(_ row: Row) throws -> Self {
    Self(
      id: Int64(try row.int(0)), organisation: try row.id(1),
      month: CalendarMonth(number: try row.int(2)) ?? CalendarMonth(of: .beginningOfTime),
      state: try row.choice(3),
      figures: try row.text(4), remarks: try row.text(5), sentOn: try row.ifDay(6), reason: try row.text(7))
  }
}

package enum MonthReportRefusal: Refusal, Equatable {
  case notCell, tooEarly(Day), sent, notSent, noReason, noSuperior

  package var reason: String {
    switch self {
    case .notCell: "Chỉ chi bộ gửi báo cáo tháng."
    case .tooEarly(let day): "Báo cáo tháng này gửi được từ ngày \(day.vietnamese)."
    case .sent: "Báo cáo tháng này đã gửi."
    case .notSent: "Báo cáo tháng này chưa gửi."
    case .noReason: "Chưa ghi lý do."
    case .noSuperior: "Chi bộ này không có cấp trên trong sổ."
    }
  }
  package var remedy: String {
    switch self {
    case .notCell: "Mở trang của chi bộ."
    case .tooEarly: "Ghi nhận xét trước, đến ngày ấy thì gửi."
    case .sent: "Cần sửa thì đề nghị cấp trên trả lại kèm lý do."
    case .notSent: "Chờ chi bộ gửi."
    case .noReason: "Ghi rõ cần bổ sung gì, ít nhất vài chữ."
    case .noSuperior: "Không cần gửi."
    }
  }
}
