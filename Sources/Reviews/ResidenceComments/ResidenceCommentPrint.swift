import Basics
import Formats
import Registry

/// A residence comment on paper (Mẫu 3-213): above what is asked by whom, below what the residence says; to be filled in by hand, or
/// with what was said. The headings follow the member's duties there; the wording of the printed form has not been seen.
package struct ResidenceCommentPrint: Sendable {
  package var comment: ResidenceComment
  package var name: String
  package var cellName: String
  package var head: FormHead
  package var liaison: LiaisonRules
  package var opinions: OpinionRules
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ comment: ResidenceComment, name: String, cellName: String, head: FormHead, liaison: LiaisonRules,
    opinions: OpinionRules, layout: LayoutProfile = .party, mark: String? = nil
  ) {
    (self.comment, self.name, self.cellName, self.head) = (comment, name, cellName, head)
    (self.liaison, self.opinions, self.layout, self.mark) = (liaison, opinions, layout, mark)
  }

  package var document: PrintedDocument {
    let occasion = liaison.comments.name(of: comment.occasion)
    let form = liaison.regime(on: comment.askedOn)?.request.code
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: head.superior.map { [$0.uppercased()] } ?? [], issuer: [head.issuer.uppercased()],
          number: form, placeAndDate: (head.place.map { "\($0), " } ?? "") + comment.askedOn.inWords)),
      .title(["PHIẾU XIN Ý KIẾN NHẬN XÉT"], subject: ["của cấp ủy nơi cư trú"]),
      .paragraph(
        .init(
          PrintedText("Kính gửi: \(comment.askedName)", bold: true), alignment: .center,
          hasFirstLineIndent: false)),
      said(
        "\(head.issuer) đề nghị nhận xét về đồng chí \(name), đảng viên \(cellName), để \(occasion.lowercased()), và gửi lại trước ngày \(comment.dueOn.next.vietnamese)."
      ),
    ]
    for heading in opinions.headings(of: .residence) {
      blocks.append(.heading(3, heading.name))
      let text = comment.content[heading.id] ?? ""
      blocks += text.isEmpty ? dots(3) : text.split(separator: "\n").map { said(String($0)) }
    }
    if comment.isSaid {
      blocks.append(.heading(3, "Ý kiến trả lời của người được nhận xét"))
      blocks +=
        comment.reply.isEmpty ? dots(2) : comment.reply.split(separator: "\n").map { said(String($0)) }
    }
    blocks.append(
      .signatures(
        .init(signers: [
          .init(authority: "T/M \(head.issuer.uppercased())", office: "", name: ""),
          .init(authority: "T/M CẤP ỦY NƠI CƯ TRÚ", office: "", name: comment.author),
        ])))
    var layout = layout
    layout.hasPageNumbers = false
    return PrintedDocument(
      title: "Phiếu xin ý kiến nơi cư trú, \(name)", layout: layout, mark: mark, blocks: blocks)
  }

  private func said(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
  private func dots(_ count: Int) -> [PrintedDocument.Block] {
    (0..<count).map { _ in
      .paragraph(
        .init(PrintedText(String(repeating: "…", count: 32)), alignment: .left, hasFirstLineIndent: false))
    }
  }
}
