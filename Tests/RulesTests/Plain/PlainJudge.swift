import Basics

/// Decides everything row by row, asking for what is needed when it is needed.
final class PlainJudge {
  let pack: PlainPack
  let records: [String: [PlainRecord]]
  let meanings: [String: [String: PlainMeaning]]
  private var isCut: Set<String> = []

  init(_ pack: PlainPack, _ records: [String: [PlainRecord]]) {
    (self.pack, self.records, meanings) = (pack, records, PlainMeaning.all(pack))
  }

  func decideAll() {
    for decision in pack.decisions {
      for record in records[decision.entity] ?? [] { _ = final(decision, record) }
    }
    for count in pack.counts { for record in records[count.entity] ?? [] { _ = counted(count, record) } }
  }

  // MARK: - decisions

  func provisional(_ decision: PlainPack.Decision, _ record: PlainRecord) -> PlainOutcome {
    if let known = record.provisional[decision.id] { return known }
    let outcome =
      record.given[decision.id].map { PlainOutcome(grade: $0, rule: "given") } ?? decide(decision, record)
    record.provisional[decision.id] = outcome
    return outcome
  }

  /// `first`: the first rule that holds; an unknown one before it leaves the decision open. `unique`: the one that holds.
  private func decide(_ decision: PlainPack.Decision, _ record: PlainRecord) -> PlainOutcome {
    for (n, rule) in decision.rules.enumerated() {
      switch truth(of: rule, record) {
      case false: continue
      case nil: return PlainOutcome(grade: "undetermined", rule: rule.id)
      default: break
      }
      // Two exceptions of one rule that hold at once: people decide.
      let rivals =
        rule.except == nil
        ? [] : decision.rules[(n + 1)...].filter { $0.except == rule.except }.map { truth(of: $0, record) }
      if rivals.contains(true) { return PlainOutcome(grade: "undecided", rule: rule.id) }
      if rivals.contains(nil) { return PlainOutcome(grade: "undetermined", rule: rule.id) }
      return PlainOutcome(grade: rule.then, rule: rule.id)
    }
    return PlainOutcome(grade: "undetermined", rule: "")
  }

  func truth(of rule: PlainPack.Rule, _ record: PlainRecord) -> Bool? {
    let all = rule.all.map { holds($0, record) }
    let some = rule.some.map { holds($0, record) }
    return Self.all(rule.some.isEmpty ? all : all + [Self.any(some)])
  }

  func final(_ decision: PlainPack.Decision, _ record: PlainRecord) -> PlainOutcome {
    if !isCut.contains(decision.id) {
      isCut.insert(decision.id)
      for other in records[decision.entity] ?? [] { other.final[decision.id] = provisional(decision, other) }
      for quota in pack.quotas where quota.decision == decision.id { cut(quota, decision) }
    }
    return record.final[decision.id] ?? provisional(decision, record)
  }

  // MARK: - three values

  static func all(_ parts: [Bool?]) -> Bool? {
    parts.contains(false) ? false : parts.contains(nil) ? nil : true
  }
  static func any(_ parts: [Bool?]) -> Bool? {
    parts.contains(true) ? true : parts.contains(nil) ? nil : false
  }

  func holds(_ expression: PlainExpression, _ record: PlainRecord) -> Bool? {
    if case .truth(let value)? = value(expression, record) { value } else { nil }
  }

  // MARK: - values

  func value(_ expression: PlainExpression, _ record: PlainRecord) -> PlainValue? {
    switch expression {
    case .number(let value): return .number(value)
    case .day(let day): return .day(day)
    case .truth(let value): return .truth(value)
    case .name(let name): return named(name, record)
    case .above(let entity, let name): return record.above(entity).flatMap { named(name, $0) }
    case .not(let inner): return holds(inner, record).map { .truth(!$0) }
    case .call(let name, let arguments): return call(name, arguments, record)
    case .list: return nil
    case .binary("&&", let a, let b):
      return Self.all([holds(a, record), holds(b, record)]).map { .truth($0) }
    case .binary("||", let a, let b):
      return Self.any([holds(a, record), holds(b, record)]).map { .truth($0) }
    case .binary("in", let left, .list(let items)): return isAmong(left, items, record).map { .truth($0) }
    case .binary("not in", let left, .list(let items)):
      return isAmong(left, items, record).map { .truth(!$0) }
    case .binary(let sign, let left, let right):
      guard let a = value(left, record), let b = value(right, record) else { return nil }
      return Self.combine(sign, a, b)
    }
  }

  /// The words of a list are words, even where something has the same name.
  private func isAmong(_ left: PlainExpression, _ items: [PlainExpression], _ record: PlainRecord) -> Bool? {
    guard let subject = value(left, record) else { return nil }
    return items.contains { item in
      if case .word = subject, case .name(let word) = item { return subject == .word(word) }
      return value(item, record) == subject
    }
  }

  private static func combine(_ sign: String, _ a: PlainValue, _ b: PlainValue) -> PlainValue? {
    switch (sign, a, b) {
    case ("==", _, _): return .truth(a == b)
    case ("!=", _, _): return .truth(a != b)
    case ("+", .number(let x), .number(let y)): return .number(x + y)
    case ("-", .number(let x), .number(let y)): return .number(x - y)
    case ("*", .number(let x), .number(let y)): return .number(x * y)
    case (_, .number(let x), .number(let y)): return compare(sign, x < y, y < x)
    case (_, .day(let x), .day(let y)): return compare(sign, x < y, y < x)
    default: return nil
    }
  }

  private static func compare(_ sign: String, _ isLess: Bool, _ isMore: Bool) -> PlainValue? {
    switch sign {
    case "<": .truth(isLess)
    case "<=": .truth(!isMore)
    case ">": .truth(isMore)
    case ">=": .truth(!isLess)
    default: nil
    }
  }
}
