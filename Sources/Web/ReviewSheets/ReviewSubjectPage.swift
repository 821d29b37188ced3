import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// One subject of a sheet: its facts, its grade with the reasons, the decision.
  func reviewSubject(_ key: ReviewSheet.SubjectKey, _ trouble: FormTrouble) async throws -> Answer {
    let year = try reviewYear
    let sheet = try await reviewSheet(for: key, year: year)
    guard let explanation = sheet.explain(key, sheet.examination()) else { throw ReviewRefusal.notInSheet }
    let decided = key.entity == "collective" ? nil : sheet.decided[key.subject]
    let system = system
    let derivation = try await system.read { session throws in
      try decided.flatMap { try session.derivation(of: $0.id) }
    }
    if case .member(let member) = key.subject {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    let name = Self.name(key, in: sheet)
    let base = sheet.base
    let seesBase = try await rights(on: base.organisation).contains(.recordGradings)
    let trail =
      seesBase
      ? [
        Link(base.name, "/to-chuc/\(base.organisation)"),
        Link("Kiểm điểm, xếp loại năm \(year)", "/to-chuc/\(base.organisation)/kiem-diem?nam=\(year)"),
      ] : []
    return try await page(
      "\(name): xếp loại năm \(year)",
      breadcrumbs: trail,
      styles: ["/styles/guidances.css"],
      body: ReviewSubjectPage(
        visit: self, key: key, name: name, sheet: sheet, explanation: explanation, decided: decided,
        derivation: derivation, trouble: trouble
      ).html)
  }

  private static func name(_ key: ReviewSheet.SubjectKey, in sheet: ReviewSheet) -> String {
    switch key.subject {
    case .member(let id): return sheet.members.first { $0.member == id }?.person.name ?? ""
    case .organisation(let id):
      if key.entity == "collective", let body = sheet.collectives.first(where: { $0.organisation == id }) {
        return ReviewSheetIndexPage.title(body)
      }
      return id == sheet.base.organisation
        ? sheet.base.name : sheet.cells.first { $0.organisation == id }?.name ?? ""
    }
  }
}

struct ReviewSubjectPage: Piece {
  var visit: Visit
  var key: ReviewSheet.SubjectKey
  var name: String
  var sheet: ReviewSheet
  var explanation: Explanation
  var decided: Grading?
  var derivation: GradingDerivation?
  var trouble: FormTrouble

  private var action: String {
    switch key.subject {
    case .organisation(let id): "/to-chuc/\(id)/kiem-diem"
    case .member(let id): "/dang-vien/\(id)/kiem-diem"
    }
  }

  var html: HTML {
    """
    \(PageHeading(name, kind: "Kiểm điểm, xếp loại năm \(sheet.year)", lede: "Theo <a\(href: "/huong-dan-xep-loai/\(sheet.guidance.name)")>\(sheet.guidance.pack.title)</a>."))
    \(trouble.summary)
    \(VerdictPanel(explanation: explanation))
    \(decidedNote)
    \(Section("Vì sao", id: "vi-sao", body: ExplanationView(explanation: explanation).html))
    \(decided == nil ? Section("Dữ kiện", id: "du-kien", note: "Mỗi dữ kiện kèm văn bản chứng minh; để trống nếu chưa có.", body: facts).html : "")
    \(decided == nil && key.entity != "collective" ? Section("Quyết định", id: "quyet-dinh", body: decision).html : "")
    """
  }

  private var decidedNote: HTML {
    guard let decided else { return "" }
    let grade = sheet.guidance.pack.gradeName(decided.grade)
    return """
      \(Notice(.done, "Đã quyết định: \(grade), ngày \(decided.gradedOn.vietnamese)."))
      \(derivation.map { kept in
        "<details class=\"more\"><summary>Căn cứ lúc quyết định</summary><p class=\"hint\">\(kept.pack), \(kept.engine); mã dữ kiện \(kept.factsHash.prefix(12)).\(when: !kept.reason.isEmpty, " Lý do: \(kept.reason)")</p><pre>\(kept.explanation)</pre></details>" as HTML
      } ?? "<p class=\"hint\">Ghi từ quyết định trên giấy, không có phần tính.</p>")
      """
  }

  // MARK: - facts

  private var facts: HTML {
    let asked = sheet.guidance.pack.facts.filter { $0.entity == key.entity }
    let known = Dictionary(
      sheet.facts[key, default: []].map { ($0.fact, $0) }, uniquingKeysWith: { a, _ in a })
    return Form(
      action: key.entity == "member" ? action : "\(action)/du-kien", csrf: visit.csrf,
      draft: "kiem-diem-\(key.entity)-\(sheet.year)",
      body: """
        \(HiddenField("nam", "\(sheet.year)"))\(HiddenField("loai", key.entity))
        <div class="fact-fields">\(each: asked, { field($0, known[$0.id]) })</div>
        \(Actions("\(Submit("Ghi dữ kiện và tính lại"))"))
        """
    ).html
  }

  private func field(_ fact: Rules.Fact, _ known: ReviewFact?) -> HTML {
    let input = "du-kien-\(fact.id)"
    let typed = visit.form.has(input) ? visit.form[input] : known.map { shown(fact, $0.value) } ?? ""
    let proof =
      visit.form.has("van-ban-\(fact.id)") ? visit.form["van-ban-\(fact.id)"] : known?.evidence ?? ""
    let hint = [fact.question == fact.name ? nil : fact.question, supplied(fact)].compactMap { $0 }.joined(
      separator: " ")
    let answer: HTML =
      switch fact.kind {
      case .boolean:
        Select(
          input, label: fact.name, choices: [Choice("1", "Có"), Choice("0", "Không")], selected: typed,
          placeholder: "— chưa ghi —", hint: hint
        ).html
      case .choice(let values):
        Select(
          input, label: fact.name, choices: values.map { Choice($0.id, $0.name) }, selected: typed,
          placeholder: "— chưa ghi —", hint: hint
        ).html
      case .day: DayField(input, label: fact.name, value: typed, hint: hint).html
      case .number(_, let isPercent):
        TextField(
          input, label: fact.name + (isPercent ? " (%)" : ""), value: typed, width: .short,
          hint: hint + range(fact), maximumLength: 20
        ).html
      }
    return """
      <div>\(answer)
      \(TextField("van-ban-\(fact.id)", label: "Chứng minh bằng", value: proof, width: .full, hint: fact.evidence, maximumLength: 300))</div>

      """
  }

  private func shown(_ fact: Rules.Fact, _ value: String) -> String {
    if case .day = fact.kind { return Day(iso: value)?.vietnamese ?? value }
    return value
  }

  private func supplied(_ fact: Rules.Fact) -> String? {
    guard sheet.facts[key]?.contains(where: { $0.fact == fact.id }) != true, let row = sheet.row(key),
      let raw = sheet.snapshot.tables[key.entity]?.columns[fact.id]?[row]
    else { return nil }
    return "Sổ đang có: \(fact.text(raw))."
  }

  private func range(_ fact: Rules.Fact) -> String {
    fact.range.map { " Từ \(fact.text($0.lowerBound)) đến \(fact.text($0.upperBound))." } ?? ""
  }

  // MARK: - decision

  private var decision: HTML {
    guard let pack = sheet.decision(for: key.entity) else { return "" }
    let grades = sheet.guidance.pack.scale(of: pack)?.grades ?? []
    let suggested = grades.first { $0.id == explanation.outcome }?.id
    return Form(
      action: "\(action)/quyet-dinh", csrf: visit.csrf,
      body: """
        \(HiddenField("nam", "\(sheet.year)"))\(HiddenField("loai", key.entity))
        \(Select("muc", label: "Mức được quyết định", choices: grades.map { Choice($0.id, $0.name) }, selected: visit.form.has("muc") ? visit.form["muc"] : suggested, isRequired: true))
        \(TextArea("ly-do", label: "Lý do", value: visit.form.paragraphs("ly-do"), rows: 3, hint: explanation.standing == .decided ? "Chỉ cần khi quyết định khác mức tính được." : "Cần ghi, vì quy tắc chưa tự quyết định được.", maximumLength: 1000))
        \(DayField("ngay-xep-loai", label: "Ngày xếp loại", value: visit.form["ngay-xep-loai"], error: trouble.on("ngay-xep-loai"), isRequired: true))
        \(DecisionFields(visit: visit, trouble: trouble))
        \(Actions("\(Submit("Ghi quyết định"))"))
        """
    ).html
  }
}
