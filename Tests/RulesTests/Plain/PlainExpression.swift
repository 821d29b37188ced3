import Basics

/// An expression as the guide to rule packs describes it, read by climbing over precedences.
indirect enum PlainExpression {
  case number(PlainFraction)
  case day(Int)
  case truth(Bool)
  case name(String)
  case above(String, String)
  case list([PlainExpression])
  case call(String, [PlainExpression])
  case not(PlainExpression)
  case binary(String, PlainExpression, PlainExpression)

  struct Wrong: Error { var text: String }

  static func read(_ text: String) throws -> PlainExpression {
    var reader = PlainReader(words: try PlainReader.words(text))
    let expression = try reader.climb(0)
    guard reader.at == reader.words.count else { throw Wrong(text: text) }
    return expression
  }

  /// Every number written in it, for drawing facts near the thresholds.
  var numbers: [PlainFraction] {
    switch self {
    case .number(let value): [value]
    case .list(let items), .call(_, let items): items.flatMap(\.numbers)
    case .not(let inner): inner.numbers
    case .binary(_, let a, let b): a.numbers + b.numbers
    default: []
    }
  }
}

struct PlainReader {
  var words: [String]
  var at = 0

  /// Numbers with their `%`, days, names, signs.
  static func words(_ text: String) throws -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if let match = rest.prefixMatch(of: /\d{4}-\d{2}-\d{2}/) ?? nil {
        words.append(String(match.output))
        rest = rest[match.range.upperBound...]
      } else if let match = rest.prefixMatch(of: /\d+(\.\d+)?(\/\d+)?(\s*%)?/) ?? nil {
        words.append(String(match.output.0))
        rest = rest[match.range.upperBound...]
      } else if first.isLetter || first == "_" {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        words.append(["and": "&&", "or": "||", "not": "!"][name] ?? String(name))
        rest = rest.dropFirst(name.count)
      } else if ["==", "!=", "<=", ">=", "&&", "||"].contains(rest.prefix(2)) {
        words.append(String(rest.prefix(2)))
        rest = rest.dropFirst(2)
      } else {
        words.append(String(first))
        rest = rest.dropFirst()
      }
    }
    return words
  }

  private static let precedence = [
    "||": 1, "&&": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "in": 4, "not in": 4, "+": 5,
    "-": 5, "*": 6,
  ]

  private var current: String? { at < words.count ? words[at] : nil }

  private mutating func sign() -> String? {
    if current == "!", at + 1 < words.count, words[at + 1] == "in" { return "not in" }
    return current
  }

  /// Reads everything that binds at least as strongly as `least`.
  mutating func climb(_ least: Int) throws -> PlainExpression {
    var left = try operand()
    while let word = sign(), let level = Self.precedence[word], level >= least {
      at += word == "not in" ? 2 : 1
      let right = try climb(level + 1)
      left = .binary(word, left, right)
    }
    return left
  }

  private mutating func operand() throws -> PlainExpression {
    guard let word = current else { throw PlainExpression.Wrong(text: "end") }
    at += 1
    switch word {
    case "!": return .not(try climb(3))
    case "-": return .binary("-", .number(PlainFraction(0)), try climb(7))
    case "(":
      let inner = try climb(0)
      try close(")")
      return inner
    case "[": return .list(try items("]"))
    case "true", "false": return .truth(word == "true")
    default: break
    }
    if let day = Day(iso: word) { return .day(day.daysSince1970) }
    if word.first?.isNumber == true, let value = PlainFraction(word) { return .number(value) }
    guard word.first?.isLetter == true || word.first == "_" else { throw PlainExpression.Wrong(text: word) }
    if current == "(" {
      at += 1
      return .call(word, try items(")"))
    }
    if current == ".", at + 1 < words.count {
      at += 2
      return .above(word, words[at - 1])
    }
    return .name(word)
  }

  private mutating func items(_ end: String) throws -> [PlainExpression] {
    var items: [PlainExpression] = []
    while current != end {
      items.append(try climb(0))
      if current == "," { at += 1 } else { break }
    }
    try close(end)
    return items
  }

  private mutating func close(_ end: String) throws {
    guard current == end else { throw PlainExpression.Wrong(text: current ?? "end") }
    at += 1
  }
}
