/// Verdict — nhận xét: what the comparison says of an article. A finding about texts, never about people.
public struct ArticleMatch: Sendable {
  public struct Clause: Sendable, Hashable {
    /// Places in the articles' own lists of clauses.
    public var own: Int
    public var source: Int
    public var probability: Double
    /// Without the light of the other clauses: what a single quotation stands on.
    public var alone: Double
  }

  /// Place of the source article in its document.
  public var source: Int
  public var probability: Double
  /// Estimated share of the countable words that were taken over.
  public var share: Double
  public var clauses: [Clause]
  public var isFlagged: Bool { probability >= 0.5 }

  /// What was learnt was learnt of thousands of documents; among a handful several clauses that are alike almost whole are
  /// alike, however unsure the learnt figure is.
  public func isLike(_ bounds: Comparison.Bounds) -> Bool {
    isFlagged || clauses.count >= 2 && share * 1000 >= Double(bounds.mostly)
  }
}
