import Rules
import Testing

/// Findings name the real cause, once, in Vietnamese.
struct FindingTextTests {
  @Test func `số quá dài được nói là quá dài`() throws {
    let path = "Tests/Corpus/packs/bad/bad-number-4.yaml"
    let findings = PackLoader.load(at: Corpus.path(path)).findings.filter { $0.severity == .error }
    #expect(findings.first { $0.line == 14 }?.message == "`ba mươi` không phải một số.")
    for line in [15, 29] {
      let told = try #require(findings.first { $0.line == line })
      #expect(told.message.contains("dài quá 15 chữ số"), "\(told.message)")
    }
    #expect(findings.first { $0.line == 15 }?.remedy.contains("nhiều nhất 15 chữ số") == true)
  }

  @Test(arguments: [
    "a: [1, 2", "a: {b: 1", "a: b: c", "a:\n  - 1\n  b: 2", "a: \"x", "a: @x", "a:\n\t- 1", "a: \"\\q\"",
    "- a\nb: 1",
    "a: ]", "a: 'x", "%x\na: 1", "a: |9x\n", "---\na: 1\n---\nb: 2\n", "a: `x`", "a: [1, 2}}", "? a\n: b\nc",
    "a: *",
    "a: &", "a: !<x", "\u{1}", "a: \"\\u12\"", "a: 'b'c", "{a: 1}}", "a: - b", ": :", "a\nb: c",
  ]) func `lỗi viết YAML được nói bằng tiếng Việt`(_ text: String) throws {
    let findings = PackLoader.load(text: text, path: "pack.yaml").findings
    #expect(!findings.isEmpty)
    for finding in findings {
      for word in [
        "did not", "found", "expected", "allowed", "while", "token", "indent", "character", "nesting",
      ] {
        #expect(!finding.message.contains(word) && !finding.remedy.contains(word), "\(finding.message)")
      }
    }
  }

  @Test func `mỗi lỗi YAML thường gặp có lời riêng`() throws {
    func message(_ text: String) -> String {
      PackLoader.load(text: text, path: "pack.yaml").findings.first?.message ?? ""
    }
    #expect(message("a: [1, 2\nb: 3\n").contains("ngoặc vuông"))
    #expect(message("a: b: c\n").contains("hai chấm"))
    #expect(message("a:\n\t- 1\n").contains("tab"))
    #expect(message("a: \"x\n").contains("Nháy"))
    #expect(message("a: @x\n").contains("dành riêng"))
  }

  @Test func `lời giải thích nhắc điều kiện không có thì được báo`() throws {
    let text = try Corpus.text("Tests/Corpus/packs/good/annual-review.yaml")
    for (sentence, isWrong) in [
      ("{unmet M5}", false), ("{unmet M5.6}", false), ("{unmet M5.7}", true), ("{unmet M55}", true),
      ("{unmet M7.1}", true),
    ] {
      let other = text.replacing("because: \"exempt from the review\"", with: "because: \"\(sentence)\"")
      #expect(other != text)
      let errors = PackLoader.load(text: other, path: "pack.yaml").findings.filter { $0.severity == .error }
      #expect(errors.map(\.code) == (isWrong ? [.unknownName] : []), "\(sentence) \(errors)")
    }
  }

  @Test func `điểm là số nhỏ nhất máy chứa được thì được báo, không sập`() throws {
    let text = try Corpus.text("Tests/Corpus/packs/good/annual-review.yaml")
      .replacing("D: 1 }, scale: 10000", with: "D: -9223372036854775808 }, scale: 10000")
    let errors = PackLoader.load(text: text, path: "pack.yaml").findings.filter { $0.severity == .error }
    #expect(errors.map(\.code).contains(.badNumber))
  }
}

struct TypedNumberTests {
  @Test func `số gõ vào được hiểu như nhau ở mọi nơi`() {
    #expect(Ratio(typed: "10", isPercent: true) == Ratio(1, over: 10))
    #expect(Ratio(typed: "12,5", isPercent: true) == Ratio(1, over: 8))
    #expect(Ratio(typed: "12.5 %", isPercent: true) == Ratio(1, over: 8))
    #expect(Ratio(typed: "1/2", isPercent: true) == Ratio(1, over: 2))
    #expect(Ratio(typed: "10", isPercent: false) == Ratio(10))
    #expect(Ratio(typed: "0,5", isPercent: false) == Ratio(1, over: 2))
    for text in ["", "%", "mười", "1/0", "99999999999999999", "--1", "1..2", "1,2,3", "0x10", "1e3"] {
      #expect(
        Ratio(typed: text, isPercent: true) == nil && Ratio(typed: text, isPercent: false) == nil, "\(text)")
    }
  }
}
