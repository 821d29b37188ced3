import ArgumentParser
import Basics
import Rules

/// Tries one parameter over a range.
struct SweepPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Thử một tham số qua một khoảng giá trị.")

  @OptionGroup var pack: PackArgument
  @OptionGroup var facts: FactOptions
  @Option(help: ArgumentHelp("Tham số.", valueName: "mã")) var parameter: String
  @Option(help: ArgumentHelp("Từ, thí dụ 80 %.", valueName: "số")) var from: String
  @Option(help: ArgumentHelp("Đến.", valueName: "số")) var to: String
  @Option(help: ArgumentHelp("Bước.", valueName: "số")) var step: String
  @Option(help: "text hoặc json.") var format: OutputFormat = .text

  func run() throws {
    let loaded = pack.load()
    let program = try loaded.program(pack.round)
    let isPercent = program.pack.parameters.first { $0.id == parameter }?.values.last?.isPercent ?? false
    guard let from = value(from, isPercent), let to = value(to, isPercent), let step = value(step, isPercent)
    else {
      throw ValidationError("--from, --to và --step phải là số, thí dụ 80 % hoặc 2/3.")
    }
    let snapshot = try facts.snapshot(program.layout, try facts.mapping(pack: pack.pack))
    do {
      show(
        try ParameterSweep.run(
          program.pack, parameter: parameter, from: from, to: to, step: step, snapshot: snapshot,
          layout: program.layout, year: pack.round))
    } catch {
      throw ValidationError(error.message)
    }
  }

  /// `80` means 80 % where the parameter is a percentage.
  private func value(_ text: String, _ isPercent: Bool) -> Ratio? {
    let isBare = isPercent && !text.contains("%") && !text.contains("/")
    return Ratio(isBare ? text + " %" : text)
  }

  private func show(_ sweep: ParameterSweep) {
    switch format {
    case .json:
      print(
        JSON.array(
          sweep.steps.map { step in
            .object([
              "value": .string(step.text),
              "counts": .object(
                step.counts.mapValues { counts in
                  .object(
                    Dictionary(counts.map { ($0.grade, .int($0.count)) }, uniquingKeysWith: { a, _ in a }))
                }),
            ])
          }
        ).text(indented: true))
    case .text:
      for step in sweep.steps {
        print("\(sweep.parameter) = \(step.text)")
        for (decision, counts) in step.counts.sorted(by: { $0.key < $1.key }) {
          print(
            "  \(decision): "
              + counts.filter { $0.count > 0 }.map { "\($0.grade) \($0.count)" }.joined(separator: ", "))
        }
      }
    }
  }
}
