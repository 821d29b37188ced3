import Basics

/// A count over the parts of an entity.
public struct Aggregate: Sendable {
  public enum Kind: String, CaseIterable, Sendable { case count, share, mean, sum, any, all }

  public var id: String
  public var entity: String
  public var kind: Kind
  public var part: String
  public var condition: ExpressionText?
  /// The count a share is a fraction of; `nil`: all parts.
  public var base: String?
  public var basePlace: Place
  public var value: ExpressionText?
  public var points: [(grade: String, points: Int, place: Place)]
  public var decision: String?
  public var scale: Int
  /// How the value is made whole; a `sum` is exact where it is not written.
  public var rounding: Rounding?
  public var name: String?
  public var source: Source
  public var place: Place
}

public enum Rounding: String, CaseIterable, Sendable {
  case down, up, halfUp, halfDown

  /// `numerator / denominator` as a whole number; the denominator is positive. `nil` where it does not fit.
  public func callAsFunction(_ numerator: Int, over denominator: Int) -> Int? {
    if denominator == 1 { return numerator }
    if numerator >= 0, numerator < 1 << 61, denominator > 0, denominator < 1 << 61 {
      // The common case, in machine words.
      switch self {
      case .down: return numerator / denominator
      case .up: return (numerator + denominator - 1) / denominator
      case .halfUp: return (2 * numerator + denominator) / (2 * denominator)
      case .halfDown: return (2 * numerator + denominator - 1) / (2 * denominator)
      }
    }
    let n = Int128(numerator)
    let d = Int128(denominator)
    guard d > 0 else { return nil }
    let shifted: Int128 =
      switch self {
      case .down: n
      case .up: n + d - 1
      case .halfUp: 2 * n + d
      case .halfDown: 2 * n + d - 1
      }
    let divisor = self == .down || self == .up ? d : 2 * d
    let quotient = shifted >= 0 ? shifted / divisor : -((-shifted + divisor - 1) / divisor)
    return Int(exactly: quotient)
  }
}

/// A question the pack decides for every record of an entity.
public struct Decision: Sendable {
  public enum HitPolicy: String, CaseIterable, Sendable { case first, unique }

  public var id: String
  public var entity: String
  public var scale: String?
  public var scalePlace: Place
  public var hitPolicy: HitPolicy
  public var name: String
  /// In the order they are tried.
  public var rules: [Rule]
  public var place: Place
}

public struct Rule: Sendable {
  public var id: String
  /// All of these …
  public var conditions: [Condition]
  /// … and one of these, where there are any.
  public var alternatives: [Condition]
  public var outcome: Outcome
  public var because: String?
  /// The rule this is an exception to.
  public var exceptTo: String?
  public var exceptPlace: Place
  public var source: Source
  public var place: Place
  public var outcomePlace: Place
  public var betweenPlace: Place = .file
  public var becausePlace: Place = .file

  public var isUnconditional: Bool { conditions.isEmpty && alternatives.isEmpty }

  public enum Outcome: Hashable, Sendable {
    case grade(String)
    /// Cần quyết định: between which grades, by whom, and what is asked.
    case undecided(between: [String], by: String?, question: String?)

    public var grade: String? { if case .grade(let id) = self { id } else { nil } }
  }
}

/// One line of a rule: one bit of the trace.
public struct Condition: Sendable {
  public var value: ExpressionText
  public var name: String?
  public var cite: String?
  /// Less sure than the rule, where it says so.
  public var certainty: Certainty?
}

/// A cap on how many may have a grade.
public struct Quota: Sendable {
  public enum Counted: String, CaseIterable, Sendable { case before, after }
  public enum Ties: String, CaseIterable, Sendable { case byKey, undecided }

  public var id: String
  public var decision: String
  public var decisionPlace: Place
  public var grade: String
  public var percents: [Percent]
  public var of: [String]
  public var counted: Counted
  public var scope: [(word: String, place: Place)]
  public var rounding: Rounding
  public var minimum: Int
  public var rankBy: [Key]
  public var ties: Ties
  public var demoteTo: String
  public var because: String?
  public var name: String?
  public var source: Source
  public var place: Place
  public var gradePlace: Place = .file
  public var demotePlace: Place = .file
  public var ofPlaces: [Place] = []
  public var rankPlace: Place = .file

  /// A share, and on which condition.
  public struct Percent: Sendable {
    public var condition: ExpressionText?
    public var value: ExpressionText
  }

  public struct Key: Sendable {
    public var value: ExpressionText
    public var isDescending: Bool
    public var isID: Bool
  }
}

/// How many votes carry: `moreThan 1/2` or `atLeast 2/3` of whom.
public struct Majority: Hashable, Sendable {
  public enum Base: String, CaseIterable, Sendable { case entitled, convened, present, valid }
  public var id: String
  public var of: Base
  public var share: Ratio
  public var isStrict: Bool
  public var tie: String?
  public var isSecret: Bool?
  public var purpose: String?
  public var source: Source

  /// Votes needed of so many: `⌊base × share⌋ + 1`, or `⌈base × share⌉`.
  public func needed(of base: Int) -> Int? {
    guard base >= 0 else { return nil }
    let (product, overflow) = base.multipliedReportingOverflow(by: share.numerator)
    if overflow { return nil }
    return isStrict
      ? Rounding.down(product, over: share.denominator).map { $0 + 1 }
      : Rounding.up(product, over: share.denominator)
  }
}

public struct Procedure: Hashable, Sendable {
  public var calendar: String?
  public var stages: [Stage] = []

  public struct Stage: Hashable, Sendable {
    public var id: String
    public var name: String
    public var actor: String?
    public var due: Due?
    public var after: [String]
    public var source: Source
    public var place: Place
  }

  public enum Due: Hashable, Sendable {
    /// Before a day of the year of the round or of the next: an exclusive bound.
    case before(month: Int, day: Int, isNextYear: Bool)
    /// So many days before or after another stage.
    case days(Int, isWorking: Bool, before: String?, after: String?)
  }
}

public struct Form: Hashable, Sendable {
  public var id: String
  public var code: String
  public var name: String
  public var purpose: String?
  public var fields: [String]
  public var source: Source
}

/// A zone the texts leave open, with the default used and why.
public struct Zone: Hashable, Sendable {
  public var id: String
  public var title: String
  public var usual: String?
  public var reason: String?
  public var cite: String?
  public var place: Place
}

/// Something a recorded local decision may change.
public struct LocalChoice: Hashable, Sendable {
  public var path: String
  public var choices: [String]
  public var zone: String?
  public var place: Place
  public var name: String?
  /// How far a number may go.
  public var atLeast: LocalBound?
  public var atMost: LocalBound?
}

public struct Untranslatable: Hashable, Sendable {
  public var construct: String
  public var reason: String
  public var excerpt: String?
  public var cite: String?
  public var acceptedBy: String?
}
