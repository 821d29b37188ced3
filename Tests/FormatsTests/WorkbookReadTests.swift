import Basics
import Testing

@testable import Formats

@Suite struct WorkbookReadTests {
  @Test func `đọc ngày, số, chữ, lỗi, lô-gic; ô trống và dòng trống không kể`() throws {
    let sheet = """
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>41750</v></c><c r="C2" s="2"><v>60</v></c>\
      <c r="D2" s="1"/><c r="F2"><v>0.1</v></c><c r="G2" t="b"><v>1</v></c><c r="H2" t="e"><v>#REF!</v></c></row>
      <row r="3"><c r="A3" s="1"/></row>
      <row r="5"><c><v>1.5E-3</v></c><c t="str"><f>A1&amp;B1</f><v>ghép</v></c>\
      <c t="inlineStr"><is><t>trong _x0041__x005F_ ô</t></is></c><c s="2"><v>59.5</v></c><c s="2"><v>61</v></c></row>
      """
    let workbook = try Workbook.read(Sample(sheet: sheet).bytes())
    #expect(workbook.sheets.map(\.name) == ["Đảng viên"])
    let rows = workbook.sheets[0].rows
    #expect(rows.map(\.number) == [2, 5])
    #expect(rows[0].fields.map(\.column) == [0, 1, 2, 5, 6, 7])
    let april = try #require(Day(year: 2014, month: 4, day: 21))
    #expect(rows[0][1]?.value == .date(april, seconds: nil))
    #expect(rows[0][1]?.raw == "41750")
    #expect(rows[0][0]?.value == .text("Nguyễn Văn An"))
    #expect(rows[0][0]?.fontName == "Times New Roman")
    #expect(rows[0][1]?.fontName == ".VnTime")
    #expect(rows[0][2]?.value == .number("60"))
    #expect(rows[0][5]?.value == .number("0.1"))
    #expect(rows[0][6]?.value == .bool(true))
    #expect(rows[0][7]?.value == .error("#REF!"))
    #expect(rows[1].fields.map(\.column) == [0, 1, 2, 3, 4])
    #expect(rows[1][2]?.value == .text("trong A_ ô"))
    #expect(rows[1][3]?.value == Day(year: 1900, month: 2, day: 28).map { .date($0, seconds: 43_200) })
    #expect(rows[1][4]?.value == Day(year: 1900, month: 3, day: 1).map { .date($0, seconds: nil) })
  }

  @Test func `chữ nhiều phông giữ từng đoạn, bỏ phiên âm`() throws {
    var sample = Sample(sheet: #"<row><c t="s"><v>0</v></c></row>"#)
    sample.strings = """
      <si><r><t xml:space="preserve">Chi bé </t></r><r><rPr><rFont val="Arial"/></rPr><t>số 1</t></r>\
      <rPh sb="0" eb="1"><t>phiên âm</t></rPh></si>
      """
    let field = try Workbook.read(sample.bytes()).sheets[0].rows[0].fields[0]
    #expect(field.value == .text("Chi bé số 1"))
    #expect(field.runs.map(\.text) == ["Chi bé ", "số 1"])
    #expect(field.runs.map(\.fontName) == ["Times New Roman", "Arial"])
  }

  @Test func `lịch 1904, tiền tố không gian tên, bản chuẩn chặt`() throws {
    var sample = Sample(
      sheet:
        #"<x:row><x:c s="1"><x:v>0</x:v></x:c><x:c t="d" s="1"><x:v>2014-04-21T08:30:00</x:v></x:c></x:row>"#)
    sample.prefix = "x:"
    sample.is1904 = true
    sample.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    let row = try Workbook.read(sample.bytes()).sheets[0].rows[0]
    #expect(row[0]?.value == Day(year: 1904, month: 1, day: 1).map { .date($0, seconds: nil) })
    #expect(row[1]?.value == Day(year: 2014, month: 4, day: 21).map { .date($0, seconds: 30_600) })
  }

  @Test(arguments: [
    ("dd/mm/yyyy", true), ("General", false), ("0.00", false), ("[$-42A]d mmmm", true), ("h:mm", false),
    ("[h]:mm:ss", false), ("mmm", true), ("#,##0\" đ\"", false), ("\"ngày\" 0", false), ("0.00\\d", false),
    ("[Red]0;[Blue]-0", false), ("yyyy-mm-dd hh:mm", true), ("mm:ss", false), ("@", false),
  ])
  func `nhận ra định dạng ngày`(format: String, isDate: Bool) {
    #expect(NumberFormats.isDate(format) == isDate)
  }

  @Test(arguments: ["nan", "inf", "0x10", "1e999", "12a", "--1", "1,5"])
  func `số không ra số được giữ làm chữ`(text: String) throws {
    let row = try Workbook.read(Sample(sheet: "<row><c s=\"1\"><v>\(text)</v></c></row>").bytes()).sheets[0]
      .rows[0]
    #expect(row[0]?.value == .text(text))
  }

  @Test func `vùng gộp ô và trang ẩn`() throws {
    var sample = Sample(sheet: #"<row><c><v>1</v></c></row>"#)
    sample.after = #"<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>"#
    sample.state = "veryHidden"
    let sheet = try Workbook.read(sample.bytes()).sheets[0]
    #expect(sheet.merges == [Workbook.Merge(rows: 1...2, columns: 0...2)])
    #expect(sheet.isHidden)
  }

  @Test func `một triệu dòng trống không tốn gì, quá nhiều dòng có dữ liệu bị từ chối`() throws {
    var empty = ""
    for n in 1...1_000_000 { empty += "<row r=\"\(n)\"/>" }
    let workbook = try Workbook.read(Sample(sheet: empty).bytes())
    #expect(workbook.sheets[0].rows.isEmpty)
    let full = String(repeating: "<row><c><v>1</v></c></row>", count: 1001)
    let bytes = try Sample(sheet: full).bytes()
    let result = code { _ = try Workbook.read(bytes, limits: WorkbookLimits(rows: 1000)) }
    #expect(result == "xlsx.tooManyRows")
  }

  @Test(arguments: [
    #"<row r="0"><c><v>1</v></c></row>"#, #"<row r="1048577"/>"#, #"<row r="2"/><row r="1"/>"#,
    #"<row r="99999999999999999999"/>"#, #"<row><c r="A2"><v>1</v></c></row>"#,
    #"<row><c r="ZZZZ1"><v>1</v></c></row>"#, #"<row><c r="B1"/><c r="A1"/></row>"#,
    #"<row><c t="s"><v>7</v></c></row>"#, #"<row><c t="s"><v>-1</v></c></row>"#, #"<row r="-5"/>"#,
  ])
  func `vị trí sai bị từ chối`(sheet: String) throws {
    let bytes = try Sample(sheet: sheet).bytes()
    let result = code { _ = try Workbook.read(bytes) }
    #expect(result == "xlsx.broken")
  }

  @Test(
    arguments: [
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "xlsx.oldExcel"), ([], "file.empty"),
      (Array("<html><table><tr><td>1</td></tr></table></html>".utf8), "xlsx.notWorkbook"),
      (Array("Họ tên;Ngày sinh\nAn;1/1/1970\n".utf8), "xlsx.notWorkbook"),
      (Array("%PDF-1.7".utf8), "xlsx.notWorkbook"),
      (Array("MZ\u{0}\u{1}\u{2}".utf8), "xlsx.notWorkbook"), (Array("PK\u{3}\u{4}".utf8), "zip.broken"),
    ] as [([UInt8], String)])
  func `tệp khác đổi tên đuôi`(bytes: [UInt8], expected: String) {
    let result = code { _ = try Workbook.read(bytes) }
    #expect(result == expected)
  }

  @Test func `macro và tệp nén khác`() throws {
    var sample = Sample(sheet: "")
    sample.extra = [("xl/vbaProject.bin", "x")]
    let macros = try sample.bytes()
    #expect(readCode(macros) == "xlsx.macros")
    sample.extra = [("word/document.xml", "x")]
    let word = try sample.bytes()
    #expect(readCode(word) == "xlsx.notWorkbook")
    var file = ZipFile()
    file.add("a.txt", text: "a")
    let plain = try file.bytes()
    #expect(readCode(plain) == "xlsx.notWorkbook")
  }

  @Test func `tệp cắt cụt ở mọi chỗ bị từ chối, không sập`() throws {
    let bytes = try WorkbookWriteTests.example.bytes()
    for length in stride(from: 0, to: bytes.count - 1, by: 97) {
      #expect(readCode(Array(bytes.prefix(length))) != "")
    }
  }

  @Test func `đổi ngẫu nhiên 3000 lần không sập`() throws {
    let packed = try WorkbookWriteTests.example.bytes()
    let parts = try unpacked(packed)
    var random = SeededRandom(seed: 20_140_421)
    for round in 0..<3000 {
      var bytes: [UInt8]
      if round % 2 == 0 {
        bytes = packed
        for _ in 0...Int.random(in: 0..<6, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      } else {
        // The packing stays sound, the XML inside does not.
        var file = ZipFile()
        let chosen = Int.random(in: 0..<parts.count, using: &random)
        for (n, part) in parts.enumerated() {
          var content = part.bytes
          if n == chosen, !content.isEmpty {
            for _ in 0...Int.random(in: 0..<4, using: &random) {
              let at = Int.random(in: 0..<content.count, using: &random)
              switch Int.random(in: 0..<4, using: &random) {
              case 0: content[at] = UInt8.random(in: 32...126, using: &random)
              case 1: content.remove(at: at)
              case 2: content.insert(UInt8.random(in: 48...57, using: &random), at: at)
              default: content.removeSubrange(at..<min(content.count, at + 40))
              }
              if content.isEmpty { break }
            }
          }
          file.add(part.name, content)
        }
        bytes = try file.bytes()
      }
      _ = readCode(bytes)
    }
  }

  private func unpacked(_ bytes: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    let archive = try ZipArchive(bytes)
    return try archive.entries.map { ($0.name, try archive.bytes(of: $0.name) ?? []) }
  }
}

func readCode(_ bytes: [UInt8]) -> String { code { _ = try Workbook.read(bytes) } }

/// A workbook of one sheet, written by hand as Excel and others write it.
private struct Sample {
  var sheet: String
  var strings = "<si><t>Nguyễn Văn An</t></si>"
  var after = ""
  var prefix = ""
  var state = "visible"
  var is1904 = false
  var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  var extra: [(String, String)] = []

  init(sheet: String) { self.sheet = sheet }

  func bytes() throws -> [UInt8] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    var file = ZipFile()
    file.add("[Content_Types].xml", text: "<Types/>")
    file.add(
      "_rels/.rels",
      text:
        #"<Relationships xmlns="\#(package)"><Relationship Id="a" Type="\#(relations)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    )
    file.add(
      "xl/workbook.xml",
      text: """
        <workbook xmlns="\(namespace)" xmlns:r="\(relations)"><workbookPr date1904="\(is1904 ? 1 : 0)"/><sheets>\
        <sheet name="Đảng viên" sheetId="1" state="\(state)" r:id="rId1"/></sheets></workbook>
        """)
    file.add(
      "xl/_rels/workbook.xml.rels",
      text: """
        <Relationships xmlns="\(package)"><Relationship Id="rId1" Type="\(relations)/worksheet" Target="/xl/worksheets/sheet1.xml"/>\
        <Relationship Id="rId2" Type="\(relations)/styles" Target="styles.xml"/>\
        <Relationship Id="rId3" Type="\(relations)/sharedStrings" Target="../xl/sharedStrings.xml"/></Relationships>
        """)
    file.add(
      "xl/styles.xml",
      text: """
        <styleSheet xmlns="\(namespace)"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>\
        <fonts><font><name val="Times New Roman"/></font><font><name val=".VnTime"/></font></fonts>\
        <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0"/>\
        <xf numFmtId="164" fontId="1"/><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>
        """)
    file.add("xl/sharedStrings.xml", text: #"<sst xmlns="\#(namespace)">\#(strings)</sst>"#)
    let declared = prefix.isEmpty ? "xmlns" : "xmlns:" + prefix.dropLast()
    file.add(
      "xl/worksheets/sheet1.xml",
      text:
        #"<\#(prefix)worksheet \#(declared)="\#(namespace)"><\#(prefix)sheetData>\#(sheet)</\#(prefix)sheetData>\#(after)</\#(prefix)worksheet>"#
    )
    for (name, text) in extra { file.add(name, text: text) }
    return try file.bytes()
  }
}
