import Basics
import Markup
import Reviews
import Rules

extension Visit {
  /// A guidance to read: every rule with its provision beside it.
  func guidanceShow() async throws -> Answer {
    let guidance = try guidance
    guard let program = guidance.program(max(guidance.pack.rounds.from, guidance.pack.validFrom.year)) else {
      throw ReviewRefusal.noGuidance(guidance.pack.rounds.from)
    }
    let others = try guidances.all.filter { $0.name != guidance.name }
    return try await page(
      guidance.pack.title, breadcrumbs: [Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai")],
      styles: ["/styles/guidances.css"],
      body: GuidanceShowPage(
        guidance: guidance, document: PackDocument(program), others: others, mayDraft: mayDraft
      ).html)
  }
}

struct GuidanceShowPage: Piece {
  var guidance: Guidance
  var document: PackDocument
  var others: [Guidance]
  var mayDraft: Bool

  private var sections: [(id: String, section: PackDocument.Section)] {
    document.sections.enumerated().filter { !$0.element.items.isEmpty }.map {
      ("phan-\($0.offset + 1)", $0.element)
    }
  }

  var html: HTML {
    """
    \(PageHeading(document.title, kind: "Hướng dẫn xếp loại", lede: "Bên trái là quy tắc chương trình dùng, bên phải là nội dung của điều, khoản làm căn cứ, viết lại bằng lời của sổ.", actions: actions))
    \(DescriptionList(document.identity.map { (term: $0.0, value: "\($0.1)") }))
    \(contents)
    \(compare)
    \(each: sections, { Section($0.section.title, id: $0.id, body: body($0.section)).html })
    \(articles)
    """
  }

  /// Stays in sight while one reads: a guidance is long, and what one looks for is a section away.
  private var contents: HTML {
    let rest = others(than: document.sections).isEmpty ? [] : [Link("Nội dung khác", "#dieu-khoan")]
    let links = sections.map { Link($0.section.title, "#\($0.id)") } + rest
    return
      "<nav class=\"contents\" aria-label=\"Các phần\"><ul>\(each: links, { "<li>\($0)</li>" })</ul></nav>\n"
  }

  private var actions: HTML {
    let path = "/huong-dan-xep-loai/\(guidance.name)"
    return """
      \(ScriptButton("Mở hết các mục", .openAll))\(ButtonLink("Bản in", "\(path)/ban-in"))\(ButtonLink("Word", "\(path)/huong-dan.docx"))\
      \(when: mayDraft, ButtonLink("Soạn dự thảo từ hướng dẫn này", "\(DraftPath.index)/moi?tu=\(guidance.name)").html)
      """
  }

  private var compare: HTML {
    guard !others.isEmpty else { return "" }
    return """
      <div class="filters">\(Form(asking: "/huong-dan-xep-loai/\(guidance.name)/so-sanh", label: "So sánh với hướng dẫn khác", body: """
        \(Select("voi", label: "So sánh với", choices: others.map { Choice($0.name, $0.pack.title) }, selected: others.first?.name, placeholder: nil))
        \(Submit("So sánh", kind: .secondary))
        """))
      <p><a\(href: "/huong-dan-xep-loai/\(guidance.name)/tac-dong")>Thử hướng dẫn này trên dữ kiện của một năm</a></p></div>
      """
  }

  /// Rules beside their provision, each provision once for the rules that follow one another under it; plain items in a list.
  private func body(_ section: PackDocument.Section) -> HTML {
    guard section.items.contains(where: { $0.article != nil }) else {
      let items: HTML =
        "<div class=\"provision-plain\">\(each: section.items, { rule(said($0), section.isCited) })</div>"
      // Long lists nobody reads from end to end.
      return section.items.count > Self.mostOpen
        ? "<details class=\"more\" data-print=\"open\"><summary>\(section.items.count) mục</summary>\(items)</details>"
        : items
    }
    var groups: [(article: String?, items: [PackDocument.Item])] = []
    for item in section.items {
      if let last = groups.last, last.article == item.article {
        groups[groups.count - 1].items.append(item)
      } else {
        groups.append((item.article, [item]))
      }
    }
    var told: Set<String> = []
    let isFolded = section.items.count > Self.mostOpen
    return HTML.joined(
      groups.map { group in
        let isRepeated = group.article.map { !told.insert($0).inserted } ?? false
        let whole = provision(group.article, group.items, section.isCited, isRepeated: isRepeated)
        return isFolded ? folded(group.article, group.items, section.isCited, whole) : whole
      })
  }

  /// What it is about and what comes of it, for whom looks for one rule among many.
  private func folded(_ article: String?, _ items: [PackDocument.Item], _ isCited: Bool, _ body: HTML) -> HTML
  {
    let title = article.flatMap { id in document.articles.first { $0.id == id } }?.title
    var ids = items.first?.id ?? ""
    if let last = items.last?.id, items.count > 1 { ids += "–\(last)" }
    var seen: Set<String> = []
    let outcomes = items.map { Self.short($0.title) }.filter { seen.insert($0).inserted }
    let isTold = !outcomes.isEmpty && outcomes.map { Optional($0) } != [title]
    return """
      <details class="provision-fold" data-print="open"><summary>\(when: isCited, "<span class=\"provision-id\">\(ids)</span> ")\(title ?? "\(items.count) mục")\
      \(when: isTold, "<span class=\"provision-outcomes\">\(outcomes.joined(separator: " · "))</span>")</summary>
      \(body)</details>

      """
  }

  /// `→ Cần quyết định giữa … và …` is told in full where the rule stands.
  private static func short(_ title: String) -> String {
    let outcome = title.replacing("→ ", with: "")
    return outcome.utf8.starts(with: "Cần quyết định".utf8) ? "Cần quyết định" : outcome
  }

  private static let mostOpen = 6
  /// More choices than this are read where one is made.
  private static let mostNamed = 6

  /// What may be decided locally is told in words: its path is the program's.
  private func said(_ item: PackDocument.Item) -> PackDocument.Item {
    guard item.title.isEmpty,
      guidance.pack.local.contains(where: { $0.path.utf8.elementsEqual(item.id.utf8) })
    else { return item }
    let words = LocalChoices(guidance.pack)
    var item = item
    let choices = words.choices(item.id).map(\.title)
    item.lines =
      choices.isEmpty
      ? [words.hint(item.id)]
      : choices.count > Self.mostNamed
        ? ["hướng dẫn: \(words.usual(item.id)); được chọn cách chia khác"]
        : ["chọn trong: " + choices.joined(separator: "; ")]
    item.title = words.title(item.id)
    return item
  }

  private func provision(
    _ article: String?, _ items: [PackDocument.Item], _ isCited: Bool, isRepeated: Bool
  ) -> HTML {
    let text = article.flatMap { id in document.articles.first { $0.id == id } }
    return """
      <div class="provision"><div>\(each: items, { rule($0, isCited) })</div>
      \(text.map { isRepeated ? again($0) : beside($0) } ?? "")</div>

      """
  }

  private func rule(_ item: PackDocument.Item, _ isCited: Bool) -> HTML {
    let title = item.title.isEmpty ? item.id : item.title
    return """
      <article class="provision-rule"\(attribute: "id", isCited ? item.id : nil)><h3>\(when: isCited, "<span class=\"provision-id\">\(item.id)</span> ")\(title)</h3>
      \(when: !item.lines.isEmpty, "<ul>\(each: item.lines, { "<li>\($0)</li>" })</ul>")
      <p class="hint">\(item.cite ?? "") \(marks(item))</p>\(item.note.map { "<p class=\"hint\">\($0)</p>" as HTML } ?? "")</article>

      """
  }

  private func marks(_ item: PackDocument.Item) -> HTML {
    var marks: [HTML] = []
    if let certainty = item.certainty, certainty != .a {
      marks.append("\(Badge(certainty.vietnamese, certainty.decides ? .neutral : .attention)) ")
    }
    if let zone = item.zone {
      marks.append("<a\(href: "#\(zone)")>\(Badge("\(zone): chưa có quy định", .attention))</a>")
    }
    return HTML.joined(marks)
  }

  /// A provision refers to another by its title, not by its mark in the product.
  private func told(_ article: Pack.Article) -> String {
    document.articles.sorted { $0.id.utf8.count > $1.id.utf8.count }.reduce(
      ProvisionText.withoutMarks(article.text)
    ) { text, other in text.replacing("mục \(other.id)", with: "mục “\(other.title)”") }
  }

  /// The same provision stands in full above.
  private func again(_ article: Pack.Article) -> HTML {
    "<aside class=\"provision-text\"><details><summary>\(article.title)</summary>\(PlainMarkdown(told(article)))</details></aside>"
  }

  private func beside(_ article: Pack.Article) -> HTML {
    "<aside class=\"provision-text\"><h4>\(article.title)</h4>\(PlainMarkdown(told(article)))</aside>"
  }

  private func others(than sections: [PackDocument.Section]) -> [Pack.Article] {
    let used = Set(sections.flatMap(\.items).compactMap(\.article))
    return document.articles.filter { !used.contains($0.id) }
  }

  /// What no rule stands beside.
  private var articles: HTML {
    let rest = others(than: document.sections)
    guard !rest.isEmpty else { return "" }
    return Section(
      "Nội dung khác", id: "dieu-khoan",
      body:
        "\(each: rest, { "<details class=\"more\" data-print=\"open\"><summary>\($0.title)</summary>\(PlainMarkdown(told($0)))</details>" })"
    ).html
  }
}

/// Paragraphs and lists of the little Markdown that `source.md` is written in; everything else stays as text.
struct PlainMarkdown: Piece {
  private let lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var html: HTML {
    var out: [HTML] = []
    var paragraph: [String] = []
    var items: [String] = []
    func flush() {
      if !paragraph.isEmpty { out.append("<p>\(Self.plain(paragraph.joined(separator: " ")))</p>\n") }
      if !items.isEmpty { out.append("<ul>\(each: items, { "<li>\(Self.plain($0))</li>" })</ul>\n") }
      (paragraph, items) = ([], [])
    }
    for line in lines {
      if line.utf8.starts(with: "- ".utf8) {
        if !paragraph.isEmpty { flush() }
        items.append(String(line.unicodeScalars.dropFirst(2)))
      } else if line.utf8.allSatisfy({ $0 == 0x20 }) {
        flush()
      } else if !items.isEmpty, line.utf8.starts(with: "  ".utf8) {
        items[items.count - 1] += " " + String(line.unicodeScalars.drop { $0 == " " })
      } else {
        if !items.isEmpty { flush() }
        paragraph.append(
          line.utf8.starts(with: "### ".utf8) ? String(line.unicodeScalars.dropFirst(4)) : line)
      }
    }
    flush()
    return HTML.joined(out)
  }

  private static func plain(_ text: String) -> String {
    text.replacing("**", with: "").replacing("`", with: "")
  }
}
