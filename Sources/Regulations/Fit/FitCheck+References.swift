import Basics
import Registry
import TextReuse

extension FitCheck {
  /// References to articles and clauses of this regulation that are not there.
  mutating func references() {
    let articles = text.outline.articles
    guard !articles.isEmpty else { return }
    let known = Set(articles.map(\.printed))
    let last = known.max() ?? articles.count
    for sentence in text.sentences {
      let end = sentence.words.upperBound
      for hit in rules.article.all(in: words, sentence.words) where !isQuoted(hit.range) {
        let place = hit.range.upperBound
        guard place < end, let number = number(place, digits: 3) else { continue }
        let isOwn = rules.ownReference.begins(after: place + 1, within: 3, in: words, to: end)
        let isElsewhere = rules.elsewhere.begins(after: place + 1, within: 4, in: words, to: end)
        guard isOwn || !isElsewhere else { continue }
        let clause = clauseNumber(before: hit.range.lowerBound, from: sentence.words.lowerBound)
        let range = (clause == nil ? hit.range.lowerBound : hit.range.lowerBound - 2)..<place + 1
        if !known.contains(number) {
          let count =
            "Quy chế có \(articles.count) điều\(last == articles.count ? "" : ", số lớn nhất là Điều \(last)")."
          tell(
            sentence, range, "reference.\(number)", .warning, "Dẫn chiếu tới Điều \(number) không có", count,
            "Sửa số điều được dẫn chiếu, hoặc ghi rõ là điều của văn bản nào.")
        } else if let clause {
          look(for: clause, in: articles.filter { $0.printed == number }, sentence, range)
        } else if isOwn, number == text.outline.printed(sentence.article) {
          tell(
            sentence, range, "reference.self.\(number)", .notice, "Dẫn chiếu về chính điều này",
            "Câu đứng trong Điều \(number) và dẫn chiếu về Điều \(number).",
            "Kiểm tra có định dẫn chiếu điều khác không.")
        }
      }
      for hit in rules.thisArticle.all(in: words, sentence.words) where !isQuoted(hit.range) {
        guard let clause = clauseNumber(before: hit.range.lowerBound, from: sentence.words.lowerBound) else {
          continue
        }
        look(
          for: clause, in: articles.filter { $0.number == sentence.article }, sentence,
          hit.range.lowerBound - 2..<hit.range.upperBound)
      }
    }
  }

  /// "khoản 9" right before a place.
  private func clauseNumber(before place: Int, from start: Int) -> Int? {
    guard place - 2 >= start, rules.clauseWord.at(place - 2, in: words, before: place) != nil else {
      return nil
    }
    return number(place - 1, digits: 3)
  }

  private mutating func look(
    for clause: Int, in articles: [Outline.Article], _ sentence: FitText.Sentence, _ range: Range<Int>
  ) {
    guard let article = articles.first else { return }
    let clauses = Set(
      articles.flatMap { text.outline.clauses[$0.clauses].map { Int($0.address.clause) } }.filter { $0 > 0 })
    guard !clauses.contains(clause) else { return }
    let count = clauses.isEmpty ? "không đánh số khoản" : "có \(clauses.count) khoản"
    tell(
      sentence, range, "reference.\(article.printed).\(clause)", .warning,
      "Dẫn chiếu tới khoản \(clause) Điều \(article.printed) không có", "Điều \(article.printed) \(count).",
      "Sửa số khoản được dẫn chiếu.")
  }

  private mutating func tell(
    _ sentence: FitText.Sentence, _ range: Range<Int>, _ key: String, _ severity: Finding.Severity,
    _ title: String, _ says: String, _ remedy: String
  ) {
    add(
      .reference, key, sentence, range, severity, title, says: says, remedy: remedy,
      source: "Chính văn bản này", certainty: "A")
  }

  /// A term of office in the text that is not the regulation's: left over from an older text, or from another's.
  mutating func terms() {
    for sentence in text.sentences {
      for hit in rules.termWord.all(in: words, sentence.words) where !isQuoted(hit.range) {
        let place = hit.range.upperBound
        guard place + 1 < sentence.words.upperBound, let first = number(place, digits: 4),
          let last = number(place + 1, digits: 4), (1930...2100).contains(first),
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

  /// The number a word is, read from the text itself: words of numbers are classes.
  private func number(_ word: Int, digits: Int) -> Int? {
    let bytes = text.outline.text.bytes[text.bytes(word..<word + 1)]
    guard bytes.count <= digits, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }
}
