import Basics
import Markup
import Registry

/// What one organisation's page tells one visitor, gathered in one picture of the register.
@dynamicMemberLookup
struct OrganisationPicture: Sendable {
  private var outline: OrganisationOutline
  /// Those of the superiors that the visitor reaches.
  var superiors: [OrganisationState]
  /// Posts with the names of their holders; nil where the visitor sees nothing of one.
  var appointments: [(Appointment, String?)]
  var rights: RightSet

  init(_ id: ID<Organisation>, asOf: AsOf, for actor: Actor, at now: Moment, in session: Asked) throws {
    guard let outline = try session.organisationOutline(id, asOf: asOf) else {
      throw RightsRefusal.notFound
    }
    self.outline = outline
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = outline.superiors.filter { reach?.contains($0.organisation) ?? true }
    rights = try session.rights(of: actor, on: id, at: now)
    let posts = rights.contains(.viewMembers) ? outline.appointments : []
    let names = try session.memberNames(posts.map(\.member), on: asOf.day, for: actor, at: now)
    appointments = posts.map { ($0, names[$0.member]) }
  }

  subscript<Value>(dynamicMember path: KeyPath<OrganisationOutline, Value>) -> Value {
    outline[keyPath: path]
  }
}

extension Visit {
  func organisationShow() async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let now = system.now
    let picture = try await system.read {
      try OrganisationPicture(id, asOf: asOf, for: actor, at: now, in: $0)
    }
    let path = "/to-chuc/\(id)"
    func step(_ day: Day?) -> Link? { day.map { Link($0.vietnamese, "\(path)?ngay=\($0)") } }
    let name = (picture.state ?? picture.near).name
    return try await page(
      name,
      breadcrumbs: [Link("Tổ chức", link("/to-chuc"))]
        + picture.superiors.map { Link($0.name, link("/to-chuc/\($0.organisation)")) },
      travels: true, steps: (step(picture.steps.before), step(picture.steps.after)),
      body: OrganisationShowPage(visit: self, picture: picture).html)
  }
}

struct OrganisationShowPage: Piece {
  var visit: Visit
  var picture: OrganisationPicture

  private var path: String { "/to-chuc/\(picture.near.organisation)" }

  var html: HTML {
    guard let state = picture.state else { return absent }
    return """
      \(PageHeading(state.name, kind: state.kind.title, lede: lede(state), actions: actions))
      \(Section("Con số ngày \(visit.day.vietnamese)", body: "\(Figures(figures(state)))"))
      \(when: !picture.children.isEmpty, Section("Tổ chức trực thuộc", id: "truc-thuoc", body: "\(children)").html)
      \(when: !picture.appointments.isEmpty, Section("Chức vụ", body: "\(posts)").html)
      \(Section("Lãnh đạo ai", note: "Đối tượng lãnh đạo là dữ liệu của sổ, không suy từ tên gọi.", body: leadership))
      \(Section("Trước và sau", body: "\(lineage)"))
      \(Section("Lịch sử", body: "\(history)"))
      """
  }

  /// On a day on which it does not exist: says so, and where to go.
  private var absent: HTML {
    let near = picture.near
    let isBefore = visit.day < near.period.from
    return """
      \(PageHeading(near.name, kind: near.kind.title))
      \(Notice(.info, "Ngày \(visit.day.vietnamese) \(near.name) \(isBefore ? "chưa được thành lập" : "đã kết thúc hoạt động").", remedy: isBefore ? "Xem từ ngày \(near.period.from.vietnamese), hoặc xem các tổ chức tiền thân." : "Xem đến ngày \(near.period.to.previous.vietnamese), hoặc xem tổ chức kế thừa.", action: Link("Xem ngày \((isBefore ? near.period.from : near.period.to.previous).vietnamese)", "\(path)?ngay=\(isBefore ? near.period.from : near.period.to.previous)")))
      \(Section("Trước và sau", body: "\(lineage)"))
      \(Section("Lịch sử", body: "\(history)"))
      """
  }

  private func lede(_ state: OrganisationState) -> HTML {
    let place: HTML = picture.unit.map { "\($0.fullName)" } ?? ""
    return
      "Mã \(state.code)\(when: !place.isEmpty, " · \(place)")\(when: !state.neighbourhood.isEmpty, " · \(state.neighbourhood)") · \(state.period.vietnamese)"
  }

  private var actions: HTML {
    var links: [Link] = []
    func add(_ title: String, _ end: String, _ right: Right) {
      if picture.rights.contains(right) { links.append(Link(title, "\(path)/\(end)")) }
    }
    add("Đảng viên", "dang-vien" + (visit.day == visit.today ? "" : "?ngay=\(visit.day)"), .viewMembers)
    add("Báo cáo", "bao-cao" + (visit.day == visit.today ? "" : "?ngay=\(visit.day)"), .viewBriefings)
    add("Xếp loại", "xep-loai" + (visit.day == visit.today ? "" : "?ngay=\(visit.day)"), .viewBriefings)
    add("Quy chế", "quy-che" + (visit.day == visit.today ? "" : "?ngay=\(visit.day)"), .viewRegulations)
    add("Sinh hoạt", "sinh-hoat", .viewMeetings)
    add("Việc giao", "viec-giao", .viewMeetings)
    add("Văn bản đến, đi", "van-ban", .viewMeetings)
    add("Kiểm tra, giám sát", "kiem-tra", .viewMeetings)
    add("Bản cam kết", "cam-ket", .viewMeetings)
    if visit.day == visit.today { add("Báo cáo tháng", "bao-cao-thang", .viewMeetings) }
    if visit.day == visit.today { add("Lịch", "lich", .viewOrganisations) }
    if visit.day == visit.today { add("Đảng phí", "dang-phi", .viewFees) }
    if visit.day == visit.today { add("Dân phản ánh", "phan-anh", .viewConcerns) }
    if visit.day == visit.today { add("Nơi cư trú", "noi-cu-tru", .viewMembers) }
    if visit.day == visit.today { add("Huy hiệu", "huy-hieu", .viewMembers) }
    if visit.day == visit.today { add("Phát triển đảng viên", "phat-trien", .viewDevelopment) }
    if visit.day == visit.today { add("Xuất danh sách", "xuat", .viewMeetings) }
    let isCell = picture.near.kind.isCell
    let writing: [(title: String, end: String, right: Right, isShown: Bool)] = [
      ("Thêm một đảng viên", "dang-vien/moi", .editMembers, isCell),
      ("Nhập danh sách đảng viên từ Excel", "nhap-danh-sach", .importRosters, true),
      ("Nhập danh sách tổ chức từ Excel", "nhap-to-chuc", .importRosters, !isCell),
      ("Thành lập tổ chức trực thuộc", "thanh-lap", .changeStructure, !isCell),
      ("Đổi tên", "doi-ten", .changeStructure, true),
      ("Chuyển về cấp trên khác", "chuyen", .changeStructure, picture.near.parent != nil),
      ("Sáp nhập, hợp nhất", "sap-nhap", .changeStructure, true),
      ("Kết thúc hoạt động", "ket-thuc", .changeStructure, true),
      ("Đính chính", "dinh-chinh", .changeStructure, true),
      ("Rút tổ chức ghi nhầm", "rut", .changeStructure, true),
    ]
    let more = writing.filter { $0.isShown && picture.rights.contains($0.right) }.map {
      Link($0.title, "\(path)/\($0.end)")
    }
    return
      "\(SectionLinks("Về tổ chức này", links))\(when: !more.isEmpty, "<details class=\"more\"><summary>Ghi sổ</summary><ul>\(each: more, { "<li>\($0)</li>" })</ul></details>")"
  }

  private func figures(_ state: OrganisationState) -> [Figure] {
    var figures = [
      Figure(
        Number.grouped(picture.members), "Đảng viên",
        definition:
          "Sinh hoạt chính thức ở đây và ở mọi tổ chức trực thuộc vào ngày \(visit.day.vietnamese); không cộng người sinh hoạt tạm thời và người giữ mối liên hệ nơi cư trú.",
        records: picture.rights.contains(.viewMembers) ? visit.link("\(path)/dang-vien") : nil)
    ]
    if picture.guests > 0 {
      figures.append(
        Figure(
          Number.grouped(picture.guests), "Sinh hoạt tạm thời",
          definition:
            "Sinh hoạt tạm thời ở đây vào ngày ấy; tính ở nơi sinh hoạt chính thức, không cộng vào số trên.",
          records: picture.rights.contains(.viewMembers) ? visit.link("\(path)/dang-vien") + "#tam-thoi" : nil
        ))
    }
    if !state.kind.isCell {
      figures.append(
        Figure(
          Number.grouped(picture.children.count), "Tổ chức trực thuộc",
          definition: "Trực tiếp dưới tổ chức này vào ngày ấy.",
          records: "#truc-thuoc"))
    }
    return figures
  }

  private var children: Table {
    Table(
      "Tổ chức trực thuộc",
      columns: [
        .init("Tên"), .init("Loại"), .init("Mã"), .init("Đảng viên", .number), .init("Từ ngày", .day),
      ],
      rows: picture.children.map { child in
        Table.Row([
          "<a\(href: visit.link("/to-chuc/\(child.state.organisation)"))>\(child.state.name)</a>",
          "\(child.state.kind.title)",
          "\(child.state.code)", "\(number: child.members)", "\(child.state.period.from.vietnamese)",
        ])
      })
  }

  private var posts: Table {
    Table(
      "Chức vụ", columns: [.init("Chức vụ"), .init("Khối"), .init("Họ và tên"), .init("Từ ngày", .day)],
      rows: picture.appointments.map { appointment, name in
        Table.Row([
          "\(appointment.title)", "\(appointment.sector.title)",
          name.map { "<a\(href: visit.link("/dang-vien/\(appointment.member)"))>\($0)</a>" }
            ?? "<span class=\"nothing\">ngoài phạm vi được xem</span>",
          "\(appointment.period.from.vietnamese)",
        ])
      })
  }

  private var leadership: HTML {
    let canChange = picture.rights.contains(.changeStructure)
    return """
      \(Table(
        "Đối tượng lãnh đạo", columns: [.init("Đối tượng"), .init("Loại"), .init("Từ ngày", .day), .init("")],
        rows: picture.leadership.map { scope in
          Table.Row([
            "\(scope.subject)", "\(scope.kind.title)", "\(scope.period.from.vietnamese)",
            canChange ? "\(Form(action: "\(path)/thoi-lanh-dao", csrf: visit.csrf, body: "\(HiddenField("doi-tuong", String(scope.id)))\(HiddenField("ngay-hieu-luc", visit.today.vietnamese))\(Submit("Thôi từ hôm nay", kind: .quiet, confirm: "Ghi rằng từ hôm nay không còn lãnh đạo \(scope.subject)?"))"))" : "",
          ])
        },
        empty: EmptyState("Chưa ghi đối tượng lãnh đạo", advice: "Ghi những ai và tổ chức nào thuộc sự lãnh đạo của tổ chức này; quy chế làm việc sẽ được đối chiếu với danh sách ấy.")))
      \(when: !picture.massOrganisations.isEmpty, "<p>Đoàn thể có tại \(picture.unit?.fullName ?? ""): \(picture.massOrganisations.map(\.name).joined(separator: "; ")).</p>")
      \(when: canChange, "<details class=\"more\"><summary>Ghi thêm đối tượng</summary>\(leadershipForm)</details>")
      """
  }

  private var leadershipForm: Form {
    Form(
      action: "\(path)/lanh-dao", csrf: visit.csrf,
      body: """
        \(Select("loai", label: "Loại", choices: LeadershipScope.Kind.allCases.map { Choice($0.rawValue, $0.title) }))
        \(TextField("doi-tuong", label: "Đối tượng", width: .full, hint: "Ví dụ: cán bộ, công chức làm việc tại trụ sở Ủy ban nhân dân xã", isRequired: true, maximumLength: 300))
        \(DayField("ngay-hieu-luc", label: "Từ ngày", value: visit.day.vietnamese, isRequired: true))
        \(Actions("\(Submit("Ghi"))"))
        """)
  }

  private var lineage: HTML {
    func list(_ title: String, _ items: [(OrganisationState, Day)], _ isPast: Bool) -> HTML {
      """
      <h3>\(title)</h3>
      <ul>\(each: items, { "<li><a\(href: "/to-chuc/\($0.0.organisation)?ngay=\(isPast ? $0.1.previous : $0.1)")>\($0.0.name)</a> (\($0.1.vietnamese))</li>" })</ul>
      """
    }
    if picture.predecessors.isEmpty, picture.successors.isEmpty {
      return "<p class=\"nothing\">Không có tổ chức tiền thân hay kế thừa.</p>"
    }
    return """
      \(when: !picture.predecessors.isEmpty, list("Tiền thân", picture.predecessors, true))
      \(when: !picture.successors.isEmpty, list("Kế thừa", picture.successors, false))
      """
  }

  private var history: HTML {
    """
    \(Table(
      "Sự kiện", columns: [.init("Ngày", .day), .init("Việc"), .init("Nội dung"), .init("Theo văn bản")],
      rows: picture.events.map { event in
        Table.Row([
          "<a\(href: "\(path)?ngay=\(event.day)")>\(event.day.vietnamese)</a>", "\(event.kind.title)", "\(event.text)",
          event.decision.flatMap { picture.decisions[$0] }.map { "\($0.key.citation)" } ?? "<span class=\"nothing\">\(event.kind == .found ? "chưa có quyết định" : "chưa ghi")</span>",
        ], tone: event.day > visit.today ? .undecided : .neutral)
      }, header: 1))
    """
  }
}
