import Basics
import TextReuse

/// Reads the outline line by line: what stands where decides, and numbers must follow each other; where they do not,
/// the nearest sound reading is taken and a finding says so.
struct OutlineReader {
  var outline: Outline
  var head = LineHead()
  var state = State.preamble
  /// Points of the open clause, counted; hyphens are lettered a, b, c in their order.
  var points = 0
  var pointsAreLettered = false
  /// The sign of the open clause's first bullet: another sign stands under a point, the same one beside it.
  var bulletSign: UInt8?
  var lastClause = 0
  /// The place of the letter in "1a." among the letters; 0 for a clause without.
  var lastClauseLetter = 0
  /// The same of the open clause's last point.
  var lastPoint = 0
  /// The same of the open article.
  var lastLetter = 0
  /// Clauses of the open article that are bullets.
  var bulletClauses = 0
  /// Paragraphs of the open article before its first numbered clause.
  var loose: [Range<Int>] = []
  var awaitsTitle = false
  var awaitsHeadingTitle = 0
  var lastWritten = 0
  var usesHeadings = false
  /// The last roman number that stood for a chapter.
  var lastRoman = 0
  /// Where the last line stood that looked like a heading; its title below is not told of again.
  var lastGlued = 0
  /// The last line was a citation, or went on with one, and may go on.
  private var citationGoesOn = false

  enum State { case preamble, articles, closing }

  static func read(_ text: RegulationText) -> Outline {
    var reader = OutlineReader(text, usesHeadings: false)
    reader.run()
    if reader.outline.articles.isEmpty, !text.bytes.isEmpty {
      // Without a single "Điều": numbered headings (I, II, …) stand for articles.
      var second = OutlineReader(text, usesHeadings: true)
      second.run()
      if !second.outline.articles.isEmpty {
        second.outline.findings.append(OutlineFindings.noArticles(byHeadings: true))
        return second.outline
      }
      if text.findings.allSatisfy({ $0.severity != .error }) {
        reader.outline.findings.append(OutlineFindings.noArticles(byHeadings: false))
      }
    }
    return reader.outline
  }

  private init(_ text: RegulationText, usesHeadings: Bool) {
    outline = Outline(text)
    self.usesHeadings = usesHeadings
  }

  private mutating func run() {
    for (line, paragraph) in outline.text.paragraphs.enumerated() {
      head.read(outline.text, paragraph)
      take(LineKind(head), paragraph, line + 1)
    }
    closeArticle()
    if state == .articles, let last = outline.clauses.last {
      outline.signature = last.range.upperBound..<last.range.upperBound
    }
    for article in outline.articles where article.clauses.isEmpty {
      outline.findings.append(OutlineFindings.emptyArticle(article))
    }
    endless()
  }

  /// What nobody writes as a clause is told of; the rest of it is neither compared nor shown.
  private mutating func endless() {
    for article in outline.articles {
      for clause in outline.clauses[article.clauses] where clause.looked != clause.range {
        outline.findings.append(
          OutlineFindings.longClause(outline.address(clause, in: article), clause.range.count, article.line))
        if outline.findings.count > 300 { return }
      }
    }
  }

  private mutating func take(_ kind: LineKind, _ paragraph: RegulationText.Paragraph, _ line: Int) {
    let range = paragraph.range
    if kind == .blank {
      citationGoesOn = false
      if awaitsHeadingTitle > 0, awaitsHeadingTitle < 3 { awaitsHeadingTitle = 0 }
      return
    }
    if case .article(let number, let letter, let hasSign, let content) = kind, !usesHeadings,
      isArticle(.init(number: number, letter: letter), hasSign, range, content, line)
    {
      openArticle(
        .init(number: number, letter: letter), content..<range.upperBound, line, lead: paragraph.lead)
      return
    }
    if usesHeadings, case .roman(let number, let content) = kind, number == lastWritten + 1 {
      openArticle(.init(number: number), content..<range.upperBound, line, lead: paragraph.lead)
      return
    }
    if !usesHeadings, case .roman(let number, let content) = kind, state != .closing,
      number == lastRoman + 1 || number == 1, leadsToArticle(line)
    {
      lastRoman = number
      let written = String(decoding: head.signs.prefix { $0 >= 0x61 && $0 <= 0x7A }, as: UTF8.self)
      openHeading(.chapter, written.uppercased(), content, range)
      return
    }
    if case .heading(let kind, let number, let content) = kind {
      openHeading(kind, number, content, range)
      return
    }
    gluedHeading(range, line)
    switch state {
    case .preamble: preamble(range)
    case .articles: body(kind, range, line)
    case .closing: outline.signature = outline.signature.lowerBound..<range.upperBound
    }
  }

  // MARK: Before and behind the articles

  private mutating func preamble(_ range: Range<Int>) {
    outline.preamble = outline.preamble.lowerBound..<range.upperBound
    if awaitsHeadingTitle > 0 {
      extendHeading(range)
      return
    }
    if citationGoesOn, goesOn(range), let last = outline.citations.last {
      outline.citations[outline.citations.count - 1] = last.lowerBound..<trimmed(range).upperBound
      citationGoesOn = isOpen(range)
      return
    }
    citationGoesOn = false
    let isCitation = ["can cu", "theo ", "xet ", "thuc hien "].contains { (word: StaticString) in
      head.starts(with: word)
    }
    let content =
      head.signs.first == 0x2D ? trimmed((head.ends.first ?? head.start)..<range.upperBound) : trimmed(range)
    if isCitation || (head.starts(with: "- can cu") || head.starts(with: "-can cu")) {
      if outline.citations.count < 200 {
        outline.citations.append(content)
        citationGoesOn = isOpen(range)
      }
    }
  }

  /// A line of a PDF ends where the page does. The next one belongs to the citation if it begins small, or if the last word
  /// asked for more.
  private func goesOn(_ range: Range<Int>) -> Bool {
    guard let first = head.signs.first, first != 0x2D else { return false }
    if head.starts(with: "can cu") || head.starts(with: "xet ") { return false }
    return head.startsSmall || lastWordAsksForMore
  }

  /// No sign ends a citation but these.
  private func isOpen(_ range: Range<Int>) -> Bool {
    let piece = trimmed(range)
    guard let last = piece.last else { return false }
    return ![0x3B, 0x2E, 0x3A].contains(outline.text.bytes[last])
  }

  private var lastWordAsksForMore: Bool {
    guard let citation = outline.citations.last else { return false }
    let tail = max(citation.lowerBound, citation.upperBound - 24)..<citation.upperBound
    let word = VietnameseText.fold(outline.text.sound(tail)).split(separator: " ").last.map(String.init) ?? ""
    return Self.leading.contains(word)
  }

  private static let leading: Set<String> = [
    "cua", "ve", "va", "so", "ngay", "thang", "nam", "theo", "tai", "cho", "voi", "hoac", "do", "doi",
  ]

  // MARK: Clauses

  mutating func body(_ kind: LineKind, _ range: Range<Int>, _ line: Int) {
    switch kind {
    case .closing where isClosing(range):
      closeArticle()
      (state, outline.signature) = (.closing, range)
    case .clause(let number, let letter?, let content):
      letteredClause(number, letter, content..<range.upperBound, range)
    case .clause(let number, nil, let content):
      clause(number, content..<range.upperBound, range, line)
    case .nested(let first, let second, let content):
      nested(first, second, content..<range.upperBound, range, line)
    case .point(let letter, let isBracketed, let content):
      point(letter, isBracketed, content..<range.upperBound, range, line)
    case .bullet(let sign, let content):
      bullet(sign, content..<range.upperBound, range)
    default:
      plain(range)
    }
  }

  mutating func clause(_ number: Int, _ content: Range<Int>, _ line: Range<Int>, _ at: Int) {
    if awaitsHeadingTitle > 0 { awaitsHeadingTitle = 0 }
    let follows = number == lastClause + 1
    let skips = number > lastClause && number <= lastClause + 3 && lastClause > 0
    guard follows || skips || (lastClause == 0 && number <= 3) else {
      outline.findings.append(OutlineFindings.strayNumber(number, lastClause, at))
      plain(line)
      return
    }
    if !follows {
      outline.findings.append(OutlineFindings.numberGap("khoản", "\(lastClause)", "\(number)", at))
    }
    openClause(.init(number), content)
  }

  /// "1a." right behind clause 1: put in later, a clause of its own.
  private mutating func letteredClause(
    _ number: Int, _ letter: Unicode.Scalar, _ content: Range<Int>, _ line: Range<Int>
  ) {
    guard let rank = LetterOrder.rank(letter), number == lastClause, awaitsHeadingTitle == 0,
      LetterOrder.skipped(from: lastClauseLetter, to: rank) == 0
    else {
      plain(line)
      return
    }
    openClause(.init(number, letter: rank), content)
  }

  private mutating func openClause(_ address: ReuseDocument.Address, _ content: Range<Int>) {
    flushLoose(asLead: true)
    awaitsTitle = false
    (lastClause, lastClauseLetter, points, lastPoint) = (address.number, address.letter, 0, 0)
    (pointsAreLettered, bulletSign) = (false, nil)
    append(address, content)
  }

  /// Of the open clause, with a point of it or none.
  func address(point: Int) -> ReuseDocument.Address {
    .init(lastClause, letter: lastClauseLetter, point: point)
  }

  private mutating func nested(
    _ first: Int, _ second: Int, _ content: Range<Int>, _ line: Range<Int>, _ at: Int
  ) {
    if first == lastWritten, second == lastClause + 1 {
      clause(second, content, line, at)
    } else if first == lastClause, second == points + 1 {
      points += 1
      append(address(point: letter(points)), content)
    } else {
      plain(line)
    }
  }

  mutating func plain(_ range: Range<Int>) {
    let piece = trimmed(range)
    guard !piece.isEmpty, !outline.articles.isEmpty || state == .preamble else { return }
    if awaitsHeadingTitle > 0 {
      extendHeading(range)
      return
    }
    let last = outline.articles.count - 1
    if awaitsTitle {
      outline.articles[last].title = piece
      awaitsTitle = false
    } else if lastClause > 0 || bulletClauses > 0 || points > 0 {
      let clause = outline.clauses.count - 1
      if clause >= outline.articles[last].clauses.lowerBound {
        outline.clauses[clause].range = outline.clauses[clause].range.lowerBound..<piece.upperBound
      }
    } else if head.startsSmall, let paragraph = loose.last {
      loose[loose.count - 1] = paragraph.lowerBound..<piece.upperBound
    } else if head.startsSmall, loose.isEmpty, !outline.articles[last].title.isEmpty {
      // The title goes on in the next line.
      outline.articles[last].title = outline.articles[last].title.lowerBound..<piece.upperBound
    } else {
      loose.append(piece)
    }
  }

  /// What stood before the first clause is the lead-in; in an article without numbers its paragraphs are the clauses.
  mutating func flushLoose(asLead: Bool) {
    defer { loose = [] }
    if !asLead { bulletClauses = 0 }
    guard let first = loose.first, let last = loose.last else { return }
    if asLead {
      append(.init(0), first.lowerBound..<last.upperBound)
    } else {
      for (n, paragraph) in loose.enumerated() { append(.init(n + 1), paragraph) }
    }
  }

  mutating func append(_ address: ReuseDocument.Address, _ range: Range<Int>) {
    outline.clauses.append(.init(address: address, range: trimmed(range)))
  }

  /// Without blanks at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let bytes = outline.text.bytes
    var (start, end) = (range.lowerBound, min(range.upperBound, bytes.count))
    while start < end {
      if bytes[start] <= 0x20 {
        start += 1
      } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while end > start {
      if bytes[end - 1] <= 0x20 {
        end -= 1
      } else if end - 1 > start, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return start..<max(start, end)
  }
}
