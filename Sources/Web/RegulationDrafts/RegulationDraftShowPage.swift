import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// The whole draft: its articles with what is told beside them, comments, and what can be done next.
  func regulationDraftShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await regulationDraft()
    let (system, draft, today) = (system, place.draft, today)
    let (comments, people, steps, superior, names) = try await system.read { session throws in
      let comments = try session.draftComments(of: draft.id)
      let steps = try session.regulationDraftSteps(of: draft.id)
      var names: [ID<Organisation>: String] = [:]
      for id in Set(comments.compactMap(\.organisation)) {
        names[id] = try session.organisationNear(id, asOf: AsOf(today))?.name
      }
      return (
        comments, try session.personNames(ofActors: comments.map(\.author) + steps.map(\.actor)), steps,
        try session.superiorRegulation(of: draft.organisation, on: today)?.organisation.name ?? "", names
      )
    }
    // Findings and likeness are the owner's to see.
    let reading = place.sight.isOwner ? try await draftReading(place) : nil
    var others: [ID<RegulationDraftPiece>: (partner: ReusePartner, article: String)] = [:]
    if let reading { others = try await draftLikeOthers(place, reading) }
    let body = RegulationDraftShowPage(
      visit: self, place: place, reading: reading, others: others, superior: superior,
      frame: try site.regulationFrames(site.content)[draft.frame], comments: comments, people: people,
      names: names, steps: steps, trouble: trouble
    ).html
    return try await page(
      draft.title, breadcrumbs: regulationDraftTrail(place), styles: Self.regulationDraftStyles, body: body)
  }
}

struct RegulationDraftShowPage: Piece {
  var visit: Visit
  var place: RegulationDraftPlace
  var reading: DraftReading?
  var others: [ID<RegulationDraftPiece>: (partner: ReusePartner, article: String)]
  var superior: String
  var frame: RegulationFrame?
  var comments: [RegulationDraftComment]
  var people: [String: String]
  var names: [ID<Organisation>: String]
  var steps: [(step: RegulationDraftStep, actor: String, at: Moment)]
  var trouble: FormTrouble

  private var draft: RegulationDraft { place.draft }
  private var isOwner: Bool { place.sight.isOwner }

  var html: HTML {
    """
    \(PageHeading(draft.title, kind: "Dự thảo · \(place.organisation.name)", lede: lede, actions: actions))
    \(trouble.summary)
    \(returned)
    \(issued)
    \(refresh)
    \(asked)
    \(whole)
    <div class="regulation-draft">\(each: draft.pieces, piece)</div>
    \(commentsOnWhole)
    \(when: isOwner, track)
    """
  }

  private var lede: HTML {
    let articles = draft.pieces.count { $0.kind == .article }
    let written = draft.pieces.count { $0.kind == .article && !$0.isEmpty }
    return
      "\(Badge(draft.step.state.title, draft.step.state == .issued ? .done : .neutral)) \(articles) điều, \(written) điều đã có nội dung.\(frame.map { " Theo \($0.title)." } ?? "")"
  }

  private var actions: HTML {
    let own: HTML = isOwner ? "\(ButtonLink("Các bản đã ghi", "\(place.path)/cac-ban", kind: .quiet))" : ""
    return
      "\(next)\(ButtonLink("Word", "\(place.path)/tai?dang=docx"))\(ButtonLink("PDF", "\(place.path)/tai?dang=pdf"))\(own)"
  }

  private var returned: HTML {
    guard draft.step.state == .returned || draft.step.state == .withdrawn else { return "" }
    return Notice(
      .warning, draft.step.state == .returned ? "Trả lại để sửa." : "Thôi soạn dự thảo này.",
      reason: draft.step.text
    ).html
  }

  private var issued: HTML {
    guard let regulation = draft.step.regulation else { return "" }
    return Notice(
      .done, "Đã ban hành ngày \(draft.step.day.vietnamese).",
      action: Link("Mở bản trong sổ quy chế", "/to-chuc/\(draft.organisation)/quy-che/ban/\(regulation)")
    ).html
  }

  /// Places that the register tells otherwise by now.
  private var refresh: HTML {
    let stale = reading?.stale.values.flatMap { $0 } ?? []
    guard place.mayWrite, !stale.isEmpty else { return "" }
    var told: [DraftReading.Stale] = []
    for one in stale where !told.contains(one) { told.append(one) }
    let body: HTML = """
      <ul>\(each: told, { "<li>\($0.name): \($0.old.isEmpty ? "chưa có" : $0.old) → <strong>\($0.new)</strong></li>" })</ul>
      \(Form(action: "\(place.path)/bo-cuc", csrf: visit.csrf, body: "\(Submit("Điền lại theo sổ", kind: .secondary, name: "viec", value: "dien-lai"))"))
      """
    return Section("Sổ đã đổi từ khi điền", id: "so-da-doi", body: body).html
  }

  /// For whoever was asked: what is wanted of them.
  private var asked: HTML {
    guard !isOwner else { return "" }
    let before = place.sight.requests.compactMap(\.before).min()
    return Notice(
      .info,
      "\(place.organisation.name) hỏi ý kiến về dự thảo này\(before.map { ", trước ngày \($0.vietnamese)" } ?? "").",
      remedy: "Ghi ý kiến dưới từng điều, hoặc về cả dự thảo ở cuối trang."
    ).html
  }

  /// What is to be done next, for the owner.
  private var next: HTML {
    guard isOwner else { return "" }
    let links: HTML
    switch draft.step.state {
    case .writing, .returned, .commenting:
      links =
        "\(ButtonLink("Lấy ý kiến", "\(place.path)/y-kien"))\(ButtonLink("Ghi việc thông qua", "\(place.path)/thong-qua", kind: .primary))"
    case .adopted: links = "\(ButtonLink("Ban hành", "\(place.path)/ban-hanh", kind: .primary))"
    case .issued, .withdrawn: links = ""
    }
    return links
  }

  private var whole: HTML {
    let found = reading?.whole ?? []
    guard !found.isEmpty else { return "" }
    return Section(
      "Điểm cần xem của cả dự thảo", id: "ca-du-thao",
      body: "<ul class=\"draft-findings\">\(each: found, { DraftFindingLine(finding: $0).html })</ul>"
    ).html
  }

  // MARK: Pieces

  private func piece(_ piece: RegulationDraftPiece) -> HTML {
    let numbers = draft.numbers
    let title = DraftWordsView.inline(piece.title, numbers)
    let heading: HTML =
      switch piece.kind {
      case .head: "<h2>\(title)</h2>"
      case .chapter: "<h2 class=\"draft-chapter\">\(draft.name(of: piece)). \(title)</h2>"
      case .article: "<h3>\(draft.name(of: piece)). \(title)</h3>"
      }
    let beside: HTML =
      reading.map { reading in
        RegulationDraftBeside(
          piece: piece, frame: frame?.article(piece.origin), reading: reading, other: others[piece.piece],
          superior: superior, isWhole: false
        ).html
      } ?? ""
    return """
      <section class="regulation-draft-piece is-\(piece.kind.rawValue)" id="\(place.anchor(piece))"><div class="draft-body">
      \(heading)\(DraftWordsView(stored: piece.text, numbers: numbers))
      \(when: place.mayWrite, work(piece))
      \(comments(piece))</div><div class="draft-margin">\(beside)</div></section>

      """
  }

  private func work(_ piece: RegulationDraftPiece) -> HTML {
    let moves: HTML =
      piece.kind == .head
      ? ""
      : Form(
        action: "\(place.path)/bo-cuc", csrf: visit.csrf,
        body: """
          \(HiddenField("muc", "\(piece.piece)"))\(Submit("Lên", kind: .quiet, name: "viec", value: "len"))\(Submit("Xuống", kind: .quiet, name: "viec", value: "xuong"))\(Submit("Bỏ", kind: .quiet, name: "viec", value: "bo", confirm: piece.kind == .chapter ? "Bỏ tên chương này? Các điều ở lại, thuộc chương trước." : "Bỏ điều này? Lấy lại được ở trang các bản đã ghi."))
          """
      ).html
    return """
      <div class="draft-buttons">\(ButtonLink("Sửa", place.path(piece), kind: .secondary))\(moves)\(add(piece))</div>
      """
  }

  private func add(_ piece: RegulationDraftPiece) -> HTML {
    let isThis = visit.form["muc"] == "\(piece.piece)" && visit.form["viec"] == "them" && !trouble.isEmpty
    return """
      <details class="more"\(when: isThis, " open")><summary>Thêm sau mục này</summary>
      \(Form(action: "\(place.path)/bo-cuc", csrf: visit.csrf, body: """
        \(HiddenField("muc", "\(piece.piece)"))\(HiddenField("viec", "them"))
        \(Select("loai", label: "Thêm", choices: [Choice("article", "Điều"), Choice("chapter", "Chương")], selected: isThis ? visit.form["loai"] : "article", placeholder: nil).scoped("\(piece.piece)"))
        \(TextField("ten", label: "Tên", value: isThis ? visit.form["ten"] : "", width: .full, isRequired: true, maximumLength: RegulationDraftPiece.longestTitle).scoped("\(piece.piece)"))
        \(Actions("\(Submit("Thêm", kind: .secondary))"))
        """))</details>
      """
  }

  // MARK: Comments

  private func comments(_ piece: RegulationDraftPiece) -> HTML {
    let here = comments.filter { $0.piece == piece.piece }
    guard piece.kind != .chapter, !here.isEmpty || draft.step.state == .commenting else { return "" }
    return """
      \(each: here, { comment($0) })
      \(when: draft.step.state == .commenting, say(piece.piece))
      """
  }

  private func comment(_ comment: RegulationDraftComment) -> HTML {
    DraftCommentView(
      visit: visit, place: place, comment: comment, author: people[comment.author] ?? "",
      from: comment.organisation.flatMap { names[$0] }, trouble: trouble
    ).html
  }

  private func say(_ piece: ID<RegulationDraftPiece>?) -> HTML {
    let name = piece.map { "\($0)" } ?? ""
    let isThis = visit.form.has("y-kien") && visit.form["muc"] == name && !trouble.isEmpty
    return """
      <details class="more"\(when: isThis, " open")><summary>Góp ý</summary>
      \(Form(action: "\(place.path)/gop-y", csrf: visit.csrf, body: """
        \(HiddenField("muc", name))
        \(TextArea("y-kien", label: "Ý kiến", value: isThis ? visit.form.paragraphs("y-kien") : "", rows: 3, error: isThis ? trouble.on("") : nil, isRequired: true, maximumLength: 3_000).scoped(name))
        \(Actions("\(Submit("Gửi ý kiến", kind: .secondary))"))
        """))</details>
      """
  }

  private var commentsOnWhole: HTML {
    let gone = comments.filter { comment in comment.piece.map { draft.piece($0) == nil } ?? true }
    guard !gone.isEmpty || draft.step.state == .commenting else { return "" }
    return Section(
      "Ý kiến về cả dự thảo", id: "y-kien-chung",
      body: "\(each: gone, { comment($0) })\(when: draft.step.state == .commenting, say(nil))"
    ).html
  }

  // MARK: The way it went

  private var track: HTML {
    let rows = steps.map { one in
      let votes = one.step.votesFor.flatMap { votes in
        one.step.votesBase.map { " (\(votes)/\($0) tán thành)" }
      }
      return Table.Row([
        "\(one.step.state.title)\(votes ?? "")", "\(one.step.day.vietnamese)", "\(people[one.actor] ?? "")",
        "\(one.step.text)",
      ])
    }
    return """
      \(Section("Quá trình", id: "qua-trinh", body: Table("Quá trình", columns: [.init("Bước"), .init("Ngày", .day), .init("Người ghi"), .init("Lý do")], rows: rows).html))
      \(RegulationDraftMoves(visit: visit, place: place))
      """
  }
}
