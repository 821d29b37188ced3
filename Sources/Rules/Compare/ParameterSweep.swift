/// ParameterSweep — thử một ngưỡng: what each value of one parameter would give on the same records.
public struct ParameterSweep: Sendable {
  public struct Step: Sendable {
    public var value: Ratio
    public var text: String
    /// How many have each outcome, by decision.
    public var counts: [String: [(grade: String, count: Int)]]
  }

  public var parameter: String
  public var steps: [Step]
  public static let mostSteps = 1_000

  public enum Refused: Error, Sendable {
    case noParameter, badRange, tooMany

    public var message: String {
      switch self {
      case .noParameter: "Bộ quy tắc không có tham số này."
      case .badRange: "Khoảng hoặc bước không đúng: bước phải lớn hơn 0, đầu không lớn hơn cuối."
      case .tooMany: "Quá \(ParameterSweep.mostSteps) bước; dùng bước lớn hơn."
      }
    }
  }

  public static func run(
    _ pack: Pack, parameter id: String, from: Ratio, to: Ratio, step: Ratio, snapshot: Snapshot,
    layout: Layout, year: Int? = nil
  ) throws(Refused) -> ParameterSweep {
    guard let n = pack.parameters.firstIndex(where: { $0.id == id }) else { throw .noParameter }
    guard step > Ratio(0), from <= to else { throw .badRange }
    let isPercent = pack.parameters[n].values.last?.isPercent ?? false
    var steps: [Step] = []
    var at = from
    while at <= to {
      guard steps.count < mostSteps else { throw .tooMany }
      var copy = pack
      copy.parameters[n].values = pack.parameters[n].values.map {
        var value = $0
        value.value = at
        return value
      }
      if let program = PackLoader.program(copy, year: year, layout: layout, isTrial: true).program {
        let verdicts = program.run(snapshot)
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
        steps.append(Step(value: at, text: isPercent ? at.percentText : at.description, counts: counts))
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
