/// A row for each unit with one bar above another, each made of parts: how a distribution differs, unit by unit. It is a table
/// already; the numbers stand under it.
public struct StackedRows: Piece {
  public struct Row: Sendable {
    public var label: String
    public var path: String?
    /// For each bar one value a series; `nil` where a number is not shown.
    public var bars: [[Int?]]
    public var total: Int
    public var note: String

    public init(_ label: String, path: String? = nil, bars: [[Int?]], total: Int, note: String = "") {
      (self.label, self.path, self.bars, self.total, self.note) = (label, path, bars, total, note)
    }
  }

  public var id: String
  public var title: String
  /// Head of the first column: "Đơn vị".
  public var axis: String
  /// What each of the bars is: "trước", "sau".
  public var bars: [String]
  public var series: [StackedColumns.Series]
  public var noteTitle: String
  public var rows: [Row]

  public init(
    id: String, title: String, axis: String, bars: [String], series: [StackedColumns.Series],
    noteTitle: String,
    rows: [Row]
  ) {
    (self.id, self.title, self.axis, self.bars) = (id, title, axis, bars)
    (self.series, self.noteTitle, self.rows) = (series, noteTitle, rows)
  }

  public var html: HTML {
    """
    <figure class="chart chart-rows">
    <figcaption id="\(id)-title">\(title)</figcaption>
    <svg width="0" height="0" aria-hidden="true"><defs>\(patterns(series.map(\.ink) + [.open], chart: id))</defs></svg>
    \(legend(series.map { ($0.name, $0.ink) }, chart: id))\
    <table class="bars" aria-labelledby="\(id)-title">
    <thead><tr><th scope="col">\(axis)</th><th scope="col">\(bars.joined(separator: " · "))</th>\
    <th scope="col" class="number">\(noteTitle)</th></tr></thead>
    <tbody>
    \(each: rows, row)</tbody></table>
    <details class="chart-data"><summary>Bảng số liệu</summary>
    <div class="table-box"><table class="table"><caption class="unseen">\(title)</caption>
    <thead><tr><th scope="col">\(axis)</th><th scope="col"></th>\
    \(each: series, { "<th scope=\"col\" class=\"number\">\($0.name)</th>" })<th scope="col" class="number">Cộng</th></tr></thead>
    <tbody>\(each: rows, numbers)</tbody></table></div>\(when: isHiding, "<p class=\"hint\">…: không hiện, vì nhóm quá nhỏ.</p>")</details>
    </figure>

    """
  }

  private var isHiding: Bool { rows.contains { $0.bars.contains { $0.contains { $0 == nil } } } }

  private func row(_ row: Row) -> HTML {
    """
    <tr><th scope="row">\(row.path == nil ? "\(row.label)" : "<a\(href: row.path)>\(row.label)</a>")</th>\
    <td class="bar">\(each: row.bars.enumerated(), { bar($1, of: row, name: bars.indices.contains($0) ? bars[$0] : "") })</td>\
    <td class="number">\(row.note)</td></tr>

    """
  }

  private func bar(_ values: [Int?], of row: Row, name: String) -> HTML {
    let whole = Double(max(row.total, 1))
    var x = 0.0
    var parts = HTML()
    func add(_ count: Int, _ ink: Ink) {
      guard count > 0 else { return }
      let width = 100 * Double(count) / whole
      parts.append("<rect x=\"\(at: x)%\" width=\"\(at: width)%\" height=\"11\"\(paint(ink, chart: id))/>")
      x += width
    }
    for (part, value) in zip(series, values) { add(value ?? 0, part.ink) }
    // What is not shown apart is drawn together, as what it is: some of the whole.
    add(row.total - values.reduce(0) { $0 + ($1 ?? 0) }, .open)
    return """
      <svg class="stack" role="img" width="100%" height="12"><title>\(name): \
      \(zip(series, values).map { "\($0.name) \($1.map(Number.grouped) ?? "không hiện")" }.joined(separator: ", "))</title>\(parts)</svg>
      """
  }

  private func numbers(_ row: Row) -> HTML {
    "\(each: row.bars.enumerated(), { n, values in numbers(row, values, bars.indices.contains(n) ? bars[n] : "") })"
  }

  private func numbers(_ row: Row, _ values: [Int?], _ name: String) -> HTML {
    """
    <tr><th scope="row">\(row.label)</th><td>\(name)</td>\
    \(each: values, { "<td class=\"number\">\($0.map(Number.grouped) ?? "…")</td>" })<td class="number">\(number: row.total)</td></tr>

    """
  }
}
