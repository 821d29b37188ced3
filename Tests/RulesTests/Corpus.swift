import Foundation
import Rules

/// The packs the tests read, found from this file: the package may be built from anywhere.
enum Corpus {
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ inside: String) -> String { root.appendingPathComponent(inside).path }

  static func text(_ inside: String) throws -> String {
    try String(contentsOfFile: path(inside), encoding: .utf8)
  }

  /// The names of the files of a folder that end so, in order.
  static func names(_ folder: String, ending: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
    return all.filter { $0.hasSuffix(ending) }.sorted()
  }

  static let bad = names("Tests/Corpus/packs/bad", ending: ".yaml")
  static let good = names("Tests/Corpus/packs/good", ending: ".yaml")
  /// The guidances the product ships.
  static let shipped = names("Content/RulePacks", ending: "").filter {
    FileManager.default.fileExists(atPath: path("Content/RulePacks/\($0)/pack.yaml"))
  }

  /// Good packs and shipped ones, by the path from the root.
  static let allPacks =
    good.map { "Tests/Corpus/packs/good/\($0)" } + shipped.map { "Content/RulePacks/\($0)/pack.yaml" }
}

/// SplitMix64: the same draws on every machine, so a failure can be repeated from its seed.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// What this thread has worked, in seconds: others at work beside it do not count.
enum ThreadTime {
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
