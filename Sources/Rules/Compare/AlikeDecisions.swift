extension Comparison {
  /// Whether both packs say the same of a record, whatever its facts and the grades of its parts: the same rules in the same
  /// order over the same counts, and the same quotas. Names and cites are no difference. Two texts that differ may still come
  /// to the same.
  public func isAlike(_ decisionID: String) -> Bool {
    guard let a = old.decisionIndex(decisionID), let b = new.decisionIndex(decisionID) else { return false }
    return DecisionText(old, a).lines == DecisionText(new, b).lines
  }
}

/// All that a decision hangs on, as text that is equal where the meaning is. The values of parameters stand in it; the grades of
/// the parts it counts do not.
struct DecisionText {
  private let program: Program
  private let canonical: Canonical
  private var waiting: [Reading]
  private var told: Set<Reading> = []
  private(set) var lines: [String] = []

  /// What is still to be told.
  private enum Reading: Hashable {
    case decision(Int)
    case aggregate(Int)
    case fact(Int)
  }

  init(_ program: Program, _ number: Int) {
    (self.program, canonical, waiting) = (program, Canonical(program), [.decision(number)])
    while let next = waiting.popLast() {
      guard told.insert(next).inserted else { continue }
      switch next {
      case .decision(let n): tell(decision: n)
      case .aggregate(let n): tell(aggregate: n)
      case .fact(let n): tell(fact: n)
      }
    }
    // A rule is told with its place; in which order the rest was met is no difference.
    lines.sort()
  }

  private mutating func tell(decision number: Int) {
    let decision = program.decisions[number]
    let id = program.pack.decisions[number].id
    lines.append("\(id): " + "\(program.pack.decisions[number].hitPolicy)")
    for (n, rule) in decision.rules.enumerated() {
      let outcome = decision.domain.id(rule.outcome)
      lines.append("\(id) \(n): \(canonical.text(rule.truth)) → \(outcome) \(rule.rivals)")
      read(program.graph.columns(of: rule.truth))
    }
    var order = 0
    for (n, quota) in program.quotas.enumerated() where quota.decision == number {
      tell(quota, program.pack.quotas[n], "\(id) quota \(order)")
      order += 1
    }
  }

  private mutating func tell(_ quota: CompiledQuota, _ declared: Quota, _ name: String) {
    let domain = program.decisions[quota.decision].domain
    let percents = quota.percents.map { percent in
      (percent.condition.map { canonical.text($0) } ?? "") + ":\(percent.value)"
    }
    for case let condition? in quota.percents.map(\.condition) { read(program.graph.columns(of: condition)) }
    let keys = quota.keys.map { tell($0) }
    let scopes = quota.scopes.map { tell($0) }
    let counts = "\(declared.counted) \(declared.rounding) \(declared.ties) \(declared.minimum)"
    let grades = [quota.grade, quota.demoteTo].map { domain.id($0) }
    lines.append("\(name): \(grades) of \(quota.of.map { domain.id($0) }.sorted()) \(counts)")
    lines.append("\(name): \(percents) by \(scopes) ranked \(keys)")
  }

  private mutating func tell(_ scope: CompiledQuota.Scope) -> String {
    switch scope {
    case .entity(let n): return program.layout.entities[n].id
    case .column(let column):
      read([column])
      return canonical.column(column)
    case .pieces(let nodes):
      for node in nodes { read(program.graph.columns(of: node)) }
      return "\(nodes.map { canonical.text($0) })"
    }
  }

  private mutating func tell(_ key: CompiledQuota.Key) -> String {
    switch key {
    case .id(let isDescending): return "id \(isDescending)"
    case .term(let term, let isDescending):
      read(program.graph.columns(ofTerm: term))
      return "\(canonical.term(term)) \(isDescending)"
    case .share(let part, let whole, let isDescending):
      read(program.graph.columns(ofTerm: part))
      read(program.graph.columns(ofTerm: whole))
      return "\(canonical.term(part))/\(canonical.term(whole)) \(isDescending)"
    }
  }

  private mutating func tell(aggregate n: Int) {
    let aggregate = program.aggregates[n]
    lines.append("\(program.pack.aggregates[n].id): \(canonical.aggregate(n))")
    if let base = aggregate.base { waiting.append(.aggregate(base)) }
    // The grades of the parts are given.
    let columns = program.columns(of: aggregate).filter { column in
      if case .outcome = program.graph.columns[column].source { return false }
      return true
    }
    read(columns)
  }

  /// Facts are told by their place: the same question asked otherwise has another.
  private mutating func tell(fact n: Int) {
    let fact = program.layout.facts[n]
    let own = program.pack.facts.first { $0.id == fact.id && $0.entity == fact.entity }
    lines.append("\(fact.entity).\(fact.id) \(n) \(own?.missing.map { fact.text($0) } ?? "?")")
  }

  private mutating func read(_ columns: some Sequence<Int>) {
    for column in columns {
      var source = program.graph.columns[column].source
      while case .above(_, let inner) = source { source = inner }
      switch source {
      case .fact(let n): waiting.append(.fact(n))
      case .outcome(let n): waiting.append(.decision(n))
      case .aggregate(let n), .aggregateBase(let n): waiting.append(.aggregate(n))
      case .above: break
      }
    }
  }
}
