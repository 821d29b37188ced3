/// Conditions that come to the same whatever the facts are: `1 > 0`, `score >= 0` where a score begins at 0. They read like a rule and
/// decide nothing, so they are told; a rule that lets nobody past it is an error of those after it.
extension Compiler {
  func checkConstants(
    _ decisions: [CompiledDecision?], _ aggregates: [CompiledAggregate?], _ quotas: [CompiledQuota?],
    _ parameters: ParameterCheck
  ) {
    let found = parameters.found
    for (decision, compiled) in zip(pack.decisions, decisions) {
      guard let compiled, decision.rules.count == compiled.rules.count,
        parameters.wrong.isDisjoint(with: decision.places)
      else { continue }
      for (rule, lowered) in zip(decision.rules, compiled.rules) {
        // A rule that never holds was told as a whole.
        guard found[lowered.truth].contains(.yes) else { continue }
        for (condition, node) in zip(
          rule.conditions + rule.alternatives, lowered.conditions + lowered.alternatives)
        where !parameters.blamed.contains(condition.value.place) {
          tell(condition.value, found[node], "Điều kiện")
        }
      }
      checkBlocked(decision, compiled, found)
    }
    for (aggregate, compiled) in zip(pack.aggregates, aggregates) {
      if let condition = aggregate.condition, let node = compiled?.condition {
        tell(condition, found[node], "`where` của `\(aggregate.id)`")
      }
    }
    for (quota, compiled) in zip(pack.quotas, quotas) {
      for (one, percent) in zip(quota.percents, compiled?.percents ?? []) {
        if let condition = one.condition, let node = percent.condition {
          tell(condition, found[node], "Điều kiện trong `cases` của `\(quota.id)`")
        }
      }
    }
  }

  private func tell(_ text: ExpressionText, _ values: Folding.Values, _ what: String) {
    guard values != .both else { return }
    let said =
      values == .yes
      ? "luôn đúng với mọi giá trị được phép"
      : values == .no ? "không bao giờ đúng với giá trị được phép" : "không bao giờ tính được"
    findings.add(
      .constantCondition, .warning, at: text.place,
      "\(what) \(plain(text)) \(said), nên không phân biệt gì.",
      "Bỏ đi, hoặc sửa số so sánh hay `range` của dữ kiện.")
  }

  /// One comparison of something that has a name, in words and as it is written; anything longer as it is written.
  private func plain(_ text: ExpressionText) -> String {
    guard case .binary(let sign, let left, let right) = text.expression.kind,
      case .name(let name, _) = left.kind,
      let words = ["<": "dưới", "<=": "không quá", ">": "trên", ">=": "từ", "==": "là"][sign.rawValue]
    else { return "`\(text.text)`" }
    let title =
      pack.facts.first { $0.id == name }?.name ?? pack.variables.first { $0.id == name }?.name
      ?? pack.aggregates.first { $0.id == name }?.name
    guard let title, case .number(let value, let isPercent) = right.kind else { return "`\(text.text)`" }
    return "“\(title) \(words) \(isPercent ? value.percentText : value.description)” (`\(text.text)`)"
  }

  /// After a rule that is never false nothing is decided any more: it holds, or what it asks is missing. What stands after a rule
  /// without conditions is told by ``RuleCheck``.
  private func checkBlocked(_ decision: Decision, _ compiled: CompiledDecision, _ found: [Folding.Values]) {
    guard decision.hitPolicy == .first,
      let first = decision.rules.indices.first(where: { n in
        !found[compiled.rules[n].truth].contains(.no) && decision.rules[n].exceptTo == nil
      }),
      !decision.rules[first].isUnconditional
    else { return }
    for rule in decision.rules[(first + 1)...]
    where rule.exceptTo == nil && !findings.all.contains(where: { $0.isNever(at: rule.place) }) {
      findings.add(
        .neverDecides, at: rule.place,
        "Quy tắc `\(rule.id)` không bao giờ quyết định: đứng sau `\(decision.rules[first].id)`, quy tắc có các điều kiện luôn đúng.",
        "Sửa điều kiện của `\(decision.rules[first].id)`, hoặc bỏ quy tắc này.")
    }
  }
}

extension PackFinding {
  fileprivate func isNever(at place: Place) -> Bool {
    code == .neverDecides && line == place.line && column == place.column
  }
}

extension Decision {
  /// Where its conditions stand.
  var places: Set<Place> {
    Set(rules.flatMap { $0.conditions + $0.alternatives }.map(\.value.place))
  }
}
