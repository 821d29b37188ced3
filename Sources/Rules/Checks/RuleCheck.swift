/// What a decision's rules must fulfil together: a last rule for everything else, no rule that can never decide, and for
/// `unique` no two that hold at once.
struct RuleCheck {
  let compiler: Compiler
  let regions: Regions

  init(_ compiler: Compiler) {
    self.compiler = compiler
    var choices: [Int: Int] = [:]
    for (n, column) in compiler.graph.columns.enumerated() { choices[n] = Self.words(column.source, compiler) }
    regions = Regions(graph: compiler.graph, bounds: compiler.bounds, choices: choices)
  }

  static func words(_ source: Graph.Source, _ compiler: Compiler) -> Int? {
    switch source {
    case .fact(let n):
      switch compiler.layout.facts[n].kind {
      case .boolean: 2
      case .choice(let values): values.count
      default: nil
      }
    case .outcome(let n): compiler.domains[n].grades.count
    case .aggregate: 2
    case .aggregateBase: nil
    case .above(_, let inner): words(inner, compiler)
    }
  }

  func check(_ decision: Decision, _ compiled: CompiledDecision) {
    guard decision.rules.count == compiled.rules.count else { return }
    switch decision.hitPolicy {
    case .first:
      if decision.rules.last?.isUnconditional != true {
        compiler.findings.add(
          .noFinalRule, at: decision.rules.last?.place ?? decision.place, "`\(decision.id)` không có quy tắc cuối cùng cho mọi trường hợp còn lại.",
          "Thêm một quy tắc cuối không có `when`.")
      }
      for n in decision.rules.indices { reachable(n, decision, compiled) }
    case .unique: disjoint(decision, compiled)
    }
  }

  private func reachable(_ n: Int, _ decision: Decision, _ compiled: CompiledDecision) {
    let rule = decision.rules[n]
    if let final = decision.rules[..<n].first(where: \.isUnconditional) {
      never(rule, "đứng sau `\(final.id)`, quy tắc nhận mọi trường hợp còn lại")
      return
    }
    if regions.exists([compiled.rules[n].truth], without: []) == .none {
      never(rule, "các điều kiện của nó không bao giờ cùng đúng")
      return
    }
    // Rules that share nothing with it cannot stand in its way.
    let mine = compiler.graph.columns(of: compiled.rules[n].truth)
    let earlier = compiled.rules[..<n].map(\.truth)
    let near = rule.isUnconditional ? earlier : earlier.filter { !compiler.graph.columns(of: $0).isDisjoint(with: mine) }
    if near.count <= 60, regions.exists([compiled.rules[n].truth], without: Array(near)) == .none {
      never(rule, "các quy tắc trước nó đã nhận hết những trường hợp ấy")
    }
  }

  private func never(_ rule: Rule, _ why: String) {
    compiler.findings.add(.neverDecides, at: rule.place, "Quy tắc `\(rule.id)` không bao giờ quyết định: \(why).", "Bỏ quy tắc, đổi thứ tự hoặc sửa điều kiện.")
  }

  private func disjoint(_ decision: Decision, _ compiled: CompiledDecision) {
    for n in decision.rules.indices {
      if regions.exists([compiled.rules[n].truth], without: []) == .none { never(decision.rules[n], "các điều kiện của nó không bao giờ cùng đúng") }
      for m in decision.rules.indices where m > n {
        guard regions.exists([compiled.rules[n].truth, compiled.rules[m].truth], without: []) != .none else { continue }
        compiler.findings.add(
          .notDisjoint, at: decision.rules[m].place, "Quy tắc `\(decision.rules[m].id)` có thể đúng cùng lúc với `\(decision.rules[n].id)`.",
          "Với `hitPolicy: unique` chỉ một quy tắc được đúng; thêm điều kiện, hoặc dùng `first`.")
      }
    }
    if regions.exists([], without: compiled.rules.map(\.truth)) != .none {
      compiler.findings.add(.noFinalRule, at: decision.place, "`\(decision.id)` để sót trường hợp không quy tắc nào nhận.", "Thêm quy tắc cho các trường hợp còn lại.")
    }
  }
}
