/// Where a share may lie. Between any two fractions there is another, so only the ends and single values matter.
struct ShareRange {
  let part: Int
  let whole: Int
  private var low: Ratio?
  private var high: Ratio?
  private var includesLow = true
  private var includesHigh = true
  private var holes: [Ratio] = []

  init(part: Int, whole: Int) { (self.part, self.whole) = (part, whole) }

  /// - Returns: whether anything is left.
  mutating func narrow(_ comparison: Graph.Comparison, _ value: Ratio) -> Bool {
    switch comparison {
    case .equal:
      raise(value, including: true)
      lower(value, including: true)
    case .notEqual: holes.append(value)
    case .less: lower(value, including: false)
    case .atMost: lower(value, including: true)
    case .more: raise(value, including: false)
    case .atLeast: raise(value, including: true)
    }
    guard let low, let high else { return true }
    return low < high || low == high && includesLow && includesHigh && !holes.contains(low)
  }

  private mutating func raise(_ value: Ratio, including: Bool) {
    if let low, low > value { return }
    includesLow = low == value ? includesLow && including : including
    low = value
  }

  private mutating func lower(_ value: Ratio, including: Bool) {
    if let high, high < value { return }
    includesHigh = high == value ? includesHigh && including : including
    high = value
  }

  /// A value in it, near its lower or its upper end; `nil`: none is at hand.
  func value(isHigh: Bool) -> Ratio? {
    let found: Ratio?
    switch (low, high) {
    case (let low?, let high?):
      if low == high || includesLow && !isHigh {
        found = low
      } else if includesHigh, isHigh {
        found = high
      } else {
        found = low.plus(high).flatMap { $0.times(Ratio(1, over: 2) ?? Ratio(0)) }
      }
    case (let low?, nil): found = isHigh ? low.plus(Ratio(1_000)) : includesLow ? low : low.plus(Ratio(1))
    case (nil, let high?): found = isHigh && includesHigh ? high : high.plus(Ratio(-1_000))
    case (nil, nil): found = Ratio(isHigh ? 1_000 : -1_000)
    }
    return found.flatMap { holes.contains($0) ? nil : $0 }
  }
}
