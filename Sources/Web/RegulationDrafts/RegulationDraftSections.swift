import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// Drafts of an organisation, for those who stand for it; drafts the visitor was asked about.
  func regulationDraftSections(_ organisation: ID<Organisation>?) async throws -> HTML {
    let (system, actor) = (system, actor)
    let now = system.now
    let (own, asked) = try await system.read { session throws in
      var own: [RegulationDraft]?
      if let organisation, try session.standsFor(organisation, actor, at: now) {
        own = try session.regulationDrafts(of: organisation)
      }
      return (own, try session.draftsAskedOf(actor, at: now))
    }
    let path = organisation.map { "/to-chuc/\($0)/quy-che/du-thao" } ?? ""
    let mine = own.map { drafts -> HTML in
      Section(
        "Dự thảo", id: "du-thao", note: "Chỉ tổ chức này và nơi được hỏi ý kiến thấy.",
        body: """
          \(Table("Dự thảo", columns: [.init("Dự thảo"), .init("Đang ở bước"), .init("Từ ngày", .day)], rows: drafts.map(row), empty: EmptyState("Chưa soạn dự thảo nào", advice: "Bắt đầu từ mẫu khung của loại tổ chức này, từ bản đang dùng, hoặc từ một tệp.")))
          \(Actions("\(ButtonLink("Soạn quy chế", path, kind: .primary))"))
          """
      ).html
    }
    let theirs: HTML =
      asked.isEmpty
      ? ""
      : Section(
        "Dự thảo được hỏi ý kiến", id: "duoc-hoi",
        body: Table(
          "Dự thảo được hỏi ý kiến", columns: [.init("Dự thảo"), .init("Góp ý trước ngày", .day)],
          rows: asked.map {
            Table.Row([
              "<a\(href: $0.draft.path)>\($0.draft.title)</a>", "\($0.request.before?.vietnamese ?? "")",
            ])
          }
        ).html
      ).html
    return "\(theirs)\(mine ?? "")"
  }

  private func row(_ draft: RegulationDraft) -> Table.Row {
    Table.Row([
      "<a\(href: draft.path)>\(draft.title)</a>",
      "\(Badge(draft.step.state.title, draft.step.state == .issued ? .done : .neutral))",
      "\(draft.step.day.vietnamese)",
    ])
  }
}
