import Basics
import Markup
import Registry

/// Whom a member was given to help, on their own page: name, how far, and the next day; the file itself stays with the cell.
struct OwnHelpedPiece: Piece {
  var member: ID<Member>
  var files: [ProspectFile]
  var rules: DevelopmentRules
  var today: Day

  var html: HTML {
    let open = files.filter { !$0.isErased && $0.stage(rules).isOpen }
    guard !open.isEmpty else { return "" }
    return Section(
      "Người tôi giúp đỡ, giới thiệu", id: "giup-do",
      body: Table(
        "Người tôi giúp đỡ",
        columns: [
          .init("Họ và tên"), .init("Việc"), .init("Từ ngày", .day), .init("Đến đâu"), .init("Hạn gần nhất"),
        ],
        rows: open.flatMap { file in
          file.ties.filter { $0.tie.member == member && $0.tie.period.contains(today) }.map { tie in
            Table.Row([
              "\(file.person.name)", "\(tie.tie.role.title)", "\(tie.tie.period.from.vietnamese)",
              "\(file.stage(rules).title)",
              file.clocks(rules).first.map { ClockPiece(clock: $0, today: today, rules: rules).html } ?? "",
            ])
          }
        }
      ).html
    ).html
  }
}
