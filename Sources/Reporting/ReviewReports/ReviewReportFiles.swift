import Basics
import Formats
import Foundation
import Markup
import Registry
import Reviews

/// A review's report as it leaves the site: printed, as a workbook, as data.
extension ReviewReport {
  package func printed(rules: BriefingRules) -> PrintedDocument {
    let isCell = kind.isCell
    let place = placeName.map { "\($0), " } ?? ""
    let head: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: superiorName.map { [$0.uppercased()] } ?? [],
          issuer: [CommitteeName.of(organisationName).uppercased()], number: "Bản chưa phát hành",
          placeAndDate: place + "ngày      tháng      năm")),
      .title(
        ["BÁO CÁO"],
        subject: [
          "kết quả kiểm điểm, đánh giá, xếp loại chất lượng năm \(year)",
          "số liệu đến ngày \(day.vietnamese)",
        ]),
    ]
    let basis: [PrintedDocument.Block] =
      guidance.isEmpty ? [] : [.paragraph(.init(PrintedText("Thực hiện theo: \(guidance).")))]
    let tail: [PrintedDocument.Block] =
      [
        .signatures(
          .init(
            recipients: (superiorName.map { [$0 + ","] } ?? []) + [isCell ? "Lưu Chi bộ." : "Lưu Văn phòng."],
            signers: [
              .init(authority: isCell ? "T/M CHI BỘ" : "T/M BAN THƯỜNG VỤ", office: "BÍ THƯ", name: "")
            ])),
        .heading(3, "Cách tính"),
      ] + notes.map { .note(PrintedText($0)) }
    return PrintedDocument(
      title: "\(title) – \(organisationName)", layout: rules.layout(on: day)?.profile ?? .party, mark: mark,
      blocks: head + basis + PrintedSections(base: nil).blocks(of: sections) + tail)
  }

  package func workbook() -> WorkbookFile {
    let titles = [mark, "\(title) – \(organisationName)", "Số liệu đến ngày \(day.vietnamese)"].compactMap {
      $0
    }
    var sheets = sections.flatMap { section in
      section.blocks.compactMap(\.table).map { table in
        SheetContent(
          sheetName(section, table),
          titles: titles + [table.title],
          columns: table.columns.map {
            $0.kind == .text
              ? .init($0.title, width: 34) : .init($0.title, width: 16, alignment: .right)
          },
          rows: table.rows.map { row in
            .init(
              row.cells.map { cell in
                cell.number.map { .integer($0) } ?? (cell.shown.isEmpty ? .empty : .text(cell.shown))
              }, kind: row.isTotal ? .total : .normal)
          }, pageHeader: mark, isLandscape: table.columns.count > 5)
      }
    }
    let texts = sections.flatMap { section in
      section.blocks.compactMap(\.paragraph).map { (section.title, $0) }
    }
    sheets.insert(
      SheetContent(
        "Tóm tắt", titles: titles,
        columns: [.init("Mục", width: 24), .init("Kết quả", width: 110)],
        rows: texts.map { .init([.text($0.0), .text($0.1)]) }
          + notes.map { .init([.text("Cách tính"), .text($0)]) },
        pageHeader: mark, isLandscape: true), at: 0)
    return WorkbookFile(title: "\(title) – \(organisationName)", author: "ChiBo", sheets: sheets)
  }

  /// A workbook takes no longer name than this.
  private static let longestName = 31

  private func sheetName(_ section: Briefing.Section, _ table: Briefing.Table) -> String {
    let tail = table.id.hasPrefix("years") ? " theo năm" : table.id == "progress" ? "" : " theo đơn vị"
    return "\(section.title.prefix(Self.longestName - tail.count))\(tail)"
  }

  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// To stand in a page of the site.
  package var html: HTML {
    HTML.joined([
      SectionPages().html(of: sections),
      Markup.Section(
        "Cách tính", id: "cach-tinh", body: "<ul>\(each: notes, { "<li>\($0)</li>" })</ul>"
      ).html,
    ])
  }
}
