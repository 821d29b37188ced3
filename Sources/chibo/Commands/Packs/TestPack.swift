import ArgumentParser
import Basics
import Rules

/// Runs the cases beside a pack.
struct TestPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Chạy các trường hợp thử của bộ quy tắc.")

  @OptionGroup var pack: PackArgument
  @Flag(help: "Thử cả trên các bản bị làm sai một chỗ: trường hợp thử có phát hiện ra không.") var mutants =
    false
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func run() throws {
    let loaded = try pack.load()
    _ = try loaded.program(pack.round)
    guard let rules = loaded.pack else { return }
    let folder = PackArgument.folder(pack.pack)
    let cases = PackCases.load(folder: folder, pack: rules)
    let results = cases.run(rules)
    // Nothing was tried: that is no success, and one finding says so instead of one for every rule.
    let isUntried = results.isEmpty && cases.findings.isEmpty
    let failures =
      cases.findings + results.flatMap(\.failures) + (isUntried ? [PackCases.untried(folder)] : [])
    let uncovered = isUntried ? [] : PackCases.uncovered(rules, results)
    let tried = mutants ? PackMutation.survivors(of: rules, cases: cases) : nil
    switch format {
    case .json:
      var object: [String: JSON] = [
        "cases": .int(results.count), "passed": .int(results.count(where: \.passed)),
        "findings": PackFindingList(failures + uncovered).json,
      ]
      if let tried {
        object["mutants"] = .int(tried.total)
        object["caught"] = .int(tried.total - tried.survivors.count)
        object["survivors"] = .array(tried.survivors.map { .string($0) })
      }
      print(JSON.object(object).text(indented: true))
    case .text:
      if !(failures + uncovered).isEmpty { print(PackFindingList(failures + uncovered).text) }
      print(
        isUntried
          ? "Chưa thử được gì." : "\(results.count(where: \.passed)) trên \(results.count) trường hợp đạt.")
      if let tried {
        print("\(tried.total - tried.survivors.count) trên \(tried.total) bản làm sai bị phát hiện.")
        for survivor in tried.survivors { print("  không bị phát hiện: \(survivor)") }
      }
    }
    if !failures.isEmpty { throw FindingsExit() }
  }
}
