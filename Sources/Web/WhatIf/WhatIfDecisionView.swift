import Markup
import Reviews
import Rules

/// One decision: from which grade to which, why, and for whom nothing can be said.
struct WhatIfDecisionView: Piece {
  var picture: WhatIfPicture
  var effect: WhatIf.DecisionEffect

  var html: HTML {
    guard effect.total > 0 else { return "" }
    return Section(
      effect.name, id: effect.id, note: "\(Number.grouped(effect.total)) \(picture.subject(effect))",
      body: """
        \(chart)
        \(table)
        \(flows)
        \(open)
        """
    ).html
  }

  private var chart: HTML {
    let classes = OutcomeClasses(effect)
    let shown = picture.table(classes.merged(effect.transitions)).table
    return Flows(
      id: "luong-\(effect.id)", title: "\(effect.name): từ mức nào sang mức nào", before: "trước",
      after: "thử",
      classes: classes.classes, ranked: effect.graded, counts: shown.map { $0.map { $0 ?? 0 } }
    ).html
  }

  // MARK: - transitions

  private var table: HTML {
    let counts = effect.transitions
    let used = effect.outcomes.indices.filter { n in
      counts[n].contains { $0 > 0 } || counts.contains { $0[n] > 0 }
    }
    let groups = picture.table(used.map { row in used.map { counts[row][$0] } })
    return """
      \(Table(
        "Từ mức (hàng) sang mức (cột)",
        columns: [.init("Trước ↓ · thử →")] + used.map { .init(short($0), .number) },
        rows: used.enumerated().map { n, row in
          Table.Row(["\(long(row))"] + used.indices.map { cell(groups.table[n][$0], isStay: n == $0) })
        }, keepsShape: true))
      \(when: groups.isHiding, "<p class=\"hint\">… : không hiện, vì nhóm quá nhỏ.</p>")
      """
  }

  /// Grades stand in the head by their letters, and beside the rows in full.
  private func short(_ n: Int) -> String {
    n < effect.graded ? effect.outcomes[n].id : effect.outcomes[n].name
  }
  private func long(_ n: Int) -> String {
    let outcome = effect.outcomes[n]
    return n < effect.graded && outcome.name != outcome.id ? "\(outcome.name) (\(outcome.id))" : outcome.name
  }

  private func cell(_ count: Int?, isStay: Bool) -> HTML {
    guard let count else { return "…" }
    return count == 0 ? "" : isStay ? "\(number: count)" : "<strong>\(number: count)</strong>"
  }

  // MARK: - why

  private static let mostFlows = 12
  private static let mostFacts = 8

  private var flows: HTML {
    let told = effect.flows.filter { picture.isWhole || $0.count >= SmallGroups.least }.sorted {
      $0.count > $1.count
    }
    guard !told.isEmpty else { return "" }
    let rest = effect.flows.count - min(told.count, Self.mostFlows)
    return """
      \(Table(
        "Vì sao đổi", isCaptionSeen: true,
        columns: [.init("Từ mức nào sang mức nào"), .init("Số", .number), .init("Quy tắc"), .init("Điều kiện đổi")],
        rows: told.prefix(Self.mostFlows).map { flow in
          Table.Row([
            "\(name(flow.from)) → \(name(flow.to))", "\(number: flow.count)",
            "<span class=\"rules\">\(flow.ruleBefore) → \(flow.ruleAfter)</span>",
            "\(flow.flipped.isEmpty ? "cùng điều kiện, khác tỷ lệ hoặc khác mức của quy tắc" : flow.flipped.joined(separator: "; "))",
          ])
        }))
      \(when: rest > 0, "<p class=\"hint\">Và \(rest) kiểu đổi khác, ít người hơn.</p>")
      """
  }

  private func name(_ outcome: String) -> String {
    effect.outcomes.first { $0.id == outcome }?.name ?? outcome
  }

  // MARK: - what cannot be said

  private var open: HTML {
    let (lacking, waiting) = (effect.lacking.count, effect.undeterminedAfter - effect.lacking.count)
    let missing = picture.whatIf.missingFacts(effect)
    let rest = missing.count - Self.mostFacts
    let facts =
      missing.prefix(Self.mostFacts).map { "\($0.name) (\(picture.counted($0.count)))" }.joined(
        separator: "; ")
      + (rest > 0 ? "; và \(rest) dữ kiện khác" : "")
    let who = picture.subject(effect)
    return """
      \(when: lacking > 0, "<p class=\"hint\">Không tính được cho \(picture.counted(lacking)) \(who) vì thiếu dữ kiện của năm \(picture.year)\(facts.isEmpty ? "" : ": \(facts)").</p>")
      \(when: waiting > 0, "<p class=\"hint\">\(picture.counted(waiting)) \(who) chưa biết có trong tỷ lệ không, vì cùng nhóm còn người chưa tính được, hoặc chưa ghi nơi này có thành tích nổi trội không.</p>")
      """
  }
}

/// The outcomes as a chart shows them: the grades each by its short name, what is outside the scale together.
struct OutcomeClasses {
  private(set) var classes: [Flows.Class] = []
  /// For each outcome its class.
  private var places: [Int] = []

  init(_ effect: WhatIf.DecisionEffect) {
    for (n, outcome) in effect.outcomes.enumerated() {
      if n < effect.graded {
        add(outcome.id, outcome.name)
      } else if n >= effect.firstOpen {
        n == effect.firstOpen ? add("Cần QĐ", outcome.name) : add("Thiếu", outcome.name)
      } else if n > effect.graded {
        places.append(classes.count - 1)
      } else {
        add("Không xét", "Không kiểm điểm hoặc không xếp loại")
      }
    }
  }

  private mutating func add(_ label: String, _ name: String) {
    places.append(classes.count)
    classes.append(.init(label, name))
  }

  func merged(_ counts: [[Int]]) -> [[Int]] {
    var table = [[Int]](repeating: [Int](repeating: 0, count: classes.count), count: classes.count)
    for (from, row) in counts.enumerated() {
      for (to, count) in row.enumerated() { table[places[from]][places[to]] += count }
    }
    return table
  }

  func merged(_ counts: [Int]) -> [Int] {
    var line = [Int](repeating: 0, count: classes.count)
    for (n, count) in counts.enumerated() { line[places[n]] += count }
    return line
  }
}
