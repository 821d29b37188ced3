import Formats

/// What styles say of numbering, fonts and bold.
struct DocxStyles {
  private struct Style {
    var basedOn: String?
    var font: String?
    var list: Int?
    var level: Int?
    var isBold: Bool?
  }

  private var styles: [String: Style] = [:]
  private(set) var defaultParagraph: String?
  private(set) var defaultFont: String?

  mutating func read(_ part: [UInt8]) throws(FormatRefusal) {
    let reader = try XMLReader(part, limits: DocxReader.limits)
    var open: (id: String, style: Style)?
    var isInDefaults = false
    while try reader.next() != .done {
      switch reader.node {
      case .start:
        if reader.isNamed("docDefaults") { isInDefaults = true }
        if reader.isNamed("style") {
          let id = reader["styleId"] ?? ""
          open = (id, Style())
          if reader["type"] == "paragraph", reader["default"] == "1" { defaultParagraph = id }
        }
        if reader.isNamed("basedOn") { open?.style.basedOn = reader["val"] }
        if reader.isNamed("rFonts") {
          let font = reader["ascii"] ?? reader["hAnsi"]
          if isInDefaults { defaultFont = font }
          open?.style.font = font
        }
        if reader.isNamed("b") { open?.style.isBold = reader["val"] != "0" && reader["val"] != "false" }
        if reader.isNamed("numId") { open?.style.list = reader["val"].flatMap { Int($0) } }
        if reader.isNamed("ilvl") { open?.style.level = reader["val"].flatMap { Int($0) } }
      case .end:
        if reader.isNamed("docDefaults") { isInDefaults = false }
        if reader.isNamed("style"), let done = open {
          if styles.count < 5000 { styles[done.id] = done.style }
          open = nil
        }
      default: break
      }
    }
  }

  func isBold(_ style: String) -> Bool? { first(style) { $0.isBold } }

  func font(of style: String) -> String? { first(style) { $0.font } }

  func list(of style: String) -> DocxNumbering.Place? {
    guard let list = first(style, { $0.list }) else { return nil }
    return DocxNumbering.Place(list: list, level: first(style) { $0.level } ?? 0)
  }

  /// Up the line of styles; a circle ends it.
  private func first<T>(_ style: String, _ value: (Style) -> T?) -> T? {
    var name: String? = style
    for _ in 0..<20 {
      guard let here = name, let style = styles[here] else { return nil }
      if let value = value(style) { return value }
      name = style.basedOn
    }
    return nil
  }
}
