import Basics
import Markup
import Meetings
import Registry

extension Visit {
  private var planYear: Int {
    let asked = query.number("nam") ?? form.number("nam")
    return asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
  }

  /// The plan of a year: one regular day for all months, thematic meetings with their topics.
  func meetingPlanPage(_ trouble: FormTrouble) async throws -> Answer {
    let organisation = try await meetingOrganisation()
    let (id, year, system, actor) = (organisation.organisation, planYear, system, actor)
    let now = system.now
    let (plan, rights) = try await system.read { session throws in
      (
        try session.plannedMeetings(of: id, year: year), try session.rights(of: actor, on: id, at: now)
      )
    }
    let path = "/to-chuc/\(id)/sinh-hoat"
    return try await page(
      "Kế hoạch sinh hoạt \(year)",
      breadcrumbs: [
        Link(organisation.name, "/to-chuc/\(id)"), Link("Sinh hoạt \(year)", "\(path)?nam=\(year)"),
      ],
      styles: ["/styles/meetings.css"],
      body: """
        \(PageHeading("Kế hoạch sinh hoạt năm \(year)", kind: organisation.name, lede: "Ngày cố định hằng tháng và các kỳ chuyên đề."))
        \(trouble.summary)
        \(Section("Kế hoạch đang có", id: "ke-hoach", body: planTable(plan).html))
        \(when: rights.contains(.recordMeetings), Section("Ghi kế hoạch", id: "ghi", note: "Kế hoạch ghi ở đây thay cho kế hoạch đang có của năm.", body: planForm(plan, organisation, path, trouble).html).html)
        """)
  }

  private func planTable(_ plan: [PlannedMeeting]) -> Table {
    Table(
      "Kế hoạch", columns: [.init("Ngày", .day), .init("Loại"), .init("Chuyên đề")],
      rows: plan.map { Table.Row(["\($0.plannedOn.vietnamese)", "\($0.kind.title)", "\($0.topic)"]) },
      empty: EmptyState("Năm này chưa có kế hoạch", advice: "Ghi một ngày cố định là đủ mười hai kỳ."))
  }

  private static let topicRows = 8

  private func planForm(
    _ plan: [PlannedMeeting], _ organisation: OrganisationState, _ path: String, _ trouble: FormTrouble
  ) -> Form {
    let isCell = organisation.kind.isCell
    let usual = plan.first { $0.kind == (isCell ? .regular : .committee) }?.plannedOn.day
    let topics = plan.filter { $0.kind == .thematic }
    func typed(_ field: String, _ otherwise: String) -> String { form.has(field) ? form[field] : otherwise }
    let rows = (0..<(isCell ? max(Self.topicRows, topics.count + 2) : 0)).map { n -> HTML in
      let known = n < topics.count ? topics[n] : nil
      return """
        <div class="pair">\(DayField("ngay-\(n)", label: "Ngày \(n + 1)", value: typed("ngay-\(n)", known?.plannedOn.vietnamese ?? ""), hint: nil, error: trouble.on("ngay-\(n)")))\
        \(TextField("chu-de-\(n)", label: "Chuyên đề \(n + 1)", value: typed("chu-de-\(n)", known?.topic ?? ""), width: .full, error: trouble.on("chu-de-\(n)"), maximumLength: 300))</div>
        """
    }
    return Form(
      action: "\(path)/ke-hoach", csrf: csrf, label: "Ghi kế hoạch",
      body: """
        \(HiddenField("nam", "\(planYear)"))
        \(TextField("ngay-thuong-ky", label: isCell ? "Sinh hoạt thường kỳ vào ngày nào hằng tháng" : "Họp cấp ủy vào ngày nào hằng tháng", value: typed("ngay-thuong-ky", usual.map(String.init) ?? ""), kind: .number, width: .short, hint: "Ví dụ 3; tháng ngắn thì lấy ngày cuối tháng.", error: trouble.on("ngay-thuong-ky"), maximumLength: 2))
        \(when: isCell, Fieldset("Sinh hoạt chuyên đề", note: "Bỏ trống dòng không dùng.", body: "\(each: rows, { $0 })").html)
        \(Actions("\(Submit("Ghi kế hoạch"))"))
        """)
  }

  func writeMeetingPlan() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    let year = planYear
    return try await attempt {
      var trouble = FormTrouble()
      var entries: [PlanMeetings.Entry] = []
      let usual: Meeting.Kind = organisation.kind.isCell ? .regular : .committee
      if !form["ngay-thuong-ky"].isEmpty {
        if let number = form.number("ngay-thuong-ky"), (1...31).contains(number) {
          entries = PlanMeetings.monthly(on: number, year: year, kind: usual)
        } else {
          trouble.add("ngay-thuong-ky", "Ghi một số từ 1 đến 31.")
        }
      }
      for n in 0..<40 where form.has("ngay-\(n)") {
        let (day, topic) = (form.day("ngay-\(n)"), form["chu-de-\(n)"])
        if form["ngay-\(n)"].isEmpty, topic.isEmpty { continue }
        guard let day, day.year == year else {
          trouble.add("ngay-\(n)", "Ghi ngày của năm \(year), ví dụ 15/5/\(year).")
          continue
        }
        guard !topic.isEmpty else {
          trouble.add("chu-de-\(n)", "Ghi tên chuyên đề.")
          continue
        }
        entries.append(.init(.thematic, on: day, topic: topic))
      }
      if entries.isEmpty, trouble.isEmpty {
        trouble.add("ngay-thuong-ky", "Ghi ngày cố định hằng tháng, hoặc ít nhất một kỳ chuyên đề.")
      }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      try await perform(PlanMeetings(entries, of: organisation.organisation, year: year))
      return .redirect("/to-chuc/\(organisation.organisation)/sinh-hoat?nam=\(year)", done: .saved)
    } else: {
      try await meetingPlanPage($0)
    }
  }
}
