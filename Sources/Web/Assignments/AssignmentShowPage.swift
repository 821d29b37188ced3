import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func assignmentShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireAssignment()
    let organisation = place.organisation
    return try await page(
      "Việc giao",
      breadcrumbs: [
        Link(organisation.name, "/to-chuc/\(organisation.organisation)"),
        Link("Việc giao", "/to-chuc/\(organisation.organisation)/viec-giao"),
      ], styles: ["/styles/meetings.css"],
      body: AssignmentShowPage(visit: self, place: place, trouble: trouble).html)
  }

  func reviseAssignment() async throws -> Answer {
    let place = try await requireAssignment()
    return try await attempt {
      try await perform(
        ReviseAssignment(
          place.assignment.assignment, task: form.paragraphs("viec"), to: form.id("nguoi-lam"),
          due: try assignmentDue(), product: form["san-pham"], follower: form.id("theo-doi"),
          rules: try meetingRules))
      return .redirect(place.path, done: .saved)
    } else: {
      try await assignmentShow($0)
    }
  }

  func reportProgress() async throws -> Answer {
    let place = try await requireAssignment()
    return try await attempt {
      try mattersOnly(["da-lam"])
      try await perform(
        ReportProgress(
          form.paragraphs("da-lam"), evidence: form["minh-chung"], of: place.assignment.assignment,
          on: try day(in: "ngay-bao", "ngày báo cáo")))
      return .redirect("\(place.path)#tien-do", done: .saved)
    } else: {
      try await assignmentShow($0)
    }
  }

  func closeAssignment() async throws -> Answer {
    let place = try await requireAssignment()
    return try await attempt {
      guard let state = Assignment.State(rawValue: form["ket-qua"]) else {
        var trouble = FormTrouble()
        trouble.add("ket-qua", "Chọn kết quả.")
        throw FormTroubles(trouble: trouble)
      }
      try await perform(
        CloseAssignment(
          place.assignment.assignment, as: state, on: try day(in: "ngay-xong", "ngày"),
          evidence: form["minh-chung-xong"], reason: form["vi-sao"]))
      return .redirect(place.path, done: .saved)
    } else: {
      try await assignmentShow($0)
    }
  }
}

struct AssignmentShowPage: Piece {
  var visit: Visit
  var place: AssignmentPlace
  var trouble: FormTrouble

  private var task: Assignment { place.assignment }
  /// Where the papers lie from which it comes.
  private var given: String { "/to-chuc/\(task.organisation)" }
  private func opened(_ path: String, _ text: String) -> HTML {
    place.opensOrigin ? "<a\(href: path)>\(text)</a>" : "\(text)"
  }
  private var writes: Bool { place.rights.contains(.recordMeetings) }

  var html: HTML {
    """
    \(PageHeading(task.task, kind: "Việc giao, \(place.organisation.name)", lede: "\(AssignmentFlags(state: place.state))"))
    \(trouble.summary)
    \(facts)
    \(Section("Tiến độ", id: "tien-do", body: ProgressPiece(progress: place.state.progress).html))
    \(when: writes && task.state == .open, "\(report)\(close)\(revise)")
    \(when: writes && task.state != .open, reopen)
    """
  }

  private var facts: HTML {
    var items: [(term: String, value: HTML)] = [
      ("Người làm", place.name(task.member).map { "\($0)" } ?? "chưa giao cho ai"),
      ("Giao ngày", "\(task.assignedOn.vietnamese)"), ("Hạn", "\(task.dueOn?.vietnamese ?? "chưa có hạn")"),
    ]
    if !task.product.isEmpty { items.append(("Sản phẩm", "\(task.product)")) }
    if let follower = place.name(task.follower) { items.append(("Người theo dõi", "\(follower)")) }
    if let origin = place.origin { items.append(("Tổ chức đã giao", "\(origin.name), nay đã kết thúc")) }
    if let resolution = place.state.resolution {
      let link = opened("\(given)/nghi-quyet?nam=\(resolution.adoptedOn.year)", resolution.citation)
      items.append(
        (
          "Từ nghị quyết",
          "\(link)\(when: resolution.state != .valid, " \(Badge(resolution.state.title, .attention))")"
        ))
    }
    if let meeting = place.meeting {
      items.append(("Giao ở", opened("\(given)/sinh-hoat/\(meeting.meeting)", meeting.title)))
    }
    if let mandate = task.mandate {
      items.append(
        (
          "Theo văn bản",
          "<a\(href: "/van-ban-giao-viec/\(ID<Meeting>(mandate))/duong-di")>xem đường đi của văn bản</a>"
        ))
    }
    if let closed = task.closedOn { items.append(("Kết thúc ngày", "\(closed.vietnamese)")) }
    if !task.evidence.isEmpty { items.append(("Minh chứng", "\(task.evidence)")) }
    if !task.reason.isEmpty { items.append(("Lý do", "\(task.reason)")) }
    return DescriptionList(items).html
  }

  private func typed(_ field: String, _ otherwise: String = "") -> String {
    visit.form.has(field) ? visit.form[field] : otherwise
  }

  private var report: HTML {
    """
    <details class="more"\(when: visit.form.has("da-lam"), " open")><summary>Ghi tiến độ</summary>
    \(Form(action: "\(place.path)/tien-do", csrf: visit.csrf, label: "Ghi tiến độ", body: """
      \(ProgressFields(visit: visit, trouble: trouble))
      \(Actions("\(Submit("Ghi tiến độ", kind: .secondary))"))
      """))
    </details>
    """
  }

  private var close: HTML {
    let choices = [Assignment.State.done, .notDone, .dropped].map { Choice($0.rawValue, $0.title) }
    return """
      <details class="more"\(when: visit.form.has("ket-qua"), " open")><summary>Ghi kết quả</summary>
      \(Form(action: "\(place.path)/ket-qua", csrf: visit.csrf, label: "Ghi kết quả", body: """
        \(RadioGroup("ket-qua", label: "Kết quả", choices: choices, selected: typed("ket-qua", "done"), error: trouble.on("ket-qua")))
        \(DayField("ngay-xong", label: "Ngày", value: typed("ngay-xong", visit.today.vietnamese), error: trouble.on("ngay-xong"), isRequired: true))
        \(TextField("minh-chung-xong", label: "Minh chứng", value: typed("minh-chung-xong"), width: .full, hint: "Tên hoặc số văn bản, biên bản; để trống thì việc hiện là “chưa có minh chứng”.", maximumLength: 500))
        \(TextField("vi-sao", label: "Lý do (khi không hoàn thành hoặc thôi giao)", value: typed("vi-sao"), width: .full, maximumLength: 500))
        \(Actions("\(Submit("Ghi kết quả"))"))
        """))
      </details>
      """
  }

  private var reopen: HTML {
    """
    <details class="more"\(when: visit.form.has("vi-sao"), " open")><summary>Mở lại (ghi nhầm)</summary>
    \(Form(action: "\(place.path)/ket-qua", csrf: visit.csrf, label: "Mở lại", body: """
      \(HiddenField("ket-qua", "open"))\(HiddenField("ngay-xong", visit.today.vietnamese))
      \(TextField("vi-sao", label: "Vì sao mở lại", value: typed("vi-sao"), width: .full, isRequired: true, maximumLength: 500))
      \(Actions("\(Submit("Mở lại", kind: .secondary))"))
      """))
    </details>
    """
  }

  private var revise: HTML {
    """
    <details class="more"\(when: visit.form.has("viec"), " open")><summary>Sửa việc, người làm, hạn</summary>
    \(Form(action: "\(place.path)/sua", csrf: visit.csrf, label: "Sửa việc", body: """
      \(AssignmentFields(visit: visit, trouble: trouble, people: place.people.map { Choice("\($0.0)", $0.1) }, known: task))
      \(Actions("\(Submit("Ghi", kind: .secondary))"))
      """))
    </details>
    """
  }
}

/// What was told about a task so far.
struct ProgressPiece: Piece {
  var progress: [AssignmentProgress]

  var html: HTML {
    Table(
      "Tiến độ", columns: [.init("Ngày", .day), .init("Đã làm"), .init("Minh chứng"), .init("Ai ghi")],
      rows: progress.map {
        Table.Row([
          "\($0.reportedOn.vietnamese)", "\($0.note)", "\($0.evidence)",
          $0.isOwn ? "chính người làm" : "người ghi sổ",
        ])
      },
      header: 1,
      empty: EmptyState(
        "Chưa có tiến độ", advice: "Người làm tự báo ở trang “Của tôi”, hoặc người ghi sổ ghi hộ.")
    ).html
  }
}

struct ProgressFields: Piece {
  var visit: Visit
  var trouble: FormTrouble

  var html: HTML {
    let form = visit.form
    return """
      \(DayField("ngay-bao", label: "Ngày", value: form.has("ngay-bao") ? form["ngay-bao"] : visit.today.vietnamese, error: trouble.on("ngay-bao"), isRequired: true))
      \(TextArea("da-lam", label: "Đã làm đến đâu", value: form.paragraphs("da-lam"), rows: 3, error: trouble.on("da-lam"), isRequired: true, maximumLength: 900))
      \(TextField("minh-chung", label: "Minh chứng (nếu có)", value: form["minh-chung"], width: .full, hint: "Tên hoặc số văn bản.", maximumLength: 500))
      \(visit.keptNames(["da-lam"]))
      """
  }
}
