import Basics
import Foundation
import Registry
import TestSupport

@testable import Formats

/// Workbooks for tests: by our own writer, and by hand as other programs write them.
enum Book {
  static func bytes(
    _ columns: [String], _ rows: [[SheetContent.Cell]], titles: [String] = [], sheet: String = "Danh sách"
  ) throws -> [UInt8] {
    try WorkbookFile(sheets: [
      SheetContent(sheet, titles: titles, columns: columns.map { .init($0) }, rows: rows.map { .init($0) })
    ]).bytes()
  }

  /// A workbook of hand-made sheets; `prefix` is that of the main namespace.
  static func raw(
    _ sheets: [(name: String, data: String, after: String, isHidden: Bool)], strings: [String] = [],
    prefix: String = ""
  ) throws -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    var file = ZipFile()
    file.add("[Content_Types].xml", text: "<Types/>")
    file.add(
      "_rels/.rels",
      text:
        #"<Relationships xmlns="\#(package)"><Relationship Id="a" Type="\#(relations)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    )
    var list = ""
    var links =
      #"<Relationship Id="s" Type="\#(relations)/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="\#(relations)/styles" Target="styles.xml"/>"#
    for (n, sheet) in sheets.enumerated() {
      list +=
        #"<sheet name="\#(sheet.name)" sheetId="\#(n + 1)" state="\#(sheet.isHidden ? "hidden" : "visible")" r:id="r\#(n)"/>"#
      links +=
        #"<Relationship Id="r\#(n)" Type="\#(relations)/worksheet" Target="worksheets/sheet\#(n + 1).xml"/>"#
    }
    file.add(
      "xl/workbook.xml",
      text: #"<workbook xmlns="\#(main)" xmlns:r="\#(relations)"><sheets>\#(list)</sheets></workbook>"#)
    file.add(
      "xl/_rels/workbook.xml.rels", text: #"<Relationships xmlns="\#(package)">\#(links)</Relationships>"#)
    file.add(
      "xl/styles.xml",
      text:
        #"<styleSheet xmlns="\#(main)"><fonts><font><name val="Arial"/></font><font><name val=".VnTime"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>"#
    )
    file.add(
      "xl/sharedStrings.xml",
      text: #"<sst xmlns="\#(main)">"# + strings.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>")
    let declared = prefix.isEmpty ? "xmlns" : "xmlns:" + prefix.dropLast()
    for (n, sheet) in sheets.enumerated() {
      file.add(
        "xl/worksheets/sheet\(n + 1).xml",
        text:
          #"<\#(prefix)worksheet \#(declared)="\#(main)"><\#(prefix)sheetData>\#(sheet.data)</\#(prefix)sheetData>\#(sheet.after)</\#(prefix)worksheet>"#
      )
    }
    return try file.bytes()
  }
}

extension RosterRules {
  static func forTests() throws -> RosterRules { try RosterRules(Content(folder: contentFolder)) }
}

/// `Content` of the repository, found from this file.
let contentFolder: String = {
  var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  for _ in 0..<4 { folder.deleteLastPathComponent() }
  return folder.appendingPathComponent("Content").path
}()

extension System {
  func check(
    _ bytes: [UInt8], into unit: ID<Organisation>, day: Day? = nil, from: Day? = nil,
    by actor: Actor = .operatorOfMachine
  ) async throws -> RosterPlan {
    try await checkRoster(
      bytes, named: "danh-sach.xlsx", into: unit, day: day, from: from, rules: .forTests(), by: actor)
  }

  func codes(_ bytes: [UInt8], into unit: ID<Organisation>) async throws -> [String] {
    try await check(bytes, into: unit).findings.map(\.code)
  }

  func count(_ unit: ID<Organisation>, on day: Int = 2014_04_21) async throws -> Int {
    try await read { session throws in
      try session.memberCount(in: unit, asOf: AsOf(Day(number: day) ?? .endOfTime))
    }
  }
}

/// A usual row: name, birth, admission, official, card, cell.
func usual(
  _ name: String, born: String = "19/05/1970", admitted: String = "03/02/1995",
  official: String = "03/02/1996", card: String = "", cell: String = "Chi bộ ấp Long Hòa"
) -> [SheetContent.Cell] {
  [.text(name), .text(born), .text(admitted), .text(official), .text(card), .text(cell)]
}
let usualColumns = [
  "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ đảng viên", "Chi bộ",
]
