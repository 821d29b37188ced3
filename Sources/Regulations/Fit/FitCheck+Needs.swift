import TextReuse

extension FitCheck {
  /// «họp … ba tháng một lần», «hằng quý chi bộ họp»: the needed word near the phrase, nothing between that makes it speak of
  /// something else, and the meeting not another body's, whoever else the sentence names.
  func isMeant(_ ready: FitRules.Ready, _ hit: Range<Int>, _ sentence: Range<Int>) -> Bool {
    guard !ready.needs.isEmpty else { return true }
    guard let reach = ready.rule.reach else { return ready.needs.stands(in: words, sentence) }
    let near =
      max(sentence.lowerBound, hit.lowerBound - reach)..<min(sentence.upperBound, hit.upperBound + reach)
    return ready.needs.all(in: words, near).contains { need in
      let between =
        need.range.upperBound <= hit.lowerBound
        ? need.range.upperBound..<hit.lowerBound
        : min(hit.upperBound, need.range.lowerBound)..<need.range.lowerBound
      return !ready.breaks.stands(in: words, between) && !isOthers(ready, need.range, sentence)
    }
  }

  private func isOthers(_ ready: FitRules.Ready, _ verb: Range<Int>, _ sentence: Range<Int>) -> Bool {
    guard !ready.bodies.isEmpty else { return false }
    if let last = ready.bodies.all(in: words, sentence.lowerBound..<verb.lowerBound).last, last.tag == 1,
      verb.lowerBound - last.range.upperBound <= 4,
      !rules.towards.ends(before: last.range.lowerBound, within: 0, in: words, from: sentence.lowerBound)
    {
      return true
    }
    let behind = verb.upperBound..<min(sentence.upperBound, verb.upperBound + 2 + ready.bodies.longest)
    guard let first = ready.bodies.all(in: words, behind).first else { return false }
    return first.tag == 1 && first.range.lowerBound - verb.upperBound <= 1
  }
}
