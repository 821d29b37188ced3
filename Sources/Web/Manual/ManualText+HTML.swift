import Basics
import Markup

extension ManualText: Piece {
  var html: HTML { HTML.joined(blocks.map(Self.html)) }

  private static func html(_ block: Block) -> HTML {
    switch block {
    case .heading(1, let text): return PageHeading(text, kind: "Hướng dẫn").html
    case .heading(2, let text): return "<h2 id=\"\(anchor(text))\">\(inline(text))</h2>\n"
    case .heading(_, let text): return "<h3 id=\"\(anchor(text))\">\(inline(text))</h3>\n"
    case .paragraph(let text): return "<p>\(inline(text))</p>\n"
    case .list(true, let items): return "<ol>\n\(each: items, { "<li>\(inline($0))</li>\n" })</ol>\n"
    case .list(false, let items): return "<ul>\n\(each: items, { "<li>\(inline($0))</li>\n" })</ul>\n"
    case .code(let text): return "<pre class=\"table-box\" tabindex=\"0\"><code>\(text)</code></pre>\n"
    case .table(let head, let rows):
      let columns = head.map { Table.Column($0) }
      return Table(
        head.first ?? "Bảng", columns: columns,
        rows: rows.map { row in Table.Row(head.indices.map { inline($0 < row.count ? row[$0] : "") }) }
      ).html
    }
  }

  /// "Ba bước" → "ba-buoc".
  static func anchor(_ text: String) -> String {
    VietnameseText.fold(text).split(separator: " ").joined(separator: "-")
  }

  /// Code, strong words and links inside a text; bytes decide, so that a mark after a sign hides nothing.
  static func inline(_ text: String) -> HTML {
    var rest = Array(text.utf8)[...]
    var out: [HTML] = []
    var plain: [UInt8] = []
    func flush() {
      if !plain.isEmpty { out.append("\(String(decoding: plain, as: UTF8.self))") }
      plain = []
    }
    while let byte = rest.first {
      if byte == UInt8(ascii: "`"), let end = rest.dropFirst().firstIndex(of: byte) {
        flush()
        out.append("<code>\(string(rest[(rest.startIndex + 1)..<end]))</code>")
        rest = rest[(end + 1)...]
      } else if rest.starts(with: "**".utf8), let end = find("**", in: rest.dropFirst(2)) {
        flush()
        out.append("<strong>\(inline(string(rest[(rest.startIndex + 2)..<end])))</strong>")
        rest = rest[(end + 2)...]
      } else if byte == UInt8(ascii: "["), let middle = find("](", in: rest.dropFirst()),
        let end = rest[(middle + 2)...].firstIndex(of: UInt8(ascii: ")"))
      {
        flush()
        out.append(link(string(rest[(rest.startIndex + 1)..<middle]), string(rest[(middle + 2)..<end])))
        rest = rest[(end + 1)...]
      } else {
        plain.append(byte)
        rest.removeFirst()
      }
    }
    flush()
    return HTML.joined(out)
  }

  /// Other pages and files of the manual are named as they lie in the folder.
  private static func link(_ title: String, _ target: String) -> HTML {
    var path = target
    let name = target.utf8
    if name.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || [45, 46, 35].contains($0) }),
      name.first != 35
    {
      let parts = target.split(separator: "#", maxSplits: 1)
      let file = parts.first.map(String.init) ?? ""
      path = "/huong-dan/" + (file.utf8.suffix(3).elementsEqual(".md".utf8) ? String(file.dropLast(3)) : file)
      if parts.count > 1 { path += "#\(parts[1])" }
    }
    guard Link.isSafe(path) else { return "\(title)" }
    return "<a\(href: path)>\(inline(title))</a>"
  }

  private static func find(_ mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = Array(mark.utf8)
    guard bytes.count >= mark.count else { return nil }
    return bytes.indices.dropLast(mark.count - 1).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
  }

  private static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }
}
