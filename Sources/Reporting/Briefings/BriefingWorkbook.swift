import Basics
import Formats
import Registry

/// A briefing as a workbook: summary, agency cells, gradings, roll-out, definitions.
extension Briefing {
  package func xlsx(base: String? = nil, issue: BriefingIssue? = nil) throws -> [UInt8] {
    try workbook(base: base, issue: issue).bytes()
  }

  /// - Parameter base: `https://may-chu.xa:8080`; with it figures lead to their records.
  package func workbook(base: String? = nil, issue: BriefingIssue? = nil) -> WorkbookFile {
    let maker = BriefingWorkbook(
      briefing: self, base: base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }, issue: issue)
    return WorkbookFile(title: "\(title) – \(organisationName)", author: "ChiBo", sheets: maker.sheets)
  }
}

private struct BriefingWorkbook {
  let briefing: Briefing
  let base: String?
  let issue: BriefingIssue?

  var sheets: [SheetContent] {
    let sections = briefing.sections
    var sheets = [summary]
    sheets += tables("Đơn vị", sections.filter { $0.id == "organisation" })
    sheets += tables("Chi bộ cơ quan", sections.filter { $0.id == "agencyCells" }, figures: true)
    sheets += tables("Xếp loại", sections.filter { $0.id == "grades" })
    sheets += tables("Triển khai", sections.filter { $0.id.hasPrefix("rollOut") }, figures: true)
    sheets.append(definitions)
    return sheets
  }

  private func titles(_ title: String) -> [String] {
    let issued = issue.map { "Số \($0.number) ngày \($0.issuedAt.day.vietnamese)" }
    return [briefing.mark, "\(title) – \(briefing.organisationName)", briefing.basis, issued].compactMap {
      $0
    }
  }

  /// The value as a number or a day, leading to its records where there is somewhere to lead to.
  private func value(_ figure: BriefingFigure) -> SheetContent.Cell {
    switch figure.value {
    case .count(let count): .integer(count)
    case .day(let day?): .day(day)
    case .day(nil): .text(figure.text)
    }
  }

  private func records(_ figure: BriefingFigure) -> SheetContent.Cell {
    guard let base else { return .text(figure.records.pagePath) }
    return .link("Mở bản ghi", to: base + figure.records.pagePath)
  }

  private static let figureColumns: [SheetContent.Column] = [
    .init("Số liệu", width: 40), .init("Giá trị", width: 12, alignment: .right),
    .init("Đơn vị tính", width: 12),
    .init("Bản ghi", width: 24),
  ]

  private func row(_ figure: BriefingFigure) -> SheetContent.Row {
    .init([.text(figure.label), value(figure), .text(figure.unit), records(figure)])
  }

  private var summary: SheetContent {
    var rows: [SheetContent.Row] = []
    for section in briefing.sections {
      let figures = section.blocks.flatMap { $0.figures ?? [] }
      guard !figures.isEmpty else { continue }
      rows.append(.init([.text(section.title)] + Array(repeating: .empty, count: 3), kind: .section))
      rows += figures.map(row)
    }
    return SheetContent(
      "Tóm tắt", titles: titles(briefing.title), columns: Self.figureColumns, rows: rows,
      pageHeader: briefing.mark)
  }

  /// One sheet with the tables of the sections below one another; the columns are those of the first.
  private func tables(_ name: String, _ sections: [Briefing.Section], figures: Bool = false) -> [SheetContent]
  {
    let tables = sections.flatMap(\.blocks).compactMap(\.table)
    let own = figures ? sections.flatMap(\.blocks).flatMap { $0.figures ?? [] } : []
    guard let first = tables.first else {
      let notes = sections.flatMap(\.blocks).compactMap(\.paragraph)
      return [
        SheetContent(
          name, titles: titles(name), columns: Self.figureColumns,
          rows: own.map(row) + notes.map { .init([.text($0), .empty, .empty, .empty]) },
          pageHeader: briefing.mark)
      ]
    }
    var rows: [SheetContent.Row] = []
    for (n, table) in tables.enumerated() {
      let hasOtherHead = n > 0 && table.columns.map(\.title) != first.columns.map(\.title)
      if n > 0 || tables.count > 1 {
        rows.append(
          .init(
            [
              .text(
                sections.count > 1 ? "\(sectionTitle(of: table, in: sections)): \(table.title)" : table.title)
            ] + blanks(first), kind: .section))
      }
      if hasOtherHead { rows.append(.init(table.columns.map { .text($0.title) }, kind: .section)) }
      for row in table.rows {
        rows.append(.init(row.cells.map(cell), kind: row.isTotal ? .total : .normal))
      }
    }
    return [
      SheetContent(
        name, titles: titles(name),
        columns: first.columns.map { column in
          switch column.kind {
          case .text: .init(column.title, width: 28)
          case .number: .init(column.title, width: 14, alignment: .right)
          case .day: .init(column.title, width: 16, alignment: .center)
          }
        }, rows: rows, pageHeader: briefing.mark, isLandscape: first.columns.count > 5)
    ]
  }

  private func blanks(_ table: Briefing.Table) -> [SheetContent.Cell] {
    Array(repeating: .empty, count: max(0, table.columns.count - 1))
  }

  private func sectionTitle(of table: Briefing.Table, in sections: [Briefing.Section]) -> String {
    sections.first { $0.blocks.contains { $0.table?.id == table.id } }?.title ?? ""
  }

  private func cell(_ cell: Briefing.Table.Cell) -> SheetContent.Cell {
    if let figure = cell.figure {
      // A link shows text; without one the number stays a number that can be added up.
      return value(figure)
    }
    if let day = cell.day { return .day(day) }
    if let number = cell.number { return .integer(number) }
    let text = cell.text ?? ""
    return text.isEmpty ? .empty : .text(text)
  }

  private var definitions: SheetContent {
    SheetContent(
      "Định nghĩa", titles: titles("Cách tính"),
      columns: [
        .init("Số liệu", width: 34), .init("Cách tính", width: 90), .init("Khóa", width: 30),
        .init("Bản ghi", width: 24),
      ],
      rows: briefing.figures.map {
        .init([.text($0.label), .text($0.definition), .text($0.key), records($0)])
      }
        + (issue.map { [.init([.text("Dấu băm SHA-256"), .text($0.hash), .empty, .empty])] } ?? []),
      pageHeader: briefing.mark, isLandscape: true)
  }
}
