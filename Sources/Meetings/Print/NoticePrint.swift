import Basics
import Formats
import Registry

/// Notice — giấy mời: day, hour, place and agenda of a meeting, the tasks that will be looked at, and a list on which those
/// who are served on paper sign that they have it.
package struct NoticePrint: Sendable {
  package var paper: MeetingPaper
  /// Who is convened, by the register of the meeting's day.
  package var convened: [String]
  package var day: Day
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ paper: MeetingPaper, convened: [String], on day: Day, layout: LayoutProfile = .party,
    mark: String? = nil
  ) {
    (self.paper, self.convened, self.day) = (paper, convened, day)
    (self.layout, self.mark) = (layout, mark)
  }

  package var document: PrintedDocument {
    let meeting = paper.meeting
    var blocks = [
      paper.letterhead("GM", on: day),
      .title(["GIẤY MỜI"], subject: ["dự \(meeting.title.lowercasedFirst)"]),
      MeetingPaper.said(
        "Kính gửi",
        meeting.kind == .committee
          ? "các đồng chí cấp ủy viên" : "các đồng chí đảng viên \(paper.organisation.name)"),
      MeetingPaper.said("Thời gian", paper.timeInWords),
      MeetingPaper.said("Địa điểm", meeting.place.isEmpty ? MeetingPaper.dots : meeting.place),
      .heading(1, "NỘI DUNG"), agenda,
    ]
    if !paper.followUps.isEmpty {
      blocks += [.heading(1, "VIỆC ĐÃ GIAO SẼ KIỂM ĐIỂM"), paper.followUpTable()]
    }
    blocks += [
      MeetingPaper.said(
        "Đề nghị các đồng chí chuẩn bị ý kiến, dự họp đầy đủ, đúng giờ; vắng thì báo người chủ trì."),
      .signatures(
        .init(
          recipients: ["Như trên", "Lưu"],
          signers: [.init(authority: paper.authority, office: "BÍ THƯ", name: "")])),
      .pageBreak, .title(["DANH SÁCH NHẬN GIẤY MỜI"], subject: [meeting.title.lowercasedFirst]), list,
    ]
    return PrintedDocument(
      title: "Giấy mời, \(paper.organisation.name), \(meeting.heldOn.vietnamese)", layout: layout, mark: mark,
      blocks: blocks)
  }

  private var agenda: PrintedDocument.Block {
    guard !paper.items.isEmpty else { return MeetingPaper.said("Chưa ghi nội dung.") }
    return .table(
      PrintedTable(
        columns: [
          .init(weight: 0.5, alignment: .center), .init(weight: 4), .init(weight: 2), .init(weight: 2.4),
        ],
        header: [["TT", "Nội dung", "Người trình bày", "Tài liệu"]],
        rows: paper.items.enumerated().map { n, item in
          .init([
            PrintedText("\(n + 1)"), PrintedText(item.title), PrintedText(paper.name(item.presenter) ?? ""),
            PrintedText(item.papers),
          ])
        }))
  }

  private var list: PrintedDocument.Block {
    guard !convened.isEmpty else { return MeetingPaper.said("Không có ai được triệu tập.") }
    return .table(
      PrintedTable(
        columns: [
          .init(weight: 0.5, alignment: .center), .init(weight: 4), .init(weight: 1.6), .init(weight: 2.2),
        ],
        header: [["TT", "Họ và tên", "Ngày nhận", "Ký nhận"]],
        rows: convened.enumerated().map { n, name in
          .init([PrintedText("\(n + 1)"), PrintedText(name), "", ""])
        }))
  }
}
