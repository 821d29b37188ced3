import Basics
import Markup
import Meetings
import Registry

extension Visit {
  private static let newRows = 3

  /// Day, hour, place, who presides, and the agenda: one form.
  func agendaPage(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireCellMeeting()
    guard place.writes else { return .redirect(place.path) }
    return try await page(
      "Nội dung", breadcrumbs: place.trail + [Link(place.meeting.title, place.path)],
      styles: ["/styles/meetings.css"],
      body: """
        \(PageHeading("Nội dung và giấy mời", kind: place.meeting.title, lede: "Việc đã giao còn mở tự có ở kỳ này, không cần ghi."))
        \(trouble.summary)
        \(agendaForm(place, trouble))
        """)
  }

  private func agendaForm(_ place: CellMeetingPlace, _ trouble: FormTrouble) -> Form {
    let meeting = place.meeting
    let people = place.people.filter { person in place.convened.contains { $0.member == person } }.map {
      Choice("\($0)", place.name($0) ?? "")
    }
    func typed(_ field: String, _ otherwise: String) -> String { form.has(field) ? form[field] : otherwise }
    let items = place.paper.items
    let rows = (0..<(items.count + Self.newRows)).map { n in
      row(n, n < items.count ? items[n] : nil, people, trouble)
    }
    return Form(
      action: "\(place.path)/noi-dung", csrf: csrf, label: "Nội dung",
      body: """
        \(Fieldset("Khi nào, ở đâu", body: """
          \(DayField("ngay-hop", label: "Ngày họp", value: typed("ngay-hop", meeting.heldOn.vietnamese), error: trouble.on("ngay-hop"), isRequired: true))
          \(TextField("gio", label: "Giờ", value: typed("gio", meeting.startsAt), width: .short, hint: "Ví dụ 19:00", maximumLength: 5))
          \(TextField("noi", label: "Nơi họp", value: typed("noi", meeting.place), maximumLength: 200))
          \(TextField("chu-de", label: "Chuyên đề (nếu có)", value: typed("chu-de", meeting.topic), width: .full, maximumLength: 300))
          \(Select("chu-tri", label: "Chủ trì", choices: people, selected: typed("chu-tri", meeting.chair.map { "\($0)" } ?? "")))
          \(Select("thu-ky", label: "Thư ký", choices: people, selected: typed("thu-ky", meeting.clerk.map { "\($0)" } ?? "")))
          """))
        \(Fieldset("Các mục", note: "Đổi thứ tự bằng số đầu dòng; bỏ tên mục là bỏ mục.", body: "\(each: rows, { $0 })"))
        \(Actions("\(Submit("Ghi nội dung"))\(ButtonLink("Thôi", place.path, kind: .quiet))"))
        """)
  }

  private func row(_ n: Int, _ item: MeetingItem?, _ people: [Choice], _ trouble: FormTrouble) -> HTML {
    func typed(_ field: String, _ otherwise: String) -> String { form.has(field) ? form[field] : otherwise }
    let kinds = MeetingItem.Kind.allCases.filter { $0 != .mandate || item?.kind == .mandate }.map {
      Choice($0.rawValue, $0.title)
    }
    return """
      <fieldset class="agenda-row"><legend class="unseen">Mục \(n + 1)</legend>
      \(when: item != nil, HiddenField("muc-\(n)", item.map { "\($0.item)" } ?? "").html)
      \(TextField("thu-tu-\(n)", label: "Số", value: typed("thu-tu-\(n)", item == nil ? "" : "\(n + 1)"), kind: .number, width: .short, maximumLength: 3))
      \(TextField("ten-\(n)", label: item == nil ? "Mục mới" : "Tên mục", value: typed("ten-\(n)", item?.title ?? ""), width: .full, error: trouble.on("ten-\(n)"), maximumLength: 400))
      \(Select("loai-\(n)", label: "Loại", choices: kinds, selected: typed("loai-\(n)", (item?.kind ?? .discussion).rawValue), placeholder: nil))
      \(Select("trinh-bay-\(n)", label: "Người trình bày", choices: people, selected: typed("trinh-bay-\(n)", item?.presenter.map { "\($0)" } ?? "")))
      \(TextField("tai-lieu-\(n)", label: "Tài liệu kèm", value: typed("tai-lieu-\(n)", item?.papers ?? ""), width: .full, maximumLength: 600))
      </fieldset>
      """
  }

  func writeAgenda() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      let day = try day(in: "ngay-hop", "ngày họp")
      let (id, old) = (place.meeting.meeting, place.paper.items)
      var rows: [(order: Int, entry: WriteAgenda.Entry)] = []
      for n in 0..<300 where form.has("ten-\(n)") {
        guard !form["ten-\(n)"].isEmpty else { continue }
        let item: ID<MeetingItem>? = form.id("muc-\(n)")
        let known = item.flatMap { item in old.first { $0.item == item } }
        rows.append(
          (
            (form.number("thu-tu-\(n)") ?? 10_000 + n) * 1_000 + n,
            WriteAgenda.Entry(
              known?.item, kind: MeetingItem.Kind(rawValue: form["loai-\(n)"]) ?? .discussion,
              title: form["ten-\(n)"], presenter: form.id("trinh-bay-\(n)"), papers: form["tai-lieu-\(n)"])
          ))
      }
      let entries = rows.sorted { $0.order < $1.order }.map(\.entry)
      try await perform(
        ReviseMeeting(
          id, day: day, startsAt: form["gio"], place: form["noi"], topic: form["chu-de"],
          chair: form.id("chu-tri"), clerk: form.id("thu-ky"), rules: try meetingRules))
      let seen = (0..<300).compactMap { form.id("muc-\($0)", MeetingItem.self) }
      try await perform(WriteAgenda(entries, of: id, seen: Set(seen)))
      return .redirect(place.path, done: .saved)
    } else: {
      try await agendaPage($0)
    }
  }

  func cancelMeeting() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      try await perform(CancelMeeting(place.meeting.meeting, reason: form["ly-do-hoan"]))
      return .redirect(place.path, done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }
}
