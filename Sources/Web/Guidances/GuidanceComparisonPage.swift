import Basics
import Markup
import Reviews
import Rules

extension Visit {
  /// What two guidances decide differently, provision by provision.
  func guidanceComparison() async throws -> Answer {
    let guidance = try guidance
    let other = try found(try guidances[query["voi"]])
    let (older, newer) =
      guidance.pack.validFrom <= other.pack.validFrom ? (guidance, other) : (other, guidance)
    let (made, _) = Comparison.make(older.pack, newer.pack)
    let changes = try found(made).meaning.changes
    return try await page(
      "So sánh",
      breadcrumbs: [
        Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai"),
        Link(guidance.pack.title, "/huong-dan-xep-loai/\(guidance.name)"),
      ],
      styles: ["/styles/guidances.css"],
      body: """
        \(PageHeading("\(older.pack.title) → \(newer.pack.title)", kind: "So sánh hướng dẫn", lede: "Những điểm làm kết quả có thể khác. Đổi thứ tự điều kiện hay lời chú không tính là khác."))
        \(Table(
          "Các điểm khác", columns: [.init("Điểm"), .init("Trước"), .init("Sau"), .init("Căn cứ")],
          rows: changes.map { Table.Row(["\($0.title)", "\($0.before.isEmpty ? "không có" : $0.before)", "\($0.after.isEmpty ? "bỏ" : $0.after)", "\($0.cite ?? "")"]) },
          empty: EmptyState("Không có điểm nào khác", advice: "Hai bộ quy tắc quyết định như nhau.")))
        <p><a\(href: "/huong-dan-xep-loai/\(newer.name)/tac-dong?voi=\(older.name)")>Thử cả hai trên dữ kiện của một năm</a></p>
        """)
  }
}
