import Basics

extension FreeText {
  /// The number of a card or paper of a person, where the text says that it is one: “thẻ đảng 71872203”. Alone such a number is too
  /// short to be told from others.
  static func card(_ text: String) -> String? {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }.map {
      String(String.UnicodeScalarView($0)).lowercased()
    }
    for (n, word) in words.enumerated() {
      let letters = String(
        String.UnicodeScalarView(word.unicodeScalars.filter { $0.properties.isAlphabetic }))
      let isPaper = papers.contains(letters) || letters == "cước" && n > 0 && words[n - 1] == "căn"
      guard isPaper else { continue }
      for next in words[n...].prefix(7) {
        // A document or a day names nobody.
        if next.utf8.contains(UInt8(ascii: "/")) || next.utf8.contains(UInt8(ascii: "-")) { continue }
        let digits = next.unicodeScalars.filter { (48...57).contains($0.value) }
        // A sum of money ends in zeros.
        if digits.count >= 6, !digits.suffix(3).allSatisfy({ $0 == "0" }) {
          return String(String.UnicodeScalarView(digits))
        }
      }
    }
    return nil
  }

  private static let papers: Set<String> = ["thẻ", "cccd", "cmnd", "cmt", "sđt"]

  /// An e-mail address.
  static func mail(_ text: String) -> String? {
    for word in text.unicodeScalars.split(whereSeparator: {
      $0.properties.isWhitespace || ",;()<>".unicodeScalars.contains($0)
    }) {
      let parts = word.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else { continue }
      let host = parts[1].split(separator: ".", omittingEmptySubsequences: false)
      if host.count >= 2, host[0].first?.properties.isAlphabetic ?? false,
        host[1].first?.properties.isAlphabetic ?? false
      {
        return String(String.UnicodeScalarView(word))
      }
    }
    return nil
  }
}
