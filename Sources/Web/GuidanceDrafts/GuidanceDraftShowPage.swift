import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// A draft to read and work on: every provision beside its article, with what is wrong and what it changes.
  func guidanceDraftShow() async throws -> Answer {
    let draft = try await guidanceDraft(version: query.number("ban"))
    let reading = try reading(draft)
    let mayEdit = try await mayEdit(draft)
    let savedBy = try await personName(draft.version.savedBy)
    let why = try await system.read { session throws in try session.whyWithdrawn(draft.id) }
    return try await page(
      draft.title, breadcrumbs: [Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai")],
      styles: Self.draftStyles,
      body: GuidanceDraftShowPage(
        reading: reading, mayEdit: mayEdit, savedBy: savedBy, whyWithdrawn: why, csrf: csrf,
        hasEffects: answers("\(DraftPath.draft(draft.id))/tac-dong"),
        staleArticles: reading.tree == nil ? [] : reading.staleArticles, part: query["phan"],
        number: min(max(query.number("trang") ?? 1, 1), 1_000_000)
      ).html)
  }
}

struct GuidanceDraftShowPage: Piece {
  var reading: GuidanceDraftReading
  var mayEdit: Bool
  var savedBy: String
  var whyWithdrawn: String?
  var csrf: String
  var hasEffects: Bool
  var staleArticles: [StaleArticle]
  /// The part that is read; empty for the overview.
  var part: String
  var number: Int

  private var draft: GuidanceDraft { reading.draft }
  private var path: String { DraftPath.draft(draft.id) }

  var html: HTML {
    """
    \(PageHeading(draft.title, kind: "Dự thảo", lede: lede, actions: actions))
    \(state)
    \(reading.tree.map { tree in body(tree) } ?? "\(findings)\(unread)")
    """
  }

  /// The whole of a guidance is forty screens: the overview says what was changed and what is wrong, and each part is read by
  /// itself.
  private func body(_ tree: PackTree) -> HTML {
    let sections = DraftSections.of(tree.value)
    let view = DraftPieceView(
      reading: reading, value: tree.value, mayEdit: mayEdit, csrf: csrf, stale: staleArticles)
    if part == DraftPart.articles { return "\(parts(sections))\(articles)" }
    if let section = sections.first(where: { $0.id.utf8.elementsEqual(part.utf8) }) {
      return "\(parts(sections))\(self.section(section, view))"
    }
    return "\(changes)\(stale)\(findings)\(changed(sections, view))\(overview(sections, view))"
  }

  private var versionQuery: String {
    draft.version.number == draft.latest ? "" : "&ban=\(draft.version.number)"
  }

  private func address(_ id: String) -> String { "\(path)?phan=\(id)\(versionQuery)" }

  private func parts(_ sections: [DraftSection]) -> HTML {
    let links = sections.filter { mayEdit || !$0.pieces.isEmpty }.map {
      Link($0.title, address($0.id), isCurrent: $0.id == part)
    }
    return SectionLinks(
      "Các phần",
      [Link("Tổng quan", path + (versionQuery.isEmpty ? "" : "?" + versionQuery.dropFirst()))] + links
        + [Link("Nội dung điều khoản", address(DraftPart.articles), isCurrent: part == DraftPart.articles)]
    ).html
  }

  /// Every part with how much of it was changed or is wrong.
  private func overview(_ sections: [DraftSection], _ view: DraftPieceView) -> HTML {
    let rows = sections.filter { mayEdit || !$0.pieces.isEmpty }.map { section -> Table.Row in
      let changed = section.pieces.count { !$0.steps.isEmpty && reading.change($0) != .same }
      let wrong = section.pieces.reduce(0) { sum, path in
        path.steps.isEmpty ? sum : sum + reading.findings(in: path).count { $0.severity == .error }
      }
      return Table.Row([
        "<a\(href: address(section.id))>\(section.title)</a>", "\(number: section.pieces.count)",
        "\(changed > 0 ? Badge("\(changed) đã sửa").html : "")",
        "\(wrong > 0 ? Badge("\(wrong) lỗi", .attention).html : "")",
      ])
    }
    let count = SourceSections(draft.version.text.source).sections.count
    let last = Table.Row([
      "<a\(href: address(DraftPart.articles))>Nội dung điều khoản</a>", "\(number: count)", "",
      "\(when: !staleArticles.isEmpty, Badge("\(staleArticles.count) chưa sửa lời theo", .attention).html)",
    ])
    return Section(
      "Các phần", id: "cac-phan",
      body: Table(
        "Các phần của dự thảo",
        columns: [.init("Phần"), .init("Số mục", .number), .init("Đã sửa"), .init("Cần xem")],
        rows: rows + [last]
      ).html
    ).html
  }

  /// What was changed, new or taken out, in full.
  private func changed(_ sections: [DraftSection], _ view: DraftPieceView) -> HTML {
    let paths = sections.flatMap(\.pieces).filter { !$0.steps.isEmpty && reading.change($0) != .same }
    let gone: HTML = "\(each: sections.compactMap(\.list), { view.missing(in: $0) })"
    guard reading.baseTree != nil, !paths.isEmpty || !gone.string.isEmpty else { return "" }
    let rest = paths.count - DraftPart.pageSize
    return Section(
      "Các mục đã sửa", id: "muc-da-sua",
      body: """
        \(when: !paths.isEmpty, view.pieces(Array(paths.prefix(DraftPart.pageSize))))
        \(when: rest > 0, "<p class=\"hint\">Và \(rest) mục nữa, trong từng phần.</p>")\(gone)
        """
    ).html
  }

  private var stale: HTML {
    let found = staleArticles
    guard !found.isEmpty else { return "" }
    let source = SourceSections(draft.version.text.source)
    let links = found.map { one -> HTML in
      let title = source[one.id]?.title ?? one.id
      return mayEdit ? "<a\(href: DraftPath.article(draft.id, one.id))>\(title)</a>" : "\(title)"
    }
    return """
      <div class="notice notice-warning"><p><strong>Lời văn chưa sửa theo ở \(found.count) điều khoản.</strong> \(HTML.joined(links, separator: "; ")). \
      Quy tắc, tham số đứng trên điều khoản ấy đã đổi mà lời văn còn như hướng dẫn gốc; bản in cũng ghi rõ điều này.</p></div>

      """
  }

  private var lede: HTML {
    """
    Bản \(draft.version.number), \(savedBy) ghi lúc \(draft.version.savedAt.vietnamese). Bắt đầu từ \(reading.base.map { "<a\(href: "/huong-dan-xep-loai/\($0.name)")>\($0.pack.title)</a>" as HTML } ?? "\(draft.base)").
    """
  }

  private var actions: HTML {
    let version = draft.version.number == draft.latest ? "" : "?ban=\(draft.version.number)"
    return """
      \(when: hasEffects && !reading.loaded.hasErrors, ButtonLink("Xem tác động", "\(path)/tac-dong", kind: .primary).html)
      \(ButtonLink("Bản in", "\(path)/ban-in\(version)"))\(ButtonLink("Word", "\(path)/du-thao.docx\(version)"))
      \(ButtonLink("Các bản đã ghi", "\(path)/cac-ban"))\(ButtonLink("Toàn văn", "\(path)/toan-van\(version)", kind: .quiet))
      """
  }

  private var state: HTML {
    if let whyWithdrawn {
      return Notice(
        .info, "Dự thảo này đã thôi soạn.", reason: whyWithdrawn, action: Link("Mở lại", "\(path)/cac-ban")
      ).html
    }
    if draft.version.number != draft.latest {
      return Notice(
        .info, "Đang xem bản \(draft.version.number); bản mới nhất là bản \(draft.latest).",
        remedy: "Muốn dùng lại bản này thì lấy lại ở trang các bản đã ghi.",
        action: Link("Xem bản mới nhất", path)
      ).html
    }
    return ""
  }

  // MARK: - what changed

  private var changes: HTML {
    guard let meaning = reading.meaning else { return "" }
    return Section(
      "Đã thay đổi gì", id: "thay-doi",
      note: "Những điểm làm kết quả có thể khác hướng dẫn gốc. Đổi thứ tự điều kiện hay lời chú không tính.",
      body: ChangeTable(
        caption: "Các điểm khác hướng dẫn gốc", before: "Trong hướng dẫn gốc", after: "Trong dự thảo",
        changes: meaning.changes,
        empty: EmptyState(
          "Chưa khác gì hướng dẫn gốc", advice: "Mở một phần dưới đây, sửa một giá trị rồi ghi.")
      ).html
    ).html
  }

  private var findings: HTML {
    let all = reading.findings.sorted { $0.finding.severity > $1.finding.severity }
    guard !all.isEmpty else { return "" }
    let speech = DraftSpeech(reading.tree?.value)
    let title = reading.errors > 0 ? "\(reading.errors) lỗi cần sửa" : "\(all.count) điều lưu ý"
    let note: HTML =
      reading.errors > 0
      ? "Dự thảo vẫn ghi được; còn lỗi thì chưa chạy thử được." : "Không cản việc chạy thử."
    return Section(
      title, id: "phat-hien", note: note,
      body: """
        <ul class="draft-findings">\(each: all.prefix(100), { finding($0.finding, $0.path, speech) })</ul>
        \(when: all.count > 100, "<p class=\"hint\">Còn \(all.count - 100) điều nữa; sửa dần sẽ hiện tiếp.</p>")
        """
    ).html
  }

  private func finding(_ finding: PackFinding, _ place: PackPath, _ speech: DraftSpeech) -> HTML {
    let piece = DraftPlace.piece(of: place)
    let link =
      mayEdit && reading.tree != nil
      ? DraftPath.edit(draft.id, piece) : DraftPath.place(draft.id, piece, in: reading.tree?.value)
    return """
      <li>\(Badge(finding.severity == .error ? "Lỗi" : "Lưu ý", finding.severity == .error ? .attention : .undecided)) \
      \(speech.said(finding.message)) <span class="remedy">\(speech.said(finding.remedy))</span> \
      \(when: finding.line > 0, "<a\(href: link)>Đến chỗ này</a>")</li>

      """
  }

  private var unread: HTML {
    Section(
      "Chưa đọc được", id: "toan-van",
      body: Notice(
        .warning, "Toàn văn của dự thảo không còn là YAML đọc được, nên chưa chia được thành từng mục.",
        remedy: "Sửa chỗ nêu ở trên trong toàn văn, hoặc lấy lại một bản trước.",
        action: Link("Mở toàn văn", "\(path)/toan-van")
      ).html
    ).html
  }

  // MARK: - provisions

  private func section(_ section: DraftSection, _ view: DraftPieceView) -> HTML {
    let whole: HTML =
      mayEdit
      ? section.whole.map { "<a\(href: DraftPath.edit(draft.id, $0.path))>\($0.title)</a>" } ?? "" : ""
    return Section(
      section.title, id: section.id, note: whole,
      body: """
        \(view.pieces(Array(section.pieces.dropFirst((number - 1) * DraftPart.pageSize).prefix(DraftPart.pageSize))))
        \(when: section.pieces.count > DraftPart.pageSize, Pagination(page: number, pageSize: DraftPart.pageSize, count: section.pieces.count, noun: "mục", path: address(section.id)).html)
        \(section.list.map { view.missing(in: $0) } ?? "")
        \(when: mayEdit, view.adding(to: section))
        """
    ).html
  }

  private var articles: HTML {
    let sections = SourceSections(draft.version.text.source).sections
    let old = reading.base.map { SourceSections($0.text.source) }
    return Section(
      "Nội dung điều khoản", id: "dieu-khoan",
      note: mayEdit ? "<a\(href: "\(path)/dieu")>Thêm điều khoản</a>" : "",
      body: """
        \(each: sections, { article($0, old?[$0.id]) })
        \(when: sections.isEmpty, "<p class=\"hint\">Chưa có điều khoản nào.</p>")
        """
    ).html
  }

  private func article(_ section: SourceSections.Section, _ old: SourceSections.Section?) -> HTML {
    let isStale = staleArticles.contains { $0.id == section.id }
    let isSame = old.map { $0.text.utf8.elementsEqual(section.text.utf8) && $0.title == section.title }
    return """
      <details class="more" id="dieu-\(section.id)"><summary>\(section.id) · \(section.title) \
      \(when: isSame == false, Badge("đã sửa").html)\(when: old == nil && reading.base != nil, Badge("mới").html)\(when: isStale, Badge("lời văn chưa sửa theo", .attention).html)</summary>
      \(PlainMarkdown(section.text))
      \(when: mayEdit, "<p><a\(href: DraftPath.article(draft.id, section.id))>Sửa điều khoản</a></p>")</details>

      """
  }
}

/// Parts of a draft's page.
enum DraftPart {
  static let articles = "dieu-khoan"
  static let pageSize = 40
}

/// The provision a place belongs to: what has a form of its own.
enum DraftPlace {
  static func piece(of place: PackPath) -> PackPath {
    var path = place
    while !path.steps.isEmpty {
      if PieceShape.of(path) != nil { return path }
      path = path.parent
    }
    // Keys of the head belong to the form of the head; others are edited as text.
    guard let first = place.steps.first else { return PackPath() }
    let head = PackPath([first])
    return PieceShape.identity.fields.contains { "\(head)" == $0.key } ? PackPath() : head
  }
}
