import Markup
import Registry
import Reviews

/// Who decides: of a grassroots organisation each organisation that decides on somebody in it; of who stands above, what is
/// theirs to decide below.
struct RoundDecidersPiece: Piece {
  var place: RoundPlace
  var deciders: [DecisionsDue]

  /// So many rows without being asked for.
  private static let most = 30

  private var isFromAbove: Bool { !place.isUnit }

  var html: HTML {
    let open = deciders.reduce(0) { $0 + $1.open }
    return Section(
      isFromAbove ? "Cấp này quyết định" : "Ai quyết định", id: "ai-quyet-dinh",
      note: isFromAbove
        ? "Tập thể, tổ chức cơ sở, người giữ chức vụ ở cơ sở thuộc thẩm quyền của \(place.organisation.name). Còn \(number: open) chưa quyết định."
        : "Theo thẩm quyền ghi trong hướng dẫn và phân cấp quản lý cán bộ.",
      body: table
    ).html
  }

  private var table: HTML {
    Table(
      isFromAbove ? "Cấp này quyết định" : "Ai quyết định",
      columns: [
        .init(isFromAbove ? "Tổ chức cơ sở" : "Cấp quyết định"), .init("Đối tượng", .number),
        .init("Đã quyết định", .number), .init(""),
      ],
      rows: deciders.prefix(Self.most).map { due in
        let path = "/to-chuc/\(due.base)/dot-kiem-diem/quyet-dinh?\(place.asked)"
        return Table.Row([
          "\(isFromAbove ? due.baseName : due.deciderName)", "\(number: due.subjects)",
          "\(number: due.decided)",
          due.open > 0 && (isFromAbove || due.decider == place.organisation.organisation)
            ? "<a\(href: path)>Quyết định</a>" : "",
        ])
      }
    ).html
  }
}
