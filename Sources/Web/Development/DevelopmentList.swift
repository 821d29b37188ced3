import Basics
import Formats
import Markup
import Registry

/// The list of those who are considered, on paper and in a workbook.
struct DevelopmentList: Sendable {
  var picture: DevelopmentPicture
  var rules: DevelopmentRules
  var day: Day
  var mark: String?

  private static let headings = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Nghề nghiệp, nơi công tác", "Chi bộ", "Đến bước",
    "Người giúp đỡ", "Hạn gần nhất", "Giấy tờ còn thiếu",
  ]
  private static let weights: [Double] = [0.5, 1.6, 1, 0.7, 1.7, 1.6, 1.4, 1.5, 1.8, 2.2]

  /// Whoever is still considered, by stage and given name.
  static func rows(of picture: DevelopmentPicture, _ rules: DevelopmentRules) -> [ProspectFile] {
    let order = ProspectStage.allCases
    return picture.files.filter { !$0.isErased && $0.stage(rules).isOpen }.enumerated().sorted {
      (order.firstIndex(of: $0.element.stage(rules)) ?? 0, $0.offset)
        < (order.firstIndex(of: $1.element.stage(rules)) ?? 0, $1.offset)
    }.map(\.element)
  }

  private var rows: [[String]] {
    Self.rows(of: picture, rules).enumerated().map { n, file in
      let person = file.person
      let clock = file.clocks(rules).first
      return [
        "\(n + 1)", person.name, person.bornOn?.padded ?? "",
        person.sex == .unknown ? "" : person.sex.title, person.occupation, file.cellName,
        file.stage(rules).title, file.ties(.helper).map(\.name).joined(separator: ", "),
        clock.map { "\($0.due.padded): \($0.title)" } ?? "",
        file.missing(rules).map(\.title).joined(separator: "; "),
      ]
    }
  }

  var count: Int { Self.rows(of: picture, rules).count }

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    var layout = layout
    layout.isLandscape = true
    return PrintedDocument(
      title: "Danh sách theo dõi phát triển đảng viên", layout: layout, mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: picture.superiors.last.map { [$0.name.uppercased()] } ?? [],
            issuer: [picture.state.name.uppercased()])),
        .title(["DANH SÁCH"], subject: ["theo dõi phát triển đảng viên đến ngày \(day.vietnamese)"]),
        .table(
          PrintedTable(
            columns: Self.weights.map { PrintedTable.Column(weight: $0) },
            header: [Self.headings.map { PrintedTable.Heading($0) }],
            rows: rows.map { PrintedTable.Row($0.map { PrintedText($0) }) })),
        .paragraph(.init(PrintedText("Tổng số: \(count) người."))),
      ])
  }

  func workbook() throws -> [UInt8] {
    let sheet = SheetContent(
      "Phát triển đảng viên",
      titles: [
        mark, "DANH SÁCH THEO DÕI PHÁT TRIỂN ĐẢNG VIÊN", picture.state.name, "Ngày \(day.vietnamese)",
      ].compactMap { $0 },
      columns: zip(Self.headings, Self.weights).map { SheetContent.Column($0, width: $1 * 14) },
      rows: rows.map { SheetContent.Row($0.map { .text($0) }) }, pageHeader: mark, isLandscape: true)
    return try WorkbookFile(title: "Phát triển đảng viên", author: "ChiBo", sheets: [sheet]).bytes()
  }
}

extension Visit {
  func developmentDownload() async throws -> Answer {
    let picture = try await developmentPicture()
    let list = DevelopmentList(
      picture: picture, rules: try developmentRules, day: today, mark: opening.mark)
    // Names are told to whoever sees them on the page.
    try await require(.viewDevelopment, on: picture.state.organisation)
    return try await attempt {
      try await perform(
        ExportList(
          from: picture.state.organisation, rows: list.count, day: today, reason: form["ly-do"]))
      let name = "Phát triển đảng viên, \(picture.state.name)"
      if form["dang"] == "xlsx" {
        return .file(
          try list.workbook(), name: "\(name).xlsx",
          type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      }
      let document = list.document(try self.rules.layout(on: today)?.profile ?? .party)
      if form["dang"] == "pdf" {
        return .file(try document.pdf(), name: "\(name).pdf", type: "application/pdf")
      }
      return try word(document, name: name)
    } else: {
      try await developmentIndex($0.at("ly-do"))
    }
  }
}
