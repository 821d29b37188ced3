import TextReuse

extension RegulationComparison {
  /// Clauses of an article of the other text that nothing here is like.
  package struct SourceOnly: Sendable, Hashable {
    /// Place of the other article.
    package var article: Int
    package var clauses: [Int]
    /// Place of the own article that is nearest to it; nil where none is.
    package var after: Int?
  }

  /// What of the other text stands where. Comparing pairs only what counts as likeness; wording that does not count
  /// (mandated, common, lead-ins) may stand in both texts all the same, and then stands opposite, uncounted.
  package struct Counterparts: Sendable {
    /// Own clauses without a partner, and the clause of the other text that says the same.
    package var twins: [Int: Int] = [:]
    /// Clauses of the other text that are a passage of the library meant for it.
    package var mandated: [Int: Int] = [:]
    /// In the order of the other text. Every clause of it stands here or beside a clause that is like it.
    package var sourceOnly: [SourceOnly] = []
    /// Clauses of the other text, and their article there.
    package var articles: [Int: Int] = [:]
  }

  package var counterparts: Counterparts {
    var found = Counterparts()
    for (place, article) in source.outline.articles.enumerated() {
      for clause in article.clauses { found.articles[clause] = place }
    }
    var paired: Set<Int> = []
    var nearest: [Int: Int] = [:]
    for article in comparison.articles {
      for clause in article.clauses { if let partner = clause.partner { paired.insert(partner) } }
      if let source = article.source, nearest[source] == nil { nearest[source] = article.place }
    }
    // The other text's clauses that are still free, by their words and by the passage they are.
    var same: [[UInt32]: [Int]] = [:]
    var passages: [Int: [Int]] = [:]
    for clause in source.outline.articles.flatMap(\.clauses) where !paired.contains(clause) {
      let words = words(source, clause)
      same[words, default: []].append(clause)
      guard let passage = library.match(words, audience: sourceAudience)?.passage else { continue }
      passages[passage, default: []].append(clause)
      if library.isMeant(passage, for: sourceAudience) { found.mandated[clause] = passage }
    }
    func take(_ free: [Int]?, near article: Comparison.Article) -> Int? {
      let free = free?.filter { !paired.contains($0) } ?? []
      let taken = free.first { found.articles[$0] == article.source } ?? free.first
      if let taken { paired.insert(taken) }
      return taken
    }
    let alone = comparison.articles.flatMap { article in
      article.clauses.filter { $0.partner == nil }.map { (article, $0) }
    }
    for (article, clause) in alone {
      let words = words(own, clause.place)
      if !words.isEmpty { found.twins[clause.place] = take(same[words], near: article) }
    }
    for (article, clause) in alone where found.twins[clause.place] == nil {
      if let passage = clause.passage { found.twins[clause.place] = take(passages[passage], near: article) }
    }
    found.sourceOnly = source.outline.articles.enumerated().compactMap { place, article in
      let left = article.clauses.filter { !paired.contains($0) }
      return left.isEmpty ? nil : SourceOnly(article: place, clauses: left, after: nearest[place])
    }
    return found
  }

  /// "8.1": where a clause of the other text stands there.
  package func sourceAddress(_ clause: Int, _ counterparts: Counterparts) -> String {
    guard let article = counterparts.articles[clause] else { return "" }
    return source.outline.address(source.outline.clauses[clause], in: source.outline.articles[article])
  }
}
