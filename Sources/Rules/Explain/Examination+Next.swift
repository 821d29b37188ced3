/// What would be needed for a better grade.
extension Examination {
  /// For each better grade the rule with the fewest conditions open, nearest grade first.
  func next(
    _ code: UInt8, _ decision: Int, _ row: Int, _ wording: Wording, _ cuts: [Explanation.Cut]
  ) -> [Explanation.Next] {
    let compiled = program.decisions[decision]
    guard code < OutcomeDomain.undecided, Int(code) > compiled.domain.outsideCount else { return [] }
    return (compiled.domain.outsideCount..<Int(code)).reversed().compactMap { grade in
      let direct = options(for: grade, decision, row, wording, cuts) {
        compiled.rules[$0].outcome == UInt8(grade)
      }
      if let best = direct.min(by: isNearer) { return best.step }
      // Where no rule gives the grade, one by which people may choose it, and nothing worse than what stands.
      return options(for: grade, decision, row, wording, cuts) { n in
        choices(of: n, decision).contains(grade) && choices(of: n, decision).allSatisfy { $0 <= Int(code) }
      }.min(by: isNearer)?.step
    }
  }

  private struct Option {
    var step: Explanation.Next
    var choices: Int
  }

  private func isNearer(_ a: Option, _ b: Option) -> Bool {
    (a.step.blockedBy.count, a.choices, a.step.unmet.count)
      < (b.step.blockedBy.count, b.choices, b.step.unmet.count)
  }

  /// Between which grades of the scale a rule lets people choose, by code.
  private func choices(of rule: Int, _ decision: Int) -> [Int] {
    guard case .undecided(let between, _, _) = program.pack.decisions[decision].rules[rule].outcome else {
      return []
    }
    return between.compactMap { program.decisions[decision].domain.code($0).map(Int.init) }
  }

  private func options(
    for grade: Int, _ decision: Int, _ row: Int, _ wording: Wording, _ cuts: [Explanation.Cut],
    _ isWanted: (Int) -> Bool
  ) -> [Option] {
    let declared = program.pack.decisions[decision]
    let compiled = program.decisions[decision]
    let name = compiled.domain.grades[grade]
    return declared.rules.indices.filter { isWanted($0) && !declared.rules[$0].isUnconditional }.compactMap {
      n in
      let rule = declared.rules[n]
      let all = lines(rule, n, decision, row, wording)
      // What the register says somebody is, nobody attains by doing better.
      if all.contains(where: { !$0.isAlternative && isBeyondReach($0) }) { return nil }
      let isSomeMet = all.contains { $0.isAlternative && $0.mark == .holds }
      let choices = choices(of: n, decision)
      let blockers = compiled.rules[..<n].indices.filter {
        !isAsGood(compiled.rules[$0].outcome, grade, compiled.domain)
          && holds(compiled.rules[$0].truth, decision, row) == true
      }
      var unmet = all.filter { $0.mark != .holds && !($0.isAlternative && isSomeMet) }
      // All conditions may be met, and only the quota keeps the grade away.
      unmet +=
        choices.isEmpty ? cuts.filter { $0.isCut && !$0.isWaiting && $0.grade == name.id }.map(line) : []
      return Option(
        step: .init(
          grade: name.id, gradeName: name.name, rule: rule.id, cite: rule.source.cite, unmet: unmet,
          blockedBy: blockers.map { declared.rules[$0].id }, isAsked: !choices.isEmpty),
        choices: choices.count)
    }
  }

  /// Not fulfilled because of words the register supplies: `kind == subordinate` for a base cell.
  private func isBeyondReach(_ line: Explanation.Line) -> Bool {
    let facts = line.values.flatMap(\.facts)
    guard line.mark == .fails, !facts.isEmpty else { return false }
    return facts.allSatisfy { name in
      guard let fact = program.pack.facts.first(where: { $0.id == name.fact && $0.entity == name.entity }),
        case .choice = fact.kind
      else { return false }
      return fact.source != nil
    }
  }

  /// A place within the quota, as one more condition.
  private func line(_ cut: Explanation.Cut) -> Explanation.Line {
    var values = [Explanation.Value(name: "Được", text: "\(cut.allowed)", evidence: nil)]
    if let rank = cut.ownRank { values.append(.init(name: "Thứ tự", text: "\(rank)", evidence: nil)) }
    return .init(
      text: "Ở trong “\(cut.name)”", mark: .fails, values: values, gap: nil, cite: cut.cite,
      certainty: cut.zone == nil ? cut.certainty : .a)
  }

  /// A rule that gives the grade wanted, or a better one, stands in nobody's way.
  private func isAsGood(_ outcome: UInt8, _ grade: Int, _ domain: OutcomeDomain) -> Bool {
    Int(outcome) >= domain.outsideCount && Int(outcome) <= grade
  }
}
