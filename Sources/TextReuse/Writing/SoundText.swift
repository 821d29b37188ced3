/// Sound text — chữ đọc được: a stretch of any writing as people read it: Unicode letters in one code point each,
/// tones where the older style sets them («hòa», «thủy»), single blanks.
public enum SoundText {
  public static func of(_ bytes: [UInt8], _ range: Range<Int>, _ writing: Writing) -> String {
    bytes.withUnsafeBufferPointer { of($0, range, writing) }
  }

  public static func of(_ text: String, writing: Writing) -> String {
    var text = text
    return text.withUTF8 { of($0, 0..<$0.count, writing) }
  }

  static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ writing: Writing) -> String {
    guard let base = bytes.baseAddress, range.lowerBound >= 0, range.upperBound <= bytes.count else {
      return ""
    }
    let table = LetterTable.of(writing).entries
    var out = String.UnicodeScalarView()
    var word: [(code: UInt32, tone: UInt32, isCapital: Bool)] = []
    var blank = false
    func flush() {
      guard !word.isEmpty else { return }
      settleTone(&word)
      for letter in word {
        let capital = letter.isCapital || writing == .tcvn3Capitals
        if let scalar = compose(letter.code, letter.tone, capital) { out.append(scalar) }
      }
      word.removeAll(keepingCapacity: true)
    }
    var at = range.lowerBound
    while at < range.upperBound {
      let (value, length) = utf8Step(base, at, range.upperBound)
      at += length
      let entry = value < LetterTable.limit ? LetterClass(bits: table[Int(value)]) : LetterTable.beyond(value)
      if entry.isInvisible { continue }
      if entry.isMark, let last = word.last {
        if let code = LetterClass.marked(last.code, entry.code) {
          word[word.count - 1].code = code
          if entry.tone != 0 { word[word.count - 1].tone = entry.tone }
          continue
        }
        if writing != .vni { continue }
      } else if entry.isMark, writing != .vni {
        continue
      }
      if entry.isBlank || entry.isNewline {
        flush()
        blank = true
        continue
      }
      if blank, !(out.isEmpty && word.isEmpty) { out.append(" ") }
      blank = false
      if entry.isLetter, entry.code < 64 {
        word.append((entry.code, entry.tone, entry.isCapital))
      } else {
        flush()
        if value != 0xFFFD, let scalar = Unicode.Scalar(value) { out.append(scalar) }
      }
    }
    flush()
    return String(out)
  }

  /// «hoà», «khoẻ», «thuỷ» become «hòa», «khỏe», «thủy»; «quý» stays, its u belongs to the q.
  private static func settleTone(_ word: inout [(code: UInt32, tone: UInt32, isCapital: Bool)]) {
    let count = word.count
    guard count >= 2, word[count - 1].tone != 0, word[count - 2].tone == 0 else { return }
    let pair = (word[count - 2].code, word[count - 1].code)
    let isOpen =
      pair == (19, 1) || pair == (19, 8) || (pair == (27, 32) && !(count >= 3 && word[count - 3].code == 23))
    guard isOpen else { return }
    word[count - 2].tone = word[count - 1].tone
    word[count - 1].tone = 0
  }

  private static func compose(_ code: UInt32, _ tone: UInt32, _ isCapital: Bool) -> Unicode.Scalar? {
    let place = Int(code) * 6 + Int(tone)
    guard letters.indices.contains(place) else { return nil }
    let letter = letters[place]
    return isCapital ? letter.properties.uppercaseMapping.unicodeScalars.first ?? letter : letter
  }

  /// By place in the alphabet and tone; a tone no letter has falls away.
  private static let letters: [Unicode.Scalar] = {
    var table: [Unicode.Scalar] = Array(repeating: " ", count: 6)
    for letter in LetterClass.alphabet {
      let row = LetterTable.toned.first { $0.0 == letter }.map { Array($0.1.unicodeScalars) }
      table.append(letter)
      for tone in 0..<5 { table.append(row.map { $0[tone] } ?? letter) }
    }
    return table
  }()
}
