/// Applies one quota: counts the base of every scope, ranks the candidates, lowers those over the line. What people gave
/// is never cut; where equal candidates lie across the line people decide; where the line itself is not known yet, because
/// of open records or an unknown condition of the share, those it may fall among are not determined.
final class QuotaCut {
  private let run: Run
  private let number: Int
  private let quota: CompiledQuota
  private let asksOnTies: Bool
  private let entity: Int
  private let ids: RecordIDs?
  private let conditions: [(sure: ByteColumn, possible: ByteColumn?)?]
  private let allowance: Allowance
  private let ranking: Ranking
  /// What an outcome is for this quota, by its code.
  private let roles: [Role]
  /// The one share there is, where none hangs on a condition.
  private let single: [Ratio]?
  /// What the rules said, and by which of them.
  private let outcomes: ByteColumn
  private let low: ByteColumn
  private let high: ByteColumn?

  private enum Role: UInt8 { case outside, candidate, other, open }

  /// `nil` where its decision was not taken.
  init?(_ run: Run, _ number: Int) {
    guard let result = run.verdicts.decisions[run.program.quotas[number].decision] else { return nil }
    (outcomes, low, high) = (result.outcomes, result.low, result.high)
    (self.run, self.number) = (run, number)
    let quota = run.program.quotas[number]
    let declared = run.program.pack.quotas[number]
    let entity = run.program.decisions[quota.decision].entity
    (self.quota, self.entity, asksOnTies) = (quota, entity, declared.ties == .undecided)
    ids = run.snapshot.tables[run.program.layout.entities[entity].id]?.ids
    conditions = quota.percents.map { percent in percent.condition.map { run.masks($0, entity) } }
    single = quota.percents.count == 1 && quota.percents[0].condition == nil ? [quota.percents[0].value] : nil
    allowance = Allowance(quota, declared)
    ranking = Ranking(quota.keys, entity, run, ids)
    roles = (0..<256).map { code in
      if code >= Int(OutcomeDomain.undecided) { return .open }
      if code == Int(quota.grade) { return .candidate }
      return quota.of.contains(UInt8(code)) ? .other : .outside
    }
  }

  func perform() {
    let outcomes = ByteColumn(outcomes)
    let low = ByteColumn(low)
    let high = high.map { ByteColumn($0) }
    var ledgers: [QuotaLedger] = []
    for group in groups() {
      guard let ledger = ledger(group) else { continue }
      let open = ledger.isWaiting ? OutcomeDomain.undetermined : OutcomeDomain.undecided
      for (place, row) in ledger.ranked.enumerated() where place >= ledger.kept {
        outcomes.bytes[Int(row)] = place < ledger.kept + ledger.contested ? open : quota.demoteTo
        low.bytes[Int(row)] = UInt8(truncatingIfNeeded: quota.reason)
        high?.bytes[Int(row)] = UInt8(truncatingIfNeeded: quota.reason >> 8)
      }
      ledgers.append(ledger)
    }
    run.verdicts.decisions[quota.decision]?.outcomes = outcomes
    run.verdicts.decisions[quota.decision]?.low = low
    run.verdicts.decisions[quota.decision]?.high = high
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

  private func groups() -> [Group] {
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

  // MARK: - the cut

  private func ledger(_ group: Group) -> QuotaLedger? {
    var candidates: [Int32] = []
    var (others, open, given) = (0, 0, 0)
    let outcomes = outcomes.bytes
    for row in group.rows {
      switch roles[Int(outcomes[Int(row)])] {
      case .candidate:
        if candidates.isEmpty { candidates.reserveCapacity(group.rows.count) }
        candidates.append(row)
        if isGiven(row) { given += 1 }
      case .other: others += 1
      case .open: open += 1
      case .outside: break
      }
    }
    for row in group.strays where roles[Int(outcomes[Int(row)])] == .open { open += 1 }
    guard !candidates.isEmpty || others > 0 else { return nil }
    candidates.sort { a, b in
      if given > 0 {
        let (first, second) = (isGiven(a), isGiven(b))
        if first != second { return first }
      }
      let order = ranking.order(Int(a), Int(b), withID: true)
      return order == 0 ? a < b : order < 0
    }
    let percents = single ?? percents(group.rows[0])
    var (fewest, most) = (Int.max, 0)
    for percent in percents {
      let allowed = allowance.allowed(percent, others: others, candidates: candidates.count)
      (fewest, most) = (min(fewest, allowed), max(most, allowed))
    }
    let places =
      percents.map { allowance.places($0, others: others, candidates: candidates.count) }.min() ?? 0
    let line = line(
      candidates, given, others, open, percents, sure: min(max(fewest, given), candidates.count),
      last: min(max(most, given), candidates.count))
    return QuotaLedger(
      quota: number, owner: group.owner, choices: group.choices,
      base: allowance.base(others: others, candidates: candidates.count, kept: line.kept), percents: percents,
      allowed: fewest, places: places,
      placesBase: allowance.placesBase(places, others: others, candidates: candidates.count),
      ranked: candidates, kept: line.kept, contested: line.contested, open: open,
      isWaiting: line.isWaiting)
  }

  private func isGiven(_ row: Int32) -> Bool {
    low.bytes[Int(row)] == 0 && (high?.bytes[Int(row)] ?? 0) == 0
  }

  /// The share of a scope; several where it is not known yet which of them holds.
  private func percents(_ row: Int32) -> [Ratio] {
    var possible: [Ratio] = []
    for (percent, condition) in zip(quota.percents, conditions) {
      guard let condition else { return possible + [percent.value] }
      if condition.sure[Int(row)] != 0 { return possible + [percent.value] }
      if let may = condition.possible, may[Int(row)] != 0 { possible.append(percent.value) }
    }
    return possible.isEmpty ? [Ratio(0)] : possible
  }

  /// Where the line falls: so many are surely kept, so many after them are open; waiting: because the line itself is.
  private func line(
    _ candidates: [Int32], _ given: Int, _ others: Int, _ open: Int, _ percents: [Ratio], sure kept: Int,
    last most: Int
  ) -> (kept: Int, contested: Int, isWaiting: Bool) {
    var (sure, last) = (kept, most)
    if open > 0 {
      // The worst: open records become candidates and outrank all; the best: they widen the base or stand below.
      for percent in percents {
        let worst = (0...open).map {
          allowance.allowed(percent, others: others, candidates: candidates.count + $0) - $0
        }
        let best = max(
          allowance.allowed(percent, others: others + open, candidates: candidates.count),
          allowance.allowed(percent, others: others, candidates: candidates.count + open))
        (sure, last) = (min(sure, worst.min() ?? sure), max(last, best))
      }
      sure = max(sure, given, 0)
      last = min(last, candidates.count)
    }
    // What people gave stays; where no place is left for others, all of those go down.
    guard sure < candidates.count, last > given else { return (sure, 0, false) }
    let isWaiting = sure < last
    if candidates.dropFirst(given).contains(where: { !ranking.isKnown(Int($0)) }) {
      return (given, candidates.count - given, isWaiting)
    }
    if asksOnTies {
      while sure > given, isTied(candidates, sure) { sure -= 1 }
      while last < candidates.count, isTied(candidates, last) { last += 1 }
    }
    sure = min(sure, candidates.count)
    return (sure, max(0, min(last, candidates.count) - sure), isWaiting)
  }

  /// Whether a candidate equals the one before it in all but the unique key.
  private func isTied(_ candidates: [Int32], _ place: Int) -> Bool {
    place < candidates.count
      && ranking.order(Int(candidates[place - 1]), Int(candidates[place]), withID: false) == 0
  }
}
