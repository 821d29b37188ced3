import ArgumentParser
import Basics
import Foundation
import Rules

/// Compares a pack in force with a draft: text, meaning, and effect on the same records.
struct ComparePacks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "So sánh bộ quy tắc với dự thảo.")

  @OptionGroup var pack: PackArgument
  @Argument(help: ArgumentHelp("Dự thảo.", valueName: "dự thảo")) var draft: String
  @Option(help: ArgumentHelp("Thư mục dữ kiện: một tệp CSV cho mỗi loại.", valueName: "thư mục")) var facts:
    String?
  @Option(help: ArgumentHelp("Bảng ghép tên.", valueName: "tệp")) var mapping: String?
  @Flag(help: "In mã kiểm của cả hai và các bảng chuyển.") var checksums = false
  @Flag(help: "Tính riêng tác động của từng điểm sửa đổi.") var attribution = false
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func run() throws {
    let (old, new) = (try pack.load(), try PackArgument.load(draft, round: nil))
    _ = try old.program(pack.round)
    _ = try new.program(nil)
    guard let first = old.pack, let second = new.pack else { throw FindingsExit() }
    let (made, findings) = Comparison.make(first, second, year: pack.round)
    guard let comparison = made else {
      PackFindingList(findings.filter { $0.severity == .error }).complain()
      throw FindingsExit()
    }
    guard let facts else {
      if checksums || attribution {
        throw ValidationError("--checksums và --attribution cần dữ kiện: thêm --facts <thư mục>.")
      }
      return ComparisonReport(comparison, nil).print(format)
    }
    let files = FactFolder(folder: facts, mapping: mapping)
    let names = try files.mapping([(first, pack.pack), (second, draft)])
    let (snapshot, isClean) = try files.snapshot(comparison.layout, names)
    if checksums {
      sums(comparison, snapshot, names)
    } else {
      ComparisonReport(
        comparison, comparison.effect(snapshot, threads: 2).effect,
        attribution ? comparison.attribution(snapshot) : nil
      ).print(format)
    }
    if !isClean { throw FindingsExit() }
  }

  private func sums(_ comparison: Comparison, _ snapshot: Snapshot, _ mapping: Mapping) {
    let before = Checksums(
      comparison.old, snapshot, comparison.old.run(snapshot, threads: 2), mapping: mapping, threads: 2)
    let after = Checksums(
      comparison.new, snapshot, comparison.new.run(snapshot, threads: 2), mapping: mapping, threads: 2)
    var object = before.sizes.merging(Checksums.transitions(before, after)) { a, _ in a }
    object["in_force"] = .object(before.figures)
    object["draft"] = .object(after.figures)
    Swift.print(JSON.object(object).text(indented: true))
  }
}

/// The three reports in words.
struct ComparisonReport {
  let comparison: Comparison
  let effect: Effect?
  let attribution: [Comparison.Attribution]?

  init(_ comparison: Comparison, _ effect: Effect?, _ attribution: [Comparison.Attribution]? = nil) {
    (self.comparison, self.effect, self.attribution) = (comparison, effect, attribution)
  }

  func print(_ format: OutputFormat) { Swift.print(format == .json ? json.text(indented: true) : text) }

  private var text: String {
    var lines = ["\(comparison.old.pack.name) → \(comparison.new.pack.name)", ""]
    let changes = comparison.meaning.changes
    lines.append(changes.isEmpty ? "Nội dung: không khác." : "Nội dung: \(changes.count) điểm khác.")
    for change in changes {
      lines += [
        "  \(change.title)", "    trước: \(change.before.isEmpty ? "không có" : change.before)",
        "    sau:   \(change.after.isEmpty ? "bỏ" : change.after)",
      ]
    }
    for found in differences {
      let facts = found.facts.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
      lines += [
        "",
        "Trường hợp nhỏ nhất mà \(name(found.decision)) khác nhau: \(facts.isEmpty ? "để trống mọi dữ kiện" : facts)",
      ]
      let (before, after) = (grade(found.before, found.decision), grade(found.after, found.decision))
      lines.append("  \(before) (\(found.ruleBefore)) → \(after) (\(found.ruleAfter))")
    }
    for decision in effect?.decisions ?? [] {
      lines += [
        "",
        "\(decision.name): \(decision.moved) đổi mức; chưa quyết định được: trước \(decision.openBefore), sau \(decision.openAfter).",
      ]
      if decision.enteredQuota + decision.leftQuota > 0 {
        lines.append("  bị tỷ lệ cắt thêm: \(decision.enteredQuota); không còn bị cắt: \(decision.leftQuota)")
      }
      for (from, row) in decision.transitions.enumerated() {
        for (to, count) in row.enumerated() where count > 0 && from != to {
          lines.append("  \(decision.outcomes[from].name) → \(decision.outcomes[to].name): \(count)")
        }
      }
      for flow in decision.flows.prefix(12) {
        lines.append(
          "    \(flow.count): \(flow.ruleBefore) → \(flow.ruleAfter)"
            + (flow.flipped.isEmpty ? "" : ", vì đổi: " + flow.flipped.joined(separator: "; ")))
      }
    }
    for one in attribution ?? [] {
      lines += ["", "Riêng “\(one.change.title)”:"]
      for decision in comparison.old.pack.decisions {
        guard let total = one.total[decision.id] else { continue }
        let alone = one.alone?[decision.id].map(String.init) ?? "không tách được"
        let without = one.without?[decision.id].map(String.init) ?? "không tách được"
        lines.append(
          "  \(decision.name): chỉ sửa điểm này, \(alone) đổi mức; sửa mọi điểm trừ nó, \(without); sửa tất cả, \(total)"
        )
      }
    }
    return lines.joined(separator: "\n")
  }

  private func name(_ decision: String) -> String {
    comparison.old.pack.decision(decision)?.name ?? decision
  }

  private func grade(_ id: String, _ decision: String) -> String {
    switch id {
    case "undecided": "Cần quyết định"
    case "undetermined": "Chưa đủ dữ kiện"
    default: comparison.new.pack.gradeName(id, scale: comparison.new.pack.decision(decision)?.scale)
    }
  }

  private var differences: [DifferingCase] {
    comparison.old.pack.decisions.compactMap { comparison.smallestDifference($0.id) }
  }

  private func json(_ found: DifferingCase) -> JSON {
    .object([
      "decision": .string(found.decision), "before": .string(found.before), "after": .string(found.after),
      "ruleBefore": .string(found.ruleBefore), "ruleAfter": .string(found.ruleAfter),
      "facts": .array(found.facts.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
    ])
  }

  private var json: JSON {
    .object([
      "from": .string(comparison.old.pack.name), "to": .string(comparison.new.pack.name),
      "changes": .array(
        comparison.meaning.changes.map {
          .object([
            "title": .string($0.title), "before": .string($0.before), "after": .string($0.after),
            "cite": $0.cite.map { .string($0) } ?? .null,
          ])
        }),
      "differences": .array(differences.map(json)),
      "effect": .array((effect?.decisions ?? []).map(json)),
      "attribution": .array(
        (attribution ?? []).map { one in
          .object([
            "title": .string(one.change.title), "alone": json(one.alone), "without": json(one.without),
            "total": json(one.total),
          ])
        }),
    ])
  }

  private func json(_ counts: [String: Int]?) -> JSON {
    counts.map { .object($0.mapValues { .int($0) }) } ?? .null
  }

  private func json(_ decision: Effect.DecisionEffect) -> JSON {
    .object([
      "decision": .string(decision.id), "outcomes": .array(decision.outcomes.map { .string($0.id) }),
      "moved": .int(decision.moved),
      "transitions": .array(decision.transitions.map { .array($0.map { .int($0) }) }),
      "openBefore": .int(decision.openBefore),
      "openAfter": .int(decision.openAfter), "enteredQuota": .int(decision.enteredQuota),
      "leftQuota": .int(decision.leftQuota),
      "flows": .array(
        decision.flows.map {
          .object([
            "from": .string($0.from), "to": .string($0.to), "ruleBefore": .string($0.ruleBefore),
            "ruleAfter": .string($0.ruleAfter),
            "flipped": .array($0.flipped.map { .string($0) }), "count": .int($0.count),
          ])
        }),
    ])
  }
}
