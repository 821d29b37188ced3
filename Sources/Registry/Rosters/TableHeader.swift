import Basics
import Formats

/// Table header — đề mục bảng: which column of a sheet holds what, from one to three rows of headings.
package struct TableHeader<Column: HeadedColumn>: Sendable {
  /// First and last row of the headings.
  package var rows: ClosedRange<Int>
  /// By place of the column; several for a compound one.
  package var columns: [Int: [Column]]
  /// The words over each column, for messages.
  package var headings: [Int: String]
  /// Headings that mean nothing to us, and ones that stand there a second time.
  package var unknown: [Int]
  package var repeated: [Int]

  package func place(of column: Column) -> Int? { places[column] }
  package var places: [Column: Int] {
    var places: [Column: Int] = [:]
    for (place, names) in columns {
      for name in names { places[name] = min(place, places[name] ?? .max) }
    }
    return places
  }
  package var known: Set<Column> { Set(columns.values.joined()) }
}

/// Looks for the header of a table among the rows of a sheet.
package struct HeaderFinder<Column: HeadedColumn> {
  private let grid: SheetGrid
  private let table = Column.table()

  package init(_ grid: SheetGrid) { self.grid = grid }

  /// The header that begins at one of these rows: the first row with a key column wins, at the depth that names most.
  package func header(startingAt index: Int, lookingAhead rows: Int) -> TableHeader<Column>? {
    let all = grid.sheet.rows
    guard index < all.count else { return nil }
    for start in all[index..<min(all.count, index + rows)] {
      // One row alone says whether a header can begin here: some heading must be known.
      guard start.fields.contains(where: { isHeading($0) }) else { continue }
      var best: TableHeader<Column>?
      for depth in 0..<3 {
        let rows = start.number...(start.number + depth)
        if depth > 0, !(grid.row(rows.upperBound).map(isWords) ?? false) { break }
        guard let header = header(in: rows) else { continue }
        if header.columns.count > best?.columns.count ?? 0 { best = header }
      }
      if let best { return best }
    }
    return nil
  }

  /// Whether the text of a field is a heading we know by itself.
  package func isHeading(_ field: Workbook.Field) -> Bool {
    guard case .text = field.value else { return false }
    return !meaning([FieldText(field).text]).isEmpty
  }

  private func isWords(_ row: Workbook.Row) -> Bool {
    row.fields.allSatisfy {
      if case .text(let text) = $0.value { text.utf8.contains { $0 > 57 } } else { false }
    }
  }

  private func header(in rows: ClosedRange<Int>) -> TableHeader<Column>? {
    let places = Set(rows.flatMap { grid.row($0)?.fields.map(\.column) ?? [] })
    guard let last = places.max() else { return nil }
    var paths: [Int: [String]] = [:]
    var spread: [String] = Array(repeating: "", count: rows.count)
    for place in 0...last {
      var path: [String] = []
      for (level, number) in rows.enumerated() {
        var text = FieldText(grid.shown(number, place)).text
        let isLast = number == rows.upperBound
        if let (merge, isCovered) = grid.merge(number, place), isCovered, merge.columns.lowerBound == place {
          // The lower part of a heading that runs over several rows.
          text = merge.rows.lowerBound < rows.lowerBound ? text : ""
        } else if text.isEmpty, !isLast, !FieldText(grid.shown(rows.upperBound, place)).text.isEmpty {
          // Headings written once over several columns, without a merge.
          text = spread[level]
        }
        if !isLast { spread[level] = text }
        if !text.isEmpty { path.append(text) }
      }
      if !path.isEmpty { paths[place] = path }
    }
    return header(in: rows, paths)
  }

  private func header(in rows: ClosedRange<Int>, _ paths: [Int: [String]]) -> TableHeader<Column>? {
    var header = TableHeader<Column>(rows: rows, columns: [:], headings: [:], unknown: [], repeated: [])
    var seen: Set<Column> = []
    for (place, path) in paths.sorted(by: { $0.key < $1.key }) {
      header.headings[place] = path.joined(separator: " – ")
      let columns = meaning(path)
      if columns.isEmpty {
        header.unknown.append(place)
      } else if columns.contains(where: seen.contains) {
        header.repeated.append(place)
      } else {
        header.columns[place] = columns
        seen.formUnion(columns)
      }
    }
    guard Column.keys.contains(where: { $0.isSubset(of: seen) }), seen.count >= 2 else { return nil }
    return header
  }

  /// What the headings over one column say: in their context, together, the lowest alone, or part by part.
  private func meaning(_ path: [String]) -> [Column] {
    guard let lowest = path.last else { return [] }
    let keys = path.map(HeadingText.key)
    if let lower = keys.last, path.count > 1 {
      for upper in keys.dropLast().reversed() {
        if let column = Column.column(under: upper, lower: lower, raw: lowest) { return [column] }
      }
      if let column = table[keys.joined(separator: " ")] { return [column] }
    }
    let compound = compound(lowest)
    // "Ngày vào Đảng / chính thức" is two columns in one, although its words together name the second.
    if let column = table[keys.last ?? ""], !(compound.contains(column) && compound.first != column) {
      return [column]
    }
    return compound
  }

  private func compound(_ heading: String) -> [Column] {
    let parts = HeadingText.parts(heading)
    guard parts.count > 1 else { return [] }
    let first = HeadingText.key(parts.first ?? "")
    var columns: [Column] = []
    for (n, part) in parts.enumerated() {
      let key = HeadingText.key(part)
      let inContext = n > 0 ? Column.column(under: first, lower: key, raw: part) : nil
      guard let column = inContext ?? table[key], !columns.contains(column) else { return [] }
      columns.append(column)
    }
    return columns
  }
}
