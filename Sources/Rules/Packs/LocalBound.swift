/// How far a local decision may go: to a number the pack names, or to what the guidance itself says. A local share below
/// the central one is a choice the guidance leaves; above it, it would be another guidance.
/// - Basis: 366-QĐ/TW 30/8/2025, Điều 11: the competent level may set a lower share
public enum LocalBound: Hashable, Sendable {
  /// What the guidance gives, case by case.
  case usual
  case value(Ratio, text: String)

  init?(_ word: String) {
    if word == "usual" {
      self = .usual
    } else if let value = Ratio(word) {
      self = .value(value, text: word)
    } else {
      return nil
    }
  }
}

extension Pack {
  /// The numbers a path has in the guidance: one for each case and day.
  func usualNumbers(_ path: String) -> [(number: Ratio, isPercent: Bool)] {
    if let parameter = parameters.first(where: { $0.id == path }) {
      return parameter.values.map { ($0.value, $0.isPercent) }
    }
    guard path.hasSuffix(".percent"), let quota = quotas.first(where: { "\($0.id).percent" == path }) else {
      return []
    }
    return quota.percents.flatMap { numbers($0) }
  }

  private func numbers(_ percent: Quota.Percent) -> [(number: Ratio, isPercent: Bool)] {
    switch percent.value.expression.kind {
    case .number(let value, let isPercent): [(value, isPercent)]
    case .name(let name, nil):
      (parameters.first { $0.id == name }?.values ?? []).map { ($0.value, $0.isPercent) }
    default: []
    }
  }

  /// What a bound comes to, as it is said: “25 % hoặc 20 %”; `nil` where there is none.
  public func boundText(_ bound: LocalBound?, of path: String) -> String? {
    switch bound {
    case nil: return nil
    case .value(_, let text): return text
    case .usual:
      var told: [String] = []
      for one in usualNumbers(path) {
        let text = one.isPercent ? one.number.percentText : one.number.description
        if !told.contains(text) { told.append(text) }
      }
      return told.isEmpty ? nil : told.joined(separator: " hoặc ")
    }
  }

  /// Refuses a number beyond the bound of its choice: beyond all that the guidance gives in any case.
  func checkBounds(_ choice: LocalChoice, _ value: String) throws(LocalDecisionRefusal) {
    guard choice.atLeast != nil || choice.atMost != nil else { return }
    let usual = usualNumbers(choice.path)
    guard let number = Ratio(value), number >= Ratio(0) else { throw notANumber(choice, value) }
    // `25` for a share would be twenty-five times the whole.
    let isShare = value.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "/") }
    if usual.contains(where: \.isPercent), !isShare, number != Ratio(0) { throw notANumber(choice, value) }
    func limit(_ bound: LocalBound?, _ usual: Ratio?) -> Ratio? {
      switch bound {
      case nil: nil
      case .value(let value, _): value
      case .usual: usual
      }
    }
    let numbers = usual.map(\.number)
    if let most = limit(choice.atMost, numbers.max()), number > most {
      throw .beyond(choice.said, value, boundText(choice.atMost, of: choice.path) ?? "", isAbove: true)
    }
    if let least = limit(choice.atLeast, numbers.min()), number < least {
      throw .beyond(choice.said, value, boundText(choice.atLeast, of: choice.path) ?? "", isAbove: false)
    }
  }

  /// After a share or parameter was set: where the guidance gives a case its own number, the decision never goes beyond
  /// that one either.
  mutating func keepWithin(_ choice: LocalChoice, _ value: String, usual: Pack) {
    guard let number = Ratio(value) else { return }
    let isBeyond = { (usual: Ratio) in
      choice.atMost == .usual && number > usual || choice.atLeast == .usual && number < usual
    }
    if let n = parameters.firstIndex(where: { $0.id == choice.path }),
      let before = usual.parameters.first(where: { $0.id == choice.path }),
      let set = parameters[n].values.first,
      before.values.contains(where: { isBeyond($0.value) })
    {
      parameters[n].values = before.values.map { old in
        var new = isBeyond(old.value) ? old : set
        new.from = old.from
        return new
      }
    }
    guard let n = quotas.firstIndex(where: { "\($0.id).percent" == choice.path }),
      let before = usual.quotas.first(where: { "\($0.id).percent" == choice.path }),
      let set = quotas[n].percents.first
    else { return }
    let kept = before.percents.map { one -> Quota.Percent in
      // A share that changes by date stays as it is where the decision is beyond it on any day.
      usual.numbers(one).contains { isBeyond($0.number) }
        ? one : Quota.Percent(condition: one.condition, value: set.value)
    }
    // The same everywhere: then nobody need know which case it is.
    let isOne = kept.allSatisfy { one in
      usual.numbers(one).allSatisfy { $0.number == number } || one.value.text == set.value.text
    }
    if !isOne { quotas[n].percents = kept }
  }
}

extension LocalChoice {
  /// As people are told of it.
  public var said: String { name ?? path }
}
