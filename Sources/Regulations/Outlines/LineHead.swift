import TextReuse

/// The beginning of a line in plain small letters, digits and signs, with the place behind each: enough to tell what
/// the line is, whatever it was written in.
struct LineHead {
  static let length = 48
  private(set) var signs: [UInt8] = []
  /// The byte behind each sign in the text.
  private(set) var ends: [Int] = []
  /// Where the first sign stands; the end of the line if there is none.
  private(set) var start = 0
  private(set) var startsSmall = false
  /// By sign: it is a small letter in the text.
  private(set) var smalls: [Bool] = []
  /// Places of a d that is a đ.
  private(set) var barred: Set<Int> = []

  mutating func read(_ text: RegulationText, _ paragraph: RegulationText.Paragraph) {
    signs.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    smalls.removeAll(keepingCapacity: true)
    barred.removeAll(keepingCapacity: true)
    start = paragraph.range.upperBound
    startsSmall = false
    if !paragraph.label.isEmpty {
      for (sign, isBarred) in LetterReader.plainLetters(paragraph.label) {
        if isBarred { barred.insert(signs.count) }
        signs.append(sign)
        ends.append(paragraph.range.lowerBound)
        smalls.append(false)
      }
      signs.append(0x20)
      ends.append(paragraph.range.lowerBound)
      smalls.append(false)
    }
    let writing = text.writing(at: paragraph.range.lowerBound)
    var reader = LetterReader(text.bytes, paragraph.range, writing)
    var blank = false
    var isFirst = true
    while signs.count < Self.length, let letter = reader.next() {
      if letter.isBlank {
        blank = true
        continue
      }
      if isFirst { (start, startsSmall, isFirst) = (letter.start, letter.isSmall, false) }
      if blank, !signs.isEmpty, signs[signs.count - 1] != 0x20 {
        signs.append(0x20)
        ends.append(letter.start)
        smalls.append(false)
      }
      blank = false
      if letter.isBarred { barred.insert(signs.count) }
      signs.append(letter.sign)
      ends.append(reader.at)
      smalls.append(letter.isSmall)
    }
  }

  /// The letter at a place, đ told from d; nil for what is none.
  func letter(_ place: Int) -> Unicode.Scalar? {
    guard signs.indices.contains(place), signs[place] >= 0x61, signs[place] <= 0x7A else { return nil }
    return barred.contains(place) ? "đ" : Unicode.Scalar(signs[place])
  }

  /// "Nơi nhận: … T/M CHI BỘ": both columns of the signatures typed in one line.
  var hasAuthority: Bool {
    let marks: [[UInt8]] = ["t/m", "t.m", "k/t", "tm. ", "kt. "].map { Array($0.utf8) }
    return marks.contains { mark in
      signs.count >= mark.count
        && (0...(signs.count - mark.count)).contains { signs[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
  }

  /// In capitals: "NHỮNG QUY ĐỊNH CHUNG". TCVN3 has its toned capitals small, so a few small letters do not count.
  var isCapital: Bool {
    var (letters, small) = (0, 0)
    for (sign, isSmall) in zip(signs, smalls) where sign >= 0x61 && sign <= 0x7A {
      letters += 1
      if isSmall { small += 1 }
    }
    return letters > 3 && small * 3 <= letters
  }

  /// Begins with the word for a part of a regulation, whatever follows.
  var namesPart: Bool {
    !startsSmall && (starts(with: "chuong ") || starts(with: "phan ") || starts(with: "muc "))
  }

  func starts(with word: StaticString) -> Bool {
    guard signs.count >= word.utf8CodeUnitCount else { return false }
    for n in 0..<word.utf8CodeUnitCount where signs[n] != word.utf8Start[n] { return false }
    return true
  }
}
