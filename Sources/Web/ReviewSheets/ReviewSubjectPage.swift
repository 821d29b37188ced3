import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// One subject of a sheet: its facts, its grade with the reasons, the decision.
  func reviewSubject(_ asked: ReviewSheet.SubjectKey, _ trouble: FormTrouble) async throws -> Answer {
    let year = try reviewYear
    let sheet = try await reviewSheet(for: asked, year: year)
    let key = sheet.graded(asked)
    let examination = sheet.examination()
    guard let explanation = sheet.explain(key, examination) else { throw ReviewRefusal.notInSheet }
    let decided = key.entity == "collective" ? nil : sheet.decided[key.subject]
    let (system, today, meetings) = (system, today, try meetingRules)
    let (derivation, document, isInRound, record) = try await system.read { session throws in
      (
        try decided.flatMap { try session.derivation(of: $0.id) },
        try decided?.decision.flatMap { try session.decision($0) }?.key.citation,
        try session.isGradedInRound(key.subject, year: year),
        try session.yearRecord(of: key.subject, year: year, rules: meetings, today: today)
      )
    }
    if case .member(let member) = key.subject {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    let name = sheet.name(key)
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
        derivation: derivation, document: document, isInRound: isInRound,
        exceeded: decided != nil
          ? sheet.exceededQuotas(of: key)
          : key.entity != "collective" ? sheet.exceedableQuotas(for: key) : [],
        openParts: sheet.openParts(key, examination), yearRecord: record, trouble: trouble
      ).html)
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
  /// The paper the grade was decided by.
  var document: String?
  /// A round grades the subject: its grade is changed through the round.
  var isInRound: Bool
  /// The quotas that deciding their grade now would exceed; once it is decided, those that are exceeded with it.
  var exceeded: [QuotaStanding]
  /// What is counted for it and has no grade yet.
  var openParts: [ReviewSheet.SubjectKey]
  /// What the register knows of a member's year: tasks given, meetings attended. Whoever answers looks at it.
  var yearRecord: String
  var trouble: FormTrouble

  private var action: String {
    switch key.subject {
    case .organisation(let id): "/to-chuc/\(id)/kiem-diem"
    case .member(let id): "/dang-vien/\(id)/kiem-diem"
    }
  }

  var html: HTML {
    """
    \(PageHeading(name, kind: "\(kind) · kiểm điểm, xếp loại năm \(sheet.year)", lede: "Theo <a\(href: "/huong-dan-xep-loai/\(sheet.guidance.name)")>\(sheet.guidance.pack.title)</a>."))
    \(trouble.summary)
    \(VerdictPanel(explanation: explanation))
    \(decidedNote)
    \(Section("Vì sao", id: "vi-sao", body: "\(ExplanationView(explanation: explanation, places: places))\(decided == nil ? unfinished : "")"))
    \(decided == nil ? Section("Dữ kiện", id: "du-kien", note: "Ghi văn bản chứng minh bên mỗi dữ kiện. Dữ kiện chưa có văn bản vẫn ghi được, và được đánh dấu ở đây và trong phần giải thích.", body: facts).html : RecordedFacts(sheet: sheet, key: key).html)
    \(decided == nil && key.entity != "collective" ? Section("Quyết định", id: "quyet-dinh", body: decision).html : "")
    """
  }

  /// What sort of subject this is.
  private var kind: String {
    if key.entity == "cell", sheet.base.kind == .baseCell { return sheet.base.kind.title }
    return sheet.guidance.pack.entities.first { $0.id == key.entity }?.name ?? ""
  }

  private var decidedNote: HTML {
    guard let decided else { return "" }
    let grade = sheet.guidance.pack.gradeName(decided.grade)
    return """
      \(Notice(.done, "Đã quyết định: \(grade), ngày \(decided.gradedOn.vietnamese).", reason: document.map { "Theo \($0)." }))
      \(each: exceeded, told)
      \(derivation.map { DerivationView(visit: visit, kept: $0, name: name, record: record).html } ?? "<p class=\"hint\">Ghi từ quyết định trên giấy, không có phần tính.</p>")
      \(isInRound ? "<p class=\"hint\">Mức này thuộc một đợt kiểm điểm; sửa ở đợt ấy.</p>" : WithdrawDecidedGrade(visit: visit, action: action, key: key, year: sheet.year, grading: decided.id, trouble: trouble).html)
      """
  }

  private var record: String {
    switch key.subject {
    case .organisation(let id): "\(id.number)"
    case .member(let id): "\(id.number)"
    }
  }

  // MARK: - what is still open

  /// Its own facts stand below; what is counted over its parts is entered at each of them.
  private var places: [String: Link] {
    Dictionary(
      explanation.missing.compactMap { one in place(one).map { (one.fact, $0) } },
      uniquingKeysWith: { a, _ in a })
  }

  private func place(_ missing: Explanation.Missing) -> Link? {
    let pack = sheet.guidance.pack
    guard decided == nil else { return nil }
    if pack.facts.contains(where: { $0.id == missing.fact && $0.entity == key.entity }) {
      return Link(missing.name, "#f-du-kien-\(missing.fact)")
    }
    guard pack.aggregates.contains(where: { $0.id == missing.fact && $0.entity == key.entity }) else {
      return nil
    }
    return Link(
      "Ghi ở trang của từng chi bộ, đảng viên",
      "/to-chuc/\(sheet.base.organisation)/kiem-diem?nam=\(sheet.year)#to-chuc")
  }

  private static let mostParts = 30

  /// Beyond the fact the rules stopped at: everything nobody has answered, and whose grades are waited for.
  private var unfinished: HTML {
    guard explanation.standing == .undetermined else { return "" }
    let missing = sheet.unanswered(key).filter { fact in
      !explanation.missing.contains { $0.fact == fact.id }
    }
    let rest = openParts.count - Self.mostParts
    let told = openParts.prefix(Self.mostParts)
    return """
      \(when: !missing.isEmpty, "<p>Chưa ghi \(missing.count) dữ kiện khác, có thể sẽ cần: \(HTML.joined(missing.map { "<a href=\"#f-du-kien-\($0.id)\">\($0.name)</a>" as HTML }, separator: "; ")).</p>")
      \(when: !openParts.isEmpty, "<details class=\"more\"><summary>Chưa có mức: \(openParts.count) người, tổ chức được tính ở đây</summary><ul>\(each: Array(told), { "<li><a\(href: visit.reviewPath($0, sheet.year))>\(sheet.name($0))</a></li>" })</ul>\(when: rest > 0, "<p class=\"hint\">Và \(rest) nữa, trong danh sách của tổ chức cơ sở.</p>")</details>")
      """
  }

  // MARK: - facts

  private var facts: HTML {
    let whole = sheet.factsOfTheWhole
    return """
      \(questions(sheet.guidance.pack.facts.filter { $0.entity == key.entity }, of: key, "Ghi dữ kiện và tính lại"))
      \(when: !whole.isEmpty && key.entity == "cell", "<h3>Chung cho chi bộ và đảng viên</h3>\(questions(whole, of: .init("base", key.subject), "Ghi và tính lại"))")
      """
  }

  private func questions(_ asked: [Rules.Fact], of key: ReviewSheet.SubjectKey, _ title: String) -> HTML {
    let known = Dictionary(
      sheet.facts[key, default: []].map { ($0.fact, $0) }, uniquingKeysWith: { a, _ in a })
    // Two forms may stand here: what was typed is that of the one that was sent.
    let isSent = key.entity == "member" || visit.form["loai"] == key.entity
    return Form(
      action: key.entity == "member" ? action : "\(action)/du-kien", csrf: visit.csrf,
      draft: "kiem-diem-\(key.entity)-\(sheet.year)",
      body: """
        \(HiddenField("nam", "\(sheet.year)"))\(HiddenField("loai", key.entity))
        \(visit.keptNames(asked.map { "van-ban-\($0.id)" }))
        \(when: !yearRecord.isEmpty && key == self.key, Notice(.info, "Sổ sinh hoạt của chi bộ", reason: yearRecord.replacing("\n", with: " ")).html)
        <div class="fact-fields">\(each: asked, { field($0, known[$0.id], key, isSent) })</div>
        \(Actions("\(Submit(title))"))
        """
    ).html
  }

  private func field(
    _ fact: Rules.Fact, _ known: ReviewFact?, _ key: ReviewSheet.SubjectKey, _ isSent: Bool
  ) -> HTML {
    let input = "du-kien-\(fact.id)"
    let typed =
      isSent && visit.form.has(input) ? visit.form[input] : known.map { shown(fact, $0.value) } ?? ""
    let proof =
      isSent && visit.form.has("van-ban-\(fact.id)")
      ? visit.form["van-ban-\(fact.id)"] : known?.evidence ?? ""
    let hint = [fact.question == fact.name ? nil : fact.question, supplied(fact, key), posts(fact)].compactMap
    {
      $0
    }
    .joined(separator: " ")
    let error = isSent ? trouble.on(input) : nil
    let answer: HTML =
      switch fact.kind {
      case .boolean:
        Select(
          input, label: fact.name, choices: [Choice("1", "Có"), Choice("0", "Không")], selected: typed,
          placeholder: "— chưa ghi —", hint: hint, error: error
        ).html
      case .choice(let values):
        Select(
          input, label: fact.name, choices: values.map { Choice($0.id, $0.name) }, selected: typed,
          placeholder: "— chưa ghi —", hint: hint, error: error
        ).html
      case .day: DayField(input, label: fact.name, value: typed, hint: hint, error: error).html
      case .number(_, let isPercent):
        TextField(
          input, label: fact.name + (isPercent ? " (%)" : ""), value: typed, width: .short,
          hint: hint + range(fact), error: error, maximumLength: 20
        ).html
      }
    return """
      <div>\(answer)
      \(TextField("van-ban-\(fact.id)", label: "Chứng minh bằng", value: proof, width: .full, hint: fact.evidence, error: isSent ? trouble.on("van-ban-\(fact.id)") : nil, maximumLength: 300))\(when: known.map { $0.evidence.isEmpty } ?? false, Badge("Chưa có văn bản chứng minh", .attention).html)</div>

      """
  }

  private func shown(_ fact: Rules.Fact, _ value: String) -> String {
    if case .day = fact.kind { return Day(iso: value)?.vietnamese ?? value }
    return value
  }

  private func supplied(_ fact: Rules.Fact, _ key: ReviewSheet.SubjectKey) -> String? {
    guard sheet.facts[key]?.contains(where: { $0.fact == fact.id }) != true, let row = sheet.row(key),
      let raw = sheet.snapshot.tables[key.entity]?.columns[fact.id]?[row]
    else { return nil }
    return "Sổ đang có: \(fact.text(raw))."
  }

  /// The posts that are recorded help to answer, but may be not all.
  private func posts(_ fact: Rules.Fact) -> String? {
    guard key.entity == "collective", fact.id == RegisterFact.leaders,
      case .organisation(let id) = key.subject,
      let count = sheet.postHolders[id]
    else { return nil }
    return
      "Sổ đang ghi \(count) người giữ chức vụ đảng ở đây; có thể chưa đủ. Đợt kiểm điểm lập danh sách theo số ấy cho đến khi có người ghi ở ô này."
  }

  private func range(_ fact: Rules.Fact) -> String {
    fact.range.map { " Từ \(fact.text($0.lowerBound)) đến \(fact.text($0.upperBound))." } ?? ""
  }

  // MARK: - decision

  private var decision: HTML {
    guard let pack = sheet.decision(for: key.entity) else { return "" }
    let grades = sheet.guidance.pack.scale(of: pack)?.grades ?? []
    let suggested = grades.first { $0.id == explanation.outcome }?.id
    let form = Form(
      action: "\(action)/quyet-dinh", csrf: visit.csrf,
      body: """
        \(HiddenField("nam", "\(sheet.year)"))\(HiddenField("loai", key.entity))
        \(visit.keptNames(["ly-do"]))
        \(Select("muc", label: "Mức được quyết định", choices: grades.map { Choice($0.id, $0.name) }, selected: visit.form.has("muc") ? visit.form["muc"] : suggested, error: trouble.on("muc"), isRequired: true))
        \(TextArea("ly-do", label: "Lý do", value: visit.form.paragraphs("ly-do"), rows: 3, hint: explanation.standing == .decided ? "Chỉ cần khi quyết định khác mức tính được." : "Cần ghi, vì quy tắc chưa tự quyết định được.", error: trouble.on("ly-do"), maximumLength: 1000))
        \(DayField("ngay-xep-loai", label: "Ngày xếp loại", value: visit.form["ngay-xep-loai"], error: trouble.on("ngay-xep-loai"), isRequired: true))
        \(DecisionFields(visit: visit, trouble: trouble))
        \(Actions("\(Submit("Ghi quyết định"))"))
        """
    )
    return "\(each: exceeded, warning)\(form)"
  }

  /// A grade recorded beyond the quota stays what was decided; whoever reads it is told.
  private func told(_ standing: QuotaStanding) -> HTML {
    Notice(
      .warning, "Vượt tỷ lệ",
      reason:
        "\(standing.name): được \(standing.allowed), đã quyết định \(standing.granted), có mức này trong đó.",
      remedy: "Đối chiếu với quyết định trên giấy; ghi nhầm thì rút mức này và ghi lại."
    ).html
  }

  /// Told before anything is saved: whoever decides may go beyond the quota, and knows it then.
  private func warning(_ standing: QuotaStanding) -> HTML {
    let grade = sheet.guidance.pack.gradeName(standing.grade)
    return Notice(
      .warning, "Quyết định mức “\(grade)” ở đây sẽ vượt tỷ lệ",
      reason:
        "\(standing.name): theo những mức đã có đến nay được \(standing.allowed); do người quyết định sẽ là \(standing.granted).",
      remedy: "Chọn mức khác, hoặc rút mức đã quyết định cho người khác; vẫn quyết định thì nêu rõ lý do."
    ).html
  }
}
