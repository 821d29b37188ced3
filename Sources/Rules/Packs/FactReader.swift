import Basics

/// Reads one fact of a pack.
enum FactReader {
  private enum Word: String, CaseIterable { case boolean, `enum`, integer, percent, decimal, date }

  static func fact(_ id: String, of entity: String, at place: Place, _ fields: inout PackFields) -> Fact? {
    let word = fields.choice("type", Word.self, isRequired: true)
    let places = fields.whole("places")
    let values = choices(&fields)
    let unit = fields.text("unit")
    let rangeNode = fields.node("range")
    let missingNode = fields.node("missing")
    let name = fields.text("name") ?? id
    let question = fields.text("question")
    let evidence = fields.text("evidence")
    let source = fields.text("source")
    let atMost = fields.text("atMost")
    let onlyWith = fields.text("onlyWith")
    guard let word else { return nil }
    if let places, !(0...6).contains(places) {
      fields.findings.add(
        .badRange, at: fields.place, "`places: \(places)` ngoài 0…6.", "Nhiều nhất sáu chữ số thập phân.")
      return nil
    }
    let kind: Fact.Kind
    switch word {
    case .boolean: kind = .boolean
    case .date: kind = .day
    case .integer: kind = .number(places: 0, isPercent: false)
    case .percent: kind = .number(places: places ?? 0, isPercent: true)
    case .decimal: kind = .number(places: places ?? 2, isPercent: false)
    case .enum:
      guard let values, !values.isEmpty, values.count <= 100, Set(values.map(\.id)).count == values.count
      else {
        fields.findings.add(
          .wrongShape, at: fields.place, "Dữ kiện `\(id)` kiểu enum cần `values` không lặp (nhiều nhất 100).",
          "Thêm `values: [a, b]`.")
        return nil
      }
      kind = .choice(values)
    }
    var fact = Fact(
      id: id, entity: entity, kind: kind, unit: unit, range: nil, missing: nil, name: name,
      question: question,
      evidence: evidence, source: source, atMost: atMost, onlyWith: onlyWith,
      place: place)
    fact.range = range(rangeNode, fact, fields.findings)
    fact.missing = missing(missingNode, fact, fields.findings)
    return fact
  }

  private static func choices(_ fields: inout PackFields) -> [Grade]? {
    guard let node = fields.node("values") else { return nil }
    if case .pairs(let mapping) = node.content {
      return mapping.compactMap { pair in Grade(id: pair.key, name: pair.value.word ?? pair.key) }
    }
    return fields.words("values")?.map { Grade(id: $0.word, name: $0.word) }
  }

  private static func range(_ node: WrittenNode?, _ fact: Fact, _ findings: PackFindings) -> ClosedRange<Int>?
  {
    guard let node else { return nil }
    guard case .list(let ends) = node.content, ends.count == 2,
      let low = ends[0].word.flatMap({ fact.raw($0) }),
      let high = ends[1].word.flatMap({ fact.raw($0) }), low <= high
    else {
      findings.add(
        .badRange, at: node.place, "Khoảng của `\(fact.id)` không đúng.",
        "Viết như [0, 100]; số đầu không lớn hơn số cuối.")
      return nil
    }
    return low...high
  }

  private static func missing(_ node: WrittenNode?, _ fact: Fact, _ findings: PackFindings) -> Int? {
    guard let node else { return nil }
    if node.word == "undetermined" { return nil }
    guard var fields = PackFields(node, "`missing` của `\(fact.id)`", findings) else { return nil }
    defer { fields.finish() }
    guard let word = fields.text("default", isRequired: true) else { return nil }
    if let raw = fact.raw(word) { return raw }
    findings.add(
      .badWord, at: node.place, "`\(word)` không phải một giá trị của `\(fact.id)`.",
      "Ghi một giá trị đúng kiểu.")
    return nil
  }
}

extension Fact {
  /// Reads a value as it is written in a file or typed on screen: raw, scaled by the decimals. `nil`: not a value.
  public func raw(_ text: some StringProtocol) -> Int? {
    switch kind {
    case .boolean:
      switch text {
      case "1", "true", "có", "x": return 1
      case "0", "false", "không": return 0
      default: return nil
      }
    case .choice(let values): return values.firstIndex { $0.id.utf8.elementsEqual(text.utf8) }
    case .day: return Day(iso: text)?.daysSince1970
    case .number(let places, let isPercent):
      if text.utf8.count <= 15, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let whole = Int(text) {
        let (scaled, isOver) = whole.multipliedReportingOverflow(by: Self.power(places))
        return isOver ? nil : scaled
      }
      var word = String(text)
      if isPercent, word.utf8.last == UInt8(ascii: "%") { word = String(word.dropLast()) }
      // `1.000` may mean a thousand or one: it is not guessed.
      let tail = word.utf8.reversed().prefix(4)
      if places < 3, tail.count == 4, let sign = tail.last, sign == 0x2E || sign == 0x2C { return nil }
      guard let value = Ratio(word.replacing(",", with: ".")),
        let scaled = value.times(Ratio(Self.power(places))), scaled.denominator == 1
      else { return nil }
      return scaled.numerator
    }
  }

  /// The value as people write it: `89,9`, `90 %`, `Khiển trách`, `có`, `31/12/2025`.
  public func text(_ raw: Int) -> String {
    switch kind {
    case .boolean: return raw == 0 ? "không" : "có"
    case .choice(let values): return values.indices.contains(raw) ? values[raw].name : "?"
    case .day: return Day(daysSince1970: raw)?.vietnamese ?? "?"
    case .number(let places, let isPercent):
      let number = Ratio(raw, over: Self.power(places))?.description ?? String(raw)
      return isPercent ? number + " %" : number
    }
  }

  /// What a value has to be, in words: `số nguyên từ 0 % đến 100 %`.
  public var expected: String {
    let span = range.map { " từ \(text($0.lowerBound)) đến \(text($0.upperBound))" } ?? ""
    switch kind {
    case .boolean: return "có hoặc không (1 hoặc 0)"
    case .choice(let values): return "một trong: " + values.map(\.id).joined(separator: ", ")
    case .day: return "một ngày, như 2025-12-31"
    case .number(let places, let isPercent):
      let number = isPercent ? "số phần trăm" : "số"
      return (places == 0 ? number + " nguyên" : number + " có nhiều nhất \(places) chữ số lẻ") + span
    }
  }

  /// What a blank says in another declaration of this fact, in this one's raw values.
  func missing(as declared: Fact) -> Int? {
    guard let raw = declared.missing else { return nil }
    switch (kind, declared.kind) {
    case (.choice(let mine), .choice(let theirs)):
      return theirs.indices.contains(raw) ? mine.firstIndex { $0.id == theirs[raw].id } : nil
    case (.number(let a, _), .number(let b, _)) where a >= b:
      return Self.scaled(raw...raw, a - b)?.lowerBound
    default: return raw
    }
  }

  /// What one raw unit is worth: 1/100 for whole percents.
  var denominator: Int {
    if case .number(let places, let isPercent) = kind {
      Self.power(places) * (isPercent ? 100 : 1)
    } else {
      1
    }
  }

  /// The same range with so many decimals more; `nil`: it does not fit, or there is none.
  static func scaled(_ range: ClosedRange<Int>?, _ places: Int) -> ClosedRange<Int>? {
    guard let range else { return nil }
    let (low, isUnder) = range.lowerBound.multipliedReportingOverflow(by: power(places))
    let (high, isOver) = range.upperBound.multipliedReportingOverflow(by: power(places))
    return isUnder || isOver ? nil : low...high
  }

  static func power(_ places: Int) -> Int {
    (0..<min(max(places, 0), 9)).reduce(1) { power, _ in power * 10 }
  }

  /// The smallest and largest raw value arithmetic must expect.
  var bounds: ClosedRange<Int> {
    switch kind {
    case .boolean: 0...1
    case .choice(let values): 0...max(values.count - 1, 0)
    case .day: -719_162...2_932_896
    case .number(let places, _):
      range ?? -2_147_483_648 * Self.power(places)...2_147_483_647 * Self.power(places)
    }
  }
}
