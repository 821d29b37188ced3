import Basics

/// How names are compared, from strict to loose.
package enum RosterName {
  /// The same to a reader of Vietnamese: case, form of Unicode, Ð for Đ, blanks and the place of the tone mark
  /// ("Hòa", "Hoà") do not count; letters and tones do.
  package static func key(_ name: String) -> String {
    var key = ""
    for word in VietnameseText.clean(name).lowercased().split(separator: " ") {
      var letters = String.UnicodeScalarView()
      var tones = String.UnicodeScalarView()
      for scalar in String(word).decomposedStringWithCanonicalMapping.unicodeScalars {
        switch scalar.value {
        case 0x300, 0x301, 0x303, 0x309, 0x323: tones.append(scalar)
        default: letters.append(scalar)
        }
      }
      if !key.isEmpty { key += " " }
      key += String(letters)
      key.unicodeScalars.append(contentsOf: tones)
    }
    return key
  }

  /// The words without marks in any order: finds "Hường Đỗ Thị" for "Đỗ Thị Hường".
  package static func words(_ name: String) -> String {
    VietnameseText.fold(name).split(separator: " ").sorted().joined(separator: " ")
  }

  /// "NGUYỄN THỊ HƯỜNG" → "Nguyễn Thị Hường"; names in mixed case stay as they are.
  package static func capitalised(_ name: String) -> String {
    let letters = name.unicodeScalars.filter { $0.properties.isAlphabetic }
    guard letters.count > 1, letters.allSatisfy({ !$0.properties.isLowercase }) else { return name }
    return name.lowercased().split(separator: " ").map { word in
      word.prefix(1).uppercased() + word.dropFirst()
    }.joined(separator: " ")
  }
}
