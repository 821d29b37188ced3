import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func inspectionIndex(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await inspectionPicture()
    return try await page(
      "Kiểm tra, giám sát \(picture.year)",
      breadcrumbs: [Link(picture.organisation.name, "/to-chuc/\(picture.organisation.organisation)")],
      styles: ["/styles/meetings.css"],
      body: InspectionIndexPage(visit: self, picture: picture, trouble: trouble).html)
  }

  func inspectionShow(_ trouble: FormTrouble) async throws -> Answer {
    let (item, picture) = try await requireInspection()
    return try await page(
      "\(item.kind.title) \(item.dueOn.vietnamese)",
      breadcrumbs: [
        Link(picture.organisation.name, "/to-chuc/\(picture.organisation.organisation)"),
        Link("Kiểm tra, giám sát \(item.year)", picture.address),
      ], styles: ["/styles/meetings.css"],
      body: InspectionShowPage(visit: self, item: item, picture: picture, trouble: trouble).html)
  }
}

struct InspectionBadge: Piece {
  var item: Inspection
  var today: Day
  var html: HTML {
    if item.isOverdue(on: today) { return Badge("quá hạn, chưa xong", .attention).html }
    return switch item.state {
    case .planned: "<span class=\"hint\">\(item.state.title)</span>"
    case .done: "\(Badge(item.state.title, .done)) \(item.doneOn?.vietnamese ?? "")"
    case .dropped: Badge(item.state.title, .neutral).html
    }
  }
}

struct InspectionFields: Piece {
  var visit: Visit
  var picture: InspectionPicture
  var trouble: FormTrouble
  var item: Inspection?

  private func typed(_ field: String, _ otherwise: String?) -> String {
    visit.form.has(field) ? visit.form[field] : otherwise ?? ""
  }
  private var people: [Choice] {
    var choices = picture.people.map { Choice("\($0.0)", $0.1) }
    if let member = item?.member, !picture.people.contains(where: { $0.0 == member }) {
      choices.append(Choice("\(member)", picture.names[member] ?? "đảng viên ngoài phạm vi được xem"))
    }
    return choices
  }

  var html: HTML {
    let content =
      visit.form.has("noi-dung-kt") ? visit.form.paragraphs("noi-dung-kt") : item?.content ?? ""
    return """
      \(RadioGroup("loai-kt", label: "Loại", choices: Inspection.Kind.allCases.map { Choice($0.rawValue, $0.title) }, selected: typed("loai-kt", (item?.kind ?? .inspection).rawValue)))
      \(Select("dang-vien-kt", label: "Đối tượng là đảng viên", choices: people, selected: typed("dang-vien-kt", item?.member.map { "\($0)" }), placeholder: "không phải một đảng viên", error: trouble.on("dang-vien-kt")))
      \(TextField("doi-tuong", label: "Đối tượng khác", value: typed("doi-tuong", item?.target), width: .full, hint: "Tổ chức, nhóm đảng viên; để trống nếu đã chọn ở trên.", error: trouble.on("doi-tuong"), maximumLength: 300))
      \(TextArea("noi-dung-kt", label: "Nội dung", value: content, rows: 3, error: trouble.on("noi-dung-kt"), isRequired: true))
      \(TextField("tien-hanh", label: "Ai tiến hành", value: typed("tien-hanh", item?.conductor), width: .full, hint: "Ví dụ: Chi ủy; tổ kiểm tra của chi bộ.", error: trouble.on("tien-hanh"), isRequired: true, maximumLength: 200))
      \(DayField("tu-ngay-kt", label: "Bắt đầu", value: typed("tu-ngay-kt", item?.startsOn?.vietnamese), error: trouble.on("tu-ngay-kt")))
      \(DayField("den-ngay-kt", label: "Hạn xong", value: typed("den-ngay-kt", item?.dueOn.vietnamese), error: trouble.on("den-ngay-kt"), isRequired: true))
      """
  }
}

struct InspectionIndexPage: Piece {
  var visit: Visit
  var picture: InspectionPicture
  var trouble: FormTrouble

  var html: HTML {
    let years = (picture.year - 1...picture.year + 1).filter { $0 <= visit.today.year + 1 }
    return """
      \(PageHeading("Kiểm tra, giám sát năm \(picture.year)", kind: picture.organisation.name, lede: lede, actions: actions))
      \(trouble.summary)
      \(SectionLinks("Các năm", years.map { Link("\($0)", "\(picture.path)?nam=\($0)", isCurrent: $0 == picture.year) }))
      \(Section("Chương trình", id: "chuong-trinh", body: "\(adopted)\(list)"))
      \(when: picture.writes, planning)
      \(when: !picture.organisation.kind.isCell, below)
      """
  }

  private var lede: HTML {
    let open = picture.items.filter { $0.state == .planned }
    let late = open.count { $0.isOverdue(on: visit.today) }
    return
      "\(picture.items.count { $0.state != .dropped }) cuộc, xong \(picture.items.count { $0.state == .done })\(when: late > 0, "; \(late) cuộc quá hạn")."
  }

  private var actions: HTML {
    guard !picture.items.isEmpty else { return "" }
    let print = "\(picture.path)/in?nam=\(picture.year)"
    return
      "\(ButtonLink("Bản in (Word)", "\(print)&dang=docx"))\(ButtonLink("Bản in (PDF)", "\(print)&dang=pdf"))"
  }

  private var adopted: HTML {
    let said: HTML =
      if let programme = picture.programme {
        "<p>Thông qua ngày \(programme.adoptedOn.vietnamese)\(when: !programme.document.isEmpty, ", \(programme.document)")\(picture.adoptedAt.map { ", tại <a\(href: "/to-chuc/\($0.organisation)/sinh-hoat/\($0.meeting)")>\($0.title)</a>" as HTML }).</p>"
      } else {
        "<p class=\"nothing\">Chưa ghi chương trình được thông qua bằng văn bản nào, ở kỳ nào.</p>"
      }
    guard picture.writes else { return said }
    let form = visit.form
    return """
      \(said)
      <details class="more"\(when: form.has("van-ban-ct"), " open")><summary>Ghi việc thông qua</summary>
      \(Form(action: "\(picture.path)/thong-qua", csrf: visit.csrf, label: "Ghi việc thông qua", body: """
        \(HiddenField("nam", "\(picture.year)"))
        \(TextField("van-ban-ct", label: "Văn bản", value: form.has("van-ban-ct") ? form["van-ban-ct"] : picture.programme?.document ?? "", width: .full, hint: "Ví dụ: Chương trình số 01-CTr/CB", error: trouble.on("van-ban-ct"), maximumLength: 300))
        \(Select("ky-thong-qua", label: "Thông qua ở kỳ", choices: picture.meetings.map { Choice("\($0.meeting)", $0.title) }, selected: form.has("ky-thong-qua") ? form["ky-thong-qua"] : picture.programme?.meeting.map { "\($0)" } ?? "", placeholder: "không ghi kỳ"))
        \(DayField("ngay-ct", label: "Ngày ban hành", value: form.has("ngay-ct") ? form["ngay-ct"] : picture.programme?.adoptedOn.vietnamese ?? "", hint: "Để trống thì lấy ngày của kỳ họp.", error: trouble.on("ngay-ct")))
        \(Actions("\(Submit("Ghi"))"))
        """))
      </details>
      """
  }

  private var list: HTML {
    Table(
      "Chương trình kiểm tra, giám sát",
      columns: [
        .init("Loại"), .init("Đối tượng"), .init("Nội dung"), .init("Ai tiến hành"), .init("Hạn xong", .day),
        .init("Tình trạng"),
      ],
      rows: picture.items.map { item in
        Table.Row(
          [
            "\(item.kind.title)",
            "<a\(href: "\(picture.path)/\(item.inspection)")>\(picture.target(item))</a>",
            "\(item.content)", "\(item.conductor)", "\(item.dueOn.vietnamese)",
            "\(InspectionBadge(item: item, today: visit.today))",
          ], tone: item.isOverdue(on: visit.today) ? .attention : .neutral)
      }, header: 1,
      empty: EmptyState(
        "Năm \(picture.year) chưa có cuộc nào",
        advice: picture.writes
          ? "Ghi từng cuộc ở dưới; chương trình in ra được để ký." : "Chương trình hiện ở đây khi đã ghi.")
    ).html
  }

  private var planning: HTML {
    """
    <details class="more"\(when: visit.form.has("noi-dung-kt") || picture.items.isEmpty, " open")><summary>Thêm một cuộc kiểm tra, giám sát</summary>
    \(Form(action: picture.path, csrf: visit.csrf, draft: "kiem-tra-\(picture.organisation.organisation)", label: "Thêm một cuộc", body: """
      \(HiddenField("nam", "\(picture.year)"))
      \(InspectionFields(visit: visit, picture: picture, trouble: trouble))
      \(Actions("\(Submit("Ghi vào chương trình"))"))
      """))
    </details>
    """
  }

  private var below: HTML {
    Section(
      "Tổ chức bên dưới", id: "ben-duoi",
      note: "Số cuộc trong chương trình của từng nơi, kể cả bên dưới nơi ấy.",
      body: Table(
        "Tổ chức bên dưới",
        columns: [
          .init("Tổ chức"), .init("Số cuộc", .number), .init("Đã xong", .number), .init("Quá hạn", .number),
        ],
        rows: picture.below.map { unit in
          Table.Row(
            [
              "<a\(href: "/to-chuc/\(unit.state.organisation)/kiem-tra?nam=\(picture.year)")>\(unit.state.name)</a>",
              unit.all == 0 ? "<span class=\"nothing\">chưa có chương trình</span>" : "\(unit.all)",
              "\(unit.done)", "\(unit.overdue)",
            ], tone: unit.overdue > 0 ? .attention : .neutral)
        }, empty: EmptyState("Chưa có tổ chức nào", advice: "Tổ chức trực thuộc hiện ở đây.")
      ).html
    ).html
  }
}

struct InspectionShowPage: Piece {
  var visit: Visit
  var item: Inspection
  var picture: InspectionPicture
  var trouble: FormTrouble

  private var own: String { "\(picture.path)/\(item.inspection)" }

  var html: HTML {
    """
    \(PageHeading(picture.target(item), kind: item.kind.title, lede: "\(InspectionBadge(item: item, today: visit.today))"))
    \(trouble.summary)
    \(DescriptionList(facts))
    \(when: picture.writes, closing)
    \(when: picture.writes && item.state == .planned, mending)
    """
  }

  private var facts: [(String, HTML)] {
    var facts: [(String, HTML)] = [
      ("Nội dung", "\(item.content)"), ("Ai tiến hành", "\(item.conductor)"),
      ("Thời gian", "\(item.startsOn.map { "\($0.vietnamese) đến " } ?? "hạn ")\(item.dueOn.vietnamese)"),
    ]
    let outcome = picture.outcome(item)
    if !outcome.isEmpty { facts.append((item.state == .done ? "Kết quả" : "Lý do", "\(outcome)")) }
    return facts
  }

  private var closing: HTML {
    let form = visit.form
    let choices =
      item.state == .planned
      ? [Choice("done", "Đã xong"), Choice("dropped", "Thôi tiến hành")]
      : [Choice("planned", "Mở lại vì ghi nhầm")]
    let day = form.has("ngay-xong-kt") ? form["ngay-xong-kt"] : visit.today.vietnamese
    return Section(
      item.state == .planned ? "Ghi kết quả" : "Mở lại", id: "ket-qua",
      body: Form(
        action: "\(own)/ket-qua", csrf: visit.csrf, label: "Ghi kết quả",
        body: """
          \(RadioGroup("ket-qua-kt", label: "Kết quả", choices: choices, selected: form.has("ket-qua-kt") ? form["ket-qua-kt"] : choices.first?.value ?? "", error: trouble.on("ket-qua-kt")))
          \(when: item.state == .planned, DayField("ngay-xong-kt", label: "Ngày xong", value: day, error: trouble.on("ngay-xong-kt")).html)
          \(TextArea("ket-luan-kt", label: item.state == .planned ? "Kết luận, hoặc vì sao thôi" : "Vì sao mở lại", value: form.paragraphs("ket-luan-kt"), rows: 4, error: trouble.on("ket-luan-kt"), isRequired: true))
          \(Actions("\(Submit("Ghi"))"))
          """
      ).html
    ).html
  }

  private var mending: HTML {
    """
    <details class="more"\(when: visit.form.has("noi-dung-kt"), " open")><summary>Sửa cuộc này</summary>
    \(Form(action: own, csrf: visit.csrf, label: "Sửa cuộc này", body: """
      \(InspectionFields(visit: visit, picture: picture, trouble: trouble, item: item))
      \(Actions("\(Submit("Ghi"))"))
      """))
    </details>
    """
  }
}
