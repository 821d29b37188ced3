import Basics
import Formats
import Markup
import Registry
import Regulations
import TextReuse

extension Visit {
  /// The two regulations the address names, where the visitor may see both: the other one lies in their reach, or is the
  /// one of the own organisation's superior.
  private func pair() async throws -> (RegulationReading, ReuseReading, ReusePartner) {
    let place = try await regulationPlace()
    let other = try found(id("ban-kia", WorkingRegulation.self))
    let reading = try found(try await regulationReading(place))
    guard reading.hiddenUntil == nil else { throw RightsRefusal.notFound }
    let (system, actor) = (system, actor)
    let now = system.now
    let partner = try await system.read { session throws -> ReusePartner in
      guard let regulation = try session.regulation(other),
        let state = try session.organisationNear(regulation.organisation, asOf: AsOf(regulation.period.from))
      else { throw RightsRefusal.notFound }
      let reach = try session.reach(of: actor, with: .viewRegulations, at: now)
      let above = try session.superiorRegulation(of: place.regulation)?.regulation.regulation
      guard reach?.contains(regulation.organisation) ?? true || above == other else {
        throw RightsRefusal.notFound
      }
      return ReusePartner(
        regulation: regulation, name: state.name,
        path: "/to-chuc/\(regulation.organisation)/quy-che/ban/\(other)")
    }
    let reuse = try found(
      try await reuse(
        of: place.regulation, reading.outline, with: partner.regulation, asides: reading.asides(with: other)))
    return (reading, reuse, partner)
  }

  func regulationSideBySide(_ trouble: FormTrouble) async throws -> Answer {
    let (reading, reuse, partner) = try await pair()
    let mark = opening.mark
    let name = "So sánh quy chế"
    switch query["dang"] {
    case "docx":
      return .file(
        try ComparisonSheet(reuse, mark: mark).document.docx(), name: "\(name).docx",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    case "pdf":
      return .file(
        try ComparisonSheet(reuse, mark: mark).document.pdf(), name: "\(name).pdf",
        type: "application/pdf")
    case "html":
      return .file(
        ComparisonPage(reuse, mark: mark).html.bytes, name: "\(name).html",
        type: "text/html; charset=utf-8")
    case "csv":
      return .file(
        CSV.write((mark.map { [[$0]] } ?? []) + Self.lines(reuse)), name: "\(name).csv",
        type: "text/csv; charset=utf-8")
    case "json": return .json(ComparisonJSON.value(reuse))
    default: break
    }
    let place = reading.place
    let address = "\(place.path)/so-sanh/\(partner.regulation.regulation)"
    return try await page(
      "So sánh · \(place.regulation.title)",
      breadcrumbs: regulationTrail(place.organisation) + [
        Link(place.regulation.title, link(place.path)),
        Link("Đối chiếu nội dung", link("\(place.path)/doi-chieu")),
      ], styles: Self.regulationStyles,
      body: """
        \(PageHeading("Hai quy chế cạnh nhau", kind: place.organisation.name, lede: "So với \(partner.name).", actions: Self.exports(link(address), isTravelling: day != today)))
        \(trouble.summary)
        \(AbsentBox(reading: reading))
        <ul class="reuse-key"><li><span class="alike">tương tự</span></li><li><span class="renamed">tên được thay</span></li><li><span class="changed">chữ khác</span></li>
        <li><span class="mandated">theo văn bản bắt buộc</span></li><li><span class="common">dùng chung</span></li><li><span class="wrongFrame">khung dành cho nơi khác</span></li><li><span class="aside">đã gác lại, không tính</span></li></ul>
        <p class="reuse-summary">\(ComparisonText.verdicts(reuse)). \(ComparisonText.summary(reuse)).</p>
        \(SideBySide(visit: self, place: place, reuse: reuse, address: address, canSetAside: place.rights.contains(.recordRegulations), trouble: trouble))
        """)
  }

  private static func exports(_ address: String, isTravelling: Bool) -> HTML {
    let kinds = [
      ("docx", "Word"), ("pdf", "PDF"), ("html", "Tệp xem không cần mạng"), ("csv", "CSV"), ("json", "JSON"),
    ]
    return HTML.joined(
      kinds.map { kind, title in ButtonLink(title, "\(address)\(isTravelling ? "&" : "?")dang=\(kind)").html }
    )
  }

  private static func lines(_ reuse: ReuseReading) -> [[String]] {
    let report = reuse.report
    var lines = [
      ["\(ComparisonText.verdicts(reuse))."], ["\(ComparisonText.summary(reuse))."],
      [
        "Điều", "Nhận xét về điều", "Khoản", "Nội dung", "Nhận xét", "Khoản tương ứng", "Nội dung tương ứng",
        "Đã gác lại, không tính, vì",
      ],
    ]
    let outline = report.own.outline
    let counterparts = report.counterparts
    for read in reuse.articles {
      let article = read.comparison
      let here = outline.articles[article.place]
      for clause in article.clauses {
        let own = outline.clauses[clause.place]
        var line = [
          outline.heading(here), report.words.word(read.verdict), outline.address(own, in: here),
          outline.shown(own), report.words.word(clause.label), "", "",
          reuse.aside(clause, article)?.words ?? "",
        ]
        if let partner = clause.partner, let source = article.source {
          let there = report.source.outline
          line[5] = there.address(there.clauses[partner], in: there.articles[source])
          line[6] = there.shown(there.clauses[partner])
        } else if let twin = counterparts.twins[clause.place] {
          line[5] = report.sourceAddress(twin, counterparts)
          line[6] = report.source.outline.shown(report.source.outline.clauses[twin])
        }
        lines.append(line)
      }
    }
    for only in counterparts.sourceOnly {
      for n in only.clauses {
        let clause = report.source.outline.clauses[n]
        lines.append([
          "", "", "", "", "chỉ có ở bên kia",
          report.source.outline.address(clause, in: report.source.outline.articles[only.article]),
          report.source.outline.shown(clause), "",
        ])
      }
    }
    return lines
  }

  /// Sets a likeness aside, or brings it back.
  func setPassageAside() async throws -> Answer {
    let place = try await regulationPlace()
    let other = try found(id("ban-kia", WorkingRegulation.self))
    return try await attempt {
      let (_, reuse, _) = try await pair()
      let passage = form["doan"]
      guard reuse.passages.contains(passage) else { throw RegulationRefusal.unknownPassage }
      let bringsBack = !form["lay-lai"].isEmpty
      try await perform(
        SetPassageAside(
          passage, of: place.regulation.regulation, with: other,
          reason: bringsBack ? nil : form.paragraphs("ly-do"),
          because: bringsBack ? form.paragraphs("ly-do") : ""))
      return .redirect("\(place.path)/so-sanh/\(other)#k\(passage)", done: .saved)
    } else: {
      try await regulationSideBySide($0)
    }
  }
}

/// Two regulations clause by clause: the own left, its counterpart right. What only the other has stands behind the article
/// it is nearest to, or at the end.
struct SideBySide: Piece {
  var visit: Visit
  var place: RegulationPlace
  var reuse: ReuseReading
  var address: String
  var canSetAside: Bool
  var trouble: FormTrouble
  let counterparts: RegulationComparison.Counterparts

  private var report: RegulationComparison { reuse.report }

  init(
    visit: Visit, place: RegulationPlace, reuse: ReuseReading, address: String, canSetAside: Bool,
    trouble: FormTrouble
  ) {
    (self.visit, self.place, self.reuse, self.address) = (visit, place, reuse, address)
    (self.canSetAside, self.trouble, counterparts) = (canSetAside, trouble, reuse.report.counterparts)
  }

  var html: HTML {
    """
    <div class="side-by-side"><div class="side-head">\(report.own.name)</div><div class="side-head">\(report.source.name)</div>
    \(each: reuse.articles, article)\(rest)</div>
    """
  }

  /// Articles of the other text that no article here is near to.
  private var rest: HTML {
    let left = counterparts.sourceOnly.filter { $0.after == nil }
    guard !left.isEmpty else { return "" }
    return """
      <h3 class="side-article" id="chi-ben-kia">Chỉ có ở \(report.source.name)</h3>
      \(each: left, others)
      """
  }

  private func others(_ only: RegulationComparison.SourceOnly) -> HTML {
    let source = report.source.outline.articles[only.article]
    let title: HTML =
      only.after == nil
      ? "<div class=\"pair\"><div></div><div><b>\(report.source.outline.heading(source))</b></div></div>"
      : ""
    return """
      \(title)\(each: only.clauses, { n in
        let clause = report.source.outline.clauses[n]
        let passage = counterparts.mandated[n].map { report.passages[$0].source }
        let label = passage == nil ? "" : Comparison.Label.mandated.rawValue
        return "<div class=\"pair is-other\"><div></div><div class=\"\(label)\"><b>\(report.source.outline.address(clause, in: source))</b> \(report.source.outline.shown(clause)) <span class=\"side-note\">chỉ có ở bên này\(passage.map { "; \(report.words.word(Comparison.Label.mandated)): \($0)" } ?? "")</span></div></div>" as HTML
      })
      """
  }

  private func article(_ article: ReuseReading.Article) -> HTML {
    let comparison = article.comparison
    let own = report.own.outline.articles[comparison.place]
    let source = comparison.source.map { report.source.outline.articles[$0] }
    let with = source.map { " với \(report.source.outline.heading($0))" } ?? ""
    let told =
      switch article.verdict {
      case .own: ""
      case .aside: " (trước đó: \(report.words.word(comparison.verdict))\(with))"
      default: "\(with)\(ComparisonText.asides(article))"
      }
    return """
      <h3 class="side-article" id="d\(comparison.number)">\(report.own.outline.heading(own)) <span class="side-note">\(report.words.word(article.verdict))\(told)</span></h3>
      \(each: comparison.clauses, { pair($0, comparison) })
      \(each: counterparts.sourceOnly.filter { $0.after == comparison.place }, others)
      """
  }

  private func pair(_ clause: Comparison.Clause, _ article: Comparison.Article) -> HTML {
    let own = report.own.outline.clauses[clause.place]
    let key = own.address.text(in: article.number)
    let address = report.own.outline.address(own, in: report.own.outline.articles[article.place])
    let passage = clause.passage.flatMap {
      report.passages.indices.contains($0) ? report.passages[$0].source : nil
    }
    let note: HTML =
      passage.map { "<p class=\"side-note\">\(report.words.word(clause.label)): \($0)</p>" } ?? ""
    guard let partner = clause.partner, let source = article.source else {
      if let twin = counterparts.twins[clause.place] {
        let differences = report.differences(clause.place, twin)
        return """
          <div class="pair" id="k\(key)"><div class="\(clause.label.rawValue)"><b>\(address)</b> \(shown(report.shown(report.own, clause.place, differences.own)))\(note)</div>\
          <div class="\(clause.label.rawValue)"><b>\(report.sourceAddress(twin, counterparts))</b> \(shown(report.shown(report.source, twin, differences.source))) <span class="side-note">cùng lời, không tính</span></div></div>
          """
      }
      return """
        <div class="pair" id="k\(key)"><div class="\(clause.label.rawValue)"><b>\(address)</b> \(report.own.outline.shown(own))\(note)</div><div></div></div>
        """
    }
    let other = report.source.outline.address(
      report.source.outline.clauses[partner], in: report.source.outline.articles[source])
    let differences = report.differences(clause.place, partner)
    let aside = reuse.aside(clause, article)
    return """
      <div class="pair \(aside == nil ? "is-alike" : "is-aside")" id="k\(key)"><div class="\(clause.label.rawValue)"><b>\(address)</b> \(shown(report.shown(report.own, clause.place, differences.own)))\(note)\(aside.map { "<p class=\"side-note\">Đã gác lại, không tính: \($0.words)</p>" as HTML })\(when: canSetAside, form(key, isAside: aside != nil))</div>\
      <div><b>\(other)</b>\(when: clause.isMoved, " <em class=\"side-note\">đổi chỗ</em>") \(shown(report.shown(report.source, partner, differences.source)))</div></div>
      """
  }

  private func shown(_ pieces: [RegulationComparison.ShownPiece]) -> HTML {
    HTML.joined(
      pieces.map {
        $0.kind == .same ? HTML(text: $0.text) : "<span class=\"\($0.kind.rawValue)\">\($0.text)</span>"
      })
  }

  private func form(_ passage: String, isAside: Bool) -> HTML {
    let isThis = visit.form["doan"] == passage && !trouble.isEmpty
    let reason = TextField(
      "ly-do", label: isAside ? "Vì sao tính lại đoạn này" : "Vì sao không tính đoạn này",
      value: isThis ? visit.form["ly-do"] : "", width: .full,
      hint: "Người đọc sau và cấp trên thấy lý do này.", error: isThis ? trouble.on("") : nil,
      maximumLength: 300
    ).scoped(passage)
    let fields: HTML =
      isAside
      ? "\(HiddenField("lay-lai", "1"))\(when: !place.isOwner, reason.html)\(Submit("Tính lại đoạn này", kind: .quiet))"
      : "\(reason)\(Submit("Gác lại", kind: .secondary))"
    return """
      <details class="more side-note"\(when: isThis, " open")><summary>\(isAside ? "Tính lại" : "Gác lại")</summary>\(Form(action: address, csrf: visit.csrf, body: "\(HiddenField("doan", passage))\(fields)"))</details>
      """
  }
}
