import Rules
import Testing

/// Small exact things: rounding, majorities, fractions, and counts over nothing.
struct ExactnessTests {
  @Test func `mọi cách làm tròn trên các phân số nhỏ`() {
    for rounding in Rounding.allCases {
      for bottom in 1...24 {
        for top in -60...60 {
          let expected = PlainFraction(Int128(top), Int128(bottom)).rounded(rounding.rawValue)
          let value: Int128 = Int128(rounding(top, over: bottom) ?? .max)
          #expect(value == expected, "\(top)/\(bottom) \(rounding)")
        }
      }
      #expect(rounding(1, over: 0) == nil && rounding(1, over: -3) == nil)
      #expect(rounding(.max, over: 1) == .max && rounding(.min, over: 1) == .min)
    }
  }

  @Test func `quá bán và hai phần ba`() throws {
    let pack = try #require(
      PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/every-construct.yaml")).pack)
    let half = try #require(pack.majorities.first { $0.id == "ballot" })
    let twoThirds = try #require(pack.majorities.first { $0.id == "admission" })
    for (base, needed) in [(0, 1), (1, 1), (2, 2), (3, 2), (20, 11), (21, 11)] {
      #expect(half.needed(of: base) == needed)
    }
    for (base, needed) in [(0, 0), (3, 2), (9, 6), (10, 7), (11, 8)] {
      #expect(twoThirds.needed(of: base) == needed)
    }
    for base in 0...500 {
      let more = try #require(half.needed(of: base)), least = try #require(twoThirds.needed(of: base))
      #expect(more * 2 > base && (more - 1) * 2 <= base)
      #expect(least * 3 >= base * 2 && (least - 1) * 3 < base * 2)
    }
    #expect(half.needed(of: -1) == nil && twoThirds.needed(of: .max) == nil)
  }

  @Test func `số viết thế nào thì đúng thế ấy`() {
    for (text, top, bottom) in [
      ("12", 12, 1), ("-3", -3, 1), ("66.67", 6667, 100), ("2/3", 2, 3), ("20 %", 1, 5), ("2.5/5", 1, 2),
      ("66.67 %", 6667, 10_000),
    ] {
      #expect(Ratio(text) == Ratio(top, over: bottom))
    }
    for text in [
      "", "-", ".", "1/0", "1/-2", "1e9", "٣", "1,5", "%", "1//2", "1/2/3", String(repeating: "9", count: 16),
      "0x10", "+5", "∞", "--1",
    ] {
      #expect(Ratio(text) == nil, "\(text)")
    }
    #expect(Ratio(.min, over: 1) == nil && Ratio(1, over: .min) == nil && Ratio(1, over: 0) == nil)
  }

  @Test func `số đếm của nơi không có ai`() throws {
    let pack = try #require(
      PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/every-construct.yaml")).pack)
    let program = try #require(PackLoader.program(pack).program)
    let parents = ["member": "cell", "cell": "base", "base": "area"]
    func table(_ entity: String, _ ids: [Int64]) -> Snapshot.Table {
      Snapshot.Table(entity: entity, ids: .numbers(ids), owners: ids.map { _ in 0 }, columns: [:])
    }
    let snapshot = Snapshot(
      [table("member", []), table("cell", [1, 2]), table("base", [1]), table("area", [1])], parents: parents)
    let counts = program.run(snapshot).counts
    for (n, aggregate) in pack.aggregates.enumerated() where aggregate.entity == "cell" {
      let count = try #require(counts[n])
      switch aggregate.kind {
      case .share: #expect(count.bases == [0, 0], "tỷ lệ của không ai là chưa biết")
      case .all: #expect(count.values == [1, 1])
      default: #expect(count.values == [0, 0])
      }
    }
    // Nothing to grade at all.
    for empty in [
      Snapshot([], parents: [:]),
      Snapshot(
        [table("member", []), table("cell", []), table("base", []), table("area", [])], parents: parents),
    ] {
      #expect(program.run(empty, chunk: 0, threads: 0).decisions.allSatisfy { $0?.outcomes.count == 0 })
    }
  }
}
