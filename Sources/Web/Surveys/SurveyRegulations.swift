import Basics
import Markup
import Registry
import Regulations
import Reporting

/// What the register counts of the regulations a survey's finding speaks of, on the day of the visit; each figure opens its list.
struct SurveyRegulations: Sendable {
  var day: Day
  var path: String
  /// Nil while others take up the machine: then there is the way to it only.
  var overview: RegulationOverview?
  /// The findings it stands below.
  var findings: Set<ID<SurveyPart>>

  func records(_ list: OverviewList) -> String { "\(path)?loc=\(list.rawValue)&ngay=\(day)" }

  var html: HTML {
    guard let overview else {
      return
        "<p><a\(href: "\(path)?ngay=\(day)")>Xem quy chế của các chi bộ ngày \(day.vietnamese)</a></p>\n"
    }
    return """
      <p class="hint">Sổ ngày \(day.vietnamese), quy chế của các chi bộ bên dưới so với quy chế của cấp trên trực tiếp; bấm con số để xem danh sách.</p>
      \(Figures(overview.figures(records)))
      \(when: overview.waiting > 0, "<p class=\"hint\">\(overview.waiting) quy chế nơi ban hành đang xem trước, chưa tính ở đây.</p>")
      """
  }
}

extension Visit {
  /// Nil where no finding speaks of regulations, or the visitor may not compare those of the place that was visited.
  func surveyRegulations(_ picture: SurveyPicture) async throws -> SurveyRegulations? {
    let words = try site.surveyedRegulations(site.content)
    let findings = picture.of(.finding).map(\.part).filter { words.speaks("\($0.topic). \($0.text)") }
    guard picture.isWhole, !findings.isEmpty, picture.rights.contains(.compareRegulations) else { return nil }
    let survey = picture.survey
    var overview: RegulationOverview?
    do {
      overview = try await heavy {
        try await regulationOverview(of: survey.organisation, asOf: AsOf(survey.visitedOn))
      }
    } catch is any Refusal { overview = nil }
    if let overview, overview.rows.isEmpty, overview.waiting == 0 { return nil }
    return SurveyRegulations(
      day: survey.visitedOn, path: "/to-chuc/\(survey.organisation)/quy-che/tong-quan", overview: overview,
      findings: Set(findings.map(\.id)))
  }
}
