import Basics
import Markup
import Reviews
import Rules

/// The fields of one provision: what stands there, what is wrong with it, what stood there in the guidance.
struct DraftFields {
  let reading: GuidanceDraftReading
  let tree: PackTree
  let place: PackPath
  /// What was typed and not taken.
  let typed: [String: String]
  let isOutdated: Bool
  /// The provision in words, a condition a line.
  let lines: [String]
  /// Why what was typed was not taken, by field.
  var trouble = FormTrouble()

  private var names: DraftNames { DraftNames(value: tree.value) }
  private var source: SourceSections { SourceSections(reading.draft.version.text.source) }

  func absolute(_ path: PackPath) -> PackPath { PackPath(place.steps + path.steps) }
  func current(_ path: PackPath) -> PackValue? { tree.value[absolute(path)] }

  func field(_ field: PieceShape.Field) -> HTML {
    guard let path = PackPath(field.path) else { return "" }
    let now = current(path)
    switch field.kind {
    case .line, .expression, .number, .day, .long, .choice, .name:
      if let now, now.word == nil { return asText(absolute(path), label: field.label) }
      return single(field, path)
    case .words:
      if let now, now.words == nil { return asText(absolute(path), label: field.label) }
      return words(field, path)
    case .conditions: return DraftConditions(fields: self, field: field, path: path).html
    case .rows(let columns): return rows(field, columns, path)
    case .pairs: return pairs(field, path)
    case .text: return asText(absolute(path), label: field.label, hint: field.hint, isNew: now == nil)
    }
  }

  // MARK: - one word

  private func single(_ field: PieceShape.Field, _ path: PackPath) -> HTML {
    let name = "o:\(path)"
    let stands = current(path)?.word ?? ""
    let value = typed[name] ?? shown(stands, field.kind)
    let error = trouble.on(name) ?? error(at: path)
    let most = DraftLimits.most(field.kind)
    let control: HTML =
      switch field.kind {
      case .long:
        TextArea(
          name, label: field.label, value: value, rows: 2, hint: field.hint, error: error, maximumLength: most
        ).html
      case .choice(let words):
        Select(
          name, label: field.label, choices: with(value, words.map { Choice($0.word, $0.title) }),
          selected: value, placeholder: "(bỏ trống)", hint: field.hint, error: error
        ).html
      case .name(let kind):
        Select(
          name, label: field.label, choices: with(value, names.choices(kind, at: place, source: source)),
          selected: value, placeholder: "(bỏ trống)", hint: field.hint, error: error
        ).html
      case .day:
        DayField(name, label: field.label, value: value, hint: field.hint, error: error).html
      default:
        TextField(
          name, label: field.label, value: value, width: width(field.kind), hint: field.hint, error: error,
          maximumLength: most
        ).html
      }
    return "\(control)\(notes(path, name, stands: shown(stands, field.kind)))"
  }

  private func width(_ kind: PieceShape.Kind) -> TextField.Width {
    switch kind {
    case .number: .short
    case .expression: .full
    default: .full
    }
  }

  /// A word that is none of the choices stays a choice: a form must not change what it cannot show.
  private func with(_ value: String, _ choices: [Choice]) -> [Choice] {
    value.isEmpty || choices.contains { $0.value == value } ? choices : choices + [Choice(value, value)]
  }

  /// Days and numbers as people write them: `66,67 %`.
  private func shown(_ word: String, _ kind: PieceShape.Kind) -> String {
    switch kind {
    case .day: Day(iso: word)?.vietnamese ?? word
    case .number: Ratio(word) == nil ? word : word.replacing(".", with: ",")
    default: word
    }
  }

  // MARK: - several

  private func words(_ field: PieceShape.Field, _ path: PackPath) -> HTML {
    let name = "l:\(path)"
    let stands = (current(path)?.words ?? []).joined(separator: "\n")
    let value = typed[name] ?? stands
    let rows = max(2, value.utf8.count { $0 == 10 } + 1)
    return """
      \(TextArea(name, label: field.label, value: value, rows: min(rows, 12), hint: field.hint ?? "Mỗi dòng một mục.", error: trouble.on(name) ?? error(at: path), maximumLength: DraftLimits.most(field.kind)))\
      \(spoken(value, field))\(notes(path, name, stands: stands))
      """
  }

  /// What the words of a list mean, where they are words of the program.
  private func spoken(_ value: String, _ field: PieceShape.Field) -> HTML {
    let lines = value.split(separator: "\n").map(String.init)
    let said = lines.map { names.spoken($0) }
    guard said != lines else { return "" }
    return "<p class=\"draft-words\">Nghĩa là: \(said.joined(separator: "; ")).</p>"
  }

  private func rows(_ field: PieceShape.Field, _ columns: [PieceShape.Field], _ path: PackPath) -> HTML {
    let now = current(path)
    var body: [HTML] = []
    if let word = now?.word, let last = columns.last {
      body.append(row([inline("o:\(path)", last.label, word)]))
    }
    for n in (now?.items ?? []).indices {
      let item = path.item(n)
      if case .map = current(item) {
        body.append(
          row(
            columns.compactMap { column in
              PackPath(column.path).map { part in
                let inner = PackPath(item.steps + part.steps)
                return inline("o:\(inner)", column.label, shown(current(inner)?.word ?? "", column.kind))
              }
            }))
      } else if let word = current(item)?.word, let last = columns.last {
        body.append(row([inline("o:\(item)", last.label, word)]))
      }
    }
    body.append(row(columns.map { inline("n:\(path)/\($0.path)", $0.label, "") }, isNew: true))
    return group(field, path, body)
  }

  private func pairs(_ field: PieceShape.Field, _ path: PackPath) -> HTML {
    if let now = current(path), case .map(let entries) = now {
      guard entries.allSatisfy({ $0.value.word != nil }) else {
        return asText(absolute(path), label: field.label)
      }
      let body = entries.map { entry in
        row([inline("o:\(path.key(entry.key))", entry.key, entry.value.word ?? "")])
      }
      return group(
        field, path,
        body + [
          row(
            [inline("n:\(path)/@key", "Mã mới", ""), inline("n:\(path)/@value", "Giá trị", "")], isNew: true)
        ])
    }
    if current(path) != nil { return words(field, path) }
    return group(
      field, path,
      [row([inline("n:\(path)/@key", "Mã", ""), inline("n:\(path)/@value", "Giá trị", "")], isNew: true)])
  }

  func group(_ field: PieceShape.Field, _ path: PackPath, _ body: [HTML]) -> HTML {
    Fieldset(
      field.label, note: field.hint,
      body: "\(each: body, { $0 })\(findings(path))\(was(path))"
    ).html
  }

  private func row(_ cells: [HTML], isNew: Bool = false) -> HTML {
    "<div class=\"draft-row\(when: isNew, " is-new")\">\(each: cells, { $0 })</div>\n"
  }

  func inline(_ name: String, _ label: String, _ value: String) -> HTML {
    let wrong = trouble.on(name) ?? rowError(name)
    return """
      <label class="draft-inline"><span>\(label)</span><input type="text" name="\(name)" value="\(typed[name] ?? value)" \
      autocomplete="off" maxlength="2000"\(when: wrong != nil, " aria-invalid=\"true\"")>\(wrong.map { "<span class=\"error\">\($0)</span>" as HTML })</label>
      """
  }

  // MARK: - as text

  /// A part as it is written: for what has no form.
  func asText(_ path: PackPath, label: String, hint: String? = nil, isNew: Bool = false) -> HTML {
    let rest = PackPath(Array(path.steps.dropFirst(place.steps.count)))
    let name = "t:\(rest)"
    let piece = isNew ? "" : tree.piece(path) ?? ""
    let rows = min(max(2, piece.utf8.count { $0 == 10 } + 2), 24)
    return """
      \(TextArea(name, label: label, value: typed[name] ?? piece, rows: rows, hint: hint ?? "Như viết trong tệp, theo docs/rule-packs.md.", error: trouble.on(name) ?? error(at: rest)))\
      \(notes(rest, name, stands: piece))
      """
  }

  /// What the provision holds besides what its form asks for.
  func others(_ shape: PieceShape) -> [HTML] {
    let known = Set(shape.fields.map(\.key))
    let fixed: Set<String> = place.steps.isEmpty ? Set(tree.value.entries.map(\.key)) : ["rules"]
    return (tree.value[place]?.entries ?? []).filter { !known.contains($0.key) && !fixed.contains($0.key) }
      .map { asText(place.key($0.key), label: $0.key) }
  }

  // MARK: - cells of a table

  func cell(_ path: PackPath, label: String, css: String) -> HTML {
    let name = "o:\(path)"
    let stands = shown(current(path)?.word ?? "", PieceShape.kind(at: absolute(path)) ?? .line)
    let wrong = trouble.on(name) ?? error(at: path)
    return """
      <input type="text" class="\(css)" name="\(name)" value="\(typed[name] ?? stands)" aria-label="\(label)" \
      autocomplete="off"\(when: wrong != nil, " aria-invalid=\"true\"")>\(wrong.map { "<span class=\"error\">\($0)</span>" as HTML })\(notes(path, name, stands: stands))
      """
  }

  func certaintyCell(_ path: PackPath, label: String) -> HTML {
    choiceCell(
      path, label, Certainty.allCases.map { Choice($0.rawValue, "\($0.rawValue) · \($0.vietnamese)") })
  }

  func unitCell(_ path: PackPath, label: String) -> HTML {
    choiceCell(path, label, UnitWord.all.map { Choice($0, UnitWord.vietnamese($0)) })
  }

  private func choiceCell(_ path: PackPath, _ label: String, _ choices: [Choice]) -> HTML {
    let name = "o:\(path)"
    let value = typed[name] ?? current(path)?.word ?? ""
    return """
      <select name="\(name)" aria-label="\(label)"><option value=""></option>\(each: with(value, choices), {
        "<option value=\"\($0.value)\"\(when: $0.value == value, " selected")>\($0.title)</option>"
      })</select>\(notes(path, name, stands: current(path)?.word ?? ""))
      """
  }

  // MARK: - beside a field

  func error(at path: PackPath) -> String? {
    let found = reading.findings(in: absolute(path)).first { $0.severity == .error } ?? missing(path)
    return found.map { said($0.message) + " " + said($0.remedy) }
  }

  private func said(_ text: String) -> String { DraftSpeech(tree.value).said(text) }

  /// What is wrong in one cell of a row of its own.
  private func rowError(_ name: String) -> String? {
    guard name.utf8.starts(with: "o:".utf8), let path = PackPath(String(name.dropFirst(2))),
      path.steps.contains(where: { if case .item = $0 { true } else { false } }),
      path.steps.first != .key("when"), path.steps.first != .key("any")
    else { return nil }
    return error(at: path)
  }

  /// A value that is not there has no place of its own: it is told at its field all the same.
  private func missing(_ path: PackPath) -> PackFinding? {
    guard current(path) == nil, case .key("value") = path.last else { return nil }
    return Self.missingValue(of: absolute(path).parent, in: reading)
  }

  /// That a parameter has no value.
  static func missingValue(of piece: PackPath, in reading: GuidanceDraftReading) -> PackFinding? {
    guard piece.steps.first == .key("parameters"), piece.steps.count == 2 else { return nil }
    return reading.findings.first { $0.path == piece && $0.finding.code == .missingKey }?.finding
  }

  /// Warnings, and errors beyond the first.
  func findings(_ path: PackPath) -> HTML {
    let found = reading.findings(in: absolute(path))
    return found.isEmpty ? "" : FindingList(found, speech: DraftSpeech(tree.value)).html
  }

  func notes(_ path: PackPath, _ name: String, stands: String) -> HTML {
    let theirs: HTML =
      isOutdated && typed[name].map { $0 != stands } ?? false
      ? "<p class=\"draft-theirs\">Bản mới nhất đang ghi: \(stands.isEmpty ? "(trống)" : stands)</p>" : ""
    let warnings = reading.findings(in: absolute(path)).filter { $0.severity == .warning }
    return
      "\(theirs)\(when: !warnings.isEmpty, FindingList(warnings, speech: DraftSpeech(tree.value)).html)\(was(path))"
  }

  /// What stands there in the guidance, where it is something else.
  func was(_ path: PackPath) -> HTML {
    let absolute = absolute(path)
    guard reading.baseTree != nil, reading.change(place) != .new else { return "" }
    guard tree.value[absolute] != nil else {
      // Taken out: what the guidance has at this key of the same provision.
      guard let there = reading.basePath(place),
        let old = reading.baseTree?.value[PackPath(there.steps + path.steps)]
      else { return "" }
      return "<p class=\"draft-was\">Trong hướng dẫn gốc: \(told(old, absolute))</p>"
    }
    switch reading.change(absolute) {
    case .same: return ""
    case .new: return "<p class=\"draft-was\">Hướng dẫn gốc không có.</p>"
    case .changed:
      let old = reading.baseValue(absolute).map { told($0, absolute) } ?? ""
      return "<p class=\"draft-was\">Trong hướng dẫn gốc: \(old)</p>"
    }
  }

  private func told(_ old: PackValue, _ path: PackPath) -> String {
    DraftWords(value: reading.baseTree?.value ?? tree.value, document: nil).told(
      old, PieceShape.field(at: path))
  }
}
