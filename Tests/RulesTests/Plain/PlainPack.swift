import Basics
import Yams

/// A pack as the guide to rule packs describes it, read straight from the YAML. It shares nothing with the engine but days.
final class PlainPack {
  struct Fact {
    var entity: String, id: String, type: String
    var places: Int
    var values: [String]
    var usual: String?
  }

  struct Derived {
    var entity: String, id: String
    var value: PlainExpression
  }

  struct Band {
    var derived: Derived
    /// Low, high, whether each end belongs, and the name.
    var pieces: [(low: PlainFraction, high: PlainFraction, hasLow: Bool, hasHigh: Bool, name: String)]
  }

  struct Count {
    var entity: String, id: String, kind: String, part: String
    var condition: PlainExpression?
    var value: PlainExpression?
    var base: String?
    var points: [String: Int]
    var decision: String?
    var scale: Int
    var rounding: String
  }

  struct Rule {
    var id: String
    var all: [PlainExpression]
    var some: [PlainExpression]
    var then: String
    var except: String?
  }

  struct Decision {
    var entity: String, id: String
    var isUnique: Bool
    var rules: [Rule]
  }

  struct Quota {
    var id: String, decision: String, grade: String, demoteTo: String
    var percents: [(when: PlainExpression?, value: PlainExpression)]
    var of: [String], scope: [String]
    var isAfter: Bool, asksOnTies: Bool
    var rounding: String
    var minimum: Int
    var keys: [(value: PlainExpression, isDescending: Bool)]
  }

  var parents: [String: String] = [:]
  var entities: [String] = []
  var facts: [Fact] = []
  var variables: [Derived] = []
  var bands: [Band] = []
  var counts: [Count] = []
  var decisions: [Decision] = []
  var quotas: [Quota] = []
  var parameters: [String: [(from: Day, value: PlainFraction)]] = [:]
  var scales: [String: [String]] = [:]
  var outside: [String] = []
  var start = 0, end = 0
  private(set) var numbers: [PlainFraction] = []

  /// Reads a pack for the round of a year; quarterly packs for its first quarter.
  init(_ text: String, year: Int) throws {
    guard let root = try Yams.compose(yaml: text, .basic) else { throw PlainExpression.Wrong(text: "empty") }
    let isQuarter = root["rounds"]?["period"]?.string == "quarter"
    start = Day(year: year, month: 1, day: 1)?.daysSince1970 ?? 0
    end =
      (isQuarter ? Day(year: year, month: 3, day: 31) : Day(year: year, month: 12, day: 31))?.daysSince1970
      ?? 0
    try readWords(root)
    try readDerived(root)
    for node in root["decisions"]?.items ?? [] { decisions.append(try decision(node)) }
    for node in root["quotas"]?.items ?? [] { quotas.append(try quota(node)) }
    readEntities(root)
  }

  func expression(_ node: Node?) throws -> PlainExpression? {
    guard let text = node?.written else { return nil }
    let expression = try PlainExpression.read(text)
    numbers += expression.numbers
    return expression
  }

  func needed(_ node: Node?) throws -> PlainExpression {
    guard let expression = try expression(node) else { throw PlainExpression.Wrong(text: "missing") }
    return expression
  }

  private func readWords(_ root: Node) throws {
    if let node = root["scale"] { scales["scale"] = node.words }
    for (name, node) in root["scales"]?.pairs ?? [] { scales[name] = node.words }
    outside = root["outside"].map { $0.pairs.isEmpty ? $0.words : $0.pairs.map(\.0) } ?? []
    if !outside.contains("notGraded") { outside.append("notGraded") }
    for (id, node) in root["parameters"]?.pairs ?? [] {
      var values =
        node["values"]?.items.compactMap { dated -> (from: Day, value: PlainFraction)? in
          guard let from = dated["from"]?.written.flatMap({ Day(iso: $0) }),
            let value = dated["value"]?.written.flatMap({ PlainFraction($0) })
          else { return nil }
          return (from, value)
        } ?? []
      if let value = node["value"]?.written.flatMap({ PlainFraction($0) }) {
        values.append((.beginningOfTime, value))
      }
      parameters[id] = values.sorted { $0.from < $1.from }
      numbers += values.map(\.value)
    }
    for (entity, list) in root["facts"]?.pairs ?? [] {
      for (id, node) in list.pairs {
        let type = node["type"]?.written ?? ""
        let values = node["values"].map { $0.pairs.isEmpty ? $0.words : $0.pairs.map(\.0) } ?? []
        facts.append(
          Fact(
            entity: entity, id: id, type: type,
            places: node["places"]?.written.flatMap { Int($0) } ?? (type == "decimal" ? 2 : 0),
            values: values,
            usual: node["missing"]?["default"]?.written))
      }
    }
  }

  private func readEntities(_ root: Node) {
    if let declared = root["entities"] {
      for (id, node) in declared.pairs {
        entities.append(id)
        parents[id] = node["within"]?.written
      }
      return
    }
    for id in facts.map(\.entity) + decisions.map(\.entity) + quotas.flatMap(\.scope)
    where !entities.contains(id) && !facts.contains(where: { $0.id == id }) {
      entities.append(id)
    }
    for (below, above) in zip(entities, entities.dropFirst()) { parents[below] = above }
  }
}

extension Node {
  var written: String? { if case .scalar(let scalar) = self { scalar.string } else { nil } }
  var items: [Node] { if case .sequence(let items) = self { Array(items) } else { [self] } }
  var pairs: [(String, Node)] {
    if case .mapping(let pairs) = self { pairs.map { ($0.key.written ?? "", $0.value) } } else { [] }
  }
  var words: [String] { items.compactMap(\.written) }
}
