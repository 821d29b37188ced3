import Basics
import Registry
import Rules

/// What-if — thử hướng dẫn: what another guidance, or a draft, would have given on the records of a year. It holds pseudonyms and
/// counts, no names.
package struct WhatIf: Sendable {
  package var old: Guidance
  package var new: Guidance
  package var snapshot: RegisterSnapshot
  /// Whether grades people have decided stand; else the rules alone speak.
  package var keepsDecided: Bool
  package var decisions: [DecisionEffect]
  /// What differs in the words of the rules.
  package var changes: [Meaning.Change]
  var parts: [Part]

  /// The grassroots organisations where the same was decided locally.
  struct Part: Sendable {
    var comparison: Comparison
    var material: ReviewRecords.Material
  }

  /// One question both guidances decide, over everybody it is asked about.
  package struct DecisionEffect: Sendable {
    package var id: String
    package var name: String
    package var entity: String
    /// In the order of the scale, then what is outside it, then the open ones.
    package var outcomes: [Rules.Grade]
    /// How many of them, from the first, are grades.
    package var graded: Int
    /// Places among ``outcomes``, by the row of the records; `absent` where a row is not looked at.
    package var before: [UInt8]
    package var after: [UInt8]
    package var moves: [Move]
    package var flows: [Effect.Flow]
    package var places = QuotaPlaces()
    /// The rows the new guidance lacks facts of themselves for; others are open only because the line of their quota is.
    package var lacking: Set<Int32> = []
    /// The rule the new guidance stopped at for each of them: only what that reads is missed.
    var stopped: [Int32: Int] = [:]

    static let absent: UInt8 = 255
  }

  /// Somebody whose outcome differs, and both guidances could tell.
  package struct Move: Sendable, Hashable {
    package var row: Int32
    /// Among the flows; -1 for one too rare to stand there.
    package var flow: Int32
  }
}

extension WhatIf.DecisionEffect {
  package var total: Int { before.count { $0 != Self.absent } }
  package var moved: Int { moves.count }
  /// Where the open outcomes begin: cần quyết định, chưa đủ dữ kiện.
  package var firstOpen: Int { max(outcomes.count - 2, 0) }
  /// Those a fact is missing for, so that a guidance cannot decide.
  package var undeterminedBefore: Int { undetermined(before) }
  package var undeterminedAfter: Int { undetermined(after) }
  /// Those both guidances come to something for: only they can be said to move or to stay.
  package var comparable: Int { zip(before, after).count { isComparable($0, $1) } }

  func isComparable(_ from: UInt8, _ to: UInt8) -> Bool {
    from != Self.absent && Int(from) != outcomes.count - 1 && Int(to) != outcomes.count - 1
  }

  /// Those who come to something before and to nothing after, because a fact the new guidance asks is missing: no move, and
  /// not the same either.
  package var lost: [Int32] {
    let last = outcomes.count - 1
    return before.indices.filter {
      before[$0] != Self.absent && Int(before[$0]) != last && Int(after[$0]) == last
    }.map { Int32($0) }
  }

  private func undetermined(_ codes: [UInt8]) -> Int { codes.count { Int($0) == outcomes.count - 1 } }

  /// From each outcome (rows) to each (columns).
  package var transitions: [[Int]] {
    var table = [[Int]](repeating: [Int](repeating: 0, count: outcomes.count), count: outcomes.count)
    for (from, to) in zip(before, after) where from != Self.absent { table[Int(from)][Int(to)] += 1 }
    return table
  }

  /// How many have each outcome among some rows.
  package func counts(_ codes: KeyPath<Self, [UInt8]>, in rows: Range<Int>) -> [Int] {
    var counts = [Int](repeating: 0, count: outcomes.count)
    for row in rows.clamped(to: 0..<before.count) {
      let code = self[keyPath: codes][row]
      if code != Self.absent { counts[Int(code)] += 1 }
    }
    return counts
  }
}

extension RegisterSnapshot {
  /// Runs two guidances over the snapshot.
  ///
  /// - Parameters:
  ///   - asked: the guidance of the year, which asked the facts there are; `nil` where none did.
  ///   - trial: a local decision nobody has taken, on top of those that hold.
  package func whatIf(
    _ old: Guidance, _ new: Guidance, asked: Pack?, keepsDecided: Bool = false, trial: LocalDecision? = nil
  ) throws -> WhatIf {
    var groups: [LocalSettings: Set<Int32>] = [:]
    for (row, settings) in records.local.enumerated() {
      groups[settings.concerning([old.pack, new.pack]), default: []].insert(Int32(row))
    }
    if groups.isEmpty { groups[LocalSettings()] = [] }
    var collector = EffectCollector(self)
    var parts: [WhatIf.Part] = []
    for (settings, bases) in groups.sorted(by: { ($0.value.min() ?? 0) < ($1.value.min() ?? 0) }) {
      // What is tried stands in the place of what holds about the same point.
      let others = LocalSettings(settings.settings.filter { trial?.values[$0.decision.path] == nil })
      let settled = others.applied(to: new.pack)
      let tried = try trial.map { try settled.applying($0) } ?? settled
      let made = Comparison.make(settings.applied(to: old.pack), tried, year: year)
      guard let comparison = made.comparison else {
        throw WhatIfRefusal.doesNotRun(made.findings.first { $0.severity == .error }?.message ?? "")
      }
      let material = records.material(
        for: [old.pack, new.pack], layout: comparison.layout, asked: asked, naming: .numbers,
        keepsDecided: keepsDecided, bases: groups.count == 1 ? nil : bases)
      collector.add(comparison, material)
      parts.append(WhatIf.Part(comparison: comparison, material: material))
    }
    return WhatIf(
      old: old, new: new, snapshot: self, keepsDecided: keepsDecided, decisions: collector.decisions,
      changes: parts.first?.comparison.meaning.changes ?? [], parts: parts)
  }
}

extension WhatIf {
  /// What every provision does alone, and what the others do without it, summed over the parts: among those both guidances
  /// have the facts for, and over whole grassroots organisations.
  package func attribution() -> [Comparison.Attribution] {
    var found: [Comparison.Attribution] = []
    for part in parts {
      for one in part.comparison.attribution(part.material.snapshot, counting: \.movedKnown) {
        if let n = found.firstIndex(where: { $0.change == one.change }) {
          found[n].alone = Self.sum(found[n].alone, one.alone)
          found[n].without = Self.sum(found[n].without, one.without)
          found[n].total.merge(one.total, uniquingKeysWith: +)
        } else {
          found.append(one)
        }
      }
    }
    return found
  }

  private static func sum(_ a: [String: Int]?, _ b: [String: Int]?) -> [String: Int]? {
    guard let a, let b else { return nil }
    return a.merging(b, uniquingKeysWith: +)
  }

  /// What each value of one parameter of the new guidance would give.
  package func sweep(_ parameter: String, from: Ratio, to: Ratio, step: Ratio) throws -> ParameterSweep {
    var whole: ParameterSweep?
    for part in parts {
      let one: ParameterSweep
      do throws(ParameterSweep.Refused) {
        one = try ParameterSweep.run(
          part.comparison.new.pack, parameter: parameter, from: from, to: to, step: step,
          snapshot: part.material.snapshot, layout: part.comparison.layout, year: snapshot.year)
      } catch { throw WhatIfRefusal.noSweep(error.message) }
      let cells = (part.material.origins["base"] ?? []).count {
        snapshot.records.isGradedAsCell("base", Int($0))
      }
      let decisions = part.comparison.new.pack.decisions.filter { $0.entity == "base" }.map(\.id)
      let seen = one.without(cells, "notGraded", of: decisions)
      whole = whole.map { $0.adding(seen) } ?? seen
    }
    guard let whole else { throw WhatIfRefusal.noSweep("") }
    return whole
  }

  /// The smallest case two guidances decide differently; `nil` where none was found.
  package func smallestDifference(_ decision: String) -> DifferingCase? {
    parts.first?.comparison.smallestDifference(decision)
  }

  /// The facts that keep the new guidance from deciding, with how many records it stopped at for want of each, the commonest
  /// first. What a record lacks besides, and no rule asked for it yet, is not counted.
  package func missingFacts(_ effect: DecisionEffect) -> [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    let facts = new.pack.facts.filter { $0.entity == effect.entity && $0.missing == nil }
    for part in parts {
      guard let table = part.material.snapshot.tables[effect.entity],
        let origins = part.material.origins[effect.entity]
      else { continue }
      let layout = part.comparison.layout
      let asked = part.comparison.new.factsByRule(effect.id)
      for fact in facts {
        guard
          let n = layout.facts.firstIndex(where: {
            $0.id == fact.id && $0.entity == fact.entity && $0.isAnswered(like: fact)
          }),
          let column = table.columns[layout.columnKeys[n]]
        else { continue }
        for (row, origin) in origins.enumerated()
        where effect.lacking.contains(origin) && column[row] == nil {
          guard let rule = effect.stopped[origin], asked.indices.contains(rule), asked[rule].contains(n)
          else {
            continue
          }
          counts[fact.name, default: 0] += 1
        }
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (name: $0.key, count: $0.value) }
  }
}

extension ParameterSweep {
  /// Without those who stand there with an outcome and are no subjects of these decisions.
  fileprivate func without(_ count: Int, _ outcome: String, of decisions: [String]) -> ParameterSweep {
    var rest = self
    for n in rest.steps.indices {
      for decision in decisions {
        rest.steps[n].counts[decision] = rest.steps[n].counts[decision]?.map {
          ($0.grade, $0.grade == outcome ? max($0.count - count, 0) : $0.count)
        }
      }
    }
    return rest
  }

  /// The same values over other records besides.
  fileprivate func adding(_ other: ParameterSweep) -> ParameterSweep {
    var sum = self
    for (n, step) in other.steps.enumerated() where n < sum.steps.count {
      for (decision, counts) in step.counts {
        let known = sum.steps[n].counts[decision, default: []]
        sum.steps[n].counts[decision] = counts.enumerated().map { place, one in
          (one.grade, one.count + (known.indices.contains(place) ? known[place].count : 0))
        }
      }
    }
    return sum
  }
}

/// Adds up what the parts of a subtree give.
private struct EffectCollector {
  private let snapshot: RegisterSnapshot
  private(set) var decisions: [WhatIf.DecisionEffect] = []

  init(_ snapshot: RegisterSnapshot) { self.snapshot = snapshot }

  mutating func add(_ comparison: Comparison, _ material: ReviewRecords.Material) {
    let (effect, before, after) = comparison.effect(material.snapshot)
    for decision in effect.decisions {
      guard let a = before.decisions.compactMap({ $0 }).first(where: { $0.id == decision.id }),
        let b = after.decisions.compactMap({ $0 }).first(where: { $0.id == decision.id }),
        let origins = material.origins[decision.entity]
      else { continue }
      add(decision, a, b, origins, comparison)
    }
  }

  private mutating func add(
    _ effect: Effect.DecisionEffect, _ before: Verdicts.Decision, _ after: Verdicts.Decision,
    _ origins: [Int32],
    _ comparison: Comparison
  ) {
    let records = snapshot.records
    let view = records.range(effect.entity, in: snapshot.root.organisation)
    let n = place(of: effect, records.count(effect.entity), comparison)
    let order = decisions[n].outcomes.map(\.id)
    func codes(_ domain: OutcomeDomain) -> [UInt8] {
      (0..<256).map { code in
        UInt8(order.firstIndex(of: domain.id(UInt8(code))) ?? order.count - 1)
      }
    }
    let (x, y) = (codes(before.domain), codes(after.domain))
    let rulesBefore = comparison.old.pack.decision(effect.id)?.rules.count ?? 0
    let rulesAfter = comparison.new.pack.decision(effect.id)?.rules.count ?? 0
    for (row, origin) in origins.enumerated()
    where view.contains(Int(origin)) && !records.isGradedAsCell(effect.entity, Int(origin)) {
      let (from, to) = (x[Int(before.outcomes[row])], y[Int(after.outcomes[row])])
      (decisions[n].before[Int(origin)], decisions[n].after[Int(origin)]) = (from, to)
      if after.provisional[row] == OutcomeDomain.undetermined {
        decisions[n].lacking.insert(origin)
        decisions[n].stopped[origin] = after.provisionalReason(row) - 1
      }
      guard decisions[n].isComparable(from, to) else { continue }
      decisions[n].places.add(
        before.place(row, rules: rulesBefore), after.place(row, rules: rulesAfter))
    }
    var kinds: [Effect.Flow: Int32] = [:]
    for (place, flow) in decisions[n].flows.enumerated() { kinds[flow.kind] = Int32(place) }
    for (row, flow) in zip(effect.rows, effect.flowOf) where view.contains(Int(origins[Int(row)])) {
      let origin = Int(origins[Int(row)])
      guard decisions[n].isComparable(decisions[n].before[origin], decisions[n].after[origin]) else {
        continue
      }
      var place: Int32 = -1
      if flow >= 0 {
        let kind = effect.flows[Int(flow)].kind
        place = kinds[kind] ?? Int32(decisions[n].flows.count)
        if kinds[kind] == nil {
          kinds[kind] = place
          decisions[n].flows.append(kind)
        }
        decisions[n].flows[Int(place)].count += 1
      }
      decisions[n].moves.append(WhatIf.Move(row: origins[Int(row)], flow: place))
    }
  }

  /// The decision among those collected; a new one with everybody absent.
  private mutating func place(of effect: Effect.DecisionEffect, _ count: Int, _ comparison: Comparison) -> Int
  {
    if let known = decisions.firstIndex(where: { $0.id == effect.id }) { return known }
    let scale = [comparison.new.pack, comparison.old.pack].flatMap { pack in
      pack.decision(effect.id).flatMap { pack.scale(of: $0) }?.grades.map(\.id) ?? []
    }
    let open = effect.outcomes.suffix(2)
    let inside = effect.outcomes.dropLast(2)
    let graded = scale.compactMap { id in inside.first { $0.id == id } }
    var seen: Set<String> = []
    let outcomes =
      (graded + inside.filter { !scale.contains($0.id) }).filter { seen.insert($0.id).inserted } + open
    let absent = [UInt8](repeating: WhatIf.DecisionEffect.absent, count: count)
    decisions.append(
      WhatIf.DecisionEffect(
        id: effect.id, name: effect.name, entity: effect.entity, outcomes: outcomes,
        graded: outcomes.prefix { scale.contains($0.id) }.count, before: absent, after: absent, moves: [],
        flows: []))
    return decisions.count - 1
  }
}

extension Effect.Flow {
  /// The kind of move, whoever makes it.
  fileprivate var kind: Effect.Flow {
    var copy = self
    copy.count = 0
    return copy
  }
}

package enum WhatIfRefusal: Refusal, Hashable {
  case doesNotRun(String)
  case unfinished(String)
  case noSweep(String)
  case needsPurpose

  package var reason: String {
    switch self {
    case .doesNotRun(let why): "Hai bộ quy tắc không chạy được trên năm này. \(why)"
    case .unfinished(let why): "Dự thảo còn lỗi nên chưa chạy được. \(why)"
    case .noSweep(let why): "Không thử được ngưỡng này. \(why)"
    case .needsPurpose: "Chưa ghi rõ mở tên để làm gì."
    }
  }
  package var remedy: String {
    switch self {
    case .doesNotRun: "Chọn năm khác, hoặc sửa dự thảo theo các lỗi đã nêu."
    case .unfinished: "Mở dự thảo, sửa các lỗi nêu bên cạnh từng ô."
    case .noSweep: "Chọn tham số, giá trị đầu, giá trị cuối và bước khác."
    case .needsPurpose: "Ghi ngắn gọn mục đích; người kiểm tra sẽ thấy lời này cùng tên người mở."
    }
  }
}
