/// A corner of the space of facts still open: few columns at a time, so they stand in lists.
struct Box {
  struct Interval {
    var term: Int
    var low: Int
    var high: Int
    /// Values the term must not take.
    var holes: [Int] = []
  }

  private(set) var intervals: [Interval] = []
  private(set) var words: [(column: Int, left: WordSet)] = []
  /// Statements taken as true or false.
  var statements: [(node: Int, value: Bool)] = []
  private(set) var shares: [ShareRange] = []
  private(set) var signs: [(key: SignKey, left: Signs)] = []

  /// Which two values are compared; a share is two terms, a term itself and -1.
  struct SignKey: Equatable {
    var a: Int
    var b = -1
    var c: Int
    var d = -1

    var mirrored: SignKey { SignKey(a: c, b: d, c: a, d: b) }
  }

  /// Whether the first may be less than, equal to, or greater than the second.
  struct Signs: OptionSet {
    let rawValue: UInt8
    static let less = Signs(rawValue: 1), equal = Signs(rawValue: 2), more = Signs(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ comparison: Graph.Comparison) {
      switch comparison {
      case .less: self = .less
      case .atMost: self = [.less, .equal]
      case .equal: self = .equal
      case .notEqual: self = [.less, .more]
      case .atLeast: self = [.more, .equal]
      case .more: self = .more
      }
    }
  }

  /// - Returns: whether anything is left.
  mutating func narrow(_ key: SignKey, _ comparison: Graph.Comparison) -> Bool {
    if let n = signs.firstIndex(where: { $0.key == key.mirrored }) {
      signs[n].left.formIntersection(Signs(comparison.mirrored))
      return !signs[n].left.isEmpty
    }
    if let n = signs.firstIndex(where: { $0.key == key }) {
      signs[n].left.formIntersection(Signs(comparison))
      return !signs[n].left.isEmpty
    }
    signs.append((key, Signs(comparison)))
    return true
  }

  /// Whether a comparison is settled by what was taken; `nil`: it is not.
  func holds(_ key: SignKey, _ comparison: Graph.Comparison) -> Bool? {
    let left =
      signs.first { $0.key == key }.map { ($0.left, Signs(comparison)) }
      ?? signs.first { $0.key == key.mirrored }.map { ($0.left, Signs(comparison.mirrored)) }
    guard let (left, wanted) = left else { return nil }
    return left.isSubset(of: wanted) ? true : left.isDisjoint(with: wanted) ? false : nil
  }

  func share(_ part: Int, _ whole: Int) -> ShareRange? {
    shares.first { $0.part == part && $0.whole == whole }
  }

  mutating func narrow(_ part: Int, of whole: Int, _ comparison: Graph.Comparison, _ value: Ratio) -> Bool {
    let n = shares.firstIndex { $0.part == part && $0.whole == whole }
    var range = n.map { shares[$0] } ?? ShareRange(part: part, whole: whole)
    guard range.narrow(comparison, value) else { return false }
    if let n { shares[n] = range } else { shares.append(range) }
    return true
  }

  func range(of term: Int) -> ClosedRange<Int>? {
    intervals.first { $0.term == term }.map { $0.low...$0.high }
  }

  func words(of column: Int) -> WordSet? { words.first { $0.column == column }?.left }

  func statement(_ node: Int) -> Bool? { statements.first { $0.node == node }?.value }

  /// - Returns: whether anything is left.
  mutating func narrow(_ column: Int, to codes: WordSet, _ value: Bool, all count: Int) -> Bool {
    let place = words.firstIndex { $0.column == column }
    var left = place.map { words[$0].left } ?? WordSet(below: count)
    value ? left.intersect(codes) : left.subtract(codes)
    if left.isEmpty { return false }
    if let place { words[place].left = left } else { words.append((column, left)) }
    return true
  }

  mutating func narrow(
    _ term: Int, _ comparison: Graph.Comparison, _ constant: Int, _ bounds: ClosedRange<Int>
  ) -> Bool {
    let place = intervals.firstIndex { $0.term == term }
    var now =
      place.map { intervals[$0] }
      ?? Interval(term: term, low: bounds.lowerBound, high: bounds.upperBound)
    switch comparison {
    case .equal: (now.low, now.high) = (max(now.low, constant), min(now.high, constant))
    case .notEqual: now.holes.append(constant)
    case .less: now.high = min(now.high, constant &- 1)
    case .atMost: now.high = min(now.high, constant)
    case .more: now.low = max(now.low, constant &+ 1)
    case .atLeast: now.low = max(now.low, constant)
    }
    while now.low <= now.high, now.holes.contains(now.low) { now.low += 1 }
    while now.low <= now.high, now.holes.contains(now.high) { now.high -= 1 }
    if now.low > now.high { return false }
    if let place { intervals[place] = now } else { intervals.append(now) }
    return true
  }
}

/// Words of a list by their codes.
struct WordSet {
  private var bits: SIMD4<UInt64> = .zero

  init(below count: Int) {
    for part in 0..<4 {
      let here = min(max(count - 64 * part, 0), 64)
      bits[part] = here == 64 ? .max : (1 &<< UInt64(here)) &- 1
    }
  }

  init(_ codes: [UInt8]) { for code in codes { bits[Int(code >> 6)] |= 1 &<< UInt64(code & 63) } }

  mutating func intersect(_ other: WordSet) { bits &= other.bits }
  mutating func subtract(_ other: WordSet) { bits &= ~other.bits }

  var isEmpty: Bool { bits == .zero }

  func contains(_ code: UInt8) -> Bool { bits[Int(code >> 6)] & (1 &<< UInt64(code & 63)) != 0 }

  var first: UInt8? {
    for part in 0..<4 where bits[part] != 0 { return UInt8(64 * part + bits[part].trailingZeroBitCount) }
    return nil
  }

  var last: UInt8? {
    for part in (0..<4).reversed() where bits[part] != 0 {
      return UInt8(64 * part + 63 - bits[part].leadingZeroBitCount)
    }
    return nil
  }
}
