import Basics
import Formats
import Markup
import Meetings
import Registry

/// A year of a book on paper, lying, to be signed and bound; and as a workbook.
struct DocumentBookFiles {
  var picture: BookPicture
  var superior: String?
  var place: String?
  var rules: DocumentRules
  var today: Day
  var mark: String?

  private var isIncoming: Bool { picture.book == .incoming }
  private var title: String { isIncoming ? "SỔ VĂN BẢN ĐẾN" : "SỔ VĂN BẢN ĐI" }

  private var headings: [String] {
    isIncoming
      ? [
        "Số đến", "Ngày đến", "Nơi gửi", "Số, ký hiệu", "Ngày văn bản", "Loại, trích yếu", "Người xử lý",
        "Hạn",
        "Kết quả",
      ]
      : ["Số, ký hiệu", "Ngày", "Loại", "Trích yếu", "Nơi nhận", "Người soạn", "Ghi chú"]
  }
  private var weights: [Double] {
    isIncoming ? [0.8, 1.65, 2.3, 1.7, 1.65, 3.6, 1.8, 1.65, 2.2] : [1.5, 1.5, 1.4, 4.2, 3, 2, 2.4]
  }

  private func fields(_ line: BookLine) -> [String] {
    let document = line.document
    let who = picture.name(line.task?.member ?? document.handler) ?? ""
    let standing = line.standing(on: today, soon: rules.soon)
    var became = document.isCancelled ? "Hủy số: \(document.cancelled)" : document.outcome
    if became.isEmpty, let task = line.task { became = "Việc giao: \(task.result)" }
    if became.isEmpty, isIncoming { became = standing.title }
    if case .done(let day) = standing { became = "\(day.vietnamese): \(became)" }
    guard isIncoming else {
      return [
        document.number, document.bookedOn.vietnamese, document.type, document.subject, document.party, who,
        became,
      ]
    }
    let subject = document.type.isEmpty ? document.subject : "\(document.type): \(document.subject)"
    return [
      "\(document.position)", document.bookedOn.vietnamese, document.party, document.number,
      document.datedOn.vietnamese, subject, who, line.dueOn?.vietnamese ?? "", became,
    ]
  }

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    var lying = layout
    let sides = LayoutProfile.partyLandscape
    (lying.isLandscape, lying.top, lying.bottom) = (true, sides.top, sides.bottom)
    (lying.left, lying.right, lying.tableSize) = (sides.left, sides.right, 11)
    let rows = picture.lines.map { PrintedTable.Row(fields($0).map { PrintedText($0) }) }
    let body: PrintedDocument.Block =
      rows.isEmpty
      ? .paragraph(.init("Trong năm sổ chưa có văn bản nào."))
      : .table(
        PrintedTable(
          columns: weights.enumerated().map { n, weight in
            .init(
              weight: weight,
              alignment: n == 0 || headings[n].utf8.starts(with: "Ngày".utf8) ? .center : .left)
          }, header: [headings.map { PrintedTable.Heading($0) }], rows: rows))
    let cancelled = picture.lines.count { $0.document.isCancelled }
    return PrintedDocument(
      title: "\(picture.book.title) năm \(picture.year), \(picture.organisation.name)", layout: lying,
      mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: superior.map { [$0.uppercased()] } ?? [],
            issuer: [picture.organisation.name.uppercased()],
            placeAndDate: today.inWords(at: place))),
        .title([title], subject: ["năm \(picture.year)"]), body,
        .paragraph(
          .init(PrintedText("Sổ có \(picture.lines.count) số, trong đó \(cancelled) số đã hủy."))),
        .signatures(
          .init(
            signers: [
              .init(office: "NGƯỜI GIỮ SỔ", isOfficeBold: true, name: ""),
              .init(
                authority: picture.organisation.kind.isCell ? "T/M CHI BỘ" : "T/M ĐẢNG ỦY", office: "BÍ THƯ",
                name: ""),
            ])),
      ])
  }

  func workbook() throws -> [UInt8] {
    let sheet = SheetContent(
      picture.book.title,
      titles: [mark, title, picture.organisation.name, "Năm \(picture.year)"].compactMap { $0 },
      columns: zip(headings, weights).map { SheetContent.Column($0, width: $1 * 9) },
      rows: picture.lines.map { SheetContent.Row(fields($0).map { .text($0) }) }, pageHeader: mark,
      isLandscape: true)
    return try WorkbookFile(title: title, author: "ChiBo", sheets: [sheet]).bytes()
  }
}

extension Visit {
  func printDocumentBook() async throws -> Answer {
    let picture = try await bookPicture()
    let (system, id, end) = (
      system, picture.organisation.organisation, min(today, Period(year: picture.year).to.previous)
    )
    let state = picture.organisation
    let (superior, place) = try await system.read { session throws in
      (
        try session.superiors(of: id, asOf: AsOf(end)).last?.name,
        try session.paperPlace(of: state, asOf: AsOf(end))
      )
    }
    let files = DocumentBookFiles(
      picture: picture, superior: superior, place: place, rules: try documentRules, today: today,
      mark: opening.mark)
    let name = "\(picture.book.title) \(picture.year), \(picture.organisation.name)"
    if query["dang"] == "xlsx" {
      return .file(
        try files.workbook(), name: "\(name).xlsx",
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    }
    return try printed(
      files.document(try self.rules.layout(on: today)?.profile ?? .party), named: name)
  }
}
