/// Tells date formats from other number formats; a cell's number is a day only by its format.
enum NumberFormats {
  /// The built-in formats that show a day (14–17, 22, and the East Asian ones).
  static func isBuiltInDate(_ id: Int) -> Bool {
    switch id {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: true
    default: false
    }
  }

  /// A custom format shows a day if its first section has a year or a day, or months without hours and seconds.
  /// Quoted text, escaped letters and [brackets] do not count: `"ngày" dd/mm/yyyy`, `[$-42A]d mmmm`, `0.00\d`.
  static func isDate(_ format: String) -> Bool {
    var letters: Set<UInt8> = []
    let bytes = Array(format.utf8)
    var at = 0
    scan: while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): at += 1
      case UInt8(ascii: "["):
        let next = at + 1 < bytes.count ? bytes[at + 1] | 0x20 : 0
        // [h], [m], [s] count elapsed time.
        if [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")].contains(next) {
          letters.insert(UInt8(ascii: "h"))
        }
        while at < bytes.count, bytes[at] != UInt8(ascii: "]") { at += 1 }
      case UInt8(ascii: ";"): break scan
      case UInt8(ascii: "G"), UInt8(ascii: "g"):
        // "General" has no letter that means a date.
        if bytes[at...].prefix(7).map({ $0 | 0x20 }).elementsEqual("general".utf8) { at += 6 }
      case let byte where (65...90).contains(byte & 0xDF): letters.insert(byte | 0x20)
      default: break
      }
      at += 1
    }
    if letters.contains(UInt8(ascii: "y")) || letters.contains(UInt8(ascii: "d")) { return true }
    return letters.contains(UInt8(ascii: "m")) && !letters.contains(UInt8(ascii: "h"))
      && !letters.contains(UInt8(ascii: "s"))
  }
}
