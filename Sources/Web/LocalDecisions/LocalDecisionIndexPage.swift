import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// What a guidance leaves open, what holds here, and the form to record a decision.
  func localDecisionIndex(_ trouble: FormTrouble) async throws -> Answer {
    let (id, system, today) = (try organisation, system, today)
    let guidance = try found(try localGuidance())
    let year = max(guidance.pack.rounds.from, min(today.year, guidance.pack.rounds.to ?? today.year))
    let (state, holding, own) = try await system.read { session throws in
      let asOf = AsOf(ReviewRecords.day(of: year, today: today))
      return (
        try session.organisationNear(id, asOf: AsOf(today)),
        try session.localSettings(of: id, year: year, asOf: asOf), try session.localDecisions(at: id)
      )
    }
    let here = try found(state)
    return try await page(
      "Quyết định của cấp có thẩm quyền",
      breadcrumbs: [Link(here.name, link("/to-chuc/\(id)")), Link("Xếp loại", "/to-chuc/\(id)/xep-loai")],
      styles: ["/styles/guidances.css"],
      body: LocalDecisionIndexPage(
        visit: self, here: here, guidance: guidance, year: year, holding: holding, own: own,
        guidances: try guidances.all.filter { !$0.pack.local.isEmpty },
        canRecord: try await rights(on: id).contains(.recordGradings), trouble: trouble
      ).html)
  }
}

struct LocalDecisionIndexPage: Piece {
  var visit: Visit
  var here: OrganisationState
  var guidance: Guidance
  var year: Int
  var holding: LocalSettings
  var own: [LocalSettings.Setting]
  var guidances: [Guidance]
  var canRecord: Bool
  var trouble: FormTrouble

  private var words: LocalChoices { LocalChoices(guidance.pack) }
  private var path: String { "/to-chuc/\(here.organisation)/quyet-dinh-rieng" }

  var html: HTML {
    """
    \(PageHeading("Quyết định của cấp có thẩm quyền", kind: here.name, lede: "Điều hướng dẫn để ngỏ thì cấp có thẩm quyền quyết định bằng văn bản. Quyết định ở đây áp dụng cho mọi tổ chức bên dưới; nơi gần hơn quyết định khác thì theo nơi ấy."))
    \(trouble.summary)
    <div class="filters">\(Form(asking: path, label: "Chọn hướng dẫn", body: """
      \(Select("bo", label: "Hướng dẫn", choices: guidances.map { Choice($0.name, $0.pack.title) }, selected: guidance.name, placeholder: nil))
      \(Submit("Xem", kind: .secondary))
      """))</div>
    \(Section("Đang áp dụng ở đây cho năm \(year)", id: "ap-dung", body: table))
    \(Section("Đã ghi tại tổ chức này", id: "da-ghi", body: recorded))
    \(when: canRecord, Section("Ghi quyết định", id: "ghi", body: entry).html)
    """
  }

  private var table: HTML {
    Table(
      "Những điều hướng dẫn để ngỏ",
      columns: [.init("Điều để ngỏ"), .init("Đang áp dụng"), .init("Căn cứ")],
      rows: guidance.pack.local.map { choice in
        let setting = holding.settings.first {
          $0.decision.pack == guidance.pack.id && $0.decision.path == choice.path
        }
        let basis: HTML =
          setting.map { "\($0.ruling.document) ngày \($0.document.date.vietnamese)" as HTML }
          ?? choice.zone.map { Badge("\($0): chưa có quy định", .attention).html } ?? usualBasis(choice.path)
        return Table.Row([
          "\(words.title(choice.path))",
          "\(setting.map { holds($0, choice.path) } ?? "\(words.usual(choice.path))")",
          basis,
        ])
      },
      empty: EmptyState("Hướng dẫn này không để ngỏ điều nào", advice: "Chọn hướng dẫn khác.")
    ).html
  }

  /// The guidance itself, or how little is known of what it says there.
  private func usualBasis(_ path: String) -> HTML {
    guard let certainty = words.certainty(path), certainty != .a else { return "theo hướng dẫn" }
    return Badge(certainty.vietnamese, certainty.decides ? .neutral : .attention).html
  }

  /// What is in force by a decision; one beyond what the guidance allows is not.
  private func holds(_ setting: LocalSettings.Setting, _ path: String) -> HTML {
    let value = words.words(setting.decision.value, for: path)
    guard (try? guidance.pack.applying(setting.ruling)) == nil else { return "\(value)\(words.within(path))" }
    return
      "\(words.usual(path)) \(Badge("Quyết định đã ghi \(value): ngoài mức hướng dẫn cho phép, không áp dụng", .attention))"
  }

  private var recorded: HTML {
    Table(
      "Quyết định đã ghi",
      columns: [.init("Điều"), .init("Giá trị"), .init("Hiệu lực"), .init("Văn bản")]
        + (canRecord ? [.init("")] : []),
      rows: own.map { setting in
        let pack = guidances.first { $0.pack.id == setting.decision.pack }?.pack ?? guidance.pack
        let choices = LocalChoices(pack)
        let cells: [HTML] = [
          "\(choices.title(setting.decision.path)) <span class=\"hint\">\(pack.title)</span>",
          "\(choices.words(setting.decision.value, for: setting.decision.path))",
          "\(setting.decision.period.vietnamese)",
          "\(setting.ruling.document) ngày \(setting.document.date.vietnamese), \(setting.document.issuer)",
        ]
        return Table.Row(cells + (canRecord ? [withdrawal(setting)] : []))
      },
      empty: EmptyState(
        "Chưa ghi quyết định nào ở đây", advice: "Nơi trên đã quyết định thì thấy ở bảng trên.")
    ).html
  }

  private func withdrawal(_ setting: LocalSettings.Setting) -> HTML {
    // The form that was sent says what was wrong with it; the others stay as they were.
    let isSent =
      !trouble.isEmpty && visit.form["quyet-dinh"].utf8.elementsEqual("\(setting.decision.id)".utf8)
    return
      "<details class=\"more\"\(when: isSent, " open")><summary>Rút</summary>\(Form(action: "\(path)/rut", csrf: visit.csrf, body: """
      \(HiddenField("quyet-dinh", "\(setting.decision.id)"))
      \(TextField("ly-do", label: "Lý do", value: isSent ? visit.form["ly-do"] : "", width: .full, error: isSent ? trouble.on("ly-do") : nil, isRequired: true, maximumLength: 300))
      \(Actions("\(Submit("Rút quyết định đã ghi", kind: .destructive))"))
      """))</details>"
  }

  /// First what is decided, then how: the choices hang on it, and the page works without scripts.
  private var entry: HTML {
    let chosen = visit.form.has("muc") ? visit.form["muc"] : visit.query["muc"]
    guard let choice = guidance.pack.local.first(where: { $0.path.utf8.elementsEqual(chosen.utf8) }) else {
      return Form(
        asking: path,
        body: """
          \(HiddenField("bo", guidance.name))
          \(Select("muc", label: "Điều được quyết định", choices: guidance.pack.local.map { Choice($0.path, words.title($0.path)) }, isRequired: true))
          \(Actions("\(Submit("Tiếp tục", kind: .secondary))"))
          """
      ).html
    }
    let allowed = words.choices(choice.path)
    let value: HTML =
      allowed.isEmpty
      ? TextField(
        "gia-tri", label: "Giá trị", value: visit.form["gia-tri"], hint: words.hint(choice.path),
        error: trouble.on("gia-tri"), isRequired: true,
        maximumLength: 80
      ).html
      : Select(
        "gia-tri", label: "Giá trị", choices: allowed, selected: visit.form["gia-tri"],
        error: trouble.on("gia-tri"), isRequired: true
      ).html
    return Form(
      action: path, csrf: visit.csrf,
      body: """
        \(HiddenField("bo", guidance.name))\(HiddenField("muc", choice.path))
        <p><strong>\(words.title(choice.path))</strong> <span class="hint">Khi chưa có quyết định: \(words.usual(choice.path)).</span></p>
        \(value)
        \(DayField("hieu-luc-tu", label: "Có hiệu lực từ", value: visit.form["hieu-luc-tu"], hint: "Tính cho năm nào còn hiệu lực vào 31/12 của năm ấy.", error: trouble.on("hieu-luc-tu"), isRequired: true))
        \(DayField("hieu-luc-den", label: "Hết hiệu lực từ", value: visit.form["hieu-luc-den"], hint: "Để trống nếu chưa biết.", error: trouble.on("hieu-luc-den")))
        \(DecisionFields(visit: visit, trouble: trouble))
        \(Actions("\(Submit("Ghi quyết định")) \(ButtonLink("Chọn điều khác", "\(path)?bo=\(guidance.name)#ghi", kind: .quiet))"))
        """
    ).html
  }
}
