/// How many a quota allows.
struct Allowance {
  private let counted: Quota.Counted
  private let rounding: Rounding
  private let minimum: Int
  /// Whether the capped grade, and the one below it, count for the base.
  private let countsTop: Bool
  private let countsDemoted: Bool

  init(_ quota: CompiledQuota, _ declared: Quota) {
    (counted, rounding, minimum) = (declared.counted, declared.rounding, declared.minimum)
    (countsTop, countsDemoted) = (quota.of.contains(quota.grade), quota.of.contains(quota.demoteTo))
  }

  func base(others: Int, candidates: Int, kept: Int) -> Int {
    counted == .before
      ? others + (countsTop ? candidates : 0)
      : others + (countsTop ? kept : 0) + (countsDemoted ? candidates - kept : 0)
  }

  func allowed(_ percent: Ratio, others: Int, candidates: Int) -> Int {
    let share: Int
    switch counted {
    case .before: share = rounded(percent, base(others: others, candidates: candidates, kept: candidates))
    case .after:
      // The most that fit: every one kept more takes one from those who make the base.
      var (fits, over) = (0, candidates + 1)
      while over - fits > 1 {
        let middle = (fits + over) / 2
        if middle <= rounded(percent, base(others: others, candidates: candidates, kept: middle)) {
          fits = middle
        } else {
          over = middle
        }
      }
      share = fits
    }
    return min(max(share, minimum), max(candidates, 0))
  }

  /// The most that fit, whoever of the base they come from: so many beyond the candidates leave the others.
  func places(_ percent: Ratio, others: Int, candidates: Int) -> Int {
    var (fits, over) = (0, others + candidates + 1)
    while over - fits > 1 {
      let middle = (fits + over) / 2
      let moved = max(0, middle - candidates)
      if middle <= allowed(percent, others: others - moved, candidates: candidates + moved) {
        fits = middle
      } else {
        over = middle
      }
    }
    return fits
  }

  func placesBase(_ places: Int, others: Int, candidates: Int) -> Int {
    let moved = max(0, places - candidates)
    return base(others: others - moved, candidates: candidates + moved, kept: places)
  }

  private func rounded(_ percent: Ratio, _ base: Int) -> Int {
    let (product, isOver) = base.multipliedReportingOverflow(by: percent.numerator)
    return isOver ? base : rounding(product, over: percent.denominator) ?? base
  }
}
