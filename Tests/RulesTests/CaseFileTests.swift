import Rules
import Testing

/// Files of cases: a wrong expectation is told with its line, what nobody tries is told, and garbage is only garbage.
struct CaseFileTests {
  private func pack() throws -> Pack {
    try #require(PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/annual-review.yaml")).pack)
  }

  private static let good = """
    - name: miễn xét
      period: 2025
      member: { exempt: true }
      expect: { memberGrade: { grade: notGraded, rule: M1 } }

    """

  @Test func `trường hợp sai được báo, quy tắc chưa thử được báo`() throws {
    let pack = try pack()
    let (cases, findings) = PackCases.read(
      Self.good + Self.good.replacing("M1", with: "M2").replacing("miễn xét", with: "sai"),
      path: "cases.yaml", pack: pack)
    #expect(findings.isEmpty)
    let results = PackCases(cases: cases, findings: findings).run(pack)
    #expect(results.map(\.passed) == [true, false])
    #expect(results[1].failures.allSatisfy { $0.code == .caseFails && $0.line >= 5 })
    let uncovered = PackCases.uncovered(pack, results)
    #expect(uncovered.allSatisfy { $0.code == .uncovered })
    #expect(uncovered.count > 10 && !uncovered.contains { $0.message.contains("`M1`") })
  }

  @Test func `rác trong tệp trường hợp`() throws {
    let pack = try pack()
    var random = SeededRandom(5)
    let signs = Array("[]{}:,-&*!#'\" \n09Aé%".unicodeScalars)
    let original = Array(
      (Self.good
        + Self.good.replacing(
          "member: { exempt: true }",
          with: "cell: { disciplined: no, member: [{ times: 3, memberGrade: B }] }")).unicodeScalars)
    for _ in 0..<300 {
      var text = original
      for _ in 0..<random.whole(1...4) {
        let at = random.whole(0...text.count - 1)
        switch random.whole(0...2) {
        case 0: text[at] = signs[random.whole(0...signs.count - 1)]
        case 1: text.insert(signs[random.whole(0...signs.count - 1)], at: at)
        default: text.removeSubrange(at..<min(at + random.whole(1...9), text.count))
        }
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text)
      let (cases, findings) = PackCases.read(String(view), path: "cases.yaml", pack: pack)
      _ = PackCases(cases: cases, findings: findings).run(pack)
    }
    let (huge, _) = PackCases.read(
      "- name: x\n  period: 2025\n  cell: { member: [{ times: 999999999999, exempt: true }] }\n  expect: { cellGrade: { grade: A } }\n",
      path: "c", pack: pack)
    let before = ThreadTime.now
    _ = PackCases(cases: huge, findings: []).run(pack)
    #expect(ThreadTime.now - before < 20)
  }
}
