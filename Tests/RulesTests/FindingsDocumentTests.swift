import Rules
import Testing

struct FindingsDocumentTests {
  @Test func `mọi mã đều được giải thích, không thừa mã nào`() throws {
    let text = try Corpus.text("docs/rule-pack-findings.md")
    let explained = text.matches(of: /(?m)^\| `([a-z-]+)` \|/).map { String($0.output.1) }
    #expect(Set(explained) == Set(PackFinding.Code.allCases.map(\.rawValue)))
    #expect(explained.count == Set(explained).count)
  }
}
