import Basics

extension Examination {
  /// Explains one decision of one record.
  public func explain(_ decisionID: String, _ row: Int) -> Explanation? {
    guard let number = program.decisionIndex(decisionID), let result = verdicts.decisions[number], row >= 0,
      row < result.outcomes.count
    else { return nil }
    let declared = program.pack.decisions[number]
    let entity = declared.entity
    let wording = Wording(program: program, entity: entity)
    let first = result.provisionalReason(row) - 1
    let spoke = result.reason(row) - 1
    let rule = declared.rules.indices.contains(first) ? declared.rules[first] : nil
    let cutting =
      spoke >= declared.rules.count
      ? program.pack.quotas.enumerated().first {
        program.quotas[$0.offset].decision == number && program.quotas[$0.offset].reason == spoke + 1
      } : nil
    let outcome = result.domain.id(result.outcomes[row])
    var explanation = Explanation(
      record: snapshot.tables[entity]?.ids.text(row) ?? "", decision: declared.id,
      decisionName: declared.name, outcome: outcome,
      outcomeName: name(result.outcomes[row], declared), standing: standing(number, row),
      rule: cutting?.element.id ?? rule?.id ?? "",
      source: cutting?.element.source ?? rule?.source
        ?? Source(cite: nil, article: nil, certainty: .a, zone: nil, note: nil),
      because: (cutting?.element.because ?? rule?.because).map { fill($0, entity, number, row, wording) },
      conditions: [], earlier: [], missing: [],
      next: [], question: nil, quotas: [], counts: [], parameters: [])
    if let rule { explanation.conditions = lines(rule, first, number, row, wording) }
    explanation.earlier = earlier(first, number, row, wording)
    // A rule that may or may not hold has decided nothing yet.
    if result.outcomes[row] == OutcomeDomain.undetermined { explanation.because = nil }
    if result.outcomes[row] == OutcomeDomain.undetermined {
      explanation.missing = cutting.map { waiting($0.offset, number, row) } ?? missing(first, number, row)
    }
    if case .undecided(let between, let by, let question)? = rule?.outcome {
      explanation.question = .init(
        text: question.map { fill($0, entity, number, row, wording) },
        between: between.map { Grade(id: $0, name: program.pack.gradeName($0, scale: declared.scale)) },
        by: by)
    }
    if let cutting = cutting?.element, result.outcomes[row] == OutcomeDomain.undecided {
      explanation.question = tie(cutting, declared)
      // Whoever is still to be chosen among equals is not told to be outside already.
      explanation.because = nil
    }
    explanation.quotas = cuts(number, row, result)
    explanation.next = next(result.outcomes[row], number, row, wording, explanation.quotas)
    if explanation.standing == .proposed { explanation.doubts = doubtTexts(number, row) }
    explanation.counts = counts(number, row)
    explanation.parameters = parameters(number, first)
    return explanation
  }

  private func name(_ code: UInt8, _ decision: Decision) -> String {
    switch code {
    case OutcomeDomain.undecided: "Cần quyết định"
    case OutcomeDomain.undetermined: "Chưa đủ dữ kiện"
    default:
      program.pack.gradeName(
        verdicts.decisions.compactMap { $0 }.first { $0.id == decision.id }?.domain.id(code) ?? "",
        scale: decision.scale)
    }
  }

  /// What the line of a quota hangs on: a fact that tells the share, records of the scope that are still open.
  private func waiting(_ quota: Int, _ decision: Int, _ row: Int) -> [Explanation.Missing] {
    guard let ledger = verdicts.ledgers[quota].first(where: { $0.ranked.contains(Int32(row)) }) else {
      return []
    }
    var found: [Explanation.Missing] = []
    if ledger.percents.count > 1 {
      for condition in program.quotas[quota].percents.compactMap(\.condition) {
        for column in program.graph.columns(of: condition).sorted() where run.bind(column)[row] == nil {
          found += missing(program.graph.columns[column].source)
        }
      }
    }
    if ledger.open > 0 {
      let declared = program.pack.decisions[decision]
      found.append(
        .init(
          fact: declared.id, name: "\(declared.name) của \(ledger.open) bản ghi khác cùng phạm vi",
          question: nil, evidence: nil))
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.fact).inserted }
  }

  /// Equal at the line of a quota, or in no known order: people choose who stays.
  private func tie(_ quota: Quota, _ decision: Decision) -> Explanation.Question {
    .init(
      text: "Bằng nhau ở ranh giới của tỷ lệ, hoặc chưa biết thứ tự: chọn ai ở trong tỷ lệ.",
      between: [quota.grade, quota.demoteTo].map {
        Grade(id: $0, name: program.pack.gradeName($0, scale: decision.scale))
      }, by: nil)
  }

  // MARK: - conditions

  func lines(_ rule: Rule, _ number: Int, _ decision: Int, _ row: Int, _ wording: Wording)
    -> [Explanation.Line]
  {
    let compiled = program.decisions[decision].rules[number]
    return rule.conditions.enumerated().map {
      line($0.element, compiled.conditions[$0.offset], rule, decision, row, wording)
    }
      + rule.alternatives.enumerated().map {
        var line = line($0.element, compiled.alternatives[$0.offset], rule, decision, row, wording)
        line.isAlternative = true
        return line
      }
  }

  private func line(
    _ condition: Condition, _ node: Int, _ rule: Rule, _ decision: Int, _ row: Int, _ wording: Wording
  ) -> Explanation.Line {
    let holds = holds(node, decision, row)
    var values: [Explanation.Value] = []
    for (name, of) in Wording.names(condition.value.expression) {
      guard let text = text(name, of, wording.entity, decision, row) else { continue }
      let fact = program.pack.facts.first { $0.id == name && $0.entity == of ?? wording.entity }
      let shown = wording.name(name, of)
      if !values.contains(where: { $0.name == shown }) {
        values.append(
          .init(
            name: shown, text: text, evidence: fact?.evidence,
            facts: facts(behind: name, of ?? wording.entity)))
      }
    }
    values += span(node, row)
    let certainty = max(rule.source.zone == nil ? rule.source.certainty : .a, condition.certainty ?? .a)
    return .init(
      text: wording.text(condition), mark: .init(holds), values: values,
      gap: holds == false ? gap(node, row) : nil,
      cite: condition.cite, certainty: certainty)
  }

  /// The facts a name stands for: itself, or what a variable or band of the record is made of.
  private func facts(behind name: String, _ entity: String) -> [Explanation.FactName] {
    let pack = program.pack
    var found: [Explanation.FactName] = []
    var open = [(name: name, entity: entity)]
    var seen: Set<String> = []
    while let one = open.popLast() {
      guard seen.insert("\(one.entity).\(one.name)").inserted else { continue }
      if pack.facts.contains(where: { $0.id == one.name && $0.entity == one.entity }) {
        found.append(.init(entity: one.entity, fact: one.name))
        continue
      }
      let made =
        pack.variables.first { $0.id == one.name && $0.entity == one.entity }?.value
        ?? pack.bands.first { $0.id == one.name && $0.entity == one.entity }?.value
      guard let made else { continue }
      open += Wording.names(made.expression).map { ($0.name, $0.of ?? one.entity) }
    }
    return found
  }

  /// How many months or days a condition counted: the days alone tell nobody.
  private func span(_ node: Int, _ row: Int) -> [Explanation.Value] {
    guard case .compare(let term, _, _) = program.graph.truths[node], let value = scalar(term, row) else {
      return []
    }
    switch program.graph.terms[term] {
    case .months: return [.init(name: "số tháng", text: "\(value)")]
    case .days: return [.init(name: "số ngày", text: "\(value)")]
    default: return []
    }
  }

  private func earlier(_ deciding: Int, _ decision: Int, _ row: Int, _ wording: Wording) -> [Explanation
    .Earlier]
  {
    let declared = program.pack.decisions[decision]
    return declared.rules.prefix(max(deciding, 0)).enumerated().map { n, rule in
      // How far a record is from a rule that would not have helped it says nothing.
      let unmet = lines(rule, n, decision, row, wording).filter { $0.mark != .holds }.map {
        var line = $0
        line.gap = nil
        return line
      }
      return .init(
        rule: rule.id, outcomeName: outcomeName(rule, declared), cite: rule.source.cite, unmet: unmet)
    }
  }

  private func outcomeName(_ rule: Rule, _ decision: Decision) -> String {
    rule.outcome.grade.map { program.pack.gradeName($0, scale: decision.scale) } ?? "Cần quyết định"
  }

  /// The facts that are missing behind the rule the decision hangs on, here and in what was counted.
  private func missing(_ hanging: Int, _ decision: Int, _ row: Int) -> [Explanation.Missing] {
    guard program.decisions[decision].rules.indices.contains(hanging) else { return [] }
    let compiled = program.decisions[decision].rules[hanging]
    var found: [Explanation.Missing] = []
    for node in compiled.conditions + compiled.alternatives where holds(node, decision, row) == nil {
      for column in program.graph.columns(of: node).sorted() where run.bind(column)[row] == nil {
        found += missing(program.graph.columns[column].source)
      }
    }
    if found.isEmpty {
      // Nothing is missing but something to take a share of.
      for node in compiled.conditions + compiled.alternatives where holds(node, decision, row) == nil {
        for column in program.graph.columns(of: node).sorted() where run.bind(column)[row] == 0 {
          found += missing(program.graph.columns[column].source)
        }
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.fact).inserted }
  }

  private func missing(_ source: Graph.Source) -> [Explanation.Missing] {
    switch source {
    case .fact(let n):
      let fact = program.layout.facts[n]
      return [.init(fact: fact.id, name: fact.name, question: fact.question, evidence: fact.evidence)]
    case .above(_, let inner): return missing(inner)
    case .outcome(let n):
      return [
        .init(
          fact: program.pack.decisions[n].id, name: program.pack.decisions[n].name, question: nil,
          evidence: nil)
      ]
    case .aggregate(let n), .aggregateBase(let n):
      let aggregate = program.pack.aggregates[n]
      return [.init(fact: aggregate.id, name: aggregate.name ?? aggregate.id, question: nil, evidence: nil)]
    }
  }

  // MARK: - what it rests on

  private func parameters(_ decision: Int, _ upTo: Int) -> [Explanation.ParameterLine] {
    let rules = program.pack.decisions[decision].rules.prefix(max(upTo, 0) + 1)
    let used = rules.flatMap { $0.conditions + $0.alternatives }.reduce(into: Set<String>()) {
      $0.formUnion(program.display.parameters[$1.value.place, default: []])
    }
    return program.pack.parameters.filter { used.contains($0.id) }.compactMap { parameter in
      parameter.value(on: program.period.end).map {
        .init(
          name: parameter.name ?? parameter.id,
          value: parameter.text($0), cite: parameter.source.cite,
          certainty: parameter.source.certainty, zone: parameter.source.zone)
      }
    }
  }
}
