import ArgumentParser
import Basics
import Rules

/// Tries one parameter over a range.
struct SweepPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Thử một tham số qua một khoảng giá trị.")

  @OptionGroup var pack: PackArgument
  @OptionGroup var facts: FactOptions
  @Option(help: ArgumentHelp("Mã của tham số.", valueName: "mã")) var parameter: String
  @Option(help: ArgumentHelp("Giá trị đầu, thí dụ 80 %.", valueName: "số")) var from: String
  @Option(help: ArgumentHelp("Giá trị cuối.", valueName: "số")) var to: String
  @Option(help: ArgumentHelp("Mỗi lần tăng bao nhiêu.", valueName: "số")) var step: String
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func run() throws {
    let loaded = try pack.load()
    let program = try loaded.program(pack.round)
    guard let known = program.pack.parameters.first(where: { $0.id == parameter }) else {
      throw PackRefusal.noParameter(parameter, known: program.pack.parameters.map(\.id))
    }
    guard let from = known.read(from), let to = known.read(to), let step = known.read(step) else {
      throw ValidationError("--from, --to và --step phải là số, thí dụ 80 %, 12,5 hoặc 2/3.")
    }
    do throws(ParameterSweep.Refused) {
      try ParameterSweep.check(from: from, to: to, step: step)
    } catch {
      throw ValidationError(error.message)
    }
    let names = try facts.files.mapping([(program.pack, pack.pack)])
    let (snapshot, isClean) = try facts.files.snapshot(program.layout, names)
    let sweep: ParameterSweep
    do throws(ParameterSweep.Refused) {
      sweep =
        try ParameterSweep.run(
          program.pack, parameter: parameter, from: from, to: to, step: step, snapshot: snapshot,
          layout: program.layout, year: pack.round?.year, quarter: pack.round?.quarter,
          threads: facts.files.threads)
    } catch {
      throw ValidationError(error.message)
    }
    show(sweep, program.pack)
    if !isClean || sweep.steps.contains(where: { $0.refused != nil }) { throw FindingsExit() }
  }

  private func show(_ sweep: ParameterSweep, _ pack: Pack) {
    switch format {
    case .json:
      print(
        JSON.array(
          sweep.steps.map { step in
            .object([
              "value": .string(step.text), "refused": step.refused.map { .string($0) } ?? .null,
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
        if let refused = step.refused { print("  không chạy được: \(refused)") }
        for decision in pack.decisions {
          let counts = (step.counts[decision.id] ?? []).filter { $0.count > 0 }
          let words = counts.map { "\(name($0.grade, decision, pack)) \($0.count)" }
          if !words.isEmpty { print("  \(decision.name): " + words.joined(separator: ", ")) }
        }
      }
    }
  }

  private func name(_ grade: String, _ decision: Decision, _ pack: Pack) -> String {
    switch grade {
    case "undecided": "Cần quyết định"
    case "undetermined": "Chưa đủ dữ kiện"
    default: pack.gradeName(grade, scale: decision.scale)
    }
  }
}
