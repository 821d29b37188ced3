import Foundation
import Rules
import Testing

/// The engine against a second implementation that shares nothing with it: random people and organisations, with facts
/// missing, cells empty, everybody the same, grades given by people.
struct PlainAgreementTests {
  #if DEBUG
    static let people = 1_500, rounds = 16, part = (10, 6)
  #else
    static let people = 100_000, rounds = 200, part = (10, 8)
  #endif

  @Test(arguments: Corpus.allPacks) func `hai cách viết độc lập cho cùng kết quả`(_ path: String) throws {
    let loaded = PackLoader.load(at: Corpus.path(path))
    let pack = try #require(loaded.pack)
    let program = try #require(
      PackLoader.program(pack).program, "\(loaded.findings.filter { $0.severity == .error }.map(\.message))")
    let plain = try PlainPack(loaded.text, year: program.period.year)
    var random = SeededRandom(UInt64(path.utf8.count) &* 7_919)
    let examples = Examples(program, plain, rounds: Self.rounds, &random)
    var drawn = 0
    var seen: Set<String> = []
    while drawn < Self.people {
      let people = [0, 1, 3, 12, 40, 120][random.whole(0...5)]
      drawn += people + 1
      let world = DrawnWorld(program, plain, people: people, following: examples, &random)
      let snapshot = world.snapshot
      let verdicts = program.run(
        snapshot, chunk: [1, 7, 256, 2_048][random.whole(0...3)], threads: random.whole(1...2))
      let judge = PlainJudge(plain, world.records)
      judge.decideAll()
      guard agree(program, verdicts, world, snapshot, &seen) else { return }
    }
    // What is drawn reaches most of every pack.
    let rules = Set(pack.decisions.flatMap { $0.rules.map(\.id) } + pack.quotas.map(\.id))
    #expect(
      seen.intersection(rules).count * Self.part.0 >= rules.count * Self.part.1,
      "chưa gặp \(rules.subtracting(seen).sorted())")
  }

  /// - Returns: whether everything is the same; the first difference is reported.
  private func agree(
    _ program: Program, _ verdicts: Verdicts, _ world: DrawnWorld, _ snapshot: Snapshot,
    _ seen: inout Set<String>
  ) -> Bool {
    for (n, decision) in program.pack.decisions.enumerated() {
      guard let result = verdicts.decisions[n], let ids = snapshot.tables[decision.entity]?.ids else {
        continue
      }
      let records = Dictionary(
        uniqueKeysWithValues: (world.records[decision.entity] ?? []).map { ("\($0.id)", $0) })
      for row in 0..<ids.count {
        guard let record = records[ids.text(row)] else { continue }
        let provisional = outcome(
          result.domain.id(result.provisional[row]), result.provisionalReason(row), decision, program.pack)
        let final = outcome(
          result.domain.id(result.outcomes[row]), result.reason(row), decision, program.pack)
        seen.insert(final.rule)
        if provisional != record.provisional[decision.id] || final != record.final[decision.id] {
          Issue.record(
            """
            \(decision.id) của \(decision.entity) \(record.id): engine \(provisional) rồi \(final); \
            bản viết thẳng \(record.provisional[decision.id].map(String.init) ?? "?") rồi \(record.final[decision.id].map(String.init) ?? "?"); \
            dữ kiện \(record.facts) số đếm \(record.counted)
            """)
          return false
        }
      }
    }
    return agreeOnCounts(program, verdicts, world, snapshot)
  }

  private func agreeOnCounts(
    _ program: Program, _ verdicts: Verdicts, _ world: DrawnWorld, _ snapshot: Snapshot
  ) -> Bool {
    for (n, count) in program.pack.aggregates.enumerated() {
      guard let result = verdicts.counts[n], let ids = snapshot.tables[count.entity]?.ids else { continue }
      let records = Dictionary(
        uniqueKeysWithValues: (world.records[count.entity] ?? []).map { ("\($0.id)", $0) })
      for row in 0..<ids.count {
        let isKnown = result.known.map { $0[row] != 0 } ?? true
        var value: PlainValue?
        switch count.kind {
        case .any, .all: value = isKnown ? .truth(result.values[row] != 0) : nil
        case .share:
          value =
            isKnown && result.bases[row] > 0
            ? .number(PlainFraction(Int128(result.values[row]), Int128(result.bases[row]))) : nil
        default:
          value =
            isKnown ? .number(PlainFraction(Int128(result.values[row]), Int128(result.denominator))) : nil
        }
        let expected = records[ids.text(row)]?.counted[count.id] ?? nil
        if value != expected {
          Issue.record(
            "\(count.id) của \(count.entity) \(ids.text(row)): engine \(value.map { "\($0)" } ?? "?"), bản viết thẳng \(expected.map { "\($0)" } ?? "?")"
          )
          return false
        }
      }
    }
    return true
  }

  private func outcome(_ grade: String, _ reason: Int, _ decision: Decision, _ pack: Pack) -> PlainOutcome {
    let quotas = pack.quotas.filter { $0.decision == decision.id }.map(\.id)
    let rules = decision.rules.map(\.id) + quotas
    if reason == 0 { return PlainOutcome(grade: grade, rule: grade == "undetermined" ? "" : "given") }
    return PlainOutcome(grade: grade, rule: rules.indices.contains(reason - 1) ? rules[reason - 1] : "?")
  }
}

extension String {
  init(_ outcome: PlainOutcome) { self = outcome.description }
}
