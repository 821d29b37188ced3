import Rules
import Testing

/// All that is wrong in one provision is told at once, each at its own key, and nothing else is blamed for it.
struct FindingPlaceTests {
  private func errors(_ change: (inout String) -> Void) throws -> [(key: String, finding: PackFinding)] {
    var text = try Corpus.text("Content/RulePacks/hd-43-btctw-2025-10-31/pack.yaml")
    change(&text)
    let tree = try #require(PackTree(text))
    return PackLoader.load(text: text, path: "pack.yaml").findings.filter { $0.severity == .error }.map {
      (tree.path(at: Place(line: $0.line, column: $0.column))?.description ?? "", $0)
    }
  }

  @Test func `mọi chỗ sai của một tỷ lệ khống chế nằm ở ô của nó, không đổ cho chỗ khác`() throws {
    let found = try errors { text in
      for (old, new) in [
        (
          "    grade: HTXS\n    cases:\n      - { when: base.outstanding,",
          "    grade: XX\n    cases:\n      - { when: (((,"
        ),
        (
          "    rounding: down\n    minimum: 0\n    rankBy: [score descending,",
          "    rounding: zzz\n    minimum: -3\n    rankBy: [nothing descending,"
        ),
      ] {
        let range = text.range(of: old)
        if let range { text.replaceSubrange(range, with: new) }
      }
    }
    let told = found.map { "\($0.key): \($0.finding.message)" }
    let keys = ["grade", "cases/0/when", "rounding", "minimum", "rankBy"].map { "quotas/0/\($0)" }
    for key in keys { #expect(found.contains { $0.key.hasPrefix(key) }, "\(key): \(told)") }
    #expect(found.allSatisfy { one in keys.contains { one.key.hasPrefix($0) } }, "\(told)")
  }

  @Test func `mọi chỗ sai của một quy tắc được nói cùng lúc, mỗi chỗ ở ô của nó`() throws {
    let found = try errors { text in
      text = text.replacing(
        "        when: [scoreBand == HT, done >= allTasks, late <= lateForHT]\n        then: HT\n        article: D11.3",
        with:
          "        when: [scoreBand ==, done >= nothing, late <= lateForHT]\n        then: XX\n        any: [(((]\n        article: D11.3"
      )
    }
    let told = found.map { "\($0.key): \($0.finding.message)" }
    for key in ["/when/0", "/when/1", "/any/0", "/then"] {
      #expect(found.contains { $0.key.hasSuffix(key) }, "\(key): \(told)")
    }
    #expect(found.allSatisfy { $0.key.hasPrefix("decisions/") }, "\(told)")
    #expect(
      Set(found.map { $0.key.split(separator: "/").prefix(4).joined(separator: "/") }).count == 1, "\(told)")
  }

  @Test func `đơn vị lạ của tham số được nhắc ở chính nó`() throws {
    let text = try Corpus.text("Content/RulePacks/hd-43-btctw-2025-10-31/pack.yaml").replacing(
      "{ value: 20 %, name: Tỷ lệ nhiệm vụ chậm", with: "{ unit: xyz, value: 20 %, name: Tỷ lệ nhiệm vụ chậm")
    let found = PackLoader.load(text: text, path: "pack.yaml").findings
    let one = try #require(found.first { $0.message.contains("xyz") })
    let place = try #require(PackTree(text)?.path(at: Place(line: one.line, column: one.column)))
    #expect(place.description == "parameters/lateForHT/unit")
  }
}
