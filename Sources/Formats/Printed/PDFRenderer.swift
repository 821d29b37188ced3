import Basics
internal import CPango

extension PrintedDocument {
  /// The document as PDF; the same value gives the same bytes.
  public func pdf() throws(FormatRefusal) -> [UInt8] {
    let pages = try PDFPages(title: title, layout: layout, mark: mark)
    let renderer = PDFRenderer(pages: pages, layout: layout)
    let all = blocksKeptTogether
    for (n, block) in all.enumerated() {
      // A heading over a heading comes along with it.
      let headings = all[(n + 1)...].prefix { if case .heading = $0 { true } else { false } }.count
      renderer.render(block, isLast: n == blocks.count - 1, headingsBelow: headings)
    }
    return try pages.finish()
  }
}

struct PDFRenderer {
  let pages: PDFPages
  let layout: LayoutProfile

  func render(_ block: PrintedDocument.Block, isLast: Bool, headingsBelow: Int = 0) {
    switch block {
    case .letterhead(let letterhead): render(letterhead)
    case .title(let lines, let subject, let hasRule): render(lines, subject, hasRule)
    case .heading(let level, let text): heading(level, text, headingsBelow)
    case .paragraph(let paragraph): render(paragraph)
    case .bullets(let items): for item in items { bullet(item) }
    case .table(let table): PDFTable(table: table, pages: pages, layout: layout).render()
    case .chart(let chart): render(chart)
    case .signatures(let signatures): render(signatures)
    case .note(let text):
      lines(text, pages.style(layout.noteSize), pitch: layout.noteSize * 1.25, before: 3, after: 3)
    case .pageBreak: if !isLast { pages.turn() }
    }
  }

  /// Sets text line by line. One line alone is left neither at the foot of a page nor at the head of the next.
  private func lines(
    _ text: PrintedText, _ style: TextLayout.Style, pitch: Double, before: Double = 0, after: Double = 0,
    inset: Double = 0, keepWithNext: Double = 0
  ) {
    guard let box = pages.text(text, style, width: pages.width - inset) else { return }
    let pitch = max(2, pitch)
    if !pages.isAtTop { pages.y += before }
    if keepWithNext > 0 { pages.require(Double(box.lines.count) * pitch + keepWithNext) }
    var next = 0
    while next < box.lines.count {
      let rest = box.lines.count - next
      var fit = min(rest, max(0, Int((pages.room + 0.01) / pitch)))
      if fit < rest {
        if fit == rest - 1, fit > 2 { fit -= 1 }
        if fit == 1, next == 0 { fit = 0 }
        if fit == 0, pages.isAtTop { fit = 1 }
      }
      for line in next..<next + fit {
        box.draw(
          line, on: pages.context, x: pages.x + inset, baseline: box.baseline(top: pages.y, height: pitch))
        pages.y += pitch
      }
      next += fit
      if next < box.lines.count { pages.turn() }
    }
    pages.y += after
  }

  private func render(_ paragraph: PrintedDocument.Paragraph) {
    var style = pages.style(layout.baseSize, paragraph.alignment ?? (layout.isJustified ? .justified : .left))
    let canIndent = style.alignment == .justified || style.alignment == .left
    if paragraph.hasFirstLineIndent, canIndent { style.indent = layout.points(layout.firstLineIndent) }
    lines(
      paragraph.text, style, pitch: layout.lineHeight, before: layout.spaceBefore / 2,
      after: layout.spaceAfter / 2, keepWithNext: keep(paragraph))
  }

  /// How much of what follows comes along: a few lines, or the whole block of signatures.
  private func keep(_ paragraph: PrintedDocument.Paragraph) -> Double {
    if paragraph.precedesSignatures { return layout.signatureHeight }
    return paragraph.keepsWithNext ? 4 * layout.lineHeight : 0
  }

  private func heading(_ level: Int, _ text: String, _ headingsBelow: Int) {
    var style = pages.style(layout.baseSize, bold: level <= 2, italic: level >= 3)
    style.indent = layout.points(layout.firstLineIndent)
    // Not left alone at the foot: some lines of what follows come with it, or the head and two rows of a table.
    lines(
      PrintedText(text), style, pitch: layout.lineHeight, before: layout.spaceBefore,
      after: layout.spaceAfter / 2,
      keepWithNext: 6 * layout.lineHeight
        + Double(headingsBelow) * (2 * layout.lineHeight + layout.spaceBefore + layout.spaceAfter / 2))
  }

  private func bullet(_ item: PrintedText) {
    let runs = [PrintedText.Run("- ")] + item.runs
    render(.init(PrintedText(runs)))
  }

  private func render(_ lines: [String], _ subject: [String], _ hasRule: Bool) {
    pages.y += pages.isAtTop ? 0 : 10
    for line in lines {
      self.lines(
        PrintedText(line), pages.style(layout.titleSize, bold: true, .center), pitch: layout.titleSize * 1.3,
        keepWithNext: 60)
    }
    for line in subject {
      self.lines(
        PrintedText(line), pages.style(layout.subjectSize, bold: true, .center),
        pitch: layout.subjectSize * 1.3, keepWithNext: 40)
    }
    if hasRule {
      let middle = pages.x + pages.width / 2
      pages.y += 3
      pages.rule(middle - 28, middle + 28, y: pages.y)
    }
    pages.y += 10
  }

  private func render(_ letterhead: PrintedDocument.Letterhead) {
    let split = min(0.7, max(0.3, layout.letterheadSplit))
    let left = (pages.width * split) - 6
    let right = pages.width - left - 12
    let rightX = pages.x + left + 12
    let start = pages.y
    let size = layout.baseSize - 1
    let pitch = size * 1.25

    var leftY = start
    func put(_ text: String, bold: Bool) {
      guard let box = pages.text(PrintedText(text), pages.style(size, bold: bold, .center), width: left)
      else { return }
      for at in box.lines.indices {
        box.draw(at, on: pages.context, x: pages.x, baseline: box.baseline(top: leftY, height: pitch))
        leftY += pitch
      }
    }
    for line in letterhead.superior { put(line, bold: false) }
    for line in letterhead.issuer { put(line, bold: true) }
    put("*", bold: false)
    if let number = letterhead.number { put(number, bold: false) }

    var rightY = start
    if let motto = pages.text(
      PrintedText(letterhead.motto), pages.style(layout.baseSize, bold: true, .center), width: right)
    {
      for at in motto.lines.indices {
        motto.draw(at, on: pages.context, x: rightX, baseline: motto.baseline(top: rightY, height: pitch))
        rightY += pitch
      }
      let middle = rightX + right / 2
      pages.rule(middle - motto.widest / 2, middle + motto.widest / 2, y: rightY + 2)
      rightY += 10
    }
    if let place = letterhead.placeAndDate,
      let box = pages.text(PrintedText(place), pages.style(size, italic: true, .center), width: right)
    {
      for at in box.lines.indices {
        box.draw(at, on: pages.context, x: rightX, baseline: box.baseline(top: rightY, height: pitch))
        rightY += pitch
      }
    }
    pages.y = max(leftY, rightY) + 6
  }

  private func render(_ chart: Chart) {
    let height = min(layout.points(max(30, chart.height)), pages.bottom - pages.top - 40)
    pages.require(height + 26)
    pages.y += pages.isAtTop ? 0 : 4
    lines(
      PrintedText(chart.title), pages.style(layout.tableSize, bold: true, .center),
      pitch: layout.tableSize * 1.25, after: 2)
    // cairo's PDFs cannot carry an alternative text; hidden white letters behind the picture can be read aloud.
    var hidden = pages.style(1)
    hidden.gray = 1
    if let box = pages.text(PrintedText(chart.alternative), hidden, width: pages.width) {
      for at in box.lines.indices {
        box.draw(at, on: pages.context, x: pages.x, baseline: pages.y + Double(at) + 1)
      }
    }
    ChartDrawing(chart: chart, family: layout.fontFamily, context: pages.context)
      .draw(x: pages.x, y: pages.y, width: pages.width, height: height)
    pages.y += height + 6
  }

  private func render(_ signatures: PrintedDocument.Signatures) {
    let hasRecipients = !signatures.recipients.isEmpty
    let columns = max(1, signatures.signers.count) + (hasRecipients || signatures.signers.count == 1 ? 1 : 0)
    let width = pages.width / Double(columns) - 8
    let pitch = layout.lineHeight
    var boxes: [(TextLayout, x: Double, y: Double, pitch: Double)] = []
    var tallest = 0.0

    if hasRecipients {
      var y = 0.0
      func put(_ text: PrintedText, _ style: TextLayout.Style) {
        guard let box = pages.text(text, style, width: width) else { return }
        boxes.append((box, pages.x, y, layout.recipientSize * 1.2))
        y += Double(box.lines.count) * layout.recipientSize * 1.2
      }
      var heading = pages.style(layout.baseSize)
      heading.isUnderlined = true
      put("Nơi nhận:", heading)
      for recipient in signatures.recipients {
        put(PrintedText("- " + recipient), pages.style(layout.recipientSize))
      }
      tallest = y
    }
    for (n, signer) in signatures.signers.enumerated() {
      let place = Double(columns - signatures.signers.count + n)
      let x = pages.x + place * pages.width / Double(columns) + 4
      var y = 0.0
      func put(_ text: String, bold: Bool) {
        guard
          let box = pages.text(
            PrintedText(text), pages.style(layout.baseSize, bold: bold, .center), width: width)
        else { return }
        boxes.append((box, x, y, pitch))
        y += Double(box.lines.count) * pitch
      }
      if let authority = signer.authority { put(authority, bold: true) }
      put(signer.office, bold: signer.isOfficeBold)
      y += Double(max(0, layout.signatureLines)) * pitch
      put(signer.name, bold: true)
      tallest = max(tallest, y)
    }
    pages.y += pages.isAtTop ? 0 : 12
    pages.require(min(tallest, pages.bottom - pages.top))
    for box in boxes {
      for at in box.0.lines.indices {
        box.0.draw(
          at, on: pages.context, x: box.x,
          baseline: box.0.baseline(top: pages.y + box.y + Double(at) * box.pitch, height: box.pitch))
      }
    }
    pages.y += tallest
  }
}
