import Basics
import Formats

/// The sample rosters of the manual: every usual heading, a few invented people.
package enum RosterSample {
  package static let fileName = "mau-danh-sach-dang-vien.xlsx"

  /// The columns of the sample, in their order.
  package static let columns: [RosterColumn] = [
    .ordinal, .name, .sex, .bornOn, .ethnicity, .homePlace, .residence, .isLocal, .occupation, .post,
    .admittedOn,
    .officialOn, .cardNumber, .recordNumber, .education, .theory, .since, .note,
  ]

  package static func workbook() -> WorkbookFile {
    func day(_ number: Int) -> SheetContent.Cell { Day(number: number).map { .day($0) } ?? .empty }
    func row(
      _ n: Int, _ name: String, _ sex: String, _ born: Int, _ post: String, _ admitted: Int, _ official: Int,
      _ card: String,
      _ record: String
    ) -> SheetContent.Row {
      SheetContent.Row([
        .integer(n), .text(name), .text(sex), day(born), .text("Kinh"), .text("xã Mẫu, huyện Mẫu"),
        .text("ấp Mẫu 1, xã Mẫu"), .text("x"),
        .empty, .text(post), day(admitted), day(official), .text(card), .text(record), .text("Đại học"),
        .text("Trung cấp"), .empty, .empty,
      ])
    }
    let wide: Set<RosterColumn> = [.name, .homePlace, .residence, .post]
    let sheet = SheetContent(
      "Đảng viên", titles: ["DỮ LIỆU MÔ PHỎNG", "DANH SÁCH ĐẢNG VIÊN"],
      columns: columns.map {
        .init(
          $0.title, width: $0 == .ordinal ? 6 : wide.contains($0) ? 26 : 15,
          alignment: $0 == .ordinal ? .center : nil)
      },
      rows: [
        .init([.text("Chi bộ ấp Mẫu 1")], kind: .section),
        row(
          1, "Nguyễn Văn Ví Dụ", "Nam", 1970_05_19, "Bí thư chi bộ, Trưởng ấp", 1995_09_02, 1996_09_02,
          "00000001", "000001MAU"),
        row(
          2, "Trần Thị Thí Dụ", "Nữ", 1982_03_08, "Chi hội trưởng Hội Phụ nữ", 2005_02_03, 2006_02_03,
          "00000002", "000002MAU"),
        .init([.text("Chi bộ cơ quan xã Mẫu")], kind: .section),
        row(
          3, "Lê Thanh Minh Họa", "Nam", 1978_12_22, "Chủ tịch UBND xã", 2001_05_19, 2002_05_19, "00000003",
          "000003MAU"),
      ], pageHeader: "DỮ LIỆU MÔ PHỎNG", isLandscape: true)
    return WorkbookFile(title: "Mẫu danh sách đảng viên", author: "ChiBo", sheets: [sheet])
  }
}
