import Basics

/// One sheet, read in a single pass. The loop over cells is the hot one: it makes no strings for names and none for
/// empty cells.
///
///     sheet = worksheet( … sheetData( { row( { c( f? v? is? ) } ) } ) mergeCells( { mergeCell } )? … )
struct SheetReader {
  /// What is left of the limits, over all sheets.
  struct Budget {
    var rows: Int
    var fields: Int
    var merges: Int
  }

  let reader: XMLReader
  let styles: Styles
  let texts: [RichText]
  let is1904: Bool
  let limits: WorkbookLimits
  let sheet: String

  func read(into sheet: inout Workbook.Sheet, _ budget: inout Budget) throws(FormatRefusal) {
    var lastRow = 0
    while try reader.next() != .done {
      guard reader.node == .start else { continue }
      if reader.isNamed("row") {
        let number = try rowNumber(after: lastRow)
        lastRow = number
        let fields = try fields(ofRow: number)
        if fields.isEmpty { continue }
        budget.rows -= 1
        budget.fields -= fields.count
        if budget.rows < 0 { throw .tooManyRows(limits.rows) }
        if budget.fields < 0 { throw .tooMuch("ô có dữ liệu", limits.fields) }
        sheet.rows.append(Workbook.Row(number: number, fields: fields))
      } else if reader.isNamed("mergeCell") {
        guard let merge = reader["ref"].flatMap(CellReference.range) else { throw broken("vùng gộp ô sai") }
        budget.merges -= 1
        if budget.merges < 0 { throw .tooMuch("vùng gộp ô", limits.merges) }
        sheet.merges.append(merge)
      }
    }
  }

  /// Rows stand in order; one without a number follows its neighbour.
  private func rowNumber(after last: Int) throws(FormatRefusal) -> Int {
    guard let text = reader["r"] else {
      if last >= CellReference.maxRow { throw broken("số dòng vượt khổ Excel") }
      return last + 1
    }
    guard let number = Int(text), number > last, number <= CellReference.maxRow else {
      throw broken("số dòng «\(text.prefix(20))» sai hoặc không theo thứ tự")
    }
    return number
  }

  private func fields(ofRow row: Int) throws(FormatRefusal) -> [Workbook.Field] {
    var fields: [Workbook.Field] = []
    var next = 0
    while true {
      switch try reader.next() {
      case .start where reader.isNamed("c"):
        let column = try column(orNext: next, row)
        next = column + 1
        if let field = try field(column, row) { fields.append(field) }
      case .start: try reader.skip()
      case .end: return fields
      case .text: continue
      case .done: throw .brokenXML
      }
    }
  }

  private func column(orNext next: Int, _ row: Int) throws(FormatRefusal) -> Int {
    guard let text = reader["r"] else {
      if next > CellReference.maxColumn { throw broken("dòng \(row) có quá nhiều cột") }
      return next
    }
    guard let place = CellReference.parse(text.utf8), place.row == row, place.column >= next else {
      throw broken("vị trí ô «\(text.prefix(20))» sai hoặc không theo thứ tự ở dòng \(row)")
    }
    return place.column
  }

  /// The reader stands on the start of a cell; afterwards on its end. Empty cells give `nil`.
  private func field(_ column: Int, _ row: Int) throws(FormatRefusal) -> Workbook.Field? {
    let style = styles[reader["s"].flatMap { Int($0) } ?? 0]
    let type = reader["t"] ?? "n"
    var stored = ""
    var inline: RichText?
    scan: while true {
      switch try reader.next() {
      case .start where reader.isNamed("v"): stored = try reader.innerText()
      case .start where reader.isNamed("is"): inline = try RichText(reader, limit: limits.xml.text)
      case .start: try reader.skip()
      case .end: break scan
      case .text: continue
      case .done: throw .brokenXML
      }
    }

    var field = Workbook.Field(column: column, value: .text(""), fontName: style.fontName)
    if let inline {
      (field.value, field.runs) = (.text(inline.text), runs(inline, style))
      return inline.text.isEmpty ? nil : field
    }
    guard !stored.isEmpty else { return nil }
    switch type {
    case "s":
      guard let index = Int(stored), texts.indices.contains(index) else {
        throw broken("ô \(Workbook.letters(of: column))\(row) trỏ tới chuỗi chữ không có")
      }
      (field.value, field.runs) = (.text(texts[index].text), runs(texts[index], style))
      return texts[index].text.isEmpty ? nil : field
    case "str", "inlineStr": field.value = .text(RichText.unescaped(stored))
    case "b": field.value = .bool(stored == "1" || stored == "true")
    case "e": field.value = .error(stored)
    case "d":
      guard let (day, seconds) = DateSerial.iso(stored) else {
        field.value = .text(stored)
        return field
      }
      (field.value, field.raw) = (.date(day, seconds: seconds), stored)
    default:
      guard DecimalText.isNumber(stored) else {
        field.value = .text(stored)
        return field
      }
      field.value = .number(stored)
      if style.isDate, let (day, seconds) = DateSerial.day(stored, is1904: is1904) {
        (field.value, field.raw) = (.date(day, seconds: seconds), stored)
      }
    }
    return field
  }

  /// Runs without a font of their own have the cell's.
  private func runs(_ text: RichText, _ style: Styles.Style) -> [Workbook.TextRun] {
    text.runs.map { Workbook.TextRun(text: $0.text, fontName: $0.fontName ?? style.fontName) }
  }

  private func broken(_ what: String) -> FormatRefusal { .brokenWorkbook("trang «\(sheet)», \(what)") }
}
