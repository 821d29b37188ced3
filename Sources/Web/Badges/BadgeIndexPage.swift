import Basics
import Formats
import Markup
import Registry

struct BadgeIndexPage: Piece {
  var visit: Visit
  var picture: BadgePicture
  var rules: BadgeRules
  var trouble: FormTrouble

  var html: HTML {
    let (batch, version) = (picture.batch, picture.version)
    let doubt = version.map { $0.certainty == "A" ? "" : "; chưa đối chiếu nguyên văn" } ?? ""
    return """
      \(PageHeading("Huy hiệu Đảng", kind: picture.state.name, lede: "Đợt \(batch.day.vietnamese), \(batch.name): ai đủ số năm tuổi Đảng sau đợt trước (\(batch.previous.vietnamese)) và đến đợt này."))
      \(SectionLinks("Các đợt", batches))
      \(when: picture.unknown > 0, Notice(.warning, "\(picture.unknown) đảng viên chưa ghi ngày vào Đảng nên không tính được.", remedy: "Đính chính lý lịch của những người ấy; họ không có trong danh sách dưới đây.").html)
      \(Section("Đủ năm tuổi Đảng: \(picture.candidates.count)", note: "\(version.map { "Theo \($0.cite)\(doubt). " } ?? "Chưa có quy định cho ngày này. ")Tuổi Đảng tính từ ngày vào Đảng ghi trong sổ; thời gian không tính tuổi Đảng và thời hạn chờ sau kỷ luật phải xem trong hồ sơ trước khi đề nghị.", body: "\(table)\(export)"))
      """
  }

  private var export: HTML {
    guard picture.canExport, !picture.candidates.isEmpty else { return "" }
    return ExportForm(
      visit: visit, path: "\(picture.path)/tai?dot=\(picture.batch.day)", rows: picture.candidates.count,
      kinds: [("docx", "Danh sách (Word)"), ("pdf", "PDF"), ("xlsx", "Excel")], trouble: trouble
    ).html
  }

  private var batches: [Link] {
    let days = rules.batches(of: visit.today.year) + rules.batches(of: visit.today.year + 1)
    return days.map {
      Link($0.day.vietnamese, "\(picture.path)?dot=\($0.day)", isCurrent: $0.day == picture.batch.day)
    }
  }

  private var table: Table {
    Table(
      "Đủ năm tuổi Đảng",
      columns: [
        .init("Huy hiệu", .number), .init("Họ và tên"), .init("Ngày sinh", .day),
        .init("Ngày vào Đảng", .day),
        .init("Tròn năm", .day), .init("Chi bộ"),
      ],
      rows: picture.candidates.map { line in
        Table.Row([
          "\(line.years) năm", "<a\(href: "/dang-vien/\(line.member)")>\(line.name)</a>",
          "\(line.bornOn?.vietnamese)", "\(line.admittedOn.vietnamese)", "\(line.fullOn.vietnamese)",
          "<a\(href: "/to-chuc/\(line.cell)")>\(line.cellName)</a>",
        ])
      }, header: 1,
      empty: EmptyState("Đợt này không có ai đủ năm", advice: "Xem đợt sau ở hàng trên."))
  }
}

/// The list of a batch on paper and in a workbook.
struct BadgePrint {
  var picture: BadgePicture
  var mark: String?

  private static let headings = [
    "STT", "Huy hiệu", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Tròn năm", "Chi bộ",
  ]
  private static let weights: [Double] = [0.5, 0.8, 2, 1.1, 1.1, 1.1, 2.2]

  private var rows: [[String]] {
    picture.candidates.enumerated().map { n, line in
      [
        "\(n + 1)", "\(line.years) năm", line.name, line.bornOn?.padded ?? "", line.admittedOn.padded,
        line.fullOn.padded, line.cellName,
      ]
    }
  }
  private var subject: String { "tặng Huy hiệu Đảng đợt \(picture.batch.day.vietnamese)" }

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    PrintedDocument(
      title: "Danh sách đảng viên đủ năm \(subject)", layout: layout, mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: picture.superiors.last.map { [$0.name.uppercased()] } ?? [],
            issuer: [picture.state.name.uppercased()])),
        .title(["DANH SÁCH"], subject: ["đảng viên đủ năm tuổi Đảng để xét \(subject)"]),
        .table(
          PrintedTable(
            columns: Self.weights.map { PrintedTable.Column(weight: $0) },
            header: [Self.headings.map { PrintedTable.Heading($0) }],
            rows: rows.map { PrintedTable.Row($0.map { PrintedText($0) }) })),
        .paragraph(.init(PrintedText("Tổng số: \(rows.count) đồng chí."))),
      ])
  }

  func workbook() throws -> [UInt8] {
    let sheet = SheetContent(
      "Huy hiệu Đảng",
      titles: [mark, "DANH SÁCH ĐỦ NĂM TUỔI ĐẢNG, ĐỢT \(picture.batch.day.vietnamese)", picture.state.name]
        .compactMap { $0 },
      columns: zip(Self.headings, Self.weights).map { SheetContent.Column($0, width: $1 * 14) },
      rows: rows.map { SheetContent.Row($0.map { .text($0) }) }, pageHeader: mark, isLandscape: true)
    return try WorkbookFile(title: "Huy hiệu Đảng", author: "ChiBo", sheets: [sheet]).bytes()
  }
}
