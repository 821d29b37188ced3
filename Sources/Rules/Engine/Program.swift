import Basics

/// Program — a pack made ready to run: its decisions, counts and quotas over one graph of conditions, in the order in which
/// they read one another. Built once, run over one record or millions.
public final class Program: Sendable {
  public let pack: Pack
  public let layout: Layout
  /// The year and part of it whose round is graded.
  public let period: GradedPeriod
  let graph: Graph
  let decisions: [CompiledDecision]
  let aggregates: [CompiledAggregate]
  let quotas: [CompiledQuota]
  let passes: [Pass]
  /// How names and comparisons are shown, and on which parameters every condition rests.
  let display: Display
  /// The least and greatest value of every term.
  let bounds: [ClosedRange<Int>]

  init(
    pack: Pack, layout: Layout, period: GradedPeriod, graph: Graph, decisions: [CompiledDecision],
    aggregates: [CompiledAggregate],
    quotas: [CompiledQuota], passes: [Pass], display: Display, bounds: [ClosedRange<Int>]
  ) {
    (self.pack, self.layout, self.period, self.graph, self.display) = (pack, layout, period, graph, display)
    (self.decisions, self.aggregates, self.quotas, self.passes) = (decisions, aggregates, quotas, passes)
    self.bounds = bounds
  }

  /// The names of the decisions, in the order in which they are taken.
  public var decisionIDs: [String] { passes.flatMap(\.decisions).map { pack.decisions[$0].id } }

  /// The rule, or the quota, a number in the results stands for; `given` where people decided.
  public func ruleID(decision: Int, reason: Int) -> String {
    let rules = pack.decisions[decision].rules
    if reason == 0 { return "given" }
    if rules.indices.contains(reason - 1) { return rules[reason - 1].id }
    return quotas.enumerated().first { $0.element.decision == decision && $0.element.reason == reason }.map {
      pack.quotas[$0.offset].id
    } ?? ""
  }

  func decisionIndex(_ id: String) -> Int? { pack.decisions.firstIndex { $0.id == id } }
}

/// The period a round grades.
public struct GradedPeriod: Hashable, Sendable {
  public var year: Int
  /// `nil`: the whole year.
  public var quarter: Int?
  public var start: Day
  public var end: Day

  public init?(year: Int, quarter: Int? = nil) {
    let from = quarter.map { $0 * 3 - 2 } ?? 1
    let to = quarter.map { $0 * 3 } ?? 12
    guard (1...9998).contains(year), (1...12).contains(from),
      let start = Day(year: year, month: from, day: 1),
      let after = to == 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: to + 1, day: 1)
    else { return nil }
    (self.year, self.quarter, self.start, self.end) = (year, quarter, start, after.previous)
  }
}

extension GradedPeriod {
  /// Reads `2026`, `Q1/2026` or `1/2026`, as periods are written in cases and on the command line.
  public static func read(_ text: String) -> (year: Int, quarter: Int?)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let year = parts.last.flatMap({ Int($0) }), (1...9998).contains(year) else { return nil }
    if parts.count == 1 { return (year, nil) }
    guard parts.count == 2, let quarter = Int(parts[0].hasPrefix("Q") ? parts[0].dropFirst() : parts[0][...]),
      (1...4).contains(quarter)
    else { return nil }
    return (year, quarter)
  }
}

/// What a decision may come to. Codes are bytes in the columns of results.
public struct OutcomeDomain: Sendable, Hashable {
  /// Outcomes outside the scale first, then the grades, best first; the code is the place.
  public var grades: [Grade]
  public var outsideCount: Int

  /// Cần quyết định: the rules leave it to people.
  public static let undecided: UInt8 = 254
  /// Chưa đủ dữ kiện: a fact the decision hangs on is missing.
  public static let undetermined: UInt8 = 255

  public func code(_ id: String) -> UInt8? {
    switch id {
    case "undecided": Self.undecided
    case "undetermined": Self.undetermined
    default: grades.firstIndex { $0.id == id }.map { UInt8($0) }
    }
  }

  public func id(_ code: UInt8) -> String {
    if code == Self.undecided { return "undecided" }
    return Int(code) < grades.count ? grades[Int(code)].id : "undetermined"
  }
}

struct CompiledDecision: Sendable {
  var entity: Int
  var domain: OutcomeDomain
  var rules: [CompiledRule]
  /// The distinct conditions in the order of the pack: the bits of the trace.
  var conditions: [Int]

  /// A rule's number in results: 1 is the first; a quota that spoke last has a number after the rules.
  var needsHighByte: Bool { rules.count > 200 }
}

struct CompiledRule: Sendable {
  /// All conditions and one of the alternatives.
  var truth: Int
  var conditions: [Int]
  var alternatives: [Int]
  var outcome: UInt8
  /// Later exceptions of the same rule: where one of them holds too, people decide.
  var rivals: [Int] = []
}

struct CompiledAggregate: Sendable {
  var entity: Int
  var part: Int
  var kind: Aggregate.Kind
  /// `nil`: every part counts.
  var condition: Int?
  /// Another count the share is a fraction of.
  var base: Int?
  /// The value summed or averaged, and what a part's value is divided by.
  var value: Int?
  var denominator: Int
  /// What the count itself is divided by, and its unit.
  var measure = Display.Measure(denominator: 1, unit: .plain)
  /// Points by outcome code of a decision of the part.
  var decision: Int?
  var points: [Int?]
  var scale: Int
  /// `nil`: exact.
  var rounding: Rounding?
}

struct CompiledQuota: Sendable {
  var decision: Int
  var grade: UInt8
  var demoteTo: UInt8
  var of: [UInt8]
  var percents: [(condition: Int?, value: Ratio)]
  /// Entities above, and choices of the record itself.
  var scopes: [Scope]
  var keys: [Key]
  /// The rule number that stands for this quota in results.
  var reason: Int

  enum Scope: Sendable {
    case entity(Int)
    case column(Int)
    /// The pieces of a band.
    case pieces([Int])
  }

  enum Key: Sendable {
    case id(isDescending: Bool)
    case term(Int, isDescending: Bool)
    case share(part: Int, whole: Int, isDescending: Bool)
  }
}

/// What can be computed once everything before it is known.
struct Pass: Sendable {
  var entity: Int
  var decisions: [Int] = []
  var aggregates: [Int] = []
  var quotas: [Int] = []
}

/// What is needed to show values in words.
struct Display: Sendable {
  /// How a name of an entity is shown: by `entity/name`, or `entity/above.name`.
  var names: [String: Shown] = [:]
  /// What one unit of a comparison is worth, by condition.
  var measures: [Int: Measure] = [:]
  /// Parameters by the place of the condition that reads them.
  var parameters: [Place: Set<String>] = [:]

  struct Measure: Sendable {
    var denominator: Int
    var unit: Typed.Unit
  }

  enum Shown: Sendable {
    case fact(Int, column: Int)
    case number(term: Int, Measure)
    case share(part: Int, whole: Int)
    case choice(column: Int, [Grade])
    case truth(Int)
    case band([(grade: String, truth: Int)])
    case day(term: Int)
  }
}
