import Basics
import Markup
import Registry
import Reporting

/// An issued briefing with what has been said about it.
struct IssuedPicture: Sendable {
  var item: IssuedBriefing
  var briefing: Briefing?
  var remarks: [BriefingRemark]
  var rights: RightSet

  init(
    _ issue: BriefingIssue, rules: BriefingRules, for actor: Actor, at now: Moment, in session: Asked
  ) throws {
    briefing = issue.briefing
    item = try session.compared(issue, rules: rules, for: actor, at: now)
    remarks = try session.remarks(on: issue.id)
    rights = try session.rights(of: actor, on: issue.organisation, at: now)
  }
}

extension Visit {
  /// The issued briefing of the address, as it was frozen.
  func issuedBriefing(_ trouble: FormTrouble) async throws -> Answer {
    let issue = try await issue()
    let (system, actor, rules) = (system, actor, try rules)
    let now = system.now
    let picture = try await system.read { session throws in
      try IssuedPicture(issue, rules: rules, for: actor, at: now, in: session)
    }
    return try await page(
      "Báo cáo \(issue.number)", breadcrumbs: [Link("Báo cáo", "/bao-cao")],
      styles: ["/styles/briefings.css"],
      body: IssuedBriefingPage(visit: self, picture: picture, trouble: trouble).html)
  }

  func remark() async throws -> Answer {
    let issue = try await issue(.remarkOnBriefings)
    return try await attempt {
      let answers: ID<BriefingRemark>? = form.id("tra-loi")
      guard let kind = answers == nil ? BriefingRemark.Kind(rawValue: form["loai"]) : .answer,
        answers != nil || kind != .answer
      else { throw RequestRefusal.missing("loại ý kiến") }
      try matterOnly(form.paragraphs("noi-dung"))
      _ = try await perform(
        RemarkOnBriefing(on: issue.id, kind, text: form.paragraphs("noi-dung"), answering: answers))
      return .redirect("/bao-cao/\(issue.id)#y-kien", done: kind == .answer ? .answered : .remarked)
    } else: {
      try await issuedBriefing($0)
    }
  }
}

struct IssuedBriefingPage: Piece {
  var visit: Visit
  var picture: IssuedPicture
  var trouble: FormTrouble

  private var issue: BriefingIssue { picture.item.issue }
  private var path: String { "/bao-cao/\(issue.id)" }

  var html: HTML {
    guard let briefing = picture.briefing else {
      return """
        \(PageHeading("Báo cáo \(issue.number)", kind: "Đã phát hành", lede: stamp))
        \(Notice(.refusal, BriefingRefusal.unreadable(issue.number).reason, remedy: BriefingRefusal.unreadable(issue.number).remedy))
        """
    }
    return """
      \(PageHeading(briefing.title, kind: "Báo cáo \(issue.number)", lede: "\(briefing.organisationName). \(briefing.basis).<br>\(stamp)", actions: downloads))
      \(trouble.summary)
      \(when: !picture.item.differences.isEmpty, differences)
      \(briefing.html(link: { $0.page(with: picture.rights) }, after: ["agencyCells": BriefingCharts(briefing: briefing, pyramid: [], rights: picture.rights).html]))
      \(Section("Ý kiến và câu hỏi", id: "y-kien", note: "Của các cấp nhận báo cáo này.", body: remarks))
      """
  }

  private var stamp: HTML {
    "Phát hành lúc \(issue.issuedAt.vietnamese), \(issue.issuedBy). Dấu băm <code class=\"hash\">\(issue.hash)</code>."
  }

  private var downloads: HTML {
    let links = BriefingDownload.allCases.map { ButtonLink($0.title, "\(path)/tai-ve?dang=\($0.rawValue)") }
    return "\(links)"
  }

  private var differences: HTML {
    let list = picture.item.differences
    let table = Table(
      "Số liệu sẽ khác",
      columns: [.init("Số liệu"), .init("Khi phát hành", .number), .init("Theo sổ hôm nay", .number)],
      rows: list.map { difference in
        Table.Row(["\(difference.label)", cell(difference.old), cell(difference.new)])
      })
    return """
      \(Notice(.warning, "\(list.count) số liệu sẽ khác nếu lập lại báo cáo này hôm nay.", reason: "Sổ đã được đính chính sau khi phát hành. Bản dưới đây giữ nguyên như khi phát hành."))
      <details class="more differing"><summary>Những số liệu ấy</summary>\(table)</details>
      """
  }

  private func cell(_ figure: BriefingFigure?) -> HTML {
    figure.map { figure in
      figure.records.page(with: picture.rights).map {
        InlineFigure(figure.text, definition: figure.definition, records: $0).html
      } ?? "\(figure.text)"
    }
      ?? "<span class=\"nothing\">không có</span>"
  }

  private var remarks: HTML {
    let all = picture.remarks
    func replies(_ remark: BriefingRemark) -> [Remarks.Remark] {
      all.filter { $0.answers == remark.id && $0.id != remark.id }.map {
        Remarks.Remark(by: $0.person, at: $0.writtenAt.vietnamese, $0.text)
      }
    }
    let tops = all.filter { $0.answers == nil }
    let open = tops.filter { question in
      question.kind == .question && !all.contains { $0.answers == question.id }
    }
    let shown = tops.map { remark in
      Remarks.Remark(
        by: remark.person, at: remark.writtenAt.vietnamese, remark.text,
        state: remark.kind == .question
          ? open.contains(remark)
            ? Badge("câu hỏi, chưa trả lời", .attention) : Badge("câu hỏi, đã trả lời", .done)
          : Badge(remark.kind.title.lowercased()),
        replies: replies(remark))
    }
    let canWrite = picture.rights.contains(.remarkOnBriefings)
    return """
      \(when: shown.isEmpty, "<p class=\"nothing\">Chưa có ý kiến nào.</p>", else: Remarks(shown).html)
      \(when: canWrite && !open.isEmpty, "\(each: open, answerForm)")
      \(when: canWrite, form.html)
      """
  }

  private func answerForm(_ question: BriefingRemark) -> HTML {
    let label = "Trả lời câu hỏi của \(question.person), \(question.writtenAt.vietnamese)"
    return Form(
      action: "\(path)/y-kien", csrf: visit.csrf, draft: "tra-loi-\(question.id)", label: label,
      body: """
        \(HiddenField("tra-loi", "\(question.id)"))
        \(TextArea("noi-dung", label: label, value: visit.form["tra-loi"] == "\(question.id)" ? visit.form.paragraphs("noi-dung") : "", rows: 3, isRequired: true, maximumLength: 4000))
        \(when: visit.form["tra-loi"] == "\(question.id)", visit.keptName)\(Actions("\(Submit("Trả lời", kind: .secondary))"))
        """
    ).html
  }

  private var form: Form {
    let typed = visit.form["tra-loi"].isEmpty
    return Form(
      action: "\(path)/y-kien", csrf: visit.csrf, draft: "y-kien-\(issue.id)",
      body: """
        \(RadioGroup("loai", label: "Ý kiến", choices: [Choice("question", "Câu hỏi", hint: "Cơ quan phát hành trả lời ở đây."), Choice("comment", "Góp ý")], selected: visit.form["loai"].isEmpty ? "question" : visit.form["loai"]))
        \(TextArea("noi-dung", label: "Nội dung", value: typed ? visit.form.paragraphs("noi-dung") : "", rows: 4, error: typed ? trouble.on("noi-dung") : nil, isRequired: true, maximumLength: 4000))
        \(when: typed, visit.keptName)\(Actions("\(Submit("Gửi"))"))
        """)
  }
}
