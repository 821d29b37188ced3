import Basics
import Foundation
import Markup
import Registry
import Reviews

/// What an organisation's page on contact with the place of residence tells.
struct LiaisonPicture: Sendable {
  var state: OrganisationState
  var superiors: [OrganisationState]
  var rights: RightSet
  var sent: [LiaisonSent] = []
  var units: [(state: OrganisationState, count: LiaisonCount)] = []
  var residents: [LiaisonResident] = []
  var arrivals: [LiaisonArrival] = []
  /// Comments that wait for this cell.
  var asked: [(comment: ResidenceComment, name: String, cell: String)] = []
  var meetings: [(meeting: LiaisonMeeting, present: Int, asked: Int)] = []

  var path: String { "/to-chuc/\(state.organisation)/noi-cu-tru" }
  var trail: [Link] {
    [Link("Tổ chức", "/to-chuc")]
      + (superiors + [state]).map { Link($0.name, "/to-chuc/\($0.organisation)") }
  }

  init(_ id: ID<Organisation>, for actor: Actor, rules: LiaisonRules, at now: Moment, in session: Asked)
    throws
  {
    let asOf = AsOf(now.day)
    guard let state = try session.organisation(id, asOf: asOf) else { throw RightsRefusal.notFound }
    self.state = state
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = try session.superiors(of: id, asOf: asOf).filter { reach?.contains($0.organisation) ?? true }
    rights = try session.rights(of: actor, on: id, at: now)
    guard state.kind.isCell || state.kind == .baseCommittee || state.kind == .section else {
      units = try session.children(of: id, asOf: asOf).map {
        ($0, try session.liaisonCount(of: $0.organisation, rules: rules, asOf: asOf))
      }
      return
    }
    if !rules.residences.contains(state.kind) {
      sent = try session.liaisonSent(by: id, rules: rules, asOf: asOf)
    }
    residents = try session.liaisonResidents(of: id, asOf: asOf)
    arrivals = try session.liaisonArrivals(at: id, asOf: asOf)
    if rights.contains(.recordLiaison) {
      asked = try session.residenceCommentsWaiting(at: id, on: now.day).map {
        (
          $0, try session.member($0.member, asOf: asOf)?.person.name ?? "",
          try session.organisationNear($0.from, asOf: asOf)?.name ?? ""
        )
      }
    }
    meetings = try session.liaisonMeetings(of: id).map { meeting in
      let rows = try session.liaisonPresences(in: meeting.id)
      return (meeting, rows.count { $0.kind == .present }, rows.count)
    }
  }
}

extension Visit {
  func liaisonPicture() async throws -> LiaisonPicture {
    let (system, actor, id, rules) = (system, actor, try organisation, try liaisonRules)
    let now = system.now
    return try await system.read { try LiaisonPicture(id, for: actor, rules: rules, at: now, in: $0) }
  }

  func liaisonIndex(_ trouble: FormTrouble = FormTrouble()) async throws -> Answer {
    let picture = try await liaisonPicture()
    return try await page(
      "Nơi cư trú · \(picture.state.name)", breadcrumbs: picture.trail, styles: ["/styles/members.css"],
      body: LiaisonIndexPage(visit: self, picture: picture, rules: try liaisonRules, trouble: trouble).html)
  }
}

struct LiaisonIndexPage: Piece {
  var visit: Visit
  var picture: LiaisonPicture
  var rules: LiaisonRules
  var trouble: FormTrouble

  private static let pageSize = 50
  private var writes: Bool { picture.rights.contains(.recordLiaison) }
  private var isResidence: Bool { rules.residences.contains(picture.state.kind) }

  var html: HTML {
    let regime = rules.regime(on: visit.today)
    return """
      \(PageHeading("Giữ mối liên hệ nơi cư trú", kind: picture.state.name, lede: "\(regime.map { "Theo \($0.document). " })Ai cũng chỉ tính ở nơi sinh hoạt; nơi cư trú biết, gặp và nhận xét, không xem hồ sơ và mức xếp loại.", actions: actions))
      \(when: !picture.units.isEmpty, units)
      \(when: !picture.arrivals.isEmpty, Section("Chờ tiếp nhận: \(picture.arrivals.count)", id: "cho-tiep-nhan", note: "Giấy giới thiệu gửi đến đây. Tiếp nhận là ghi vào sổ chi bộ nơi người ấy ở.", body: arrivals.html).html)
      \(when: !picture.asked.isEmpty, Section("Chờ nhận xét: \(picture.asked.count)", id: "cho-nhan-xet", note: "Nơi khác xin nhận xét về người cư trú ở đây, ngoài đợt kiểm điểm.", body: asked.html).html)
      \(when: picture.units.isEmpty && !isResidence, Section("Đảng viên ở đây, cư trú nơi khác", id: "cua-ta", body: sent).html)
      \(when: picture.units.isEmpty && (isResidence || !picture.residents.isEmpty), Section("Đảng viên nơi khác, cư trú ở đây: \(picture.residents.count)", id: "o-day", note: "Không cộng vào số đảng viên của \(picture.state.name).", body: residents).html)
      \(when: canExport, export)
      \(when: isResidence, Section("Buổi gặp", id: "gap", note: "Nơi cư trú họp với đảng viên giữ mối liên hệ, thường \(rules.meetings.aYear) lần một năm (\(rules.meetings.cite)).", body: meetings).html)
      """
  }

  private var actions: HTML {
    var links: [ButtonLink] = []
    if writes, !isResidence, picture.sent.contains(where: { $0.progress == .owed || $0.progress == .again }) {
      links.append(ButtonLink("Giới thiệu về nơi cư trú", "\(picture.path)/gioi-thieu", kind: .primary))
    }
    if writes, isResidence, !picture.residents.isEmpty {
      links.append(ButtonLink("Ghi buổi gặp", "\(picture.path)/gap", kind: .primary))
    }
    return "\(links)"
  }

  private func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  // MARK: Whom we have introduced

  private enum Shown: String, CaseIterable {
    case owed, waiting, registered, exempt
    var title: String {
      switch self {
      case .owed: "Chưa giới thiệu"
      case .waiting: "Đang chờ tiếp nhận"
      case .registered: "Đã được tiếp nhận"
      case .exempt: "Miễn giới thiệu"
      }
    }
    init(_ progress: LiaisonSent.Progress) {
      switch progress {
      case .owed, .again: self = .owed
      case .waiting: self = .waiting
      case .registered: self = .registered
      case .exempt: self = .exempt
      }
    }
  }

  private var sent: HTML {
    let all = picture.sent
    let wanted = Shown(rawValue: visit.query["tinh-trang"])
    let words = VietnameseText.fold(visit.query["tim"])
    let found = all.filter { line in
      (wanted.map { Shown(line.progress) == $0 } ?? true)
        && (words.isEmpty || VietnameseText.fold(line.name).utf8.firstRange(of: words.utf8) != nil)
    }
    let page = max(
      1, min(visit.query.number("trang") ?? 1, max(1, (found.count + Self.pageSize - 1) / Self.pageSize)))
    let shown = found.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize)
    let isFiltered = wanted != nil || !words.isEmpty
    let path = "\(picture.path)?tinh-trang=\(wanted?.rawValue ?? "")&tim=\(escaped(visit.query["tim"]))"
    return """
      \(Figures(figures(all)))
      \(when: all.count > 12 || isFiltered, "<div class=\"filters\">\(filters(wanted))</div>")
      \(Table(
        "Đảng viên cư trú nơi khác", columns: [.init("Đảng viên"), .init("Chi bộ"), .init("Nơi ở"), .init("Giấy giới thiệu"), .init("Đến đâu")],
        rows: shown.map(row), empty: isFiltered ? EmptyState("Không có ai khớp", advice: "Bớt điều kiện lọc.", action: ButtonLink("Bỏ lọc", picture.path)) : EmptyState("Không có đảng viên nào phải giới thiệu", advice: "Chỉ đảng viên của chi bộ cơ quan, đơn vị, trường học… được giới thiệu về nơi cư trú.")))
      \(Pagination(page: page, pageSize: Self.pageSize, count: found.count, noun: "đảng viên", path: path))
      """
  }

  private func figures(_ all: [LiaisonSent]) -> [Figure] {
    let counts = Dictionary(grouping: all) { Shown($0.progress) }.mapValues(\.count)
    let late = all.count { $0.progress == .waiting(isLate: true) }
    var figures = [
      Figure(
        Number.grouped(all.count), "Đảng viên cơ quan, đơn vị",
        definition: "Sinh hoạt chính thức hôm nay ở các chi bộ cơ quan, đơn vị trong phạm vi trang này."),
      Figure(
        Number.grouped(counts[.registered] ?? 0), "Nơi cư trú đã tiếp nhận",
        definition: "Giấy giới thiệu đã được nơi cư trú ghi nhận, đến hôm nay còn hiệu lực.",
        records: "\(picture.path)?tinh-trang=registered"),
      Figure(
        Number.grouped(counts[.waiting] ?? 0), "Đang chờ",
        definition:
          "Đã có giấy giới thiệu, nơi cư trú chưa ghi nhận. Quá \(rules.clocks.present.days) ngày là chậm (chưa thấy văn bản quy định số ngày).",
        records: "\(picture.path)?tinh-trang=waiting", tone: late > 0 ? .attention : .neutral),
      Figure(
        Number.grouped(counts[.owed] ?? 0), "Chưa giới thiệu",
        definition:
          "Chưa có giấy, giấy bị trả lại, hoặc đã thôi liên hệ ở nơi cũ; không tính người miễn giới thiệu.",
        records: "\(picture.path)?tinh-trang=owed",
        tone: (counts[.owed] ?? 0) > 0 ? .attention : .neutral),
    ]
    if let exempt = counts[.exempt], exempt >= rules.leastExemptShown.count {
      figures.append(Figure(Number.grouped(exempt), "Miễn giới thiệu"))
    }
    return figures
  }

  private func filters(_ wanted: Shown?) -> Form {
    Form(
      asking: picture.path, label: "Tìm và lọc",
      body: """
        \(TextField("tim", label: "Tên", value: visit.query["tim"], kind: .search, maximumLength: 120))
        \(Select("tinh-trang", label: "Đến đâu", choices: Shown.allCases.map { Choice($0.rawValue, $0.title) }, selected: wanted?.rawValue, placeholder: "tất cả"))
        \(Submit("Lọc", kind: .secondary))
        """)
  }

  private func row(_ line: LiaisonSent) -> Table.Row {
    let isLate = line.progress == .waiting(isLate: true)
    let letter: HTML =
      line.letter.map {
        "<a\(href: "/giay-noi-cu-tru/\($0.id)")>\($0.number)</a>, \($0.issuedOn.vietnamese), \($0.toName)"
      } ?? "<span class=\"nothing\">chưa có</span>"
    return Table.Row(
      [
        "<a\(href: "/dang-vien/\(line.member)/noi-cu-tru")>\(line.name)</a>", "\(line.cellName)",
        "\(line.residence)", line.progress == .exempt ? "" : letter, "\(line.progress.title)",
      ], tone: isLate || line.progress == .owed || line.progress == .again ? .attention : .neutral)
  }

  // MARK: Who lives with us

  private var arrivals: Table {
    Table(
      "Chờ tiếp nhận",
      columns: [
        .init("Đảng viên"), .init("Nơi sinh hoạt"), .init("Số giấy"), .init("Ngày", .day), .init(""),
      ],
      rows: picture.arrivals.map { arrival in
        let isLate = visit.today > rules.presentBy(arrival.letter)
        return Table.Row(
          [
            "\(arrival.name)", "\(arrival.workplace)", "\(arrival.letter.number)",
            "\(arrival.letter.issuedOn.vietnamese)",
            "<a\(href: "/giay-noi-cu-tru/\(arrival.letter.id)")>\(writes ? "Tiếp nhận, trả lại" : "Xem")</a>",
          ], tone: isLate ? .attention : .neutral)
      })
  }

  private var asked: Table {
    Table(
      "Chờ nhận xét",
      columns: [.init("Đảng viên"), .init("Nơi hỏi"), .init("Để"), .init("Hạn", .day), .init("")],
      rows: picture.asked.map { line in
        Table.Row(
          [
            "\(line.name)", "\(line.cell)", "\(rules.comments.name(of: line.comment.occasion))",
            "\(line.comment.dueOn.vietnamese)",
            "<a\(href: "/nhan-xet-cu-tru/\(line.comment.comment)")>Ghi nhận xét</a>",
          ], tone: line.comment.isLate(on: visit.today) ? .attention : .neutral)
      })
  }

  private var residents: HTML {
    let words = VietnameseText.fold(visit.query["ten"])
    let found = picture.residents.filter {
      words.isEmpty || VietnameseText.fold($0.name).utf8.firstRange(of: words.utf8) != nil
    }
    let showsCell = !isResidence
    var columns: [Table.Column] = [.init("Đảng viên"), .init("Nơi sinh hoạt")]
    if showsCell { columns.append(.init("Chi bộ nơi cư trú")) }
    columns += [.init("Từ ngày", .day), .init("")]
    return """
      \(when: picture.residents.count > 12, Form(asking: "\(picture.path)#o-day", label: "Tìm", body: "\(TextField("ten", label: "Tên", value: visit.query["ten"], kind: .search, maximumLength: 120))\(Submit("Tìm", kind: .secondary))").html)
      \(Table(
        "Cư trú ở đây", columns: columns,
        rows: found.map { resident in
          var cells: [HTML] = ["\(resident.name)", "\(resident.workplace)"]
          if showsCell { cells.append("\(resident.cellName)") }
          cells += ["\(resident.since.vietnamese)", resident.letter.map { "<a\(href: "/giay-noi-cu-tru/\($0)")>Giấy giới thiệu</a>" } ?? ""]
          return Table.Row(cells)
        },
        empty: EmptyState("Chưa có ai đăng ký", advice: "Người cư trú ở đây mà sinh hoạt nơi khác hiện ra khi nơi ấy gửi giấy giới thiệu và chi bộ tiếp nhận.")))
      """
  }

  private var meetings: HTML {
    Table(
      "Buổi gặp", columns: [.init("Ngày", .day), .init("Mời", .number), .init("Có mặt", .number), .init("")],
      rows: picture.meetings.map { line in
        Table.Row([
          "\(line.meeting.heldOn.vietnamese)", "\(number: line.asked)", "\(number: line.present)",
          writes
            ? "<a\(href: "\(picture.path)/gap?ngay-gap=\(line.meeting.heldOn)")>Sửa</a>" : "",
        ])
      },
      empty: EmptyState(
        "Chưa ghi buổi gặp nào", advice: "Sau buổi gặp, ghi ai có mặt; số này đi kèm nhận xét hằng năm.")
    ).html
  }

  private var canExport: Bool {
    picture.rights.contains(.exportMembers) && !(picture.sent.isEmpty && picture.residents.isEmpty)
  }

  private var export: HTML {
    Section(
      "Xuất sổ", id: "xuat", note: "Nhật ký ghi ai đã xuất, bao nhiêu người.",
      body: ExportForm(
        visit: visit, path: "\(picture.path)/so", rows: picture.sent.count + picture.residents.count,
        kinds: [("xlsx", "Excel")], trouble: trouble
      ).html
    ).html
  }

  // MARK: Above the grassroots

  private var units: HTML {
    Section(
      "Theo đơn vị",
      note:
        "Đảng viên cơ quan, đơn vị: bao nhiêu người đã được nơi cư trú ghi nhận, bao nhiêu giấy đang chờ; còn lại là chưa giới thiệu hoặc thuộc diện miễn, không tách ra.",
      body: Table(
        "Theo đơn vị",
        columns: [
          .init("Đơn vị"), .init("Đảng viên", .number), .init("Đã tiếp nhận", .number),
          .init("Đang chờ", .number),
          .init("Còn lại", .number), .init("Cư trú ở đây", .number),
        ],
        rows: picture.units.map { state, count in
          Table.Row([
            "<a\(href: "/to-chuc/\(state.organisation)/noi-cu-tru")>\(state.name)</a>",
            "\(number: count.members)",
            "\(number: count.registered)", "\(number: count.waiting)", "\(number: count.rest)",
            "\(number: count.residents)",
          ])
        }
      ).html
    ).html
  }
}

extension LiaisonSent.Progress {
  var title: String {
    switch self {
    case .exempt: "miễn giới thiệu"
    case .owed: "chưa giới thiệu"
    case .waiting(let isLate): isLate ? "chờ tiếp nhận, đã lâu" : "chờ tiếp nhận"
    case .registered: "nơi cư trú đã tiếp nhận"
    case .again: "cần giới thiệu lại"
    }
  }
}
