import Basics
import Formats
import Markup
import Meetings
import Registry
import Reporting

/// The figures of a month as lines of text, the same on the screen and on paper.
struct MonthReportText {
  var picture: MonthReportPicture
  var figures: MonthFigures

  var lines: [(title: String, text: String)] {
    var lines: [(String, String)] = [("Sinh hoạt", meetings), ("Việc giao", tasks), ("Đảng viên", members)]
    lines.append(("Đảng phí", fees))
    lines.append(
      (
        "Văn bản",
        "Đến \(figures.documentsIn), đi \(figures.documentsOut)"
          + (figures.documentsLate > 0 ? "; \(figures.documentsLate) văn bản quá hạn xử lý." : ".")
      ))
    if picture.tellsDevelopment {
      lines.append(
        (
          "Phát triển đảng viên",
          "Đang theo dõi \(figures.prospects) người; trong tháng kết nạp \(figures.admitted), công nhận chính thức \(figures.recognised)."
        ))
    }
    if picture.tellsConcerns {
      lines.append(
        (
          "Nhân dân phản ánh",
          "Trong tháng \(figures.concernsHeard) điều; đang giải quyết \(figures.concernsWaiting) điều."
        ))
    }
    return lines
  }

  private var meetings: String {
    guard !figures.meetings.isEmpty else { return "Chưa ghi kỳ nào." }
    let open = figures.meetings.count { !$0.isClosed }
    return "Đã họp \(figures.meetings.count) kỳ, ra \(figures.resolutions.count) nghị quyết"
      + (open > 0 ? "; \(open) kỳ chưa chốt biên bản." : ".")
  }
  private var tasks: String {
    "Giao mới \(figures.given); xong đúng hạn \(figures.doneInTime), xong chậm \(figures.doneLate), không hoàn thành \(figures.notDone); còn đang làm \(figures.open), trong đó quá hạn \(figures.overdue)."
  }
  private var members: String {
    "Đầu tháng \(figures.membersBefore), thêm \(figures.joined), bớt \(figures.left), nay \(figures.members)."
  }
  private var fees: String {
    let paid = "\(figures.feesPaid)/\(figures.feePayers) người đã đóng"
    guard let sum = figures.feesCollected else { return "\(paid); tổng số không nêu vì ít người đóng." }
    return "\(paid), thu \(Number.grouped(sum)) đồng."
  }
}

/// A cell's month on paper; of a committee, who has sent.
struct MonthReportPrint {
  var picture: MonthReportPicture
  var mark: String?

  private var isCell: Bool { picture.state.kind.isCell }
  private var day: Day { picture.report?.sentOn ?? picture.today }

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    let month = picture.month.vietnamese
    let head: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: picture.superior.map { [$0.name.uppercased()] } ?? [],
          issuer: [picture.state.name.uppercased()],
          number: isCell ? "Số      -BC/CB" : nil, placeAndDate: day.inWords(at: picture.place))),
      .title(
        ["BÁO CÁO"], subject: [isCell ? "tình hình \(month)" : "việc gửi báo cáo \(month) của các chi bộ"]),
    ]
    return PrintedDocument(
      title: "Báo cáo \(month), \(picture.state.name)", layout: layout, mark: mark,
      blocks: head + (isCell ? cell : [cells]) + [
        .signatures(
          .init(
            recipients: isCell ? [picture.superior?.name ?? "Cấp ủy cấp trên", "Lưu"] : ["Lưu"],
            signers: [.init(authority: isCell ? "T/M CHI BỘ" : "T/M ĐẢNG ỦY", office: "BÍ THƯ", name: "")]))
      ])
  }

  private func said(_ label: String, _ text: String) -> PrintedDocument.Block {
    .paragraph(.init(PrintedText([.init("\(label): ", bold: true), .init(text)])))
  }

  private var cell: [PrintedDocument.Block] {
    guard let figures = picture.figures else { return [.paragraph(.init("Tháng này chưa bắt đầu."))] }
    var blocks: [PrintedDocument.Block] = [.heading(1, "I. KẾT QUẢ TRONG THÁNG")]
    blocks += MonthReportText(picture: picture, figures: figures).lines.map { said($0.title, $0.text) }
    if !figures.meetings.isEmpty {
      blocks.append(
        .table(
          PrintedTable(
            columns: [
              .init(weight: 1.3, alignment: .center), .init(weight: 5), .init(weight: 1, alignment: .center),
              .init(weight: 1.4),
            ],
            header: [["Ngày", "Kỳ họp", "Dự", "Biên bản"]],
            rows: figures.meetings.map {
              .init([
                PrintedText($0.day), PrintedText($0.title), PrintedText("\($0.present)/\($0.convened)"),
                PrintedText($0.isClosed ? "đã chốt" : "chưa chốt"),
              ])
            })))
    }
    if !figures.resolutions.isEmpty {
      blocks.append(said("Nghị quyết", figures.resolutions.joined(separator: "; ") + "."))
    }
    blocks.append(.heading(1, "II. NHẬN XÉT, KIẾN NGHỊ"))
    let remarks = picture.report?.remarks ?? ""
    blocks +=
      remarks.isEmpty
      ? [.paragraph(.init("Không có."))]
      : remarks.split(separator: "\n").map { .paragraph(.init(PrintedText(String($0)))) }
    if !picture.isSent {
      blocks.append(
        .note(PrintedText("Bản chưa gửi: số liệu của sổ ngày \(picture.today.vietnamese).", italic: true)))
    }
    return blocks
  }

  private var cells: PrintedDocument.Block {
    let rules = picture.rules
    let rows: [PrintedTable.Row] =
      picture.state.kind.isWithinGrassroots
      ? picture.lines.map { line in
        let standing = line.standing(on: picture.today, rules: rules, picture.month)
        return .init([
          PrintedText(line.cell.name), PrintedText(standing.title),
          PrintedText(line.report?.sentOn?.vietnamese ?? ""),
        ])
      }
      : picture.parts.map { part in
        let sent = part.lines.count {
          [.inTime, .late].contains($0.standing(on: picture.today, rules: rules, picture.month))
        }
        return .init([
          PrintedText(part.state.name), PrintedText("\(sent)/\(part.lines.count) chi bộ đã gửi"), "",
        ])
      }
    guard !rows.isEmpty else { return .paragraph(.init("Chưa có chi bộ nào.")) }
    return .table(
      PrintedTable(
        columns: [.init(weight: 4), .init(weight: 2.4), .init(weight: 1.4, alignment: .center)],
        header: [["Đơn vị", "Tình trạng", "Ngày gửi"]], rows: rows))
  }
}
