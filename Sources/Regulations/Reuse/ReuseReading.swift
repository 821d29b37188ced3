import Basics
import TextReuse

/// Reuse reading — kết quả đối chiếu: a comparison as people use it, with the passages taken out that somebody has set
/// aside with a reason. Those count neither as alike nor among the words.
package struct ReuseReading: Sendable {
  package struct Article: Sendable {
    package var comparison: Comparison.Article
    package var verdict: Comparison.Verdict
    package var alike: Int
    package var countable: Int
  }

  package let report: RegulationComparison
  /// Reasons by the address of the passage: "5.2.a".
  package let asides: [String: String]
  package let articles: [Article]

  package init(_ report: RegulationComparison, asides: [String: String] = [:], bounds: Comparison.Bounds) {
    (self.report, self.asides) = (report, asides)
    articles = report.comparison.articles.map { article in
      var (alike, countable) = (article.alikeWords, article.countableWords)
      for clause in article.clauses where clause.partner != nil {
        let address = report.own.outline.clauses[clause.place].address.text(in: article.number)
        guard asides[address] != nil else { continue }
        alike = max(0, alike - clause.words)
        countable = max(0, countable - clause.words)
      }
      let share = countable > 0 ? alike * 1000 / countable : 0
      let verdict: Comparison.Verdict =
        alike == article.alikeWords
        ? article.verdict
        : share >= bounds.mostly
          ? .mostly : share >= bounds.partly ? .partly : share >= bounds.quotes ? .quotes : .own
      return Article(comparison: article, verdict: verdict, alike: alike, countable: countable)
    }
  }

  /// How many articles have each verdict.
  package func count(_ verdict: Comparison.Verdict) -> Int { articles.count { $0.verdict == verdict } }

  /// Most of the words that count stand in articles that are mostly alike: no figure to rank by, a sentence.
  package func isMostlyAlike(_ bounds: Comparison.Bounds) -> Bool {
    let (alike, countable) = articles.reduce((0, 0)) { ($0.0 + $1.alike, $0.1 + $1.countable) }
    return countable > 0 && alike * 1000 / countable >= bounds.mostly
  }
}
