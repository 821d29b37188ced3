extension PrintedDocument {
  /// The document as lines of text of the given width: for messages, tests and screens of a terminal.
  public func plainText(width: Int = 80) -> String {
    var writer = PlainTextWriter(width: max(20, width))
    if let mark { writer.center(mark) }
    for block in blocks { writer.write(block) }
    return writer.lines.joined(separator: "\n") + "\n"
  }
}

private struct PlainTextWriter {
  let width: Int
  var lines: [String] = []

  mutating func write(_ block: PrintedDocument.Block) {
    switch block {
    case .letterhead(let head):
      let left = head.superior + head.issuer + ["*"] + (head.number.map { [$0] } ?? [])
      let right = [head.motto] + (head.placeAndDate.map { [$0] } ?? [])
      beside(left, right)
      lines.append("")
    case .title(let titles, let subject, let hasRule):
      for line in titles + subject { center(line) }
      if hasRule { center("-----") }
      lines.append("")
    case .heading(_, let text): lines += ["", text]
    case .paragraph(let paragraph): lines += Self.wrap(paragraph.text.plain, width)
    case .bullets(let items):
      for item in items {
        for (n, line) in Self.wrap(item.plain, width - 2).enumerated() {
          lines.append((n == 0 ? "- " : "  ") + line)
        }
      }
    case .table(let table):
      for row in table.header { lines.append(row.map(\.text).joined(separator: " | ")) }
      if !table.header.isEmpty { lines.append(String(repeating: "-", count: width)) }
      for row in table.rows { lines.append(row.cells.map(\.plain).joined(separator: " | ")) }
      lines.append("")
    case .chart(let chart):
      lines.append(chart.title)
      lines += Self.wrap(chart.alternative, width)
      lines.append("")
    case .signatures(let block):
      lines.append("")
      let left = block.recipients.isEmpty ? [] : ["Nơi nhận:"] + block.recipients.map { "- " + $0 }
      let signers = block.signers.map { ($0.authority.map { [$0] } ?? []) + [$0.office, "", "", $0.name] }
      if signers.count > 1, left.isEmpty {
        for pair in stride(from: 0, to: signers.count, by: 2) {
          beside(signers[pair], pair + 1 < signers.count ? signers[pair + 1] : [])
        }
      } else {
        beside(left, signers.flatMap { $0 })
      }
    case .note(let text): lines += Self.wrap(text.plain, width)
    case .pageBreak: lines.append("")
    }
  }

  mutating func center(_ text: String) {
    for line in Self.wrap(text, width) {
      lines.append(String(repeating: " ", count: (width - line.count) / 2) + line)
    }
  }

  private mutating func beside(_ left: [String], _ right: [String]) {
    let half = width / 2
    let (left, right) = (left.flatMap { Self.wrap($0, half - 1) }, right.flatMap { Self.wrap($0, half - 1) })
    for n in 0..<max(left.count, right.count) {
      let text = n < left.count ? left[n] : ""
      let end = n < right.count ? right[n] : ""
      lines.append(end.isEmpty ? text : text + String(repeating: " ", count: max(1, half - text.count)) + end)
    }
  }

  static func wrap(_ text: String, _ width: Int) -> [String] {
    var result: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        var word = word
        if !line.isEmpty, line.count + 1 + word.count <= width {
          line += " " + word
          continue
        }
        if !line.isEmpty { result.append(line) }
        while word.count > width {
          result.append(String(word.prefix(width)))
          word = word.dropFirst(width)
        }
        line = String(word)
      }
      result.append(line)
    }
    return result
  }
}
