import Foundation
import Rules
import Testing

/// One small pack per kind of finding. Its first lines say what must be reported: `# expect: code line:column`, a `*` for any
/// place; nothing else of the severity of an error may be.
struct BadPackTests {
  struct Expected: Hashable, CustomStringConvertible {
    var code: String
    var place: String
    var description: String { "\(code) \(place)" }
  }

  static func expected(_ path: String) -> [Expected] {
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix { $0.hasPrefix("#") }
      .compactMap { line in
        let words = line.split(separator: " ")
        guard words.count == 4, words[1] == "expect:" else { return nil }
        return Expected(code: String(words[2]), place: String(words[3]))
      }
  }

  /// A file of the folder, or a folder where `source.md` matters.
  static let all =
    Corpus.bad.map { "Tests/Corpus/packs/bad/\($0)" }
    + ["unknown-article", "companion-file"].map { "Tests/Corpus/packs/bad/\($0)" }

  @Test(arguments: all) func `bộ quy tắc hỏng được báo đúng chỗ, không báo thừa`(_ name: String) {
    let path = Corpus.path(name)
    let expected = Self.expected(name.hasSuffix(".yaml") ? path : path + "/pack.yaml")
    #expect(!expected.isEmpty, "tệp không nói phải báo gì")
    let findings = PackLoader.load(at: path).findings
    func matches(_ one: Expected, _ finding: PackFinding) -> Bool {
      one.code == finding.code.rawValue
        && (one.place == "*" || one.place == "\(finding.line):\(finding.column)")
    }
    for one in expected {
      #expect(
        findings.contains { matches(one, $0) },
        "thiếu \(one); đã báo \(findings.map { "\($0.code.rawValue) \($0.line):\($0.column)" })")
    }
    for finding in findings where finding.severity == .error {
      #expect(
        expected.contains { matches($0, finding) },
        "báo thừa \(finding.code.rawValue) \(finding.line):\(finding.column) \(finding.message)")
    }
    for finding in findings { #expect(!finding.message.isEmpty && !finding.remedy.isEmpty) }
  }

  /// Kinds that no pack by itself can cause: they belong to cases and to files of facts.
  static let ofData: Set<PackFinding.Code> = [.caseFails, .uncovered, .dataValue, .dataShape]

  @Test func `mỗi loại điều phát hiện có ít nhất một tệp mẫu`() {
    let shown = Set(
      Self.all.flatMap { name in
        Self.expected(Corpus.path(name.hasSuffix(".yaml") ? name : name + "/pack.yaml")).map(\.code)
      })
    for code in PackFinding.Code.allCases where !Self.ofData.contains(code) {
      #expect(shown.contains(code.rawValue), "chưa có tệp mẫu cho \(code.rawValue)")
    }
    #expect(shown.isSubset(of: Set(PackFinding.Code.allCases.map(\.rawValue))))
  }
}
