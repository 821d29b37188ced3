import Markup
import Reviews
import Rules

extension Visit {
  /// One threshold over a range: how many would have which grade. What was asked wrongly stays in its field, and nothing is
  /// read from the register for it.
  func whatIfSweepPage(_ trouble: FormTrouble) async throws -> Answer {
    let tried = try await tried()
    let parameters = tried.guidance.pack.parameters.filter { !$0.values.isEmpty }
    let wanted = query["tham-so"]
    let named = parameters.first { $0.id.utf8.elementsEqual(wanted.utf8) }
    var trouble = trouble
    if !wanted.isEmpty, named == nil {
      trouble.add("tham-so", "Hướng dẫn không có tham số này; chọn trong danh sách.")
    }
    if let named { SweepRange.check(named, query, &trouble) }
    guard trouble.isEmpty else { return try await sweepAgain(tried.guidance, parameters, named, trouble) }
    let picture = try await whatIfPicture(.viewBriefings)
    try picture.requireWhole()
    let changed = picture.whatIf.changes.compactMap { change -> String? in
      if case .parameter(let id) = change.kind { id } else { nil }
    }
    let usual = parameters.first { $0.id == changed.first } ?? parameters.first
    guard let parameter = named ?? usual,
      let range = SweepRange(parameter, from: query["tu"], to: query["den"], step: query["buoc"])
    else {
      throw WhatIfRefusal.noSweep("Hướng dẫn không có tham số nào là số.")
    }
    let sweep = try picture.whatIf.sweep(parameter.id, from: range.from, to: range.to, step: range.step)
    return try await whatIfShell(
      "Thử một ngưỡng", picture,
      WhatIfSweepPage(
        picture: picture, parameter: parameter, parameters: parameters, range: range, sweep: sweep
      ).html)
  }

  /// The form as it was filled in, each mistake at its field.
  private func sweepAgain(
    _ tried: Guidance, _ parameters: [Rules.Parameter], _ named: Rules.Parameter?, _ trouble: FormTrouble
  ) async throws -> Answer {
    let kept = ["nam", "don-vi", "voi", "ban", Self.keepsDecided].filter { !query[$0].isEmpty }
    return try await page(
      "Thử một ngưỡng",
      breadcrumbs: [Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai")],
      styles: ["/styles/guidances.css"],
      body: """
        \(PageHeading("Thử một ngưỡng", kind: tried.pack.title))
        \(trouble.summary)
        \(Form(asking: path, label: "Chọn tham số và các giá trị", body: """
          \(each: kept, { HiddenField($0, query[$0]).html })
          \(SweepFields(parameters: parameters, chosen: named?.id ?? "", from: query["tu"], to: query["den"], step: query["buoc"], isPercent: named?.values.last?.isPercent ?? false, trouble: trouble))
          \(Actions("\(Submit("Thử"))"))
          """))
        """
    ).asRefused
  }
}

/// What a sweep is asked for.
struct SweepFields: Piece {
  var parameters: [Rules.Parameter]
  var chosen: String
  var from: String
  var to: String
  var step: String
  var isPercent: Bool
  var trouble = FormTrouble()

  var html: HTML {
    let unit = isPercent ? " (%)" : ""
    return """
      \(Select("tham-so", label: "Tham số", choices: parameters.map { Choice($0.id, $0.name ?? $0.id) }, selected: chosen, placeholder: nil, error: trouble.on("tham-so")))
      \(TextField("tu", label: "Từ\(unit)", value: from, width: .short, error: trouble.on("tu"), maximumLength: 20))
      \(TextField("den", label: "Đến\(unit)", value: to, width: .short, error: trouble.on("den"), maximumLength: 20))
      \(TextField("buoc", label: "Bước\(unit)", value: step, width: .short, error: trouble.on("buoc"), maximumLength: 20))
      """
  }
}

/// The values that are tried.
struct SweepRange {
  var from: Ratio
  var to: Ratio
  var step: Ratio
  var isPercent: Bool
  static let most = 24

  /// What is wrong with the values, each at its field.
  static func check(_ parameter: Rules.Parameter, _ query: FormData, _ trouble: inout FormTrouble) {
    let isPercent = parameter.values.last?.isPercent ?? false
    func read(_ name: String) -> Ratio? {
      guard !query[name].isEmpty else { return nil }
      let number = parameter.read(query[name])
      if number == nil {
        trouble.add(name, "“\(query[name])” không phải một số. Ghi như \(isPercent ? "15 %" : "12").")
      }
      return number
    }
    let (from, to, step) = (read("tu"), read("den"), read("buoc"))
    if parameter.countsThings {
      for (name, value) in [("tu", from), ("den", to), ("buoc", step)]
      where value.map({ $0.denominator != 1 }) ?? false {
        trouble.add(name, "Tham số này đếm người, tháng, đơn vị …: ghi số nguyên.")
      }
    }
    if let step, step <= Ratio(0) { trouble.add("buoc", "Bước phải lớn hơn 0.") }
    if let from, let to, to < from { trouble.add("den", "Giá trị cuối phải không nhỏ hơn giá trị đầu.") }
    for (name, value) in [("tu", from), ("den", to)] {
      if let value, value < Ratio(0) || isPercent && value > Ratio(1) {
        trouble.add(name, isPercent ? "Tỷ lệ từ 0 % đến 100 %." : "Số không được âm.")
      }
    }
    guard trouble.isEmpty,
      SweepRange(parameter, from: query["tu"], to: query["den"], step: query["buoc"]) == nil
    else { return }
    trouble.add("buoc", "Quá \(most) giá trị, hoặc không có giá trị nào; chọn bước khác.")
  }

  /// Around the present value where nothing is said; `nil`: not numbers, or too many.
  init?(_ parameter: Rules.Parameter, from: String, to: String, step: String) {
    guard let value = parameter.values.last else { return nil }
    isPercent = value.isPercent
    let one = isPercent ? Ratio(1, over: 20) : Ratio(1)
    let low = isPercent ? Ratio(-1, over: 5) : Ratio(-3)
    let high = isPercent ? Ratio(1, over: 5) : Ratio(3)
    guard let one, let low, let high, let below = value.value.plus(low), let above = value.value.plus(high),
      let from = from.isEmpty ? max(below, Ratio(0)) : parameter.read(from),
      let to = to.isEmpty ? (isPercent ? min(above, Ratio(1)) : above) : parameter.read(to),
      let step = step.isEmpty ? one : parameter.read(step), step > Ratio(0), from <= to
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
      \(SweepFields(parameters: parameters, chosen: parameter.id, from: range.text(range.from), to: range.text(range.to), step: range.text(range.step), isPercent: range.isPercent))
      \(Submit("Thử", kind: .secondary))
      """))</div>
    <p>\(parameter.name ?? parameter.id), hiện là \(LocalChoices(picture.tried.pack).usual(parameter.id)). <span class="hint">\(parameter.source.cite ?? "")</span></p>
    \(each: picture.whatIf.decisions.filter { $0.total > 0 }, { Section($0.name, id: $0.id, body: chart($0)).html })
    """
  }

  /// “The same” is said only of those something was computed for.
  private func same(_ effect: WhatIf.DecisionEffect) -> String {
    let (known, total) = sweep.known(effect.id)
    if known == 0 {
      return "Chưa so được: chưa đủ dữ kiện năm \(picture.year) để tính mức nào, với giá trị nào cũng vậy."
    }
    guard known < total else { return "Không mức nào đổi trong khoảng này." }
    return
      "Trong số so được, không mức nào đổi trong khoảng này; \(picture.counted(total - known)) \(picture.subject(effect)) chưa so được vì thiếu dữ kiện."
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
    guard Set(columns.map(\.values)).count > 1 else { return "<p>\(same(effect))</p>\n" }
    let names = effect.outcomes.prefix(effect.graded).enumerated().map { n, outcome in
      StackedColumns.Series(outcome.name, n == grades.count - 1 ? .alert : inks[min(n, 2)])
    }
    return StackedColumns(
      id: "nguong-\(effect.id)", title: effect.name, axis: parameter.name ?? parameter.id,
      series: names + [.init("Không xét, cần quyết định hoặc thiếu dữ kiện", .open)], columns: columns
    ).html
  }
}
