import Foundation
import Rules
import Testing

/// Numbers and names that mean nothing are told, never taken for something else.
struct StrictReadingTests {
  private func pack() throws -> (text: String, pack: Pack) {
    let text = try Corpus.text("Tests/Corpus/packs/good/annual-review.yaml")
    return (text, try #require(PackLoader.load(text: text, path: "pack.yaml").pack))
  }

  private static let good = """
    - name: miễn xét
      period: 2025
      cell: { disciplined: false, member: [{ times: 2, exempt: true }] }
      expect: { cellGrade: { grade: notGraded }, counts: { memberGrade: { notGraded: 2 } } }

    """

  @Test(arguments: [
    ("notGraded: 2 }", "notGraded: x }"), ("notGraded: 2 }", "notGraded: 99999999999999999999 }"),
    ("notGraded: 2 }", "notGraded: 2, ZZ: 0 }"), ("counts: { memberGrade", "counts: { nosuch"),
    ("{ cellGrade: { grade: notGraded }, counts: { memberGrade: { notGraded: 2 } } }", "{}"),
    ("times: 2", "times: x"), ("times: 2", "times: 1.5"), ("times: 2", "times: -1"), ("times: 2", "times: 0"),
    ("times: 2", "times: 1000000000"), ("period: 2025", "period: x"), ("period: 2025", "period: Q5/2025"),
    ("period: 2025", "period: 1111111111111111111111111111111111111111"),
  ]) func `trường hợp thử viết sai thì được báo`(_ from: String, _ to: String) throws {
    let (_, pack) = try pack()
    let (cases, none) = PackCases.read(Self.good, path: "cases.yaml", pack: pack)
    #expect(none.isEmpty && PackCases(cases: cases, findings: none).run(pack).allSatisfy(\.passed))
    let other = Self.good.replacing(from, with: to)
    #expect(other != Self.good)
    let (_, findings) = PackCases.read(other, path: "cases.yaml", pack: pack)
    #expect(findings.contains { $0.severity == .error }, "\(to)")
  }

  @Test func `quá nhiều bản ghi thì được báo, không cắt lặng lẽ, và không lâu`() throws {
    let (_, pack) = try pack()
    let many = (0..<50).map { _ in "{ times: 20000, exempt: true, tasks: 90, attendance: 12 }" }.joined(
      separator: ", ")
    let (cases, findings) = PackCases.read(
      "- name: đông\n  period: 2025\n  cell: { disciplined: false, member: [\(many)] }\n  expect: { cellGrade: { grade: notGraded } }\n",
      path: "cases.yaml", pack: pack)
    #expect(findings.isEmpty)
    let start = ContinuousClock.now
    let results = PackCases(cases: cases, findings: findings).run(pack)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(results.flatMap(\.failures).map(\.code) == [.oversize])
  }

  @Test func `tệp trường hợp là thư mục hay thiết bị thì được báo`() throws {
    let (text, pack) = try pack()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-cases-\(UUID().uuidString)")
    let cases = folder.appendingPathComponent("cases")
    try FileManager.default.createDirectory(
      at: cases.appendingPathComponent("a.yaml"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("pack.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: cases.appendingPathComponent("b.yaml").path, withDestinationPath: "/dev/zero")
    #expect(
      PackCases.load(folder: folder.path, pack: pack).findings.map(\.code) == [.unreadable, .unreadable])
  }

  @Test(arguments: [
    ("minimum: 0", "minimum: -5", PackFinding.Code.badRange),
    ("minimum: 0", "minimum: 9223372036854775807", .badRange),
    ("scale: 10000,", "scale: 0,", .badRange), ("scale: 10000,", "scale: -1,", .badRange),
    ("scale: 10000,", "scale: 999999999999999,", .badRange),
    ("scale: [A, B, C, D] ", "rounds: { from: 0, to: 999999999999999 }\nscale: [A, B, C, D] ", .badRange),
    ("scale: [A, B, C, D] ", "rounds: { from: 2026, to: 2025 }\nscale: [A, B, C, D] ", .badRange),
    ("- { id: M3, when", "- { id: M3, except: M4, when", .cycle),
  ]) func `số không có nghĩa và ngoại lệ thành vòng được báo`(
    _ from: String, _ to: String, _ code: PackFinding.Code
  ) throws {
    var text = try pack().text
    if code == .cycle { text = text.replacing("- { id: M4, when", with: "- { id: M4, except: M3, when") }
    let other = text.replacing(from, with: to)
    #expect(other != text)
    let errors = PackLoader.load(text: other, path: "pack.yaml").findings.filter { $0.severity == .error }
    #expect(errors.contains { $0.code == code }, "\(errors)")
  }
}
