import Foundation
import Testing

/// Computes what WCAG 2 asks for from the tokens themselves, in both themes.
@Suite("Tương phản màu")
struct ContrastTests {
  @Test(arguments: ["sáng", "tối"])
  func `chữ đạt 4,5 trên mọi nền nó đứng, đường viền ô nhập đạt 3`(_ theme: String) throws {
    let colours = try Self.colours(dark: theme == "tối")
    let grounds = ["paper", "sunk", "raised"]
    let tints = ["violet-soft", "red-soft", "green-soft", "amber-soft"]
    var pairs: [(String, String)] = [
      ("on-red", "red"), ("paper", "violet"), ("green", "paper"), ("amber", "paper"),
      ("ink-soft", "amber-soft"),
      ("red", "red-soft"), ("green", "green-soft"), ("amber", "amber-soft"),
    ]
    for text in ["ink", "ink-soft", "violet", "red"] { pairs += grounds.map { (text, $0) } }
    for text in ["ink", "violet"] { pairs += tints.map { (text, $0) } }
    for (text, ground) in pairs {
      let ratio = try Self.ratio(#require(colours[text]), #require(colours[ground]))
      #expect(ratio >= 4.5, "\(text) trên \(ground): \(ratio)")
    }
    for ground in grounds {
      let ratio = try Self.ratio(#require(colours["rule-strong"]), #require(colours[ground]))
      #expect(ratio >= 3, "rule-strong trên \(ground): \(ratio)")
    }
  }

  private static func colours(dark: Bool) throws -> [String: [Double]] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let css = try String(
      contentsOf: root.appending(path: "Content/Public/styles/tokens.css"), encoding: .utf8)
    let parts = css.components(separatedBy: "@media (prefers-color-scheme: dark)")
    var colours: [String: [Double]] = [:]
    for part in dark ? parts : [parts[0]] {
      for match in part.matches(of: /--([a-z-]+): #([0-9a-f]{6});/) {
        let value = Int(match.2, radix: 16)!
        colours[String(match.1)] = [value >> 16, value >> 8 & 255, value & 255].map { Double($0) / 255 }
      }
    }
    return colours
  }

  private static func ratio(_ one: [Double], _ other: [Double]) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private static func luminance(_ colour: [Double]) -> Double {
    let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
