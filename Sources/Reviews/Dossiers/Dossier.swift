import Basics
import Formats
import Registry
import Rules

/// Dossier — hồ sơ kiểm điểm, đánh giá, xếp loại: everything the register holds about one subject of a round that belongs into
/// its file, as documents under the items of the list of contents.
/// - Basis: Quy định 366-QĐ/TW, Điều 17; Hướng dẫn 43-HD/BTCTW, Mẫu 04
package struct Dossier: Sendable {
  package struct Paper: Sendable {
    package var item: String
    package var name: String
    package var blocks: [PrintedDocument.Block]
    /// A form, printed as its guidance lays it out.
    package var document: PrintedDocument?
  }

  package var rules: DossierRules
  package var subject: ReviewSubject
  package var name: String
  package var organisationName: String
  package var superior: String?
  package var period: RoundPeriod
  package var guidance: Guidance
  package var papers: [Paper]
  package var madeOn: Day

  /// One archive: the list of contents first, then each paper as PDF, numbered by its item.
  package func archive(layout: LayoutProfile, mark: String?) throws -> [UInt8] {
    var zip = ZipFile()
    let list = contents(layout, mark)
    zip.add("00 Mục lục hồ sơ.pdf", try list.pdf())
    zip.add("00 Mục lục hồ sơ.docx", try list.docx())
    for entry in numbered {
      let document =
        entry.paper.document ?? document(entry.paper, layout, mark)
      zip.add("\(entry.file).pdf", try document.pdf())
    }
    return try zip.bytes()
  }

  /// Papers in the order of the items, with the names of their files.
  package var numbered: [(item: DossierRules.Item, file: String, paper: Paper)] {
    var found: [(DossierRules.Item, String, Paper)] = []
    for (number, item) in rules.items.enumerated() {
      let mine = papers.filter { $0.item == item.id }
      for (n, paper) in mine.enumerated() {
        let index = number + 1 < 10 ? "0\(number + 1)" : "\(number + 1)"
        let place = mine.count > 1 ? "\(index).\(n + 1)" : index
        found.append((item, "\(place) \(Self.fileName(paper.name))", paper))
      }
    }
    return found
  }

  /// Names of files that every system takes.
  private static func fileName(_ name: String) -> String {
    let kept = name.unicodeScalars.map { scalar -> Unicode.Scalar in
      let isSafe = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isSafe || " ().,-".unicodeScalars.contains(scalar) ? scalar : "-"
    }
    return String(String.UnicodeScalarView(kept.prefix(80)))
  }

  private func document(_ paper: Paper, _ layout: LayoutProfile, _ mark: String?) -> PrintedDocument {
    PrintedDocument(
      title: paper.name, layout: layout, mark: mark,
      blocks: [
        letterhead, .title([paper.name.uppercased()], subject: [name, period.vietnamese]),
      ] + paper.blocks)
  }

  private var letterhead: PrintedDocument.Block {
    .letterhead(
      .init(
        superior: superior.map { [$0.uppercased()] } ?? [], issuer: [organisationName.uppercased()],
        placeAndDate: madeOn.inWords))
  }

  private func contents(_ layout: LayoutProfile, _ mark: String?) -> PrintedDocument {
    let form = rules.list(of: guidance)
    var blocks: [PrintedDocument.Block] = []
    if let form {
      blocks.append(
        .paragraph(.init(PrintedText(form.code, bold: true), alignment: .right, hasFirstLineIndent: false)))
    }
    let files = numbered
    blocks += [
      letterhead,
      .title(["MỤC LỤC HỒ SƠ"], subject: ["kiểm điểm, đánh giá, xếp loại \(period.vietnamese)", name]),
      .table(
        PrintedTable(
          columns: [
            .init(weight: 0.5, alignment: .center), .init(weight: 3), .init(weight: 3), .init(weight: 1),
          ],
          header: [["STT", "Tài liệu", "Tệp trong hồ sơ", "Ghi chú"]],
          rows: rules.items.enumerated().map { number, item in
            let mine = files.filter { $0.item.id == item.id }.map { "\($0.file).pdf" }
            return .init([
              PrintedText("\(number + 1)"), PrintedText(item.name),
              PrintedText(mine.joined(separator: "\n")),
              PrintedText(mine.isEmpty ? "không có trong sổ" : ""),
            ])
          })),
      .signatures(.init(signers: [.init(office: "NGƯỜI LẬP HỒ SƠ", isOfficeBold: true, name: "")])),
    ]
    let note =
      form.map { "Danh mục theo \(rules.cite); lời của \($0.code) chưa được đối chiếu với bản gốc." }
      ?? "Danh mục theo \(rules.cite)."
    blocks.append(.note(PrintedText(note)))
    return PrintedDocument(title: "Mục lục hồ sơ – \(name)", layout: layout, mark: mark, blocks: blocks)
  }
}

/// What a dossier holds, from `Content/Reviews/dossier.yaml`.
package struct DossierRules: Sendable, Decodable {
  package struct Item: Sendable, Hashable, Decodable {
    package var id: String
    package var name: String
  }
  package struct List: Sendable, Decodable {
    package var code: String
    package var certainty: String
    package var cite: String
  }
  package var items: [Item]
  package var cite: String
  var lists: [String: List]

  package init(_ content: Content) throws { self = try content.yaml("Reviews/dossier.yaml", as: Self.self) }

  package func list(of guidance: Guidance) -> List? { lists[guidance.name] }
}
