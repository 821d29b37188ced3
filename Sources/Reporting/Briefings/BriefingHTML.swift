import Basics
import Markup
import Registry

/// A briefing as a page: for the site, and as one file that needs nothing else.
extension Briefing {
  /// The sections, to stand in a page of the site.
  ///
  /// - Parameters:
  ///   - link: where a figure's records are shown; nil prints the figure without a link.
  ///   - after: more to stand at the end of sections, by their ids.
  package func html(link: (RecordsQuery) -> String? = { $0.pagePath }, after: [String: HTML] = [:]) -> HTML {
    let sections: [HTML] = zip(self.sections.indices, self.sections).map { n, section in
      Markup.Section(
        "\(Self.roman(n + 1)). \(section.title)", id: section.id,
        body: HTML.joined(section.blocks.map { html($0, link) } + [after[section.id]].compactMap { $0 })
      ).html
    }
    return HTML.joined(sections + [definitionsSection])
  }

  /// One file with its styles inside, for the screen and for paper.
  ///
  /// - Parameter base: `https://may-chu.xa:8080`; without it nothing is a link.
  package func page(base: String? = nil, issue: BriefingIssue? = nil, content: Content) throws -> [UInt8] {
    let styles = try ["tokens", "base", "layout", "pieces", "tables", "charts", "print"].map {
      try content.text("Public/styles/\($0).css")
    }
    let root = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    let body = html { query in root.map { $0 + query.pagePath } }
    // Our own files, not a user's text; a style element holds them as they are.
    let css = HTML(trusted: Array(styles.joined(separator: "\n").replacing("</", with: "<\\/").utf8))
    let page: HTML = """
      <!doctype html>
      <html lang="vi">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>\(organisationName), \(asOf.vietnamese) · ChiBo</title>
      <style>
      \(css)
      </style>
      </head>
      <body class="width-sheet">
      \(mark.map { "<aside class=\"mark\" aria-label=\"Lưu ý\" data-mark=\"\($0)\">\($0)</aside>\n" as HTML })\
      <div class="sheet"><main id="main">
      \(PageHeading(title, kind: "Báo cáo", lede: lede(issue)))
      \(body)</main></div>
      \(mark.map { "<aside class=\"mark\" aria-label=\"Lưu ý\">\($0)</aside>\n" as HTML })</body>
      </html>

      """
    return page.bytes
  }

  private func lede(_ issue: BriefingIssue?) -> HTML {
    let issued: HTML? = issue.map { issue in
      """
      <br>Đã phát hành số \(issue.number) ngày \(issue.issuedAt.day.vietnamese), dấu băm <code>\(issue.hash)</code>.
      """
    }
    return "\(organisationName). \(basis).\(issued)"
  }

  private func html(_ block: Block, _ link: (RecordsQuery) -> String?) -> HTML {
    var pieces: [HTML] = []
    if let text = block.paragraph { pieces.append("<p>\(text)</p>\n") }
    if let bullets = block.bullets { pieces.append("<ul>\(each: bullets, { "<li>\($0)</li>" })</ul>\n") }
    if let figures = block.figures {
      pieces.append(
        Figures(
          figures.map {
            Figure($0.text, $0.label, definition: $0.definition, records: link($0.records))
          }
        ).html)
    }
    if let table = block.table { pieces.append(html(table, link)) }
    if let chart = block.chart { pieces.append(html(chart)) }
    if let timeline = block.timeline, !timeline.events.isEmpty || !timeline.missing.isEmpty {
      pieces.append(
        Markup.Timeline(
          id: Self.identifier(timeline.id), title: timeline.title,
          events: timeline.events.map {
            .init(ordinal: $0.day.daysSince1970, day: $0.day.vietnamese, name: $0.name)
          },
          missing: timeline.missing
        ).html)
    }
    return HTML.joined(pieces)
  }

  private func html(_ table: Table, _ link: (RecordsQuery) -> String?) -> HTML {
    func cell(_ cell: Table.Cell) -> HTML {
      guard let figure = cell.figure else { return "\(cell.shown)" }
      guard let path = link(figure.records) else { return "\(figure.text)" }
      return
        "<a class=\"inline-figure\"\(href: path)\(attribute: "title", figure.definition)>\(figure.text)</a>"
    }
    let rows = table.rows.filter { !$0.isTotal }.map { Markup.Table.Row($0.cells.map(cell)) }
    let foot = table.rows.last { $0.isTotal }.map { Markup.Table.Row($0.cells.map(cell)) }
    let columns = table.columns.map { column -> Markup.Table.Column in
      switch column.kind {
      case .text: .init(column.title)
      case .number: .init(column.title, .number)
      case .day: .init(column.title, .day)
      }
    }
    return Markup.Table(
      table.title, isCaptionSeen: true, columns: columns, rows: rows, foot: foot,
      // Many words side by side become cards on a phone; numbers are compared across and keep their places.
      keepsShape: table.columns.count { $0.kind == .text } < 3
    ).html
  }

  private func html(_ chart: Chart) -> HTML {
    // The lowest grade asks for attention; the others differ by pattern, not by colour.
    let inks: [Ink] = [.solid, .hatch, .dots, .open]
    let last = chart.series.count - 1
    return StackedColumns(
      id: Self.identifier(chart.id), title: chart.title, axis: chart.axis,
      series: chart.series.enumerated().map { n, series in
        .init(series.name, n == last && last > 0 ? .alert : inks[min(n, inks.count - 1)])
      },
      columns: chart.categories.enumerated().map { c, name in
        .init(name, chart.series.map { $0.values.indices.contains(c) ? $0.values[c] : 0 })
      }
    ).html
  }

  private var definitionsSection: HTML {
    Markup.Section(
      "Cách tính", id: "definitions",
      body: DescriptionList(definitions.map { ($0.label, "\($0.definition)") }).html
    ).html
  }

  private static func identifier(_ text: String) -> String { text.replacing(".", with: "-") }
}
