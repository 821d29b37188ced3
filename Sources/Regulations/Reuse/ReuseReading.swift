import Basics
import TextReuse

/// Why a passage does not count, by whom and since when.
package struct PassageAside: Sendable, Hashable {
  package var reason: String
  package var person: String
  package var day: Day?

  package init(reason: String, person: String = "", day: Day? = nil) {
    (self.reason, self.person, self.day) = (reason, person, day)
  }

  /// "câu chung của cả xã (Nguyễn Văn Tâm, 20/11/2026)".
  package var words: String {
    let told = [person, day?.vietnamese ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    return told.isEmpty ? reason : "\(reason) (\(told))"
  }
}

/// What people are told of an article: what was found, or that it was set aside. Setting aside never makes a text one's own.
package enum ReuseVerdict: String, Sendable, CaseIterable {
  case own, quotes, partly, mostly, aside

  package init(_ found: Comparison.Verdict) {
    self =
      switch found {
      case .own: .own
      case .quotes: .quotes
      case .partly: .partly
      case .mostly: .mostly
      }
  }
}

/// Reuse reading — kết quả đối chiếu: a comparison as people use it, with the passages taken out that somebody has set
/// aside with a reason. Those count neither as alike nor among the words. Every page and every file is made from it.
package struct ReuseReading: Sendable {
  package struct Article: Sendable {
    package var comparison: Comparison.Article
    package var verdict: ReuseVerdict
    package var alike: Int
    package var countable: Int
    /// Passages set aside here, and their words.
    package var asides: Int
    package var asideWords: Int

    package var percent: String { "\(countable > 0 ? alike * 100 / countable : 0)%" }
  }

  package let report: RegulationComparison
  /// By the address of the passage: "5.2.a".
  package let asides: [String: PassageAside]
  package let articles: [Article]

  package init(_ report: RegulationComparison, asides: [String: PassageAside] = [:]) {
    (self.report, self.asides) = (report, asides)
    let bounds = report.words.limits
    articles = report.comparison.articles.map { article in
      var (alike, countable) = (article.alikeWords, article.countableWords)
      var (count, words) = (0, 0)
      for clause in article.clauses where clause.partner != nil {
        guard asides[Self.key(clause, article, report)] != nil else { continue }
        (count, words) = (count + 1, words + clause.words)
        if clause.label == .alike || clause.label == .wrongFrame { alike = max(0, alike - clause.words) }
        countable = max(0, countable - clause.words)
      }
      return Article(
        comparison: article, verdict: Self.verdict(article, alike, countable, count, bounds), alike: alike,
        countable: countable, asides: count, asideWords: words)
    }
  }

  private static func verdict(
    _ article: Comparison.Article, _ alike: Int, _ countable: Int, _ asides: Int, _ bounds: Comparison.Bounds
  ) -> ReuseVerdict {
    guard asides > 0 else { return ReuseVerdict(article.verdict) }
    let share = countable > 0 ? alike * 1000 / countable : 0
    return share >= bounds.mostly
      ? .mostly : share >= bounds.partly ? .partly : share >= bounds.quotes ? .quotes : .aside
  }

  /// What a passage is set aside by.
  package static func key(
    _ clause: Comparison.Clause, _ article: Comparison.Article, _ report: RegulationComparison
  ) -> String {
    report.own.outline.clauses[clause.place].address.text(in: article.number)
  }

  package func aside(_ clause: Comparison.Clause, _ article: Comparison.Article) -> PassageAside? {
    clause.partner == nil ? nil : asides[Self.key(clause, article, report)]
  }

  /// Passages that are like the other text: what may be set aside.
  package var passages: Set<String> {
    Set(
      report.comparison.articles.flatMap { article in
        article.clauses.filter { $0.partner != nil }.map { Self.key($0, article, report) }
      })
  }

  package var alike: Int { articles.reduce(0) { $0 + $1.alike } }
  package var countable: Int { articles.reduce(0) { $0 + $1.countable } }
  package var asideCount: Int { articles.reduce(0) { $0 + $1.asides } }
  package var asideWords: Int { articles.reduce(0) { $0 + $1.asideWords } }

  /// How many articles have each verdict.
  package func count(_ verdict: ReuseVerdict) -> Int { articles.count { $0.verdict == verdict } }

  /// Most of the words that count are alike, as found: whoever set passages aside does not turn what superiors count.
  /// No figure to rank by, a sentence.
  package var isMostlyAlike: Bool {
    let found = report.comparison
    return found.countableWords > 0
      && found.alikeWords * 1000 / found.countableWords >= report.words.limits.mostly
  }
}

extension RegulationComparison {
  /// With nothing set aside.
  package var reading: ReuseReading { ReuseReading(self) }
}
