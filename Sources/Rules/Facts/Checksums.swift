import Basics
import Dispatch

/// Checksums — mã kiểm: sums over all records that tell whether two runs decided the same, whatever the order of the rows.
public struct Checksums: Sendable {
  let program: Program
  let snapshot: Snapshot
  let verdicts: Verdicts
  let mapping: Mapping
  let threads: Int

  public init(
    _ program: Program, _ snapshot: Snapshot, _ verdicts: Verdicts, mapping: Mapping = Mapping(),
    threads: Int = 1
  ) {
    (self.program, self.snapshot, self.verdicts, self.mapping) = (program, snapshot, verdicts, mapping)
    self.threads = max(threads, 1)
  }

  /// SplitMix64's step, as the specification of the benchmark writes it.
  @inline(__always) static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The figures of one pack: for every decision its checksum and how many have each grade and reason; before and after the
  /// quota where there is one.
  public var figures: [String: JSON] {
    var figures: [String: JSON] = [:]
    for (number, result) in verdicts.decisions.enumerated() {
      guard let result, let table = table(number) else { continue }
      let name = name(number)
      let isCut = program.pack.quotas.contains { $0.decision == result.id }
      if isCut {
        add(
          &figures, name + "_provisional", table, result.provisional, number, result.provisionalLow,
          result.provisionalHigh)
        add(&figures, name + "_final", table, result.outcomes, number, result.low, result.high)
      } else {
        add(&figures, name, table, result.outcomes, number, result.low, result.high)
      }
      if let bits = bits(number) { figures[name + "_trace"] = .string(trace(result, table, bits)) }
    }
    for quota in program.quotas {
      for case .term(let term, _) in quota.keys {
        guard case .column(let column) = program.graph.terms[term],
          case .aggregate(let n) = program.graph.columns[column].source,
          let count = verdicts.counts[n], let table = table(quota.decision)
        else { continue }
        figures[name(quota.decision) + "_" + program.pack.aggregates[n].id] = .string(
          sum(table) { row, id in id &<< 32 &+ UInt64(bitPattern: count.values[row]) })
      }
    }
    return figures
  }

  /// How many records every entity with a table has: `members`, `cells`.
  public var sizes: [String: JSON] {
    var sizes: [String: JSON] = [:]
    for entity in program.pack.entities {
      if program.pack.facts.contains(where: { $0.entity == entity.id })
        || program.pack.decisions.contains(where: { $0.entity == entity.id })
      {
        sizes[entity.id + "s"] = .int(snapshot.count(entity.id))
      }
    }
    return sizes
  }

  /// How many records went from each grade (rows) to each (columns); grades in the order of their numbers.
  public static func transitions(_ from: Checksums, _ to: Checksums) -> [String: JSON] {
    var tables: [String: JSON] = [:]
    for (number, before) in from.verdicts.decisions.enumerated() {
      guard let before, let other = to.program.decisionIndex(before.id),
        let after = to.verdicts.decisions[other], before.outcomes.count == after.outcomes.count
      else { continue }
      let (rows, columns) = (from.numbers(number), to.numbers(other))
      var counts = [[Int]](repeating: [Int](repeating: 0, count: to.width(other)), count: from.width(number))
      for row in 0..<before.outcomes.count {
        counts[rows[Int(before.outcomes[row])]][columns[Int(after.outcomes[row])]] += 1
      }
      let isCut = from.program.pack.quotas.contains { $0.decision == before.id }
      tables[from.name(number) + (isCut ? "_final" : "") + "_transition"] = .array(
        counts.map { .array($0.map { .int($0) }) })
    }
    return tables
  }

  // MARK: - numbers and names

  /// A decision is named after its entity where it is the entity's only one.
  private func name(_ number: Int) -> String {
    let decision = program.pack.decisions[number]
    return program.pack.decisions.filter { $0.entity == decision.entity }.count == 1
      ? decision.entity : decision.id
  }

  private func table(_ number: Int) -> Snapshot.Table? {
    snapshot.tables[program.pack.decisions[number].entity]
  }

  /// The number of every outcome code: grades from 1, the best first; outside the scale 0; open ones after the grades.
  private func numbers(_ number: Int) -> [Int] {
    let domain = program.decisions[number].domain
    let grades = domain.grades.count - domain.outsideCount
    return (0..<256).map { code in
      let id = domain.id(UInt8(code))
      if let given = mapping.grades[id] { return given }
      if code < domain.grades.count { return code < domain.outsideCount ? 0 : code - domain.outsideCount + 1 }
      return code == Int(OutcomeDomain.undecided) ? grades + 1 : grades + 2
    }
  }

  /// Open outcomes have a row of their own only where there are any.
  private func width(_ number: Int) -> Int {
    let numbers = numbers(number)
    let seen =
      verdicts.decisions[number]?.outcomes.histogram.enumerated().filter { $0.element > 0 }.map {
        numbers[$0.offset]
      } ?? []
    let grades = (0..<program.decisions[number].domain.grades.count).map { numbers[$0] }
    return ((seen + grades).max() ?? 0) + 1
  }

  private func add(
    _ figures: inout [String: JSON], _ name: String, _ table: Snapshot.Table, _ outcomes: ByteColumn,
    _ number: Int, _ low: ByteColumn, _ high: ByteColumn?
  ) {
    let numbers = numbers(number)
    var grades = [Int](repeating: 0, count: width(number))
    var reasons = [Int](
      repeating: 0,
      count: program.decisions[number].rules.count + 1 + program.quotas.filter { $0.decision == number }.count
    )
    for (code, count) in outcomes.histogram.enumerated() where count > 0 {
      let grade = numbers[code]
      if grade >= grades.count { grades += [Int](repeating: 0, count: grade - grades.count + 1) }
      grades[grade] += count
    }
    if let high {
      for row in 0..<low.count {
        let rule = Int(low.bytes[row]) + Int(high.bytes[row]) << 8
        if rule < reasons.count { reasons[rule] += 1 }
      }
    } else {
      for (rule, count) in low.histogram.enumerated() where rule < reasons.count { reasons[rule] = count }
    }
    let words = numbers.map { UInt64($0 * 16) }
    figures[name] = .string(
      words.withUnsafeBufferPointer { words in
        sum(table) { row, id in
          let rule = UInt64(low.bytes[row]) &+ UInt64(high?.bytes[row] ?? 0) &<< 8
          return id &* 256 &+ words[Int(outcomes.bytes[row])] &+ rule
        }
      })
    figures[name + "_grades"] = .array(grades.map { .int($0) })
    figures[name + "_reasons"] = .array(reasons.map { .int($0) })
  }

  /// Adds up the mixed words of all records; in parts on several threads, which changes no sum.
  private func sum(_ table: Snapshot.Table, _ value: (Int, UInt64) -> UInt64) -> String {
    let count = table.count
    let parts = count > 200_000 ? threads : 1
    let sums = SharedResults<UInt64>(parts)
    withoutActuallyEscaping(value) { value in
      nonisolated(unsafe) let word = value
      @Sendable func work(_ part: Int) {
        sums[part] = Self.sum(table.ids, count * part / parts..<count * (part + 1) / parts, word)
      }
      if parts == 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: parts) { work($0) } }
    }
    let sum = (0..<parts).reduce(UInt64(0)) { $0 &+ (sums[$1] ?? 0) }
    let text = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  private static func sum(_ ids: RecordIDs, _ rows: Range<Int>, _ value: (Int, UInt64) -> UInt64) -> UInt64 {
    var sum: UInt64 = 0
    switch ids {
    case .numbers(let ids):
      ids.withUnsafeBufferPointer { ids in
        for row in rows { sum &+= mix(value(row, UInt64(bitPattern: ids[row]))) }
      }
    case .texts(let ids):
      for row in rows {
        let hash = ids[row].utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
          ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        sum &+= mix(value(row, hash))
      }
    }
    return sum
  }

  // MARK: - trace

  private func trace(_ result: Verdicts.Decision, _ table: Snapshot.Table, _ bits: [[Int]]) -> String {
    let bits = bits.prefix(64)
    guard result.trace.count <= 8 else { return longTrace(result, table, Array(bits)) }
    // All conditions of a record in one word; a bit stands where all of its own are in it.
    let needed = bits.map { conditions in conditions.reduce(UInt64(0)) { $0 | 1 << UInt64($1) } }
    let planes = result.trace.map { UnsafePointer($0.bytes) }
    return planes.withUnsafeBufferPointer { planes in
      needed.withUnsafeBufferPointer { needed in
        sum(table) { row, id in
          var word: UInt64 = 0
          for n in 0..<planes.count { word |= UInt64(planes[n][row]) &<< UInt64(8 &* n) }
          var mask: UInt64 = 0
          for n in 0..<needed.count where word & needed[n] == needed[n] { mask |= 1 &<< UInt64(n) }
          return id &* 65_536 &+ mask
        }
      }
    }
  }

  /// More conditions than one word holds.
  private func longTrace(_ result: Verdicts.Decision, _ table: Snapshot.Table, _ bits: [[Int]]) -> String {
    sum(table) { row, id in
      var mask: UInt64 = 0
      for (n, conditions) in bits.enumerated() where conditions.allSatisfy({ result.holds($0, row) }) {
        mask |= 1 << UInt64(n)
      }
      return id &* 65_536 &+ mask
    }
  }

  /// The bits of a decision's mask, each as conditions that hold together. Without a mapping: the distinct conditions of the
  /// pack in their order, without those that another of the same rule already implies (`votesTotal > 0` beside a share of
  /// them); only for records that have no parts.
  private func bits(_ number: Int) -> [[Int]]? {
    let decision = program.decisions[number]
    let id = program.pack.decisions[number].id
    if let named = mapping.trace[id] {
      return named.map { bit in bit.compactMap { condition($0, number) } }
    }
    guard mapping.trace.isEmpty, !program.layout.entities.contains(where: { $0.parent == decision.entity })
    else { return nil }
    let guards = Set(
      decision.rules.flatMap { rule in
        rule.conditions.filter { node in
          guard case .compare(let term, .atLeast, 1) = program.graph.truths[node] else { return false }
          return rule.conditions.contains {
            if case .share(_, term, _, _, _) = program.graph.truths[$0] { true } else { false }
          }
        }
      })
    return decision.conditions.enumerated().filter { !guards.contains($0.element) }.map { [$0.offset] }
  }

  /// `M5.6` → the bit of that condition.
  private func condition(_ name: String, _ number: Int) -> Int? {
    let parts = name.split(separator: ".")
    guard parts.count >= 2, let place = parts.last.flatMap({ Int($0) }) else { return nil }
    let rule = parts.dropLast().joined(separator: ".")
    guard let n = program.pack.decisions[number].rules.firstIndex(where: { $0.id == rule }) else {
      return nil
    }
    let compiled = program.decisions[number].rules[n]
    let conditions = compiled.conditions + compiled.alternatives
    guard conditions.indices.contains(place - 1) else { return nil }
    return program.decisions[number].conditions.firstIndex(of: conditions[place - 1])
  }
}
