import Markup
import Reviews
import Rules

extension Visit {
  /// One threshold over a range: how many would have which grade.
  func whatIfSweepPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await whatIfPicture(.viewBriefings)
    try picture.requireWhole()
    let parameters = picture.tried.pack.parameters.filter { !$0.values.isEmpty }
    let changed = picture.whatIf.changes.compactMap { change -> String? in
      if case .parameter(let id) = change.kind { id } else { nil }
    }
    let wanted = query["tham-so"].isEmpty ? changed.first ?? parameters.first?.id ?? "" : query["tham-so"]
    guard let parameter = parameters.first(where: { $0.id.utf8.elementsEqual(wanted.utf8) }),
      let range = SweepRange(parameter, from: query["tu"], to: query["den"], step: query["buoc"])
    else {
      throw WhatIfRefusal.noSweep("Giá trị phải là số, bước lớn hơn 0, nhiều nhất \(SweepRange.most) bước.")
    }
    let sweep = try picture.whatIf.sweep(wanted, from: range.from, to: range.to, step: range.step)
    return try await whatIfShell(
      "Thử một ngưỡng", picture,
      WhatIfSweepPage(
        picture: picture, parameter: parameter, parameters: parameters, range: range, sweep: sweep
      ).html)
  }
}

/// The values that are tried.
struct SweepRange {
  var from: Ratio
  var to: Ratio
  var step: Ratio
  var isPercent: Bool
  static let most = 24

  /// Around the present value where nothing is said; `nil`: not numbers, or too many.
  init?(_ parameter: Rules.Parameter, from: String, to: String, step: String) {
    guard let value = parameter.values.last else { return nil }
    isPercent = value.isPercent
    let one = isPercent ? Ratio(1, over: 20) : Ratio(1)
    let low = isPercent ? Ratio(-1, over: 5) : Ratio(-3)
    let high = isPercent ? Ratio(1, over: 5) : Ratio(3)
    guard let one, let low, let high, let below = value.value.plus(low), let above = value.value.plus(high),
      let from = from.isEmpty ? max(below, Ratio(0)) : Ratio(from),
      let to = to.isEmpty ? (isPercent ? min(above, Ratio(1)) : above) : Ratio(to),
      let step = step.isEmpty ? one : Ratio(step), step > Ratio(0), from <= to
    else { return nil }
    (self.from, self.to, self.step) = (from, to, step)
    var (at, count) = (from, 0)
    while at <= to {
      guard count <= Self.most, let next = at.plus(step) else { return nil }
      (at, count) = (next, count + 1)
    }
  }

  func text(_ value: Ratio) -> String { isPercent ? value.percentText : value.description }
}

struct WhatIfSweepPage: Piece {
  var picture: WhatIfPicture
  var parameter: Rules.Parameter
  var parameters: [Rules.Parameter]
  var range: SweepRange
  var sweep: ParameterSweep

  var html: HTML {
    """
    \(PageHeading("Thử một ngưỡng", kind: picture.tried.pack.title, lede: "Mỗi giá trị của một tham số cho bao nhiêu người, bao nhiêu tổ chức ở từng mức, trên dữ kiện năm \(picture.year) của \(picture.organisation.name). Mọi điều khác giữ nguyên."))
    <div class="filters">\(Form(asking: "\(picture.path)/nguong", label: "Chọn tham số và các giá trị", body: """
      \(picture.fields)
      \(Select("tham-so", label: "Tham số", choices: parameters.map { Choice($0.id, $0.name ?? $0.id) }, selected: parameter.id, placeholder: nil))
      \(TextField("tu", label: "Từ", value: range.text(range.from), width: .short, maximumLength: 20))
      \(TextField("den", label: "Đến", value: range.text(range.to), width: .short, maximumLength: 20))
      \(TextField("buoc", label: "Bước", value: range.text(range.step), width: .short, maximumLength: 20))
      \(Submit("Thử", kind: .secondary))
      """))</div>
    <p>\(parameter.name ?? parameter.id), hiện là \(LocalChoices(picture.tried.pack).usual(parameter.id)). <span class="hint">\(parameter.source.cite ?? "")</span></p>
    \(each: picture.whatIf.decisions.filter { $0.total > 0 }, { Section($0.name, id: $0.id, body: chart($0)).html })
    """
  }

  private func chart(_ effect: WhatIf.DecisionEffect) -> HTML {
    let grades = effect.outcomes.prefix(effect.graded).map(\.id)
    let inks: [Ink] = [.solid, .hatch, .dots, .alert]
    let columns = sweep.steps.map { step -> StackedColumns.Column in
      let counts = step.counts[effect.id, default: []]
      let graded = grades.map { id in counts.first { $0.grade == id }?.count ?? 0 }
      let rest = counts.reduce(0) { $0 + $1.count } - graded.reduce(0, +)
      return .init(step.text, graded + [rest])
    }
    // Where no value makes a difference a chart says nothing.
    guard Set(columns.map(\.values)).count > 1 else {
      return "<p>Không mức nào đổi trong khoảng này.</p>\n"
    }
    let names = effect.outcomes.prefix(effect.graded).enumerated().map { n, outcome in
      StackedColumns.Series(outcome.name, n == grades.count - 1 ? .alert : inks[min(n, 2)])
    }
    return StackedColumns(
      id: "nguong-\(effect.id)", title: effect.name, axis: parameter.name ?? parameter.id,
      series: names + [.init("Không xét, cần quyết định hoặc thiếu dữ kiện", .open)], columns: columns
    ).html
  }
}
