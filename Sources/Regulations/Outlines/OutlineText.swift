/// An outline for reading: chapters, articles, clauses with their addresses.
package enum OutlineText {
  package static func lines(_ outline: Outline) -> [String] {
    var lines: [String] = []
    for citation in outline.citations { lines.append("  " + outline.text.sound(citation)) }
    for (place, article) in outline.articles.enumerated() {
      for heading in outline.headings where heading.article == place {
        let name = heading.kind == .chapter ? "Chương" : heading.kind == .part ? "Phần" : "Mục"
        lines.append("\(name) \(heading.number). \(outline.text.sound(heading.title))")
      }
      lines.append(outline.heading(article))
      for n in article.clauses {
        let clause = outline.clauses[n]
        lines.append("  [\(outline.address(clause, in: article))] \(outline.text(of: clause))")
      }
    }
    if !outline.signature.isEmpty { lines.append("— " + outline.text.sound(outline.signature)) }
    return lines
  }
}
