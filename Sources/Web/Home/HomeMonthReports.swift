import Basics
import Markup
import Registry
import Reporting

/// What monthly reports ask of a person: one's own to be sent, those below to be read or asked for.
extension HomePicture {
  private static let most = 5

  static func monthReports(
    _ actor: Actor, _ rules: MonthReportRules, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    let tops = try session.topOrganisations(of: actor, with: .recordMeetings, asOf: AsOf(today), at: now)
    let month = rules.current(on: today)
    let due = rules.dueOn(month)
    return try tops.prefix(most).flatMap { top -> [Matter] in
      let path = "/to-chuc/\(top.organisation)/bao-cao-thang?thang=\(month.address)"
      guard top.kind.isCell else {
        guard top.kind.isWithinGrassroots else { return [] }
        return try below(top, month, rules, path, today, session)
      }
      // Whoever has never reported here is not accused of anything.
      guard top.parent != nil, try session.hasMonthReports(top.organisation) else { return [] }
      let report = try session.monthReport(of: top.organisation, month)
      guard report?.state != .sent else { return [] }
      let isLate = today > due && rules.due.isSettled
      let text =
        report?.state == .returned
        ? "Bổ sung rồi gửi lại báo cáo \(month.vietnamese)"
        : "Gửi báo cáo \(month.vietnamese), hạn \(due.vietnamese)"
      return [
        Matter(
          kind: isLate ? "quá hạn" : "báo cáo", text: "\(text): \(top.name)", path: path,
          tone: isLate ? .attention : .undecided)
      ]
    }
  }

  private static func below(
    _ top: OrganisationState, _ month: CalendarMonth, _ rules: MonthReportRules, _ path: String, _ today: Day,
    _ session: Asked
  ) throws -> [Matter] {
    let lines = try session.monthReports(below: top.organisation, month, today: today)
    guard lines.contains(where: { $0.report != nil }) else { return [] }
    let missing = lines.count { $0.standing(on: today, rules: rules, month) == .missing }
    guard missing > 0 else { return [] }
    return [
      Matter(
        kind: "báo cáo", text: "\(missing) chi bộ chưa gửi báo cáo \(month.vietnamese): \(top.name)",
        path: path,
        tone: .undecided)
    ]
  }
}
