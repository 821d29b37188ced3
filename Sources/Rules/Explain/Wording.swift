import Basics

extension Quota {
  /// `20 % (25 % khi có thành tích nổi trội)`: first what holds everywhere, then where it is another share.
  func percentText(_ program: Program) -> String {
    let wording = Wording(program: program, entity: program.pack.decision(decision)?.entity ?? "")
    let general = percents.filter { $0.condition == nil }.map { wording.text($0.value) }
    let special = percents.compactMap { one in
      one.condition.map { "\(wording.text(one.value)) khi \(wording.text($0).firstLowered)" }
    }
    if general.isEmpty { return special.joined(separator: "; ") }
    return general.joined(separator: "; ") + (special.isEmpty ? "" : " (\(special.joined(separator: "; ")))")
  }
}

extension [String] {
  /// Two or more as one says them: `Tốt, Khá và Kém`.
  var spoken: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " và " + last
  }
}

extension String {
  /// For the middle of a sentence; a name in capitals stays.
  fileprivate var firstLowered: String {
    let scalars = unicodeScalars
    guard let first = scalars.first, let second = scalars.dropFirst().first, !second.properties.isUppercase
    else {
      return self
    }
    return String(first).lowercased() + String(scalars.dropFirst())
  }
}

/// Wording — lời của điều kiện: an expression in plain Vietnamese, with the names the pack gives its facts.
struct Wording {
  let program: Program
  let entity: String
  /// The text an expression was read from: it tells `3/4` from `0.75`.
  private var written: String?
  /// Told of the guidance as such, whatever year it is read for: the period has no days then.
  private let isOfAnyYear: Bool

  init(program: Program, entity: String, isOfAnyYear: Bool = false) {
    (self.program, self.entity, self.isOfAnyYear) = (program, entity, isOfAnyYear)
  }

  func text(_ condition: Condition) -> String { condition.name ?? text(condition.value) }

  func text(_ value: ExpressionText) -> String {
    var copy = self
    copy.written = value.text
    return copy.text(value.expression)
  }

  func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let value, let isPercent):
      Parameter.Value.text(value, isPercent: isPercent, isFraction: isFraction(expression))
    case .day(let day): day.vietnamese
    case .truth(let value): value ? "đúng" : "sai"
    case .name(let name, let of): self.name(name, of)
    case .list(let items): items.map { text($0) }.joined(separator: ", ")
    case .call(let name, let arguments): call(name, arguments)
    case .not(let inner): negated(inner)
    case .negative(let inner): "−" + bracketed(inner)
    case .binary(let operation, let left, let right): binary(operation, left, right)
    }
  }

  private func binary(_ operation: Expression.Operator, _ left: Expression, _ right: Expression) -> String {
    let subject = text(left)
    func object() -> String { word(right, of: left) ?? text(right) }
    return switch operation {
    case .and: "\(bracketed(left)) và \(bracketed(right))"
    case .or: "\(bracketed(left)) hoặc \(bracketed(right))"
    case .equal: "\(subject) là \(object())"
    case .notEqual: "\(subject) khác “\(object())”"
    case .less: "\(subject) < \(object())"
    case .atMost: "\(subject) ≤ \(object())"
    case .more: "\(subject) > \(object())"
    case .atLeast: "\(subject) ≥ \(object())"
    case .isIn: "\(subject) là một trong: \(words(right, of: left))"
    case .isNotIn: "\(subject) không thuộc: \(words(right, of: left))"
    case .plus: "\(subject) + \(text(right))"
    case .minus: "\(subject) − \(text(right))"
    case .times: "\(subject) × \(text(right))"
    }
  }

  /// A name turned round reads as an answer: “Bị kỷ luật: không”.
  private func negated(_ inner: Expression) -> String {
    if case .name = inner.kind { return text(inner) + ": không" }
    return "không đúng là: " + bracketed(inner)
  }

  private func isFraction(_ number: Expression) -> Bool {
    guard let rest = written?.unicodeScalars.dropFirst(number.column) else { return false }
    return rest.first { !(48...57).contains($0.value) && $0 != "." } == "/"
  }

  private func words(_ list: Expression, of subject: Expression) -> String {
    guard case .list(let items) = list.kind else { return text(list) }
    return items.map { word($0, of: subject) ?? text($0) }.joined(separator: ", ")
  }

  private func bracketed(_ expression: Expression) -> String {
    if case .binary(let operation, _, _) = expression.kind, operation == .and || operation == .or {
      return "(\(text(expression)))"
    }
    return text(expression)
  }

  private func call(_ name: String, _ arguments: [Expression]) -> String {
    let parts = arguments.map { text($0) }
    guard parts.count == 2 else {
      return name == "known" ? "đã biết \(parts.joined())" : "\(name)(\(parts.joined(separator: ", ")))"
    }
    return switch name {
    case "share": "tỷ lệ \(parts[0]) trên \(parts[1])"
    case "min": "số nhỏ hơn của \(parts[0]) và \(parts[1])"
    case "max": "số lớn hơn của \(parts[0]) và \(parts[1])"
    case "months": "số tháng từ \(parts[0]) đến \(parts[1])"
    case "days": "số ngày từ \(parts[0]) đến \(parts[1])"
    default: "\(name)(\(parts.joined(separator: ", ")))"
    }
  }

  /// What a name is called on screen.
  func name(_ name: String, _ of: String?) -> String {
    let owner = of ?? entity
    let pack = program.pack
    if let fact = pack.facts.first(where: { $0.id == name && $0.entity == owner }) { return fact.name }
    if let variable = pack.variables.first(where: { $0.id == name && $0.entity == owner }) {
      return variable.name ?? name
    }
    if let band = pack.bands.first(where: { $0.id == name && $0.entity == owner }) {
      return band.name ?? name
    }
    if let aggregate = pack.aggregates.first(where: { $0.id == name && $0.entity == owner }) {
      return aggregate.name ?? name
    }
    if let decision = pack.decisions.first(where: { $0.id == name && $0.entity == owner }) {
      return decision.name
    }
    if let parameter = pack.parameters.first(where: { $0.id == name }),
      let value = parameter.value(on: program.period.end)
    {
      return value.text
    }
    switch name {
    case "periodStart": return isOfAnyYear ? "ngày đầu kỳ" : program.period.start.vietnamese
    case "periodEnd": return isOfAnyYear ? "ngày cuối kỳ" : program.period.end.vietnamese
    default: return pack.gradeName(name)
    }
  }

  /// A word of the list its subject is chosen from.
  private func word(_ expression: Expression, of subject: Expression) -> String? {
    guard case .name(let word, nil) = expression.kind, case .name(let name, let of) = subject.kind else {
      return nil
    }
    let owner = of ?? entity
    if let fact = program.pack.facts.first(where: { $0.id == name && $0.entity == owner }),
      case .choice(let values) = fact.kind
    {
      return values.first { $0.id == word }?.name
    }
    return nil
  }

  /// The names an expression reads, each once, in order.
  static func names(_ expression: Expression) -> [(name: String, of: String?)] {
    switch expression.kind {
    case .number, .day, .truth: []
    case .name(let name, let of): [(name, of)]
    case .list(let items), .call(_, let items): items.flatMap { names($0) }
    case .not(let inner), .negative(let inner): names(inner)
    case .binary(_, let left, let right): names(left) + names(right)
    }
  }
}
