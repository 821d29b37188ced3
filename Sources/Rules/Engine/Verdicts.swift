/// Verdicts — kết quả: what a run decided for every record, with the rule that decided and the trace.
public struct Verdicts: Sendable {
  /// One decision over all records of its entity.
  public struct Decision: Sendable {
    public var id: String
    public var domain: OutcomeDomain
    /// What the rules said, before any quota; codes of the domain.
    public internal(set) var provisional: ByteColumn
    /// What remained after the quotas.
    public internal(set) var outcomes: ByteColumn
    /// One bit a condition that holds, one byte a plane of eight, in the order of the pack.
    public internal(set) var trace: [ByteColumn]
    var low: ByteColumn
    var high: ByteColumn?
    var provisionalLow: ByteColumn
    var provisionalHigh: ByteColumn?

    /// The rule that decided: 1 is the first; past the last rule, the quota that cut; 0: given by people.
    public func reason(_ row: Int) -> Int { Int(low[row]) + Int(high?[row] ?? 0) << 8 }
    /// The rule that decided before any quota.
    public func provisionalReason(_ row: Int) -> Int {
      Int(provisionalLow[row]) + Int(provisionalHigh?[row] ?? 0) << 8
    }

    /// Whether a condition surely holds.
    public func holds(_ bit: Int, _ row: Int) -> Bool {
      bit >> 3 < trace.count && trace[bit >> 3][row] & (1 << UInt8(bit & 7)) != 0
    }
  }

  /// A count over every record of an entity.
  public struct Count: Sendable {
    /// The value times ``denominator``, or the numerator of a share.
    public internal(set) var values: [Int64]
    public internal(set) var denominator = 1
    public internal(set) var bases: [Int64]
    /// 255 where it is known; `nil`: everywhere.
    public internal(set) var known: [UInt8]?
  }

  public internal(set) var decisions: [Decision?]
  public internal(set) var counts: [Count?]
  /// What every quota did, by the pack's order.
  public internal(set) var ledgers: [[QuotaLedger]]
}

/// The ledger of one quota in one scope.
public struct QuotaLedger: Sendable {
  public var quota: Int
  /// The row of the entity above that is the scope, and the codes of the choices beside it.
  public var owner: Int?
  public var choices: [UInt8]
  /// How many make the base when the cut is made.
  public var base: Int
  /// The share that holds; several where a fact that tells which is missing.
  public var percents: [Ratio]
  public var allowed: Int
  /// How many could have the grade if those who make the rest of the base came over to it one by one: what the rule allows,
  /// however many candidates there are now.
  public var places: Int
  /// The base when so many have it.
  public var placesBase: Int
  /// The candidates' rows in the order of their rank.
  public var ranked: [Int32]
  /// So many from the first are kept …
  public var kept: Int
  /// … and so many after them are open: a person must choose among equals, or …
  public var contested: Int
  /// Records of the scope that are not decided yet.
  public var open: Int
  /// … the line itself is not known yet: it hangs on open records, or on a fact that tells the share.
  public var isWaiting: Bool
}
