import Basics

/// Writes what every part of a program means, as text that is equal when the meaning is.
struct MeaningWriter {
  let old: Program
  let new: Program

  init(_ old: Program, _ new: Program) { (self.old, self.new) = (old, new) }

  func changes() -> [Meaning.Change] { parameters() + facts() + derived() + decisions() + quotas() }

  /// What an entity is called in the newer pack that has it.
  private func subject(_ entity: String) -> String {
    for pack in [new.pack, old.pack] {
      if let known = pack.entities.first(where: { $0.id == entity }) { return known.name }
    }
    return entity
  }

  private func parameters() -> [Meaning.Change] {
    pairs(old.pack.parameters, new.pack.parameters, \.id).compactMap { id, a, b in
      let (x, y) = (a.map { text($0, old) } ?? "", b.map { text($0, new) } ?? "")
      // A parameter that came or went shows itself in the rules that read it.
      guard a != nil, b != nil, x != y else { return nil }
      return .init(
        kind: .parameter(id), subject: "", name: b?.name ?? id, before: x, after: y,
        cite: b?.source.cite ?? a?.source.cite)
    }
  }

  private func text(_ parameter: Parameter, _ program: Program) -> String {
    (parameter.value(on: program.period.end) ?? parameter.values.last).map { parameter.text($0) } ?? ""
  }

  private func facts() -> [Meaning.Change] {
    pairs(old.pack.facts, new.pack.facts) { $0.entity + "." + $0.id }.compactMap { id, a, b in
      guard let fact = b ?? a, a.map(identity) != b.map(identity) else { return nil }
      return .init(
        kind: .fact(id), subject: subject(fact.entity), name: fact.name, before: a?.formText ?? "",
        after: b?.formText ?? "", cite: nil)
    }
  }

  /// Equal when the same answers mean the same; what they are called is no change.
  private func identity(_ fact: Fact) -> [String] {
    func word(_ raw: Int) -> String {
      if case .choice(let values) = fact.kind, values.indices.contains(raw) { return values[raw].id }
      return fact.text(raw)
    }
    let form =
      switch fact.kind {
      case .boolean: ["boolean"]
      case .day: ["day"]
      case .choice(let values): ["choice"] + values.map(\.id)
      case .number(let places, let isPercent): [isPercent ? "percent" : "number", String(places)]
      }
    return form + [fact.missing.map(word) ?? "?"]
  }

  private func derived() -> [Meaning.Change] {
    let counts = pairs(
      Array(old.pack.aggregates.enumerated()), Array(new.pack.aggregates.enumerated()), \.element.id
    ).compactMap { id, a, b -> Meaning.Change? in
      let (x, y) = (
        a.map { Canonical(old).aggregate($0.offset) }, b.map { Canonical(new).aggregate($0.offset) }
      )
      guard x != y, let one = (b ?? a)?.element else { return nil }
      return .init(
        kind: .aggregate(id), subject: subject(one.entity), name: one.name ?? id,
        before: a.map { PackDocument.text($0.element, old) } ?? "",
        after: b.map { PackDocument.text($0.element, new) } ?? "", cite: one.source.cite)
    }
    let bands = pairs(old.pack.bands, new.pack.bands, \.id).compactMap { id, a, b -> Meaning.Change? in
      func identity(_ band: Band) -> [String] { band.pieces.map { "\($0.grade) \($0.text)" } }
      func text(_ band: Band?, _ pack: Pack) -> String {
        (band?.pieces ?? []).map { "\(pack.gradeName($0.grade, scale: band?.scale)): \($0.text)" }.joined(
          separator: "; ")
      }
      guard a.map(identity) != b.map(identity), let band = b ?? a else { return nil }
      return .init(
        kind: .band(id), subject: subject(band.entity), name: band.name ?? id, before: text(a, old.pack),
        after: text(b, new.pack), cite: band.source.cite)
    }
    return counts + bands
  }

  private func decisions() -> [Meaning.Change] {
    pairs(Array(old.pack.decisions.enumerated()), Array(new.pack.decisions.enumerated()), \.element.id)
      .flatMap { id, a, b -> [Meaning.Change] in
        guard let a, let b else {
          guard let one = (b ?? a)?.element else { return [] }
          let rules = "\(one.rules.count) quy tắc"
          return [
            .init(
              kind: .decision(id), subject: subject(one.entity), name: one.name,
              before: a == nil ? "" : rules, after: b == nil ? "" : rules, cite: nil)
          ]
        }
        return rules(a.offset, b.offset)
      }
  }

  private func rules(_ a: Int, _ b: Int) -> [Meaning.Change] {
    let (before, after) = (old.pack.decisions[a], new.pack.decisions[b])
    let subject = subject(after.entity)
    var changes = pairs(Array(before.rules.enumerated()), Array(after.rules.enumerated()), \.element.id)
      .compactMap { id, x, y -> Meaning.Change? in
        let (left, right) = (x.map { rule($0.offset, a, old) }, y.map { rule($0.offset, b, new) })
        guard left != right else { return nil }
        let kind: Meaning.Change.Kind =
          x == nil
          ? .ruleAdded(decision: after.id, rule: id)
          : y == nil
            ? .ruleRemoved(decision: before.id, rule: id) : .ruleChanged(decision: after.id, rule: id)
        var (told, retold) = (
          x.map { words($0.element, old, before) } ?? "", y.map { words($0.element, new, after) } ?? ""
        )
        if told == retold {
          // They differ in what a name stands for.
          told += x.map { variables($0.element, old, before) } ?? ""
          retold += y.map { variables($0.element, new, after) } ?? ""
        }
        return .init(
          kind: kind, subject: subject, name: "\(after.name): quy tắc \(id)", before: told, after: retold,
          cite: (y ?? x)?.element.source.cite)
      }
    // The order matters among rules that stand in both.
    let common = Set(before.rules.map(\.id)).intersection(after.rules.map(\.id))
    let (first, second) = (
      before.rules.map(\.id).filter(common.contains), after.rules.map(\.id).filter(common.contains)
    )
    if first != second {
      changes.append(
        .init(
          kind: .order(decision: after.id), subject: subject, name: "\(after.name): thứ tự quy tắc",
          before: first.joined(separator: " → "), after: second.joined(separator: " → "), cite: nil))
    }
    return changes
  }

  private func rule(_ n: Int, _ decision: Int, _ program: Program) -> String {
    let compiled = program.decisions[decision].rules[n]
    // The value of a parameter is told as the parameter's change, so here stands its name.
    let declared = program.pack.decisions[decision].rules[n]
    let conditions = zip(declared.conditions, compiled.conditions).map {
      $0.0.value.text.contains { $0.isLetter }
        ? Canonical(program).named($0.1, $0.0) : Canonical(program).text($0.1)
    }.sorted()
    let some = zip(declared.alternatives, compiled.alternatives).map { Canonical(program).named($0.1, $0.0) }
      .sorted()
    let outcome =
      switch declared.outcome {
      case .grade(let id): id
      case .undecided(let between, let by, _): "undecided \(between) \(by ?? "")"
      }
    return "\(conditions) | \(some) → \(outcome)"
  }

  private func words(_ rule: Rule, _ program: Program, _ decision: Decision) -> String {
    let wording = Wording(program: program, entity: decision.entity)
    let all = rule.conditions.map { wording.text($0) }
    let some = rule.alternatives.map { wording.text($0) }
    let conditions = (all + (some.isEmpty ? [] : ["một trong: " + some.joined(separator: "; ")])).joined(
      separator: "; ")
    func grade(_ id: String) -> String { program.pack.gradeName(id, scale: decision.scale) }
    var outcome: String
    switch rule.outcome {
    case .grade(let id): outcome = grade(id)
    case .undecided(let between, let by, _):
      outcome = "Cần quyết định"
      if !between.isEmpty { outcome += " giữa " + between.map(grade).spoken }
      if let by { outcome += ", người quyết định: \(by)" }
    }
    return (conditions.isEmpty ? "Còn lại" : conditions) + " → " + outcome
  }

  /// What the variables of a rule stand for.
  private func variables(_ rule: Rule, _ program: Program, _ decision: Decision) -> String {
    let wording = Wording(program: program, entity: decision.entity)
    let read = (rule.conditions + rule.alternatives).flatMap { Wording.names($0.value.expression) }
    return program.pack.variables.filter { one in
      one.entity == decision.entity && read.contains { $0.name == one.id && $0.of == nil }
    }.map { "; “\($0.name ?? $0.id)” nghĩa là: \(wording.text($0.value))" }.joined()
  }

  private func quotas() -> [Meaning.Change] {
    pairs(old.pack.quotas, new.pack.quotas, \.id).compactMap { id, a, b in
      guard a.map(identity) != b.map(identity), let quota = b ?? a else { return nil }
      let (x, y) = (a.map { words($0, old) } ?? "", b.map { words($0, new) } ?? "")
      let kind: Meaning.Change.Kind = a == nil ? .quotaAdded(id) : b == nil ? .quotaRemoved(id) : .quota(id)
      let entity = (new.pack.decision(quota.decision) ?? old.pack.decision(quota.decision))?.entity ?? ""
      return .init(
        kind: kind, subject: subject(entity), name: quota.name ?? "Tỷ lệ \(id)", before: x, after: y,
        cite: b?.source.cite ?? a?.source.cite)
    }
  }

  /// Equal when the meaning is; the value of a parameter is told as the parameter's own change.
  private func identity(_ quota: Quota) -> [String] {
    let percents = quota.percents.map { ($0.condition?.text ?? "") + ":" + $0.value.text }
    let keys = quota.rankBy.map { $0.value.text + ($0.isDescending ? " descending" : "") }
    return [
      quota.decision, quota.grade, quota.demoteTo, quota.counted.rawValue, quota.rounding.rawValue,
      quota.ties.rawValue, String(quota.minimum),
    ] + percents + ["of"] + quota.of + ["scope"] + quota.scope.map(\.word) + ["rank"] + keys
  }

  private func words(_ quota: Quota, _ program: Program) -> String {
    let decision = program.pack.decision(quota.decision)
    let wording = Wording(program: program, entity: decision?.entity ?? "")
    func grade(_ id: String) -> String { program.pack.gradeName(id, scale: decision?.scale) }
    let scopes = quota.scope.map { word in
      program.pack.entities.first { $0.id == word.word }?.name ?? wording.name(word.word, nil)
    }
    let keys = quota.rankBy.map {
      ($0.isID ? "mã" : wording.text($0.value)) + ($0.isDescending ? " giảm dần" : " tăng dần")
    }
    let parts = [
      "\(grade(quota.grade)) không quá \(quota.percentText(program)) số \(quota.of.map(grade).joined(separator: ", "))",
      quota.counted == .before ? "tính trước khi cắt" : "tính sau khi cắt",
      "theo \(scopes.joined(separator: ", "))", quota.rounding.vietnamese, "ít nhất \(quota.minimum)",
      "xếp theo \(keys.joined(separator: ", "))",
      quota.ties == .undecided ? "bằng nhau thì người chọn" : "bằng nhau thì theo khóa cuối",
      "vượt thì xuống \(grade(quota.demoteTo))",
    ]
    return parts.joined(separator: "; ")
  }

  private func pairs<Item>(_ a: [Item], _ b: [Item], _ id: (Item) -> String) -> [(String, Item?, Item?)] {
    let first = Dictionary(a.map { (id($0), $0) }, uniquingKeysWith: { x, _ in x })
    let second = Dictionary(b.map { (id($0), $0) }, uniquingKeysWith: { x, _ in x })
    var order = b.map(id)
    order += a.map(id).filter { second[$0] == nil }
    return order.map { ($0, first[$0], second[$0]) }
  }
}
