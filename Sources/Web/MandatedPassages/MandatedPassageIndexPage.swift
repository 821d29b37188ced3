import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// The passages an organisation has laid down, those that hold for it from above, and those of Content beside them.
  func mandatedPassageIndex() async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let now = system.now
    let (state, own, above, names, rights) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let above = try session.mandatedPassages(over: id, asOf: asOf)
      var names: [ID<Organisation>: String] = [:]
      for organisation in Set(above.map(\.passage.organisation)) {
        names[organisation] = try session.organisationNear(organisation, asOf: asOf)?.name
      }
      return (
        state, try session.mandatedPassages(of: id, known: asOf.known), above, names,
        try session.rights(of: actor, on: id, at: now)
      )
    }
    return try await page(
      "Đoạn bắt buộc · \(state.name)", breadcrumbs: regulationTrail(state), travels: true,
      styles: Self.regulationStyles,
      body: MandatedPassageIndexPage(
        visit: self, state: state, own: own, above: above, names: names, files: try reuseTools.files,
        canRecord: !state.kind.isCell && rights.mayMandate
      ).html)
  }
}

extension RightSet {
  /// What the acts ask for: to record regulations and to compare those of the whole subtree.
  var mayMandate: Bool { contains(.recordRegulations) && contains(.compareRegulations) }
}

struct MandatedPassageIndexPage: Piece {
  var visit: Visit
  var state: OrganisationState
  var own: [MandatedPassage.Shown]
  var above: [MandatedPassage.Shown]
  var names: [ID<Organisation>: String]
  var files: [MandatedPassages]
  var canRecord: Bool

  private var path: String { "/to-chuc/\(state.organisation)/quy-che/doan-bat-buoc" }
  private var sought: String { VietnameseText.fold(visit.query["tim"]) }

  var html: HTML {
    let actions: HTML = canRecord ? ButtonLink("Ghi đoạn bắt buộc", "\(path)/moi", kind: .primary).html : ""
    return """
      \(PageHeading("Đoạn bắt buộc", kind: state.name, lede: "Câu chữ mà quy chế phải hoặc được chép theo văn bản. Đối chiếu không tính những đoạn này về bên nào.", actions: actions))
      <div class="filters">\(Form(asking: path, label: "Tìm đoạn bắt buộc", body: "\(TextField("tim", label: "Có chữ", value: visit.query["tim"], kind: .search, maximumLength: 80))\(Submit("Tìm", kind: .secondary))"))</div>
      \(when: !state.kind.isCell, Section("Ghi ở đây, cho các tổ chức bên dưới", id: "ghi-o-day", body: ownTable).html)
      \(Section("Cấp trên quy định cho \(state.name)", id: "cap-tren", note: "Có giá trị ngày \(visit.day.vietnamese).", body: aboveTable))
      \(Section("Theo văn bản chung", id: "chung", note: "Kèm phần mềm, dùng cho mọi nơi; không sửa ở trang này.", body: contentTable))
      """
  }

  private func fits(_ texts: String...) -> Bool {
    sought.isEmpty || texts.contains { VietnameseText.fold($0).contains(sought) }
  }

  private func empty(_ title: String, _ advice: String) -> EmptyState {
    sought.isEmpty
      ? EmptyState(title, advice: advice)
      : EmptyState("Không đoạn nào có chữ ấy", advice: "Tìm bằng ít chữ hơn, có dấu hay không dấu đều được.")
  }

  private var ownTable: HTML {
    Table(
      "Ghi ở đây",
      columns: [
        .init("Văn bản nguồn"), .init("Đoạn"), .init("Dành cho"), .init("Giá trị"), .init("Tình trạng"),
      ],
      rows: own.filter { fits($0.passage.text, $0.source) }.map { one in
        Table.Row([
          "<a\(href: visit.link("\(path)/doan/\(one.passage.passage)"))>\(one.source)</a>",
          "\(one.passage.text)", "\(one.passage.audience.title)", "\(one.passage.period.vietnamese)",
          Self.badge(one.passage, on: visit.day).html,
        ])
      },
      empty: empty(
        "Chưa ghi đoạn nào",
        canRecord
          ? "Bấm “Ghi đoạn bắt buộc”, chép từng khoản của văn bản nguồn."
          : "Văn phòng cấp ủy ghi đoạn bắt buộc cho các tổ chức bên dưới.")
    ).html
  }

  private var aboveTable: HTML {
    Table(
      "Cấp trên quy định",
      columns: [
        .init("Văn bản nguồn"), .init("Đoạn"), .init("Dành cho"), .init("Giá trị"), .init("Nơi ghi"),
      ],
      rows: above.filter { fits($0.passage.text, $0.source) }.map { one in
        Table.Row([
          "\(one.source)", "\(one.passage.text)", "\(one.passage.audience.title)",
          "\(one.passage.period.vietnamese)", "\(names[one.passage.organisation] ?? "")",
        ])
      }, empty: empty("Cấp trên chưa ghi đoạn nào", "Những đoạn của văn bản chung dưới đây vẫn được nhận ra.")
    ).html
  }

  private var contentTable: HTML {
    Table(
      "Theo văn bản chung",
      columns: [.init("Văn bản nguồn"), .init("Đoạn"), .init("Dành cho"), .init("Tình trạng")],
      rows: files.flatMap { file in
        file.passages.filter { fits($0.text, file.source) }.map { passage in
          let audience = MandatedPassage.Audience(rawValue: passage.audience ?? file.audience)
          let badge =
            switch file.standing(on: visit.day) {
            case .valid: Badge("có giá trị", .done)
            case .notYet: Badge("chưa có giá trị")
            case .outOfDate: Badge("hết giá trị")
            }
          return Table.Row([
            "\(file.source) (độ chắc chắn \(file.certainty))", "\(passage.text)",
            "\(audience.map { $0 == .any ? "Mọi tổ chức" : $0.title } ?? "")", badge.html,
          ])
        }
      }, empty: empty("Không có đoạn nào", "Thư mục nội dung chưa có đoạn bắt buộc.")
    ).html
  }

  static func badge(_ passage: MandatedPassage, on day: Day) -> Badge {
    if passage.state == .withdrawn { return Badge("đã rút") }
    if passage.period.contains(day) { return Badge("có giá trị", .done) }
    return passage.period.from > day ? Badge("chưa có giá trị") : Badge("hết giá trị")
  }
}
