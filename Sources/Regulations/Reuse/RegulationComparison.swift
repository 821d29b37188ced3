import Basics
import Registry
import TextReuse

/// Two regulations side by side: outlines, what is like what, and the differences of every pair of clauses.
package struct RegulationComparison: Sendable {
  package struct Side: Sendable {
    package var name: String
    package var outline: Outline
    package init(name: String, outline: Outline) { (self.name, self.outline) = (name, outline) }
  }

  package let own: Side
  package let source: Side
  package let comparison: Comparison
  package let words: VerdictWords
  package let passages: [Library.Passage]
  private let masks: Masks

  package init(
    _ own: Side, _ source: Side, ownAudience: String, sourceAudience: String, tools: ReuseTools,
    index: ReuseIndex? = nil
  ) throws {
    (self.own, self.source, words, masks, passages) = (
      own, source, tools.words, tools.masks, tools.library.passages
    )
    var writer = ReuseWriter(tools.masks)
    comparison = try Comparison(
      writer.document(own.outline, id: own.name + "/1", tree: own.name, audience: ownAudience),
      writer.document(
        source.outline, id: source.name + "/2", tree: source.name + "/2", audience: sourceAudience),
      library: tools.library, coefficients: tools.coefficients, bounds: tools.words.limits, index: index)
  }

  package func differences(_ clause: Int, _ partner: Int) -> WordDifferences {
    WordDifferences(masked(own, clause), masked(source, partner))
  }

  private func masked(_ side: Side, _ clause: Int) -> MaskedText {
    var syllables = Syllables()
    side.outline.text.syllables(side.outline.clauses[clause].range, into: &syllables)
    return MaskedText(syllables, masks)
  }

  /// A piece of a difference with the signs around it: the text of the clause divided without a gap.
  package struct ShownPiece: Sendable, Hashable {
    package var kind: WordDifferences.Kind
    package var text: String
  }

  package func shown(_ side: Side, _ clause: Int, _ pieces: [WordDifferences.Piece]) -> [ShownPiece] {
    let range = side.outline.clauses[clause].range
    var result: [ShownPiece] = []
    var at = range.lowerBound
    for (n, piece) in pieces.enumerated() {
      let end = n + 1 < pieces.count ? max(at, pieces[n + 1].range.lowerBound) : range.upperBound
      let text = side.outline.text.sound(at..<max(at, min(end, range.upperBound)))
      result.append(.init(kind: piece.kind, text: text))
      at = max(at, end)
    }
    if pieces.isEmpty { result.append(.init(kind: .same, text: side.outline.text.sound(range))) }
    return result
  }

  /// "Điều 5, khoản 2, điểm a".
  package static func address(_ clause: Outline.Clause, in article: Int) -> String {
    var text = "Điều \(article)"
    if clause.address.clause > 0 { text += ", khoản \(clause.address.clause)" }
    if clause.address.point > 0, let letter = Unicode.Scalar(UInt32(clause.address.point)) {
      text += ", điểm \(letter)"
    }
    return text
  }
}

/// What comparing needs, from the Content folder.
package struct ReuseTools: Sendable {
  package var masks: Masks
  package var coefficients: Coefficients
  package var library: Library
  package var words: VerdictWords

  package init(_ content: Content) throws {
    masks = try RegulationMasks.load(content)
    coefficients = try RegulationCoefficients.load(content)
    library = try MandatedPassages.library(content, masks: masks, on: nil)
    words = try VerdictWords.load(content)
  }
}
