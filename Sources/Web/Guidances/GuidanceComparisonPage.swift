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
      styles: Self.draftStyles,
      body: """
        \(PageHeading("\(older.pack.title) → \(newer.pack.title)", kind: "So sánh hướng dẫn", lede: "Những điểm làm kết quả có thể khác. Đổi thứ tự điều kiện hay lời chú không tính là khác."))
        \(ChangeGroups(changes: changes, older: older.pack, newer: newer.pack))
        <p><a\(href: "/huong-dan-xep-loai/\(newer.name)/tac-dong?voi=\(older.name)")>Thử cả hai trên dữ kiện của một năm</a></p>
        """)
  }
}

/// The points two guidances differ in, by what they are about: a summary, then each group by itself.
struct ChangeGroups: Piece {
  var changes: [Meaning.Change]
  var older: Pack
  var newer: Pack

  private struct Group {
    var id: String
    var title: String
    var changes: [Meaning.Change]
  }

  var html: HTML {
    guard !changes.isEmpty else {
      return EmptyState("Không có điểm nào khác", advice: "Hai bộ quy tắc quyết định như nhau.").html
    }
    let groups = groups
    return """
      \(Section("Tóm tắt", id: "tom-tat", note: "\(changes.count) điểm khác", body: Table(
        "Số điểm khác theo đối tượng",
        columns: [.init("Về"), .init("Thêm", .number), .init("Bỏ", .number), .init("Đổi", .number)],
        rows: groups.map(row)).html))
      \(each: groups, { group in
        Section(group.title, id: group.id, body: "<details class=\"more\"\(when: group.changes.count <= 12, " open")><summary>\(group.changes.count) điểm</summary>\(ChangeTable(caption: group.title, before: "Trước", after: "Sau", changes: group.changes))</details>").html
      })
      """
  }

  private func row(_ group: Group) -> Table.Row {
    let added = group.changes.count { $0.before.isEmpty }
    let removed = group.changes.count { $0.after.isEmpty && !$0.before.isEmpty }
    return Table.Row([
      "<a href=\"#\(group.id)\">\(group.title)</a>", "\(number: added)", "\(number: removed)",
      "\(number: group.changes.count - added - removed)",
    ])
  }

  private var groups: [Group] {
    var groups: [Group] = []
    for change in changes {
      let (id, title) = group(change.kind)
      if let n = groups.firstIndex(where: { $0.id == id }) {
        groups[n].changes.append(change)
      } else {
        groups.append(Group(id: id, title: title, changes: [change]))
      }
    }
    return groups
  }

  private func group(_ kind: Meaning.Change.Kind) -> (String, String) {
    switch kind {
    case .ruleAdded(let id, _), .ruleRemoved(let id, _), .ruleChanged(let id, _), .order(let id),
      .decision(let id):
      let decision = newer.decision(id) ?? older.decision(id)
      return ("nhom-\(id)", decision?.name ?? id)
    case .parameter: return ("nhom-tham-so", "Tham số")
    case .quota, .quotaAdded, .quotaRemoved: return ("nhom-ty-le", "Tỷ lệ khống chế")
    case .band: return ("nhom-khung-diem", "Khung điểm")
    case .aggregate, .variable: return ("nhom-so", "Số tổng hợp, giá trị tính ra")
    case .fact: return ("nhom-du-kien", "Dữ kiện phải có")
    }
  }
}
