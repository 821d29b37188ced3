import Basics
import TextReuse

/// Where an article begins, and what its number is.
extension OutlineReader {
  /// "2", "2a": as the paper has it.
  struct Written {
    var number: Int
    var letter: Unicode.Scalar?
    var rank: Int { letter.flatMap(LetterOrder.rank) ?? 0 }
    var text: String { "\(number)" + (letter.map { String($0) } ?? "") }
  }

  /// With a sign behind its number a line begins an article; without one only if the number follows, and the line does
  /// not go on like a sentence that cites an article.
  func isArticle(
    _ written: Written, _ hasSign: Bool, _ range: Range<Int>, _ content: Int, _ line: Int
  ) -> Bool {
    let number = written.number
    if written.rank > 0 { return isLettered(written, hasSign, range, content, line) }
    // Behind the signatures nothing is an article, but for the very next one: then they were none.
    if state == .closing { return hasSign && number == lastWritten + 1 }
    // A number twice: an article where the line before has ended.
    if number == lastWritten, number > 1, hasSign { return endsBefore(line) }
    if number == lastWritten + 1 || (lastWritten == 0 && hasSign) {
      return hasSign || beginsLarge(content..<range.upperBound)
    }
    // "Điều 9. …" out of order: believed unless it reads like the end of a wrapped sentence.
    return hasSign && (number == 1 || (number > lastWritten && number <= lastWritten + 20))
  }

  /// "Điều 2a": put in behind Điều 2, before Điều 3.
  private func isLettered(
    _ written: Written, _ hasSign: Bool, _ range: Range<Int>, _ content: Int, _ line: Int
  ) -> Bool {
    if follows(written) {
      return hasSign || state != .closing && endsBefore(line) && beginsLarge(content..<range.upperBound)
    }
    guard hasSign, state != .closing, endsBefore(line) else { return false }
    return written.number > lastWritten && written.number <= lastWritten + 20
      || written.number == lastWritten && written.rank > lastLetter
  }

  private func follows(_ written: Written) -> Bool {
    guard written.rank > 0 else { return written.number == lastWritten + 1 }
    return written.number == lastWritten && lastWritten > 0
      && LetterOrder.skipped(from: lastLetter, to: written.rank) == 0
  }

  /// With a capital, a digit, a sign; or not at all.
  func beginsLarge(_ range: Range<Int>) -> Bool {
    var reader = LetterReader(outline.text.bytes, range, outline.text.writing(at: range.lowerBound))
    while let letter = reader.next() {
      if !letter.isBlank { return !letter.isSmall }
    }
    return true
  }

  mutating func openArticle(_ written: Written, _ content: Range<Int>, _ line: Int, lead: Int? = nil) {
    let number = written.number
    if state == .closing { takeBackSignature(line) }
    closeArticle()
    if number == 1, written.rank == 0, lastWritten > 0 { dropContents(line) }
    if !follows(written) {
      let last = "\(lastWritten)" + (LetterOrder.letter(lastLetter).map { String($0) } ?? "")
      outline.findings.append(OutlineFindings.numberGap("Điều", last, written.text, line))
    }
    if state == .preamble, outline.headings.isEmpty { outline.preamble = 0..<max(0, content.lowerBound) }
    state = .articles
    (lastWritten, lastLetter) = (number, written.rank)
    let parts = runIn(content, lead)
    let title = parts?.title ?? trimmed(content)
    outline.articles.append(
      .init(
        number: outline.articles.count + 1, written: number, letter: written.letter.map { String($0) } ?? "",
        title: title,
        clauses: outline.clauses.count..<outline.clauses.count, line: line))
    awaitsTitle = title.isEmpty
    (lastClause, lastClauseLetter, points, lastPoint) = (0, 0, 0, 0)
    (awaitsHeadingTitle, bulletClauses) = (0, 0)
    (pointsAreLettered, bulletSign) = (false, nil)
    loose = []
    guard let text = parts?.text else { return }
    head.read(outline.text, .init(range: text, label: ""))
    body(LineKind(head), text, line)
  }

  /// A table of contents stands before the regulation: its articles have no text. They are dropped.
  private mutating func dropContents(_ line: Int) {
    let isContents =
      outline.articles.count > 1 && outline.articles.dropLast().allSatisfy { $0.clauses.isEmpty }
    guard isContents || outline.clauses.isEmpty else {
      outline.findings.append(OutlineFindings.restart(line))
      return
    }
    outline.articles.removeAll()
    outline.clauses.removeAll()
    // The heading right above belongs to what begins here.
    let near = outline.text.paragraphs[max(0, min(line, outline.text.paragraphs.count) - 5)].range.lowerBound
    outline.headings.removeAll { $0.title.upperBound < near }
    for n in outline.headings.indices { outline.headings[n].article = 0 }
    (lastWritten, lastLetter) = (0, 0)
  }

  mutating func closeArticle() {
    let last = outline.articles.count - 1
    guard last >= 0 else { return }
    flushLoose(asLead: false)
    takeTitleForText(last)
    outline.articles[last].clauses = outline.articles[last].clauses.lowerBound..<outline.clauses.count
  }
}
