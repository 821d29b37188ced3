/// Folds conditions over the ranges of what they read: what a comparison can come to, whatever the facts are.
///
/// Only what is certain is said: where numbers would grow too large, or two parts read the same fact, both values stay possible. A
/// fact may always be missing, so a condition that is never false may still be unknown.
struct Folding {
  let graph: Graph
  /// The values every term can take.
  let bounds: [ClosedRange<Int>]
  /// How many words a column of choices has.
  let choices: [Int: Int]

  /// The values a condition can have.
  struct Values: OptionSet {
    let rawValue: UInt8
    static let yes = Values(rawValue: 1), no = Values(rawValue: 2)
    static let both: Values = [.yes, .no]

    init(rawValue: UInt8) { self.rawValue = rawValue }
    var inverse: Values { Values(rawValue: (rawValue >> 1) | ((rawValue & 1) << 1)) }
  }

  /// Of every condition of the graph; parts have smaller numbers than what is made of them.
  func all() -> [Values] {
    var found: [Values] = []
    found.reserveCapacity(graph.truths.count)
    for truth in graph.truths {
      switch truth {
      case .not(let inner): found.append(found[inner].inverse)
      case .all(let parts):
        let isPossible = parts.allSatisfy { found[$0].contains(.yes) }
        let mayFail = parts.contains { found[$0].contains(.no) }
        found.append([isPossible ? .yes : [], mayFail ? .no : []])
      case .any(let parts):
        let isPossible = parts.contains { found[$0].contains(.yes) }
        let mayFail = parts.allSatisfy { found[$0].contains(.no) }
        found.append([isPossible ? .yes : [], mayFail ? .no : []])
      default: found.append(values(truth))
      }
    }
    return found
  }

  /// Whether a simple condition can come to a value.
  func may(_ node: Int, be value: Bool) -> Bool {
    values(graph.truths[node]).contains(value ? .yes : .no)
  }

  private func values(_ truth: Graph.Truth) -> Values {
    switch truth {
    case .constant(let value): return value ? .yes : .no
    case .choice(let column, let codes):
      guard let count = choices[column] else { return codes.isEmpty ? .no : .both }
      let among = codes.count { Int($0) < count }
      return among == 0 ? .no : among == count ? .yes : .both
    case .compare(let term, let comparison, let constant):
      return values(signs(bounds[term], constant...constant), comparison)
    case .compareTerms(let a, let comparison, let b):
      return values(a == b ? .equal : signs(bounds[a], bounds[b]), comparison)
    case .share(let part, let whole, let comparison, let numerator, let denominator):
      guard let limit = Ratio(numerator, over: denominator) else { return .both }
      switch share(part, whole) {
      case .unknown: return []
      case .anything: return .both
      case .within(let low, let high):
        return values(signs(low: low, high: high, limit, limit), comparison)
      }
    case .compareShares(let a, let b, let comparison, let c, let d):
      switch (share(a, b), share(c, d)) {
      case (.unknown, _), (_, .unknown): return []
      case (.within(let low, let high), .within(let least, let most)):
        return values(
          (a, b) == (c, d) ? .equal : signs(low: low, high: high, least, most), comparison)
      default: return .both
      }
    case .known, .not, .all, .any: return .both
    }
  }

  private func values(_ signs: Box.Signs, _ comparison: Graph.Comparison) -> Values {
    let wanted = Box.Signs(comparison)
    return [signs.isDisjoint(with: wanted) ? [] : .yes, signs.isSubset(of: wanted) ? [] : .no]
  }

  private func signs(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> Box.Signs {
    signs(low: a.lowerBound, high: a.upperBound, b.lowerBound, b.upperBound)
  }

  /// How a value within one range can stand to one within another.
  private func signs<Value: Comparable>(low: Value, high: Value, _ least: Value, _ most: Value) -> Box.Signs {
    [low < most ? .less : [], high > least ? .more : [], low <= most && high >= least ? .equal : []]
  }

  private enum Share {
    /// Of nothing: a share that is never known.
    case unknown
    case anything
    case within(Ratio, Ratio)
  }

  private func share(_ part: Int, _ whole: Int) -> Share {
    let (parts, wholes) = (bounds[part], bounds[whole])
    guard wholes.upperBound > 0 else { return .unknown }
    let least = max(wholes.lowerBound, 1)
    let (low, high) = (parts.lowerBound, parts.upperBound)
    guard let from = Ratio(low, over: low >= 0 ? wholes.upperBound : least),
      let to = Ratio(high, over: high >= 0 ? least : wholes.upperBound)
    else { return .anything }
    return .within(from, to)
  }
}
