/// Syllables of a text, in their order: what is compared. One syllable is a number made of its letters and its tone,
/// so «hòa», «hoà», the same decomposed and the same in TCVN3 or VNI are one syllable; so are «kỷ» and «kỉ», «quy» and
/// «qui». Digits are words too; a number with strokes in it (a date, the number of a document) is one word.
public struct Syllables: Sendable {
  /// Never below 256: lower numbers are the roles of ``Masks``.
  public var words: [UInt32] = []
  var flags: [UInt8] = []
  /// Where the word stands, in bytes of the text it was read from.
  public var starts: [UInt32] = []
  public var ends: [UInt32] = []

  public init() {}

  static let capital: UInt8 = 1
  /// Something other than blanks stands before it.
  static let parted: UInt8 = 2
  static let number: UInt8 = 4

  public var count: Int { words.count }

  /// Something other than blanks (a comma, a dash) stands before this word.
  public func isParted(_ n: Int) -> Bool { flags[n] & Self.parted != 0 }

  /// It begins with a capital letter.
  public func isCapital(_ n: Int) -> Bool { flags[n] & Self.capital != 0 }

  /// In a line of capitals they tell no names apart: without this «QUAN HỆ VỚI XÃ …» would be taken for one long name.
  public mutating func forgetShouting() {
    let capitals = flags.count { $0 & Self.capital != 0 }
    guard flags.count >= 3, capitals * 10 >= flags.count * 8 else { return }
    for n in flags.indices { flags[n] &= ~Self.capital }
  }

  public mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    flags.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  public init(_ text: String, writing: Writing = .unicode) {
    var text = text
    text.withUTF8 { read($0, 0..<$0.count, writing) }
  }

  /// Adds the words of a stretch of UTF-8.
  public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ writing: Writing) {
    guard let base = bytes.baseAddress, range.lowerBound >= 0, range.upperBound <= bytes.count else { return }
    LetterTable.of(writing).entries.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      scan(base, range, table)
    }
  }

  private mutating func scan(
    _ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, _ table: UnsafePointer<UInt32>
  ) {
    var at = range.lowerBound
    let end = range.upperBound
    var parted = true
    var word = WordHash()
    var start = 0
    var isCapital = false
    while at < end {
      let (value, length) = utf8Step(bytes, at, end)
      let entry = value < LetterTable.limit ? LetterClass(bits: table[Int(value)]) : LetterTable.beyond(value)
      if entry.isLetter {
        if word.isEmpty { (start, isCapital) = (at, entry.isCapital) }
        word.add(entry.code, tone: entry.tone)
      } else if entry.isMark, !word.isEmpty {
        if !word.mark(entry.code, tone: entry.tone), value >= 0xC0, value < 0x100 { word.add(value, tone: 0) }
      } else if !entry.isInvisible {
        if !word.isEmpty {
          append(word.value, (isCapital ? Self.capital : 0) | (parted ? Self.parted : 0), start, at)
          word = WordHash()
          parted = false
        }
        if entry.isDigit {
          let stop = Self.numberEnd(bytes, at, end)
          append(stop.value, Self.number | (parted ? Self.parted : 0), at, stop.end)
          parted = false
          at = stop.end
          continue
        }
        if !entry.isBlank { parted = true }
      }
      at += length
    }
    if !word.isEmpty {
      append(word.value, (isCapital ? Self.capital : 0) | (parted ? Self.parted : 0), start, at)
    }
  }

  private mutating func append(_ word: UInt32, _ flag: UInt8, _ start: Int, _ end: Int) {
    words.append(word)
    flags.append(flag)
    starts.append(UInt32(truncatingIfNeeded: start))
    ends.append(UInt32(truncatingIfNeeded: end))
  }

  /// `number = digits { digits | "/" letters or digits }`: "15", "20/11/2025", "01/QC".
  private static func numberEnd(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> (
    end: Int, value: UInt32
  ) {
    var at = start
    var hash: UInt64 = 7
    var hasStroke = false
    while at < end {
      let byte = bytes[at]
      if byte >= 0x30, byte <= 0x39 {
        hash = (hash ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
      } else if byte == 0x2F, at + 1 < end, isAlphanumeric(bytes[at + 1]) {
        hasStroke = true
      } else if hasStroke, isAlphanumeric(byte) {
      } else {
        break
      }
      at += 1
    }
    return (at, hasStroke ? strokeNumber : UInt32(truncatingIfNeeded: hash >> 32) | 0x100)
  }

  /// Every number with strokes is the same word: dates and document numbers differ without meaning anything here.
  static let strokeNumber: UInt32 = 0x1FF

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}

/// The number of a word, letter by letter.
struct WordHash {
  private var hash: UInt64 = 0
  private var last: UInt32 = 0
  private var lastButOne: UInt32 = 0
  private var first: UInt32 = 0
  private var tone: UInt32 = 0
  private var count = 0

  @inline(__always) var isEmpty: Bool { count == 0 }

  @inline(__always) mutating func add(_ code: UInt32, tone: UInt32) {
    if count > 0 { hash = (hash ^ UInt64(last)) &* 0x9E37_79B9_7F4A_7C15 } else { first = code }
    (lastButOne, last) = (last, code)
    if tone != 0 { self.tone = tone }
    count += 1
  }

  /// False where this mark cannot stand on the last letter.
  @inline(__always) mutating func mark(_ shape: UInt32, tone: UInt32) -> Bool {
    if shape != 0 {
      guard let code = LetterClass.marked(last, shape) else { return false }
      last = code
      if count == 1 { first = code }
    }
    if tone != 0 { self.tone = tone }
    return true
  }

  @inline(__always) var value: UInt32 {
    var final = last
    // «kỷ luật» and «kỉ luật», «quy chế» and «qui chế»: y alone behind these consonants sounds as i.
    if last == 32, count == 2 ? Self.softens(first) : count == 3 && first == 23 && lastButOne == 27 {
      final = 13
    }
    var mixed = (hash ^ UInt64(final)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 29 ^ UInt64(tone)) &* 0xBF58_476D_1CE4_E5B9
    let value = UInt32(truncatingIfNeeded: mixed >> 32)
    return value < 0x200 ? value | 0x200 : value
  }

  /// h k l m s t v, by their place in the alphabet.
  @inline(__always) private static func softens(_ code: UInt32) -> Bool {
    code == 12 || (code >= 15 && code <= 17) || code == 25 || code == 26 || code == 29
  }
}
