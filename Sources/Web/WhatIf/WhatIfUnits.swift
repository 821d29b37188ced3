import Markup
import Registry
import Reviews

/// How the grades are spread over the units below, before and after.
struct WhatIfUnits: Piece {
  var picture: WhatIfPicture

  var html: HTML {
    let units = picture.snapshot.units
    let effects = picture.whatIf.decisions.filter { $0.total > 0 && ["member", "cell"].contains($0.entity) }
    guard units.count > 1, !effects.isEmpty else { return "" }
    return Section(
      "Theo đơn vị trực thuộc", id: "don-vi-truc-thuoc", note: "Thanh trên: trước; thanh dưới: thử.",
      body: "\(each: effects, { chart($0, units) })"
    ).html
  }

  private func chart(_ effect: WhatIf.DecisionEffect, _ units: [OrganisationState]) -> HTML {
    let series =
      effect.outcomes.prefix(effect.graded).enumerated().map { n, one in
        StackedColumns.Series(one.name, Self.ink(n, graded: effect.graded))
      } + [StackedColumns.Series("Chưa có mức", .open)]
    let least = picture.isWholeByUnit ? 1 : SmallGroups.least
    let told = units.filter { picture.snapshot.range(effect.entity, in: $0.organisation).count >= least }
    let rows = told.map { picture.snapshot.range(effect.entity, in: $0.organisation) }
    let before = groups(rows.map { parts(effect.counts(\.before, in: $0), of: effect) })
    let after = groups(rows.map { parts(effect.counts(\.after, in: $0), of: effect) })
    guard !told.isEmpty else { return "" }
    let chart = StackedRows(
      id: "don-vi-\(effect.id)", title: effect.name, axis: "Đơn vị", bars: ["trước", "thử"], series: series,
      noteTitle: "Đổi mức",
      rows: told.enumerated().map { n, unit in
        let moved = effect.moves.count { rows[n].contains(Int($0.row)) }
        return StackedRows.Row(
          unit.name, path: picture.address(of: unit), bars: [before.table[n], after.table[n]],
          total: rows[n].count,
          note: !picture.isWholeByUnit && moved > 0 && moved < SmallGroups.least
            ? "dưới \(SmallGroups.least)" : Number.grouped(moved))
      })
    let left = units.count - told.count
    return
      "\(chart)\(when: left > 0 && least > 1, "<p class=\"hint\">\(left) đơn vị dưới \(least) \(picture.subject(effect)) không vẽ.</p>")"
  }

  /// The grades each, all that is no grade together.
  private func parts(_ counts: [Int], of effect: WhatIf.DecisionEffect) -> [Int] {
    counts.prefix(effect.graded) + [counts.dropFirst(effect.graded).reduce(0, +)]
  }

  private func groups(_ counts: [[Int]]) -> SmallGroups {
    picture.isWholeByUnit ? SmallGroups(whole: counts) : SmallGroups(counts)
  }

  /// The best is full, the lowest asks for attention, what is open is open.
  private static func ink(_ place: Int, graded: Int) -> Ink {
    if place >= graded { return .open }
    if place == 0 { return .solid }
    return place == graded - 1 ? .alert : place == 1 ? .hatch : .dots
  }
}

extension WhatIfPicture {
  /// The same question about a part of what is looked at.
  func address(of unit: OrganisationState) -> String {
    var copy = self
    copy.organisation = unit
    return copy.address()
  }
}
