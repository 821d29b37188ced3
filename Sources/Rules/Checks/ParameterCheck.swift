/// A parameter beyond what it is compared with makes rule after rule meaningless: it is told once, at its own value, and not again at
/// every condition that reads it.
struct ParameterCheck {
  /// The conditions that come to the same because of a parameter, by where they stand.
  private(set) var blamed: Set<Place> = []
  /// Those of them by which the pack cannot run: what else is wrong with their decisions may come of them alone.
  private(set) var wrong: Set<Place> = []
  /// What every condition of the graph can come to.
  let found: [Folding.Values]

  /// A comparison of a parameter with something of a record.
  private struct Comparison {
    var parameter: Int
    var other: Expression
    var node: Int
    /// Where it stands: the rule, and the condition of it.
    var rule: String
    var place: Place
    var entity: String
  }

  init(_ compiler: Compiler, _ decisions: [CompiledDecision?]) {
    let comparisons = Self.comparisons(compiler, decisions)
    var choices: [Int: Int] = [:]
    for (n, column) in compiler.graph.columns.enumerated() {
      choices[n] = RuleCheck.words(column.source, compiler)
    }
    let found = Folding(graph: compiler.graph, bounds: compiler.bounds, choices: choices).all()
    self.found = found
    let constant = Dictionary(
      grouping: comparisons.filter { found[$0.node] == .yes || found[$0.node] == .no }
    ) {
      $0.parameter
    }
    for (n, those) in constant.sorted(by: { $0.key < $1.key }) {
      guard let first = those.first(where: { found[$0.node] == .no }) ?? those.first else { continue }
      blamed.formUnion(those.map(\.place))
      let same = those.filter { found[$0.node] == found[first.node] }
      if tell(compiler, n, first, same.map(\.rule), isNever: found[first.node] == .no) {
        wrong.formUnion(those.map(\.place))
      }
    }
  }

  /// - Returns: whether the pack cannot run so.
  private func tell(
    _ compiler: Compiler, _ n: Int, _ one: Comparison, _ rules: [String], isNever: Bool
  ) -> Bool {
    let parameter = compiler.pack.parameters[n]
    guard let value = parameter.value(on: compiler.period.end) else { return false }
    var named: [String] = []
    for rule in rules where !named.contains(rule) { named.append(rule) }
    let fact = Self.fact(one, compiler.pack)
    let range = fact.flatMap { fact in
      fact.range.map { "từ \(fact.text($0.lowerBound)) đến \(fact.text($0.upperBound))" }
    }
    let what = fact.map { " so với “\($0.name)”\(range.map { " (\($0))" } ?? "")" } ?? ""
    // What the fact cannot be is a slip of the pen, whatever it makes of the conditions.
    let isOutside = fact.flatMap { fact in
      fact.raw(value.text).map { !(fact.range?.contains($0) ?? true) }
    }
    let isWrong = isNever || value.value < Ratio(0) || isOutside ?? false
    compiler.findings.add(
      isWrong ? .badRange : .constantCondition, isWrong ? .error : .warning, at: value.place,
      "“\(parameter.name ?? parameter.id)” là \(parameter.text(value))\(what): điều kiện ở \(named.joined(separator: ", ")) \(isNever ? "không bao giờ" : "luôn") đúng.",
      range.map { "Ghi một số \($0)." } ?? "Sửa số này, hoặc sửa các quy tắc so với nó.")
    return isWrong
  }

  private static func fact(_ one: Comparison, _ pack: Pack) -> Fact? {
    guard case .name(let name, let of) = one.other.kind else { return nil }
    return pack.facts.first { $0.id == name && $0.entity == of ?? one.entity }
  }

  private static func comparisons(_ compiler: Compiler, _ decisions: [CompiledDecision?]) -> [Comparison] {
    var found: [Comparison] = []
    for (decision, compiled) in zip(compiler.pack.decisions, decisions) {
      guard let compiled, let entity = compiler.layout.entity(decision.entity),
        decision.rules.count == compiled.rules.count
      else { continue }
      for (rule, lowered) in zip(decision.rules, compiled.rules) {
        for (condition, node) in zip(
          rule.conditions + rule.alternatives, lowered.conditions + lowered.alternatives)
        where compiler.display.parameters[condition.value.place] != nil {
          for one in comparisons(in: condition.value.expression) {
            guard case .binary(_, let left, let right) = one.kind else { continue }
            let (a, b) = (compiler.parameter(left), compiler.parameter(right))
            guard let n = a ?? b, a == nil || b == nil,
              let node = one == condition.value.expression
                ? node : compiler.node(of: one, entity, condition.value)
            else { continue }
            found.append(
              Comparison(
                parameter: n, other: a == nil ? left : right, node: node, rule: rule.id,
                place: condition.value.place, entity: decision.entity))
          }
        }
      }
    }
    return found
  }

  /// The comparisons an expression is made of.
  private static func comparisons(in expression: Expression) -> [Expression] {
    switch expression.kind {
    case .binary(let operation, let left, let right):
      switch operation {
      case .less, .atMost, .more, .atLeast, .equal, .notEqual: [expression]
      default: comparisons(in: left) + comparisons(in: right)
      }
    case .not(let inner): comparisons(in: inner)
    default: []
    }
  }
}

extension Compiler {
  /// The condition a part of an expression is, among those there are.
  fileprivate func node(of part: Expression, _ entity: Int, _ text: ExpressionText) -> Int? {
    if case .truth(let node)? = lower(part, entity, text) { node } else { nil }
  }

  /// The parameter a name stands for.
  fileprivate func parameter(_ expression: Expression) -> Int? {
    guard case .name(let name, nil) = expression.kind else { return nil }
    return parameterIndex[name]
  }
}
