import Basics
import Markup
import Registry
import Reporting

extension Visit {
  /// The briefing of a subtree as of the day.
  func briefingShow(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let (now, today, structure, rules) = (system.now, today, try structure, try rules)
    do {
      let picture = try await system.read { session throws in
        try BriefingPicture(
          of: id, asOf: asOf, structure: structure, today: today, rules: rules, for: actor, at: now,
          in: session)
      }
      return try await page(
        "Báo cáo · \(picture.briefing.organisationName)",
        breadcrumbs: picture.superiors.map { Link($0.name, link("/to-chuc/\($0.organisation)")) }
          + [Link(picture.briefing.organisationName, link("/to-chuc/\(id)"))],
        travels: true, body: BriefingShowPage(visit: self, picture: picture, trouble: trouble).html)
    } catch let refusal as BriefingRefusal {
      guard case .notThere = refusal else { throw refusal }
      return try await absentBriefing(of: id)
    }
  }

  func issueBriefing() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let day = try day(in: "so-lieu-ngay", "ngày số liệu")
      let issue = try await perform(
        IssueBriefing(of: id, asOf: day, structure: try structure, number: form["so"], rules: try rules))
      return .redirect("/bao-cao/\(issue.id)", done: .issued)
    } else: {
      try await briefingShow($0)
    }
  }

  /// On a day on which the organisation does not exist: what it came from and what it became.
  private func absentBriefing(of id: ID<Organisation>) async throws -> Answer {
    let (system, actor, asOf) = (system, actor, asOf)
    let now = system.now
    let picture = try await system.read {
      try OrganisationPicture(id, asOf: asOf, for: actor, at: now, in: $0)
    }
    let seen = try await system.read { try $0.reach(of: actor, with: .viewBriefings, at: now) }
    let states = picture.states
    let period = Period(
      from: states.first?.period.from ?? .beginningOfTime, to: states.last?.period.to ?? .endOfTime)
    func list(_ title: String, _ others: [(OrganisationState, Day)], isPast: Bool) -> HTML {
      guard !others.isEmpty else { return "" }
      return """
        <h3>\(title)</h3>
        <ul>\(each: others, { other, day in
          let on = isPast ? day.previous : day
          let name: HTML = seen?.contains(other.organisation) ?? true
            ? "<a\(href: "/to-chuc/\(other.organisation)/bao-cao?ngay=\(on)")>\(other.name)</a>" : "\(other.name)"
          return "<li>\(name), số liệu ngày \(on.vietnamese)</li>"
        })</ul>
        """
    }
    let name = picture.near.name
    let isBefore = day < period.from
    let near = isBefore ? period.from : period.to.previous
    let answer = try await page(
      "Báo cáo · \(name)", breadcrumbs: [Link(name, link("/to-chuc/\(id)"))], travels: true,
      body: """
        \(PageHeading("Không có báo cáo cho ngày này", kind: "Báo cáo"))
        \(Notice(.refusal, "\(name) không tồn tại vào ngày \(day.vietnamese).", reason: "Tổ chức này có trong sổ \(period.vietnamese).", remedy: picture.predecessors.isEmpty && picture.successors.isEmpty ? "Chọn một ngày trong thời gian ấy." : "Chọn một trong các tổ chức dưới đây, hoặc một ngày trong thời gian ấy.", action: Link("Xem báo cáo ngày \(near.vietnamese)", "/to-chuc/\(id)/bao-cao?ngay=\(near)")))
        \(list("Tiền thân", picture.predecessors, isPast: true))\(list("Kế thừa", picture.successors, isPast: false))
        """)
    if case .page(let page, _) = answer { return .page(page, status: .conflict) }
    return answer
  }
}

/// What the page of a briefing tells besides the briefing itself.
struct BriefingPicture: Sendable {
  var briefing: Briefing
  var superiors: [OrganisationState]
  var issued: [IssuedBriefing]
  var rights: RightSet
  var pyramid: [AgePyramid.Band]

  /// The latest issued ones are compared with the register; older ones stay in the index.
  static let shownIssues = 12

  init(
    of id: ID<Organisation>, asOf: AsOf, structure: Briefing.Structure, today: Day, rules: BriefingRules,
    for actor: Actor,
    at now: Moment, in session: Asked
  ) throws {
    let sight = try session.listSight(of: actor, asOf: asOf, at: now)
    briefing = try session.briefing(
      of: id, asOf: asOf, structure: structure, today: today, rules: rules, seen: sight)
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = try session.superiors(of: id, asOf: asOf).filter { reach?.contains($0.organisation) ?? true }
    rights = try session.rights(of: actor, on: id, at: now)
    issued = try session.issues(of: id).prefix(Self.shownIssues).map {
      try session.compared($0, rules: rules, for: actor, at: now)
    }
    func count(_ band: AgeBand, _ sex: Member.Sex) throws -> Int {
      var filter = MemberFilter()
      filter.organisationKinds = [.agencyCell]
      filter.sex = sex
      filter.ages = band.from...max(band.from, band.to)
      return try session.memberCount(in: [id], filter, asOf: asOf, seen: sight)
    }
    pyramid =
      briefing.summary.agencyCellMembers.count == 0
      ? []
      : try rules.ageBands.map {
        AgePyramid.Band(
          Self.short($0, of: rules.ageBands), men: try count($0, .male), women: try count($0, .female))
      }
  }

  /// "đến 30", "31–40", "từ 61": the chart has little room.
  private static func short(_ band: AgeBand, of bands: [AgeBand]) -> String {
    if band == bands.first { return "đến \(band.to)" }
    return band == bands.last ? "từ \(band.from)" : "\(band.from)–\(band.to)"
  }
}

struct BriefingShowPage: Piece {
  var visit: Visit
  var picture: BriefingPicture
  var trouble: FormTrouble

  private var briefing: Briefing { picture.briefing }
  private var path: String { "/to-chuc/\(briefing.organisation)/bao-cao" }

  var html: HTML {
    """
    \(PageHeading(briefing.title, kind: "Báo cáo", lede: "\(briefing.organisationName). \(briefing.basis).", actions: downloads))
    \(trouble.summary)
    \(SectionLinks("Cơ cấu", Briefing.Structure.allCases.map { Link($0.title, address($0), isCurrent: $0 == briefing.structure) }))
    \(briefing.html(link: { $0.page(with: picture.rights) }, after: ["agencyCells": charts]))
    \(when: !picture.issued.isEmpty, Section("Đã phát hành", id: "da-phat-hanh", note: "Bản đã phát hành giữ nguyên; bên cạnh là những số liệu sẽ khác nếu lập lại hôm nay.", body: "\(IssuedTable(visit: visit, issued: picture.issued))").html)
    \(when: picture.rights.contains(.issueBriefings) && !briefing.isScheduled, Section("Phát hành", id: "phat-hanh", note: "Giữ nguyên toàn văn và dấu băm; về sau sửa sổ cũng không đổi bản này.", body: "\(form)").html)
    """
  }

  private func address(_ structure: Briefing.Structure) -> String {
    visit.link(structure == .then ? path : "\(path)?\(Visit.structureField)=\(structure.rawValue)")
  }

  private var downloads: HTML {
    let links = BriefingDownload.allCases.map { download in
      ButtonLink(
        download.title,
        "\(path)/tai-ve?dang=\(download.rawValue)&\(DayBar.field)=\(briefing.asOf)"
          + (briefing.structure == .now ? "&\(Visit.structureField)=now" : ""))
    }
    return "\(links)"
  }

  private var charts: HTML {
    BriefingCharts(briefing: briefing, pyramid: picture.pyramid, rights: picture.rights).html
  }

  private var form: Form {
    Form(
      action: path, csrf: visit.csrf,
      body: """
        \(HiddenField("so-lieu-ngay", "\(briefing.asOf)"))\(HiddenField(Visit.structureField, briefing.structure.rawValue))
        \(TextField("so", label: "Số báo cáo", value: visit.form["so"], hint: "Theo sổ văn bản đi, ví dụ 35-BC/HU", isRequired: true, maximumLength: 60))
        <p class="hint">Số liệu ngày \(briefing.asOf.vietnamese), \(briefing.structure.title.lowercased()).</p>
        \(Actions("\(Submit("Phát hành", confirm: "Phát hành báo cáo số liệu ngày \(briefing.asOf.vietnamese)?"))"))
        """)
  }
}

extension RecordsQuery {
  /// The page of the records, for those who may open it: who only reads figures is not sent to a closed door.
  func page(with rights: RightSet) -> String? { rights.contains(right) ? pagePath : nil }
}

/// Charts of who the members of agency cells are; the figures are those of the table above them.
struct BriefingCharts: Piece {
  var briefing: Briefing
  var pyramid: [AgePyramid.Band]
  var rights: RightSet

  var html: HTML {
    let whole = briefing.summary.agencyCellMembers.count
    guard whole > 0 else { return "" }
    return """
      <div class="columns">
      \(bars("sector", "Theo khối công tác", whole))
      \(bars("local", "Theo nơi gốc", whole))
      </div>
      \(when: !pyramid.isEmpty, AgePyramid(id: "agency-ages", title: "Tuổi và giới tính đảng viên chi bộ cơ quan", bands: pyramid).html)
      """
  }

  private func bars(_ group: String, _ title: String, _ whole: Int) -> HTML {
    let prefix = "agencyCellMembers.\(group)."
    let figures = briefing.figures.filter { $0.key.utf8.starts(with: prefix.utf8) }
    guard !figures.isEmpty else { return "" }
    return Bars(
      id: "agency-\(group)", title: title,
      bars: figures.map { Bars.Bar($0.label, $0.count, records: $0.records.page(with: rights)) }, whole: whole
    ).html
  }
}

/// Issued briefings with what would differ in them today.
struct IssuedTable: Piece {
  var visit: Visit
  var issued: [IssuedBriefing]

  var html: HTML {
    Table(
      "Báo cáo đã phát hành",
      columns: [.init("Số"), .init("Số liệu ngày", .day), .init("Phát hành"), .init("Nếu lập lại hôm nay")],
      rows: issued.map { item in
        Table.Row(
          [
            "<a\(href: "/bao-cao/\(item.issue.id)")>\(item.issue.number)</a>",
            "\(item.issue.asOf.vietnamese)",
            "\(item.issue.issuedAt.vietnamese), \(item.issue.issuedBy)", Self.verdict(item),
          ], tone: item.isBroken ? .attention : .neutral)
      }
    ).html
  }

  static func verdict(_ item: IssuedBriefing) -> HTML {
    if item.isBroken { return "\(Badge("không còn khớp dấu băm", .attention))" }
    guard !item.differences.isEmpty else { return "\(Badge("không khác", .done))" }
    let named = item.differences.prefix(3).map {
      "\($0.label): \($0.old?.text ?? "không có") → \($0.new?.text ?? "không có")"
    }
    let more = item.differences.count - named.count
    return
      "<div>\(Badge("\(item.differences.count) số liệu khác", .undecided)) \(named.joined(separator: "; "))\(when: more > 0, " và \(more) số liệu nữa")</div>"
  }
}
