import Foundation

/// Vietnamese text — folding for search, keys for order, one normal form for storage.
public enum VietnameseText {
  /// Unicode NFC with outer blanks removed and inner runs of blanks made one. Ð and ð (Icelandic) become Đ and đ,
  /// control characters and invisible marks go. Every text is stored in this form.
  public static func clean(_ text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    var blank = false
    for scalar in String(text).precomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.value {
      case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
        blank = true
      case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: break
      default:
        if blank, !scalars.isEmpty { scalars.append(" ") }
        blank = false
        scalars.append(scalar.value == 0xD0 ? "Đ" : scalar.value == 0xF0 ? "đ" : scalar)
      }
    }
    return String(scalars)
  }

  /// Whether a text holds what no keyboard gives and no printer prints: it was pasted from something that is no text.
  /// ``clean(_:)`` drops it; where a text identifies something, people are told.
  public static func hasControls(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  /// As ``clean(_:)``, keeping line breaks: for texts of several paragraphs.
  public static func cleanParagraphs(_ text: some StringProtocol) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { clean($0) }
      .joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  /// Lower case without marks, letters and digits only, words parted by single blanks:
  /// "Đỗ Thị HƯỜNG" and decomposed "đỗ thị hường" both give "do thi huong".
  public static func fold(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var blank = false
    func put(_ byte: UInt8) {
      if blank, !bytes.isEmpty { bytes.append(32) }
      blank = false
      bytes.append(byte)
    }
    for scalar in text.unicodeScalars {
      if let letter = base(scalar.value) {
        put(letter)
      } else if isMark(scalar.value) {
        continue
      } else if scalar.value < 0x80 {
        blank = true
      } else if scalar.properties.isAlphabetic {
        if blank, !bytes.isEmpty { bytes.append(32) }
        blank = false
        bytes += Array(String(scalar).lowercased().utf8)
      } else {
        blank = true
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The key by which names are put in order, given name first: compared as bytes it gives the order of a
  /// Vietnamese list (a ă â … d đ …; then tones: none, huyền, hỏi, ngã, sắc, nặng).
  public static func nameOrder(_ name: some StringProtocol) -> [UInt8] {
    let words = name.split(separator: " ")
    guard let given = words.last else { return [] }
    return order([given] + words.dropLast())
  }

  /// The order of titles, places and other texts, word by word from the left.
  public static func order(_ text: some StringProtocol) -> [UInt8] { order(text.split(separator: " ")) }

  private static func order(_ words: [some StringProtocol]) -> [UInt8] {
    var weights: [UInt8] = []
    var tones: [UInt8] = []
    for word in words {
      for scalar in String(word).precomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
        if (48...57).contains(scalar.value) {
          weights.append(UInt8(scalar.value - 48) + 2)
          continue
        }
        let (letter, tone) = letterAndTone(scalar)
        guard let place = alphabet.firstIndex(of: letter) else { continue }
        weights.append(UInt8(place) + 16)
        tones.append(tone + 1)
      }
      weights.append(1)
      tones.append(0)
    }
    return weights + [0] + tones
  }

  private static let alphabet = Array("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz".unicodeScalars)

  /// The letter without its tone, and the tone: 0 none, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
  private static func letterAndTone(_ scalar: Unicode.Scalar) -> (Unicode.Scalar, UInt8) {
    let parts = Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
    guard parts.count > 1 else { return (scalar, 0) }
    var tone: UInt8 = 0
    var letter = String(parts[0])
    for mark in parts.dropFirst() {
      switch mark.value {
      case 0x300: tone = 1
      case 0x309: tone = 2
      case 0x303: tone = 3
      case 0x301: tone = 4
      case 0x323: tone = 5
      default: letter.unicodeScalars.append(mark)
      }
    }
    let composed = letter.precomposedStringWithCanonicalMapping.unicodeScalars
    return (composed.first ?? scalar, tone)
  }

  static func isMark(_ value: UInt32) -> Bool { (0x300...0x36F).contains(value) }

  /// The plain Latin letter or digit under a Vietnamese letter.
  static func base(_ value: UInt32) -> UInt8? {
    switch value {
    case 0x30...0x39, 0x61...0x7A: UInt8(value)
    case 0x41...0x5A: UInt8(value + 32)
    case 0xC0...0xC5, 0xE0...0xE5, 0x102, 0x103, 0x1EA0...0x1EB7: 0x61
    case 0x110, 0x111, 0xD0, 0xF0: 0x64
    case 0xC8...0xCB, 0xE8...0xEB, 0x1EB8...0x1EC7: 0x65
    case 0xCC...0xCF, 0xEC...0xEF, 0x128, 0x129, 0x1EC8...0x1ECB: 0x69
    case 0xD2...0xD6, 0xF2...0xF6, 0x1A0, 0x1A1, 0x1ECC...0x1EE3: 0x6F
    case 0xD9...0xDC, 0xF9...0xFC, 0x168, 0x169, 0x1AF, 0x1B0, 0x1EE4...0x1EF1: 0x75
    case 0xDD, 0xFD, 0xFF, 0x1EF2...0x1EF9: 0x79
    default: nil
    }
  }
}
