import Basics
import Foundation
import Registry
import Testing
import TextReuse

@testable import Regulations

@Suite struct `Cả một bộ quy chế` {
  /// Some four hundred syllables, so that two clauses hardly meet by chance.
  private static let words: [String] = [
    "b", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "nh", "ph", "r", "t", "th", "tr", "v", "x",
  ]
  .flatMap { onset in
    [
      "an", "ằng", "âu", "ích", "iên", "ôn", "ơi", "ương", "ụt", "ữa", "ay", "ệnh", "oàn", "ọc", "ầm", "ủy",
      "êu", "ới", "ạch", "ong", "ử", "ảo",
    ]
    .map { onset + $0 }
  }

  private struct Dice {
    var state: UInt64
    mutating func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    mutating func clause() -> String {
      (0..<14).map { _ in `Cả một bộ quy chế`.words[next(`Cả một bộ quy chế`.words.count)] }.joined(
        separator: " ")
    }
  }

  private func text(_ articles: [[String]]) -> String {
    articles.enumerated().map { n, clauses in
      "Điều \(n + 1). Nội dung\n"
        + clauses.enumerated().map { "\($0.offset + 1). \($0.element)." }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Twelve committees with two cells; the first cell of each repeats an article that leads the Hội Nông dân; files in
  /// turn in NFC, NFD, TCVN3, VNI and Word.
  private func corpus() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("corpus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("docs"), withIntermediateDirectories: true)
    var dice = Dice(state: 5)
    var list: [String] = []
    var count = 0
    func put(_ id: String, _ superior: String?, _ articles: [[String]], has: String = "") throws {
      let sound = text(articles)
      count += 1
      let form = count % 5
      let name = "docs/\(id).\(form == 4 ? "docx" : "txt")"
      let bytes: [UInt8] =
        switch form {
        case 1: Array(sound.decomposedStringWithCanonicalMapping.utf8)
        case 2: Array(LegacyTwin.tcvn3(sound).utf8)
        case 3: Array(LegacyTwin.vni(sound).utf8)
        case 4: try DocxFile.make(sound.split(separator: "\n").map { DocxFile.p(String($0)) }.joined())
        default: Array(sound.utf8)
        }
      try Data(bytes).write(to: folder.appendingPathComponent(name))
      list.append(
        "{\"id\":\"\(id)\",\"path\":\"\(name)\",\"kind\":\"\(superior == nil ? "committee" : "ap")\",\"superior\":\(superior.map { "\"\($0)\"" } ?? "null"),\"has_orgs\":[\(has)]}"
      )
    }
    for tree in 0..<12 {
      let shared = (0..<4).map { _ in dice.clause() } + ["lãnh đạo Hội Nông dân \(dice.clause())"]
      func own() -> [[String]] { (0..<4).map { _ in (0..<4).map { _ in dice.clause() } } }
      try put("K\(tree)", nil, own() + [shared])
      try put("C\(tree)A", "K\(tree)", own() + [shared])
      try put(
        "C\(tree)B", "K\(tree)", own() + [["lãnh đạo Hội Nông dân \(dice.clause())"]], has: "\"Hội Nông dân\""
      )
    }
    try Data("{\"docs\":[\(list.joined(separator: ","))]}".utf8).write(
      to: folder.appendingPathComponent("corpus.json"))
    return folder.path
  }

  @Test func `điều chép và đối tượng không có được tìm ra ở mọi dạng tệp`() throws {
    let folder = try corpus()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let scan = try CorpusScan(folder: folder, content: TestContent.content)
    let read = try scan.read(.docs)
    #expect(read.findings.isEmpty)
    let rows = AgainstSource(try scan.segment(read), scan.coefficients).rows(scan.sources).filter(
      \.match.isFlagged)
    #expect(
      rows.map { "\($0.document) \($0.article) \($0.sourceArticle)" }.sorted()
        == (0..<12).map { "C\($0)A 5 5" }.sorted())
    #expect(rows.allSatisfy { $0.clauses.count == 5 })
    let absent = scan.absent(read).compactMap { JSON(text: $0) }
    #expect(absent.count == 12 && absent.allSatisfy { $0["org"] == "Hội Nông dân" && $0["n"] == 5 })
  }

  @Test func `chỉ mục lập một lần hay thêm dần trả lời như nhau`() throws {
    let folder = try corpus()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let indexing = CorpusIndexing(try CorpusScan(folder: folder, content: TestContent.content))
    let path = folder + "/index"
    #expect(try indexing.make(path).documents == 36)
    let again = try indexing.add(to: path)
    #expect(again.documents == 0 && again.segments == 1)
    #expect(try IndexFile.open(path).documentCount == 36)
  }

  @Test func `bộ văn bản thiếu danh sách bị từ chối`() {
    #expect(throws: CorpusRefusal.self) { try CorpusScan(folder: "/khong-co", content: TestContent.content) }
  }
}
