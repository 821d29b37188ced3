import Rules
import Testing

@Suite struct `Điều kiện hằng` {
  /// A pack whose first rule has one condition over facts with ranges.
  private func findings(_ condition: String, then more: String = "") -> [PackFinding] {
    PackLoader.load(
      text: """
        id: p
        version: "1"
        status: inForce
        validFrom: 2025-01-01
        scale: [A, B]
        entities: { member: { within: cell }, cell: {} }
        facts:
          member:
            n: { type: integer, range: [0, 9] }
            m: { type: integer, range: [1, 5] }
            p: { type: percent, range: [0, 100] }
            e: { type: enum, values: [x, y] }
            done: { type: boolean }
            from: { type: date }
          cell:
            size: { type: integer, range: [1, 9] }
        aggregates:
          - { id: good, of: cell, share: member, where: done }
        decisions:
          - id: grade
            of: member
            rules:
              - { id: R1, when: ["\(condition)", done], then: A, cite: x }
              - { id: R2, then: B }
        """, source: "", path: "p"
    ).findings.filter { [.constantCondition, .neverDecides].contains($0.code) }
  }

  @Test(arguments: [
    "n >= 0", "n < 10", "1 > 0", "n + m >= 1", "m - n <= 5", "n * m <= 45", "max(n, m) >= 1", "p <= 100 %",
    "share(n, m) >= 0 %", "share(m, m) > 10 %", "e in [x, y]", "not (n > 9)", "n >= 0 or done",
    "cell.good >= 0 %",
    "days(periodStart, periodEnd) > 300", "months(2020-01-01, 2020-03-01) == 2", "cell.size >= 1", "n == n",
    "from > 0001-01-01 or 2 > 1", "min(n, 3) <= 3",
  ])
  func `điều kiện luôn đúng được nhắc, bộ quy tắc vẫn chạy`(condition: String) {
    let found = findings(condition)
    #expect(found.map(\.code) == [.constantCondition], "\(condition): \(found.map(\.message))")
    #expect(found.allSatisfy { $0.severity == .warning && $0.message.contains("luôn đúng") })
  }

  @Test(arguments: [
    "n < 0", "n > 9", "1 > 2", "days(9999-12-31, 0001-01-01) > 5", "n + m > 14", "m - n > 5",
    "share(n, m) < 0 %",
    "n > m + 8", "e in []", "not (n <= 9)", "2025-01-01 < 2024-01-01", "months(periodStart, periodEnd) > 12",
    "n != n", "p > 100 %", "cell.good < 0 %",
  ])
  func `điều kiện không bao giờ đúng làm quy tắc không bao giờ quyết định, và được nêu tên`(condition: String)
  {
    let found = findings(condition)
    #expect(found.map(\.code) == [.neverDecides], "\(condition): \(found.map(\.message))")
    #expect(found.allSatisfy { $0.severity == .error && $0.message.contains("`\(condition)`") }, "\(found)")
  }

  @Test(arguments: [
    "n > 0", "n < 9", "n >= m", "n == m", "share(n, m) >= 50 %", "share(n, m) > 800 %", "p >= 100 %",
    "e == x",
    "months(from, periodEnd) > 6", "days(from, periodEnd) < 0", "n - m == 8", "n * m > 44", "known(n)",
    "known(done)",
    "cell.good >= 100 %", "cell.size > 1", "max(n, m) > 8", "from >= 2025-01-01", "not (n > 3)",
    "n in [0, 9]",
  ])
  func `điều kiện còn phân biệt được thì không bị nhắc`(condition: String) {
    #expect(findings(condition).isEmpty, "\(condition): \(findings(condition).map(\.message))")
  }

  @Test(arguments: Corpus.shipped) func `bộ quy tắc thật không bị nhắc nhầm`(name: String) {
    let findings = PackLoader.load(at: Corpus.path("Content/RulePacks/\(name)")).findings
    #expect(!findings.contains { $0.code == .constantCondition || $0.code == .neverDecides })
  }
}
