import Formats
import TextReuse

/// A comparison in two columns, for print: it goes to a meeting. Names can be left out.
package struct ComparisonSheet {
  let report: RegulationComparison
  let mark: String?

  package init(_ report: RegulationComparison, mark: String? = nil) {
    (self.report, self.mark) = (report, mark)
  }

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = [
      .title(["SO SÁNH HAI QUY CHẾ LÀM VIỆC"], subject: ["\(report.own.name) và \(report.source.name)"]),
      .paragraph(.init(PrintedText("Nội dung tương tự: \(ComparisonText.summary(report))."))),
      .note(
        PrintedText(
          "Chữ nghiêng: tên được thay; chữ đậm: chữ khác nhau. Kết quả do máy so chữ mà có, để người đọc xem xét; không phải là kết luận."
        )),
    ]
    blocks.append(.table(overview))
    for article in report.comparison.articles where article.verdict != .own {
      guard let source = article.source else { continue }
      let other = report.source.outline.articles[source]
      let title = report.own.outline.title(report.own.outline.articles[article.place])
      blocks.append(.heading(2, "Điều \(article.number). \(title)"))
      blocks.append(
        .paragraph(
          .init(
            PrintedText(
              "\(report.words.word(article.verdict)), \(ComparisonText.percent(article)) phần đếm được, với Điều \(other.number). \(report.source.outline.title(other))"
            ))))
      blocks.append(.table(clauses(article, other.number)))
    }
    return PrintedDocument(
      title: "So sánh quy chế: \(report.own.name), \(report.source.name)", layout: .partyLandscape,
      mark: mark,
      blocks: blocks)
  }

  private var overview: PrintedTable {
    PrintedTable(
      columns: [.init(weight: 4), .init(weight: 2), .init(weight: 1, alignment: .right), .init(weight: 4)],
      header: [["Điều", "Nhận xét", "Phần", "Tương tự với"]],
      rows: report.comparison.articles.map { article in
        let title = report.own.outline.title(report.own.outline.articles[article.place])
        let source = article.source.map { n in
          let other = report.source.outline.articles[n]
          return "Điều \(other.number). \(report.source.outline.title(other))"
        }
        return .init([
          PrintedText("Điều \(article.number). \(title)"), PrintedText(report.words.word(article.verdict)),
          PrintedText(article.verdict == .own ? "" : ComparisonText.percent(article)),
          PrintedText(source ?? ""),
        ])
      })
  }

  private func clauses(_ article: Comparison.Article, _ source: Int) -> PrintedTable {
    PrintedTable(
      columns: [.init(), .init()],
      header: [[.init(report.own.name), .init(report.source.name)]],
      rows: article.clauses.map { clause in
        let own = report.own.outline.clauses[clause.place]
        let address = own.address.text(in: article.number)
        guard let partner = clause.partner else {
          let label = clause.label == .own ? "" : " (\(report.words.word(clause.label)))"
          return .init([
            PrintedText("\(address). \(report.own.outline.text(of: own))\(label)"), PrintedText(""),
          ])
        }
        let differences = report.differences(clause.place, partner)
        let other = report.source.outline.clauses[partner].address.text(in: source)
        return .init([
          text(address, report.shown(report.own, clause.place, differences.own)),
          text(other, report.shown(report.source, partner, differences.source)),
        ])
      })
  }

  private func text(_ address: String, _ pieces: [RegulationComparison.ShownPiece]) -> PrintedText {
    PrintedText(
      [.init(address + ". ")]
        + pieces.map { .init($0.text, bold: $0.kind == .changed, italic: $0.kind == .renamed) })
  }
}
