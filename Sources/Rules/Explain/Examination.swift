/// Examination — xem xét một kết quả: looks at one record of a finished run again, with the same kernels on a chunk of one,
/// and tells why. Nothing is stored for it beyond the trace.
public final class Examination {
  public let program: Program
  public let snapshot: Snapshot
  public let verdicts: Verdicts
  let run: Run
  private var sweeps: [Int: Sweep] = [:]
  private var sweptRow: [Int: Int] = [:]
  private var standings: [Int: [Int: Bool]] = [:]

  public init(_ program: Program, _ snapshot: Snapshot, _ verdicts: Verdicts) {
    (self.program, self.snapshot, self.verdicts) = (program, snapshot, verdicts)
    run = Run(program, snapshot, chunk: 1, threads: 1)
    run.verdicts = verdicts
  }

  /// A sweep that holds the planes of one record for one decision.
  func sweep(_ decision: Int, _ row: Int) -> Sweep {
    let sweep = sweeps[decision] ?? make(decision)
    sweeps[decision] = sweep
    if sweptRow[decision] != row {
      sweep.run(row, 1)
      sweptRow[decision] = row
    }
    return sweep
  }

  private func make(_ decision: Int) -> Sweep {
    let compiled = program.decisions[decision]
    let plan = Plan(program.graph, truths: compiled.rules.map(\.truth) + compiled.conditions)
    return Sweep(program.graph, plan, run.bind(plan), capacity: 1)
  }

  /// Three values: `nil` is unknown.
  func holds(_ node: Int, _ decision: Int, _ row: Int) -> Bool? {
    let sweep = sweep(decision, row)
    let sure = sweep.sure(node)[0] != 0
    return sweep.possible(node)[0] != 0 ? (sure ? true : nil) : false
  }

  // MARK: - standing

  /// Whether the rules decide, or only propose because what they rest on is not certain.
  public func standing(_ decision: Int, _ row: Int) -> Standing {
    guard let result = verdicts.decisions[decision] else { return .undetermined }
    switch result.outcomes[row] {
    case OutcomeDomain.undecided: return .undecided
    case OutcomeDomain.undetermined: return .undetermined
    default: break
    }
    if result.reason(row) == 0 { return .given }
    return isCertain(decision, row) ? .decided : .proposed
  }

  private func isCertain(_ decision: Int, _ row: Int) -> Bool {
    if let known = standings[decision]?[row] { return known }
    let certain = restsOnCertain(decision, row)
    standings[decision, default: [:]][row] = certain
    return certain
  }

  private func restsOnCertain(_ number: Int, _ row: Int) -> Bool {
    guard let result = verdicts.decisions[number] else { return false }
    let rules = program.pack.decisions[number].rules
    let deciding = result.provisionalReason(row) - 1
    guard rules.indices.contains(deciding) else { return true }
    guard isCertain(rules[deciding]), quotaIsCertain(number, row, result) else { return false }
    for earlier in rules[..<deciding].indices where rules[earlier].outcome != rules[deciding].outcome {
      if !failsForSure(earlier, number, row) { return false }
    }
    return partsAreCertain(number, row)
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

  /// An earlier rule is excluded for sure when all of it is certain, or when one certain condition of it is false.
  private func failsForSure(_ rule: Int, _ number: Int, _ row: Int) -> Bool {
    let declared = program.pack.decisions[number].rules[rule]
    if isCertain(declared) { return true }
    let compiled = program.decisions[number].rules[rule]
    for (n, node) in compiled.conditions.enumerated() where decides(declared.conditions[n], in: declared) {
      if holds(node, number, row) == false { return true }
    }
    guard !compiled.alternatives.isEmpty else { return false }
    return compiled.alternatives.enumerated().allSatisfy {
      decides(declared.alternatives[$0.offset], in: declared) && holds($0.element, number, row) == false
    }
  }

  /// The quota that cut, or that might have cut, this record.
  private func quotaIsCertain(_ number: Int, _ row: Int, _ result: Verdicts.Decision) -> Bool {
    let rules = program.decisions[number].rules.count
    for (n, quota) in program.quotas.enumerated() where quota.decision == number {
      let isTouched = result.provisional[row] == quota.grade || result.reason(row) > rules
      if isTouched, !quotaIsCertain(program.pack.quotas[n]) { return false }
    }
    return true
  }

  private func quotaIsCertain(_ quota: Quota) -> Bool {
    guard quota.source.decides else { return false }
    return quota.percents.allSatisfy { percent in
      guard case .name(let id, nil) = percent.value.expression.kind else { return true }
      return program.pack.parameters.first { $0.id == id }?.source.decides ?? true
    }
  }

  /// What was counted below must itself be certain.
  private func partsAreCertain(_ number: Int, _ row: Int) -> Bool {
    let truths = program.decisions[number].rules.map(\.truth)
    let columns = truths.reduce(into: Set<Int>()) { $0.formUnion(program.graph.columns(of: $1)) }
    for column in columns.sorted() {
      let source = program.graph.columns[column].source
      switch source {
      case .aggregate(let n), .aggregateBase(let n): if !partsAreCertain(aggregate: n, row) { return false }
      case .outcome(let n): if n != number, ![.decided, .given].contains(standing(n, row)) { return false }
      default: break
      }
    }
    return true
  }

  private func partsAreCertain(aggregate n: Int, _ row: Int) -> Bool {
    let aggregate = program.aggregates[n]
    var decisions: Set<Int> = []
    if let decision = aggregate.decision { decisions.insert(decision) }
    for column in aggregate.condition.map({ program.graph.columns(of: $0) }) ?? [] {
      if case .outcome(let decision) = program.graph.columns[column].source { decisions.insert(decision) }
    }
    for decision in decisions.sorted() {
      for part in rows(of: aggregate.part, in: aggregate.entity, row)
      where ![.decided, .given].contains(standing(decision, part)) { return false }
    }
    return true
  }

  /// The rows of the parts that lie within a record.
  public func rows(of part: Int, in entity: Int, _ row: Int) -> Range<Int> {
    let layout = program.layout
    guard let starts = snapshot.starts(of: layout.entities[part].id, in: layout.entities[entity].id),
      row + 1 < starts.count
    else { return 0..<0 }
    return Int(starts[row])..<Int(starts[row + 1])
  }
}

/// How a result stands.
public enum Standing: String, Sendable {
  /// The rules decide: every text it rests on has been seen.
  case decided
  /// Proposed only: something it rests on is not certain.
  case proposed
  /// Cần quyết định.
  case undecided
  /// Chưa đủ dữ kiện.
  case undetermined
  /// Decided by people.
  case given

  public var vietnamese: String {
    switch self {
    case .decided: "Theo hướng dẫn"
    case .proposed: "Đề xuất, căn cứ chưa chắc chắn"
    case .undecided: "Cần quyết định"
    case .undetermined: "Chưa đủ dữ kiện"
    case .given: "Đã quyết định"
    }
  }
}
