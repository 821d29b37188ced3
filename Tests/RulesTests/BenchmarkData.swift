import Foundation

/// The data of the benchmark, drawn from its specification alone: SplitMix64 as a counter, integers only.
struct BenchmarkData {
  let members: Int, cells: Int, committees: Int

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private func draw(_ domain: UInt64, _ id: Int, _ k: UInt64) -> UInt64 {
    Self.mix(Self.mix(domain &* 1_000_003 &+ k) &+ UInt64(id)) >> 32
  }
  private func skewed(_ domain: UInt64, _ id: Int, _ k: UInt64, _ n: Int) -> Int {
    Int((max(draw(domain, id, k), draw(domain, id, k + 1)) &* UInt64(n)) >> 32)
  }
  private func product(_ domain: UInt64, _ id: Int, _ k: UInt64, _ n: Int) -> Int {
    Int((((draw(domain, id, k) &* draw(domain, id, k + 1)) >> 32) &* UInt64(n)) >> 32)
  }

  var cellRows: String {
    var text = "cell_id,committee_id,cell_disciplined\n"
    for id in 0..<cells {
      text += "\(id),\(skewed(2, id, 0, committees)),\(draw(2, id, 2) % 100 < 1 ? 1 : 0)\n"
    }
    return text
  }

  var memberRows: String {
    var text =
      "member_id,cell_id,tasks_pct,discipline,attendance_months,votes_for,votes_total,probation,exempt\n"
    for id in 0..<members {
      let cell = (skewed(1, id, 0, cells) * 7_919) % cells
      let spread = 15 + Int(draw(2, cell, 3) % 66)
      let assembly = 3 + Int(draw(2, cell, 4) % 58)
      let tasks = 100 - product(1, id, 2, spread + 1)
      let d = draw(1, id, 4) % 10_000
      let discipline = d < 10 ? "dismissal" : d < 40 ? "warning" : d < 100 ? "reprimand" : "none"
      let a = draw(1, id, 5)
      let attendance = a % 100 < 90 ? 12 : (a / 100) % 13
      let total = draw(1, id, 6) % 1_000 < 5 ? 0 : assembly
      let votes = total - product(1, id, 7, total + 1)
      text +=
        "\(id),\(cell),\(tasks),\(discipline),\(attendance),\(votes),\(total),\(draw(1, id, 9) % 100 < 2 ? 1 : 0),\(draw(1, id, 10) % 100 < 5 ? 1 : 0)\n"
    }
    return text
  }

  /// Writes both files into a folder of their own for as long as they are read.
  func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-review-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(memberRows.utf8).write(to: folder.appendingPathComponent("members.csv"))
    try Data(cellRows.utf8).write(to: folder.appendingPathComponent("cells.csv"))
    return try body(folder.path)
  }
}
