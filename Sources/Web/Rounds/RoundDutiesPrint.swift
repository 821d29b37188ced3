import Formats
import Reviews

extension RoundDuties {
  /// The same sheet on paper.
  func printed(layout: LayoutProfile, mark: String?) -> PrintedDocument {
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: place.superiors.last.map { [$0.name.uppercased()] } ?? [],
          issuer: [place.organisation.name.uppercased()], number: "", placeAndDate: "")),
      .title(["AI LÀM VIỆC GÌ"], subject: ["đợt kiểm điểm, xếp loại \(place.period.vietnamese)"]),
      .paragraph(.init(PrintedText("Theo \(place.guidance.pack.title). Mọi hạn là “trước ngày”."))),
    ]
    for part in parts {
      blocks.append(.heading(2, part.title))
      blocks.append(
        .table(
          PrintedTable(
            columns: [
              .init(weight: 4), .init(weight: 1.4, alignment: .center), .init(weight: 2.6),
            ],
            header: [["Việc", "Trước ngày", "Căn cứ"]],
            rows: part.rows.map {
              .init([PrintedText($0.work), PrintedText($0.due), PrintedText($0.cite)])
            })))
    }
    return PrintedDocument(
      title: "Ai làm việc gì, \(place.organisation.name), \(place.period.vietnamese)", layout: layout,
      mark: mark, blocks: blocks)
  }
}
