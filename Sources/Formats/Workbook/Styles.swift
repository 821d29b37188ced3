import Basics

/// What we want to know of a cell's style: whether its number is a date, and its font.
struct Styles {
  struct Style {
    var isDate = false
    var fontName: String?
  }

  private(set) var styles: [Style] = []

  init() {}

  init(_ reader: XMLReader) throws(FormatRefusal) {
    var dateFormats: [Int: Bool] = [:]
    var fonts: [String?] = []
    while try reader.next() != .done {
      guard reader.node == .start else { continue }
      if reader.isNamed("numFmt") {
        if let id = reader["numFmtId"].flatMap({ Int($0) }), let format = reader["formatCode"] {
          dateFormats[id] = NumberFormats.isDate(format)
        }
      } else if reader.isNamed("fonts") {
        fonts = try Self.fonts(reader)
      } else if reader.isNamed("dxfs") || reader.isNamed("cellStyleXfs") {
        // Fonts and formats of conditional and named styles have numbers of their own.
        try reader.skip()
      } else if reader.isNamed("xf") {
        guard styles.count < 100_000 else { throw .tooMuch("kiểu trình bày", 100_000) }
        let format = reader["numFmtId"].flatMap { Int($0) } ?? 0
        let font = reader["fontId"].flatMap { Int($0) } ?? 0
        styles.append(
          Style(
            isDate: dateFormats[format] ?? NumberFormats.isBuiltInDate(format),
            fontName: fonts.indices.contains(font) ? fonts[font] : nil))
      }
    }
  }

  subscript(index: Int) -> Style { styles.indices.contains(index) ? styles[index] : Style() }

  private static func fonts(_ reader: XMLReader) throws(FormatRefusal) -> [String?] {
    var fonts: [String?] = []
    var name: String?
    while try reader.next() != .done {
      switch reader.node {
      case .start where reader.isNamed("font"): name = nil
      case .start where reader.isNamed("name"): name = reader["val"]
      case .end where reader.isNamed("font"):
        guard fonts.count < 100_000 else { throw .tooMuch("phông chữ", 100_000) }
        fonts.append(name)
      case .end where reader.isNamed("fonts"): return fonts
      default: break
      }
    }
    return fonts
  }
}
