import Basics
import Formats

/// The sections of a report as parts of a printed document: text, tables, charts.
struct PrintedSections {
  /// `https://may-chu.xa:8080`; with it figures lead to their records.
  var base: String?

  func blocks(of sections: [Briefing.Section]) -> [PrintedDocument.Block] {
    sections.enumerated().flatMap { n, section in
      [.heading(1, "\(Briefing.roman(n + 1)). \(section.title)")] + section.blocks.flatMap(blocks)
    }
  }

  private func blocks(_ block: Briefing.Block) -> [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = []
    if let text = block.paragraph { blocks.append(.paragraph(.init(PrintedText(text)))) }
    if let bullets = block.bullets { blocks.append(.bullets(bullets.map { PrintedText($0) })) }
    if let figures = block.figures { blocks.append(.table(table(figures))) }
    if let table = block.table { blocks += [.heading(3, table.title), .table(self.table(table))] }
    if let chart = block.chart { blocks.append(.chart(self.chart(chart))) }
    if let timeline = block.timeline, !timeline.events.isEmpty {
      blocks.append(.paragraph(.init(sentence(timeline))))
    }
    if let missing = block.timeline?.missing, !missing.isEmpty {
      blocks.append(
        .paragraph(
          .init(PrintedText("Chưa triển khai (\(missing.count)): \(missing.joined(separator: "; "))."))))
    }
    return blocks
  }

  /// "25/3/2008: 3 đơn vị; 28/3/2008: …": what the dots of the screen say, in a line.
  private func sentence(_ timeline: Briefing.Timeline) -> PrintedText {
    var days: [(day: Day, count: Int)] = []
    for event in timeline.events.sorted(by: { $0.day < $1.day }) {
      if days.last?.day == event.day { days[days.count - 1].count += 1 } else { days.append((event.day, 1)) }
    }
    let parts = days.map { "\($0.day.vietnamese) (\($0.count))" }.joined(separator: ", ")
    return PrintedText("\(timeline.title): \(parts).")
  }

  private func figure(_ figure: BriefingFigure, bold: Bool = false) -> PrintedText {
    PrintedText([
      .init(figure.text, bold: bold, link: base.flatMap { SafeLink($0 + figure.records.pagePath) })
    ])
  }

  private func table(_ figures: [BriefingFigure]) -> PrintedTable {
    PrintedTable(
      columns: [.init(weight: 6), .init(weight: 2, alignment: .right), .init(weight: 2)],
      header: [["Số liệu", "Giá trị", "Đơn vị tính"]],
      rows: figures.map {
        .init([PrintedText($0.label), figure($0, bold: true), PrintedText($0.unit)])
      })
  }

  private func table(_ table: Briefing.Table) -> PrintedTable {
    // A text column as wide as its longest text, within bounds; a number as half its heading, a day as it needs.
    let weights = table.columns.indices.map { n -> Double in
      let title = table.columns[n].title.unicodeScalars.count
      let longest =
        table.rows.map { $0.cells.indices.contains(n) ? $0.cells[n].shown.unicodeScalars.count : 0 }.max()
        ?? 0
      switch table.columns[n].kind {
      case .text: return Double(min(max(longest + 4, title + 2, 9), 28))
      case .number: return Double(min(max((title + 1) / 2 + 1, 8), 14))
      case .day: return 12
      }
    }
    return PrintedTable(
      columns: zip(table.columns, weights).map { column, weight in
        .init(
          weight: weight, alignment: column.kind == .number ? .right : column.kind == .day ? .center : .left)
      },
      header: [table.columns.map { .init($0.title) }],
      rows: table.rows.map { row in
        .init(
          row.cells.map { cell in cell.figure.map { figure($0) } ?? PrintedText(cell.shown) },
          kind: row.isTotal ? .total : .normal)
      })
  }

  private func chart(_ chart: Briefing.Chart) -> Formats.Chart {
    let alternative: String = chart.categories.enumerated().map { c, name -> String in
      let parts = chart.series.map { "\($0.name) \($0.values.indices.contains(c) ? $0.values[c] : 0)" }
      return "\(name): \(parts.joined(separator: ", "))"
    }.joined(separator: ". ")
    return Formats.Chart(
      .bars, title: chart.title, alternative: alternative, categories: chart.categories,
      series: chart.series.map { .init($0.name, $0.values.map { Double($0) }) })
  }
}
