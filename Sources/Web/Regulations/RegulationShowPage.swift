import Basics
import Formats
import Markup
import Registry
import Regulations

extension Visit {
  /// One version: its facts, what it stands on, its articles.
  func regulationShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await regulationPlace()
    let (system, rules) = (system, try regulationRules)
    let id = place.regulation.regulation
    let (bases, ending, above) = try await system.read { session throws in
      let superior = try session.superiorRegulation(of: place.regulation)
      return (
        try session.bases(of: [id]), try place.regulation.decision.flatMap { try session.decision($0) },
        try superior.flatMap { superior in
          try session.decision(superior.regulation.document).map {
            AboveInRegister(regulation: superior.regulation, name: superior.organisation.name, key: $0.key)
          }
        }
      )
    }
    let reading = try await regulationReading(place)
    let outline = reading?.outline
    let repealed = rules.repealed(on: day)
    return try await page(
      place.regulation.title, breadcrumbs: regulationTrail(place.organisation), travels: false,
      styles: Self.regulationStyles,
      body: """
        \(PageHeading(place.regulation.title, kind: place.organisation.name, lede: "\(place.document.key.citation). Hiệu lực \(place.regulation.period.vietnamese).", actions: "\(when: place.regulation.file != nil, "\(ButtonLink("Đối chiếu nội dung", link("\(place.path)/doi-chieu")))\(ButtonLink("Tệp đã nộp", "\(place.path)/tep"))")"))
        \(trouble.summary)
        \(Section("Thông tin", body: "\(facts(place, ending))"))
        \(Section("Căn cứ", note: "Hiệu lực của văn bản theo danh mục, ngày \(day.vietnamese).", body: basisTable(bases, repealed, rules, above)))
        \(reading.map { Section("Điểm cần xem", id: "can-xem", note: "Máy đối chiếu với sổ ngày quy chế có hiệu lực; người quyết định.", body: FitFindingsView(visit: self, reading: $0, trouble: trouble).html).html })
        \(outline.map { Section("Các điều", id: "cac-dieu", body: OutlineView(outline: $0, isOpen: false).html).html } ?? Notice(.info, "Bản này không kèm tệp, nên không xem được các điều.").html)
        \(outline.map { $0.findings.isEmpty ? "" : OutlineFindings($0).html } ?? "")
        \(when: place.rights.contains(.recordRegulations), endings(place, trouble))
        """)
  }

  private func facts(_ place: RegulationPlace, _ ending: Decision?) -> DescriptionList {
    let regulation = place.regulation
    let frame = (try? site.regulationFrames(site.content))?.frames.first { $0.id == regulation.frame }
    var items: [(term: String, value: HTML)] = [
      ("Văn bản ban hành", "\(place.document.key.citation)"), ("Hiệu lực", "\(regulation.period.vietnamese)"),
    ]
    if !regulation.term.isEmpty { items.append(("Nhiệm kỳ", "\(regulation.term)")) }
    if let frame { items.append(("Theo mẫu khung", "\(frame.title) (độ chắc chắn \(frame.certainty))")) }
    if let ending { items.append(("Hết hiệu lực theo", "\(ending.key.citation)")) }
    if !regulation.fileHash.isEmpty {
      items.append(
        ("Mã băm của tệp (SHA-256)", "<code class=\"regulation-hash\">\(regulation.fileHash)</code>"))
    }
    return DescriptionList(items)
  }

  private func basisTable(
    _ bases: [RegulationBasis], _ repealed: Set<String>, _ rules: RegulationRules, _ above: AboveInRegister?
  ) -> HTML {
    Table(
      "Căn cứ", columns: [.init("Quy chế nêu"), .init("Hiệu lực của văn bản")],
      rows: bases.map { basis in
        let known =
          basis.number.isEmpty ? nil : rules.document(basis.number, issued: basis.issuedOn, citedOn: day)
        let words: HTML
        if basis.number.isEmpty {
          words = "<span class=\"nothing\">không nêu số, nên không đối chiếu</span>"
        } else if let known, let end = known.toDay, end <= day {
          words =
            "\(Badge("hết hiệu lực", .attention)) từ ngày \(end.vietnamese)\(known.replacedBy.map { ", thay bằng \($0)" } ?? "") (độ chắc chắn \(known.certainty))"
        } else if let known {
          words = "còn hiệu lực theo danh mục (độ chắc chắn \(known.certainty))"
        } else if let above, above.is(basis) {
          let end = above.regulation.period.to
          words =
            end <= day
            ? "\(Badge("hết hiệu lực", .attention)) từ ngày \(end.vietnamese): quy chế của \(above.name), trong sổ"
            : "còn hiệu lực: quy chế của \(above.name), trong sổ"
        } else {
          words = "<span class=\"nothing\">không có trong danh mục</span>"
        }
        return Table.Row(["\(basis.citation)", words])
      },
      empty: EmptyState(
        "Không nêu căn cứ nào", advice: "Quy chế cần căn cứ Điều lệ Đảng và quy chế của cấp trên.")
    ).html
  }

  private func endings(_ place: RegulationPlace, _ trouble: FormTrouble) -> HTML {
    let end: HTML = """
      <details class="more"\(when: trouble.on("het") != nil, " open")><summary>Hết hiệu lực mà chưa có bản thay</summary>
      \(Form(action: "\(place.path)/het-hieu-luc", csrf: csrf, body: """
        \(DayField("het", label: "Không còn hiệu lực từ", value: form["het"], error: trouble.on("het"), isRequired: true))
        \(DecisionFields(visit: self, trouble: trouble))
        \(Actions("\(Submit("Ghi hết hiệu lực"))"))
        """))</details>
      """
    let withdraw: HTML = """
      <details class="more"><summary>Rút bản ghi nhầm</summary>
      \(Form(action: "\(place.path)/rut", csrf: csrf, body: """
        \(TextField("ly-do", label: "Lý do", value: form["ly-do"], width: .full, isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút khỏi sổ", kind: .destructive, confirm: "Rút bản quy chế này khỏi sổ? Nhật ký còn giữ việc đã ghi."))"))
        """))</details>
      """
    return Section(
      "Đính chính", body: "\(when: place.regulation.period.to > today, end)\(withdraw)"
    ).html
  }

  func regulationPaper() async throws -> Answer {
    let place = try await regulationPlace()
    let file = try found(place.regulation.file)
    let system = system
    let paper = try found(try await system.read { try $0.regulationPaper(file) })
    return .file(paper.bytes, name: paper.name, type: "application/octet-stream")
  }

  func endRegulation() async throws -> Answer {
    let place = try await regulationPlace()
    return try await attempt {
      let day = try day(in: "het", "ngày hết hiệu lực")
      let decision = try found(try decision(isRequired: true))
      try await perform(EndRegulation(place.regulation.regulation, from: day, decision: decision))
      return .redirect(place.path, done: .saved)
    } else: {
      try await regulationShow($0)
    }
  }

  func withdrawRegulation() async throws -> Answer {
    let place = try await regulationPlace()
    return try await attempt {
      try await perform(WithdrawRegulation(place.regulation.regulation, reason: form["ly-do"]))
      return .redirect(try regulationPath, done: .saved)
    } else: {
      try await regulationShow($0)
    }
  }
}

/// The regulation above that the register knows: no list of documents has it, and it is a basis all the same.
private struct AboveInRegister: Sendable {
  var regulation: WorkingRegulation
  var name: String
  var key: DocumentKey

  func `is`(_ basis: RegulationBasis) -> Bool {
    CitedDocument.fold(basis.number).utf8.elementsEqual(CitedDocument.fold(key.number).utf8)
      && (basis.issuedOn ?? key.date) == key.date
  }
}
