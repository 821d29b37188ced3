import Basics

extension PackReader {
  func decision(_ node: WrittenNode) -> Decision? {
    guard var fields = PackFields(node, "Việc xếp loại", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true) ?? ""
    let entity = fields.text("of", isRequired: true) ?? ""
    let scale = fields.text("scale") ?? pack.scales.first?.id
    let policy = fields.choice("hitPolicy", Decision.HitPolicy.self) ?? .first
    let name = fields.text("name") ?? id
    let nodes = fields.list("rules")
    var rules = nodes.compactMap { node in
      let rule = rule(node)
      if rule == nil { findings.leaveOut(node) }
      return rule
    }
    if nodes.isEmpty { fields.missing("rules") }
    rules = exceptionsFirst(rules)
    return Decision(
      id: id, entity: entity, scale: scale,
      scalePlace: fields.has("scale") ? fields.keyPlace("scale") : fields.place,
      hitPolicy: policy, name: name, rules: rules, place: fields.place)
  }

  private func rule(_ node: WrittenNode) -> Rule? {
    guard var fields = PackFields(node, "Quy tắc", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true) ?? ""
    let conditions = conditions("when", &fields)
    let alternatives = self.conditions("any", &fields)
    let betweenPlace = fields.has("between") ? fields.keyPlace("between") : nil
    let between = fields.words("between")?.map(\.word) ?? []
    let by = fields.text("by")
    let question = fields.text("question")
    let becausePlace = fields.has("because") ? fields.keyPlace("because") : fields.place
    let because = fields.text("because")
    let except = fields.text("except")
    let exceptPlace = fields.keyPlace("except")
    let source = source(&fields)
    let place = fields.place
    let outcomePlace = fields.node("then")?.place ?? place
    guard let then = fields.text("then", isRequired: true) else { return nil }
    return Rule(
      id: id, conditions: conditions, alternatives: alternatives,
      outcome: then == "undecided" ? .undecided(between: between, by: by, question: question) : .grade(then),
      because: because,
      exceptTo: except, exceptPlace: exceptPlace, source: source, place: place, outcomePlace: outcomePlace,
      betweenPlace: betweenPlace ?? outcomePlace, becausePlace: becausePlace)
  }

  /// What cannot be read keeps its place, so that the rule is not weakened and the rest of it is looked at too.
  private func conditions(_ key: String, _ fields: inout PackFields) -> [Condition] {
    guard let node = fields.node(key) else { return [] }
    let items: [WrittenNode]
    if case .list(let sequence) = node.content { items = sequence } else { items = [node] }
    return items.map {
      condition($0) ?? Condition(value: unread(at: $0.place), name: nil, cite: nil, certainty: nil)
    }
  }

  private func unread(at place: Place) -> ExpressionText {
    findings.leaveOut(ExpressionText.unreadName)
    return .unread(at: place)
  }

  private func condition(_ node: WrittenNode) -> Condition? {
    if node.word != nil {
      return expression(node, what: "Điều kiện").map {
        Condition(value: $0, name: nil, cite: nil, certainty: nil)
      }
    }
    guard var fields = PackFields(node, "Điều kiện", findings) else { return nil }
    defer { fields.finish() }
    let value = expression("if", &fields, isRequired: true)
    let name = fields.text("name")
    let cite = fields.text("cite")
    let certainty = fields.choice("certainty", Certainty.self)
    return value.map { Condition(value: $0, name: name, cite: cite, certainty: certainty) }
  }

  /// An exception is tried before the rule it excepts, wherever it was written.
  private func exceptionsFirst(_ rules: [Rule]) -> [Rule] {
    var ordered = rules
    let targets = Dictionary(rules.map { ($0.id, $0.exceptTo) }, uniquingKeysWith: { a, _ in a })
    for rule in rules {
      var (at, steps) = (rule.exceptTo, 0)
      while let here = at, here != rule.id, steps <= rules.count {
        (at, steps) = (targets[here] ?? nil, steps + 1)
      }
      if rule.exceptTo != nil, rule.exceptTo != rule.id, at == rule.id {
        findings.add(
          .cycle, at: rule.exceptPlace, "Các ngoại lệ chỉ vào nhau thành vòng từ `\(rule.id)`.",
          "Bỏ một `except`.")
        return rules
      }
      guard let target = rule.exceptTo, !findings.unread.contains(target) else { continue }
      guard let from = ordered.firstIndex(where: { $0.id == rule.id }),
        let to = ordered.firstIndex(where: { $0.id == target }), target != rule.id
      else {
        findings.add(
          .unknownName, at: rule.exceptPlace, "`except: \(target)` không chỉ đến quy tắc nào.",
          "Ghi mã của một quy tắc cùng danh sách.")
        continue
      }
      if from > to { ordered.insert(ordered.remove(at: from), at: to) }
    }
    return ordered
  }

  func quota(_ node: WrittenNode) -> Quota? {
    guard var fields = PackFields(node, "Tỷ lệ khống chế", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true) ?? ""
    let decision = fields.text("decision", isRequired: true) ?? ""
    let grade = fields.text("grade", isRequired: true) ?? ""
    let percents = percents(&fields)
    let of = fields.words("of")
    let counted = fields.choice("counted", Quota.Counted.self, isRequired: true)
    let scope = fields.words("scope")
    let rounding = fields.choice("rounding", Rounding.self, isRequired: true)
    let minimum = fields.whole("minimum", in: 0...1_000_000) ?? 0
    let keys = fields.words("rankBy")
    if of == nil { fields.missing("of") }
    if scope == nil { fields.missing("scope") }
    if keys == nil { fields.missing("rankBy") }
    if percents?.isEmpty == true { fields.missing("percent") }
    let ties = fields.choice("ties", Quota.Ties.self) ?? .byKey
    let demoteTo = fields.text("demoteTo", isRequired: true)
    let because = fields.text("because")
    let name = fields.text("name")
    let source = source(&fields)
    guard let of, let scope, let keys, let demoteTo, percents?.isEmpty != true else { return nil }
    // Nor is the share a local decision would set told to be none.
    if percents == nil { findings.leaveOut("\(id).percent") }
    return Quota(
      id: id, decision: decision, decisionPlace: fields.keyPlace("decision"), grade: grade,
      percents: percents ?? [Quota.Percent(condition: nil, value: unread(at: fields.place))],
      of: of.map(\.word), counted: counted ?? .before, scope: scope, rounding: rounding ?? .down,
      minimum: max(minimum, 0),
      rankBy: keys.map { rankKey($0.word, $0.place) }, ties: ties, demoteTo: demoteTo,
      because: because, name: name,
      source: source, place: fields.place, gradePlace: fields.keyPlace("grade"),
      demotePlace: fields.keyPlace("demoteTo"), ofPlaces: of.map(\.place),
      rankPlace: fields.keyPlace("rankBy"))
  }

  /// `percent: 20 %`, or `cases:` where the share hangs on a condition; `nil`: told already what is wrong.
  private func percents(_ fields: inout PackFields) -> [Quota.Percent]? {
    let single = fields.node("percent")
    let items = fields.list("cases")
    if let single, case .list = single.content {
      findings.add(
        .wrongShape, at: single.place, "Tỷ lệ theo điều kiện viết ở khóa `cases`, không ở `percent`.",
        "Đổi `percent:` thành `cases:`; giữ nguyên danh sách.")
      return nil
    }
    if single != nil, fields.has("cases") {
      findings.add(
        .wrongShape, at: fields.keyPlace("cases"), "Có cả `percent` và `cases`.", "Giữ một trong hai.")
      return nil
    }
    if let single {
      return expression(single, what: "`percent`").map { [Quota.Percent(condition: nil, value: $0)] }
    }
    var percents: [Quota.Percent] = []
    for (n, item) in items.enumerated() {
      guard var one = PackFields(item, "`cases`", findings) else { return nil }
      defer { one.finish() }
      let condition = expression("when", &one)
      guard let value = expression("value", &one, isRequired: true), condition != nil || !one.has("when")
      else {
        return nil
      }
      percents.append(Quota.Percent(condition: condition, value: value))
      checkCase(n, of: items.count, isConditional: condition != nil, one.place)
    }
    return percents
  }

  private func checkCase(_ n: Int, of count: Int, isConditional: Bool, _ place: Place) {
    if n == count - 1, isConditional {
      findings.add(
        .noFinalRule, at: place, "`cases` không có tỷ lệ cho mọi trường hợp còn lại.",
        "Thêm một mục cuối không có `when`.")
    }
    if n < count - 1, !isConditional {
      findings.add(
        .neverDecides, at: place, "Các tỷ lệ sau mục không có `when` này không bao giờ được dùng.",
        "Đưa mục này xuống cuối `cases`.")
    }
  }

  private func rankKey(_ text: String, _ place: Place) -> Quota.Key {
    var words = text.split(separator: " ").map(String.init)
    var isDescending = false
    if let last = words.last, last == "descending" || last == "ascending" {
      isDescending = last == "descending"
      words.removeLast()
    }
    let name = words.joined(separator: " ")
    let expression = expression(WrittenNode(.word(name), at: place), what: "Khóa xếp hạng `\(text)`")
    return Quota.Key(value: expression ?? unread(at: place), isDescending: isDescending, isID: name == "id")
  }
}
