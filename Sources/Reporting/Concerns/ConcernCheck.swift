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

  private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == " "
      || (0x300...0x36F).contains(scalar.value)
  }

  /// A body outside the register, by its name: an office, not a person's house.
  package func checkedBody(_ text: String) throws -> String {
    let clean = try FreeText.line(text)
    try checkWay(clean)
    return clean
  }

  /// What was done or answered: shorter, but of the same kind.
  package func checkedWords(_ text: String) throws -> String {
    let clean = try FreeText.checked(text)
    try checkWay(clean)
    return clean
  }

  /// - Parameter known: the hamlet as the register has it, which is one whatever its name says ("Nhà Mát").
  package func checkedHamlet(_ text: String, known: String = "") throws -> String {
    let clean = try FreeText.line(text)
    if !clean.isEmpty, VietnameseText.fold(clean).utf8.elementsEqual(VietnameseText.fold(known).utf8) {
      return clean
    }
    guard !clean.isEmpty else { throw ConcernRefusal.noHamlet }
    guard clean.unicodeScalars.count <= place.longest else { throw ConcernRefusal.longHamlet(place.longest) }
    if let word = place.finer.first(where: { Self.holds(clean, $0) }) { throw ConcernRefusal.tooFine(word) }
    // A hamlet's name is letters, a number of one or two digits, and nothing beside it.
    if let sign = clean.unicodeScalars.first(where: { !Self.isOfName($0) }) {
      throw ConcernRefusal.tooFine(String(sign))
    }
    if let number = clean.unicodeScalars.split(whereSeparator: { !("0"..."9").contains($0) }).first(where: {
      $0.count > 2
    }) {
      throw ConcernRefusal.tooFine(String(String.UnicodeScalarView(number)))
    }
    return clean
  }

  private func checkWay(_ text: String) throws {
    if let word = place.finerInWords.first(where: { Self.holds(text, $0) }) {
      throw ConcernRefusal.tooFine(word)
    }
    for way in elsewhere {
      if let word = way.words.first(where: { Self.holds(text, $0) }) {
        throw ConcernRefusal.elsewhere(way, word)
      }
    }
  }

  /// Whether a text has a word (or some words) whole.
  static func holds(_ text: String, _ word: String) -> Bool {
    let wanted = words(VietnameseText.clean(word.lowercased()))
    let found = words(text.lowercased())
    // A text typed without marks has few marked words; in any other "cong giao" is not "công giáo".
    let isUnmarked = found.count(where: isASCII) * 2 > found.count
    guard !wanted.isEmpty, found.count >= wanted.count else { return false }
    return (0...(found.count - wanted.count)).contains { start in
      zip(found[start...], wanted).allSatisfy { isSame($0, $1, isUnmarked) }
    }
  }

  /// Letter by letter with its marks; in a text without marks a word without any is the word all the same.
  private static func isSame(_ typed: String, _ wanted: String, _ isUnmarked: Bool) -> Bool {
    typed.utf8.elementsEqual(wanted.utf8)
      || isUnmarked && isASCII(typed) && typed.utf8.elementsEqual(VietnameseText.fold(wanted).utf8)
  }

  private static func isASCII(_ word: String) -> Bool { word.utf8.allSatisfy { $0 < 0x80 } }

  private static func words(_ text: String) -> [String] {
    text.unicodeScalars.split { !$0.properties.isAlphabetic && !(0x300...0x36F).contains($0.value) }
      .map { String(String.UnicodeScalarView($0)) }
  }
}
