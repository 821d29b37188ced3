import Basics
import Registry
import TextReuse

extension FitCheck {
  /// Bodies a sentence says the organisation leads, against the leadership the register has of it.
  mutating func subjects() {
    let has = ledNames
    let mayHave = rules.mayHave(facts.organisation.kind)
    let leadsAny = !has.isEmpty || facts.leadership.contains { $0.kind == .massOrganisation }
    if facts.leadership.isEmpty {
      append(
        FitFinding(
          matter: .subjects, key: "subjects.unknown", severity: .notice,
          title: "Sổ chưa ghi đối tượng lãnh đạo",
          says: "Ngày \(facts.day.vietnamese) sổ chưa ghi tổ chức này lãnh đạo ai, nên không đối chiếu được.",
          remedy: "Ghi đối tượng lãnh đạo ở trang của tổ chức, rồi xem lại.", source: "Sổ tổ chức",
          certainty: "A"))
      return
    }
    for sentence in text.sentences {
      for (hit, name) in claims(in: sentence) {
        let isGroup = name.isEmpty
        if isGroup ? leadsAny : has.contains(name) { continue }
        let isPossible = !isGroup && mayHave.contains(name)
        let shown = isGroup ? "các đoàn thể" : name
        add(
          .subjects, "subjects.\(VietnameseText.fold(shown))", sentence, hit, isPossible ? .notice : .warning,
          isPossible
            ? "Nêu lãnh đạo \(shown) mà sổ chưa ghi" : "Nêu lãnh đạo \(shown) mà tổ chức này không có",
          says: facts.sayLeadership,
          remedy: isPossible
            ? "Nếu thật có \(shown) thuộc sự lãnh đạo ở đây thì ghi vào sổ; nếu không thì bỏ khỏi quy chế."
            : "Viết lại theo đối tượng lãnh đạo của mình; nếu thật có \(shown) thì ghi vào sổ.",
          source: rules.leading.source, certainty: rules.leading.certainty, subject: shown)
      }
    }
  }

  /// Names of the bodies the register says it leads, as the list of subjects calls them.
  private var ledNames: Set<String> {
    let kinds: [MassOrganisation.Kind: String] = [
      .front: "mat tran", .tradeUnion: "cong doan", .women: "phu nu", .farmers: "nong dan",
      .youth: "thanh nien",
      .veterans: "cuu chien binh",
    ]
    var names: Set<String> = []
    for name in rules.subjects {
      let fold = VietnameseText.fold(name)
      if facts.leadsKinds.contains(where: { kind in kinds[kind].map { contains(fold, $0) } ?? false }) {
        names.insert(name)
      }
    }
    for scope in facts.leadership where scope.kind == .massOrganisation {
      let words = Syllables(scope.subject).words
      for hit in rules.bodies.all(in: words, 0..<words.count) where hit.tag < rules.subjects.count {
        names.insert(rules.subjects[hit.tag])
      }
    }
    return names
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard part.count <= text.count, !part.isEmpty else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
  }

  /// Bodies named behind a verb of leading, with their place; the empty name stands for a group of them.
  private func claims(in sentence: FitText.Sentence) -> [(hit: Range<Int>, name: String)] {
    let start = sentence.words.lowerBound
    var claims: [(Range<Int>, String)] = []
    // A point of a list goes on where its lead-in stopped.
    var isLeading = sentence.leadIn.map { endsLeading(text.sentences[$0]) } ?? false
    var wasPerson = false
    var lastBody = -1
    var persons = -1
    var n = start
    while n < sentence.words.upperBound {
      if let verb = rules.verbs.at(n, in: words, before: sentence.words.upperBound) {
        if let holds = leads(verb.range, from: start) { (isLeading, persons, wasPerson) = (holds, -1, false) }
        n = verb.range.upperBound
        continue
      }
      if let body = rules.bodies.at(n, in: words, before: sentence.words.upperBound) {
        let isWhole = (1..<max(1, body.range.count)).allSatisfy {
          !text.syllables.isParted(body.range.lowerBound + $0)
        }
        if isLeading, isWhole || body.tag >= rules.subjects.count, !isQuoted(body.range) {
          let isPerson =
            belongsToPersons(body.range.lowerBound, after: persons)
            || (wasPerson && lastBody >= 0 && onlyJoined(lastBody, body.range.lowerBound))
          if !isPerson {
            claims.append((body.range, body.tag < rules.subjects.count ? rules.subjects[body.tag] : ""))
          }
          wasPerson = isPerson
          lastBody = body.range.upperBound
        }
        n = body.range.upperBound
        continue
      }
      if let ends = rules.leadingEnds.at(n, in: words, before: sentence.words.upperBound) {
        isLeading = false
        n = ends.range.upperBound
        continue
      }
      if let person = rules.persons.at(n, in: words, before: sentence.words.upperBound) {
        persons = person.range.upperBound
        n = person.range.upperBound
        continue
      }
      n += 1
    }
    return claims + under(sentence).filter { one in !claims.contains { $0.0 == one.hit } }
  }

  /// «Hội Nông dân chịu sự lãnh đạo của chi bộ»: the bodies before it.
  private func under(_ sentence: FitText.Sentence) -> [(hit: Range<Int>, name: String)] {
    var found: [(Range<Int>, String)] = []
    for hit in rules.under.all(in: words, sentence.words) where !isQuoted(hit.range) {
      let rest = hit.range.upperBound..<sentence.words.upperBound
      guard rules.leaders.begins(after: rest.lowerBound, within: 4, in: words, to: rest.upperBound),
        !rules.others.begins(after: rest.lowerBound, within: 4, in: words, to: rest.upperBound),
        !rules.denials.ends(
          before: hit.range.lowerBound, within: 1, in: words, from: sentence.words.lowerBound)
      else { continue }
      for body in rules.bodies.all(in: words, sentence.words.lowerBound..<hit.range.lowerBound)
      where !isQuoted(body.range) {
        let start = sentence.words.lowerBound
        let isPerson = rules.persons.ends(before: body.range.lowerBound, within: 3, in: words, from: start)
        guard !isPerson else { continue }
        found.append((body.range, body.tag < rules.subjects.count ? rules.subjects[body.tag] : ""))
      }
    }
    return found
  }

  /// Whether a verb of leading tells what this organisation does; nil where it is a noun ("sự lãnh đạo của …") and says
  /// nothing about who follows.
  private func leads(_ verb: Range<Int>, from start: Int) -> Bool? {
    if isQuoted(verb) { return false }
    if rules.passive.ends(before: verb.lowerBound, within: 0, in: words, from: start) { return false }
    if rules.denials.ends(before: verb.lowerBound, within: 2, in: words, from: start) { return false }
    if rules.others.ends(before: verb.lowerBound, within: 1, in: words, from: start) { return false }
    return true
  }

  private func endsLeading(_ sentence: FitText.Sentence) -> Bool {
    let verbs = rules.verbs.all(in: words, sentence.words)
    guard let last = verbs.last else { return false }
    return leads(last.range, from: sentence.words.lowerBound) ?? false
  }

  /// "cán bộ Mặt trận", "đoàn viên của Công đoàn": persons stand close before the body, nothing parts them.
  private func belongsToPersons(_ body: Int, after persons: Int) -> Bool {
    guard persons >= 0, body - persons <= 4, persons <= body else { return false }
    return (persons..<body).allSatisfy { rules.joiners.at($0, in: words, before: body) == nil }
      && (persons...body).allSatisfy { !text.syllables.isParted($0) }
  }

  /// Nothing but "và", "cùng" or a comma stands between two bodies.
  private func onlyJoined(_ end: Int, _ start: Int) -> Bool {
    guard start >= end, start - end <= 1 else { return false }
    return (end..<start).allSatisfy { rules.joiners.at($0, in: words, before: start) != nil }
  }
}
