import Foundation

/// What speaks for one article having been made from another: its clauses together.
struct ArticleEvidence {
  static let count = 13
  /// Share of the countable words that are likely copied.
  var share = 0.0
  var features = [Double](repeating: 0, count: count)

  /// - Parameters:
  ///   - best: each clause's counterpart in this one article.
  ///   - rival: the share of the next best article, or what else stands in its place.
  init(
    _ asked: ArticleView, _ source: ArticleView, wholes: [ClauseEvidence.Whole], best: [ClauseMatcher.Best],
    sourceClauses: [(article: Int, clause: Int, words: Int)]
  ) {
    var words = 0.0
    var likely = 0.0
    var strongest = -8.0
    var positive = 0.0
    var mean = 0.0
    var evidence = 0.0
    var hits = 0
    var clauses = 0
    var used: [(Int, Int)] = []
    for (n, c) in asked.range.enumerated() where asked.clauses[c].isCountable {
      let length = Double(wholes[n].words)
      let logit = best[n].logit
      let probability = Coefficients.probability(logit)
      words += length
      likely += probability * length
      mean += max(-6, min(6, logit)) * length
      strongest = max(strongest, logit)
      positive += max(0, logit)
      clauses += 1
      if probability > 0.5 {
        hits += 1
        if best[n].source >= 0, !used.contains(where: { $0.0 == best[n].source }) {
          used.append((best[n].source, sourceClauses[best[n].source].words))
        }
      }
      evidence += Double(best[n].evidence.two &+ best[n].evidence.three) / Surprise.unit
    }
    guard words > 0 else {
      features[0] = 1
      features[1] = -1
      return
    }
    var there = 0.0
    for c in source.range where source.clauses[c].isCountable { there += Double(source.clauses[c].count) }
    share = likely / words
    features = [
      1, share, max(-8, min(8, strongest)) / 4, log(1 + positive), mean / words / 3, 0,
      Self.titleLikeness(asked, source), min(1, Double(used.reduce(0) { $0 + $1.1 }) / max(1, there)),
      Double(hits) / Double(max(1, clauses)), log(1 + evidence), evidence / words, log(words),
      log(1 + Double(hits)),
    ]
  }

  /// Share of common words in the longer title.
  private static func titleLikeness(_ a: ArticleView, _ b: ArticleView) -> Double {
    guard !a.title.isEmpty, !b.title.isEmpty else { return 0 }
    var shared = 0
    for n in a.title where b.title.contains(where: { b.words[$0] == a.words[n] }) { shared += 1 }
    return Double(shared) / Double(max(a.title.count, b.title.count))
  }
}
