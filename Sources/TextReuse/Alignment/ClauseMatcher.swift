/// Finds for every clause of an article the clause of a source it is most like. Keeps its memory between articles; one
/// matcher belongs to one thread.
final class ClauseMatcher {
  private var table = ClauseTable()
  private var sums: [ClauseEvidence] = []
  private var touched: [Int] = []
  /// Clause of the table → article of the source, and its record.
  private(set) var sourceClauses: [(article: Int, clause: Int, words: Int)] = []
  private var articles = 0
  let coefficients: [Double]

  init(_ coefficients: Coefficients) { self.coefficients = coefficients.clause }

  /// One clause's best counterpart in one article of the source.
  struct Best {
    var logit = -8.0
    /// Place in ``sourceClauses``; -1 if nothing is shared.
    var source = -1
    var evidence = ClauseEvidence()
  }

  func load(_ source: [ArticleView]) {
    var words = 0
    for article in source { for c in article.range { words += article.clauses[c].count } }
    table.prepare(words: words)
    sourceClauses.removeAll(keepingCapacity: true)
    for (n, article) in source.enumerated() {
      for c in article.range {
        let clause = article.clauses[c]
        table.add(article.words, Int(clause.words)..<Int(clause.wordsEnd))
        sourceClauses.append((n, c, clause.count))
      }
    }
    articles = source.count
    if sums.count < sourceClauses.count {
      sums = Array(repeating: ClauseEvidence(), count: sourceClauses.count)
    }
  }

  /// - Returns: for every clause of the article, for every article of the source, the best counterpart:
  ///   `result[clause × articles + article]`.
  func match(_ asked: ArticleView, _ wholes: inout [ClauseEvidence.Whole], _ result: inout [Best]) {
    wholes.removeAll(keepingCapacity: true)
    result.removeAll(keepingCapacity: true)
    for c in asked.range {
      let clause = asked.clauses[c]
      let whole = collect(asked, Int(clause.words), Int(clause.wordsEnd))
      wholes.append(whole)
      let start = result.count
      for _ in 0..<articles { result.append(Best()) }
      pick(whole, &result, start)
    }
  }

  /// Adds up, for every source clause, what it shares with this stretch.
  private func collect(_ asked: ArticleView, _ start: Int, _ end: Int) -> ClauseEvidence.Whole {
    var whole = ClauseEvidence.Whole()
    whole.words = Int32(end - start)
    let (words, one, two, three) = (asked.words, asked.one, asked.two, asked.three)
    sums.withUnsafeMutableBufferPointer { sums in
      for at in start..<end {
        let weight = Int32(one[at])
        whole.one &+= weight
        table.each(Feature.one(words[at])) { clause in
          if sums[clause].words == 0 { touched.append(clause) }
          sums[clause].words &+= 1
          sums[clause].one &+= weight
        }
        guard at + 1 < end else { continue }
        let pair = Int32(two[at])
        whole.two &+= pair
        var isShared = false
        table.each(Feature.two(words[at], words[at + 1])) { clause in
          isShared = true
          sums[clause].pairs &+= 1
          sums[clause].two &+= pair
        }
        guard at + 2 < end else { continue }
        let triple = Int32(three[at])
        whole.three &+= triple
        // A triple can only be shared where its first pair is.
        guard isShared else { continue }
        table.each(Feature.three(words[at], words[at + 1], words[at + 2])) { clause in
          sums[clause].three &+= triple
        }
      }
    }
    return whole
  }

  private func pick(_ whole: ClauseEvidence.Whole, _ result: inout [Best], _ start: Int) {
    touched.sort()
    for clause in touched {
      let evidence = sums[clause]
      let place = start + sourceClauses[clause].article
      if result[place].source < 0 || evidence.rough > result[place].evidence.rough {
        result[place].source = clause
        result[place].evidence = evidence
      }
      sums[clause] = ClauseEvidence()
    }
    touched.removeAll(keepingCapacity: true)
    coefficients.withUnsafeBufferPointer { c in
      guard let c = c.baseAddress else { return }
      for place in start..<start + articles where result[place].source >= 0 {
        result[place].logit = result[place].evidence.logit(
          whole, other: sourceClauses[result[place].source].words, c)
      }
    }
  }
}
