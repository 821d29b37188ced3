/// Masks — lớp thay tên: names of bodies, posts and places become the class of their role, so that a text in which
/// only the names were exchanged is still the same text. What was masked keeps its place and can be shown.
public struct Masks: Sendable {
  /// One class of names; which names there are is data.
  public struct Role: Sendable, Hashable {
    public var name: String
    public var phrases: [String]
    /// Capitalised words and a number right behind belong to it: «xã Bình Hòa», «ấp 5».
    public var takesName: Bool
    /// Roles whose phrases right behind belong to it: «chi bộ ấp Bình Hòa».
    public var absorbs: [String]
    /// Several in a row count as one: «Hội Nông dân, Hội Phụ nữ và Đoàn Thanh niên».
    public var joins: Bool

    public init(
      _ name: String, _ phrases: [String], takesName: Bool = false, absorbs: [String] = [],
      joins: Bool = false
    ) {
      (self.name, self.phrases, self.takesName) = (name, phrases, takesName)
      (self.absorbs, self.joins) = (absorbs, joins)
    }
  }

  /// Words of the text that stand behind one word of the masked text.
  public struct Span: Sendable, Hashable {
    public var start: UInt32
    public var end: UInt32
  }

  public let roles: [Role]
  private var phrases: [UInt32: [Phrase]] = [:]
  /// Whether a phrase may begin with a word, by its low bits; spares most look-ups.
  private var mayStart = [Bool](repeating: false, count: 4096)
  private var joiners: Set<UInt32> = []
  private var absorbed: [Set<UInt32>] = []
  private var flags: [(takesName: Bool, joins: Bool)] = []

  private struct Phrase: Sendable {
    var words: [UInt32]
    /// Where the phrase itself has a dash or comma; elsewhere the text must have none.
    var parted: [Bool]
    var role: UInt32
  }

  public static let none = Masks([], joiners: [])

  /// - Parameter joiners: words that may stand between two names of one list: «và», «các», «cùng».
  public init(_ roles: [Role], joiners: [String]) {
    let roles = Array(roles.prefix(250))
    self.roles = roles
    for (n, role) in roles.enumerated() {
      for phrase in role.phrases {
        let syllables = Syllables(phrase)
        guard let first = syllables.words.first else { continue }
        let parted = syllables.words.indices.map { syllables.isParted($0) }
        phrases[first, default: []].append(
          Phrase(words: syllables.words, parted: parted, role: UInt32(n + 1)))
        mayStart[Int(first & 4095)] = true
      }
      absorbed.append(
        Set(role.absorbs.compactMap { name in roles.firstIndex { $0.name == name } }.map { UInt32($0 + 1) }))
      flags.append((role.takesName, role.joins))
    }
    // Longest first; equal lengths in the order of the roles.
    for key in phrases.keys {
      phrases[key]?.sort { ($1.words.count, $0.role) < ($0.words.count, $1.role) }
    }
    for joiner in joiners { self.joiners.formUnion(Syllables(joiner).words) }
  }

  public func name(of word: UInt32) -> String? {
    word >= 1 && word <= UInt32(roles.count) ? roles[Int(word) - 1].name : nil
  }

  /// Masks a stretch of syllables into `words`; `spans`, if given, tells what stands behind each.
  public func apply(
    _ syllables: Syllables, _ range: Range<Int>, into words: inout [UInt32], spans: inout [Span]?
  ) {
    let begin = words.count
    var at = range.lowerBound
    let end = min(range.upperBound, syllables.words.count)
    while at < end {
      let word = syllables.words[at]
      guard mayStart[Int(word & 4095)], let match = phrase(syllables, at, end, among: nil) else {
        words.append(word)
        spans?.append(Span(start: UInt32(at), end: UInt32(at + 1)))
        at += 1
        continue
      }
      let stop = tail(syllables, at + match.words.count, end, match.role)
      append(match.role, Span(start: UInt32(at), end: UInt32(stop)), begin, &words, &spans)
      at = stop
    }
  }

  private func append(
    _ role: UInt32, _ span: Span, _ begin: Int, _ words: inout [UInt32], _ spans: inout [Span]?
  ) {
    let count = words.count
    if flags[Int(role) - 1].joins {
      if count > begin, words[count - 1] == role {
        spans?[count - 1].end = span.end
        return
      }
      if count > begin + 1, words[count - 2] == role, joiners.contains(words[count - 1]) {
        words.removeLast()
        spans?.removeLast()
        spans?[count - 2].end = span.end
        return
      }
    }
    words.append(role)
    spans?.append(span)
  }

  /// Where the names and absorbed phrases behind a phrase end.
  private func tail(_ syllables: Syllables, _ from: Int, _ end: Int, _ role: UInt32) -> Int {
    let takesName = flags[Int(role) - 1].takesName
    let others = absorbed[Int(role) - 1]
    guard takesName || !others.isEmpty else { return from }
    var at = from
    var names = 0
    while at < end, at - from < 12, syllables.flags[at] & Syllables.parted == 0 {
      if !others.isEmpty, let match = phrase(syllables, at, end, among: others) {
        at += match.words.count
        names = 0
      } else if takesName, names < 5, syllables.flags[at] & (Syllables.capital | Syllables.number) != 0 {
        at += 1
        names += 1
      } else {
        break
      }
    }
    return at
  }

  private func phrase(_ syllables: Syllables, _ at: Int, _ end: Int, among roles: Set<UInt32>?) -> Phrase? {
    let first = syllables.words[at]
    guard mayStart[Int(first & 4095)], let candidates = phrases[first] else { return nil }
    next: for candidate in candidates where at + candidate.words.count <= end {
      if let roles, !roles.contains(candidate.role) { continue }
      for n in candidate.words.indices {
        if syllables.words[at + n] != candidate.words[n] { continue next }
        if n > 0, !candidate.parted[n], syllables.isParted(at + n) { continue next }
      }
      return candidate
    }
    return nil
  }
}
