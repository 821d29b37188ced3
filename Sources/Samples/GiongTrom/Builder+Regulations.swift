import Basics
import Formats
import Registry
import Regulations

/// Working regulations of committees and agency cells, recorded a few days after they were signed.
extension GiongTromBuilder {
  func recordRegulation(_ plan: RegulationPlan, at moment: Moment) async throws {
    let commune = world.communes[plan.commune]
    let organisation = plan.isAgency ? try cell(commune.agency) : communes[plan.commune].organisation
    let issuer = plan.isAgency ? "Chi bộ cơ quan \(commune.name)" : "Đảng ủy \(commune.name)"
    let bases = basisLines(plan, commune.name)
    let title = "Quy chế làm việc của \(plan.isAgency ? issuer : "Ban Chấp hành Đảng bộ \(commune.name)")"
    let paper = try RegulationPaper(
      name: "quy-che-\(commune.facts.short)-\(plan.isAgency ? "CB" : "DU")-\(plan.day.year).docx",
      bytes: paperOf(plan, issuer, commune.name, bases).docx())
    _ = try await perform(
      RecordRegulation(
        of: organisation,
        document: simulated(
          "Quy chế", plan.number, issuer, plan.day, "quy chế làm việc nhiệm kỳ \(plan.term)"),
        title: title, from: plan.day, term: plan.term.replacing(" - ", with: " – "), paper: paper,
        bases: bases),
      at: moment)
  }

  private func basisLines(_ plan: RegulationPlan, _ name: String) -> [String] {
    var lines = ["Căn cứ Điều lệ Đảng Cộng sản Việt Nam"]
    if plan.isAgency {
      lines.append(
        "Căn cứ Hướng dẫn số 10-HD/BTCTW của Ban Tổ chức Trung ương về chi bộ cơ quan xã, phường, thị trấn")
      lines.append("Căn cứ Quy chế làm việc số 01-QC/ĐU của Đảng ủy \(name)")
    }
    if plan.day.year >= 2012 {
      lines.append("Căn cứ Quy định số 45-QĐ/TW ngày 01/11/2011 của Ban Chấp hành Trung ương")
    }
    if plan.wording == .exemplary {
      lines.append(
        "Căn cứ Quy định số 76-QĐ/TW ngày 15/6/2000 của Bộ Chính trị về giữ mối liên hệ với nơi cư trú")
    }
    return lines
  }

  /// As an office would have typed it.
  private func paperOf(_ plan: RegulationPlan, _ issuer: String, _ name: String, _ bases: [String])
    -> PrintedDocument
  {
    let office = plan.isAgency ? "T/M CHI BỘ" : "T/M BAN CHẤP HÀNH"
    func line(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: [
            plan.isAgency ? "ĐẢNG BỘ \(name.uppercased())" : "HUYỆN ỦY \(facts.district.name.uppercased())"
          ],
          issuer: [issuer.uppercased()], number: "Số \(plan.number)",
          placeAndDate: "\(commune(plan).facts.name), \(plan.day.inWords)")),
      .title(["QUY CHẾ LÀM VIỆC"], subject: ["nhiệm kỳ \(plan.term)"]),
    ]
    blocks += bases.map { line("- \($0);") }
    for (n, article) in plan.articles.enumerated() {
      blocks.append(.paragraph(.init(PrintedText("Điều \(n + 1). \(article.title)", bold: true))))
      for (k, text) in article.text.enumerated() { blocks.append(line("\(k + 1). \(text)")) }
    }
    blocks.append(
      .signatures(
        .init(
          recipients: ["Cấp trên", "Lưu"], signers: [.init(authority: office, office: "BÍ THƯ", name: "")])))
    return PrintedDocument(
      title: "Quy chế làm việc", layout: .party, mark: "DỮ LIỆU MÔ PHỎNG", blocks: blocks)
  }

  private func commune(_ plan: RegulationPlan) -> World.Commune { world.communes[plan.commune] }
}
