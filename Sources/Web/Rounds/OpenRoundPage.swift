import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// A superior opens a round: the year, the guidance that covers it, by when, by which document.
  func openRoundForm(_ trouble: FormTrouble) async throws -> Answer {
    let data = method == .post ? form : query
    let year = try gradedYear(data) ?? today.year
    let quarter = data.number("quy") ?? 0
    guard (0...4).contains(quarter) else { throw RequestRefusal.missing("kỳ") }
    let period = RoundPeriod(year: year, quarter: quarter)
    let (id, system) = (try organisation, system)
    // A past year's round is opened in the structure of that year, whatever became of it since.
    let asOf = AsOf(min(period.lastDay, today))
    let state = try found(try await system.read { try $0.organisationNear(id, asOf: asOf) })
    let isThere = state.period.contains(asOf.day)
    let choices = try guidances.all.filter {
      ($0.pack.rounds.period == .quarter) == (quarter > 0) && $0.pack.status != .draft
        && $0.pack.rounds.covers(year)
    }
    let light = try guidances.all.first { $0.pack.rounds.period == .quarter && $0.pack.rounds.covers(year) }
    let quarters =
      try light.map { try roundProcedures.procedure(of: $0).quarters?.open ?? [1, 2, 3, 4] } ?? [1, 2, 3, 4]
    let chosen =
      quarter > 0 && !quarters.contains(quarter)
      ? nil : choices.first { $0.name.utf8.elementsEqual(data["huong-dan"].utf8) } ?? choices.first
    let years = try guidances.years(until: today.year)
    let openers = try await roundOpeners(of: id, asOf)
    let places = isThere ? [] : try await roundPlaces(asOf)
    return try await page(
      "Mở đợt kiểm điểm",
      breadcrumbs: [Link(state.name, "/to-chuc/\(id)"), Link("Kiểm điểm", "/dot-kiem-diem")],
      body: """
        \(PageHeading("Mở đợt kiểm điểm", kind: state.name, lede: "Danh sách đối tượng được chốt theo quy tắc của hướng dẫn ngay khi mở; người đến sau được ghi riêng."))
        \(trouble.summary)
        \(Form(asking: "/to-chuc/\(id)/dot-kiem-diem/mo", label: "Kỳ kiểm điểm", body: """
          \(Select("nam", label: "Năm", choices: years.prefix(20).map { Choice("\($0)", "\($0)") }, selected: "\(year)"))
          \(Select("quy", label: "Kỳ", choices: [Choice("0", "Cả năm")] + quarters.map { Choice("\($0)", "Quý \($0)") }, selected: "\(quarter)"))
          \(Actions("\(Submit("Chọn kỳ này", kind: .secondary))"))
          """))
        \(when: !isThere, elsewhere(state, period, asOf.day, places))
        \(when: isThere, chosen.map { openForm(id, period, choices, $0, openers, trouble) } ?? Notice(.info, "Không có hướng dẫn nào dùng cho \(period.vietnamese).", remedy: "Chọn kỳ khác.").html)
        """)
  }

  /// Where a round of a past year can be opened by the visitor: the topmost organisations of that day, and those right below.
  private func roundPlaces(_ asOf: AsOf) async throws -> [OrganisationState] {
    let (system, actor) = (system, actor)
    let now = system.now
    return try await system.read { session throws in
      let tops = try session.topOrganisations(of: actor, with: .manageRounds, asOf: asOf, at: now)
      return try tops.flatMap { top in [top] + (try session.children(of: top.organisation, asOf: asOf)) }
        .filter { (!$0.kind.isCell || $0.kind == .baseCell) && $0.kind != .section }
    }
  }

  /// The organisation was not there: said, with the way to those that were.
  private func elsewhere(
    _ state: OrganisationState, _ period: RoundPeriod, _ day: Day, _ places: [OrganisationState]
  ) -> HTML {
    let asked = "nam=\(period.year)&quy=\(period.quarter)"
    let why = state.period.from > day ? "chưa thành lập" : "đã kết thúc hoạt động"
    let rest = places.count - Self.mostPlaces
    let body: HTML = """
      \(Notice(.info, "Ngày \(day.vietnamese) \(state.name) \(why).", remedy: places.isEmpty ? "Chọn kỳ khác." : "Mở đợt \(period.vietnamese) ở một tổ chức có khi ấy, hoặc chọn kỳ khác."))
      \(when: !places.isEmpty, Table(
        "Mở đợt \(period.vietnamese) ở", columns: [.init("Tổ chức ngày \(day.vietnamese)"), .init("Loại"), .init("")],
        rows: places.prefix(Self.mostPlaces).map {
          Table.Row([
            "\($0.name)", "\($0.kind.title)",
            "<a\(href: "/to-chuc/\($0.organisation)/dot-kiem-diem/mo?\(asked)")>Mở đợt ở đây</a>",
          ])
        }).html)
      \(when: rest > 0, "<p class=\"hint\">Và \(number: rest) tổ chức nữa: chọn cấp trên của chúng rồi mở đợt cho cả phạm vi.</p>")
      """
    return Section("Đợt \(period.vietnamese)", body: body).html
  }

  private static let mostPlaces = 60

  private func openForm(
    _ id: ID<Organisation>, _ period: RoundPeriod, _ choices: [Guidance], _ guidance: Guidance,
    _ openers: [OrganisationState], _ trouble: FormTrouble
  ) -> HTML {
    let procedure = try? roundProcedures.procedure(of: guidance)
    let day = min(period.lastDay, today)
    return Section(
      "Đợt \(period.vietnamese)",
      body: Form(
        action: "/to-chuc/\(id)/dot-kiem-diem/mo", csrf: csrf,
        body: """
          \(HiddenField("nam", "\(period.year)"))\(HiddenField("quy", "\(period.quarter)"))
          \(openerField(openers, id))
          \(Select("huong-dan", label: "Theo hướng dẫn", choices: choices.map { Choice($0.name, $0.pack.title) }, selected: guidance.name, isRequired: true))
          \(DayField("chot", label: "Chốt danh sách theo ngày", value: form["chot"].isEmpty ? day.vietnamese : form["chot"], hint: "Ai ở đâu ngày ấy thì kiểm điểm ở đó.", error: trouble.on("chot"), isRequired: true))
          \(when: procedure?.isSentUp ?? true, DayField("han", label: "Gửi kết quả trước ngày", value: form["han"], hint: "Bỏ trống thì lấy hạn của hướng dẫn.", error: trouble.on("han")).html)
          \(procedure.map { whoDecides($0) } ?? "")
          \(ownDays(procedure, trouble))
          \(DecisionFields(visit: self, trouble: trouble, legend: "Văn bản triển khai đợt kiểm điểm", type: "Kế hoạch"))
          \(Actions("\(Submit("Mở đợt và chốt danh sách"))"))
          """
      ).html
    ).html
  }

  /// Who may open a round for an organisation besides itself: those above it in which the visitor holds the right, the
  /// nearest first.
  private func roundOpeners(of id: ID<Organisation>, _ asOf: AsOf) async throws -> [OrganisationState] {
    let (system, actor) = (system, actor)
    let now = system.now
    return try await system.read { session throws in
      try session.superiors(of: id, asOf: asOf).reversed().filter {
        try session.rights(of: actor, on: $0.organisation, at: now).contains(.manageRounds)
      }
    }
  }

  /// Opened from above, the round is the superior's: it extends deadlines and takes the results.
  private func openerField(_ openers: [OrganisationState], _ id: ID<Organisation>) -> HTML {
    guard let nearest = openers.first else { return "" }
    let data = method == .post ? form : query
    let typed = data["cap-mo"]
    return Select(
      "cap-mo", label: "Cấp mở đợt",
      choices: openers.map { Choice("\($0.organisation)", $0.name) } + [Choice("\(id)", "Chính đơn vị này")],
      selected: typed.isEmpty ? "\(nearest.organisation)" : typed,
      placeholder: nil, hint: "Cấp mở đợt gia hạn và nhận kết quả của đợt."
    ).html
  }

  /// The opener is told before opening that somebody else may decide.
  private func whoDecides(_ procedure: RoundProcedure) -> HTML {
    let lines = ReviewSubject.Entity.allCases.compactMap { entity -> HTML? in
      guard let decider = procedure.deciders[entity] else { return nil }
      let who =
        switch decider.level {
        case .base: "tổ chức cơ sở"
        case .superior: "cấp trên trực tiếp của tổ chức cơ sở"
        case .post:
          "cấp quản lý chức vụ: chức vụ ở chi bộ thì tổ chức cơ sở, chức vụ ở tổ chức cơ sở thì cấp trên của nó"
        }
      return "<li>\(entity.title): \(who) <span class=\"hint\">(\(decider.cite))</span></li>"
    }
    let listed: HTML =
      procedure.listed.map {
        "<p class=\"hint\">Danh sách chỉ gồm người giữ chức vụ ghi trong sổ ngày chốt (\($0.cite)); đơn vị không phải gửi kết quả.</p>"
      } ?? ""
    return
      "\(listed)<details class=\"more\"><summary>Ai quyết định</summary><ul>\(HTML.joined(lines))</ul></details>"
  }

  private func ownDays(_ procedure: RoundProcedure?, _ trouble: FormTrouble) -> HTML {
    let stages = procedure?.stages.filter { $0.actor != .above && !$0.subjects.isEmpty } ?? []
    guard !stages.isEmpty else { return "" }
    let fields = stages.map { stage in
      DayField(
        "han-\(stage.id)", label: "\(stage.name): xong trước ngày", value: form["han-\(stage.id)"],
        error: trouble.on("han-\(stage.id)"))
    }
    let isWrong = stages.contains { trouble.on("han-\($0.id)") != nil }
    return
      "<details class=\"more\"\(when: isWrong, " open")><summary>Hạn riêng cho từng bước</summary>\(fields)</details>"
  }

  func openReviewRound() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let guidance = try guidances[form["huong-dan"]] else { throw RequestRefusal.missing("hướng dẫn") }
      let period = RoundPeriod(year: try gradedYear(form) ?? today.year, quarter: form.number("quy") ?? 0)
      guard (0...4).contains(period.quarter) else { throw RequestRefusal.missing("kỳ") }
      var deadlines: [String: Day] = [:]
      let procedures = try roundProcedures
      for stage in try procedures.procedure(of: guidance).stages where !form["han-\(stage.id)"].isEmpty {
        deadlines[stage.id] = try day(in: "han-\(stage.id)", "hạn của bước này")
      }
      if !form["han"].isEmpty { deadlines[RoundProcedure.submission] = try day(in: "han", "hạn gửi kết quả") }
      guard let decision = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      let act = OpenReviewRound(
        form["cap-mo"].isEmpty ? id : try found(form.id("cap-mo")), scope: id, period: period,
        populationOn: try day(in: "chot", "ngày chốt danh sách"), deadlines: deadlines,
        decision: decision, guidance: guidance, procedures: procedures)
      do { _ = try await perform(act) } catch let refusal as RoundRefusal {
        let field = Self.openingField(refusal, try procedures.procedure(of: guidance))
        throw FormTroubles(trouble: FormTrouble(refusal, field: field))
      }
      return .redirect(
        "/to-chuc/\(id)/dot-kiem-diem?nam=\(period.year)"
          + (period.quarter == 0 ? "" : "&quy=\(period.quarter)"),
        done: .roundOpened)
    } else: {
      try await openRoundForm($0)
    }
  }

  /// The field a refusal is about: the day of a step stands beside the step.
  private static func openingField(_ refusal: RoundRefusal, _ procedure: RoundProcedure) -> String {
    switch refusal {
    case .populationOutOfPeriod, .notThere: "chot"
    case .dueTooLate(let stage, _), .dueTooEarly(let stage, _):
      procedure.stages.first { $0.name == stage }.map { "han-\($0.id)" } ?? "han"
    default: ""
    }
  }
}
