import Rules
import Testing

/// Names that are told by hand, and ranges asked for by hand: what leads nowhere is said before anything runs.
struct FactNamesTests {
  @Test func `bảng ghép tên nhắc cái không có thì được báo`() throws {
    let pack = try #require(
      PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/annual-review.yaml")).pack)
    let (usual, found) = Mapping.read(try Corpus.text("Benchmarks/Rules/mapping.yaml"), path: "mapping.yaml")
    #expect(found.isEmpty && usual.check([pack], path: "mapping.yaml").isEmpty)
    let wrong = """
      entities: { person: { file: a.csv } }
      facts: { member: { taks: a } }
      grades: { E: 7 }
      trace: { memberGrade: [M1.1, M1.2, M9.1, M7.1, M5], cell: [] }
      """
    let findings = Mapping.read(wrong, path: "mapping.yaml").mapping.check([pack], path: "mapping.yaml")
    #expect(findings.map(\.code) == Array(repeating: .unknownName, count: 8))
  }

  @Test(arguments: [
    ("10", "5", "1"), ("0", "1", "0"), ("0", "1", "-1"), ("0", "1000000000", "1"),
    ("0", "999999999999999", "1/999999999999999"),
  ]) func `khoảng ngược, bước không, quá nhiều bước bị từ chối ngay`(
    _ from: String, _ to: String, _ step: String
  ) throws {
    let (from, to, step) = (
      try #require(Ratio(from)), try #require(Ratio(to)), try #require(Ratio(step))
    )
    #expect(throws: ParameterSweep.Refused.self) {
      try ParameterSweep.check(from: from, to: to, step: step)
    }
  }

  @Test func `giá trị làm bộ quy tắc không chạy được thì nói vì sao`() throws {
    let pack = try #require(
      PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/annual-review.yaml")).pack)
    let layout = Layout([pack])
    let sweep = try ParameterSweep.run(
      pack, parameter: "topQuota", from: Ratio(0), to: Ratio(2), step: Ratio(1),
      snapshot: Snapshot([], parents: [:]), layout: layout)
    #expect(sweep.steps.map { $0.refused == nil } == [true, true, false])
  }
}
