import Foundation
import Rules
import Testing

/// Packs damaged at random places: each is answered with findings or runs over whatever people there are; nothing traps and
/// nothing takes for ever.
struct RandomPackTests {
  private static let signs = [
    "[", "]", "{", "}", "(", ")", ",", ":", "- ", "#", "\"", "'", "&a ", "*a", "!x ", "|", ">", "%", "\n",
    "\t",
    "  ", "0", "-1", "999999999999999", "9999999999999999999999", "1/0", "0/3", "2/3", "0.000001", "00",
    "1e9",
    "true", "not ", "and ", "or ", " in ", "known(", "share(", "2025-02-30", "9999-12-31", "0001-01-01",
    "null",
    "~", "notGraded", "undecided", "A", "id", "\u{0}", "\u{FEFF}", "ế", "🙂", "\u{202E}",
  ]

  private func damaged(_ text: String, _ random: inout SeededRandom) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<random.whole(1...3) {
      let n = random.whole(0...lines.count - 1)
      switch random.whole(0...9) {
      case 8, 9:
        // Another number in place of one: most often what comes of it still loads.
        var words = lines[n].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let numbers = words.indices.filter { Int(words[$0].prefix { $0.isNumber }) != nil }
        guard let at = numbers.randomElement(using: &random) else { continue }
        words[at] = "\(random.whole(0...120))" + words[at].drop { $0.isNumber }
        lines[n] = words.joined(separator: " ")
      case 0: lines.remove(at: n)
      case 1: lines.insert(lines[random.whole(0...lines.count - 1)], at: n)
      case 2: lines.swapAt(n, random.whole(0...lines.count - 1))
      case 3: lines[n] = " " + lines[n]
      case 4: lines[n] = String(lines[n].dropFirst(random.whole(0...max(lines[n].count, 1))))
      default:
        var words = lines[n].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let at = random.whole(0...words.count - 1)
        let others = lines[random.whole(0...lines.count - 1)].split(separator: " ").map(String.init)
        words[at] =
          random.happens(50)
          ? Self.signs[random.whole(0...Self.signs.count - 1)]
          : others.isEmpty ? "" : others[random.whole(0...others.count - 1)]
        lines[n] = words.joined(separator: " ")
      }
      if lines.isEmpty { return "" }
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: Corpus.good) func `bộ quy tắc bị phá ngẫu nhiên: được báo hoặc chạy được`(_ name: String)
    throws
  {
    let text = try Corpus.text("Tests/Corpus/packs/good/\(name)")
    var random = SeededRandom(UInt64(name.utf8.count) &* 104_729)
    var ran = 0
    for _ in 0..<150 {
      let damaged = damaged(text, &random)
      let before = ThreadTime.now
      let loaded = PackLoader.load(text: damaged, path: "pack.yaml")
      #expect(ThreadTime.now - before < 5)
      guard let pack = loaded.pack, !loaded.hasErrors, let program = PackLoader.program(pack).program else {
        #expect(loaded.findings.contains { $0.severity == .error })
        continue
      }
      // What still loads runs: over nobody, over somebody, and shows itself.
      let world = Snapshot(Self.tables(program, people: 7, &random), parents: Self.parents(program))
      for snapshot in [Snapshot([], parents: [:]), world] {
        let verdicts = program.run(snapshot, chunk: 3)
        let examination = Examination(program, snapshot, verdicts)
        for decision in pack.decisions { _ = examination.explain(decision.id, 0)?.text }
        _ = Checksums(program, snapshot, verdicts).figures
      }
      #expect(!PackDocument(program).markdown.isEmpty)
      ran += 1
    }
    #expect(ran > 0)
  }

  private static func parents(_ program: Program) -> [String: String] {
    var parents: [String: String] = [:]
    for entity in program.layout.entities {
      parents[entity.id] = entity.parent.map { program.layout.entities[$0].id }
    }
    return parents
  }

  /// Every fact at one of its ends, in between, or missing.
  private static func tables(_ program: Program, people: Int, _ random: inout SeededRandom) -> [Snapshot
    .Table]
  {
    program.layout.entities.map { entity in
      var table = Snapshot.Table(
        entity: entity.id, ids: .numbers((0..<Int64(people)).map { $0 }),
        owners: (0..<people).map { _ in entity.parent == nil ? 0 : Int32(random.whole(0...people - 1)) },
        columns: [:])
      for fact in program.pack.facts where fact.entity == entity.id {
        let values = (0..<people).map { _ -> Int? in
          switch fact.kind {
          case .boolean: return [nil, 0, 1][random.whole(0...2)]
          case .choice(let words): return random.happens(20) ? nil : random.whole(0...words.count - 1)
          case .day: return random.happens(20) ? nil : [-719_162, 2_932_896, 20_000][random.whole(0...2)]
          case .number:
            let range = fact.range ?? -2_000_000_000...2_000_000_000
            return [nil, range.lowerBound, range.upperBound, random.whole(range)][random.whole(0...3)]
          }
        }
        table.columns[fact.id] = Column(values)
      }
      return table
    }
  }
}
