/// Effect — tác động: what a draft would change on the records of a year, decision by decision.
public struct Effect: Sendable {
  public var decisions: [DecisionEffect]

  public struct DecisionEffect: Sendable {
    public var id: String
    public var name: String
    public var entity: String
    /// Outcomes in the order of the first pack's codes, then open ones: cần quyết định, chưa đủ dữ kiện.
    public var outcomes: [Grade]
    /// From each outcome (rows) to each (columns).
    public var transitions: [[Int]]
    public var moved: Int
    /// Records neither pack, or only one, can decide.
    public var openBefore: Int
    public var openAfter: Int
    /// Who moves and why, the commonest first.
    public var flows: [Flow]
    /// Cut by the quota before and not after, and the other way.
    public var leftQuota: Int
    public var enteredQuota: Int
    /// The rows that move, in the order of the tree.
    public var rows: [Int32]
  }

  /// Records that go from one outcome by one rule to another by another, with the conditions that flipped.
  public struct Flow: Sendable, Hashable {
    public var from: String
    public var to: String
    public var ruleBefore: String
    public var ruleAfter: String
    public var flipped: [String]
    public var count: Int
  }

  static let mostFlows = 200

  public init(_ old: Program, _ before: Verdicts, _ new: Program, _ after: Verdicts) {
    decisions = old.pack.decisions.enumerated().compactMap { n, decision in
      guard let other = new.decisionIndex(decision.id), let a = before.decisions[n], let b = after.decisions[other], a.outcomes.count == b.outcomes.count,
        new.pack.decisions[other].entity == decision.entity
      else { return nil }
      return EffectCounter(old, n, a, new, other, b).effect()
    }
  }
}

private struct EffectCounter {
  let old: Program
  let a: Int
  let before: Verdicts.Decision
  let new: Program
  let b: Int
  let after: Verdicts.Decision

  init(_ old: Program, _ a: Int, _ before: Verdicts.Decision, _ new: Program, _ b: Int, _ after: Verdicts.Decision) {
    (self.old, self.a, self.before, self.new, self.b, self.after) = (old, a, before, new, b, after)
  }

  private struct Key: Hashable {
    var from: UInt8
    var to: UInt8
    var ruleBefore: Int
    var ruleAfter: Int
    var flips: [Int]
  }

  func effect() -> Effect.DecisionEffect {
    var grades = before.domain.grades
    grades += after.domain.grades.filter { grade in !grades.contains { $0.id == grade.id } }
    let width = grades.count + 2
    let index = places(before.domain, grades)
    let other = places(after.domain, grades)
    var table = [Int](repeating: 0, count: width * width)
    var rows: [Int32] = []
    var (left, entered) = (0, 0)
    let rulesBefore = old.pack.decisions[a].rules.count
    let rulesAfter = new.pack.decisions[b].rules.count
    let hasQuota = old.quotas.contains { $0.decision == a } || new.quotas.contains { $0.decision == b }
    for row in 0..<before.outcomes.count {
      let (x, y) = (index[Int(before.outcomes.bytes[row])], other[Int(after.outcomes.bytes[row])])
      table[x * width + y] += 1
      if x != y { rows.append(Int32(row)) }
      if hasQuota {
        let (wasCut, isCut) = (before.reason(row) > rulesBefore, after.reason(row) > rulesAfter)
        if wasCut, !isCut { left += 1 }
        if isCut, !wasCut { entered += 1 }
      }
    }
    let transitions = (0..<width).map { x in Array(table[x * width..<(x + 1) * width]) }
    return .init(
      id: old.pack.decisions[a].id, name: new.pack.decisions[b].name, entity: old.pack.decisions[a].entity,
      outcomes: grades + [Grade(id: "undecided", name: "Cần quyết định"), Grade(id: "undetermined", name: "Chưa đủ dữ kiện")], transitions: transitions, moved: rows.count,
      openBefore: transitions.suffix(2).joined().reduce(0, +), openAfter: transitions.reduce(0) { $0 + $1.suffix(2).reduce(0, +) },
      flows: flows(rows), leftQuota: left, enteredQuota: entered, rows: rows)
  }

  private func places(_ domain: OutcomeDomain, _ grades: [Grade]) -> [Int] {
    (0..<256).map { code in
      if code == Int(OutcomeDomain.undecided) { return grades.count }
      let id = domain.id(UInt8(code))
      return grades.firstIndex { $0.id == id } ?? grades.count + 1
    }
  }

  /// The conditions that stand in both, by their meaning, so that their bits can be compared.
  private func sharedBits() -> [(Int, Int, String)] {
    // Conditions are matched by rule and place: a changed threshold is the same condition with another truth.
    var bits: [(Int, Int, String)] = []
    var seen: Set<[Int]> = []
    for (n, rule) in old.pack.decisions[a].rules.enumerated() {
      guard let m = new.pack.decisions[b].rules.firstIndex(where: { $0.id == rule.id }) else { continue }
      let (x, y) = (old.decisions[a].rules[n], new.decisions[b].rules[m])
      let wording = Wording(program: new, entity: new.pack.decisions[b].entity)
      let declared = new.pack.decisions[b].rules[m]
      for (p, q, text) in zip3(x.conditions, y.conditions, declared.conditions) + zip3(x.alternatives, y.alternatives, declared.alternatives) {
        guard let i = old.decisions[a].conditions.firstIndex(of: p), let j = new.decisions[b].conditions.firstIndex(of: q), seen.insert([i, j]).inserted else { continue }
        bits.append((i, j, wording.text(text)))
      }
    }
    return bits
  }

  private func zip3(_ a: [Int], _ b: [Int], _ c: [Condition]) -> [(Int, Int, Condition)] { zip(zip(a, b), c).map { ($0.0, $0.1, $1) } }

  private func flows(_ rows: [Int32]) -> [Effect.Flow] {
    let bits = sharedBits()
    var counts: [Key: Int] = [:]
    for row in rows {
      let n = Int(row)
      let flips = bits.indices.filter { before.holds(bits[$0].0, n) != after.holds(bits[$0].1, n) }
      counts[Key(from: before.outcomes[n], to: after.outcomes[n], ruleBefore: before.reason(n), ruleAfter: after.reason(n), flips: flips), default: 0] += 1
    }
    let sorted = counts.sorted { ($1.value, $0.key.ruleBefore, $0.key.ruleAfter, $0.key.flips.count) < ($0.value, $1.key.ruleBefore, $1.key.ruleAfter, $1.key.flips.count) }
    return sorted.prefix(Effect.mostFlows).map { key, count in
      .init(
        from: before.domain.id(key.from), to: after.domain.id(key.to), ruleBefore: old.ruleID(decision: a, reason: key.ruleBefore), ruleAfter: new.ruleID(decision: b, reason: key.ruleAfter),
        flipped: key.flips.map { bits[$0].2 }, count: count)
    }
  }
}
