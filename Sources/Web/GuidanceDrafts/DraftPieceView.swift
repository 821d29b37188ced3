import Markup
import Reviews
import Rules

/// Provisions of a draft for reading: words, marks, what is wrong, what stood there before, the way to its form.
struct DraftPieceView {
  let reading: GuidanceDraftReading
  let value: PackValue
  let mayEdit: Bool
  let csrf: String
  private let words: DraftWords
  private let old: DraftWords?
  private let articles: [String: SourceSections.Section]
  private let stale: Set<String>

  init(
    reading: GuidanceDraftReading, value: PackValue, mayEdit: Bool, csrf: String, stale: [StaleArticle]? = nil
  ) {
    (self.reading, self.value, self.mayEdit, self.csrf) = (reading, value, mayEdit, csrf)
    words = DraftWords(value: value, document: reading.program.map { PackDocument($0) })
    old = reading.baseTree.map { tree in
      DraftWords(
        value: tree.value,
        document: reading.base.flatMap { PackLoader.program($0.pack).program }.map { PackDocument($0) })
    }
    self.stale = Set((stale ?? reading.staleArticles).map(\.id))
    let listed = SourceSections(reading.draft.version.text.source).sections
    articles = Dictionary(listed.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// Each article once for the provisions that follow one another under it.
  func pieces(_ paths: [PackPath]) -> HTML {
    let all = paths.map { ($0, words.words($0)) }
    guard all.contains(where: { $0.1.article != nil }) else {
      return "<div class=\"provision-plain\">\(each: all, { piece($0.0, $0.1) })</div>"
    }
    var groups: [(article: String?, pieces: [(PackPath, PieceWords)])] = []
    for one in all {
      if let last = groups.last, last.article == one.1.article {
        groups[groups.count - 1].pieces.append(one)
      } else {
        groups.append((one.1.article, [one]))
      }
    }
    return "\(each: groups, { group in provision(group.article, group.pieces) })"
  }

  private func provision(_ article: String?, _ pieces: [(PackPath, PieceWords)]) -> HTML {
    """
    <div class="provision"><div>\(each: pieces, { piece($0.0, $0.1) })</div>
    \(article.flatMap { articles[$0] }.map { beside($0) } ?? "")</div>

    """
  }

  func beside(_ article: SourceSections.Section) -> HTML {
    """
    <aside class="provision-text"><h4>\(article.title)</h4>\(when: stale.contains(article.id), "<p class=\"draft-stale\">Lời văn chưa sửa theo quy tắc đã đổi.</p>")\(PlainMarkdown(article.text))\
    \(when: mayEdit, "<p><a\(href: DraftPath.article(reading.draft.id, article.id))>Sửa điều khoản</a></p>")</aside>
    """
  }

  func article(_ id: String) -> SourceSections.Section? { articles[id] }

  private func piece(_ path: PackPath, _ words: PieceWords) -> HTML {
    let change = reading.change(path)
    let findings = reading.findings(in: path)
    let isWhole = path.steps.isEmpty
    return """
      <article class="provision-rule draft-piece\(when: change != .same && !isWhole, " is-changed")" id="\(DraftPath.anchor(path))">
      <h3>\(words.id.map { "<span class=\"provision-id\">\($0)</span> " as HTML })\(words.title) \(when: !isWhole, mark(change))</h3>
      \(when: !words.lines.isEmpty, "<ul>\(each: words.lines, { "<li>\($0)</li>" })</ul>")
      <p class="hint">\(words.cite ?? "") \(certainty(words))</p>\(words.note.map { "<p class=\"hint\">\($0)</p>" as HTML })
      \(when: change == .changed && !isWhole, before(path))
      \(when: !findings.isEmpty && !isWhole, FindingList(findings, speech: DraftSpeech(value)).html)
      \(when: mayEdit, "<p class=\"draft-edit\"><a\(href: DraftPath.edit(reading.draft.id, path)) aria-label=\"Sửa \(words.id ?? words.title)\">Sửa</a></p>")</article>

      """
  }

  private func mark(_ change: GuidanceDraftReading.Change) -> HTML {
    switch change {
    case .same: ""
    case .changed: Badge("đã sửa").html
    case .new: Badge("mới").html
    }
  }

  private func certainty(_ words: PieceWords) -> HTML {
    let badge: HTML =
      words.certainty.map {
        $0 == .a ? "" : Badge($0.vietnamese, $0.decides ? .neutral : .attention).html
      } ?? ""
    return "\(badge) \(words.zone.map { Badge("\($0): chưa có quy định", .attention) })"
  }

  /// What the guidance says there.
  func before(_ path: PackPath) -> HTML {
    guard let old, let there = reading.basePath(path) else { return "" }
    let words = old.words(there)
    return """
      <details class="draft-before"><summary>Trong hướng dẫn gốc</summary>
      <p>\(words.title)</p>\(when: !words.lines.isEmpty, "<ul>\(each: words.lines, { "<li>\($0)</li>" })</ul>")
      <p class="hint">\(words.cite ?? "")</p></details>
      """
  }

  /// What the guidance has in this list and the draft has not.
  func missing(in list: PackPath) -> HTML {
    let gone = reading.missing(list)
    guard !gone.isEmpty, let old else { return "" }
    return """
      <div class="draft-gone"><h3>Đã bỏ khỏi hướng dẫn gốc</h3><ul>\(each: gone, { path in
        let words = old.words(path)
        return "<li><del>\(words.id.map { "\($0) " as HTML })\(words.title)</del> \(takeBack(path, into: list))</li>"
      })</ul></div>
      """
  }

  private func takeBack(_ path: PackPath, into list: PackPath) -> HTML {
    guard mayEdit else { return "" }
    return Form(
      action: "\(DraftPath.draft(reading.draft.id))/sua", csrf: csrf,
      body: """
        \(HiddenField("cho", list.description))\(HiddenField("ban", "\(reading.draft.latest)"))
        \(HiddenField("muc", path.description))\(Submit("Lấy lại", kind: .quiet, name: "viec", value: "lay-lai-muc"))
        """
    ).html
  }

  func adding(to section: DraftSection) -> HTML {
    guard let list = section.list, let title = section.adding else { return "" }
    return Form(
      action: "\(DraftPath.draft(reading.draft.id))/sua", csrf: csrf, label: title,
      body: """
        \(HiddenField("cho", list.description))\(HiddenField("ban", "\(reading.draft.latest)"))
        \(when: section.isKeyed, "<label class=\"draft-key\">Mã <input type=\"text\" name=\"ma\" class=\"width-short\" maxlength=\"60\" autocomplete=\"off\" aria-label=\"Mã của mục mới: \(section.title)\"></label>")
        \(Submit(title, kind: .secondary, name: "viec", value: "them"))
        """
    ).html
  }
}

/// Findings right beside what they tell of.
struct FindingList: Piece {
  var findings: [PackFinding]
  /// In what words; as they are written where none is given.
  var speech: DraftSpeech

  init(_ findings: [PackFinding], speech: DraftSpeech = DraftSpeech(nil)) {
    (self.findings, self.speech) = (findings, speech)
  }

  var html: HTML {
    """
    <ul class="draft-findings">\(each: findings.prefix(8), {
      "<li>\(Badge($0.severity == .error ? "Lỗi" : "Lưu ý", $0.severity == .error ? .attention : .undecided)) \(speech.said($0.message)) <span class=\"remedy\">\(speech.said($0.remedy))</span></li>"
    })</ul>
    """
  }
}
