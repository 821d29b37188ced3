import Basics

extension Explanation {
  /// The explanation in plain Vietnamese, for the terminal and for print.
  public var text: String {
    var lines = [
      "\(decisionName) của \(recordName ?? record): \(outcomeName)",
      "\(standing.vietnamese)." + (because.map { " Vì: \($0)." } ?? ""),
    ]
    let verb = standing == .undetermined ? "Chưa qua được" : "Theo"
    var where_ = "\(verb) \(rule.isEmpty ? "quyết định đã ghi" : "quy tắc \(rule)")"
    if let cite = source.cite { where_ += ", \(cite)" }
    if source.certainty != .a { where_ += " (\(source.certainty.vietnamese))" }
    if let zone = source.zone { where_ += "; \(zone): chưa có quy định" }
    lines.append(where_ + ".")
    if let note = source.note { lines.append(note) }
    if !doubts.isEmpty {
      lines.append("Chỉ là đề xuất, vì:")
      lines += doubts.map { "  – \($0)" }
    }
    lines += conditions.map { "  " + Self.text($0) }
    if let question {
      lines.append(
        "Cần quyết định" + (question.by.map { ", người quyết định: \($0)" } ?? "")
          + (question.between.isEmpty
            ? "" : ", giữa: " + question.between.map(\.name).joined(separator: " / ")) + ".")
      if let text = question.text { lines.append("  \(text)") }
    }
    if !missing.isEmpty {
      lines.append("Còn thiếu:")
      lines += missing.map {
        "  ? \($0.name)" + ($0.question.map { " – \($0)" } ?? "") + ($0.evidence.map { " (\($0))" } ?? "")
      }
    }
    if !earlier.isEmpty {
      lines.append("Các quy tắc trước không áp dụng:")
      for rule in earlier {
        lines.append("  \(rule.rule) (\(rule.outcomeName))" + (rule.cite.map { ", \($0)" } ?? ""))
        lines += rule.unmet.prefix(3).map { "    " + Self.text($0) }
      }
    }
    for step in next {
      lines.append("\(step.heading) (\(step.rule)) còn:")
      lines += step.unmet.map { "  " + Self.text($0) }
      lines += step.blockedBy.map { "  ✗ quy tắc \($0) vẫn áp dụng" }
    }
    lines += counts.map { "\($0.name): \($0.text)" }
    for var cut in quotas {
      for n in cut.candidates.indices where cut.candidates[n].record == record {
        cut.candidates[n].record = recordName ?? record
      }
      lines += Self.text(cut)
    }
    return lines.joined(separator: "\n")
  }

  static func text(_ line: Line) -> String {
    let values = line.values.map { "\($0.name): \($0.text)" + ($0.proof.map { ", \($0)" } ?? "") }
      .joined(separator: "; ")
    return "\(line.mark.rawValue) \(line.text)" + (values.isEmpty ? "" : " [\(values)]")
      + (line.gap.map { " – \($0)" } ?? "")
      + (line.certainty == .a ? "" : " (\(line.certainty.vietnamese))")
  }

  static func text(_ cut: Cut) -> [String] {
    var lines = [
      "\(cut.name): \(cut.percent) của \(cut.base) (\(cut.baseText)), \(cut.rounding), được \(cut.allowed)"
        + (cut.minimum > 0 ? ", ít nhất \(cut.minimum)" : "") + decided(cut) + "."
    ]
    lines += cut.candidates.prefix(30).map { candidate in
      let fate =
        switch candidate.fate {
        case _ where candidate.isGiven: "do người quyết định"
        case .kept: "trong tỷ lệ"
        case .contested: cut.isWaiting ? "chưa xác định" : "cần quyết định"
        case .demoted: "ngoài tỷ lệ"
        }
      return "  \(candidate.rank). \(candidate.record)"
        + (candidate.keys.isEmpty ? "" : " (\(candidate.keys.joined(separator: ", ")))") + ": \(fate)"
    }
    return lines
  }

  private static func decided(_ cut: Cut) -> String {
    guard cut.given > 0 else { return "" }
    return "; do người quyết định \(cut.given)" + (cut.isExceeded ? ", vượt mức được \(cut.allowed)" : "")
  }

  public var json: JSON {
    .object([
      "record": .string(record), "decision": .string(decision), "outcome": .string(outcome),
      "outcomeName": .string(outcomeName),
      "standing": .string(standing.rawValue), "rule": .string(rule),
      "cite": source.cite.map { .string($0) } ?? .null,
      "certainty": .string(source.certainty.rawValue), "zone": source.zone.map { .string($0) } ?? .null,
      "because": because.map { .string($0) } ?? .null, "doubts": .array(doubts.map { .string($0) }),
      "conditions": .array(conditions.map(Self.json)),
      "earlier": .array(
        earlier.map {
          .object([
            "rule": .string($0.rule), "outcome": .string($0.outcomeName),
            "unmet": .array($0.unmet.map(Self.json)),
          ])
        }),
      "missing": .array(missing.map { .string($0.fact) }),
      "next": .array(
        next.map {
          .object([
            "grade": .string($0.grade), "rule": .string($0.rule), "isAsked": .bool($0.isAsked),
            "unmet": .array($0.unmet.map(Self.json)),
            "blockedBy": .array($0.blockedBy.map { .string($0) }),
          ])
        }),
      "between": .array((question?.between ?? []).map { .string($0.id) }),
      "by": question?.by.map { .string($0) } ?? .null,
      "counts": .array(
        counts.map {
          .object([
            "id": .string($0.id), "text": .string($0.text), "records": .array($0.records.map { .string($0) }),
            "total": .int($0.total),
          ])
        }),
      "quotas": .array(
        quotas.map { cut in
          .object([
            "quota": .string(cut.quota), "base": .int(cut.base), "percent": .string(cut.percent),
            "rounding": .string(cut.rounding), "minimum": .int(cut.minimum),
            "allowed": .int(cut.allowed), "isCut": .bool(cut.isCut), "isWaiting": .bool(cut.isWaiting),
            "candidates": .array(
              cut.candidates.map {
                .object([
                  "record": .string($0.record), "rank": .int($0.rank),
                  "keys": .array($0.keys.map { .string($0) }), "fate": .string($0.fate.rawValue),
                ])
              }),
          ])
        }),
    ])
  }

  private static func json(_ line: Line) -> JSON {
    .object([
      "text": .string(line.text), "mark": .string(line.mark.rawValue),
      "gap": line.gap.map { .string($0) } ?? .null,
      "values": .array(
        line.values.map {
          .object([
            "name": .string($0.name), "value": .string($0.text),
            "evidence": $0.evidence.map { .string($0) } ?? .null,
          ])
        }),
    ])
  }
}

extension Explanation.Next {
  /// `Để đạt Hoàn thành tốt nhiệm vụ`; where people choose: `Để được xét …`.
  public var heading: String { (isAsked ? "Để được xét " : "Để đạt ") + gradeName }
}
