import Basics
import Registry
import Schema
import Storage

/// Whether a cell has reported for a month.
package struct MonthReportLine: Sendable {
  package enum Standing: Sendable, Hashable {
    case inTime, late, returned, missing, awaited
    package var title: String {
      switch self {
      case .inTime: "đã gửi"
      case .late: "gửi chậm"
      case .returned: "trả lại, chờ bổ sung"
      case .missing: "quá hạn, chưa gửi"
      case .awaited: "chưa đến hạn"
      }
    }
  }
  package var cell: OrganisationState
  package var report: MonthReport?

  package func standing(on today: Day, rules: MonthReportRules, _ month: CalendarMonth) -> Standing {
    let due = rules.dueOn(month)
    if let report, report.state == .returned { return .returned }
    if let report, report.state == .sent, let sent = report.sentOn { return sent > due ? .late : .inTime }
    return today > due ? .missing : .awaited
  }
}

extension Session {
  package func monthReport(of organisation: ID<Organisation>, _ month: CalendarMonth) throws -> MonthReport? {
    try first(
      """
      SELECT \(MonthReport.list) FROM month_report r WHERE r.organisation_id = \(organisation)
        AND r.month = \(month.number) AND r.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try MonthReport.read($0) }
  }

  /// Whether a cell has ever written a report.
  package func hasMonthReports(_ organisation: ID<Organisation>) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM month_report r WHERE r.organisation_id = \(organisation)
        AND r.withdrawn_by = \(Schema.stillBelieved) LIMIT 1
      """)
  }

  /// The cells below an organisation, itself where it is one, at the end of a month, with their reports.
  package func monthReports(below organisation: ID<Organisation>, _ month: CalendarMonth, today: Day) throws
    -> [MonthReportLine]
  {
    let asOf = AsOf(min(today, month.last))
    let cells = try subtree(of: organisation, asOf: asOf).filter(\.kind.isCell)
    let found = try all(
      """
      SELECT \(MonthReport.list) FROM organisation_closure c JOIN month_report r ON r.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND r.month = \(month.number)
        AND r.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try MonthReport.read($0) }
    let reports = Dictionary(found.map { ($0.organisation, $0) }, uniquingKeysWith: { a, _ in a })
    return cells.map { MonthReportLine(cell: $0, report: reports[$0.organisation]) }
  }
}
