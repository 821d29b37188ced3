import Basics
import Formats
import Meetings
import Registry

/// A pledge on paper: signed by the member, confirmed by the cell.
struct CommitmentPrint {
  var picture: CommitmentPicture
  var rules: CommitmentRules
  var today: Day
  var mark: String?

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    let text = picture.commitment?.content ?? rules.frame.joined(separator: "\n")
    let day = picture.commitment?.handedOn
    let confirmed = picture.commitment?.confirmedOn.map { "Chi bộ xác nhận ngày \($0.vietnamese)." }
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: picture.superior.map { [$0.uppercased()] } ?? [],
          issuer: picture.cell.map { [$0.name.uppercased()] } ?? [],
          placeAndDate: (day ?? today).inWords(at: picture.paperPlace))),
      .title(["BẢN CAM KẾT"], subject: ["tu dưỡng, rèn luyện, phấn đấu năm \(picture.year)"]),
      .paragraph(.init(PrintedText([.init("Họ và tên: ", bold: true), .init(picture.name)]))),
      .paragraph(
        .init(PrintedText([.init("Sinh hoạt tại: ", bold: true), .init(picture.cell?.name ?? "")]))),
    ]
    for line in text.split(separator: "\n") { blocks.append(.paragraph(.init(PrintedText(String(line))))) }
    if let confirmed { blocks.append(.note(PrintedText(confirmed, italic: true))) }
    blocks.append(
      .signatures(
        .init(signers: [
          .init(authority: "XÁC NHẬN CỦA CHI BỘ", office: "BÍ THƯ", name: ""),
          .init(office: "NGƯỜI CAM KẾT", isOfficeBold: true, name: picture.name),
        ])))
    return PrintedDocument(title: "Bản cam kết \(picture.year)", layout: layout, mark: mark, blocks: blocks)
  }
}
