/// Writes one change as a splice: which bytes give way to which text.
struct PackSplicer {
  struct Splice {
    var parts: [(range: Range<Int>, text: String)]
    init(_ range: Range<Int>, _ text: String) { parts = [(range, text)] }
    init(_ parts: [(range: Range<Int>, text: String)]) { self.parts = parts }

    /// The parts stand in the order of the text and do not touch each other.
    func applied(to bytes: [UInt8]) -> String {
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count + parts.reduce(0) { $0 + $1.text.utf8.count })
      var at = 0
      for part in parts where part.range.lowerBound >= at && part.range.upperBound <= bytes.count {
        out += bytes[at..<part.range.lowerBound]
        out += part.text.utf8
        at = part.range.upperBound
      }
      return String(decoding: out + bytes[at...], as: UTF8.self)
    }
  }

  let tree: PackTree
  private var bytes: [UInt8] { tree.bytes }

  init(tree: PackTree) { self.tree = tree }

  func replace(_ path: PackPath, with new: PackValue) throws(PackEditTrouble) -> Splice {
    guard let node = tree.node(path) else { throw .nowhere(path) }
    let isQuoted = bytes[node.range].first == UInt8(ascii: "\"")
    let text =
      if case .word(let word) = new {
        ScalarText.written(word, inFlow: node.inFlow, quoted: isQuoted)
      } else {
        Self.flow(new)
      }
    // Nothing was written here: the value stands behind the colon.
    return Splice(node.range, node.range.isEmpty ? " " + text : text)
  }

  func add(_ key: String, _ new: PackValue, to path: PackPath, at: Int) throws(PackEditTrouble) -> Splice {
    guard let node = tree.node(path), case .map(let entries) = node.kind else { throw .nowhere(path) }
    let written = ScalarText.written(key, inFlow: true) + ": "
    if node.isFlow {
      return addToBrackets(
        written + Self.flow(new), ends: entries.map { $0.key.range.lowerBound..<$0.value.range.upperBound },
        node: node, at: at)
    }
    guard let first = entries.first, at > 0, entries.indices.contains(at - 1) else { throw .unwieldy(path) }
    let margin = tree.column(of: first.key.range.lowerBound)
    let end = lineEnd(entries[at - 1].value.range.upperBound)
    let blanks = String(repeating: " ", count: margin)
    return Splice(
      end..<end, "\n" + blanks + ScalarText.written(key, inFlow: true) + ":" + Self.block(new, margin: margin)
    )
  }

  func insert(_ new: PackValue, into path: PackPath, at: Int) throws(PackEditTrouble) -> Splice {
    guard let node = tree.node(path), case .list(let items) = node.kind else { throw .nowhere(path) }
    if node.isFlow { return addToBrackets(Self.flow(new), ends: items.map(\.range), node: node, at: at) }
    guard !items.isEmpty, let ranges = itemRanges(node) else { throw .unwieldy(path) }
    let margin = tree.column(of: ranges[0].lowerBound)
    let blanks = String(repeating: " ", count: margin)
    let written = "-" + Self.block(new, margin: margin, asItem: true)
    if at == 0 {
      return Splice(ranges[0].lowerBound..<ranges[0].lowerBound, written + "\n" + blanks)
    }
    let end = ranges[at - 1].upperBound
    return Splice(end..<end, "\n" + blanks + written)
  }

  func swap(_ n: Int, in path: PackPath) throws(PackEditTrouble) -> Splice {
    guard let node = tree.node(path), case .list(let items) = node.kind else { throw .nowhere(path) }
    guard let ranges = node.isFlow ? items.map(\.range) : itemRanges(node), ranges.indices.contains(n + 1)
    else { throw .unwieldy(path) }
    let (a, b) = (ranges[n], ranges[n + 1])
    return Splice([(a, text(b)), (b, text(a))])
  }

  func remove(_ step: PackPath.Step, from path: PackPath) throws(PackEditTrouble) -> Splice {
    guard let node = tree.node(path) else { throw .nowhere(path) }
    switch (node.kind, step) {
    case (.list(let items), .item(let n)):
      if items.count == 1 { return Splice(wholeList(node, items), node.isFlow ? "[]" : "[]") }
      if node.isFlow { return removeFromBrackets(items.map(\.range), n) }
      guard let ranges = itemRanges(node) else { throw .unwieldy(path) }
      return Splice(lines(ranges[n], next: n + 1 < ranges.count ? ranges[n + 1].lowerBound : nil), "")
    case (.map(let entries), .key(let key)):
      let spans = entries.map { $0.key.range.lowerBound..<$0.value.range.upperBound }
      guard let n = entries.firstIndex(where: { $0.key.word?.utf8.elementsEqual(key.utf8) ?? false }) else {
        throw .nowhere(path)
      }
      if spans.count == 1 { return Splice(node.isFlow ? node.range : spans[0], "{}") }
      if node.isFlow { return removeFromBrackets(spans, n) }
      if n == 0 { return Splice(spans[0].lowerBound..<spans[1].lowerBound, "") }
      return Splice(
        lines(
          spans[n].lowerBound..<lineEnd(spans[n].upperBound),
          next: n + 1 < spans.count ? spans[n + 1].lowerBound : nil), "")
    default: throw .nowhere(path)
    }
  }

  // MARK: - helpers

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Behind what stands last on the line: nothing but blanks and a comment may follow a part.
  private func lineEnd(_ at: Int) -> Int {
    var end = at
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "#"), end > at {
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      return end
    }
    return end == bytes.count || bytes[end] == UInt8(ascii: "\n") ? end : at
  }

  /// From the dash of every item to the end of its last line; `nil` where a dash cannot be found.
  private func itemRanges(_ node: PackNode) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    for item in node.items {
      var at = item.range.lowerBound
      if item.range.isEmpty, at > 0, bytes[at - 1] == UInt8(ascii: "-") {
        at -= 1
      } else {
        repeat {
          at -= 1
        } while at >= 0
          && (bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: "\n"))
      }
      guard at >= 0, bytes[at] == UInt8(ascii: "-") else { return nil }
      ranges.append(at..<lineEnd(max(item.range.upperBound, at + 1)))
    }
    return ranges
  }

  /// What goes with a part that stands on lines of its own: its lines. Blank lines and comments before the next part stay.
  private func lines(_ range: Range<Int>, next: Int?) -> Range<Int> {
    let margin = tree.column(of: range.lowerBound)
    let start = range.lowerBound - margin
    let isAlone = bytes[start..<range.lowerBound].allSatisfy { $0 == UInt8(ascii: " ") }
    guard isAlone else { return range.lowerBound..<(next ?? range.upperBound) }
    if range.upperBound < bytes.count { return start..<(range.upperBound + 1) }
    return max(start - 1, 0)..<range.upperBound
  }

  private func wholeList(_ node: PackNode, _ items: [PackNode]) -> Range<Int> {
    guard !node.isFlow, let range = itemRanges(node)?.first else { return node.range }
    return range.lowerBound..<max(node.range.upperBound, range.upperBound)
  }

  private func addToBrackets(_ written: String, ends: [Range<Int>], node: PackNode, at: Int) -> Splice {
    if ends.isEmpty {
      let isMap = bytes[node.range.lowerBound] == UInt8(ascii: "{")
      return Splice(node.range, isMap ? "{ " + written + " }" : "[" + written + "]")
    }
    if at == 0 { return Splice(ends[0].lowerBound..<ends[0].lowerBound, written + ", ") }
    let end = ends[min(at, ends.count) - 1].upperBound
    return Splice(end..<end, ", " + written)
  }

  private func removeFromBrackets(_ spans: [Range<Int>], _ n: Int) -> Splice {
    n + 1 < spans.count
      ? Splice(spans[n].lowerBound..<spans[n + 1].lowerBound, "")
      : Splice(spans[n - 1].upperBound..<spans[n].upperBound, "")
  }

  // MARK: - writing values

  static func flow(_ value: PackValue) -> String {
    switch value {
    case .word(let word): ScalarText.written(word, inFlow: true)
    case .list(let items): "[" + items.map { flow($0) }.joined(separator: ", ") + "]"
    case .map(let entries):
      entries.isEmpty
        ? "{}"
        : "{ "
          + entries.map { ScalarText.written($0.key, inFlow: true) + ": " + flow($0.value) }.joined(
            separator: ", ") + " }"
    }
  }

  /// A value behind `key:` or `-`, on lines of its own where it is long.
  static func block(_ value: PackValue, margin: Int, asItem: Bool = false) -> String {
    switch value {
    case .word(let word): return " " + ScalarText.written(word, inFlow: false)
    case .list(let items):
      let line = flow(value)
      if items.isEmpty || line.utf8.count <= 90 { return " " + line }
      let blanks = "\n" + String(repeating: " ", count: margin + 2)
      return items.map { blanks + "-" + block($0, margin: margin + 2, asItem: true) }.joined()
    case .map(let entries):
      let line = flow(value)
      if entries.isEmpty || line.utf8.count <= 90 { return " " + line }
      let inner = margin + 2
      let blanks = "\n" + String(repeating: " ", count: inner)
      return entries.enumerated().map { n, entry in
        (asItem && n == 0 ? " " : blanks) + ScalarText.written(entry.key, inFlow: true) + ":"
          + block(entry.value, margin: inner)
      }.joined()
    }
  }
}
