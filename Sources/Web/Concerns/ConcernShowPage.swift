import Basics
import Markup
import Registry
import Reporting

/// One matter with what its page needs.
struct ConcernPlace: Sendable {
  var story: ConcernStory
  /// Who keeps it, seen from whoever looks.
  var cell: OrganisationState
  /// The cell that wrote it down, if that is no more.
  var origin: String?
  var names: [ID<Organisation>: String]
  /// Writes for the cell, or only for a body it was passed on to.
  var isNear: Bool
  var answers: Bool
  /// To whom it may be passed on.
  var bodies: [Choice]
  /// Who looks at the cell's list.
  var seesList: Bool
}

extension Visit {
  private func requireConcern() async throws -> ConcernPlace {
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id: ID<Concern> = try found(id("viec"))
    return try found(
      try await system.read { session throws -> ConcernPlace? in
        let asOf = AsOf(today)
        guard let story = try session.concern(id), try session.mayRead(story, actor, at: now),
          let written = try session.organisationNear(story.concern.organisation, asOf: asOf)
        else { return nil }
        let keepers = try session.keepers(of: story.concern, on: today)
        let own = try keepers.first {
          try session.rights(of: actor, on: $0, at: now).contains(.viewConcerns)
            || session.belongs(actor, to: $0, on: today)
        }
        let cell = try (own ?? keepers.first).flatMap { try session.organisation($0, asOf: asOf) } ?? written
        var names: [ID<Organisation>: String] = [:]
        for body in story.steps.compactMap(\.body) {
          names[body] = try session.organisationNear(body, asOf: asOf)?.name ?? ""
        }
        let near = try session.concernRights(of: actor, on: story, at: now)
        let answers = try story.steps.filter { $0.kind == .passedOn }.compactMap(\.body).contains {
          try session.rights(of: actor, on: $0, at: now).contains(.recordConcerns)
        }
        // A cell turns to those above it; what lies elsewhere is written by its name.
        let above = try session.superiors(of: cell.organisation, asOf: asOf).reversed()
        let beside = try above.first.map { try session.children(of: $0.organisation, asOf: asOf) } ?? []
        let bodies = (Array(above) + beside.filter { $0.organisation != cell.organisation }).map {
          Choice("\($0.organisation)", $0.name)
        }
        return ConcernPlace(
          story: story, cell: cell,
          origin: written.organisation == cell.organisation ? nil : written.name, names: names,
          isNear: near.contains(.recordConcerns), answers: answers,
          bodies: bodies,
          seesList: try session.rights(of: actor, on: cell.organisation, at: now).contains(.viewConcerns))
      })
  }

  func concernShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireConcern()
    let trail =
      place.seesList
      ? [
        Link(place.cell.name, "/to-chuc/\(place.cell.organisation)"),
        Link("Điều nhân dân phản ánh", "/to-chuc/\(place.cell.organisation)/phan-anh"),
      ] : [Link("Của tôi", "/cua-toi"), Link("Điều nhân dân phản ánh", "/cua-toi/phan-anh")]
    return try await page(
      "Điều nhân dân phản ánh", breadcrumbs: trail,
      body: ConcernShowPage(visit: self, place: place, rules: try concernRules, trouble: trouble).html)
  }

  func takeConcernStep() async throws -> Answer {
    let place = try await requireConcern()
    return try await attempt {
      guard let kind = ConcernStep.Kind(rawValue: form["buoc"]) else {
        throw FormTroubles(trouble: FormTrouble("buoc", "Chọn việc đã làm."))
      }
      try mattersOnly(["loi", "noi-khac"], evenBare: true)
      try await perform(
        TakeConcernStep(
          kind, of: place.story.concern.concern, on: try day(in: "ngay", "ngày"), body: form.id("noi"),
          bodyName: form["noi-khac"], words: form.paragraphs("loi"), rules: try concernRules))
      return .redirect("/phan-anh/\(place.story.concern.concern)#da-lam", done: .saved)
    } else: {
      try await concernShow($0)
    }
  }

  func correctConcern() async throws -> Answer {
    let place = try await requireConcern()
    return try await attempt {
      let fields = try concernFields(in: place.cell.neighbourhood)
      try await perform(
        CorrectConcern(
          place.story.concern.concern, matter: fields.matter, topic: fields.topic, at: fields.hamlet,
          heardOn: fields.day, rules: try concernRules))
      return .redirect("/phan-anh/\(place.story.concern.concern)", done: .corrected)
    } else: {
      try await concernShow($0)
    }
  }

  func withdrawConcernStep() async throws -> Answer {
    let place = try await requireConcern()
    return try await attempt {
      try await perform(
        WithdrawConcernStep(
          place.story.concern.concern, step: Int64(form["buoc-rut"]), reason: form["ly-do-buoc"]))
      return .redirect("/phan-anh/\(place.story.concern.concern)", done: .withdrawn)
    } else: {
      try await concernShow($0.at("ly-do-buoc"))
    }
  }

  func withdrawConcern() async throws -> Answer {
    let place = try await requireConcern()
    return try await attempt {
      try await perform(WithdrawConcern(place.story.concern.concern, reason: form["ly-do-rut"]))
      return .redirect("/to-chuc/\(place.cell.organisation)/phan-anh", done: .withdrawn)
    } else: {
      try await concernShow($0.at("ly-do-rut"))
    }
  }
}

struct ConcernShowPage: Piece {
  var visit: Visit
  var place: ConcernPlace
  var rules: ConcernRules
  var trouble: FormTrouble

  private var story: ConcernStory { place.story }
  private var path: String { "/phan-anh/\(story.concern.concern)" }
  private var writes: Bool { place.isNear && !story.isErased }

  var html: HTML {
    """
    \(PageHeading(rules.topicName(story.concern.topic), kind: "Điều nhân dân phản ánh, \(place.cell.name)", lede: "\(ConcernStagePiece(story: story))"))
    \(trouble.summary)
    \(place.origin.map { "<p class=\"hint\">\($0) ghi, trước khi kết thúc hoạt động; nay \(place.cell.name) theo dõi tiếp.</p>" as HTML })
    \(story.isErased ? Notice(.info, "Nội dung đã xóa theo quy định.", remedy: "Việc kết thúc quá \(rules.retention.days) ngày; sổ chỉ còn lĩnh vực, chi bộ và ngày.").html : matter)
    \(Section("Đã làm", id: "da-lam", body: steps))
    \(when: !story.isErased && (place.isNear || place.answers), next)
    \(when: writes && story.isOpen, mending)
    """
  }

  private var matter: HTML {
    """
    \(Section("Việc", id: "viec", body: "<p>\(story.concern.matter)</p>").html)
    \(DescriptionList([("Nơi có việc", "\(story.concern.hamlet)"), ("Ngày nghe", "\(story.concern.heardOn.vietnamese)")]))
    """
  }

  private func body(_ step: ConcernStep) -> String {
    step.body.map { place.names[$0] ?? "" } ?? step.bodyName
  }

  private var steps: HTML {
    Table(
      "Đã làm", columns: [.init("Ngày", .day), .init("Việc"), .init("Nơi"), .init("Nội dung")],
      rows: story.steps.map {
        Table.Row([
          "\($0.takenOn.vietnamese)", "\($0.kind.title)", "\(body($0))", "\($0.words)",
        ])
      },
      empty: EmptyState(
        "Chưa làm gì",
        advice: place.isNear
          ? "Ghi nơi đã chuyển việc này đến; việc chi bộ tự giải quyết thì ghi luôn trả lời."
          : "Chi bộ chưa chuyển việc này đi.")
    ).html
  }

  /// What may be written down next.
  private var kinds: [ConcernStep.Kind] {
    guard story.isOpen else { return place.isNear ? [.reopened] : [] }
    guard place.isNear else { return [.answered, .passedOn] }
    let hasAnswer = story.steps.contains { $0.kind == .answered }
    return [.passedOn, .answered] + (hasAnswer && story.stage != .told ? [.told] : []) + [.closed]
  }

  private var proposed: ConcernStep.Kind {
    switch story.stage {
    case .noted: .passedOn
    case .passedOn: .answered
    case .answered: place.isNear ? .told : .answered
    case .told: .closed
    case .closed: .reopened
    }
  }

  private var next: HTML {
    guard !kinds.isEmpty else { return "" }
    let form = visit.form
    return Section(
      "Ghi bước tiếp theo", id: "ghi",
      body: Form(
        action: path, csrf: visit.csrf, label: "Ghi bước tiếp theo",
        body: """
          \(RadioGroup("buoc", label: "Việc đã làm", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: form.has("buoc") ? form["buoc"] : proposed.rawValue, error: trouble.on("buoc")))
          \(DayField("ngay", label: "Ngày", value: form.has("ngay") ? form["ngay"] : visit.today.vietnamese, error: trouble.on("ngay"), isRequired: true))
          \(Select("noi", label: "Nơi giải quyết", choices: place.bodies, selected: form["noi"], placeholder: "— nơi khác, hoặc không ghi —", hint: "Khi chuyển đi: chọn một tổ chức trong sổ, hoặc ghi tên cơ quan ở ô dưới."))
          \(TextField("noi-khac", label: "Cơ quan ngoài sổ", value: form["noi-khac"], hint: "Ví dụ: Ủy ban nhân dân xã, điện lực.", maximumLength: 120))
          \(TextArea("loi", label: "Nội dung", value: form.paragraphs("loi"), rows: 3, hint: "Trả lời thế nào; đã báo lại cho dân ở đâu; vì sao kết thúc.", error: trouble.on("loi"), maximumLength: 2000))
          \(visit.keptNames(["loi", "noi-khac"], evenBare: true))
          \(Actions("\(Submit("Ghi"))"))
          """
      ).html
    ).html
  }

  private var mending: HTML {
    """
    <details class="more"\(when: visit.form.has("noi-dung"), " open")><summary>Sửa lời ghi</summary>
    \(Form(action: "\(path)/sua", csrf: visit.csrf, label: "Sửa lời ghi", body: """
      \(ConcernFields(visit: visit, rules: rules, hamlet: "", trouble: trouble, known: story.concern))
      \(Actions("\(Submit("Ghi"))"))
      """))
    </details>
    \(when: !story.steps.isEmpty, withdrawing("rut-buoc", "ly-do-buoc", "Rút một bước ghi nhầm", "Rút bước", steps: true))
    \(withdrawing("rut", "ly-do-rut", "Rút cả việc ghi nhầm", "Rút và xóa lời ghi"))
    """
  }

  private func withdrawing(
    _ end: String, _ field: String, _ title: String, _ button: String, steps: Bool = false
  ) -> HTML {
    let choices = story.steps.reversed().map { step in
      Choice("\(step.id)", "\(step.takenOn.vietnamese): \(step.kind.title)")
    }
    let chosen = visit.form.has("buoc-rut") ? visit.form["buoc-rut"] : choices.first?.value ?? ""
    return """
      <details class="more"\(when: visit.form.has(field), " open")><summary>\(title)</summary>
      \(Form(action: "\(path)/\(end)", csrf: visit.csrf, label: title, body: """
      \(when: steps, Select("buoc-rut", label: "Bước", choices: choices, selected: chosen, placeholder: nil).html)
      \(TextField(field, label: "Lý do", value: visit.form[field], error: trouble.on(field), isRequired: true, maximumLength: 300))
      \(Actions("\(Submit(button, kind: .secondary))"))
      """))
      </details>
      """
  }
}
