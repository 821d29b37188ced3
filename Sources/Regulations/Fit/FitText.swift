import TextReuse

/// A regulation as the fit check reads it: sentence by sentence, with what stands in quotation marks left out.
struct FitText {
  struct Sentence {
    var article: Int
    var address: ReuseDocument.Address
    /// Bytes of the text.
    var range: Range<Int>
    var words: Range<Int>
    /// Place of its clause in the outline.
    var clause: Int
    /// The sentence before a list of points or clauses: "lãnh đạo các tổ chức sau:".
    var leadIn: Int?
    /// It begins its clause.
    var isFirst = false
  }

  let outline: Outline
  private(set) var syllables = Syllables()
  private(set) var sentences: [Sentence] = []
  /// Words of the headings, by article.
  private(set) var titles: [Int: Range<Int>] = [:]
  /// By word: it stands in quotation marks.
  private(set) var quoted: [Bool] = []

  init(_ outline: Outline) {
    self.outline = outline
    for article in outline.articles {
      var leadIn: Int?
      // «Chi bộ quyết định những vấn đề sau:» above the clauses themselves.
      var articleLead: Int?
      let title = syllables.count
      outline.text.syllables(article.title.prefix(2_000), into: &syllables)
      quoted += Array(repeating: false, count: syllables.count - title)
      titles[article.number] = title..<syllables.count
      for n in article.clauses {
        let clause = outline.clauses[n]
        let ranges = Self.sentences(outline.text.bytes, clause.looked)
        if clause.address.point == 0 { leadIn = nil }
        var isFirst = true
        for range in ranges {
          let first = syllables.count
          outline.text.syllables(range, into: &syllables)
          guard syllables.count > first else { continue }
          let quotes = Self.quotes(outline.text.bytes, range)
          for word in first..<syllables.count {
            let place = Int(syllables.starts[word])
            quoted.append(quotes.contains { $0.contains(place) })
          }
          sentences.append(
            Sentence(
              article: article.number, address: clause.address, range: range, words: first..<syllables.count,
              clause: n, leadIn: clause.address.point == 0 ? articleLead : leadIn ?? articleLead,
              isFirst: isFirst))
          isFirst = false
        }
        if clause.address.point == 0, Self.endsOpen(outline.text.bytes, clause.looked), !sentences.isEmpty {
          leadIn = sentences.count - 1
          if clause.address.clause == 0 { articleLead = leadIn }
        }
      }
    }
  }

  /// Parted at a full stop that is followed by a blank, at a semicolon, at a line's end.
  private static func sentences(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    for at in range {
      let byte = bytes[at]
      let next = at + 1 < range.upperBound ? bytes[at + 1] : 0x20
      guard byte == 0x3B || byte == 0x0A || byte == 0x2E && (next == 0x20 || next == 0x0A || next == 0x0D)
      else {
        continue
      }
      if at > start { result.append(start..<at + 1) }
      start = at + 1
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  /// Stretches between “ and ”, « and », " and "; an opening mark without its end quotes nothing.
  private static func quotes(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var open: (place: Int, kind: Int)?
    var at = range.lowerBound
    func stands(_ mark: [UInt8]) -> Bool {
      at + mark.count <= range.upperBound && mark.indices.allSatisfy { bytes[at + $0] == mark[$0] }
    }
    while at < range.upperBound {
      if stands([0xE2, 0x80, 0x9C]) {
        open = (at, 0)
      } else if stands([0xC2, 0xAB]) {
        open = (at, 1)
      } else if stands([0xE2, 0x80, 0x9D]), let begun = open, begun.kind == 0 {
        result.append(begun.place..<at)
        open = nil
      } else if stands([0xC2, 0xBB]), let begun = open, begun.kind == 1 {
        result.append(begun.place..<at)
        open = nil
      } else if bytes[at] == 0x22 {
        if let begun = open, begun.kind == 2 {
          result.append(begun.place..<at)
          open = nil
        } else if open == nil {
          open = (at, 2)
        }
      }
      at += 1
    }
    return result
  }

  /// Whether a clause ends with a colon.
  private static func endsOpen(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    for at in range.reversed() {
      if bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0xA0 || bytes[at] == 0xC2
      {
        continue
      }
      return bytes[at] == 0x3A
    }
    return false
  }

  /// Bytes from the first of these words to the end of the last.
  func bytes(_ words: Range<Int>) -> Range<Int> {
    guard let first = words.first, let last = words.last, last < syllables.count else { return 0..<0 }
    return Int(syllables.starts[first])..<Int(syllables.ends[last])
  }
}
