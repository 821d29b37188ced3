import Basics
import Formats
import Markup
import Meetings
import Registry
import Reporting

/// The monthly report of a cell, and for a committee who has sent theirs.
extension Site {
  var monthReportRoutes: [Route] {
    let list = "/to-chuc/:to-chuc/bao-cao-thang"
    return [
      .get(list, .organisation(.viewMeetings)) { try await $0.monthReport(FormTrouble()) },
      .get("\(list)/in", .organisation(.viewMeetings)) { try await $0.printMonthReport() },
      .post(list, .organisation(.recordMeetings)) { try await $0.writeMonthReport() },
      .post("\(list)/tra-lai", .organisation(.recordMeetings)) { try await $0.returnMonthReport() },
    ]
  }
}

/// A month of a cell, or of a committee over cells.
struct MonthReportPicture: Sendable {
  var state: OrganisationState
  var superior: OrganisationState?
  var place: String?
  var rights: RightSet
  var month: CalendarMonth
  var today: Day
  var rules: MonthReportRules
  /// Of a cell: as sent, or as the register stands now.
  var report: MonthReport?
  var figures: MonthFigures?
  /// What people raise, and the way into the Party: within the grassroots organisation only.
  var tellsConcerns = false
  var tellsDevelopment = false
  /// May give it back to the cell.
  var isReceiver = false
  /// Of a committee.
  var lines: [MonthReportLine] = []
  /// Above the grassroots: its parts, with their cells.
  var parts: [(state: OrganisationState, lines: [MonthReportLine])] = []

  var path: String { "/to-chuc/\(state.organisation)/bao-cao-thang" }
  func address(_ month: CalendarMonth) -> String { "\(path)?thang=\(month.address)" }
  var isSent: Bool { report?.state == .sent }
  var writes: Bool { state.kind.isCell && rights.contains(.recordMeetings) && !isSent }

  init(
    _ id: ID<Organisation>, _ month: CalendarMonth, for actor: Registry.Actor, rules: MonthReportRules,
    fees: FeeRules, development: DevelopmentRules, at now: Moment, in session: Asked
  ) throws {
    (self.month, self.rules, today) = (month, rules, now.day)
    let day = min(month.last, now.day)
    guard
      let state = try session.organisation(id, asOf: AsOf(day))
        ?? session.organisationNear(id, asOf: AsOf(day))
    else { throw RightsRefusal.notFound }
    self.state = state
    rights = try session.rights(of: actor, on: id, at: now)
    superior = try session.superiors(of: id, asOf: AsOf(day)).last
    place = try session.paperPlace(of: state, asOf: AsOf(day))
    guard state.kind.isCell else {
      if state.kind.isWithinGrassroots {
        lines = try session.monthReports(below: id, month, today: now.day)
      } else {
        parts = try session.children(of: id, asOf: AsOf(day)).map {
          ($0, try session.monthReports(below: $0.organisation, month, today: now.day))
        }
      }
      return
    }
    report = try session.monthReport(of: id, month)
    if let report, report.state == .sent {
      figures = MonthFigures(text: report.figures)
    } else if month.first <= now.day {
      figures = try MonthFigures(
        of: state, in: month, today: now.day, fees: fees, development: development, session: session)
    }
    let near = try session.nearRights(of: actor, on: id, at: now)
    (tellsConcerns, tellsDevelopment) = (near.contains(.viewConcerns), near.contains(.viewDevelopment))
    if let superior {
      isReceiver = try session.rights(of: actor, on: superior.organisation, at: now).contains(.recordMeetings)
    }
  }
}

extension Visit {
  var monthReportRules: MonthReportRules { get throws { try site.monthReportRules(site.content) } }

  func monthReportPicture() async throws -> MonthReportPicture {
    let (system, actor, id, rules) = (system, actor, try organisation, try monthReportRules)
    let month =
      CalendarMonth(form.has("thang") ? form["thang"] : query["thang"]) ?? rules.current(on: today)
    let (fees, development) = (try feeRules, try developmentRules)
    let now = system.now
    return try await system.read {
      try MonthReportPicture(
        id, month, for: actor, rules: rules, fees: fees, development: development, at: now, in: $0)
    }
  }

  func monthReport(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await monthReportPicture()
    return try await page(
      "Báo cáo \(picture.month.vietnamese)",
      breadcrumbs: [Link(picture.state.name, "/to-chuc/\(picture.state.organisation)")],
      styles: ["/styles/meetings.css"],
      body: MonthReportPage(visit: self, picture: picture, trouble: trouble).html)
  }

  func writeMonthReport() async throws -> Answer {
    let picture = try await monthReportPicture()
    return try await attempt {
      let (id, month, remarks) = (picture.state.organisation, picture.month, form.paragraphs("nhan-xet"))
      try mattersOnly(["nhan-xet"])
      if form["viec-bao-cao"] == "gui" {
        try await perform(
          SendMonthReport(
            remarks, of: id, for: month, rules: picture.rules, fees: try feeRules,
            development: try developmentRules))
        return .redirect(picture.address(month), done: .monthReportSent)
      }
      guard form.has("nhan-xet") else { throw RequestRefusal.missing("nhận xét") }
      try await perform(SaveMonthRemarks(remarks, of: id, for: month))
      return .redirect(picture.address(month), done: .saved)
    } else: {
      try await monthReport($0)
    }
  }

  func returnMonthReport() async throws -> Answer {
    let picture = try await monthReportPicture()
    return try await attempt {
      guard !form.paragraphs("ly-do-tra").isEmpty else {
        throw FormTroubles(trouble: FormTrouble("ly-do-tra", "Ghi cần bổ sung gì."))
      }
      try await perform(
        ReturnMonthReport(
          of: picture.state.organisation, for: picture.month, reason: form.paragraphs("ly-do-tra")))
      return .redirect(picture.address(picture.month), done: .saved)
    } else: {
      try await monthReport($0.at("ly-do-tra"))
    }
  }

  func printMonthReport() async throws -> Answer {
    let picture = try await monthReportPicture()
    return try printed(
      MonthReportPrint(picture: picture, mark: opening.mark).document(
        try self.rules.layout(on: today)?.profile ?? .party),
      named: "Báo cáo \(picture.month.address), \(picture.state.name)")
  }
}
