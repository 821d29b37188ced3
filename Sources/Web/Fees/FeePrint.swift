import Basics
import Formats
import Markup
import Registry

/// A month of a cell's fees, with a place for each to sign.
struct FeePrint {
  var picture: FeePicture
  var day: Day
  var mark: String?

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    let collected =
      picture.totals?.collected ?? picture.sums.month
    return PrintedDocument(
      title: "Thu đảng phí \(picture.month.vietnamese)", layout: layout, mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: picture.superiors.last.map { [$0.name.uppercased()] } ?? [],
            issuer: [picture.state.name.uppercased()], placeAndDate: day.inWords(at: picture.place))),
        .title(["DANH SÁCH"], subject: ["thu đảng phí \(picture.month.vietnamese)"]),
      ] + (picture.isTreasurer ? [payers] : picture.units.isEmpty ? [] : [units]) + [
        .paragraph(
          .init(PrintedText("Tổng số đã thu: \(picture.hides.month ? "*" : Number.grouped(collected)) đồng."))
        ),
        .signatures(
          .init(recipients: ["Lưu"], signers: [.init(authority: "", office: "NGƯỜI THU", name: "")])),
      ])
  }

  /// For the treasurer of the cell itself: everybody, with a place to sign.
  private var payers: PrintedDocument.Block {
    guard !picture.lines.isEmpty else { return .paragraph(.init("Tháng này không có ai đóng ở đây.")) }
    return .table(
      PrintedTable(
        columns: [
          .init(weight: 0.7, alignment: .center), .init(weight: 3.4), .init(weight: 1.5, alignment: .right),
          .init(weight: 1.5, alignment: .right), .init(weight: 1.8),
        ],
        header: [["STT", "Họ và tên", "Phải đóng (đồng)", "Đã thu (đồng)", "Ký nộp"]],
        rows: picture.lines.enumerated().map { n, line in
          PrintedTable.Row([
            PrintedText("\(n + 1)"), PrintedText(line.payer.name),
            PrintedText(line.due.map { Number.grouped($0) } ?? ""),
            PrintedText(line.receipt.map { Number.grouped($0.amount) } ?? ""), "",
          ])
        }))
  }

  /// For a committee: its cells, in sums.
  private var units: PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: [
          .init(weight: 3.4), .init(weight: 1.2, alignment: .center), .init(weight: 1.6, alignment: .right),
          .init(weight: 1.8, alignment: .right), .init(weight: 1.6, alignment: .right),
        ],
        header: [["Chi bộ", "Đã đóng", "Thu tháng này", "Thu từ đầu năm", "Đã nộp"]],
        rows: picture.units.map { unit in
          PrintedTable.Row([
            PrintedText(unit.state.name),
            PrintedText(picture.leavesOut(unit, .month) ? "*" : "\(unit.totals.paid)/\(unit.totals.payers)"),
            PrintedText(picture.leavesOut(unit, .month) ? "*" : Number.grouped(unit.totals.collected)),
            PrintedText(picture.leavesOut(unit, .year) ? "*" : Number.grouped(unit.totals.yearCollected)),
            PrintedText(Number.grouped(unit.totals.remitted)),
          ])
        }))
  }
}

/// A member's own fees, on the own page.
struct OwnFees: Sendable {
  var line: FeeLine
  var month: CalendarMonth
  var receipts: [FeeReceipt]
  var className: String?

  init?(of member: ID<Member>, rules: FeeRules, today: Day, in session: Asked) throws {
    month = CalendarMonth(of: today)
    line = try session.feeLine(of: member, in: month, rules: rules)
    receipts = try session.feeReceipts(of: member)
    guard line.standing != nil || !receipts.isEmpty else { return nil }
    className = line.standing.flatMap { rules.version(of: month)?.feeClass($0.feeClass)?.name }
  }

  var html: HTML {
    let year = receipts.filter { $0.month.year == month.year }
    let due = line.due.map { "\(Number.grouped($0)) đồng" } ?? "chưa ghi"
    return Section(
      "Đảng phí", id: "dang-phi",
      body: """
        <p>\(className ?? "Diện chưa ghi"): \(month.vietnamese) phải đóng \(due). Năm \(month.year) đã đóng \(year.count) tháng, \(Number.grouped(year.reduce(0) { $0 + $1.amount })) đồng.\(when: !line.unpaid.isEmpty, " Chưa ghi đã đóng: \(line.unpaid.map { "tháng \($0.month)" }.joined(separator: ", ")).")</p>
        """
    ).html
  }
}
