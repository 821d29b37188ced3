import Basics

/// Mutants of a pack: a constant one more or less, an operator turned, a condition or a rule left out. A good set of cases
/// notices nearly all of them.
public struct PackMutation: Sendable {
  public var description: String
  public var pack: Pack

  public static func all(of pack: Pack) -> [PackMutation] {
    var mutants: [PackMutation] = []
    for (d, decision) in pack.decisions.enumerated() {
      for (r, rule) in decision.rules.enumerated() {
        if !rule.isUnconditional {
          var copy = pack
          copy.decisions[d].rules.remove(at: r)
          mutants.append(.init(description: "bỏ \(rule.id)", pack: copy))
        }
        for (c, condition) in rule.conditions.enumerated() {
          if rule.conditions.count + rule.alternatives.count > 1 {
            var copy = pack
            copy.decisions[d].rules[r].conditions.remove(at: c)
            mutants.append(.init(description: "\(rule.id) bỏ `\(condition.value.text)`", pack: copy))
          }
          for (what, expression) in Self.turned(condition.value.expression) {
            var copy = pack
            copy.decisions[d].rules[r].conditions[c].value.expression = expression
            mutants.append(.init(description: "\(rule.id) `\(condition.value.text)`: \(what)", pack: copy))
          }
        }
        for (c, condition) in rule.alternatives.enumerated() {
          if rule.alternatives.count > 1 {
            var copy = pack
            copy.decisions[d].rules[r].alternatives.remove(at: c)
            mutants.append(.init(description: "\(rule.id) bỏ `\(condition.value.text)`", pack: copy))
          }
          for (what, expression) in Self.turned(condition.value.expression) {
            var copy = pack
            copy.decisions[d].rules[r].alternatives[c].value.expression = expression
            mutants.append(.init(description: "\(rule.id) `\(condition.value.text)`: \(what)", pack: copy))
          }
        }
      }
    }
    for (p, parameter) in pack.parameters.enumerated() {
      for (v, value) in parameter.values.enumerated() {
        for changed in Self.neighbours(value.value, isPercent: value.isPercent) {
          var copy = pack
          copy.parameters[p].values[v].value = changed
          mutants.append(.init(description: "\(parameter.id) = \(changed)", pack: copy))
        }
      }
    }
    for q in pack.quotas.indices {
      var copy = pack
      copy.quotas.remove(at: q)
      mutants.append(.init(description: "bỏ \(pack.quotas[q].id)", pack: copy))
    }
    return mutants
  }

  /// One more and one less, in the unit as written: 1 %, 1, or one part of the fraction.
  private static func neighbours(_ value: Ratio, isPercent: Bool) -> [Ratio] {
    let step = isPercent ? 100 : value.denominator
    return [1, -1].compactMap { change in
      let scaled = value.times(Ratio(step))
      return scaled.flatMap { scaled in
        Ratio(scaled.numerator + change * scaled.denominator, over: scaled.denominator * step)
      }
    }.filter { !isPercent || ($0 >= Ratio(0) && $0 <= Ratio(1)) }
  }

  private static func turned(_ expression: Expression) -> [(String, Expression)] {
    switch expression.kind {
    case .number(let value, let isPercent):
      return neighbours(value, isPercent: isPercent).map {
        ("\(value) → \($0)", Expression(kind: .number($0, isPercent: isPercent), column: expression.column))
      }
    case .binary(let operation, let left, let right):
      var mutants: [(String, Expression)] = []
      if let other = flipped(operation) {
        mutants.append(
          (
            "\(operation.rawValue) → \(other.rawValue)",
            Expression(kind: .binary(other, left, right), column: expression.column)
          ))
      }
      mutants += turned(left).map {
        ($0.0, Expression(kind: .binary(operation, $0.1, right), column: expression.column))
      }
      mutants += turned(right).map {
        ($0.0, Expression(kind: .binary(operation, left, $0.1), column: expression.column))
      }
      return mutants
    case .not(let inner):
      return [("bỏ not", inner)]
        + turned(inner).map { ($0.0, Expression(kind: .not($0.1), column: expression.column)) }
    case .name(_, _): return []
    case .call(let name, let arguments):
      return arguments.enumerated().flatMap { n, argument in
        turned(argument).map { what, changed in
          var copy = arguments
          copy[n] = changed
          return (what, Expression(kind: .call(name, copy), column: expression.column))
        }
      }
    case .negative, .list, .day, .truth: return []
    }
  }

  private static func flipped(_ operation: Expression.Operator) -> Expression.Operator? {
    switch operation {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .atMost
    case .atMost: .less
    case .more: .atLeast
    case .atLeast: .more
    case .isIn: .isNotIn
    case .isNotIn: .isIn
    case .and: .or
    case .or: .and
    case .plus: .minus
    case .minus: .plus
    case .times: nil
    }
  }

  /// Which mutants the cases do not notice.
  public static func survivors(of pack: Pack, cases: PackCases) -> (total: Int, survivors: [String]) {
    let mutants = all(of: pack)
    let survivors = mutants.filter { mutant in
      cases.run(mutant.pack, stopAtFirstFailure: true).allSatisfy(\.passed)
    }
    return (mutants.count, survivors.map(\.description))
  }
}
