/// Hidden counts — số không nêu: which counts of persons, in a table over a whole tree of organisations, are not told to who
/// looks from above, so that none of them can be found from the sums.
///
/// A row is an organisation, a column a grade; every count is the sum of those of the organisations below, and every row has a
/// known sum: how many persons there are. Counts below the limit are hidden, and as many others as it takes. It is found for
/// the whole tree at once, so that what one page hides no other page tells.
///
/// Each hidden count stands in two equations, that of the organisation above and that of its own parts. So the hidden ones
/// are lines between equations, and one can be found exactly where its line lies on no circle.
package struct HiddenCounts {
  /// By row, by column.
  package private(set) var isHidden: [[Bool]]

  private let counts: [[Int]]
  private let parents: [Int?]
  private let isLeaf: [Bool]
  private let children: [[Int]]
  private let width: Int
  private let least: Int

  /// - Parameters:
  ///   - parents: the row above each, `nil` for the top; a row stands after the one above it.
  ///   - counts: by row and column; a row above is the sum of those below.
  package init(parents: [Int?], counts: [[Int]], least: Int = SmallGroups.least) {
    (self.parents, self.counts, self.least) = (parents, counts, least)
    width = counts.map(\.count).min() ?? 0
    var below = [[Int]](repeating: [], count: parents.count)
    for (row, parent) in parents.enumerated() {
      if let parent, parent < row { below[parent].append(row) }
    }
    children = below
    isLeaf = below.map(\.isEmpty)
    let columns = width
    isHidden = counts.map { row in (0..<columns).map { row[$0] > 0 && row[$0] < least } }
    guard width > 1 else { return }
    var isMended = true
    while isMended {
      repeat { isMended = mendEquations() } while isMended
      isMended = mendBridges()
    }
  }

  // MARK: Equations

  /// One hidden count alone in an equation is what is missing to the sum, and few persons together are still few.
  private mutating func mendEquations() -> Bool {
    var isMended = false
    for row in counts.indices {
      if mend((0..<width).map { (row, $0) }, whole: nil) { isMended = true }
      guard !isLeaf[row] else { continue }
      for column in 0..<width where mend(children[row].map { ($0, column) }, whole: (row, column)) {
        isMended = true
      }
    }
    return isMended
  }

  private mutating func mend(_ parts: [(Int, Int)], whole: (Int, Int)?) -> Bool {
    let secret = parts.filter { isHidden[$0.0][$0.1] }
    let isWholeHidden = whole.map { isHidden[$0.0][$0.1] } ?? false
    let number = secret.count + (isWholeHidden ? 1 : 0)
    guard number > 0 else { return false }
    let sum = secret.reduce(0) { $0 + counts[$1.0][$1.1] }
    guard number == 1 || !isWholeHidden && sum < least else { return false }
    let open = parts.filter { !isHidden[$0.0][$0.1] }
    let next =
      open.filter { counts[$0.0][$0.1] > 0 }.min { counts[$0.0][$0.1] < counts[$1.0][$1.1] }
      ?? whole.flatMap { isWholeHidden ? nil : $0 } ?? (number == 1 ? open.first : nil)
    guard let next else { return false }
    isHidden[next.0][next.1] = true
    return true
  }

  // MARK: Circles

  /// The equations a count stands in: the last one is what is known of the tops.
  private func ends(_ row: Int, _ column: Int) -> (Int, Int) {
    let top = 2 * counts.count * width
    let above = parents[row].map { $0 * width + column } ?? top
    let own = isLeaf[row] ? counts.count * width + row : row * width + column
    return (above, own)
  }

  /// Hides the cheapest circle through every hidden count that lies on none; tells whether that hid anything.
  private mutating func mendBridges() -> Bool {
    bridges().reduce(false) { closeCircle(through: $1.0, $1.1) || $0 }
  }

  private func neighbours(_ isTaken: (Int, Int) -> Bool) -> [Int: [(to: Int, row: Int, column: Int)]] {
    var found: [Int: [(to: Int, row: Int, column: Int)]] = [:]
    for row in counts.indices {
      for column in 0..<width where isTaken(row, column) {
        let (a, b) = ends(row, column)
        found[a, default: []].append((b, row, column))
        found[b, default: []].append((a, row, column))
      }
    }
    return found
  }

  /// Lines whose removal parts their ends, by the order in which a walk in depth first comes to each equation.
  private func bridges() -> [(Int, Int)] {
    let lines = neighbours { isHidden[$0][$1] }
    var (order, lowest): ([Int: Int], [Int: Int]) = ([:], [:])
    var found: [(Int, Int)] = []
    for start in lines.keys.sorted() where order[start] == nil {
      order[start] = order.count
      lowest[start] = order[start]
      var path: [(node: Int, by: Int, next: Int)] = [(start, -1, 0)]
      while let here = path.last {
        let around = lines[here.node] ?? []
        guard here.next < around.count else {
          path.removeLast()
          guard let before = path.last else { continue }
          let low = lowest[here.node] ?? 0
          lowest[before.node] = min(lowest[before.node] ?? 0, low)
          if low > order[before.node] ?? 0 { found.append((here.by / width, here.by % width)) }
          continue
        }
        path[path.count - 1].next += 1
        let line = around[here.next]
        let name = line.row * width + line.column
        guard name != here.by else { continue }
        if let seen = order[line.to] {
          lowest[here.node] = min(lowest[here.node] ?? 0, seen)
        } else {
          order[line.to] = order.count
          lowest[line.to] = order[line.to]
          path.append((line.to, name, 0))
        }
      }
    }
    return found
  }

  /// The way from one end of a count to the other that hides the fewest persons; counts of nobody only where nothing else is
  /// left, for they can only grow.
  private mutating func closeCircle(through row: Int, _ column: Int) -> Bool {
    let (start, goal) = ends(row, column)
    let lines = neighbours { ($0, $1) != (row, column) }
    let dear = counts.reduce(1) { max($0, $1.max() ?? 0) } &* 1_000
    var best = [start: 0]
    var came: [Int: (from: Int, row: Int, column: Int)] = [:]
    var done: Set<Int> = []
    var waiting: [(cost: Int, node: Int)] = [(0, start)]
    while let next = Self.takeLeast(&waiting) {
      guard done.insert(next.node).inserted else { continue }
      if next.node == goal { break }
      for line in lines[next.node] ?? [] where !done.contains(line.to) {
        let count = counts[line.row][line.column]
        let cost = next.cost + (isHidden[line.row][line.column] ? 0 : count > 0 ? count : dear) + 1
        guard cost < best[line.to] ?? .max else { continue }
        best[line.to] = cost
        came[line.to] = (next.node, line.row, line.column)
        Self.add((cost, line.to), to: &waiting)
      }
    }
    var hasHidden = false
    var at = goal
    while at != start, let step = came[at] {
      hasHidden = hasHidden || !isHidden[step.row][step.column]
      isHidden[step.row][step.column] = true
      at = step.from
    }
    return hasHidden
  }

  // MARK: A heap

  private static func add(_ one: (cost: Int, node: Int), to heap: inout [(cost: Int, node: Int)]) {
    heap.append(one)
    var at = heap.count - 1
    while at > 0, heap[at] < heap[(at - 1) / 2] {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  private static func takeLeast(_ heap: inout [(cost: Int, node: Int)]) -> (cost: Int, node: Int)? {
    guard let least = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return least }
    heap[0] = last
    var at = 0
    while true {
      let (left, right) = (2 * at + 1, 2 * at + 2)
      var low = at
      if left < heap.count, heap[left] < heap[low] { low = left }
      if right < heap.count, heap[right] < heap[low] { low = right }
      guard low != at else { return least }
      heap.swapAt(at, low)
      at = low
    }
  }
}
