/// A part larger than its whole: each is a value of its fact, together they are hardly true. The values stay as written, as
/// results must be the same for the same file; the reader is told where they stand.
extension RawTable {
  func tellImpossibleShares(_ layout: Layout, _ entity: Int, _ file: String, _ findings: PackFindings) {
    for (part, whole) in layout.shares where layout.factEntities[part] == entity {
      guard let parts = columns[layout.columnKeys[part]], let wholes = columns[layout.columnKeys[whole]]
      else {
        continue
      }
      let (less, more) = (layout.facts[part], layout.facts[whole])
      for row in Column.rows(where: parts, exceeds: wholes).prefix(PackFindings.most) {
        let (a, b) = (parts[row] ?? 0, wholes[row] ?? 0)
        findings.add(
          .dataValue, .warning, at: Place(line: line(row), column: 0), in: file,
          "\(file), dòng \(line(row)): \(less.name) (\(less.text(a))) nhiều hơn \(more.name) (\(more.text(b))).",
          "Xem lại hai số; kết quả của dòng này đang dựa trên chúng như đã ghi.")
      }
    }
  }
}

extension Column {
  /// The rows in which both are known and the first is the larger.
  static func rows(where part: Column, exceeds whole: Column) -> [Int] {
    guard part.count == whole.count, part.high > whole.low else { return [] }
    let rows: [Int] =
      switch (part.storage, whole.storage) {
      case (.one(let a), .one(let b)): larger(a, b)
      case (.two(let a), .two(let b)): larger(a, b)
      default: larger(part.wide, whole.wide)
      }
    return rows.filter { part[$0] != nil && whole[$0] != nil }
  }

  private static func larger<Whole: FixedWidthInteger>(_ a: [Whole], _ b: [Whole]) -> [Int] {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var rows: [Int] = []
        var n = 0
        // Nearly always there is none: a stretch is looked at as one first.
        while n < a.count {
          let end = min(n + 4_096, a.count)
          var isAny = false
          for k in n..<end { isAny = (a[k] > b[k]) || isAny }
          if isAny { for k in n..<end where a[k] > b[k] { rows.append(k) } }
          n = end
        }
        return rows
      }
    }
  }
}

extension Pack {
  /// Facts of one record of which the first is a part of the second: `atMost` says so, or some rule takes the `share`.
  public var shares: [(part: Fact, whole: Fact)] {
    var found: [(part: Fact, whole: Fact)] = []
    func add(_ part: String, _ whole: String, _ entity: String) {
      guard part != whole,
        !found.contains(where: { $0.part.id == part && $0.whole.id == whole && $0.part.entity == entity }),
        let a = facts.first(where: { $0.id == part && $0.entity == entity }),
        let b = facts.first(where: { $0.id == whole && $0.entity == entity })
      else { return }
      found.append((a, b))
    }
    for fact in facts { if let whole = fact.atMost { add(fact.id, whole, fact.entity) } }
    for (entity, value) in expressions {
      for (part, whole) in value.expression.shares { add(part, whole, entity) }
    }
    return found
  }

  /// Every expression that reads facts, with the entity whose record it looks at.
  var expressions: [(entity: String, value: ExpressionText)] {
    var found = variables.map { ($0.entity, $0.value) } + bands.map { ($0.entity, $0.value) }
    for decision in decisions {
      for rule in decision.rules {
        found += (rule.conditions + rule.alternatives).map { (decision.entity, $0.value) }
      }
    }
    for aggregate in aggregates {
      found += [aggregate.condition, aggregate.value].compactMap { $0 }.map { (aggregate.part, $0) }
    }
    return found.map { (entity: $0.0, value: $0.1) }
  }
}

extension Expression {
  /// The names in `share(part, whole)`, wherever it stands.
  var shares: [(part: String, whole: String)] {
    switch kind {
    case .number, .day, .truth, .name: []
    case .list(let items): items.flatMap(\.shares)
    case .call("share", let parts):
      if parts.count == 2, case .name(let part, nil) = parts[0].kind,
        case .name(let whole, nil) = parts[1].kind
      {
        [(part, whole)]
      } else {
        parts.flatMap(\.shares)
      }
    case .call(_, let parts): parts.flatMap(\.shares)
    case .not(let inner), .negative(let inner): inner.shares
    case .binary(_, let left, let right): left.shares + right.shares
    }
  }
}
