import Formats
import TextReuse

/// A comparison in two columns, for print: it goes to a meeting. Names can be left out.
package struct ComparisonSheet {
  let reading: ReuseReading
  let mark: String?
  private let counterparts: RegulationComparison.Counterparts
  private var report: RegulationComparison { reading.report }

  package init(_ reading: ReuseReading, mark: String? = nil) {
    (self.reading, self.mark, counterparts) = (reading, mark, reading.report.counterparts)
  }

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = [
      .title(["SO SÁNH HAI QUY CHẾ LÀM VIỆC"], subject: ["\(report.own.name) và \(report.source.name)"]),
      .paragraph(.init(PrintedText("\(ComparisonText.verdicts(reading))."))),
      .note(
        PrintedText(
          "Chữ nghiêng: tên được thay; chữ đậm: chữ khác nhau. Kết quả do máy so chữ mà có, để người đọc xem xét; không phải là kết luận."
        )),
    ]
    blocks.append(.table(overview))
    blocks.append(.note(PrintedText("\(ComparisonText.summary(reading)).")))
    blocks += alone(after: nil)
    for article in reading.articles {
      defer { blocks += alone(after: article.comparison.place) }
      guard article.verdict != .own, let source = article.comparison.source else {
        blocks += ownOnly(article)
        continue
      }
      let other = report.source.outline.articles[source]
      blocks.append(
        .heading(2, report.own.outline.heading(report.own.outline.articles[article.comparison.place])))
      blocks.append(
        .paragraph(
          .init(
            PrintedText(
              "\(said(article)) với \(report.source.outline.heading(other))\(article.verdict == .aside ? "" : ComparisonText.asides(article))"
            ), keepsWithNext: true)))
      blocks.append(.table(clauses(article.comparison, other)))
    }
    return PrintedDocument(
      title: "So sánh quy chế: \(report.own.name), \(report.source.name)", layout: .partyLandscape,
      mark: mark,
      blocks: blocks)
  }

  /// An article that nothing of the other text is like.
  private func ownOnly(_ article: ReuseReading.Article) -> [PrintedDocument.Block] {
    [
      .heading(2, report.own.outline.heading(report.own.outline.articles[article.comparison.place])),
      .paragraph(
        .init(
          PrintedText(
            "\(report.words.word(article.verdict)); bên \(report.source.name) không có điều tương tự"),
          keepsWithNext: true)),
      .table(
        clauses(
          article.comparison, article.comparison.source.map { report.source.outline.articles[$0] })),
    ]
  }

  /// What only the other text has, behind the own article it is nearest to; at the beginning what is near none.
  private func alone(after place: Int?) -> [PrintedDocument.Block] {
    counterparts.sourceOnly.filter { $0.after == place }.flatMap { only -> [PrintedDocument.Block] in
      let outline = report.source.outline
      let article = outline.articles[only.article]
      let rows = only.clauses.map { clause in
        let mandated = counterparts.mandated[clause].map { _ in
          " (\(report.words.word(Comparison.Label.mandated)))"
        }
        return PrintedTable.Row([
          PrintedText(""),
          PrintedText(
            "\(outline.address(outline.clauses[clause], in: article)). \(outline.shown(outline.clauses[clause]))\(mandated ?? "")"
          ),
        ])
      }
      let isWhole = only.clauses.count == article.clauses.count
      return [
        .heading(2, outline.heading(article)),
        .paragraph(
          .init(
            PrintedText("\(isWhole ? "Chỉ" : "Những khoản, điểm chỉ") có ở \(report.source.name)"),
            keepsWithNext: true)),
        .table(
          PrintedTable(
            columns: [.init(), .init()], header: [[.init(report.own.name), .init(report.source.name)]],
            rows: rows)),
      ]
    }
  }

  private func said(_ article: ReuseReading.Article) -> String {
    article.verdict == .aside
      ? "\(report.words.word(ReuseVerdict.aside)); trước đó: \(report.words.word(article.comparison.verdict))"
      : "\(report.words.word(article.verdict)), \(article.percent) phần đếm được,"
  }

  private var overview: PrintedTable {
    PrintedTable(
      columns: [.init(weight: 4), .init(weight: 2), .init(weight: 1, alignment: .right), .init(weight: 4)],
      header: [["Điều", "Nhận xét", "Phần", "Tương tự với"]],
      rows: reading.articles.map { article in
        let outline = report.own.outline
        let source = article.comparison.source.map { n in
          report.source.outline.heading(report.source.outline.articles[n])
        }
        return .init([
          PrintedText(outline.heading(outline.articles[article.comparison.place])),
          PrintedText(
            report.words.word(article.verdict)
              + (article.verdict == .aside ? "" : ComparisonText.asides(article))),
          PrintedText(article.verdict == .own || article.verdict == .aside ? "" : article.percent),
          PrintedText(source ?? ""),
        ])
      })
  }

  private func clauses(_ article: Comparison.Article, _ source: Outline.Article?) -> PrintedTable {
    PrintedTable(
      columns: [.init(), .init()],
      header: [[.init(report.own.name), .init(report.source.name)]],
      rows: article.clauses.map { clause in
        let own = report.own.outline.clauses[clause.place]
        let address = report.own.outline.address(own, in: report.own.outline.articles[article.place])
        guard let partner = clause.partner, let source else {
          let label = clause.label == .own ? "" : " (\(report.words.word(clause.label)))"
          let twin = counterparts.twins[clause.place].map { twin in
            let other = report.source.outline.clauses[twin]
            return
              "\(report.sourceAddress(twin, counterparts)). \(report.source.outline.shown(other)) (cùng lời, không tính)"
          }
          return .init([
            PrintedText("\(address). \(report.own.outline.shown(own))\(label)"), PrintedText(twin ?? ""),
          ])
        }
        let differences = report.differences(clause.place, partner)
        let other = report.source.outline.address(report.source.outline.clauses[partner], in: source)
        var left = text(address, report.shown(report.own, clause.place, differences.own))
        if let aside = reading.aside(clause, article) {
          left.runs.append(.init(" [Đã gác lại, không tính: \(aside.words)]"))
        }
        return .init([
          left,
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
