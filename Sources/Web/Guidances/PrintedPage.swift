import Formats
import Markup

/// A printed document on a page, as it will stand on paper: the same blocks as in Word.
struct PrintedPage: Piece {
  let document: PrintedDocument

  init(_ document: PrintedDocument) { self.document = document }

  /// The mark stands on every sheet of paper, as in Word.
  var html: HTML {
    "<article class=\"printed\">\(document.mark.map { "<p class=\"printed-mark\">\($0)</p>" as HTML })\(each: document.blocks, { block($0) })</article>\n"
  }

  private func block(_ block: PrintedDocument.Block) -> HTML {
    switch block {
    case .letterhead(let head): letterhead(head)
    case .title(let lines, let subject, let hasRule):
      """
      <div class="printed-title">\(each: lines, { "<h1>\($0)</h1>" })\(each: subject, { "<p>\($0)</p>" })\(when: hasRule, "<p aria-hidden=\"true\">-----</p>")</div>

      """
    case .heading(let level, let text):
      level == 1 ? "<h2>\(text)</h2>\n" : level == 2 ? "<h3>\(text)</h3>\n" : "<h4>\(text)</h4>\n"
    case .paragraph(let paragraph): "<p>\(runs(paragraph.text))</p>\n"
    case .bullets(let items): "<ul>\(each: items, { "<li>\(runs($0))</li>" })</ul>\n"
    case .table(let table): self.table(table)
    case .note(let text): "<p class=\"hint\">\(runs(text))</p>\n"
    case .signatures(let signatures): self.signatures(signatures)
    case .pageBreak: "<hr class=\"printed-break\">\n"
    case .chart: ""
    }
  }

  private func letterhead(_ head: PrintedDocument.Letterhead) -> HTML {
    """
    <div class="printed-head"><div>\(each: head.superior, { "<p>\($0)</p>" })\(each: head.issuer, { "<p><strong>\($0)</strong></p>" })\
    <p>*</p>\(head.number.map { "<p>\($0)</p>" as HTML })</div>
    <div><p class="printed-motto"><strong>\(head.motto)</strong></p>\(head.placeAndDate.map { "<p><em>\($0)</em></p>" as HTML })</div></div>

    """
  }

  private func table(_ table: PrintedTable) -> HTML {
    """
    <div class="table-box"><table class="table printed-table"><thead>\(each: table.header, { row in
      "<tr>\(each: row, { "<th scope=\"col\">\($0.text)</th>" })</tr>"
    })</thead>
    <tbody>\(each: table.rows, { row in "<tr>\(each: row.cells, { "<td>\(runs($0))</td>" })</tr>\n" })</tbody></table></div>

    """
  }

  private func signatures(_ signatures: PrintedDocument.Signatures) -> HTML {
    """
    <div class="printed-head"><div><p><u>Nơi nhận:</u></p>\(each: signatures.recipients, { "<p>- \($0)</p>" })</div>
    \(each: signatures.signers, { "<div>\($0.authority.map { "<p><strong>\($0)</strong></p>" as HTML })<p>\($0.office)</p><p class=\"printed-sign\">\($0.name)</p></div>" })</div>

    """
  }

  private func runs(_ text: PrintedText) -> HTML {
    HTML.joined(
      text.runs.map { run in
        let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
        let plain: HTML = HTML.joined(lines.map { HTML(text: String($0)) }, separator: "<br>")
        let italic: HTML = run.isItalic ? "<em>\(plain)</em>" : plain
        return run.isBold ? "<strong>\(italic)</strong>" : italic
      })
  }
}
