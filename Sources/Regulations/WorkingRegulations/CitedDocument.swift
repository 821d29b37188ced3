import Basics

/// A document as a preamble cites it: number with symbol, and the day where it stands there.
///
///     citation = … "số" number … [ "ngày" day ] …
///     number   = digits [ "/" digits ] "-" letters "/" letters …     ("45-QĐ/TW", "01-QC/ĐU")
package struct CitedDocument: Hashable, Sendable {
  package var number: String
  package var day: Day?

  package init?(_ citation: String) {
    let words = citation.unicodeScalars.split {
      $0.properties.isWhitespace || ",;()".unicodeScalars.contains($0)
    }
    .map { String(String.UnicodeScalarView($0)) }
    guard let place = words.firstIndex(where: { Self.isNumber($0) }) else { return nil }
    number = Self.trimmed(words[place])
    for n in words.indices.dropFirst(place + 1).prefix(12) {
      if let found = Self.day(words, at: n) {
        day = found
        break
      }
    }
  }

  /// Every document a sentence names by its number.
  package static func all(in sentence: String) -> [CitedDocument] {
    guard sentence.utf8.contains(UInt8(ascii: "/")) else { return [] }
    var found: [CitedDocument] = []
    var words = sentence.unicodeScalars.split { $0.properties.isWhitespace }.map {
      String(String.UnicodeScalarView($0))
    }[...]
    while found.count < 40, let place = words.firstIndex(where: { CitedDocument($0) != nil }) {
      if let cited = CitedDocument(words[place...].prefix(14).joined(separator: " ")) { found.append(cited) }
      words = words[(place + 1)...]
    }
    return found
  }

  /// A day as written that no calendar has: "31/2/2025".
  package static func impossibleDay(in citation: String) -> String? {
    let words = citation.unicodeScalars.split {
      $0.properties.isWhitespace || ",;()".unicodeScalars.contains($0)
    }
    for word in words {
      let text = trimmed(String(String.UnicodeScalarView(word)))
      let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) {
        "/-.".unicodeScalars.contains($0)
      }
      let numbers = parts.map { Int(String($0)) }
      guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4,
        let d = numbers[0], let m = numbers[1], let y = numbers[2], y >= 1900
      else { continue }
      if Day(year: y, month: m, day: d) == nil { return text }
    }
    return nil
  }

  /// For comparing: without marks and case, "45-QĐ/TW" and "45 - qđ/tw" alike.
  package static func fold(_ number: String) -> String {
    String(
      String.UnicodeScalarView(VietnameseText.fold(number).unicodeScalars.filter { $0 != " " }))
  }

  private static func trimmed(_ word: String) -> String {
    var scalars = word.unicodeScalars
    while let last = scalars.last, ".:".unicodeScalars.contains(last) { scalars.removeLast() }
    return String(scalars)
  }

  private static func isNumber(_ word: String) -> Bool {
    let scalars = Array(trimmed(word).unicodeScalars)
    guard let first = scalars.first, ("0"..."9").contains(first) else { return false }
    guard let stroke = scalars.lastIndex(of: "/"), stroke + 1 < scalars.count else { return false }
    return scalars[(stroke + 1)...].allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-"
    }

      && scalars[(stroke + 1)...].contains { $0.properties.isAlphabetic }
  }

  /// "01/11/2011", "01-11-2011", or "01 tháng 11 năm 2011".
  private static func day(_ words: [String], at n: Int) -> Day? {
    let parts = trimmed(words[n]).unicodeScalars.split { "/-.".unicodeScalars.contains($0) }
      .map { Int(String($0)) }
    if parts.count == 3, let d = parts[0], let m = parts[1], let y = parts[2] {
      return Day(year: y, month: m, day: d)
    }
    guard parts.count == 1, let d = parts[0], n + 4 < words.count,
      VietnameseText.fold(words[n + 1]) == "thang", let m = Int(words[n + 2]),
      VietnameseText.fold(words[n + 3]) == "nam", let y = Int(trimmed(words[n + 4]))
    else { return nil }
    return Day(year: y, month: m, day: d)
  }
}
