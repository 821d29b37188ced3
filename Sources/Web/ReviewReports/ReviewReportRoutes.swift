import Basics
import Formats
import Markup
import Registry
import Reporting
import Reviews

/// The results of a year's review in an organisation and all below it, on the screen and as files.
extension Site {
  var reviewReportRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/ket-qua-xep-loai", .organisation(.viewReviews)) {
        try await $0.reviewReportShow()
      }.heavy,
      .get("/to-chuc/:to-chuc/ket-qua-xep-loai/tai-ve", .organisation(.viewReviews)) {
        try await $0.downloadReviewReport()
      }.heavy,
    ]
  }
}

/// The forms in which a review's report leaves the site.
private enum ReviewReportDownload: String, CaseIterable {
  case docx, xlsx, pdf, json

  var form: BriefingDownload {
    switch self {
    case .docx: .docx
    case .xlsx: .xlsx
    case .pdf: .pdf
    case .json: .json
    }
  }
}

extension Visit {
  /// The year of the address, else the latest with results.
  private func reviewReport() async throws -> (report: ReviewReport, years: [Int]) {
    let (system, id, today) = (system, try organisation, today)
    let (asked, scales, guidances) = (try gradedYear(query), try rules.scales, try guidances)
    let rights = try await rights(on: id)
    let sight = ReviewReport.Sight(
      seesPersons: rights.contains(.recordGradings) || rights.contains(.viewMembers))
    return try await system.read { session throws in
      let years = try session.resultYears()
      let year = asked ?? years.first ?? today.year
      return (
        try session.reviewReport(
          of: id, year: year, scales: scales, guidances: guidances, today: today, sight: sight), years
      )
    }
  }

  fileprivate func reviewReportShow() async throws -> Answer {
    let (report, years) = try await reviewReport()
    let path = "/to-chuc/\(report.organisation)/ket-qua-xep-loai"
    let rights = try await rights(on: report.organisation)
    return try await page(
      report.title,
      breadcrumbs: [
        Link(report.organisationName, "/to-chuc/\(report.organisation)"),
        Link("Kiểm điểm", "/to-chuc/\(report.organisation)/dot-kiem-diem?nam=\(report.year)"),
      ],
      body: ReviewReportPage(path: path, report: report, years: years, rights: rights).html)
  }

  fileprivate func downloadReviewReport() async throws -> Answer {
    let text = query["dang"]
    guard let download = ReviewReportDownload(rawValue: text) else {
      throw ParameterRefusal.invalid(
        "dang", text, expected: ReviewReportDownload.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let (report, _) = try await reviewReport()
    let rules = try rules
    let bytes: [UInt8] =
      switch download {
      case .docx: try report.printed(rules: rules).docx()
      case .pdf: try report.printed(rules: rules).pdf()
      case .xlsx: try report.workbook().bytes()
      case .json: Array((try report.json() + "\n").utf8)
      }
    return .file(
      bytes, name: "\(report.title) \(report.organisationName).\(download.rawValue)", type: download.form.type
    )
  }
}

private struct ReviewReportPage: Piece {
  var path: String
  var report: ReviewReport
  var years: [Int]
  var rights: RightSet

  var html: HTML {
    """
    \(PageHeading(report.title, kind: report.organisationName, lede: lede, actions: downloads))
    \(when: shownYears.count > 1, SectionLinks("Năm", shownYears.map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == report.year) }).html)
    \(report.html)
    """
  }

  private var shownYears: [Int] { Array(years.prefix(12)) }

  private var lede: HTML {
    let basis: HTML = report.guidance.isEmpty ? "" : "Theo \(report.guidance). "
    return "\(basis)Số liệu đến ngày \(report.day.vietnamese)."
  }

  private var downloads: HTML {
    let links = ReviewReportDownload.allCases.map {
      ButtonLink($0.form.title, "\(path)/tai-ve?nam=\(report.year)&dang=\($0.rawValue)", kind: .quiet)
    }
    return "\(links)"
  }
}
