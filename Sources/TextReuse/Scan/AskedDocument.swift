/// A document that is asked about, with what each of its features says in a whole index. Owns its memory.
final class AskedDocument {
  let articles: [ArticleRecord]
  private let words: UnsafeMutablePointer<UInt32>
  private let weights: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>)
  private let clauses: UnsafeMutablePointer<ClauseRecord>

  /// A document that is not in the index counts as one tree more.
  convenience init(_ document: ReuseDocument, in index: ReuseIndex, library: Library) {
    let records = RecordWriter(layout: SegmentLayout(), library: library)
    records.add(document)
    self.init(records.words, records.clauses, records.articles, index, isNew: !index.contains(document.id))
  }

  /// A document of one of the segments, weighed anew over all of them.
  convenience init(_ document: Int, of segment: Segment, in index: ReuseIndex) {
    let range = segment.articles(of: document)
    let articles = range.map { segment.articles[$0] }
    let first = Int(articles.first?.clauses ?? 0)
    let last = max(first, Int(articles.last?.clausesEnd ?? 0))
    let clauses = (first..<last).map { segment.clauses[$0] }
    let start = min(clauses.map(\.words).min() ?? 0, articles.map(\.title).min() ?? 0)
    let end = max(clauses.map(\.wordsEnd).max() ?? 0, articles.map(\.titleEnd).max() ?? 0, start)
    self.init(
      (start..<end).map { segment.words[Int($0)] },
      clauses.map {
        ClauseRecord(
          address: $0.address, words: $0.words - start, wordsEnd: $0.wordsEnd - start, label: $0.label)
      },
      articles.map {
        ArticleRecord(
          document: $0.document, number: $0.number, title: $0.title - start, titleEnd: $0.titleEnd - start,
          clauses: $0.clauses - UInt32(first), clausesEnd: $0.clausesEnd - UInt32(first))
      }, index, isNew: false)
  }

  private init(
    _ words: [UInt32], _ clauses: [ClauseRecord], _ articles: [ArticleRecord], _ index: ReuseIndex,
    isNew: Bool
  ) {
    self.articles = articles
    let size = max(1, words.count)
    self.words = .allocate(capacity: size)
    self.clauses = .allocate(capacity: max(1, clauses.count))
    weights = (.allocate(capacity: size), .allocate(capacity: size), .allocate(capacity: size))
    self.words.initialize(repeating: 0, count: size)
    for (n, word) in words.enumerated() { self.words[n] = word }
    for (n, clause) in clauses.enumerated() { (self.clauses + n).initialize(to: clause) }
    weights.0.initialize(repeating: 0, count: size)
    weights.1.initialize(repeating: 0, count: size)
    weights.2.initialize(repeating: 0, count: size)
    let more = isNew ? 1 : 0
    for clause in clauses {
      let (start, end) = (Int(clause.words), Int(clause.wordsEnd))
      for at in start..<end {
        let here = self.words + at
        weights.0[at] = index.surprise.weight(index.spread(Feature.of(here, 1), 1) + more)
        if at + 1 < end { weights.1[at] = index.surprise.weight(index.spread(Feature.of(here, 2), 2) + more) }
        if at + 2 < end { weights.2[at] = index.surprise.weight(index.spread(Feature.of(here, 3), 3) + more) }
      }
    }
  }

  deinit {
    words.deallocate()
    clauses.deallocate()
    weights.0.deallocate()
    weights.1.deallocate()
    weights.2.deallocate()
  }

  func view(_ n: Int) -> ArticleView {
    let record = articles[n]
    return ArticleView(
      words: words, one: weights.0, two: weights.1, three: weights.2, clauses: clauses,
      range: Int(record.clauses)..<Int(record.clausesEnd), title: Int(record.title)..<Int(record.titleEnd),
      number: Int(record.number))
  }
}
