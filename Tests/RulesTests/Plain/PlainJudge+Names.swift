import Basics

extension PlainJudge {
  /// What a name means for a record: its facts, decisions, counts, variables and bands; a parameter; a day of the round;
  /// else a word.
  func named(_ name: String, _ record: PlainRecord) -> PlainValue? {
    let entity = record.entity
    if let fact = pack.facts.first(where: { $0.id == name && $0.entity == entity }) { return record.facts[name] ?? usual(fact) }
    if let decision = pack.decisions.first(where: { $0.id == name && $0.entity == entity }) {
      let outcome = final(decision, record)
      return outcome.isOpen ? nil : .word(outcome.grade)
    }
    if let count = pack.counts.first(where: { $0.id == name && $0.entity == entity }) { return counted(count, record) }
    if let variable = pack.variables.first(where: { $0.id == name && $0.entity == entity }) { return value(variable.value, record) }
    if let band = pack.bands.first(where: { $0.derived.id == name && $0.derived.entity == entity }) { return piece(band, record) }
    if let values = pack.parameters[name] { return values.last { $0.from.daysSince1970 <= pack.end }.map { .number($0.value) } }
    switch name {
    case "periodStart": return .day(pack.start)
    case "periodEnd": return .day(pack.end)
    default: return .word(name)
    }
  }

  private func usual(_ fact: PlainPack.Fact) -> PlainValue? {
    guard let text = fact.usual else { return nil }
    switch fact.type {
    case "boolean": return .truth(text == "true")
    case "enum": return .word(text)
    case "date": return Day(iso: text).map { .day($0.daysSince1970) }
    case "percent": return PlainFraction(text.hasSuffix("%") ? text : text + "%").map { .number($0) }
    default: return PlainFraction(text).map { .number($0) }
    }
  }

  private func piece(_ band: PlainPack.Band, _ record: PlainRecord) -> PlainValue? {
    guard case .number(let number)? = value(band.derived.value, record) else { return nil }
    let piece = band.pieces.first { piece in
      (piece.hasLow ? !(number < piece.low) : piece.low < number) && (piece.hasHigh ? !(piece.high < number) : number < piece.high)
    }
    return .word(piece?.name ?? "")
  }

  func call(_ name: String, _ arguments: [PlainExpression], _ record: PlainRecord) -> PlainValue? {
    if name == "known", let first = arguments.first { return .truth(isKnown(first, record)) }
    let values = arguments.compactMap { value($0, record) }
    guard values.count == 2, arguments.count == 2 else { return nil }
    switch (name, values[0], values[1]) {
    case ("share", .number(let part), .number(let whole)):
      return PlainFraction(0) < whole ? .number(PlainFraction(part.top * whole.bottom, part.bottom * whole.top)) : nil
    case ("min", .number(let a), .number(let b)): return .number(b < a ? b : a)
    case ("max", .number(let a), .number(let b)): return .number(a < b ? b : a)
    case ("days", .day(let from), .day(let to)): return .number(PlainFraction(Int128(to - from)))
    case ("months", .day(let from), .day(let to)): return .number(PlainFraction(Int128(Self.months(from, to))))
    default: return nil
    }
  }

  /// All that is read is there.
  private func isKnown(_ expression: PlainExpression, _ record: PlainRecord) -> Bool { value(expression, record) != nil }

  /// Months completed from one day to another, counted one by one.
  static func months(_ from: Int, _ to: Int) -> Int {
    if to < from { return -months(to, from) }
    guard let first = Day(daysSince1970: from), let last = Day(daysSince1970: to) else { return 0 }
    var (year, month, count) = (first.year, first.month, 0)
    while true {
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
      if (year, month, first.day) > (last.year, last.month, last.day) { return count }
      count += 1
    }
  }
}
