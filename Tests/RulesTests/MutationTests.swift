import Foundation
import Rules
import Testing

/// Whatever stands in a file, reading it ends, with findings at most.
struct MutationTests {
  #if DEBUG
    static let rounds = 120
  #else
    static let rounds = 1_500
  #endif

  private func survives(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let loaded = PackLoader.load(text: text, path: "pack.yaml")
    guard let pack = loaded.pack, !loaded.hasErrors, let program = PackLoader.program(pack).program else {
      return true
    }
    // What is accepted must also run: on nothing, and on one record of everything without any fact.
    _ = program.run(Snapshot([], parents: [:]))
    var parents: [String: String] = [:]
    for entity in program.layout.entities {
      parents[entity.id] = entity.parent.map { program.layout.entities[$0].id }
    }
    let tables = program.layout.entities.map {
      Snapshot.Table(entity: $0.id, ids: .numbers([1]), owners: [0], columns: [:])
    }
    return program.run(Snapshot(tables, parents: parents)).decisions.count == pack.decisions.count
  }

  @Test(arguments: Corpus.good) func `một byte đổi, mất, thêm hay một đoạn lặp lại`(_ name: String) throws {
    let original = Array(try Corpus.text("Tests/Corpus/packs/good/\(name)").utf8)
    var random = SeededRandom(UInt64(name.utf8.count) &* 977)
    let signs = Array("[]{}:,-&*!#?|>'\"% \n\t0A9.()<=".utf8)
    for _ in 0..<Self.rounds {
      var bytes = original
      for _ in 0..<random.whole(1...4) where !bytes.isEmpty {
        let at = random.whole(0...bytes.count - 1)
        switch random.whole(0...5) {
        case 0: bytes[at] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(signs[random.whole(0...signs.count - 1)], at: at)
        case 3: bytes[at] = signs[random.whole(0...signs.count - 1)]
        case 4:
          bytes.insert(
            contentsOf: bytes[at..<min(at + random.whole(1...60), bytes.count)],
            at: random.whole(0...bytes.count - 1))
        default: bytes.removeSubrange(at..<min(at + random.whole(1...40), bytes.count))
        }
      }
      let before = ThreadTime.now
      #expect(survives(bytes))
      #expect(ThreadTime.now - before < 5, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func `rác viết bằng dấu của YAML`() {
    var random = SeededRandom(2_026)
    let words = [
      "[", "]", "{", "}", ": ", ", ", "- ", "? ", "&a ", "*a", "!!map ", "|\n", ">\n", "\"", "'", "\n", "  ",
      "#", "%YAML 1.1\n", "---\n", "...\n", "id", "facts",
      "decisions", "rules", "when", "then", "scale", "2/3", "~", "\u{0}", "\u{FEFF}", "\t", "ế", "\u{85}",
      "<<: ",
    ]
    for _ in 0..<Self.rounds * 4 {
      let text = (0..<random.whole(1...60)).map { _ in words[random.whole(0...words.count - 1)] }.joined()
      #expect(survives(Array(text.utf8)))
    }
  }
}
