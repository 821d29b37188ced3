import Rules
import Testing

/// Rules are told apart by number, also past what a byte holds.
struct ManyRulesTests {
  @Test func `ba trăm quy tắc rồi một tỷ lệ: cả hai lý do đều đúng`() throws {
    let rules = (0..<300).map {
      "      - { id: R\($0), when: [n == \($0)], then: \($0 % 2 == 0 ? "A" : "B"), cite: x }\n"
    }.joined()
    let text = """
      id: p
      version: "1"
      status: inForce
      validFrom: 2025-01-01
      scale: [A, B, C]
      entities: { member: { within: cell }, cell: {} }
      facts: { member: { n: { type: integer, range: [0, 1000] } } }
      decisions:
        - id: grade
          of: member
          rules:
      \(rules)      - { id: last, then: C }
      quotas:
        - { id: Q, decision: grade, grade: A, percent: 50 %, of: [A], counted: before, scope: cell, rounding: down, rankBy: [n descending, id ascending], demoteTo: B }
      """
    let loaded = PackLoader.load(text: text, path: "pack.yaml")
    let program = try #require(
      loaded.pack.flatMap { PackLoader.program($0).program }, "\(loaded.findings.prefix(3))")
    let members = Snapshot.Table(
      entity: "member", ids: .numbers((0..<310).map(Int64.init)), owners: (0..<310).map { _ in 0 },
      columns: ["n": Column((0..<310).map { $0 })])
    let snapshot = Snapshot(
      [members, Snapshot.Table(entity: "cell", ids: .numbers([1]), owners: [0], columns: [:])],
      parents: ["member": "cell"])
    let result = try #require(program.run(snapshot).decisions[0])
    for row in 0..<310 {
      #expect(result.provisionalReason(row) == min(row, 300) + 1)
      // The upper half of the 150 at A stays.
      let isCut = row < 150 && row % 2 == 0
      #expect(result.reason(row) == (isCut ? 302 : min(row, 300) + 1))
      #expect(
        result.domain.id(result.outcomes[row]) == (row >= 300 ? "C" : row % 2 == 0 && !isCut ? "A" : "B"))
    }
  }

  @Test func `năm trăm quy tắc đọc và kiểm nhanh`() {
    let rules = (0..<500).map {
      "      - { id: R\($0), when: [n >= \(1_000 - $0), done, \"kind in [x, y]\", share(a, b) > 1/2], then: A, cite: x }\n"
        .replacing("share(a, b) > 1/2", with: "\"share(a, b) > 1/2\"")
    }.joined()
    let text = """
      id: p
      version: "1"
      status: inForce
      validFrom: 2025-01-01
      scale: [A, B, C]
      facts: { member: { n: { type: integer, range: [0, 1000] }, done: { type: boolean }, kind: { type: enum, values: [x, y, z] }, a: { type: integer, range: [0, 99] }, b: { type: integer, range: [0, 99] } } }
      decisions:
        - id: grade
          of: member
          rules:
      \(rules)      - { id: last, then: C }
      """
    let before = ThreadTime.now
    #expect(!PackLoader.load(text: text, path: "pack.yaml").hasErrors)
    let time = ThreadTime.now - before
    #if DEBUG
      #expect(time < 2)
    #else
      #expect(time < 0.05)
    #endif
  }
}
