import Basics
import Markup
import Registry
import Reporting

extension Visit {
  /// Surveys of the person's reach, and those that ask something of it.
  func surveyIndex() async throws -> Answer {
    let (system, actor, asOf, today) = (system, actor, asOf, today)
    let now = system.now
    let (rows, canManage) = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      let open = try session.openAdvice(on: today)
      let rows = try session.surveys(concerning: reach, asOf: asOf).map { survey in
        (
          survey, try session.organisationNear(survey.organisation, asOf: AsOf(survey.visitedOn))?.name ?? "",
          open.count { $0.survey.id == survey.id && (reach?.contains($0.owner) ?? true) }
        )
      }
      let managing = try session.reach(of: actor, with: .manageSurveys, at: now)
      return (rows, managing.map { !$0.isEmpty } ?? true)
    }
    let add = ButtonLink("Ghi cuộc khảo sát", "/khao-sat/moi", kind: .primary)
    return try await page(
      "Khảo sát",
      body: """
        \(PageHeading("Khảo sát", lede: "Các cuộc làm việc của cấp trên: hỏi gì, đánh giá thế nào, lưu ý gì và đã làm đến đâu.", actions: canManage ? "\(add)" : ""))
        \(Table(
          "Các cuộc khảo sát", columns: [.init("Cuộc khảo sát"), .init("Ngày", .day), .init("Nơi làm việc"), .init("Đoàn"), .init("Còn chờ")],
          rows: rows.map { survey, name, waiting in
            Table.Row([
              "<a\(href: "/khao-sat/\(survey.id)")>\(survey.title)</a>", "\(survey.visitedOn.vietnamese)", "\(name)", "\(survey.team)",
              waiting > 0 ? "\(Badge("\(waiting) ý kiến", .attention))" : "",
            ])
          },
          empty: EmptyState("Chưa có cuộc khảo sát nào", advice: canManage ? "Ghi lại cuộc làm việc với thành phần, số liệu được hỏi, đánh giá và ý kiến lưu ý." : "Cuộc khảo sát có liên quan sẽ hiện ở đây.")))
        """)
  }
}
