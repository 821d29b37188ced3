/// The head of a page; what kind of thing it is stands in the margin, left of the red line.
public struct PageHeading: Piece {
  public var title: String
  public var kind: String?
  public var lede: HTML
  public var actions: HTML

  public init(_ title: String, kind: String? = nil, lede: HTML = "", actions: HTML = "") {
    (self.title, self.kind, self.lede, self.actions) = (title, kind, lede, actions)
  }

  public var html: HTML {
    """
    <header class="page-heading">
    \(kind.map { "<p class=\"kind\">\($0)</p>\n" as HTML })<div class="page-heading-body">
    <h1>\(title)</h1>
    \(when: !lede.isEmpty, "<p class=\"lede\">\(lede)</p>\n")\(when: !actions.isEmpty, Actions(actions).html)</div>
    </header>

    """
  }
}

/// A part of a page; its heading stands in the margin where there is room.
public struct Section: Piece {
  public var title: String
  public var id: String?
  public var note: HTML
  public var body: HTML

  public init(_ title: String, id: String? = nil, note: HTML = "", body: HTML) {
    (self.title, self.id, self.note, self.body) = (title, id, note, body)
  }

  public var html: HTML {
    """
    <section class="section"\(attribute: "id", id)>
    <div class="section-head"><h2>\(title)</h2>\(when: !note.isEmpty, "<p>\(note)</p>")</div>
    <div class="section-body">
    \(body)</div>
    </section>

    """
  }
}
