import Basics
import Formats
import Registry

/// What the papers of a meeting have in common: head, said lines, tables of tasks.
extension MeetingPaper {
  func letterhead(_ kind: String, on day: Day) -> PrintedDocument.Block {
    let body = organisation.kind.isCell ? "CB" : "ĐU"
    return .letterhead(
      .init(
        superior: superior.map { [$0.uppercased()] } ?? [], issuer: [organisation.name.uppercased()],
        number: "Số      -\(kind)/\(body)", placeAndDate: (place.map { "\($0), " } ?? "") + day.inWords))
  }

  static func said(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
  static func said(_ label: String, _ text: String) -> PrintedDocument.Block {
    .paragraph(.init(PrintedText([.init("\(label): ", bold: true), .init(text)])))
  }
  /// Every line of a longer text as its own paragraph.
  static func told(_ text: String) -> [PrintedDocument.Block] {
    text.unicodeScalars.split { $0 == "\n" }.map { said(String(String.UnicodeScalarView($0))) }
  }
  static let dots = String(repeating: "…", count: 16)

  /// "19 giờ 30, ngày 03 tháng 3 năm 2026".
  var timeInWords: String {
    let parts = meeting.startsAt.split(separator: ":")
    let hour = parts.count == 2 ? "\(parts[0]) giờ \(parts[1]), " : ""
    return hour + meeting.heldOn.inWords
  }

  /// Who takes signs: the cell, or its committee.
  var authority: String { organisation.kind.isCell ? "T/M CHI BỘ" : "T/M ĐẢNG ỦY" }

  /// Tasks that were given before, and how they stand.
  func followUpTable() -> PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: [
          .init(weight: 0.65, alignment: .center), .init(weight: 3.4), .init(weight: 1.8), .init(weight: 1.6),
          .init(weight: 2.2),
        ],
        header: [["TT", "Nhiệm vụ", "Người thực hiện", "Hạn", "Tình hình"]],
        rows: followUps.enumerated().map { n, state in
          let task = state.assignment
          return .init([
            PrintedText("\(n + 1)"), PrintedText(task.task),
            PrintedText(name(task.member) ?? "chưa giao cho ai"),
            PrintedText(task.dueOn?.vietnamese ?? "chưa có hạn"), PrintedText(state.standing),
          ])
        }))
  }

  /// Tasks given at the meeting.
  func assignmentTable() -> PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: [
          .init(weight: 0.65, alignment: .center), .init(weight: 3), .init(weight: 1.8), .init(weight: 1.6),
          .init(weight: 1.6), .init(weight: 1.6),
        ],
        header: [["TT", "Nhiệm vụ", "Người thực hiện", "Hạn", "Sản phẩm", "Người theo dõi"]],
        rows: assignments.enumerated().map { n, task in
          .init([
            PrintedText("\(n + 1)"), PrintedText(task.task),
            PrintedText(name(task.member) ?? "chưa giao cho ai"),
            PrintedText(task.dueOn?.vietnamese ?? ""), PrintedText(task.product),
            PrintedText(name(task.follower) ?? ""),
          ])
        }))
  }
}

extension AssignmentState {
  /// "đang làm; quá hạn 5 ngày. 2/3/2026: đã họp dân": how it stands, and what was told last.
  package var standing: String {
    let first = ([assignment.result] + flags.map(\.title)).joined(separator: "; ")
    guard let last = progress.last else { return first }
    return "\(first). \(last.reportedOn.vietnamese): \(last.note)"
  }
}
