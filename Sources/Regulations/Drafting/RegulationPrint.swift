import Basics
import Formats
import Registry
import Storage

/// A draft or an issued regulation on paper, in the layout of Party documents.
package struct RegulationPrint: Sendable {
  package var draft: RegulationDraft
  package var superior: String?
  package var issuer: String
  package var isCell: Bool
  package var place: String
  /// Left open while it is a draft.
  package var number: String?
  package var day: Day?
  package var signer: String
  package var layout: LayoutProfile
  package var mark: String?

  package var document: PrintedDocument {
    let numbers = draft.numbers
    let (title, subject) = Self.parted(draft.title)
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: superior.map { [$0.uppercased()] } ?? [], issuer: [issuer.uppercased()],
          number: "Số \(number ?? "      -QC/\(isCell ? "CB" : "ĐU")")",
          placeAndDate: "\(place.isEmpty ? "" : "\(place), ")\(day?.inWords ?? "ngày … tháng … năm …")")),
      .title([title], subject: (number == nil ? ["(dự thảo)"] : []) + (subject.isEmpty ? [] : [subject])),
    ]
    var chapter = 0
    for piece in draft.pieces {
      let name = DraftText.read(piece.title, numbers: numbers)
      let lines = DraftText.read(piece.text, numbers: numbers).split(separator: "\n").map(String.init)
      switch piece.kind {
      case .head:
        for (n, line) in lines.enumerated() {
          blocks.append(said("- \(Self.ended(line, with: n == lines.count - 1 ? "." : ";"))"))
        }
        let body = isCell ? "Chi bộ" : "Ban Chấp hành"
        if !lines.isEmpty { blocks.append(said("\(body) ban hành quy chế làm việc như sau:")) }
      case .chapter:
        chapter += 1
        blocks.append(centred("Chương \(Roman.of(chapter))"))
        blocks.append(centred(name.uppercased()))
      case .article:
        blocks.append(
          .paragraph(
            .init(
              PrintedText("Điều \(numbers[piece.mark] ?? 0). \(name)", bold: true), keepsWithNext: true)))
        for line in lines { blocks.append(said(line)) }
      }
    }
    blocks.append(
      .signatures(
        .init(
          recipients: (superior.map { ["\(CommitteeName.of($0)) (để báo cáo)"] } ?? [])
            + [
              isCell ? "Đảng viên trong chi bộ" : "Các chi bộ trực thuộc",
              isCell ? "Lưu Chi bộ" : "Lưu Văn phòng",
            ],
          signers: [
            .init(authority: isCell ? "T/M CHI BỘ" : "T/M BAN CHẤP HÀNH", office: "BÍ THƯ", name: signer)
          ])))
    return PrintedDocument(title: draft.title, layout: layout, mark: mark, blocks: blocks)
  }

  private func said(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
  private func centred(_ text: String) -> PrintedDocument.Block {
    .paragraph(
      .init(PrintedText(text, bold: true), alignment: .center, hasFirstLineIndent: false, keepsWithNext: true)
    )
  }

  /// A basis ends with ";", the last with a full stop, whatever was typed.
  private static func ended(_ line: String, with sign: String) -> String {
    var scalars = line.unicodeScalars
    while let last = scalars.last, ";.,: ".unicodeScalars.contains(last) { scalars.removeLast() }
    return String(scalars) + sign
  }

  /// "QUY CHẾ LÀM VIỆC" and "của Chi bộ …".
  private static func parted(_ title: String) -> (String, String) {
    let kind = "Quy chế làm việc"
    guard title.utf8.starts(with: kind.utf8) else { return (title.uppercased(), "") }
    let rest = VietnameseText.clean(String(decoding: title.utf8.dropFirst(kind.utf8.count), as: UTF8.self))
    return (kind.uppercased(), rest)
  }
}

extension Session {
  /// What a draft's paper needs of the register, as of the day it is printed for.
  package func regulationPrint(
    _ draft: RegulationDraft, number: String?, on day: Day?, signer: String, layout: LayoutProfile,
    mark: String?
  ) throws -> RegulationPrint {
    let on = try day ?? regulationDraftSteps(of: draft.id).last?.at.day ?? .endOfTime
    let asOf = AsOf(on)
    guard let state = try organisationNear(draft.organisation, asOf: asOf) else {
      throw RightsRefusal.notFound
    }
    let above = try state.parent.flatMap { try organisationNear($0, asOf: asOf) }
    let unit = try state.unit.flatMap { try self.unit($0, asOf: asOf) }
    return RegulationPrint(
      draft: draft, superior: above?.name, issuer: state.name, isCell: state.kind.isCell,
      place: unit?.name ?? "", number: number, day: day, signer: signer, layout: layout, mark: mark)
  }
}
