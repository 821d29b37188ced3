/// Counts down to the records behind them, and the ledger of a quota.
extension Examination {
  /// No list names more than this many records; the total says how many there are.
  static let mostRecords = 500

  func counts(_ decision: Int, _ row: Int) -> [Explanation.CountLine] {
    let columns = program.decisions[decision].rules.reduce(into: Set<Int>()) {
      $0.formUnion(program.graph.columns(of: $1.truth))
    }
    let used = columns.compactMap { column -> Int? in
      if case .aggregate(let n) = program.graph.columns[column].source { n } else { nil }
    }
    return Set(used).sorted().compactMap { count($0, row) }
  }

  /// One count for one record.
  public func count(_ number: Int, _ row: Int) -> Explanation.CountLine? {
    guard let count = verdicts.counts[number], row < count.values.count else { return nil }
    let declared = program.pack.aggregates[number]
    let aggregate = program.aggregates[number]
    let isKnown = count.known?[row] != 0
    let text: String
    switch aggregate.kind {
    case .share:
      let ratio = count.bases[row] > 0 ? Ratio(Int(count.values[row]), over: Int(count.bases[row])) : nil
      text = "\(count.values[row]) trên \(count.bases[row])" + (ratio.map { " (\(Self.percent($0)))" } ?? "")
    case .mean where aggregate.scale > 1:
      text = Ratio(Int(count.values[row]), over: aggregate.scale)?.description ?? "\(count.values[row])"
    case .any, .all: text = count.values[row] != 0 ? "có" : "không"
    default: text = Self.text(Int(count.values[row]), aggregate.measure)
    }
    let behind = records(aggregate, row)
    return .init(
      id: declared.id, name: declared.name ?? declared.id, text: isKnown ? text : "chưa đủ dữ kiện",
      records: Array(behind.prefix(Self.mostRecords)),
      total: behind.count)
  }

  private func records(_ aggregate: CompiledAggregate, _ row: Int) -> [String] {
    let rows = rows(of: aggregate.part, in: aggregate.entity, row)
    guard let ids = snapshot.tables[program.layout.entities[aggregate.part].id]?.ids else { return [] }
    guard let condition = aggregate.condition else { return rows.map { ids.text($0) } }
    let plan = Plan(program.graph, truths: [condition])
    let sweep = Sweep(program.graph, plan, run.bind(plan), capacity: max(rows.count, 1))
    sweep.run(rows.lowerBound, rows.count)
    return rows.filter { sweep.sure(condition)[$0 - rows.lowerBound] != 0 }.map { ids.text($0) }
  }

  func cuts(_ decision: Int, _ row: Int, _ result: Verdicts.Decision) -> [Explanation.Cut] {
    program.quotas.enumerated().compactMap { n, quota in
      guard quota.decision == decision,
        let ledger = verdicts.ledgers[n].first(where: { $0.ranked.contains(Int32(row)) })
      else { return nil }
      return cut(n, ledger, row)
    }
  }

  /// One ledger in words; `row` is the record asked about.
  public func cut(_ number: Int, _ ledger: QuotaLedger, _ row: Int?) -> Explanation.Cut {
    let declared = program.pack.quotas[number]
    let decision = program.pack.decisions[program.quotas[number].decision]
    let ids = snapshot.tables[decision.entity]?.ids
    let names = declared.of.map { program.pack.gradeName($0, scale: decision.scale) }.joined(
      separator: " và ")
    let result = verdicts.decisions[program.quotas[number].decision]
    let candidates = ledger.ranked.enumerated().map { place, candidate -> Explanation.Candidate in
      .init(
        record: ids?.text(Int(candidate)) ?? "", rank: place + 1,
        keys: declared.rankBy.filter { !$0.isID }.map { key in
          Wording.names(key.value.expression).first.flatMap {
            text($0.name, $0.of, decision.entity, program.quotas[number].decision, Int(candidate))
          } ?? ""
        },
        fate: place < ledger.kept ? .kept : place < ledger.kept + ledger.contested ? .contested : .demoted,
        isGiven: result?.reason(Int(candidate)) == 0)
    }
    let given = candidates.count(where: \.isGiven)
    let place = row.flatMap { ledger.ranked.firstIndex(of: Int32($0)) }
    return .init(
      quota: declared.id,
      name: declared.name ?? "Tỷ lệ \(program.pack.gradeName(declared.grade, scale: decision.scale))",
      grade: declared.grade, ownRank: place.map { $0 + 1 }, cite: declared.source.cite,
      certainty: declared.source.certainty, zone: declared.source.zone,
      base: ledger.base + beyond(given, ledger.allowed, declared), baseText: names,
      percent: ledger.percents.map(\.percentText).joined(separator: " hoặc "),
      rounding: declared.rounding.vietnamese, minimum: declared.minimum, allowed: ledger.allowed,
      candidates: candidates, given: given, isWaiting: ledger.isWaiting,
      isCut: place.map { $0 >= ledger.kept } ?? false)
  }

  /// What the base grows or shrinks by if those decided beyond the quota stood one grade lower: the share is taken of that,
  /// and the two numbers beside one another agree.
  private func beyond(_ given: Int, _ allowed: Int, _ quota: Quota) -> Int {
    guard given > allowed, quota.counted == .after else { return 0 }
    let moved = given - allowed
    return (quota.of.contains(quota.demoteTo) ? moved : 0) - (quota.of.contains(quota.grade) ? moved : 0)
  }

}

extension Rounding {
  /// As screens say it.
  public var vietnamese: String {
    switch self {
    case .down: "làm tròn xuống"
    case .up: "làm tròn lên"
    case .halfUp: "làm tròn, nửa thì lên"
    case .halfDown: "làm tròn, nửa thì xuống"
    }
  }
}
