import TextReuse

/// Articles whose heading and text stand in one paragraph: "Điều 3. Chế độ họp. Chi bộ họp …", the heading often in bold.
extension OutlineReader {
  /// A heading has no more words than this before its stop.
  private static let longestTitle = 20
  /// A heading that ends with a stop and has this many words, with nothing under it, is the article's text.
  private static let shortestText = 6
  /// Words whose stop ends no sentence.
  private static let shortened: Set<String> = [
    "tp", "tx", "tt", "ths", "ts", "gs", "pgs", "bs", "ks", "cn", "tr", "st", "vv", "stt", "dc",
  ]

  /// Title and text, where both stand behind the number of an article.
  func runIn(_ content: Range<Int>, _ lead: Int?) -> (title: Range<Int>, text: Range<Int>)? {
    let end = lead.flatMap { boldEnd($0, content) } ?? titleEnd(content)
    guard let end else { return nil }
    let (title, text) = (trimmed(content.lowerBound..<end), trimmed(end..<content.upperBound))
    return text.isEmpty || title.isEmpty ? nil : (title, text)
  }

  /// What stands in bold up to here is the heading if what follows begins like a text of its own.
  private func boldEnd(_ lead: Int, _ content: Range<Int>) -> Int? {
    guard lead > content.lowerBound, lead < content.upperBound, beginsLarge(lead..<content.upperBound) else {
      return nil
    }
    let title = trimmed(content.lowerBound..<lead)
    let text = trimmed(lead..<content.upperBound)
    guard let last = title.last, let stop = text.last else { return nil }
    let isParted = [0x2E, 0x3A, 0x3B, 0x2D].contains(outline.text.bytes[last])
    return isParted || [0x2E, 0x3A, 0x3B].contains(outline.text.bytes[stop]) ? lead : nil
  }

  /// The first stop or colon that ends a heading: words before it, and behind it a capital or the number of a clause.
  private func titleEnd(_ content: Range<Int>) -> Int? {
    var reader = LetterReader(outline.text.bytes, content, outline.text.writing(at: content.lowerBound))
    var word: [UInt8] = []
    var words = 0
    var stop: (sign: UInt8, end: Int)?
    var isBlank = false
    while words <= Self.longestTitle, let letter = reader.next() {
      if letter.isBlank {
        if !word.isEmpty { words += 1 }
        (isBlank, word) = (true, stop == nil ? [] : word)
        continue
      }
      if let stop, isBlank, !letter.isSmall, letter.sign != 0xFF || stop.sign == 0x2E {
        if stop.sign == 0x2E || endsSentence(content) { return stop.end }
      }
      let isStop = letter.sign == 0x2E || letter.sign == 0x3A
      stop = isStop && endsTitle(word, letter.sign) ? (letter.sign, reader.at) : nil
      if isBlank || isStop { word = isStop ? word : [] }
      if !isStop { word.append(letter.sign) }
      isBlank = false
    }
    return nil
  }

  /// The word before a stop: no number, no single letter, nothing that is written short.
  private func endsTitle(_ word: [UInt8], _ sign: UInt8) -> Bool {
    guard word.count > 1, word.contains(where: { $0 >= 0x61 && $0 <= 0x7A }),
      !word.contains(where: { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2F })
    else { return false }
    return sign == 0x3A || !Self.shortened.contains(String(decoding: word, as: UTF8.self))
  }

  private func endsSentence(_ range: Range<Int>) -> Bool {
    trimmed(range).last.map { [0x2E, 0x3B, 0x3A].contains(outline.text.bytes[$0]) } ?? false
  }

  /// "Điều 4. Chi bộ họp mỗi tháng một lần." with nothing under it: the article has a text and no heading.
  mutating func takeTitleForText(_ article: Int) {
    let title = outline.articles[article].title
    guard outline.articles[article].clauses.isEmpty,
      outline.articles[article].clauses.lowerBound == outline.clauses.count,
      let last = title.last, [0x2E, 0x3B].contains(outline.text.bytes[last])
    else { return }
    var syllables = Syllables()
    outline.text.syllables(title.prefix(2_000), into: &syllables)
    guard syllables.count >= Self.shortestText else { return }
    outline.articles[article].title = title.lowerBound..<title.lowerBound
    outline.clauses.append(.init(address: .init(1), range: title))
  }
}
