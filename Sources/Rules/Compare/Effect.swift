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
    /// Which of the ``flows`` each of them takes; -1 for one that is too rare to stand among them.
    public var flowOf: [Int32]

    /// Those who move among the records both packs have the facts for.
    public var movedKnown: Int {
      let known = outcomes.count - 1
      return transitions.prefix(known).enumerated().reduce(0) { sum, row in
        sum
          + row.element.prefix(known).enumerated().reduce(0) {
            $1.offset == row.offset ? $0 : $0 + $1.element
          }
      }
    }
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
      guard let other = new.decisionIndex(decision.id), let a = before.decisions[n],
        let b = after.decisions[other], a.outcomes.count == b.outcomes.count,
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

  init(
    _ old: Program, _ a: Int, _ before: Verdicts.Decision, _ new: Program, _ b: Int,
    _ after: Verdicts.Decision
  ) {
    (self.old, self.a, self.before, self.new, self.b, self.after) = (old, a, before, new, b, after)
  }

  private struct Key: Hashable {
    var from: UInt8
    var to: UInt8
    var ruleBefore: UInt16
    var ruleAfter: UInt16
    /// One bit for each of the first 64 conditions that stand in both.
    var flips: UInt64

    /// Where a kind of move is looked for first; two kinds may share a place.
    var slot: Int {
      let rules = UInt64(ruleBefore) << 32 | UInt64(ruleAfter) << 16 | UInt64(from) << 8 | UInt64(to)
      return Int(
        truncatingIfNeeded: ((flips ^ rules &* 0xFF51_AFD7_ED55_8CCD) &* 0x9E37_79B9_7F4A_7C15) >> 54)
    }
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
    if before.domain == after.domain {
      // Nearly all stay: they are counted at once, and only those who move one by one.
      for (code, count) in before.outcomes.histogram.enumerated() {
        table[index[code] * (width + 1)] += count
      }
      rows = before.outcomes.rows(differingFrom: after.outcomes)
      let (a, b) = (before.outcomes.bytes, after.outcomes.bytes)
      table.withUnsafeMutableBufferPointer { table in
        for row in rows {
          let (x, y) = (index[Int(a[Int(row)])], index[Int(b[Int(row)])])
          table[x * (width + 1)] -= 1
          table[x * width + y] += 1
        }
      }
    } else {
      for row in 0..<before.outcomes.count {
        let (x, y) = (index[Int(before.outcomes.bytes[row])], other[Int(after.outcomes.bytes[row])])
        table[x * width + y] += 1
        if x != y { rows.append(Int32(row)) }
      }
    }
    if hasQuota {
      for row in 0..<before.outcomes.count {
        let (wasCut, isCut) = (before.reason(row) > rulesBefore, after.reason(row) > rulesAfter)
        if wasCut, !isCut { left += 1 }
        if isCut, !wasCut { entered += 1 }
      }
    }
    let (flows, flowOf) = flows(rows)
    let transitions = (0..<width).map { x in Array(table[x * width..<(x + 1) * width]) }
    return .init(
      id: old.pack.decisions[a].id, name: new.pack.decisions[b].name, entity: old.pack.decisions[a].entity,
      outcomes: grades + [
        Grade(id: "undecided", name: "Cần quyết định"), Grade(id: "undetermined", name: "Chưa đủ dữ kiện"),
      ], transitions: transitions, moved: rows.count,
      openBefore: transitions.suffix(2).joined().reduce(0, +),
      openAfter: transitions.reduce(0) { $0 + $1.suffix(2).reduce(0, +) },
      flows: flows, leftQuota: left, enteredQuota: entered, rows: rows, flowOf: flowOf)
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
      for (p, q, text) in zip3(x.conditions, y.conditions, declared.conditions)
        + zip3(x.alternatives, y.alternatives, declared.alternatives)
      {
        guard let i = old.decisions[a].conditions.firstIndex(of: p),
          let j = new.decisions[b].conditions.firstIndex(of: q), seen.insert([i, j]).inserted
        else { continue }
        bits.append((i, j, wording.text(text)))
      }
    }
    return bits
  }

  private func zip3(_ a: [Int], _ b: [Int], _ c: [Condition]) -> [(Int, Int, Condition)] {
    zip(zip(a, b), c).map { ($0.0, $0.1, $1) }
  }

  private func flows(_ rows: [Int32]) -> ([Effect.Flow], [Int32]) {
    let bits = Array(sharedBits().prefix(64))
    let flips = Flips(bits.map { ($0.0, $0.1) }, before, after)
    // Few kinds of moves make up nearly all: each is found again where it was found last.
    var kinds: [Key] = []
    var counts: [Int] = []
    var known: [Key: Int] = [:]
    var last = 0
    var slots = [Int32](repeating: -1, count: 1_024)
    var taken: [Int32] = []
    taken.reserveCapacity(rows.count)
    for row in rows {
      let n = Int(row)
      let key = Key(
        from: before.outcomes.bytes[n], to: after.outcomes.bytes[n],
        ruleBefore: UInt16(truncatingIfNeeded: before.reason(n)),
        ruleAfter: UInt16(truncatingIfNeeded: after.reason(n)), flips: flips.mask(n))
      let slot = key.slot
      if slots[slot] >= 0, kinds[Int(slots[slot])] == key {
        counts[Int(slots[slot])] += 1
        taken.append(slots[slot])
        continue
      }
      if let place = known[key] {
        last = place
      } else {
        last = kinds.count
        known[key] = last
        kinds.append(key)
        counts.append(0)
      }
      slots[slot] = Int32(last)
      counts[last] += 1
      taken.append(Int32(last))
    }
    let sorted = kinds.indices.sorted { x, y in
      let (a, b) = (kinds[x], kinds[y])
      return (counts[y], a.ruleBefore, a.ruleAfter, a.flips) < (counts[x], b.ruleBefore, b.ruleAfter, b.flips)
    }
    var places = [Int32](repeating: -1, count: kinds.count)
    for (place, kind) in sorted.prefix(Effect.mostFlows).enumerated() { places[kind] = Int32(place) }
    let flows = sorted.prefix(Effect.mostFlows).map { kind -> Effect.Flow in
      let key = kinds[kind]
      return .init(
        from: before.domain.id(key.from), to: after.domain.id(key.to),
        ruleBefore: old.ruleID(decision: a, reason: Int(key.ruleBefore)),
        ruleAfter: new.ruleID(decision: b, reason: Int(key.ruleAfter)),
        flipped: bits.indices.filter { key.flips & (1 << UInt64($0)) != 0 }.map { bits[$0].2 },
        count: counts[kind])
    }
    return (flows, taken.map { places[Int($0)] })
  }
}

/// Which of the conditions that stand in both packs hold in one run and not in the other.
private struct Flips {
  private let pairs: [(before: ByteColumn, mask: UInt8, after: ByteColumn, otherMask: UInt8)]
  /// Where the conditions have the same places in both, whole planes can be compared.
  private let planes: [(before: ByteColumn, after: ByteColumn)]?

  init(_ bits: [(Int, Int)], _ before: Verdicts.Decision, _ after: Verdicts.Decision) {
    pairs = bits.filter { $0.0 >> 3 < before.trace.count && $0.1 >> 3 < after.trace.count }.map { a, b in
      (before.trace[a >> 3], UInt8(1) << UInt8(a & 7), after.trace[b >> 3], UInt8(1) << UInt8(b & 7))
    }
    let isAligned =
      pairs.count == bits.count && bits.enumerated().allSatisfy { $0.element == ($0.offset, $0.offset) }
    planes =
      isAligned
      ? Array(zip(before.trace, after.trace).prefix((bits.count + 7) / 8)).map { (before: $0.0, after: $0.1) }
      : nil
  }

  func mask(_ row: Int) -> UInt64 {
    var mask: UInt64 = 0
    if let planes {
      for (n, plane) in planes.enumerated() {
        mask |= UInt64(plane.before.bytes[row] ^ plane.after.bytes[row]) << UInt64(8 * n)
      }
      return pairs.count >= 64 ? mask : mask & ((1 << UInt64(pairs.count)) - 1)
    }
    for (n, pair) in pairs.enumerated()
    where (pair.before.bytes[row] & pair.mask != 0) != (pair.after.bytes[row] & pair.otherMask != 0) {
      mask |= 1 << UInt64(n)
    }
    return mask
  }
}
