import Basics
import Formats

/// The sample list of organisations of the manual.
package enum OrganisationSample {
  package static let fileName = "mau-danh-sach-to-chuc.xlsx"

  package static let columns: [OrganisationColumn] = [
    .ordinal, .name, .kind, .superior, .code, .unitName, .unitCode, .neighbourhood, .foundedOn,
    .decisionNumber,
    .decisionIssuer, .decisionDate, .note,
  ]

  package static func workbook() -> WorkbookFile {
    func day(_ number: Int) -> SheetContent.Cell { Day(number: number).map { .day($0) } ?? .empty }
    let sheet = SheetContent(
      "Tổ chức đảng", titles: ["DỮ LIỆU MÔ PHỎNG", "DANH SÁCH TỔ CHỨC ĐẢNG"],
      columns: columns.map {
        .init(
          $0.title, width: $0 == .ordinal ? 6 : [.name, .superior, .decisionIssuer].contains($0) ? 30 : 17)
      },
      rows: [
        .init([
          .integer(1), .text("Đảng bộ xã Mẫu"), .text("Đảng bộ cơ sở"), .text("Đảng bộ huyện Mẫu"),
          .text("MAU.01"), .text("Xã Mẫu"),
          .text("00001"), .empty, day(1990_01_01),
        ]),
        .init([
          .integer(2), .text("Chi bộ ấp Mẫu 1"), .text("Chi bộ ấp, khu phố"), .text("Đảng bộ xã Mẫu"),
          .text("MAU.01.01"), .empty,
          .empty, .text("Mẫu 1"), day(1990_01_01),
        ]),
        .init([
          .integer(3), .text("Chi bộ cơ quan xã Mẫu"), .text("Chi bộ cơ quan"), .text("Đảng bộ xã Mẫu"),
          .text("MAU.01.02"), .empty,
          .empty, .empty, day(2008_03_25), .text("01-QĐ/ĐU"), .text("Đảng ủy xã Mẫu"), day(2008_03_25),
        ]),
      ], pageHeader: "DỮ LIỆU MÔ PHỎNG", isLandscape: true)
    return WorkbookFile(title: "Mẫu danh sách tổ chức đảng", author: "ChiBo", sheets: [sheet])
  }
}
