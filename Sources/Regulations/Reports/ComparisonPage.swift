import Markup
import TextReuse

/// A comparison as one file that opens without a server: own text left, the other right; a click on a clause brings its
/// counterpart into view.
package struct ComparisonPage {
  let reading: ReuseReading
  private var report: RegulationComparison { reading.report }
  /// Shown above everything, for example that the data are simulated.
  let mark: String?

  private let counterparts: RegulationComparison.Counterparts

  package init(_ reading: ReuseReading, mark: String? = nil) {
    (self.reading, self.mark, counterparts) = (reading, mark, reading.report.counterparts)
  }

  package var html: HTML {
    """
    <!doctype html>
    <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(report.own.name) và \(report.source.name)</title>
    <style>\(Self.style)</style></head>
    <body>
    \(when: mark != nil, "<p class=\"mark\">\(mark ?? "")</p>")
    <header><h1>So sánh hai quy chế làm việc</h1>
    <p>\(report.own.name) so với \(report.source.name). \(ComparisonText.verdicts(reading)).</p>
    <p class="key"><span class="alike">tương tự</span> <span class="renamed">tên được thay</span>
    <span class="changed">chữ khác</span> <span class="mandated">theo văn bản bắt buộc</span>
    <span class="common">dùng chung</span> <span class="wrongFrame">khung dành cho nơi khác</span> <span class="aside">đã gác lại, không tính</span></p>
    <p class="note">Kết quả do máy so chữ mà có, để người đọc xem xét; không phải là kết luận.</p></header>
    \(articles)
    <main>
    <section id="own" aria-label="\(report.own.name)"><h2>\(report.own.name)</h2>\(own)</section>
    <section id="source" aria-label="\(report.source.name)"><h2>\(report.source.name)</h2>\(source)</section>
    </main>
    <script>\(Self.script)</script>
    </body></html>
    """
  }

  private var articles: HTML {
    let rows = reading.articles.map { article -> HTML in
      let own = report.own.outline.articles[article.comparison.place]
      let source = article.comparison.source.map { n -> HTML in
        let other = report.source.outline.articles[n]
        return "<a href=\"#s\(other.number)\">\(report.source.outline.heading(other))</a>"
      }
      let isCounted = article.verdict != .own && article.verdict != .aside
      return """
        <tr><td><a href="#o\(own.number)">\(report.own.outline.heading(own))</a></td>\
        <td class="v-\(article.verdict.rawValue)">\(report.words.word(article.verdict))\(isCounted ? ComparisonText.asides(article) : "")</td>\
        <td class="n">\(isCounted ? article.percent : "")</td><td>\(source ?? "")</td></tr>
        """
    }
    return """
      <table><thead><tr><th>Điều</th><th>Nhận xét</th><th>Phần tương tự</th><th>Với</th></tr></thead>
      <tbody>\(HTML.joined(rows))</tbody></table>
      <p>\(ComparisonText.summary(reading)).</p>
      """
  }

  private var own: HTML {
    HTML.joined(
      report.comparison.articles.map { article in
        let outline = report.own.outline
        let own = outline.articles[article.place]
        let clauses = article.clauses.map { clause -> HTML in
          let address = outline.address(outline.clauses[clause.place], in: own)
          guard let partner = clause.partner else {
            let twin = counterparts.twins[clause.place]
            let linked: HTML = twin.map { "<a href=\"#sc\($0)\">\(address)</a>" } ?? "\(address)"
            return """
              <p class="\(clause.label.rawValue)" id="oc\(clause.place)"><b>\(linked)</b> \(outline.shown(outline.clauses[clause.place]))\
              \(note(clause))</p>
              """
          }
          let pieces = report.shown(report.own, clause.place, report.differences(clause.place, partner).own)
          let aside = reading.aside(clause, article)
          return """
            <p class="\(aside == nil ? "alike" : "aside")" id="oc\(clause.place)"><b><a href="#sc\(partner)">\(address)</a></b> \(shown(pieces))\
            \(when: clause.isMoved, " <em>(đổi chỗ)</em>")\(note(clause))\(aside.map { " <small>đã gác lại, không tính: \($0.words)</small>" as HTML })</p>
            """
        }
        return
          "<article id=\"o\(article.number)\"><h3>\(outline.heading(own))</h3>\(HTML.joined(clauses))</article>"
      })
  }

  private func note(_ clause: Comparison.Clause) -> HTML {
    guard let passage = clause.passage, report.passages.indices.contains(passage) else { return "" }
    return
      " <small>\(report.words.word(clause.label == .alike ? .wrongFrame : clause.label)): \(report.passages[passage].source)</small>"
  }

  private var source: HTML {
    var partners: [Int: Int] = [:]
    for article in report.comparison.articles {
      for clause in article.clauses {
        if let partner = clause.partner, partners[partner] == nil { partners[partner] = clause.place }
      }
    }
    var twins: [Int: Comparison.Clause] = [:]
    for clause in report.comparison.articles.flatMap(\.clauses) {
      if let twin = counterparts.twins[clause.place] { twins[twin] = clause }
    }
    let outline = report.source.outline
    return HTML.joined(
      outline.articles.map { article in
        let clauses = article.clauses.map { place -> HTML in
          let address = outline.address(outline.clauses[place], in: article)
          guard let own = partners[place] else {
            let label =
              twins[place]?.label.rawValue
              ?? (counterparts.mandated[place] == nil ? "" : Comparison.Label.mandated.rawValue)
            let linked: HTML =
              twins[place].map { "<a href=\"#oc\($0.place)\">\(address)</a>" } ?? "\(address)"
            return
              "<p class=\"\(label)\" id=\"sc\(place)\"><b>\(linked)</b> \(outline.shown(outline.clauses[place]))</p>"
          }
          let pieces = report.shown(report.source, place, report.differences(own, place).source)
          return
            "<p class=\"alike\" id=\"sc\(place)\"><b><a href=\"#oc\(own)\">\(address)</a></b> \(shown(pieces))</p>"
        }
        return
          "<article id=\"s\(article.number)\"><h3>\(outline.heading(article))</h3>\(HTML.joined(clauses))</article>"
      })
  }

  private func shown(_ pieces: [RegulationComparison.ShownPiece]) -> HTML {
    HTML.joined(
      pieces.map { piece in
        piece.kind == .same
          ? HTML(text: piece.text) : "<span class=\"\(piece.kind.rawValue)\">\(piece.text)</span>"
      })
  }

  private static let style: HTML = """
    :root{color-scheme:light dark;--p:#fcfcfd;--i:#1c1b2b;--r:#dedce9;--a:#ebe9f7;--n:#fdf1d6;--c:#a81c2b;--s:#57556b}
    @media (prefers-color-scheme:dark){:root{--p:#16151f;--i:#e9e8f2;--r:#3a3749;--a:#2c2850;--n:#4a3a12;--c:#ff9aa4;--s:#b0adc4}}
    *{box-sizing:border-box}body{margin:0 auto;max-width:100rem;padding:1rem;background:var(--p);color:var(--i);font:1rem/1.5 "Noto Serif","Liberation Serif",serif}
    h1{font-size:1.4rem}h2{font-size:1.1rem;position:sticky;top:0;background:var(--p);margin:0;padding:.4rem 0;border-bottom:1px solid var(--r)}
    h3{font-size:1rem}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--r)}
    .n{text-align:right}a{color:inherit}main{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}
    section{height:88vh;overflow:auto;border:1px solid var(--r);padding:0 .8rem}p{margin:.4rem 0}
    .alike{background:var(--a)}.renamed{background:var(--n);border-radius:.2rem;padding:0 .1rem}.changed{color:var(--c);text-decoration:underline}
    .mandated{color:var(--s);font-style:italic}.common{opacity:.7}.wrongFrame{border-left:3px solid var(--c);padding-left:.4rem}.leadIn{color:var(--s)}.aside{border-left:3px dashed var(--s);padding-left:.4rem}
    .v-mostly,.v-partly{font-weight:bold}.mark{font-weight:bold;text-align:center}.note,small{color:var(--s)}:target{outline:2px solid var(--c)}
    @media (max-width:45rem){main{grid-template-columns:1fr}section{height:auto}}
    @media print{section{height:auto;overflow:visible;border:0}h2{position:static}}
    """

  private static let script: HTML = """
    document.querySelectorAll('main a').forEach(function(a){a.addEventListener('click',function(e){e.preventDefault();\
    var t=document.getElementById(a.getAttribute('href').slice(1));if(!t)return;\
    document.querySelectorAll('.here').forEach(function(x){x.classList.remove('here');x.style.outline=''});\
    t.classList.add('here');t.style.outline='2px solid';t.scrollIntoView({block:'center',behavior:'smooth'})})});
    """
}
