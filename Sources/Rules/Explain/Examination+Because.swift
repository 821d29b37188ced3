/// The sentence of a rule with the values of a record.
extension Examination {
  /// `{tasks}` becomes the record's value, `{topQuota}` the parameter's; `{unmet C11}` those conditions of rule C11 that are
  /// not fulfilled, `{unmet C11.6, C11.7}` those of its sixth and seventh.
  func fill(_ template: String, _ entity: String, _ decision: Int, _ row: Int, _ wording: Wording) -> String {
    var out = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      out += rest[..<open]
      let inside = String(rest[rest.index(after: open)..<close])
      if let wanted = Unmet(inside) {
        out += unmet(wanted, decision, row, wording)
      } else {
        let parts = inside.split(separator: ".").map(String.init)
        let (name, of) = parts.count == 2 ? (parts[1], String?.some(parts[0])) : (parts.first ?? "", nil)
        out += text(name, of, entity, decision, row) ?? wording.name(name, of)
      }
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }

  private func unmet(_ wanted: Unmet, _ decision: Int, _ row: Int, _ wording: Wording) -> String {
    let rules = program.pack.decisions[decision].rules
    let named = wanted.conditions.flatMap { id, place -> [Explanation.Line] in
      guard let n = rules.firstIndex(where: { $0.id == id }) else { return [] }
      let all = lines(rules[n], n, decision, row, wording)
      return place.map { all.indices.contains($0 - 1) ? [all[$0 - 1]] : [] } ?? all
    }
    return named.filter { $0.mark != .holds }.map { line in
      let values =
        line.values.count == 1 ? line.values.map(\.text) : line.values.map { "\($0.name): \($0.text)" }
      return line.text + (values.isEmpty ? "" : " (\(values.joined(separator: "; ")))")
    }.joined(separator: "; ")
  }
}

/// `unmet C11` or `unmet C11.6, C11.7` in a sentence of a rule.
struct Unmet {
  /// Rules, and the place of one of their conditions; `nil`: all of them.
  let conditions: [(rule: String, place: Int?)]

  init?(_ text: String) {
    guard text.hasPrefix("unmet ") else { return nil }
    conditions = text.dropFirst(6).split(separator: ",").map { part in
      let word = part.filter { $0 != " " }
      guard let dot = word.lastIndex(of: "."), let place = Int(word[word.index(after: dot)...]) else {
        return (word, nil)
      }
      return (String(word[..<dot]), place)
    }
  }

  /// What a sentence names so.
  static func named(in template: String) -> [Unmet] {
    template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").flatMap { Unmet(String(part[..<$0])) }
    }
  }
}
