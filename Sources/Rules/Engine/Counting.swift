/// Counts over parts. Where a part's condition is unknown, the count is; where there is no table of the parts, every count.
extension Run {
  func count(_ number: Int) {
    let aggregate = program.aggregates[number]
    let layout = program.layout
    let rows = rows(aggregate.entity)
    var result = Verdicts.Count(
      values: [Int64](repeating: 0, count: rows), denominator: aggregate.measure.denominator,
      bases: [Int64](repeating: 1, count: rows), known: nil)
    if let starts = snapshot.starts(
      of: layout.entities[aggregate.part].id, in: layout.entities[aggregate.entity].id)
    {
      switch aggregate.kind {
      case .count, .share, .any, .all: tally(aggregate, starts, &result)
      case .sum, .mean:
        aggregate.points.isEmpty ? average(aggregate, starts, &result) : points(aggregate, &result)
      }
    } else {
      // Nothing at all is recorded of the parts: not that there are none.
      result.known = [UInt8](repeating: 0, count: rows)
    }
    verdicts.counts[number] = result
  }

  private func tally(_ aggregate: CompiledAggregate, _ starts: [Int32], _ result: inout Verdicts.Count) {
    let rows = result.values.count
    var (sure, open) = ([Int64](repeating: 0, count: rows), [Int64](repeating: 0, count: rows))
    if let condition = aggregate.condition {
      if let fast = among(condition, aggregate) {
        (sure, open) = fast
      } else {
        let masks = masks(condition, aggregate.part)
        for row in 0..<rows {
          let (from, to) = (Int(starts[row]), Int(starts[row + 1]))
          sure[row] = Int64(Kernels.count(masks.sure.bytes + from, to - from))
          if let may = masks.possible {
            open[row] = Int64(Kernels.count(may.bytes + from, to - from)) - sure[row]
          }
        }
      }
    } else {
      for row in 0..<rows { sure[row] = Int64(starts[row + 1] - starts[row]) }
    }
    switch aggregate.kind {
    case .any: finish(&result) { sure[$0] > 0 ? (1, true) : (0, open[$0] == 0) }
    case .all:
      finish(&result) { row in
        let all = Int64(starts[row + 1] - starts[row])
        return sure[row] == all ? (1, true) : (0, sure[row] + open[row] < all)
      }
    default:
      finish(&result) { (sure[$0], open[$0] == 0) }
      if aggregate.kind == .share { bases(aggregate, starts, &result) }
    }
  }

  private func finish(_ result: inout Verdicts.Count, _ value: (Int) -> (Int64, Bool)) {
    var known: [UInt8]?
    for row in 0..<result.values.count {
      let (number, isKnown) = value(row)
      result.values[row] = number
      if !isKnown {
        if known == nil { known = [UInt8](repeating: 255, count: result.values.count) }
        known?[row] = 0
      }
    }
    result.known = known
  }

  private func bases(_ aggregate: CompiledAggregate, _ starts: [Int32], _ result: inout Verdicts.Count) {
    guard let base = aggregate.base, let count = verdicts.counts[base] else {
      for row in result.bases.indices { result.bases[row] = Int64(starts[row + 1] - starts[row]) }
      return
    }
    result.bases = count.values
    guard let baseKnown = count.known else { return }
    result.known = result.known.map { known in zip(known, baseKnown).map { $0 & $1 } } ?? baseKnown
  }

  /// A condition on nothing but one column of few values is counted from its histogram.
  private func among(_ condition: Int, _ aggregate: CompiledAggregate) -> ([Int64], [Int64])? {
    var node = condition
    var isNegated = false
    while case .not(let inner) = program.graph.truths[node] { (node, isNegated) = (inner, !isNegated) }
    guard case .choice(let column, let codes) = program.graph.truths[node] else { return nil }
    var key = Histogram.Key(column: column, entity: aggregate.entity)
    if case .outcome(let decision) = program.graph.columns[column].source {
      key = .init(decision: decision, entity: aggregate.entity)
    }
    guard let histogram = histogram(key) else { return nil }
    let wanted = (0..<histogram.width - 1).filter { codes.contains(UInt8($0)) != isNegated }
    return (histogram.counts(wanted), histogram.counts([histogram.width - 1]))
  }

  /// What surely and possibly holds, for every row of an entity.
  func masks(_ condition: Int, _ entity: Int) -> (sure: ByteColumn, possible: ByteColumn?) {
    let rows = rows(entity)
    let plan = Plan(program.graph, truths: [condition])
    let isOpen =
      plan.columns.contains { bind($0).mayBeUnknown }
      || plan.truths.contains {
        switch program.graph.truths[$0] {
        case .share, .compareShares: true
        default: false
        }
      }
    let sure = ByteColumn(unset: rows)
    let possible = isOpen ? ByteColumn(unset: rows) : nil
    sweep(plan, rows) { sweep, from, count in
      Kernels.copy(sure.bytes + from, sweep.sure(condition), count)
      if let possible { Kernels.copy(possible.bytes + from, sweep.possible(condition), count) }
    }
    return (sure, possible)
  }

  /// Points by grade: their mean times the scale, or their sum.
  private func points(_ aggregate: CompiledAggregate, _ result: inout Verdicts.Count) {
    guard let decision = aggregate.decision,
      let histogram = histogram(.init(decision: decision, entity: aggregate.entity))
    else { return }
    let scored = aggregate.points.enumerated().compactMap { code, points in points.map { (code, $0) } }
    let isMean = aggregate.kind == .mean
    let rounding = aggregate.rounding ?? .down
    finish(&result) { row in
      var (count, sum) = (0, 0)
      for (code, points) in scored {
        let these = histogram.count(row, code)
        (count, sum) = (count + these, sum + these * points)
      }
      guard isMean else { return (Int64(sum), histogram.open(row) == 0) }
      guard count > 0 else { return (0, histogram.open(row) == 0) }
      let (scaled, isOver) = sum.multipliedReportingOverflow(by: aggregate.scale)
      let value = isOver ? nil : rounding(scaled, over: count)
      return (Int64(value ?? 0), value != nil && histogram.open(row) == 0)
    }
  }

  /// The largest sum conditions reckon with.
  static let mostSum = 1_000_000_000_000_000

  /// A value of the parts that fulfil the condition: its sum, exact or rounded where it says so; or its mean times the scale.
  private func average(_ aggregate: CompiledAggregate, _ starts: [Int32], _ result: inout Verdicts.Count) {
    guard let term = aggregate.value else { return }
    let values = numbers(term, aggregate.part)
    let masks = aggregate.condition.map { self.masks($0, aggregate.part) }
    let isMean = aggregate.kind == .mean
    let rounding = aggregate.rounding ?? .down
    let divisor = isMean || aggregate.rounding != nil ? aggregate.denominator : 1
    finish(&result) { row in
      var (sum, count, isKnown) = (Int128(0), 0, true)
      for part in Int(starts[row])..<Int(starts[row + 1]) {
        if let masks {
          if let may = masks.possible, may.bytes[part] != masks.sure.bytes[part] { isKnown = false }
          if masks.sure.bytes[part] == 0 { continue }
        }
        if values.known?[part] == 0 { isKnown = false }
        (sum, count) = (sum + Int128(values.values[part]), count + 1)
      }
      // A sum beyond what conditions reckon with is as good as unknown.
      let (scaled, isBeyond) = sum.multipliedReportingOverflow(by: Int128(aggregate.scale))
      guard !isBeyond, let total = Int(exactly: scaled) else { return (0, false) }
      let (divisor, isOver) = divisor.multipliedReportingOverflow(by: isMean ? max(count, 1) : 1)
      guard !isOver, let value = rounding(total, over: divisor), value.magnitude <= Self.mostSum else {
        return (0, false)
      }
      return (Int64(value), isKnown)
    }
  }

  /// A term for every row of an entity.
  func numbers(_ term: Int, _ entity: Int) -> (values: [Int64], known: [UInt8]?) {
    let rows = rows(entity)
    if case .column(let column) = program.graph.terms[term], case .facts(let facts) = bind(column) {
      return (facts.wide, facts.known)
    }
    let values = UnsafeMutablePointer<Int64>.allocate(capacity: max(rows, 1))
    let known = ByteColumn(rows)
    defer { values.deallocate() }
    sweep(Plan(program.graph, truths: EmptyCollection<Int>(), terms: [term]), rows, roots: [term]) {
      sweep, from, count in
      for k in 0..<count {
        let value = sweep.value(term, k)
        values[from + k] = Int64(value ?? 0)
        known.bytes[from + k] = value == nil ? 0 : 255
      }
    }
    let all = (0..<rows).allSatisfy { known.bytes[$0] != 0 }
    return (Array(UnsafeBufferPointer(start: values, count: rows)), all ? nil : known.array)
  }
}
