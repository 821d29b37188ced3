/// A file name as somebody sent it, made harmless: the last part of a path, without control characters, marks that
/// turn the direction of writing, and signs that file systems or shells take for something else. Only for showing
/// and for downloads; stored files have names of our own.
public struct FileName: Sendable, Hashable {
  public let text: String

  public init(_ sent: String, fallback: String = "tep") {
    var scalars = String.UnicodeScalarView()
    for scalar in sent.unicodeScalars {
      switch scalar.value {
      case 0x2F, 0x5C: scalars = String.UnicodeScalarView()
      case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFFE, 0xFFFF:
        break
      case 0x22, 0x2A, 0x3A, 0x3C, 0x3E, 0x3F, 0x7C: scalars.append("_")
      default: scalars.append(scalar)
      }
    }
    while scalars.first == "." || scalars.first == " " { scalars.removeFirst() }
    while scalars.last == "." || scalars.last == " " { scalars.removeLast() }
    text = Self.shortened(scalars, to: 200, fallback)
  }

  /// In lower case, without the dot; "" if there is none.
  public var fileExtension: String {
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    return text[dot...].dropFirst().lowercased()
  }

  /// So many bytes at most; the extension is kept.
  private static func shortened(_ scalars: String.UnicodeScalarView, to limit: Int, _ fallback: String)
    -> String
  {
    let whole = String(scalars)
    if whole.isEmpty { return fallback }
    if whole.utf8.count <= limit { return whole }
    var end = ""
    if let dot = scalars.lastIndex(of: ".") {
      let tail = String(scalars[dot...])
      if tail.utf8.count <= 10 { end = tail }
    }
    var start = String.UnicodeScalarView()
    var room = limit - end.utf8.count
    for scalar in scalars {
      room -= UTF8.width(scalar)
      if room < 0 { break }
      start.append(scalar)
    }
    return String(start) + end
  }
}
