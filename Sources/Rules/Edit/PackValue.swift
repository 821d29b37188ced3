/// Pack value — nội dung của một chỗ: what stands at a path, without the way it is written.
public indirect enum PackValue: Hashable, Sendable {
  case word(String)
  case list([PackValue])
  case map([Entry])

  public struct Entry: Hashable, Sendable {
    public var key: String
    public var value: PackValue
    public init(_ key: String, _ value: PackValue) { (self.key, self.value) = (key, value) }
  }

  public subscript(path: PackPath) -> PackValue? {
    var value = self
    for step in path.steps {
      guard let next = value.part(step) else { return nil }
      value = next
    }
    return value
  }

  public subscript(key: String) -> PackValue? { part(.key(key)) }

  public func part(_ step: PackPath.Step) -> PackValue? {
    switch (self, step) {
    case (.list(let items), .item(let n)): items.indices.contains(n) ? items[n] : nil
    case (.map(let entries), .key(let key)): entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    default: nil
    }
  }

  public var word: String? { if case .word(let word) = self { word } else { nil } }
  public var items: [PackValue] { if case .list(let items) = self { items } else { [] } }
  public var entries: [Entry] { if case .map(let entries) = self { entries } else { [] } }
  /// A list of words, or one word standing for a list of one.
  public var words: [String]? {
    switch self {
    case .word(let word): return [word]
    case .list(let items):
      let words = items.compactMap(\.word)
      return words.count == items.count ? words : nil
    case .map: return nil
    }
  }

  /// This value with the part at a path replaced; `nil` takes it out. Unchanged where the path leads nowhere.
  func replacing(_ path: PackPath, with new: PackValue?) -> PackValue {
    guard let step = path.steps.first else { return new ?? self }
    let rest = PackPath(Array(path.steps.dropFirst()))
    switch (self, step) {
    case (.list(var items), .item(let n)) where items.indices.contains(n):
      if rest.steps.isEmpty, new == nil {
        items.remove(at: n)
      } else {
        items[n] = items[n].replacing(rest, with: new)
      }
      return .list(items)
    case (.map(var entries), .key(let key)):
      guard let n = entries.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return self }
      if rest.steps.isEmpty, new == nil {
        entries.remove(at: n)
      } else {
        entries[n].value = entries[n].value.replacing(rest, with: new)
      }
      return .map(entries)
    default: return self
    }
  }

  /// Equal byte for byte: Swift's own equality takes two ways of writing one letter for one.
  func isSame(as other: PackValue) -> Bool {
    switch (self, other) {
    case (.word(let a), .word(let b)): a.utf8.elementsEqual(b.utf8)
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count
        && zip(a, b).allSatisfy { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.isSame(as: $1.value) }
    default: false
    }
  }
}
