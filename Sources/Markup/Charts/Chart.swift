/// How an area is drawn. Ink and pattern tell series apart, so a chart survives print, copy and colour blindness.
public enum Ink: String, Sendable, CaseIterable {
  case solid, hatch, dots, open
  /// What asks for action: red, and cross-hatched.
  case alert
}

/// The numbers behind a chart, as a table under it.
public struct ChartTable: Sendable {
  public var columns: [String]
  public var rows: [[String]]
  /// Columns that hold words; the others hold numbers.
  public var wordColumns: Set<Int>

  public init(columns: [String], rows: [[String]], wordColumns: Set<Int> = [0]) {
    (self.columns, self.rows, self.wordColumns) = (columns, rows, wordColumns)
  }
}

/// The frame of every chart: caption, drawing with title and description, table of the same numbers.
///
/// Drawings have no viewBox. Across, they measure in per cent, so they follow the width of the page; down, and in
/// their type, in pixels, so that words stay readable on a phone.
struct ChartFrame {
  /// Unique on the page; patterns and descriptions hang on it.
  var id: String
  var kind: StaticString
  var title: String
  var description: String
  var legend: HTML = ""
  var height: Int
  var inks: [Ink]
  var drawing: HTML
  var table: ChartTable
  var remark: HTML = ""

  var html: HTML {
    """
    <figure class="chart chart-\("\(kind)")">
    <figcaption>\(title)</figcaption>
    \(legend)<svg class="drawing" role="img" aria-labelledby="\(id)-title \(id)-desc" width="100%" height="\(height)">
    <title id="\(id)-title">\(title)</title><desc id="\(id)-desc">\(description)</desc>
    <defs>\(patterns(inks, chart: id))</defs>
    \(drawing)</svg>
    \(remark)<details class="chart-data"><summary>Bảng số liệu</summary>
    <div class="table-box"><table class="table"><caption class="unseen">\(title)</caption>
    <thead><tr>\(each: table.columns.enumerated(), { "<th scope=\"col\"\(kind(of: $0))>\($1)</th>" })</tr></thead>
    <tbody>\(each: table.rows, row)</tbody></table></div></details>
    </figure>

    """
  }

  private func row(_ cells: [String]) -> HTML {
    "<tr>\(each: cells.enumerated(), { $0 == 0 ? "<th scope=\"row\">\($1)</th>" : "<td\(kind(of: $0))>\($1)</td>" })</tr>\n"
  }

  private func kind(of column: Int) -> HTML { table.wordColumns.contains(column) ? "" : " class=\"number\"" }
}

/// The patterns of some inks, for the `defs` of a drawing.
func patterns(_ inks: [Ink], chart id: String) -> HTML { "\(each: inks, { pattern($0, chart: id) })" }

private func pattern(_ ink: Ink, chart: String) -> HTML {
  let id: HTML = "\(chart)-\(ink.rawValue)"
  switch ink {
  case .solid, .open: return ""
  case .hatch:
    return """
      <pattern id="\(id)" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
      <rect class="ink-ground" width="6" height="6"/><rect class="ink-line" width="2" height="6"/></pattern>
      """
  case .dots:
    return """
      <pattern id="\(id)" width="6" height="6" patternUnits="userSpaceOnUse">\
      <rect class="ink-ground" width="6" height="6"/><circle class="ink-line" cx="2" cy="2" r="1"/></pattern>
      """
  case .alert:
    return """
      <pattern id="\(id)" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
      <rect class="ink-ground-alert" width="6" height="6"/><rect class="ink-line-alert" width="2" height="6"/>\
      <rect class="ink-line-alert" width="6" height="2"/></pattern>
      """
  }
}

/// The attributes that paint an area.
func paint(_ ink: Ink, chart id: String) -> HTML {
  switch ink {
  case .solid, .open: " class=\"ink-\(ink.rawValue)\""
  case .hatch, .dots, .alert: " class=\"ink-\(ink.rawValue)\" fill=\"url(#\(id)-\(ink.rawValue))\""
  }
}

/// A line of swatches with their names.
func legend(_ entries: [(name: String, ink: Ink)], chart id: String) -> HTML {
  """
  <ul class="legend" aria-hidden="true">\(each: entries, { name, ink in
    "<li><svg width=\"18\" height=\"12\"><rect x=\"0.5\" y=\"0.5\" width=\"17\" height=\"11\"\(paint(ink, chart: id))/></svg>\(name)</li>"
  })</ul>

  """
}

extension HTML.StringInterpolation {
  /// A coordinate in a drawing.
  mutating func appendInterpolation(at value: Double) { appendLiteral(Number.coordinate(value)) }
}
