import Basics
import TextReuse

/// A comparison for other programs. Places are letters (code points) of the original texts.
package enum ComparisonJSON {
  package static func value(_ report: RegulationComparison) -> JSON {
    let comparison = report.comparison
    var words: [String: JSON] = ["countable": .int(comparison.countableWords)]
    for label in Comparison.Label.allCases { words[label.rawValue] = .int(comparison.words(label)) }
    words["alike"] = .int(comparison.alikeWords)
    return .object([
      "own": side(report.own), "source": side(report.source), "words": .object(words),
      "articles": .array(comparison.articles.map { article($0, report) }),
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

  private static func article(_ article: Comparison.Article, _ report: RegulationComparison) -> JSON {
    let outline = report.own.outline
    var members: [String: JSON] = [
      "n": .int(article.number), "title": .string(outline.title(outline.articles[article.place])),
      "verdict": .string(article.verdict.rawValue), "words": .string(report.words.word(article.verdict)),
      "alikeWords": .int(article.alikeWords), "countableWords": .int(article.countableWords),
      "clauses": .array(article.clauses.map { clause($0, article, report) }),
    ]
    if let source = article.source {
      let other = report.source.outline.articles[source]
      members["source"] = .object([
        "n": .int(other.number), "title": .string(report.source.outline.title(other)),
      ])
    }
    return .object(members)
  }

  private static func clause(
    _ clause: Comparison.Clause, _ article: Comparison.Article, _ report: RegulationComparison
  ) -> JSON {
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
