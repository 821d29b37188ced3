import Basics
import TextReuse

extension FitCheck {
  /// Documents named in the articles that held no more when the regulation was issued.
  mutating func oldDocuments() {
    let called = rules.register.documents.enumerated().flatMap { n, known in
      (known.called ?? []).map { ($0, n) }
    }
    let names = PhraseSet(called)
    for sentence in text.sentences where !rules.older.stands(in: words, sentence.words) {
      let whole = text.outline.text.sound(sentence.range)
      for cited in CitedDocument.all(in: whole) {
        guard let known = rules.register.document(cited.number, issued: cited.day, citedOn: facts.day),
          let range = place(of: cited.number, in: sentence)
        else { continue }
        oldDocument(known, sentence, range)
      }
      for hit in names.all(in: words, sentence.words) where !isQuoted(hit.range) {
        oldDocument(rules.register.documents[hit.tag], sentence, hit.range)
      }
    }
  }

  private mutating func oldDocument(
    _ known: RegulationRules.KnownDocument, _ sentence: FitText.Sentence, _ range: Range<Int>
  ) {
    guard let end = known.toDay, end <= facts.day, !isQuoted(range) else { return }
    add(
      .basis, "basis.text.\(CitedDocument.fold(known.number))", sentence, range, .warning,
      "Nêu \(known.number), đã hết hiệu lực",
      says:
        "\(known.title): hết hiệu lực từ ngày \(end.vietnamese)\(known.replacedBy.map { ", thay bằng \($0)" } ?? "").",
      remedy: "Thay bằng văn bản còn hiệu lực và rà lại câu này theo văn bản ấy.", source: known.source,
      certainty: known.certainty)
  }

  /// The words of a number within its sentence.
  private func place(of number: String, in sentence: FitText.Sentence) -> Range<Int>? {
    let parts = Syllables(number).words
    guard !parts.isEmpty, parts.count <= sentence.words.count else { return nil }
    let last = sentence.words.upperBound - parts.count
    let start = (sentence.words.lowerBound...last).first { start in
      parts.indices.allSatisfy { words[start + $0] == parts[$0] }
    }
    return start.map { $0..<$0 + parts.count }
  }
}
