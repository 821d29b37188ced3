import Basics

extension Compiler {
  /// A count and what it reads; lowered once, when it is first read: what its values are divided by must be known then.
  func lowered(_ n: Int) -> LoweredAggregate {
    if let known = loweredAggregates[n] { return known }
    // What reads itself is told when the steps are put in order.
    loweredAggregates[n] = LoweredAggregate(compiled: nil, reads: [])
    let (outerReads, outerParameters) = (reads, conditionParameters)
    reads = []
    let lowered = LoweredAggregate(compiled: lower(pack.aggregates[n]), reads: reads)
    (reads, conditionParameters) = (outerReads, outerParameters)
    loweredAggregates[n] = lowered
    return lowered
  }

  private func lower(_ aggregate: Aggregate) -> CompiledAggregate? {
    guard let entity = entity(aggregate.entity, at: aggregate.place),
      let part = self.entity(aggregate.part, at: aggregate.place)
    else { return nil }
    guard layout.isAbove(entity, part) else {
      findings.add(
        .typeClash, at: aggregate.place, "`\(aggregate.part)` không nằm trong `\(aggregate.entity)`.",
        "Đếm một loại nằm bên trong.")
      return nil
    }
    var compiled = CompiledAggregate(
      entity: entity, part: part, kind: aggregate.kind, condition: nil, base: nil, value: nil, denominator: 1,
      decision: nil,
      points: [], scale: aggregate.scale, rounding: aggregate.rounding)
    if let condition = aggregate.condition {
      guard let node = truth(condition, part) else { return nil }
      compiled.condition = node
    } else if aggregate.kind == .any || aggregate.kind == .all {
      findings.add(
        .missingKey, at: aggregate.place, "`\(aggregate.kind.rawValue)` cần `where`.",
        "Ghi điều kiện ở `where`.")
    }
    if let base = aggregate.base { compiled.base = self.base(base, aggregate) }
    if let value = aggregate.value {
      if case .number(let term, let denominator, let unit)? = lower(value.expression, part, value) {
        (compiled.value, compiled.denominator) = (term, denominator)
        if aggregate.kind == .sum, aggregate.rounding == nil {
          compiled.measure = .init(denominator: denominator, unit: unit)
        }
      } else {
        clash("cần một số", value.expression, value)
      }
    }
    if !aggregate.points.isEmpty { points(aggregate, part, &compiled) }
    if aggregate.kind == .mean, aggregate.rounding == nil {
      findings.add(
        .missingKey, .warning, at: aggregate.place,
        "`\(aggregate.id)` là trung bình mà không ghi `rounding`; đang làm tròn xuống.",
        "Ghi `rounding: down`, up, halfUp hoặc halfDown.")
    }
    if aggregate.kind == .mean || aggregate.kind == .sum, compiled.value == nil, compiled.points.isEmpty {
      findings.add(
        .missingKey, at: aggregate.place, "`\(aggregate.kind.rawValue)` cần `value` hoặc `points`.",
        "Ghi giá trị được cộng.")
    }
    return compiled
  }

  private func base(_ name: String, _ aggregate: Aggregate) -> Int? {
    guard let n = aggregateIndex[name], pack.aggregates[n].entity == aggregate.entity,
      pack.aggregates[n].kind == .count, pack.aggregates[n].id != aggregate.id
    else {
      findings.add(
        .unknownName, at: aggregate.basePlace,
        "`base: \(name)` không phải một số đếm của `\(aggregate.entity)`.", "Ghi mã của một `count`.")
      return nil
    }
    reads.insert(.aggregate(n))
    return n
  }

  private func points(_ aggregate: Aggregate, _ part: Int, _ compiled: inout CompiledAggregate) {
    let partID = layout.entities[part].id
    let found =
      aggregate.decision.map { decisionIndex[$0] } ?? pack.decisions.firstIndex { $0.entity == partID }
    guard let n = found, pack.decisions[n].entity == partID else {
      findings.add(
        .unknownName, at: aggregate.place,
        "`\(aggregate.id)` chấm điểm theo mức, nhưng `\(aggregate.part)` không có việc xếp loại ấy.",
        "Ghi `decision`.")
      return
    }
    reads.insert(.decision(n))
    var points = [Int?](repeating: nil, count: domains[n].grades.count)
    for entry in aggregate.points {
      guard let code = domains[n].code(entry.grade), Int(code) < points.count else {
        findings.add(
          .unknownName, at: entry.place, "Không có mức `\(entry.grade)` trong thang.",
          "Ghi một mức của thang.")
        continue
      }
      points[Int(code)] = entry.points
    }
    (compiled.decision, compiled.points) = (n, points)
  }

  // MARK: - quotas

  func lower(_ quota: Quota) -> CompiledQuota? {
    guard let n = decisionIndex[quota.decision], let entity = layout.entity(pack.decisions[n].entity) else {
      findings.add(
        .unknownName, at: quota.decisionPlace, "Không có việc xếp loại `\(quota.decision)`.",
        "Ghi mã của một việc xếp loại.")
      return nil
    }
    let domain = domains[n]
    func grade(_ id: String, _ place: Place) -> UInt8? {
      if let code = domain.code(id), Int(code) < domain.grades.count { return code }
      findings.add(
        .unknownName, at: place, "Không có mức `\(id)` trong thang.", "Ghi một mức của thang.")
      return nil
    }
    // All that is wrong is told at once, each at its own place.
    let of = quota.of.indices.compactMap { n in
      grade(quota.of[n], quota.ofPlaces.indices.contains(n) ? quota.ofPlaces[n] : quota.place)
    }
    let (top, lower) = (grade(quota.grade, quota.gradePlace), grade(quota.demoteTo, quota.demotePlace))
    if let top, let lower, lower <= top {
      findings.add(
        .badRange, at: quota.demotePlace, "`demoteTo: \(quota.demoteTo)` không thấp hơn `\(quota.grade)`.",
        "Ghi một mức thấp hơn.")
    }
    let scopes = quota.scope.compactMap { scope($0.word, $0.place, entity) }
    let percents = quota.percents.compactMap { percent($0, entity) }
    let keys = rankKeys(quota, entity)
    guard let top, let lower, of.count == quota.of.count, scopes.count == quota.scope.count,
      percents.count == quota.percents.count, let keys
    else { return nil }
    for (percent, declared) in zip(percents, quota.percents) {
      guard let condition = percent.condition, let text = declared.condition,
        !isSame(condition, inEvery: scopes)
      else { continue }
      clash("điều kiện của tỷ lệ phải như nhau với mọi bản ghi trong phạm vi", text.expression, text)
    }
    return CompiledQuota(
      decision: n, grade: top, demoteTo: lower, of: of, percents: percents, scopes: scopes, keys: keys,
      reason: pack.decisions[n].rules.count + 1
        + pack.quotas.prefix { $0.id != quota.id }.filter { $0.decision == quota.decision }.count)
  }

  /// Whether all records of a scope answer a condition alike: it reads only what the scope is, or what that lies within.
  private func isSame(_ condition: Int, inEvery scopes: [CompiledQuota.Scope]) -> Bool {
    graph.columns(of: condition).allSatisfy { column in
      scopes.contains { scope in
        switch (scope, graph.columns[column].source) {
        case (.entity(let entity), .above(let read, _)): read == entity || layout.isAbove(read, entity)
        case (.column(let own), _): own == column
        default: false
        }
      }
    }
  }

  private func scope(_ word: String, _ place: Place, _ entity: Int) -> CompiledQuota.Scope? {
    if let above = layout.entity(word) {
      if layout.isAbove(above, entity) { return .entity(above) }
      findings.add(
        .typeClash, at: place, "`\(word)` không chứa `\(layout.entities[entity].id)`.",
        "Ghi một loại bên trên, hoặc một lựa chọn của chính nó.")
      return nil
    }
    let text = ExpressionText(
      text: word, place: place, expression: Expression(kind: .name(word, of: nil), column: 0))
    switch lower(text.expression, entity, text) {
    case .choice(let column, _)?: return .column(column)
    case .band(let pieces)?: return .pieces(pieces.map(\.truth))
    default:
      findings.add(
        .unknownName, at: place, "Phạm vi `\(word)` không phải một loại bên trên hay một lựa chọn.",
        "Ghi loại, dữ kiện kiểu enum, hoặc khung điểm.")
      return nil
    }
  }

  private func percent(_ percent: Quota.Percent, _ entity: Int) -> (condition: Int?, value: Ratio)? {
    var condition: Int?
    if let text = percent.condition {
      guard let node = truth(text, entity) else { return nil }
      condition = node
    }
    // What cannot be read has been told.
    guard let typed = lower(percent.value.expression, entity, percent.value) else { return nil }
    guard case .constant(let value, let unit) = typed,
      unit == .percent || unit == .fraction,
      value >= Ratio(0), value <= Ratio(1)
    else {
      tellNoShare(percent.value)
      return nil
    }
    return (condition, value)
  }

  /// A share that is none is told where its number stands: once at a parameter, however many quotas read it.
  private func tellNoShare(_ text: ExpressionText) {
    guard case .name(let name, nil) = text.expression.kind, let n = parameterIndex[name],
      let value = pack.parameters[n].value(on: period.end)
    else {
      findings.add(
        .unitClash, at: text.place, "Tỷ lệ khống chế `\(text.text)` phải từ 0 đến 100 %.",
        "Ghi như 20 % hoặc tên một tham số phần trăm.")
      return
    }
    let isTold = findings.all.contains {
      $0.code == .unitClash && $0.line == value.place.line && $0.column == value.place.column
    }
    guard !isTold else { return }
    let parameter = pack.parameters[n]
    let shown = parameter.text(value)
    findings.add(
      .unitClash, at: value.place,
      "“\(parameter.name ?? parameter.id)” là \(shown): tỷ lệ khống chế phải từ 0 đến 100 %.",
      value.isPercent || value.value <= Ratio(1) || value.value > Ratio(100)
        ? "Ghi như 20 %." : "Nếu muốn nói \(shown) phần trăm thì ghi \(shown) %.")
  }

  private func rankKeys(_ quota: Quota, _ entity: Int) -> [CompiledQuota.Key]? {
    guard quota.rankBy.last?.isID == true else {
      findings.add(
        .rankNotUnique, at: quota.rankPlace, "`rankBy` của `\(quota.id)` không kết thúc bằng khóa duy nhất.",
        "Thêm `id ascending` ở cuối, và `ties: undecided` nếu người phải chọn khi bằng nhau.")
      return nil
    }
    var keys: [CompiledQuota.Key] = []
    for key in quota.rankBy {
      if key.isID {
        keys.append(.id(isDescending: key.isDescending))
        continue
      }
      switch lower(key.value.expression, entity, key.value) {
      case .number(let term, _, _), .day(let term): keys.append(.term(term, isDescending: key.isDescending))
      case .share(let part, let whole):
        keys.append(.share(part: part, whole: whole, isDescending: key.isDescending))
      case .word(let word): unknown(word, key.value.expression, key.value)
      case nil: break
      default: clash("khóa xếp hạng phải là một số", key.value.expression, key.value)
      }
    }
    return keys.count == quota.rankBy.count ? keys : nil
  }
}
