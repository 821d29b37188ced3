import Rules

/// Facts with which a rule decides, found by changing one fact after another for the better: drawn blindly most people
/// never pass the first rules of a long guidance.
final class Examples {
  /// By entity and rule.
  private(set) var found: [String: [String: [[String: Int]]]] = [:]

  init(_ program: Program, _ plain: PlainPack, rounds: Int, _ random: inout SeededRandom) {
    let entities = program.layout.topDown.reversed().map { program.layout.entities[$0].id }
    for _ in 0..<rounds {
      let world = DrawnWorld(
        program, plain, people: 24, following: found.isEmpty ? nil : self, isCalm: true, &random)
      let judge = PlainJudge(plain, world.records)
      // From the lowest up: what is counted below must be settled.
      for decision in entities.flatMap({ entity in plain.decisions.filter { $0.entity == entity } }) {
        for record in (world.records[decision.entity] ?? []).prefix(4) {
          climb(record, decision, world, judge, &random)
        }
      }
    }
  }

  private func climb(
    _ record: PlainRecord, _ decision: PlainPack.Decision, _ world: DrawnWorld, _ judge: PlainJudge,
    _ random: inout SeededRandom
  ) {
    let facts = world.program.pack.facts.filter { $0.entity == record.entity }
    // Rules nobody has reached yet come first.
    let open = decision.rules.indices.filter { found[record.entity]?[decision.rules[$0].id] == nil }
    guard !facts.isEmpty,
      let target = (open.isEmpty ? Array(decision.rules.indices) : open).randomElement(using: &random)
    else { return }
    var best = distance(record, decision, target, judge)
    for _ in 0..<250 where best > 0 {
      guard let fact = facts.randomElement(using: &random) else { return }
      let before = record.raws[fact.id]
      world.redraw(fact, of: record, &random)
      let now = distance(record, decision, target, judge)
      if now > best { world.set(fact, before, of: record) } else { best = now }
    }
    if best == 0 {
      found[record.entity, default: [:]][decision.rules[target].id, default: []].append(record.raws)
    }
  }

  /// How much still stands between a record and a rule: 0 when it decides.
  private func distance(
    _ record: PlainRecord, _ decision: PlainPack.Decision, _ target: Int, _ judge: PlainJudge
  ) -> Int {
    let rule = decision.rules[target]
    var distance = rule.all.count { judge.holds($0, record) != true }
    if !rule.some.isEmpty, !rule.some.contains(where: { judge.holds($0, record) == true }) { distance += 1 }
    for earlier in decision.rules[..<target] where judge.truth(of: earlier, record) != false { distance += 2 }
    return distance
  }
}
