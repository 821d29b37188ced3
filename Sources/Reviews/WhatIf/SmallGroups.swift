/// Small groups — nhóm quá nhỏ: counts that would tell about single persons are not shown to who looks from above.
///
/// In a table of counts, one below the limit is hidden, and with it as many others as it takes so that nobody finds it from the
/// sums of its row and column.
package struct SmallGroups: Sendable {
  package static let least = 5
  /// `nil` where a count is hidden.
  package private(set) var table: [[Int?]]

  package init(_ counts: [[Int]]) {
    let width = counts.map(\.count).max() ?? 0
    var hidden = counts.map { row in row.map { $0 > 0 && $0 < Self.least } }
    func mend(_ line: [(Int, Int)]) -> Bool {
      let secret = line.filter { hidden[$0.0][$0.1] }
      // One hidden count is the sum less the others; several small ones together may still be too few.
      let sum = secret.reduce(0) { $0 + counts[$1.0][$1.1] }
      guard !secret.isEmpty, secret.count == 1 || sum < Self.least else { return false }
      let open = line.filter { !hidden[$0.0][$0.1] && counts[$0.0][$0.1] > 0 }
      guard let next = open.min(by: { counts[$0.0][$0.1] < counts[$1.0][$1.1] }) else { return false }
      hidden[next.0][next.1] = true
      return true
    }
    var isMended = true
    while isMended {
      isMended = false
      for row in counts.indices where mend(counts[row].indices.map { (row, $0) }) { isMended = true }
      for column in 0..<width {
        let line = counts.indices.filter { counts[$0].indices.contains(column) }.map { ($0, column) }
        if mend(line) { isMended = true }
      }
    }
    table = counts.enumerated().map { row, line in
      line.enumerated().map { hidden[row][$0.offset] ? nil : $0.element }
    }
  }

  /// Nothing is hidden: for who sees each of them anyway.
  package init(whole counts: [[Int]]) { table = counts.map { $0.map { $0 } } }

  package var isHiding: Bool { table.contains { $0.contains { $0 == nil } } }
}
