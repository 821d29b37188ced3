import Basics

/// What a name stands for in an entity.
enum PlainMeaning {
  case fact(PlainPack.Fact), decision(PlainPack.Decision), count(PlainPack.Count), variable(
    PlainPack.Derived), band(PlainPack.Band)

  static func all(_ pack: PlainPack) -> [String: [String: PlainMeaning]] {
    var meanings: [String: [String: PlainMeaning]] = [:]
    for band in pack.bands { meanings[band.derived.entity, default: [:]][band.derived.id] = .band(band) }
    for variable in pack.variables {
      meanings[variable.entity, default: [:]][variable.id] = .variable(variable)
    }
    for count in pack.counts { meanings[count.entity, default: [:]][count.id] = .count(count) }
    for decision in pack.decisions {
      meanings[decision.entity, default: [:]][decision.id] = .decision(decision)
    }
    for fact in pack.facts { meanings[fact.entity, default: [:]][fact.id] = .fact(fact) }
    return meanings
  }
}

extension PlainJudge {
  /// What a name means for a record: its facts, decisions, counts, variables and bands; a parameter; a day of the round;
  /// else a word.
  func named(_ name: String, _ record: PlainRecord) -> PlainValue? {
    switch meanings[record.entity]?[name] {
    case .fact(let fact)?: return record.facts[name] ?? usual(fact)
    case .decision(let decision)?:
      let outcome = final(decision, record)
      return outcome.isOpen ? nil : .word(outcome.grade)
    case .count(let count)?: return counted(count, record)
    case .variable(let variable)?: return value(variable.value, record)
    case .band(let band)?: return piece(band, record)
    case nil: break
    }
    if let values = pack.parameters[name] {
      return values.last { $0.from.daysSince1970 <= pack.end }.map { .number($0.value) }
    }
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
      (piece.hasLow ? !(number < piece.low) : piece.low < number)
        && (piece.hasHigh ? !(piece.high < number) : number < piece.high)
    }
    return .word(piece?.name ?? "")
  }

  func call(_ name: String, _ arguments: [PlainExpression], _ record: PlainRecord) -> PlainValue? {
    if name == "known", let first = arguments.first { return .truth(isKnown(first, record)) }
    let values = arguments.compactMap { value($0, record) }
    guard values.count == 2, arguments.count == 2 else { return nil }
    switch (name, values[0], values[1]) {
    case ("share", .number(let part), .number(let whole)):
      return PlainFraction(0) < whole
        ? .number(PlainFraction(part.top * whole.bottom, part.bottom * whole.top)) : nil
    case ("min", .number(let a), .number(let b)): return .number(b < a ? b : a)
    case ("max", .number(let a), .number(let b)): return .number(a < b ? b : a)
    case ("days", .day(let from), .day(let to)): return .number(PlainFraction(Int128(to - from)))
    case ("months", .day(let from), .day(let to)):
      return .number(PlainFraction(Int128(Self.months(from, to))))
    default: return nil
    }
  }

  /// All that is read is there.
  private func isKnown(_ expression: PlainExpression, _ record: PlainRecord) -> Bool {
    value(expression, record) != nil
  }

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
