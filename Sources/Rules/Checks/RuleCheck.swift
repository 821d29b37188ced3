/// What a decision's rules must fulfil together: a last rule for everything else, no rule that can never decide, and for
/// `unique` no two that hold at once.
struct RuleCheck {
  let compiler: Compiler
  let regions: Regions

  init(_ compiler: Compiler) {
    self.compiler = compiler
    var choices: [Int: Int] = [:]
    for (n, column) in compiler.graph.columns.enumerated() {
      choices[n] = Self.words(column.source, compiler)
    }
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
      let final = decision.rules.firstIndex(where: \.isUnconditional)
      if final == nil {
        compiler.findings.add(
          .noFinalRule, at: decision.rules.last?.place ?? decision.place,
          "`\(decision.id)` không có quy tắc cuối cùng cho mọi trường hợp còn lại.",
          "Thêm một quy tắc cuối không có `when`.")
      }
      var readers = [[Int]](repeating: [], count: compiler.graph.columns.count)
      for n in decision.rules.indices {
        if let final, n > final {
          never(
            decision.rules[n], "đứng sau `\(decision.rules[final].id)`, quy tắc nhận mọi trường hợp còn lại")
        } else {
          reachable(n, decision, compiled, near: near(n, decision, compiled, readers))
        }
        for column in compiler.graph.columns(of: compiled.rules[n].truth) {
          readers[column].append(n)
        }
      }
    case .unique: disjoint(decision, compiled)
    }
  }

  /// The earlier rules that read what this one reads: the others cannot stand in its way. `nil`: too many to follow.
  private func near(_ n: Int, _ decision: Decision, _ compiled: CompiledDecision, _ readers: [[Int]])
    -> [Int]?
  {
    if decision.rules[n].isUnconditional {
      return n <= Self.mostNear ? compiled.rules[..<n].map(\.truth) : nil
    }
    var near: [Int] = []
    for column in compiler.graph.columns(of: compiled.rules[n].truth) {
      if readers[column].count > Self.mostNear { return nil }
      near += readers[column]
    }
    near = ColumnSet.joined([near])
    return near.count > Self.mostNear ? nil : near.map { compiled.rules[$0].truth }
  }

  private static let mostNear = 60
  /// Every pair must be proved disjoint.
  private static let mostUnique = 200

  private func reachable(_ n: Int, _ decision: Decision, _ compiled: CompiledDecision, near: [Int]?) {
    guard regions.exists([compiled.rules[n].truth], without: near ?? []) == .none else { return }
    never(
      decision.rules[n],
      regions.exists([compiled.rules[n].truth], without: []) == .none
        ? impossible(decision.rules[n], compiled.rules[n])
        : "các quy tắc trước nó đã nhận hết những trường hợp ấy")
  }

  /// The condition that is never true by itself, where there is one.
  private func impossible(_ rule: Rule, _ compiled: CompiledRule) -> String {
    for (condition, node) in zip(rule.conditions, compiled.conditions)
    where regions.exists([node], without: []) == .none {
      return "điều kiện `\(condition.value.text)` không bao giờ đúng với giá trị được phép"
    }
    return "các điều kiện của nó không bao giờ cùng đúng"
  }

  private func never(_ rule: Rule, _ why: String) {
    compiler.findings.add(
      .neverDecides, at: rule.place, "Quy tắc `\(rule.id)` không bao giờ quyết định: \(why).",
      "Bỏ quy tắc, đổi thứ tự hoặc sửa điều kiện.")
  }

  private func disjoint(_ decision: Decision, _ compiled: CompiledDecision) {
    guard decision.rules.count <= Self.mostUnique else {
      compiler.findings.add(
        .oversize, at: decision.place, "`\(decision.id)` có hơn \(Self.mostUnique) quy tắc `unique`.",
        "Chia thành nhiều bước, hoặc dùng `first`.")
      return
    }
    for n in decision.rules.indices {
      if regions.exists([compiled.rules[n].truth], without: []) == .none {
        never(decision.rules[n], impossible(decision.rules[n], compiled.rules[n]))
      }
      for m in decision.rules.indices where m > n {
        guard regions.exists([compiled.rules[n].truth, compiled.rules[m].truth], without: []) != .none else {
          continue
        }
        compiler.findings.add(
          .notDisjoint, at: decision.rules[m].place,
          "Quy tắc `\(decision.rules[m].id)` có thể đúng cùng lúc với `\(decision.rules[n].id)`.",
          "Với `hitPolicy: unique` chỉ một quy tắc được đúng; thêm điều kiện, hoặc dùng `first`.")
      }
    }
    if regions.exists([], without: compiled.rules.map(\.truth)) != .none {
      compiler.findings.add(
        .noFinalRule, at: decision.place, "`\(decision.id)` để sót trường hợp không quy tắc nào nhận.",
        "Thêm quy tắc cho các trường hợp còn lại.")
    }
  }
}
