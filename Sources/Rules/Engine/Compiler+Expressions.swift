import Basics

extension Compiler {
  /// Lowers a condition.
  func truth(_ text: ExpressionText, _ entity: Int) -> Int? {
    guard let typed = lower(text.expression, entity, text) else { return nil }
    return truth(of: typed, text.expression, text)
  }

  private func truth(of typed: Typed, _ expression: Expression, _ text: ExpressionText) -> Int? {
    switch typed {
    case .truth(let node): return node
    case .word(let word):
      unknown(word, expression, text)
      return nil
    default:
      clash("cần một điều kiện đúng/sai, đây là \(typed.kind)", expression, text)
      return nil
    }
  }

  func lower(_ expression: Expression, _ entity: Int, _ text: ExpressionText) -> Typed? {
    switch expression.kind {
    case .number(let value, let isPercent):
      return .constant(
        value, isPercent ? .percent : Self.isFraction(value, expression, text) ? .fraction : .plain)
    case .day(let day): return .day(term: constant(day.daysSince1970))
    case .truth(let value): return .truth(graph.truth(.constant(value)))
    case .name(let name, let of): return lower(name: name, of: of, entity, expression, text)
    case .list(let items): return .list(items)
    case .call(let name, let arguments): return call(name, arguments, entity, expression, text)
    case .not(let inner):
      return logic(inner, entity, text).map { .truth(graph.truth(.not($0))) }
    case .negative(let inner):
      guard let value = lower(inner, entity, text) else { return nil }
      if case .constant(let ratio, let unit) = value,
        let negative = Ratio(-ratio.numerator, over: ratio.denominator)
      {
        return .constant(negative, unit)
      }
      return arithmetic(.minus, .constant(Ratio(0), .plain), value, expression, text)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, entity, expression, text)
    }
  }

  /// Whether a number is written as a fraction, `2/3`, and not as a decimal.
  private static func isFraction(_ value: Ratio, _ expression: Expression, _ text: ExpressionText) -> Bool {
    guard value.denominator > 1 else { return false }
    let written = text.text.unicodeScalars.dropFirst(expression.column)
    return written.first { !(48...57).contains($0.value) && $0 != "." } == "/"
  }

  private func logic(_ expression: Expression, _ entity: Int, _ text: ExpressionText) -> Int? {
    lower(expression, entity, text).flatMap { truth(of: $0, expression, text) }
  }

  private func binary(
    _ operation: Expression.Operator, _ left: Expression, _ right: Expression, _ entity: Int,
    _ whole: Expression, _ text: ExpressionText
  ) -> Typed? {
    switch operation {
    case .and, .or:
      let a = logic(left, entity, text)
      let b = logic(right, entity, text)
      guard let a, let b else { return nil }
      return .truth(operation == .and ? graph.all([a, b]) : graph.any([a, b]))
    case .plus, .minus, .times:
      guard let a = lower(left, entity, text), let b = lower(right, entity, text) else { return nil }
      return arithmetic(operation, a, b, whole, text)
    case .isIn, .isNotIn:
      guard let subject = lower(left, entity, text), case .list(let items) = right.kind else { return nil }
      guard let node = membership(subject, items, left, entity, text) else { return nil }
      return .truth(operation == .isIn ? node : graph.truth(.not(node)))
    case .equal, .notEqual, .less, .atMost, .more, .atLeast:
      guard let a = lower(left, entity, text), let b = lower(right, entity, text) else { return nil }
      return comparison(operation, a, b, left, right, whole, text)
    }
  }

  /// `discipline in [warning, dismissal]`, `attendance in [6, 7]`.
  private func membership(
    _ subject: Typed, _ items: [Expression], _ left: Expression, _ entity: Int, _ text: ExpressionText
  ) -> Int? {
    switch subject {
    case .choice(let column, let values):
      let codes = items.compactMap { code($0, values, text) }
      guard codes.count == items.count else { return nil }
      return choice(column, codes, values.count)
    case .band(let pieces):
      var nodes: [Int] = []
      for item in items {
        guard case .name(let word, nil) = item.kind, let piece = pieces.first(where: { $0.grade == word })
        else {
          unknown(name(item), item, text)
          return nil
        }
        nodes.append(piece.truth)
      }
      return nodes.isEmpty ? graph.truth(.constant(false)) : graph.any(nodes)
    case .number, .share, .day:
      var nodes: [Int] = []
      for item in items {
        guard let value = lower(item, entity, text),
          case .truth(let node)? = comparison(.equal, subject, value, left, item, left, text)
        else { return nil }
        nodes.append(node)
      }
      return nodes.isEmpty ? graph.truth(.constant(false)) : graph.any(nodes)
    case .word(let word):
      unknown(word, left, text)
      return nil
    default:
      clash("`in` cần một lựa chọn hoặc một số", left, text)
      return nil
    }
  }

  private func code(_ item: Expression, _ values: [String], _ text: ExpressionText) -> UInt8? {
    if case .name(let word, nil) = item.kind,
      let n = values.firstIndex(where: { $0.utf8.elementsEqual(word.utf8) })
    {
      return UInt8(n)
    }
    unknown(name(item), item, text, choices: values)
    return nil
  }

  private func name(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let word, let of): of.map { "\($0).\(word)" } ?? word
    case .number(let value, _): value.description
    default: "…"
    }
  }

  func choice(_ column: Int, _ codes: [UInt8], _ count: Int) -> Int {
    graph.truth(.choice(column: column, among: Array(Set(codes)).sorted()))
  }

  // MARK: - comparison

  private func comparison(
    _ operation: Expression.Operator, _ a: Typed, _ b: Typed, _ left: Expression, _ right: Expression,
    _ whole: Expression, _ text: ExpressionText
  ) -> Typed? {
    let isEquality = operation == .equal || operation == .notEqual
    switch (a, b) {
    case (.choice(let column, let values), .word):
      guard isEquality, let code = code(right, values, text) else {
        if !isEquality { clash("lựa chọn chỉ so bằng == , != hoặc in", whole, text) }
        return nil
      }
      let node = choice(column, [code], values.count)
      return .truth(operation == .equal ? node : graph.truth(.not(node)))
    case (.choice(let column, let values), .choice(let other, let others)) where isEquality:
      // Two columns: equal where both have the same word.
      let pairs = values.enumerated().compactMap { n, value in
        others.firstIndex(of: value).map {
          graph.all([choice(column, [UInt8(n)], values.count), choice(other, [UInt8($0)], others.count)])
        }
      }
      let node = pairs.isEmpty ? graph.truth(.constant(false)) : graph.any(pairs)
      return .truth(operation == .equal ? node : graph.truth(.not(node)))
    case (.band(let pieces), .word(let word)):
      guard isEquality, let piece = pieces.first(where: { $0.grade == word }) else {
        unknown(word, right, text, choices: pieces.map(\.grade))
        return nil
      }
      return .truth(operation == .equal ? piece.truth : graph.truth(.not(piece.truth)))
    case (.truth(let x), .truth(let y)) where isEquality:
      let same = graph.any([graph.all([x, y]), graph.all([graph.truth(.not(x)), graph.truth(.not(y))])])
      return .truth(operation == .equal ? same : graph.truth(.not(same)))
    case (.word(let word), _):
      unknown(word, left, text)
      return nil
    case (_, .word(let word)):
      unknown(word, right, text)
      return nil
    default:
      return numbers(operation, a, b, whole, text).map { .truth($0) }
    }
  }

  func unknown(_ word: String, _ expression: Expression, _ text: ExpressionText, choices: [String] = []) {
    let name = word.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(word[word.utf8.index(after: $0)...]) }
    if findings.unread.contains(name ?? word) { return }
    let remedy =
      choices.isEmpty
      ? "Sửa tên, hoặc khai dữ kiện, tham số, biến ấy." : "Chọn trong: \(choices.joined(separator: ", "))."
    findings.add(
      .unknownName, at: place(expression, text), "Không biết `\(word)` trong `\(text.text)`.", remedy)
  }

  func clash(
    _ message: String, _ expression: Expression, _ text: ExpressionText, code: PackFinding.Code = .typeClash
  ) {
    findings.add(
      code, at: place(expression, text), "Trong `\(text.text)`: \(message).",
      code == .unitClash
        ? "Viết hai vế cùng đơn vị, thí dụ 50 % thay cho 50." : "Sửa biểu thức cho cùng kiểu.")
  }

  func place(_ expression: Expression, _ text: ExpressionText) -> Place {
    text.place.shifted(expression.column)
  }
}
