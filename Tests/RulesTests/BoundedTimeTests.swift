import Foundation
import Rules
import Testing

/// Packs made to take for ever: each must be answered, with a finding or without, in seconds and without a trap.
struct BoundedTimeTests {
  private static let head = """
    id: p
    version: "1"
    status: inForce
    validFrom: 2025-01-01
    scale: [A, B]
    entities: { member: { within: cell }, cell: {} }
    facts:
      member:
        done: { type: boolean }
        n: { type: integer, range: [0, 1000000] }

    """

  private static let last = "      - { id: Z, then: B }\n"

  /// - Returns: the codes of the errors, each once.
  private func errors(_ text: String, seconds: Double = 10, _ place: SourceLocation = #_sourceLocation)
    -> Set<String>
  {
    let before = ThreadTime.now
    let loaded = PackLoader.load(text: text, path: "pack.yaml")
    let time = ThreadTime.now - before
    #expect(time < seconds, sourceLocation: place)
    return Set(loaded.findings.filter { $0.severity == .error }.map(\.code.rawValue))
  }

  private func rules(_ rules: String, more: String = "") -> String {
    Self.head + more + "decisions:\n  - id: grade\n    of: member\n    rules:\n" + rules + Self.last
  }

  @Test func `biểu thức một triệu ký tự`() {
    let condition = Array(repeating: "done", count: 125_000).joined(separator: " or ")
    #expect(
      errors(rules("      - { id: R, when: [\"\(condition)\"], then: A, cite: x }\n")).isSubset(of: [
        "oversize"
      ]))
    let small = String(condition.prefix(900_000))
    #expect(errors(rules("      - { id: R, when: [\"\(small)\"], then: A, cite: x }\n")) == ["oversize"])
  }

  @Test func `tệp quá lớn không được đọc`() {
    #expect(errors(Self.head + "# " + String(repeating: "x", count: 1_100_000)) == ["oversize"])
  }

  @Test func `ngoặc lồng sâu, dày đặc`() {
    let deep =
      String(repeating: "[", count: 900) + String(repeating: "a,", count: 200_000)
      + String(repeating: "]", count: 900)
    #expect(errors("title: " + deep) == ["too-deep"])
    #expect(errors(String(repeating: "- ", count: 400_000)) == ["too-deep"])
    #expect(errors(String(repeating: "? ", count: 400_000)) == ["too-deep"])
  }

  /// Aliases of aliases as keys, behind every kind of line break YAML knows.
  @Test func `bom bí danh sau mọi kiểu xuống dòng`() {
    for gap in [" ", "\r\n ", "\u{85}", "\u{2028}", "\t"] {
      let bomb = (1...45).map { "a\($0):\(gap)&a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
      let text = "a0:\(gap)&a0 [x, x]\n" + bomb + "? *a45\n: 1\n? [*a45, y]\n: 2\n"
      #expect(errors(text).isSubset(of: ["anchor", "yaml"]) && !errors(text).isEmpty)
    }
    // A plain text with both signs is no alias.
    #expect(errors(rules("      - { id: R, when: [done], then: A, cite: \"Điều 1 &2 và 3 *4\" }\n")).isEmpty)
  }

  @Test func `biến này gấp đôi biến trước`() {
    let truths = (1...60).map {
      "  - { id: v\($0), of: member, value: (v\($0 - 1) or done) and (v\($0 - 1) or n > \($0)) }\n"
    }.joined()
    #expect(
      errors(
        rules(
          "      - { id: R, when: [v60], then: A, cite: x }\n",
          more: "variables:\n  - { id: v0, of: member, value: done }\n" + truths)
      ).isEmpty)
    let sums = (1...60).map { "  - { id: v\($0), of: member, value: v\($0 - 1) + v\($0 - 1) }\n" }.joined()
    #expect(
      errors(
        rules(
          "      - { id: R, when: [v60 > 3], then: A, cite: x }\n",
          more: "variables:\n  - { id: v0, of: member, value: n }\n" + sums)) == ["overflow"])
  }

  @Test func `biến đọc biến thành chuỗi dài`() {
    let chain = (0..<15_000).map { "  - { id: v\($0), of: member, value: v\($0 + 1) }\n" }.joined()
    let text = rules(
      "      - { id: R, when: [v0], then: A, cite: x }\n",
      more: "variables:\n" + chain + "  - { id: v15000, of: member, value: done }\n")
    #expect(errors(text).contains("too-deep"))
  }

  @Test func `xếp loại đọc xếp loại thành chuỗi dài`() {
    func chain(_ length: Int) -> String {
      let links = (0..<length).map { n in
        "  - { id: d\(n), of: member, rules: [{ id: r\(n), when: [d\(n + 1) == A], then: A, cite: x }, { id: s\(n), then: B }] }\n"
      }.joined()
      return Self.head + "decisions:\n" + links
        + "  - { id: d\(length), of: member, rules: [{ id: r, when: [done], then: A, cite: x }, { id: s, then: B }] }\n"
    }
    #expect(errors(chain(6_000), seconds: 30) == ["oversize"])
    #expect(errors(chain(490), seconds: 30) == ["too-deep"])
  }

  @Test func `nhiều quy tắc`() {
    func lines(_ count: Int) -> String {
      (0..<count).map { "      - { id: R\($0), when: [n == \($0), done], then: A, cite: x }\n" }.joined()
    }
    #expect(errors(rules(lines(900)), seconds: 30).isEmpty)
    let many = lines(6_000)
    #expect(errors(rules(many), seconds: 30) == ["oversize"])
    let unique =
      Self.head + "decisions:\n  - id: grade\n    of: member\n    hitPolicy: unique\n    rules:\n" + many
    #expect(errors(unique) == ["oversize"])
  }

  @Test func `nhiều khả năng trong một quy tắc`() {
    let line = (0..<300).map { "n == \($0 * 7)" }.joined(separator: " or ")
    let many = (0..<200).map { _ in "          - \(line)\n" }.joined()
    #expect(errors(rules("      - id: R\n        cite: x\n        then: A\n        when:\n" + many)).isEmpty)
  }

  /// A search that stops early must not take what it has not looked at for empty.
  @Test func `khả năng thứ sáu trăm vẫn được tính`() {
    let list = (0..<600).map(String.init).joined(separator: ", ")
    #expect(
      errors(rules("      - { id: R, when: [\"n in [\(list)]\", n > 598], then: A, cite: x }\n")).isEmpty)
  }

  /// Warnings stop at five hundred; an error after them still counts.
  @Test func `nhiều cảnh báo không che mất lỗi`() {
    let many = (0..<600).map { "      - { id: R\($0), when: [n == \($0)], then: A }\n" }.joined()
    let text = rules(many).replacingOccurrences(
      of: "scale:", with: "validTo: 2026-12-31\nrounds: { from: 2025 }\nscale:")
    #expect(errors(text) == ["validity"])
  }

  /// `[70, 90)` opens with one kind of bracket and closes with the other.
  @Test func `hai trăm bậc nửa hở không phải lồng sâu`() {
    let bands = (0..<200).map {
      "  - { id: b\($0), of: member, value: n, range: [0, 1000000], to: { A: \"[5, 1000000]\", B: \"[0, 5)\" } }\n"
    }.joined()
    #expect(
      errors(rules("      - { id: R, when: [b7 == A], then: A, cite: x }\n", more: "bands:\n" + bands))
        .isEmpty)
  }
}
