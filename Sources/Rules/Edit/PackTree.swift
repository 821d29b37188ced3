import Yams

/// Pack tree — cây của bộ quy tắc: a pack's text with the place of every node in it, so that one place can be rewritten and
/// every other byte stays.
public struct PackTree: Sendable {
  public let text: String
  let bytes: [UInt8]
  let root: PackNode
  private let spans: PackSpans
  public let value: PackValue

  /// `nil` where the text is no YAML within the bounds of a pack, or is written in a way whose places cannot be told; then
  /// it is edited as a whole.
  public init?(_ text: String) {
    guard Self.hasUsualLines(text), let node = PackText.compose(text, PackFindings(path: "")) else {
      return nil
    }
    let bytes = Array(text.utf8)
    let spans = PackSpans(bytes: bytes)
    guard let root = spans.node(node, inFlow: false, indent: -1) else { return nil }
    (self.text, self.bytes, self.root, self.spans) = (text, bytes, root, spans)
    value = root.value
  }

  /// Lines end in line feeds only; other breaks would be counted differently by the parser.
  private static func hasUsualLines(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      switch $0.value {
      case 0x0D, 0x85, 0x2028, 0x2029, 0xFEFF, 0x09: false
      default: true
      }
    }
  }

  func node(_ path: PackPath) -> PackNode? {
    var node = root
    for step in path.steps {
      guard let next = node.part(step) else { return nil }
      node = next
    }
    return node
  }

  /// Where a node begins and ends, as findings tell places; `nil` where the path leads nowhere.
  public func lines(of path: PackPath) -> ClosedRange<Int>? {
    guard let node = node(path) else { return nil }
    var first = node.range.lowerBound
    if let step = path.last, case .key(let key) = step, let parent = self.node(path.parent),
      let entry = parent.entries.first(where: { $0.key.word?.utf8.elementsEqual(key.utf8) ?? false })
    {
      first = entry.key.range.lowerBound
    }
    let start = line(at: first)
    return start...max(start, line(at: max(first, node.range.upperBound - 1)))
  }

  private func line(at offset: Int) -> Int {
    bytes[..<min(max(offset, 0), bytes.count)].reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  /// The deepest path whose own text holds a place a finding tells of.
  public func path(at place: Place) -> PackPath? {
    guard place.line > 0 else { return nil }
    let offset = spans.offset(line: place.line, column: max(place.column, 1))
    return offset.map { root.path(at: $0) }
  }
}

/// One node with its place.
struct PackNode: Sendable {
  indirect enum Kind: Sendable {
    case word(String)
    case list([PackNode])
    case map([(key: PackNode, value: PackNode)])
  }

  var kind: Kind
  /// In bytes of the text; empty where nothing is written (`key:`).
  var range: Range<Int>
  /// Written with brackets itself, for a list or a map.
  var isFlow: Bool
  /// Stands inside brackets.
  var inFlow: Bool

  var word: String? { if case .word(let word) = kind { word } else { nil } }
  var items: [PackNode] { if case .list(let items) = kind { items } else { [] } }
  var entries: [(key: PackNode, value: PackNode)] { if case .map(let entries) = kind { entries } else { [] } }

  var value: PackValue {
    switch kind {
    case .word(let word): .word(word)
    case .list(let items): .list(items.map(\.value))
    case .map(let entries): .map(entries.map { .init($0.key.word ?? "", $0.value.value) })
    }
  }

  func part(_ step: PackPath.Step) -> PackNode? {
    switch step {
    case .item(let n): items.indices.contains(n) ? items[n] : nil
    case .key(let key): entries.first { $0.key.word?.utf8.elementsEqual(key.utf8) ?? false }?.value
    }
  }

  func path(at offset: Int) -> PackPath {
    for (n, item) in items.enumerated() where item.holds(offset) {
      return PackPath([.item(n)] + item.path(at: offset).steps)
    }
    for entry in entries where entry.key.range.lowerBound <= offset && offset <= entry.value.range.upperBound
    {
      guard let key = entry.key.word else { break }
      return PackPath([.key(key)] + entry.value.path(at: offset).steps)
    }
    return PackPath()
  }

  private func holds(_ offset: Int) -> Bool { range.lowerBound <= offset && offset <= range.upperBound }
}
