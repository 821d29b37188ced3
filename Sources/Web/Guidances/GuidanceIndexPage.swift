import Basics
import Markup
import Reviews
import Rules

extension Visit {
  /// The library of guidances with the years each is for.
  func guidanceIndex() async throws -> Answer {
    let guidances = try guidances.all
    let first = guidances.map(\.pack.rounds.from).min() ?? today.year
    let drafts = try await draftSection()
    return try await page(
      "Hướng dẫn xếp loại", styles: ["/styles/guidances.css"],
      body: """
        \(PageHeading("Hướng dẫn xếp loại", lede: "Mỗi hướng dẫn là một bộ quy tắc chạy được: đọc từng điều, xem chương trình tính theo điều nào, chỗ nào chưa chắc chắn, chỗ nào phải để người quyết định."))
        \(Section("Dùng cho những năm nào", id: "nam", body: GuidanceYears(guidances: guidances, from: first, to: max(today.year, first)).html))
        \(Section("Danh sách", id: "danh-sach", body: list(guidances)))
        \(drafts)
        """)
  }

  private func list(_ guidances: [Guidance]) -> HTML {
    Table(
      "Hướng dẫn xếp loại",
      columns: [.init("Hướng dẫn"), .init("Hiệu lực"), .init("Dùng cho"), .init("Căn cứ")],
      rows: guidances.map { guidance in
        let pack = guidance.pack
        return Table.Row([
          "<a\(href: "/huong-dan-xep-loai/\(guidance.name)")>\(pack.title)</a>",
          "từ \(pack.validFrom.vietnamese)\(pack.validTo.map { " đến \($0.vietnamese)" } ?? "")",
          "\(GuidanceYears.years(pack))",
          "\(Badge(pack.certainty.vietnamese, pack.certainty.decides ? .neutral : .attention))",
        ])
      },
      empty: EmptyState("Chưa có hướng dẫn nào", advice: "Thư mục Content/RulePacks trống.")
    ).html
  }
}

/// The years each guidance is for, one row a guidance, readable as a table and in print.
struct GuidanceYears: Piece {
  var guidances: [Guidance]
  var from: Int
  var to: Int

  static func years(_ pack: Pack) -> String {
    let end = pack.rounds.to.map { $0 == pack.rounds.from ? "" : "–\($0)" } ?? " trở đi"
    return (pack.rounds.period == .quarter ? "từng quý, " : "năm ") + "\(pack.rounds.from)\(end)"
  }

  var html: HTML {
    let shown = guidances.sorted { ($0.pack.rounds.from, $0.name) < ($1.pack.rounds.from, $1.name) }
    return """
      <div class="table-box" role="region" tabindex="0" aria-label="Các năm dùng từng hướng dẫn">
      <table class="guidance-years"><caption class="unseen">Các năm dùng từng hướng dẫn</caption>
      <thead><tr><th scope="col">Hướng dẫn</th>\(each: Array(from...to), { "<th scope=\"col\" class=\"number\">\(String($0).suffix(2))</th>" })</tr></thead>
      <tbody>\(each: shown, row)</tbody></table></div>
      """
  }

  private func row(_ guidance: Guidance) -> HTML {
    let rounds = guidance.pack.rounds
    return """
      <tr><th scope="row"><a\(href: "/huong-dan-xep-loai/\(guidance.name)")>\(guidance.pack.title)</a></th>
      \(each: Array(from...to), { rounds.covers($0) ? "<td class=\"covered\"><span class=\"unseen\">\($0)</span></td>" : "<td></td>" })</tr>
      """
  }
}
