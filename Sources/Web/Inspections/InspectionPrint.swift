import Basics
import Formats
import Meetings
import Registry

/// A year's programme on paper, with what became of each entry.
struct InspectionPrint {
  var picture: InspectionPicture
  var today: Day
  var mark: String?

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    var lying = layout
    let sides = LayoutProfile.partyLandscape
    (lying.isLandscape, lying.top, lying.bottom) = (true, sides.top, sides.bottom)
    (lying.left, lying.right) = (sides.left, sides.right)
    let cell = picture.organisation.kind.isCell
    return PrintedDocument(
      title: "Chương trình kiểm tra, giám sát \(picture.year), \(picture.organisation.name)", layout: lying,
      mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: picture.superior.map { [$0.uppercased()] } ?? [],
            issuer: [picture.organisation.name.uppercased()], number: "Số      -CTr/\(cell ? "CB" : "ĐU")",
            placeAndDate: (picture.programme?.adoptedOn ?? today).inWords(at: picture.place))),
        .title(["CHƯƠNG TRÌNH"], subject: ["kiểm tra, giám sát năm \(picture.year)"]), table, adopted,
        .signatures(
          .init(
            recipients: ["Cấp ủy, ủy ban kiểm tra cấp trên", "Đảng viên", "Lưu"],
            signers: [.init(authority: cell ? "T/M CHI BỘ" : "T/M ĐẢNG ỦY", office: "BÍ THƯ", name: "")])),
      ])
  }

  private var adopted: PrintedDocument.Block {
    guard let programme = picture.programme else {
      return .paragraph(.init("Chương trình chưa ghi việc thông qua."))
    }
    let parts = [programme.document, picture.adoptedAt?.title ?? ""].filter { !$0.isEmpty }
    return .paragraph(
      .init(
        PrintedText(
          "Thông qua ngày \(programme.adoptedOn.vietnamese): \(parts.joined(separator: "; ")).")))
  }

  private var table: PrintedDocument.Block {
    guard !picture.items.isEmpty else { return .paragraph(.init("Trong năm chưa có cuộc nào.")) }
    return .table(
      PrintedTable(
        columns: [
          .init(weight: 0.6, alignment: .center), .init(weight: 1.2), .init(weight: 2.4), .init(weight: 3.6),
          .init(weight: 2), .init(weight: 1.9), .init(weight: 2.6),
        ],
        header: [["TT", "Loại", "Đối tượng", "Nội dung", "Ai tiến hành", "Thời gian", "Kết quả"]],
        rows: picture.items.enumerated().map { n, item in
          let state =
            item.state == .planned ? "" : item.doneOn.map { "\($0.vietnamese): " } ?? "\(item.state.title): "
          let start = item.startsOn.map { "\($0.vietnamese) – " } ?? ""
          return PrintedTable.Row([
            PrintedText("\(n + 1)"), PrintedText(item.kind.title), PrintedText(picture.target(item)),
            PrintedText(item.content), PrintedText(item.conductor),
            PrintedText("\(start)\(item.dueOn.vietnamese)"), PrintedText("\(state)\(picture.outcome(item))"),
          ])
        }))
  }
}
