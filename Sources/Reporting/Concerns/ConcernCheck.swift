import Basics
import Registry

/// Keeps what is no matter out of the words: numbers and addresses of persons (``FreeText``), places finer than a hamlet,
/// and what the law gives another way.
extension ConcernRules {
  package func checkedMatter(_ text: String) throws -> String {
    let clean = try FreeText.checked(text)
    guard FreeText.tells(clean) else { throw ConcernRefusal.noMatter }
    try checkWay(clean)
    return clean
  }

  /// What was done or answered: shorter, but of the same kind.
  package func checkedWords(_ text: String) throws -> String {
    let clean = try FreeText.checked(text)
    try checkWay(clean)
    return clean
  }

  package func checkedHamlet(_ text: String) throws -> String {
    let clean = try FreeText.line(text)
    guard !clean.isEmpty else { throw ConcernRefusal.noHamlet }
    guard clean.unicodeScalars.count <= place.longest else { throw ConcernRefusal.longHamlet(place.longest) }
    if let word = place.finer.first(where: { Self.holds(clean, $0) }) { throw ConcernRefusal.tooFine(word) }
    if clean.utf8.contains(UInt8(ascii: "/")) { throw ConcernRefusal.tooFine("/") }
    return clean
  }

  private func checkWay(_ text: String) throws {
    for way in elsewhere {
      if let word = way.words.first(where: { Self.holds(text, $0) }) {
        throw ConcernRefusal.elsewhere(way, word)
      }
    }
  }

  /// Whether a text has a word (or some words) whole: letter by letter with its marks, or, where a text has no marks at all,
  /// without them.
  static func holds(_ text: String, _ word: String) -> Bool {
    let plain = words(text.lowercased())
    if contains(plain, words(VietnameseText.clean(word.lowercased()))) { return true }
    let folded = VietnameseText.fold(text)
    let isUnmarked = plain.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) }
    return isUnmarked && contains(words(folded), words(VietnameseText.fold(word)))
  }

  private static func words(_ text: String) -> [String] {
    text.unicodeScalars.split { !$0.properties.isAlphabetic && !(0x300...0x36F).contains($0.value) }
      .map { String(String.UnicodeScalarView($0)) }
  }

  private static func contains(_ text: [String], _ part: [String]) -> Bool {
    guard !part.isEmpty, text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      zip(text[start...], part).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }
  }
}
