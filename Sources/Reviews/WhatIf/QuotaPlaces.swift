import Rules

/// Quota places — suất trong tỷ lệ: who comes within a quota and who falls out of it, told apart from those who only begin or
/// cease to be candidates of it.
package struct QuotaPlaces: Sendable, Hashable {
  /// Cut or tied before, with the capped grade after.
  package private(set) var entered = 0
  /// With the capped grade before, cut or tied after.
  package private(set) var lost = 0
  /// Cut or tied before, no candidates after: the rules give them another grade.
  package private(set) var ceased = 0
  /// No candidates before, cut or tied after.
  package private(set) var began = 0

  /// Where one record stands towards the quotas of its decision.
  struct Place {
    var isCut: Bool
    /// What the rules alone gave, which is the capped grade where it was cut.
    var provisional: String
    var outcome: String
  }

  mutating func add(_ before: Place, _ after: Place) {
    switch (before.isCut, after.isCut) {
    case (true, false):
      if after.outcome == before.provisional { entered += 1 } else { ceased += 1 }
    case (false, true):
      if before.outcome == after.provisional { lost += 1 } else { began += 1 }
    default: break
    }
  }
}

extension Verdicts.Decision {
  func place(_ row: Int, rules: Int) -> QuotaPlaces.Place {
    .init(
      isCut: reason(row) > rules, provisional: domain.id(provisional[row]), outcome: domain.id(outcomes[row]))
  }
}
