/// A title and where it leads.
public struct Link: Piece {
  public var title: String
  public var path: String
  public var isCurrent: Bool

  public init(_ title: String, _ path: String, isCurrent: Bool = false) {
    self.title = title
    self.path = path
    self.isCurrent = isCurrent
  }

  public var html: HTML {
    "<a\(href: path)\(when: isCurrent, " aria-current=\"page\"")>\(title)</a>"
  }

  /// True for a path of this site (one leading "/"), "#…", "?…", and for http, https and mailto.
  ///
  /// Control characters and backslashes make the answer no: browsers strip the former and read the latter as "/",
  /// so "/\t/evil" and "/\evil" would both leave the site.
  public static func isSafe(_ link: String) -> Bool {
    let bytes = link.utf8
    guard let first = bytes.first else { return false }
    for byte in bytes where byte < 0x21 || byte == 0x7F || byte == UInt8(ascii: "\\") { return false }

    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "/"): return bytes.dropFirst().first != UInt8(ascii: "/")
    default:
      let bytes = Array(bytes)
      return ["http://", "https://", "mailto:"].contains { begins(bytes, with: $0) }
    }
  }

  private static func begins(_ bytes: [UInt8], with scheme: String) -> Bool {
    bytes.count > scheme.utf8.count
      && zip(bytes, scheme.utf8).allSatisfy { byte, expected in
        byte == expected || (0x41...0x5A).contains(byte) && byte | 0x20 == expected
      }
  }
}
