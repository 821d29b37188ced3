import Basics
import TextReuse

/// Parts, chapters, sections: known by their word, or by a roman number right above an article.
extension OutlineReader {
  mutating func openHeading(
    _ kind: Outline.Heading.Kind, _ number: String, _ content: Int, _ range: Range<Int>
  ) {
    closeArticle()
    awaitsTitle = false
    (lastClause, lastClauseLetter) = (0, 0)
    let title = trimmed(content..<range.upperBound)
    outline.headings.append(.init(kind: kind, number: number, title: title, article: outline.articles.count))
    awaitsHeadingTitle = title.isEmpty ? 3 : 0
    if state == .preamble { outline.preamble = 0..<range.lowerBound }
  }

  /// What stands from the next line on is an article, or a title of at most three lines and then an article.
  func leadsToArticle(_ line: Int) -> Bool {
    var next = LineHead()
    var titles = 0
    for paragraph in outline.text.paragraphs.dropFirst(line).prefix(8) {
      next.read(outline.text, paragraph)
      switch LineKind(next) {
      case .blank: continue
      case .article(let number, let letter, _, _):
        return number == lastWritten + 1 || number == lastWritten && letter != nil
      case .text where titles < 3 && paragraph.range.count < 240: titles += 1
      default: return false
      }
    }
    return false
  }

  /// A line that looks like a chapter's but is read as none is told of, and not only where its words end up in a clause.
  mutating func gluedHeading(_ range: Range<Int>, _ line: Int) {
    guard !usesHeadings, state != .closing, range.count < 240, awaitsHeadingTitle == 0, !awaitsTitle,
      outline.findings.count < 300, lastGlued + 3 < line || lastGlued == 0
    else { return }
    let isTitle = state == .articles && !outline.clauses.isEmpty && head.isCapital && endsSentence
    guard head.namesPart || isTitle, leadsToArticle(line) else { return }
    lastGlued = line
    outline.findings.append(OutlineFindings.gluedHeading(outline.text.sound(trimmed(range)), line))
  }

  /// The last clause has come to its end.
  private var endsSentence: Bool {
    let end = loose.last ?? outline.clauses.last?.range ?? 0..<0
    guard let last = end.last, outline.text.bytes.indices.contains(last) else { return false }
    return [0x2E, 0x3B, 0x3A].contains(outline.text.bytes[last])
  }

  mutating func extendHeading(_ range: Range<Int>) {
    let last = outline.headings.count - 1
    guard last >= 0 else { return }
    let piece = trimmed(range)
    let title = outline.headings[last].title
    outline.headings[last].title = title.isEmpty ? piece : title.lowerBound..<piece.upperBound
    awaitsHeadingTitle -= 1
  }
}
