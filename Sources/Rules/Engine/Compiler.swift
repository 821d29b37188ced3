import Basics

/// Gives types to a pack's expressions and lowers them into one graph; everything that does not fit becomes a finding.
/// A class for the time of one compilation: the graph grows while it is walked.
final class Compiler {
  let pack: Pack
  let layout: Layout
  let period: GradedPeriod
  let findings: PackFindings
  var graph = Graph()
  /// Bounds of every term, so that no sum can overflow when it runs.
  var bounds: [ClosedRange<Int>] = []
  /// What has been read while the present item was lowered.
  var reads: Set<Item> = []
  var usedParameters: Set<String> = []
  var usedFacts: Set<Int> = []
  /// Parameters read by the present condition, for its certainty.
  var conditionParameters: Set<String> = []
  var openVariables: [String] = []
  var loweredVariables: [VariableKey: LoweredVariable] = [:]
  var loweredAggregates: [Int: LoweredAggregate] = [:]
  var domains: [OutcomeDomain] = []
  let decisionIndex: [String: Int]
  let aggregateIndex: [String: Int]
  let variableIndex: [String: Int]
  let parameterIndex: [String: Int]
  /// What the names of every entity stand for.
  let meanings: [[String: Meaning]]
  /// Facts as the records of their own entity see them: nearly every condition reads one.
  var loweredFacts: [Typed?]
  var display = Display()

  enum Item: Hashable { case decision(Int), aggregate(Int) }

  /// A declaration by its place in the pack; a fact by its place in the layout.
  enum Meaning { case fact(Int), decision(Int), aggregate(Int), variable(Int), band(Int) }

  /// A variable as the records of one entity see it.
  struct VariableKey: Hashable {
    var variable: Int
    var entity: Int
  }

  struct LoweredAggregate {
    var compiled: CompiledAggregate?
    var reads: Set<Item>
  }

  struct LoweredVariable {
    var value: Typed?
    var reads: Set<Item>
    var parameters: Set<String>
  }

  init(_ pack: Pack, layout: Layout, period: GradedPeriod, findings: PackFindings) {
    (self.pack, self.layout, self.period, self.findings) = (pack, layout, period, findings)
    func index<T>(_ items: [T], _ id: (T) -> String) -> [String: Int] {
      Dictionary(
        items.enumerated().map { (id($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
    decisionIndex = index(pack.decisions, \.id)
    aggregateIndex = index(pack.aggregates, \.id)
    variableIndex = index(pack.variables, \.id)
    parameterIndex = index(pack.parameters, \.id)
    meanings = Self.meanings(pack, layout)
    loweredFacts = [Typed?](repeating: nil, count: layout.facts.count)
    domains = pack.decisions.map { decision in
      let grades = (pack.scales.first { $0.id == decision.scale } ?? pack.scales.first)?.grades ?? []
      return OutcomeDomain(grades: pack.outside + grades, outsideCount: pack.outside.count)
    }
  }

  private static func meanings(_ pack: Pack, _ layout: Layout) -> [[String: Meaning]] {
    var meanings = [[String: Meaning]](repeating: [:], count: layout.entities.count)
    func add(_ id: String, _ entity: String, _ meaning: Meaning) {
      if let entity = layout.entity(entity), meanings[entity][id] == nil { meanings[entity][id] = meaning }
    }
    for fact in pack.facts { if let n = layout.fact(fact) { add(fact.id, fact.entity, .fact(n)) } }
    for (n, decision) in pack.decisions.enumerated() { add(decision.id, decision.entity, .decision(n)) }
    for (n, count) in pack.aggregates.enumerated() { add(count.id, count.entity, .aggregate(n)) }
    for (n, variable) in pack.variables.enumerated() { add(variable.id, variable.entity, .variable(n)) }
    for (n, band) in pack.bands.enumerated() { add(band.id, band.entity, .band(n)) }
    return meanings
  }

  /// The program, or `nil` when there were errors.
  ///
  /// - Parameter isTrial: see ``PackLoader/program(_:year:quarter:layout:isTrial:)``.
  func compile(isTrial: Bool) -> Program? {
    checkIdentities()
    graph.reserve(
      pack.decisions.reduce(0) { sum, decision in
        decision.rules.reduce(sum) { $0 + $1.conditions.count + $1.alternatives.count + 1 }
      })
    var decisions: [CompiledDecision?] = []
    var reading: [Item: Set<Item>] = [:]
    for (n, decision) in pack.decisions.enumerated() {
      reads = []
      decisions.append(lower(decision, n))
      reading[.decision(n)] = reads
    }
    var aggregates: [CompiledAggregate?] = []
    for n in pack.aggregates.indices {
      let lowered = lowered(n)
      aggregates.append(lowered.compiled)
      reading[.aggregate(n)] = lowered.reads
    }
    var quotas: [CompiledQuota?] = []
    var quotaReading: [Int: Set<Item>] = [:]
    for (n, quota) in pack.quotas.enumerated() {
      reads = []
      quotas.append(lower(quota))
      quotaReading[n] = reads
    }
    for band in pack.bands { checkBand(band) }
    for variable in pack.variables { checkVariable(variable) }
    if !findings.hasErrors {
      let parameters = isTrial ? nil : ParameterCheck(self, decisions)
      let check = RuleCheck(self)
      for (n, decision) in decisions.enumerated() {
        guard let decision, parameters?.wrong.isDisjoint(with: pack.decisions[n].places) ?? true else {
          continue
        }
        check.check(pack.decisions[n], decision)
      }
      if let parameters { checkConstants(decisions, aggregates, quotas, parameters) }
    }
    let passes = Passes(pack: pack, layout: layout, reading: reading, quotaReading: quotaReading).sorted(
      findings)
    guard !findings.hasErrors, let passes else { return nil }
    return Program(
      pack: pack, layout: layout, period: period, graph: graph, decisions: decisions.compactMap { $0 },
      aggregates: aggregates.compactMap { $0 }, quotas: quotas.compactMap { $0 }, passes: passes,
      display: display, bounds: bounds)
  }

  // MARK: - decisions

  private func lower(_ decision: Decision, _ number: Int) -> CompiledDecision? {
    guard let entity = entity(decision.entity, at: decision.place) else { return nil }
    if let scale = decision.scale, !pack.scales.contains(where: { $0.id == scale }) {
      findings.add(
        .unknownName, at: decision.scalePlace, "Không có thang `\(scale)`.", "Ghi một thang trong `scales`.")
    }
    guard decision.rules.count <= 60_000 else {
      findings.add(
        .oversize, at: decision.place, "Quá 60.000 quy tắc trong một danh sách.", "Chia thành nhiều bước.")
      return nil
    }
    var conditions: [Int] = []
    var seen: Set<Int> = []
    func bit(_ truth: Int) {
      if seen.insert(truth).inserted { conditions.append(truth) }
    }
    var rules: [CompiledRule] = []
    for rule in decision.rules {
      let every = rule.conditions.compactMap { truth($0, entity) }
      let some = rule.alternatives.compactMap { truth($0, entity) }
      guard let outcome = outcome(rule, domains[number]), every.count == rule.conditions.count,
        some.count == rule.alternatives.count
      else { continue }
      for node in every + some { bit(node) }
      var parts = every
      if !some.isEmpty { parts.append(graph.any(some)) }
      let together = parts.isEmpty ? graph.truth(.constant(true)) : graph.all(parts)
      rules.append(CompiledRule(truth: together, conditions: every, alternatives: some, outcome: outcome))
    }
    if rules.count == decision.rules.count { findRivals(decision, &rules) }
    return CompiledDecision(entity: entity, domain: domains[number], rules: rules, conditions: conditions)
  }

  private func findRivals(_ decision: Decision, _ rules: inout [CompiledRule]) {
    var later: [String: [Int]] = [:]
    for n in decision.rules.indices.reversed() {
      guard let target = decision.rules[n].exceptTo else { continue }
      rules[n].rivals = later[target] ?? []
      later[target, default: []].append(rules[n].truth)
    }
  }

  private func truth(_ condition: Condition, _ entity: Int) -> Int? {
    conditionParameters.removeAll(keepingCapacity: true)
    let node = truth(condition.value, entity)
    if !conditionParameters.isEmpty {
      display.parameters[condition.value.place, default: []].formUnion(conditionParameters)
    }
    return node
  }

  private func outcome(_ rule: Rule, _ domain: OutcomeDomain) -> UInt8? {
    switch rule.outcome {
    case .grade(let id):
      if let code = domain.code(id) { return code }
      findings.add(
        .unknownName, at: rule.outcomePlace, "Không có mức `\(id)` trong thang.",
        "Ghi một mức của thang, một kết quả trong `outside`, hoặc undecided.")
      return nil
    case .undecided(let between, _, _):
      for id in between where domain.code(id) == nil {
        findings.add(
          .unknownName, at: rule.betweenPlace, "`between` nhắc mức `\(id)` không có trong thang.",
          "Ghi các mức của thang.")
      }
      return OutcomeDomain.undecided
    }
  }

  func entity(_ id: String, at place: Place) -> Int? {
    if let entity = layout.entity(id) { return entity }
    findings.add(.unknownName, at: place, "Không có loại `\(id)`.", "Khai trong `entities` hoặc `facts`.")
    return nil
  }

  // MARK: - identities

  /// One name, one thing: ids of facts, variables, bands, counts and decisions of an entity share one space.
  private func checkIdentities() {
    var seen: [String: Place] = [:]
    func claim(_ key: String, _ id: String, _ place: Place) {
      if seen.updateValue(place, forKey: key) != nil {
        findings.add(.duplicateID, at: place, "Mã `\(id)` đã dùng ở trên.", "Đặt mã khác.")
      }
    }
    // What is derived is found by its id alone.
    func claimDerived(_ entity: String, _ id: String, _ place: Place) {
      if seen["derived." + id] == nil { claim(entity + "." + id, id, place) }
      claim("derived." + id, id, place)
    }
    for fact in pack.facts { claim(fact.entity + "." + fact.id, fact.id, fact.place) }
    for variable in pack.variables { claimDerived(variable.entity, variable.id, variable.place) }
    for band in pack.bands { claimDerived(band.entity, band.id, band.place) }
    for aggregate in pack.aggregates { claimDerived(aggregate.entity, aggregate.id, aggregate.place) }
    for decision in pack.decisions {
      claimDerived(decision.entity, decision.id, decision.place)
      for rule in decision.rules { claim("rule." + rule.id, rule.id, rule.place) }
    }
    for quota in pack.quotas { claim("rule." + quota.id, quota.id, quota.place) }
    for zone in pack.defaults { claim("zone." + zone.id, zone.id, zone.place) }
    for entity in pack.entities
    where entity.within.map({ layout.entity($0) == nil || $0 == entity.id }) == true {
      findings.add(
        .unknownName, at: .file, "Loại `\(entity.id)` nằm trong `\(entity.within ?? "")` không có.",
        "Khai loại ấy trong `entities`.")
    }
    for (a, index) in pack.entities.enumerated()
    where pack.entities[..<a].contains(where: { $0.id == index.id }) {
      findings.add(.duplicateID, at: .file, "Loại `\(index.id)` khai hai lần.", "Giữ một dòng.")
    }
    if layout.entities.count < Set(pack.entities.map(\.id)).count || hasEntityCycle() {
      findings.add(.cycle, at: .file, "Các loại nằm trong nhau thành vòng.", "Sửa `within`.")
    }
  }

  private func hasEntityCycle() -> Bool {
    let parents = Dictionary(pack.entities.map { ($0.id, $0.within) }, uniquingKeysWith: { a, _ in a })
    return pack.entities.contains { entity in
      var at = entity.within
      var steps = 0
      while let here = at, steps <= parents.count { (at, steps) = (parents[here] ?? nil, steps + 1) }
      return steps > parents.count
    }
  }
}
