/// A whole document: head, masthead, day, body, foot.
///
/// There is no script, style or handler in the text of a page; the content security policy forbids all three.
public struct Page: Piece {
  public struct Person: Sendable {
    public var name: String
    /// In what capacity: "Bí thư chi bộ ấp 3".
    public var role: String?
    public var path: String
    public var signOutPath: String
    public var csrf: String

    public init(name: String, role: String? = nil, path: String, signOutPath: String, csrf: String) {
      (self.name, self.role, self.path, self.signOutPath, self.csrf) = (name, role, path, signOutPath, csrf)
    }
  }

  public enum Width: String, Sendable {
    /// Margin and body.
    case sheet
    /// One narrow column without navigation: signing in, errors.
    case door
  }

  public var title: String
  /// Whose register this is.
  public var organisation: String?
  public var width: Width
  public var navigation: [Link]
  /// For those who run the register: beside the search, apart from the work itself.
  public var tools: [Link]
  public var breadcrumbs: Breadcrumbs?
  public var person: Person?
  /// Stands on every page and every printed sheet: DỮ LIỆU MÔ PHỎNG.
  public var mark: String?
  public var day: DayBar?
  public var notices: [Notice]
  /// Beyond the common ones, for a feature of its own: `/styles/transfers.css`.
  public var styles: [String]
  /// Comfort for one feature, from files: `/scripts/draft.js`.
  public var scripts: [String]
  /// Nil shows no search box.
  public var searchPath: String?
  public var searchText: String
  public var footer: [Link]
  public var body: HTML

  public init(
    title: String, organisation: String? = nil, width: Width = .sheet, navigation: [Link] = [],
    tools: [Link] = [],
    breadcrumbs: Breadcrumbs? = nil, person: Person? = nil, mark: String? = nil, day: DayBar? = nil,
    notices: [Notice] = [], styles: [String] = [], scripts: [String] = [], searchPath: String? = "/tim-kiem",
    searchText: String = "",
    footer: [Link] = [], body: HTML
  ) {
    (self.title, self.organisation, self.width, self.navigation) = (title, organisation, width, navigation)
    self.tools = tools
    (self.breadcrumbs, self.person, self.mark, self.day) = (breadcrumbs, person, mark, day)
    (self.notices, self.styles, self.scripts) = (notices, styles, scripts)
    (self.searchPath, self.searchText) = (searchPath, searchText)
    (self.footer, self.body) = (footer, body)
  }

  public static let commonStyles = [
    "tokens", "base", "layout", "pieces", "tables", "forms", "charts", "print",
  ]
  .map { "/styles/\($0).css" }

  public var bytes: [UInt8] { html.bytes }

  public var html: HTML {
    """
    <!doctype html>
    <html lang="vi">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>\(title) · ChiBo</title>
    <link rel="icon" href="/icons/chibo.svg" type="image/svg+xml">
    \(each: Self.commonStyles + styles, { "<link rel=\"stylesheet\"\(href: $0)>\n" })\
    <script src="/scripts/chibo.js" defer></script>\(each: scripts, { "<script\(attribute: "src", $0) defer></script>" })
    </head>
    <body class="width-\(width.rawValue)">
    <a class="skip" href="#main">Đến nội dung chính</a>
    \(mark.map { "<aside class=\"mark\" aria-label=\"Lưu ý\" data-mark=\"\($0)\">\($0)</aside>\n" as HTML })\(masthead)\(width == .door ? nil : day)\
    <div class="sheet">
    \(breadcrumbs)<main id="main" tabindex="-1">
    \(notices)\(body)</main>
    </div>
    \(foot)</body>
    </html>

    """
  }

  private var masthead: HTML {
    """
    <header class="masthead">
    <div class="masthead-line">
    <a class="brand" href="/">\(Logo.html)<span class="brand-name">ChiBo</span>\
    \(organisation.map { "<span class=\"brand-of\">\($0)</span>" as HTML })</a>
    \(when: width == .sheet && !tools.isEmpty, toolLinks)\(when: width == .sheet && searchPath != nil, search)\
    \(person.map(signedIn))</div>
    \(when: width == .sheet && !navigation.isEmpty, menus)</header>

    """
  }

  private var search: HTML {
    """
    <form class="search" role="search" method="get"\(attribute: "action", searchPath)>
    <label class="unseen" for="search">Tìm tổ chức, người, văn bản</label>
    <input type="search" id="search" name="q" value="\(searchText)" placeholder="Tìm tổ chức, người, văn bản" \
    autocomplete="off" data-shortcut="/">
    <button type="submit" class="button button-quiet">Tìm</button>
    </form>

    """
  }

  private func signedIn(_ person: Person) -> HTML {
    """
    <div class="person"><a\(href: person.path)><span class="person-name">\(person.name)</span>\
    \(person.role.map { " <span class=\"person-role\">\($0)</span>" as HTML })</a>
    <form method="post"\(attribute: "action", person.signOutPath)>\(HiddenField(Form.csrfField, person.csrf))\
    <button type="submit" class="button button-quiet">Đăng xuất</button></form></div>

    """
  }

  /// Twice the same links: in a row where there is room, folded where there is not. The style sheet shows one of them,
  /// so that neither needs a script nor a browser that can force a `details` open.
  private var menus: HTML {
    let items: HTML = "<ul>\(each: navigation, { "<li>\($0)</li>" })</ul>"
    let all: HTML = "<ul>\(each: navigation + tools, { "<li>\($0)</li>" })</ul>"
    let current = (navigation + tools).first { $0.isCurrent }?.title
    return """
      <nav class="menu menu-row" aria-label="Chính">\(items)</nav>
      <nav class="menu menu-folded" aria-label="Chính"><details><summary>Mục lục\
      \(current.map { "<span class=\"menu-current\">\($0)</span>" as HTML })</summary>\(all)</details></nav>

      """
  }

  private var toolLinks: HTML {
    "<nav class=\"menu menu-tools\" aria-label=\"Quản trị\"><ul>\(each: tools, { "<li>\($0)</li>" })</ul></nav>\n"
  }

  private var foot: HTML {
    """
    <footer class="foot">
    <p><strong>ChiBo</strong> — sổ của tổ chức cơ sở đảng. Chạy tại chỗ, không gửi dữ liệu ra ngoài.</p>
    \(when: !footer.isEmpty, "<ul>\(each: footer, { "<li>\($0)</li>" })</ul>\n")\
    \(day.map { "<p class=\"foot-day\">Số liệu ngày \($0.day)</p>\n" as HTML })</footer>

    """
  }
}
