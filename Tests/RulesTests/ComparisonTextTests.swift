import Rules
import Testing

/// What a comparison says, in the words of people and never in those of the program.
struct ComparisonTextTests {
  private func meaning(_ first: String, _ second: String, year: Int? = nil) throws -> Meaning {
    let packs = try [first, second].map { try #require(PackLoader.load(at: Corpus.path($0)).pack) }
    return try #require(Comparison.make(packs[0], packs[1], year: year).comparison).meaning
  }

  static let pairs = [
    ("hd-43-btctw-2025-10-31", "hd-25-btctw-2023-11-10"),
    ("hd-25-btctw-2023-11-10", "hd-43-btctw-2025-10-31"),
    ("hd-21-btctw-2019-10-18", "hd-25-btctw-2023-11-10"),
    ("hd-16-btctw-2018-09-24", "hd-27-btctw-2014-09-25"),
  ]

  @Test(arguments: pairs) func `không chữ nào của chương trình, không hai mục trùng tên`(
    _ first: String, _ second: String
  ) throws {
    let meaning = try meaning("Content/RulePacks/\(first)", "Content/RulePacks/\(second)", year: 2025)
    #expect(meaning.changes.count > 50)
    for change in meaning.changes {
      for text in [change.title, change.before, change.after] {
        for word in [
          "Rules.", "Grade(", "choice(", "number(", "boolean", "isPercent", "Optional", "nil", "topQuota",
        ] {
          #expect(!text.contains(word), "\(change.title): \(text)")
        }
      }
      #expect(change.before != change.after, "\(change.title): \(change.before)")
    }
    let titles = meaning.changes.map(\.title)
    let repeated = Dictionary(grouping: titles, by: { $0 }).filter { $0.value.count > 1 }.keys.sorted()
    #expect(repeated.count <= 3, "\(repeated)")
    #expect(meaning.groups.flatMap(\.changes).count == meaning.changes.count)
    for group in meaning.groups {
      #expect(group.bySubject.flatMap(\.changes).count == group.changes.count)
    }
  }

  @Test func `điều để trống đổi nghĩa thì nói khác ở đâu; đổi tên thì không phải khác`() throws {
    let text = try Corpus.text("Tests/Corpus/packs/good/annual-review.yaml")
    func changes(_ from: String, _ to: String) throws -> [Meaning.Change] {
      let other = text.replacing(from, with: to)
      #expect(other != text)
      let packs = try [text, other].map {
        try #require(PackLoader.load(text: $0, path: "pack.yaml").pack)
      }
      return try #require(Comparison.make(packs[0], packs[1]).comparison).meaning.changes
    }
    let blank = try changes(
      "probation: { type: boolean }", "probation: { type: boolean, missing: { default: false } }")
    #expect(blank.map(\.before) == ["có hoặc không; để trống là chưa biết"])
    #expect(blank.map(\.after) == ["có hoặc không; để trống là không"])
    #expect(
      try changes("probation: { type: boolean }", "probation: { type: boolean, name: Thử thách }").isEmpty)
    #expect(
      try changes(
        "[none, reprimand, warning, dismissal]",
        "{ none: không, reprimand: khiển trách, warning: cảnh cáo, dismissal: cách chức }"
      ).isEmpty)
  }

  @Test func `phân số được giữ như đã viết`() throws {
    let text = try Corpus.text("Tests/Corpus/packs/good/annual-review.yaml")
      .replacing("memberVotesA: { value: 2/3", with: "memberVotesA: { value: 3/4")
      .replacing("> 1/2", with: "> 3/4")
    let pack = try #require(PackLoader.load(text: text, path: "pack.yaml").pack)
    let document = PackDocument(try #require(PackLoader.program(pack).program)).markdown
    #expect(document.contains("memberVotesA: 3/4") && !document.contains("0,75"))
    #expect(document.contains("> 3/4"))
  }
}
