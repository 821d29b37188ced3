import Basics

extension Workbook {
  /// Reads an .xlsx file. Everything else is refused with its right name and a way out.
  public static func read(_ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()) throws(FormatRefusal)
    -> Workbook
  {
    guard bytes.count <= limits.zip.packedBytes else {
      throw .fileTooLarge(bytes.count, limits.zip.packedBytes)
    }
    try FileKind.requirePacked(bytes)
    let archive = try ZipArchive(bytes, limits: limits.zip)
    try FileKind.requireWorkbook(archive)
    return try WorkbookReader(archive, limits).read()
  }
}

/// Goes through the parts in the order of their dependence: list of sheets, styles, texts, then sheet by sheet.
private struct WorkbookReader {
  let archive: ZipArchive
  let limits: WorkbookLimits

  init(_ archive: ZipArchive, _ limits: WorkbookLimits) { (self.archive, self.limits) = (archive, limits) }

  func read() throws(FormatRefusal) -> Workbook {
    let root = try Relationships(of: "", in: archive, limits.xml)
    let path = root.path("officeDocument") ?? "xl/workbook.xml"
    guard let source = try archive.source(of: path) else { throw .notWorkbook("tệp nén không có bảng tính") }
    let list = try SheetList(XMLReader(source: source, limits: limits.xml), limits)
    let links = try Relationships(of: path, in: archive, limits.xml)

    var styles = Styles()
    if let path = links.path("styles"), let source = try archive.source(of: path) {
      styles = try Styles(XMLReader(source: source, limits: limits.xml))
    }
    var texts = SharedStrings()
    if let path = links.path("sharedStrings"), let source = try archive.source(of: path) {
      texts = try SharedStrings(XMLReader(source: source, limits: limits.xml), limits: limits)
    }

    var workbook = Workbook(sheets: [])
    var budget = SheetReader.Budget(rows: limits.rows, fields: limits.fields, merges: limits.merges)
    for entry in list.entries {
      guard let link = links[entry.link] else { throw .brokenWorkbook("thiếu trang «\(entry.name)»") }
      // Sheets that are one big chart hold no values.
      guard link.kind == "worksheet" else { continue }
      guard let source = try archive.source(of: link.path) else {
        throw .brokenWorkbook("thiếu trang «\(entry.name)»")
      }
      var sheet = Workbook.Sheet(name: entry.name, isHidden: entry.isHidden)
      let reader = try XMLReader(source: source, limits: limits.xml)
      try SheetReader(
        reader: reader, styles: styles, texts: texts.texts, is1904: list.is1904, limits: limits,
        sheet: entry.name
      ).read(into: &sheet, &budget)
      workbook.sheets.append(sheet)
    }
    return workbook
  }
}

/// `workbook.xml`: the sheets in their order, and which of the two calendars is used.
private struct SheetList {
  var entries: [(name: String, link: String, isHidden: Bool)] = []
  var is1904 = false

  init(_ reader: XMLReader, _ limits: WorkbookLimits) throws(FormatRefusal) {
    var isWorkbook = false
    while try reader.next() != .done {
      guard reader.node == .start else { continue }
      if reader.isNamed("workbook") {
        isWorkbook = true
      } else if reader.isNamed("workbookPr") {
        is1904 = ["1", "true", "on"].contains(reader["date1904"] ?? "")
      } else if reader.isNamed("sheet") {
        guard let name = reader["name"], let link = reader["id"] else {
          throw .brokenWorkbook("trang không có tên")
        }
        guard entries.count < limits.sheets else { throw .tooMuch("trang", limits.sheets) }
        let state = reader["state"] ?? "visible"
        entries.append((name, link, state != "visible"))
      }
    }
    guard isWorkbook else { throw .notWorkbook("tệp nén không có bảng tính") }
  }
}
