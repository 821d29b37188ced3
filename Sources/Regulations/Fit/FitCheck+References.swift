import Basics
import Registry
import TextReuse

extension FitCheck {
  /// References to articles, clauses and points of this regulation that are not there.
  mutating func references() {
    guard !text.outline.articles.isEmpty else { return }
    for sentence in text.sentences {
      for hit in rules.article.all(in: words, sentence.words) where !isQuoted(hit.range) {
        article(hit.range, sentence)
      }
      for hit in rules.thisArticle.all(in: words, sentence.words) where !isQuoted(hit.range) {
        let parts = parts(before: hit.range.lowerBound, from: sentence.words.lowerBound)
        guard parts.first < hit.range.lowerBound else { continue }
        look(
          for: parts, in: text.outline.articles.filter { $0.number == sentence.article }, sentence,
          parts.first..<hit.range.upperBound)
      }
      withoutArticle(sentence)
    }
  }

  private mutating func article(_ hit: Range<Int>, _ sentence: FitText.Sentence) {
    let articles = text.outline.articles
    let end = sentence.words.upperBound
    guard let number = numeral(hit.upperBound, before: end) else { return }
    let isOwn = rules.ownReference.begins(after: number.end, within: 3, in: words, to: end)
    let isElsewhere = rules.elsewhere.begins(after: number.end, within: 4, in: words, to: end)
    guard isOwn || !isElsewhere else { return }
    let parts = parts(before: hit.lowerBound, from: sentence.words.lowerBound)
    let range = parts.first..<number.end
    let named = articles.filter { $0.printed == number.text }
    if named.isEmpty {
      let last = articles.compactMap(\.written).max() ?? articles.count
      let count =
        "Quy chế có \(articles.count) điều\(last == articles.count ? "" : ", số lớn nhất là Điều \(last)")."
      tell(
        sentence, range, "reference.\(number.text)", .warning, "Dẫn chiếu tới Điều \(number.text) không có",
        count, "Sửa số điều được dẫn chiếu, hoặc ghi rõ là điều của văn bản nào.")
    } else if parts.first < hit.lowerBound {
      look(for: parts, in: named, sentence, range)
    } else if isOwn, number.text == text.outline.printed(sentence.article) {
      tell(
        sentence, range, "reference.self.\(number.text)", .notice, "Dẫn chiếu về chính điều này",
        "Câu đứng trong Điều \(number.text) và dẫn chiếu về Điều \(number.text).",
        "Kiểm tra có định dẫn chiếu điều khác không.")
    }
  }

  /// "điểm d khoản 2", "điểm d khoản này", "điểm d": of the article they stand in, as no article is named.
  private mutating func withoutArticle(_ sentence: FitText.Sentence) {
    let own = text.outline.articles.filter { $0.number == sentence.article }
    for hit in rules.pointWord.all(in: words, sentence.words) where !isQuoted(hit.range) {
      let end = sentence.words.upperBound
      var (letters, next) = ([String](), hit.range.upperBound)
      while next < end {
        if let letter = pointLetter(next) {
          letters.append(letter)
        } else if letters.isEmpty || rules.joiners.at(next, in: words, before: end) == nil {
          break
        }
        next += 1
      }
      guard !letters.isEmpty, !rules.elsewhere.begins(after: next, within: 6, in: words, to: end) else {
        continue
      }
      var parts = Parts(first: hit.range.lowerBound, points: letters)
      if rules.thisClause.at(next, in: words, before: end) != nil {
        parts.clauses = sentence.address.number > 0 ? [sentence.address.clauseText] : []
        next += 2
      } else if rules.clauseWord.at(next, in: words, before: end) != nil,
        let number = numeral(next + 1, before: end)
      {
        (parts.clauses, next) = ([number.text], number.end)
      }
      // With an article behind it the reference is looked at there.
      guard rules.article.at(next, in: words, before: end) == nil, next <= end else { continue }
      look(for: parts, in: own, sentence, hit.range.lowerBound..<next)
    }
  }

  /// What of an article a reference names: "các điểm a, b khoản 2".
  private struct Parts {
    var first: Int
    var clauses: [String] = []
    var points: [String] = []
  }

  /// Read from behind: points before clauses before the article.
  private func parts(before place: Int, from start: Int) -> Parts {
    var parts = Parts(first: place)
    var at = place - 1
    var numbers: [String] = []
    while at >= start {
      if let letter = suffix(at), at > start, let number = digits(at - 1, most: 3) {
        numbers.append("\(number)\(letter)")
        at -= 2
      } else if let number = digits(at, most: 3) {
        numbers.append("\(number)")
        at -= 1
      } else if !numbers.isEmpty, rules.joiners.at(at, in: words, before: place) != nil {
        at -= 1
      } else {
        break
      }
    }
    guard !numbers.isEmpty, at >= start, rules.clauseWord.at(at, in: words, before: place) != nil else {
      return parts
    }
    (parts.first, parts.clauses) = (at, numbers.reversed())
    var letters: [String] = []
    at -= 1
    while at >= start {
      if let letter = pointLetter(at) {
        letters.append(letter)
      } else if letters.isEmpty || rules.joiners.at(at, in: words, before: place) == nil {
        break
      }
      at -= 1
    }
    guard !letters.isEmpty, at >= start, rules.pointWord.at(at, in: words, before: place) != nil else {
      return parts
    }
    (parts.first, parts.points) = (at, letters.reversed())
    return parts
  }

  private mutating func look(
    for parts: Parts, in articles: [Outline.Article], _ sentence: FitText.Sentence, _ range: Range<Int>
  ) {
    guard let article = articles.first else { return }
    let clauses = articles.flatMap { text.outline.clauses[$0.clauses] }
    let known = Set(clauses.filter { $0.address.number > 0 }.map(\.address.clauseText))
    for clause in parts.clauses where !known.contains(clause) {
      let count = known.isEmpty ? "không đánh số khoản" : "có \(known.count) khoản"
      tell(
        sentence, range, "reference.\(article.printed).\(clause)", .warning,
        "Dẫn chiếu tới khoản \(clause) Điều \(article.printed) không có", "Điều \(article.printed) \(count).",
        "Sửa số khoản được dẫn chiếu.")
      return
    }
    // Points of the last clause that is named; of the whole article if none is.
    let clause = parts.clauses.last
    let within = clauses.filter { clause == nil || $0.address.clauseText == clause }
    let letters = within.compactMap { Unicode.Scalar(UInt32($0.address.point)) }.filter { $0.value > 0 }
    let place = (clause.map { "khoản \($0) " } ?? "") + "Điều \(article.printed)"
    for point in parts.points where !letters.contains(where: { String($0) == point }) {
      let has =
        letters.isEmpty
        ? "không chia điểm" : "có các điểm \(letters.map { String($0) }.joined(separator: ", "))"
      tell(
        sentence, range, "reference.\(article.printed).\(clause ?? "").\(point)", .warning,
        "Dẫn chiếu tới điểm \(point) \(place) không có", "Ở \(place): \(has).",
        "Sửa điểm được dẫn chiếu.")
      return
    }
  }

  private mutating func tell(
    _ sentence: FitText.Sentence, _ range: Range<Int>, _ key: String, _ severity: Finding.Severity,
    _ title: String, _ says: String, _ remedy: String
  ) {
    add(
      .reference, key, sentence, range, severity, title, says: says, remedy: remedy,
      source: "Chính văn bản này", certainty: "A")
  }

  /// "2", "2a": at a word, with the place behind it.
  private func numeral(_ word: Int, before end: Int) -> (text: String, end: Int)? {
    guard word < end, let number = digits(word, most: 3) else { return nil }
    guard word + 1 < end, let letter = suffix(word + 1) else { return ("\(number)", word + 1) }
    return ("\(number)\(letter)", word + 2)
  }

  /// A letter that stands right behind digits.
  private func suffix(_ word: Int) -> String? {
    guard word > 0, text.syllables.starts[word] == text.syllables.ends[word - 1],
      digits(word - 1, most: 3) != nil
    else { return nil }
    return pointLetter(word)
  }

  /// A small letter alone.
  private func pointLetter(_ word: Int) -> String? {
    guard !text.syllables.isCapital(word) else { return nil }
    let bytes = text.bytes(word..<word + 1)
    guard bytes.count <= 3 else { return nil }
    let scalars = Array(text.outline.text.sound(bytes).unicodeScalars)
    guard scalars.count == 1, LetterOrder.rank(scalars[0]) != nil else { return nil }
    return String(scalars[0])
  }

  /// The number a word is, read from the text itself: words of numbers are classes.
  func digits(_ word: Int, most: Int) -> Int? {
    let bytes = text.outline.text.bytes[text.bytes(word..<word + 1)]
    guard bytes.count <= most, !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(String(decoding: bytes, as: UTF8.self))
  }
}
