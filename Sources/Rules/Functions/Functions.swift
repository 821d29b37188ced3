import Basics

/// The functions a pack may call. A new one is a case here and, where it computes something new, a kind of term.
extension Compiler {
  /// By how many values each takes.
  private static let functions = ["share": 2, "min": 2, "max": 2, "months": 2, "days": 2, "known": 1]

  func call(
    _ name: String, _ arguments: [Expression], _ entity: Int, _ expression: Expression, _ text: ExpressionText
  ) -> Typed? {
    guard let count = Self.functions[name] else {
      unknown(name + "()", expression, text, choices: Self.functions.keys.sorted())
      return nil
    }
    guard arguments.count == count else {
      clash("`\(name)` cần \(count) giá trị", expression, text)
      return nil
    }
    let values = arguments.compactMap { lower($0, entity, text) }
    guard values.count == count else { return nil }
    switch name {
    case "share": return share(values[0], values[1], expression, text)
    case "min": return extreme(values, isLarger: false, expression, text)
    case "max": return extreme(values, isLarger: true, expression, text)
    case "months", "days": return span(values, inMonths: name == "months", expression, text)
    default: return known(values[0], expression, text)
    }
  }

  /// `share(part, whole)`: a fraction, compared crosswise; of nothing it is unknown.
  private func share(_ part: Typed, _ whole: Typed, _ expression: Expression, _ text: ExpressionText)
    -> Typed?
  {
    guard case .number(let p, 1, let unit) = part, case .number(let w, 1, let other) = whole,
      unit == other || unit == .plain || other == .plain
    else {
      clash("`share` cần hai số nguyên cùng đơn vị", expression, text, code: .unitClash)
      return nil
    }
    return .share(part: p, whole: w)
  }

  private func extreme(_ values: [Typed], isLarger: Bool, _ expression: Expression, _ text: ExpressionText)
    -> Typed?
  {
    guard let first = number(values[0]), let second = number(values[1]),
      let unit = common(first.unit, second.unit)
    else {
      clash("`min` và `max` cần hai số cùng đơn vị", expression, text, code: .unitClash)
      return nil
    }
    guard let (a, b, d) = aligned(first, second, expression, text) else { return nil }
    let (x, y) = (bounds[a], bounds[b])
    let range =
      isLarger
      ? max(x.lowerBound, y.lowerBound)...max(x.upperBound, y.upperBound)
      : min(x.lowerBound, y.lowerBound)...min(x.upperBound, y.upperBound)
    return .number(term: term(isLarger ? .larger(a, b) : .smaller(a, b), range), denominator: d, unit: unit)
  }

  /// Whole months or days from one day to another; negative where the second is earlier.
  private func span(_ values: [Typed], inMonths: Bool, _ expression: Expression, _ text: ExpressionText)
    -> Typed?
  {
    guard case .day(let from) = values[0], case .day(let to) = values[1] else {
      clash("cần hai ngày", expression, text)
      return nil
    }
    // From the latest beginning to the earliest end, and the other way round.
    let (begin, end) = (bounds[from], bounds[to])
    func span(_ from: Int, _ to: Int) -> Int { inMonths ? completedMonths(from: from, to: to) : to - from }
    let (low, high) = (span(begin.upperBound, end.lowerBound), span(begin.lowerBound, end.upperBound))
    return .number(
      term: term(inMonths ? .months(from, to) : .days(from, to), min(low, high)...max(low, high)),
      denominator: 1, unit: .named(inMonths ? "month" : "day"))
  }

  private func known(_ value: Typed, _ expression: Expression, _ text: ExpressionText) -> Typed? {
    var columns: ColumnSet = []
    switch value {
    case .truth(let node): columns = graph.columns(of: node)
    case .number(let term, _, _), .day(let term): columns = graph.columns(ofTerm: term)
    case .choice(let column, _): columns = [column]
    case .share(let part, let whole):
      columns = graph.columns(ofTerm: part).joined(graph.columns(ofTerm: whole))
    default: break
    }
    guard !columns.isEmpty else {
      clash("`known` cần một dữ kiện", expression, text)
      return nil
    }
    return .truth(graph.all(columns.map { graph.truth(.known(column: $0)) }))
  }
}

/// Completed months between two days counted from 1970: the 31st to the 30th is not yet a month.
func completedMonths(from: Int, to: Int) -> Int {
  guard let a = Day(daysSince1970: from), let b = Day(daysSince1970: to) else { return 0 }
  if b < a { return -completedMonths(from: to, to: from) }
  let months = (b.year - a.year) * 12 + b.month - a.month
  return b.day >= a.day ? months : months - 1
}
