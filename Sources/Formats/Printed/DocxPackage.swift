/// The parts around the text of a Word file: styles, numbering, page headers, properties, relationships.
struct DocxPackage {
  let document: PrintedDocument
  let renderer: DocxRenderer
  private var layout: LayoutProfile { document.layout }

  init(document: PrintedDocument, renderer: DocxRenderer) {
    (self.document, self.renderer) = (document, renderer)
  }

  func bytes() throws(FormatRefusal) -> [UInt8] {
    var file = ZipFile()
    file.add("[Content_Types].xml", text: Self.head + contentTypes)
    file.add("_rels/.rels", text: Self.head + Self.rootLinks)
    file.add("docProps/core.xml", text: Self.head + properties)
    file.add("word/document.xml", text: Self.head + text)
    file.add("word/_rels/document.xml.rels", text: Self.head + links)
    file.add("word/styles.xml", text: Self.head + styles)
    file.add("word/numbering.xml", text: Self.head + numbering)
    file.add("word/settings.xml", text: Self.head + Self.settings)
    file.add("word/header1.xml", text: Self.head + header(isFirst: true))
    file.add("word/header2.xml", text: Self.head + header(isFirst: false))
    for (n, picture) in renderer.pictures.enumerated() { file.add("word/media/chart\(n + 1).png", picture) }
    return try file.bytes()
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  private var contentTypes: String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    let parts = [
      ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"),
      ("settings", "settings"),
      ("header1", "header"), ("header2", "header"),
    ]
    return """
      <Types xmlns="\(Self.package)/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>\
      \(parts.map { "<Override PartName=\"/word/\($0).xml\" ContentType=\"\(word).\($1)+xml\"/>" }.joined())\
      <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
      """
  }

  private static let rootLinks = """
    <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
    <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
    """

  /// The date does not move, or the bytes would.
  private var properties: String {
    """
    <cp:coreProperties xmlns:cp="\(Self.package)/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
    <dc:title>\(XMLText.escape(document.title))</dc:title><dc:language>vi-VN</dc:language>\
    <dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>
    """
  }

  private var text: String {
    """
    <w:document \(Self.w) xmlns:r="\(Self.office)" \
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
    xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>\(renderer.body)\(section)</w:body></w:document>
    """
  }

  private var section: String {
    func twips(_ millimetres: Double) -> Int { DocxRenderer.twips(layout.points(millimetres)) }
    let turned = layout.isLandscape ? " w:orient=\"landscape\"" : ""
    return """
      <w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/>\
      <w:pgSz w:w="\(DocxRenderer.twips(layout.width))" w:h="\(DocxRenderer.twips(layout.height))"\(turned)/>\
      <w:pgMar w:top="\(twips(layout.top))" w:right="\(twips(layout.right))" w:bottom="\(twips(layout.bottom))" \
      w:left="\(twips(layout.left))" w:header="\(twips(min(8, layout.top / 2)))" w:footer="340" w:gutter="0"/><w:titlePg/></w:sectPr>
      """
  }

  /// The mark on every page, the number of the page from the second on.
  private func header(isFirst: Bool) -> String {
    var xml = "<w:hdr \(Self.w)>"
    if let mark = document.mark {
      let text = PrintedText(mark).plain
      xml +=
        "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"20\"/></w:rPr><w:t xml:space=\"preserve\">\(XMLText.escape(text))</w:t></w:r></w:p>"
    }
    if !isFirst, layout.hasPageNumbers {
      xml +=
        "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
    }
    // A header without a paragraph is not valid.
    if document.mark == nil, isFirst || !layout.hasPageNumbers {
      xml += "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr></w:p>"
    }
    return xml + "</w:hdr>"
  }

  private var links: String {
    var xml = "<Relationships xmlns=\"\(Self.package)/relationships\">"
    for part in ["styles", "numbering", "settings"] {
      xml += "<Relationship Id=\"\(part)\" Type=\"\(Self.office)/\(part)\" Target=\"\(part).xml\"/>"
    }
    for n in 1...2 {
      xml += "<Relationship Id=\"header\(n)\" Type=\"\(Self.office)/header\" Target=\"header\(n).xml\"/>"
    }
    for n in renderer.pictures.indices {
      xml +=
        "<Relationship Id=\"picture\(n + 1)\" Type=\"\(Self.office)/image\" Target=\"media/chart\(n + 1).png\"/>"
    }
    for (n, link) in renderer.links.enumerated() {
      xml +=
        "<Relationship Id=\"link\(n + 1)\" Type=\"\(Self.office)/hyperlink\" Target=\"\(XMLText.escape(link.text))\" TargetMode=\"External\"/>"
    }
    return xml + "</Relationships>"
  }

  private static let settings =
    "<w:settings \(w)><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"

  private var numbering: String {
    """
    <w:numbering \(Self.w)><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">\
    <w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/><w:pPr>\
    <w:ind w:left="0" w:firstLine="\(indent)"/></w:pPr></w:lvl></w:abstractNum>\
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
    """
  }

  private var indent: Int { DocxRenderer.twips(layout.points(layout.firstLineIndent)) }

  // MARK: Styles

  private var styles: String {
    let line = DocxRenderer.twips(layout.lineHeight)
    let (before, after) = (DocxRenderer.twips(layout.spaceBefore), DocxRenderer.twips(layout.spaceAfter))
    let indent = "<w:ind w:firstLine=\"\(indent)\"/>"
    let both = layout.isJustified ? "<w:jc w:val=\"both\"/>" : ""
    let exact =
      "<w:spacing w:before=\"\(before / 2)\" w:after=\"\(after / 2)\" w:line=\"\(line)\" w:lineRule=\"exact\"/>"
    let font = XMLText.escape(layout.fontFamily)
    let plain = "<w:spacing w:before=\"0\" w:after=\"0\"/>"
    func heading(_ level: Int, _ run: String) -> String {
      style(
        "Heading\(level)", "heading \(level)",
        "<w:keepNext/><w:spacing w:before=\"\(before)\" w:after=\"\(after / 2)\" w:line=\"\(line)\" w:lineRule=\"exact\"/>\(indent)<w:outlineLvl w:val=\"\(level - 1)\"/>",
        run, next: "BodyText")
    }
    return """
      <w:styles \(Self.w)><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="\(font)" w:hAnsi="\(font)" w:eastAsia="\(font)" w:cs="\(font)"/>\
      \(size(layout.baseSize))<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>\
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
      <w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="053880"/><w:u w:val="single"/></w:rPr></w:style>\
      \(style("BodyText", "Body Text", exact + both, ""))\
      \(heading(1, "<w:b/>"))\(heading(2, "<w:b/>"))\(heading(3, "<w:i/>"))\
      \(style("Title", "Title", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\"/><w:jc w:val=\"center\"/>", "<w:b/>" + size(layout.titleSize)))\
      \(style("Subtitle", "Subtitle", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\"/><w:jc w:val=\"center\"/>", "<w:b/>" + size(layout.subjectSize)))\
      \(style("ListBullet", "List Bullet", exact + indent + both, ""))\
      \(style("Cell", "Cell", plain, ""))\
      \(style("ChartTitle", "Chart Title", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"40\"/><w:jc w:val=\"center\"/>", "<w:b/>" + size(layout.tableSize)))\
      \(style("Picture", "Picture", "<w:spacing w:before=\"0\" w:after=\"120\"/>" + "<w:jc w:val=\"center\"/>", ""))\
      \(style("TableText", "Table Text", plain, size(layout.tableSize)))\
      \(style("Note", "Note", "<w:spacing w:before=\"60\" w:after=\"60\"/>", size(layout.noteSize)))\
      \(style("Header", "header", plain + "<w:jc w:val=\"center\"/>", size(13)))</w:styles>
      """
  }

  private func size(_ points: Double) -> String {
    let half = Int((points * 2).rounded())
    return "<w:sz w:val=\"\(half)\"/><w:szCs w:val=\"\(half)\"/>"
  }

  private func style(_ id: String, _ name: String, _ paragraph: String, _ run: String, next: String? = nil)
    -> String
  {
    let next = next.map { "<w:next w:val=\"\($0)\"/>" } ?? ""
    return """
      <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(name)"/><w:basedOn w:val="Normal"/>\(next)<w:qFormat/>\
      <w:pPr>\(paragraph)</w:pPr><w:rPr>\(run)</w:rPr></w:style>
      """
  }
}
