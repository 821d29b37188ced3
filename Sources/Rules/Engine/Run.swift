import Foundation

extension Program {
  /// Decides everything for every record. The result does not depend on the size of the chunks or the number of threads.
  public func run(_ snapshot: Snapshot, chunk: Int = 2_048, threads: Int = 1) -> Verdicts {
    let run = Run(self, snapshot, chunk: max(chunk, 1), threads: max(threads, 1))
    for pass in passes { run.perform(pass) }
    return run.verdicts
  }
}

/// One run of a program over a snapshot: binds columns, sweeps the passes in order, keeps what later ones read.
final class Run {
  let program: Program
  let snapshot: Snapshot
  let chunk: Int
  let threads: Int
  var verdicts: Verdicts
  private var bound: [Int: BoundColumn] = [:]
  private var histograms: [Histogram.Key: Histogram] = [:]

  init(_ program: Program, _ snapshot: Snapshot, chunk: Int, threads: Int) {
    (self.program, self.snapshot, self.chunk, self.threads) = (program, snapshot, chunk, threads)
    verdicts = Verdicts(
      decisions: Array(repeating: nil, count: program.decisions.count),
      counts: Array(repeating: nil, count: program.aggregates.count),
      ledgers: Array(repeating: [], count: program.quotas.count))
  }

  func perform(_ pass: Pass) {
    if !pass.decisions.isEmpty { decide(pass.decisions, program.layout.entities[pass.entity].id) }
    for aggregate in pass.aggregates { count(aggregate) }
    for quota in pass.quotas { QuotaCut(self, quota)?.perform() }
  }

  func rows(_ entity: Int) -> Int { snapshot.count(program.layout.entities[entity].id) }

  // MARK: - decisions

  private func decide(_ numbers: [Int], _ entity: String) {
    let rows = snapshot.count(entity)
    var results = numbers.map { number in
      let decision = program.decisions[number]
      return Verdicts.Decision(
        id: program.pack.decisions[number].id, domain: decision.domain, provisional: ByteColumn(unset: rows),
        outcomes: ByteColumn(0),
        trace: (0..<(decision.conditions.count + 7) / 8).map { _ in ByteColumn(unset: rows) },
        low: ByteColumn(unset: rows),
        high: decision.needsHighByte ? ByteColumn(unset: rows) : nil, provisionalLow: ByteColumn(0))
    }
    let wanted = numbers.flatMap {
      program.decisions[$0].rules.map(\.truth) + program.decisions[$0].conditions
    }
    let frozen = results
    sweep(
      Plan(program.graph, truths: wanted), rows,
      askedPossible: numbers.flatMap { program.decisions[$0].rules.map(\.truth) }
    ) { [program] sweep, from, count in
      for (n, number) in numbers.enumerated() {
        Self.decide(program.decisions[number], frozen[n], sweep, from, count)
      }
    }
    for (n, number) in numbers.enumerated() {
      give(&results[n], number, entity)
      results[n].outcomes = results[n].provisional
      (results[n].provisionalLow, results[n].provisionalHigh) = (results[n].low, results[n].high)
      verdicts.decisions[number] = results[n]
    }
  }

  /// The first rule that holds decides; one that may hold before it leaves the question open. Written from the last rule
  /// to the first, so that each blend overwrites those after it.
  private static func decide(
    _ decision: CompiledDecision, _ result: Verdicts.Decision, _ sweep: Sweep, _ from: Int, _ count: Int
  ) {
    let outcome = result.provisional.bytes + from
    let low = result.low.bytes + from
    // A last rule for everything else needs no blending.
    let rules = decision.rules.indices
    let last = rules.last.flatMap { sweep.isAlways(decision.rules[$0].truth) ? $0 : nil }
    let number = last.map { $0 + 1 } ?? 0
    Kernels.fill(outcome, count, last.map { decision.rules[$0].outcome } ?? OutcomeDomain.undetermined)
    Kernels.fill(low, count, UInt8(truncatingIfNeeded: number))
    if let high = result.high {
      Kernels.fill(high.bytes + from, count, UInt8(truncatingIfNeeded: number >> 8))
    }
    for n in rules.reversed() where n != last {
      let rule = decision.rules[n]
      let number = n + 1
      if sweep.isOpenNode(rule.truth) {
        decide(OutcomeDomain.undetermined, number, sweep.possible(rule.truth), result, from, count)
      }
      decide(rule.outcome, number, sweep.sure(rule.truth), result, from, count)
      for rival in rule.rivals where sweep.isOpenNode(rival) {
        Kernels.blend(
          outcome, sweep.sure(rule.truth), and: sweep.possible(rival), OutcomeDomain.undetermined, count)
      }
      for rival in rule.rivals {
        Kernels.blend(outcome, sweep.sure(rule.truth), and: sweep.sure(rival), OutcomeDomain.undecided, count)
      }
    }
    let planes = decision.conditions.map { sweep.sure($0) }
    for (n, plane) in result.trace.enumerated() {
      Kernels.plane(plane.bytes + from, planes[8 * n..<min(8 * n + 8, planes.count)], count)
    }
  }

  private static func decide(
    _ outcome: UInt8, _ number: Int, _ mask: Kernels.Bytes, _ result: Verdicts.Decision, _ from: Int,
    _ count: Int
  ) {
    Kernels.blend(
      result.provisional.bytes + from, outcome, result.low.bytes + from, UInt8(truncatingIfNeeded: number),
      mask, count)
    if let high = result.high {
      Kernels.blend(high.bytes + from, mask, UInt8(truncatingIfNeeded: number >> 8), count)
    }
  }

  /// What people have decided already stands, whatever the rules say.
  private func give(_ result: inout Verdicts.Decision, _ number: Int, _ entity: String) {
    guard let table = snapshot.tables[entity], let given = table.given[result.id] else { return }
    let codes = table.givenGrades.map { result.domain.code($0) }
    for (row, code) in given.enumerated() where Int(code) < codes.count {
      guard let outcome = codes[Int(code)] else { continue }
      result.provisional.bytes[row] = outcome
      result.low.bytes[row] = 0
      result.high?.bytes[row] = 0
    }
  }

  // MARK: - sweeping

  /// Runs a plan over all rows in chunks, on as many threads as asked.
  func sweep(
    _ plan: Plan, _ rows: Int, roots: [Int] = [], askedPossible: [Int]? = nil,
    _ body: @escaping (Sweep, Int, Int) -> Void
  ) {
    guard rows > 0 else { return }
    let columns = bind(plan)
    let size = min(chunk, rows)
    let chunks = (rows + size - 1) / size
    let workers = min(threads, chunks)
    let graph = program.graph
    func work(_ worker: Int) {
      let sweep = Sweep(graph, plan, columns, capacity: size, roots: roots, askedPossible: askedPossible)
      for n in chunks * worker / workers..<chunks * (worker + 1) / workers {
        let from = n * size
        let count = min(size, rows - from)
        sweep.run(from, count)
        body(sweep, from, count)
      }
    }
    if workers == 1 {
      work(0)
    } else {
      nonisolated(unsafe) let job = work
      DispatchQueue.concurrentPerform(iterations: workers) { job($0) }
    }
  }

  /// What a plan reads, by the graph's numbers.
  func bind(_ plan: Plan) -> [BoundColumn?] {
    var columns = [BoundColumn?](repeating: nil, count: program.graph.columns.count)
    for column in plan.columns { columns[column] = bind(column) }
    return columns
  }

  func bind(_ column: Int) -> BoundColumn {
    if let known = bound[column] { return known }
    let wanted = program.graph.columns[column]
    let value = bind(wanted.source, wanted.entity)
    bound[column] = value
    return value
  }

  private func bind(_ source: Graph.Source, _ entity: Int) -> BoundColumn {
    let layout = program.layout
    let table = snapshot.tables[layout.entities[entity].id]
    let rows = table?.count ?? 0
    switch source {
    case .fact(let n):
      let fact = layout.facts[n]
      let missing = program.pack.facts.first { layout.fact($0) == n }.flatMap { fact.missing(as: $0) }
      guard let column = table?.columns[layout.columnKeys[n]] else {
        return .facts(missing.map { Column(repeating: $0, count: rows) } ?? Column(missing: rows))
      }
      if let missing, column.known != nil {
        return .facts(Column((0..<rows).map { column[$0] }, default: missing))
      }
      return .facts(column)
    case .outcome(let n):
      guard let outcomes = verdicts.decisions[n]?.outcomes else { return .facts(Column(missing: rows)) }
      return .outcomes(outcomes, hasOpen: outcomes.highest >= OutcomeDomain.undecided)
    case .aggregate(let n):
      guard let count = verdicts.counts[n] else { return .facts(Column(missing: rows)) }
      return .facts(Column(whole: count.values, known: count.known))
    case .aggregateBase(let n):
      guard let count = verdicts.counts[n] else { return .facts(Column(missing: rows)) }
      return .facts(Column(whole: count.bases, known: count.known))
    case .above(let above, let inner):
      let upper = bind(inner, above)
      guard let owners = owners(of: entity, in: above) else { return .facts(Column(missing: rows)) }
      return .facts(Column(owners.map { upper[Int($0)] }))
    }
  }

  /// For every row of `entity` the row of `above` it lies within.
  func owners(of entity: Int, in above: Int) -> [Int32]? {
    let layout = program.layout
    guard let starts = snapshot.starts(of: layout.entities[entity].id, in: layout.entities[above].id) else {
      return nil
    }
    var owners = [Int32](repeating: 0, count: rows(entity))
    for owner in 0..<max(starts.count - 1, 0) {
      for row in starts[owner]..<starts[owner + 1] { owners[Int(row)] = Int32(owner) }
    }
    return owners
  }

  /// How often every value of a column of few values occurs within each record of an entity; `nil`: it has too many.
  func histogram(_ key: Histogram.Key) -> Histogram? {
    if let known = histograms[key] { return known }
    let layout = program.layout
    let column = program.graph.columns.indices.contains(key.column) ? program.graph.columns[key.column] : nil
    let part = column?.entity ?? program.decisions[key.decision].entity
    guard let starts = snapshot.starts(of: layout.entities[part].id, in: layout.entities[key.entity].id)
    else {
      return nil
    }
    var histogram: Histogram?
    if column == nil {
      histogram = verdicts.decisions[key.decision].map {
        Histogram(UnsafePointer($0.outcomes.bytes), known: nil, $0.domain.grades.count, starts)
      }
    } else if case .outcomes(let outcomes, _) = bind(key.column) {
      histogram = Histogram(UnsafePointer(outcomes.bytes), known: nil, 254, starts)
    } else if case .facts(let values) = bind(key.column), values.low >= 0, values.high < Histogram.fewValues {
      histogram = values.withBytes { Histogram($0, known: values.known, values.high + 1, starts) }
    }
    histograms[key] = histogram
    return histogram
  }

  /// A quota has changed what is final.
  func forget(decision: Int) {
    histograms = histograms.filter { key, _ in
      key.decision != decision
        && (key.column < 0 || !reads(program.graph.columns[key.column].source, decision))
    }
    bound = bound.filter { !reads(program.graph.columns[$0.key].source, decision) }
  }

  private func reads(_ source: Graph.Source, _ decision: Int) -> Bool {
    switch source {
    case .outcome(let n): n == decision
    case .above(_, let inner): reads(inner, decision)
    default: false
    }
  }
}
