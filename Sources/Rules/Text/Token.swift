import Basics

/// One word, number or sign of an expression.
struct Token {
  enum Kind {
    case number(Ratio, isPercent: Bool)
    case day(Day)
    case word, symbol, end
  }

  var kind: Kind
  var text: String
  var column: Int

  static func all(in text: String) throws -> [Token] {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= ExpressionReader.mostScalars else {
      throw ExpressionError(column: 0, message: "biểu thức dài quá \(ExpressionReader.mostScalars) ký tự")
    }
    var tokens: [Token] = []
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
        at += 1
      } else if scalar.isDigit {
        tokens.append(try number(scalars, &at))
      } else if scalar.isWordStart {
        let start = at
        while at < scalars.count, scalars[at].isWordStart || scalars[at].isDigit { at += 1 }
        tokens.append(Token(kind: .word, text: string(scalars[start..<at]), column: start))
      } else {
        tokens.append(try sign(scalars, &at))
      }
    }
    tokens.append(Token(kind: .end, text: "", column: scalars.count))
    return tokens
  }

  /// `2025-12-31`, `66.67 %`, `2/3`, `12`.
  private static func number(_ scalars: [Unicode.Scalar], _ at: inout Int) throws -> Token {
    let start = at
    if at + 10 <= scalars.count, scalars[at + 4] == "-", let day = Day(iso: string(scalars[at..<at + 10])) {
      at += 10
      return Token(kind: .day(day), text: day.description, column: start)
    }
    func digits() { while at < scalars.count, scalars[at].isDigit { at += 1 } }
    digits()
    if at + 1 < scalars.count, scalars[at] == ".", scalars[at + 1].isDigit {
      at += 1
      digits()
    }
    if at + 1 < scalars.count, scalars[at] == "/", scalars[at + 1].isDigit {
      at += 1
      digits()
    }
    var after = at
    while after < scalars.count, scalars[after] == " " || scalars[after] == "\u{A0}" { after += 1 }
    let isPercent = after < scalars.count && scalars[after] == "%"
    if isPercent { at = after + 1 }
    let text = string(scalars[start..<at])
    if !isPercent, let whole = Int(text), at - start <= 15 {
      return Token(kind: .number(Ratio(whole), isPercent: false), text: text, column: start)
    }
    guard let value = Ratio(isPercent ? text.replacing("\u{A0}", with: " ") : text) else {
      throw ExpressionError(column: start, message: "số `\(text)` quá dài hoặc không đúng")
    }
    return Token(kind: .number(value, isPercent: isPercent), text: text, column: start)
  }

  private static func sign(_ scalars: [Unicode.Scalar], _ at: inout Int) throws -> Token {
    let start = at
    let (first, second) = (scalars[at], at + 1 < scalars.count ? scalars[at + 1] : " ")
    let isPair: Bool =
      switch first {
      case "=", "!", "<", ">": second == "="
      case "&", "|": second == first
      default: false
      }
    let isSign: Bool =
      switch first {
      case "<", ">", "!", "(", ")", "[", "]", ",", ".", "+", "-", "*": true
      default: isPair
      }
    guard isSign else {
      throw ExpressionError(column: start, message: "không hiểu dấu `\(string(scalars[at..<at + 1]))`")
    }
    at += isPair ? 2 : 1
    return Token(kind: .symbol, text: string(scalars[start..<at]), column: start)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { (48...57).contains(value) }
  /// Letters and `_`, ASCII or not: names of parameters may be Vietnamese.
  var isWordStart: Bool { isASCII ? (97...122).contains(value | 32) || self == "_" : properties.isAlphabetic }
}
