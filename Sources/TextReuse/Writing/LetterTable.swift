import Basics

/// The classes of all code points of one writing. Up to U+20FF by table, beyond by ranges.
struct LetterTable: Sendable {
  static let limit: UInt32 = 0x2100
  let entries: [UInt32]
  let writing: Writing

  static let all: [LetterTable] = Writing.allCases.map { LetterTable($0) }

  static func of(_ writing: Writing) -> LetterTable { all[Int(writing.rawValue)] }

  /// A code point behind the table: signs and dashes part words, everything else is a letter of another script.
  static func beyond(_ value: UInt32) -> LetterClass {
    switch value {
    case 0x2100...0x2BFF, 0x3000...0x303F, 0xE000...0xF8FF, 0xFE10...0xFE6F, 0xFF00...0xFF0F, 0xFFF0...:
      LetterClass(.other)
    case 0xFE00...0xFE0F, 0xFEFF: LetterClass(.invisible)
    default: LetterClass(.letter, code: value & 0xFFFF | 0x8000)
    }
  }

  init(_ writing: Writing) {
    self.writing = writing
    var table = [UInt32](repeating: LetterClass(.other).bits, count: Int(Self.limit))
    func set(_ value: UInt32, _ entry: LetterClass) { table[Int(value)] = entry.bits }

    for value in 0xC0..<Self.limit where Unicode.Scalar(value)?.properties.isAlphabetic == true {
      let lower = Unicode.Scalar(value)?.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
      set(value, LetterClass(.letter, code: lower & 0xFFFF | 0x40, capital: lower != value))
    }
    for (place, letter) in LetterClass.alphabet.enumerated() {
      set(letter.value, LetterClass(.letter, code: UInt32(place + 1)))
      if let capital = letter.properties.uppercaseMapping.unicodeScalars.first, capital != letter {
        set(capital.value, LetterClass(.letter, code: UInt32(place + 1), capital: true))
      }
    }
    for digit in UInt32(0x30)...0x39 { set(digit, LetterClass(.digit, code: digit)) }
    for blank: UInt32 in [0x20, 0x09, 0xA0, 0x202F, 0x205F] + Array(0x2000...0x200A) {
      set(blank, LetterClass(.blank))
    }
    for line: UInt32 in [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029] { set(line, LetterClass(.newline)) }
    let unseen: [UInt32] =
      [0xAD, 0x34F] + Array(0x200B...0x200F) + Array(0x202A...0x202E) + Array(0x2060...0x206F)
    for value in unseen { set(value, LetterClass(.invisible)) }
    for value in UInt32(0x300)...0x36F { set(value, LetterClass(.mark)) }
    let tones: [(UInt32, UInt32)] = [
      (0x300, 1), (0x340, 1), (0x309, 2), (0x303, 3), (0x301, 4), (0x341, 4), (0x323, 5),
    ]
    for (value, tone) in tones { set(value, LetterClass(.mark, tone: tone)) }
    for (value, shape) in [(0x302, LetterClass.Shape.circumflex), (0x306, .breve), (0x31B, .horn)] {
      set(UInt32(value), LetterClass(.mark, code: shape.rawValue))
    }
    for (base, letters) in Self.toned {
      for (tone, letter) in letters.unicodeScalars.enumerated() {
        let code = Self.code(base)
        set(letter.value, LetterClass(.letter, code: code, tone: UInt32(tone + 1)))
        if let capital = letter.properties.uppercaseMapping.unicodeScalars.first {
          set(capital.value, LetterClass(.letter, code: code, tone: UInt32(tone + 1), capital: true))
        }
      }
    }
    // Ð and ð of Iceland are typed for Đ and đ.
    set(0xD0, LetterClass(.letter, code: Self.code("đ"), capital: true))
    set(0xF0, LetterClass(.letter, code: Self.code("đ")))

    let sound = table
    switch writing {
    case .unicode: break
    case .tcvn3, .tcvn3Capitals:
      for value in UInt32(0xA1)...0xFE {
        let text = LegacyVietnamese.decode(String(Unicode.Scalar(UInt8(value))), as: .tcvn3)
        if let letter = text.unicodeScalars.first, letter.value != value, letter.value < Self.limit {
          set(value, LetterClass(bits: sound[Int(letter.value)]))
        }
      }
    case .vni:
      for value in UInt32(0xC0)...0xFF {
        let text = LegacyVietnamese.decode(String(Unicode.Scalar(UInt8(value))), as: .vni)
        if let letter = text.unicodeScalars.first, letter.value != value, letter.value < Self.limit {
          set(value, LetterClass(bits: sound[Int(letter.value)]))
        }
      }
      for value: UInt32 in [0xED, 0xEC, 0xCD, 0xCC] { set(value, LetterClass(bits: sound[Int(value)])) }
      for (mark, tone, shape) in Self.vniMarks {
        let entry = LetterClass(.mark, code: shape.rawValue, tone: tone)
        set(mark.value, entry)
        if let capital = mark.properties.uppercaseMapping.unicodeScalars.first { set(capital.value, entry) }
      }
    }
    entries = table
  }

  static func code(_ letter: Unicode.Scalar) -> UInt32 {
    UInt32((LetterClass.alphabet.firstIndex(of: letter) ?? 0) + 1)
  }

  /// Tones in the order huyền, hỏi, ngã, sắc, nặng.
  static let toned: [(Unicode.Scalar, String)] = [
    ("a", "àảãáạ"), ("ă", "ằẳẵắặ"), ("â", "ầẩẫấậ"), ("e", "èẻẽéẹ"), ("ê", "ềểễếệ"), ("i", "ìỉĩíị"),
    ("o", "òỏõóọ"), ("ô", "ồổỗốộ"), ("ơ", "ờởỡớợ"), ("u", "ùủũúụ"), ("ư", "ừửữứự"), ("y", "ỳỷỹýỵ"),
  ]

  /// What VNI sets behind a vowel: tone and shape in one code point.
  private static let vniMarks: [(Unicode.Scalar, UInt32, LetterClass.Shape)] = [
    ("ù", 4, .none), ("ø", 1, .none), ("û", 2, .none), ("õ", 3, .none), ("ï", 5, .none),
    ("â", 0, .circumflex), ("á", 4, .circumflex), ("à", 1, .circumflex), ("å", 2, .circumflex),
    ("ã", 3, .circumflex), ("ä", 5, .circumflex),
    ("ê", 0, .breve), ("é", 4, .breve), ("è", 1, .breve), ("ú", 2, .breve), ("ü", 3, .breve),
    ("ë", 5, .breve),
  ]
}
