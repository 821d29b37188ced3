import Basics
import Markup
import Registry
import Reviews

extension Visit {
  var mayDraft: Bool { opening.grants.contains { $0.role.rights.contains(.draftGuidances) } }

  /// The drafts in the visitor's reach, for the library; nothing for those who may not look at drafts.
  func draftSection() async throws -> HTML {
    guard opening.grants.contains(where: { $0.role.rights.contains(.viewGuidanceDrafts) }) else { return "" }
    let (system, actor, day) = (system, actor, today)
    let now = system.now
    let (drafts, people, places) = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewGuidanceDrafts, at: now)
      let drafts = try session.guidanceDrafts(of: reach)
      var places: [ID<Organisation>: String] = [:]
      for id in Set(drafts.map(\.organisation)) {
        places[id] = try session.organisationNear(id, asOf: AsOf(day))?.name
      }
      return (drafts, try session.personNames(ofActors: drafts.map(\.savedBy)), places)
    }
    let new: HTML = mayDraft ? "\(ButtonLink("Soạn dự thảo", "\(DraftPath.index)/moi"))" : ""
    return Section(
      "Dự thảo", id: "du-thao", note: "Chưa ký, chưa dùng để xếp loại.",
      body: """
        \(Table(
          "Dự thảo", columns: [.init("Dự thảo"), .init("Cấp soạn thảo"), .init("Bản", .number), .init("Ghi lần cuối")],
          rows: drafts.map { draft in
            Table.Row([
              "<a\(href: DraftPath.draft(draft.id))>\(draft.title)</a> \(when: draft.isWithdrawn, Badge("thôi soạn").html)",
              "\(places[draft.organisation] ?? "")", "\(draft.latest)",
              "\(people[draft.savedBy] ?? ""), \(draft.savedAt.vietnamese)",
            ])
          },
          empty: EmptyState(
            "Chưa có dự thảo nào",
            advice: mayDraft
              ? "Soạn dự thảo từ một hướng dẫn, sửa từng điều và xem tác động trước khi ký."
              : "Ban tổ chức của cấp ủy soạn dự thảo ở đây.")))
        \(when: !drafts.isEmpty || mayDraft, Actions(new).html)
        """
    ).html
  }
}
