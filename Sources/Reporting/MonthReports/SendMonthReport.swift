import Basics
import Registry
import Storage

/// Keeps the secretary's remarks until the report is sent.
package struct SaveMonthRemarks: Act {
  package static let name = "monthReport.save"
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var remarks: String
  package init(_ remarks: String, of organisation: ID<Organisation>, for month: CalendarMonth) {
    (self.remarks, self.organisation, self.month) = (remarks, organisation, month)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let (_, old) = try register.takeMonthReport(of: organisation, month, by: actor)
    let remarks = try FreeText.checked(remarks)
    guard !(old?.remarks.utf8.elementsEqual(remarks.utf8) ?? false) else { return }
    var new = old ?? .blank(organisation, month)
    new.remarks = remarks
    try register.put(new, for: old)
  }
}

/// Sends the report up: the figures of this moment go with it and stay.
package struct SendMonthReport: Act {
  package static let name = "monthReport.send"
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var remarks: String
  package var rules: MonthReportRules
  package var fees: FeeRules
  package var development: DevelopmentRules
  package init(
    _ remarks: String, of organisation: ID<Organisation>, for month: CalendarMonth, rules: MonthReportRules,
    fees: FeeRules, development: DevelopmentRules
  ) {
    (self.remarks, self.organisation, self.month) = (remarks, organisation, month)
    (self.rules, self.fees, self.development) = (rules, fees, development)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let (state, old) = try register.takeMonthReport(of: organisation, month, by: actor)
    guard state.parent != nil else { throw MonthReportRefusal.noSuperior }
    let opens = rules.opens(month)
    guard register.today >= opens else { throw MonthReportRefusal.tooEarly(opens) }
    let figures = try MonthFigures(
      of: state, in: month, today: register.today, fees: fees, development: development,
      session: register.session)
    var new = old ?? .blank(organisation, month)
    (new.state, new.figures, new.sentOn, new.reason) = (.sent, try figures.text(), register.today, "")
    new.remarks = try FreeText.checked(remarks)
    try register.put(new, for: old)
  }
}

/// Gives a report back to the cell, with what is missing.
package struct ReturnMonthReport: Act {
  package static let name = "monthReport.return"
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var reason: String
  package init(of organisation: ID<Organisation>, for month: CalendarMonth, reason: String) {
    (self.organisation, self.month, self.reason) = (organisation, month, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.viewMeetings, of: actor, on: organisation)
    let above = try register.session.superiors(of: organisation, asOf: register.asOf).last
    guard let above else { throw MonthReportRefusal.noSuperior }
    // The cell does not give back to itself.
    guard
      try register.session.rights(of: actor, on: above.organisation, at: register.now).contains(
        .recordMeetings)
    else { throw RightsRefusal.lacking(.recordMeetings) }
    guard let old = try register.session.monthReport(of: organisation, month), old.state == .sent else {
      throw MonthReportRefusal.notSent
    }
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw MonthReportRefusal.noReason }
    var new = old
    (new.state, new.reason) = (.returned, reason)
    try register.put(new, for: old)
  }
}

extension MonthReport {
  fileprivate static func blank(_ organisation: ID<Organisation>, _ month: CalendarMonth) -> Self {
    Self(
      id: 0, organisation: organisation, month: month, state: .draft, figures: "", remarks: "", sentOn: nil,
      reason: "")
  }
}

extension Transaction {
  /// A report that may still be written to, with the cell as it was at the end of the month.
  fileprivate func takeMonthReport(of organisation: ID<Organisation>, _ month: CalendarMonth, by actor: Actor)
    throws -> (OrganisationState, MonthReport?)
  {
    try require(.recordMeetings, of: actor, on: organisation)
    guard month.first <= today else { throw MonthReportRefusal.tooEarly(month.first) }
    let day = min(today, month.last)
    guard let state = try session.organisation(organisation, asOf: AsOf(day)) else {
      throw RightsRefusal.notFound
    }
    guard state.kind.isCell else { throw MonthReportRefusal.notCell }
    let old = try session.monthReport(of: organisation, month)
    guard old?.state != .sent else { throw MonthReportRefusal.sent }
    return (state, old)
  }

  fileprivate func put(_ report: MonthReport, for old: MonthReport?) throws {
    if let old { try withdraw(old) }
    var new = report
    new.id = newID(MonthReport.self).number
    try insert(new)
    note("organisation", report.organisation)
    note("month", .int(report.month.number))
  }
}
