import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// The one an opinion is about has read it, and may answer.
  func readOwnOpinion() async throws -> Answer {
    let (system, actor) = (system, actor)
    let (id, now): (ID<OpinionRequest>, Moment) = (try found(id("y-kien")), system.now)
    let seen = try await system.read { session throws in try session.opinion(id, for: actor, at: now) }
    guard seen?.isRated == true else { throw RightsRefusal.notFound }
    return try await attempt {
      try await perform(ReadOpinion(id, reply: form.paragraphs("tra-loi-\(id)")))
      return .redirect("/cua-toi", done: .opinionRead)
    } else: { trouble in
      try await ownPage(trouble)
    }
  }
}

/// What others said about oneself, on one's own page: to read, to answer, before it enters the dossier.
struct OwnOpinionsPiece: Piece {
  var visit: Visit
  var opinions: [OwnOpinion]
  var rules: OpinionRules

  var html: HTML {
    Section(
      "Nhận xét về tôi", id: "nhan-xet",
      note: "Đọc và trả lời trước khi nhận xét vào hồ sơ. Bản đang soạn không ai thấy.",
      body: "\(each: opinions, entry)"
    ).html
  }

  private func entry(_ own: OwnOpinion) -> HTML {
    let opinion = own.opinion
    let title = "\(rules.name(of: opinion.kind)), \(own.period.vietnamese)"
    guard opinion.state.isShown else {
      return
        "<h3>\(title)</h3><p class=\"nothing\">Đã hỏi \(opinion.askedName) ngày \(opinion.askedOn.vietnamese), chưa có ý kiến.</p>"
    }
    let texts = rules.headings(of: opinion.kind).map { heading in
      (heading.name, "\(opinion.content[heading.id])" as HTML)
    }
    let signed: [(term: String, value: HTML)] = [("Người ký", "\(opinion.author), \(opinion.askedName)")]
    return """
      <h3>\(title)</h3>
      \(DescriptionList(texts + signed))
      \(opinion.state == .shared ? answer(opinion) : replied(own))
      """
  }

  private func replied(_ own: OwnOpinion) -> HTML {
    let opinion = own.opinion
    let said = opinion.reply.isEmpty ? "không có ý kiến" : opinion.reply
    let state = opinion.state == .entered ? "đã vào hồ sơ" : "chưa vào hồ sơ"
    guard !own.isReplyOnPaper else {
      return """
        <p>Chi bộ ghi theo bản giấy bạn đã đọc và ký; bạn trả lời: \(said) \
        <span class="hint">(\(state)). Không đúng với bản bạn ký thì báo bí thư hoặc cấp trên.</span></p>
        """
    }
    return "<p>Bạn trả lời: \(said) <span class=\"hint\">(\(state))</span></p>"
  }

  private func answer(_ opinion: ReviewOpinion) -> HTML {
    let field = "tra-loi-\(opinion.request)"
    return Form(
      action: "/cua-toi/y-kien/\(opinion.request)", csrf: visit.csrf, label: "Trả lời nhận xét",
      body:
        "\(TextArea(field, label: "Trả lời (không bắt buộc)", value: visit.form.paragraphs(field), rows: 3, hint: "Đi cùng nhận xét vào hồ sơ; gửi rồi không sửa được.", maximumLength: 2_000))\(Actions("\(Submit("Đã đọc, gửi trả lời"))"))"
    ).html
  }
}
