import Basics
import Formats
import Markup
import Registry
import Reporting

extension Visit {
  private func developmentReport() async throws -> (report: DevelopmentReport, trail: [Link]) {
    let (system, actor, id, today, rules) = (system, actor, try organisation, today, try developmentRules)
    let now = system.now
    let year = query.number("nam").flatMap { (1990...today.year).contains($0) ? $0 : nil } ?? today.year
    return try await system.read { session throws in
      let rights = try session.rights(of: actor, on: id, at: now)
      guard
        let report = try DevelopmentReport(
          of: id, year: year, today: today, isOwn: rights.contains(.viewDevelopment), rules: rules,
          in: session)
      else { throw RightsRefusal.notFound }
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      let superiors = try session.superiors(of: id, asOf: AsOf(report.day)).filter {
        reach?.contains($0.organisation) ?? true
      }
      let trail =
        [Link("Tổ chức", "/to-chuc")]
        + (superiors + [report.state]).map { Link($0.name, "/to-chuc/\($0.organisation)") }
      return (report, trail)
    }
  }

  func developmentReportPage() async throws -> Answer {
    let (report, trail) = try await developmentReport()
    return try await page(
      "\(report.title) · \(report.state.name)", breadcrumbs: trail,
      body: DevelopmentReportPage(visit: self, report: report).html)
  }

  func printDevelopmentReport() async throws -> Answer {
    let (report, _) = try await developmentReport()
    let layout = try rules.layout(on: today)?.profile ?? .party
    return try printed(
      report.document(layout, mark: opening.mark), name: "\(report.title), \(report.state.name)")
  }
}

struct DevelopmentReportPage: Piece {
  var visit: Visit
  var report: DevelopmentReport

  private var path: String { "/to-chuc/\(report.state.organisation)/phat-trien/thong-ke" }
  private var columns: [DevelopmentCounts.Column] { DevelopmentCounts.Column.allCases }

  var html: HTML {
    let years = (0..<6).map { visit.today.year - $0 }
    let links = years.map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == report.year) }
    let print: HTML =
      "\(ButtonLink("Word", "\(path)/in?nam=\(report.year)&dang=docx"))\(ButtonLink("PDF", "\(path)/in?nam=\(report.year)&dang=pdf", kind: .quiet))"
    return """
      \(PageHeading(report.title, kind: report.state.name, lede: "Đến ngày \(report.day.vietnamese). Không nêu tên ai.", actions: print))
      \(SectionLinks("Các năm", links))
      \(Figures(columns.map(figure)))
      \(when: report.hidesSome, Notice(.info, "“\(DevelopmentReport.untold)”: dưới \(report.least) người, hoặc từ đó tính ra được số dưới \(report.least) người.").html)
      \(when: !report.lines.isEmpty, Section("Theo đơn vị", id: "don-vi", body: table).html)
      """
  }

  private func figure(_ column: DevelopmentCounts.Column) -> Figure {
    Figure(report.text(report.total, column), column.title, definition: column.definition)
  }

  private var table: HTML {
    Table(
      "Theo đơn vị", columns: [.init("Đơn vị")] + columns.map { .init($0.title, .number) },
      rows: report.lines.map { line in
        let name: HTML =
          "<a\(href: "/to-chuc/\(line.state.organisation)/phat-trien/thong-ke?nam=\(report.year)")>\(line.state.name)</a>"
        return Table.Row([name] + columns.map { "\(report.text(line, $0))" })
      }, foot: Table.Row(["Cả đơn vị"] + columns.map { "\(report.text(report.total, $0))" }), keepsShape: true
    ).html
  }
}
