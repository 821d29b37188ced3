import Basics
import Foundation

/// Reads `pack.yaml` into a ``Pack``; what cannot be read becomes a finding and is left out.
struct PackReader {
  let findings: PackFindings
  private(set) var pack = Pack()
  var scales: [String: Scale] = [:]

  static func read(_ text: String, _ findings: PackFindings) -> Pack? {
    guard let node = PackText.read(text, findings), var fields = PackFields(node, "Bộ quy tắc", findings)
    else { return nil }
    var reader = PackReader(findings: findings)
    reader.identity(&fields)
    reader.grades(&fields)
    reader.parameters(&fields)
    reader.facts(&fields)
    reader.derived(&fields)
    reader.pack.decisions = fields.list("decisions").compactMap { reader.decision($0) }
    for node in fields.list("quotas") {
      if let quota = reader.quota(node) { reader.pack.quotas.append(quota) } else { findings.leaveOut(node) }
    }
    reader.around(&fields)
    reader.entities(&fields)
    fields.finish()
    return reader.pack
  }

  // MARK: - identity

  private mutating func identity(_ fields: inout PackFields) {
    pack.id = fields.text("id", isRequired: true) ?? ""
    pack.version = fields.text("version", isRequired: true) ?? ""
    pack.title = fields.text("title") ?? pack.id
    pack.status = fields.choice("status", Pack.Status.self, isRequired: true) ?? .draft
    pack.amends = fields.text("amends")
    pack.issuedOn = fields.day("issuedOn")
    pack.validFrom = fields.day("validFrom", isRequired: true) ?? .beginningOfTime
    pack.validTo = fields.day("validTo")
    pack.certainty = fields.choice("certainty", Certainty.self) ?? .a
    if let end = pack.validTo, end < pack.validFrom {
      findings.add(
        .badRange, at: fields.keyPlace("validTo"), "Hết hiệu lực trước khi có hiệu lực.",
        "Sửa validFrom hoặc validTo.")
      // Told once, not again for every year it could not be used in.
      pack.validTo = nil
    }
    pack.rounds = Pack.Rounds(from: pack.validFrom.year, to: pack.validTo?.year, period: .year)
    if var rounds = fields.fields("rounds") {
      pack.rounds.from = rounds.whole("from", in: 1...9998) ?? pack.rounds.from
      pack.rounds.to = rounds.has("to") ? rounds.whole("to", in: 1...9998) : nil
      if let to = pack.rounds.to, to < pack.rounds.from {
        findings.add(
          .badRange, at: rounds.keyPlace("to"), "`rounds` kết thúc trước khi bắt đầu.", "Sửa from hoặc to.")
        pack.rounds.to = nil
      }
      pack.rounds.period = rounds.choice("period", Pack.Rounds.Period.self) ?? .year
      rounds.finish()
    }
    pack.basis = fields.list("basis").compactMap { node in
      guard var basis = PackFields(node, "Căn cứ", findings) else { return nil }
      defer { basis.finish() }
      return Pack.Basis(
        document: basis.text("document", isRequired: true) ?? "", issuedOn: basis.day("issuedOn"),
        issuer: basis.text("issuer"),
        title: basis.text("title"), certainty: basis.choice("certainty", Certainty.self),
        cite: basis.text("cite"))
    }
  }

  private mutating func grades(_ fields: inout PackFields) {
    var names: [String: String] = [:]
    if let list = fields.fields("grades") {
      for entry in list.entries() {
        guard var grade = PackFields(entry.value, "Mức `\(entry.name)`", findings) else { continue }
        names[entry.name] = grade.text("name", isRequired: true)
        _ = grade.text("cite")
        _ = grade.choice("certainty", Certainty.self)
        grade.finish()
      }
    }
    func grade(_ id: String) -> Grade { Grade(id: id, name: names[id] ?? id) }
    if let single = fields.words("scale") {
      pack.scales = [Scale(id: "scale", grades: single.map { grade($0.word) })]
    }
    if let several = fields.fields("scales") {
      for name in several.entries().map(\.name) {
        var one = several
        pack.scales.append(Scale(id: name, grades: (one.words(name) ?? []).map { grade($0.word) }))
      }
    }
    if pack.scales.isEmpty { fields.missing("scale") }
    for scale in pack.scales where scale.grades.count > 100 || Set(scale.grades).count != scale.grades.count {
      findings.add(
        .duplicateID, at: fields.place, "Thang `\(scale.id)` có mức lặp lại hoặc quá 100 mức.",
        "Mỗi mức ghi một lần.")
    }
    pack.outside = outside(&fields, names)
    for word in ["undecided", "undetermined"]
    where (pack.outside + pack.scales.flatMap(\.grades)).contains(where: { $0.id == word }) {
      findings.add(
        .badWord, at: fields.place, "`\(word)` không đặt được làm tên của một mức.",
        "Đặt tên khác: từ này chỉ việc chưa quyết định được.")
    }
  }

  private func outside(_ fields: inout PackFields, _ names: [String: String]) -> [Grade] {
    var outcomes: [Grade] = []
    if let node = fields.node("outside") {
      if case .pairs(let mapping) = node.content {
        outcomes = mapping.compactMap { pair in
          Grade(id: pair.key, name: pair.value.word ?? pair.key)
        }
      } else {
        outcomes = (fields.words("outside") ?? []).map { Grade(id: $0.word, name: names[$0.word] ?? $0.word) }
      }
    }
    if !outcomes.contains(where: { $0.id == "notGraded" }) {
      outcomes.append(Grade(id: "notGraded", name: names["notGraded"] ?? "Không xếp loại"))
    }
    return outcomes
  }

  // MARK: - what is asked and what is fixed

  private mutating func parameters(_ fields: inout PackFields) {
    guard let list = fields.fields("parameters") else { return }
    for entry in list.entries() {
      guard var one = PackFields(entry.value, "Tham số `\(entry.name)`", findings) else { continue }
      let name = one.text("name")
      var values: [Parameter.Value] = []
      let isWritten = one.has("value") || one.has("values")
      if let node = one.node("value"), let value = parameterValue(node, from: .beginningOfTime) {
        values.append(value)
      }
      for dated in one.list("values") {
        guard var value = PackFields(dated, "Giá trị của `\(entry.name)`", findings) else { continue }
        let (from, node) = (value.day("from", isRequired: true), value.node("value"))
        if let from, let node, let value = parameterValue(node, from: from) { values.append(value) }
        _ = value.text("cite")
        value.finish()
      }
      if values.isEmpty {
        findings.leaveOut(entry.name)
        if !isWritten {
          findings.add(
            .missingKey, at: entry.place, "“\(name ?? entry.name)” chưa có giá trị.",
            "Ghi một số như 12, 20 % hoặc 2/3 vào `value`.")
        }
      }
      let unit = one.text("unit")
      if let unit, !UnitWord.all.contains(unit) {
        findings.add(
          .badWord, .warning, at: one.node("unit")?.place ?? entry.place, "Không có đơn vị `\(unit)`.",
          "Chọn một trong: \(UnitWord.all.map { UnitWord.vietnamese($0) }.joined(separator: ", ")).")
      }
      pack.parameters.append(
        Parameter(
          id: entry.name, name: name, unit: unit,
          values: values.sorted { $0.from < $1.from },
          source: source(&one), place: entry.place))
      one.finish()
    }
  }

  private func parameterValue(_ node: WrittenNode, from: Day) -> Parameter.Value? {
    guard let word = node.word, let value = Ratio(word) else {
      findings.add(
        .badNumber, at: node.place, Ratio.trouble(node.word), Ratio.remedy)
      return nil
    }
    return Parameter.Value(
      from: from, value: value, isPercent: word.utf8.last == UInt8(ascii: "%"),
      isFraction: word.utf8.contains(UInt8(ascii: "/")), place: node.place)
  }

  private mutating func facts(_ fields: inout PackFields) {
    guard let byEntity = fields.fields("facts") else { return }
    for entity in byEntity.entries() {
      guard let list = PackFields(entity.value, "Dữ kiện của `\(entity.name)`", findings) else { continue }
      for entry in list.entries() {
        guard var one = PackFields(entry.value, "Dữ kiện `\(entry.name)`", findings) else { continue }
        if let fact = FactReader.fact(entry.name, of: entity.name, at: entry.place, &one) {
          pack.facts.append(fact)
        } else {
          findings.leaveOut(entry.name)
        }
        one.finish()
      }
    }
  }

  mutating func entities(_ fields: inout PackFields) {
    if let list = fields.fields("entities") {
      for entry in list.entries() {
        guard var one = PackFields(entry.value, "Loại `\(entry.name)`", findings) else { continue }
        pack.entities.append(
          EntityDeclaration(id: entry.name, name: one.text("name") ?? entry.name, within: one.text("within")))
        one.finish()
      }
      return
    }
    var chain: [String] = []
    for id in pack.facts.map(\.entity) + pack.decisions.map(\.entity) where !chain.contains(id) {
      chain.append(id)
    }
    let known = Set(pack.facts.filter { if case .choice = $0.kind { true } else { false } }.map(\.id))
    for scope in pack.quotas.flatMap(\.scope) where !chain.contains(scope.word) && !known.contains(scope.word)
    { chain.append(scope.word) }
    pack.entities = chain.enumerated().map {
      EntityDeclaration(
        id: $0.element, name: $0.element, within: $0.offset + 1 < chain.count ? chain[$0.offset + 1] : nil)
    }
  }

  // MARK: - small pieces

  func source(_ fields: inout PackFields) -> Source {
    Source(
      cite: fields.text("cite"), article: fields.text("article"),
      certainty: fields.choice("certainty", Certainty.self) ?? pack.certainty, zone: fields.text("zone"),
      note: fields.text("note"))
  }

  func expression(_ node: WrittenNode, what: String) -> ExpressionText? {
    guard let text = node.word else {
      findings.add(.wrongShape, at: node.place, "\(what) phải là một biểu thức.", "Viết trên một dòng.")
      return nil
    }
    do {
      return ExpressionText(
        text: text, place: node.place.shifted(node.quote), expression: try ExpressionReader.read(text))
    } catch let error as ExpressionError {
      let isLong = text.unicodeScalars.count > ExpressionReader.mostScalars
      findings.add(
        isLong ? .oversize : error.message.contains("lồng quá") ? .tooDeep : .badExpression,
        at: node.place.shifted(error.column + node.quote),
        "\(what): \(error.message).", "Viết lại biểu thức; cách viết có trong docs/rule-packs.md.")
    } catch {
      findings.add(.badExpression, at: node.place, "\(what) không đọc được.", "Viết lại biểu thức.")
    }
    return nil
  }

  func expression(_ key: String, _ fields: inout PackFields, isRequired: Bool = false) -> ExpressionText? {
    guard let node = fields.node(key) else {
      if isRequired { fields.missing(key) }
      return nil
    }
    return expression(node, what: "`\(key)` của \(fields.what)")
  }

  mutating func append(_ variable: Variable) { pack.variables.append(variable) }
  mutating func append(_ band: Band) { pack.bands.append(band) }
  mutating func append(_ aggregate: Aggregate) { pack.aggregates.append(aggregate) }
  mutating func edit(_ change: (inout Pack) -> Void) { change(&pack) }
}
