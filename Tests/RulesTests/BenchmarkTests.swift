import Basics
import Foundation
import Rules
import Testing

/// The checksums of the annual review at one percent of its size, as the reference implementation in Python prints them.
struct BenchmarkTests {
  private static let data = BenchmarkData(members: 10_000, cells: 200, committees: 10)

  private static let inForce: [String: JSON] = [
    "member": "2dc452c31419d9fa", "cell_provisional": "a3f9740dc5323eeb", "cell_score": "66ef9e9b652a32a2",
    "cell_final": "8ea6252635f5ff89", "member_trace": "3bad938fb15d4ebc",
  ].mapValues(JSON.string)
  private static let draft: [String: JSON] = [
    "member": "613a7f88313892dd", "cell_provisional": "a58c05fe2e39236d", "cell_score": "f60dbd2f0a783811",
    "cell_final": "404829106bd74a90", "member_trace": "099de2ee94548605",
  ].mapValues(JSON.string)
  private static let grades: [String: [[Int]]] = [
    "member_grades": [[525, 3487, 2794, 2594, 600], [525, 3724, 2557, 2594, 600]],
    "cell_provisional_grades": [[2, 56, 114, 24, 4], [2, 79, 91, 24, 4]],
    "cell_final_grades": [[2, 32, 138, 24, 4], [2, 23, 147, 24, 4]],
  ]

  private func pack(_ name: String) throws -> Pack {
    try #require(PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/\(name)")).pack)
  }

  @Test func `phép trộn số đúng như đặc tả`() { #expect(BenchmarkData.mix(0) == 0xE220_A839_7B1D_CDAF) }

  @Test func `mã kiểm và bảng chuyển mức ở cỡ nhỏ`() throws {
    let packs = [try pack("annual-review.yaml"), try pack("annual-review-draft.yaml")]
    let layout = Layout(packs)
    let programs = try packs.map { try #require(PackLoader.program($0, layout: layout).program) }
    let (read, findings) = try Self.data.withFolder { FactFiles.read(folder: $0, layout: layout) }
    #expect(findings.isEmpty)
    let snapshot = try #require(read)
    let sums = programs.map { Checksums($0, snapshot, $0.run(snapshot, threads: 2)) }
    for (n, expected) in [Self.inForce, Self.draft].enumerated() {
      let figures = sums[n].figures
      for (name, value) in expected { #expect(figures[name] == value, "\(name) của gói \(n)") }
      for (name, both) in Self.grades {
        #expect(figures[name] == .array(both[n].map(JSON.int)), "\(name) của gói \(n)")
      }
    }
    let tables = Checksums.transitions(sums[0], sums[1])
    #expect(
      tables["member_transition"]
        == table([
          [525, 0, 0, 0, 0], [0, 3060, 427, 0, 0], [0, 664, 2130, 0, 0], [0, 0, 0, 2594, 0],
          [0, 0, 0, 0, 600],
        ]))
    #expect(
      tables["cell_final_transition"]
        == table([
          [2, 0, 0, 0, 0], [0, 19, 13, 0, 0], [0, 4, 134, 0, 0], [0, 0, 0, 24, 0], [0, 0, 0, 0, 4],
        ]))
    // Against itself nothing moves.
    guard case .array(let rows)? = Checksums.transitions(sums[0], sums[0])["member_transition"] else {
      throw Missing()
    }
    for (n, row) in rows.enumerated() {
      guard case .array(let counts) = row else { continue }
      #expect(counts.enumerated().allSatisfy { $0.offset == n || $0.element == .int(0) })
    }
  }

  private struct Missing: Error {}

  private func table(_ rows: [[Int]]) -> JSON { .array(rows.map { .array($0.map(JSON.int)) }) }
}
