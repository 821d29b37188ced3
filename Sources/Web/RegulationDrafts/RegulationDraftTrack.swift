import Basics
import Formats
import Markup
import Registry
import Regulations

extension Visit {
  // MARK: Comments

  /// Whom to ask: the superior, organisations of the same superior, people of the organisation itself.
  func regulationDraftAsking(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let draft = place.draft
    let (near, choices, readers, requests, names) = try await system.read { session throws in
      let asOf = AsOf(today)
      var choices: [Choice] = []
      let above = try session.superiors(of: draft.organisation, asOf: asOf).last
      var near: [Choice] = []
      if let above { near.append(Choice("\(above.organisation)", above.name, hint: "Cấp trên trực tiếp")) }
      for other in try session.children(of: above?.organisation, asOf: asOf)
      where other.organisation != draft.organisation {
        choices.append(Choice("\(other.organisation)", other.name))
      }
      for below in try session.children(of: draft.organisation, asOf: asOf) {
        choices.append(Choice("\(below.organisation)", below.name, hint: "Trực thuộc"))
      }
      let requests = try session.draftRequests(of: draft.id)
      var names: [ID<RegulationDraftRequest>: String] = [:]
      let readers = try session.ownReaders(of: draft.organisation, at: now)
      for request in requests {
        if let id = request.organisation {
          names[request.id] = try session.organisationNear(id, asOf: asOf)?.name
        }
        if let id = request.account { names[request.id] = try session.personName(ofActor: "account:\(id)") }
      }
      return (near, choices, readers, requests, names)
    }
    let asked = Set(requests.compactMap { $0.organisation.map { "\($0)" } ?? $0.account.map { "\($0)" } })
    let places = choices.filter { !asked.contains($0.value) }
    let first = near.filter { !asked.contains($0.value) }
    let chosen = Set(form.all("to-chuc"))
    let own = readers.filter { $0.account != actor.account }.map { Choice("\($0.account)", $0.name) }.filter {
      !asked.contains($0.value)
    }
    let rows = requests.map { request in
      Table.Row([
        "\(names[request.id] ?? "")", "\(request.askedOn.vietnamese)", "\(request.before?.vietnamese ?? "")",
        place.mayWrite ? askedAgain(place, request) : "",
      ])
    }
    return try await page(
      "Lấy ý kiến · \(draft.title)", breadcrumbs: regulationDraftTrail(place, Link(draft.title, place.path)),
      styles: Self.regulationDraftStyles,
      body: """
        \(PageHeading("Lấy ý kiến về dự thảo", kind: draft.title, lede: "Chỉ nơi, người được hỏi đọc được dự thảo; không ai khác ngoài tổ chức này thấy. Điểm cần xem và kết quả đối chiếu chỉ tổ chức này thấy.", actions: "\(ButtonLink("Về dự thảo", place.path))"))
        \(trouble.summary)
        \(Section("Đang hỏi", body: Table("Đang hỏi", columns: [.init("Nơi, người"), .init("Từ ngày", .day), .init("Trước ngày", .day), .init("")], rows: rows, empty: EmptyState("Chưa hỏi ai", advice: "Chọn ở dưới rồi gửi.")).html))
        \(when: place.mayWrite && !(first.isEmpty && places.isEmpty && own.isEmpty), Section("Hỏi thêm", body: Form(action: "\(place.path)/y-kien", csrf: csrf, label: "Hỏi ý kiến", body: """
          \(when: !first.isEmpty, CheckboxGroup("to-chuc", label: "Cấp trên", choices: first, selected: chosen).html)
          \(when: !own.isEmpty, CheckboxGroup("nguoi", label: "Người trong tổ chức có quyền xem quy chế", choices: own, selected: Set(form.all("nguoi"))).html)
          \(when: !places.isEmpty, "<details class=\"more\"\(when: places.contains { chosen.contains($0.value) }, " open")><summary>Tổ chức cùng cấp, trực thuộc (\(places.count))</summary>\(CheckboxGroup("to-chuc", label: "Tổ chức", choices: places, selected: chosen).scoped("cung-cap"))</details>")
          \(DayField("han", label: "Góp ý trước ngày", value: form["han"], hint: "Bỏ trống nếu không hẹn ngày.", error: trouble.on("han")))
          \(Actions("\(Submit("Gửi lấy ý kiến"))"))
          """).html).html)
        """)
  }

  /// Another day, or no longer asked.
  private func askedAgain(_ place: RegulationDraftPlace, _ request: RegulationDraftRequest) -> HTML {
    let whom: HTML =
      "\(request.organisation.map { HiddenField("to-chuc", "\($0)").html })\(request.account.map { HiddenField("nguoi", "\($0)").html })"
    let day = DayField("han", label: "Góp ý trước ngày", value: request.before?.vietnamese ?? "", hint: nil)
      .scoped("\(request.id)")
    return """
      <details class="more"><summary>Đổi hạn, thôi hỏi</summary>
      \(Form(action: "\(place.path)/y-kien", csrf: csrf, body: "\(whom)\(HiddenField("doi-han", "1"))\(day)\(Submit("Đổi hạn", kind: .secondary))"))
      \(Form(action: "\(place.path)/y-kien", csrf: csrf, body: "\(HiddenField("thoi", "\(request.id)"))\(Submit("Thôi hỏi", kind: .quiet))"))</details>
      """
  }

  func askAboutRegulationDraft() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    return try await attempt {
      if let request = form.id("thoi", RegulationDraftRequest.self) {
        try await perform(UnaskAboutRegulationDraft(request, of: place.draft.id))
        return .redirect("\(place.path)/y-kien", done: .saved)
      }
      let before = form["han"].isEmpty ? nil : try day(in: "han", "ngày hẹn góp ý")
      try await perform(
        AskAboutRegulationDraft(
          place.draft.id, organisations: form.all("to-chuc").compactMap { ID(text: $0) },
          accounts: form.all("nguoi").compactMap { ID(text: $0) }, before: before))
      if form.has("doi-han") { return .redirect("\(place.path)/y-kien", done: .saved) }
      return .redirect(place.path, done: .draftSent)
    } else: {
      try await regulationDraftAsking($0)
    }
  }

  func commentOnRegulationDraft() async throws -> Answer {
    let place = try await regulationDraft()
    return try await attempt {
      let piece = form["muc"].isEmpty ? nil : try found(form.id("muc", RegulationDraftPiece.self))
      try await perform(CommentOnRegulationDraft(place.draft.id, on: piece, text: form.paragraphs("y-kien")))
      let anchor = piece.flatMap { place.draft.piece($0) }.map { place.anchor($0) } ?? "y-kien-chung"
      return .redirect("\(place.path)#\(anchor)", done: .draftCommented)
    } else: {
      try await regulationDraftShow($0)
    }
  }

  func answerDraftComment() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    return try await attempt {
      let comment = try found(form.id("gop-y", RegulationDraftComment.self))
      guard let standing = RegulationDraftComment.Standing(rawValue: form["muc-do"]) else {
        throw RegulationDraftRefusal.noReason
      }
      try await perform(
        AnswerDraftComment(comment, of: place.draft.id, standing: standing, reply: form.paragraphs("loi")))
      return .redirect("\(place.path)#y-\(comment)", done: .answered)
    } else: {
      try await regulationDraftShow($0)
    }
  }

  func moveRegulationDraft() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    return try await attempt {
      let move: MoveRegulationDraft.Move
      switch form["viec"] {
      case "tra-lai": move = .giveBack
      case "thoi-soan": move = .putAside
      case "mo-lai": move = .takeUp
      default: throw RegulationDraftRefusal.nothingChanged
      }
      try await perform(MoveRegulationDraft(place.draft.id, move, reason: form["ly-do"]))
      return .redirect(
        place.path,
        done: move == .giveBack ? .draftGivenBack : move == .putAside ? .draftWithdrawn : .draftReopened)
    } else: {
      try await regulationDraftShow($0)
    }
  }

  /// The paper of the draft, for the meeting.
  func regulationDraftPaper() async throws -> Answer {
    let place = try await regulationDraft()
    let (system, draft, mark) = (system, place.draft, opening.mark)
    let layout = try rules.layout(on: today)?.profile ?? .party
    let print = try await system.read {
      try $0.regulationPrint(draft, number: nil, on: nil, signer: "", layout: layout, mark: mark)
    }
    switch query["dang"] {
    case "pdf":
      return .file(try print.document.pdf(), name: "Dự thảo quy chế.pdf", type: "application/pdf")
    case "docx", "":
      return .file(
        try print.document.docx(), name: "Dự thảo quy chế.docx",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    default: throw ParameterRefusal.invalid("dang", query["dang"], expected: "docx, pdf")
    }
  }
}
