extension PlainJudge {
  /// Lowers those over the line, scope by scope. Where open records, ties or unknown ranks leave it open who they are,
  /// people decide: found by trying every way the open records could come out.
  func cut(_ quota: PlainPack.Quota, _ decision: PlainPack.Decision) {
    let all = records[decision.entity] ?? []
    let groups = Dictionary(grouping: all) { record in quota.scope.map { scope($0, record) } }
    // Counted before anybody is cut: who belongs to no known group yet may still come to this one.
    let open = groups.mapValues { $0.count { record in record.final[decision.id]?.isOpen ?? true } }
    for (key, group) in groups {
      let strays = open.filter { other, _ in
        other != key && zip(other, key).allSatisfy { $0 == "?" || $0 == $1 }
      }
      cut(quota, decision, group, open: (open[key] ?? 0) + strays.values.reduce(0, +))
    }
  }

  private func scope(_ word: String, _ record: PlainRecord) -> String {
    if pack.entities.contains(word) { return record.above(word).map { "\($0.id)" } ?? "" }
    if case .word(let choice)? = named(word, record) { return "=" + choice }
    return "?"
  }

  private func cut(
    _ quota: PlainPack.Quota, _ decision: PlainPack.Decision, _ group: [PlainRecord], open: Int
  ) {
    func grade(_ record: PlainRecord) -> String { record.final[decision.id]?.grade ?? "" }
    func isGiven(_ record: PlainRecord) -> Bool { record.final[decision.id]?.rule == "given" }
    let candidates = group.filter { grade($0) == quota.grade }
    let given = candidates.filter(isGiven)
    let ranked = given + candidates.filter { !isGiven($0) }.sorted { order($0, $1, quota, withID: true) < 0 }
    let others = group.count { grade($0) != quota.grade && quota.of.contains(grade($0)) }
    guard !candidates.isEmpty, let first = group.first else { return }
    // Every open record comes out above all candidates, below all, among the others of the base, or outside.
    var lines: [Int] = []
    for percent in percents(quota, first) {
      for above in 0...open {
        for below in Set([0, open - above]) {
          let more = open - above - below
          for widened in Set([0, more]) {
            let allowed = allowed(
              quota, percent, others: others + widened, candidates: candidates.count + above + below)
            lines.append(min(max(allowed - above, given.count), candidates.count))
          }
        }
      }
    }
    let (sure, last) = (lines.min() ?? 0, lines.max() ?? 0)
    let isBlind = ranked.dropFirst(given.count).contains { !isRanked($0, quota) }
    for (place, record) in ranked.enumerated() where place >= given.count {
      var tied = place..<place + 1
      if isBlind {
        tied = given.count..<ranked.count
      } else if quota.asksOnTies {
        var (low, high) = (place, place)
        while low > given.count, order(ranked[low - 1], record, quota, withID: false) == 0 { low -= 1 }
        while high + 1 < ranked.count, order(ranked[high + 1], record, quota, withID: false) == 0 {
          high += 1
        }
        tied = low..<high + 1
      }
      if tied.upperBound <= sure { continue }
      record.final[decision.id] = PlainOutcome(
        grade: tied.lowerBound >= last ? quota.demoteTo : sure < last ? "undetermined" : "undecided",
        rule: quota.id)
    }
  }

  /// Every share that may hold: those of unknown conditions up to the first that surely holds.
  private func percents(_ quota: PlainPack.Quota, _ record: PlainRecord) -> [PlainFraction] {
    var shares: [PlainFraction] = []
    for percent in quota.percents {
      let truth = percent.when.map { holds($0, record) } ?? true
      if truth != false, case .number(let share)? = value(percent.value, record) { shares.append(share) }
      if truth == true { break }
    }
    return shares
  }

  /// The most that may keep the grade: the base counted as it was, or as it is once the others have gone down.
  private func allowed(_ quota: PlainPack.Quota, _ percent: PlainFraction, others: Int, candidates: Int)
    -> Int
  {
    func share(_ base: Int) -> Int { Int((PlainFraction(Int128(base)) * percent).rounded(quota.rounding)) }
    let top = quota.of.contains(quota.grade)
    if !quota.isAfter { return min(max(share(others + (top ? candidates : 0)), quota.minimum), candidates) }
    let lower = quota.of.contains(quota.demoteTo)
    let most =
      (0...candidates).last { kept in
        kept <= share(others + (top ? kept : 0) + (lower ? candidates - kept : 0))
      } ?? 0
    return min(max(most, quota.minimum), candidates)
  }

  // MARK: - rank

  /// Below 0: `a` stands before `b`.
  private func order(_ a: PlainRecord, _ b: PlainRecord, _ quota: PlainPack.Quota, withID: Bool) -> Int {
    for key in quota.keys {
      var order = 0
      if case .name("id") = key.value {
        if withID { order = a.id < b.id ? -1 : a.id > b.id ? 1 : 0 }
      } else if let x = value(key.value, a), let y = value(key.value, b) {
        switch (x, y) {
        case (.number(let p), .number(let q)): order = p < q ? -1 : q < p ? 1 : 0
        case (.day(let p), .day(let q)): order = p < q ? -1 : q < p ? 1 : 0
        default: break
        }
      }
      if order != 0 { return key.isDescending ? -order : order }
    }
    return 0
  }

  private func isRanked(_ record: PlainRecord, _ quota: PlainPack.Quota) -> Bool {
    quota.keys.allSatisfy { key in
      if case .name("id") = key.value { return true }
      return value(key.value, record) != nil
    }
  }
}
