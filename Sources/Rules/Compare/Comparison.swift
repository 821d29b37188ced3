/// Comparison — so sánh hai bộ quy tắc: in force and draft over one layout, so that both run over the same frozen records.
public struct Comparison: Sendable {
  public let old: Program
  public let new: Program
  public let layout: Layout

  /// `nil` when one of them does not compile; the findings tell why.
  public static func make(_ old: Pack, _ new: Pack, year: Int? = nil, quarter: Int? = nil) -> (
    comparison: Comparison?, findings: [PackFinding]
  ) {
    let layout = Layout([old, new])
    let (first, found) = side(old, layout, year, quarter)
    let (second, more) = side(new, layout, year, quarter)
    guard let first, let second else { return (nil, found + more) }
    return (Comparison(old: first, new: second, layout: layout), found + more)
  }

  /// A pack asked about a year it does not grade is still run: that is what what-if means.
  private static func side(
    _ pack: Pack, _ layout: Layout, _ year: Int?, _ quarter: Int?
  ) -> (Program?, [PackFinding]) {
    var pack = pack
    if let year, !pack.rounds.covers(year) {
      pack.rounds = .init(from: min(pack.rounds.from, year), to: nil, period: pack.rounds.period)
      pack.validTo = nil
    }
    if let year, let asked = GradedPeriod(year: year, quarter: quarter) {
      pack.validFrom = min(pack.validFrom, asked.start)
    }
    return PackLoader.program(pack, year: year, quarter: quarter, layout: layout, isTrial: true)
  }

  public var meaning: Meaning { Meaning(old, new) }

  public func effect(_ snapshot: Snapshot, threads: Int = 1) -> (
    effect: Effect, before: Verdicts, after: Verdicts
  ) {
    let before = old.run(snapshot, threads: threads)
    let after = new.run(snapshot, threads: threads)
    return (Effect(old, before, new, after), before, after)
  }

  /// What every provision does alone: put into the pack in force, and taken out of the draft. The two differ where
  /// provisions work together, and through a quota always.
  ///
  /// - Parameter counting: who counts as moved by a decision; by default whoever's outcome differs.
  public func attribution(
    _ snapshot: Snapshot, counting: (Effect.DecisionEffect) -> Int = { $0.moved }
  ) -> [Attribution] {
    let (all, before, _) = effect(snapshot)
    let changes = meaning.changes
    return changes.compactMap { change in
      guard let alone = old.pack.applying(change, from: new.pack),
        let without = new.pack.applying(change, from: old.pack)
      else { return nil }
      func moved(
        _ pack: Pack, _ period: GradedPeriod, against program: Program, _ verdicts: Verdicts
      ) -> [String: Int]? {
        guard let other = Self.side(pack, layout, period.year, period.quarter).0 else { return nil }
        let run = other.run(snapshot)
        return Dictionary(
          Effect(program, verdicts, other, run).decisions.map { ($0.id, counting($0)) },
          uniquingKeysWith: { a, _ in a })
      }
      return Attribution(
        change: change, alone: moved(alone, old.period, against: old, before),
        without: moved(without, new.period, against: old, before),
        total: Dictionary(all.decisions.map { ($0.id, counting($0)) }, uniquingKeysWith: { a, _ in a }))
    }
  }

  public struct Attribution: Sendable {
    public var change: Meaning.Change
    /// Records that move when only this is changed, by decision; `nil`: it cannot stand alone.
    public var alone: [String: Int]?
    /// Records that still move when all but this is changed.
    public var without: [String: Int]?
    public var total: [String: Int]
  }
}

extension Pack {
  /// This pack with one provision taken from another.
  func applying(_ change: Meaning.Change, from other: Pack) -> Pack? {
    var pack = self
    switch change.kind {
    case .parameter(let id):
      guard let n = pack.parameters.firstIndex(where: { $0.id == id }),
        let value = other.parameters.first(where: { $0.id == id })
      else { return nil }
      pack.parameters[n] = value
    case .ruleAdded(let decision, let rule), .ruleRemoved(let decision, let rule),
      .ruleChanged(let decision, let rule):
      guard let d = pack.decisions.firstIndex(where: { $0.id == decision }),
        let source = other.decision(decision)
      else { return nil }
      pack.decisions[d].take(rule, from: source)
      pack.takeParameters(from: other)
    case .order(let decision):
      guard let d = pack.decisions.firstIndex(where: { $0.id == decision }),
        let source = other.decision(decision)
      else { return nil }
      let order = source.rules.map(\.id)
      pack.decisions[d].rules.sort {
        (order.firstIndex(of: $0.id) ?? .max) < (order.firstIndex(of: $1.id) ?? .max)
      }
    case .quota(let id), .quotaAdded(let id), .quotaRemoved(let id):
      pack.quotas.removeAll { $0.id == id }
      if let quota = other.quotas.first(where: { $0.id == id }) { pack.quotas.append(quota) }
      pack.takeParameters(from: other)
    case .aggregate(let id):
      pack.aggregates.removeAll { $0.id == id }
      if let aggregate = other.aggregates.first(where: { $0.id == id }) { pack.aggregates.append(aggregate) }
    case .band(let id):
      pack.bands.removeAll { $0.id == id }
      if let band = other.bands.first(where: { $0.id == id }) { pack.bands.append(band) }
    case .decision, .variable, .fact: return nil
    }
    return pack
  }

  /// A rule from another pack may read facts and parameters this one does not have yet.
  private mutating func takeParameters(from other: Pack) {
    parameters += other.parameters.filter { one in !parameters.contains { $0.id == one.id } }
    facts += other.facts.filter { one in !facts.contains { $0.id == one.id && $0.entity == one.entity } }
    variables += other.variables.filter { one in !variables.contains { $0.id == one.id } }
    aggregates += other.aggregates.filter { one in !aggregates.contains { $0.id == one.id } }
  }
}

extension Decision {
  /// Makes one rule what it is in another version of the decision: there, elsewhere, or gone.
  mutating func take(_ id: String, from other: Decision) {
    guard let place = other.rules.firstIndex(where: { $0.id == id }) else {
      rules.removeAll { $0.id == id }
      return
    }
    if let n = rules.firstIndex(where: { $0.id == id }) {
      rules[n] = other.rules[place]
      return
    }
    // Behind the nearest rule that stands before it there and also stands here.
    let before = other.rules[..<place].reversed().first { one in rules.contains { $0.id == one.id } }
    let at = before.flatMap { one in rules.firstIndex { $0.id == one.id } }.map { $0 + 1 } ?? 0
    rules.insert(other.rules[place], at: at)
  }
}
