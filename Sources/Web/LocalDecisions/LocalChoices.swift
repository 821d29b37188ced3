import Markup
import Rules

/// What a guidance leaves to local decision, in words.
struct LocalChoices: Sendable {
  let pack: Pack

  init(_ pack: Pack) { self.pack = pack }

  func title(_ path: String) -> String {
    let name = pack.local.first { $0.path == path }?.name ?? path
    guard let quota = quota(path) else { return name }
    return "\(quota.name ?? quota.id): \(Self.lowered(name))"
  }

  /// What holds while nobody has decided otherwise.
  func usual(_ path: String) -> String {
    if let parameter = pack.parameters.first(where: { $0.id == path }) {
      return parameter.values.last.map { parameter.text($0) } ?? ""
    }
    if let quota = quota(path) {
      let value =
        switch field(path) {
        case "rounding": quota.rounding.rawValue
        case "minimum": String(quota.minimum)
        case "counted": quota.counted.rawValue
        case "of": quota.of.joined(separator: ",")
        case "scope": quota.scope.map(\.word).joined(separator: ",")
        case "percent": quota.percents.map { percent($0.value.text) }.joined(separator: " hoặc ")
        default: ""
        }
      return words(value, for: path)
    }
    return rule(path).map { outcome($0.outcome) } ?? ""
  }

  /// A value as people say it.
  func words(_ value: String, for path: String) -> String {
    switch field(path) {
    case "rounding":
      switch Rounding(rawValue: value) {
      case .down: "làm tròn xuống"
      case .up: "làm tròn lên"
      case .halfUp: "làm tròn đến số gần nhất, nửa thì lên"
      case .halfDown: "làm tròn đến số gần nhất, nửa thì xuống"
      case nil: value
      }
    case "counted":
      value == "before" ? "đếm trước khi hạ mức" : value == "after" ? "đếm sau khi hạ mức" : value
    case "of": parts(value).map { pack.gradeName($0) }.joined(separator: " và ")
    case "scope": parts(value).map(scope).joined(separator: ", ")
    case "then": value == "undecided" ? "cần quyết định" : pack.gradeName(value)
    default: parameter(path).flatMap { unit($0) }.map { "\(value) \($0)" } ?? value
    }
  }

  private func parameter(_ path: String) -> Rules.Parameter? { pack.parameters.first { $0.id == path } }

  /// What a parameter counts, as people say it: the unit behind its own number.
  private func unit(_ parameter: Rules.Parameter) -> String? {
    guard let value = parameter.values.last, !value.isPercent else { return nil }
    let unit = parameter.text(value).dropFirst(value.text.count).drop { $0 == " " }
    return unit.isEmpty ? nil : String(unit)
  }

  /// How sure it is that the guidance itself gives what holds while nobody has decided.
  func certainty(_ path: String) -> Certainty? {
    if let parameter = parameter(path) { return parameter.source.certainty }
    guard field(path) == "percent", let quota = quota(path) else { return nil }
    return quota.percents.compactMap { self.parameter($0.value.text)?.source.certainty }.max()
  }

  /// What may be chosen; empty where it is written.
  func choices(_ path: String) -> [Choice] {
    let listed = pack.local.first { $0.path == path }?.choices ?? []
    let values = listed.isEmpty && field(path) == "scope" ? scopes(path) : listed
    return values.map { Choice($0, words($0, for: path)) }
  }

  /// The limits of a number, for the field it is written into.
  private func limits(_ path: String) -> String {
    guard let choice = pack.local.first(where: { $0.path == path }) else { return "" }
    let least = pack.boundText(choice.atLeast, of: path).map { " Ít nhất \($0)." } ?? ""
    return least + (pack.boundText(choice.atMost, of: path).map { " Nhiều nhất \($0)." } ?? "")
      + (isByCase(choice) ? " Ở đâu hướng dẫn đặt mức thấp hơn thì vẫn theo mức ấy." : "")
  }

  /// Whether the guidance's own number, which bounds the decision, differs from case to case.
  private func isByCase(_ choice: LocalChoice) -> Bool {
    choice.atMost == .usual && (pack.boundText(.usual, of: choice.path)?.contains(" hoặc ") ?? false)
  }

  /// Said behind a value that holds.
  func within(_ path: String) -> String {
    guard let choice = pack.local.first(where: { $0.path == path }), isByCase(choice) else { return "" }
    return ", không quá mức hướng dẫn cho từng nơi"
  }

  /// How a value that is not chosen is written.
  func hint(_ path: String) -> String {
    switch field(path) {
    case "percent": "Ví dụ: 15 %." + limits(path)
    default:
      (parameter(path).flatMap { unit($0) }.map { "Một số, tính bằng \($0)." } ?? "Một số.") + limits(path)
    }
  }

  /// What a quota may be counted over: each level above, whole or by a choice of the subjects themselves. The guidance's own first.
  private func scopes(_ path: String) -> [String] {
    guard let quota = quota(path), let entity = pack.decision(quota.decision)?.entity else { return [] }
    var above: [EntityDeclaration] = []
    var at = pack.entities.first { $0.id == entity }?.within
    while let id = at, above.count < pack.entities.count,
      let found = pack.entities.first(where: { $0.id == id })
    {
      above.append(found)
      at = found.within
    }
    let facts = pack.facts.filter { fact in
      if case .choice = fact.kind { fact.entity == entity } else { false }
    }
    let own = quota.scope.map(\.word).joined(separator: ",")
    let all = above.flatMap { level in [level.id] + facts.map { "\(level.id),\($0.id)" } }
    return [own] + all.filter { $0 != own }
  }

  private func scope(_ word: String) -> String {
    pack.entities.first { $0.id == word }?.name ?? pack.facts.first { $0.id == word }?.name
      ?? pack.bands.first { $0.id == word }?.name ?? word
  }

  private func percent(_ text: String) -> String {
    guard let parameter = pack.parameters.first(where: { $0.id == text }), let value = parameter.values.last
    else { return text }
    return value.text
  }

  private func outcome(_ outcome: Rule.Outcome) -> String {
    switch outcome {
    case .grade(let id): pack.gradeName(id)
    case .undecided: "cần quyết định"
    }
  }

  private func rule(_ path: String) -> Rule? {
    guard let name = path.split(separator: ".").first else { return nil }
    return pack.decisions.flatMap(\.rules).first { $0.id == name || $0.source.zone == String(name) }
  }

  private func quota(_ path: String) -> Quota? {
    path.split(separator: ".").first.flatMap { name in pack.quotas.first { $0.id == name } }
  }

  private func field(_ path: String) -> String {
    let parts = path.split(separator: ".")
    return parts.count == 2 ? String(parts[1]) : ""
  }

  private func parts(_ value: String) -> [String] {
    value.split { $0 == "," || $0 == " " }.map(String.init)
  }

  private static func lowered(_ text: String) -> String {
    text.unicodeScalars.first.map { String($0).lowercased() + String(text.unicodeScalars.dropFirst()) }
      ?? text
  }
}
