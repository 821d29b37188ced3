import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// Who moves, as pseudonyms, with what flipped for each.
  func whatIfMoversPage() async throws -> Answer {
    let picture = try await whatIfPicture(.recordGradings)
    let effects = picture.whatIf.decisions.filter { !$0.moves.isEmpty || !$0.lost.isEmpty }
    let wanted = query["muc"]
    let effect =
      wanted.isEmpty
      ? effects.first : picture.whatIf.decisions.first { $0.id.utf8.elementsEqual(wanted.utf8) }
    let number = min(max(query.number("trang") ?? 1, 1), 1_000_000)
    return try await whatIfShell(
      "Ai đổi mức", picture,
      WhatIfMoversPage(picture: picture, effects: effects, effect: effect, page: number).html)
  }
}

struct WhatIfMoversPage: Piece {
  var picture: WhatIfPicture
  var effects: [WhatIf.DecisionEffect]
  var effect: WhatIf.DecisionEffect?
  var page: Int
  static let pageSize = 50

  var html: HTML {
    """
    \(PageHeading("Ai đổi mức", kind: "Thử hướng dẫn", lede: "\(picture.other.pack.title) → \(picture.tried.pack.title), năm \(picture.year), \(picture.organisation.name). Mật danh chỉ có nghĩa ở đây; mở tên cần ghi mục đích, và việc mở được ghi lại."))
    \(SectionLinks("Loại", effects.map { Link("\($0.name) (\($0.moved + $0.lost.count))", picture.address("/nguoi", [("muc", $0.id)]), isCurrent: $0.id == effect?.id) }))
    \(effect.map(list) ?? nobody(picture.whatIf.decisions).html)
    """
  }

  private func list(_ effect: WhatIf.DecisionEffect) -> HTML {
    let moves = effect.moves.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize)
    return """
      \(Table(
        "Ai đổi mức",
        columns: [.init("Mật danh"), .init("Trước"), .init("Thử"), .init("Quy tắc"), .init("Điều kiện đổi"), .init("")],
        rows: moves.map { row($0, effect) },
        empty: nobody([effect])))
      \(Pagination(page: page, pageSize: Self.pageSize, count: effect.moves.count, noun: picture.subject(effect), path: picture.address("/nguoi", [("muc", effect.id)])))
      \(lost(effect))
      """
  }

  /// Nobody moves: the same for all, or nothing to compare.
  private func nobody(_ effects: [WhatIf.DecisionEffect]) -> EmptyState {
    let (total, comparable) = effects.reduce((0, 0)) { ($0.0 + $1.total, $0.1 + $1.comparable) }
    if comparable == 0 {
      return EmptyState(
        "Chưa so được ai", advice: "Dữ kiện của năm này chưa đủ để một trong hai hướng dẫn xếp loại ai.")
    }
    if comparable < total {
      return EmptyState(
        "Không ai đổi mức trong số so được",
        advice:
          "\(Number.grouped(total - comparable)) trên \(Number.grouped(total)) chưa so được vì thiếu dữ kiện."
      )
    }
    return EmptyState("Không ai đổi mức", advice: "Hai hướng dẫn cho cùng kết quả trên dữ kiện này.")
  }

  /// Those who had a grade and have none now, for want of facts: they are listed, and counted apart from moves.
  private func lost(_ effect: WhatIf.DecisionEffect) -> HTML {
    let rows = effect.lost
    guard !rows.isEmpty else { return "" }
    let told = rows.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize)
    let rest = rows.count - page * Self.pageSize
    return Section(
      "Có mức trước, nay chưa đủ dữ kiện", id: "mat-muc",
      note: "\(Number.grouped(rows.count)) \(picture.subject(effect))",
      body: """
        \(Table(
          "Có mức trước, nay chưa đủ dữ kiện", columns: [.init("Mật danh"), .init("Trước"), .init("")],
          rows: told.map { row in
            let word = picture.snapshot.pseudonym(effect.entity, row)
            return Table.Row([
              "<code class=\"rules\">\(word)</code>", "\(effect.outcomes[Int(effect.before[Int(row)])].name)",
              "<a\(href: picture.address("/ten", [("loai", effect.entity), ("ma", word)]))>xem tên<span class=\"unseen\"> của \(word)</span></a>",
            ])
          }))
        \(when: rest > 0, "<p><a\(href: picture.address("/nguoi", [("muc", effect.id), ("trang", "\(page + 1)")]))>Còn \(rest) nữa</a></p>")
        """
    ).html
  }

  private func row(_ move: WhatIf.Move, _ effect: WhatIf.DecisionEffect) -> Table.Row {
    let word = picture.snapshot.pseudonym(effect.entity, move.row)
    let flow = effect.flows.indices.contains(Int(move.flow)) ? effect.flows[Int(move.flow)] : nil
    return Table.Row([
      "<code class=\"rules\">\(word)</code>", "\(effect.outcomes[Int(effect.before[Int(move.row)])].name)",
      "\(effect.outcomes[Int(effect.after[Int(move.row)])].name)",
      "<span class=\"rules\">\(flow.map { "\($0.ruleBefore) → \($0.ruleAfter)" } ?? "")</span>",
      "\(flow.map { $0.flipped.isEmpty ? "khác tỷ lệ hoặc khác mức của quy tắc" : $0.flipped.joined(separator: "; ") } ?? "")",
      "<a\(href: picture.address("/ten", [("loai", effect.entity), ("ma", word)]))>xem tên<span class=\"unseen\"> của \(word)</span></a>",
    ])
  }
}
