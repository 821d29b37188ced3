/// ParameterSweep — thử một ngưỡng: what each value of one parameter would give on the same records.
public struct ParameterSweep: Sendable {
  public struct Step: Sendable {
    public var value: Ratio
    public var text: String
    /// How many have each outcome, by decision.
    public var counts: [String: [(grade: String, count: Int)]]
    /// Why the pack does not run with this value.
    public var refused: String?
  }

  public var parameter: String
  public var steps: [Step]
  public static let mostSteps = 1_000

  public enum Refused: Error, Sendable {
    case noParameter, badRange, tooMany, notWhole

    public var message: String {
      switch self {
      case .noParameter: "Bộ quy tắc không có tham số này."
      case .badRange: "Khoảng hoặc bước không đúng: --step phải lớn hơn 0, --from không lớn hơn --to."
      case .notWhole: "Tham số này đếm người, tháng, đơn vị …: chỉ thử các số nguyên."
      case .tooMany: "Quá \(ParameterSweep.mostSteps) bước; dùng bước lớn hơn."
      }
    }
  }

  /// How many records of a decision some value comes to something for, and how many there are: the rest lack facts whatever
  /// the value is, and nothing can be said of them.
  public func known(_ decision: String) -> (known: Int, total: Int) {
    var (most, total) = (0, 0)
    for step in steps {
      let counts = step.counts[decision, default: []]
      let all = counts.reduce(0) { $0 + $1.count }
      let open = counts.first { $0.grade == "undetermined" }?.count ?? 0
      (most, total) = (max(most, all - open), max(total, all))
    }
    return (most, total)
  }

  /// Whether the values are a range of a bounded number of steps: known before anything is run.
  public static func check(from: Ratio, to: Ratio, step: Ratio) throws(Refused) {
    guard step > Ratio(0), from <= to else { throw .badRange }
    guard let most = step.times(Ratio(mostSteps)).flatMap({ from.plus($0) }) else { throw .tooMany }
    if most <= to { throw .tooMany }
  }

  public static func run(
    _ pack: Pack, parameter id: String, from: Ratio, to: Ratio, step: Ratio, snapshot: Snapshot,
    layout: Layout, year: Int? = nil, quarter: Int? = nil, threads: Int = 1
  ) throws(Refused) -> ParameterSweep {
    guard let n = pack.parameters.firstIndex(where: { $0.id == id }) else { throw .noParameter }
    try check(from: from, to: to, step: step)
    let isCount = pack.parameters[n].countsThings
    if isCount, [from, step].contains(where: { $0.denominator != 1 }) { throw .notWhole }
    let isPercent = pack.parameters[n].values.last?.isPercent ?? false
    let isFraction = pack.parameters[n].values.last?.isFraction ?? false
    var steps: [Step] = []
    var at = from
    while at <= to {
      var copy = pack
      copy.parameters[n].values = pack.parameters[n].values.map {
        var value = $0
        value.value = at
        return value
      }
      let text = Parameter.Value.text(at, isPercent: isPercent, isFraction: isFraction)
      let (made, findings) = PackLoader.program(
        copy, year: year, quarter: quarter, layout: layout, isTrial: true)
      if let program = made {
        let verdicts = program.run(snapshot, threads: threads)
        var counts: [String: [(grade: String, count: Int)]] = [:]
        for result in verdicts.decisions.compactMap({ $0 }) {
          let histogram = result.outcomes.histogram
          counts[result.id] =
            result.domain.grades.indices.map { (result.domain.grades[$0].id, histogram[$0]) }
            + [
              ("undecided", histogram[Int(OutcomeDomain.undecided)]),
              ("undetermined", histogram[Int(OutcomeDomain.undetermined)]),
            ]
        }
        steps.append(Step(value: at, text: text, counts: counts, refused: nil))
      } else {
        let reason = findings.first { $0.severity == .error }?.message
        steps.append(
          Step(value: at, text: text, counts: [:], refused: reason ?? "bộ quy tắc không chạy được."))
      }
      guard let next = at.plus(step) else { break }
      at = next
    }
    return ParameterSweep(parameter: id, steps: steps)
  }
}

extension Ratio {
  public func plus(_ other: Ratio) -> Ratio? {
    let (a, x) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (b, y) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (sum, z) = a.addingReportingOverflow(b)
    let (below, w) = denominator.multipliedReportingOverflow(by: other.denominator)
    return x || y || z || w ? nil : Ratio(sum, over: below)
  }
}
