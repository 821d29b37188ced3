import Basics
import Markup
import Registry

extension Visit {
  func memberShow() async throws -> Answer {
    let picture = try await memberPicture(on: .page, asOf: day)
    return try await page(
      picture.name, breadcrumbs: memberTrail(picture), travels: true,
      body: MemberShowPage(visit: self, picture: picture).html)
  }
}

struct MemberShowPage: Piece {
  var visit: Visit
  var picture: MemberPicture

  private var path: String { "/dang-vien/\(picture.member)" }

  var html: HTML {
    """
    \(PageHeading(picture.name, kind: "Đảng viên", lede: lede, actions: actions))
    \(notices)
    \(Section("Lý lịch", note: "Như ghi trong sổ cho ngày \(picture.asOf.day.vietnamese).", body: "\(DescriptionList(record))"))
    \(Section("Nơi sinh hoạt", body: "\(ties)"))
    \(Section("Chức vụ", body: "\(posts)"))
    \(when: !picture.transfers.isEmpty, Section("Chuyển sinh hoạt", body: "\(transfers)").html)
    \(Section("Lịch sử ghi chép", id: "lich-su", note: "Hiệu lực: đúng từ ngày nào. Ghi nhận: sổ biết từ lúc nào, do ai ghi.", body: MemberHistory(picture: picture, today: visit.today).html))
    \(when: picture.rights.contains(.viewHistory), Section("Ai đã xem hồ sơ này", id: "luot-xem", body: readings).html)
    """
  }

  private var lede: HTML {
    guard let home = picture.home else {
      return picture.ends.isEmpty ? "Ngày \(picture.asOf.day.vietnamese) không sinh hoạt ở chi bộ nào." : ""
    }
    return
      "\(Badge(picture.status.title, picture.status == .probationary ? .undecided : .neutral)) \(organisation(home.organisation))\(since(home.period))"
  }

  private func since(_ period: Period) -> HTML {
    period.from == .beginningOfTime ? "" : " từ ngày \(period.from.vietnamese)"
  }

  private func organisation(_ id: ID<Organisation>) -> HTML {
    guard let known = picture.organisations[id] else { return "" }
    return known.isOpen ? "<a\(href: visit.link("/to-chuc/\(id)"))>\(known.name)</a>" : "\(known.name)"
  }

  private var actions: HTML {
    guard !picture.isFormer, picture.erasure == nil else { return "" }
    var links = [ButtonLink("Nơi cư trú", "\(path)/noi-cu-tru")]
    func add(_ title: String, _ end: String, _ right: Right, _ kind: ButtonKind = .secondary) {
      if picture.rights.contains(right) { links.append(ButtonLink(title, "\(path)/\(end)", kind: kind)) }
    }
    add("Ghi thay đổi", "thay-doi", .editMembers)
    add("Đính chính", "dinh-chinh", .editMembers)
    if picture.ends.isEmpty {
      add("Chuyển sinh hoạt", "chuyen", .transferMembers)
      add("Chức vụ", "chuc-vu", .appoint)
      add("Xếp loại", "kiem-diem", .recordGradings)
      add("Ra khỏi danh sách", "ra-khoi", .editMembers, .quiet)
    }
    add("Tài khoản của người này", "tai-khoan", .manageAccounts, .quiet)
    add("Xóa dữ liệu cá nhân", "xoa-du-lieu", .erasePersons, .quiet)
    return "\(links)"
  }

  @HTMLList private var notices: HTML {
    if let until = picture.sight.until {
      Notice(
        .info,
        "Người này đã chuyển đi; đây là hồ sơ như khi còn ở đây (đến ngày \(until.previous.vietnamese)).",
        remedy: "Thay đổi sau ngày ấy do nơi sinh hoạt mới ghi.")
    }
    if let decision = picture.erasure.flatMap({ picture.decisions[$0] }) {
      Notice(
        .info, "Dữ liệu cá nhân của người này đã được xóa theo luật.",
        reason: "Theo \(decision.key.citation). Nơi sinh hoạt và số đếm các ngày trước giữ nguyên.")
    }
    for end in picture.ends {
      let decision = end.decision.flatMap { picture.decisions[$0] }.map { "Theo \($0.key.citation)." }
      Notice(
        .info,
        "\(end.kind.title), từ ngày \(end.day.vietnamese)\(end.destination.isEmpty ? "" : " (\(end.destination))").",
        reason: decision)
    }
  }

  private var record: [(term: String, value: HTML)] {
    let person = picture.person
    let age = person.age(on: picture.asOf.day).map { " (\($0) tuổi)" } ?? ""
    var items: [(term: String, value: HTML)] = [
      ("Ngày sinh", "\(person.bornOn.map { $0.vietnamese + age })"),
      ("Giới tính", person.sex == .unknown ? "" : "\(person.sex.title)"),
      ("Dân tộc", "\(person.ethnicity)"), ("Quê quán", "\(person.homePlace)"),
      ("Nơi ở", "\(person.residence)"),
      ("Người địa phương", person.isLocal.map { $0 ? "phải" : "không phải" } ?? ""),
      ("Nghề nghiệp", "\(person.occupation)"), ("Học vấn, chuyên môn", "\(person.education)"),
      ("Lý luận chính trị", "\(person.theory)"),
      ("Ngày vào Đảng", "\(person.admittedOn?.vietnamese)"),
      ("Ngày chính thức", "\(person.officialOn?.vietnamese)"),
    ]
    for kind in MemberNumber.Kind.allCases {
      let numbers = picture.numbers.filter { $0.kind == kind }
      let values = numbers.map {
        $0.period.contains(picture.asOf.day) ? "\($0.value)" : "\($0.value) (\($0.period.vietnamese))" as HTML
      }
      items.append((kind.title, HTML.joined(values, separator: "<br>")))
    }
    return items
  }

  private var ties: Table {
    Table(
      "Nơi sinh hoạt", columns: [.init("Nơi"), .init("Loại"), .init("Từ ngày", .day), .init("Theo văn bản")],
      rows: picture.ties.map { tie in
        Table.Row([
          organisation(tie.organisation), "\(tie.kind.title)",
          tie.period.from == .beginningOfTime
            ? "<span class=\"nothing\">không rõ</span>" : "\(tie.period.from.vietnamese)",
          picture.basis(of: tie).map { "\($0)" } ?? "<span class=\"nothing\">chưa ghi</span>",
        ])
      },
      empty: EmptyState(
        "Không sinh hoạt ở chi bộ nào vào ngày này", advice: "Chọn ngày khác, hoặc xem lịch sử bên dưới."))
  }

  private var posts: Table {
    Table(
      "Chức vụ",
      columns: [
        .init("Chức vụ"), .init("Khối"), .init("Tại"), .init("Thời gian", .day), .init("Theo văn bản"),
      ],
      rows: picture.appointments.map { post in
        Table.Row([
          "\(post.title)\(when: !post.period.contains(picture.asOf.day), " \(Badge(post.period.from > picture.asOf.day ? "chưa đến ngày" : "đã thôi").html)")",
          "\(post.sector.title)", organisation(post.organisation), "\(post.period.vietnamese)",
          post.decision.flatMap { picture.decisions[$0] }.map { "\($0.key.citation)" }
            ?? "<span class=\"nothing\">chưa ghi</span>",
        ])
      },
      empty: EmptyState(
        "Chưa ghi chức vụ nào", advice: "Chức vụ trong Đảng, chính quyền, Mặt trận, đoàn thể ghi ở đây."))
  }

  private var transfers: Table {
    Table(
      "Chuyển sinh hoạt",
      columns: [
        .init("Ngày giới thiệu", .day), .init("Giấy giới thiệu"), .init("Loại"), .init("Từ"), .init("Đến"),
        .init("Kết quả"),
      ],
      rows: picture.transfers.reversed().map { transfer in
        Table.Row([
          "\(transfer.sentOn.vietnamese)", "\(transfer.letter)", "\(transfer.kind.title)",
          organisation(transfer.from),
          organisation(transfer.to), Self.outcome(transfer),
        ])
      }, header: 1)
  }

  private static func outcome(_ transfer: Transfer) -> HTML {
    switch transfer.state {
    case .inTransit: "<a\(href: "/chuyen-sinh-hoat/\(transfer.id)")>đang chờ tiếp nhận</a>"
    case .received(let day): "tiếp nhận ngày \(day.vietnamese)"
    case .returned(let day, let reason): "trả lại ngày \(day.vietnamese): \(reason)"
    }
  }

  private var readings: HTML {
    """
    <p>\(number: picture.readingCount) lượt xem\(when: picture.readingCount > picture.readings.count, "; \(picture.readings.count) lượt gần nhất").</p>
    \(Table(
      "Lượt xem", columns: [.init("Người xem"), .init("Lúc", .day), .init("Ở đâu")],
      rows: picture.readings.map { Table.Row(["\($0.reader)", "\($0.readAt.vietnamese)", "\($0.surface?.title)"]) },
      empty: EmptyState("Chưa có lượt xem nào trước lượt này", advice: "Mỗi lần mở hồ sơ đều được ghi lại.")))
    """
  }
}

/// Pieces one below the other, some of them only under a condition.
@resultBuilder enum HTMLList {
  static func buildExpression(_ piece: some Piece) -> HTML { piece.html }
  static func buildBlock(_ parts: HTML...) -> HTML { HTML.joined(parts) }
  static func buildOptional(_ part: HTML?) -> HTML { part ?? "" }
  static func buildArray(_ parts: [HTML]) -> HTML { HTML.joined(parts) }
  static func buildEither(first: HTML) -> HTML { first }
  static func buildEither(second: HTML) -> HTML { second }
}
