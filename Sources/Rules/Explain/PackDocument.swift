import Basics

/// PackDocument — bộ quy tắc đọc như hướng dẫn: every part of a pack in plain Vietnamese, as sections that a page, a print or the
/// terminal lay out in their own way.
public struct PackDocument: Sendable {
  public struct Section: Sendable {
    public var title: String
    public var items: [Item]
    /// Whether people cite the items by their ids: rules, quotas, forms.
    public var isCited = false
  }

  /// One provision: what it says, where it stands in law, how sure that is.
  public struct Item: Sendable {
    public var id: String
    public var title: String
    public var lines: [String]
    public var cite: String?
    public var article: String?
    public var certainty: Certainty?
    public var zone: String?
    public var note: String?
  }

  public var title: String
  public var identity: [(String, String)]
  public var sections: [Section]
  public var articles: [Pack.Article]

  public init(_ program: Program) {
    let writer = PackDocumentWriter(program: program)
    (title, identity, sections, articles) = (
      program.pack.title, writer.identity(), writer.sections(), program.pack.articles
    )
  }

  /// As Markdown, for the terminal and for a file.
  public var markdown: String {
    var out = "# \(title)\n\n"
    for (name, value) in identity { out += "- \(name): \(value)\n" }
    for section in sections where !section.items.isEmpty {
      out += "\n## \(section.title)\n"
      for item in section.items {
        out += "\n**\(item.id)** \(item.title)".trimmingSuffix(" ") + marks(item) + "\n"
        for line in item.lines { out += "- \(line)\n" }
        if let note = item.note { out += "- _\(note)_\n" }
      }
    }
    return out
  }

  private func marks(_ item: Item) -> String {
    var marks: [String] = []
    if let cite = item.cite { marks.append(cite) }
    if let certainty = item.certainty, certainty != .a { marks.append(certainty.vietnamese) }
    if let zone = item.zone { marks.append("\(zone): chưa có quy định") }
    return marks.isEmpty ? "" : " (" + marks.joined(separator: "; ") + ")"
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}

extension Certainty {
  /// What the letter means, as screens say it.
  public var vietnamese: String {
    switch self {
    case .a: "đã thấy văn bản"
    case .b: "theo nguồn thứ cấp"
    case .c: "theo trí nhớ, chưa kiểm tra"
    case .d: "suy ra"
    case .l: "quy định riêng của địa phương"
    case .n: "chưa thấy quy định"
    }
  }
}

extension PackDocument {
  /// What a count counts, in plain Vietnamese.
  static func text(_ aggregate: Aggregate, _ program: Program) -> String {
    let pack = program.pack
    let wording = Wording(program: program, entity: aggregate.part, isOfAnyYear: true)
    let part = pack.entities.first { $0.id == aggregate.part }?.name ?? aggregate.part
    var text =
      switch aggregate.kind {
      case .count: "số \(part)"
      case .share: "tỷ lệ \(part)"
      case .mean: "trung bình theo \(part)"
      case .sum: "tổng theo \(part)"
      case .any: "có \(part)"
      case .all: "mọi \(part)"
      }
    if let condition = aggregate.condition { text += " mà " + wording.text(condition) }
    if let base = aggregate.base { text += ", trên \(pack.aggregates.first { $0.id == base }?.name ?? base)" }
    if let value = aggregate.value { text += ", lấy \(wording.text(value))" }
    let scale = aggregate.decision.flatMap { pack.decision($0) }?.scale
    let points = aggregate.points.map { "\(pack.gradeName($0.grade, scale: scale)) \($0.points)" }
    if !points.isEmpty { text += "; điểm: " + points.joined(separator: ", ") }
    if aggregate.scale > 1 { text += "; nhân \(aggregate.scale)" }
    if let rounding = aggregate.rounding { text += "; \(rounding.vietnamese)" }
    return text
  }
}

private struct PackDocumentWriter {
  let program: Program
  var pack: Pack { program.pack }

  func identity() -> [(String, String)] {
    var rows = [("Mã", pack.name), ("Tình trạng", status)]
    if let day = pack.issuedOn { rows.append(("Ban hành", day.vietnamese)) }
    rows.append(
      ("Hiệu lực", "từ \(pack.validFrom.vietnamese)" + (pack.validTo.map { " đến \($0.vietnamese)" } ?? "")))
    rows.append(
      (
        "Dùng cho các năm",
        "từ \(pack.rounds.from)" + (pack.rounds.to.map { " đến \($0)" } ?? "")
          + (pack.rounds.period == .quarter ? ", từng quý" : "")
      ))
    if let amends = pack.amends { rows.append(("Thay", amends)) }
    for basis in pack.basis {
      rows.append(
        (
          "Căn cứ",
          [basis.document, basis.issuedOn?.vietnamese, basis.title].compactMap { $0 }.joined(separator: ", ")
        ))
    }
    rows.append(("Chắc chắn", pack.certainty.vietnamese))
    return rows
  }

  private var status: String {
    switch pack.status {
    case .draft: "dự thảo"
    case .inForce: "đang hiệu lực"
    case .repealed: "hết hiệu lực"
    }
  }

  func sections() -> [PackDocument.Section] {
    [
      .init(title: "Các mức", items: scales()), .init(title: "Tham số", items: parameters()),
      .init(title: "Khung điểm", items: bands()),
      .init(title: "Số tổng hợp", items: counts()),
    ]
      + pack.decisions.enumerated().map {
        .init(title: $0.element.name, items: rules($0.offset), isCited: true)
      } + [
        .init(title: "Tỷ lệ khống chế", items: quotas(), isCited: true),
        .init(title: "Số phiếu cần", items: majorities()), .init(title: "Trình tự", items: stages()),
        .init(title: "Mẫu", items: forms(), isCited: true),
        .init(title: "Chỗ chưa có quy định", items: zones(), isCited: true),
        .init(title: "Được quyết định riêng", items: local()),
        .init(title: "Để người xét", items: limits()), .init(title: "Dữ kiện phải có", items: facts()),
      ]
  }

  private func scales() -> [PackDocument.Item] {
    pack.scales.map {
      .init(
        id: $0.id == "scale" ? "Thang" : $0.id, title: $0.grades.map(\.name).joined(separator: " · "),
        lines: [])
    }
  }

  private func parameters() -> [PackDocument.Item] {
    pack.parameters.map { parameter in
      let values = parameter.values.map { value in
        (parameter.values.count > 1 && value.from != .beginningOfTime ? "từ \(value.from.vietnamese): " : "")
          + parameter.text(value)
      }
      return item(
        parameter.id, "\(parameter.name ?? parameter.id): \(values.joined(separator: "; "))", [],
        parameter.source)
    }
  }

  private func bands() -> [PackDocument.Item] {
    pack.bands.map { band in
      let pieces = band.pieces.map { "\(pack.gradeName($0.grade, scale: band.scale)): \($0.text)" }
      return item(band.id, titled(band.name ?? band.id, band.entity), pieces, band.source)
    }
  }

  private func counts() -> [PackDocument.Item] {
    pack.aggregates.map { aggregate in
      item(
        aggregate.id, titled(aggregate.name ?? aggregate.id, aggregate.entity),
        [PackDocument.text(aggregate, program)], aggregate.source)
    }
  }

  private func rules(_ n: Int) -> [PackDocument.Item] {
    let decision = pack.decisions[n]
    let wording = Wording(program: program, entity: decision.entity, isOfAnyYear: true)
    return decision.rules.map { rule in
      var lines = rule.conditions.map { wording.text($0) }
      if !rule.alternatives.isEmpty {
        lines.append("một trong: " + rule.alternatives.map { wording.text($0) }.joined(separator: "; "))
      }
      if lines.isEmpty { lines = ["mọi trường hợp còn lại"] }
      var title = "→ "
      switch rule.outcome {
      case .grade(let id): title += pack.gradeName(id, scale: decision.scale)
      case .undecided(let between, let by, let question):
        title += "Cần quyết định"
        if !between.isEmpty {
          title += " giữa " + between.map { pack.gradeName($0, scale: decision.scale) }.spoken
        }
        if let by { lines.append("Người quyết định: \(by)") }
        if let question { lines.append(question) }
      }
      if let target = rule.exceptTo { lines.append("ngoại lệ của \(target)") }
      return item(rule.id, title, lines, rule.source)
    }
  }

  private func quotas() -> [PackDocument.Item] {
    pack.quotas.map { quota in
      let scale = pack.decision(quota.decision)?.scale
      let names = quota.of.map { pack.gradeName($0, scale: scale) }.joined(separator: " và ")
      let scopes = quota.scope.map { word in
        pack.entities.first { $0.id == word.word }?.name ?? pack.facts.first { $0.id == word.word }?.name
          ?? word.word
      }
      return item(
        quota.id,
        "\(quota.name ?? pack.gradeName(quota.grade, scale: scale)): không quá \(quota.percentText(program)) số \(names)",
        [
          "tính theo: \(scopes.joined(separator: ", "))",
          quota.counted == .before ? "số làm gốc tính trước khi cắt" : "số làm gốc tính sau khi cắt",
          "làm tròn: \(Self.rounding(quota.rounding)); ít nhất: \(quota.minimum)",
          quota.ties == .undecided
            ? "bằng nhau ở vạch: người quyết định chọn" : "bằng nhau ở vạch: theo khóa cuối cùng",
          "người vượt tỷ lệ: \(pack.gradeName(quota.demoteTo, scale: scale))",
        ], quota.source)
    }
  }

  private static func rounding(_ rounding: Rounding) -> String {
    switch rounding {
    case .down: "xuống"
    case .up: "lên"
    case .halfUp: "nửa thì lên"
    case .halfDown: "nửa thì xuống"
    }
  }

  private func majorities() -> [PackDocument.Item] {
    pack.majorities.map { majority in
      let of =
        switch majority.of {
        case .entitled: "người có quyền"
        case .convened: "người được triệu tập"
        case .present: "người có mặt"
        case .valid: "phiếu hợp lệ"
        }
      return item(
        majority.id,
        "\(majority.purpose ?? ""): \(majority.isStrict ? "trên" : "ít nhất") \(majority.share) số \(of)",
        majority.isSecret == true ? ["bỏ phiếu kín"] : [], majority.source)
    }
  }

  private func stages() -> [PackDocument.Item] {
    pack.procedure.stages.map { stage in
      var lines: [String] = []
      if let actor = stage.actor { lines.append(actor) }
      switch stage.due {
      case .before(let month, let day, let isNextYear):
        lines.append("trước ngày \(day)/\(month)" + (isNextYear ? " năm sau" : ""))
      case .days(let days, let isWorking, let before, let after):
        lines.append(
          "\(days) ngày\(isWorking ? " làm việc" : "") "
            + (before.map { "trước bước \($0)" } ?? after.map { "sau bước \($0)" } ?? ""))
      case nil: break
      }
      return item(stage.id, stage.name, lines, stage.source)
    }
  }

  private func forms() -> [PackDocument.Item] {
    pack.forms.map { item($0.code, $0.name, [$0.purpose].compactMap { $0 }, $0.source) }
  }

  private func zones() -> [PackDocument.Item] {
    pack.defaults.map {
      .init(
        id: $0.id, title: $0.title,
        lines: [$0.usual.map { "Đang dùng: \($0)" }, $0.reason].compactMap { $0 }, cite: $0.cite)
    }
  }

  private func local() -> [PackDocument.Item] {
    pack.local.map {
      .init(
        id: $0.path, title: "",
        lines: $0.choices.isEmpty ? [] : ["chọn trong: \($0.choices.joined(separator: ", "))"])
    }
  }

  private func limits() -> [PackDocument.Item] {
    pack.untranslatable.map {
      .init(id: "–", title: $0.construct, lines: [$0.reason, $0.excerpt].compactMap { $0 }, cite: $0.cite)
    }
  }

  private func facts() -> [PackDocument.Item] {
    pack.facts.map { fact in
      var lines = [fact.question, fact.evidence.map { "Chứng minh bằng: \($0)" }].compactMap { $0 }
      if let missing = fact.missing { lines.append("để trống nghĩa là: \(fact.text(missing))") }
      return .init(id: fact.id, title: titled(fact.name, fact.entity), lines: lines)
    }
  }

  /// Many guidances ask the same of people and of organisations: each says of whom it speaks.
  private func titled(_ name: String, _ entity: String) -> String {
    "\(name) (\(pack.entities.first { $0.id == entity }?.name ?? entity))"
  }

  private func item(_ id: String, _ title: String, _ lines: [String], _ source: Source) -> PackDocument.Item {
    .init(
      id: id, title: title, lines: lines, cite: source.cite, article: source.article,
      certainty: source.certainty, zone: source.zone, note: source.note)
  }
}
