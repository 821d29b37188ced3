/// Computes the nodes of a plan for a chunk of records. A condition has two planes: what surely holds, and what may hold;
/// where nothing can be unknown the second is the first.
final class Sweep {
  private let graph: Graph
  private let plan: Plan
  /// By the graph's numbers; `nil`: not read by this plan.
  private let columns: [BoundColumn?]
  private let capacity: Int
  private let slab: UnsafeMutablePointer<UInt8>
  private let numbers: UnsafeMutablePointer<Int64>
  private let numberMayBe: UnsafeMutablePointer<UInt8>
  /// Where the planes of every node stand in the slab; -1: it has none.
  private var sureSlot: [Int32]
  private var maySlot: [Int32]
  private var mayBeOpen: [Bool]
  private var termSlots: [Int32]
  private var termIsOpen: [Bool] = []
  /// Shares of two narrow columns, computed without widening them first.
  private var narrowShares: [NarrowShare?]
  private var isNeeded: [Bool] = []
  private var readsPossible: [Bool] = []

  /// - Parameters:
  ///   - roots: terms that are wanted for themselves.
  ///   - askedPossible: conditions of which it is asked what may hold; `nil`: all of the plan.
  init(
    _ graph: Graph, _ plan: Plan, _ columns: [BoundColumn?], capacity: Int, roots: [Int] = [],
    askedPossible: [Int]? = nil
  ) {
    (self.graph, self.plan, self.columns, self.capacity) = (graph, plan, columns, capacity)
    let count = graph.truths.count
    (sureSlot, maySlot) = ([Int32](repeating: -1, count: count), [Int32](repeating: -1, count: count))
    mayBeOpen = [Bool](repeating: false, count: count)
    narrowShares = [NarrowShare?](repeating: nil, count: count)
    termSlots = [Int32](repeating: -1, count: graph.terms.count)
    for (n, term) in plan.terms.enumerated() { termSlots[term] = Int32(n) }
    numbers = .allocate(capacity: max(plan.terms.count * capacity, 1))
    numberMayBe = .allocate(capacity: max(plan.terms.count * capacity, 1))
    var terms: [Bool] = []
    for term in plan.terms { terms.append(Self.isUnknown(graph.columns(ofTerm: term), columns)) }
    termIsOpen = terms
    slab = .allocate(capacity: max(plan.truths.count * 2 * capacity, 1))
    for node in plan.truths {
      mayBeOpen[node] = isOpen(node)
      narrowShares[node] = NarrowShare(graph, node, columns)
    }
    readsPossible = Self.readsPossible(graph, plan, askedPossible ?? plan.truths, mayBeOpen)
    // Planes stand close together: the fewer there are, the more of them stay near the processor.
    var planes: Int32 = 0
    for node in plan.truths {
      (sureSlot[node], planes) = (planes, planes + 1)
      if needsPossible(node) { (maySlot[node], planes) = (planes, planes + 1) }
      if case .constant(let value) = graph.truths[node] {
        Kernels.fill(sure(node), capacity, Kernels.byte(value))
      }
    }
    let wide = Plan(
      graph, truths: plan.truths.filter { narrowShares[$0] == nil && !isCompound($0) }, terms: roots)
    let needed = Set(wide.terms)
    isNeeded = plan.terms.map { needed.contains($0) }
  }

  /// What may hold is computed only where it is asked for, or read on the way there.
  private static func readsPossible(_ graph: Graph, _ plan: Plan, _ asked: [Int], _ mayBeOpen: [Bool])
    -> [Bool]
  {
    var reads = [Bool](repeating: false, count: graph.truths.count)
    for node in asked { reads[node] = true }
    // Parts have lower numbers, so one walk downwards reaches all of them.
    for node in plan.truths.reversed() {
      switch graph.truths[node] {
      case .not(let inner): reads[inner] = true
      case .all(let parts), .any(let parts):
        if reads[node], mayBeOpen[node] { for part in parts { reads[part] = true } }
      default: break
      }
    }
    return reads
  }

  private static func isUnknown(_ read: ColumnSet, _ columns: [BoundColumn?]) -> Bool {
    read.contains { columns[$0]?.mayBeUnknown ?? true }
  }

  /// The second plane is kept where it is read, and where a test of its own must leave out what is not known.
  private func needsPossible(_ node: Int) -> Bool {
    mayBeOpen[node] && (readsPossible[node] || !isCompound(node) && !isOpenByNothing(node))
  }

  private func termSlot(_ term: Int) -> Int? {
    termSlots[term] < 0 ? nil : Int(termSlots[term])
  }

  /// Whether a condition holds for every record.
  func isAlways(_ node: Int) -> Bool { graph.truths[node] == .constant(true) }

  private func isCompound(_ node: Int) -> Bool {
    switch graph.truths[node] {
    case .all, .any, .not: true
    default: false
    }
  }

  deinit {
    slab.deallocate()
    numbers.deallocate()
    numberMayBe.deallocate()
  }

  /// The plane of what surely holds.
  func sure(_ node: Int) -> Kernels.Bytes { slab + Int(sureSlot[node]) * capacity }
  /// The plane of what may hold.
  func possible(_ node: Int) -> Kernels.Bytes {
    maySlot[node] < 0 ? sure(node) : slab + Int(maySlot[node]) * capacity
  }
  func isOpenNode(_ node: Int) -> Bool { mayBeOpen[node] }

  func value(_ term: Int, _ row: Int) -> Int? {
    guard let n = termSlot(term) else { return nil }
    if termIsOpen[n], numberMayBe[n * capacity + row] == 0 { return nil }
    return Int(numbers[n * capacity + row])
  }

  private func isOpen(_ node: Int) -> Bool {
    switch graph.truths[node] {
    case .constant, .known: false
    case .choice(let column, _): columns[column]?.mayBeUnknown ?? true
    case .compare(let term, _, _): Self.isUnknown(graph.columns(ofTerm: term), columns)
    case .compareTerms(let a, _, let b):
      Self.isUnknown(graph.columns(ofTerm: a), columns) || Self.isUnknown(graph.columns(ofTerm: b), columns)
    case .share, .compareShares: true
    case .not(let inner): mayBeOpen[inner]
    case .all(let parts): parts.contains { mayBeOpen[$0] && !isGuarded($0, in: parts) }
    case .any(let parts): parts.contains { mayBeOpen[$0] }
    }
  }

  /// A share of nothing is unknown, but where the same conjunction asks for `whole > 0` it is then false.
  private func isGuarded(_ node: Int, in parts: [Int]) -> Bool {
    guard case .share(let part, let whole, _, _, _) = graph.truths[node],
      !Self.isUnknown(graph.columns(ofTerm: part), columns),
      !Self.isUnknown(graph.columns(ofTerm: whole), columns)
    else { return false }
    return parts.contains { other in
      if case .compare(whole, .atLeast, let least) = graph.truths[other] { least >= 1 } else { false }
    }
  }

  // MARK: - one chunk

  func run(_ from: Int, _ count: Int) {
    for (n, term) in plan.terms.enumerated() where isNeeded[n] { compute(term, n, from, count) }
    for node in plan.truths { compute(node, from, count) }
  }

  private func compute(_ node: Int, _ from: Int, _ count: Int) {
    let out = sure(node)
    switch graph.truths[node] {
    case .constant: return
    case .choice(let column, let codes): choice(out, column, codes, from, count)
    case .known(let column): known(out, column, from, count)
    case .compare(let term, let comparison, let constant):
      compare(out, term, comparison, constant, from, count)
    case .compareTerms(let a, let comparison, let b):
      if let x = termSlot(a), let y = termSlot(b) {
        Kernels.compare(out, numbers + x * capacity, numbers + y * capacity, count, comparison)
      }
    case .share(let part, let whole, let comparison, let numerator, let denominator):
      if let narrow = narrowShares[node] {
        narrow.compute(out, from, count, comparison, numerator, denominator)
      } else {
        share(out, part, whole, comparison, numerator, denominator, count)
      }
    case .compareShares(let part, let whole, let comparison, let otherPart, let otherWhole):
      shares(out, part, whole, comparison, otherPart, otherWhole, count)
    case .not(let inner):
      Kernels.not(out, possible(inner), count)
      if mayBeOpen[node], readsPossible[node] { Kernels.not(possible(node), sure(inner), count) }
      return
    case .all(let parts), .any(let parts):
      combine(node, parts, count)
      return
    }
    guard mayBeOpen[node] else { return }
    if readsPossible[node] {
      open(node, from, count)
    } else if !isOpenByNothing(node) {
      open(node, from, count)
    }
  }

  /// A share whose columns have no gaps is unknown only of nothing, where it does not hold anyway.
  private func isOpenByNothing(_ node: Int) -> Bool { narrowShares[node]?.isWithoutGaps ?? false }

  private func combine(_ node: Int, _ parts: [Int], _ count: Int) {
    let isAll = if case .all = graph.truths[node] { true } else { false }
    let out = sure(node)
    guard parts.count > 1 else {
      return parts.isEmpty ? Kernels.fill(out, count, Kernels.byte(isAll)) : single(node, parts[0], count)
    }
    combine(out, isAll, parts.count, count) { sure(parts[$0]) }
    guard mayBeOpen[node], readsPossible[node] else { return }
    combine(possible(node), isAll, parts.count, count) { possible(parts[$0]) }
  }

  private func combine(
    _ out: Kernels.Bytes, _ isAll: Bool, _ parts: Int, _ count: Int, _ plane: (Int) -> Kernels.Bytes
  ) {
    isAll ? Kernels.and(out, plane(0), plane(1), count) : Kernels.or(out, plane(0), plane(1), count)
    for n in 2..<max(parts, 2) {
      isAll ? Kernels.and(out, plane(n), count) : Kernels.or(out, plane(n), count)
    }
  }

  private func single(_ node: Int, _ part: Int, _ count: Int) {
    Kernels.copy(sure(node), sure(part), count)
    if mayBeOpen[node], readsPossible[node] { Kernels.copy(possible(node), possible(part), count) }
  }

  /// Where something it reads is missing a test surely holds nowhere and may hold everywhere.
  private func open(_ node: Int, _ from: Int, _ count: Int) {
    let out = sure(node)
    let may = possible(node)
    Kernels.fill(may, count, 255)
    func require(known term: Int) {
      // A column says so itself; as a term it may never have been computed.
      if case .column(let column) = graph.terms[term] { return requireColumn(column) }
      guard let n = termSlot(term) else { return }
      if termIsOpen[n] { Kernels.and(may, numberMayBe + n * capacity, count) }
    }
    func requireColumn(_ column: Int) { andKnown(may, column, from, count) }
    func requireWhole(_ term: Int) {
      if let narrow = narrowShares[node] { return narrow.requireWhole(may, from, count) }
      guard let n = termSlot(term) else { return }
      let values = numbers + n * capacity
      for k in 0..<count { may[k] &= Kernels.byte(values[k] > 0) }
    }
    switch graph.truths[node] {
    case .choice(let column, _): requireColumn(column)
    case .compare(let term, _, _): require(known: term)
    case .compareTerms(let a, _, let b):
      require(known: a)
      require(known: b)
    case .share(let part, let whole, _, _, _):
      require(known: part)
      require(known: whole)
      requireWhole(whole)
    case .compareShares(let a, let b, _, let c, let d):
      for term in [a, b, c, d] { require(known: term) }
      requireWhole(b)
      requireWhole(d)
    default: break
    }
    // `may` now says what is known: holds surely only there, may hold there or where unknown.
    Kernels.and(out, may, count)
    for k in 0..<count { may[k] = out[k] | ~may[k] }
  }

  private func andKnown(_ mask: Kernels.Bytes, _ column: Int, _ from: Int, _ count: Int) {
    switch columns[column] {
    case .facts(let values):
      values.known?.withUnsafeBufferPointer { known in
        for k in 0..<count { mask[k] &= known[from + k] }
      }
    case .outcomes(let bytes, true):
      for k in 0..<count { mask[k] &= Kernels.byte(bytes.bytes[from + k] < OutcomeDomain.undecided) }
    case .outcomes: break
    case nil: Kernels.fill(mask, count, 0)
    }
  }

  // MARK: - tests on columns

  private func choice(_ out: Kernels.Bytes, _ column: Int, _ codes: [UInt8], _ from: Int, _ count: Int) {
    switch columns[column] {
    case .facts(let values):
      if case .one(let storage) = values.storage {
        storage.withUnsafeBytes { raw in
          guard let base = raw.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
          Kernels.among(out, base + from, count, codes)
        }
      } else {
        for k in 0..<count {
          out[k] = Kernels.byte(UInt8(exactly: values.raw(from + k)).map(codes.contains) ?? false)
        }
      }
    case .outcomes(let bytes, _): Kernels.among(out, UnsafePointer(bytes.bytes) + from, count, codes)
    case nil: Kernels.fill(out, count, 0)
    }
  }

  private func known(_ out: Kernels.Bytes, _ column: Int, _ from: Int, _ count: Int) {
    Kernels.fill(out, count, 255)
    andKnown(out, column, from, count)
  }

  private func compare(
    _ out: Kernels.Bytes, _ term: Int, _ comparison: Graph.Comparison, _ constant: Int, _ from: Int,
    _ count: Int
  ) {
    if case .column(let column) = graph.terms[term] {
      guard case .facts(let values)? = columns[column] else { return Kernels.fill(out, count, 0) }
      values.withChunk(from) { one in
        Kernels.compare(out, one, count, comparison, constant)
      } _: { two in
        Kernels.compare(out, two, count, comparison, constant)
      } _: { four in
        Kernels.compare(out, four, count, comparison, constant)
      } _: { eight in
        Kernels.compare(out, eight, count, comparison, constant)
      }
    } else if let n = termSlot(term) {
      Kernels.compare(out, UnsafePointer(numbers + n * capacity), count, comparison, constant)
    }
  }

  private func share(
    _ out: Kernels.Bytes, _ part: Int, _ whole: Int, _ comparison: Graph.Comparison, _ numerator: Int,
    _ denominator: Int, _ count: Int
  ) {
    guard let x = termSlot(part), let y = termSlot(whole) else { return }
    Kernels.share(
      out, UnsafePointer(numbers + x * capacity), UnsafePointer(numbers + y * capacity), count, comparison,
      numerator, denominator,
      as: Int64.self)
  }

  private func shares(
    _ out: Kernels.Bytes, _ part: Int, _ whole: Int, _ comparison: Graph.Comparison, _ otherPart: Int,
    _ otherWhole: Int, _ count: Int
  ) {
    guard let a = termSlot(part), let b = termSlot(whole), let c = termSlot(otherPart),
      let d = termSlot(otherWhole)
    else { return }
    let (p, w, q, v) = (
      numbers + a * capacity, numbers + b * capacity, numbers + c * capacity, numbers + d * capacity
    )
    for k in 0..<count { out[k] = Kernels.byte(comparison.holds(p[k] &* v[k], q[k] &* w[k])) }
  }

  // MARK: - terms

  private func compute(_ term: Int, _ n: Int, _ from: Int, _ count: Int) {
    let out = numbers + n * capacity
    switch graph.terms[term] {
    case .constant(let value): out.update(repeating: Int64(value), count: count)
    case .column(let column):
      switch columns[column] {
      case .facts(let values):
        values.withChunk(from) { one in
          for k in 0..<count { out[k] = Int64(one[k]) }
        } _: { two in
          for k in 0..<count { out[k] = Int64(two[k]) }
        } _: { four in
          for k in 0..<count { out[k] = Int64(four[k]) }
        } _: { eight in
          out.update(from: eight, count: count)
        }
      case .outcomes(let bytes, _): for k in 0..<count { out[k] = Int64(bytes.bytes[from + k]) }
      case nil: out.update(repeating: 0, count: count)
      }
      if termIsOpen[n] {
        Kernels.fill(numberMayBe + n * capacity, count, 255)
        andKnown(numberMayBe + n * capacity, column, from, count)
      }
      return
    case .sum(let a, let b): two(out, a, b, count, &+)
    case .difference(let a, let b): two(out, a, b, count, &-)
    case .product(let a, let b): two(out, a, b, count, &*)
    case .smaller(let a, let b): two(out, a, b, count) { min($0, $1) }
    case .larger(let a, let b): two(out, a, b, count) { max($0, $1) }
    case .days(let a, let b): two(out, a, b, count) { $1 &- $0 }
    case .months(let a, let b): two(out, a, b, count) { Int64(completedMonths(from: Int($0), to: Int($1))) }
    }
    if termIsOpen[n] { openTerm(term, n, count) }
  }

  private func two(
    _ out: UnsafeMutablePointer<Int64>, _ a: Int, _ b: Int, _ count: Int, _ operation: (Int64, Int64) -> Int64
  ) {
    guard let x = termSlot(a), let y = termSlot(b) else { return }
    let (left, right) = (numbers + x * capacity, numbers + y * capacity)
    for k in 0..<count { out[k] = operation(left[k], right[k]) }
  }

  private func openTerm(_ term: Int, _ n: Int, _ count: Int) {
    let mask = numberMayBe + n * capacity
    Kernels.fill(mask, count, 255)
    switch graph.terms[term] {
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b), .smaller(let a, let b),
      .larger(let a, let b),
      .months(let a, let b), .days(let a, let b):
      for part in [a, b] {
        if let x = termSlot(part), termIsOpen[x] { Kernels.and(mask, numberMayBe + x * capacity, count) }
      }
    default: break
    }
  }
}

extension Column {
  /// The values from a row on, in the width they are kept in.
  func withChunk(
    _ from: Int, _ one: (UnsafePointer<Int8>) -> Void, _ two: (UnsafePointer<Int16>) -> Void,
    _ four: (UnsafePointer<Int32>) -> Void,
    _ eight: (UnsafePointer<Int64>) -> Void
  ) {
    switch storage {
    case .one(let values):
      values.withUnsafeBufferPointer { if let base = $0.baseAddress { one(base + from) } }
    case .two(let values):
      values.withUnsafeBufferPointer { if let base = $0.baseAddress { two(base + from) } }
    case .four(let values):
      values.withUnsafeBufferPointer { if let base = $0.baseAddress { four(base + from) } }
    case .eight(let values):
      values.withUnsafeBufferPointer { if let base = $0.baseAddress { eight(base + from) } }
    }
  }
}
