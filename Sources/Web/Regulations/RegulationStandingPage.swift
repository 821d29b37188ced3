import Basics
import Formats
import Markup
import Registry
import Regulations

extension Visit {
  private static let pageSize = 100

  /// Where everybody of a subtree stands, all or those one matter concerns; a page at a time, or all of it as CSV.
  func regulationStandings() async throws -> Answer {
    let (system, asOf, id, rules) = (system, asOf, try organisation, try regulationRules)
    let matter = RegulationStanding.Matter(rawValue: query["viec"])
    let (state, all) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      return (state, try session.regulationStandings(below: id, rules: rules, asOf: asOf))
    }
    let below = all.filter { $0.organisation != id }
    let shown = matter.map { matter in below.filter { $0.matters.contains(matter) } } ?? below
    if query["dang"] == "csv" { return standingsFile(shown) }
    let page = max(1, query.number("trang") ?? 1)
    let rows = shown.dropFirst(min(shown.count, (page - 1) * Self.pageSize)).prefix(Self.pageSize)
    let path = "/to-chuc/\(id)/quy-che/pham-vi"
    func address(_ name: String?) -> String { link(path + (name.map { "?viec=\($0)" } ?? "")) }
    let filters =
      [Link("Tất cả (\(below.count))", address(nil), isCurrent: matter == nil)]
      + RegulationStanding.Matter.allCases.map { each in
        Link(
          "\(each.title) (\(below.count { $0.matters.contains(each) }))", address(each.rawValue),
          isCurrent: matter == each)
      }
    return try await self.page(
      "Tình trạng quy chế · \(state.name)", breadcrumbs: regulationTrail(state), travels: true,
      styles: Self.regulationStyles,
      body: """
        \(PageHeading("Tình trạng quy chế", kind: state.name, lede: "Ngày \(day.vietnamese).", actions: "\(ButtonLink("Tải danh sách (CSV)", link("\(path)?\(matter.map { "viec=\($0.rawValue)&" } ?? "")dang=csv")))"))
        \(SectionLinks("Lọc", filters))
        \(table(Array(rows)))
        \(Pagination(page: page, pageSize: Self.pageSize, count: shown.count, noun: "tổ chức", path: address(matter?.rawValue)))
        """)
  }

  private func table(_ rows: [RegulationStanding]) -> Table {
    Table(
      "Tình trạng quy chế",
      columns: [
        .init("Tổ chức"), .init("Cấp trên"), .init("Quy chế"), .init("Hiệu lực từ", .day), .init("Cần xem"),
      ],
      rows: rows.map { row in
        let regulation = row.regulation.map { held -> HTML in
          "<a\(href: link("/to-chuc/\(row.organisation)/quy-che/ban/\(held.regulation)"))>\(row.documentNumber)</a>"
        }
        return Table.Row(
          [
            "<a\(href: link("/to-chuc/\(row.organisation)/quy-che"))>\(row.name)</a>", "\(row.parentName)",
            regulation ?? "<span class=\"nothing\">chưa có</span>",
            "\(row.regulation?.period.from.vietnamese ?? "")", "\(Self.words(row, on: day))",
          ], tone: row.due.map { $0.before <= day } ?? false ? .attention : .neutral)
      },
      empty: EmptyState("Không có tổ chức nào", advice: "Chọn mục khác, hoặc xem một ngày khác."))
  }

  private static func words(_ row: RegulationStanding, on day: Day) -> String {
    var words: [String] = []
    if !row.repealed.isEmpty { words.append("căn cứ hết hiệu lực: \(row.repealed.joined(separator: ", "))") }
    if let merged = row.merged { words.append("sáp nhập ngày \(merged.vietnamese)") }
    if let due = row.due {
      words.append(
        "\(due.before <= day ? "quá hạn" : "hạn") trước ngày \(due.before.vietnamese) (\(due.duty.title) ngày \(due.event.vietnamese))"
      )
    }
    return words.joined(separator: "; ")
  }

  private func standingsFile(_ rows: [RegulationStanding]) -> Answer {
    let lines = rows.map { row in
      [
        row.name, row.kind.title, row.parentName, row.documentNumber,
        row.regulation?.period.from.vietnamese ?? "",
        Self.words(row, on: day),
      ]
    }
    return .file(
      CSV.write(
        (opening.mark.map { [[$0]] } ?? [])
          + [["Tổ chức", "Loại", "Cấp trên", "Số, ký hiệu", "Hiệu lực từ", "Cần xem"]] + lines),
      name: "tinh-trang-quy-che-\(day).csv", type: "text/csv; charset=utf-8")
  }
}
