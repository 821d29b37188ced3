/// DifferingCase — trường hợp nhỏ nhất: a person or organisation for whom two packs decide differently. What it names is all
/// that is known of it: every other fact is blank, and with these alone the two packs decide as told, quotas and all: it lies
/// alone within what is above it, or beside so many ``others`` as are named. Only where ``isBeforeQuota`` is what is told the
/// rules' word before the quota.
public struct DifferingCase: Sendable {
  public struct Fact: Sendable, Hashable {
    public var entity: String
    public var id: String
    public var name: String
    public var value: String
    /// As it is kept, scaled by the decimals, and under which name.
    public var raw: Int
    public var column: String
  }

  /// Parts that are alike: so many with these grades, given as people decided them, and these facts.
  public struct Part: Sendable, Hashable {
    public var entity: String
    public var name: String
    public var count: Int
    public var grades: [String: String]
    public var facts: [Fact]
    /// In words: `8 Đảng viên: Hoàn thành tốt nhiệm vụ`.
    public var text: String
  }

  public var decision: String
  public var facts: [Fact]
  public var parts: [Part]
  public var before: String
  public var after: String
  public var ruleBefore: String
  public var ruleAfter: String
  /// Others of its group with the same facts, whom people have given this grade: they make the base of the quota.
  public var others: Others?
  /// The two differ in what the rules say, and no number of others was found for which they differ after the quota too.
  public var isBeforeQuota = false

  public struct Others: Sendable, Hashable {
    public var count: Int
    public var grade: String
    /// `6 Chi bộ khác cùng nhóm đã xếp Hoàn thành tốt nhiệm vụ`
    public var text: String
  }

  /// All of it in one line.
  public var text: String {
    let named = facts.map { "\($0.name): \($0.value)" } + parts.map(\.text)
    return (named + (others.map { [$0.text] } ?? [])).joined(separator: "; ")
  }

  /// Said beside it where the quota was not counted.
  public static let beforeQuota = "Đây là mức trước khi cắt tỷ lệ; sau khi cắt có thể không còn khác."
}

extension Comparison {
  /// The smallest case in which a decision differs, found by trying the values next to every threshold of both packs around a
  /// case for each of their rules, and few parts of every kind where parts are counted. Only what both packs decide is a
  /// difference; `nil`: none was found.
  public func smallestDifference(_ decisionID: String) -> DifferingCase? {
    guard let a = old.decisionIndex(decisionID), let b = new.decisionIndex(decisionID),
      old.decisions[a].entity == new.decisions[b].entity, !isAlike(decisionID)
    else { return nil }
    return DifferenceSearch(comparison: self, a: a, b: b).find()
  }
}

struct DifferenceSearch {
  let comparison: Comparison
  let a: Int
  let b: Int
  let facts: [Int]
  let kinds: [PartKinds]
  static let mostRows = 200_000

  var layout: Layout { comparison.layout }
  var entity: Int { comparison.old.decisions[a].entity }

  init(comparison: Comparison, a: Int, b: Int) {
    (self.comparison, self.a, self.b) = (comparison, a, b)
    let layout = comparison.layout
    let entity = comparison.old.decisions[a].entity
    // Its own facts, and those of what it lies within.
    let read = comparison.factsRead(by: [(comparison.old, a), (comparison.new, b)])
    facts = layout.facts.indices.filter {
      let owner = layout.factEntities[$0]
      return owner == entity || layout.isAbove(owner, entity) && read.contains($0)
    }
    kinds = PartKinds.all(comparison, a, b)
  }

  func find() -> DifferingCase? {
    let blank = facts.map { neutral($0) }
    let seeds = [blank] + examples(comparison.old, a, blank) + examples(comparison.new, b, blank)
    let few = kinds.map { $0.few }
    var fallback: DifferenceTrial?
    // The cases of the rules themselves mostly do; only where they do not, the values next to every threshold around them,
    // a few cases at a time.
    for stage in stages(seeds) {
      let trials = stage(few)
      let found = differing(trials)
      let blank = seeds.first ?? []
      func isLess(_ a: DifferenceTrial, _ b: DifferenceTrial) -> Bool {
        weight(a.own, blank) < weight(b.own, blank)
      }
      if let final = found.final.min(by: isLess) { return told(shrunk(final)) }
      // What only the rules say differently has to stand the quota too.
      guard fallback == nil, let said = found.provisional.min(by: isLess) else { continue }
      let plain = shrunk(said)
      if let beside = besideOthers([plain]) { return told(beside) }
      fallback = plain
    }
    if let fallback { return told(fallback) }
    guard let found = withParts(seeds) else {
      return besideOthers(seeds.map { .init(own: $0, parts: few) }).flatMap { told(shrunk($0)) }
    }
    let plain = shrunk(found)
    if let final = outcome(plain), final.before != final.after { return told(plain) }
    return told(besideOthers([plain]) ?? plain)
  }

  /// What is tried one after another: the seeds alone, then some of them at a time with one fact changed.
  private func stages(_ seeds: [[Int]]) -> [([[PartKinds.Group]]) -> [DifferenceTrial]] {
    let alone: ([[PartKinds.Group]]) -> [DifferenceTrial] = { parts in
      seeds.map { .init(own: $0, parts: parts) }
    }
    let tried = facts.map { candidates($0) }
    let each = max(tried.reduce(1) { $0 + $1.count }, 1)
    let most = min(seeds.count, max(Self.mostRows / each, 1))
    return [alone]
      + stride(from: 0, to: most, by: Self.seedsAtOnce).map { from in
        { parts in
          seeds[from..<min(from + Self.seedsAtOnce, most)].flatMap { start in
            tried.enumerated().flatMap { n, values in
              values.compactMap { value -> DifferenceTrial? in
                guard value != start[n] else { return nil }
                var row = start
                row[n] = value
                return .init(own: row, parts: parts)
              }
            }
          }
        }
      }
  }

  private static let seedsAtOnce = 8

  /// The first of some records that the two decide differently beside so many others whom people gave the next grade.
  private func besideOthers(_ trials: [DifferenceTrial]) -> DifferenceTrial? {
    let quotas = [comparison.old.pack, comparison.new.pack].flatMap { pack in
      pack.quotas.filter { $0.decision == comparison.old.pack.decisions[a].id }
    }
    var lower: [String] = []
    for quota in quotas where !lower.contains(quota.demoteTo) { lower.append(quota.demoteTo) }
    let capped = Set(quotas.map(\.grade))
    let candidates = trials.filter { trial in
      outcome(trial, isFinal: false).map { capped.contains($0.before) || capped.contains($0.after) } ?? false
    }
    for count in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40] {
      for grade in lower {
        for trial in candidates.prefix(Self.mostBeside) {
          var trial = trial
          trial.others = .init(count: count, grade: grade)
          if let found = outcome(trial), found.before != found.after { return trial }
        }
      }
    }
    return nil
  }

  private static let mostBeside = 8

  private func weight(_ row: [Int?], _ neutral: [Int]) -> Int { zip(row, neutral).count { $0 != $1 } }

  /// Few parts first, of at most two kinds, until a number of them makes a difference.
  private func withParts(_ seeds: [[Int]]) -> DifferenceTrial? {
    guard !kinds.isEmpty else { return nil }
    var distinct: [[Int]] = []
    for seed in seeds where !distinct.contains(seed) { distinct.append(seed) }
    var records = 0
    for size in [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20] {
      var trials: [DifferenceTrial] = []
      for (n, kind) in kinds.enumerated() {
        let mixes = kind.mixes(of: size)
        for mix in mixes {
          for seed in distinct where records < Self.mostRows {
            var parts = kinds.map { $0.few }
            parts[n] = mix
            records += size + 1
            trials.append(.init(own: seed, parts: parts))
          }
        }
      }
      let found = differing(trials)
      if let first = found.final.first ?? found.provisional.first { return first }
    }
    return nil
  }

  /// Takes away every fact and part without which the two packs still decide as they do.
  private func shrunk(_ trial: DifferenceTrial) -> DifferenceTrial {
    let isFinal = outcome(trial).map { $0.before != $0.after } ?? false
    guard let wanted = outcome(trial, isFinal: isFinal) else { return trial }
    var trial = trial
    func accept(_ change: (inout DifferenceTrial) -> Void) {
      var plainer = trial
      change(&plainer)
      if outcome(plainer, isFinal: isFinal).map({ $0 == wanted }) ?? false { trial = plainer }
    }
    for n in trial.parts.indices {
      accept { $0.parts[n] = [] }
      for g in trial.parts[n].indices {
        for fact in trial.parts[n][g].facts.keys.sorted() { accept { $0.parts[n][g].facts[fact] = nil } }
        for decision in trial.parts[n][g].grades.keys.sorted() {
          accept { $0.parts[n][g].grades[decision] = nil }
        }
      }
    }
    for n in trial.own.indices.reversed() { accept { $0.own[n] = nil } }
    return trial
  }

  /// What a fact is when nothing is said: its default, else its least value.
  private func neutral(_ fact: Int) -> Int {
    layout.facts[fact].missing ?? max(layout.facts[fact].bounds.lowerBound, 0)
  }

  /// The values next to each threshold of both packs, and every word.
  func candidates(_ fact: Int) -> [Int] {
    if case .choice(let words) = layout.facts[fact].kind { return Array(words.indices) }
    if case .boolean = layout.facts[fact].kind { return [0, 1] }
    let bounds = layout.facts[fact].bounds
    var values: Set<Int> = []
    for program in [comparison.old, comparison.new] {
      for truth in program.graph.truths {
        guard case .compare(let term, _, let limit) = truth, limit > .min / 2, limit < .max / 2,
          program.graph.columns(ofTerm: term).contains(where: {
            program.graph.columns[$0].source == .fact(fact)
          })
        else { continue }
        for near in limit - 1...limit + 1 {
          values.insert(min(max(near, bounds.lowerBound), bounds.upperBound))
        }
      }
    }
    for share in shares {
      if share.part == fact {
        for near in -1...1 { values.insert(max(whole * share.numerator / share.denominator + near, 0)) }
      }
      if share.whole == fact { values.insert(whole) }
    }
    if bounds.upperBound < 1_000_000 { values.formUnion([bounds.lowerBound, bounds.upperBound]) }
    return values.sorted()
  }

  private struct Share {
    var part: Int
    var whole: Int
    var numerator: Int
    var denominator: Int
  }

  /// The shares of two facts that either pack asks for.
  private var shares: [Share] {
    [comparison.old, comparison.new].flatMap { program in
      program.graph.truths.indices.compactMap { share($0, program) }
    }
  }

  private func share(_ node: Int, _ program: Program) -> Share? {
    guard case .share(let p, let w, _, let numerator, let denominator) = program.graph.truths[node],
      case .column(let part) = program.graph.terms[p], case .column(let whole) = program.graph.terms[w],
      case .fact(let first) = program.graph.columns[part].source,
      case .fact(let second) = program.graph.columns[whole].source
    else { return nil }
    return Share(part: first, whole: second, numerator: numerator, denominator: denominator)
  }

  /// A whole in which every share that is asked for is a whole number.
  private var whole: Int {
    var whole = 12
    for share in shares where whole % share.denominator != 0 && whole <= 100_000 / share.denominator {
      whole *= share.denominator
    }
    return whole
  }

  /// A case for each rule of a decision: one that fulfils it and none before it.
  private func examples(_ program: Program, _ decision: Int, _ neutral: [Int]) -> [[Int]] {
    var words: [Int: Int] = [:]
    for (n, column) in program.graph.columns.enumerated() {
      if case .fact(let fact) = column.source {
        switch layout.facts[fact].kind {
        case .boolean: words[n] = 2
        case .choice(let values): words[n] = values.count
        default: break
        }
      }
    }
    let regions = Regions(graph: program.graph, bounds: program.bounds, choices: words)
    let rules = program.decisions[decision].rules
    return rules.indices.compactMap { n in
      regions.example([rules[n].truth], without: rules[..<n].map(\.truth)).map {
        row(of: $0, program, neutral)
      }
    }
  }

  private func row(of box: Box, _ program: Program, _ neutral: [Int]) -> [Int] {
    var row = neutral
    let places = Dictionary(
      facts.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { x, _ in x })
    for (column, words) in box.words {
      if case .fact(let fact) = program.graph.columns[column].source, let n = places[fact],
        let word = words.first,
        !words.contains(UInt8(clamping: row[n]))
      {
        row[n] = Int(word)
      }
    }
    for interval in box.intervals {
      guard case .column(let column) = program.graph.terms[interval.term],
        case .fact(let fact) = program.graph.columns[column].source,
        let n = places[fact], row[n] < interval.low || row[n] > interval.high
      else { continue }
      row[n] = interval.low
    }
    for interval in box.intervals {
      guard case .sum(let a, let b) = program.graph.terms[interval.term] else { continue }
      let parts = [a, b].compactMap { place(of: $0, program, places) }
      let sum = parts.reduce(0) { $0 &+ row[$1] }
      guard parts.count == 2, sum < interval.low || sum > interval.high else { continue }
      // The first part takes as much of the sum as its range allows, the second the rest.
      var rest = interval.low
      for (n, part) in parts.enumerated() {
        let bounds = layout.facts[facts[part]].bounds
        let wanted = n == 0 ? rest &- layout.facts[facts[parts[1]]].bounds.lowerBound : rest
        row[part] = min(max(wanted, bounds.lowerBound), bounds.upperBound)
        rest &-= row[part]
      }
    }
    for range in box.shares {
      guard let part = place(of: range.part, program, places),
        let all = place(of: range.whole, program, places),
        let value = range.value(isHigh: true),
        let count = Rounding.up(whole &* value.numerator, over: value.denominator)
      else { continue }
      (row[all], row[part]) = (whole, min(max(count, 0), whole))
    }
    return row
  }

  private func place(of term: Int, _ program: Program, _ places: [Int: Int]) -> Int? {
    guard case .column(let column) = program.graph.terms[term],
      case .fact(let fact) = program.graph.columns[column].source
    else { return nil }
    return places[fact]
  }
}
