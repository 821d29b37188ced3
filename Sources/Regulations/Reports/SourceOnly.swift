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

  /// In the order of the other text. Every clause of it stands here or beside a clause that is like it.
  package var sourceOnly: [SourceOnly] {
    var paired: Set<Int> = []
    var nearest: [Int: Int] = [:]
    for article in comparison.articles {
      guard let source = article.source else { continue }
      for clause in article.clauses { if let partner = clause.partner { paired.insert(partner) } }
      if nearest[source] == nil { nearest[source] = article.place }
    }
    return source.outline.articles.enumerated().compactMap { place, article in
      let left = article.clauses.filter { !paired.contains($0) }
      guard !left.isEmpty else { return nil }
      return SourceOnly(article: place, clauses: left, after: nearest[place])
    }
  }
}
