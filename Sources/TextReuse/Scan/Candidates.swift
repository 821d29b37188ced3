/// Candidates — điều có thể cùng gốc: which articles share rare triples of words with one article. Exact: every posting
/// of every triple that is rare enough is counted, so nothing depends on the luck of a sample.
final class Candidates {
  struct Found {
    /// In the numbering over all segments.
    var article: Int
    /// Shared surprise, and what share it is of all that could be shared.
    var sum: Int32
    var rough: Double
  }

  private let index: ReuseIndex
  private var sums: [Int32]
  private var touched: [UInt32] = []
  private var seen: Set<UInt64> = []
  /// Triples in more trees than this say too little to look them up.
  let limit: Int

  init(_ index: ReuseIndex) {
    self.index = index
    sums = Array(repeating: 0, count: index.articleBases.last ?? 0)
    limit = max(12, index.trees * 20 / 100)
  }

  /// The best few articles of other documents than the one named by its first and last article.
  func find(_ asked: ArticleView, outside own: Range<Int>, most: Int) -> [Found] {
    var mass: Int32 = 0
    seen.removeAll(keepingCapacity: true)
    for c in asked.range where asked.clauses[c].isCountable {
      let clause = asked.clauses[c]
      var at = Int(clause.words)
      let end = Int(clause.wordsEnd) - 2
      while at < end {
        let weight = Int32(asked.three[at])
        let feature = Feature.three(asked.words[at], asked.words[at + 1], asked.words[at + 2])
        at += 1
        guard weight >= 24, seen.insert(feature).inserted else { continue }
        mass &+= weight
        look(feature, weight)
      }
    }
    return take(outside: own, most, mass)
  }

  private func look(_ feature: UInt64, _ weight: Int32) {
    if index.segments.count == 1 {
      let place = index.segments[0].tables.2.find(feature)
      if place >= 0, Int(index.segments[0].tables.2.spreads[place]) <= limit { add(place, 0, weight) }
      return
    }
    guard index.spread(feature, 3) <= limit else { return }
    for n in index.segments.indices {
      let place = index.segments[n].tables.2.find(feature)
      if place >= 0 { add(place, n, weight) }
    }
  }

  private func add(_ place: Int, _ segment: Int, _ weight: Int32) {
    let table = index.segments[segment].tables.2
    guard let ends = table.ends, let postings = table.postings else { return }
    let stop = min(Int(ends[place]), index.segments[segment].header.postings)
    var at = place > 0 ? Int(ends[place - 1]) : 0
    var article = index.articleBases[segment]
    sums.withUnsafeMutableBufferPointer { sums in
      while at < stop {
        article += Int(Varint.read(postings, &at, stop))
        guard article < sums.count else { return }
        if sums[article] == 0 { touched.append(UInt32(article)) }
        sums[article] &+= weight
      }
    }
  }

  private func take(outside own: Range<Int>, _ most: Int, _ mass: Int32) -> [Found] {
    var best: [Found] = []
    let scale = 1 / Double(max(64, mass))
    for article in touched {
      let sum = sums[Int(article)]
      sums[Int(article)] = 0
      guard sum >= 64, best.count < most || sum >= best[best.count - 1].sum, !own.contains(Int(article))
      else {
        continue
      }
      let found = Found(article: Int(article), sum: sum, rough: Double(sum) * scale)
      // Equals stand in the order of their documents' ids, whatever the order of the segments.
      let place = best.firstIndex { precedes(found, $0) } ?? best.count
      guard place < most else { continue }
      best.insert(found, at: place)
      if best.count > most { best.removeLast() }
    }
    touched.removeAll(keepingCapacity: true)
    return best
  }

  private func precedes(_ a: Found, _ b: Found) -> Bool {
    if a.sum != b.sum { return a.sum > b.sum }
    if index.segments.count == 1 { return a.article < b.article }
    return name(a.article) < name(b.article)
  }

  private func name(_ article: Int) -> (String, String, Int) {
    guard let place = index.segment(ofArticle: article) else { return ("", "", 0) }
    let record = place.segment.articles[place.article]
    let document = Int(record.document)
    return (place.segment.tree(document), place.segment.id(document), Int(record.number))
  }
}
