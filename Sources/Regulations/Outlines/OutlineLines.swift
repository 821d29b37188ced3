import Basics
import TextReuse

extension Outline {
  package static func read(_ text: RegulationText) -> Outline { OutlineReader.read(text) }
  package static func read(path: String) -> Outline { OutlineReader.read(RegulationFile.read(path: path)) }

  package func title(_ article: Article) -> String { text.sound(article.title) }
  package func text(of clause: Clause) -> String { text.sound(clause.range) }

  /// One line of JSON a clause: `n`, `title`, `c`, `text` as people read it, `start` and `end` in letters (code points)
  /// of the original text.
  package func lines(document: String) -> [String] {
    let places = text.letters(before: clauses.flatMap { [$0.range.lowerBound, $0.range.upperBound] })
    var lines: [String] = []
    for article in articles {
      let title = title(article)
      for n in article.clauses {
        let line = JSON.object([
          "doc": .string(document), "n": .int(article.number), "title": .string(title),
          "c": .string(clauses[n].address.text(in: article.number)), "text": .string(text(of: clauses[n])),
          "start": .int(places[2 * n]), "end": .int(places[2 * n + 1]),
        ])
        lines.append(line.text())
      }
    }
    return lines
  }
}
