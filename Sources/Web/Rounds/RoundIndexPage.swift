import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// Every round in somebody's reach; where there is none, how one begins.
  func roundIndex() async throws -> Answer {
    let (system, actor, asOf) = (system, actor, AsOf(today))
    let now = system.now
    let asked = String(query["tim"].prefix(200))
    let (rounds, tops, openers, units) = try await system.read { session throws in
      (
        try session.reviewRounds(for: actor, asOf: asOf, at: now),
        try session.topOrganisations(of: actor, with: .viewReviews, asOf: asOf, at: now),
        try session.topOrganisations(of: actor, with: .manageRounds, asOf: asOf, at: now),
        try session.roundScopes(asked, for: actor, asOf: asOf, at: now)
      )
    }
    let names = try await system.read { session throws in
      try Dictionary(
        Set(rounds.flatMap { [$0.superior, $0.scope] }).map { id in
          (id, try session.organisationNear(id, asOf: asOf))
        }, uniquingKeysWith: { a, _ in a })
    }
    let titles = try guidances.all.reduce(into: [String: String]()) { $0[$1.name] = $1.pack.title }
    let actions: HTML =
      "\(openers.prefix(3).map { ButtonLink("Mở đợt tại \($0.name)", "/to-chuc/\($0.organisation)/dot-kiem-diem/mo") })"
    return try await page(
      "Kiểm điểm", styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Kiểm điểm, xếp loại", kind: "Đợt kiểm điểm", lede: "Mỗi đợt là một kỳ, một hướng dẫn, một phạm vi; danh sách đối tượng chốt từ lúc mở.", actions: actions))
        \(when: !openers.isEmpty, openingElsewhere(asked, units))
        \(Table(
          "Các đợt", columns: [.init("Kỳ"), .init("Phạm vi"), .init("Hướng dẫn"), .init("Đối tượng", .number), .init("Chốt ngày", .day)],
          rows: rounds.map { round in
            // From the top of one's own reach one goes down; a round above it is looked at from there.
            // What has ended is looked at by itself.
            let scope = names[round.scope] ?? nil
            let isEnded = scope.map { !$0.period.contains(asOf.day) } ?? false
            let place = isEnded || tops.contains { $0.organisation == round.scope } ? round.scope : tops.first?.organisation ?? round.scope
            let asked = "nam=\(round.period.year)" + (round.period.quarter == 0 ? "" : "&quy=\(round.period.quarter)")
            return Table.Row([
              "<a\(href: "/to-chuc/\(place)/dot-kiem-diem?\(asked)")>\(round.period.vietnamese)</a>", "\(scope?.name ?? "")\(when: isEnded, " <span class=\"hint\">nay đã kết thúc hoạt động</span>")",
              "\(titles[round.pack] ?? round.pack)", "\(number: round.subjects)", "\(round.populationOn.vietnamese)",
            ])
          },
          empty: EmptyState(
            "Chưa có đợt kiểm điểm nào", advice: openers.isEmpty ? "Cấp trên mở đợt; khi ấy việc của đơn vị hiện ở đây." : "Mở đợt cho phạm vi của mình: chọn năm, hướng dẫn và văn bản kế hoạch.",
            action: openers.first.map { ButtonLink("Mở đợt kiểm điểm", "/to-chuc/\($0.organisation)/dot-kiem-diem/mo", kind: .primary) })))
        """)
  }

  /// A round for one organisation below: found by its name.
  private func openingElsewhere(_ asked: String, _ units: [OrganisationState]) -> HTML {
    let found: HTML =
      asked.isEmpty
      ? ""
      : Table(
        "Mở đợt cho một đơn vị", columns: [.init("Tổ chức"), .init("Loại"), .init("")],
        rows: units.map {
          Table.Row([
            "\($0.name)", "\($0.kind.title)",
            "<a\(href: "/to-chuc/\($0.organisation)/dot-kiem-diem/mo")>Mở đợt ở đây</a>",
          ])
        },
        empty: EmptyState(
          "Không thấy tổ chức nào",
          advice: "Gõ một phần tên; chỉ tìm đảng bộ, chi bộ cơ sở và cấp ủy cấp trên trong phạm vi của mình.")
      ).html
    let form = Form(
      asking: "/dot-kiem-diem", label: "Tìm đơn vị để mở đợt",
      body: """
        \(TextField("tim", label: "Tên tổ chức", value: asked, kind: .search, maximumLength: 200))
        \(Actions("\(Submit("Tìm", kind: .secondary))"))
        """)
    return """
      <details class="more"\(when: !asked.isEmpty, " open")><summary>Mở đợt cho một đơn vị cấp dưới</summary>\(form)\(found)</details>
      """
  }
}
