/// "C7", "A1:B2": letters for the column, a number for the row.
enum CellReference {
  static let maxColumn = 16_383
  static let maxRow = 1_048_576

  /// Column from 0, row from 1; `nil` outside of what Excel can hold.
  static func parse(_ text: some Sequence<UInt8>) -> (column: Int, row: Int)? {
    var column = 0
    var row = 0
    for byte in text {
      switch byte {
      case 65...90 where row == 0: column = column * 26 + Int(byte - 64)
      case 97...122 where row == 0: column = column * 26 + Int(byte - 96)
      case 48...57 where column > 0: row = row * 10 + Int(byte - 48)
      case UInt8(ascii: "$"): continue
      default: return nil
      }
      if column > maxColumn + 1 || row > maxRow { return nil }
    }
    return column > 0 && row > 0 ? (column - 1, row) : nil
  }

  static func range(_ text: String) -> Workbook.Merge? {
    let ends = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (1...2).contains(ends.count), let a = parse(ends[0]), let b = parse(ends[ends.count - 1]),
      a.row <= b.row,
      a.column <= b.column
    else { return nil }
    return Workbook.Merge(rows: a.row...b.row, columns: a.column...b.column)
  }
}
