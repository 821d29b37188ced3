import Basics

/// Writes text in the old encoding TCVN3, as some offices still typed it: the opposite of what the import converts.
struct TCVN3Writing: Sendable {
  private let codes: [Unicode.Scalar: Unicode.Scalar]

  init() {
    var codes: [Unicode.Scalar: Unicode.Scalar] = [:]
    for value in 0xA1...0xFE {
      guard let code = Unicode.Scalar(UInt32(value)) else { continue }
      let letters = Array(LegacyVietnamese.decode(String(code), as: .tcvn3).unicodeScalars)
      if letters.count == 1, let letter = letters.first, letter != code { codes[letter] = code }
    }
    self.codes = codes
  }

  /// Nil where a letter has no code (capitals with a tone), or where a reader without the font could not tell.
  func text(_ text: String) -> String? {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(scalar)
      } else if let code = codes[scalar] {
        result.append(code)
      } else {
        return nil
      }
    }
    let written = String(result)
    guard LegacyVietnamese.detect(written, fontName: nil) == .tcvn3,
      LegacyVietnamese.decode(written, as: .tcvn3).unicodeScalars.elementsEqual(text.unicodeScalars)
    else { return nil }
    return written
  }
}
