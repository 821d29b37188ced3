import Basics

/// Values of one record in words.
extension Examination {
  /// The value of a name for a record, as people write it; `nil` when the name is no value (a word, a parameter).
  func text(_ name: String, _ of: String?, _ entity: String, _ decision: Int, _ row: Int) -> String? {
    guard let shown = program.display.names[entity + "/" + (of.map { $0 + "." } ?? "") + name] else {
      return nil
    }
    switch shown {
    case .fact(let n, let column):
      return run.bind(column)[row].map { program.layout.facts[n].text($0) } ?? "chưa có"
    case .number(let term, let measure): return scalar(term, row).map { Self.text($0, measure) } ?? "chưa có"
    case .share(let part, let whole):
      guard let p = scalar(part, row), let w = scalar(whole, row) else { return "chưa có" }
      guard w > 0, let ratio = Ratio(p, over: w) else { return "\(p) trên \(w)" }
      return "\(p) trên \(w) (\(Self.percent(ratio)))"
    case .choice(let column, let grades):
      return run.bind(column)[row].map {
        grades.indices.contains($0) ? program.pack.gradeName(grades[$0].id) : "?"
      } ?? "chưa có"
    case .truth(let node): return truth(node, row).map { $0 ? "có" : "không" } ?? "chưa có"
    case .band(let pieces):
      let piece = pieces.first { truth($0.truth, row) == true }
      return piece.map { program.pack.gradeName($0.grade) } ?? "chưa có"
    case .day(let term): return scalar(term, row).flatMap { Day(daysSince1970: $0) }?.vietnamese ?? "chưa có"
    }
  }

  static func text(_ raw: Int, _ measure: Display.Measure) -> String {
    guard let ratio = Ratio(raw, over: measure.denominator) else { return String(raw) }
    return measure.unit == .percent ? ratio.percentText : ratio.description
  }

  /// A share to one decimal, rounded and marked where it is not exact; what is not all is never told as 100 %, what is
  /// not nothing never as 0 %.
  static func percent(_ ratio: Ratio) -> String {
    guard let rounded = Rounding.halfUp(ratio.numerator &* 1_000, over: ratio.denominator) else {
      return ratio.percentText
    }
    let isExact = Int128(ratio.numerator) * 1_000 % Int128(ratio.denominator) == 0
    var tenths = rounded
    if !isExact, ratio > Ratio(0), ratio < Ratio(1) { tenths = min(max(rounded, 1), 999) }
    let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10),\(abs(tenths % 10))"
    return (isExact ? "" : "≈ ") + text + " %"
  }

  /// A term of one record; only for showing, the decision itself is the kernels'.
  func scalar(_ term: Int, _ row: Int) -> Int? {
    func two(_ a: Int, _ b: Int, _ operation: (Int, Int) -> Int) -> Int? {
      scalar(a, row).flatMap { x in scalar(b, row).map { operation(x, $0) } }
    }
    switch program.graph.terms[term] {
    case .constant(let value): return value
    case .column(let column): return run.bind(column)[row]
    case .sum(let a, let b): return two(a, b, &+)
    case .difference(let a, let b): return two(a, b, &-)
    case .product(let a, let b): return two(a, b, &*)
    case .smaller(let a, let b): return two(a, b) { min($0, $1) }
    case .larger(let a, let b): return two(a, b) { max($0, $1) }
    case .days(let a, let b): return two(a, b) { $1 &- $0 }
    case .months(let a, let b): return two(a, b) { completedMonths(from: $0, to: $1) }
    }
  }

  /// A condition of one record that belongs to no decision, for showing.
  private func truth(_ node: Int, _ row: Int) -> Bool? {
    let plan = Plan(program.graph, truths: [node])
    let masks = Sweep(program.graph, plan, run.bind(plan), capacity: 1)
    masks.run(row, 1)
    return masks.possible(node)[0] != 0 ? (masks.sure(node)[0] != 0 ? true : nil) : false
  }

  /// How far a record is from a condition it does not fulfil.
  func gap(_ node: Int, _ row: Int) -> String? {
    switch program.graph.truths[node] {
    case .compare(let term, let comparison, let limit):
      guard let value = scalar(term, row), let measure = program.display.measures[node] else { return nil }
      switch comparison {
      case .atLeast where value < limit: return "còn thiếu \(Self.text(limit &- value, measure))"
      case .atMost where value > limit: return "vượt \(Self.text(value &- limit, measure))"
      default: return nil
      }
    case .share(let part, let whole, let comparison, let numerator, let denominator):
      guard let p = scalar(part, row), let w = scalar(whole, row), w > 0 else { return nil }
      switch comparison {
      case .atLeast, .more:
        let needed =
          comparison == .atLeast
          ? Rounding.up(w &* numerator, over: denominator)
          : Rounding.down(w &* numerator, over: denominator).map { $0 + 1 }
        return needed.flatMap { $0 > p ? "cần \($0) trên \(w), còn thiếu \($0 - p)" : nil }
      case .atMost, .less:
        let most =
          comparison == .atMost
          ? Rounding.down(w &* numerator, over: denominator)
          : Rounding.up(w &* numerator, over: denominator).map { $0 - 1 }
        return most.flatMap { $0 < p ? "nhiều nhất \($0) trên \(w), vượt \(p - $0)" : nil }
      default: return nil
      }
    default: return nil
    }
  }
}
