/// Applies one quota: counts the base of every scope, ranks the candidates, lowers those over the line. What people gave
/// is never cut; where equal candidates lie across the line or open records could move it, people decide.
struct QuotaCut {
  let run: Run
  let number: Int
  let quota: CompiledQuota
  let declared: Quota

  init(_ run: Run, _ number: Int) {
    (self.run, self.number) = (run, number)
    quota = run.program.quotas[number]
    declared = run.program.pack.quotas[number]
  }

  func perform() {
    guard var result = run.verdicts.decisions[quota.decision] else { return }
    let entity = run.program.decisions[quota.decision].entity
    let outcomes = ByteColumn(result.outcomes)
    let low = ByteColumn(result.low)
    let high = result.high.map { ByteColumn($0) }
    let ranks = quota.keys.map { rank($0, entity) }
    let conditions = quota.percents.map { percent in percent.condition.map { run.masks($0, entity).sure } }
    var ledgers: [QuotaLedger] = []
    for group in groups(entity) {
      guard let ledger = ledger(group, result, ranks, conditions) else { continue }
      for (place, row) in ledger.ranked.enumerated() where place >= ledger.kept {
        outcomes.bytes[Int(row)] =
          place < ledger.kept + ledger.contested ? OutcomeDomain.undecided : quota.demoteTo
        low.bytes[Int(row)] = UInt8(truncatingIfNeeded: quota.reason)
        high?.bytes[Int(row)] = UInt8(truncatingIfNeeded: quota.reason >> 8)
      }
      ledgers.append(ledger)
    }
    (result.outcomes, result.low, result.high) = (outcomes, low, high)
    run.verdicts.decisions[quota.decision] = result
    run.verdicts.ledgers[number] = ledgers
    run.forget(decision: quota.decision)
  }

  // MARK: - scopes

  private struct Group {
    var owner: Int?
    var choices: [UInt8]
    var rows: [Int32]
    /// Records of the same place of which it is not known yet to which group they belong.
    var strays: [Int32] = []
  }

  private func groups(_ entity: Int) -> [Group] {
    let rows = run.rows(entity)
    var starts: [Int32] = [0, Int32(rows)]
    var owner: Int?
    var choices: [(Int32) -> UInt8] = []
    for scope in quota.scopes {
      switch scope {
      case .entity(let above):
        let layout = run.program.layout
        if let found = run.snapshot.starts(of: layout.entities[entity].id, in: layout.entities[above].id),
          owner.map({ layout.depth($0) < layout.depth(above) }) ?? true
        {
          (starts, owner) = (found, above)
        }
      case .column(let column):
        let values = run.bind(column)
        choices.append { values[Int($0)].flatMap { UInt8(exactly: $0) } ?? 255 }
      case .pieces(let pieces):
        let masks = pieces.map { run.masks($0, entity).sure }
        choices.append { row in masks.firstIndex { $0[Int(row)] != 0 }.flatMap { UInt8(exactly: $0) } ?? 255 }
      }
    }
    var groups: [Group] = []
    for n in 0..<starts.count - 1 where starts[n] < starts[n + 1] {
      let range = starts[n]..<starts[n + 1]
      let here = owner == nil ? nil : n
      if choices.isEmpty {
        groups.append(Group(owner: here, choices: [], rows: Array(range)))
        continue
      }
      var byChoice: [[UInt8]: [Int32]] = [:]
      for row in range { byChoice[choices.map { $0(row) }, default: []].append(row) }
      for (choices, rows) in byChoice.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let strays = byChoice.filter { Self.couldBe($0.key, choices) }.flatMap(\.value)
        groups.append(Group(owner: here, choices: choices, rows: rows, strays: strays))
      }
    }
    return groups
  }

  /// Whether records of which something is unknown may belong to a group.
  private static func couldBe(_ unknown: [UInt8], _ choices: [UInt8]) -> Bool {
    unknown != choices && zip(unknown, choices).allSatisfy { $0 == 255 || $0 == $1 }
  }

  // MARK: - rank

  private enum Rank {
    case id(isDescending: Bool)
    case number(values: [Int64], known: [UInt8]?, isDescending: Bool)
    case share(parts: [Int64], wholes: [Int64], known: [UInt8]?, isDescending: Bool)
  }

  private func rank(_ key: CompiledQuota.Key, _ entity: Int) -> Rank {
    switch key {
    case .id(let isDescending): return .id(isDescending: isDescending)
    case .term(let term, let isDescending):
      let (values, known) = run.numbers(term, entity)
      return .number(values: values, known: known, isDescending: isDescending)
    case .share(let part, let whole, let isDescending):
      let (parts, known) = run.numbers(part, entity)
      let (wholes, alsoKnown) = run.numbers(whole, entity)
      return .share(
        parts: parts, wholes: wholes, known: Self.both(known, alsoKnown), isDescending: isDescending)
    }
  }

  private static func both(_ a: [UInt8]?, _ b: [UInt8]?) -> [UInt8]? {
    guard let a, let b else { return a ?? b }
    return zip(a, b).map { $0 & $1 }
  }

  /// Less than 0: `a` comes before `b`.
  private func order(_ a: Int, _ b: Int, _ ranks: [Rank], _ ids: RecordIDs?, withID: Bool) -> Int {
    for rank in ranks {
      var order = 0
      var isDescending = false
      switch rank {
      case .id(let down):
        guard withID else { continue }
        isDescending = down
        order = ids.map { $0.isBefore(a, b) ? -1 : $0.isBefore(b, a) ? 1 : 0 } ?? a - b
      case .number(let values, _, let down):
        isDescending = down
        order = values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : 0
      case .share(let parts, let wholes, _, let down):
        isDescending = down
        let (x, y) = (Int128(parts[a]) * Int128(wholes[b]), Int128(parts[b]) * Int128(wholes[a]))
        order = x < y ? -1 : x > y ? 1 : 0
      }
      if order != 0 { return isDescending ? -order : order }
    }
    return 0
  }

  private func isRankKnown(_ row: Int, _ ranks: [Rank]) -> Bool {
    ranks.allSatisfy { rank in
      switch rank {
      case .id: true
      case .number(_, let known, _): known?[row] != 0
      case .share(_, let wholes, let known, _): known?[row] != 0 && wholes[row] > 0
      }
    }
  }

  // MARK: - the cut

  private func ledger(
    _ group: Group, _ result: Verdicts.Decision, _ ranks: [Rank], _ conditions: [ByteColumn?]
  ) -> QuotaLedger? {
    var candidates: [Int32] = []
    var (others, open, given) = (0, 0, 0)
    for row in group.rows {
      let code = result.outcomes[Int(row)]
      if code == quota.grade {
        candidates.append(row)
        if result.reason(Int(row)) == 0 { given += 1 }
      } else if code >= OutcomeDomain.undecided {
        open += 1
      } else if quota.of.contains(code) {
        others += 1
      }
    }
    open += group.strays.count { result.outcomes[Int($0)] >= OutcomeDomain.undecided }
    guard !candidates.isEmpty || others > 0 else { return nil }
    let ids = run.snapshot.tables[
      run.program.layout.entities[run.program.decisions[quota.decision].entity].id]?.ids
    candidates.sort { a, b in
      let (first, second) = (result.reason(Int(a)) == 0, result.reason(Int(b)) == 0)
      if first != second { return first }
      let order = order(Int(a), Int(b), ranks, ids, withID: true)
      return order == 0 ? a < b : order < 0
    }
    let percent = percent(group.rows[0], conditions)
    let rule = Allowance(quota: quota, declared: declared, percent: percent)
    let allowed = rule.allowed(others: others, candidates: candidates.count)
    var kept = min(max(allowed, given), candidates.count)
    var contested = 0
    if candidates.count > kept || open > 0 {
      (kept, contested) = line(candidates, kept, given, others, open, ranks, rule)
    }
    return QuotaLedger(
      quota: number, owner: group.owner, choices: group.choices,
      base: rule.base(others: others, candidates: candidates.count, kept: kept),
      percent: percent, allowed: allowed, ranked: candidates, kept: kept, contested: contested, open: open)
  }

  private func percent(_ row: Int32, _ conditions: [ByteColumn?]) -> Ratio {
    for (n, percent) in quota.percents.enumerated() {
      guard let condition = conditions[n] else { return percent.value }
      if condition[Int(row)] != 0 { return percent.value }
    }
    return Ratio(0)
  }

  /// Whether a candidate equals the one before it in all but the unique key.
  private func isTied(_ candidates: [Int32], _ place: Int, _ ranks: [Rank]) -> Bool {
    order(Int(candidates[place - 1]), Int(candidates[place]), ranks, nil, withID: false) == 0
  }

  /// Where the line falls: so many are surely kept, so many after them must be chosen among.
  private func line(
    _ candidates: [Int32], _ kept: Int, _ given: Int, _ others: Int, _ open: Int, _ ranks: [Rank],
    _ rule: Allowance
  ) -> (Int, Int) {
    var (sure, last) = (kept, kept)
    if open > 0 {
      // The worst: open records become candidates and outrank all; the best: they widen the base or stand below.
      let worst =
        (0...open).map { rule.allowed(others: others, candidates: candidates.count + $0) - $0 }.min() ?? kept
      let best = max(
        rule.allowed(others: others + open, candidates: candidates.count),
        rule.allowed(others: others, candidates: candidates.count + open), kept)
      sure = max(min(sure, worst), given, 0)
      last = min(max(last, best), candidates.count)
    }
    // What people gave stays; where no place is left for others, all of those go down.
    guard sure < candidates.count, last > given else { return (sure, 0) }
    if candidates.dropFirst(given).contains(where: { !isRankKnown(Int($0), ranks) }) {
      return (given, candidates.count - given)
    }
    if declared.ties == .undecided {
      while sure > given, isTied(candidates, sure, ranks) { sure -= 1 }
      while last < candidates.count, isTied(candidates, last, ranks) { last += 1 }
    }
    return (min(sure, candidates.count), max(0, min(last, candidates.count) - min(sure, candidates.count)))
  }
}

/// How many a quota allows.
struct Allowance {
  let quota: CompiledQuota
  let declared: Quota
  let percent: Ratio

  private var countsTop: Bool { quota.of.contains(quota.grade) }
  private var countsDemoted: Bool { quota.of.contains(quota.demoteTo) }

  func base(others: Int, candidates: Int, kept: Int) -> Int {
    declared.counted == .before
      ? others + (countsTop ? candidates : 0)
      : others + (countsTop ? kept : 0) + (countsDemoted ? candidates - kept : 0)
  }

  func allowed(others: Int, candidates: Int) -> Int {
    let share: Int
    switch declared.counted {
    case .before: share = rounded(base(others: others, candidates: candidates, kept: candidates))
    case .after:
      // The most that fit: every one kept more takes one from those who make the base.
      var (fits, over) = (0, candidates + 1)
      while over - fits > 1 {
        let middle = (fits + over) / 2
        if middle <= rounded(base(others: others, candidates: candidates, kept: middle)) {
          fits = middle
        } else {
          over = middle
        }
      }
      share = fits
    }
    return min(max(share, declared.minimum), max(candidates, 0))
  }

  private func rounded(_ base: Int) -> Int {
    let (product, isOver) = base.multipliedReportingOverflow(by: percent.numerator)
    return isOver ? base : declared.rounding(product, over: percent.denominator) ?? base
  }
}
