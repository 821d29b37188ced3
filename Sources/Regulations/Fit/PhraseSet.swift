import TextReuse

/// Phrases to be found in a text, whatever it was written in: words by their letters and tone.
struct PhraseSet: Sendable {
  struct Hit: Sendable, Hashable {
    var range: Range<Int>
    var tag: Int
  }

  private var byFirst: [UInt32: [(words: [UInt32], tag: Int)]] = [:]
  private(set) var longest = 0
  var isEmpty: Bool { byFirst.isEmpty }

  init(_ phrases: [String]) { self.init(phrases.enumerated().map { ($1, $0) }) }

  init(_ phrases: [(String, Int)]) {
    for (choices, tag) in phrases {
      for text in Self.spelled(choices) { add(Syllables(text).words, tag) }
    }
    for first in byFirst.keys { byFirst[first]?.sort { $0.words.count > $1.words.count } }
  }

  private mutating func add(_ words: [UInt32], _ tag: Int) {
    guard let first = words.first else { return }
    byFirst[first, default: []].append((words, tag))
    longest = max(longest, words.count)
  }

  /// "(hằng|mỗi|) quý" is three phrases; groups do not stand in each other.
  static func spelled(_ phrase: String) -> [String] {
    guard phrase.utf8.contains(UInt8(ascii: "|")) else { return [phrase] }
    var all = [""]
    var rest = phrase[...]
    while let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
      let choices = rest[rest.index(after: open)..<close].split(
        separator: "|", omittingEmptySubsequences: false)
      let before = rest[..<open]
      all = all.flatMap { start in choices.map { start + before + $0 } }
      rest = rest[rest.index(after: close)...]
    }
    return all.map { $0 + rest }
  }

  /// The longest phrase that begins at a word.
  func at(_ n: Int, in words: [UInt32], before end: Int) -> Hit? {
    guard n >= 0, n < end, let candidates = byFirst[words[n]] else { return nil }
    for (phrase, tag) in candidates where n + phrase.count <= end {
      if phrase.indices.allSatisfy({ words[n + $0] == phrase[$0] }) {
        return Hit(range: n..<n + phrase.count, tag: tag)
      }
    }
    return nil
  }

  /// All that stand in a stretch, the longest first where they begin together; none inside another.
  func all(in words: [UInt32], _ range: Range<Int>) -> [Hit] {
    var hits: [Hit] = []
    var n = range.lowerBound
    while n < range.upperBound {
      if let hit = at(n, in: words, before: range.upperBound) {
        hits.append(hit)
        n = hit.range.upperBound
      } else {
        n += 1
      }
    }
    return hits
  }

  func stands(in words: [UInt32], _ range: Range<Int>) -> Bool {
    range.contains { at($0, in: words, before: range.upperBound) != nil }
  }

  /// One of them ends at most `gap` words before a place, not before `start`.
  func ends(before place: Int, within gap: Int, in words: [UInt32], from start: Int) -> Bool {
    let first = max(start, place - gap - longest)
    guard first < place else { return false }
    return (first..<place).contains { n in
      guard let candidates = byFirst[words[n]] else { return false }
      return candidates.contains { phrase, _ in
        let end = n + phrase.count
        return end <= place && end >= place - gap && phrase.indices.allSatisfy { words[n + $0] == phrase[$0] }
      }
    }
  }

  /// One of them begins at most `gap` words behind a place.
  func begins(after place: Int, within gap: Int, in words: [UInt32], to end: Int) -> Bool {
    guard place < end else { return false }
    return (place...min(place + gap, end - 1)).contains { at($0, in: words, before: end) != nil }
  }
}
