import Basics

/// One word, number or sign of an expression.
struct Token {
  enum Kind: Equatable {
    case number(Ratio, isPercent: Bool)
    case day(Day)
    case word
    case or, and, not, isIn
    case comparison(Expression.Operator)
    case plus, minus, times
    case open, close, openList, closeList, comma, dot
    case end
  }

  var kind: Kind
  /// The bytes it was read from.
  var range: Range<Int>
  /// Unicode scalars from the beginning of the text.
  var column: Int
}

/// Cuts the bytes of an expression into tokens, in one walk.
struct Tokeniser {
  let bytes: [UInt8]
  private var at = 0
  private var column = 0
  private var tokens: [Token] = []

  static func tokens(of text: String) throws -> (tokens: [Token], bytes: [UInt8]) {
    var tokeniser = Tokeniser(bytes: Array(text.utf8))
    try tokeniser.run()
    return (tokeniser.tokens, tokeniser.bytes)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() throws {
    if bytes.count > ExpressionReader.mostScalars,
      bytes.count(where: { $0 & 0xC0 != 0x80 }) > ExpressionReader.mostScalars
    {
      throw ExpressionError(
        column: 0, message: "biểu thức dài quá \(ExpressionReader.mostScalars) ký tự")
    }
    tokens.reserveCapacity(bytes.count / 3 + 2)
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        (at, column) = (at + 1, column + 1)
      } else if Self.isDigit(byte) {
        try number()
      } else if wordLength(at) > 0 {
        word()
      } else {
        try sign()
      }
    }
    tokens.append(Token(kind: .end, range: at..<at, column: column))
  }

  private mutating func append(_ kind: Token.Kind, to end: Int) {
    tokens.append(Token(kind: kind, range: at..<end, column: column))
    while at < end {
      if bytes[at] & 0xC0 != 0x80 { column += 1 }
      at += 1
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// How many bytes of a letter or `_` begin here; 0: none. Names of parameters may be Vietnamese.
  private func wordLength(_ at: Int) -> Int {
    let byte = bytes[at]
    if byte < 0x80 { return byte | 32 >= 97 && byte | 32 <= 122 || byte == 95 ? 1 : 0 }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard at + length <= bytes.count else { return 0 }
    let scalar = String(decoding: bytes[at..<at + length], as: UTF8.self).unicodeScalars.first
    return scalar?.properties.isAlphabetic == true ? length : 0
  }

  private mutating func word() {
    var end = at
    while end < bytes.count {
      let length = Self.isDigit(bytes[end]) ? 1 : wordLength(end)
      if length == 0 { break }
      end += length
    }
    append(Self.reserved(bytes[at..<end]) ?? .word, to: end)
  }

  private static func reserved(_ word: ArraySlice<UInt8>) -> Token.Kind? {
    switch word.count {
    case 2: word.elementsEqual("or".utf8) ? .or : word.elementsEqual("in".utf8) ? .isIn : nil
    case 3: word.elementsEqual("and".utf8) ? .and : word.elementsEqual("not".utf8) ? .not : nil
    default: nil
    }
  }

  /// `2025-12-31`, `66.67 %`, `2/3`, `12`.
  private mutating func number() throws {
    if at + 10 <= bytes.count, bytes[at + 4] == UInt8(ascii: "-"),
      let day = Day(iso: String(decoding: bytes[at..<at + 10], as: UTF8.self))
    {
      return append(.day(day), to: at + 10)
    }
    var end = digits(from: at)
    let isWhole = end == bytes.count || bytes[end] != UInt8(ascii: ".") && bytes[end] != UInt8(ascii: "/")
    for sign in [UInt8(ascii: "."), UInt8(ascii: "/")]
    where !isWhole && end + 1 < bytes.count && bytes[end] == sign && Self.isDigit(bytes[end + 1]) {
      end = digits(from: end + 1)
    }
    var after = end
    while after < bytes.count {
      if bytes[after] == 0x20 {
        after += 1
      } else if bytes[after] == 0xC2, after + 1 < bytes.count, bytes[after + 1] == 0xA0 {
        after += 2
      } else {
        break
      }
    }
    let isPercent = after < bytes.count && bytes[after] == UInt8(ascii: "%")
    if !isPercent, isWhole, end - at <= 15 {
      let value = bytes[at..<end].reduce(0) { $0 * 10 + Int($1 - 48) }
      return append(.number(Ratio(value), isPercent: false), to: end)
    }
    let digits = String(decoding: bytes[at..<end], as: UTF8.self)
    guard let value = Ratio(isPercent ? digits + "%" : digits) else {
      throw ExpressionError(
        column: column,
        message: "số `\(digits.prefix(40))` dài quá \(Ratio.mostDigits) chữ số hoặc chia cho 0")
    }
    append(.number(value, isPercent: isPercent), to: isPercent ? after + 1 : end)
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    return end
  }

  private mutating func sign() throws {
    let (first, second) = (bytes[at], at + 1 < bytes.count ? bytes[at + 1] : 0)
    let isEqual = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "=") where isEqual: append(.comparison(.equal), to: at + 2)
    case UInt8(ascii: "!"):
      isEqual ? append(.comparison(.notEqual), to: at + 2) : append(.not, to: at + 1)
    case UInt8(ascii: "<"):
      isEqual ? append(.comparison(.atMost), to: at + 2) : append(.comparison(.less), to: at + 1)
    case UInt8(ascii: ">"):
      isEqual ? append(.comparison(.atLeast), to: at + 2) : append(.comparison(.more), to: at + 1)
    case UInt8(ascii: "&") where second == first: append(.and, to: at + 2)
    case UInt8(ascii: "|") where second == first: append(.or, to: at + 2)
    case UInt8(ascii: "("): append(.open, to: at + 1)
    case UInt8(ascii: ")"): append(.close, to: at + 1)
    case UInt8(ascii: "["): append(.openList, to: at + 1)
    case UInt8(ascii: "]"): append(.closeList, to: at + 1)
    case UInt8(ascii: ","): append(.comma, to: at + 1)
    case UInt8(ascii: "."): append(.dot, to: at + 1)
    case UInt8(ascii: "+"): append(.plus, to: at + 1)
    case UInt8(ascii: "-"): append(.minus, to: at + 1)
    case UInt8(ascii: "*"): append(.times, to: at + 1)
    default:
      let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      let sign = String(decoding: bytes[at..<min(at + length, bytes.count)], as: UTF8.self)
      throw ExpressionError(column: column, message: "không hiểu dấu `\(sign)`")
    }
  }
}
