import Basics
import Markup
import Registry

/// A list of members as of a day, with its filters, its pages and its export.
struct MemberIndexPage: Piece {
  var visit: Visit
  var title: String
  var lede: HTML
  /// The list's own address, without a query.
  var path: String
  var query: MemberListQuery
  var count: Int
  var members: [MemberListing]
  /// Who stays here for a time and counts elsewhere; shown on the first page.
  var guests: [MemberListing] = []
  /// The tops of the reach one may choose from; empty where the list is of one organisation.
  var tops: [OrganisationState] = []
  var canAdd = false
  var canExport = false
  var trouble = FormTrouble()

  var html: HTML {
    """
    \(PageHeading(title, kind: "Đảng viên", lede: lede, actions: actions))
    \(trouble.summary)
    \(filters)
    \(Table(
      "Danh sách đảng viên ngày \(visit.day.vietnamese)",
      columns: [.init("Họ và tên"), .init("Ngày sinh", .day), .init("Giới"), .init("Ngày vào Đảng", .day), .init("Tình trạng", .day), .init("Chi bộ"), .init("Từ ngày", .day)],
      rows: members.map(row), empty: empty))
    \(Pagination(page: query.page, pageSize: MemberListQuery.pageSize, count: count, noun: "đảng viên", path: query.path(path, day: linkDay)))
    \(when: !guests.isEmpty, guestList)
    \(when: canExport && count > 0, export)
    """
  }

  private var guestList: HTML {
    Section(
      "Sinh hoạt tạm thời ở đây: \(guests.count)", id: "tam-thoi",
      note: "Không cộng vào số đảng viên ở trên; mỗi người tính ở nơi sinh hoạt chính thức.",
      body: Table(
        "Sinh hoạt tạm thời ngày \(visit.day.vietnamese)",
        columns: [
          .init("Họ và tên"), .init("Ngày sinh", .day), .init("Giới"), .init("Sinh hoạt"), .init("Chi bộ"),
          .init("Từ ngày", .day),
        ],
        rows: guests.map { guest in
          let person = guest.person
          return Table.Row([
            "<a\(href: visit.link("/dang-vien/\(guest.member)"))>\(person.name)</a>",
            "\(person.bornOn?.vietnamese)", "\(person.sex == .unknown ? "" : person.sex.title)",
            "\(Badge("Tạm thời", .undecided))",
            "<a\(href: visit.link("/to-chuc/\(guest.organisation)"))>\(guest.organisationName)</a>",
            "\(guest.since == .beginningOfTime ? "" : guest.since.vietnamese)",
          ])
        }
      ).html
    ).html
  }

  private var linkDay: Day? { visit.day == visit.today ? nil : visit.day }

  private var actions: HTML {
    canAdd ? "\(ButtonLink("Ghi thêm đảng viên", "\(path)/moi", kind: .primary))" : ""
  }

  private func row(_ listing: MemberListing) -> Table.Row {
    let person = listing.person
    let status = person.status(on: visit.day)
    return Table.Row([
      "<a\(href: visit.link("/dang-vien/\(listing.member)"))>\(person.name)</a>",
      "\(person.bornOn?.vietnamese)", "\(person.sex == .unknown ? "" : person.sex.title)",
      "\(person.admittedOn?.vietnamese)",
      status == .probationary ? "\(Badge(status.title, .undecided))" : "\(status.title)",
      "<a\(href: visit.link("/to-chuc/\(listing.organisation)"))>\(listing.organisationName)</a>",
      "\(listing.since == .beginningOfTime ? "" : listing.since.vietnamese)",
    ])
  }

  private var empty: EmptyState {
    query.isFiltered
      ? EmptyState(
        "Không có ai khớp với điều đang tìm",
        advice: "Bớt điều kiện lọc, gõ tên không dấu, hoặc chọn ngày khác.",
        action: ButtonLink("Bỏ lọc", visit.link(path)))
      : EmptyState(
        "Chưa có đảng viên nào vào ngày này",
        advice: "Ghi thêm từng người, nhập danh sách từ Excel, hoặc chọn ngày khác.")
  }

  // MARK: Filters

  private var filters: HTML {
    """
    <div class="filters">\(Form(asking: path, label: "Tìm và lọc", body: """
        \(when: linkDay != nil, "\(HiddenField(DayBar.field, "\(visit.day)"))")
        \(when: tops.count > 1, Select("to-chuc", label: "Thuộc", choices: tops.map { Choice("\($0.organisation)", $0.name) }, selected: query.value("to-chuc"), placeholder: "tất cả").html)
        \(TextField("tim", label: "Tên hoặc số thẻ", value: query.value("tim"), kind: .search, maximumLength: 120))
        \(Submit("Lọc", kind: .secondary))
        \(when: query.isFiltered, "<a class=\"button button-quiet\"\(href: visit.link(path))>Bỏ lọc</a>")
        <details class="more more-filters"\(when: query.hasConditions, " open")><summary>Điều kiện khác</summary><div>\(conditions)</div></details>
      """))</div>
    """
  }

  private var conditions: HTML {
    let kinds = Organisation.Kind.allCases.filter(\.isCell)
    return """
      \(Select("gioi", label: "Giới", choices: Member.Sex.allCases.map { Choice($0.rawValue, $0.title) }, selected: query.value("gioi"), placeholder: "tất cả"))
      \(Select("tinh-trang", label: "Tình trạng", choices: [.official, .probationary, .unknown].map { (status: Member.Status) in Choice(status.rawValue, status.title) }, selected: query.value("tinh-trang"), placeholder: "tất cả"))
      \(Select("dia-phuong", label: "Người địa phương", choices: [Choice("co", "phải"), Choice("khong", "không phải"), Choice("khong-ro", "chưa rõ")], selected: query.value("dia-phuong"), placeholder: "tất cả"))
      \(Select("loai", label: "Loại chi bộ", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: query.value("loai"), placeholder: "tất cả"))
      \(TextField("tuoi-tu", label: "Tuổi từ", value: query.value("tuoi-tu"), kind: .number, width: .short, maximumLength: 3))
      \(TextField("tuoi-den", label: "đến tuổi", value: query.value("tuoi-den"), kind: .number, width: .short, maximumLength: 3))
      """
  }

  // MARK: Export

  /// A form and not a link: taking a list out of the register is written into the journal.
  private var export: HTML {
    let needsReason = count > ExportMembers.rowsWithoutReason
    let fields: HTML = """
      \(each: query.typed, { HiddenField($0.name, $0.value).html })
      \(when: needsReason, TextField("ly-do", label: "Lý do xuất", value: visit.form["ly-do"], width: .full, hint: "Nhiều hơn \(ExportMembers.rowsWithoutReason) người thì phải ghi lý do; lý do được giữ trong nhật ký.", error: trouble.on("ly-do"), isRequired: true, maximumLength: 300).html)
      \(Actions("\(Submit("Xuất Excel", kind: .secondary, name: "dang", value: "xlsx"))\(Submit("Xuất CSV", kind: .quiet, name: "dang", value: "csv"))"))
      """
    return Section(
      "Xuất danh sách", id: "xuat",
      note: "Đúng \(number: count) người đang lọc, mọi trang. Mỗi lần xuất được ghi vào nhật ký.",
      body:
        "\(Form(action: visit.link("\(path)/xuat"), csrf: visit.csrf, label: "Xuất danh sách", body: fields))"
    ).html
  }
}
