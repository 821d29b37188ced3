import Basics
import Formats
import Markup
import Registry

extension Visit {
  func printProspect() async throws -> Answer {
    let picture = try await prospectPicture(on: .print)
    guard !picture.file.isErased else { throw RightsRefusal.notFound }
    let print = ProspectPrint(
      picture: picture, rules: try developmentRules,
      layout: try self.rules.layout(on: today)?.profile ?? .party,
      day: today, mark: opening.mark)
    return try printed(print.document, name: "Danh mục hồ sơ kết nạp, \(picture.file.person.name)")
  }
}

/// What is in the dossier and what is missing, on paper: to go with the dossier, or to hang over the desk.
struct ProspectPrint {
  var picture: ProspectPicture
  var rules: DevelopmentRules
  var layout: LayoutProfile
  var day: Day
  var mark: String?

  private var file: ProspectFile { picture.file }

  var document: PrintedDocument {
    let stage = file.stage(rules)
    let person = file.person
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: picture.superiors.last.map { [$0.name.uppercased()] } ?? [],
          issuer: [picture.cell.name.uppercased()])),
      .title(
        ["DANH MỤC HỒ SƠ"],
        subject: [stage.isMember ? "xét công nhận đảng viên chính thức" : "đề nghị kết nạp đảng viên"]),
      line("Họ và tên", person.name), line("Ngày sinh", person.bornOn?.vietnamese ?? ""),
      line("Nghề nghiệp, nơi công tác", person.occupation), line("Đến bước", stage.title),
      .heading(2, "Giấy tờ"),
      papers(stage.isMember ? .probation : .admission),
      .heading(2, "Các bước"),
      steps,
    ]
    let clocks = file.clocks(rules)
    if !clocks.isEmpty {
      blocks.append(.heading(2, "Hạn"))
      blocks.append(
        table(
          ["Việc", "Chậm nhất", "Theo"], clocks.map { [$0.title, $0.due.padded, $0.source.told] },
          [3, 1, 2.4]))
    }
    blocks.append(
      .note(PrintedText("Lập ngày \(day.vietnamese). \(rules.regime(on: day)?.document ?? "")")))
    return PrintedDocument(
      title: "Danh mục hồ sơ, \(person.name)", layout: layout, mark: mark, blocks: blocks)
  }

  private func papers(_ stage: DevelopmentRules.Paper.Stage) -> PrintedDocument.Block {
    let rows = rules.papers(stage, of: file.person).enumerated().map { n, paper -> [String] in
      let here = file.paper(paper.id)
      return [
        "\(n + 1)", paper.title, here == nil ? "thiếu" : "có", here?.issuedOn?.padded ?? "",
        here?.keptAt ?? "",
      ]
    }
    return table(["STT", "Giấy tờ", "Có chưa", "Ngày", "Để ở đâu"], rows, [0.5, 3.4, 0.8, 1.1, 1.8])
  }

  private var steps: PrintedDocument.Block {
    let first = ["Đưa vào danh sách", file.state.listedOn.padded, file.cellName]
    return table(
      ["Bước", "Ngày", "Văn bản, kết quả"],
      [first]
        + file.steps.map { step in
          let parts = [
            step.number.isEmpty ? nil : "Nghị quyết \(step.number)", step.vote?.sentence,
            step.decision.flatMap { file.documents[$0]?.citation },
          ]
          return [
            step.kind.title, step.day.padded, parts.compactMap { $0 }.joined(separator: "; "),
          ]
        }, [2.4, 1, 3])
  }

  private func table(_ headings: [String], _ rows: [[String]], _ weights: [Double]) -> PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: weights.map { PrintedTable.Column(weight: $0) },
        header: [headings.map { PrintedTable.Heading($0) }],
        rows: rows.map { PrintedTable.Row($0.map { PrintedText($0) }) }))
  }

  private func line(_ name: String, _ value: String) -> PrintedDocument.Block {
    .paragraph(
      .init(
        PrintedText([.init("\(name): "), .init(value.isEmpty ? "chưa ghi" : value, bold: true)]),
        alignment: .left, hasFirstLineIndent: false))
  }
}
