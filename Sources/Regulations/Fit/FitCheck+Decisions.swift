import Registry
import TextReuse

extension FitCheck {
  /// «quyết định kết nạp đảng viên, khai trừ đảng viên và bổ nhiệm …»: what is decided may stand behind something else that is
  /// decided, or in a point under «chi bộ quyết định:». A word that proposes, looks at or carries out ends what the verb governs.
  mutating func decisions(_ ready: FitRules.Ready) {
    guard !ready.objects.isEmpty else { return }
    for sentence in text.sentences {
      for verb in rules.deciding.verbs.all(in: words, sentence.words)
      where decides(ready, verb.range, sentence.words) {
        objects(ready, sentence, from: verb.range.upperBound)
      }
      // The verb that the points under it share.
      if let place = sentence.leadIn, text.sentences.indices.contains(place) {
        if governs(ready, text.sentences[place].words) {
          objects(ready, sentence, from: sentence.words.lowerBound)
        }
      } else if sentence.isFirst, let title = text.titles[sentence.article], governs(ready, title) {
        // «Những việc chi bộ quyết định», below it «1. Kết nạp đảng viên mới.»
        let start = sentence.words.lowerBound
        if ready.objects.at(start, in: words, before: sentence.words.upperBound) != nil,
          !rules.deciding.yields.stands(in: words, sentence.words)
        {
          objects(ready, sentence, from: start)
        }
      }
    }
  }

  private func governs(_ ready: FitRules.Ready, _ lead: Range<Int>) -> Bool {
    rules.deciding.verbs.all(in: words, lead).contains { verb in
      let rest = verb.range.upperBound..<lead.upperBound
      return decides(ready, verb.range, lead) && rest.count <= rules.deciding.reach
        && !rules.deciding.stops.stands(in: words, rest)
    }
  }

  private mutating func objects(_ ready: FitRules.Ready, _ sentence: FitText.Sentence, from start: Int) {
    for hit in ready.objects.all(in: words, start..<sentence.words.upperBound) where !isQuoted(hit.range) {
      let between = start..<hit.range.lowerBound
      let isBroken =
        rules.deciding.stops.stands(in: words, between) || ready.before.stands(in: words, between)
        || isSaidOtherwise(ready, hit.range, sentence.words)
      guard between.count <= rules.deciding.reach, !isBroken else { continue }
      tell(ready.rule, sentence, hit.range)
    }
  }

  /// «phê chuẩn kết quả bầu cử», «thi hành kỷ luật … khai trừ»: a verb of the rule's own, and what it decides close behind.
  mutating func forms(_ ready: FitRules.Ready) {
    guard !ready.forms.isEmpty else { return }
    for sentence in text.sentences {
      for form in ready.forms {
        for verb in form.verbs.all(in: words, sentence.words)
        where decides(ready, verb.range, sentence.words) {
          let start = verb.range.upperBound
          let end = min(sentence.words.upperBound, start + form.gap + form.objects.longest)
          guard let hit = form.objects.all(in: words, start..<max(start, end)).first,
            hit.range.lowerBound - start <= form.gap
          else { continue }
          let between = start..<hit.range.lowerBound
          let isBroken =
            (form.breaks ?? rules.deciding.stops).stands(in: words, between)
            || isSaidOtherwise(ready, hit.range, sentence.words)
            || handsUp(hit.range.upperBound, sentence.words)
          if !isBroken { tell(ready.rule, sentence, verb.range.lowerBound..<hit.range.upperBound) }
        }
        underLead(ready, form, sentence)
      }
    }
  }

  /// «Chi bộ lãnh đạo:» above the points that name what.
  private mutating func underLead(
    _ ready: FitRules.Ready, _ form: FitRules.ReadyForm, _ sentence: FitText.Sentence
  ) {
    guard let place = sentence.leadIn, text.sentences.indices.contains(place) else { return }
    let lead = text.sentences[place].words
    let breaks = form.breaks ?? rules.deciding.stops
    guard let verb = form.verbs.all(in: words, lead).last, decides(ready, verb.range, lead),
      lead.upperBound - verb.range.upperBound <= form.gap + 3,
      !breaks.stands(in: words, verb.range.upperBound..<lead.upperBound)
    else { return }
    let start = sentence.words.lowerBound
    let end = min(sentence.words.upperBound, start + form.gap + form.objects.longest)
    guard let hit = form.objects.all(in: words, start..<max(start, end)).first,
      hit.range.lowerBound - start <= form.gap, !isQuoted(hit.range),
      !breaks.stands(in: words, start..<hit.range.lowerBound),
      !isSaidOtherwise(ready, hit.range, sentence.words), !handsUp(hit.range.upperBound, sentence.words)
    else { return }
    tell(ready.rule, sentence, hit.range)
  }

  /// «Khai trừ đảng viên vi phạm …» where a sentence begins, or with only the cell before it.
  mutating func openings(_ ready: FitRules.Ready) {
    guard !ready.opens.isEmpty else { return }
    for sentence in text.sentences {
      var start = sentence.words.lowerBound
      let end = sentence.words.upperBound
      while let actor = rules.deciding.actors.at(start, in: words, before: end) {
        start = actor.range.upperBound
      }
      guard let hit = ready.opens.at(start, in: words, before: end), !isQuoted(hit.range) else { continue }
      // A point under «các hình thức kỷ luật:» decides nothing; one under «có nhiệm vụ, quyền hạn:» does.
      let lead = sentence.leadIn.flatMap {
        text.sentences.indices.contains($0) ? text.sentences[$0].words : nil
      }
      let isGranted =
        lead.map {
          rules.deciding.grants.stands(in: words, $0) && !ready.before.stands(in: words, $0)
            && !rules.deciding.stops.stands(in: words, $0)
        } ?? true
      let rest = hit.range.upperBound..<end
      let isBroken =
        !isGranted || ready.before.stands(in: words, rest) || rules.deciding.yields.stands(in: words, rest)
        || isSaidOtherwise(ready, hit.range, sentence.words)
      if !isBroken { tell(ready.rule, sentence, hit.range) }
    }
  }

  /// A verb that decides, by whose regulation it is: no noun, not proposed, not somebody else's.
  private func decides(_ ready: FitRules.Ready, _ verb: Range<Int>, _ sentence: Range<Int>) -> Bool {
    guard !isQuoted(verb) else { return false }
    let isNoun =
      rules.deciding.nounBefore.ends(
        before: verb.lowerBound, within: 0, in: words, from: sentence.lowerBound)
      || rules.deciding.nounAfter.at(verb.upperBound, in: words, before: sentence.upperBound) != nil
    let isElsewhere = ready.before.ends(
      before: verb.lowerBound, within: ready.rule.within, in: words, from: sentence.lowerBound)
    return !isNoun && !isElsewhere
  }

  private func isSaidOtherwise(_ ready: FitRules.Ready, _ hit: Range<Int>, _ sentence: Range<Int>) -> Bool {
    ready.sentence.stands(in: words, sentence)
      || ready.after.begins(after: hit.upperBound, within: 2, in: words, to: sentence.upperBound)
  }

  private func handsUp(_ place: Int, _ sentence: Range<Int>) -> Bool {
    rules.deciding.yields.stands(in: words, min(place, sentence.upperBound)..<sentence.upperBound)
  }
}
