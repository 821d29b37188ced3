import Basics
import Markup
import Registry
import Regulations

extension Visit {
  func newMandatedPassage(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, today, id) = (system, actor, today, try organisation)
    let now = system.now
    let (state, rights) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: AsOf(today)) else {
        throw RightsRefusal.notFound
      }
      return (state, try session.rights(of: actor, on: id, at: now))
    }
    guard rights.mayMandate else { throw RightsRefusal.lacking(.compareRegulations) }
    let path = try mandatedPassagePath
    let form: HTML =
      state.kind.isCell
      ? Notice(
        .info, MandatedPassageRefusal.cell(state.name).reason,
        remedy: MandatedPassageRefusal.cell(state.name).remedy
      ).html
      : Form(
        action: "\(path)/moi", csrf: csrf,
        body: """
          \(MandatedPassageFields(visit: self, held: nil, trouble: trouble))
          \(Actions("\(Submit("Ghi đoạn bắt buộc")) \(ButtonLink("Quay lại", path, kind: .quiet))"))
          """
      ).html
    return try await page(
      "Ghi đoạn bắt buộc · \(state.name)",
      breadcrumbs: regulationTrail(state) + [Link("Đoạn bắt buộc", link(path))],
      styles: Self.regulationStyles,
      body: """
        \(PageHeading("Ghi đoạn bắt buộc", kind: state.name, lede: "Đoạn có giá trị với quy chế của các tổ chức bên dưới, ban hành trong thời gian ghi ở đây."))
        \(trouble.summary)
        \(form)
        """)
  }

  /// One passage: what it says now, how to mend it, and everything that was known of it.
  func mandatedPassageShow(_ trouble: FormTrouble) async throws -> Answer {
    let held = try await mandatedPassage()
    let passage = held.passage
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let (state, history, people, rights) = try await system.read { session throws in
      guard let state = try session.organisationNear(passage.organisation, asOf: AsOf(today)) else {
        throw RightsRefusal.notFound
      }
      let history = try session.history(of: passage.passage)
      return (
        state, history, try session.personNames(ofActors: history.map(\.actor)),
        try session.rights(of: actor, on: passage.organisation, at: now)
      )
    }
    let path = try mandatedPassagePath
    return try await page(
      "Đoạn bắt buộc · \(state.name)",
      breadcrumbs: regulationTrail(state) + [Link("Đoạn bắt buộc", link(path))],
      styles: Self.regulationStyles,
      body: MandatedPassageShowPage(
        visit: self, path: "\(path)/doan/\(passage.passage)", state: state, held: held, history: history,
        people: people, canEdit: passage.state == .holds && rights.mayMandate, trouble: trouble
      ).html)
  }
}

struct MandatedPassageShowPage: Piece {
  var visit: Visit
  var path: String
  var state: OrganisationState
  var held: MandatedPassage.Shown
  var history: [MandatedPassage.Version]
  var people: [String: String]
  var canEdit: Bool
  var trouble: FormTrouble

  var html: HTML {
    let passage = held.passage
    return """
      \(PageHeading("Đoạn bắt buộc", kind: state.name, lede: "\(held.source)"))
      \(trouble.summary)
      <blockquote>\(passage.text)</blockquote>
      \(DescriptionList([
        ("Tình trạng", MandatedPassageIndexPage.badge(passage, on: visit.day).html),
        ("Dành cho", "\(passage.audience.title)"), ("Giá trị", "\(passage.period.vietnamese)"),
      ]))
      \(when: canEdit, Section("Đính chính", id: "dinh-chinh", body: "\(correction)\(withdrawal)").html)
      \(Section("Những lần ghi", id: "nhung-lan-ghi", note: "Không bản nào mất.", body: versions))
      """
  }

  private var correction: HTML {
    let isSent = visit.form.has("ly-do-sua")
    return """
      <details class="more"\(when: isSent, " open")><summary>Sửa đoạn này</summary>
      \(Form(action: "\(path)/sua", csrf: visit.csrf, body: """
        \(MandatedPassageFields(visit: visit, held: held, trouble: trouble))
        \(TextField("ly-do-sua", label: "Vì sao sửa", value: visit.form["ly-do-sua"], width: .full, error: trouble.on("ly-do-sua"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Ghi bản sửa"))"))
        """))</details>
      """
  }

  private var withdrawal: HTML {
    let isSent = visit.form.has("ly-do-rut")
    return """
      <details class="more"\(when: isSent, " open")><summary>Rút đoạn này</summary>
      \(Form(action: "\(path)/rut", csrf: visit.csrf, body: """
        \(TextField("ly-do-rut", label: "Vì sao rút", value: visit.form["ly-do-rut"], width: .full, hint: "Rút khi ghi nhầm. Văn bản hết hiệu lực thì sửa ngày hết giá trị.", error: trouble.on("ly-do-rut"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút đoạn bắt buộc", kind: .destructive, confirm: "Rút đoạn này? Quy chế bên dưới sẽ được đối chiếu lại, coi như chưa từng có nó."))"))
        """))</details>
      """
  }

  private var versions: HTML {
    Table(
      "Những lần ghi",
      columns: [
        .init("Ghi lúc"), .init("Việc"), .init("Đoạn"), .init("Dành cho"), .init("Văn bản nguồn"),
        .init("Giá trị"),
      ],
      rows: history.enumerated().map { n, version in
        let passage = version.shown.passage
        let act =
          passage.state == .withdrawn ? "rút" : n == history.count - 1 ? "ghi" : "sửa"
        let why = passage.reason.isEmpty ? "" : ": \(passage.reason)"
        return Table.Row([
          "\(version.at.vietnamese)\(people[version.actor].map { ", \($0)" } ?? "")", "\(act)\(why)",
          "\(passage.text)", "\(passage.audience.title)", "\(version.shown.source)",
          "\(passage.period.vietnamese)",
        ])
      }
    ).html
  }
}

/// What is asked of a passage, to record it or to mend it.
struct MandatedPassageFields: Piece {
  var visit: Visit
  var held: MandatedPassage.Shown?
  var trouble: FormTrouble

  var html: HTML {
    let typed = visit.form
    func value(_ name: String, _ known: String?) -> String { typed.has(name) ? typed[name] : known ?? "" }
    let passage = held?.passage
    let end = passage.flatMap { $0.period.to == .endOfTime ? nil : $0.period.to.vietnamese }
    let audiences = MandatedPassage.Audience.allCases.map { Choice($0.rawValue, $0.title) }
    return """
      \(TextArea("noi-dung", label: "Đoạn bắt buộc", value: value("noi-dung", passage?.text), rows: 6, hint: "Chép đúng chữ của văn bản nguồn, mỗi đoạn một khoản.", error: trouble.on("noi-dung"), isRequired: true, maximumLength: MandatedPassage.longestText))
      \(Select("danh-cho", label: "Dành cho quy chế của", choices: audiences, selected: value("danh-cho", passage?.audience.rawValue), error: trouble.on("danh-cho"), isRequired: true))
      \(DecisionFields(visit: visit, trouble: trouble, legend: "Văn bản nguồn", issuer: held?.document.issuer ?? "", number: held?.document.number ?? "", day: held?.document.date.vietnamese ?? "", type: held?.document.type ?? "Quy định"))
      \(DayField("tu", label: "Có giá trị từ", value: value("tu", passage?.period.from.vietnamese), hint: "Tính cho quy chế có hiệu lực từ ngày này trở đi.", error: trouble.on("tu"), isRequired: true))
      \(DayField("den", label: "Hết giá trị từ", value: value("den", end), hint: "Để trống nếu chưa biết.", error: trouble.on("den")))
      """
  }
}
