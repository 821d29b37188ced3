import Basics
import Formats
import Registry
import Reporting

extension Visit {
  /// The open matters on paper, for a meeting.
  func printConcerns() async throws -> Answer {
    let picture = try await concernPicture()
    guard picture.isNear else { throw RightsRefusal.notFound }
    let print = ConcernPrint(picture: picture, rules: try concernRules, day: today, mark: opening.mark)
    return try printed(
      print.document(try rules.layout(on: today)?.profile ?? .party),
      named: "Điều nhân dân phản ánh, \(picture.state.name), \(today.vietnamese.replacing("/", with: "-"))")
  }
}

/// Open matters of a cell, or of the cells of a grassroots organisation.
struct ConcernPrint {
  var picture: ConcernPicture
  var rules: ConcernRules
  var day: Day
  var mark: String?

  private static let headings = ["STT", "Ngày nghe", "Việc", "Nơi", "Lĩnh vực", "Tình hình"]
  private static let weights: [Double] = [0.7, 1.5, 3.2, 1.2, 1.5, 2]

  private var open: [ConcernStory] { picture.own.filter(\.isOpen) }

  private var rows: [[String]] {
    open.enumerated().map { n, story in
      let names = picture.state.kind.isCell ? [] : [picture.names[story.concern.organisation] ?? ""]
      let answer = story.steps.last { $0.kind == .answered }?.words ?? ""
      return [
        "\(n + 1)", story.concern.heardOn.padded, story.concern.matter,
        ([story.concern.hamlet] + names).joined(separator: ", "), rules.topicName(story.concern.topic),
        [story.stage.title, answer].filter { !$0.isEmpty }.joined(separator: ": "),
      ]
    }
  }

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    PrintedDocument(
      title: "Điều nhân dân phản ánh", layout: layout, mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: picture.superiors.last.map { [$0.name.uppercased()] } ?? [],
            issuer: [picture.state.name.uppercased()])),
        .title(["DANH SÁCH"], subject: ["điều nhân dân phản ánh chưa kết thúc, ngày \(day.vietnamese)"]),
        .table(
          PrintedTable(
            columns: Self.weights.map { PrintedTable.Column(weight: $0) },
            header: [Self.headings.map { PrintedTable.Heading($0) }],
            rows: rows.map { PrintedTable.Row($0.map { PrintedText($0) }) })),
        .paragraph(.init(PrintedText("Tổng số: \(rows.count) việc."))),
      ])
  }
}
