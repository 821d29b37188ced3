import Basics

/// LocalDecision — quyết định của cấp có thẩm quyền: a recorded document that fixes what the guidance leaves to it. Only
/// what the pack lists under `local` can be changed.
public struct LocalDecision: Hashable, Sendable {
  public var document: String
  public var issuedOn: Day
  public var issuer: String
  /// By path: `topQuota`, `C7.rounding`, `C7.of`, `U1.then`, `R5.then`.
  public var values: [String: String]

  public init(document: String, issuedOn: Day, issuer: String, values: [String: String]) {
    (self.document, self.issuedOn, self.issuer, self.values) = (document, issuedOn, issuer, values)
  }
}

public enum LocalDecisionRefusal: Refusal, Hashable {
  case noDocument
  case notLocal(String)
  case notAChoice(String, String)
  case notANumber(String, String, isShare: Bool)
  case beyond(String, String, String, isAbove: Bool)

  public var reason: String {
    switch self {
    case .noDocument: "Quyết định riêng phải có số, ngày và nơi ban hành."
    case .notLocal(let path): "Hướng dẫn không giao cho địa phương quyết định “\(path)”."
    case .notAChoice(let what, let value), .notANumber(let what, let value, _):
      "“\(value)” không dùng được cho “\(what)”."
    case .beyond(let what, let value, let bound, let isAbove):
      "“\(what)”: \(value) \(isAbove ? "cao" : "thấp") hơn mức hướng dẫn cho phép, là \(bound)."
    }
  }

  public var remedy: String {
    switch self {
    case .noDocument: "Ghi số hiệu, ngày và cơ quan ban hành của văn bản."
    case .notLocal: "Chỉ ghi những điều hướng dẫn để ngỏ, có trong danh sách; điều khác phải sửa hướng dẫn."
    case .notAChoice: "Chọn một giá trị trong danh sách của mục ấy."
    case .notANumber(_, _, let isShare): isShare ? "Ghi một tỷ lệ, như 15 %." : "Ghi một số, như 6."
    case .beyond(_, _, let bound, let isAbove):
      "Ghi \(isAbove ? "không quá" : "không dưới") \(bound). Muốn \(isAbove ? "cao" : "thấp") hơn thì cấp ban hành phải sửa hướng dẫn: soạn dự thảo ở trang Hướng dẫn xếp loại."
    }
  }
}

extension Pack {
  /// The pack as it holds where the decision does. The document becomes the source of what it fixes.
  public func applying(_ decision: LocalDecision) throws(LocalDecisionRefusal) -> Pack {
    guard !decision.document.isEmpty, !decision.issuer.isEmpty else { throw .noDocument }
    var pack = self
    for (path, value) in decision.values.sorted(by: { $0.key < $1.key }) {
      guard let choice = local.first(where: { $0.path == path }) else { throw .notLocal(path) }
      if !choice.choices.isEmpty, !choice.choices.contains(value) { throw .notAChoice(choice.said, value) }
      try checkBounds(choice, value)
      guard pack.set(path, to: value, by: decision) else {
        throw choice.choices.isEmpty && !isChosen(path)
          ? notANumber(choice, value) : .notAChoice(choice.said, value)
      }
      pack.keepWithin(choice, value, usual: self)
      // What is decided is open no more.
      pack.local.removeAll { $0.path == path }
    }
    return pack
  }

  /// Whether a path takes words rather than a number.
  private func isChosen(_ path: String) -> Bool {
    !path.hasSuffix(".percent") && !parameters.contains { $0.id == path }
  }

  func notANumber(_ choice: LocalChoice, _ value: String) -> LocalDecisionRefusal {
    .notANumber(choice.said, value, isShare: usualNumbers(choice.path).contains(where: \.isPercent))
  }

  mutating func set(_ path: String, to value: String, by decision: LocalDecision) -> Bool {
    let document = "\(decision.document) ngày \(decision.issuedOn.vietnamese), \(decision.issuer)"
    func source(_ before: Source) -> Source {
      // Two documents may each fix something of one quota: both stand behind it then.
      let documents = [before.document.map { $0 == document ? "" : $0 } ?? "", document]
      let told = documents.filter { !$0.isEmpty }.joined(separator: "; ")
      return Source(
        cite: told, article: before.article, certainty: .l, zone: nil,
        note: "Theo quyết định của cấp có thẩm quyền.", document: told)
    }
    if let n = parameters.firstIndex(where: { $0.id == path }) {
      guard let number = Ratio(value) else { return false }
      // `25` for a share would be twenty-five times the whole.
      let isShare = value.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "/") }
      if !isShare, parameters[n].values.contains(where: \.isPercent), number != Ratio(0) { return false }
      parameters[n].values = [
        Parameter.Value(
          from: .beginningOfTime, value: number, isPercent: value.utf8.last == UInt8(ascii: "%"),
          isFraction: value.utf8.contains(UInt8(ascii: "/")), place: parameters[n].place)
      ]
      parameters[n].source = source(parameters[n].source)
      return true
    }
    guard let dot = path.lastIndex(of: ".") else { return false }
    let parts = [String(path[..<dot]), String(path[path.index(after: dot)...])]
    if let n = quotas.firstIndex(where: { $0.id == parts[0] }) {
      guard quotas[n].set(parts[1], to: value) else { return false }
      quotas[n].source = source(quotas[n].source)
      return true
    }
    guard parts[1] == "then" else { return false }
    return setOutcome(parts[0], to: value, source)
  }

  private mutating func setOutcome(_ name: String, to value: String, _ source: (Source) -> Source) -> Bool {
    var found = false
    for (d, decision) in decisions.enumerated() {
      let grades = Set((scale(of: decision)?.grades ?? []).map(\.id) + outside.map(\.id))
      for (r, rule) in decision.rules.enumerated() where rule.id == name || rule.source.zone == name {
        if value == "undecided" {
          decisions[d].rules[r].outcome = .undecided(between: [], by: nil, question: rule.because)
        } else if grades.contains(value) {
          decisions[d].rules[r].outcome = .grade(value)
        } else {
          return false
        }
        decisions[d].rules[r].source = source(rule.source)
        found = true
      }
    }
    return found
  }
}

extension Quota {
  /// What a local decision may change of it.
  static let localFields = ["rounding", "minimum", "counted", "of", "scope", "ties", "percent"]

  /// Changes one field by its name in the written form.
  mutating func set(_ field: String, to value: String) -> Bool {
    func words() -> [String] {
      value.split { $0 == "," || $0 == " " || $0 == "[" || $0 == "]" }.map(String.init)
    }
    switch field {
    case "rounding":
      guard let rounding = Rounding(rawValue: value) else { return false }
      self.rounding = rounding
    case "minimum":
      guard let minimum = Int(value), minimum >= 0 else { return false }
      self.minimum = minimum
    case "counted":
      guard let counted = Counted(rawValue: value) else { return false }
      self.counted = counted
    case "of":
      guard !words().isEmpty else { return false }
      of = words()
    case "scope":
      guard !words().isEmpty else { return false }
      scope = words().map { (word: $0, place: place) }
    case "ties":
      guard let ties = Ties(rawValue: value) else { return false }
      self.ties = ties
    case "percent":
      guard let expression = try? ExpressionReader.read(value) else { return false }
      percents = [
        Percent(condition: nil, value: ExpressionText(text: value, place: place, expression: expression))
      ]
    default: return false
    }
    return true
  }
}
