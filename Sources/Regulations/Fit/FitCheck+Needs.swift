import TextReuse

extension FitCheck {
  /// «họp … ba tháng một lần», «hằng quý chi bộ họp»: the needed word near the phrase, nothing between that makes it speak of
  /// something else, and the meeting not another body's, whoever else the sentence names.
  func isMeant(_ ready: FitRules.Ready, _ hit: Range<Int>, _ whole: FitText.Sentence) -> Bool {
    let sentence = whole.words
    guard !ready.needs.isEmpty else { return true }
    guard let reach = ready.rule.reach else { return ready.needs.stands(in: words, sentence) }
    let near =
      max(sentence.lowerBound, hit.lowerBound - reach)..<min(sentence.upperBound, hit.upperBound + reach)
    if !ready.needs.stands(in: words, sentence) { return isMeantAbove(ready, hit, whole) }
    return ready.needs.all(in: words, near).contains { need in
      let between =
        need.range.upperBound <= hit.lowerBound
        ? need.range.upperBound..<hit.lowerBound
        : min(hit.upperBound, need.range.lowerBound)..<need.range.lowerBound
      return !ready.breaks.stands(in: words, between) && !isOthers(ready, need.range, sentence)
    }
  }

  /// «Điều 5. Chế độ sinh hoạt», below it «Chi bộ: 3 tháng/lần»: the heading or the lead-in has the word.
  private func isMeantAbove(_ ready: FitRules.Ready, _ hit: Range<Int>, _ sentence: FitText.Sentence) -> Bool
  {
    let title = text.titles[sentence.article] ?? 0..<0
    let lead = sentence.leadIn.map { text.sentences[$0].words } ?? 0..<0
    guard ready.needs.stands(in: words, title) || ready.needs.stands(in: words, lead),
      !ready.breaks.stands(in: words, sentence.words), sentence.words.count <= 20
    else { return false }
    let named = ready.bodies.all(in: words, sentence.words)
    return named.contains { $0.tag == 0 } || named.isEmpty && hit.lowerBound - sentence.words.lowerBound <= 4
  }

  private func isOthers(_ ready: FitRules.Ready, _ verb: Range<Int>, _ sentence: Range<Int>) -> Bool {
    guard !ready.bodies.isEmpty else { return false }
    if let last = ready.bodies.all(in: words, sentence.lowerBound..<verb.lowerBound).last, last.tag == 1,
      verb.lowerBound - last.range.upperBound <= 4,
      !rules.towards.ends(before: last.range.lowerBound, within: 0, in: words, from: sentence.lowerBound)
    {
      return true
    }
    // «mỗi quý về dự một buổi sinh hoạt ở ấp ấy».
    if rules.attending.ends(before: verb.lowerBound, within: 3, in: words, from: sentence.lowerBound)
      || rules.attending.at(verb.lowerBound, in: words, before: sentence.upperBound) != nil
    {
      let visit = verb.upperBound..<min(sentence.upperBound, verb.upperBound + 8)
      if ready.visited.stands(in: words, visit) { return true }
    }
    let behind = verb.upperBound..<min(sentence.upperBound, verb.upperBound + 2 + ready.bodies.longest)
    guard let first = ready.bodies.all(in: words, behind).first else { return false }
    return first.tag == 1 && first.range.lowerBound - verb.upperBound <= 1
  }
}
