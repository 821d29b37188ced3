import Basics

/// Meaning — khác nhau về nội dung: what a draft changes in what is decided. Comments, names and the order of conditions are no
/// change; expressions are compared as the graph understands them.
public struct Meaning: Sendable {
  public var changes: [Change]

  /// One provision that differs; it can be applied alone, so that its effect can be told apart.
  public struct Change: Sendable, Hashable {
    public enum Kind: Hashable, Sendable {
      case parameter(String)
      case ruleAdded(decision: String, rule: String)
      case ruleRemoved(decision: String, rule: String)
      case ruleChanged(decision: String, rule: String)
      case order(decision: String)
      case quota(String)
      case quotaAdded(String)
      case quotaRemoved(String)
      case decision(String)
      case aggregate(String)
      case variable(String)
      case band(String)
      case fact(String)
    }

    public var kind: Kind
    public var title: String
    public var before: String
    public var after: String
    public var cite: String?
  }

  public init(_ old: Program, _ new: Program) {
    let writer = MeaningWriter(old, new)
    changes = writer.changes()
  }
}

/// Writes what every part of a program means, as text that is equal when the meaning is.
private struct MeaningWriter {
  let old: Program
  let new: Program

  init(_ old: Program, _ new: Program) { (self.old, self.new) = (old, new) }

  func changes() -> [Meaning.Change] { parameters() + facts() + derived() + decisions() + quotas() }

  private func parameters() -> [Meaning.Change] {
    pairs(old.pack.parameters, new.pack.parameters, \.id).compactMap { id, a, b in
      let (x, y) = (a.map { text($0, old) } ?? "", b.map { text($0, new) } ?? "")
      // A parameter that came or went shows itself in the rules that read it.
      guard a != nil, b != nil, x != y else { return nil }
      return .init(
        kind: .parameter(id), title: b?.name ?? id, before: x, after: y,
        cite: b?.source.cite ?? a?.source.cite)
    }
  }

  private func text(_ parameter: Parameter, _ program: Program) -> String {
    guard let value = parameter.value(on: program.period.end) ?? parameter.values.last else { return "" }
    return value.isPercent ? value.value.percentText : value.value.description
  }

  private func facts() -> [Meaning.Change] {
    pairs(old.pack.facts, new.pack.facts) { $0.entity + "." + $0.id }.compactMap { id, a, b in
      switch (a, b) {
      case (nil, let b?): .init(kind: .fact(id), title: b.name, before: "", after: "hỏi thêm", cite: nil)
      case (let a?, nil): .init(kind: .fact(id), title: a.name, before: "có hỏi", after: "", cite: nil)
      case (let a?, let b?) where a.kind != b.kind || a.missing != b.missing:
        .init(kind: .fact(id), title: b.name, before: "\(a.kind)", after: "\(b.kind)", cite: nil)
      default: nil
      }
    }
  }

  private func derived() -> [Meaning.Change] {
    let counts = pairs(
      Array(old.pack.aggregates.enumerated()), Array(new.pack.aggregates.enumerated()), \.element.id
    ).compactMap { id, a, b -> Meaning.Change? in
      let (x, y) = (a.map { aggregate($0.offset, old) } ?? "", b.map { aggregate($0.offset, new) } ?? "")
      return x == y
        ? nil
        : .init(
          kind: .aggregate(id), title: b?.element.name ?? a?.element.name ?? id, before: x, after: y,
          cite: b?.element.source.cite)
    }
    let bands = pairs(old.pack.bands, new.pack.bands, \.id).compactMap { id, a, b -> Meaning.Change? in
      func text(_ band: Band?) -> String {
        band?.pieces.map {
          "\($0.grade) \($0.includesLow ? "[" : "(")\($0.low); \($0.high)\($0.includesHigh ? "]" : ")")"
        }.joined(separator: " ") ?? ""
      }
      return text(a) == text(b)
        ? nil
        : .init(kind: .band(id), title: b?.name ?? id, before: text(a), after: text(b), cite: b?.source.cite)
    }
    return counts + bands
  }

  private func aggregate(_ n: Int, _ program: Program) -> String {
    let aggregate = program.aggregates[n]
    let declared = program.pack.aggregates[n]
    let condition = aggregate.condition.map { Canonical(program).text($0) } ?? ""
    let points = declared.points.map { "\($0.grade)=\($0.points)" }.sorted().joined(separator: " ")
    let value = aggregate.value.map { Canonical(program).term($0) } ?? ""
    return
      "\(declared.kind.rawValue) \(declared.part) \(condition) \(declared.base ?? "") \(points) \(value) \(declared.scale) \(declared.rounding?.rawValue ?? "")"
  }

  private func decisions() -> [Meaning.Change] {
    pairs(Array(old.pack.decisions.enumerated()), Array(new.pack.decisions.enumerated()), \.element.id)
      .flatMap { id, a, b -> [Meaning.Change] in
        guard let a, let b else {
          return [
            .init(
              kind: .decision(id), title: (b ?? a)?.element.name ?? id, before: a == nil ? "" : "có",
              after: b == nil ? "" : "có", cite: nil)
          ]
        }
        return rules(a.offset, b.offset)
      }
  }

  private func rules(_ a: Int, _ b: Int) -> [Meaning.Change] {
    let (before, after) = (old.pack.decisions[a], new.pack.decisions[b])
    var changes = pairs(Array(before.rules.enumerated()), Array(after.rules.enumerated()), \.element.id)
      .compactMap { id, x, y -> Meaning.Change? in
        let (left, right) = (x.map { rule($0.offset, a, old) } ?? "", y.map { rule($0.offset, b, new) } ?? "")
        guard left != right else { return nil }
        let kind: Meaning.Change.Kind =
          x == nil
          ? .ruleAdded(decision: after.id, rule: id)
          : y == nil
            ? .ruleRemoved(decision: before.id, rule: id) : .ruleChanged(decision: after.id, rule: id)
        return .init(
          kind: kind, title: "\(after.name): quy tắc \(id)",
          before: x.map { words($0.element, old, before) } ?? "",
          after: y.map { words($0.element, new, after) } ?? "",
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
          kind: .order(decision: after.id), title: "\(after.name): thứ tự quy tắc",
          before: first.joined(separator: " → "), after: second.joined(separator: " → "), cite: nil))
    }
    return changes
  }

  private func rule(_ n: Int, _ decision: Int, _ program: Program) -> String {
    let compiled = program.decisions[decision].rules[n]
    let outcome = program.pack.decisions[decision].rules[n].outcome
    // The value of a parameter is told as the parameter's change, so here stands its name.
    let declared = program.pack.decisions[decision].rules[n]
    let conditions = zip(declared.conditions, compiled.conditions).map {
      "\($0.0.value.text.contains { $0.isLetter } ? Canonical(program).named($0.1, $0.0) : Canonical(program).text($0.1))"
    }.sorted()
    let some = zip(declared.alternatives, compiled.alternatives).map { Canonical(program).named($0.1, $0.0) }
      .sorted()
    return "\(conditions) | \(some) → \(outcome)"
  }

  private func words(_ rule: Rule, _ program: Program, _ decision: Decision) -> String {
    let wording = Wording(program: program, entity: decision.entity)
    let all = rule.conditions.map { wording.text($0) }
    let some = rule.alternatives.map { wording.text($0) }
    let conditions = (all + (some.isEmpty ? [] : ["một trong: " + some.joined(separator: "; ")])).joined(
      separator: "; ")
    let outcome =
      rule.outcome.grade.map { program.pack.gradeName($0, scale: decision.scale) } ?? "Cần quyết định"
    return (conditions.isEmpty ? "Còn lại" : conditions) + " → " + outcome
  }

  private func quotas() -> [Meaning.Change] {
    pairs(old.pack.quotas, new.pack.quotas, \.id).compactMap { id, a, b in
      guard a.map(identity) != b.map(identity) else { return nil }
      let (x, y) = (a.map { words($0, old) } ?? "", b.map { words($0, new) } ?? "")
      let kind: Meaning.Change.Kind = a == nil ? .quotaAdded(id) : b == nil ? .quotaRemoved(id) : .quota(id)
      return .init(
        kind: kind, title: b?.name ?? a?.name ?? "Tỷ lệ \(id)", before: x, after: y,
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
    let percents = quota.percents.map {
      ($0.condition.map { "khi \(wording.text($0.expression)): " } ?? "") + $0.value.text
    }
    let scopes = quota.scope.map { word in
      program.pack.entities.first { $0.id == word.word }?.name ?? wording.name(word.word, nil)
    }
    let keys = quota.rankBy.map {
      ($0.isID ? "mã" : wording.text($0.value.expression)) + ($0.isDescending ? " giảm dần" : " tăng dần")
    }
    let parts = [
      "\(grade(quota.grade)) không quá \(percents.joined(separator: ", ")) số \(quota.of.map(grade).joined(separator: ", "))",
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

/// The canonical text of a condition: equal for equal meaning, whatever the order it was written in.
struct Canonical {
  let program: Program

  init(_ program: Program) { self.program = program }

  /// As ``text(_:)``, but a condition that reads parameters is told by their names, so that a change of value is not told twice.
  func named(_ node: Int, _ condition: Condition) -> String {
    let parameters = program.display.parameters[condition.value.place, default: []]
    return parameters.isEmpty ? text(node) : "\(condition.value.text)"
  }

  func text(_ node: Int) -> String {
    switch program.graph.truths[node] {
    case .constant(let value): "\(value)"
    case .choice(let column, let codes): "\(self.column(column)) ∈ \(codes.map { word($0, column) }.sorted())"
    case .compare(let term, let comparison, let constant): "\(self.term(term)) \(comparison) \(constant)"
    case .compareTerms(let a, let comparison, let b): "\(term(a)) \(comparison) \(term(b))"
    case .share(let p, let w, let comparison, let n, let d): "\(term(p))/\(term(w)) \(comparison) \(n)/\(d)"
    case .compareShares(let p, let w, let comparison, let q, let v):
      "\(term(p))/\(term(w)) \(comparison) \(term(q))/\(term(v))"
    case .known(let column): "known \(self.column(column))"
    case .not(let inner): "not(\(text(inner)))"
    case .all(let parts): "all\(parts.map { text($0) }.sorted())"
    case .any(let parts): "any\(parts.map { text($0) }.sorted())"
    }
  }

  func term(_ term: Int) -> String {
    switch program.graph.terms[term] {
    case .column(let column): self.column(column)
    case .constant(let value): "\(value)"
    case .sum(let a, let b): "(\([self.term(a), self.term(b)].sorted().joined(separator: "+")))"
    case .product(let a, let b): "(\([self.term(a), self.term(b)].sorted().joined(separator: "*")))"
    case .difference(let a, let b): "(\(self.term(a))-\(self.term(b)))"
    case .smaller(let a, let b): "min\([self.term(a), self.term(b)].sorted())"
    case .larger(let a, let b): "max\([self.term(a), self.term(b)].sorted())"
    case .months(let a, let b): "months(\(self.term(a)),\(self.term(b)))"
    case .days(let a, let b): "days(\(self.term(a)),\(self.term(b)))"
    }
  }

  private func column(_ column: Int) -> String { source(program.graph.columns[column].source) }

  private func source(_ source: Graph.Source) -> String {
    switch source {
    case .fact(let n): program.layout.facts[n].entity + "." + program.layout.facts[n].id
    case .outcome(let n): program.pack.decisions[n].id
    case .aggregate(let n): program.pack.aggregates[n].id
    case .aggregateBase(let n): program.pack.aggregates[n].id + ".base"
    case .above(let entity, let inner): program.layout.entities[entity].id + "^" + self.source(inner)
    }
  }

  private func word(_ code: UInt8, _ column: Int) -> String {
    var source = program.graph.columns[column].source
    while case .above(_, let inner) = source { source = inner }
    switch source {
    case .fact(let n):
      if case .choice(let values) = program.layout.facts[n].kind, values.indices.contains(Int(code)) {
        return values[Int(code)].id
      }
      return "\(code)"
    case .outcome(let n): return program.decisions[n].domain.id(code)
    default: return "\(code)"
    }
  }
}
