import Basics
import Formats
import Markup
import Registry

/// The book of introductions as a file, both sides on a sheet of their own.
struct LiaisonBook: Sendable {
  var picture: LiaisonPicture
  var day: Day
  var mark: String?

  private static let sentHeadings = [
    "STT", "Họ và tên", "Chi bộ", "Nơi ở", "Số giấy", "Ngày giới thiệu", "Gửi đến", "Đến đâu",
  ]
  private static let residentHeadings = ["STT", "Họ và tên", "Nơi sinh hoạt", "Chi bộ nơi cư trú", "Từ ngày"]

  private var sent: [[String]] {
    picture.sent.enumerated().map { n, line in
      [
        "\(n + 1)", line.name, line.cellName, line.residence, line.letter?.number ?? "",
        line.letter?.issuedOn.padded ?? "", line.letter?.toName ?? "", line.progress.title,
      ]
    }
  }
  private var residents: [[String]] {
    picture.residents.enumerated().map { n, line in
      ["\(n + 1)", line.name, line.workplace, line.cellName, line.since.padded]
    }
  }

  func workbook() throws -> [UInt8] {
    func sheet(_ name: String, _ title: String, _ headings: [String], _ rows: [[String]]) -> SheetContent {
      SheetContent(
        name, titles: [mark, title, picture.state.name, "Ngày \(day.vietnamese)"].compactMap { $0 },
        columns: headings.map { SheetContent.Column($0, width: $0 == "STT" ? 6 : 26) },
        rows: rows.map { SheetContent.Row($0.map { .text($0) }) }, pageHeader: mark, isLandscape: true)
    }
    return try WorkbookFile(
      title: "Sổ giới thiệu nơi cư trú", author: "ChiBo",
      sheets: [
        sheet("Giới thiệu đi", "SỔ GIỚI THIỆU ĐẢNG VIÊN VỀ NƠI CƯ TRÚ", Self.sentHeadings, sent),
        sheet("Cư trú ở đây", "SỔ ĐẢNG VIÊN NƠI KHÁC CƯ TRÚ Ở ĐÂY", Self.residentHeadings, residents),
      ]
    ).bytes()
  }
}

extension Visit {
  func liaisonBook() async throws -> Answer {
    let picture = try await liaisonPicture()
    return try await attempt {
      try await perform(
        ExportList(
          from: picture.state.organisation, rows: picture.sent.count + picture.residents.count, day: today,
          reason: form["ly-do"]))
      let book = LiaisonBook(picture: picture, day: today, mark: opening.mark)
      return .file(
        try book.workbook(), name: "Sổ giới thiệu nơi cư trú, \(picture.state.name).xlsx",
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else: {
      try await liaisonIndex($0.at("ly-do"))
    }
  }
}
