import Basics
import Formats
import Registry

/// A briefing as a printed document: letterhead, title, sections, chart, signature; the same for Word and PDF.
extension Briefing {
  package func docx(base: String? = nil, issue: BriefingIssue? = nil, rules: BriefingRules) throws -> [UInt8]
  {
    try printed(base: base, issue: issue, rules: rules).docx()
  }

  package func pdf(base: String? = nil, issue: BriefingIssue? = nil, rules: BriefingRules) throws -> [UInt8] {
    try printed(base: base, issue: issue, rules: rules).pdf()
  }

  /// - Parameter base: `https://may-chu.xa:8080`; with it figures lead to their records.
  package func printed(base: String? = nil, issue: BriefingIssue? = nil, rules: BriefingRules)
    -> PrintedDocument
  {
    let paper = rules.layout(on: asOf)
    let print = BriefingPrint(
      briefing: self, base: base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
    return PrintedDocument(
      title: "\(title) – \(organisationName)", layout: paper?.profile ?? .party, mark: mark,
      blocks: print.head(issue, paper) + print.sections + print.tail(issue, paper))
  }

  /// The body that issues: "Huyện ủy Giồng Trôm" for the district's organisation.
  var issuer: String { CommitteeName.of(organisationName) }
}

extension BriefingLayout {
  package var profile: LayoutProfile {
    var profile = LayoutProfile.party
    (profile.top, profile.bottom, profile.left, profile.right) = (top, bottom, left, right)
    (profile.baseSize, profile.lineHeight) = (size, line)
    return profile
  }
}

private struct BriefingPrint {
  let briefing: Briefing
  let base: String?

  func head(_ issue: BriefingIssue?, _ paper: BriefingLayout?) -> [PrintedDocument.Block] {
    let place = briefing.placeName.map { "\($0), " } ?? ""
    // The day of a paper that is not issued yet is left open.
    let date = issue.map { $0.issuedAt.day.inWords } ?? "ngày      tháng      năm"
    return [
      .letterhead(
        .init(
          superior: briefing.superiorName.map { [$0.uppercased()] } ?? [],
          issuer: [briefing.issuer.uppercased()],
          number: issue.map { (paper?.numberPrefix ?? "Số ") + $0.number } ?? "Bản chưa phát hành",
          placeAndDate: place + date)),
      .title(
        ["BÁO CÁO"],
        subject: [
          "tổng hợp tình hình tổ chức đảng và chi bộ cơ quan",
          briefing.basis.prefix(1).lowercased() + briefing.basis.dropFirst(),
        ]),
    ]
  }

  var sections: [PrintedDocument.Block] {
    PrintedSections(base: base).blocks(of: briefing.sections)
  }

  func tail(_ issue: BriefingIssue?, _ paper: BriefingLayout?) -> [PrintedDocument.Block] {
    let isCell = briefing.kind.isCell
    var blocks: [PrintedDocument.Block] = [
      .signatures(
        .init(
          recipients: (briefing.superiorName.map { [$0 + ","] } ?? []) + [
            isCell ? "Lưu Chi bộ." : "Lưu Văn phòng."
          ],
          signers: [.init(authority: isCell ? "T/M CHI BỘ" : "T/M BAN THƯỜNG VỤ", office: "BÍ THƯ", name: "")]
        )),
      .pageBreak, .title(["PHỤ LỤC"], subject: ["cách tính các số liệu"]),
    ]
    blocks += briefing.definitions.map { label, definition in
      .note(PrintedText([.init("\(label): ", bold: true), .init(definition)]))
    }
    if let issue {
      blocks.append(.note(PrintedText("Dấu băm SHA-256 của báo cáo đã phát hành: \(issue.hash).")))
    }
    if let paper, !paper.confirmed {
      blocks.append(
        .note(
          PrintedText(
            "Về thể thức: ngày số liệu thuộc thời kỳ của \(paper.basis); cỡ chữ và lề của thời kỳ ấy chưa có nguồn xác nhận, nên theo mẫu sau 2017.",
            italic: true)))
    }
    return blocks
  }
}
