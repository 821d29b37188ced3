import Rules
import Testing

/// A cap is never exceeded and never keeps a worse one above a better.
struct QuotaTests {
  struct Cap: Sendable, CustomTestStringConvertible {
    var percent = "20 %", of = "[B]", counted = "after", rounding = "down", minimum = 0, ties = "byKey"
    var testDescription: String { "\(percent) \(of) \(counted) \(rounding) \(minimum) \(ties)" }
  }

  /// - Parameter scores: of the members of one cell; `nil` is not known. Those at `meets` or more reach A, the rest B.
  /// - Returns: the grade of each, in the same order.
  private func grades(_ cap: Cap, _ scores: [Int?], meets: Int = 0) throws -> [String] {
    let text = """
      id: p
      version: "1"
      status: inForce
      validFrom: 2025-01-01
      scale: [A, B]
      entities: { member: { within: cell }, cell: {} }
      facts:
        member:
          ready: { type: boolean }
          score: { type: integer, range: [0, 1000] }
      decisions:
        - { id: grade, of: member, rules: [{ id: R1, when: [ready], then: A }, { id: R2, then: B }] }
      quotas:
        - { id: Q, decision: grade, grade: A, percent: \(cap.percent), of: \(cap.of), counted: \(cap.counted), scope: cell, rounding: \(cap.rounding), minimum: \(cap.minimum), rankBy: [score descending, id ascending], ties: \(cap.ties), demoteTo: B }
      """
    let loaded = PackLoader.load(text: text, path: "pack.yaml")
    let program = try #require(loaded.pack.flatMap { PackLoader.program($0).program }, "\(loaded.findings)")
    let ready = scores.map { Optional($0.map { $0 >= meets } ?? true ? 1 : 0) }
    let members = Snapshot.Table(
      entity: "member", ids: .numbers(scores.indices.map(Int64.init)), owners: scores.map { _ in 0 },
      columns: ["ready": Column(ready), "score": Column(scores)])
    let cell = Snapshot.Table(entity: "cell", ids: .numbers([0]), owners: [0], columns: [:])
    let result = try #require(
      program.run(Snapshot([members, cell], parents: ["member": "cell"])).decisions[0])
    return scores.indices.map { result.domain.id(result.outcomes[$0]) }
  }

  /// People who reach at least B: kept at A when 20 % exclusive, 20 % inclusive, 25 % exclusive, 25 % inclusive.
  static let vectors = [
    (3, [0, 0, 0, 0]), (4, [0, 0, 0, 1]), (5, [0, 1, 1, 1]), (6, [1, 1, 1, 1]), (11, [1, 2, 2, 2]),
    (12, [2, 2, 2, 3]), (29, [4, 5, 5, 7]),
    (30, [5, 6, 6, 7]), (100, [16, 20, 20, 25]),
  ]

  @Test(arguments: vectors) func `tỷ lệ trên số hoàn thành tốt, không kể hay kể cả xuất sắc`(
    _ people: Int, _ kept: [Int]
  ) throws {
    for (n, expected) in kept.enumerated() {
      let percent = n < 2 ? "20 %" : "25 %"
      for counted in n % 2 == 0 ? ["after"] : ["after", "before"] {
        // All meet the top grade, or as many as could ever keep it.
        for meets in [0, 1_000 - (expected + 1) * 7] {
          let cap = Cap(percent: percent, of: n % 2 == 0 ? "[B]" : "[A, B]", counted: counted)
          let grades = try grades(cap, (0..<people).map { 1_000 - $0 * 7 }, meets: meets)
          #expect(grades.count { $0 == "A" } == min(expected, people), "\(cap.testDescription) từ \(meets)")
          #expect(grades.prefix(expected).allSatisfy { $0 == "A" })
        }
      }
    }
  }

  @Test func `đếm trước khi cắt: chỉ những người vốn ở mức tốt`() throws {
    // Ten of fifteen reach A; five are B from the beginning: 40 % of five are two.
    let grades = try grades(Cap(percent: "40 %", counted: "before"), (0..<15).map { 15 - $0 }, meets: 6)
    #expect(grades == Array(repeating: "A", count: 2) + Array(repeating: "B", count: 13))
  }

  /// - Parameter done: of the members of one cell, best first; `nil` is not known. Those done reach A, the rest B.
  private func outcomes(_ share: String, good: Int?, done: [Int?]) throws -> (
    grades: [String], missing: [[String]]
  ) {
    let text = """
      id: p
      version: "1"
      status: inForce
      validFrom: 2025-01-01
      scale: [A, B]
      entities: { member: { within: cell }, cell: {} }
      facts:
        member: { done: { type: boolean } }
        cell: { good: { type: boolean } }
      decisions:
        - { id: grade, of: member, rules: [{ id: R1, when: [done], then: A }, { id: R2, then: B }] }
      quotas:
        - { id: Q, decision: grade, grade: A, \(share), of: [A, B], counted: before, scope: cell, rounding: down, rankBy: [id ascending], demoteTo: B }
      """
    let loaded = PackLoader.load(text: text, path: "pack.yaml")
    let program = try #require(loaded.pack.flatMap { PackLoader.program($0).program }, "\(loaded.findings)")
    let members = Snapshot.Table(
      entity: "member", ids: .numbers(done.indices.map(Int64.init)), owners: done.map { _ in 0 },
      columns: ["done": Column(done)])
    let cell = Snapshot.Table(
      entity: "cell", ids: .numbers([0]), owners: [0], columns: ["good": Column([good])])
    let snapshot = Snapshot([members, cell], parents: ["member": "cell"])
    let verdicts = program.run(snapshot)
    let result = try #require(verdicts.decisions[0])
    let examination = Examination(program, snapshot, verdicts)
    return (
      done.indices.map { result.domain.id(result.outcomes[$0]) },
      done.indices.map { examination.explain("grade", $0)?.missing.map(\.fact) ?? [] }
    )
  }

  private static let cases = "cases: [{ when: cell.good, value: 40 % }, { value: 20 % }]"

  @Test func `điều kiện của tỷ lệ chưa biết: chỉ những người ở giữa hai vạch chưa xác định`() throws {
    let ten = [Int?](repeating: 1, count: 10)
    #expect(try outcomes(Self.cases, good: 1, done: ten).grades.count { $0 == "A" } == 4)
    #expect(try outcomes(Self.cases, good: 0, done: ten).grades.count { $0 == "A" } == 2)
    let (grades, missing) = try outcomes(Self.cases, good: nil, done: ten)
    #expect(
      grades == ["A", "A", "undetermined", "undetermined"] + Array(repeating: "B", count: 6))
    #expect(missing[2] == ["good"] && missing[0].isEmpty && missing[9].isEmpty)
    // Where both shares come to the same, nothing hangs on it.
    #expect(try outcomes(Self.cases, good: nil, done: [1, 1]).grades == ["B", "B"])
  }

  @Test func `người khác còn chưa đủ dữ kiện thì người ở vạch chưa xác định, không phải chờ ai chọn`() throws
  {
    let (grades, missing) = try outcomes(
      "percent: 50 %", good: 1, done: [1, 1, nil, 0, 0])
    #expect(grades == ["A", "undetermined", "undetermined", "B", "B"])
    #expect(missing[1] == ["grade"] && missing[2] == ["done"])
  }

  @Test func `ít nhất bao nhiêu người luôn được giữ`() throws {
    #expect(try grades(Cap(minimum: 1), [5, 9, 7]) == ["B", "A", "B"])
    #expect(try grades(Cap(minimum: 2), [5]) == ["A"])
    #expect(try grades(Cap(minimum: 1), []).isEmpty)
  }

  @Test func `bằng điểm ở ranh giới: theo khóa duy nhất, hoặc người chọn`() throws {
    let scores = [9, 8, 8, 8, 7, 7, 7, 7, 7, 7]
    let cap = Cap(of: "[A, B]", counted: "before")
    #expect(try grades(cap, scores) == ["A", "A"] + Array(repeating: "B", count: 8))
    var asked = cap
    asked.ties = "undecided"
    #expect(
      try grades(asked, scores) == ["A", "undecided", "undecided", "undecided"]
        + Array(repeating: "B", count: 6))
    #expect(try grades(asked, Array(repeating: 5, count: 10)) == Array(repeating: "undecided", count: 10))
    // The line falls between two scores: nothing to ask.
    #expect(
      try grades(asked, [9, 9, 7, 7, 7, 7, 7, 7, 7, 7]) == ["A", "A"] + Array(repeating: "B", count: 8))
  }

  @Test func `điểm chưa biết thì người chọn`() throws {
    #expect(
      try grades(Cap(of: "[A, B]", counted: "before"), [9, nil, 7, 7, 7])
        == Array(repeating: "undecided", count: 5))
    // Nobody may keep it, whoever is better.
    #expect(try grades(Cap(), [9, nil, 7]) == ["B", "B", "B"])
  }

  @Test(arguments: ["down", "up", "halfUp", "halfDown"], ["before", "after"])
  func `không vượt tỷ lệ, không giữ người dưới hơn người trên`(
    _ rounding: String, _ counted: String
  ) throws {
    var random = SeededRandom(77)
    for _ in 0..<60 {
      let scores = (0..<random.whole(0...40)).map { _ in Optional(random.whole(0...12)) }
      let percent = random.whole(0...100)
      let of = ["[A, B]", "[B]"][random.whole(0...1)]
      let meets = random.whole(0...8)
      let grades = try grades(
        Cap(percent: "\(percent) %", of: of, counted: counted, rounding: rounding), scores, meets: meets)
      let kept = grades.count { $0 == "A" }
      let good = grades.count - (counted == "before" ? scores.count { ($0 ?? 0) >= meets } : kept)
      let base = of == "[B]" ? good : grades.count
      #expect(Int128(kept) <= PlainFraction(Int128(base * percent), 100).rounded(rounding))
      for a in scores.indices where grades[a] == "A" {
        for b in scores.indices where grades[b] == "B" && (scores[b] ?? 0) >= meets {
          #expect((scores[a] ?? 0, b) > (scores[b] ?? 0, a))
        }
      }
    }
  }
}
