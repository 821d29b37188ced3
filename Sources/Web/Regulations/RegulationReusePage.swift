import Basics
import Formats
import Markup
import Registry
import Regulations
import TextReuse

/// Another regulation that some articles are like.
struct ReusePartner: Sendable {
  var regulation: WorkingRegulation
  var name: String
  var path: String
}

extension Visit {
  /// What each article has to do with the superior's regulation and with all others, in words.
  func regulationReuse() async throws -> Answer {
    let place = try await regulationPlace()
    let trail = regulationTrail(place.organisation) + [Link(place.regulation.title, link(place.path))]
    guard let reading = try await regulationReading(place) else {
      return try await page(
        "Đối chiếu · \(place.regulation.title)", breadcrumbs: trail,
        body:
          "\(PageHeading("Đối chiếu nội dung", kind: place.organisation.name))\(Notice(.info, "Bản này không kèm tệp, nên không đối chiếu được."))"
      )
    }
    if let day = reading.hiddenUntil {
      return try await page(
        "Đối chiếu · \(place.regulation.title)", breadcrumbs: trail,
        body:
          "\(PageHeading("Đối chiếu nội dung", kind: place.organisation.name))\(Notice(.info, "Nơi ban hành đang xem kết quả đối chiếu trước.", reason: "Cấp trên xem được từ ngày \(day.vietnamese), hoặc sớm hơn khi nơi ban hành xem xong."))"
      )
    }
    let vertical: ReuseReading?
    if let superior = reading.superior {
      vertical = try await reuse(
        of: place.regulation, reading.outline, with: superior.regulation,
        asides: reading.asides(with: superior.regulation.regulation))
    } else {
      vertical = nil
    }
    let all = try await likeOthers(place, reading.outline)
    return try await page(
      "Đối chiếu · \(place.regulation.title)", breadcrumbs: trail, styles: Self.regulationStyles,
      body: RegulationReusePage(
        visit: self, reading: reading, vertical: vertical, others: all.rows, left: all.left
      ).html)
  }

  /// A comparison of two regulations with what was set aside between them.
  func reuse(
    of own: WorkingRegulation, _ outline: Outline, with other: WorkingRegulation,
    asides: [String: PassageAside]
  ) async throws -> ReuseReading? {
    guard let source = try await self.outline(of: other) else { return nil }
    let system = system
    let tools = try await reuseTools(for: own.organisation, on: own.period.from)
    let (a, b) = try await system.read { session throws in
      (
        try session.organisationNear(own.organisation, asOf: AsOf(own.period.from)),
        try session.organisationNear(other.organisation, asOf: AsOf(other.period.from))
      )
    }
    guard let a, let b else { return nil }
    let key = "\(own.fileHash)|\(a.name)|\(a.kind)|\(other.fileHash)|\(b.name)|\(b.kind)|\(tools.key)"
    let report = try await site.regulationDesk.comparison(key) {
      try RegulationComparison(
        .init(name: a.name, outline: outline), .init(name: b.name, outline: source),
        ownAudience: ReuseAudience.of(a.kind), sourceAudience: ReuseAudience.of(b.kind), tools: tools)
    }
    return ReuseReading(report, asides: asides)
  }

  func reuseState() async throws -> ReuseShelf.State {
    let desk = site.regulationDesk
    return try await site.reuseShelf.state(of: system, tools: try reuseTools) { paper in
      if let kept = desk.outline(paper.hash) { return kept }
      let outline = Outline.read(await RegulationFile.readAside(paper.bytes, name: paper.name))
      desk.keep(outline, paper.hash)
      return outline
    }
  }

  /// Partners of each article among all regulations within the visitor's reach, but the organisation's own and its
  /// superior's; by the article's number.
  func likeOthers(_ place: RegulationPlace, _ outline: Outline) async throws -> (
    rows: [Int: (partner: ReusePartner, article: String)], left: Int
  ) {
    let (system, own) = (system, place.regulation)
    let above = try await system.read { try $0.superiorRegulation(of: own)?.regulation.regulation }
    return try await likeOthers(
      outline, named: own.regulation.description, of: place.organisation, on: own.period.from, above: above)
  }

  func likeOthers(
    _ outline: Outline, named id: String, of state: OrganisationState, on day: Day,
    above: ID<WorkingRegulation>?
  ) async throws -> (rows: [Int: (partner: ReusePartner, article: String)], left: Int) {
    switch try await reuseState() {
    case .empty: return ([:], 0)
    case .reading(let left): return ([:], left)
    case .ready(let index):
      let (system, actor) = (system, actor)
      let tools = try await reuseTools(for: state.organisation, on: day)
      let now = system.now
      let rows = try await site.regulationDesk.work {
        var writer = ReuseWriter(tools.masks)
        let document = writer.document(
          outline, id: id, tree: state.organisation.description, audience: ReuseAudience.of(state.kind))
        return AgainstAll(index, tools.coefficients).rows(of: document, library: tools.library)
      }
      // As the papers have them.
      let desk = site.regulationDesk
      return try await system.read { session throws in
        let reach = try session.reach(of: actor, with: .viewRegulations, at: now)
        var found: [Int: (partner: ReusePartner, article: String)] = [:]
        for row in rows {
          for partner in row.partners where partner.match.isLike(tools.words.limits) {
            guard found[row.article] == nil, let id = ID<WorkingRegulation>(text: partner.document),
              id != above,
              let other = try session.regulation(id), other.organisation != state.organisation,
              reach?.contains(other.organisation) ?? true,
              let there = try session.organisationNear(other.organisation, asOf: AsOf(other.period.from))
            else { continue }
            found[row.article] = (
              ReusePartner(
                regulation: other, name: there.name,
                path: "/to-chuc/\(other.organisation)/quy-che/ban/\(id)"),
              desk.outline(other.fileHash)?.printed(partner.article) ?? "\(partner.article)"
            )
          }
        }
        return (found, 0)
      }
    }
  }
}

struct RegulationReusePage: Piece {
  var visit: Visit
  var reading: RegulationReading
  var vertical: ReuseReading?
  var others: [Int: (partner: ReusePartner, article: String)]
  var left: Int

  private var place: RegulationPlace { reading.place }

  var html: HTML {
    """
    \(PageHeading("Đối chiếu nội dung", kind: place.organisation.name, lede: "\(place.regulation.title), \(place.document.key.number). Máy so chữ để người đọc xem; “tương tự” không phải là kết luận."))
    \(AbsentBox(reading: reading))
    \(Section("Từng điều", note: "Phần bắt buộc theo văn bản và câu dùng chung không tính về bên nào.", body: table))
    \(when: left > 0, Notice(.info, "Đang đọc \(left) quy chế khác để đối chiếu; tải lại trang sau ít phút.").html)
    """
  }

  private var table: HTML {
    let articles = reading.outline.articles
    let byNumber = Dictionary(
      (vertical?.articles ?? []).map { ($0.comparison.number, $0) }, uniquingKeysWith: { first, _ in first })
    let words = vertical?.report.words
    return Table(
      "Từng điều",
      columns: [
        .init("Điều"),
        .init(reading.superior.map { "Với quy chế \($0.organisation.name)" } ?? "Với quy chế cấp trên"),
        .init("Với nơi khác trong phạm vi"),
      ],
      rows: articles.map { article in
        var above: HTML =
          "<span class=\"nothing\">\(reading.superior == nil ? "cấp trên chưa có quy chế trong sổ" : "không so được")</span>"
        if let found = byNumber[article.number], let superior = reading.superior, let words, let vertical {
          let source = found.comparison.source.map { n in vertical.report.source.outline.articles[n] }
          let with = source.map { " với Điều \($0.printed)" } ?? ""
          let link = "\(place.path)/so-sanh/\(superior.regulation.regulation)"
          above =
            found.verdict == .own
            ? "\(words.word(Comparison.Verdict.own))"
            : "<a\(href: "\(link)#d\(article.number)")>\(words.word(found.verdict))</a>\(found.verdict == .aside ? " (trước đó: \(words.word(found.comparison.verdict))\(with))" : "\(with)\(ComparisonText.asides(found))")"
        }
        let elsewhere = others[article.number].map { found -> HTML in
          "<a\(href: "\(place.path)/so-sanh/\(found.partner.regulation.regulation)#d\(article.number)")>tương tự nội dung</a> với Điều \(found.article), \(found.partner.name)"
        }
        return Table.Row([
          "\(reading.outline.heading(article))", above, elsewhere ?? "—",
        ])
      }, empty: EmptyState("Không có điều nào", advice: "Xem lại tệp đã nộp.")
    ).html
  }
}

/// Whom the regulation claims to lead that the organisation does not have: sentence, body, what the register says.
struct AbsentBox: Piece {
  var reading: RegulationReading

  var html: HTML {
    let absent = reading.findings.filter { $0.matter == .subjects && !$0.subject.isEmpty }
    guard let first = absent.first else { return "" }
    // Several bodies of one sentence stand in one line.
    var places: [String] = []
    for finding in absent where !places.contains(finding.place + finding.sentence) {
      places.append(finding.place + finding.sentence)
    }
    let lines = places.map { place -> HTML in
      let here = absent.filter { $0.place + $0.sentence == place }
      guard let one = here.first else { return "" }
      let asked = here.filter { $0.severity == .notice }.map(\.subject)
      let note: HTML =
        asked.isEmpty ? "" : " (\(asked.joined(separator: ", ")) có thể có: nếu đúng thì ghi vào sổ)"
      return
        "<li><strong>\(here.map(\.subject).joined(separator: ", "))</strong>, \(one.place): “\(one.sentence)”\(note)</li>"
    }
    return """
      <section class="absent-box"><h2>Đối tượng lãnh đạo không có trong sổ của \(reading.place.organisation.name)</h2>
      <ul>\(HTML.joined(lines))</ul>
      <p>\(first.says)</p></section>
      """
  }
}
