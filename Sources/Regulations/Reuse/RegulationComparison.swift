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
  let library: Library
  let sourceAudience: String
  private let masks: Masks

  package init(
    _ own: Side, _ source: Side, ownAudience: String, sourceAudience: String, tools: ReuseTools,
    index: ReuseIndex? = nil
  ) throws {
    (self.own, self.source, words, masks, passages) = (
      own, source, tools.words, tools.masks, tools.library.passages
    )
    (library, self.sourceAudience) = (tools.library, sourceAudience)
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
    MaskedText(syllables(side, clause), masks)
  }

  /// A clause as words, names of bodies and places folded into one.
  func words(_ side: Side, _ clause: Int) -> [UInt32] {
    let syllables = syllables(side, clause)
    var words: [UInt32] = []
    var spans: [Masks.Span]?
    masks.apply(syllables, 0..<syllables.count, into: &words, spans: &spans)
    return words
  }

  private func syllables(_ side: Side, _ clause: Int) -> Syllables {
    var syllables = Syllables()
    side.outline.text.syllables(side.outline.clauses[clause].looked, into: &syllables)
    syllables.forgetShouting()
    return syllables
  }

  /// A piece of a difference as it is read; all pieces of a clause put together are its text.
  package struct ShownPiece: Sendable, Hashable {
    package var kind: WordDifferences.Kind
    package var text: String
  }

  /// Signs and blanks between two pieces belong to neither: a comma behind a renamed body is not renamed. Of an endless
  /// clause its beginning.
  package func shown(_ side: Side, _ clause: Int, _ pieces: [WordDifferences.Piece]) -> [ShownPiece] {
    let range = side.outline.clauses[clause].looked
    var left = Outline.longestShown
    var result: [ShownPiece] = []
    func add(_ kind: WordDifferences.Kind, _ text: String) {
      guard !text.isEmpty, left > 0 else { return }
      var text = text
      if text.unicodeScalars.count > left {
        text =
          String(String.UnicodeScalarView(text.unicodeScalars.prefix(left))) + " … (còn nữa, xem tệp đã nộp)"
      }
      left -= text.unicodeScalars.count
      if let last = result.last, last.kind == kind {
        result[result.count - 1].text += text
      } else {
        result.append(.init(kind: kind, text: text))
      }
    }
    var at = range.lowerBound
    for piece in pieces where piece.range.lowerBound >= at && piece.range.upperBound <= range.upperBound {
      add(.same, between(side, at..<piece.range.lowerBound))
      add(piece.kind, side.outline.text.sound(piece.range))
      at = piece.range.upperBound
    }
    add(.same, between(side, at..<range.upperBound))
    return result
  }

  private func between(_ side: Side, _ range: Range<Int>) -> String {
    let bytes = side.outline.text.bytes
    guard let first = range.first, let last = range.last else { return "" }
    let text = side.outline.text.sound(range)
    if text.isEmpty { return " " }
    return (bytes[first] <= 0x20 ? " " : "") + text + (bytes[last] <= 0x20 ? " " : "")
  }

  /// "Điều 5, khoản 2, điểm a", by the number of the article as printed.
  package static func address(_ clause: Outline.Clause, in article: String) -> String {
    var text = "Điều \(article)"
    if clause.address.clause > 0 { text += ", khoản \(clause.address.clauseText)" }
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
  /// What the library holds besides ``files`` of every day; what was worked out with it may be kept under this name.
  package private(set) var key = ""
  package let files: [MandatedPassages]

  package init(_ content: Content) throws {
    masks = try RegulationMasks.load(content)
    coefficients = try RegulationCoefficients.load(content)
    files = try MandatedPassages.files(content).map(\.value)
    library = MandatedPassages.library(files, masks: masks, on: nil)
    words = try VerdictWords.load(content)
  }

  /// For a regulation of a day: what of the files is valid then, and what committees above have laid down for it.
  package func on(_ day: Day, with recorded: [MandatedPassage.Shown]) -> ReuseTools {
    let isAlways = files.allSatisfy { $0.standing(on: day) == .valid }
    guard !recorded.isEmpty || !isAlways else { return self }
    var tools = self
    tools.library = MandatedPassages.library(files, and: recorded, masks: masks, on: day)
    let valid = files.indices.filter { files[$0].standing(on: day) == .valid }.map(String.init)
    tools.key = (valid + ["|"] + recorded.map { "\($0.passage.id)" }).joined(separator: ",")
    return tools
  }
}
