/// The expressions of a program as one graph in which equal parts are one node: what two rules both ask is computed once.
/// A node's number is greater than those of its parts.
struct Graph: Sendable {
  /// Where a column of one entity comes from.
  indirect enum Source: Hashable, Sendable {
    case fact(Int)
    /// What was decided, after every quota.
    case outcome(Int)
    case aggregate(Int)
    /// The number a share is a fraction of.
    case aggregateBase(Int)
    /// The value of what the record lies within.
    case above(Int, Source)
  }

  struct Column: Hashable, Sendable {
    var entity: Int
    var source: Source
  }

  enum Comparison: Hashable, Sendable { case equal, notEqual, less, atMost, more, atLeast }

  /// Whole numbers, 64 bits; what they are divided by is known when the graph is built.
  enum Term: Hashable, Sendable {
    case column(Int)
    case constant(Int)
    case sum(Int, Int)
    case difference(Int, Int)
    case product(Int, Int)
    case smaller(Int, Int)
    case larger(Int, Int)
    case months(Int, Int)
    case days(Int, Int)
  }

  /// Conditions with three values: true, false, unknown.
  enum Truth: Hashable, Sendable {
    case constant(Bool)
    case choice(column: Int, among: [UInt8])
    case compare(term: Int, Comparison, with: Int)
    case compareTerms(Int, Comparison, Int)
    /// `part / whole` against `numerator / denominator`; unknown where the whole is not positive.
    case share(part: Int, whole: Int, Comparison, numerator: Int, denominator: Int)
    case compareShares(part: Int, whole: Int, Comparison, otherPart: Int, otherWhole: Int)
    case known(column: Int)
    case not(Int)
    case all([Int])
    case any([Int])
  }

  private(set) var columns: [Column] = []
  private(set) var terms: [Term] = []
  private(set) var truths: [Truth] = []
  private var columnIndex: [Column: Int] = [:]
  private var termIndex: [Term: Int] = [:]
  private var truthIndex: [Truth: Int] = [:]
  /// The columns every node reads, known when it is made: parts are shared, so walking down again could take for ever.
  private var termColumns: [ColumnSet] = []
  private var truthColumns: [ColumnSet] = []

  /// Room for so many conditions: growing a table again and again costs more than filling it.
  mutating func reserve(_ count: Int) {
    truths.reserveCapacity(count)
    truthColumns.reserveCapacity(count)
    truthIndex.reserveCapacity(count)
  }

  mutating func column(_ column: Column) -> Int {
    if let known = columnIndex[column] { return known }
    columnIndex[column] = columns.count
    columns.append(column)
    return columns.count - 1
  }

  mutating func term(_ term: Term) -> Int {
    if let known = termIndex[term] { return known }
    termIndex[term] = terms.count
    terms.append(term)
    termColumns.append(reads(term))
    return terms.count - 1
  }

  mutating func truth(_ truth: Truth) -> Int {
    if let known = truthIndex[truth] { return known }
    truthIndex[truth] = truths.count
    truths.append(truth)
    truthColumns.append(reads(truth))
    return truths.count - 1
  }

  /// A conjunction in one canonical order: the same conditions written in another order are the same node.
  mutating func all(_ parts: [Int]) -> Int {
    parts.count == 1 ? parts[0] : truth(.all(ColumnSet.joined([parts])))
  }
  mutating func any(_ parts: [Int]) -> Int {
    parts.count == 1 ? parts[0] : truth(.any(ColumnSet.joined([parts])))
  }

  /// The columns a condition reads, ascending.
  func columns(of truth: Int) -> ColumnSet { truthColumns[truth] }
  func columns(ofTerm term: Int) -> ColumnSet { termColumns[term] }

  private func reads(_ truth: Truth) -> ColumnSet {
    switch truth {
    case .constant: []
    case .choice(let column, _), .known(let column): [column]
    case .compare(let term, _, _): columns(ofTerm: term)
    case .compareTerms(let a, _, let b): columns(ofTerm: a).joined(columns(ofTerm: b))
    case .share(let part, let whole, _, _, _): columns(ofTerm: part).joined(columns(ofTerm: whole))
    case .compareShares(let a, let b, _, let c, let d):
      columns(ofTerm: a).joined(columns(ofTerm: b)).joined(columns(ofTerm: c)).joined(columns(ofTerm: d))
    case .not(let inner): columns(of: inner)
    case .all(let parts), .any(let parts): ColumnSet.joined(parts.map { columns(of: $0) })
    }
  }

  private func reads(_ term: Term) -> ColumnSet {
    switch term {
    case .column(let column): [column]
    case .constant: []
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b), .smaller(let a, let b),
      .larger(let a, let b),
      .months(let a, let b), .days(let a, let b):
      columns(ofTerm: a).joined(columns(ofTerm: b))
    }
  }
}

/// Numbers of columns, ascending, each once: what nearly every node has is one or two of them.
typealias ColumnSet = [Int]

extension ColumnSet {
  func joined(_ other: ColumnSet) -> ColumnSet {
    if other.isEmpty || self == other { return self }
    if isEmpty { return other }
    return Self.joined([self, other])
  }

  static func joined(_ sets: [ColumnSet]) -> ColumnSet {
    var all = sets.reduce(into: []) { $0 += $1 }
    all.sort()
    var kept = 0
    for n in all.indices where n == 0 || all[n] != all[n - 1] {
      all[kept] = all[n]
      kept += 1
    }
    all.removeLast(all.count - kept)
    return all
  }
}
