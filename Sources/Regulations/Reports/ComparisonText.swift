import TextReuse

/// A comparison in words, one line an article, then the clauses that are alike.
package enum ComparisonText {
  package static func lines(_ report: RegulationComparison) -> [String] {
    var lines = [
      "\(report.own.name) so với \(report.source.name)",
      "Nội dung tương tự: \(summary(report)).", "",
    ]
    for article in report.comparison.articles {
      let title = report.own.outline.title(report.own.outline.articles[article.place])
      var line = "Điều \(article.number). \(title) — \(report.words.word(article.verdict))"
      if article.verdict != .own, let source = article.source {
        let other = report.source.outline.articles[source]
        line +=
          " (\(percent(article)) phần đếm được) với Điều \(other.number). \(report.source.outline.title(other))"
      }
      lines.append(line)
      for clause in article.clauses {
        guard let text = clauseLine(clause, article, report) else { continue }
        lines.append("  " + text)
      }
    }
    return lines
  }

  static func summary(_ report: RegulationComparison) -> String {
    let (alike, countable) = (report.comparison.alikeWords, report.comparison.countableWords)
    return "\(alike) trên \(countable) chữ đếm được (\(countable > 0 ? alike * 100 / countable : 0)%)"
  }

  static func percent(_ article: Comparison.Article) -> String {
    "\(article.countableWords > 0 ? article.alikeWords * 100 / article.countableWords : 0)%"
  }

  private static func clauseLine(
    _ clause: Comparison.Clause, _ article: Comparison.Article, _ report: RegulationComparison
  ) -> String? {
    let own = report.own.outline.clauses[clause.place].address.text(in: article.number)
    if let partner = clause.partner, let source = article.source {
      let other = report.source.outline.clauses[partner].address.text(
        in: report.source.outline.articles[source].number)
      let differences = report.differences(clause.place, partner)
      let shown = report.shown(report.own, clause.place, differences.own)
      let text = shown.map { piece in
        switch piece.kind {
        case .same: piece.text
        case .renamed: "{\(piece.text)}"
        case .changed: "[\(piece.text)]"
        }
      }.joined()
      return "\(own) ↔ \(other)\(clause.isMoved ? " (đổi chỗ)" : ""): \(text)"
    }
    guard clause.label == .mandated || clause.label == .wrongFrame else { return nil }
    let source = clause.passage.map { " (\(report.passages[$0].source))" } ?? ""
    return "\(own): \(report.words.word(clause.label))\(source)"
  }
}
