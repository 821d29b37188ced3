/// A word as it is written into a pack's text: plain where nothing in it could be taken for a sign of YAML, else in double
/// quotes on one line. Nothing that is written here can end its own scalar.
enum ScalarText {
  static func written(_ word: String, inFlow: Bool, quoted: Bool = false) -> String {
    !quoted && isPlain(word, inFlow: inFlow) ? word : doubleQuoted(word)
  }

  private static func isPlain(_ word: String, inFlow: Bool) -> Bool {
    let scalars = word.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, isLetterOrDigit(first), last != " " else {
      return false
    }
    return scalars.allSatisfy { scalar in
      switch scalar {
      case ":", "#", "\"", "\\": false
      case ",", "[", "]", "{", "}": !inFlow
      default: isPrintable(scalar)
      }
    }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && scalar.properties.canonicalCombiningClass == .notReordered
      || (48...57).contains(scalar.value)
  }

  private static func doubleQuoted(_ word: String) -> String {
    var out = String.UnicodeScalarView()
    out.append("\"")
    for scalar in word.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\".unicodeScalars
      case "\"": out += "\\\"".unicodeScalars
      case "\n": out += "\\n".unicodeScalars
      case "\t": out += "\\t".unicodeScalars
      default:
        if isPrintable(scalar) { out.append(scalar) } else { out += escape(scalar).unicodeScalars }
      }
    }
    out.append("\"")
    return String(out)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let width = scalar.value > 0xFFFF ? 8 : 4
    let zeros = String(repeating: "0", count: width - min(width, digits.utf8.count))
    return (width == 8 ? "\\U" : "\\u") + zeros + digits
  }

  /// What YAML takes as it stands and no reader of it breaks a line at.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
      true
    default: false
    }
  }
}
