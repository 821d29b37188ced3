import Testing

@testable import TextReuse

@Suite struct `Điều cùng gốc và câu dùng chung` {
  private func index(_ documents: [ReuseDocument]) throws -> ReuseIndex {
    let builder = SegmentBuilder(library: .none)
    for document in documents { builder.add(document) }
    return ReuseIndex(try builder.build())
  }

  @Test func `một điều nhiều nơi có là một nhà, bản sớm nhất đứng đầu`() throws {
    var world = World(seed: 21)
    let shared = world.articles(1)[0]
    var documents = World.corpus()
    for n in 0..<4 {
      documents.append(World.document("Z\(n)", tree: "Z\(n)", world.articles(3) + [shared]))
    }
    let rows = AgainstAll(try index(documents), World.coefficients).rows()
    let families = Family.families(rows, order: ["Z2", "Z0"])
    let mine = try #require(families.first { $0.head.document.hasPrefix("Z") })
    #expect(mine.head == .init(document: "Z2", article: 4))
    #expect(mine.others.map(\.document) == ["Z0", "Z1", "Z3"])
    // Sixty articles of the corpus have one likeness each.
    #expect(families.count == 61)
    #expect(Family.families([], order: []).isEmpty)
  }

  @Test func `câu có ở nhiều nơi được đề nghị, không bị bỏ`() throws {
    var world = World(seed: 22)
    let closing = "quy chế này có hiệu lực từ ngày chi bộ thông qua và thay cho mọi điều trước"
    let documents = (0..<10).map { n in
      World.document("D\(n)", tree: "D\(n)", world.articles(3) + (n < 4 ? [[closing]] : []))
    }
    let found = WidespreadClause.find(in: try index(documents), share: 200)
    #expect(found == [WidespreadClause(document: "D0", article: 4, clause: .init(1), trees: 4)])
    #expect(WidespreadClause.find(in: try index(documents), share: 500).isEmpty)
  }
}
