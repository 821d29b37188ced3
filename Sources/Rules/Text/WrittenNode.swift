import Yams

/// What is written in a pack at one place: a word as it stands, a list, or pairs of keys and values. Made once from the
/// parser's nodes, which are costly to hand about.
struct WrittenNode: Sendable {
  enum Content: Sendable {
    case word(String)
    case list([WrittenNode])
    case pairs([Pair])
  }

  struct Pair: Sendable {
    /// Empty where the key is no word.
    var key: String
    var place: Place
    var value: WrittenNode
  }

  let content: Content
  let place: Place
  /// 1 where a word stands in quotes: its text begins one column later.
  let quote: Int

  var word: String? { if case .word(let word) = content { word } else { nil } }
  var isList: Bool { if case .list = content { true } else { false } }

  init(_ content: Content, at place: Place, quote: Int = 0) {
    (self.content, self.place, self.quote) = (content, place, quote)
  }
}

/// Turns the parser's nodes into ``WrittenNode``s and refuses what a pack must not hold: aliases, anchors, tags, depth.
struct NodeReader {
  let findings: PackFindings

  /// `nil`: something in it is refused, and told.
  func node(_ node: Node, depth: Int = 0) -> WrittenNode? {
    if depth > PackText.mostDepth {
      findings.add(.tooDeep, at: node.place, "Lồng quá \(PackText.mostDepth) tầng.", "Viết phẳng hơn.")
      return nil
    }
    switch node {
    case .alias:
      PackText.refuseSharing(node.place, findings)
      return nil
    case .scalar(let scalar):
      let place = Place(scalar.mark)
      guard isPlain(scalar.anchor, scalar.tag, .str, isKey: false, place) else { return nil }
      let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
      return WrittenNode(.word(scalar.string), at: place, quote: isQuoted ? 1 : 0)
    case .sequence(let items):
      let place = Place(items.mark)
      guard isPlain(items.anchor, items.tag, .seq, isKey: false, place) else { return nil }
      var list: [WrittenNode] = []
      list.reserveCapacity(items.count)
      for item in items {
        guard let item = self.node(item, depth: depth + 1) else { return nil }
        list.append(item)
      }
      return WrittenNode(.list(list), at: place)
    case .mapping(let mapping):
      let place = Place(mapping.mark)
      guard isPlain(mapping.anchor, mapping.tag, .map, isKey: false, place) else { return nil }
      var pairs: [WrittenNode.Pair] = []
      pairs.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        guard let pair = pair(key, value, depth + 1) else { return nil }
        pairs.append(pair)
      }
      return WrittenNode(.pairs(pairs), at: place)
    }
  }

  private func pair(_ key: Node, _ value: Node, _ depth: Int) -> WrittenNode.Pair? {
    var (word, place) = ("", Place.file)
    if case .scalar(let scalar) = key {
      place = Place(scalar.mark)
      guard isPlain(scalar.anchor, scalar.tag, .str, isKey: true, place) else { return nil }
      word = scalar.string
    } else {
      place = key.place
      if !isPlainKey(key, depth) { return nil }
    }
    return node(value, depth: depth).map { WrittenNode.Pair(key: word, place: place, value: $0) }
  }

  /// A list or a mapping as a key means nothing; it is looked through all the same.
  private func isPlainKey(_ key: Node, _ depth: Int) -> Bool {
    switch key {
    case .scalar(let scalar): isPlain(scalar.anchor, scalar.tag, .str, isKey: true, key.place)
    case .alias: node(key, depth: depth) != nil
    case .sequence(let items):
      depth <= PackText.mostDepth && isPlain(items.anchor, items.tag, .seq, isKey: true, key.place)
        && items.allSatisfy { isPlainKey($0, depth + 1) }
    case .mapping(let pairs):
      depth <= PackText.mostDepth && isPlain(pairs.anchor, pairs.tag, .map, isKey: true, key.place)
        && pairs.allSatisfy { isPlainKey($0.key, depth + 1) && isPlainKey($0.value, depth + 1) }
    }
  }

  /// The parser gives quoted text the tag of text, and keys theirs when it compares them; other tags were written.
  private func isPlain(_ anchor: Anchor?, _ tag: Tag, _ usual: Tag.Name, isKey: Bool, _ place: Place) -> Bool
  {
    if anchor != nil {
      PackText.refuseSharing(place, findings)
      return false
    }
    let name = tag.description
    if name.isEmpty || name == usual.rawValue && (isKey || usual == .str) { return true }
    findings.add(
      .anchor, at: place, "Có thẻ YAML (!).", "Bỏ thẻ; kiểu của mỗi giá trị do khóa của nó quy định.")
    return false
  }
}
