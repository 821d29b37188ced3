import TextReuse

/// Masks texts for the engine; keeps its memory between documents, so one belongs to one thread.
package struct ReuseWriter {
  private let masks: Masks
  private var syllables = Syllables()

  package init(_ masks: Masks) { self.masks = masks }

  package mutating func document(_ outline: Outline, id: String, tree: String, audience: String)
    -> ReuseDocument
  {
    var document = ReuseDocument(id: id, tree: tree, audience: audience)
    document.words.reserveCapacity(outline.text.bytes.count / 5)
    for article in outline.articles {
      let title = words(outline.text, article.title, &document.words)
      let first = document.clauses.count
      for clause in outline.clauses[article.clauses] {
        document.clauses.append(.init(clause.address, words(outline.text, clause.looked, &document.words)))
      }
      document.articles.append(.init(article.number, title: title, clauses: first..<document.clauses.count))
    }
    return document
  }

  private mutating func words(_ text: RegulationText, _ range: Range<Int>, _ words: inout [UInt32]) -> Range<
    Int
  > {
    syllables.removeAll()
    text.syllables(range, into: &syllables)
    return add(&words)
  }

  package mutating func words(_ text: String, _ writing: Writing, _ words: inout [UInt32]) -> Range<Int> {
    syllables.removeAll()
    var text = text
    text.withUTF8 { syllables.read($0, 0..<$0.count, writing) }
    return add(&words)
  }

  private mutating func add(_ words: inout [UInt32]) -> Range<Int> {
    syllables.forgetShouting()
    let start = words.count
    var spans: [Masks.Span]?
    masks.apply(syllables, 0..<syllables.count, into: &words, spans: &spans)
    return start..<words.count
  }
}
