/// Examination — xem xét một kết quả: looks at one record of a finished run again, with the same kernels on a chunk of one,
/// and tells why. Nothing is stored for it beyond the trace.
public final class Examination {
  public let program: Program
  public let snapshot: Snapshot
  public let verdicts: Verdicts
  let run: Run
  private var sweeps: [Int: Sweep] = [:]
  private var sweptRow: [Int: Int] = [:]
  private var standings: [Int: [Int: Bool]] = [:]

  public init(_ program: Program, _ snapshot: Snapshot, _ verdicts: Verdicts) {
    (self.program, self.snapshot, self.verdicts) = (program, snapshot, verdicts)
    run = Run(program, snapshot, chunk: 1, threads: 1)
    run.verdicts = verdicts
  }

  /// A sweep that holds the planes of one record for one decision.
  func sweep(_ decision: Int, _ row: Int) -> Sweep {
    let sweep = sweeps[decision] ?? make(decision)
    sweeps[decision] = sweep
    if sweptRow[decision] != row {
      sweep.run(row, 1)
      sweptRow[decision] = row
    }
    return sweep
  }

  private func make(_ decision: Int) -> Sweep {
    let compiled = program.decisions[decision]
    let plan = Plan(program.graph, truths: compiled.rules.map(\.truth) + compiled.conditions)
    return Sweep(program.graph, plan, run.bind(plan), capacity: 1)
  }

  /// Three values: `nil` is unknown.
  func holds(_ node: Int, _ decision: Int, _ row: Int) -> Bool? {
    let sweep = sweep(decision, row)
    let sure = sweep.sure(node)[0] != 0
    return sweep.possible(node)[0] != 0 ? (sure ? true : nil) : false
  }

  // MARK: - standing

  /// Whether the rules decide, or only propose because what they rest on is not certain.
  public func standing(_ decision: Int, _ row: Int) -> Standing {
    guard let result = verdicts.decisions[decision] else { return .undetermined }
    switch result.outcomes[row] {
    case OutcomeDomain.undecided: return .undecided
    case OutcomeDomain.undetermined: return .undetermined
    default: break
    }
    if result.reason(row) == 0 { return .given }
    return isCertain(decision, row) ? .decided : .proposed
  }

  private func isCertain(_ decision: Int, _ row: Int) -> Bool {
    if let known = standings[decision]?[row] { return known }
    let certain = doubts(decision, row, most: 1).isEmpty
    standings[decision, default: [:]][row] = certain
    return certain
  }

  /// The rows of the parts that lie within a record.
  public func rows(of part: Int, in entity: Int, _ row: Int) -> Range<Int> {
    let layout = program.layout
    guard let starts = snapshot.starts(of: layout.entities[part].id, in: layout.entities[entity].id),
      row + 1 < starts.count
    else { return 0..<0 }
    return Int(starts[row])..<Int(starts[row + 1])
  }
}

/// How a result stands.
public enum Standing: String, CaseIterable, Sendable {
  /// The rules decide: every text it rests on has been seen.
  case decided
  /// Proposed only: something it rests on is not certain.
  case proposed
  /// Cần quyết định.
  case undecided
  /// Chưa đủ dữ kiện.
  case undetermined
  /// Decided by people.
  case given

  public var vietnamese: String {
    switch self {
    case .decided: "Theo hướng dẫn"
    case .proposed: "Đề xuất, căn cứ chưa chắc chắn"
    case .undecided: "Cần quyết định"
    case .undetermined: "Chưa đủ dữ kiện"
    case .given: "Đã quyết định"
    }
  }
}
