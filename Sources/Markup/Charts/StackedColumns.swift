/// Columns made of parts: gradings by year, say. Parts are drawn from the bottom up in the order of `series`.
public struct StackedColumns: Piece {
  public struct Series: Sendable {
    public var name: String
    public var ink: Ink
    public init(_ name: String, _ ink: Ink) { (self.name, self.ink) = (name, ink) }
  }

  public struct Column: Sendable {
    public var label: String
    /// One value for each series.
    public var values: [Int]
    public init(_ label: String, _ values: [Int]) { (self.label, self.values) = (label, values) }
    var total: Int { values.reduce(0, +) }
  }

  public var id: String
  public var title: String
  /// What the columns are counted over, the head of the table's first column: "Năm".
  public var axis: String
  public var series: [Series]
  public var columns: [Column]

  public init(id: String, title: String, axis: String, series: [Series], columns: [Column]) {
    (self.id, self.title, self.axis, self.series, self.columns) = (id, title, axis, series, columns)
  }

  public var html: HTML {
    ChartFrame(
      id: id, kind: "columns", title: title, description: description,
      legend: legend(series.map { ($0.name, $0.ink) }, chart: id), height: Int(base) + 26,
      inks: series.map(\.ink), drawing: drawing, table: table
    ).html
  }

  private let top = 24.0
  private let base = 224.0

  private var drawing: HTML {
    let step = 100 / Double(max(columns.count, 1))
    let width = min(step * 0.5, 14)
    return """
      <line class="axis" x1="0%" x2="100%" y1="\(at: base)" y2="\(at: base)"/>
      \(each: columns.enumerated(), { column($1, middle: step * (Double($0) + 0.5), width: width) })
      """
  }

  private func column(_ column: Column, middle: Double, width: Double) -> HTML {
    let scale = (base - top) / Double(max(columns.map(\.total).max() ?? 0, 1))
    var floor = base
    var lastNote = base + 12
    var html = HTML()
    for (part, value) in zip(series, column.values) where value > 0 {
      let height = Double(value) * scale
      floor -= height
      html.append(
        "<rect x=\"\(at: middle - width / 2)%\" y=\"\(at: floor)\" width=\"\(at: width)%\" height=\"\(at: height)\"\(paint(part.ink, chart: id))/>"
      )
      // Of one series the number above the column says it already.
      guard series.count > 1 else { continue }
      if height >= 18 {
        html.append(
          "<text class=\"value on-\(part.ink.rawValue)\" x=\"\(at: middle)%\" y=\"\(at: floor + height / 2 + 4.5)\">\(number: value)</text>"
        )
      } else {
        // Too thin to hold its number: beside it, and clear of the note below.
        let y = min(floor + height / 2 + 4.5, lastNote - 13)
        html.append(
          "<text class=\"value-beside\" x=\"\(at: middle + width / 2)%\" dx=\"5\" y=\"\(at: y)\">\(number: value)</text>"
        )
        lastNote = y
      }
    }
    html.append(
      "<text class=\"total\" x=\"\(at: middle)%\" y=\"\(at: floor - 7)\">\(number: column.total)</text>")
    html.append("<text class=\"label\" x=\"\(at: middle)%\" y=\"\(at: base + 19)\">\(column.label)</text>\n")
    return html
  }

  private var description: String {
    columns.map { column in
      let parts = zip(series, column.values).map { "\($0.name) \(Number.grouped($1))" }
      return "\(column.label): \(parts.joined(separator: ", "))"
    }.joined(separator: ". ") + "."
  }

  private var table: ChartTable {
    ChartTable(
      columns: [axis] + series.map(\.name) + ["Cộng"],
      rows: columns.map { [$0.label] + ($0.values + [$0.total]).map(Number.grouped) })
  }
}
