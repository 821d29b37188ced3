import Basics
import Formats

/// The text of a field in one form: decoded from legacy fonts, cleaned, numbers as people wrote them.
package struct FieldText: Sendable, Hashable {
  package var text: String
  /// The encoding it was converted from, if it was.
  package var converted: LegacyVietnamese.Encoding?

  package init(_ field: Workbook.Field?) {
    guard let field else {
      (text, converted) = ("", nil)
      return
    }
    switch field.value {
    case .text(let raw):
      var result = ""
      var encoding: LegacyVietnamese.Encoding?
      let pieces = field.runs.isEmpty ? [(raw, field.fontName)] : field.runs.map { ($0.text, $0.fontName) }
      for (piece, font) in pieces {
        if let found = Self.encoding(of: piece, font) {
          let decoded = LegacyVietnamese.decode(piece, as: found)
          if !decoded.utf8.elementsEqual(piece.utf8) { encoding = found }
          result += decoded
        } else {
          result += piece
        }
      }
      (text, converted) = (VietnameseText.clean(result), encoding)
    case .number(let number): (text, converted) = (Self.plain(number), nil)
    case .date(let day, _): (text, converted) = (day.padded, nil)
    case .bool(let value): (text, converted) = (value ? "x" : "", nil)
    case .error(let error): (text, converted) = (error, nil)
    }
  }

  /// "8.3E7" and "83000000.0" are 83000000, as the person typed it.
  static func plain(_ number: String) -> String {
    if number.utf8.allSatisfy({ (48...57).contains($0) }) { return number }
    guard let value = Double(number), value.rounded() == value, abs(value) < 1e15 else { return number }
    return String(Int64(value))
  }

  /// A font of the old encodings, unless the text has letters only Unicode has: then somebody only chose the font.
  private static func encoding(of text: String, _ font: String?) -> LegacyVietnamese.Encoding? {
    var isPlain = true
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x300...0x36F,
        0x1EA0...0x1EF9:
        return nil
      case 0...0x7F: continue
      default: isPlain = false
      }
    }
    // Fonts whose name ends in H turn plain letters into capitals, so they are asked even for plain text.
    if isPlain, font?.utf8.last.map({ $0 | 0x20 }) != UInt8(ascii: "h") { return nil }
    return LegacyVietnamese.detect(text, fontName: font)
  }
}

extension LegacyVietnamese.Encoding {
  package var title: String {
    switch self {
    case .tcvn3, .tcvn3Capitals: "TCVN3 (ABC)"
    case .vni: "VNI"
    }
  }
}
