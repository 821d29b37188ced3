extension PlainJudge {
  func counted(_ count: PlainPack.Count, _ record: PlainRecord) -> PlainValue? {
    if let known = record.counted[count.id] { return known }
    let value = tally(count, record)
    record.counted[count.id] = .some(value)
    return value
  }

  private func tally(_ count: PlainPack.Count, _ record: PlainRecord) -> PlainValue? {
    let parts = record.within(count.part)
    if !count.points.isEmpty { return points(count, parts) }
    let truths = parts.map { part in count.condition.map { holds($0, part) } ?? true }
    switch count.kind {
    // One that surely holds settles `any`, one that surely does not settles `all`.
    case "any": return Self.any(truths).map { .truth($0) }
    case "all": return Self.all(truths).map { .truth($0) }
    case "count":
      return truths.contains(nil) ? nil : .number(PlainFraction(Int128(truths.count { $0 == true })))
    case "share": return share(count, truths, record)
    default: return average(count, zip(parts, truths).map { ($0, $1) })
    }
  }

  private func share(_ count: PlainPack.Count, _ truths: [Bool?], _ record: PlainRecord) -> PlainValue? {
    var whole: Int128? = Int128(truths.count)
    if let base = pack.counts.first(where: { $0.id == count.base && $0.entity == count.entity }) {
      whole = nil
      if case .number(let number)? = counted(base, record) { whole = number.top }
    }
    guard !truths.contains(nil), let whole, whole > 0 else { return nil }
    return .number(PlainFraction(Int128(truths.count { $0 == true }), whole))
  }

  private func points(_ count: PlainPack.Count, _ parts: [PlainRecord]) -> PlainValue? {
    guard
      let decision = pack.decisions.first(where: {
        count.decision == nil ? $0.entity == count.part : $0.id == count.decision
      })
    else { return nil }
    let outcomes = parts.map { final(decision, $0) }
    if outcomes.contains(where: \.isOpen) { return nil }
    let scored = outcomes.compactMap { count.points[$0.grade] }
    let sum = Int128(scored.reduce(0, +))
    if count.kind == "sum" { return .number(PlainFraction(sum)) }
    return .number(
      PlainFraction(
        scored.isEmpty
          ? 0 : PlainFraction(sum * Int128(count.scale), Int128(scored.count)).rounded(count.rounding)))
  }

  private func average(_ count: PlainPack.Count, _ parts: [(PlainRecord, Bool?)]) -> PlainValue? {
    guard let wanted = count.value, !parts.contains(where: { $0.1 == nil }) else { return nil }
    var sum = PlainFraction(0)
    let chosen = parts.filter { $0.1 == true }.map(\.0)
    for part in chosen {
      guard case .number(let number)? = value(wanted, part) else { return nil }
      sum = sum + number
    }
    if count.rounding.isEmpty, count.kind == "sum" {
      return .number(sum * PlainFraction(Int128(count.scale)))
    }
    let divisor = count.kind == "mean" ? Int128(max(chosen.count, 1)) : 1
    return .number(PlainFraction((sum * PlainFraction(Int128(count.scale), divisor)).rounded(count.rounding)))
  }
}
