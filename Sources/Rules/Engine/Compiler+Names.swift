import Basics

extension Compiler {
  /// A name stands for: a fact, a variable, a band, a count, a decision of the entity; a parameter; a built-in day; with a
  /// dot, one of these of what the record lies within. Anything else is a word of some list.
  func lower(name: String, of: String?, _ entity: Int, _ expression: Expression, _ text: ExpressionText)
    -> Typed?
  {
    if let of {
      guard let above = layout.entity(of), above != entity, layout.isAbove(above, entity) else {
        unknown("\(of).\(name)", expression, text)
        return nil
      }
      return value(name, entity, above: above, expression, text) ?? missing("\(of).\(name)", expression, text)
    }
    if let value = value(name, entity, above: nil, expression, text) { return value }
    // What could not be lowered has said so already.
    if meanings[entity][name] != nil { return nil }
    if let n = parameterIndex[name] {
      usedParameters.insert(name)
      conditionParameters.insert(name)
      let parameter = pack.parameters[n]
      guard let value = parameter.value(on: period.end) else {
        // Told once, not at every place that reads it.
        guard !findings.unread.contains(name) else { return nil }
        findings.leaveOut(name)
        findings.add(
          .validity, at: parameter.place, "Tham số `\(name)` không có giá trị vào \(period.end.vietnamese).",
          "Thêm một giá trị từ ngày ấy hoặc trước đó.")
        return nil
      }
      let unit: Typed.Unit =
        value.isPercent
        ? .percent : parameter.unit.map { .named($0) } ?? (value.value.denominator > 1 ? .fraction : .plain)
      return .constant(value.value, unit)
    }
    switch name {
    case "periodStart": return .day(term: constant(period.start.daysSince1970))
    case "periodEnd": return .day(term: constant(period.end.daysSince1970))
    default: return findings.unread.contains(name) ? nil : .word(name)
    }
  }

  private func missing(_ name: String, _ expression: Expression, _ text: ExpressionText) -> Typed? {
    unknown(name, expression, text)
    return nil
  }

  private func value(
    _ name: String, _ entity: Int, above: Int?, _ expression: Expression, _ text: ExpressionText
  ) -> Typed? {
    guard let meaning = meanings[above ?? entity][name] else { return nil }
    if above == nil, case .fact(let n) = meaning, let known = loweredFacts[n] { return known }
    func column(_ source: Graph.Source) -> Int {
      graph.column(.init(entity: entity, source: above.map { .above($0, source) } ?? source))
    }
    func show(_ shown: Display.Shown) {
      display.names[
        layout.entities[entity].id + "/" + (above.map { layout.entities[$0].id + "." } ?? "") + name] = shown
    }
    let value: Typed?
    switch meaning {
    case .fact(let n):
      usedFacts.insert(n)
      let place = column(.fact(n))
      show(.fact(n, column: place))
      let fact = typed(layout.facts[n], place)
      if above == nil { loweredFacts[n] = fact }
      return fact
    case .decision(let n):
      reads.insert(.decision(n))
      show(.choice(column: column(.outcome(n)), domains[n].grades))
      return .choice(column: column(.outcome(n)), values: domains[n].grades.map(\.id))
    case .aggregate(let n):
      reads.insert(.aggregate(n))
      value = typed(n, column(.aggregate(n)), column(.aggregateBase(n)))
    case .variable(let n): value = variable(n, entity, above: above)
    case .band(let n): value = typed(pack.bands[n], entity, above: above)
    }
    if let shown = value.flatMap({ Display.Shown($0) }) { show(shown) }
    return value
  }

  /// A variable is lowered once: those that read others twice each would take for ever.
  func variable(_ n: Int, _ entity: Int, above: Int? = nil) -> Typed? {
    let key = VariableKey(variable: n, entity: entity)
    if let known = loweredVariables[key] {
      reads.formUnion(known.reads)
      conditionParameters.formUnion(known.parameters)
      return known.value
    }
    let variable = pack.variables[n]
    guard !openVariables.contains(variable.id) else {
      findings.add(.cycle, at: variable.place, "Biến `\(variable.id)` đọc chính nó.", "Bỏ vòng.")
      return nil
    }
    guard openVariables.count < ExpressionReader.mostDepth else {
      findings.add(
        .tooDeep, at: variable.place, "Biến đọc biến quá \(ExpressionReader.mostDepth) tầng.", "Viết gọn lại."
      )
      return nil
    }
    openVariables.append(variable.id)
    let (outerReads, outerParameters) = (reads, conditionParameters)
    (reads, conditionParameters) = ([], [])
    let value = lower(seen(variable.value.expression, from: above), entity, variable.value)
    loweredVariables[key] = LoweredVariable(value: value, reads: reads, parameters: conditionParameters)
    reads.formUnion(outerReads)
    conditionParameters.formUnion(outerParameters)
    openVariables.removeLast()
    return value
  }

  /// An expression of what a record lies within, with every name of that written out: `score` becomes `base.score`.
  private func seen(_ expression: Expression, from above: Int?) -> Expression {
    guard let above else { return expression }
    func seen(_ inner: Expression) -> Expression { self.seen(inner, from: above) }
    var copy = expression
    switch expression.kind {
    case .name(let name, nil) where isNamed(name, of: above):
      copy.kind = .name(name, of: layout.entities[above].id)
    case .list(let items): copy.kind = .list(items.map(seen))
    case .call(let name, let arguments): copy.kind = .call(name, arguments.map(seen))
    case .not(let inner): copy.kind = .not(seen(inner))
    case .negative(let inner): copy.kind = .negative(seen(inner))
    case .binary(let operation, let left, let right):
      // The words of a list are no names.
      copy.kind = .binary(
        operation, seen(left), operation == .isIn || operation == .isNotIn ? right : seen(right))
    default: break
    }
    return copy
  }

  private func isNamed(_ name: String, of entity: Int) -> Bool { meanings[entity][name] != nil }

  private func typed(_ fact: Fact, _ column: Int) -> Typed {
    switch fact.kind {
    case .boolean: return .truth(graph.truth(.choice(column: column, among: [1])))
    case .choice(let values): return .choice(column: column, values: values.map(\.id))
    case .day: return .day(term: term(.column(column), fact.bounds))
    case .number(_, let isPercent):
      let unit: Typed.Unit = isPercent ? .percent : fact.unit.map { .named($0) } ?? .plain
      return .number(term: term(.column(column), fact.bounds), denominator: fact.denominator, unit: unit)
    }
  }

  private func typed(_ n: Int, _ column: Int, _ base: Int) -> Typed {
    let aggregate = pack.aggregates[n]
    // Two shares are compared crosswise: the product of two counts must fit.
    let many = 0...1_000_000_000
    switch aggregate.kind {
    case .count: return .number(term: term(.column(column), many), denominator: 1, unit: .plain)
    case .share: return .share(part: term(.column(column), many), whole: term(.column(base), many))
    case .mean, .sum:
      let measure = lowered(n).compiled?.measure ?? .init(denominator: 1, unit: .plain)
      return .number(
        term: term(.column(column), -Run.mostSum...Run.mostSum), denominator: measure.denominator,
        unit: measure.unit)
    case .any, .all: return .truth(graph.truth(.choice(column: column, among: [1])))
    }
  }

  private func typed(_ band: Band, _ entity: Int, above: Int? = nil) -> Typed? {
    guard
      case .number(let value, let denominator, _)? = lower(
        seen(band.value.expression, from: above), entity, band.value)
    else {
      findings.add(
        .typeClash, at: band.place, "Khung `\(band.id)` cần một số.",
        "Ghi một dữ kiện hay biến kiểu số ở `value`.")
      return nil
    }
    var pieces: [(String, Int)] = []
    for piece in band.pieces {
      guard let raw = rawRange(piece, denominator) else { continue }
      pieces.append(
        (
          piece.grade,
          graph.all([
            graph.truth(.compare(term: value, .atLeast, with: raw.lowerBound)),
            graph.truth(.compare(term: value, .atMost, with: raw.upperBound)),
          ])
        ))
    }
    return .band(pieces.map { (grade: $0.0, truth: $0.1) })
  }

  /// The raw values a piece of a band holds: ends are exact, so an open end moves by the smallest step there is.
  func rawRange(_ piece: Band.Piece, _ denominator: Int) -> ClosedRange<Int>? {
    guard let low = piece.low.times(Ratio(denominator)), let high = piece.high.times(Ratio(denominator)),
      let first = piece.includesLow
        ? Rounding.up(low.numerator, over: low.denominator)
        : Rounding.down(low.numerator, over: low.denominator).map({ $0 + 1 }),
      let last = piece.includesHigh
        ? Rounding.down(high.numerator, over: high.denominator)
        : Rounding.up(high.numerator, over: high.denominator).map({ $0 - 1 }),
      first <= last
    else {
      findings.add(
        .badRange, at: piece.place, "Bậc `\(piece.grade)` không chứa giá trị nào.", "Nới khoảng hoặc bỏ bậc.")
      return nil
    }
    return first...last
  }
}

extension Display.Shown {
  init?(_ typed: Typed) {
    switch typed {
    case .number(let term, let denominator, let unit):
      self = .number(term: term, Display.Measure(denominator: denominator, unit: unit))
    case .share(let part, let whole): self = .share(part: part, whole: whole)
    case .truth(let node): self = .truth(node)
    case .band(let pieces): self = .band(pieces)
    case .day(let term): self = .day(term: term)
    case .choice(let column, let values):
      self = .choice(column: column, values.map { Grade(id: $0, name: $0) })
    case .constant, .word, .list: return nil
    }
  }
}
