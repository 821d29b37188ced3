import Basics
import Formats
import Rules

/// Ballot paper — phiếu biểu quyết: to be printed, marked by hand and counted. Nothing on it tells whose it is.
///
/// No guidance prescribes its form; the letterhead and the layout are those of Party documents.
package struct BallotPaper: Sendable {
  package struct Line: Sendable {
    package var name: String
    /// Best first.
    package var grades: [String]
    package init(_ name: String, grades: [String]) { (self.name, self.grades) = (name, grades) }
  }
  package var head: FormHead
  package var period: String
  package var lines: [Line]
  package var isSecret: Bool
  package var isSecondRound: Bool
  package var gradeNames: [String: String]
  package var copies: Int
  package var perSheet: Int
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ lines: [Line], head: FormHead, period: String, isSecret: Bool, isSecondRound: Bool,
    gradeNames: [String: String], copies: Int, perSheet: Int, layout: LayoutProfile, mark: String?
  ) {
    (self.lines, self.head, self.period, self.isSecret) = (lines, head, period, isSecret)
    (self.isSecondRound, self.gradeNames, self.layout, self.mark) = (isSecondRound, gradeNames, layout, mark)
    self.copies = min(max(copies, 1), Self.mostCopies)
    let fitting = Self.sheets(for: lines.count)
    self.perSheet = fitting.last { $0 <= perSheet } ?? 1
  }

  package static let mostCopies = 500

  /// How many papers of so many lines go on one sheet of A4 to be cut.
  package static func sheets(for lines: Int) -> [Int] {
    [1] + [(2, 10), (3, 5), (4, 2)].filter { lines <= $0.1 }.map(\.0)
  }

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = []
    for copy in 0..<copies {
      if copy > 0 {
        blocks.append(copy % perSheet == 0 ? .pageBreak : cut)
      }
      blocks += perSheet == 1 ? full : small
    }
    return PrintedDocument(
      title: "Phiếu biểu quyết, \(head.issuer), \(period)", layout: fitted, mark: mark, blocks: blocks)
  }

  private var fitted: LayoutProfile {
    var layout = layout
    layout.hasPageNumbers = false
    guard perSheet > 1 else { return layout }
    (layout.top, layout.bottom, layout.left, layout.right) = (15, 12, 20, 15)
    (layout.baseSize, layout.tableSize, layout.noteSize) = (12, 11, 10)
    (layout.lineHeight, layout.spaceBefore, layout.spaceAfter) = (15, 2, 2)
    return layout
  }

  private var title: String { isSecret ? "PHIẾU BIỂU QUYẾT KÍN" : "PHIẾU BIỂU QUYẾT" }
  private var subject: String {
    "mức xếp loại chất lượng \(period)" + (isSecondRound ? ", vòng hai" : "")
  }

  private var full: [PrintedDocument.Block] {
    [
      .letterhead(
        .init(
          superior: head.superior.map { [$0.uppercased()] } ?? [], issuer: [head.issuer.uppercased()],
          placeAndDate: (head.place.map { "\($0), " } ?? "") + "ngày      tháng      năm")),
      .title([title], subject: [subject]),
    ] + tables + [.note(PrintedText(rule, italic: true))]
  }

  /// A paper that shares its sheet with others.
  private var small: [PrintedDocument.Block] {
    [
      .paragraph(
        .init(
          PrintedText(head.issuer.uppercased(), bold: true), alignment: .center, hasFirstLineIndent: false)),
      .paragraph(
        .init(
          PrintedText([.init(title, bold: true), .init(" " + subject)]), alignment: .center,
          hasFirstLineIndent: false)),
    ] + tables + [.note(PrintedText(rule, italic: true))]
  }

  private var cut: PrintedDocument.Block {
    .paragraph(
      .init(
        PrintedText(Array(repeating: "–", count: 44).joined(separator: " ")), alignment: .center,
        hasFirstLineIndent: false))
  }

  private var rule: String {
    "Mỗi dòng đánh dấu X vào một ô. Dòng không đánh dấu là không chọn; đánh dấu từ hai ô trở lên thì dòng ấy không tính."
      + (isSecret ? " Không ký tên, không ghi gì khác trên phiếu." : "")
  }

  /// One table for each set of grades to choose from, the lines numbered through.
  private var tables: [PrintedDocument.Block] {
    var groups: [(grades: [String], rows: [PrintedTable.Row])] = []
    for (n, line) in lines.enumerated() {
      let row = PrintedTable.Row(
        [PrintedText("\(n + 1)"), PrintedText(line.name)]
          + line.grades.map { _ in PrintedText("\(WordText.open)") })
      if let last = groups.indices.last, groups[last].grades == line.grades {
        groups[last].rows.append(row)
      } else {
        groups.append((line.grades, [row]))
      }
    }
    return groups.map { group in
      .table(
        PrintedTable(
          columns: [.init(weight: 0.5, alignment: .center), .init(weight: 3)]
            + group.grades.map { _ in .init(weight: 1.3, alignment: .center) },
          header: [["TT", "Họ và tên, tổ chức"] + group.grades.map { .init(gradeNames[$0] ?? $0) }],
          rows: group.rows))
    }
  }
}
