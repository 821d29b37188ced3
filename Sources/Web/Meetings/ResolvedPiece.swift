import Basics
import Markup
import Meetings
import Registry

extension Visit {
  func adoptResolution() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      var trouble = FormTrouble()
      if form["ten-nghi-quyet"].isEmpty { trouble.add("ten-nghi-quyet", "Ghi nghị quyết về việc gì.") }
      if form.paragraphs("noi-dung-nghi-quyet").isEmpty {
        trouble.add("noi-dung-nghi-quyet", "Ghi nội dung nghị quyết.")
      }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      _ = try await perform(
        AdoptResolution(
          form["ten-nghi-quyet"], text: form.paragraphs("noi-dung-nghi-quyet"), number: form["so-nghi-quyet"],
          of: place.meeting.organisation, at: place.meeting.meeting, on: place.meeting.heldOn,
          replacing: form.id("thay-the"), rules: try meetingRules))
      return .redirect("\(place.path)#nghi-quyet", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }

  func assignAtMeeting() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      _ = try await perform(
        try assignment(
          of: place.meeting.organisation, on: place.meeting.heldOn, at: place.meeting.meeting,
          from: form.id("tu-nghi-quyet"),
          mandate: place.paper.items.compactMap(\.mandate).first {
            form["theo-van-ban"].utf8.elementsEqual("\($0)".utf8)
          }))
      return .redirect("\(place.path)#nghi-quyet", done: .assigned)
    } else: {
      try await cellMeetingShow($0)
    }
  }
}

/// What the meeting resolved, and whom it gave what to do.
struct ResolvedPiece: Piece {
  var page: CellMeetingShowPage
  private var paper: MeetingPaper { page.paper }
  private var organisation: String { "/to-chuc/\(paper.meeting.organisation)" }

  var html: HTML {
    """
    \(resolutions)
    \(when: page.writesNow, resolutionForm)
    \(assignments)
    \(when: page.writesNow, assignmentForm)
    """
  }

  private var resolutions: HTML {
    guard !paper.resolutions.isEmpty else { return "<p class=\"nothing\">Chưa có nghị quyết.</p>" }
    return """
      <ul class="plain-list">\(each: paper.resolutions, { resolution in
        "<li><a\(href: "\(organisation)/nghi-quyet/\(resolution.resolution)?dang=pdf")>Số \(resolution.number)</a>: \(resolution.title)\(when: resolution.state != .valid, " \(Badge(resolution.state.title, .attention))")</li>"
      })</ul>
      \(when: page.place.writes, MinutesPiece.told(paper.resolutionFindings))
      """
  }

  private var assignments: HTML {
    guard !paper.assignments.isEmpty else { return "" }
    return Table(
      "Phân công", columns: [.init("Việc"), .init("Người làm"), .init("Hạn", .day), .init("Sản phẩm")],
      rows: paper.assignments.map { task in
        Table.Row([
          "<a\(href: "\(organisation)/viec-giao/\(task.assignment)")>\(task.task)</a>",
          page.place.name(task.member).map { "\($0)" } ?? "\(Badge("chưa giao cho ai", .attention))",
          "\(task.dueOn?.vietnamese ?? "")", "\(task.product)",
        ])
      }
    ).html
  }

  private var resolutionForm: HTML {
    """
    <details class="more"\(when: page.visit.form.has("ten-nghi-quyet"), " open")><summary>Ghi nghị quyết</summary>
    \(Form(action: "\(page.place.path)/nghi-quyet", csrf: page.visit.csrf, label: "Ghi nghị quyết", body: """
      \(TextField("so-nghi-quyet", label: "Số, ký hiệu", value: page.typed("so-nghi-quyet", page.place.number), width: .short, maximumLength: 40))
      \(TextField("ten-nghi-quyet", label: "Về việc", value: page.typed("ten-nghi-quyet"), width: .full, error: page.trouble.on("ten-nghi-quyet"), isRequired: true, maximumLength: 300))
      \(TextArea("noi-dung-nghi-quyet", label: "Nội dung", value: page.visit.form.paragraphs("noi-dung-nghi-quyet"), rows: 6, error: page.trouble.on("noi-dung-nghi-quyet"), isRequired: true, maximumLength: 12_000))
      \(when: !page.place.valid.isEmpty, Select("thay-the", label: "Thay cho nghị quyết", choices: page.place.valid.map { Choice("\($0.resolution)", "Số \($0.number), \($0.adoptedOn.vietnamese): \($0.title)") }, selected: page.typed("thay-the"), placeholder: "không thay nghị quyết nào").html)
      \(Actions("\(Submit("Ghi nghị quyết", kind: .secondary))"))
      """))
    </details>
    """
  }

  private var mandates: [Choice] {
    paper.items.compactMap { item in item.mandate.map { Choice("\($0)", item.title) } }
  }

  private var assignmentForm: HTML {
    let people = page.place.people.map { Choice("\($0)", page.place.name($0) ?? "") }
    return """
      <details class="more"\(when: page.visit.form.has("viec"), " open")><summary>Giao việc</summary>
      \(Form(action: "\(page.place.path)/giao-viec", csrf: page.visit.csrf, label: "Giao việc", body: """
        \(Select("tu-nghi-quyet", label: "Từ nghị quyết", choices: paper.resolutions.filter { $0.state == .valid }.map { Choice("\($0.resolution)", "Số \($0.number): \($0.title)") }, selected: page.typed("tu-nghi-quyet"), placeholder: "không từ nghị quyết"))
        \(when: !mandates.isEmpty, Select("theo-van-ban", label: "Theo văn bản cấp trên", choices: mandates, selected: page.typed("theo-van-ban"), placeholder: "không theo văn bản nào").html)
        \(AssignmentFields(visit: page.visit, trouble: page.trouble, people: people))
        \(Actions("\(Submit("Giao việc", kind: .secondary))"))
        """))
      </details>
      """
  }
}
