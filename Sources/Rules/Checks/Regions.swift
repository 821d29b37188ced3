/// Searches the space of facts: conditions that compare one column, or one share, with constants are intervals and sets of
/// words; two values compared with one another are less, equal or greater; `known` may be true or false on its own. Answers whether a case exists that fulfils some
/// conditions and fails others, within a bounded number of steps.
struct Regions {
  let graph: Graph
  /// Bounds of the terms, to know where an interval ends.
  let bounds: [ClosedRange<Int>]
  /// How many words a column of choices has.
  let choices: [Int: Int]
  private let folding: Folding
  static let mostSteps = 20_000
  static let mostBoxes = 2_000

  init(graph: Graph, bounds: [ClosedRange<Int>], choices: [Int: Int]) {
    (self.graph, self.bounds, self.choices) = (graph, bounds, choices)
    folding = Folding(graph: graph, bounds: bounds, choices: choices)
  }

  enum Answer: Equatable { case exists, none, unknown }

  /// Whether a case fulfils `wanted` and none of `unwanted`.
  func exists(_ wanted: [Int], without unwanted: [Int]) -> Answer {
    var steps = 0
    let boxes = start(wanted, &steps)
    if steps > Self.mostSteps { return .unknown }
    guard let first = boxes.first else { return .none }
    // Most often a corner of the first box is such a case already.
    if unwanted.isEmpty || isCase(first, isHigh: false, unwanted) || isCase(first, isHigh: true, unwanted) {
      return .exists
    }
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
    var boxes = start(wanted, &steps)
    for node in unwanted {
      boxes = Array(boxes.flatMap { restrict($0, node, to: false, &steps) }.prefix(Self.mostBoxes))
    }
    return boxes.first
  }

  private func start(_ wanted: [Int], _ steps: inout Int) -> [Box] {
    var boxes = [Box()]
    for node in wanted { boxes = boxes.flatMap { restrict($0, node, to: true, &steps) } }
    return boxes
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

  // MARK: - one corner

  /// Whether the lowest, or highest, case of a box fails all these conditions.
  private func isCase(_ box: Box, isHigh: Bool, _ unwanted: [Int]) -> Bool {
    var steps = 0
    return unwanted.allSatisfy { holds($0, box, isHigh, &steps) == false }
  }

  /// `nil`: it would take too long to say; parts are shared, so a walk can be much longer than the graph.
  private func holds(_ node: Int, _ box: Box, _ isHigh: Bool, _ steps: inout Int) -> Bool? {
    steps += 1
    if steps > 2_000 { return nil }
    switch graph.truths[node] {
    case .constant(let value): return value
    case .choice(let column, let codes):
      let words = box.words(of: column) ?? WordSet(below: choices[column] ?? 250)
      return (isHigh ? words.last : words.first).map { codes.contains($0) }
    case .compare(let term, let comparison, let constant):
      let range = box.range(of: term) ?? bounds[term]
      return comparison.holds(isHigh ? range.upperBound : range.lowerBound, constant)
    case .not(let inner): return holds(inner, box, isHigh, &steps).map { !$0 }
    case .all(let parts), .any(let parts):
      let isAll = if case .all = graph.truths[node] { true } else { false }
      for part in parts {
        guard let value = holds(part, box, isHigh, &steps) else { return nil }
        if value != isAll { return value }
      }
      return isAll
    case .share(let part, let whole, let comparison, let numerator, let denominator):
      let range = box.share(part, whole) ?? ShareRange(part: part, whole: whole)
      guard let limit = Ratio(numerator, over: denominator) else { return nil }
      return range.value(isHigh: isHigh).map { comparison.holds($0, limit) }
    case .compareTerms(let a, let comparison, let b):
      return box.holds(Box.SignKey(a: a, c: b), comparison)
    case .compareShares(let a, let b, let comparison, let c, let d):
      return box.holds(Box.SignKey(a: a, b: b, c: c, d: d), comparison)
    case .known: return box.statement(node) ?? isHigh
    }
  }

  // MARK: - smaller boxes

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
    default:
      var copy = box
      return narrow(&copy, node, to: value) ? [copy] : []
    }
  }

  private func isSimple(_ node: Int) -> Bool {
    switch graph.truths[node] {
    case .constant, .not, .all, .any: false
    default: true
    }
  }

  private func every(_ parts: [Int], of box: Box, _ value: Bool, _ steps: inout Int) -> [Box] {
    var boxes = [box]
    for part in parts {
      if boxes.count == 1, isSimple(part) {
        steps += 1
        if !narrow(&boxes[0], part, to: value) { return [] }
      } else {
        boxes = boxes.flatMap { restrict($0, part, to: value, &steps) }
      }
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

  /// Leaves of a box what gives one simple condition a value; whether anything is left.
  private func narrow(_ box: inout Box, _ node: Int, to value: Bool) -> Bool {
    switch graph.truths[node] {
    case .choice(let column, let codes):
      return box.narrow(column, to: WordSet(codes), value, all: choices[column] ?? 250)
    case .compare(let term, let comparison, let constant):
      return box.narrow(term, value ? comparison : comparison.negated, constant, bounds[term])
    case .share(let part, let whole, let comparison, let numerator, let denominator):
      guard let limit = Ratio(numerator, over: denominator) else { return true }
      guard folding.may(node, be: value) else { return false }
      return box.narrow(part, of: whole, value ? comparison : comparison.negated, limit)
    case .compareTerms(let a, let comparison, let b):
      guard folding.may(node, be: value) else { return false }
      return box.narrow(Box.SignKey(a: a, c: b), value ? comparison : comparison.negated)
    case .compareShares(let a, let b, let comparison, let c, let d):
      guard folding.may(node, be: value) else { return false }
      return box.narrow(Box.SignKey(a: a, b: b, c: c, d: d), value ? comparison : comparison.negated)
    default:
      if let known = box.statement(node) { return known == value }
      box.statements.append((node, value))
      return true
    }
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
