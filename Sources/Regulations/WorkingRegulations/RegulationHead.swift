import Basics
import TextReuse

/// What the head of a paper tells of itself: kind of document, number with symbol, day, term of office; each only where it stands there.
package struct RegulationHead: Sendable {
  package var number = ""
  package var day: Day?
  package var term = ""
  /// As the list of kinds has it: "Quy chế".
  package var type = ""

  package init(_ outline: Outline, types: [String] = []) {
    let lines = outline.text.paragraphs.prefix(40).map { outline.text.sound($0.range) }
    let preamble = outline.preamble.upperBound
    for (n, line) in lines.enumerated() {
      guard outline.text.paragraphs[n].range.lowerBound < max(preamble, 1) else { break }
      let fold = VietnameseText.fold(line)
      if number.isEmpty, fold.utf8.starts(with: "so ".utf8) || fold.utf8.starts(with: "so:".utf8) {
        number = CitedDocument(line)?.number ?? ""
      }
      if type.isEmpty, let found = Self.type(line, of: types) { type = found }
      if day == nil, let found = Self.dayInWords(fold) { day = found }
    }
    term = Self.term(in: lines.joined(separator: " ")) ?? ""
  }

  /// "QUY CHẾ", "QUY CHẾ LÀM VIỆC": a line in capitals that begins with a kind of document. TCVN3 has toned capitals small, so
  /// the first two letters tell.
  private static func type(_ line: String, of types: [String]) -> String? {
    let letters = line.unicodeScalars.filter { $0.properties.isAlphabetic }.prefix(2)
    guard letters.count == 2, letters.allSatisfy({ $0.properties.isUppercase }) else { return nil }
    let fold = VietnameseText.fold(line)
    return types.first { type in
      let name = VietnameseText.fold(type)
      return fold.utf8.elementsEqual(name.utf8) || fold.utf8.starts(with: (name + " ").utf8)
    }
  }

  /// "…, ngày 25 tháng 3 năm 2008".
  private static func dayInWords(_ fold: String) -> Day? {
    let words = fold.split(separator: " ").map(String.init)
    for n in words.indices where words[n] == "ngay" && n + 5 < words.count {
      guard words[n + 2] == "thang", words[n + 4] == "nam", let d = Int(words[n + 1]),
        let m = Int(words[n + 3]),
        let y = Int(words[n + 5])
      else { continue }
      return Day(year: y, month: m, day: d)
    }
    return nil
  }

  /// "nhiệm kỳ 2010 - 2015" as "2010 – 2015".
  package static func term(in text: String) -> String? {
    let fold = VietnameseText.fold(text)
    let words = fold.unicodeScalars.split { !($0.properties.isAlphabetic || ("0"..."9").contains($0)) }
      .map { String(String.UnicodeScalarView($0)) }
    for n in words.indices
    where words[n] == "nhiem" && n + 3 < words.count && ["ky", "ki"].contains(words[n + 1]) {
      guard let first = Int(words[n + 2]), let last = Int(words[n + 3]), (1930...2100).contains(first),
        (first...2100).contains(last)
      else { continue }
      return "\(first) – \(last)"
    }
    return nil
  }
}
