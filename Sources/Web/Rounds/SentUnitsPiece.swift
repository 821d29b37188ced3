import Markup
import Registry
import Reviews

/// The units whose results are here, each with what this level does next: appraise, decide, settle complaints, accept.
struct SentUnitsPiece: Piece {
  var place: RoundPlace
  var units: [SentUnit]

  /// So many rows without being asked for.
  private static let most = 50

  private var appraisal: RoundProcedure.Stage? { place.procedure.stages.first { $0.keeps == .appraised } }

  var html: HTML {
    Section(
      "Đã gửi kết quả, chờ cấp này: \(units.count)", id: "da-gui",
      note: units.count > Self.most
        ? "\(Self.most) đơn vị gửi sớm nhất; xong thì đến những đơn vị tiếp theo." : "",
      body: Table(
        "Đã gửi kết quả",
        columns: [
          .init("Đơn vị"), .init("Gửi ngày", .day), .init("Chờ thẩm định", .number),
          .init("Chờ quyết định", .number), .init("Việc tiếp theo"),
        ],
        rows: units.prefix(Self.most).map { unit in
          let step = next(unit)
          return Table.Row([
            "<a\(href: path(unit))>\(unit.name)</a>", "\(unit.sentOn.vietnamese)",
            appraisal == nil ? "" : "\(unit.unappraised)/\(unit.subjects)",
            "\(unit.undecided)/\(unit.subjects)", "<a\(href: step.path)>\(step.title)</a>",
          ])
        }
      ).html
    ).html
  }

  private func path(_ unit: SentUnit) -> String {
    "/to-chuc/\(unit.organisation)/dot-kiem-diem?\(place.asked)"
  }

  private func next(_ unit: SentUnit) -> (title: String, path: String) {
    if let appraisal, unit.unappraised > 0 {
      return (
        "Thẩm định \(unit.unappraised) đối tượng",
        "/to-chuc/\(unit.organisation)/dot-kiem-diem/muc?\(place.asked)&buoc=\(appraisal.id)"
      )
    }
    if unit.undecided > 0 {
      let base = place.isBase ? place.organisation.organisation : unit.organisation
      return (
        "Quyết định \(unit.undecided) đối tượng", "/to-chuc/\(base)/dot-kiem-diem/quyet-dinh?\(place.asked)"
      )
    }
    if unit.complaints > 0 { return ("Giải quyết \(unit.complaints) đơn", "\(path(unit))#doi-tuong") }
    return ("Chuẩn y", "\(path(unit))#ket-qua")
  }
}
