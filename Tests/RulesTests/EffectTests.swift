import Foundation
import Rules
import Testing

/// The effect of a draft, counted at once, against the same looked at record by record.
struct EffectTests {
  private func comparison(_ first: String, _ second: String) throws -> Comparison {
    let packs = try [first, second].map {
      try #require(PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/\($0)")).pack)
    }
    return try #require(Comparison.make(packs[0], packs[1]).comparison)
  }

  private func snapshot(_ comparison: Comparison) throws -> Snapshot {
    try #require(
      BenchmarkData(members: 5_003, cells: 100, committees: 5).withFolder {
        FactFiles.read(folder: $0, layout: comparison.layout).snapshot
      })
  }

  @Test func `bảng chuyển, người đổi mức và lý do khớp với từng bản ghi`() throws {
    let comparison = try comparison("annual-review.yaml", "annual-review-draft.yaml")
    let (effect, before, after) = comparison.effect(try snapshot(comparison))
    #expect(effect.decisions.count == 2)
    for (n, decision) in effect.decisions.enumerated() {
      let (a, b) = (try #require(before.decisions[n]), try #require(after.decisions[n]))
      let places = Dictionary(uniqueKeysWithValues: decision.outcomes.enumerated().map { ($1.id, $0) })
      var table = decision.transitions.map { $0.map { _ in 0 } }
      var moved: [Int32] = []
      var flows: [String: Int] = [:]
      for row in 0..<a.outcomes.count {
        let (x, y) = (a.domain.id(a.outcomes[row]), b.domain.id(b.outcomes[row]))
        table[try #require(places[x])][try #require(places[y])] += 1
        guard x != y else { continue }
        moved.append(Int32(row))
        let (old, new) = (
          comparison.old.ruleID(decision: n, reason: a.reason(row)),
          comparison.new.ruleID(decision: n, reason: b.reason(row))
        )
        flows["\(x) \(y) \(old) \(new)", default: 0] += 1
      }
      #expect(decision.transitions == table && decision.rows == moved && decision.moved == moved.count)
      let told = decision.flows.map { ("\($0.from) \($0.to) \($0.ruleBefore) \($0.ruleAfter)", $0.count) }
      #expect(Dictionary(told, uniquingKeysWith: +) == flows)
      #expect(!moved.isEmpty)
    }
  }

  @Test func `so với chính nó không ai đổi mức`() throws {
    let comparison = try comparison("annual-review.yaml", "annual-review.yaml")
    #expect(comparison.meaning.changes.isEmpty)
    let effect = comparison.effect(try snapshot(comparison)).effect
    for decision in effect.decisions {
      #expect(decision.moved == 0 && decision.rows.isEmpty && decision.flows.isEmpty)
      for (n, row) in decision.transitions.enumerated() {
        #expect(row.enumerated().allSatisfy { $0.offset == n || $0.element == 0 })
      }
    }
  }
}
