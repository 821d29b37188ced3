import Basics

/// An expression as parsed, every part with its column in the text it was written in.
struct Expression: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Ratio, isPercent: Bool)
    case day(Day)
    case truth(Bool)
    /// `tasks`, or `cell.disciplined` with the entity it belongs to.
    case name(String, of: String?)
    case list([Expression])
    case call(String, [Expression])
    indirect case not(Expression)
    indirect case negative(Expression)
    indirect case binary(Operator, Expression, Expression)
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

  private let tokens: [Token]
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  static func read(_ text: String) throws -> Expression {
    let (tokens, bytes) = try Tokeniser.tokens(of: text)
    var reader = ExpressionReader(tokens: tokens, bytes: bytes)
    let expression = try reader.or()
    guard reader.kind == .end else {
      throw ExpressionError(column: reader.column, message: "thừa `\(reader.text)`")
    }
    return expression
  }

  private init(tokens: [Token], bytes: [UInt8]) { (self.tokens, self.bytes) = (tokens, bytes) }

  /// The last token is the end, and nobody goes past it.
  private var kind: Token.Kind { tokens[at].kind }
  private var column: Int { tokens[at].column }
  private var text: String { String(decoding: bytes[tokens[at].range], as: UTF8.self) }

  private mutating func skip() { if at + 1 < tokens.count { at += 1 } }

  /// - Returns: where the token stands, if it is this one.
  private mutating func accept(_ wanted: Token.Kind) -> Int? {
    guard kind == wanted else { return nil }
    let column = column
    skip()
    return column
  }

  private mutating func expect(_ wanted: Token.Kind, _ sign: String) throws {
    if accept(wanted) == nil { throw ExpressionError(column: column, message: "cần `\(sign)` ở đây") }
  }

  private mutating func deeper(at column: Int) throws {
    depth += 1
    if depth > Self.mostDepth {
      throw ExpressionError(column: column, message: "lồng quá \(Self.mostDepth) tầng")
    }
  }

  private mutating func or() throws -> Expression {
    try deeper(at: column)
    defer { depth -= 1 }
    var left = try and()
    while let place = accept(.or) {
      left = Expression(kind: .binary(.or, left, try and()), column: place)
    }
    return left
  }

  private mutating func and() throws -> Expression {
    var left = try not()
    while let place = accept(.and) {
      left = Expression(kind: .binary(.and, left, try not()), column: place)
    }
    return left
  }

  private mutating func not() throws -> Expression {
    guard let place = accept(.not) else { return try test() }
    try deeper(at: place)
    defer { depth -= 1 }
    return Expression(kind: .not(try not()), column: place)
  }

  private mutating func test() throws -> Expression {
    let left = try sum()
    let place = column
    switch kind {
    case .comparison(let operation):
      skip()
      return Expression(kind: .binary(operation, left, try sum()), column: place)
    case .isIn:
      skip()
      return Expression(kind: .binary(.isIn, left, try list()), column: place)
    case .not where at + 1 < tokens.count && tokens[at + 1].kind == .isIn:
      skip()
      skip()
      return Expression(kind: .binary(.isNotIn, left, try list()), column: place)
    default: return left
    }
  }

  private mutating func sum() throws -> Expression {
    var left = try product()
    while kind == .plus || kind == .minus {
      let (place, operation) = (column, kind == .plus ? Expression.Operator.plus : .minus)
      skip()
      left = Expression(kind: .binary(operation, left, try product()), column: place)
    }
    return left
  }

  private mutating func product() throws -> Expression {
    var left = try factor()
    while let place = accept(.times) {
      left = Expression(kind: .binary(.times, left, try factor()), column: place)
    }
    return left
  }

  private mutating func factor() throws -> Expression {
    let place = column
    try deeper(at: place)
    defer { depth -= 1 }
    switch kind {
    case .number(let value, let isPercent):
      skip()
      return Expression(kind: .number(value, isPercent: isPercent), column: place)
    case .day(let day):
      skip()
      return Expression(kind: .day(day), column: place)
    case .minus:
      skip()
      return Expression(kind: .negative(try factor()), column: place)
    case .open:
      skip()
      let inner = try or()
      try expect(.close, ")")
      return inner
    case .openList: return try list()
    case .word: return try named(place)
    case .end: throw ExpressionError(column: place, message: "thiếu một giá trị")
    default: throw ExpressionError(column: place, message: "không hiểu `\(text)` ở đây")
    }
  }

  /// `true`, `tasks`, `cell.disciplined`, `share(a, b)`.
  private mutating func named(_ place: Int) throws -> Expression {
    let word = text
    skip()
    if word == "true" || word == "false" {
      return Expression(kind: .truth(word == "true"), column: place)
    }
    if accept(.open) != nil {
      return Expression(kind: .call(word, try items(until: .close, ")")), column: place)
    }
    guard accept(.dot) != nil else { return Expression(kind: .name(word, of: nil), column: place) }
    guard kind == .word else {
      throw ExpressionError(column: column, message: "cần một tên sau dấu chấm")
    }
    let name = text
    skip()
    return Expression(kind: .name(name, of: word), column: place)
  }

  private mutating func list() throws -> Expression {
    let place = column
    try expect(.openList, "[")
    return Expression(kind: .list(try items(until: .closeList, "]")), column: place)
  }

  private mutating func items(until close: Token.Kind, _ sign: String) throws -> [Expression] {
    if accept(close) != nil { return [] }
    var items = [try or()]
    while accept(.comma) != nil { items.append(try or()) }
    try expect(close, sign)
    return items
  }
}
