import Yams

extension PlainPack {
  func readDerived(_ root: Node) throws {
    for node in root["variables"]?.items ?? [] { variables.append(try derived(node)) }
    for node in root["bands"]?.items ?? [] {
      let pieces = (node["to"]?.pairs ?? []).compactMap { name, piece in
        let text = (piece.written ?? "").filter { $0 != " " }
        let ends = text.dropFirst().dropLast().split(separator: ",").compactMap { PlainFraction(String($0)) }
        return ends.count == 2
          ? (
            low: ends[0], high: ends[1], hasLow: text.hasPrefix("["), hasHigh: text.hasSuffix("]"), name: name
          ) : nil
      }
      bands.append(Band(derived: try derived(node), pieces: pieces))
    }
    for node in root["aggregates"]?.items ?? [] {
      guard let kind = ["count", "share", "mean", "sum", "any", "all"].first(where: { node[$0] != nil })
      else { continue }
      counts.append(
        Count(
          entity: node["of"]?.written ?? "", id: node["id"]?.written ?? "", kind: kind,
          part: node[kind]?.written ?? "", condition: try expression(node["where"]),
          value: try expression(node["value"]), base: node["base"]?.written,
          points: Dictionary(
            (node["points"]?.pairs ?? []).map { ($0, Int($1.written ?? "") ?? 0) },
            uniquingKeysWith: { a, _ in a }), decision: node["decision"]?.written,
          scale: node["scale"]?.written.flatMap { Int($0) } ?? 1,
          rounding: node["rounding"]?.written ?? ""))
    }
  }

  private func derived(_ node: Node) throws -> Derived {
    Derived(
      entity: node["of"]?.written ?? "", id: node["id"]?.written ?? "", value: try needed(node["value"]))
  }

  func decision(_ node: Node) throws -> Decision {
    var rules = try (node["rules"]?.items ?? []).map { rule in
      Rule(
        id: rule["id"]?.written ?? "", all: try conditions(rule["when"]), some: try conditions(rule["any"]),
        then: rule["then"]?.written ?? "",
        except: rule["except"]?.written)
    }
    // An exception is tried before its rule, wherever it was written.
    for rule in rules {
      guard let target = rule.except, let from = rules.firstIndex(where: { $0.id == rule.id }),
        let to = rules.firstIndex(where: { $0.id == target }), from > to
      else { continue }
      rules.insert(rules.remove(at: from), at: to)
    }
    return Decision(
      entity: node["of"]?.written ?? "", id: node["id"]?.written ?? "",
      isUnique: node["hitPolicy"]?.written == "unique", rules: rules)
  }

  private func conditions(_ node: Node?) throws -> [PlainExpression] {
    try (node?.items ?? []).map { try needed($0.pairs.isEmpty ? $0 : $0["if"]) }
  }

  func quota(_ node: Node) throws -> Quota {
    let percents: [(when: PlainExpression?, value: PlainExpression)] =
      if let single = node["percent"], single.written != nil { [(when: nil, value: try needed(single))] } else
      {
        try (node["cases"]?.items ?? []).map {
          (when: try expression($0["when"]), value: try needed($0["value"]))
        }
      }
    let keys = try (node["rankBy"]?.words ?? []).map { key in
      let words = key.split(separator: " ")
      let isDescending = words.last == "descending"
      let name = isDescending || words.last == "ascending" ? words.dropLast().joined(separator: " ") : key
      return (value: try PlainExpression.read(name), isDescending: isDescending)
    }
    return Quota(
      id: node["id"]?.written ?? "", decision: node["decision"]?.written ?? "",
      grade: node["grade"]?.written ?? "", demoteTo: node["demoteTo"]?.written ?? "",
      percents: percents, of: node["of"]?.words ?? [], scope: node["scope"]?.words ?? [],
      isAfter: node["counted"]?.written == "after",
      asksOnTies: node["ties"]?.written == "undecided", rounding: node["rounding"]?.written ?? "",
      minimum: node["minimum"]?.written.flatMap { Int($0) } ?? 0, keys: keys)
  }
}
