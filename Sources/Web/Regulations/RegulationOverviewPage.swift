import Basics
import Formats
import Markup
import Registry
import Regulations
import TextReuse

/// Which rows of an overview a list shows.
enum OverviewList: String, CaseIterable {
  case absent = "doi-tuong", alike = "tuong-tu", fitting = "phu-hop"

  var title: String {
    switch self {
    case .absent: "Nêu lãnh đạo đoàn thể mà chi bộ không có"
    case .alike: "Nội dung tương tự phần lớn quy chế cấp trên"
    case .fitting: "Viết riêng, không thấy điểm cần xem"
    }
  }

  var definition: String {
    switch self {
    case .absent:
      "Quy chế của chi bộ có ít nhất một câu nói chi bộ lãnh đạo một đoàn thể (hoặc các đoàn thể) mà sổ ngày quy chế có hiệu lực không ghi; không tính đoàn thể mà loại chi bộ ấy có thể có."
    case .alike:
      "Quy chế mà phần lớn số chữ đếm được (không tính phần bắt buộc và câu dùng chung) tương tự quy chế của cấp trên trực tiếp khi ấy; đoạn đã gác lại vẫn tính ở đây; mốc nằm trong Content/Regulations/verdicts.yaml."
    case .fitting:
      "Không điều nào tương tự từ một phần trở lên (đoạn đã gác lại vẫn tính), và không có điểm cần xem nào ngoài những điểm để hỏi."
    }
  }

  func holds(_ row: RegulationOverview.Row) -> Bool {
    switch self {
    case .absent: !row.absent.isEmpty
    case .alike: row.isMostlyAlike
    case .fitting:
      row.superior != nil && row.articles.allSatisfy { $0.found == .own || $0.found == .quotes }
        && row.findings.allSatisfy { $0.severity == .notice }
    }
  }
}

extension RegulationOverview {
  /// The figures, each with the list it counts.
  func figures(_ records: (OverviewList) -> String) -> [Figure] {
    OverviewList.allCases.map { list in
      Figure(
        Number.grouped(rows.count { list.holds($0) }), "\(list.title), trong \(rows.count)",
        definition: list.definition, records: records(list))
    }
  }
}

extension Visit {
  private static let rowsPerPage = 40

  func regulationOverviewPage() async throws -> Answer {
    let overview = try await regulationOverview()
    let path = "/to-chuc/\(overview.state.organisation)/quy-che/tong-quan"
    let list = OverviewList(rawValue: query["loc"])
    let shown = list.map { list in overview.rows.filter { list.holds($0) } } ?? overview.rows
    if query["dang"] == "csv" { return overviewFile(shown) }
    let page = max(1, query.number("trang") ?? 1)
    let rows = Array(
      shown.dropFirst(min(shown.count, (page - 1) * Self.rowsPerPage)).prefix(Self.rowsPerPage))
    let figures = overview.figures { link("\(path)?loc=\($0.rawValue)") }
    let filter = list.map { "?loc=\($0.rawValue)" } ?? ""
    return try await self.page(
      "Đối chiếu quy chế · \(overview.state.name)", breadcrumbs: regulationTrail(overview.state),
      travels: true,
      styles: Self.regulationStyles,
      body: """
        \(PageHeading("Đối chiếu quy chế", kind: overview.state.name, lede: "Quy chế của chi bộ đang có hiệu lực ngày \(day.vietnamese), so với quy chế của cấp trên trực tiếp. Xếp theo tên; không xếp hạng.", actions: "\(ButtonLink("Điều cùng gốc", link("/to-chuc/\(overview.state.organisation)/quy-che/cung-goc")))\(ButtonLink("CSV", link(path + (filter.isEmpty ? "?" : filter + "&") + "dang=csv")))"))
        \(nearerDay(overview, path))
        \(Figures(figures))
        \(SectionLinks("Lọc", [Link("Tất cả (\(overview.rows.count))", link(path), isCurrent: list == nil)] + OverviewList.allCases.map { Link($0.title, link("\(path)?loc=\($0.rawValue)"), isCurrent: list == $0) }))
        \(Section(list?.title ?? "Từng chi bộ, từng điều", body: "\(hints(overview))\(list == .absent ? absentTable(rows) : grid(rows))\(Pagination(page: page, pageSize: Self.rowsPerPage, count: shown.count, noun: "quy chế", path: link(path + filter)))"))
        """)
  }

  /// An organisation that is no more has its figures on the days when it was.
  private func nearerDay(_ overview: RegulationOverview, _ path: String) -> HTML {
    let period = overview.state.period
    guard overview.rows.isEmpty, !period.contains(day) else { return "" }
    let near = day < period.from ? period.from : period.to.previous
    return Notice(
      .info,
      "Ngày \(day.vietnamese) \(overview.state.name) không hoạt động, nên không có quy chế nào để xem.",
      remedy: "Xem vào một ngày tổ chức này còn hoạt động.",
      action: Link("Xem ngày \(near.vietnamese)", "\(path)?ngay=\(near)")
    ).html
  }

  /// What the figures leave out, and what they count all the same.
  private func hints(_ overview: RegulationOverview) -> HTML {
    """
    \(when: overview.waiting > 0, "<p class=\"hint\">\(overview.waiting) quy chế nơi ban hành đang xem trước, chưa tính ở đây.</p>")
    \(asidesNote(overview.rows))
    \(when: overview.withoutPaper > 0, "<p class=\"hint\">\(overview.withoutPaper) quy chế không kèm tệp, không đối chiếu được.</p>")
    \(when: overview.isCut, "<p class=\"hint\">Chỉ xét một phần quy chế đầu theo tên; mở từng đảng bộ bên dưới để xem hết.</p>")
    """
  }

  private func asidesNote(_ rows: [RegulationOverview.Row]) -> HTML {
    let count = rows.count { $0.asides > 0 }
    guard count > 0 else { return "" }
    return
      "<p class=\"hint\">\(count) quy chế có đoạn đã gác lại. Các con số trên vẫn tính những đoạn ấy; ô “g” trong bảng mở ra lý do và người gác lại.</p>"
  }

  private func absentTable(_ rows: [RegulationOverview.Row]) -> HTML {
    Table(
      "Câu nêu đối tượng không có",
      columns: [.init("Chi bộ"), .init("Quy chế"), .init("Nêu lãnh đạo"), .init("Sổ ghi")],
      rows: rows.map { row in
        Table.Row([
          "<a\(href: link("/to-chuc/\(row.regulation.organisation)/quy-che"))>\(row.organisation.name)</a>",
          "<a\(href: link(row.path))>\(row.number)</a>",
          "\(Set(row.absent.map(\.subject)).sorted().joined(separator: ", ")) <details class=\"more\"><summary>\(row.absentSentences.count) câu</summary>\(each: row.absentSentences, { "<p>\($0.place): “\($0.before)<mark>\($0.marked)</mark>\($0.after)”</p>" })</details>",
          "\(row.absent.first?.says ?? "")",
        ])
      }, empty: EmptyState("Không có quy chế nào", advice: "Không câu nào nêu đối tượng mà sổ không ghi.")
    ).html
  }

  /// Cells × articles, a word in every box.
  private func grid(_ rows: [RegulationOverview.Row]) -> HTML {
    guard !rows.isEmpty, let words = try? reuseTools.words else {
      return EmptyState(
        "Không có quy chế nào ở đây",
        advice: "Chọn mục khác, hoặc chờ nơi ban hành xem xong quy chế của mình."
      ).html
    }
    let most = rows.map { $0.articles.map(\.number).max() ?? 0 }.max() ?? 0
    let columns = most > 0 ? Array(1...most) : []
    let hasNoSuperior = rows.contains { $0.articles.isEmpty }
    return """
      \(Legend(words: words, verdicts: ReuseVerdict.allCases))
      \(Table(
        "Chi bộ và từng điều",
        columns: [.init("Chi bộ")] + columns.map { .init("Đ. \($0)") } + (hasNoSuperior ? [.init("Ghi chú")] : []),
        rows: rows.map { row in
          let byNumber = Dictionary(row.articles.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
          let boxes = columns.map { n in byNumber[n].map { box($0, row, words) } ?? "" }
          let note: HTML = row.articles.isEmpty
            ? row.superior == nil ? "cấp trên chưa có quy chế để so" : "quy chế cấp trên không kèm tệp" : ""
          return Table.Row(
            ["<a\(href: link("\(row.path)/doi-chieu"))>\(row.organisation.name)</a>"] + boxes
              + (hasNoSuperior ? [note] : []))
        }, keepsShape: true))
      """
  }

  private func box(
    _ article: RegulationOverview.Article, _ row: RegulationOverview.Row, _ words: VerdictWords
  ) -> HTML {
    guard let superior = row.superior else { return "" }
    let with = article.source.map { " với Điều \($0)" } ?? ""
    let word = words.word(article.verdict)
    let told =
      switch article.verdict {
      case .aside: "\(word); trước đó: \(words.word(article.found))\(with)"
      default:
        "\(word)\(with)" + (article.asides > 0 ? "; \(article.asides) đoạn đã gác lại, không tính" : "")
      }
    let mark = Legend.short(article.verdict) + (article.asides > 0 && article.verdict != .aside ? "+g" : "")
    let number = article.printed == "\(article.number)" ? "" : " Đ.\(article.printed)"
    return """
      <span class="box v-\(article.verdict.rawValue)"><a\(href: link("\(row.path)/so-sanh/\(superior.regulation)#d\(article.number)")) title="Điều \(article.printed). \(article.title): \(told)">\(mark)\(number)<span class="unseen"> \(told)</span></a></span>
      """
  }

  private func overviewFile(_ rows: [RegulationOverview.Row]) -> Answer {
    let words = try? reuseTools.words
    var lines = [
      [
        "Chi bộ", "Số, ký hiệu", "Điều", "Tên điều", "So với quy chế cấp trên", "Điều của cấp trên",
        "Trước khi gác lại", "Số đoạn đã gác lại, không tính", "Điểm cần xem",
      ]
    ]
    for row in rows {
      let whole = row.findings.filter { $0.article == nil }.map(\.title).joined(separator: "; ")
      if !whole.isEmpty {
        lines.append([row.organisation.name, row.number, "", "Toàn văn", "", "", "", "", whole])
      }
      for article in row.articles {
        let findings = row.findings.filter { $0.article == article.number }.map(\.title).joined(
          separator: "; ")
        lines.append([
          row.organisation.name, row.number, article.printed, article.title,
          words?.word(article.verdict) ?? "",
          article.source ?? "",
          article.asides > 0 ? words?.word(article.found) ?? "" : "",
          article.asides > 0 ? "\(article.asides)" : "", findings,
        ])
      }
    }
    return .file(
      CSV.write((opening.mark.map { [[$0]] } ?? []) + lines), name: "doi-chieu-quy-che-\(day).csv",
      type: "text/csv; charset=utf-8")
  }

  /// Families of articles with one origin among the regulations below: the earliest first.
  func regulationFamilies() async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let (rules, tools) = (try regulationRules, try reuseTools)
    let now = system.now
    let (state, held) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let rows = try session.regulationStandings(below: id, rules: rules, asOf: asOf).filter { row in
        guard let regulation = row.regulation, regulation.file != nil else { return false }
        // Likeness is part of what the owner looks at first.
        return try session.findingSight(on: regulation.regulation, rules: rules, at: now).looksUntil == nil
          || session.standsFor(row.organisation, actor, at: now)
      }
      return (state, rows)
    }
    let byID = Dictionary(
      held.compactMap { row in row.regulation.map { ($0.regulation.description, (row, $0)) } },
      uniquingKeysWith: { first, _ in first })
    var families: [Family] = []
    var note: HTML = ""
    switch try await reuseState() {
    case .empty: break
    case .reading(let left):
      note = Notice(.info, "Đang đọc \(left) quy chế để đối chiếu; tải lại trang sau ít phút.").html
    case .ready(let index):
      let order = held.compactMap(\.regulation).sorted {
        ($0.period.from, $0.regulation) < ($1.period.from, $1.regulation)
      }.prefix(400).map(\.regulation.description)
      var outlines: [(String, Outline, ReuseTools)] = []
      for id in order {
        guard let (_, held) = byID[id], let read = try await outline(of: held) else { continue }
        outlines.append((id, read, try await reuseTools(for: held.organisation, on: held.period.from)))
      }
      let (asked, visible) = (outlines, Set(order))
      families = try await site.regulationDesk.work {
        var writer = ReuseWriter(tools.masks)
        let all = AgainstAll(index, tools.coefficients)
        let rows = asked.flatMap { id, outline, own -> [AgainstAll.Row] in
          all.rows(of: writer.document(outline, id: id, tree: id, audience: "cell"), library: own.library)
            .map { row in
              var row = row
              row.partners.removeAll { !visible.contains($0.document) }
              return row
            }
        }
        return Family.families(rows, order: order, bounds: tools.words.limits)
      }
    }
    func member(_ member: Family.Member) -> HTML {
      guard let (row, held) = byID[member.document] else { return "" }
      let printed = site.regulationDesk.outline(held.fileHash)?.printed(member.article) ?? "\(member.article)"
      return
        "<a\(href: link("/to-chuc/\(held.organisation)/quy-che/ban/\(held.regulation)#d\(member.article)"))>Điều \(printed), \(row.name)</a> (\(held.period.from.vietnamese))"
    }
    return try await page(
      "Điều cùng gốc · \(state.name)", breadcrumbs: regulationTrail(state), travels: true,
      styles: Self.regulationStyles,
      body: """
        \(PageHeading("Điều cùng gốc", kind: state.name, lede: "Mỗi dòng: một điều và mọi quy chế có nội dung tương tự, bản sớm nhất đứng đầu. Có thể cùng lấy từ một mẫu."))
        \(note)
        \(Table(
          "Điều cùng gốc", columns: [.init("Bản sớm nhất"), .init("Số nơi", .number), .init("Những nơi tương tự")],
          rows: families.prefix(200).map { family in
            Table.Row([
              member(family.head), "\(number: family.others.count)",
              "<details><summary>\(family.others.count) nơi</summary><ul>\(each: family.others, { "<li>\(member($0))</li>" })</ul></details>",
            ])
          }, empty: EmptyState("Không thấy điều nào cùng gốc", advice: "Các quy chế trong phạm vi đều viết khác nhau, hoặc chưa có tệp.")))
        """)
  }
}

/// What the letters and tints of the table of articles mean; it stands before the table.
struct Legend: Piece {
  var words: VerdictWords
  var verdicts: [ReuseVerdict]

  static func short(_ verdict: ReuseVerdict) -> String {
    switch verdict {
    case .own: "R"
    case .quotes: "đ"
    case .partly: "m"
    case .mostly: "P"
    case .aside: "g"
    }
  }

  var html: HTML {
    """
    <ul class="heat-key">\(each: verdicts, { "<li><span class=\"box v-\($0.rawValue)\"><b>\(Self.short($0))</b></span> \(words.word($0))</li>" })<li>+g: có đoạn đã gác lại</li></ul>
    <p class="hint">Bấm ô để xem hai bên. “Đ. 3” là điều thứ ba trong văn bản; số in trên giấy khác thì ghi trong ô.</p>
    """
  }
}
