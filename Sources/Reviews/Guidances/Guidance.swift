import Basics
import Foundation
import Registry
import Rules

/// Guidance — hướng dẫn xếp loại: a rule pack that comes with the product, named by its folder.
package struct Guidance: Sendable {
  package var name: String
  package var pack: Pack
  package var hash: String
  /// The files it was read from, as a draft begins with them.
  package var text: GuidanceText

  package init(
    name: String, pack: Pack, hash: String, text: GuidanceText = GuidanceText(pack: "", source: "")
  ) {
    (self.name, self.pack, self.hash, self.text) = (name, pack, hash, text)
  }

  /// The period a round of a year grades, as the pack counts it.
  package func program(_ year: Int, layout: Layout? = nil) -> Program? {
    PackLoader.program(pack, year: year, layout: layout).program
  }
}

/// Every guidance in `Content/RulePacks`, the latest first.
package struct Guidances: Sendable {
  package let all: [Guidance]

  package init(_ content: Content) throws {
    let folder = content.folder + "/RulePacks"
    var found: [Guidance] = []
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? [] {
      guard FileManager.default.fileExists(atPath: "\(folder)/\(name)/pack.yaml") else { continue }
      let loaded = PackLoader.load(at: "\(folder)/\(name)")
      guard let pack = loaded.pack, !loaded.hasErrors else {
        throw ContentRefusal.unreadable(
          "RulePacks/\(name)", loaded.findings.first { $0.severity == .error }?.message ?? "không đọc được")
      }
      let source = (try? String(contentsOfFile: "\(folder)/\(name)/source.md", encoding: .utf8)) ?? ""
      found.append(
        Guidance(
          name: name, pack: pack, hash: loaded.hash, text: GuidanceText(pack: loaded.text, source: source)))
    }
    all = found.sorted { ($1.pack.validFrom, $1.name) < ($0.pack.validFrom, $0.name) }
  }

  package subscript(name: String) -> Guidance? { all.first { $0.name.utf8.elementsEqual(name.utf8) } }

  /// The guidance a year is graded under. Two of one time (a regulation with an older and a newer guidance) do not both
  /// cover a year; where they do, the later one holds.
  package func guidance(of year: Int) -> Guidance? {
    all.first { $0.pack.rounds.period == .year && $0.pack.status != .draft && $0.pack.rounds.covers(year) }
  }

  /// The years a round can be graded for by some guidance, until a year, the latest first.
  package func years(until year: Int) -> [Int] {
    let first = all.map(\.pack.rounds.from).min() ?? year
    guard first <= year else { return [] }
    return (first...year).reversed().filter { guidance(of: $0) != nil }
  }
}
