/// Text written into XML: what has a meaning there is escaped, what XML cannot hold is left out.
enum XMLText {
  static func escape(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".utf8
      case "<": result += "&lt;".utf8
      case ">": result += "&gt;".utf8
      case "\"": result += "&quot;".utf8
      case "\t": result += "&#9;".utf8
      case "\n": result += "&#10;".utf8
      default:
        if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
        result += Array(UTF8.encode(scalar) ?? UTF8.EncodedScalar())
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
