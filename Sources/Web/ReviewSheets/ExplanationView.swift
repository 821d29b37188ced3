import Markup
import Rules

/// The grade at a glance.
struct VerdictPanel: Piece {
  var explanation: Explanation

  var html: HTML {
    let isOpen = [.undecided, .undetermined, .proposed].contains(explanation.standing)
    return """
      <div class="verdict\(when: isOpen, " tone-attention")">\(when: !explanation.isOpen, "<span>\(explanation.standing.vietnamese)</span>")<strong>\(explanation.outcomeName)</strong>
      \(explanation.because.map { "<span>\($0)</span>" as HTML } ?? "")</div>

      """
  }
}

/// Why, in plain words: the rule, its conditions, what is missing, why earlier rules did not apply, what the next grade needs.
struct ExplanationView: Piece {
  var explanation: Explanation
  /// Where a missing fact is entered, by its id.
  var places: [String: Link] = [:]

  var html: HTML {
    """
    <p>\(rule)</p>
    \(when: !explanation.conditions.isEmpty, conditions(explanation.conditions))
    \(doubts)\(question)\(missing)\(next)\(earlier)\(counts)
    """
  }

  private var rule: HTML {
    guard !explanation.rule.isEmpty, explanation.standing != .given else { return "Theo quyết định đã ghi." }
    let source = explanation.source
    let verb = explanation.standing == .undetermined ? "Dừng ở" : "Theo"
    return
      "\(verb) quy tắc \(explanation.rule)\(source.cite.map { ", \($0)" } ?? ""). \(when: source.certainty != .a, Badge(source.certainty.vietnamese, source.certainty.decides ? .neutral : .attention).html) \(source.zone.map { Badge("\($0): chưa có quy định", .attention).html } ?? "")\(source.note.map { " <span class=\"hint\">\($0)</span>" as HTML } ?? "")"
  }

  private func conditions(_ lines: [Explanation.Line]) -> HTML {
    "<ul class=\"condition-list\">\(each: lines, line)</ul>\n"
  }

  private func line(_ line: Explanation.Line) -> HTML {
    let values = line.values.map { "\($0.name): \($0.text)" + ($0.proof.map { ", \($0)" } ?? "") }
      .joined(separator: "; ")
    return """
      <li><span class="sign" aria-hidden="true">\(line.mark.rawValue)</span><span><span class="unseen">\(Self.spoken(line.mark))</span>\(line.text)\
      \(when: !values.isEmpty, " <span class=\"hint\">\(values)</span>")\(line.gap.map { " – \($0)" } ?? "")</span></li>

      """
  }

  private static func spoken(_ mark: Explanation.Mark) -> String {
    switch mark {
    case .holds: "Đạt: "
    case .fails: "Không đạt: "
    case .unknown: "Chưa biết: "
    }
  }

  private var question: HTML {
    guard let question = explanation.question else { return "" }
    return """
      \(Notice(.warning, "Cần quyết định" + (question.between.isEmpty ? "" : ": " + question.between.map(\.name).joined(separator: " hay ")), reason: question.text, remedy: question.by.map { "Người quyết định: \($0)." }))
      """
  }

  private var doubts: HTML {
    guard !explanation.doubts.isEmpty else { return "" }
    return """
      <h3>Chỉ là đề xuất, vì</h3><ul>\(each: explanation.doubts, { "<li>\($0)</li>" })</ul>
      """
  }

  private var missing: HTML {
    guard !explanation.missing.isEmpty else { return "" }
    return """
      <h3>Còn thiếu</h3><ul class="condition-list">\(each: explanation.missing, { "<li><span class=\"sign\" aria-hidden=\"true\">?</span><span>\(named($0))\($0.question.map { " – \($0)" } ?? "") \($0.evidence.map { "<span class=\"hint\">\($0)</span>" as HTML } ?? "")</span></li>" })</ul>
      """
  }

  private func named(_ missing: Explanation.Missing) -> HTML {
    guard let place = places[missing.fact] else { return "\(missing.name)" }
    return place.title == missing.name
      ? "<a\(href: place.path)>\(missing.name)</a>"
      : "\(missing.name) <a\(href: place.path)>\(place.title)</a>"
  }

  /// What still stands between somebody who meets every condition and the grade: people's choice, or the quota.
  private func onlyOpen(_ step: Explanation.Next) -> String {
    if explanation.standing == .given {
      return "Đã đủ điều kiện theo quy tắc; mức đã ghi là do cấp có thẩm quyền quyết định."
    }
    if explanation.question?.between.contains(where: { $0.id == step.grade }) ?? false {
      return "Đã đủ điều kiện; còn do người quyết định chọn."
    }
    return "Đã đủ điều kiện; chỉ còn tỷ lệ."
  }

  private var next: HTML {
    guard !explanation.next.isEmpty else { return "" }
    return
      "\(each: explanation.next, { step in "<h3>\(step.heading) còn</h3>\(step.unmet.isEmpty && step.blockedBy.isEmpty ? "<p>\(onlyOpen(step))</p>" : conditions(step.unmet))\(when: !step.blockedBy.isEmpty, "<p class=\"hint\">Quy tắc \(step.blockedBy.joined(separator: ", ")) vẫn đang áp dụng.</p>")" })"
  }

  private var earlier: HTML {
    guard !explanation.earlier.isEmpty else { return "" }
    return """
      <details class="more"><summary>Vì sao các quy tắc trước không áp dụng (\(explanation.earlier.count))</summary>
      \(each: explanation.earlier, { "<h4>\($0.rule) · \($0.outcomeName)\($0.cite.map { " (\($0))" } ?? "")</h4>\(conditions($0.unmet))" })</details>
      """
  }

  private var counts: HTML {
    guard !explanation.counts.isEmpty else { return "" }
    return DescriptionList(explanation.counts.map { (term: $0.name, value: "\($0.text)") }).html
  }
}
