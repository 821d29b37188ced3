import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// One opinion: written by whoever was asked, entered from paper by the unit, led into the dossier.
  func opinionShow(_ trouble: FormTrouble) async throws -> Answer {
    let seen = try await requireOpinion()
    if let member = seen.subject.member, seen.opinion.state.isShown {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    let unit = seen.subject.organisation
    let asked =
      "nam=\(seen.period.year)" + (seen.period.quarter == 0 ? "" : "&quy=\(seen.period.quarter)")
    let back =
      seen.keeps
      ? Link("Ý kiến nhận xét", "/to-chuc/\(unit)/dot-kiem-diem/y-kien?\(asked)")
      : seen.opinion.asked.map { Link("Ý kiến được hỏi", "/to-chuc/\($0)/y-kien-duoc-hoi") }
    return try await page(
      try opinionRules.name(of: seen.opinion.kind), breadcrumbs: back.map { [$0] } ?? [],
      styles: ["/styles/rounds.css"],
      body: OpinionShowPage(visit: self, seen: seen, rules: try opinionRules, trouble: trouble).html)
  }

  func moveOpinion() async throws -> Answer {
    let seen = try await requireOpinion()
    guard seen.writes || seen.keeps else { throw RightsRefusal.lacking(.recordReviews) }
    let (request, rules) = (seen.opinion.request, try opinionRules)
    let path = "/y-kien/\(request)"
    return try await attempt {
      switch form["viec"] {
      case "nhap", "gui":
        try await perform(
          DraftOpinion(
            request, content: try typedOpinion(seen.opinion.kind), author: form["nguoi-ky"], rules: rules))
        guard form["viec"] == "gui" else { return .redirect(path, done: .saved) }
        try await perform(ShareOpinion(request, rules: rules))
        return .redirect(path, done: .opinionShared)
      case "giay":
        try await perform(
          RecordPaperOpinion(
            request, content: try typedOpinion(seen.opinion.kind), author: form["nguoi-ky"], rules: rules))
        return .redirect(path, done: .opinionShared)
      case "da-doc":
        try await perform(ReadOpinion(request, reply: form.paragraphs("tra-loi"), isOnPaper: true))
        return .redirect(path, done: .opinionRead)
      case "vao-ho-so":
        try await perform(EnterOpinion(request, reason: form.paragraphs("ly-do"), rules: rules))
        return .redirect(path, done: .opinionEntered)
      case "thoi":
        try await perform(CancelOpinion(request, reason: form.paragraphs("ly-do")))
        return .redirect(path, done: .saved)
      default: throw RequestRefusal.missing("việc")
      }
    } else: {
      try await opinionShow($0)
    }
  }

  /// What was said, on paper, to read and sign; nothing of a draft.
  func printOpinion() async throws -> Answer {
    let seen = try await requireOpinion()
    guard seen.opinion.state.isShown else { throw RightsRefusal.notFound }
    let (system, today) = (system, today)
    if let member = seen.subject.member {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    let (unit, year) = (seen.subject.organisation, seen.period.year)
    let head = try await system.read { session throws in
      try session.formHead(of: unit, year: year, asOf: AsOf(today))
    }
    let print = OpinionPrint(
      head: head, rules: try opinionRules, guidanceTitle: "", today: today,
      layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark)
    return try printed(print.sheet(seen), name: "Phiếu nhận xét, \(seen.name)")
  }

  /// What an organisation has been asked for.
  func opinionsAskedPage() async throws -> Answer {
    let (system, actor, today) = (system, actor, today)
    let (id, now) = (try organisation, system.now)
    let (place, asked) = try await system.read { session throws in
      (
        try session.organisationNear(id, asOf: AsOf(today)),
        try session.opinionsAsked(of: id, for: actor, at: now).filter { !$0.isRated }
      )
    }
    let name = try found(place).name
    let rules = try opinionRules
    return try await page(
      "Ý kiến được hỏi", breadcrumbs: [Link(name, "/to-chuc/\(id)")], styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Ý kiến được hỏi", kind: name, lede: "Nơi khác đề nghị \(name) nhận xét. Bản nháp không ai thấy, kể cả người được nhận xét, cho đến khi gửi."))
        \(Table(
          "Ý kiến được hỏi", columns: [.init("Về"), .init("Loại"), .init("Nơi hỏi"), .init("Trước ngày", .day), .init("")],
          rows: asked.map { seen in
            Table.Row([
              "<a\(href: "/y-kien/\(seen.opinion.request)")>\(seen.name)</a>", "\(rules.name(of: seen.opinion.kind))", "\(seen.organisationName)",
              "\(seen.opinion.dueText(today))", "\(seen.opinion.state == .draft ? Badge("có bản nháp") : Badge("chưa viết", .undecided))",
            ], tone: seen.opinion.isOverdue(today) ? .attention : .neutral)
          },
          empty: EmptyState("Không có ý kiến nào đang được hỏi", advice: "Khi nơi khác hỏi về đảng viên cư trú hoặc sinh hoạt tạm thời ở đây, việc ấy hiện ở trang này.")))
        """)
  }
}

struct OpinionShowPage: Piece {
  var visit: Visit
  var seen: SeenOpinion
  var rules: OpinionRules
  var trouble: FormTrouble

  private var opinion: ReviewOpinion { seen.opinion }
  private var path: String { "/y-kien/\(opinion.request)" }
  private var isOpen: Bool { opinion.state == .asked || opinion.state == .draft }

  var html: HTML {
    """
    \(PageHeading(seen.name, kind: rules.name(of: opinion.kind), lede: "\(seen.organisationName) hỏi \(opinion.askedName) ngày \(opinion.askedOn.vietnamese), kiểm điểm \(seen.period.vietnamese).", actions: actions))
    \(trouble.summary)
    \(status)
    \(when: opinion.state.isShown, said)
    \(when: isOpen && (seen.writes || seen.keeps), Section(seen.writes && opinion.asked != nil ? "Nhận xét" : "Ghi từ bản giấy", id: "ghi", note: "\(rules.source(of: opinion.kind, under: seen.guidance).map { "\($0). " } ?? "")Chỉ nhận xét chính người này, không nói về gia đình hay người khác.", body: writing).html)
    \(when: seen.keeps, keeping)
    """
  }

  private var actions: HTML {
    guard opinion.state.isShown else { return "" }
    return
      "\(ButtonLink("In để đọc và ký (Word)", "\(path)/in?dang=docx"))\(ButtonLink("PDF", "\(path)/in?dang=pdf", kind: .quiet))"
  }

  private var status: HTML {
    switch opinion.state {
    case .asked:
      return Notice(
        opinion.isOverdue(visit.today) ? .warning : .info,
        "Chưa nhận được ý kiến.\(opinion.dueBefore.map { " Hạn: trước ngày \($0.vietnamese)." } ?? "")"
      ).html
    case .draft:
      return Notice(.info, "Bản nháp; chưa ai khác thấy, kể cả người được nhận xét.").html
    case .shared:
      return Notice(
        .info, "Đã gửi ngày \(opinion.day.vietnamese); chờ người được nhận xét đọc và trả lời.",
        remedy:
          seen.ratedHasAccount
          ? "Người ấy đọc và trả lời ở trang “Của tôi” bằng tài khoản của mình; không ai ghi thay."
          : "Người ấy chưa có tài khoản: in ra cho đọc, ký, rồi ghi ở dưới."
      ).html
    case .read: return Notice(.info, "Đã được đọc ngày \(opinion.day.vietnamese).").html
    case .entered: return Notice(.done, "Đã vào hồ sơ ngày \(opinion.day.vietnamese).").html
    case .cancelled: return Notice(.info, "Đã thôi hỏi.").html
    }
  }

  private var said: HTML {
    let texts = rules.headings(of: opinion.kind).map { heading in
      (heading.name, "\(opinion.content[heading.id])" as HTML)
    }
    let reply: [(term: String, value: HTML)] =
      opinion.state == .shared
      ? [] : [(replied, opinion.reply.isEmpty ? "không có ý kiến" : "\(opinion.reply)")]
    return Section(
      "Nhận xét", body: DescriptionList(texts + [("Người ký", "\(opinion.author)")] + reply).html
    ).html
  }

  private var replied: String {
    seen.isReplyOnPaper
      ? "Người được nhận xét trả lời (chi bộ chép từ bản giấy đã ký)" : "Người được nhận xét trả lời"
  }

  private var writing: HTML {
    let isTheirs = seen.writes && opinion.asked != nil
    return Form(
      action: path, csrf: visit.csrf, label: "Nhận xét",
      body: """
        \(each: rules.headings(of: opinion.kind), { heading in
          let field = "muc-\(heading.id)"
          return TextArea(field, label: heading.name, value: visit.form.has(field) ? visit.form.paragraphs(field) : opinion.content[heading.id], rows: 3, isRequired: true, maximumLength: 2_000).html
        })
        \(TextField("nguoi-ky", label: "Người ký, chức vụ", value: visit.form.has("nguoi-ky") ? visit.form["nguoi-ky"] : opinion.author, width: .full, isRequired: true, maximumLength: 200))
        \(isTheirs
          ? Actions("\(Submit("Gửi người được nhận xét", name: "viec", value: "gui"))\(Submit("Lưu nháp", kind: .secondary, name: "viec", value: "nhap"))").html
          : Actions("\(Submit("Ghi vào sổ", name: "viec", value: "giay"))").html)
        """
    ).html
  }

  @HTMLList private var keeping: HTML {
    if opinion.state == .shared, seen.subject.member != nil, !seen.ratedHasAccount {
      Section(
        "Đã đọc bản in", id: "da-doc",
        note:
          "Khi người ấy đọc bản in và ký; câu trả lời viết tay thì chép lại nguyên văn. Sổ ghi rõ là chép từ bản giấy.",
        body: form(
          "da-doc", "Ghi đã đọc",
          TextArea(
            "tra-loi", label: "Trả lời (nếu có)", value: visit.form.paragraphs("tra-loi"), rows: 3,
            maximumLength: 2_000
          ).html)
      ).html
    }
    if opinion.state == .shared || opinion.state == .read {
      let needsReason =
        opinion.state == .shared && rules.mustBeRead(opinion.kind) && seen.subject.member != nil
      let enter = form(
        "vao-ho-so", "Đưa vào hồ sơ",
        needsReason
          ? TextArea("ly-do", label: "Vì sao chưa được đọc", rows: 2, isRequired: true, maximumLength: 1_000)
            .html
          : "")
      if needsReason {
        "<details class=\"more\"><summary>Người ấy không đọc được</summary><p class=\"hint\">Sau \(rules.replyDays) ngày kể từ khi gửi mới đưa vào hồ sơ được, kèm lý do.</p>\(enter)</details>"
          as HTML
      } else {
        Section("Hồ sơ", id: "ho-so", body: enter).html
      }
    }
    if isOpen {
      "<details class=\"more\"><summary>Thôi hỏi</summary>\(form("thoi", "Thôi hỏi", TextArea("ly-do", label: "Lý do", rows: 2, isRequired: true, maximumLength: 1_000).html, kind: .destructive))</details>"
        as HTML
    }
  }

  private func form(_ key: String, _ title: String, _ body: HTML, kind: ButtonKind = .primary) -> HTML {
    Form(
      action: path, csrf: visit.csrf, label: title,
      body: "\(HiddenField("viec", key))\(body)\(Actions("\(Submit(title, kind: kind))"))"
    ).html
  }
}
