import Basics
import TextReuse

extension FitCheck {
  /// A term of office in the text that is not the regulation's: left over from an older text, or from another's.
  mutating func terms() {
    for sentence in text.sentences {
      for hit in rules.termWord.all(in: words, sentence.words) where !isQuoted(hit.range) {
        let place = hit.range.upperBound
        guard place + 1 < sentence.words.upperBound, let first = digits(place, most: 4),
          let last = digits(place + 1, most: 4), (1930...2100).contains(first),
          (first...2100).contains(last),
          !rules.olderTerm.stands(in: words, sentence.words)
        else { continue }
        let term = "\(first) – \(last)"
        let isThen = (first...last).contains(facts.day.year)
        guard facts.term.isEmpty ? !isThen : facts.term != term else { continue }
        add(
          .term, "term.\(first)", sentence, hit.range.lowerBound..<place + 2, .warning,
          "Nêu nhiệm kỳ \(term), không phải nhiệm kỳ của quy chế này",
          says: facts.term.isEmpty
            ? "Quy chế có hiệu lực từ ngày \(facts.day.vietnamese)."
            : "Quy chế ghi trong sổ cho nhiệm kỳ \(facts.term).",
          remedy: "Sửa nhiệm kỳ; có thể còn giữ từ văn bản cũ.", source: "Chính văn bản này", certainty: "A")
      }
    }
  }
}
