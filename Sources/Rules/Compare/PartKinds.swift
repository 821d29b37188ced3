/// The kinds of parts that matter to a decision which counts them: one for every grade a count reads, and one for every word
/// of a fact it reads; all else about a part is as a calm one has it.
struct PartKinds {
  /// Parts that are alike.
  struct Group: Hashable {
    var count: Int
    /// By decision: the grade given.
    var grades: [String: String]
    /// By place in the layout.
    var facts: [Int: Int]
  }

  let entity: Int
  let kinds: [Group]

  /// One part of the first kind: neither none nor many.
  var few: [Group] { kinds.first.map { [$0] } ?? [] }

  /// So many parts: all of one kind, or of two.
  func mixes(of size: Int) -> [[Group]] {
    guard size > 0 else { return [[]] }
    var mixes: [[Group]] = []
    func group(_ kind: Group, _ count: Int) -> Group {
      var group = kind
      group.count = count
      return group
    }
    for (n, first) in kinds.enumerated() {
      mixes.append([group(first, size)])
      for second in kinds[(n + 1)...] {
        for count in 1..<size { mixes.append([group(first, count), group(second, size - count)]) }
      }
    }
    return mixes
  }

  static let mostKinds = 16

  static func all(_ comparison: Comparison, _ a: Int, _ b: Int) -> [PartKinds] {
    var decisions: [Int: Set<String>] = [:]
    var facts: [Int: Set<Int>] = [:]
    var entities: Set<Int> = []
    for (program, number) in [(comparison.old, a), (comparison.new, b)] {
      for aggregate in program.aggregatesRead(by: number).map({ program.aggregates[$0] }) {
        entities.insert(aggregate.part)
        if let decision = aggregate.decision {
          decisions[aggregate.part, default: []].insert(program.pack.decisions[decision].id)
        }
        for column in program.columns(of: aggregate) {
          switch program.graph.columns[column].source {
          case .fact(let n): facts[aggregate.part, default: []].insert(n)
          case .outcome(let n): decisions[aggregate.part, default: []].insert(program.pack.decisions[n].id)
          default: break
          }
        }
      }
    }
    return entities.sorted().map { entity in
      .init(
        entity: entity,
        kinds: Self.kinds(
          comparison, grades: (decisions[entity] ?? []).sorted(), facts: (facts[entity] ?? []).sorted()))
    }
  }

  private static func kinds(_ comparison: Comparison, grades decisions: [String], facts: [Int]) -> [Group] {
    let layout = comparison.layout
    var calm: [Int: Int] = [:]
    for fact in facts {
      calm[fact] = layout.facts[fact].missing ?? max(layout.facts[fact].bounds.lowerBound, 0)
    }
    /// What both packs can give; the best first.
    func outcomes(_ decision: String) -> [String] {
      let domains = [comparison.old, comparison.new].compactMap { program in
        program.decisionIndex(decision).map { program.decisions[$0].domain }
      }
      guard let first = domains.first else { return [] }
      let scale = first.grades.dropFirst(first.outsideCount) + first.grades.prefix(first.outsideCount)
      return scale.map(\.id).filter { id in domains.allSatisfy { $0.code(id) != nil } }
    }
    var best: [String: String] = [:]
    for decision in decisions { best[decision] = outcomes(decision).first }
    var kinds = [Group(count: 1, grades: best, facts: calm)]
    for decision in decisions {
      for outcome in outcomes(decision).dropFirst() {
        kinds.append(Group(count: 1, grades: best.merging([decision: outcome]) { $1 }, facts: calm))
      }
    }
    for fact in facts {
      for value in values(layout.facts[fact]) where value != calm[fact] {
        kinds.append(Group(count: 1, grades: best, facts: calm.merging([fact: value]) { $1 }))
      }
    }
    return Array(kinds.prefix(mostKinds))
  }

  /// The words of a fact, or the ends of its range.
  private static func values(_ fact: Fact) -> [Int] {
    switch fact.kind {
    case .boolean: [0, 1]
    case .choice(let words): Array(words.indices)
    case .number, .day: fact.range.map { [$0.lowerBound, $0.upperBound] } ?? []
    }
  }
}

extension Program {
  /// The counts the rules of a decision read.
  func aggregatesRead(by decision: Int) -> [Int] {
    var found: Set<Int> = []
    for rule in decisions[decision].rules {
      for column in graph.columns(of: rule.truth) {
        switch graph.columns[column].source {
        case .aggregate(let n), .aggregateBase(let n): found.insert(n)
        default: break
        }
      }
    }
    // A share is a fraction of another count.
    for n in found { if let base = aggregates[n].base { found.insert(base) } }
    return found.sorted()
  }

  /// What a count reads of its parts.
  func columns(of aggregate: CompiledAggregate) -> [Int] {
    var columns: Set<Int> = []
    if let condition = aggregate.condition { columns.formUnion(graph.columns(of: condition)) }
    if let value = aggregate.value { columns.formUnion(graph.columns(ofTerm: value)) }
    return columns.sorted()
  }
}

extension Comparison {
  /// The facts the rules of decisions read, of the record itself or of what it lies within.
  func factsRead(by decisions: [(Program, Int)]) -> Set<Int> {
    var found: Set<Int> = []
    for (program, number) in decisions {
      for rule in program.decisions[number].rules {
        for column in program.graph.columns(of: rule.truth) {
          var source = program.graph.columns[column].source
          while case .above(_, let inner) = source { source = inner }
          if case .fact(let n) = source { found.insert(n) }
        }
      }
    }
    return found
  }
}
