import Basics
import Markup

/// The sections of a report as parts of a page.
package struct SectionPages {
  /// Where a figure's records are shown; `nil` prints the figure without a link.
  let link: (RecordsQuery) -> String?

  package init(link: @escaping (RecordsQuery) -> String? = { _ in nil }) { self.link = link }

  /// - Parameter after: more to stand at the end of sections, by their ids.
  package func html(of sections: [Briefing.Section], after: [String: HTML] = [:]) -> HTML {
    HTML.joined(
      sections.enumerated().map { n, section in
        Markup.Section(
          "\(Briefing.roman(n + 1)). \(section.title)", id: section.id,
          body: HTML.joined(section.blocks.map { html($0) } + [after[section.id]].compactMap { $0 })
        ).html
      })
  }

  private func html(_ block: Briefing.Block) -> HTML {
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
    if let table = block.table { pieces.append(html(table)) }
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

  private func html(_ table: Briefing.Table) -> HTML {
    func cell(_ cell: Briefing.Table.Cell) -> HTML {
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

  private func html(_ chart: Briefing.Chart) -> HTML {
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

  private static func identifier(_ text: String) -> String { text.replacing(".", with: "-") }
}
