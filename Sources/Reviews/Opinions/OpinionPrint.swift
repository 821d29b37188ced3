import Basics
import Formats
import Registry

/// An opinion on paper: the letter that asks for it, one page, with the fixed headings to be filled in by hand and sent
/// back; or what was said, for whoever it is about to read and sign.
package struct OpinionPrint: Sendable {
  package var head: FormHead
  package var rules: OpinionRules
  package var guidanceTitle: String
  package var today: Day
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    head: FormHead, rules: OpinionRules, guidanceTitle: String, today: Day, layout: LayoutProfile,
    mark: String?
  ) {
    (self.head, self.rules, self.guidanceTitle) = (head, rules, guidanceTitle)
    (self.today, self.layout, self.mark) = (today, layout, mark)
  }

  /// One letter a request, each on its own page: a letter speaks of one person only.
  package func letters(_ requests: [SeenOpinion]) -> PrintedDocument {
    var blocks: [PrintedDocument.Block] = []
    for request in requests {
      if !blocks.isEmpty { blocks.append(.pageBreak) }
      blocks += letter(request)
    }
    if blocks.isEmpty { blocks.append(said("Không có ý kiến nào đang chờ.")) }
    return document("Thư đề nghị nhận xét, \(head.issuer)", blocks)
  }

  /// What was said, with room for the answer and the signature of whoever it is about.
  package func sheet(_ seen: SeenOpinion) -> PrintedDocument {
    let opinion = seen.opinion
    var blocks: [PrintedDocument.Block] = [
      letterhead(number: nil),
      .title(["PHIẾU NHẬN XÉT"], subject: ["\(rules.name(of: opinion.kind)), \(seen.period.vietnamese)"]),
      line("Về", seen.name), line("Nơi nhận xét", opinion.askedName), line("Người ký", opinion.author),
    ]
    for heading in rules.headings(of: opinion.kind) {
      blocks.append(.heading(3, heading.name))
      blocks += (opinion.content[heading.id] ?? "").split(separator: "\n").map { said(String($0)) }
    }
    blocks.append(.heading(3, "Ý kiến trả lời của người được nhận xét"))
    if opinion.reply.isEmpty {
      blocks += dots(opinion.state == .shared ? 4 : 1)
    } else {
      blocks += opinion.reply.split(separator: "\n").map { said(String($0)) }
    }
    blocks.append(
      .signatures(
        .init(signers: [
          .init(office: "NGƯỜI ĐƯỢC NHẬN XÉT", isOfficeBold: true, name: seen.name),
          .init(authority: "T/M \(head.issuer.uppercased())", office: "", name: ""),
        ])))
    return document("Phiếu nhận xét, \(seen.name)", blocks)
  }

  private func letter(_ request: SeenOpinion) -> [PrintedDocument.Block] {
    let opinion = request.opinion
    let due = opinion.dueBefore.map { "trước ngày \($0.vietnamese)" } ?? "sớm"
    var blocks: [PrintedDocument.Block] = [
      letterhead(number: "Số      -CV/…"),
      .paragraph(
        .init(
          PrintedText("Về việc lấy ý kiến nhận xét \(request.period.vietnamese)", italic: true),
          alignment: .center, hasFirstLineIndent: false)),
      .paragraph(
        .init(
          PrintedText("Kính gửi: \(opinion.askedName)", bold: true), alignment: .center,
          hasFirstLineIndent: false)),
      said(
        "Thực hiện \(guidanceTitle), \(head.issuer) đề nghị \(opinion.askedName) cho ý kiến nhận xét về \(about(request)), theo các mục dưới đây, và gửi lại \(due)."
      ),
    ]
    let headings = rules.headings(of: opinion.kind)
    for (n, heading) in headings.enumerated() {
      blocks.append(
        .paragraph(
          .init(
            PrintedText("\(n + 1). \(heading.name):", bold: true), alignment: .left,
            hasFirstLineIndent: false)))
      blocks += dots(headings.count > 2 ? 2 : 5)
    }
    blocks.append(
      .signatures(
        .init(signers: [
          .init(office: "NƠI NHẬN XÉT", isOfficeBold: true, name: ""),
          .init(authority: "T/M \(head.issuer.uppercased())", office: "BÍ THƯ", name: ""),
        ])))
    return blocks
  }

  private func about(_ request: SeenOpinion) -> String {
    switch request.subject.entity {
    case .member: "đồng chí \(request.name), đảng viên \(request.organisationName)"
    case .collective, .cell, .base: request.name
    }
  }

  private func letterhead(number: String?) -> PrintedDocument.Block {
    .letterhead(
      .init(
        superior: head.superior.map { [$0.uppercased()] } ?? [], issuer: [head.issuer.uppercased()],
        number: number, placeAndDate: (head.place.map { "\($0), " } ?? "") + today.inWords))
  }

  private func document(_ title: String, _ blocks: [PrintedDocument.Block]) -> PrintedDocument {
    var layout = layout
    (layout.signatureLines, layout.spaceBefore, layout.spaceAfter) = (3, 3, 3)
    layout.hasPageNumbers = false
    return PrintedDocument(title: title, layout: layout, mark: mark, blocks: blocks)
  }

  private func said(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
  private func line(_ name: String, _ value: String) -> PrintedDocument.Block {
    .paragraph(
      .init(
        PrintedText([.init("\(name): "), .init(value, bold: true)]), alignment: .left,
        hasFirstLineIndent: false))
  }
  private func dots(_ count: Int) -> [PrintedDocument.Block] {
    (0..<count).map { _ in
      .paragraph(
        .init(
          PrintedText(String(repeating: "…", count: 32)), alignment: .left, hasFirstLineIndent: false))
    }
  }
}
