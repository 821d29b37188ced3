import Basics
import TextReuse

/// Reads the outline line by line: what stands where decides, and numbers must follow each other; where they do not,
/// the nearest sound reading is taken and a finding says so.
struct OutlineReader {
  var outline: Outline
  var head = LineHead()
  var state = State.preamble
  /// Points of the open clause, counted; hyphens are lettered a, b, c in their order.
  private var points = 0
  private var pointsAreLettered = false
  /// The sign of the open clause's first bullet: another sign stands under a point, the same one beside it.
  private var bulletSign: UInt8?
  var lastClause = 0
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
      take(LineKind(head), paragraph.range, line + 1)
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

  private mutating func take(_ kind: LineKind, _ range: Range<Int>, _ line: Int) {
    if kind == .blank {
      citationGoesOn = false
      if awaitsHeadingTitle > 0, awaitsHeadingTitle < 3 { awaitsHeadingTitle = 0 }
      return
    }
    if case .article(let number, let hasSign, let content) = kind, !usesHeadings,
      isArticle(number, hasSign, range, content, line)
    {
      openArticle(number, content..<range.upperBound, line)
      return
    }
    if usesHeadings, case .roman(let number, let content) = kind, number == lastWritten + 1 {
      openArticle(number, content..<range.upperBound, line)
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

  // MARK: Articles

  /// With a sign behind its number a line begins an article; without one only if the number follows, and the line does
  /// not go on like a sentence that cites an article.
  private func isArticle(
    _ number: Int, _ hasSign: Bool, _ range: Range<Int>, _ content: Int, _ line: Int
  ) -> Bool {
    // Behind the signatures nothing is an article, but for the very next one: then they were none.
    if state == .closing { return hasSign && number == lastWritten + 1 }
    // A number twice: an article where the line before has ended.
    if number == lastWritten, number > 1, hasSign { return endsBefore(line) }
    if number == lastWritten + 1 || (lastWritten == 0 && hasSign) {
      if hasSign { return true }
      var reader = LetterReader(
        outline.text.bytes, content..<range.upperBound, outline.text.writing(at: content))
      while let letter = reader.next() {
        if letter.isBlank { continue }
        return !letter.isSmall
      }
      return true
    }
    // "Điều 9. …" out of order: believed unless it reads like the end of a wrapped sentence.
    return hasSign && (number == 1 || (number > lastWritten && number <= lastWritten + 20))
  }

  private mutating func openArticle(_ number: Int, _ content: Range<Int>, _ line: Int) {
    if state == .closing { takeBackSignature(line) }
    closeArticle()
    if number == 1, lastWritten > 0 { dropContents(line) }
    if number != lastWritten + 1 {
      outline.findings.append(OutlineFindings.numberGap("Điều", lastWritten, number, line))
    }
    if state == .preamble, outline.headings.isEmpty { outline.preamble = 0..<max(0, content.lowerBound) }
    state = .articles
    lastWritten = number
    let title = trimmed(content)
    outline.articles.append(
      .init(
        number: outline.articles.count + 1, written: number, title: title,
        clauses: outline.clauses.count..<outline.clauses.count, line: line))
    awaitsTitle = title.isEmpty
    (lastClause, points, awaitsHeadingTitle, bulletClauses) = (0, 0, 0, 0)
    (pointsAreLettered, bulletSign) = (false, nil)
    loose = []
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
    lastWritten = 0
  }

  mutating func closeArticle() {
    let last = outline.articles.count - 1
    guard last >= 0 else { return }
    flushLoose(asLead: false)
    outline.articles[last].clauses = outline.articles[last].clauses.lowerBound..<outline.clauses.count
  }

  // MARK: Clauses

  private mutating func body(_ kind: LineKind, _ range: Range<Int>, _ line: Int) {
    switch kind {
    case .closing where isClosing(range):
      closeArticle()
      (state, outline.signature) = (.closing, range)
    case .clause(let number, let content):
      clause(number, content..<range.upperBound, range, line)
    case .nested(let first, let second, let content):
      nested(first, second, content..<range.upperBound, range, line)
    case .point(let letter, let isBracketed, let content):
      point(letter, isBracketed, content..<range.upperBound, range)
    case .bullet(let sign, let content):
      bullet(sign, content..<range.upperBound, range)
    default:
      plain(range)
    }
  }

  private mutating func clause(_ number: Int, _ content: Range<Int>, _ line: Range<Int>, _ at: Int) {
    if awaitsHeadingTitle > 0 { awaitsHeadingTitle = 0 }
    let follows = number == lastClause + 1
    let skips = number > lastClause && number <= lastClause + 3 && lastClause > 0
    guard follows || skips || (lastClause == 0 && number <= 3) else {
      outline.findings.append(OutlineFindings.strayNumber(number, lastClause, at))
      plain(line)
      return
    }
    if !follows { outline.findings.append(OutlineFindings.numberGap("khoản", lastClause, number, at)) }
    flushLoose(asLead: true)
    awaitsTitle = false
    (lastClause, points, pointsAreLettered, bulletSign) = (number, 0, false, nil)
    append(.init(number), content)
  }

  private mutating func nested(
    _ first: Int, _ second: Int, _ content: Range<Int>, _ line: Range<Int>, _ at: Int
  ) {
    if first == lastWritten, second == lastClause + 1 {
      clause(second, content, line, at)
    } else if first == lastClause, second == points + 1 {
      points += 1
      append(.init(lastClause, point: letter(points)), content)
    } else {
      plain(line)
    }
  }

  private mutating func point(_ letter: UInt8, _ isBracketed: Bool, _ content: Range<Int>, _ line: Range<Int>)
  {
    let expected = Self.order(after: points)
    // "d)" is đ where the text says so, or where đ is due.
    let place = expected.firstIndex(of: letter)
    guard place != nil || (isBracketed && points == 0 && letter == 0x61) else {
      plain(line)
      return
    }
    if points > 0, !pointsAreLettered {
      plain(line)
      return
    }
    if lastClause == 0 { flushLoose(asLead: true) }
    (points, pointsAreLettered, awaitsTitle) = (points + 1, true, false)
    append(.init(lastClause, point: isD(line, letter) ? 0x111 : Int(letter)), content)
  }

  /// The letters that may come next: with đ or without.
  private static func order(after count: Int) -> [UInt8] {
    let vietnamese = Array("abcddeghiklmnopqrstuvxy".utf8)
    let plain = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    var letters: [UInt8] = []
    if count < vietnamese.count { letters.append(vietnamese[count]) }
    if count < plain.count { letters.append(plain[count]) }
    // Behind đ the plain order lags one place.
    if count >= 1, count - 1 < plain.count { letters.append(plain[count - 1]) }
    return letters
  }

  private func isD(_ line: Range<Int>, _ letter: UInt8) -> Bool {
    guard letter == 0x64 else { return false }
    let text = outline.text.sound(line.lowerBound..<min(line.upperBound, line.lowerBound + 24))
    let scalar = text.unicodeScalars.first { $0.properties.isAlphabetic }
    return scalar == "đ" || scalar == "Đ"
  }

  private mutating func bullet(_ sign: UInt8, _ content: Range<Int>, _ line: Range<Int>) {
    // Under a point counted by numbers («1.1.») a plus stands below it.
    let isBelow = points > 0 && sign != bulletSign && (bulletSign != nil || sign == 0x2B)
    if pointsAreLettered || isBelow {
      plain(line)
    } else if lastClause == 0 {
      // Bullets right under the article are its clauses.
      if loose.count <= 1 {
        flushLoose(asLead: true)
        awaitsTitle = false
        bulletClauses += 1
        append(.init(bulletClauses), content)
      } else {
        plain(line)
      }
    } else {
      (points, bulletSign) = (points + 1, sign)
      append(.init(lastClause, point: letter(points)), content)
    }
  }

  /// Clauses of the open article that are bullets.
  private var bulletClauses = 0

  private func letter(_ count: Int) -> Int { count <= 26 ? 0x60 + count : 0x4E00 + count }

  private mutating func plain(_ range: Range<Int>) {
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
  private mutating func flushLoose(asLead: Bool) {
    defer { loose = [] }
    if !asLead { bulletClauses = 0 }
    guard let first = loose.first, let last = loose.last else { return }
    if asLead {
      append(.init(0), first.lowerBound..<last.upperBound)
    } else {
      for (n, paragraph) in loose.enumerated() { append(.init(n + 1), paragraph) }
    }
  }

  private mutating func append(_ address: ReuseDocument.Address, _ range: Range<Int>) {
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
