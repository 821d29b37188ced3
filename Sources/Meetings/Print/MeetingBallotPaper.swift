import Basics
import Formats
import Registry

/// Meeting ballot paper — phiếu kín: to be printed, marked by hand and counted. Nothing on it tells whose it is.
package struct MeetingBallotPaper: Sendable {
  package var paper: MeetingPaper
  package var story: MeetingBallotStory
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ story: MeetingBallotStory, of paper: MeetingPaper, layout: LayoutProfile = .party, mark: String? = nil
  ) {
    (self.story, self.paper, self.layout, self.mark) = (story, paper, layout, mark)
  }

  /// As many as there are voters, and some sheets more are printed by the printer.
  private var copies: Int { max(1, min(story.ballot.present, 500)) }
  private var isElection: Bool { story.ballot.kind == .election }

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = []
    for copy in 0..<copies {
      if copy > 0 { blocks.append(copy % perSheet == 0 ? .pageBreak : cut) }
      blocks += one
    }
    var layout = layout
    layout.hasPageNumbers = false
    return PrintedDocument(
      title: "Phiếu kín, \(paper.organisation.name), \(paper.meeting.heldOn.vietnamese)", layout: layout,
      mark: mark, blocks: blocks)
  }

  /// Short papers share a sheet.
  private var perSheet: Int { story.options.count <= 3 ? 2 : 1 }

  private var one: [PrintedDocument.Block] {
    [
      centred(PrintedText(paper.organisation.name.uppercased(), bold: true)),
      centred(
        PrintedText(isElection ? "PHIẾU BẦU" : "PHIẾU BIỂU QUYẾT KÍN", bold: true)),
      centred(PrintedText("\(paper.meeting.title.lowercasedFirst), ngày \(paper.meeting.heldOn.vietnamese)")),
      MeetingPaper.said(isElection ? "Bầu" : "Vấn đề", story.ballot.question), table,
      .note(PrintedText(rule, italic: true)),
    ]
  }

  private func centred(_ text: PrintedText) -> PrintedDocument.Block {
    .paragraph(.init(text, alignment: .center, hasFirstLineIndent: false))
  }

  private var table: PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: [
          .init(weight: 0.5, alignment: .center), .init(weight: 4), .init(weight: 1.2, alignment: .center),
        ],
        header: [["TT", isElection ? "Họ và tên" : "Phương án", isElection ? "Đồng ý" : "Chọn"]],
        rows: story.options.enumerated().map { n, option in
          .init([
            PrintedText("\(n + 1)"), PrintedText(paper.option(option.position, of: story)),
            PrintedText("\(WordText.open)"),
          ])
        }))
  }

  private var rule: String {
    let marking =
      isElection
      ? "Đánh dấu X vào ô của không quá \(story.ballot.seats) người. Phiếu đánh dấu nhiều hơn \(story.ballot.seats) người là không hợp lệ."
      : "Đánh dấu X vào một ô. Phiếu không đánh dấu, hoặc đánh dấu từ hai ô trở lên là không hợp lệ."
    return marking + " Không ký tên, không ghi gì khác trên phiếu."
  }

  private var cut: PrintedDocument.Block {
    centred(PrintedText(Array(repeating: "–", count: 44).joined(separator: " ")))
  }
}
