/// DifferingCase — trường hợp nhỏ nhất: a person or organisation for whom two packs decide differently, with as few facts as
/// it takes; everything else as a blank form says it.
public struct DifferingCase: Sendable {
  public var decision: String
  /// The facts that matter, by name and value.
  public var facts: [(name: String, value: String)]
  public var before: String
  public var after: String
  public var ruleBefore: String
  public var ruleAfter: String
}

extension Comparison {
  /// The smallest case in which a decision differs, found by trying the values next to every threshold of both packs around a
  /// case for each of their rules. Only decisions on a record's own facts are searched; `nil`: none was found.
  public func smallestDifference(_ decisionID: String) -> DifferingCase? {
    guard let a = old.decisionIndex(decisionID), let b = new.decisionIndex(decisionID),
      old.decisions[a].entity == new.decisions[b].entity
    else { return nil }
    return DifferenceSearch(comparison: self, a: a, b: b).find()
  }
}

private struct DifferenceSearch {
  let comparison: Comparison
  let a: Int
  let b: Int
  static let mostRows = 200_000

  private var layout: Layout { comparison.layout }
  private var entity: Int { comparison.old.decisions[a].entity }
  private var facts: [Int] { layout.facts.indices.filter { layout.factEntities[$0] == entity } }

  func find() -> DifferingCase? {
    let blank = facts.map { neutral($0) }
    let tried = facts.map { candidates($0) }
    var rows: [[Int]] = [blank]
    for start in examples(comparison.old, a, blank) + examples(comparison.new, b, blank) {
      rows.append(start)
      for (n, values) in tried.enumerated() {
        for value in values where value != start[n] && rows.count < Self.mostRows {
          var row = start
          row[n] = value
          rows.append(row)
        }
      }
    }
    let differing = differing(rows)
    guard let found = differing.min(by: { weight($0, blank) < weight($1, blank) }) else { return nil }
    return told(shrunk(found, blank), blank)
  }

  /// Takes back every fact that the difference does not need.
  private func shrunk(_ row: [Int], _ neutral: [Int]) -> [Int] {
    var row = row
    for n in row.indices where row[n] != neutral[n] {
      var plainer = row
      plainer[n] = neutral[n]
      if !differing([plainer]).isEmpty { row = plainer }
    }
    return row
  }

  private func weight(_ row: [Int], _ neutral: [Int]) -> Int { zip(row, neutral).count { $0 != $1 } }

  /// What a fact is when nothing is said: its default, else its least value.
  private func neutral(_ fact: Int) -> Int {
    layout.facts[fact].missing ?? max(layout.facts[fact].bounds.lowerBound, 0)
  }

  /// The values next to each threshold of both packs, and every word.
  private func candidates(_ fact: Int) -> [Int] {
    if case .choice(let words) = layout.facts[fact].kind { return Array(words.indices) }
    if case .boolean = layout.facts[fact].kind { return [0, 1] }
    let bounds = layout.facts[fact].bounds
    var values: Set<Int> = []
    for program in [comparison.old, comparison.new] {
      for truth in program.graph.truths {
        guard case .compare(let term, _, let limit) = truth, limit > .min / 2, limit < .max / 2,
          program.graph.columns(ofTerm: term).contains(where: {
            program.graph.columns[$0].source == .fact(fact)
          })
        else { continue }
        for near in limit - 1...limit + 1 {
          values.insert(min(max(near, bounds.lowerBound), bounds.upperBound))
        }
      }
    }
    for share in shares {
      if share.part == fact {
        for near in -1...1 { values.insert(max(whole * share.numerator / share.denominator + near, 0)) }
      }
      if share.whole == fact { values.insert(whole) }
    }
    if bounds.upperBound < 1_000_000 { values.formUnion([bounds.lowerBound, bounds.upperBound]) }
    return values.sorted()
  }

  private struct Share {
    var part: Int
    var whole: Int
    var numerator: Int
    var denominator: Int
  }

  /// The shares of two facts that either pack asks for.
  private var shares: [Share] {
    [comparison.old, comparison.new].flatMap { program in
      program.graph.truths.indices.compactMap { share($0, program) }
    }
  }

  private func share(_ node: Int, _ program: Program) -> Share? {
    guard case .share(let p, let w, _, let numerator, let denominator) = program.graph.truths[node],
      case .column(let part) = program.graph.terms[p], case .column(let whole) = program.graph.terms[w],
      case .fact(let first) = program.graph.columns[part].source,
      case .fact(let second) = program.graph.columns[whole].source
    else { return nil }
    return Share(part: first, whole: second, numerator: numerator, denominator: denominator)
  }

  /// A whole in which every share that is asked for is a whole number.
  private var whole: Int {
    var whole = 12
    for share in shares where whole % share.denominator != 0 && whole <= 100_000 / share.denominator {
      whole *= share.denominator
    }
    return whole
  }

  /// A case for each rule of a decision: one that fulfils it and none before it.
  private func examples(_ program: Program, _ decision: Int, _ neutral: [Int]) -> [[Int]] {
    var words: [Int: Int] = [:]
    for (n, column) in program.graph.columns.enumerated() {
      if case .fact(let fact) = column.source {
        switch layout.facts[fact].kind {
        case .boolean: words[n] = 2
        case .choice(let values): words[n] = values.count
        default: break
        }
      }
    }
    let regions = Regions(graph: program.graph, bounds: program.bounds, choices: words)
    let rules = program.decisions[decision].rules
    return rules.indices.compactMap { n in
      regions.example([rules[n].truth], without: rules[..<n].map(\.truth)).map {
        row(of: $0, program, neutral)
      }
    }
  }

  private func row(of box: Box, _ program: Program, _ neutral: [Int]) -> [Int] {
    var row = neutral
    let places = Dictionary(
      facts.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { x, _ in x })
    for (column, words) in box.words {
      if case .fact(let fact) = program.graph.columns[column].source, let n = places[fact],
        let word = words.first,
        !words.contains(UInt8(clamping: row[n]))
      {
        row[n] = Int(word)
      }
    }
    for interval in box.intervals {
      guard case .column(let column) = program.graph.terms[interval.term],
        case .fact(let fact) = program.graph.columns[column].source,
        let n = places[fact], row[n] < interval.low || row[n] > interval.high
      else { continue }
      row[n] = interval.low
    }
    for interval in box.intervals {
      guard case .sum(let a, let b) = program.graph.terms[interval.term] else { continue }
      let parts = [a, b].compactMap { place(of: $0, program, places) }
      let sum = parts.reduce(0) { $0 &+ row[$1] }
      guard parts.count == 2, sum < interval.low || sum > interval.high else { continue }
      // The first part takes as much of the sum as its range allows, the second the rest.
      var rest = interval.low
      for (n, part) in parts.enumerated() {
        let bounds = layout.facts[facts[part]].bounds
        let wanted = n == 0 ? rest &- layout.facts[facts[parts[1]]].bounds.lowerBound : rest
        row[part] = min(max(wanted, bounds.lowerBound), bounds.upperBound)
        rest &-= row[part]
      }
    }
    for range in box.shares {
      guard let part = place(of: range.part, program, places),
        let all = place(of: range.whole, program, places),
        let value = range.value(isHigh: true),
        let count = Rounding.up(whole &* value.numerator, over: value.denominator)
      else { continue }
      (row[all], row[part]) = (whole, min(max(count, 0), whole))
    }
    return row
  }

  private func place(of term: Int, _ program: Program, _ places: [Int: Int]) -> Int? {
    guard case .column(let column) = program.graph.terms[term],
      case .fact(let fact) = program.graph.columns[column].source
    else { return nil }
    return places[fact]
  }

  // MARK: - trying

  private func differing(_ rows: [[Int]]) -> [[Int]] {
    let snapshot = snapshot(rows)
    let before = comparison.old.run(snapshot).decisions[a]
    let after = comparison.new.run(snapshot).decisions[b]
    guard let before, let after else { return [] }
    return rows.indices.filter {
      before.domain.id(before.provisional[$0]) != after.domain.id(after.provisional[$0])
    }.map { rows[$0] }
  }

  private func snapshot(_ rows: [[Int]]) -> Snapshot {
    var columns: [String: Column] = [:]
    for (n, fact) in facts.enumerated() { columns[layout.columnKeys[fact]] = Column(rows.map { $0[n] }) }
    let id = layout.entities[entity].id
    var tables = [
      Snapshot.Table(
        entity: id, ids: .numbers((0..<Int64(rows.count)).map { $0 }),
        owners: [Int32](repeating: 0, count: rows.count), columns: columns)
    ]
    var parents: [String: String] = [:]
    var at = entity
    while let above = layout.entities[at].parent {
      parents[layout.entities[at].id] = layout.entities[above].id
      tables.append(
        Snapshot.Table(entity: layout.entities[above].id, ids: .numbers([0]), owners: [0], columns: [:]))
      at = above
    }
    return Snapshot(tables, parents: parents)
  }

  private func told(_ row: [Int], _ neutral: [Int]) -> DifferingCase? {
    let snapshot = snapshot([row])
    guard let before = comparison.old.run(snapshot).decisions[a],
      let after = comparison.new.run(snapshot).decisions[b]
    else { return nil }
    let shown = facts.enumerated().filter { row[$0.offset] != neutral[$0.offset] }.map {
      (name: layout.facts[$0.element].name, value: layout.facts[$0.element].text(row[$0.offset]))
    }
    return DifferingCase(
      decision: before.id, facts: shown, before: before.domain.id(before.provisional[0]),
      after: after.domain.id(after.provisional[0]),
      ruleBefore: comparison.old.ruleID(decision: a, reason: before.provisionalReason(0)),
      ruleAfter: comparison.new.ruleID(decision: b, reason: after.provisionalReason(0)))
  }
}
