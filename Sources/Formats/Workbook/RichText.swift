import Basics

/// A text in a workbook: plain, or in runs with fonts of their own. Phonetic guides are left out.
///
///     text = t | { run } ;  run = r( rPr( rFont )? t ) ;  phonetic = rPh( t )
struct RichText {
  var text = ""
  var runs: [Workbook.TextRun] = []

  /// The reader stands on the start of `si` or `is`; afterwards on its end.
  init(_ reader: XMLReader, limit: Int) throws(FormatRefusal) {
    var depth = 1
    var inRun = false
    var font: String?
    while depth > 0 {
      switch try reader.next() {
      case .start:
        if reader.isNamed("rPh") || reader.isNamed("phoneticPr") {
          try reader.skip()
        } else if reader.isNamed("t") {
          let piece = Self.unescaped(try reader.innerText())
          text += piece
          guard text.utf8.count <= limit else { throw .xmlTextTooLong }
          if inRun, !piece.isEmpty { runs.append(Workbook.TextRun(text: piece, fontName: font)) }
        } else {
          depth += 1
          if reader.isNamed("r") { (inRun, font) = (true, nil) }
          if reader.isNamed("rFont") { font = reader["val"] }
        }
      case .end:
        if reader.isNamed("r") { inRun = false }
        depth -= 1
      case .text: break
      case .done: throw .brokenXML
      }
    }
    // One run without a font of its own says no more than the plain text.
    if runs.count == 1, runs[0].fontName == nil { runs = [] }
  }

  /// Characters that XML cannot hold are written `_x000D_`; and `_x005F_` is an underline that stands for itself.
  static func unescaped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "_")) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if at + 7 <= bytes.count, bytes[at] == 0x5F, bytes[at + 1] == UInt8(ascii: "x"), bytes[at + 6] == 0x5F,
        let value = hexadecimal(bytes[at + 2..<at + 6])
      {
        // NUL and halves of surrogate pairs are dropped.
        if value != 0, let scalar = Unicode.Scalar(value) { result += Array(String(Character(scalar)).utf8) }
        at += 7
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    for digit in digits {
      switch digit {
      case 48...57: value = value << 4 | UInt32(digit - 48)
      case 65...70: value = value << 4 | UInt32(digit - 55)
      case 97...102: value = value << 4 | UInt32(digit - 87)
      default: return nil
      }
    }
    return value
  }
}

/// The texts that cells refer to by number.
struct SharedStrings {
  private(set) var texts: [RichText] = []

  init() {}

  init(_ reader: XMLReader, limits: WorkbookLimits) throws(FormatRefusal) {
    while try reader.next() != .done {
      guard reader.node == .start, reader.isNamed("si") else { continue }
      guard texts.count < limits.fields else { throw .tooMuch("chuỗi chữ", limits.fields) }
      texts.append(try RichText(reader, limit: limits.xml.text))
    }
  }
}
