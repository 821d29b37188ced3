import Testing

@testable import Reviews

/// What somebody does who has all pages of a tree before them: writes every sum down as an equation and solves for what is
/// hidden. Fractions are exact.
private struct Attacker {
  let parents: [Int?]
  let counts: [[Int]]
  let isHidden: [[Bool]]

  /// The hidden counts that follow from the others.
  var found: [(row: Int, column: Int)] {
    var names: [Int: Int] = [:]
    let width = counts.first?.count ?? 0
    for row in counts.indices {
      for column in 0..<width where isHidden[row][column] { names[row * width + column] = names.count }
    }
    var equations: [[Int]] = []
    func equation(_ terms: [(row: Int, column: Int, sign: Int)]) {
      var line = [Int](repeating: 0, count: names.count)
      for term in terms {
        if let name = names[term.row * width + term.column] { line[name] += term.sign }
      }
      if line.contains(where: { $0 != 0 }) { equations.append(line) }
    }
    for row in counts.indices { equation((0..<width).map { (row, $0, 1) }) }
    for parent in counts.indices {
      let below = counts.indices.filter { parents[$0] == parent }
      guard !below.isEmpty else { continue }
      for column in 0..<width { equation(below.map { ($0, column, 1) } + [(parent, column, -1)]) }
    }
    // Gauss over a field of a large prime: what is determined there is determined in fractions but for freak accidents.
    let prime = 1_000_000_007
    func power(_ a: Int, _ n: Int) -> Int {
      var (result, base, rest) = (1, a, n)
      while rest > 0 {
        if rest & 1 == 1 { result = result * base % prime }
        base = base * base % prime
        rest >>= 1
      }
      return result
    }
    var lines = equations.map { $0.map { (($0 % prime) + prime) % prime } }
    var (pivotRow, pivots): (Int, [Int]) = (0, [])
    for column in 0..<names.count where pivotRow < lines.count {
      guard let at = lines.indices.dropFirst(pivotRow).first(where: { lines[$0][column] != 0 }) else {
        continue
      }
      lines.swapAt(pivotRow, at)
      let inverse = power(lines[pivotRow][column], prime - 2)
      lines[pivotRow] = lines[pivotRow].map { $0 * inverse % prime }
      for other in lines.indices where other != pivotRow && lines[other][column] != 0 {
        let factor = lines[other][column]
        for n in lines[other].indices {
          lines[other][n] = ((lines[other][n] - factor * lines[pivotRow][n]) % prime + prime) % prime
        }
      }
      pivots.append(column)
      pivotRow += 1
    }
    let determined = pivots.indices.filter { row in lines[row].count { $0 != 0 } == 1 }.map { pivots[$0] }
    let places = Dictionary(names.map { ($0.value, $0.key) }, uniquingKeysWith: { a, _ in a })
    return determined.compactMap { places[$0].map { (row: $0 / width, column: $0 % width) } }
  }
}

private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite("Số không nêu trong bảng tổng hợp")
struct HiddenCountsTests {
  /// A tree of three levels with counts of all sizes, zeros too.
  private func tree(_ seed: UInt64) -> (parents: [Int?], counts: [[Int]]) {
    var dice = Dice(state: seed)
    let width = Int.random(in: 2...6, using: &dice)
    var parents: [Int?] = [nil]
    for _ in 0..<Int.random(in: 1...5, using: &dice) {
      let district = parents.count
      parents.append(0)
      for _ in 0..<Int.random(in: 0...6, using: &dice) { parents.append(district) }
    }
    let isLeaf = parents.indices.map { row in !parents.contains { $0 == row } }
    let most = [3, 12, 60].randomElement(using: &dice) ?? 12
    var counts = parents.indices.map { row in
      (0..<width).map { _ in
        isLeaf[row] && Bool.random(using: &dice) ? Int.random(in: 0...most, using: &dice) : 0
      }
    }
    for row in parents.indices.reversed() {
      guard let parent = parents[row] else { continue }
      for column in 0..<width { counts[parent][column] += counts[row][column] }
    }
    return (parents, counts)
  }

  @Test("P-D01: từ mọi tổng của cả cây không giải ra số nào đã ẩn; số nhỏ nào cũng ẩn")
  func nothingFollows() {
    var hiding = 0
    for seed in 1...400 as ClosedRange<UInt64> {
      let (parents, counts) = tree(seed)
      let hidden = HiddenCounts(parents: parents, counts: counts).isHidden
      for (row, line) in counts.enumerated() {
        for (column, count) in line.enumerated() where count > 0 && count < SmallGroups.least {
          #expect(hidden[row][column], "cây \(seed), dòng \(row), cột \(column)")
        }
      }
      let found = Attacker(parents: parents, counts: counts, isHidden: hidden).found
      #expect(found.isEmpty, "cây \(seed): \(found.map { "\($0)" })")
      if hidden.contains(where: { $0.contains(true) }) { hiding += 1 }
    }
    #expect(hiding > 300)
  }

  @Test("kẻ giải tìm ra khi chỉ ẩn số nhỏ mà không ẩn thêm")
  func attackerIsNotBlind() {
    let counts = [[5, 40], [2, 18], [3, 22]]
    let onlySmall = counts.map { $0.map { $0 > 0 && $0 < SmallGroups.least } }
    let found = Attacker(parents: [nil, 0, 0], counts: counts, isHidden: onlySmall).found
    #expect(found.count == 2)
  }

  @Test("P-D02: thu hẹp phạm vi đến một đơn vị, bao nhiêu lần cũng thế, không ra số dưới 5")
  func narrowing() {
    // The row of every part, its share of the row above, and the differences between them.
    for seed in 1...200 as ClosedRange<UInt64> {
      let (parents, counts) = tree(seed &+ 9_000)
      let hidden = HiddenCounts(parents: parents, counts: counts).isHidden
      for parent in counts.indices {
        let below = counts.indices.filter { parents[$0] == parent }
        guard !below.isEmpty else { continue }
        for column in counts[parent].indices where !hidden[parent][column] {
          let secret = below.filter { hidden[$0][column] }
          let rest = secret.reduce(0) { $0 + counts[$1][column] }
          #expect(secret.count != 1, "cây \(seed)")
          #expect(
            rest == 0 || rest >= SmallGroups.least
              || below.allSatisfy { hidden[$0][column] || counts[$0][column] == 0 })
        }
      }
    }
  }

  @Test("không có số nhỏ thì không ẩn gì; một cột thì không có gì để ẩn thêm")
  func nothingToHide() {
    #expect(
      HiddenCounts(parents: [nil, 0, 0], counts: [[20, 0], [8, 0], [12, 0]]).isHidden.allSatisfy {
        !$0.contains(true)
      })
    #expect(HiddenCounts(parents: [nil], counts: [[3]]).isHidden == [[true]])
    #expect(HiddenCounts(parents: [], counts: []).isHidden.isEmpty)
  }

  @Test("một tỉnh 3.000 tổ chức cơ sở")
  func province() {
    var dice = Dice(state: 7)
    var parents: [Int?] = [nil]
    for _ in 0..<60 {
      let district = parents.count
      parents.append(0)
      for _ in 0..<50 { parents.append(district) }
    }
    var counts = parents.indices.map { row in
      parents.contains { $0 == row }
        ? [0, 0, 0, 0]
        : [
          Int.random(in: 0...30, using: &dice), Int.random(in: 20...120, using: &dice),
          Int.random(in: 0...20, using: &dice), Int.random(in: 0...3, using: &dice),
        ]
    }
    for row in parents.indices.reversed() {
      if let parent = parents[row] { for column in 0..<4 { counts[parent][column] += counts[row][column] } }
    }
    let clock = ContinuousClock()
    var hidden: [[Bool]] = []
    let took = clock.measure { hidden = HiddenCounts(parents: parents, counts: counts).isHidden }
    print("3.061 dòng: \(took)")
    #expect(hidden[0].allSatisfy { !$0 })
  }
}
