import ArgumentParser
import Basics
import Foundation
import Registry
import Rules

/// Grades every record of a folder of facts by a pack.
struct GradeByPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Xếp loại theo bộ quy tắc từ các tệp dữ kiện.")

  @OptionGroup var pack: PackArgument
  @OptionGroup var facts: FactOptions
  @Option(help: ArgumentHelp("Ghi kết quả từng người, từng tổ chức vào tệp CSV.", valueName: "tệp")) var out:
    String?
  @Flag(help: "In mã kiểm của kết quả.") var checksums = false
  @Flag(help: "In biên nhận: mã của bộ quy tắc, của dữ kiện và của kết quả.") var receipt = false
  @Option(help: ArgumentHelp("Giải thích một bản ghi: mã, hoặc loại:mã.", valueName: "mã")) var explain:
    String?
  @Option(help: .hidden) var threads = 2
  @Option(help: "text hoặc json.") var format: OutputFormat = .text

  func run() throws {
    let loaded = pack.load()
    let program = try loaded.program(pack.round)
    let mapping = try facts.mapping(pack: pack.pack)
    let snapshot = try facts.snapshot(program.layout, mapping)
    let verdicts = program.run(snapshot, threads: min(max(threads, 1), 64))
    let result = GradedFacts(program: program, snapshot: snapshot, verdicts: verdicts)
    if let out { try Output.write(Array(result.csv.utf8), to: out) }
    if checksums {
      let sums = Checksums(program, snapshot, verdicts, mapping: mapping)
      let figures = sums.figures
      var object: [String: JSON] = sums.sizes.merging(figures) { a, _ in a }
      object[program.pack.status == .draft ? "draft" : "in_force"] = .object(figures)
      print(JSON.object(object).text(indented: true))
    } else if receipt {
      print(
        Receipt(program, packHash: loaded.hash, snapshot, verdicts, mapping: mapping).json.text(
          indented: true))
    } else if let explain {
      try result.explain(explain, format)
    } else {
      result.summary(format)
    }
  }
}

/// The results of one run, as a table, a summary or an explanation.
struct GradedFacts {
  let program: Program
  let snapshot: Snapshot
  let verdicts: Verdicts

  /// `entity,id,decision,grade,rule`.
  var csv: String {
    var out = "entity,id,decision,grade,rule\n"
    for (number, result) in verdicts.decisions.enumerated() {
      guard let result else { continue }
      let decision = program.pack.decisions[number]
      guard let ids = snapshot.tables[decision.entity]?.ids else { continue }
      for row in 0..<result.outcomes.count {
        let id: String = quoted(ids.text(row))
        let grade: String = result.domain.id(result.outcomes[row])
        let rule: String = program.ruleID(decision: number, reason: result.reason(row))
        out.append([decision.entity, id, decision.id, grade, rule].joined(separator: ","))
        out.append("\n")
      }
    }
    return out
  }

  private func quoted(_ text: String) -> String {
    let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
    if special.isDisjoint(with: text.utf8) { return text }
    let doubled: String = text.replacingOccurrences(of: "\"", with: "\"\"")
    return "\"\(doubled)\""
  }

  func summary(_ format: OutputFormat) {
    var object: [String: JSON] = [:]
    for (number, result) in verdicts.decisions.enumerated() {
      guard let result else { continue }
      let histogram = result.outcomes.histogram
      var counts: [(String, String, Int)] = result.domain.grades.enumerated().map {
        ($0.element.id, $0.element.name, histogram[$0.offset])
      }
      counts.append(("undecided", "Cần quyết định", histogram[Int(OutcomeDomain.undecided)]))
      counts.append(("undetermined", "Chưa đủ dữ kiện", histogram[Int(OutcomeDomain.undetermined)]))
      object[result.id] = .object(
        Dictionary(counts.map { ($0.0, .int($0.2)) }, uniquingKeysWith: { a, _ in a }))
      guard format == .text else { continue }
      print("\(program.pack.decisions[number].name): \(result.outcomes.count)")
      for (_, name, count) in counts where count > 0 { print("  \(name): \(count)") }
    }
    if format == .json { print(JSON.object(object).text(indented: true)) }
  }

  func explain(_ wanted: String, _ format: OutputFormat) throws {
    let parts = wanted.split(separator: ":", maxSplits: 1).map(String.init)
    let examination = Examination(program, snapshot, verdicts)
    var explanations: [Explanation] = []
    for decision in program.pack.decisions {
      guard parts.count < 2 || parts[0] == decision.entity,
        let row = snapshot.tables[decision.entity]?.ids.row(parts.last ?? "")
      else { continue }
      if let explanation = examination.explain(decision.id, row) { explanations.append(explanation) }
      // Without a kind before it an id means the lowest level that has it.
      if parts.count < 2 { break }
    }
    guard !explanations.isEmpty else { throw FactRefusal.noRecord(wanted) }
    switch format {
    case .text: print(explanations.map(\.text).joined(separator: "\n\n"))
    case .json: print(JSON.array(explanations.map(\.json)).text(indented: true))
    }
  }
}
