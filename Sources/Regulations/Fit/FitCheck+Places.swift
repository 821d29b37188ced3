import Basics
import Registry
import TextReuse

extension FitCheck {
  /// Units side by side with the organisation's own, by their names.
  mutating func places() {
    guard !facts.neighbours.isEmpty else { return }
    let places = PhraseSet(facts.neighbours)
    for sentence in text.sentences {
      for hit in places.all(in: words, sentence.words)
      where !isQuoted(hit.range) && !isPastOrRelated(hit.range, sentence.words) {
        elsewhere(facts.neighbours[hit.tag], sentence, hit.range)
      }
    }
  }

  /// "xã Thạnh Phú Đông", "huyện Ba Tri": a unit called by its kind and a name that is none of those the organisation lies in,
  /// whether the register knows it or not. Only levels of which the register knows the organisation's own are looked at.
  mutating func namedPlaces() {
    guard !facts.ownPlaces.isEmpty else { return }
    let own = facts.ownPlaces.map { (level: $0.level, words: Syllables($0.name).words) }
    let gone = Dictionary(
      facts.goneUnits.map { (VietnameseText.fold($0.name), $0.until) }, uniquingKeysWith: { max($0, $1) })
    let living = Set(facts.ownPlaces.map { VietnameseText.fold($0.full) })
    let (low, top) = (own.map(\.level).min() ?? 0, own.map(\.level).max() ?? 0)
    for sentence in text.sentences {
      // A line of capitals tells no names apart.
      guard !isShouted(sentence.words) else { continue }
      for hit in rules.unitWords.all(in: words, sentence.words) where !isQuoted(hit.range) {
        let level = rules.unitLevels[hit.tag]
        guard level >= low, level <= top,
          let name = name(after: hit.range.upperBound, to: sentence.words.upperBound)
        else {
          continue
        }
        let range = hit.range.lowerBound..<name.upperBound
        let full = text.outline.text.sound(text.bytes(range))
        guard !isPastOrRelated(range, sentence.words) else { continue }
        if !living.contains(VietnameseText.fold(full)), let until = gone[VietnameseText.fold(full)] {
          noMore(full, until, sentence, range)
          continue
        }
        let isOwn = own.contains { place in
          guard place.level == level else { return false }
          return name.count >= place.words.count
            && words[name.prefix(place.words.count)].elementsEqual(place.words)
            || name.count < place.words.count && place.words.starts(with: words[name])
        }
        guard !isOwn else { continue }
        elsewhere(full, sentence, range)
      }
    }
  }

  /// «trước đây thuộc huyện …», «xã … cũ»; a place one works with, or where a member lives.
  private func isPastOrRelated(_ range: Range<Int>, _ sentence: Range<Int>) -> Bool {
    let (start, place) = (sentence.lowerBound, range.lowerBound)
    if rules.pastPlaces.ends(before: place, within: 3, in: words, from: start)
      || rules.pastBehind.begins(after: range.upperBound, within: 0, in: words, to: sentence.upperBound)
    {
      return true
    }
    return rules.relations.contains { relation in
      let near = max(start, place - relation.within)..<place
      guard let hit = relation.words.all(in: words, near).last else { return false }
      guard let with = relation.with else { return true }
      return with.stands(in: words, hit.range.upperBound..<place)
    }
  }

  /// A unit that had been given up by the regulation's day.
  private mutating func noMore(
    _ name: String, _ until: Day, _ sentence: FitText.Sentence, _ range: Range<Int>
  ) {
    let own = facts.ownPlaces.map(\.full).joined(separator: ", ")
    add(
      .place, "place.gone.\(VietnameseText.fold(name))", sentence, range, .warning,
      "Nêu \(name), đơn vị không còn từ ngày \(until.vietnamese)",
      says:
        "Sổ ghi \(name) đến hết ngày \(until.previous.vietnamese); ngày \(facts.day.vietnamese) \(facts.organisation.name) \(own.isEmpty ? "không thuộc nơi ấy" : "thuộc \(own)").",
      remedy: "Thay bằng tên đơn vị hiện nay; nếu kể lại chuyện cũ thì ghi “trước đây”.",
      source: "Sổ đơn vị hành chính", certainty: "A", subject: name)
  }

  private mutating func elsewhere(_ name: String, _ sentence: FitText.Sentence, _ range: Range<Int>) {
    let own = facts.ownPlaces.map(\.full).joined(separator: ", ")
    add(
      .place, "place.\(VietnameseText.fold(name))", sentence, range, .warning, "Nêu \(name), là nơi khác",
      says: own.isEmpty
        ? "Ngày \(facts.day.vietnamese) \(facts.organisation.name) không thuộc \(name)."
        : "Ngày \(facts.day.vietnamese) \(facts.organisation.name) thuộc \(own).",
      remedy: "Sửa địa danh; nếu là quan hệ với nơi ấy thì giữ và trả lời rõ.",
      source: "Sổ đơn vị hành chính", certainty: "A", subject: name)
  }

  /// Two to four capitalised words, nothing but blanks between; not a body's name («xã Đoàn», «huyện Hội …»).
  private func name(after start: Int, to end: Int) -> Range<Int>? {
    guard start < end, rules.noPlaceNames.at(start, in: words, before: end) == nil else { return nil }
    var stop = start
    while stop < min(end, start + 4), text.syllables.isCapital(stop), !text.syllables.isParted(stop) {
      stop += 1
    }
    return stop - start >= 2 ? start..<stop : nil
  }

  private func isShouted(_ range: Range<Int>) -> Bool {
    let capitals = range.count { text.syllables.isCapital($0) }
    return range.count >= 4 && capitals * 10 >= range.count * 8
  }

  /// Posts the text gives duties to and the register does not have. A register without any post says nothing.
  mutating func posts() {
    guard !facts.posts.isEmpty else { return }
    let held = facts.posts.map { Syllables($0).words }
    for post in rules.posts where post.kinds.contains(facts.organisation.kind.rawValue) {
      let isHeld = held.contains { post.phrases.stands(in: $0, 0..<$0.count) }
      guard !isHeld else { continue }
      for sentence in text.sentences {
        for hit in post.phrases.all(in: words, sentence.words) where !isQuoted(hit.range) {
          let isOthers = post.unlessAfter.begins(
            after: hit.range.upperBound, within: 1, in: words, to: sentence.words.upperBound)
          guard !isOthers else { continue }
          add(
            .posts, "posts.\(VietnameseText.fold(post.title))", sentence, hit.range, .notice,
            "Nêu \(post.title) mà sổ không có ai giữ",
            says: "Chức vụ sổ ghi ngày \(facts.day.vietnamese): \(facts.posts.joined(separator: ", ")).",
            remedy: "Nếu có người giữ thì ghi vào sổ; nếu chưa bầu thì bỏ, hoặc ghi “nếu có”.",
            source: "Sổ đảng viên", certainty: "A", subject: post.title)
        }
      }
    }
  }
}
