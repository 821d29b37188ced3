import Basics
import Registry

extension Briefing {
  /// For a terminal: aligned, at most `width` columns, ending with how the figures were counted.
  package func text(width: Int = 96, issue: BriefingIssue? = nil) -> String {
    let width = min(max(60, width), 200)
    var page = TextPage(width: width)
    if let mark { page.centred(mark) }
    page.centred(title.uppercased())
    page.centred(organisationName)
    page.centred(basis)
    if let issue {
      page.centred("Đã phát hành số \(issue.number) ngày \(issue.issuedAt.day.vietnamese)")
      page.centred("Dấu băm \(issue.hash)")
    }
    for (n, section) in sections.enumerated() {
      page.heading("\(Self.roman(n + 1)). \(section.title.uppercased())")
      for block in section.blocks { page.add(block) }
    }
    page.heading("CÁCH TÍNH")
    for figure in definitions { page.paragraph("\(figure.label): \(figure.definition)", hanging: 2) }
    if let mark {
      page.blank()
      page.centred(mark)
    }
    return page.lines.joined(separator: "\n") + "\n"
  }

  static func roman(_ number: Int) -> String {
    let numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    return numerals.indices.contains(number - 1) ? numerals[number - 1] : String(number)
  }
}

/// Lines of a terminal page.
private struct TextPage {
  let width: Int
  var lines: [String] = []
  private let indent = "  "

  mutating func blank() { if lines.last?.isEmpty == false { lines.append("") } }

  mutating func heading(_ text: String) {
    blank()
    lines.append(text)
    lines.append(String(repeating: "─", count: min(width, columns(text))))
  }

  mutating func centred(_ text: String) {
    for line in wrapped(text, width) {
      lines.append(String(repeating: " ", count: max(0, (width - columns(line)) / 2)) + line)
    }
  }

  mutating func paragraph(_ text: String, hanging: Int = 0) {
    for (n, line) in wrapped(text, width - 2 - hanging).enumerated() {
      lines.append(indent + (n == 0 ? "" : String(repeating: " ", count: hanging)) + line)
    }
  }

  mutating func add(_ block: Briefing.Block) {
    if let text = block.paragraph { paragraph(text) }
    for text in block.bullets ?? [] { paragraph("• " + text, hanging: 2) }
    if let figures = block.figures { add(figures) }
    if let table = block.table { add(table) }
    if let chart = block.chart { add(chart) }
    if let timeline = block.timeline { add(timeline) }
  }

  /// `Đảng viên ................ 4.543`
  private mutating func add(_ figures: [BriefingFigure]) {
    let label = (figures.map { columns($0.label) }.max() ?? 0) + 3
    let value = figures.map { columns($0.text) }.max() ?? 0
    for figure in figures {
      let dots = String(repeating: ".", count: max(2, label - columns(figure.label)))
      let unit = figure.unit == "ngày" ? "" : " " + figure.unit
      lines.append("\(indent)\(figure.label) \(dots) \(pad(figure.text, value, right: true))\(unit)")
    }
  }

  private mutating func add(_ table: Briefing.Table) {
    blank()
    paragraph(table.title)
    let cells = table.rows.map { $0.cells.map(\.shown) }
    var widths = table.columns.indices.map { n in
      max(
        // A heading may be broken, into two lines or so.
        table.columns[n].title.split(separator: " ").map { columns(String($0)) }.max() ?? 0,
        (columns(table.columns[n].title) + 2) / 2,
        cells.map { $0.indices.contains(n) ? columns($0[n]) : 0 }.max() ?? 0)
    }
    // Too wide: take from the widest text column.
    while widths.reduce(0, +) + 2 * widths.count > width {
      guard
        let widest = widths.indices.filter({ table.columns[$0].kind == .text }).max(by: {
          widths[$0] < widths[$1]
        }),
        widths[widest] > 12
      else { break }
      widths[widest] -= 1
    }
    func row(_ texts: [String]) {
      let parts = widths.indices.map { n in wrapped(texts.indices.contains(n) ? texts[n] : "", widths[n]) }
      for line in 0..<(parts.map(\.count).max() ?? 0) {
        let fields = widths.indices.map { n in
          pad(
            parts[n].indices.contains(line) ? parts[n][line] : "", widths[n],
            right: table.columns[n].kind == .number)
        }
        lines.append(trimmed(indent + fields.joined(separator: "  ")))
      }
    }
    let rule = indent + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    row(table.columns.map(\.title))
    lines.append(rule)
    for (n, texts) in cells.enumerated() {
      if table.rows[n].isTotal { lines.append(rule) }
      row(texts)
    }
    blank()
  }

  /// A bar for each year, one letter for each thing counted: filled for the best grade, lighter below it.
  private mutating func add(_ chart: Briefing.Chart) {
    let inks = ["█", "▓", "▒", "░", "·"]
    let most =
      chart.categories.indices.map { c in
        chart.series.reduce(0) { $0 + ($1.values.indices.contains(c) ? $1.values[c] : 0) }
      }.max() ?? 0
    guard most > 0 else { return }
    let room = width - 14
    paragraph(chart.title)
    for (c, category) in chart.categories.enumerated() {
      let bar = chart.series.enumerated().map { n, series in
        let value = series.values.indices.contains(c) ? series.values[c] : 0
        // Every one that was counted is seen, however few they are beside others.
        let length = most <= room ? value : max(value > 0 ? 1 : 0, value * room / most)
        return String(repeating: inks[min(n, inks.count - 1)], count: length)
      }.joined()
      lines.append("\(indent)\(pad(category, 6, right: false)) \(bar)")
    }
    let legend = chart.series.enumerated().map { "\(inks[min($0, inks.count - 1)]) \($1.name)" }.joined(
      separator: "   ")
    paragraph(legend)
  }

  private mutating func add(_ timeline: Briefing.Timeline) {
    guard !timeline.events.isEmpty || !timeline.missing.isEmpty else { return }
    blank()
    paragraph(timeline.title)
    var days: [(day: Day, names: [String])] = []
    for event in timeline.events.sorted(by: { $0.day < $1.day }) {
      if days.last?.day == event.day {
        days[days.count - 1].names.append(event.name)
      } else {
        days.append((event.day, [event.name]))
      }
    }
    for day in days {
      paragraph(
        "\(day.day.padded)  \(String(repeating: "●", count: min(day.names.count, 40)))  \(day.names.joined(separator: "; "))",
        hanging: 12)
    }
    if !timeline.missing.isEmpty {
      paragraph(
        "Chưa có (\(timeline.missing.count)): \(timeline.missing.joined(separator: "; "))", hanging: 12)
    }
  }

  // MARK: Columns of a terminal: one for each scalar, none for marks that stand on another.

  private func columns(_ text: String) -> Int {
    text.unicodeScalars.count { !$0.properties.isGraphemeExtend && $0.properties.generalCategory != .format }
  }

  private func pad(_ text: String, _ width: Int, right: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - columns(text)))
    return right ? blanks + text : text + blanks
  }

  private func trimmed(_ line: String) -> String {
    var scalars = line.unicodeScalars
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  private func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init) {
      if !line.isEmpty, columns(line) + 1 + columns(word) > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
