import Basics
import Rules

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
    lines += meaning(comparison.meaning)
    for found in differences {
      lines += [
        "",
        "Trường hợp nhỏ nhất mà \(name(found.decision)) khác nhau: \(found.text.isEmpty ? "để trống mọi dữ kiện" : found.text)",
      ]
      let (before, after) = (grade(found.before, found.decision), grade(found.after, found.decision))
      lines.append("  \(before) (\(found.ruleBefore)) → \(after) (\(found.ruleAfter))")
      if found.isBeforeQuota { lines.append("  \(DifferingCase.beforeQuota)") }
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

  /// What differs by kind, then by whom it speaks of; what only came or went in one line.
  private func meaning(_ meaning: Meaning) -> [String] {
    guard !meaning.changes.isEmpty else { return ["Nội dung: không khác."] }
    let summary = meaning.groups.map { "\($0.title.lowercased()) \($0.changes.count)" }
    var lines = ["Nội dung: \(meaning.changes.count) điểm khác (\(summary.joined(separator: ", ")))."]
    for group in meaning.groups {
      lines += ["", "\(group.title): \(group.changes.count)"]
      for (subject, changes) in group.bySubject {
        if !subject.isEmpty { lines.append("  \(subject): \(changes.count)") }
        let (came, went) = (changes.filter { $0.before.isEmpty }, changes.filter { $0.after.isEmpty })
        if !came.isEmpty {
          lines.append("    thêm \(came.count): " + came.map(\.name).joined(separator: "; "))
        }
        if !went.isEmpty { lines.append("    bỏ \(went.count): " + went.map(\.name).joined(separator: "; ")) }
        for change in changes where !change.before.isEmpty && !change.after.isEmpty {
          lines += [
            "    \(change.name)" + (change.cite.map { " (\($0))" } ?? ""), "      trước: \(change.before)",
            "      sau:   \(change.after)",
          ]
        }
      }
    }
    return lines
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
      "facts": .array(found.facts.map(json)), "beforeQuota": .bool(found.isBeforeQuota),
      "others": found.others.map { .object(["count": .int($0.count), "grade": .string($0.grade)]) } ?? .null,
      "parts": .array(
        found.parts.map { part in
          .object([
            "entity": .string(part.entity), "count": .int(part.count),
            "grades": .object(part.grades.mapValues { .string($0) }), "facts": .array(part.facts.map(json)),
          ])
        }),
    ])
  }

  private func json(_ fact: DifferingCase.Fact) -> JSON {
    .object([
      "entity": .string(fact.entity), "fact": .string(fact.id), "name": .string(fact.name),
      "value": .string(fact.value),
    ])
  }

  private var json: JSON {
    .object([
      "from": .string(comparison.old.pack.name), "to": .string(comparison.new.pack.name),
      "changes": .array(
        comparison.meaning.changes.map {
          .object([
            "title": .string($0.title), "kind": .string($0.part.rawValue), "subject": .string($0.subject),
            "before": .string($0.before), "after": .string($0.after),
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
