import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// An organisation's own versions and, above a subtree, how those below stand.
  func regulationIndex() async throws -> Answer {
    let (system, actor, asOf, id, rules) = (system, actor, asOf, try organisation, try regulationRules)
    let now = system.now
    let picture = try await system.read { session throws -> RegulationIndexPage.Picture in
      guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let versions = try session.regulations(of: id, known: asOf.known)
      var documents: [ID<Decision>: Decision] = [:]
      let reach = try session.reach(of: actor, with: .viewRegulations, at: now)
      for (id, decision) in try session.decisions(versions.map(\.document)) {
        documents[id] = try session.shown(decision, to: reach)
      }
      let all = try session.regulationStandings(below: id, rules: rules, asOf: asOf)
      return .init(
        state: state, versions: versions, documents: documents,
        own: all.first { $0.organisation == id }, below: all.filter { $0.organisation != id },
        predecessors: try session.predecessors(of: id, known: asOf.known).compactMap { before in
          guard reach?.contains(before.id) ?? true else { return nil }
          return try session.organisationNear(before.id, asOf: AsOf(before.day.previous))
        },
        rights: try session.rights(of: actor, on: id, at: now))
    }
    return try await page(
      "Quy chế làm việc · \(picture.state.name)",
      breadcrumbs: Array(regulationTrail(picture.state).dropLast()), travels: true,
      styles: Self.regulationStyles,
      body: RegulationIndexPage(visit: self, picture: picture, drafts: try await regulationDraftSections(id))
        .html)
  }
}

struct RegulationIndexPage: Piece {
  struct Picture: Sendable {
    var state: OrganisationState
    var versions: [WorkingRegulation]
    var documents: [ID<Decision>: Decision]
    var own: RegulationStanding?
    var below: [RegulationStanding]
    var predecessors: [OrganisationState]
    var rights: RightSet
  }

  var visit: Visit
  var picture: Picture
  /// Drafts of the organisation, and drafts the visitor was asked about.
  var drafts: HTML

  private var path: String { "/to-chuc/\(picture.state.organisation)/quy-che" }

  var html: HTML {
    let canRecord = picture.rights.contains(.recordRegulations)
    let actions: HTML =
      "\(when: canRecord, ButtonLink("Nộp quy chế đã ban hành", "\(path)/moi", kind: .primary).html)\(ButtonLink("Đoạn bắt buộc", visit.link("\(path)/doan-bat-buoc")))"
    return """
      \(PageHeading("Quy chế làm việc", kind: picture.state.name, lede: "Từng bản đã ban hành, có hiệu lực từ ngày nào đến ngày nào, căn cứ văn bản nào.", actions: actions))
      \(picture.own.map(standing))
      \(Section("Các bản quy chế", body: "\(versions)\(predecessors)"))
      \(drafts)
      \(when: !picture.below.isEmpty, Section("Các tổ chức trực thuộc", note: "Ngày \(visit.day.vietnamese), trong phạm vi phải có quy chế.", body: below).html)
      """
  }

  private func standing(_ own: RegulationStanding) -> HTML {
    var notices: [Notice] = []
    if let due = own.due {
      let isLate = due.before <= visit.day
      notices.append(
        Notice(
          .warning,
          isLate
            ? "Quá hạn xây dựng quy chế: trước ngày \(due.before.vietnamese)."
            : "Cần xây dựng quy chế trước ngày \(due.before.vietnamese).",
          reason:
            "Vì \(due.duty.title) ngày \(due.event.vietnamese). \(due.duty.basis) (độ chắc chắn \(due.duty.certainty))."
        ))
    }
    if !own.repealed.isEmpty {
      notices.append(
        Notice(
          .warning, "Bản đang dùng căn cứ văn bản đã hết hiệu lực: \(own.repealed.joined(separator: "; ")).",
          remedy: "Rà soát nội dung theo văn bản thay thế khi xây dựng bản mới."))
    }
    if let merged = own.merged {
      notices.append(
        Notice(
          .warning,
          "Tổ chức đã tiếp nhận sáp nhập, hợp nhất ngày \(merged.vietnamese), sau khi ban hành bản này."))
    }
    return HTML.joined(notices.map(\.html))
  }

  private var versions: Table {
    Table(
      "Các bản quy chế",
      columns: [
        .init("Quy chế"), .init("Số, ký hiệu"), .init("Hiệu lực"), .init("Nhiệm kỳ"), .init("Tình trạng"),
      ],
      rows: picture.versions.reversed().map { regulation in
        let document = picture.documents[regulation.document]
        let badge: Badge =
          regulation.period.contains(visit.day)
          ? Badge("đang dùng", .done)
          : regulation.period.from > visit.day ? Badge("chưa có hiệu lực") : Badge("hết hiệu lực")
        return Table.Row([
          "<a\(href: visit.link("\(path)/ban/\(regulation.regulation)"))>\(regulation.title)</a>",
          "\(document?.key.number ?? "")", "\(regulation.period.vietnamese)", "\(regulation.term)",
          "\(badge)",
        ])
      },
      empty: EmptyState(
        "Chưa ghi bản quy chế nào",
        advice: "Nộp tệp Word, văn bản hoặc PDF có chữ; bố cục được đọc để xem trước khi ghi."))
  }

  private var predecessors: HTML {
    guard !picture.predecessors.isEmpty else { return "" }
    return """
      <p>Quy chế của tổ chức tiền thân: \(HTML.joined(picture.predecessors.map { "<a\(href: visit.link("/to-chuc/\($0.organisation)/quy-che"))>\($0.name)</a>" as HTML }, separator: "; ")).</p>
      """
  }

  private var below: HTML {
    let all = picture.below
    var figures = [
      Figure(
        Number.grouped(all.count { $0.regulation != nil }), "có quy chế, trong \(Number.grouped(all.count))",
        definition:
          "Tổ chức trực thuộc phải có quy chế mà ngày \(visit.day.vietnamese) có một bản đang có hiệu lực.",
        records: visit.link("\(path)/pham-vi"))
    ]
    for matter in RegulationStanding.Matter.allCases {
      let count = all.count { $0.matters.contains(matter) }
      guard count > 0 else { continue }
      figures.append(
        Figure(
          Number.grouped(count), matter.title, definition: Self.definition(matter),
          records: visit.link("\(path)/pham-vi?viec=\(matter.rawValue)")))
    }
    let compare: HTML =
      picture.rights.contains(.compareRegulations)
      ? "\(ButtonLink("Đối chiếu quy chế các chi bộ", visit.link("\(path)/tong-quan")))" : ""
    return "\(Figures(figures))\(when: !compare.isEmpty, Actions(compare).html)"
  }

  static func definition(_ matter: RegulationStanding.Matter) -> String {
    switch matter {
    case .none: "Không có bản nào có hiệu lực vào ngày xem."
    case .repealedBasis: "Bản đang dùng nêu một văn bản mà danh mục ghi là đã hết hiệu lực trước ngày xem."
    case .mergedSince: "Đã tiếp nhận tổ chức khác sau ngày bản đang dùng có hiệu lực."
    case .due:
      "Sau bản đang dùng đã có việc làm phát sinh thời hạn (thành lập, sáp nhập, cấp trên có quy chế mới)."
    }
  }
}
