import Foundation
import Testing

@testable import TextReuse

@Suite struct `Chỉ mục` {
  private func segment(_ documents: [ReuseDocument], after: ReuseIndex? = nil) throws -> Segment {
    let builder = SegmentBuilder(library: .none, after: after)
    for document in documents { builder.add(document) }
    return try builder.build()
  }

  /// What a person would see of all rows, sorted so that only what is said counts.
  private func said(_ rows: [AgainstAll.Row]) -> [String] {
    rows.map { row in
      let partners = row.partners.map {
        "\($0.document):\($0.article):\($0.match.probability):\($0.clauses.count)"
      }
      return "\(row.document) \(row.article) \(partners)"
    }.sorted()
  }

  private func said(_ rows: [AgainstSource.Row]) -> [String] {
    rows.map {
      "\($0.document) \($0.article) \($0.sourceArticle) \($0.match.probability) \($0.clauses.count)"
    }.sorted()
  }

  private func temporary() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("reuse-\(UUID().uuidString)").path
  }

  @Test func `tìm đúng những điều đã chép, cả dọc lẫn ngang`() throws {
    let segment = try segment(World.corpus())
    let vertical = AgainstSource(segment, World.coefficients).rows(World.sources)
    let flagged = vertical.filter(\.match.isFlagged)
    #expect(flagged.count == 60)
    #expect(
      flagged.allSatisfy { $0.document.hasSuffix("C0") && ($0.article == 6 ? 2 : 5) == $0.sourceArticle })
    let horizontal = AgainstAll(ReuseIndex(segment), World.coefficients).rows().filter {
      $0.partners.first?.match.isFlagged == true
    }
    #expect(horizontal.count == 120)
    #expect(
      horizontal.allSatisfy {
        $0.document.dropLast($0.document.hasSuffix("K") ? 1 : 2)
          == $0.partners[0].document.dropLast(
            $0.partners[0].document.hasSuffix("K") ? 1 : 2)
      })
  }

  @Test func `thứ tự văn bản không đổi kết quả`() throws {
    let documents = World.corpus()
    let (one, two) = (try segment(documents), try segment(documents.reversed()))
    #expect(
      said(AgainstSource(one, World.coefficients).rows(World.sources))
        == said(AgainstSource(two, World.coefficients).rows(World.sources)))
    #expect(
      said(AgainstAll(ReuseIndex(one), World.coefficients).rows())
        == said(AgainstAll(ReuseIndex(two), World.coefficients).rows()))
  }

  @Test func `thêm dần từng phần cho cùng kết quả với lập một lần`() throws {
    let documents = World.corpus()
    let whole = ReuseIndex(try segment(documents))
    // A tree is divided among three segments on purpose.
    let (a, b, c) = (Array(documents[0..<50]), Array(documents[50..<51]), Array(documents[51...]))
    let first = try segment(a)
    let second = try segment(b, after: ReuseIndex([first], passages: []))
    let third = try segment(c, after: ReuseIndex([first, second], passages: []))
    let parts = ReuseIndex([first, second, third], passages: [])
    #expect(parts.trees == whole.trees && parts.documentCount == whole.documentCount)
    let words = documents[52].words
    for order in 1...3 {
      for at in 0..<words.count - 3 {
        let feature = words.withUnsafeBufferPointer { buffer in
          buffer.baseAddress.map { Feature.of($0 + at, order) } ?? 0
        }
        #expect(parts.spread(feature, order) == whole.spread(feature, order))
      }
    }
    #expect(
      said(AgainstAll(parts, World.coefficients).rows()) == said(AgainstAll(whole, World.coefficients).rows())
    )
  }

  @Test func `ghi ra tệp, mở lại, thêm vào, và tệp bị cắt cụt`() throws {
    let documents = World.corpus()
    let path = temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try IndexFile.Writer(
      path, passages: [.init(id: "1", text: "một", audience: "any", source: "s")])
    try writer.add(try segment(Array(documents[0..<80])))
    try writer.finish()
    let opened = try IndexFile.open(path)
    #expect(opened.documentCount == 80 && opened.passages.first?.source == "s")
    try IndexFile.append(try segment(Array(documents[80...]), after: opened), to: path, after: opened)
    let more = try IndexFile.open(path)
    #expect(more.documentCount == documents.count)
    let whole = ReuseIndex(try segment(documents))
    let new = documents[100]
    #expect(
      said(AgainstAll(more, World.coefficients).rows(of: new, library: .none))
        == said(AgainstAll(whole, World.coefficients).rows(of: new, library: .none)))

    // A torn append loses only itself.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.dropLast(1000).write(to: URL(fileURLWithPath: path))
    #expect(try IndexFile.open(path).documentCount == 80)
  }

  @Test func `tệp chỉ mục hỏng bị từ chối, không làm sập`() throws {
    let path = temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: IndexRefusal.self) { try IndexFile.open(path) }
    let writer = try IndexFile.Writer(path, passages: [])
    try writer.add(try segment(Array(World.corpus()[0..<12])))
    try writer.finish()
    let sound = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var dice = World(seed: 99)
    for _ in 0..<120 {
      var bytes = sound
      for _ in 0..<(1 + dice.next(4)) { bytes[dice.next(min(bytes.count, 6000))] = UInt8(dice.next(256)) }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      guard let index = try? IndexFile.open(path) else { continue }
      // Whatever was opened answers within its bytes.
      _ = AgainstAll(index, World.coefficients).rows(of: World.corpus()[3], library: .none)
    }
    try Data("không phải chỉ mục, chỉ là chữ".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: IndexRefusal.notIndex(path)) { try IndexFile.open(path) }
  }

  @Test func `văn bản trùng mã chỉ tính một lần; chỉ mục trống vẫn trả lời`() throws {
    let document = World.corpus()[0]
    #expect(try segment([document, document]).documentCount == 1)
    let empty = ReuseIndex(try segment([]))
    #expect(AgainstAll(empty, World.coefficients).rows(of: document, library: .none).isEmpty)
  }
}
