import Registry
import TextReuse

extension FitCheck {
  /// «quyết định kết nạp đảng viên, khai trừ đảng viên và bổ nhiệm …»: what is decided may stand behind something else that is
  /// decided. A word that proposes, looks at or carries out ends what the verb governs.
  mutating func decisions(_ ready: FitRules.Ready) {
    guard !ready.objects.isEmpty else { return }
    let rule = ready.rule
    for sentence in text.sentences {
      let end = sentence.words.upperBound
      for verb in rules.deciding.verbs.all(in: words, sentence.words) where !isQuoted(verb.range) {
        let start = verb.range.upperBound
        let isNoun =
          rules.deciding.nounBefore.ends(
            before: verb.range.lowerBound, within: 0, in: words, from: sentence.words.lowerBound)
          || rules.deciding.nounAfter.at(start, in: words, before: end) != nil
        let isElsewhere = ready.before.ends(
          before: verb.range.lowerBound, within: rule.within, in: words, from: sentence.words.lowerBound)
        guard !isNoun, !isElsewhere else { continue }
        for hit in ready.objects.all(in: words, start..<end) where !isQuoted(hit.range) {
          let between = start..<hit.range.lowerBound
          let isBroken =
            rules.deciding.stops.stands(in: words, between) || ready.before.stands(in: words, between)
            || ready.sentence.stands(in: words, sentence.words)
            || ready.after.begins(after: hit.range.upperBound, within: 2, in: words, to: end)
          guard between.count <= rules.deciding.reach, !isBroken else { continue }
          add(
            FitFinding.Matter(rawValue: rule.matter) ?? .powers, rule.id, sentence, hit.range, rule.severity,
            rule.title, says: rule.says, remedy: rule.remedy, source: rule.source, certainty: rule.certainty)
        }
      }
    }
  }
}
