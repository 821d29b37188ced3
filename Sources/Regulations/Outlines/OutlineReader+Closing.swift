/// Where an article ends: the block of signatures, or what only looks like one.
extension OutlineReader {
  /// A short line, as the block of signatures has; or one in capitals.
  func isClosing(_ range: Range<Int>) -> Bool {
    head.starts(with: "noi nhan")
      ? head.signs.count < 14 || head.hasAuthority
      : range.count < 200 && !outline.clauses.isEmpty || !loose.isEmpty
  }

  /// The paragraph above has come to its end.
  func endsBefore(_ line: Int) -> Bool {
    guard line >= 2, line - 2 < outline.text.paragraphs.count else { return false }
    let before = trimmed(outline.text.paragraphs[line - 2].range)
    return before.last.map { [0x2E, 0x3B].contains(outline.text.bytes[$0]) } ?? true
  }

  /// What looked like the signatures belongs to the article it stands in.
  mutating func takeBackSignature(_ line: Int) {
    outline.findings.append(OutlineFindings.signatureInside(lastWritten, line))
    if let last = outline.clauses.indices.last {
      outline.clauses[last].range = outline.clauses[last].range.lowerBound..<outline.signature.upperBound
    }
    outline.signature = 0..<0
  }
}
