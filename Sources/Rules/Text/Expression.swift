import Basics

/// An expression as parsed, every part with its column in the text it was written in.
struct Expression: Hashable, Sendable {
  indirect enum Kind: Hashable, Sendable {
    case number(Ratio, isPercent: Bool)
    case day(Day)
    case truth(Bool)
    /// `tasks`, or `cell.disciplined` with the entity it belongs to.
    case name(String, of: String?)
    case list([Expression])
    case call(String, [Expression])
    case not(Expression)
    case negative(Expression)
    case binary(Operator, Expression, Expression)
  }

  enum Operator: String, Sendable {
    case or, and
    case equal = "==", notEqual = "!=", less = "<", atMost = "<=", more = ">", atLeast = ">="
    case isIn = "in", isNotIn = "not in"
    case plus = "+", minus = "-", times = "*"
  }

  var kind: Kind
  /// Unicode scalars from the beginning of the text.
  var column: Int
}

/// Why a text is no expression, and where.
struct ExpressionError: Error {
  var column: Int
  var message: String
}

/// Reads an expression:
///
///     or      = and { ("or" | "||") and }
///     and     = not { ("and" | "&&") not }
///     not     = ("not" | "!") not | test
///     test    = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" list ]
///     sum     = product { ("+" | "-") product }
///     product = factor { "*" factor }
///     factor  = "-" factor | number | day | name ["." name] | name "(" or { "," or } ")" | "(" or ")" | list
///     list    = "[" [ or { "," or } ] "]"
struct ExpressionReader {
  static let mostScalars = 4_000
  static let mostDepth = 64

  private var tokens: [Token]
  private var at = 0
  private var depth = 0

  static func read(_ text: String) throws -> Expression {
    var reader = ExpressionReader(tokens: try Token.all(in: text))
    let expression = try reader.or()
    guard case .end = reader.current.kind else {
      throw ExpressionError(column: reader.current.column, message: "thừa `\(reader.current.text)`")
    }
    return expression
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private var current: Token { tokens[min(at, tokens.count - 1)] }

  private mutating func take() -> Token {
    defer { at += 1 }
    return current
  }

  private mutating func accept(_ symbols: String...) -> Token? {
    switch current.kind {
    case .symbol, .word: symbols.contains(current.text) ? take() : nil
    default: nil
    }
  }

  private mutating func expect(_ symbol: String) throws {
    if accept(symbol) == nil {
      throw ExpressionError(column: current.column, message: "cần `\(symbol)` ở đây")
    }
  }

  private mutating func or() throws -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.mostDepth {
      throw ExpressionError(column: current.column, message: "lồng quá \(Self.mostDepth) tầng")
    }
    var left = try and()
    while let sign = accept("or", "||") {
      left = Expression(kind: .binary(.or, left, try and()), column: sign.column)
    }
    return left
  }

  private mutating func and() throws -> Expression {
    var left = try not()
    while let sign = accept("and", "&&") {
      left = Expression(kind: .binary(.and, left, try not()), column: sign.column)
    }
    return left
  }

  private mutating func not() throws -> Expression {
    guard let sign = accept("not", "!") else { return try test() }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.mostDepth {
      throw ExpressionError(column: sign.column, message: "lồng quá \(Self.mostDepth) tầng")
    }
    return Expression(kind: .not(try not()), column: sign.column)
  }

  private mutating func test() throws -> Expression {
    let left = try sum()
    if let sign = accept("==", "!=", "<", "<=", ">", ">="),
      let operation = Expression.Operator(rawValue: sign.text)
    {
      return Expression(kind: .binary(operation, left, try sum()), column: sign.column)
    }
    if let sign = accept("in") {
      return Expression(kind: .binary(.isIn, left, try list()), column: sign.column)
    }
    if current.text == "not", at + 1 < tokens.count, tokens[at + 1].text == "in" {
      let sign = take()
      at += 1
      return Expression(kind: .binary(.isNotIn, left, try list()), column: sign.column)
    }
    return left
  }

  private mutating func sum() throws -> Expression {
    var left = try product()
    while let sign = accept("+", "-") {
      left = Expression(
        kind: .binary(sign.text == "+" ? .plus : .minus, left, try product()), column: sign.column)
    }
    return left
  }

  private mutating func product() throws -> Expression {
    var left = try factor()
    while let sign = accept("*") {
      left = Expression(kind: .binary(.times, left, try factor()), column: sign.column)
    }
    return left
  }

  private mutating func factor() throws -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.mostDepth {
      throw ExpressionError(column: current.column, message: "lồng quá \(Self.mostDepth) tầng")
    }
    let token = take()
    switch token.kind {
    case .number(let value, let isPercent):
      return Expression(kind: .number(value, isPercent: isPercent), column: token.column)
    case .day(let day): return Expression(kind: .day(day), column: token.column)
    case .symbol where token.text == "-":
      return Expression(kind: .negative(try factor()), column: token.column)
    case .symbol where token.text == "(":
      let inner = try or()
      try expect(")")
      return inner
    case .symbol where token.text == "[":
      at -= 1
      return try list()
    case .word where token.text == "true" || token.text == "false":
      return Expression(kind: .truth(token.text == "true"), column: token.column)
    case .word where !Self.reserved.contains(token.text):
      if accept("(") != nil {
        return Expression(kind: .call(token.text, try items(until: ")")), column: token.column)
      }
      if accept(".") != nil {
        guard case .word = current.kind else {
          throw ExpressionError(column: current.column, message: "cần một tên sau dấu chấm")
        }
        return Expression(kind: .name(take().text, of: token.text), column: token.column)
      }
      return Expression(kind: .name(token.text, of: nil), column: token.column)
    default:
      let what = token.text.isEmpty ? "thiếu một giá trị" : "không hiểu `\(token.text)` ở đây"
      throw ExpressionError(column: token.column, message: what)
    }
  }

  private mutating func list() throws -> Expression {
    let column = current.column
    try expect("[")
    return Expression(kind: .list(try items(until: "]")), column: column)
  }

  private mutating func items(until close: String) throws -> [Expression] {
    if accept(close) != nil { return [] }
    var items = [try or()]
    while accept(",") != nil { items.append(try or()) }
    try expect(close)
    return items
  }

  private static let reserved: Set<String> = ["and", "or", "not", "in"]
}
