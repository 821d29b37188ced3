/// Sets a table over as many pages as it needs, its header on each of them.
struct PDFTable {
  let table: PrintedTable
  let pages: PDFPages
  let layout: LayoutProfile

  private var pitch: Double { max(2, layout.tableSize * 1.25) }
  private let padding = (x: 4.0, y: 3.0)

  /// Lines a row has at most that stays on one page, and the least of a cut one on each.
  private static let (mostWhole, leastPart) = (10, 4)

  private struct Cell {
    var box: TextLayout
    var x: Double
    var width: Double
  }

  func render() {
    guard !table.columns.isEmpty else { return }
    let widths = table.widths(pages.width)
    let edges = widths.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + $1) }
    let header = header(edges)
    pages.y += pages.isAtTop ? 0 : 4
    // A header never stands alone at the foot of a page.
    pages.require(header.height + pitch * 2 + padding.y * 2)
    header.draw()
    for (n, row) in table.rows.enumerated() {
      render(row, edges, header, isLast: n == table.rows.count - 1)
    }
    pages.y += 6
  }

  private func render(_ row: PrintedTable.Row, _ edges: [Double], _ header: Header, isLast: Bool) {
    let cells = table.spans(row).compactMap { text, columns -> Cell? in
      let (x, width) = (edges[columns.lowerBound], edges[columns.upperBound] - edges[columns.lowerBound])
      var style = pages.style(layout.tableSize, bold: row.kind != .normal)
      style.alignment = Self.alignment(table.alignment(columns))
      return pages.text(text, style, width: width - 2 * padding.x).map { Cell(box: $0, x: x, width: width) }
    }
    let count = max(1, cells.map(\.box.lines.count).max() ?? 1)
    let height = Double(count) * pitch + 2 * padding.y
    let page = pages.bottom - pages.top - header.height
    // A tall row is not carried over whole: that would leave a white gap at the foot of the page.
    let isTall = count > Self.mostWhole && pages.room >= Double(Self.leastPart) * pitch + 2 * padding.y
    if height > pages.room + 0.01, !isTall, height <= page || pages.room < 3 * pitch {
      pages.turn()
      header.draw()
    }
    if isLast, table.precedesSignatures, height <= page, pages.room < height + layout.signatureHeight {
      pages.turn()
      header.draw()
    }
    // A row is cut between lines, and neither part of it is a line or two.
    var next = 0
    while next < count {
      var fit = max(1, min(count - next, Int((pages.room - 2 * padding.y + 0.01) / pitch)))
      if count - next - fit < 3, fit < count - next, fit > 5 { fit -= 2 }
      draw(cells, lines: next..<next + fit, all: count, kind: row.kind, edges)
      next += fit
      if next < count {
        pages.turn()
        header.draw()
      }
    }
  }

  private func draw(
    _ cells: [Cell], lines: Range<Int>, all: Int, kind: PrintedTable.Row.Kind, _ edges: [Double]
  ) {
    let height = Double(lines.count) * pitch + 2 * padding.y
    for cell in cells {
      pages.box(pages.x + cell.x, pages.y, cell.width, height, gray: kind == .section ? 0.94 : nil)
      // Short cells stand in the middle of a whole row.
      let spare = lines.count == all ? Double(all - cell.box.lines.count) * pitch / 2 : 0
      for line in lines where line < cell.box.lines.count {
        let top = pages.y + padding.y + spare + Double(line - lines.lowerBound) * pitch
        cell.box.draw(
          line, on: pages.context, x: pages.x + cell.x + padding.x,
          baseline: cell.box.baseline(top: top, height: pitch))
      }
    }
    let end = cells.last.map { $0.x + $0.width } ?? 0
    let full = edges.last ?? 0
    if end < full - 0.01 { pages.box(pages.x + end, pages.y, full - end, height) }
    pages.y += height
  }

  // MARK: The header, measured once

  private struct Header {
    var height = 0.0
    var draw: () -> Void = {}
  }

  private func header(_ edges: [Double]) -> Header {
    let placed = table.placedHeader
    guard !placed.isEmpty else { return Header() }
    var heights = [Double](repeating: pitch + 2 * padding.y, count: table.header.count)
    var cells: [(place: PrintedTable.Placed, box: TextLayout)] = []
    for place in placed {
      let width = edges[place.column + place.heading.columns] - edges[place.column]
      let style = pages.style(layout.tableSize, bold: true, .center)
      guard let box = pages.text(PrintedText(place.heading.text), style, width: width - 2 * padding.x) else {
        continue
      }
      cells.append((place, box))
    }
    // First what fits one row, then what spans several: the last of them grows.
    for (place, box) in cells.sorted(by: { $0.place.heading.rows < $1.place.heading.rows }) {
      let rows = place.row..<place.row + place.heading.rows
      let need = Double(box.lines.count) * pitch + 2 * padding.y
      let has = heights[rows].reduce(0, +)
      if need > has { heights[rows.upperBound - 1] += need - has }
    }
    let tops = heights.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + $1) }
    let total = tops.last ?? 0
    let (pages, pitch, padding) = (pages, pitch, padding)
    return Header(height: total) {
      for (place, box) in cells {
        let (left, right) = (edges[place.column], edges[place.column + place.heading.columns])
        let (top, bottom) = (tops[place.row], tops[place.row + place.heading.rows])
        pages.box(pages.x + left, pages.y + top, right - left, bottom - top, gray: 0.94)
        let start = pages.y + top + (bottom - top - Double(box.lines.count) * pitch) / 2
        for line in box.lines.indices {
          let baseline = box.baseline(top: start + Double(line) * pitch, height: pitch)
          box.draw(line, on: pages.context, x: pages.x + left + padding.x, baseline: baseline)
        }
      }
      pages.y += total
    }
  }

  private static func alignment(_ alignment: PrintedTable.Alignment) -> PrintedDocument.Paragraph.Alignment {
    switch alignment {
    case .left: .left
    case .center: .center
    case .right: .right
    }
  }
}
