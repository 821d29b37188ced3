import Foundation
import Basics

/// Writes sound Vietnamese in the old encodings, by turning the decoder's tables round.
enum LegacyTwin {
  static func tcvn3(_ text: String) -> String {
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for value in UInt8(0xA1)...0xFE {
      let code = Unicode.Scalar(value)
      if let letter = LegacyVietnamese.decode(String(code), as: .tcvn3).unicodeScalars.first, letter != code {
        table[letter] = code
      }
    }
    var result = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      // Capitals with a tone share the code of their small letter.
      let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      result.append(table[scalar] ?? table[small] ?? scalar)
    }
    return String(result)
  }

  static func vni(_ text: String) -> String {
    var table: [Unicode.Scalar: String] = [:]
    let marks = "ùøûõïâáàåãäêéèúüë"
    for base in "aeouyôöAEOUYÔÖ".unicodeScalars {
      for mark in marks.unicodeScalars {
        let pair = String(String.UnicodeScalarView([base, mark]))
        let letters = Array(LegacyVietnamese.decode(pair, as: .vni).unicodeScalars)
        if letters.count == 1 { table[letters[0]] = pair }
      }
    }
    for single in "ñÑôÔöÖíÍìÌæÆóÓòÒîÎ".unicodeScalars {
      if let letter = LegacyVietnamese.decode(String(single), as: .vni).unicodeScalars.first {
        table[letter] = String(single)
      }
    }
    return text.precomposedStringWithCanonicalMapping.unicodeScalars.map { table[$0] ?? String($0) }.joined()
  }
}
