import Basics
import Foundation
import Formats
import Testing
import TextReuse

@testable import Regulations

@Suite struct `Đọc quy chế từ Word và PDF` {
  private func lines(_ file: [UInt8]) -> [String] {
    OutlineText.lines(Outline.read(RegulationFile.read(file, name: "a.docx")))
  }

  @Test func `đánh số tự động của Word được đọc như số gõ tay`() throws {
    func level(_ n: Int, _ format: String, _ text: String) -> String {
      "<w:lvl w:ilvl=\"\(n)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/></w:lvl>"
    }
    let numbering =
      "<w:abstractNum w:abstractNumId=\"7\">\(level(0, "decimal", "Điều %1."))\(level(1, "decimal", "%2."))\(level(2, "lowerLetter", "%3)"))</w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>"
    let body = [
      DocxFile.p("Phạm vi", list: (3, 0)), DocxFile.p("Một.", list: (3, 1)),
      DocxFile.p("Hai, gồm:", list: (3, 1)),
      DocxFile.p("a một;", list: (3, 2)), DocxFile.p("b hai.", list: (3, 2)),
      DocxFile.p("Chi ủy", list: (3, 0)),
      DocxFile.p("Lại một.", list: (3, 1)),
    ].joined()
    #expect(
      lines(try DocxFile.make(body, numbering: numbering)) == [
        "Điều 1. Phạm vi", "  [1.1] Một.", "  [1.2] Hai, gồm:", "  [1.2.a] a một;", "  [1.2.b] b hai.",
        "Điều 2. Chi ủy",
        "  [2.1] Lại một.",
      ])
  }

  private func level(_ n: Int, _ format: String, _ text: String, start: Int = 1, more: String = "") -> String
  {
    "<w:lvl w:ilvl=\"\(n)\"><w:start w:val=\"\(start)\"/><w:numFmt w:val=\"\(format)\"/>\(more)<w:lvlText w:val=\"\(text)\"/></w:lvl>"
  }

  @Test
  func `số điều chạy tiếp qua các chương như Word hiện (lvlRestart), số chương La Mã hiện số thường (isLgl)`()
    throws
  {
    let never = "<w:lvlRestart w:val=\"0\"/>"
    let numbering =
      "<w:abstractNum w:abstractNumId=\"7\">\(level(0, "upperRoman", "Chương %1."))\(level(1, "decimal", "Điều %2.", more: never))\(level(2, "decimal", "%3."))\(level(3, "decimal", "%1.%4)", more: "<w:isLgl/><w:lvlRestart w:val=\"2\"/>"))</w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>"
    let body = [
      DocxFile.p("CHUNG", list: (3, 0)), DocxFile.p("A", list: (3, 1)), DocxFile.p("Một.", list: (3, 2)),
      DocxFile.p("RIÊNG", list: (3, 0)), DocxFile.p("B", list: (3, 1)), DocxFile.p("Hai.", list: (3, 2)),
      DocxFile.p("C", list: (3, 1)), DocxFile.p("Ba.", list: (3, 2)),
    ].joined()
    let outline = Outline.read(
      RegulationFile.read(try DocxFile.make(body, numbering: numbering), name: "a.docx"))
    #expect(
      OutlineText.lines(outline) == [
        "Chương I. CHUNG", "Điều 1. A", "  [1.1] Một.", "Chương II. RIÊNG", "Điều 2. B", "  [2.1] Hai.",
        "Điều 3. C", "  [3.1] Ba.",
      ])
    #expect(outline.findings.isEmpty)
    var numbers = DocxNumbering()
    try numbers.read(Array("<w:numbering \(DocxFile.w)>\(numbering)</w:numbering>".utf8))
    let labels = [0, 1, 3, 2, 3, 1, 3].map { numbers.label(at: .init(list: 3, level: $0)) }
    #expect(labels == ["Chương I.", "Điều 1.", "1.1)", "1.", "1.2)", "Điều 2.", "1.1)"])
  }

  @Test func `một danh sách đặt lại số đầu (startOverride) và đổi cách viết (lvlOverride)`() throws {
    let numbering =
      "<w:abstractNum w:abstractNumId=\"7\">\(level(0, "decimal", "Điều %1.", start: 4))\(level(1, "decimal", "%2."))</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride><w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"3\"/>\(level(1, "lowerLetter", "%2)"))</w:lvlOverride></w:num><w:num w:numId=\"5\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"-9223372036854775808\"/></w:lvlOverride></w:num>"
    var numbers = DocxNumbering()
    try numbers.read(Array("<w:numbering \(DocxFile.w)>\(numbering)</w:numbering>".utf8))
    func labels(_ list: Int, _ levels: [Int]) -> [String] {
      levels.map { numbers.label(at: .init(list: list, level: $0)) }
    }
    #expect(labels(1, [0, 1, 0]) == ["Điều 4.", "1.", "Điều 5."])
    #expect(labels(2, [0, 1, 1, 0, 1]) == ["Điều 9.", "c)", "d)", "Điều 10.", "c)"])
    #expect(labels(5, [0]) == ["Điều 11."])
  }

  @Test func `sửa có theo dõi đọc như đã chấp nhận, bảng và khung chữ đọc theo thứ tự`() throws {
    let body =
      DocxFile.p("Điều 1. Họp")
      + "<w:p><w:r><w:t>1. Họp </w:t></w:r><w:del><w:r><w:delText>mỗi quý</w:delText></w:r></w:del><w:ins><w:r><w:t>mỗi tháng</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r></w:p>"
      + "<w:tbl><w:tr><w:tc>\(DocxFile.p("2. Trong bảng."))</w:tc></w:tr></w:tbl>"
    #expect(
      lines(try DocxFile.make(body)) == ["Điều 1. Họp", "  [1.1] Họp mỗi tháng", "  [1.2] Trong bảng."])
  }

  @Test func `tên điều in đậm, lời đi liền trong cùng đoạn: tách ở chỗ hết đậm`() throws {
    func run(_ text: String, bold: String?) -> String {
      let properties = bold.map { "<w:rPr><w:b\($0)/></w:rPr>" } ?? ""
      return "<w:r>\(properties)<w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
    }
    func file(_ runs: String...) throws -> [UInt8] {
      try DocxFile.make("<w:p>\(runs.joined())</w:p>" + DocxFile.p("Ghi biên bản."))
    }
    let split = ["Điều 3. Chế độ họp", "  [3.1] Chi bộ họp mỗi tháng một lần.", "  [3.2] Ghi biên bản."]
    #expect(
      lines(try file(run("Điều 3. Chế độ họp ", bold: ""), run("Chi bộ họp mỗi tháng một lần.", bold: nil)))
        == split)
    #expect(
      lines(
        try file(
          run("Điều 3. ", bold: ""), run("Chế độ họp", bold: " w:val=\"1\""),
          run(" Chi bộ họp mỗi tháng một lần.", bold: " w:val=\"0\""))) == split)
    // Only the number in bold; a heading bold in part.
    #expect(
      lines(try file(run("Điều 3.", bold: ""), run(" Chế độ họp", bold: nil)))
        == ["Điều 3. Chế độ họp", "  [3.1] Ghi biên bản."])
    #expect(
      lines(try file(run("Điều 3. Quan hệ", bold: ""), run(" Đảng ủy và chi bộ", bold: nil)))
        == ["Điều 3. Quan hệ Đảng ủy và chi bộ", "  [3.1] Ghi biên bản."])
  }

  @Test func `phông chữ của từng đoạn quyết định bảng mã`() throws {
    let body =
      DocxFile.p(LegacyTwin.tcvn3("Điều 1. Chi ủy"), font: ".VnTime")
      + DocxFile.p(LegacyTwin.vni("1. Chuẩn bị kỳ họp."), font: "VNI-Times")
      + DocxFile.p("2. Điều hành.", font: "Times New Roman")
    #expect(
      lines(try DocxFile.make(body)) == ["Điều 1. Chi ủy", "  [1.1] Chuẩn bị kỳ họp.", "  [1.2] Điều hành."])
  }

  @Test func `kiểu chữ cho số và phông`() throws {
    let styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"K\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr></w:style>"
    let numbering =
      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    let styled =
      "<w:p><w:pPr><w:pStyle w:val=\"K\"/></w:pPr><w:r><w:t>\(LegacyTwin.tcvn3("chuẩn bị"))</w:t></w:r></w:p>"
    let file = try DocxFile.make(
      DocxFile.p("Điều 1. A") + styled + styled, numbering: numbering, styles: styles)
    #expect(lines(file) == ["Điều 1. A", "  [1.1] chuẩn bị", "  [1.2] chuẩn bị"])
  }

  @Test func `PDF có lớp chữ đọc được, dòng gãy nối lại, số trang bỏ đi`() async throws {
    let long = String(
      repeating: "chuẩn bị nội dung, triệu tập và chủ trì kỳ họp thường lệ của chi bộ; ", count: 60)
    let document = PrintedDocument(
      title: "Quy chế",
      blocks: [
        .paragraph(.init("Điều 1. Trách nhiệm của chi ủy")), .paragraph(.init(PrintedText("1. \(long)hết."))),
        .paragraph(.init("2. Báo cáo chi bộ.")), .paragraph(.init("Điều 2. Hiệu lực")),
        .paragraph(.init("1. Có hiệu lực từ ngày ký.")),
      ])
    let outline = Outline.read(await RegulationFile.readAside(try document.pdf(), name: "a.pdf"))
    #expect(outline.articles.count == 2 && outline.clauses.count == 3)
    #expect(outline.clauses.first.map { outline.text(of: $0) } == long + "hết.")
    #expect(outline.findings.isEmpty)
  }
}
