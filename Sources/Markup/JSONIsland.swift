/// Data for a script of ours, inside the page: `<script type="application/json">`.
///
/// The text must be JSON already. `< > &` and the two line separators become `\uXXXX`, so neither `</script>` nor
/// `<!--` can appear, whatever the strings hold.
public struct JSONIsland: Piece {
  public var id: String
  public var json: String

  public init(id: String, json: String) {
    self.id = id
    self.json = json
  }

  public var html: HTML {
    "<script type=\"application/json\" id=\"\(id)\">\(HTML(trusted: escaped))</script>"
  }

  private var escaped: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.utf8.count + 16)
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": bytes += "\\u003C".utf8
      case ">": bytes += "\\u003E".utf8
      case "&": bytes += "\\u0026".utf8
      case "\u{2028}": bytes += "\\u2028".utf8
      case "\u{2029}": bytes += "\\u2029".utf8
      default: bytes += UTF8.encode(scalar)!
      }
    }
    return bytes
  }
}
