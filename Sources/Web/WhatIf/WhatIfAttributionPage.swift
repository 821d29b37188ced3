import Basics
import Markup
import Reviews
import Rules

extension Visit {
  /// What each provision does by itself, for two guidances that differ in many.
  func whatIfAttributionPage() async throws -> Answer {
    let picture = try await whatIfPicture(.viewBriefings)
    try picture.requireWhole()
    return try await whatIfShell(
      "Từng điểm khác", picture,
      """
      \(PageHeading("Từng điểm khác", kind: "Thử hướng dẫn", lede: "\(picture.other.pack.title) → \(picture.tried.pack.title), năm \(picture.year), \(picture.organisation.name). Mỗi điểm được đổi riêng trong hướng dẫn trước, rồi bỏ riêng khỏi hướng dẫn được thử; hai số khác nhau khi các điểm cùng tác động, nhất là qua tỷ lệ."))
      \(WhatIfAttribution(picture: picture, attribution: picture.whatIf.attribution()))
      """)
  }
}

/// A page that would tell about single persons is not shown to who looks from above.
enum RightsRefusalInPart: Refusal, Equatable {
  case smallGroups, partOfGrassroots, onlyFromAbove

  var reason: String {
    switch self {
    case .smallGroups:
      "Trang này nêu cả những nhóm rất nhỏ, nên chỉ người được xem từng mức xếp loại ở đây mới mở được."
    case .onlyFromAbove:
      "Tác động trong một tổ chức cơ sở hay chi bộ nói về rất ít người, nên chỉ người được xem đảng viên ở đó mới mở được."
    case .partOfGrassroots: "Trang này tính cho cả tổ chức cơ sở, không tính riêng một chi bộ."
    }
  }
  var remedy: String {
    switch self {
    case .smallGroups: "Xem trang tác động chung, hoặc đề nghị được cấp quyền ghi kết quả xếp loại."
    case .onlyFromAbove: "Chọn cấp trên trực tiếp của cơ sở: ở đó số liệu gộp nhiều đơn vị."
    case .partOfGrassroots: "Chọn tổ chức cơ sở, nếu được xem cả tổ chức ấy."
    }
  }
}

struct WhatIfAttribution: Piece {
  var picture: WhatIfPicture
  var attribution: [Comparison.Attribution]

  var html: HTML {
    let effects = picture.whatIf.decisions.filter { $0.total > 0 }
    let told = attribution.sorted { sum($0.alone) > sum($1.alone) }
    return Table(
      "Từng điểm khác và số mức nó làm đổi",
      columns: [.init("Điểm"), .init("Trước"), .init("Thử")]
        + effects.map { .init(picture.subject($0), .number) },
      rows: told.map { one in
        Table.Row(
          [
            "\(one.change.title)\(one.change.cite.map { " <span class=\"hint\">\($0)</span>" as HTML } ?? "")",
            "\(one.change.before.isEmpty ? "không có" : one.change.before)",
            "\(one.change.after.isEmpty ? "bỏ" : one.change.after)",
          ] + effects.map { cell(one, $0) })
      },
      keepsShape: true,
      empty: EmptyState(
        "Không tách được điểm nào",
        advice: "Hai hướng dẫn khác nhau từ cách hỏi dữ kiện; xem từng mức ở trang tác động.")
    ).html
  }

  private func sum(_ moved: [String: Int]?) -> Int { moved?.values.reduce(0, +) ?? 0 }

  /// How many it moves alone, and how many still move when all but it is changed.
  private func cell(_ one: Comparison.Attribution, _ effect: WhatIf.DecisionEffect) -> HTML {
    guard let alone = one.alone, let without = one.without else {
      return "<span class=\"hint\">không đứng riêng được</span>"
    }
    let (own, rest) = (alone[effect.id] ?? 0, without[effect.id] ?? 0)
    if own == 0, rest == 0 { return "0" }
    return "\(number: own) <span class=\"hint\">bỏ riêng nó thì còn \(number: rest) mức đổi</span>"
  }
}
