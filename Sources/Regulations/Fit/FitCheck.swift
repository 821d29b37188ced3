import Basics
import Registry
import TextReuse

/// Looks through a regulation for what does not fit the organisation that issued it, as the register had it on the day.
package struct FitCheck {
  let rules: FitRules
  let facts: FitFacts
  let text: FitText
  private(set) var findings: [FitFinding] = []
  /// One finding of a kind in a clause is enough; a text may repeat itself ten thousand times.
  private var told: Set<String> = []
  /// How much of a sentence is shown on either side, in bytes.
  private static let context = 600

  package static func findings(_ outline: Outline, _ facts: FitFacts, rules: FitRules) -> [FitFinding] {
    var check = FitCheck(rules: rules, facts: facts, text: FitText(outline))
    check.run()
    return check.ordered
  }

  private init(rules: FitRules, facts: FitFacts, text: FitText) {
    (self.rules, self.facts, self.text) = (rules, facts, text)
  }

  private var kind: String { facts.organisation.kind.rawValue }
  var words: [UInt32] { text.syllables.words }

  private mutating func run() {
    subjects()
    for rule in rules.rules where rule.rule.kinds.contains(kind) && holds(rule.rule.from, rule.rule.to) {
      phrases(rule)
      decisions(rule)
      forms(rule)
      openings(rule)
    }
    places()
    namedPlaces()
    posts()
    terms()
    references()
    oldDocuments()
    requirements()
    papers()
  }

  private func holds(_ from: String?, _ to: String?) -> Bool {
    if let from = from.flatMap({ Day(iso: $0) }), facts.day < from { return false }
    if let to = to.flatMap({ Day(iso: $0) }), facts.day >= to { return false }
    return true
  }

  /// In the order of the text; what is about the whole stands first. Two of a kind in one clause are one.
  private var ordered: [FitFinding] {
    findings.enumerated().sorted { a, b in
      let (x, y) = (a.element.article ?? 0, b.element.article ?? 0)
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  // MARK: Phrases

  private mutating func phrases(_ ready: FitRules.Ready) {
    let rule = ready.rule
    for sentence in text.sentences {
      for hit in ready.phrases.all(in: words, sentence.words) where !isQuoted(hit.range) {
        let isElsewhere =
          ready.before.ends(
            before: hit.range.lowerBound, within: rule.within, in: words, from: sentence.words.lowerBound)
          || ready.after.begins(
            after: hit.range.upperBound, within: rule.after ?? 2, in: words, to: sentence.words.upperBound)
          || ready.sentence.stands(in: words, sentence.words)
        let isMeant = isMeant(ready, hit.range, sentence)
        guard !isElsewhere, isMeant else { continue }
        tell(rule, sentence, hit.range)
      }
    }
  }

  mutating func tell(_ rule: FitRules.Rule, _ sentence: FitText.Sentence, _ hit: Range<Int>) {
    add(
      FitFinding.Matter(rawValue: rule.matter) ?? .powers, rule.id, sentence, hit, rule.severity, rule.title,
      says: rule.says, remedy: rule.remedy, source: rule.source, certainty: rule.certainty)
  }

  // MARK: What has to stand somewhere

  private mutating func requirements() {
    for (rule, parts) in rules.requirements where rule.kinds.contains(kind) && holds(rule.from, nil) {
      let byClause = Dictionary(grouping: text.sentences, by: \.clause)
      let isThere = byClause.values.contains { sentences in
        parts.allSatisfy { part in sentences.contains { part.stands(in: words, $0.words) } }
      }
      guard !isThere else { continue }
      findings.append(
        FitFinding(
          matter: .relation, key: rule.id, severity: rule.severity, title: rule.title, says: rule.says,
          remedy: rule.remedy, source: rule.source, certainty: rule.certainty))
    }
  }

  // MARK: Helpers

  func isQuoted(_ range: Range<Int>) -> Bool {
    range.contains { text.quoted.indices.contains($0) && text.quoted[$0] }
  }

  /// The sentence, or of a very long one what stands around the words.
  private func around(_ hit: Range<Int>, in sentence: Range<Int>) -> Range<Int> {
    let bytes = text.outline.text.bytes
    var start = max(sentence.lowerBound, hit.lowerBound - Self.context)
    var end = min(sentence.upperBound, hit.upperBound + Self.context)
    // Never inside a letter.
    while start > sentence.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < sentence.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<max(start, end)
  }

  mutating func append(_ finding: FitFinding) { findings.append(finding) }

  mutating func add(
    _ matter: FitFinding.Matter, _ code: String, _ sentence: FitText.Sentence, _ hit: Range<Int>,
    _ severity: Finding.Severity, _ title: String, says: String, remedy: String, source basis: String,
    certainty: String, subject: String = ""
  ) {
    let key = "\(code)|\(sentence.address.text(in: sentence.article))"
    guard told.insert(key).inserted else { return }
    let bytes = text.bytes(hit)
    let whole = around(bytes, in: sentence.range)
    let start = min(max(bytes.lowerBound, whole.lowerBound), whole.upperBound)
    let end = min(max(bytes.upperBound, start), whole.upperBound)
    let source = text.outline.text
    func spaced(_ range: Range<Int>, _ sound: String, atEnd: Bool) -> String {
      guard !sound.isEmpty, let edge = atEnd ? range.last : range.first else { return sound }
      guard source.bytes[edge] <= 0x20 else { return sound }
      return atEnd ? sound + " " : " " + sound
    }
    var finding = FitFinding(
      matter: matter, key: key, severity: severity,
      title: title, article: sentence.article, address: sentence.address, says: says, remedy: remedy,
      source: basis, certainty: certainty, subject: subject)
    finding.printed = text.outline.printed(sentence.article)
    finding.before = spaced(whole.lowerBound..<start, source.sound(whole.lowerBound..<start), atEnd: true)
    finding.marked = source.sound(start..<end)
    finding.after = spaced(end..<whole.upperBound, source.sound(end..<whole.upperBound), atEnd: false)
    findings.append(finding)
  }
}
