import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// One provision as a form.
  func guidanceDraftPiece() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    let place = try found(PackPath(query["cho"]))
    return try await piecePage(try reading(draft), place, FormTrouble())
  }

  /// - Parameter seen: what stood there when the form was filled in, where that is not what stands there now.
  func piecePage(
    _ reading: GuidanceDraftReading, _ place: PackPath, _ trouble: FormTrouble, typed: [String: String] = [:],
    isOutdated: Bool = false
  ) async throws -> Answer {
    guard let tree = reading.tree else {
      return .redirect("\(DraftPath.draft(reading.draft.id))/toan-van")
    }
    guard tree.value[place] != nil else { return try await lostPiece(reading, trouble, typed) }
    let page = GuidanceDraftPiecePage(
      reading: reading, tree: tree, place: place, trouble: trouble, typed: typed, isOutdated: isOutdated,
      mayEdit: try await mayEdit(reading.draft), csrf: csrf, effect: try await draftEffect(reading))
    var shell = try await shell(
      page.title, breadcrumbs: draftCrumbs(reading.draft), styles: Self.draftStyles, body: page.html)
    shell.scripts = ["/scripts/draft.js"]
    return .page(shell)
  }

  /// The provision is gone; what was typed is shown to be kept elsewhere.
  private func lostPiece(_ reading: GuidanceDraftReading, _ trouble: FormTrouble, _ typed: [String: String])
    async throws -> Answer
  {
    guard !typed.isEmpty else { throw RightsRefusal.notFound }
    let lines = typed.sorted { $0.key < $1.key }.map { $0.value }.filter { !$0.isEmpty }
    return try await page(
      "Mục này không còn", breadcrumbs: draftCrumbs(reading.draft), styles: Self.draftStyles,
      body: """
        \(PageHeading("Mục này không còn trong dự thảo", kind: "Dự thảo"))
        \(trouble.summary)
        \(Section("Chữ đã gõ", body: "<p>Người khác đã bỏ mục này. Chép lại phần cần giữ:</p><ul>\(each: lines, { "<li>\($0)</li>" })</ul>"))
        """)
  }
}

struct GuidanceDraftPiecePage {
  let reading: GuidanceDraftReading
  let tree: PackTree
  let place: PackPath
  let trouble: FormTrouble
  let typed: [String: String]
  let isOutdated: Bool
  let mayEdit: Bool
  let csrf: String
  /// What the draft does on a year's records; nil for whoever may not look at them.
  var effect: DraftEffect?

  private var draft: GuidanceDraft { reading.draft }
  private var words: DraftWords {
    DraftWords(value: tree.value, document: reading.program.map { PackDocument($0) })
  }

  var title: String {
    if place.description == "parameters" { return "Bảng tham số" }
    let words = words.words(place)
    let kind = PieceShape.of(place)?.title ?? "Mục"
    let name = words.id ?? (words.title.utf8.starts(with: "→".utf8) ? "" : words.title)
    return name == kind ? kind : "\(kind) \(name)"
  }

  private var action: String { "\(DraftPath.draft(draft.id))/sua" }
  private var back: String { DraftPath.place(draft.id, place, in: tree.value) }

  var html: HTML {
    """
    \(PageHeading(title, kind: "Sửa dự thảo", lede: "Bản <span data-draft-version>\(draft.version.number)</span>. Mỗi lần ghi là một bản mới; bản cũ vẫn lấy lại được.", actions: "\(ButtonLink("Về dự thảo", back))"))
    \(trouble.summary)
    \(when: !draft.isOpen, Notice(.info, "Dự thảo đã thôi soạn: chỉ xem, không ghi được.").html)
    \(when: !beside.isEmpty, "<p class=\"draft-down\"><a href=\"#ben-canh\">Xem điều khoản và bản gốc</a></p>")
    \(when: isTable, beside)<div class="draft-sheet\(when: isTable || beside.isEmpty, " is-wide")"><div>
    \(general)
    \(Form(action: action, csrf: csrf, label: title, body: form))
    \(when: mayEdit, whole)
    </div>\(when: !isTable, beside)</div>
    \(DraftNames(value: tree.value).lists)
    """
  }

  /// The table of all parameters takes the whole width; what it does stands above it.
  private var isTable: Bool { place.description == "parameters" }

  /// Findings that stand in no field of the form.
  private var general: HTML {
    let fields = reading.findings.filter { $0.path.isWithin(place) && fieldPath(of: $0.path) == nil }
    let atField = DraftFields.missingValue(of: place, in: reading)
    let own = (place.steps.isEmpty ? reading.findings.filter { $0.path.steps.isEmpty } : fields).filter {
      $0.finding != atField
    }
    return own.isEmpty ? "" : FindingList(own.map(\.finding), speech: DraftSpeech(tree.value)).html
  }

  private func fieldPath(of path: PackPath) -> PieceShape.Field? {
    guard path.steps.count > place.steps.count else { return nil }
    return PieceShape.field(at: path) ?? PieceShape.field(at: path.parent)
      ?? PieceShape.field(at: path.parent.parent)
  }

  private var form: HTML {
    let said = words.words(place)
    let fields = DraftFields(
      reading: reading, tree: tree, place: place, typed: typed, isOutdated: isOutdated,
      lines: said.isRun ? said.lines : [], trouble: trouble)
    return """
      \(HiddenField("cho", place.description))\(HiddenField("ban", "\(draft.latest)"))
      <div class="draft-form" data-autosave="\(action)" data-place="\("\(draft.id)/\(place)")">
      \(body(fields))
      </div>
      \(when: mayEdit, Actions("\(Submit("Ghi"))\(ButtonLink("Về dự thảo", back, kind: .quiet))<span class=\"draft-status\" role=\"status\" data-draft-status></span>").html)
      """
  }

  private func body(_ fields: DraftFields) -> HTML {
    if place.description == "parameters" { return ParameterTable(fields: fields).html }
    guard let shape = PieceShape.of(place), case .map = tree.value[place] else {
      return fields.asText(place, label: title)
    }
    return """
      \(each: shape.fields.filter { !isAside($0) }, { fields.field($0) })
      \(undecided(fields, shape))
      \(each: fields.others(shape), { $0 })
      \(when: isDecision, RuleOrder(reading: reading, tree: tree, decision: place).html)
      """
  }

  /// What is asked only where people have to decide stands apart, open where it is used.
  private func isAside(_ field: PieceShape.Field) -> Bool {
    isRule && ["between", "by", "question"].contains(field.path)
  }

  private func undecided(_ fields: DraftFields, _ shape: PieceShape) -> HTML {
    let aside = shape.fields.filter { isAside($0) }
    guard !aside.isEmpty else { return "" }
    let isUsed =
      tree.value[place]?["then"]?.word == "undecided"
      || aside.contains { tree.value[place]?[$0.path] != nil }
    return """
      <details class="more"\(when: isUsed, " open")><summary>Khi cần quyết định: giữa các mức nào, ai quyết định</summary>
      \(each: aside, { fields.field($0) })</details>
      """
  }

  private var isRule: Bool { place.steps.first == .key("decisions") && place.steps.count == 4 }

  private var isDecision: Bool {
    place.steps.first == .key("decisions") && place.steps.count == 2
  }

  /// What is done with the provision as a whole.
  private var whole: HTML {
    let change = reading.change(place)
    let isItem = PieceShape.of(place)?.isItem ?? false
    let canRestore = change == .changed && !place.steps.isEmpty
    guard isItem || canRestore || tree.piece(place) != nil else { return "" }
    return """
      \(when: canRestore || isItem, wholeForm(canRestore, isItem))
      \(when: !place.steps.isEmpty && PieceShape.of(place) != nil, asWritten)
      """
  }

  private func wholeForm(_ canRestore: Bool, _ isItem: Bool) -> HTML {
    Form(
      action: action, csrf: csrf,
      body: """
        \(HiddenField("cho", place.description))\(HiddenField("ban", "\(draft.latest)"))
        \(Actions("\(when: canRestore, Submit("Trả về như hướng dẫn gốc", kind: .secondary, name: "viec", value: "tra-ve", confirm: "Trả mục này về như hướng dẫn gốc?").html)\(when: isItem, Submit("Bỏ mục này", kind: .destructive, name: "viec", value: "bo", confirm: "Bỏ mục này khỏi dự thảo? Bản trước vẫn lấy lại được.").html)"))
        """
    ).html
  }

  /// The provision as it is written, for what no field asks for.
  private var asWritten: HTML {
    """
    <details class="more"><summary>Sửa bằng chữ</summary>
    \(Form(action: action, csrf: csrf, body: """
      \(HiddenField("cho", place.description))\(HiddenField("ban", "\(draft.latest)"))
      \(TextArea("t:", label: "Mục này như viết trong tệp", value: typed["t:"] ?? tree.piece(place) ?? "", rows: 14, hint: "Theo cách viết của docs/rule-packs.md. Chỉ đổi được mục này."))
      \(Actions("\(Submit("Ghi", kind: .secondary))"))
      """))</details>
    """
  }

  private var beside: HTML {
    guard PieceShape.of(place) != nil, !place.steps.isEmpty else {
      return effect.map {
        "<div class=\"draft-beside\(when: isTable, " is-above")\" id=\"ben-canh\">\($0)</div>"
      } ?? ""
    }
    let view = DraftPieceView(reading: reading, value: tree.value, mayEdit: mayEdit, csrf: csrf)
    let id = tree.value[place]?["article"]?.word
    let words = words.words(place)
    return """
      <div class="draft-beside" id="ben-canh">
      \(effect?.html ?? "")
      \(when: !words.lines.isEmpty, "<section class=\"draft-reading\"><h4>Đọc thành lời</h4><p>\(words.title)</p><ul>\(each: words.lines, { "<li>\($0)</li>" })</ul></section>")
      \(id.flatMap { view.article($0) }.map { view.beside($0) } ?? "")
      \(when: reading.change(place) == .changed, view.before(place))
      </div>
      """
  }
}

/// The rules of a decision in the order they are tried.
struct RuleOrder: Piece {
  let reading: GuidanceDraftReading
  let tree: PackTree
  let decision: PackPath

  var html: HTML {
    let list = decision.key("rules")
    let rules = tree.value[list]?.items ?? []
    let words = DraftWords(value: tree.value, document: reading.program.map { PackDocument($0) })
    return Table(
      "Thứ tự quy tắc", isCaptionSeen: true,
      columns: [.init("Quy tắc"), .init("Kết quả"), .init("Khi"), .init("Đổi chỗ")],
      rows: rules.indices.map { n in
        let path = list.item(n)
        let said = words.words(path)
        return Table.Row([
          "<a\(href: DraftPath.edit(reading.draft.id, path))>\(said.id ?? "?")</a>", "\(said.title)",
          "\(said.lines.joined(separator: "; "))",
          "\(when: n > 0, Submit("Lên", kind: .quiet, name: "viec", value: "len:rules/\(n)").html)\(when: n + 1 < rules.count, Submit("Xuống", kind: .quiet, name: "viec", value: "xuong:rules/\(n)").html)",
        ])
      }
    ).html
  }
}

/// All parameters in one table.
struct ParameterTable: Piece {
  let fields: DraftFields

  var html: HTML {
    let entries = fields.tree.value[fields.place]?.entries ?? []
    return Table(
      "Tham số",
      columns: [.init("Tham số"), .init("Giá trị"), .init("Đơn vị"), .init("Căn cứ"), .init("Chắc chắn")],
      rows: entries.map { entry in
        let path = PackPath([.key(entry.key)])
        let isDated = entry.value["values"] != nil
        return Table.Row([
          "<a\(href: DraftPath.edit(fields.reading.draft.id, fields.place.key(entry.key)))>\(entry.value["name"]?.word ?? entry.key)</a> <span class=\"hint\">\(entry.key)</span>",
          isDated
            ? "theo ngày: \(DraftWords.text(entry.value["values"] ?? .word("")))"
            : fields.cell(path.key("value"), label: "Giá trị của \(entry.key)", css: "width-short"),
          fields.unitCell(path.key("unit"), label: "Đơn vị của \(entry.key)"),
          fields.cell(path.key("cite"), label: "Căn cứ của \(entry.key)", css: "width-medium"),
          fields.certaintyCell(path.key("certainty"), label: "Độ chắc chắn của \(entry.key)"),
        ])
      }
    ).html
  }
}
