/// Searches the space of facts exactly: conditions that compare one column with constants are intervals and sets of words;
/// everything else is a statement that may be true or false on its own. Answers whether a case exists that fulfils some
/// conditions and fails others, within a bounded number of steps.
struct Regions {
  let graph: Graph
  /// Bounds of the terms, to know where an interval ends.
  let bounds: [Int: ClosedRange<Int>]
  /// How many words a column of choices has.
  let choices: [Int: Int]
  static let mostSteps = 20_000
  static let mostBoxes = 2_000

  /// A corner of the space still open.
  struct Box {
    var intervals: [Int: ClosedRange<Int>] = [:]
    var words: [Int: Set<UInt8>] = [:]
    /// Statements taken as true or false.
    var statements: [Int: Bool] = [:]
    /// Values a term must not take.
    var holes: [Int: Set<Int>] = [:]
  }

  enum Answer: Equatable { case exists, none, unknown }

  /// Whether a case fulfils `wanted` and none of `unwanted`.
  func exists(_ wanted: [Int], without unwanted: [Int]) -> Answer {
    var steps = 0
    var boxes = [Box()]
    for node in wanted { boxes = boxes.flatMap { restrict($0, node, to: true, &steps) } }
    if steps > Self.mostSteps { return .unknown }
    if boxes.isEmpty { return .none }
    for box in boxes {
      switch search(box, unwanted[...], &steps) {
      case .exists: return .exists
      case .unknown: return .unknown
      case .none: continue
      }
    }
    return .none
  }

  /// One such case, as a box.
  func example(_ wanted: [Int], without unwanted: [Int]) -> Box? {
    var steps = 0
    var boxes = [Box()]
    for node in wanted { boxes = boxes.flatMap { restrict($0, node, to: true, &steps) } }
    for node in unwanted {
      boxes = Array(boxes.flatMap { restrict($0, node, to: false, &steps) }.prefix(2_000))
    }
    return boxes.first
  }

  private func search(_ box: Box, _ unwanted: ArraySlice<Int>, _ steps: inout Int) -> Answer {
    steps += 1
    if steps > Self.mostSteps { return .unknown }
    guard let next = unwanted.first else { return .exists }
    var isUnknown = false
    for smaller in restrict(box, next, to: false, &steps) {
      switch search(smaller, unwanted.dropFirst(), &steps) {
      case .exists: return .exists
      case .unknown: isUnknown = true
      case .none: continue
      }
    }
    return isUnknown ? .unknown : .none
  }

  /// The parts of a box in which a condition has a value.
  private func restrict(_ box: Box, _ node: Int, to value: Bool, _ steps: inout Int) -> [Box] {
    steps += 1
    if steps > Self.mostSteps { return [box] }
    switch graph.truths[node] {
    case .constant(let constant): return constant == value ? [box] : []
    case .not(let inner): return restrict(box, inner, to: !value, &steps)
    case .all(let parts):
      return value ? every(parts, of: box, true, &steps) : some(parts, of: box, false, &steps)
    case .any(let parts):
      return value ? some(parts, of: box, true, &steps) : every(parts, of: box, false, &steps)
    case .choice(let column, let codes):
      let all = Set((0..<UInt8(clamping: choices[column] ?? 250)))
      let now = box.words[column] ?? all
      let left = value ? now.intersection(codes) : now.subtracting(codes)
      guard !left.isEmpty else { return [] }
      var copy = box
      copy.words[column] = left
      return [copy]
    case .compare(let term, let comparison, let constant):
      return restrict(box, term, comparison, constant, to: value)
    default:
      if let known = box.statements[node] { return known == value ? [box] : [] }
      var copy = box
      copy.statements[node] = value
      return [copy]
    }
  }

  private func every(_ parts: [Int], of box: Box, _ value: Bool, _ steps: inout Int) -> [Box] {
    var boxes = [box]
    for part in parts {
      boxes = boxes.flatMap { restrict($0, part, to: value, &steps) }
      // Too many to follow: leaving some out could hide a case, so the question stays open.
      if boxes.count > Self.mostBoxes { steps = Self.mostSteps + 1 }
      if steps > Self.mostSteps { return [box] }
    }
    return boxes
  }

  private func some(_ parts: [Int], of box: Box, _ value: Bool, _ steps: inout Int) -> [Box] {
    var boxes: [Box] = []
    for part in parts {
      boxes += restrict(box, part, to: value, &steps)
      if steps > Self.mostSteps { return [box] }
    }
    return boxes
  }

  private func restrict(
    _ box: Box, _ term: Int, _ comparison: Graph.Comparison, _ constant: Int, to value: Bool
  ) -> [Box] {
    let wanted: Graph.Comparison = value ? comparison : comparison.negated
    let now = box.intervals[term] ?? bounds[term] ?? Int.min / 4...Int.max / 4
    var (low, high) = (now.lowerBound, now.upperBound)
    var holes = box.holes[term] ?? []
    switch wanted {
    case .equal: (low, high) = (max(low, constant), min(high, constant))
    case .notEqual: holes.insert(constant)
    case .less: high = min(high, constant &- 1)
    case .atMost: high = min(high, constant)
    case .more: low = max(low, constant &+ 1)
    case .atLeast: low = max(low, constant)
    }
    while low <= high, holes.contains(low) { low += 1 }
    while low <= high, holes.contains(high) { high -= 1 }
    guard low <= high else { return [] }
    var copy = box
    copy.intervals[term] = low...high
    copy.holes[term] = holes.isEmpty ? nil : holes
    return [copy]
  }
}

extension Graph.Comparison {
  var negated: Self {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .atLeast
    case .atMost: .more
    case .more: .atMost
    case .atLeast: .less
    }
  }
}
