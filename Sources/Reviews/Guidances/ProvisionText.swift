import Foundation

/// The text of an article as `source.md` holds it, told apart: what the guidance says, and what those who wrote it down noted
/// (docs/rule-packs.md, *The text of the provisions*).
package enum ProvisionText {
  /// Without the marks of certainty and source: “(A, S12)”, “(U8, D và N)”.
  package static func withoutMarks(_ text: String) -> String {
    var out = text
    for pattern in [
      #"\s*\((?:[A-DLN](?:/[A-DLN])?|S\d+|U\d+)(?![\p{L}\d])[^()]*\)"#,
      #"[;,]\s+[A-DLN](?:/[A-DLN])?(?:,\s+S\d+(?:[–-]S?\d+)?)+(?=\))"#,
      #",\s+S\d+(?:[–-]S?\d+)?(?=[,)])"#,
    ] {
      out = out.replacingOccurrences(of: pattern, with: "", options: .regularExpression)
    }
    return out
  }

  /// How a remark of those who wrote the text down begins; it goes on to the end of its paragraph or item.
  private static let remarks = [
    "Chưa biết", "Chúng tôi", "Trích", "Bộ quy tắc", "Mặc định", "Không có con số nào", "Nhớ lại", "Mã S",
  ]

  /// What the guidance says, alone: for print, where no remark may pass for a provision.
  package static func provisions(_ text: String) -> String {
    let plain = withoutMarks(text)
    var blocks: [[String]] = [[]]
    for line in plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isItem = line.utf8.starts(with: "- ".utf8)
      if line.utf8.allSatisfy({ $0 == 0x20 }) {
        blocks.append([""])
        blocks.append([])
      } else if isItem {
        blocks.append([line])
      } else {
        blocks[blocks.count - 1].append(line)
      }
    }
    var out: [String] = []
    for block in blocks where !block.isEmpty {
      if block == [""] {
        if out.last != "" { out.append("") }
        continue
      }
      let kept = withoutRemark(block.joined(separator: "\n"))
      if !kept.isEmpty { out.append(kept) }
    }
    while out.last == "" { out.removeLast() }
    return out.joined(separator: "\n")
  }

  private static func withoutRemark(_ block: String) -> String {
    var end = block.endIndex
    for remark in remarks {
      var from = block.startIndex
      while let found = block.range(of: remark, range: from..<block.endIndex) {
        let before = block[..<found.lowerBound].unicodeScalars.reversed().drop { $0 == " " || $0 == "\n" }
        let isStart = before.isEmpty || before.first.map { ".;:-".unicodeScalars.contains($0) } ?? true
        if isStart { end = min(end, found.lowerBound) }
        from = found.upperBound
      }
    }
    let kept = String(block[..<end])
    let letters = kept.unicodeScalars.contains { $0.properties.isAlphabetic }
    return letters ? String(kept.reversed().drop { $0 == " " || $0 == "\n" }.reversed()) : ""
  }
}
