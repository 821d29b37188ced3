import Basics
import Formats
import Foundation
import Testing
import TextReuse

import Registry

@testable import Regulations

@Suite struct `Tệp xấu thành lời báo, không thành sự cố` {
  private func codes(_ file: [UInt8], _ name: String = "a.docx") -> [String] {
    Outline.read(RegulationFile.read(file, name: name)).findings.map(\.code)
  }

  private func raw(_ document: String) throws -> [UInt8] {
    var file = ZipFile()
    file.add("word/document.xml", text: document)
    return try file.bytes()
  }

  @Test func `bom nén`() throws {
    var file = ZipFile()
    file.add("word/document.xml", [UInt8](repeating: 0x20, count: 40_000_000))
    #expect(codes(try file.bytes()) == ["zip.unpacksTooLarge"])
  }

  @Test func `DOCTYPE và thực thể`() throws {
    let bomb =
      "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document \(DocxFile.w)><w:body>&b;</w:body></w:document>"
    #expect(codes(try raw(bomb)) == ["xml.doctype"])
  }

  @Test func `triệu phần tử lồng nhau`() throws {
    // Dice that pack badly, so that the depth is met before the ratio of packing.
    var dice = SystemRandomNumberGenerator()
    var body = "<w:document \(DocxFile.w)><w:body>"
    for _ in 0..<1_000_000 { body += "<w:a\(UInt8.random(in: 0...9, using: &dice))>" }
    let found = codes(try raw(body))
    #expect(found == ["xml.tooDeep"] || found == ["zip.unpacksTooLarge"])
    let paragraphs = String(repeating: "<w:p><w:r><w:pict/>", count: 90)
    #expect(codes(try raw("<w:document \(DocxFile.w)><w:body>\(paragraphs)")).count == 1)
  }

  @Test func `mẫu từ xa không được tải, có lời báo`() throws {
    let links =
      "<Relationships><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://example.invalid/a.dotm\" TargetMode=\"External\"/></Relationships>"
    let file = try DocxFile.make(DocxFile.p("Điều 1. A") + DocxFile.p("1. x"), settings: links)
    #expect(codes(file) == ["docx.remote"])
    #expect(Outline.read(RegulationFile.read(file, name: "a.docx")).articles.count == 1)
  }

  @Test func `tệp trống, tệp cụt, tệp không phải Word, Word đời cũ`() throws {
    #expect(codes([], "a.txt").contains("regulation.empty"))
    #expect(codes(Array("  \n \n".utf8), "a.txt").contains("regulation.empty"))
    let sound = try DocxFile.make(DocxFile.p("Điều 1. A"))
    #expect(codes(Array(sound.dropLast(30))) == ["zip.broken"])
    #expect(codes([0x50, 0x4B]) == ["zip.notZip"] && codes([0x50, 0x4B, 3, 4]).count == 1)
    #expect(codes([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "a.doc") == ["regulation.oldWord"])
    #expect(RegulationFile.read(path: "/khong-co/a.txt").findings.map(\.code) == ["regulation.unreadable"])
    #expect(RegulationFile.read(path: "/").findings.map(\.code) == ["regulation.unreadable"])
  }

  @Test func `PDF hỏng và bản quét`() async throws {
    let broken = await RegulationFile.readAside(Array("%PDF-1.7\nkhông có gì".utf8), name: "a.pdf")
    #expect(broken.findings.map(\.code) == ["pdf.unreadable"])
    let scan = PrintedDocument(title: "Quét", blocks: [.paragraph(.init(" "))])
    let empty = await RegulationFile.readAside(try scan.pdf(), name: "a.pdf")
    #expect(empty.findings.map(\.code) == ["pdf.scanned"])
  }

  @Test func `nhiều tệp đang mở không cản việc đọc PDF`() async throws {
    let document = PrintedDocument(
      title: "Quy chế",
      blocks: [
        .paragraph(.init("Điều 1. Phạm vi của quy chế")),
        .paragraph(.init("1. Chi bộ họp hằng tháng và bàn việc đã giao.")),
      ])
    let file = try document.pdf()
    var open: [FileHandle] = []
    defer { for handle in open { try? handle.close() } }
    for _ in 0..<1_500 {
      guard let handle = FileHandle(forReadingAtPath: "/dev/null") else { break }
      open.append(handle)
    }
    let outline = Outline.read(await RegulationFile.readAside(file, name: "a.pdf"))
    #expect(outline.articles.count == 1)
  }

  @Test func `ba trăm trang, khoản một megabyte, dấu chồng hàng nghìn: đọc và so trong giới hạn`() throws {
    var text = ""
    for article in 1...150 {
      text += "Điều \(article). Nội dung \(article)\n"
      for clause in 1...60 {
        text += "\(clause). Chi bộ bàn việc số \(article * clause) và phân công người phụ trách theo dõi.\n"
      }
    }
    let long = Outline.read(RegulationFile.read(Array(text.utf8), name: "a.txt"))
    #expect(long.articles.count == 150 && long.clauses.count == 9000)

    let megabyte =
      "Điều 1. A\n1. " + String(repeating: "chi bộ họp bàn ", count: 60_000) + "\n2. x"
      + String(repeating: "\u{301}", count: 50_000)
    let tools = try ReuseTools(TestContent.content)
    let huge = RegulationComparison.Side(
      name: "a", outline: Outline.read(RegulationFile.read(Array(megabyte.utf8), name: "a.txt")))
    #expect(huge.outline.clauses.count == 2)
    #expect(
      huge.outline.findings.map(\.code) == ["regulation.marks", "outline.longClause", "outline.longClause"])
    // The whole clause keeps its place; a page shows its beginning.
    #expect(huge.outline.clauses.first.map { $0.range.count } ?? 0 > 900_000)
    let shown = huge.outline.clauses.map { huge.outline.shown($0).utf8.count }
    #expect(shown.allSatisfy { $0 < 20_000 })
    let clock = ContinuousClock()
    let time = try clock.measure {
      let report = try RegulationComparison(
        huge, huge, ownAudience: "cell", sourceAudience: "committee", tools: tools)
      #expect(!ComparisonText.lines(report.reading).isEmpty)
      let other = try RegulationComparison(
        .init(name: "b", outline: long), huge, ownAudience: "cell", sourceAudience: "committee", tools: tools)
      #expect(other.comparison.articles.count == 150)
    }
    #expect(time < .seconds(60))
  }

  @Test func `dấu chồng, văn bản quá dài, tệp mang tên khác với bên trong: nói đúng điều không ổn`() {
    let zalgo = "Điều 1. A\n1. Chi bộ họp mỗi tháng một lần" + String(repeating: "\u{301}", count: 20_000)
    #expect(codes(Array(zalgo.utf8), "a.txt") == ["regulation.marks"])
    let twice =
      "Điều 1. A\n1. "
      + "Chi bộ họp mỗi tháng một lần, bàn việc đã giao.".decomposedStringWithCanonicalMapping
    #expect(codes(Array(twice.utf8), "a.txt") == [])
    let endless = "Điều 1. A\n" + String(repeating: "1. chi bộ họp\n", count: 400_000)
    #expect(codes(Array(endless.utf8), "a.txt").first == "regulation.tooLong")
    #expect(codes(Array("Điều 1. A\n1. b".utf8), "a.docx") == ["regulation.otherKind"])
    #expect(codes([0x4D, 0x5A, 0x90, 0x00, 0x03, 0x00], "x.exe") == ["regulation.noText"])
  }

  @Test func `văn bản tiếng nước khác: không có điều, có lời báo`() {
    let text = "Reglamento interno\nArtículo 1. Ámbito\n1. Se aplica a todos.\nArtículo 2. Órganos"
    #expect(codes(Array(text.utf8), "a.txt") == ["outline.noArticles"])
    #expect(codes(Array("党支部工作条例\n第一条 总则".utf8), "a.txt") == ["outline.noArticles"])
  }

  @Test func `byte bất kỳ không làm sập`() {
    var state: UInt64 = 42
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 40)
    }
    let seed = Array(OutlineTests.regulation.utf8)
    for _ in 0..<400 {
      var bytes = seed
      for _ in 0..<20 { bytes[(Int(next()) * 256 + Int(next())) % bytes.count] = next() }
      let outline = Outline.read(RegulationFile.read(bytes, name: "a.txt"))
      #expect(outline.lines(document: "a").count == outline.clauses.count)
    }
  }
}

typealias OutlineTests = `Bố cục quy chế`

enum TestContent {
  static let content = Content(
    folder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Content").path)
}
