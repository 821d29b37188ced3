/// What a result rests on: the rule that decided, every earlier rule with another outcome that did not apply, the quota, and
/// what was counted below for these. What of it is not certain makes the result a proposal.
extension Examination {
  enum Doubt: Hashable {
    /// The deciding rule itself, or one of its conditions or their parameters.
    case deciding(rule: Int)
    /// An earlier rule that is not excluded for sure.
    case earlier(rule: Int)
    /// Grades below, counted by an aggregate.
    case parts(aggregate: Int)
    /// Another decision it reads.
    case decision(Int)
    case quota(Int)
  }

  /// - Parameter most: no more are looked for.
  func doubts(_ number: Int, _ row: Int, most: Int) -> [Doubt] {
    guard let result = verdicts.decisions[number] else { return [] }
    let rules = program.pack.decisions[number].rules
    let compiled = program.decisions[number].rules
    let deciding = result.provisionalReason(row) - 1
    guard rules.indices.contains(deciding) else { return [] }
    var found: [Doubt] = []
    func add(_ doubt: Doubt) { if !found.contains(doubt) { found.append(doubt) } }
    if !isCertain(rules[deciding]) { add(.deciding(rule: deciding)) }
    if let quota = uncertainQuota(number, row, result) { add(.quota(quota)) }
    for node in compiled[deciding].conditions where found.count < most {
      if let doubt = doubt(below: node, number, row) { add(doubt) }
    }
    // One alternative that holds for sure is enough.
    let some = compiled[deciding].alternatives.filter { holds($0, number, row) == true }
    let open = some.compactMap { doubt(below: $0, number, row) }
    if open.count == some.count, let doubt = open.first { add(doubt) }
    for earlier in rules[..<deciding].indices where rules[earlier].outcome != rules[deciding].outcome {
      if found.count >= most { break }
      if let doubt = doubt(about: earlier, number, row) { add(doubt) }
    }
    return found
  }

  /// A rule, its conditions and the parameters in them: all of what decides by itself.
  func isCertain(_ rule: Rule) -> Bool {
    rule.source.decides && (rule.conditions + rule.alternatives).allSatisfy { decides($0, in: rule) }
  }

  /// A condition is as certain as it says itself, else as its rule, and no more than the parameters it reads.
  func decides(_ condition: Condition, in rule: Rule) -> Bool {
    guard condition.certainty?.decides ?? rule.source.decides else { return false }
    return program.display.parameters[condition.value.place, default: []].allSatisfy { id in
      program.pack.parameters.first { $0.id == id }?.source.decides ?? true
    }
  }

  /// An earlier rule is excluded for sure when a condition of it that is certain is false, or all its alternatives are so.
  private func doubt(about rule: Int, _ number: Int, _ row: Int) -> Doubt? {
    let declared = program.pack.decisions[number].rules[rule]
    let compiled = program.decisions[number].rules[rule]
    func fails(_ node: Int, _ condition: Condition) -> Bool {
      decides(condition, in: declared) && holds(node, number, row) == false
        && doubt(below: node, number, row) == nil
    }
    if zip(compiled.conditions, declared.conditions).contains(where: { fails($0, $1) }) { return nil }
    if !compiled.alternatives.isEmpty,
      zip(compiled.alternatives, declared.alternatives).allSatisfy({ fails($0, $1) })
    {
      return nil
    }
    // What makes it uncertain: its own text, or what is counted below for a condition that would exclude it.
    for (node, condition) in zip(
      compiled.conditions + compiled.alternatives, declared.conditions + declared.alternatives)
    where decides(condition, in: declared) && holds(node, number, row) == false {
      if let doubt = doubt(below: node, number, row) { return doubt }
    }
    return .earlier(rule: rule)
  }

  /// What a condition reads of other decisions must itself be certain.
  private func doubt(below node: Int, _ number: Int, _ row: Int) -> Doubt? {
    for column in program.graph.columns(of: node).sorted() {
      switch program.graph.columns[column].source {
      case .aggregate(let n), .aggregateBase(let n):
        if !uncertainParts(aggregate: n, row, most: 1).isEmpty { return .parts(aggregate: n) }
      case .outcome(let n):
        if n != number, ![.decided, .given].contains(standing(n, row)) { return .decision(n) }
      default: break
      }
    }
    return nil
  }

  /// The quota that cut, or that might have cut, this record, where it is not certain.
  private func uncertainQuota(_ number: Int, _ row: Int, _ result: Verdicts.Decision) -> Int? {
    let rules = program.decisions[number].rules.count
    for (n, quota) in program.quotas.enumerated() where quota.decision == number {
      let isTouched = result.provisional[row] == quota.grade || result.reason(row) > rules
      if isTouched, !isCertain(program.pack.quotas[n]) { return n }
    }
    return nil
  }

  private func isCertain(_ quota: Quota) -> Bool {
    guard quota.source.decides else { return false }
    return quota.percents.allSatisfy { percent in
      guard case .name(let id, nil) = percent.value.expression.kind else { return true }
      return program.pack.parameters.first { $0.id == id }?.source.decides ?? true
    }
  }

  /// The parts whose grade a count reads and that is not certain.
  private func uncertainParts(aggregate n: Int, _ row: Int, most: Int) -> [Int] {
    let aggregate = program.aggregates[n]
    var decisions: Set<Int> = []
    if let decision = aggregate.decision { decisions.insert(decision) }
    for column in aggregate.condition.map({ program.graph.columns(of: $0) }) ?? [] {
      if case .outcome(let decision) = program.graph.columns[column].source { decisions.insert(decision) }
    }
    guard !decisions.isEmpty else { return [] }
    var found: [Int] = []
    for part in rows(of: aggregate.part, in: aggregate.entity, row) where found.count < most {
      if decisions.contains(where: { ![.decided, .given].contains(standing($0, part)) }) {
        found.append(part)
      }
    }
    return found
  }

  // MARK: - in words

  static let mostDoubts = 20

  /// Why a result is only proposed, one sentence for each thing it rests on that is not certain.
  func doubtTexts(_ number: Int, _ row: Int) -> [String] {
    let decision = program.pack.decisions[number]
    return doubts(number, row, most: Self.mostDoubts).map { doubt in
      switch doubt {
      case .deciding(let n):
        return "Quy tắc \(decision.rules[n].id): \(reasons(decision.rules[n], decision))."
      case .earlier(let n):
        let rule = decision.rules[n]
        return
          "Chưa loại trừ chắc chắn được quy tắc \(rule.id) đứng trước: \(reasons(rule, decision))."
      case .parts(let n):
        let parts = uncertainParts(aggregate: n, row, most: .max).count
        let aggregate = program.pack.aggregates[n]
        let part = program.pack.entities.first { $0.id == aggregate.part }?.name ?? aggregate.part
        return "\(aggregate.name ?? aggregate.id): mức của \(parts) \(part.lowercased()) chưa chắc chắn."
      case .decision(let n): return "\(program.pack.decisions[n].name) chưa chắc chắn."
      case .quota(let n):
        let quota = program.pack.quotas[n]
        return "\(quota.name ?? "Tỷ lệ \(quota.id)"): \(quota.source.certainty.vietnamese)."
      }
    }
  }

  /// Which text of a rule is not certain, and why.
  private func reasons(_ rule: Rule, _ decision: Decision) -> String {
    let wording = Wording(program: program, entity: decision.entity)
    var reasons: [String] = rule.source.decides ? [] : ["căn cứ \(rule.source.certainty.vietnamese)"]
    for condition in rule.conditions + rule.alternatives {
      if let own = condition.certainty, !own.decides {
        reasons.append("“\(wording.text(condition))” \(own.vietnamese)")
      }
      for id in program.display.parameters[condition.value.place, default: []].sorted() {
        guard let parameter = program.pack.parameters.first(where: { $0.id == id }),
          !parameter.source.decides
        else { continue }
        reasons.append("“\(parameter.name ?? id)” \(parameter.source.certainty.vietnamese)")
      }
    }
    var seen: Set<String> = []
    return reasons.filter { seen.insert($0).inserted }.joined(separator: "; ")
  }
}
