import Rules
import Testing

struct SmallestDifferenceTests {
  private func pack(_ name: String) throws -> Pack {
    try #require(PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/\(name)")).pack)
  }

  @Test func `hai bộ quy tắc khác nhau thì nêu được một trường hợp thật sự khác`() throws {
    let comparison = try #require(
      Comparison.make(try pack("annual-review.yaml"), try pack("annual-review-draft.yaml")).comparison)
    let found = try #require(comparison.smallestDifference("memberGrade"))
    #expect(found.before != found.after)
    #expect(Set([found.ruleBefore, found.ruleAfter]).isSubset(of: ["M5", "M6", "M7"]))
    // Nothing in it can be left out: tasks, attendance, and the votes.
    #expect(found.facts.count <= 4, "\(found.facts)")
  }

  @Test func `một bộ quy tắc so với chính nó thì không có trường hợp nào khác`() throws {
    let one = try pack("annual-review.yaml")
    let comparison = try #require(Comparison.make(one, one).comparison)
    #expect(comparison.smallestDifference("memberGrade") == nil)
    #expect(comparison.meaning.changes.isEmpty)
  }
}
