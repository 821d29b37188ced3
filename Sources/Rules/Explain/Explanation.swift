/// Explanation — lời giải thích: why a record has its grade, in the words of the pack.
public struct Explanation: Sendable {
  public var record: String
  /// What people call the record, where that is known.
  public var recordName: String?
  public var decision: String
  public var decisionName: String
  public var outcome: String
  public var outcomeName: String
  public var standing: Standing
  /// The rule or quota that spoke last.
  public var rule: String
  public var source: Source
  public var because: String?
  /// Why it is only proposed: what it rests on that is not certain; empty where the rules decide.
  public var doubts: [String] = []
  public var conditions: [Line]
  /// Rules tried before, and why each did not apply.
  public var earlier: [Earlier]
  /// Facts without which nothing can be decided.
  public var missing: [Missing]
  /// What would be needed for a better grade, the nearest first.
  public var next: [Next]
  /// Cần quyết định: what, by whom, between which grades.
  public var question: Question?
  public var quotas: [Cut]
  public var counts: [CountLine]
  public var parameters: [ParameterLine]

  public enum Mark: String, Sendable {
    case holds = "✓", fails = "✗", unknown = "?"

    init(_ value: Bool?) { self = value.map { $0 ? .holds : .fails } ?? .unknown }
  }

  /// One condition: what it says, the values it met, and how far they are from it.
  public struct Line: Sendable {
    public var text: String
    public var mark: Mark
    public var values: [Value]
    /// How much is missing, where that can be said.
    public var gap: String?
    public var cite: String?
    public var certainty: Certainty
    public var isAlternative = false
  }

  public struct Value: Sendable {
    public var name: String
    public var text: String
    /// The sort of document that proves it, as the guidance says.
    public var evidence: String?
    /// The facts it comes from.
    public var facts: [FactName] = []
    /// The document that was recorded as its proof, in words; `nil` where nothing is known of that.
    public var proof: String?
  }

  /// A fact of the record itself, or of what it lies within.
  public struct FactName: Hashable, Sendable {
    public var entity: String
    public var fact: String
  }

  public struct Earlier: Sendable {
    public var rule: String
    public var outcomeName: String
    public var cite: String?
    /// The conditions that were not fulfilled or not known.
    public var unmet: [Line]
  }

  public struct Missing: Sendable {
    public var fact: String
    public var name: String
    public var question: String?
    public var evidence: String?
  }

  public struct Next: Sendable {
    public var grade: String
    public var gradeName: String
    public var rule: String
    public var cite: String?
    public var unmet: [Line]
    /// Rules before it that hold and would still decide.
    public var blockedBy: [String]
    /// People decide then: the grade is one of those they may choose.
    public var isAsked = false
  }

  public struct Question: Sendable {
    public var text: String?
    public var between: [Grade]
    public var by: String?
  }

  public struct ParameterLine: Sendable {
    public var name: String
    public var value: String
    public var cite: String?
    public var certainty: Certainty
    public var zone: String?
  }

  /// A count with its numerator, denominator and the records behind it.
  public struct CountLine: Sendable {
    public var id: String
    public var name: String
    public var text: String
    public var records: [String]
    public var total: Int
  }

  /// The ledger of a quota for the scope this record is in.
  public struct Cut: Sendable {
    public var quota: String
    public var name: String
    /// The grade that is capped.
    public var grade: String
    /// The rank of the record asked about.
    public var ownRank: Int?
    public var cite: String?
    public var certainty: Certainty
    public var zone: String?
    public var base: Int
    public var baseText: String
    public var percent: String
    public var rounding: String
    public var minimum: Int
    public var allowed: Int
    public var candidates: [Candidate]
    /// How many of them people have decided, whatever the rules say.
    public var given = 0
    /// More than the quota allows have been decided; the base is then what it would be within the quota.
    public var isExceeded: Bool { given > allowed }
    /// The line is not known yet: it hangs on others, or on a missing fact; else those at it are equal.
    public var isWaiting: Bool
    public var isCut: Bool
  }

  public struct Candidate: Sendable {
    public var record: String
    public var rank: Int
    public var keys: [String]
    public var fate: Fate
    /// There by a decision of people, not by the computation.
    public var isGiven = false
    public enum Fate: String, Sendable { case kept, contested, demoted }
  }
}

extension Explanation {
  /// The same without the other candidates of a quota and the records behind a count: what one subject's own file may keep.
  public var withoutOthers: Explanation {
    var copy = self
    for n in copy.quotas.indices { copy.quotas[n].candidates.removeAll { $0.record != record } }
    for n in copy.counts.indices { copy.counts[n].records = [] }
    return copy
  }
}
