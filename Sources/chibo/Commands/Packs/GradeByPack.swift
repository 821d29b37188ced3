import ArgumentParser
import Basics
import Formats
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
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func run() throws {
    let loaded = try pack.load()
    let program = try loaded.program(pack.round)
    var files = facts.files
    files.threads = min(max(threads, 1), 64)
    let mapping = try files.mapping([(program.pack, pack.pack)])
    let (snapshot, isClean) = try files.snapshot(program.layout, mapping)
    let verdicts = program.run(snapshot, threads: files.threads)
    let result = GradedFacts(program: program, snapshot: snapshot, verdicts: verdicts)
    if let out { try Output.write(result.csv, to: out) }
    var proof: JSON?
    if receipt {
      proof = Receipt(program, packHash: loaded.hash, snapshot, verdicts, mapping: mapping).json
    }
    if checksums {
      let sums = Checksums(program, snapshot, verdicts, mapping: mapping, threads: files.threads)
      let figures = sums.figures
      var object: [String: JSON] = sums.sizes.merging(figures) { a, _ in a }
      object[program.pack.status == .draft ? "draft" : "in_force"] = .object(figures)
      if let proof { object["receipt"] = proof }
      print(JSON.object(object).text(indented: true))
    } else if let proof {
      print(proof.text(indented: true))
    } else if let explain {
      try result.explain(explain, format)
    } else {
      result.summary(format)
    }
    if !isClean { throw FindingsExit() }
  }
}

/// The results of one run, as a table, a summary or an explanation.
struct GradedFacts {
  let program: Program
  let snapshot: Snapshot
  let verdicts: Verdicts

  /// `entity,id,decision,grade,rule`, as bytes: there may be millions of lines.
  var csv: [UInt8] {
    var out = Array("entity,id,decision,grade,rule\n".utf8)
    for (number, result) in verdicts.decisions.enumerated() {
      guard let result else { continue }
      let decision = program.pack.decisions[number]
      guard let ids = snapshot.tables[decision.entity]?.ids else { continue }
      let grades = (0..<256).map { Array(",\(result.domain.id(UInt8($0))),".utf8) }
      var rules: [Int: [UInt8]] = [:]
      let (before, between) = (Array("\(decision.entity),".utf8), Array(",\(decision.id)".utf8))
      for row in 0..<result.outcomes.count {
        let reason = result.reason(row)
        let rule = rules[reason] ?? Array("\(program.ruleID(decision: number, reason: reason))\n".utf8)
        rules[reason] = rule
        out += before
        out += CSV.cell(ids.text(row))
        out += between
        out += grades[Int(result.outcomes[row])]
        out += rule
      }
    }
    return out
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
    let isNamed = parts.count == 2 && program.pack.entities.contains { $0.id == parts[0] }
    let id = isNamed ? parts[1] : wanted
    let holders = program.pack.entities.map(\.id).filter { entity in
      (!isNamed || entity == parts[0]) && snapshot.tables[entity]?.ids.row(id) != nil
    }
    // Without a kind before it an id means the first kind of the pack that has it and is graded.
    let graded = holders.filter { entity in program.pack.decisions.contains { $0.entity == entity } }
    guard let entity = graded.first, let row = snapshot.tables[entity]?.ids.row(id) else {
      throw holders.isEmpty ? FactRefusal.noRecord(wanted) : .notGraded(wanted)
    }
    if graded.count > 1 {
      Chibo.complain(
        "Mã \(id) cũng có ở: \(graded.dropFirst().map { "\($0):\(id)" }.joined(separator: ", ")).")
    }
    let examination = Examination(program, snapshot, verdicts)
    let explanations = program.pack.decisions.filter { $0.entity == entity }.compactMap {
      examination.explain($0.id, row)
    }
    switch format {
    case .text: print(explanations.map(\.text).joined(separator: "\n\n"))
    case .json: print(JSON.array(explanations.map(\.json)).text(indented: true))
    }
  }
}
