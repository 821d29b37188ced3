import Basics
import Markup
import Meetings
import Registry

/// Who of a cell has handed in, who still owes; of a committee the numbers.
struct CommitmentList: Sendable, Piece {
  var organisation: OrganisationState
  var year: Int
  var today: Day
  var rules: CommitmentRules
  var commitments: [ID<Member>: Commitment] = [:]
  var members: [ID<Member>] = []
  var names: [ID<Member>: String] = [:]
  var seesNames = false
  var units: [(state: OrganisationState, members: Int, handed: Int, confirmed: Int)] = []

  private var path: String { "/to-chuc/\(organisation.organisation)/cam-ket" }
  private var due: Day? { rules.dueOn(year) }
  private var lede: HTML {
    guard let due else { return "Năm này chưa có quy định trong sổ; ghi được, không đặt hạn." }
    return "Hạn nộp \(due.vietnamese) (\(rules.due.cite)). \(rules.basis.cite)."
  }

  var html: HTML {
    let years = (year - 1...year + 1).filter { $0 <= today.year + 1 }
    return """
      \(PageHeading("Bản cam kết năm \(year)", kind: organisation.name, lede: lede))
      \(SectionLinks("Các năm", years.map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == year) }))
      \(organisation.kind.isCell ? cell : committee)
      """
  }

  private var cell: HTML {
    let handed = members.filter { commitments[$0] != nil }
    let figures = Figures([
      Figure(
        "\(handed.count)/\(members.count)", "Đã nộp",
        definition: "Đảng viên của chi bộ đã nộp bản cam kết của năm."),
      Figure(
        "\(handed.count { commitments[$0]?.confirmedOn != nil })", "Chi bộ đã xác nhận",
        definition: "Trong số đã nộp."),
      Figure("\(members.count - handed.count)", "Còn thiếu", definition: "Đảng viên của chi bộ chưa nộp."),
    ])
    guard seesNames else { return figures.html }
    let rows = members.map {
      ($0, VietnameseText.nameOrder(names[$0] ?? ""), names[$0] ?? "ngoài phạm vi được xem")
    }
    .sorted { $0.1.lexicographicallyPrecedes($1.1) }
    return """
      \(figures)
      \(Section("Đảng viên", id: "dang-vien", body: Table(
        "Bản cam kết của đảng viên",
        columns: [.init("Họ và tên"), .init("Ngày nộp", .day), .init("Cách nộp"), .init("Tình trạng")],
        rows: rows.map { member, _, name in
          let one = commitments[member]
          return Table.Row([
            "<a\(href: "/dang-vien/\(member)/cam-ket?nam=\(year)")>\(name)</a>", "\(one?.handedOn.vietnamese ?? "")",
            one.map { $0.isOwn ? "tự viết" : "nhập hộ từ bản giấy" } ?? "", standing(one),
          ])
        },
        empty: EmptyState("Chưa có đảng viên nào", advice: "Danh sách lấy đảng viên sinh hoạt chính thức của chi bộ.")).html))
      """
  }

  private func standing(_ one: Commitment?) -> HTML {
    guard let one else {
      return due.map { today > $0 } ?? false
        ? Badge("quá hạn, chưa nộp", rules.due.isSettled ? .attention : .undecided).html
        : "<span class=\"hint\">chưa nộp</span>"
    }
    if let day = one.confirmedOn { return "\(Badge("đã xác nhận", .done)) \(day.vietnamese)" }
    return Badge(one.reason.isEmpty ? "chờ xác nhận" : "cần viết lại", .undecided).html
  }

  private var committee: HTML {
    Table(
      "Bản cam kết theo đơn vị",
      columns: [
        .init("Đơn vị"), .init("Đảng viên", .number), .init("Đã nộp", .number), .init("Đã xác nhận", .number),
        .init("Còn thiếu", .number),
      ],
      rows: units.map { unit in
        Table.Row([
          "<a\(href: "/to-chuc/\(unit.state.organisation)/cam-ket?nam=\(year)")>\(unit.state.name)</a>",
          "\(number: unit.members)", "\(number: unit.handed)", "\(number: unit.confirmed)",
          "\(number: unit.members - unit.handed)",
        ])
      }, empty: EmptyState("Chưa có đơn vị nào", advice: "Tổ chức trực thuộc hiện ở đây.")
    ).html
  }
}

struct CommitmentPage: Piece {
  var visit: Visit
  var picture: CommitmentPicture
  var rules: CommitmentRules
  var path: String
  var trouble: FormTrouble

  private var commitment: Commitment? { picture.commitment }
  private var isOwnPage: Bool { path.utf8.starts(with: "/cua-toi".utf8) }
  private var records: Bool { picture.rights.contains(.recordMeetings) && !isOwnPage }
  private var writes: Bool { picture.isWritable && (isOwnPage || records) }

  var html: HTML {
    let today = visit.today.year
    return """
      \(PageHeading("Bản cam kết năm \(picture.year)", kind: picture.name, lede: lede, actions: actions))
      \(trouble.summary)
      \(SectionLinks("Các năm", (today - 1...today + 1).map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == picture.year) }))
      \(again)
      \(when: commitment != nil && !writes, Section("Nội dung", id: "noi-dung", body: words).html)
      \(when: writes, writing)
      \(when: records && commitment != nil && !picture.isOwn, confirming)
      """
  }

  private var again: HTML {
    guard let commitment, commitment.confirmedOn == nil, !commitment.reason.isEmpty else { return "" }
    return Notice(.warning, "Chi bộ đề nghị viết lại.", reason: commitment.reason).html
  }

  private var lede: HTML {
    guard let commitment else {
      return "Chưa nộp\(rules.dueOn(picture.year).map { "; hạn \($0.vietnamese)" } ?? "")."
    }
    let how = commitment.isOwn ? "tự viết" : "nhập hộ từ bản giấy"
    return
      "Nộp ngày \(commitment.handedOn.vietnamese), \(how)\(commitment.confirmedOn.map { "; chi bộ xác nhận ngày \($0.vietnamese)" } ?? "; chờ chi bộ xác nhận")."
  }

  private var actions: HTML {
    guard commitment != nil else { return "" }
    let print = "\(path)/in?nam=\(picture.year)"
    return
      "\(ButtonLink("Bản in (Word)", "\(print)&dang=docx"))\(ButtonLink("Bản in (PDF)", "\(print)&dang=pdf"))"
  }

  private var words: HTML {
    let lines = (commitment?.content ?? "").split(separator: "\n")
    return lines.isEmpty
      ? "<p class=\"nothing\">Nội dung đã xóa.</p>" : "\(each: lines, { "<p>\($0)</p>" })"
  }

  private var writing: HTML {
    let form = visit.form
    let value =
      form.has("cam-ket")
      ? form.paragraphs("cam-ket") : commitment?.content ?? rules.frame.joined(separator: "\n\n")
    let day = form.has("ngay-nop-ck") ? form["ngay-nop-ck"] : visit.today.vietnamese
    return Section(
      commitment == nil ? "Viết bản cam kết" : "Sửa bản cam kết", id: "viet",
      note: isOwnPage
        ? "Bạn, chi bộ và người được xem hồ sơ đảng viên đọc được."
        : "Nhập hộ người nộp bản giấy; bản giấy lưu ở chi bộ.",
      body: Form(
        action: path, csrf: visit.csrf, draft: "cam-ket-\(picture.member)-\(picture.year)",
        label: "Bản cam kết",
        body: """
          \(HiddenField("nam", "\(picture.year)"))
          \(when: !isOwnPage, DayField("ngay-nop-ck", label: "Ngày nộp", value: day, error: trouble.on("ngay-nop-ck"), isRequired: true).html)
          \(TextArea("cam-ket", label: "Nội dung cam kết", value: value, rows: 16, error: trouble.on("cam-ket"), isRequired: true))
          \(Actions("\(Submit(isOwnPage ? "Nộp" : "Ghi hộ"))"))
          """
      ).html
    ).html
  }

  private var confirming: HTML {
    let isConfirmed = commitment?.confirmedOn != nil
    return """
      \(when: !isConfirmed, Form(action: "\(path)/xac-nhan", csrf: visit.csrf, label: "Xác nhận", body: """
        \(HiddenField("nam", "\(picture.year)"))\(Actions("\(Submit("Chi bộ xác nhận"))"))
        """).html)
      <details class="more"\(when: visit.form.has("ly-do-ck"), " open")><summary>\(isConfirmed ? "Mở lại để viết lại" : "Đề nghị viết lại")</summary>
      \(Form(action: "\(path)/xac-nhan", csrf: visit.csrf, label: "Đề nghị viết lại", body: """
        \(HiddenField("nam", "\(picture.year)"))
        \(TextField("ly-do-ck", label: "Vì sao", value: visit.form["ly-do-ck"], width: .full, error: trouble.on("ly-do-ck"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Đề nghị viết lại", kind: .secondary))"))
        """))
      </details>
      """
  }
}
