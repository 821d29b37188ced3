import Basics

/// The headings as the manual prints them, so that page and program cannot part ways.
package enum RosterManual {
  package static func headings<Column: HeadedColumn>(of: Column.Type) -> String {
    var lines = ["| Cột | Cũng nhận các đề mục |", "|---|---|"]
    for (title, others) in Column.published where !others.isEmpty || !title.isEmpty {
      lines.append("| \(title) | \(others.joined(separator: "; ")) |")
    }
    return lines.joined(separator: "\n")
  }
}
