import Basics

extension PackReader {
  mutating func derived(_ fields: inout PackFields) {
    for node in fields.list("variables") {
      guard var one = PackFields(node, "Biến", findings) else { continue }
      let id = one.text("id", isRequired: true)
      let entity = one.text("of", isRequired: true)
      let value = expression("value", &one, isRequired: true)
      let name = one.text("name")
      if let id, let entity, let value {
        append(Variable(id: id, entity: entity, value: value, name: name, place: one.place))
      } else {
        findings.leaveOut(node)
      }
      one.finish()
    }
    for node in fields.list("bands") {
      if let band = band(node) { append(band) } else { findings.leaveOut(node) }
    }
    for node in fields.list("aggregates") {
      if let aggregate = aggregate(node) { append(aggregate) } else { findings.leaveOut(node) }
    }
  }

  private func band(_ node: WrittenNode) -> Band? {
    guard var fields = PackFields(node, "Khung điểm", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true)
    let entity = fields.text("of", isRequired: true)
    let value = expression("value", &fields, isRequired: true)
    let scale = fields.text("scale")
    let ends = fields.words("range")?.compactMap { Ratio($0.word) }
    let name = fields.text("name")
    let source = source(&fields)
    var pieces: [Band.Piece] = []
    var isWhole = true
    if let to = fields.fields("to") {
      let entries = to.entries()
      pieces = entries.compactMap { piece($0.name, $0.value) }
      // With a piece missing the others would be told to leave a gap.
      isWhole = pieces.count == entries.count
    } else {
      fields.missing("to")
    }
    guard let ends, ends.count == 2, ends[0] <= ends[1] else {
      findings.add(
        .badRange, at: fields.place, "Khung điểm cần `range: [thấp, cao]`.",
        "Ghi khoảng mà các bậc phải phủ kín.")
      return nil
    }
    guard let id, let entity, let value, isWhole else { return nil }
    return Band(
      id: id, entity: entity, value: value, scale: scale, low: ends[0], high: ends[1], pieces: pieces,
      name: name,
      source: source, place: fields.place)
  }

  /// `[90, 100]`, `[70, 90)`, `(0, 50]`.
  private func piece(_ grade: String, _ node: WrittenNode) -> Band.Piece? {
    let text = (node.word ?? "").filter { $0 != " " }
    let body = text.dropFirst().dropLast().split(separator: ",").compactMap { Ratio($0) }
    guard let open = text.unicodeScalars.first, let close = text.unicodeScalars.last,
      open == "[" || open == "(",
      close == "]" || close == ")", body.count == 2, body[0] <= body[1]
    else {
      findings.add(
        .badRange, at: node.place, "Bậc `\(grade)` không đọc được: `\(text)`.",
        "Viết như \"[70, 90)\", trong ngoặc kép.")
      return nil
    }
    return Band.Piece(
      grade: grade, low: body[0], high: body[1], includesLow: open == "[", includesHigh: close == "]",
      place: node.place)
  }

  /// A key that means nothing beside this kind would be ignored without a word.
  private func refuseUnread(_ kind: Aggregate.Kind, _ fields: inout PackFields) {
    let isSum = kind == .mean || kind == .sum
    var unread = isSum ? [] : ["value", "points"]
    if isSum, fields.has("points") { unread += ["where", "value"] }
    if kind != .share { unread.append("base") }
    if !isSum { unread += ["scale", "rounding"] }
    if !fields.has("points") { unread.append("decision") }
    for key in unread where fields.has(key) {
      findings.add(
        .wrongShape, at: fields.keyPlace(key),
        "`\(key)` không có nghĩa gì bên cạnh `\(kind.rawValue)`\(isSum && fields.has("points") ? " với `points`" : "").",
        "Bỏ `\(key)`, hoặc chọn cách tổng hợp khác.")
    }
  }

  private func aggregate(_ node: WrittenNode) -> Aggregate? {
    guard var fields = PackFields(node, "Số tổng hợp", findings) else { return nil }
    defer { fields.finish() }
    let kinds = Aggregate.Kind.allCases.filter { fields.has($0.rawValue) }
    let id = fields.text("id", isRequired: true)
    let entity = fields.text("of", isRequired: true)
    for kind in kinds { _ = fields.node(kind.rawValue) }
    let condition = expression("where", &fields)
    let base = fields.text("base")
    let value = expression("value", &fields)
    let decision = fields.text("decision")
    var points: [(String, Int, Place)] = []
    if let list = fields.fields("points") {
      for entry in list.entries() {
        if let word = entry.value.word, let number = Int(word), number.magnitude <= 1_000_000 {
          points.append((entry.name, number, entry.place))
        } else {
          findings.add(
            .badNumber, at: entry.value.place, "Điểm của `\(entry.name)` không phải số nguyên.",
            "Viết một số nguyên.")
        }
      }
    }
    let scale = fields.whole("scale", in: 1...1_000_000_000) ?? 1
    let rounding = fields.choice("rounding", Rounding.self)
    let name = fields.text("name")
    let source = source(&fields)
    guard let kind = kinds.first, kinds.count == 1 else {
      findings.add(
        .missingKey, at: fields.place, "Số tổng hợp cần đúng một trong: count, share, mean, sum, any, all.",
        "Ghi thí dụ `count: member`.")
      return nil
    }
    refuseUnread(kind, &fields)
    guard let id, let entity, let part = fields.text(kind.rawValue) else { return nil }
    return Aggregate(
      id: id, entity: entity, kind: kind, part: part, condition: condition, base: base,
      basePlace: fields.keyPlace("base"),
      value: value, points: points.map { (grade: $0.0, points: $0.1, place: $0.2) }, decision: decision,
      scale: min(max(scale, 1), 1_000_000_000), rounding: rounding, name: name, source: source,
      place: fields.place)
  }
}
