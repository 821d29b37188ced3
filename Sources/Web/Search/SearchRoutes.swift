import Basics
import Markup
import Registry

/// Search: organisations, people and documents of one's reach, with or without marks.
extension Site {
  var searchRoutes: [Route] { [.get("/tim-kiem", .signedIn) { try await $0.search() }] }
}

/// What a search found.
struct SearchResult: Sendable {
  static let most = 30
  var organisations: [OrganisationState] = []
  var members: [MemberListing] = []
  var memberCount = 0
  var documents: [FoundDecision] = []
  /// People who are considered for admission.
  var prospects: [ProspectFile] = []
  var seesMembers = false

  var isEmpty: Bool { organisations.isEmpty && members.isEmpty && documents.isEmpty && prospects.isEmpty }

  init(_ text: String, for actor: Actor, asOf: AsOf, at now: Moment, in session: Asked) throws {
    organisations = try session.searchOrganisations(text, for: actor, at: now, limit: Self.most)
    documents = try session.searchDecisions(text, for: actor, at: now, limit: Self.most)
    prospects = try session.searchProspects(text, for: actor, at: now, limit: Self.most)
    let tops = try session.topOrganisations(of: actor, with: .viewMembers, asOf: asOf, at: now).map(
      \.organisation)
    seesMembers = !tops.isEmpty
    guard !tops.isEmpty, !VietnameseText.fold(text).isEmpty else { return }
    var filter = MemberFilter()
    filter.text = text
    let sight = try session.listSight(of: actor, asOf: asOf, at: now)
    memberCount = try session.memberCount(in: tops, filter, asOf: asOf, seen: sight)
    members = try session.members(in: tops, filter, asOf: asOf, seen: sight, limit: Self.most)
  }
}

extension Visit {
  func search() async throws -> Answer {
    let text = String(query["q"].prefix(120))
    let (system, actor, asOf) = (system, actor, asOf)
    let now = system.now
    let result = try await system.read { try SearchResult(text, for: actor, asOf: asOf, at: now, in: $0) }
    return try await page(
      text.isEmpty ? "Tìm kiếm" : "Tìm: \(text)", searchText: text,
      body:
        "\(PageHeading("Tìm kiếm", lede: text.isEmpty ? "" : "Kết quả cho “\(text)” trong phạm vi của tài khoản này."))\(SearchPage(visit: self, text: text, result: result))"
    )
  }
}

struct SearchPage: Piece {
  var visit: Visit
  var text: String
  var result: SearchResult

  var html: HTML {
    if text.isEmpty { return help("Gõ điều cần tìm vào ô ở đầu trang") }
    if result.isEmpty { return help("Không tìm thấy gì") }
    return """
      \(when: !result.members.isEmpty, Section("Đảng viên", id: "dang-vien", note: "\(number: result.memberCount) người ngày \(visit.day.vietnamese).", body: "\(members)\(more)").html)
      \(when: !result.prospects.isEmpty, Section("Người được xem xét kết nạp", id: "phat-trien", body: "\(prospects)").html)
      \(when: !result.organisations.isEmpty, Section("Tổ chức", id: "to-chuc", note: "Kể cả tổ chức đã kết thúc hay chưa thành lập.", body: "\(organisations)").html)
      \(when: !result.documents.isEmpty, Section("Văn bản", id: "van-ban", note: "Theo số, ký hiệu.", body: "\(documents)").html)
      """
  }

  private func help(_ title: String) -> HTML {
    EmptyState(
      title,
      advice:
        "Tìm tổ chức theo tên hoặc mã\(result.seesMembers ? ", người theo họ tên hoặc số thẻ" : ""), văn bản theo số và ký hiệu (05-QĐ/ĐU). Gõ không dấu cũng được: huong tìm thấy Hường. Chỉ tìm trong phạm vi được giao."
    ).html
  }

  private var members: Table {
    Table(
      "Đảng viên tìm thấy", columns: [.init("Họ và tên"), .init("Ngày sinh", .day), .init("Chi bộ")],
      rows: result.members.map { listing in
        Table.Row([
          "<a\(href: visit.link("/dang-vien/\(listing.member)"))>\(listing.person.name)</a>",
          "\(listing.person.bornOn?.vietnamese)",
          "<a\(href: visit.link("/to-chuc/\(listing.organisation)"))>\(listing.organisationName)</a>",
        ])
      })
  }

  private var prospects: Table {
    Table(
      "Người được xem xét kết nạp", columns: [.init("Họ và tên"), .init("Ngày sinh", .day), .init("Chi bộ")],
      rows: result.prospects.map { file in
        Table.Row([
          "<a\(href: "/phat-trien/\(file.prospect)")>\(file.person.name)</a>",
          "\(file.person.bornOn?.vietnamese)",
          "<a\(href: "/to-chuc/\(file.place)/phat-trien")>\(file.cellName)</a>",
        ])
      })
  }

  private var more: HTML {
    guard result.memberCount > result.members.count else { return "" }
    return
      "<p><a\(href: visit.link("/dang-vien?tim=\(MemberListQuery.escaped(text))"))>Xem cả \(number: result.memberCount) người</a></p>"
  }

  /// A name that does not hold today opens on a day on which it does.
  private var organisations: Table {
    let today = visit.today
    return Table(
      "Tổ chức tìm thấy", columns: [.init("Tên"), .init("Loại"), .init("Mã"), .init("Mang tên này", .day)],
      rows: result.organisations.map { state in
        let path = "/to-chuc/\(state.organisation)"
        let holds = state.period.contains(today)
        let day = state.period.from > today ? state.period.from : state.period.to.previous
        let mark: HTML =
          holds ? "" : " \(Badge(state.period.from > today ? "chưa đến ngày" : "tên cũ hoặc đã kết thúc"))"
        return Table.Row([
          "<a\(href: holds ? path : "\(path)?ngay=\(day)")>\(state.name)</a>\(mark)", "\(state.kind.title)",
          "\(state.code)", "\(state.period.vietnamese)",
        ])
      })
  }

  private var documents: Table {
    Table(
      "Văn bản tìm thấy", columns: [.init("Văn bản"), .init("Về việc"), .init("Ghi ở")],
      rows: result.documents.map { found in
        Table.Row([
          "\(found.decision.key.citation)", "\(found.decision.subject)",
          "<a\(href: "/to-chuc/\(found.organisation)?ngay=\(found.decision.key.date)")>\(found.organisationName)</a>",
        ])
      })
  }
}
