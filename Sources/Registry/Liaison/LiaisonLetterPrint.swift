import Basics
import Formats

/// Liaison letter on paper (Mẫu 1-213): the letter, and beneath it the half that the place of residence fills in and sends back.
///
/// The fields are those seen in letters in use; the wording of the printed form itself has not been seen.
package struct LiaisonLetterPrint: Sendable {
  /// Who issues a letter, and who it is about.
  package struct Sheet: Sendable {
    package var letter: LiaisonLetter
    package var person: PersonalRecord
    package var cellName: String
    package var superior: String?
    package var issuer: String
    package var place: String?
    package init(
      letter: LiaisonLetter, person: PersonalRecord, cellName: String, superior: String?, issuer: String,
      place: String?
    ) {
      (self.letter, self.person, self.cellName) = (letter, person, cellName)
      (self.superior, self.issuer, self.place) = (superior, issuer, place)
    }
  }
  package var rules: LiaisonRules
  package var layout: LayoutProfile
  package var mark: String?

  package init(rules: LiaisonRules, layout: LayoutProfile, mark: String?) {
    (self.rules, self.layout, self.mark) = (rules, layout, mark)
  }

  /// One page a letter.
  package func document(_ sheets: [Sheet]) -> PrintedDocument {
    var blocks: [PrintedDocument.Block] = []
    for sheet in sheets {
      if !blocks.isEmpty { blocks.append(.pageBreak) }
      blocks += letter(sheet) + [.note(PrintedText(String(repeating: "- ", count: 46)))] + receipt(sheet)
    }
    if blocks.isEmpty { blocks.append(said("Không có giấy giới thiệu nào.")) }
    var layout = layout
    (layout.signatureLines, layout.spaceBefore, layout.spaceAfter) = (3, 2, 2)
    layout.hasPageNumbers = false
    return PrintedDocument(
      title: "Giấy giới thiệu giữ mối liên hệ nơi cư trú", layout: layout, mark: mark, blocks: blocks)
  }

  private func letter(_ sheet: Sheet) -> [PrintedDocument.Block] {
    let (letter, person) = (sheet.letter, sheet.person)
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: sheet.superior.map { [$0.uppercased()] } ?? [], issuer: [sheet.issuer.uppercased()],
          number: "Số \(letter.number)",
          placeAndDate: (sheet.place.map { "\($0), " } ?? "") + letter.issuedOn.inWords)),
      .title(["GIẤY GIỚI THIỆU"], subject: ["đảng viên giữ mối liên hệ với cấp ủy, nhân dân nơi cư trú"]),
      .paragraph(
        .init(
          PrintedText("Kính gửi: \(letter.toName)", bold: true), alignment: .center, hasFirstLineIndent: false
        )),
    ]
    let document = rules.regime(on: letter.issuedOn)?.document
    blocks.append(
      said(
        "\(document.map { "Thực hiện \($0), " } ?? "")\(sheet.issuer) giới thiệu đồng chí có tên dưới đây giữ mối liên hệ với cấp ủy và nhân dân nơi cư trú."
      ))
    let sex = person.sex == .unknown ? "" : person.sex.title
    blocks += [
      line("Họ và tên", person.name), line("Giới tính", sex),
      line("Ngày sinh", person.bornOn?.vietnamese), line("Ngày vào Đảng", person.admittedOn?.vietnamese),
      line("Ngày chính thức", person.officialOn?.vietnamese), line("Đang sinh hoạt tại", sheet.cellName),
      line("Nơi cư trú", person.residence),
    ]
    if let words = rules.rule(of: letter.standing).line { blocks.append(said(words)) }
    blocks.append(signature(sheet.issuer))
    return blocks
  }

  private func receipt(_ sheet: Sheet) -> [PrintedDocument.Block] {
    let name = sheet.person.name
    var day = "ngày …… tháng …… năm ………"
    var cell = "……………………………………………"
    if case .received(let on, _, let taken) = sheet.letter.state { (day, cell) = (on.inWords, taken) }
    return [
      .title(["NƠI CƯ TRÚ TIẾP NHẬN"], subject: ["gửi lại \(sheet.issuer)"], hasRule: false),
      said(
        "\(sheet.letter.toName) đã nhận giấy giới thiệu số \(sheet.letter.number) của đồng chí \(name) \(day) và giới thiệu đồng chí về \(cell)."
      ),
      signature(sheet.letter.toName),
    ]
  }

  private func signature(_ body: String) -> PrintedDocument.Block {
    .signatures(.init(signers: [.init(authority: "T/M \(body.uppercased())", office: "BÍ THƯ", name: "")]))
  }
  private func said(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
  private func line(_ name: String, _ value: String?) -> PrintedDocument.Block {
    let value = value.flatMap { $0.isEmpty ? nil : $0 } ?? "………………………………"
    return .paragraph(
      .init(
        PrintedText([.init("\(name): "), .init(value, bold: true)]), alignment: .left,
        hasFirstLineIndent: false))
  }
}
