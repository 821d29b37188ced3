import Basics
import Formats

/// A sheet by places: what stands where, and which places a merge covers.
package struct SheetGrid: Sendable {
  package let sheet: Workbook.Sheet
  /// Merges by the column they cover, each list in the order of rows.
  private var merges: [Int: [Workbook.Merge]] = [:]
  private var rowIndex: [Int: Int] = [:]

  package init(_ sheet: Workbook.Sheet) {
    self.sheet = sheet
    for (index, row) in sheet.rows.enumerated() { rowIndex[row.number] = index }
    for merge in sheet.merges where merge.rows.count > 1 || merge.columns.count > 1 {
      // A merge over a thousand columns is decoration; what lies to the right of it is no table.
      for column in merge.columns.prefix(1000) { merges[column, default: []].append(merge) }
    }
    for column in merges.keys { merges[column]?.sort { $0.rows.lowerBound < $1.rows.lowerBound } }
  }

  package func row(_ number: Int) -> Workbook.Row? { rowIndex[number].map { sheet.rows[$0] } }

  package func field(_ row: Int, _ column: Int) -> Workbook.Field? { self.row(row)?[column] }

  /// The merge over a place, and whether the place is another than its upper left one (whose value is shown).
  package func merge(_ row: Int, _ column: Int) -> (merge: Workbook.Merge, isCovered: Bool)? {
    guard let list = merges[column] else { return nil }
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].rows.lowerBound <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0, list[low - 1].rows.contains(row) else { return nil }
    let merge = list[low - 1]
    return (merge, row != merge.rows.lowerBound || column != merge.columns.lowerBound)
  }

  /// What a person sees at a place: the value of the merge over it, if there is one.
  package func shown(_ row: Int, _ column: Int) -> Workbook.Field? {
    if let (merge, isCovered) = merge(row, column), isCovered {
      return field(merge.rows.lowerBound, merge.columns.lowerBound)
    }
    return field(row, column)
  }
}
