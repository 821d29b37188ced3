import TextReuse

/// A comparison in words, one line an article, then the clauses that are alike.
package enum ComparisonText {
  package static func lines(_ reading: ReuseReading) -> [String] {
    let report = reading.report
    let counterparts = report.counterparts
    var lines = [
      "\(report.own.name) so với \(report.source.name)", "\(verdicts(reading)).", "\(summary(reading)).", "",
    ]
    for article in reading.articles {
      let own = report.own.outline.articles[article.comparison.place]
      var line = "\(report.own.outline.heading(own)) — \(report.words.word(article.verdict))"
      if article.comparison.verdict != .own, let source = article.comparison.source {
        let other = report.source.outline.heading(report.source.outline.articles[source])
        line +=
          article.verdict == .aside
          ? " (trước đó: \(report.words.word(article.comparison.verdict)) với \(other))"
          : " (\(article.percent) phần đếm được) với \(other)\(asides(article))"
      }
      lines.append(line)
      for clause in article.comparison.clauses {
        guard let text = clauseLine(clause, article.comparison, reading, counterparts) else { continue }
        lines.append("  " + text)
      }
    }
    return lines
  }

  /// "13 điều: 2 tương tự phần lớn, 11 viết riêng": never one number alone.
  package static func verdicts(_ reading: ReuseReading) -> String {
    let order: [ReuseVerdict] = [.mostly, .partly, .quotes, .aside, .own]
    let counts = order.compactMap { verdict -> String? in
      let count = reading.count(verdict)
      return count > 0 ? "\(count) \(reading.report.words.word(verdict))" : nil
    }
    return "\(reading.articles.count) điều: \(counts.joined(separator: "; "))"
  }

  package static func summary(_ reading: ReuseReading) -> String {
    let share = reading.countable > 0 ? reading.alike * 100 / reading.countable : 0
    let told = "Nội dung tương tự: \(reading.alike) trên \(reading.countable) chữ đếm được (\(share)%)"
    guard reading.asideCount > 0 else { return told }
    return
      "\(told); không tính \(reading.asideCount) đoạn (\(reading.asideWords) chữ) đã gác lại có lý do"
  }

  package static func asides(_ article: ReuseReading.Article) -> String {
    article.asides > 0 ? "; \(article.asides) đoạn đã gác lại, không tính" : ""
  }

  private static func clauseLine(
    _ clause: Comparison.Clause, _ article: Comparison.Article, _ reading: ReuseReading,
    _ counterparts: RegulationComparison.Counterparts
  ) -> String? {
    let report = reading.report
    let outline = report.own.outline
    let own = outline.address(outline.clauses[clause.place], in: outline.articles[article.place])
    if let partner = clause.partner, let source = article.source {
      let there = report.source.outline
      let other = there.address(there.clauses[partner], in: there.articles[source])
      let differences = report.differences(clause.place, partner)
      let shown = report.shown(report.own, clause.place, differences.own)
      let text = shown.map { piece in
        switch piece.kind {
        case .same: piece.text
        case .renamed: "{\(piece.text)}"
        case .changed: "[\(piece.text)]"
        }
      }.joined()
      let aside = reading.aside(clause, article).map { " (đã gác lại, không tính: \($0.words))" } ?? ""
      return "\(own) ↔ \(other)\(clause.isMoved ? " (đổi chỗ)" : "")\(aside): \(text)"
    }
    guard clause.label == .mandated || clause.label == .wrongFrame else { return nil }
    let source = clause.passage.map { " (\(report.passages[$0].source))" } ?? ""
    let twin = counterparts.twins[clause.place].map { " ↔ \(report.sourceAddress($0, counterparts))" } ?? ""
    return "\(own)\(twin): \(report.words.word(clause.label))\(source)"
  }
}
