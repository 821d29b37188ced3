import Basics
import TextReuse

/// A comparison for other programs. Places are letters (code points) of the original texts.
package enum ComparisonJSON {
  package static func value(_ reading: ReuseReading) -> JSON {
    let report = reading.report
    let comparison = report.comparison
    let counterparts = report.counterparts
    var words: [String: JSON] = [
      "countable": .int(reading.countable), "setAside": .int(reading.asideWords),
    ]
    for label in Comparison.Label.allCases { words[label.rawValue] = .int(comparison.words(label)) }
    words["alike"] = .int(reading.alike)
    return .object([
      "own": side(report.own), "source": side(report.source), "words": .object(words),
      "articles": .array(reading.articles.map { article($0, reading, counterparts) }),
    ])
  }

  private static func side(_ side: RegulationComparison.Side) -> JSON {
    .object([
      "name": .string(side.name), "articles": .int(side.outline.articles.count),
      "findings": .array(
        side.outline.findings.map {
          .object(["code": .string($0.code), "message": .string($0.message), "remedy": .string($0.remedy)])
        }),
    ])
  }

  private static func article(
    _ read: ReuseReading.Article, _ reading: ReuseReading, _ counterparts: RegulationComparison.Counterparts
  ) -> JSON {
    let (article, report) = (read.comparison, reading.report)
    let outline = report.own.outline
    let own = outline.articles[article.place]
    var members: [String: JSON] = [
      "n": .int(article.number), "printed": printed(own), "title": .string(outline.title(own)),
      "verdict": .string(read.verdict.rawValue), "words": .string(report.words.word(read.verdict)),
      "alikeWords": .int(read.alike), "countableWords": .int(read.countable),
      "clauses": .array(article.clauses.map { clause($0, article, reading, counterparts) }),
    ]
    if read.asides > 0 {
      members["setAside"] = .object([
        "passages": .int(read.asides), "words": .int(read.asideWords),
        "verdictBefore": .string(article.verdict.rawValue),
      ])
    }
    if let source = article.source {
      let other = report.source.outline.articles[source]
      members["source"] = .object([
        "n": .int(other.number), "printed": printed(other),
        "title": .string(report.source.outline.title(other)),
      ])
    }
    return .object(members)
  }

  /// A number, or "2a".
  private static func printed(_ article: Outline.Article) -> JSON {
    article.letter.isEmpty ? .int(article.written ?? article.number) : .string(article.printed)
  }

  private static func clause(
    _ clause: Comparison.Clause, _ article: Comparison.Article, _ reading: ReuseReading,
    _ counterparts: RegulationComparison.Counterparts
  ) -> JSON {
    let report = reading.report
    let own = report.own.outline.clauses[clause.place]
    var members: [String: JSON] = [
      "c": .string(own.address.text(in: article.number)), "label": .string(clause.label.rawValue),
      "text": .string(report.own.outline.text(of: own)), "wordCount": .int(clause.words),
    ]
    let places = report.own.outline.text.letters(before: [own.range.lowerBound, own.range.upperBound])
    (members["start"], members["end"]) = (.int(places[0]), .int(places[1]))
    if let passage = clause.passage {
      members["passage"] = .object([
        "id": .string(report.passages[passage].id), "source": .string(report.passages[passage].source),
        "audience": .string(report.passages[passage].audience),
      ])
    }
    if let aside = reading.aside(clause, article) {
      members["setAside"] = .object([
        "reason": .string(aside.reason), "by": .string(aside.person),
        "on": aside.day.map { .string($0.description) } ?? .null,
      ])
    }
    // The same words on the other side that count as no likeness.
    if let twin = counterparts.twins[clause.place], let place = counterparts.articles[twin] {
      let other = report.source.outline.clauses[twin]
      members["uncounted"] = .object([
        "c": .string(other.address.text(in: report.source.outline.articles[place].number)),
        "text": .string(report.source.outline.text(of: other)),
      ])
    }
    if let partner = clause.partner, let source = article.source {
      let other = report.source.outline.clauses[partner]
      let differences = report.differences(clause.place, partner)
      members["partner"] = .object([
        "c": .string(other.address.text(in: report.source.outline.articles[source].number)),
        "text": .string(report.source.outline.text(of: other)),
        "pieces": pieces(report.shown(report.source, partner, differences.source)),
      ])
      members["pieces"] = pieces(report.shown(report.own, clause.place, differences.own))
      members["moved"] = .bool(clause.isMoved)
    }
    return .object(members)
  }

  private static func pieces(_ pieces: [RegulationComparison.ShownPiece]) -> JSON {
    .array(pieces.map { .object(["kind": .string($0.kind.rawValue), "text": .string($0.text)]) })
  }
}
