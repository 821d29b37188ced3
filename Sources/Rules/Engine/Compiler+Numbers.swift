import Basics

/// Exact arithmetic with bounds: what could overflow is refused when the pack is loaded, never met when it runs.
extension Compiler {
  func constant(_ value: Int) -> Int { term(.constant(value), value...value) }

  func term(_ term: Graph.Term, _ range: ClosedRange<Int>) -> Int {
    let node = graph.term(term)
    if node == bounds.count { bounds.append(range) } else { bounds[node] = range }
    return node
  }

  private func range(_ term: Int) -> ClosedRange<Int> { bounds[term] }

  /// Brings a number to a term over one denominator.
  func number(_ typed: Typed) -> (term: Int, denominator: Int, unit: Typed.Unit)? {
    switch typed {
    case .number(let term, let denominator, let unit): (term, denominator, unit)
    case .constant(let value, let unit): (constant(value.numerator), value.denominator, unit)
    default: nil
    }
  }

  func arithmetic(
    _ operation: Expression.Operator, _ a: Typed, _ b: Typed, _ expression: Expression, _ text: ExpressionText
  ) -> Typed? {
    if case .word(let word) = a { unknown(word, expression, text); return nil }
    if case .word(let word) = b { unknown(word, expression, text); return nil }
    guard let x = number(a), let y = number(b) else {
      clash("chỉ cộng, trừ, nhân được các số (không phải \(a.kind) và \(b.kind))", expression, text)
      return nil
    }
    if operation == .times {
      let unit = x.unit == .plain || x.unit == .fraction ? y.unit : x.unit
      guard
        x.unit == .plain || x.unit == .fraction || y.unit == .plain || y.unit == .fraction
          || x.unit == .percent || y.unit == .percent
      else {
        clash("không nhân hai đơn vị \(x.unit.text) và \(y.unit.text)", expression, text, code: .unitClash)
        return nil
      }
      return combine(
        .product(x.term, y.term), product(range(x.term), range(y.term)),
        x.denominator.multipliedReportingOverflow(by: y.denominator), unit, expression, text)
    }
    guard let unit = common(x.unit, y.unit) else {
      clash("\(x.unit.text) và \(y.unit.text) không cộng với nhau", expression, text, code: .unitClash)
      return nil
    }
    guard let (p, q, denominator) = aligned(x, y, expression, text) else { return nil }
    let sum = operation == .plus
    return combine(
      sum ? .sum(p, q) : .difference(p, q), add(range(p), range(q), isSum: sum), (denominator, false), unit,
      expression, text)
  }

  private func combine(
    _ node: Graph.Term, _ range: ClosedRange<Int>?, _ denominator: (Int, Bool), _ unit: Typed.Unit,
    _ expression: Expression, _ text: ExpressionText
  ) -> Typed? {
    guard let range, !denominator.1 else {
      overflow(expression, text)
      return nil
    }
    return .number(term: term(node, range), denominator: denominator.0, unit: unit)
  }

  private func overflow(_ expression: Expression, _ text: ExpressionText) {
    findings.add(
      .overflow, at: place(expression, text), "`\(text.text)` có thể vượt quá số lớn nhất tính được.",
      "Thu hẹp `range` của các dữ kiện hoặc viết số nhỏ hơn.")
  }

  /// The same two numbers over one denominator.
  func aligned(
    _ x: (term: Int, denominator: Int, unit: Typed.Unit),
    _ y: (term: Int, denominator: Int, unit: Typed.Unit), _ expression: Expression, _ text: ExpressionText
  ) -> (Int, Int, Int)? {
    if x.denominator == y.denominator { return (x.term, y.term, x.denominator) }
    guard let scale = Ratio(x.denominator, over: y.denominator), let p = scaled(x.term, scale.denominator),
      let q = scaled(y.term, scale.numerator)
    else {
      overflow(expression, text)
      return nil
    }
    let (denominator, isOver) = x.denominator.multipliedReportingOverflow(by: scale.denominator)
    if isOver { overflow(expression, text); return nil }
    return (p, q, denominator)
  }

  private func scaled(_ term: Int, _ by: Int) -> Int? {
    if by == 1 { return term }
    if case .constant(let value) = graph.terms[term] {
      let (product, isOver) = value.multipliedReportingOverflow(by: by)
      return isOver ? nil : constant(product)
    }
    guard let range = product(range(term), by...by) else { return nil }
    return self.term(.product(term, constant(by)), range)
  }

  private func product(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> ClosedRange<Int>? {
    var ends: [Int] = []
    for x in [a.lowerBound, a.upperBound] {
      for y in [b.lowerBound, b.upperBound] {
        let (value, isOver) = x.multipliedReportingOverflow(by: y)
        if isOver || value.magnitude > UInt(Int.max / 4) { return nil }
        ends.append(value)
      }
    }
    guard let low = ends.min(), let high = ends.max() else { return nil }
    return low...high
  }

  private func add(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>, isSum: Bool) -> ClosedRange<Int>? {
    let (low, isUnder) =
      isSum
      ? a.lowerBound.addingReportingOverflow(b.lowerBound)
      : a.lowerBound.subtractingReportingOverflow(b.upperBound)
    let (high, isOver) =
      isSum
      ? a.upperBound.addingReportingOverflow(b.upperBound)
      : a.upperBound.subtractingReportingOverflow(b.lowerBound)
    return isUnder || isOver || low > high ? nil : low...high
  }

  func common(_ a: Typed.Unit, _ b: Typed.Unit) -> Typed.Unit? {
    switch (a, b) {
    case _ where a == b: a
    case (.plain, .named), (.fraction, .named): b
    case (.named, .plain), (.named, .fraction): a
    case (.plain, .fraction), (.fraction, .plain): .fraction
    case (.percent, .fraction), (.fraction, .percent): .percent
    default: nil
    }
  }

  // MARK: - comparison of numbers

  func numbers(
    _ operation: Expression.Operator, _ a: Typed, _ b: Typed, _ expression: Expression, _ text: ExpressionText
  ) -> Int? {
    guard let comparison = Graph.Comparison(operation) else { return nil }
    switch (a, b) {
    case (.day(let x), .day(let y)):
      if case .constant(let value) = graph.terms[y] {
        return graph.truth(.compare(term: x, comparison, with: value))
      }
      return graph.truth(.compareTerms(x, comparison, y))
    case (.share(let part, let whole), .constant(let value, let unit)):
      return share(part, whole, comparison, value, unit, expression, text)
    case (.constant(let value, let unit), .share(let part, let whole)):
      return share(part, whole, comparison.mirrored, value, unit, expression, text)
    case (.share(let p, let w), .share(let q, let v)):
      guard product(range(p), range(v)) != nil, product(range(q), range(w)) != nil else {
        overflow(expression, text); return nil
      }
      return graph.truth(.compareShares(part: p, whole: w, comparison, otherPart: q, otherWhole: v))
    case (.share(let part, let whole), .number(let term, let denominator, .percent)):
      guard product(range(part), denominator...denominator) != nil, let x = scaled(part, denominator),
        product(range(term), range(whole)) != nil
      else { overflow(expression, text); return nil }
      return graph.truth(
        .compareShares(part: x, whole: whole, comparison, otherPart: term, otherWhole: constant(1)))
    case (.number(let term, let denominator, let unit), .constant(let value, let other)):
      guard isComparable(unit, other, value) else { units(unit, other, expression, text); return nil }
      return compare(term, denominator, unit, comparison, value, expression, text)
    case (.constant(let value, let other), .number(let term, let denominator, let unit)):
      guard isComparable(unit, other, value) else { units(unit, other, expression, text); return nil }
      return compare(term, denominator, unit, comparison.mirrored, value, expression, text)
    case (.number(_, _, let unit), .number(_, _, let other)):
      guard let x = number(a), let y = number(b), common(unit, other) != nil else {
        units(unit, other, expression, text); return nil
      }
      guard let (p, q, _) = aligned(x, y, expression, text) else { return nil }
      return graph.truth(.compareTerms(p, comparison, q))
    case (.constant(let x, _), .constant(let y, _)):
      return graph.truth(.constant(comparison.holds(x, y)))
    default:
      clash("không so được \(a.kind) với \(b.kind)", expression, text)
      return nil
    }
  }

  /// A bare number takes the other side's unit, but percents must be written as percents (0 needs no unit).
  private func isComparable(_ unit: Typed.Unit, _ constant: Typed.Unit, _ value: Ratio) -> Bool {
    if value == Ratio(0) { return true }
    return common(unit, constant) != nil
  }

  private func units(_ a: Typed.Unit, _ b: Typed.Unit, _ expression: Expression, _ text: ExpressionText) {
    if a == .percent || b == .percent, isToldAtParameter(expression) { return }
    clash("so \(a.text) với \(b.text)", expression, text, code: .unitClash)
  }

  /// A parameter without its percent sign, compared with a percentage: told once, at its own value, however many rules read it.
  private func isToldAtParameter(_ expression: Expression) -> Bool {
    guard case .binary(_, let left, let right) = expression.kind else { return false }
    for side in [left, right] {
      guard case .name(let name, nil) = side.kind, let n = parameterIndex[name] else { continue }
      let parameter = pack.parameters[n]
      guard let value = parameter.value(on: period.end), !value.isPercent else { continue }
      let isTold = findings.all.contains {
        $0.code == .unitClash && $0.line == value.place.line && $0.column == value.place.column
      }
      if isTold { return true }
      let shown = parameter.text(value)
      findings.add(
        .unitClash, at: value.place,
        "“\(parameter.name ?? parameter.id)” là \(shown), mà được so với một tỷ lệ phần trăm.",
        "Nếu muốn nói \(value.value) phần trăm thì ghi \(value.value) %.")
      return true
    }
    return false
  }

  private func share(
    _ part: Int, _ whole: Int, _ comparison: Graph.Comparison, _ value: Ratio, _ unit: Typed.Unit,
    _ expression: Expression, _ text: ExpressionText
  ) -> Int? {
    guard unit == .percent || unit == .fraction || value == Ratio(0) else {
      units(.percent, unit, expression, text)
      return nil
    }
    guard product(range(part), value.denominator...value.denominator) != nil,
      product(range(whole), value.numerator...value.numerator) != nil
    else {
      overflow(expression, text)
      return nil
    }
    return graph.truth(
      .share(part: part, whole: whole, comparison, numerator: value.numerator, denominator: value.denominator)
    )
  }

  /// `term / denominator` against a constant, as a comparison of whole numbers.
  private func compare(
    _ term: Int, _ denominator: Int, _ unit: Typed.Unit, _ comparison: Graph.Comparison, _ value: Ratio,
    _ expression: Expression, _ text: ExpressionText
  ) -> Int? {
    guard let node = compare(term, denominator, comparison, value) else {
      overflow(expression, text)
      return nil
    }
    display.measures[node] = Display.Measure(denominator: denominator, unit: unit)
    return node
  }

  private func compare(_ term: Int, _ denominator: Int, _ comparison: Graph.Comparison, _ value: Ratio)
    -> Int?
  {
    guard let exact = value.times(Ratio(denominator)),
      let floor = Rounding.down(exact.numerator, over: exact.denominator),
      let ceiling = Rounding.up(exact.numerator, over: exact.denominator)
    else { return nil }
    switch comparison {
    case .atLeast: return graph.truth(.compare(term: term, .atLeast, with: ceiling))
    case .more: return graph.truth(.compare(term: term, .atLeast, with: floor &+ 1))
    case .atMost: return graph.truth(.compare(term: term, .atMost, with: floor))
    case .less: return graph.truth(.compare(term: term, .atMost, with: ceiling &- 1))
    case .equal: return graph.truth(.compare(term: term, .equal, with: floor == ceiling ? floor : .min))
    case .notEqual: return graph.truth(.compare(term: term, .notEqual, with: floor == ceiling ? floor : .min))
    }
  }
}

extension Graph.Comparison {
  init?(_ operation: Expression.Operator) {
    switch operation {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .atMost: self = .atMost
    case .more: self = .more
    case .atLeast: self = .atLeast
    default: return nil
    }
  }

  /// The same with both sides exchanged.
  var mirrored: Self {
    switch self {
    case .less: .more
    case .more: .less
    case .atMost: .atLeast
    case .atLeast: .atMost
    case .equal, .notEqual: self
    }
  }

  @inline(__always) func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .atMost: a <= b
    case .more: a > b
    case .atLeast: a >= b
    }
  }
}
