import Basics

extension FreeText {
  /// Words that seem to name a person: "ông", "bà", "anh", "chị" and the like with a name behind. For places where only
  /// matters are written: whoever writes is asked once more, nothing is refused, because places and posts may look
  /// the same ("Bà Rịa" does not: there the word itself is part of the name).
  package static func naming(_ text: String) -> String? {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }.map(Word.init)
    for (n, word) in words.enumerated() where titles.contains(word.lowered) && !word.isFollowedByBreak {
      var name: [String] = []
      for next in words.dropFirst(n + 1).prefix(6) {
        guard next.isCapitalised, !next.isPrecededByBreak else { break }
        name.append(next.text)
        if next.isFollowedByBreak { break }
      }
      if name.count >= (word.isCapitalised ? 2 : 1) { return ([word.text] + name).joined(separator: " ") }
    }
    return nil
  }

  private static let titles: Set<String> = [
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em", "cháu", "thầy",
  ]

  struct Word {
    var text: String
    var isPrecededByBreak: Bool
    var isFollowedByBreak: Bool

    init(_ scalars: Substring.UnicodeScalarView) {
      let letters = scalars.drop { !$0.properties.isAlphabetic }
      let core = letters.reversed().drop { !$0.properties.isAlphabetic && $0.value < 0x300 }.reversed()
      text = VietnameseText.clean(String(String.UnicodeScalarView(core)))
      isPrecededByBreak = letters.count < scalars.count
      isFollowedByBreak = core.count < letters.count
    }

    var lowered: String { text.lowercased() }
    var isCapitalised: Bool { text.unicodeScalars.first?.properties.isUppercase ?? false }
  }
}
