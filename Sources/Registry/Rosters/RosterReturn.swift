import Basics
import Formats

/// Roster return — trả lại dòng lỗi: the rows that were not taken, in the layout they came in, with their faults marked
/// and told in a column "Lỗi". Corrected, the file can be loaded as it is.
package struct RosterReturn {
  private let plan: RosterPlan

  package init(_ plan: RosterPlan) { self.plan = plan }

  package var isEmpty: Bool { plan.blocked == nil && !plan.rows.contains(where: \.isReturned) }

  package func workbook() -> WorkbookFile {
    let returned = Dictionary(
      grouping: plan.rows.filter { plan.blocked != nil || $0.isReturned }, by: \.row.sheet)
    let sheets = plan.file.sheets.compactMap { sheet in
      returned[sheet.index].map { content(of: sheet, $0) }
    }
    return WorkbookFile(title: "Các dòng chưa nhập được", author: "ChiBo", sheets: sheets)
  }

  /// "danh-sach.xlsx" → "danh-sach – loi.xlsx".
  package var fileName: String {
    var stem = plan.file.name
    if stem.lowercased().hasSuffix(".xlsx") { stem.removeLast(5) }
    return stem + " – loi.xlsx"
  }

  private func content(of sheet: RosterSheet, _ rows: [PlannedRow]) -> SheetContent {
    let byNumber = Dictionary(rows.map { ($0.row.number, $0) }, uniquingKeysWith: { first, _ in first })
    let first = sheet.headers.first?.rows.lowerBound ?? 1
    let headerRows = Set(sheet.headers.flatMap { Array($0.rows) })
    let sections = Set(sheet.skipped.filter { $0.kind == .section }.map(\.row))
    let faultColumn = 1 + (sheet.grid.sheet.rows.lazy.compactMap { $0.fields.last?.column }.max() ?? 0)
    var kept: [Workbook.Row] = []
    var places: [Int: Int] = [:]
    var marks: [SheetContent.Mark] = []
    var pending: [Workbook.Row] = []
    func keep(_ row: Workbook.Row) {
      places[row.number] = kept.count + 1
      kept.append(row)
    }
    for row in sheet.grid.sheet.rows {
      let decoded = Workbook.Row(number: row.number, fields: row.fields.map(Self.decoded))
      if row.number < first || headerRows.contains(row.number) {
        pending.removeAll { _ in headerRows.contains(row.number) }
        keep(decoded)
      } else if sections.contains(row.number) {
        pending.append(decoded)
      } else if let planned = byNumber[row.number] {
        for section in pending { keep(section) }
        pending = []
        var fields = filled(decoded, sheet)
        let faults = planned.row.findings.filter { $0.severity != .notice }
        fields.append(
          .init(
            column: faultColumn,
            value: .text(faults.map { "\($0.message) \($0.remedy)" }.joined(separator: "\n"))))
        keep(Workbook.Row(number: row.number, fields: fields))
        marks += self.marks(faults, planned, sheet, row: kept.count, faultColumn)
      }
    }
    for index in kept.indices { kept[index].number = index + 1 }
    for header in sheet.headers {
      guard let row = places[header.rows.upperBound] else { continue }
      kept[row - 1].fields.append(.init(column: faultColumn, value: .text("Lỗi")))
    }
    // Merges over rows that all stayed; those over data are gone on purpose.
    let merges = sheet.grid.sheet.merges.compactMap { merge -> Workbook.Merge? in
      guard merge.rows.upperBound <= (sheet.headers.last?.rows.upperBound ?? 0), merge.rows.count <= 1000,
        let low = places[merge.rows.lowerBound], let high = places[merge.rows.upperBound],
        high - low == merge.rows.count - 1
      else { return nil }
      return Workbook.Merge(rows: low...high, columns: merge.columns)
    }
    return SheetContent(
      returning: Workbook.Sheet(name: sheet.name, rows: kept.filter { !$0.fields.isEmpty }, merges: merges),
      marks: marks)
  }

  /// The fields of a row, with the name of the cell that stood in a merge written out.
  private func filled(_ row: Workbook.Row, _ sheet: RosterSheet) -> [Workbook.Field] {
    var fields = row.fields
    let header = sheet.headers.last { $0.rows.upperBound < row.number }
    for column in [RosterColumn.cell, .cellCode, .committee] {
      guard let place = header?.place(of: column), row[place] == nil,
        var shown = sheet.grid.shown(row.number, place)
      else { continue }
      shown = Self.decoded(shown)
      shown.column = place
      fields.append(shown)
    }
    return fields.sorted { $0.column < $1.column }
  }

  private func marks(
    _ faults: [Finding], _ planned: PlannedRow, _ sheet: RosterSheet, row: Int, _ faultColumn: Int
  ) -> [SheetContent.Mark] {
    let header = sheet.headers.last { $0.rows.upperBound < planned.row.number }
    let named = Dictionary(
      RosterColumn.allCases.map { ($0.title, $0) }, uniquingKeysWith: { first, _ in first })
    return faults.map { fault in
      let byHeading = header?.headings.filter { $0.value == fault.column }.keys.min()
      let byTitle = fault.column.flatMap { named[$0] }.flatMap { header?.place(of: $0) }
      return SheetContent.Mark(
        row: row, column: byHeading ?? byTitle ?? faultColumn, comment: "\(fault.message)\n\(fault.remedy)",
        severity: fault.severity)
    }
  }

  /// In Unicode: the fonts of the old encodings do not come back with the values.
  private static func decoded(_ field: Workbook.Field) -> Workbook.Field {
    let text = FieldText(field)
    guard text.converted != nil else { return field }
    return Workbook.Field(column: field.column, value: .text(text.text))
  }
}
