/// Library — thư viện văn bản bắt buộc: passages that a document must or may repeat, each with whom it is meant for.
public struct Library: Sendable {
  public struct Passage: Sendable, Hashable {
    public var id: String
    public var text: String
    /// `any`, or the audience of the documents that may carry it.
    public var audience: String
    public var source: String

    public init(id: String, text: String, audience: String, source: String = "") {
      (self.id, self.text, self.audience, self.source) = (id, text, audience, source)
    }
  }

  public struct Match: Sendable, Hashable {
    public var passage: Int
    /// Share of the clause's triples that stand in the passage, in thousandths.
    public var share: Int
  }

  public let passages: [Passage]
  /// Open addressing: the feature, and where its passages stand in `lists`.
  private var keys: [UInt64] = []
  private var places: [Int32] = []
  private var lists: [(passage: Int32, next: Int32)] = []
  private var mask = 0

  public static let none = Library([], masks: .none)

  public init(_ passages: [Passage], masks: Masks) {
    self.passages = passages
    var features: [(UInt64, Int32)] = []
    for (n, passage) in passages.enumerated() {
      let syllables = Syllables(passage.text)
      var words: [UInt32] = []
      var spans: [Masks.Span]?
      masks.apply(syllables, 0..<syllables.count, into: &words, spans: &spans)
      guard words.count >= 3 else { continue }
      var seen: Set<UInt64> = []
      for at in 0..<words.count - 2 {
        let feature = Feature.three(words[at], words[at + 1], words[at + 2])
        if seen.insert(feature).inserted { features.append((feature, Int32(n))) }
      }
    }
    var size = 16
    while size < features.count * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    places = Array(repeating: -1, count: size)
    mask = size - 1
    for (feature, passage) in features {
      var at = Int(truncatingIfNeeded: feature) & mask
      while places[at] >= 0, keys[at] != feature { at = (at + 1) & mask }
      keys[at] = feature
      lists.append((passage, places[at]))
      places[at] = Int32(lists.count - 1)
    }
  }

  /// The passage a clause mostly stands in: at least half of its triples, so that one edited word changes nothing. Of
  /// several the one meant for this audience.
  func match(
    _ words: UnsafeBufferPointer<UInt32>, audience: String, _ counts: inout [Int32], _ touched: inout [Int32]
  ) -> Match? {
    guard words.count >= 4, !lists.isEmpty, let base = words.baseAddress else { return nil }
    let triples = words.count - 2
    for at in 0..<triples {
      let feature = Feature.three(base[at], base[at + 1], base[at + 2])
      var slot = Int(truncatingIfNeeded: feature) & mask
      while places[slot] >= 0, keys[slot] != feature { slot = (slot + 1) & mask }
      var entry = places[slot]
      while entry >= 0 {
        let item = lists[Int(entry)]
        if counts[Int(item.passage)] == 0 { touched.append(item.passage) }
        counts[Int(item.passage)] += 1
        entry = item.next
      }
    }
    var best: (fits: Bool, count: Int32, passage: Int32)?
    for passage in touched {
      let count = counts[Int(passage)]
      counts[Int(passage)] = 0
      guard Int(count) * 2 >= triples else { continue }
      let fits = isMeant(Int(passage), for: audience)
      if let held = best, (held.fits ? 1 : 0, held.count, -held.passage) >= (fits ? 1 : 0, count, -passage) {
        continue
      }
      best = (fits, count, passage)
    }
    touched.removeAll(keepingCapacity: true)
    return best.map { Match(passage: Int($0.passage), share: Int($0.count) * 1000 / triples) }
  }

  public func match(_ words: [UInt32], audience: String) -> Match? {
    var counts = [Int32](repeating: 0, count: passages.count)
    var touched: [Int32] = []
    return words.withUnsafeBufferPointer { match($0, audience: audience, &counts, &touched) }
  }

  public func isMeant(_ passage: Int, for audience: String) -> Bool {
    guard passages.indices.contains(passage) else { return false }
    return passages[passage].audience == "any" || passages[passage].audience == audience
  }
}
