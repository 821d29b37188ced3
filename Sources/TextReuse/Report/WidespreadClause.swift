/// Widespread clause — câu dùng chung nhiều nơi: wording that many trees have and no library names. It is proposed to
/// the people who keep the library; nothing is left out because of it.
public struct WidespreadClause: Sendable, Hashable {
  /// Where it can be read.
  public var document: String
  public var article: Int
  public var clause: ReuseDocument.Address
  /// Trees with exactly these masked words.
  public var trees: Int

  /// - Parameter share: of all trees, in thousandths.
  public static func find(in index: ReuseIndex, share: Int) -> [WidespreadClause] {
    struct Seen {
      var first: WidespreadClause
      var trees: Set<String>
    }
    var seen: [UInt64: Seen] = [:]
    let least = max(2, index.trees * share / 1000)
    for segment in index.segments {
      for document in 0..<segment.documentCount {
        let (id, tree) = (segment.id(document), segment.tree(document))
        for article in segment.articles(of: document) {
          let view = segment.view(article)
          for c in view.range
          where view.clauses[c].label == ClauseRecord.countable && view.clauses[c].count >= 6 {
            var hash: UInt64 = 0
            for at in Int(view.clauses[c].words)..<Int(view.clauses[c].wordsEnd) {
              hash = Feature.mix(hash &+ UInt64(view.words[at]))
            }
            if seen[hash] == nil {
              let first = WidespreadClause(
                document: id, article: view.number, clause: view.clauses[c].place, trees: 0)
              seen[hash] = Seen(first: first, trees: [])
            }
            seen[hash]?.trees.insert(tree)
          }
        }
      }
    }
    return seen.values.filter { $0.trees.count >= least }
      .map {
        WidespreadClause(
          document: $0.first.document, article: $0.first.article, clause: $0.first.clause,
          trees: $0.trees.count)
      }
      .sorted {
        $0.trees == $1.trees
          ? ($0.document, $0.article, $0.clause.clause) < ($1.document, $1.article, $1.clause.clause)
          : $0.trees > $1.trees
      }
  }
}
