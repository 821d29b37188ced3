/// Reads a stretch letter by letter as plain small letters: «Điều» in any writing gives d, i, e, u.
public struct LetterReader {
  public struct Letter {
    /// A small letter, a digit, or the ASCII sign that stands for it; 0xFF for any other.
    public var sign: UInt8
    public var start: Int
    public var isSmall: Bool
    public var isBlank: Bool
    /// A đ: its sign is that of d.
    public var isBarred = false
  }

  private let bytes: [UInt8]
  private let end: Int
  private let table: [UInt32]
  public private(set) var at: Int

  public init(_ bytes: [UInt8], _ range: Range<Int>, _ writing: Writing) {
    (self.bytes, at, end) = (bytes, max(0, range.lowerBound), min(bytes.count, range.upperBound))
    table = LetterTable.of(writing).entries
  }

  public static func plain(_ text: String) -> [UInt8] {
    plainLetters(text).map(\.sign)
  }

  public static func plainLetters(_ text: String) -> [(sign: UInt8, isBarred: Bool)] {
    let bytes = Array(text.utf8)
    var reader = LetterReader(bytes, 0..<bytes.count, .unicode)
    var signs: [(UInt8, Bool)] = []
    while let letter = reader.next() { signs.append((letter.isBlank ? 0x20 : letter.sign, letter.isBarred)) }
    return signs
  }

  private static let barredCode = LetterTable.code("đ")

  public mutating func next() -> Letter? {
    while at < end {
      let start = at
      let (value, length) = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { utf8Step($0, start, end) } ?? (0xFFFD, 1)
      }
      at += length
      let entry = value < LetterTable.limit ? LetterClass(bits: table[Int(value)]) : LetterTable.beyond(value)
      if entry.isInvisible || entry.isMark { continue }
      if entry.isBlank || entry.isNewline {
        return Letter(sign: 0x20, start: start, isSmall: false, isBlank: true)
      }
      if entry.isLetter {
        // Marks behind it belong to it.
        while at < end {
          let (value, length) = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { utf8Step($0, at, end) } ?? (0xFFFD, 1)
          }
          guard value < LetterTable.limit, LetterClass(bits: table[Int(value)]).isMark else { break }
          at += length
        }
        let sign = entry.code < 64 ? LetterClass.plain[Int(entry.code)] : 0xFF
        return Letter(
          sign: sign, start: start, isSmall: !entry.isCapital, isBlank: false,
          isBarred: entry.code == Self.barredCode)
      }
      let sign: UInt8 =
        switch value {
        case 0..<0x80: UInt8(value)
        case 0x2010...0x2015, 0x2212, 0x2022, 0x25CF, 0x25E6, 0x25AA, 0x2023, 0xB7, 0xF0B7, 0xF02D, 0x2043:
          0x2D
        default: 0xFF
        }
      return Letter(sign: sign, start: start, isSmall: false, isBlank: false)
    }
    return nil
  }
}
