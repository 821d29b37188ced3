import Basics
import Markup
import Registry
import Reporting

extension Visit {
  /// Briefings of everything the person may see: where to draw one up, and which were issued.
  func briefingIndex() async throws -> Answer {
    let (system, actor, asOf, rules) = (system, actor, asOf, try rules)
    let now = system.now
    let number = min(max(query.number("trang") ?? 1, 1), 1_000_000)
    let size = 20
    let (tops, heads, shown) = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewBriefings, at: now)
      let heads = try session.issueHeads().filter { reach?.contains($0.organisation) ?? true }
      let shown = try heads.dropFirst((number - 1) * size).prefix(size).map {
        head -> (BriefingIssueHead, IssuedBriefing?) in
        (head, try session.issue(head.id).map { try session.compared($0, rules: rules, for: actor, at: now) })
      }
      return (
        try session.topOrganisations(of: actor, with: .viewBriefings, asOf: asOf, at: now), heads, shown
      )
    }
    return try await page(
      "Báo cáo", travels: true,
      body: """
        \(PageHeading("Báo cáo", lede: "Mọi số liệu mở ra đúng những bản ghi đã đếm. Báo cáo đã phát hành giữ nguyên; sổ sửa về sau được nêu bên cạnh."))
        \(Section("Lập báo cáo", id: "lap", note: "Số liệu ngày \(day.vietnamese); chọn ngày khác ở thanh phía trên.", body: tops.isEmpty
          ? EmptyState("Không có tổ chức nào vào ngày này", advice: "Chọn ngày khác ở thanh phía trên.").html
          : "<ul>\(each: tops, { "<li><a\(href: link("/to-chuc/\($0.organisation)/bao-cao"))>\($0.name)</a></li>" })</ul>\n<p class=\"hint\">Báo cáo của một tổ chức bên dưới mở từ trang của tổ chức ấy.</p>\n"))
        \(Section("Đã phát hành", id: "da-phat-hanh", body: """
          \(issuedTable(shown))\(Pagination(page: number, pageSize: size, count: heads.count, noun: "báo cáo", path: "/bao-cao"))
          """))
        """)
  }

  private func issuedTable(_ shown: [(BriefingIssueHead, IssuedBriefing?)]) -> Table {
    Table(
      "Báo cáo đã phát hành",
      columns: [
        .init("Số"), .init("Tổ chức"), .init("Số liệu ngày", .day), .init("Phát hành"),
        .init("Nếu lập lại hôm nay"), .init("Câu hỏi"),
      ],
      rows: shown.map { head, item in
        Table.Row([
          "<a\(href: "/bao-cao/\(head.id)")>\(head.number)</a>", "\(head.organisationName)",
          "\(head.asOf.vietnamese)",
          "\(head.issuedAt.vietnamese), \(head.issuedBy)", item.map(IssuedTable.verdict) ?? "",
          head.unanswered > 0
            ? "\(Badge("\(head.unanswered) chưa trả lời", .attention))"
            : head.questions > 0 ? "\(head.questions) đã trả lời" : "",
        ])
      },
      empty: EmptyState(
        "Chưa phát hành báo cáo nào",
        advice: "Mở báo cáo của một tổ chức, xem số liệu, rồi phát hành với số văn bản."))
  }
}
