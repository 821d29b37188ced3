import Basics

extension PrintedDocument {
  /// The document as a Word file; the same value gives the same bytes.
  public func docx() throws(FormatRefusal) -> [UInt8] {
    var renderer = DocxRenderer(layout: layout)
    for block in blocksKeptTogether { try renderer.render(block) }
    return try DocxPackage(document: self, renderer: renderer).bytes()
  }
}

/// Turns blocks into WordprocessingML. Sizes: half points for letters, twentieths of a point for everything else.
struct DocxRenderer {
  let layout: LayoutProfile
  private(set) var body = ""
  /// Targets of links and names of pictures, in the order of their relationship numbers.
  private(set) var links: [SafeLink] = []
  private(set) var pictures: [[UInt8]] = []

  init(layout: LayoutProfile) { self.layout = layout }

  static func twips(_ points: Double) -> Int { Int((max(-1e5, min(1e5, points)) * 20).rounded()) }
  private var width: Int { Self.twips(layout.contentWidth) }

  mutating func render(_ block: PrintedDocument.Block) throws(FormatRefusal) {
    switch block {
    case .letterhead(let letterhead): render(letterhead)
    case .title(let lines, let subject, let hasRule):
      for (n, line) in lines.enumerated() {
        body += paragraph(PrintedText(line), style: "Title", n == 0 ? "<w:spacing w:before=\"200\"/>" : "")
      }
      for line in subject { body += paragraph(PrintedText(line), style: "Subtitle") }
      if hasRule { body += ruled(length: 56, in: layout.contentWidth) }
    case .heading(let level, let text):
      body += paragraph(PrintedText(text), style: "Heading\(max(1, min(3, level)))")
    case .paragraph(let paragraph):
      var properties = paragraph.alignment.map(Self.alignment) ?? ""
      let canIndent =
        paragraph.alignment == nil || paragraph.alignment == .justified || paragraph.alignment == .left
      if paragraph.hasFirstLineIndent, canIndent {
        properties =
          "<w:ind w:firstLine=\"\(Self.twips(layout.points(layout.firstLineIndent)))\"/>" + properties
      }
      if paragraph.keepsWithNext { properties = Self.keep + properties }
      body += self.paragraph(paragraph.text, style: "BodyText", properties)
    case .bullets(let items):
      for item in items {
        body += paragraph(
          item, style: "ListBullet", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>")
      }
    case .table(let table): render(table)
    case .chart(let chart): try render(chart)
    case .signatures(let signatures): render(signatures)
    case .note(let text): body += paragraph(text, style: "Note")
    case .pageBreak: body += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
    }
  }

  // MARK: Text

  private mutating func paragraph(
    _ text: PrintedText, style: String, _ properties: String = "", size: Double? = nil,
    underlined: Bool = false
  ) -> String {
    var xml = "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(properties)</w:pPr>"
    for run in text.runs where !run.text.isEmpty { xml += self.run(run, size, underlined) }
    return xml + "</w:p>"
  }

  private mutating func run(_ run: PrintedText.Run, _ size: Double?, _ underlined: Bool) -> String {
    var properties = ""
    if run.link != nil { properties += "<w:rStyle w:val=\"Hyperlink\"/>" }
    if run.isBold { properties += "<w:b/>" }
    if run.isItalic { properties += "<w:i/>" }
    if let size { properties += "<w:sz w:val=\"\(Int((size * 2).rounded()))\"/>" }
    if underlined { properties += "<w:u w:val=\"single\"/>" }
    var xml = "<w:r>" + (properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>")
    for (n, line) in run.text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      if n > 0 { xml += "<w:br/>" }
      for (m, piece) in line.split(separator: 9, omittingEmptySubsequences: false).enumerated() {
        if m > 0 { xml += "<w:tab/>" }
        if !piece.isEmpty {
          xml += "<w:t xml:space=\"preserve\">\(XMLText.escape(String(Substring(piece))))</w:t>"
        }
      }
    }
    xml += "</w:r>"
    guard let link = run.link else { return xml }
    links.append(link)
    return "<w:hyperlink r:id=\"link\(links.count)\">\(xml)</w:hyperlink>"
  }

  private static func alignment(_ alignment: PrintedDocument.Paragraph.Alignment) -> String {
    switch alignment {
    case .justified: "<w:jc w:val=\"both\"/>"
    case .left: "<w:jc w:val=\"left\"/>"
    case .center: "<w:jc w:val=\"center\"/>"
    case .right: "<w:jc w:val=\"right\"/>"
    }
  }

  private static func alignment(_ alignment: PrintedTable.Alignment) -> String {
    switch alignment {
    case .left: "<w:jc w:val=\"left\"/>"
    case .center: "<w:jc w:val=\"center\"/>"
    case .right: "<w:jc w:val=\"right\"/>"
    }
  }

  /// An empty line with a rule of the given length in its middle: a border between two insets.
  private func ruled(length: Double, in width: Double) -> String {
    let inset = max(0, Self.twips((width - length) / 2))
    return """
      <w:p><w:pPr><w:pStyle w:val="Cell"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>\
      <w:spacing w:before="70" w:after="60" w:line="120" w:lineRule="exact"/><w:ind w:left="\(inset)" w:right="\(inset)"/></w:pPr></w:p>
      """
  }

  // MARK: Tables without lines

  private func open(_ widths: [Int]) -> String {
    """
    <w:tbl><w:tblPr><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/><w:tblLayout w:type="fixed"/>\
    <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>\
    <w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>
    """
  }

  private func cell(_ width: Int, _ content: String) -> String {
    "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/></w:tcPr>\(content.isEmpty ? Self.emptyParagraph : content)</w:tc>"
  }

  private static let emptyParagraph = "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr></w:p>"
  /// Word wants a paragraph between two tables and behind the last.
  private static let gap =
    "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>"

  private mutating func render(_ letterhead: PrintedDocument.Letterhead) {
    let left = Int(Double(width) * min(0.7, max(0.3, layout.letterheadSplit)))
    let right = width - left
    let size = layout.baseSize - 1
    let center = Self.alignment(PrintedTable.Alignment.center)
    var first = ""
    for line in letterhead.superior {
      first += paragraph(PrintedText(line), style: "Cell", center, size: size)
    }
    for line in letterhead.issuer {
      first += paragraph(PrintedText(line, bold: true), style: "Cell", center, size: size)
    }
    first += paragraph("*", style: "Cell", center, size: size)
    if let number = letterhead.number {
      first += paragraph(PrintedText(number), style: "Cell", center, size: size)
    }
    var second = paragraph(
      PrintedText(letterhead.motto, bold: true), style: "Cell", center, size: layout.baseSize)
    let length = TextMeasure.width(
      letterhead.motto, family: layout.fontFamily, size: layout.baseSize, bold: true)
    second += ruled(length: min(length, Double(right) / 20 - 8), in: Double(right) / 20 - 6)
    if let place = letterhead.placeAndDate {
      second += paragraph(PrintedText(place, italic: true), style: "Cell", center, size: size)
    }
    body +=
      open([left, right]) + "<w:tr>" + cell(left, first) + cell(right, second) + "</w:tr></w:tbl>" + Self.gap
  }

  private mutating func render(_ signatures: PrintedDocument.Signatures) {
    let hasLeft = !signatures.recipients.isEmpty || signatures.signers.count <= 1
    let columns = max(1, signatures.signers.count) + (hasLeft ? 1 : 0)
    let each = width / columns
    var cells = ""
    if hasLeft {
      var left = ""
      if !signatures.recipients.isEmpty {
        left += paragraph("Nơi nhận:", style: "Cell", Self.keep, size: layout.baseSize, underlined: true)
      }
      for recipient in signatures.recipients {
        left += paragraph(PrintedText("- " + recipient), style: "Cell", Self.keep, size: layout.recipientSize)
      }
      cells += cell(each, left)
    }
    let center = Self.keep + Self.alignment(PrintedTable.Alignment.center)
    for signer in signatures.signers {
      var content = ""
      let size = layout.baseSize
      if let authority = signer.authority {
        content += paragraph(PrintedText(authority, bold: true), style: "Cell", center, size: size)
      }
      content += paragraph(
        PrintedText(signer.office, bold: signer.isOfficeBold), style: "Cell", center, size: size)
      for _ in 0..<max(0, min(20, layout.signatureLines)) {
        content += paragraph("", style: "Cell", center, size: size)
      }
      content += paragraph(PrintedText(signer.name, bold: true), style: "Cell", center, size: size)
      cells += cell(each, content)
    }
    let widths = [Int](repeating: each, count: columns)
    body +=
      Self.keptGap + open(widths) + "<w:tr><w:trPr><w:cantSplit/></w:trPr>\(cells)</w:tr></w:tbl>" + Self.gap
  }

  /// The same before signatures: their block never stands alone on a page.
  private static let keptGap = gap.replacing(
    "<w:pStyle w:val=\"Cell\"/>", with: "<w:pStyle w:val=\"Cell\"/>\(keep)")

  /// The lines of a signature stay on one page.
  private static let keep = "<w:keepNext/>"

  // MARK: Tables with lines

  private mutating func render(_ table: PrintedTable) {
    guard !table.columns.isEmpty else { return }
    let widths = table.widths(layout.contentWidth).map(Self.twips)
    let edge = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\""
    // Kept with the table: a heading above is not left alone at the foot.
    body += Self.keptGap
    body += """
      <w:tbl><w:tblPr><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/><w:tblBorders><w:top \(edge)/><w:left \(edge)/>\
      <w:bottom \(edge)/><w:right \(edge)/><w:insideH \(edge)/><w:insideV \(edge)/></w:tblBorders>\
      <w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>\
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>\
      <w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>
      """
    renderHeader(table, widths)
    for (n, row) in table.rows.enumerated() {
      let kept = table.precedesSignatures && n == table.rows.count - 1 ? Self.keep : ""
      body += isTall(row, table, widths) ? "<w:tr>" : "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
      let spans = table.spans(row)
      for (text, columns) in spans.isEmpty ? [(PrintedText(""), 0..<widths.count)] : spans {
        let shown = row.kind == .normal ? text : text.bold()
        let content = paragraph(shown, style: "TableText", kept + Self.alignment(table.alignment(columns)))
        body += tableCell(widths, columns, gray: row.kind == .section, content)
      }
      body += "</w:tr>"
    }
    body += "</w:tbl>" + (table.precedesSignatures ? Self.keptGap : Self.gap)
  }

  /// A row of more lines than these is cut at the foot of a page, which would else stay white.
  private static let mostWhole = 10

  private func isTall(_ row: PrintedTable.Row, _ table: PrintedTable, _ widths: [Int]) -> Bool {
    table.spans(row).contains { text, columns in
      // About half the size of the letters is the width of one.
      let letters = max(1, Int(Double(widths[columns].reduce(0, +)) / 20 / (layout.tableSize * 0.5)))
      let lines = text.runs.map(\.text).joined().split(separator: "\n", omittingEmptySubsequences: false)
      return lines.reduce(0) { $0 + 1 + $1.unicodeScalars.count / letters } > Self.mostWhole
    }
  }

  private mutating func renderHeader(_ table: PrintedTable, _ widths: [Int]) {
    let placed = table.placedHeader
    let center = Self.alignment(PrintedTable.Alignment.center)
    for row in table.header.indices {
      body += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
      var column = 0
      while column < widths.count {
        let here = placed.first {
          (row >= $0.row && row < $0.row + $0.heading.rows)
            && (column >= $0.column && column < $0.column + $0.heading.columns)
        }
        guard let here else {
          body += tableCell(widths, column..<column + 1, gray: true, paragraph("", style: "TableText"))
          column += 1
          continue
        }
        let merge =
          here.heading.rows == 1 ? "" : row == here.row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>"
        let text = row == here.row ? PrintedText(here.heading.text, bold: true) : ""
        let columns = column..<here.column + here.heading.columns
        body += tableCell(
          widths, columns, gray: true, merge: merge, paragraph(text, style: "TableText", Self.keep + center))
        column = columns.upperBound
      }
      body += "</w:tr>"
    }
  }

  private func tableCell(
    _ widths: [Int], _ columns: Range<Int>, gray: Bool, merge: String = "", _ content: String
  ) -> String {
    let span = columns.count > 1 ? "<w:gridSpan w:val=\"\(columns.count)\"/>" : ""
    let shade = gray ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F0F0F0\"/>" : ""
    return """
      <w:tc><w:tcPr><w:tcW w:w="\(widths[columns].reduce(0, +))" w:type="dxa"/>\(span)\(merge)\(shade)\
      <w:vAlign w:val="center"/></w:tcPr>\(content)</w:tc>
      """
  }

  // MARK: Charts

  private mutating func render(_ chart: Chart) throws(FormatRefusal) {
    let height = layout.points(max(30, min(200, chart.height)))
    pictures.append(try chart.png(width: layout.contentWidth, height: height, family: layout.fontFamily))
    let number = pictures.count
    // English Metric Units: 12,700 to the point.
    let (cx, cy) = (Int(layout.contentWidth * 12_700), Int(height * 12_700))
    let alternative = XMLText.escape(chart.alternative)
    body += paragraph(PrintedText(chart.title, bold: true), style: "ChartTitle")
    body += """
      <w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">\
      <wp:extent cx="\(cx)" cy="\(cy)"/><wp:docPr id="\(number)" name="Biểu đồ \(number)" descr="\(alternative)"/>\
      <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
      <pic:cNvPr id="\(number)" name="chart\(number).png" descr="\(alternative)"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
      <a:blip r:embed="picture\(number)"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
      <a:off x="0" y="0"/><a:ext cx="\(cx)" cy="\(cy)"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>\
      </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
      """
  }
}
