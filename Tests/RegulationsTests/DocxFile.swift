import Formats

/// Small Word files for tests.
enum DocxFile {
  static let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

  static func make(_ body: String, numbering: String? = nil, styles: String? = nil, settings: String? = nil)
    throws -> [UInt8]
  {
    var file = ZipFile()
    file.add("[Content_Types].xml", text: "<Types/>")
    file.add("word/document.xml", text: "<w:document \(w)><w:body>\(body)</w:body></w:document>")
    if let numbering { file.add("word/numbering.xml", text: "<w:numbering \(w)>\(numbering)</w:numbering>") }
    if let styles { file.add("word/styles.xml", text: "<w:styles \(w)>\(styles)</w:styles>") }
    if let settings { file.add("word/_rels/settings.xml.rels", text: settings) }
    return try file.bytes()
  }

  static func p(_ text: String, font: String? = nil, list: (Int, Int)? = nil) -> String {
    let numbers =
      list.map { "<w:pPr><w:numPr><w:ilvl w:val=\"\($0.1)\"/><w:numId w:val=\"\($0.0)\"/></w:numPr></w:pPr>" }
      ?? ""
    let fonts = font.map { "<w:rPr><w:rFonts w:ascii=\"\($0)\" w:hAnsi=\"\($0)\"/></w:rPr>" } ?? ""
    return "<w:p>\(numbers)<w:r>\(fonts)<w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
  }
}

extension DocxFile {
  /// The words of a made Word file, without its markup.
  static func words(_ bytes: [UInt8]) throws -> String {
    let part = try ZipArchive(bytes).bytes(of: "word/document.xml") ?? []
    return String(decoding: part, as: UTF8.self).replacing(/<\/w:p>/, with: "\n").replacing(
      /<[^>]*>/, with: "")
  }
}
