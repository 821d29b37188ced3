/// A table of records. On a phone each row becomes a card whose lines bear the column's name; `keepsShape` scrolls
/// inside its own box instead, for tables that are compared across.
public struct Table: Piece {
  public struct Column: Sendable {
    public enum Kind: Sendable { case text, number, day }

    public var title: String
    public var kind: Kind

    public init(_ title: String, _ kind: Kind = .text) { (self.title, self.kind) = (title, kind) }

    var css: HTML {
      switch kind {
      case .text: ""
      case .number: " class=\"number\""
      case .day: " class=\"day\""
      }
    }
  }

  public struct Row: Sendable {
    public var cells: [HTML]
    public var tone: Tone

    public init(_ cells: [HTML], tone: Tone = .neutral) { (self.cells, self.tone) = (cells, tone) }
  }

  public var caption: String
  public var isCaptionSeen: Bool
  public var columns: [Column]
  public var rows: [Row]
  /// Sums, under a rule.
  public var foot: Row?
  /// The column that names the row.
  public var header: Int
  public var keepsShape: Bool
  public var empty: EmptyState?

  public init(
    _ caption: String, isCaptionSeen: Bool = false, columns: [Column], rows: [Row], foot: Row? = nil,
    header: Int = 0,
    keepsShape: Bool = false, empty: EmptyState? = nil
  ) {
    (self.caption, self.isCaptionSeen, self.columns, self.rows) = (caption, isCaptionSeen, columns, rows)
    (self.foot, self.header, self.keepsShape, self.empty) = (foot, header, keepsShape, empty)
  }

  public var html: HTML {
    if rows.isEmpty, let empty { return empty.html }
    // A box that scrolls must be reachable from the keyboard.
    return """
      <div class="table-box"\(when: keepsShape, " role=\"region\" tabindex=\"0\" aria-label=\"\(caption)\"")>
      <table class="table\(when: !keepsShape, " table-reflow")">
      <caption\(when: !isCaptionSeen, " class=\"unseen\"")>\(caption)</caption>
      <thead><tr>\(each: columns, { "<th scope=\"col\"\($0.css)>\($0.title)</th>" })</tr></thead>
      <tbody>
      \(html(rows))</tbody>
      \(foot.map { "<tfoot>\n\(html([$0]))</tfoot>\n" as HTML })</table>
      </div>

      """
  }

  /// Rows one after another into the same bytes: what a column puts around its cells is written once, not for every row.
  private func html(_ rows: [Row]) -> HTML {
    let ends: [(open: HTML, close: HTML)] = columns.enumerated().map { number, column in
      number == header
        ? ("<th scope=\"row\"\(column.css)>", "</th>")
        : ("<td\(column.css) data-label=\"\(column.title)\">", "</td>")
    }
    var html = HTML()
    for row in rows {
      html.append(row.tone == .neutral ? "<tr>" : "<tr class=\"tone-\(row.tone.rawValue)\">")
      for (cell, end) in zip(row.cells, ends) {
        html.append(end.open)
        html.append(cell)
        html.append(end.close)
      }
      html.append("</tr>\n")
    }
    return html
  }
}
