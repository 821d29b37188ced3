import Basics
import Markup
import Registry

/// A briefing as a page: for the site, and as one file that needs nothing else.
extension Briefing {
  /// The sections, to stand in a page of the site.
  ///
  /// - Parameters:
  ///   - link: where a figure's records are shown; nil prints the figure without a link.
  ///   - after: more to stand at the end of sections, by their ids.
  package func html(
    link: @escaping (RecordsQuery) -> String? = { $0.pagePath }, after: [String: HTML] = [:]
  ) -> HTML {
    HTML.joined([SectionPages(link: link).html(of: sections, after: after), definitionsSection])
  }

  /// One file with its styles inside, for the screen and for paper.
  ///
  /// - Parameter base: `https://may-chu.xa:8080`; without it nothing is a link.
  package func page(base: String? = nil, issue: BriefingIssue? = nil, content: Content) throws -> [UInt8] {
    let styles = try ["tokens", "base", "layout", "pieces", "tables", "charts", "print"].map {
      try content.text("Public/styles/\($0).css")
    }
    let root = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    let body = html { query in root.map { $0 + query.pagePath } }
    // Our own files, not a user's text; a style element holds them as they are.
    let css = HTML(trusted: Array(styles.joined(separator: "\n").replacing("</", with: "<\\/").utf8))
    let page: HTML = """
      <!doctype html>
      <html lang="vi">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>\(organisationName), \(asOf.vietnamese) · ChiBo</title>
      <style>
      \(css)
      </style>
      </head>
      <body class="width-sheet">
      \(mark.map { "<aside class=\"mark\" aria-label=\"Lưu ý\" data-mark=\"\($0)\">\($0)</aside>\n" as HTML })\
      <div class="sheet"><main id="main">
      \(PageHeading(title, kind: "Báo cáo", lede: lede(issue)))
      \(body)</main></div>
      \(mark.map { "<aside class=\"mark\" aria-label=\"Lưu ý\">\($0)</aside>\n" as HTML })</body>
      </html>

      """
    return page.bytes
  }

  private func lede(_ issue: BriefingIssue?) -> HTML {
    let issued: HTML? = issue.map { issue in
      """
      <br>Đã phát hành số \(issue.number) ngày \(issue.issuedAt.day.vietnamese), dấu băm <code>\(issue.hash)</code>.
      """
    }
    return "\(organisationName). \(basis).\(issued)"
  }

  private var definitionsSection: HTML {
    Markup.Section(
      "Cách tính", id: "definitions",
      body: DescriptionList(definitions.map { ($0.label, "\($0.definition)") }).html
    ).html
  }
}
