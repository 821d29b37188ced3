import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func documentShow(_ trouble: FormTrouble) async throws -> Answer {
    let (line, picture) = try await requireBookLine()
    let page = DocumentShowPage(
      visit: self, line: line, picture: picture, rules: try documentRules, trouble: trouble)
    return try await self.page(
      line.document.citation,
      breadcrumbs: [
        Link(picture.organisation.name, "/to-chuc/\(picture.organisation.organisation)"),
        Link("\(picture.book.title) \(picture.year)", picture.address),
      ], styles: ["/styles/meetings.css"], body: page.html)
  }
}

struct DocumentShowPage: Piece {
  var visit: Visit
  var line: BookLine
  var picture: BookPicture
  var rules: DocumentRules
  var trouble: FormTrouble

  private var document: BookedDocument { line.document }
  private var own: String { "\(picture.path)/\(document.document)" }
  private var isIncoming: Bool { document.book == .incoming }
  private var writes: Bool { picture.writes && !document.isCancelled }

  var html: HTML {
    let standing = line.standing(on: visit.today, soon: rules.soon)
    return """
      \(PageHeading(document.subject, kind: isIncoming ? "Văn bản đến, số đến \(document.position)" : "Văn bản đi số \(document.number)", lede: "\(DocumentBadge(standing: standing))"))
      \(trouble.summary)
      \(when: document.isCancelled, Notice(.info, "Số này đã hủy.", reason: document.cancelled, remedy: "Số không dùng lại; văn bản thay thế có số mới.").html)
      \(DescriptionList(facts))
      \(when: writes && line.task == nil, Section("Kết quả", id: "ket-qua", body: closing).html)
      \(when: writes && isIncoming && line.task == nil && document.doneOn == nil, assigning)
      \(when: writes, mending)
      """
  }

  private var facts: [(String, HTML)] {
    var facts: [(String, HTML)] = [
      ("Văn bản", "\(document.citation)"),
      (isIncoming ? "Nơi gửi" : "Nơi nhận", "\(document.party)"),
      (isIncoming ? "Ngày đến" : "Ngày gửi", "\(document.bookedOn.vietnamese)"),
      (isIncoming ? "Ai xử lý" : "Ai soạn", "\(picture.name(line.task?.member ?? document.handler) ?? "")"),
      ("Hạn", "\(line.dueOn?.vietnamese ?? "không có hạn")"),
    ]
    if let origin = picture.origins[document.organisation] {
      facts.append(("Vào sổ của", "\(origin), nay đã kết thúc"))
    }
    if let mandate = document.mandate {
      let path = "/van-ban-giao-viec/\(ID<BookedDocument.Row>(mandate))"
      facts.append(("Văn bản giao nhiệm vụ", "<a\(href: path)>xem, và đường đi của văn bản</a>"))
    }
    if let task = line.task {
      let place =
        task.organisation == document.organisation ? picture.organisation.organisation : task.organisation
      let path = "/to-chuc/\(place)/viec-giao/\(task.assignment)"
      facts.append(("Việc đã giao", "<a\(href: path)>\(task.task)</a>: \(task.result)"))
    }
    if !document.outcome.isEmpty { facts.append(("Giải quyết", "\(document.outcome)")) }
    return facts
  }

  private var closing: HTML {
    if document.doneOn != nil {
      return """
        <details class="more"\(when: visit.form.has("mo-lai"), " open")><summary>Mở lại vì ghi nhầm</summary>
        \(Form(action: "\(own)/ket-qua", csrf: visit.csrf, label: "Mở lại", body: """
          \(HiddenField("mo-lai", "1"))
          \(TextField("giai-quyet", label: "Vì sao mở lại", value: visit.form["giai-quyet"], width: .full, error: trouble.on("giai-quyet"), isRequired: true, maximumLength: 300))
          \(Actions("\(Submit("Mở lại", kind: .secondary))"))
          """))
        </details>
        """
    }
    let day = visit.form.has("ngay-xong") ? visit.form["ngay-xong"] : visit.today.vietnamese
    return Form(
      action: "\(own)/ket-qua", csrf: visit.csrf, label: "Ghi kết quả",
      body: """
        \(DayField("ngay-xong", label: "Ngày xong", value: day, error: trouble.on("ngay-xong"), isRequired: true))
        \(TextField("giai-quyet", label: "Đã giải quyết thế nào", value: visit.form["giai-quyet"], width: .full, hint: "Ví dụ: đã phổ biến ở kỳ sinh hoạt tháng 3; trả lời bằng Báo cáo 05-BC/CB.", error: trouble.on("giai-quyet"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Ghi đã xong"))"))
        """
    ).html
  }

  private var assigning: HTML {
    let form = visit.form
    func typed(_ field: String, _ otherwise: String) -> String {
      form.has(field) ? form[field] : otherwise
    }
    return """
      <details class="more"\(when: form.has("viec"), " open")><summary>Giao việc theo văn bản này</summary>
      \(Form(action: "\(own)/giao-viec", csrf: visit.csrf, label: "Giao việc", body: """
        \(TextArea("viec", label: "Việc phải làm", value: form.has("viec") ? form.paragraphs("viec") : document.subject, rows: 3, error: trouble.on("viec"), isRequired: true))
        \(Select("nguoi-lam", label: "Người làm", choices: picture.people.map { Choice("\($0.0)", $0.1) }, selected: typed("nguoi-lam", document.handler.map { "\($0)" } ?? ""), placeholder: "chưa giao cho ai"))
        \(DayField("han", label: "Hạn", value: typed("han", document.dueOn?.vietnamese ?? ""), error: trouble.on("han")))
        \(TextField("san-pham", label: "Sản phẩm", value: form["san-pham"], width: .full, maximumLength: 300))
        \(Actions("\(Submit("Giao việc"))"))
        """))
      </details>
      """
  }

  private var mending: HTML {
    """
    <details class="more"\(when: visit.form.has("trich-yeu-vb"), " open")><summary>Sửa điều đã ghi</summary>
    \(Form(action: "\(own)/sua", csrf: visit.csrf, label: "Sửa điều đã ghi", body: """
      \(DocumentFields(visit: visit, picture: picture, rules: rules, trouble: trouble, document: document))
      \(Actions("\(Submit("Ghi"))"))
      """))
    </details>
    <details class="more"\(when: visit.form.has("ly-do-huy"), " open")><summary>Hủy số này</summary>
    \(Form(action: "\(own)/huy", csrf: visit.csrf, label: "Hủy số", body: """
      \(TextField("ly-do-huy", label: "Vì sao hủy", value: visit.form["ly-do-huy"], width: .full, hint: "Số vẫn nằm trong sổ với lý do này, không cho văn bản khác.", error: trouble.on("ly-do-huy"), isRequired: true, maximumLength: 300))
      \(Actions("\(Submit("Hủy số", kind: .destructive, confirm: "Hủy số này? Số không dùng lại được."))"))
      """))
    </details>
    """
  }
}
