import Basics
internal import CXlsxWriter
import Glibc

extension WorkbookFile {
  /// The .xlsx file.
  public func bytes() throws(FormatRefusal) -> [UInt8] {
    // libxlsxwriter 1.1 can only write to a file; the folder is ours alone and goes at once.
    let folder = try Self.makeFolder()
    let path = folder + "/workbook.xlsx"
    defer {
      unlink(path)
      rmdir(folder)
    }
    var options = lxw_workbook_options()
    options.constant_memory = sheets.allSatisfy(\.canBeStreamed) ? 1 : 0
    guard let book = workbook_new_opt(path, &options) else { throw .cannotWriteWorkbook }
    var names = SheetNames()
    let formats = CellFormats(book)
    for sheet in sheets.isEmpty ? [SheetContent("Trang 1")] : sheets {
      guard let target = workbook_add_worksheet(book, names.make(sheet.name)) else {
        workbook_close(book)
        throw .cannotWriteWorkbook
      }
      SheetWriter(content: sheet, sheet: target, formats: formats).write()
    }
    setProperties(of: book)
    guard workbook_close(book) == LXW_NO_ERROR else { throw .cannotWriteWorkbook }
    return try Self.content(of: path)
  }

  private func setProperties(of book: UnsafeMutablePointer<lxw_workbook>) {
    let title = strdup(String(title.prefix(250)))
    let author = strdup(String(author.prefix(250)))
    defer {
      free(title)
      free(author)
    }
    var properties = lxw_doc_properties()
    (properties.title, properties.author) = (title, author)
    // 1 January 2000: a date that does not move, or the bytes would.
    properties.created = 946_684_800
    workbook_set_properties(book, &properties)
  }

  private static func makeFolder() throws(FormatRefusal) -> String {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((root + "/chibo-xlsx-XXXXXX").utf8CString)
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
      throw .cannotWriteWorkbook
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func content(of path: String) throws(FormatRefusal) -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw .cannotWriteWorkbook }
    defer { close(file) }
    let size = lseek(file, 0, SEEK_END)
    guard size > 0, lseek(file, 0, SEEK_SET) == 0 else { throw .cannotWriteWorkbook }
    var done = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while done < size, let base = buffer.baseAddress {
        let step = Glibc.read(file, base + done, size - done)
        if step <= 0 { break }
        done += step
      }
      count = done
    }
    guard done == size else { throw .cannotWriteWorkbook }
    return bytes
  }
}

extension SheetContent {
  /// Row by row in one direction, with little memory; merges and comments need the whole sheet.
  fileprivate var canBeStreamed: Bool {
    merges.isEmpty && marks.isEmpty && rows.count > 5000 && rows.allSatisfy { $0.number == nil }
  }
}

/// Names of sheets have 31 characters at most, none of `[]:*?/\`, and differ (case ignored).
private struct SheetNames {
  private var used: Set<String> = []

  mutating func make(_ wanted: String) -> String {
    let forbidden = Set("[]:*?/\\".unicodeScalars)
    var name = String.UnicodeScalarView()
    for scalar in wanted.unicodeScalars where name.count < 31 {
      name.append(forbidden.contains(scalar) || scalar.value < 0x20 ? " " : scalar)
    }
    // By scalars: an apostrophe with a combining mark behind it is an apostrophe for Excel too.
    func isEdge(_ scalar: Unicode.Scalar?) -> Bool { scalar == "'" || scalar == " " }
    while isEdge(name.first) { name.removeFirst() }
    while isEdge(name.last) { name.removeLast() }
    var clean = String(name)
    if clean.isEmpty { clean = "Trang" }
    var number = 1
    var result = clean
    while !used.insert(result.lowercased()).inserted {
      number += 1
      let end = " (\(number))"
      result = String(String.UnicodeScalarView(clean.unicodeScalars.prefix(31 - end.utf8.count))) + end
    }
    return result
  }
}

/// The formats in use, each made once. A class because they belong to one workbook.
private final class CellFormats {
  struct Key: Hashable {
    var kind: SheetContent.Row.Kind = .normal
    var isHeader = false
    var isTitle = false
    var isLink = false
    var number: String = ""
    var alignment: SheetContent.Alignment?
    var mark: Finding.Severity?
    var hasBorders = true
  }

  private let book: UnsafeMutablePointer<lxw_workbook>
  private var made: [Key: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

  subscript(key: Key) -> UnsafeMutablePointer<lxw_format>? {
    if let format = made[key] { return format }
    guard let format = workbook_add_format(book) else { return nil }
    format_set_font_name(format, "Times New Roman")
    format_set_font_size(format, key.isTitle ? 14 : 12)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if key.isHeader || key.isTitle || key.kind != .normal { format_set_bold(format) }
    if !key.isTitle { format_set_text_wrap(format) }
    if key.hasBorders, !key.isTitle { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
    if let ground = Self.ground(key) { format_set_bg_color(format, ground) }
    if key.isLink {
      format_set_font_color(format, 0x0563C1)
      format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    }
    if !key.number.isEmpty { format_set_num_format(format, key.number) }
    switch key.isHeader || key.isTitle ? .center : key.alignment {
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .center: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    case nil: break
    }
    made[key] = format
    return format
  }

  private static func ground(_ key: Key) -> lxw_color_t? {
    switch key.mark {
    case .error: return 0xF8CBAD
    case .warning: return 0xFFE699
    case .notice: return 0xDDEBF7
    case nil: break
    }
    if key.isHeader { return 0xE7E6E6 }
    return key.kind == .section ? 0xF2F2F2 : nil
  }
}

private struct SheetWriter {
  let content: SheetContent
  let sheet: UnsafeMutablePointer<lxw_worksheet>
  let formats: CellFormats

  func write() {
    setPage()
    for (n, column) in content.columns.prefix(16_384).enumerated() {
      worksheet_set_column(sheet, UInt16(n), UInt16(n), min(255, max(1, column.width)), nil)
    }
    var next = 0
    writeTitles(&next)
    let marks = marksByPlace()
    // Merged ranges first: writing one clears its cells, and the values come afterwards.
    let covered = writeMerges()
    writeHeader(&next, covered)
    var filled: Set<Place> = []
    for row in content.rows {
      if let number = row.number { next = max(0, number - 1) }
      guard next < CellReference.maxRow else { return }
      for (column, cell) in row.cells.prefix(16_384).enumerated() {
        let place = Place(row: next, column: column)
        if cell == .empty, covered.contains(place) { continue }
        if marks[place] != nil { filled.insert(place) }
        write(cell, at: place, kind: row.kind, mark: marks[place]?.severity)
      }
      setHeight(
        next,
        row.cells.enumerated().map { n, cell in
          covered.contains(Place(row: next, column: n)) ? "" : cell.wrapping
        },
        isBold: row.kind != .normal)
      next += 1
    }
    writeComments(marks, except: filled)
    if content.isHidden { worksheet_hide(sheet) }
  }

  struct Place: Hashable {
    var row: Int
    var column: Int
  }

  private func setPage() {
    worksheet_set_default_row(sheet, RowHeight.line, 0)
    worksheet_set_paper(sheet, 9)
    if content.isLandscape { worksheet_set_landscape(sheet) }
    // As wide as one page, as long as need be. Margins in inches: 30, 15, 20, 20 mm.
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_set_margins(sheet, content.isLandscape ? 0.59 : 1.18, 0.59, 0.79, 0.79)
    worksheet_set_footer(sheet, "&C&\"Times New Roman\"&P/&N")
    if let header = content.pageHeader, !header.isEmpty {
      // 255 is the limit of the file format; && prints one &.
      var text = "&C&\"Times New Roman,Bold\""
      for scalar in clean(header).unicodeScalars where text.unicodeScalars.count < 250 {
        text += scalar == "&" ? "&&" : String(scalar)
      }
      worksheet_set_header(sheet, text)
    }
  }

  private func writeTitles(_ next: inout Int) {
    let last = max(0, min(content.columns.count, 16_384) - 1)
    for title in content.titles {
      let format = formats[.init(isTitle: true, hasBorders: false)]
      worksheet_set_row(sheet, UInt32(next), 21, nil)
      if last > 0 {
        worksheet_merge_range(sheet, UInt32(next), 0, UInt32(next), UInt16(last), clean(title), format)
      } else {
        worksheet_write_string(sheet, UInt32(next), 0, clean(title), format)
      }
      next += 1
    }
    if !content.titles.isEmpty { next += 1 }
  }

  private func writeHeader(_ next: inout Int, _ covered: Set<Place>) {
    guard content.hasHeader else { return }
    let first = next
    for titles in content.upperHeaders + [content.columns.map(\.title)] {
      for (column, title) in titles.prefix(16_384).enumerated() {
        let format = formats[.init(isHeader: true, hasBorders: content.hasBorders)]
        if title.isEmpty {
          worksheet_write_blank(sheet, UInt32(next), UInt16(column), format)
        } else {
          worksheet_write_string(sheet, UInt32(next), UInt16(column), clean(title), format)
        }
      }
      setHeight(
        next,
        titles.enumerated().map { n, title in covered.contains(Place(row: next, column: n)) ? "" : title },
        isBold: true)
      next += 1
    }
    worksheet_repeat_rows(sheet, UInt32(first), UInt32(next - 1))
    worksheet_freeze_panes(sheet, UInt32(next), 0)
  }

  private func setHeight(_ row: Int, _ texts: [String], isBold: Bool) {
    let cells = zip(texts, content.columns).map { (text: $0, width: $1.width, isBold: isBold) }
    if let height = RowHeight.needed(cells) { worksheet_set_row(sheet, UInt32(row), height, nil) }
  }

  private func writeMerges() -> Set<Place> {
    var covered: Set<Place> = []
    for merge in content.merges {
      let places = merge.rows.count.multipliedReportingOverflow(by: merge.columns.count)
      guard merge.rows.lowerBound >= 1, merge.rows.upperBound <= CellReference.maxRow,
        merge.columns.lowerBound >= 0, merge.columns.upperBound <= CellReference.maxColumn, !places.overflow,
        (2...100_000).contains(places.partialValue)
      else { continue }
      let all = merge.rows.flatMap { row in merge.columns.map { Place(row: row - 1, column: $0) } }
      guard covered.isDisjoint(with: all) else { continue }
      covered.formUnion(all)
      worksheet_merge_range(
        sheet, UInt32(merge.rows.lowerBound - 1), UInt16(merge.columns.lowerBound),
        UInt32(merge.rows.upperBound - 1),
        UInt16(merge.columns.upperBound), "", formats[.init(hasBorders: content.hasBorders)])
    }
    return covered
  }

  private func marksByPlace() -> [Place: SheetContent.Mark] {
    var marks: [Place: SheetContent.Mark] = [:]
    for mark in content.marks
    where (1...CellReference.maxRow).contains(mark.row) && (0...CellReference.maxColumn).contains(mark.column)
    {
      let place = Place(row: mark.row - 1, column: mark.column)
      if let other = marks[place] {
        marks[place]?.comment = other.comment + "\n" + mark.comment
        marks[place]?.severity = max(other.severity, mark.severity)
      } else {
        marks[place] = mark
      }
    }
    return marks
  }

  /// Comments, and the coloured ground of marked places where no row put a cell.
  private func writeComments(_ marks: [Place: SheetContent.Mark], except filled: Set<Place>) {
    for (place, mark) in marks.sorted(by: { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }) {
      if !filled.contains(place) {
        write(.empty, at: place, kind: .normal, mark: mark.severity)
      }
      var options = lxw_comment_options()
      options.width = 320
      options.height = UInt16(min(400, 40 + mark.comment.unicodeScalars.count / 40 * 18))
      worksheet_write_comment_opt(
        sheet, UInt32(place.row), UInt16(place.column), clean(mark.comment), &options)
    }
  }

  private func write(
    _ cell: SheetContent.Cell, at place: Place, kind: SheetContent.Row.Kind, mark: Finding.Severity?
  ) {
    let (row, column) = (UInt32(place.row), UInt16(place.column))
    let wanted =
      content.columns.indices.contains(place.column) ? content.columns[place.column].alignment : nil
    var key = CellFormats.Key(kind: kind, alignment: wanted, mark: mark, hasBorders: content.hasBorders)
    switch cell {
    case .empty: worksheet_write_blank(sheet, row, column, formats[key])
    case .text(let text): worksheet_write_string(sheet, row, column, clean(text), formats[key])
    case .integer(let number):
      // Above 15 digits Excel would round.
      guard number.magnitude < 1_000_000_000_000_000 else {
        worksheet_write_string(sheet, row, column, String(number), formats[key])
        return
      }
      key.number = "0"
      worksheet_write_number(sheet, row, column, Double(number), formats[key])
    case .decimal(let text):
      guard let number = DecimalText.double(text), text.utf8.count(where: { (48...57).contains($0) }) <= 15
      else {
        worksheet_write_string(sheet, row, column, clean(text), formats[key])
        return
      }
      key.number = Self.format(text)
      worksheet_write_number(sheet, row, column, number, formats[key])
    case .day(let day):
      // Before March 1900 Excel's calendar is wrong.
      let serial = day.daysSince1970 + 25_569
      guard serial > 60 else {
        worksheet_write_string(sheet, row, column, day.padded, formats[key])
        return
      }
      key.number = "dd/mm/yyyy"
      if key.alignment == nil { key.alignment = .center }
      worksheet_write_number(sheet, row, column, Double(serial), formats[key])
    case .link(let text, let target):
      guard let target = SafeLink(target)?.text, target.utf8.count <= 2000 else {
        worksheet_write_string(sheet, row, column, clean(text), formats[key])
        return
      }
      key.isLink = true
      worksheet_write_url(sheet, row, column, target, formats[key])
      worksheet_write_string(sheet, row, column, clean(text), formats[key])
    }
  }

  /// As many places as the text has; exponents are left to Excel.
  private static func format(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard !bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      let point = bytes.firstIndex(of: UInt8(ascii: "."))
    else { return "" }
    let places = bytes.count - point - 1
    return places > 0 ? "0." + String(repeating: "0", count: places) : "0"
  }

  /// Without NUL and other characters that XML cannot hold; 32,767 UTF-16 units at most, as Excel allows.
  private func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var room = 32_767
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: break
      case 0x0D: continue
      case 0x00..<0x20, 0xFFFE, 0xFFFF: continue
      default: break
      }
      room -= scalar.value > 0xFFFF ? 2 : 1
      if room < 0 { break }
      result.append(scalar)
    }
    return String(result)
  }
}

extension FormatRefusal {
  static let cannotWriteWorkbook = Self(
    "xlsx.cannotWrite", "Không ghi được tệp Excel.",
    remedy: "Thử lại; nếu vẫn lỗi, báo người quản trị kiểm tra dung lượng đĩa.")
}
