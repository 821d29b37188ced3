/// What one code point is in Vietnamese writing: a letter with its tone, a mark that changes the letter before it, a
/// digit, a blank … All encodings and both normal forms meet here, so everything behind this table sees one Vietnamese.
struct LetterClass {
  enum Kind: UInt32 {
    case other = 0
    case letter, mark, digit, blank, invisible, newline
  }

  /// Bits: code 0…15, tone 16…18, capital 19, kind 20…23.
  let bits: UInt32

  @inline(__always) init(bits: UInt32) { self.bits = bits }

  init(_ kind: Kind, code: UInt32 = 0, tone: UInt32 = 0, capital: Bool = false) {
    bits = (code & 0xFFFF) | tone << 16 | (capital ? 1 << 19 : 0) | kind.rawValue << 20
  }

  /// Of a letter: its place in ``alphabet`` from 1, or the code point itself of a letter that is not Vietnamese.
  /// Of a mark: its ``Shape``.
  @inline(__always) var code: UInt32 { bits & 0xFFFF }
  /// 0 none, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
  @inline(__always) var tone: UInt32 { bits >> 16 & 7 }
  @inline(__always) var isCapital: Bool { bits & 1 << 19 != 0 }
  @inline(__always) var kind: UInt32 { bits >> 20 }

  @inline(__always) var isLetter: Bool { kind == 1 }
  @inline(__always) var isMark: Bool { kind == 2 }
  @inline(__always) var isDigit: Bool { kind == 3 }
  @inline(__always) var isBlank: Bool { kind == 4 }
  @inline(__always) var isInvisible: Bool { kind == 5 }
  @inline(__always) var isNewline: Bool { kind == 6 }

  static let alphabet = Array("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz".unicodeScalars)
  /// The plain letter of every place of ``alphabet``; place 0 stands for none.
  static let plain = Array(" aaabcddeefghijklmnooopqrstuuvwxyz".utf8)

  enum Shape: UInt32 { case none, circumflex, breve, horn }

  /// The letter a mark makes of the one before it; `nil` where it cannot stand there.
  @inline(__always) static func marked(_ code: UInt32, _ shape: UInt32) -> UInt32? {
    switch (shape, code) {
    case (0, _): code
    case (1, 1): 3
    case (1, 8): 9
    case (1, 19): 20
    case (2, 1): 2
    case (3, 19): 21
    case (3, 27): 28
    default: nil
    }
  }
}
