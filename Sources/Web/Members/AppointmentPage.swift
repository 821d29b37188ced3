import Basics
import Markup
import Registry

/// Posts of a member: those held, with their end, and a new one.
extension Visit {
  func appointPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await memberPicture(on: .form, asOf: today)
    let (system, actor) = (system, actor)
    let now = system.now
    let places = try await system.read { try OrganisationChoices.of(actor, with: .appoint, in: $0, at: now) }
    let held = picture.appointments.filter { $0.period.to > today && $0.period.from < today }
    let chosen = form["to-chuc"].isEmpty ? picture.home.map { "\($0.organisation)" } : form["to-chuc"]
    return try await page(
      "Chức vụ · \(picture.name)", breadcrumbs: memberTrail(picture, isForm: true),
      body: """
        \(PageHeading("Chức vụ", kind: picture.name, lede: "Chức vụ trong Đảng, Hội đồng nhân dân, Ủy ban nhân dân, Mặt trận và đoàn thể."))
        \(trouble.summary)
        \(when: !held.isEmpty, Section("Đang giữ", body: HTML.joined(held.map { endForm($0, picture, trouble) })).html)
        \(Section("Ghi chức vụ mới", body: """
          \(Form(action: "/dang-vien/\(picture.member)/chuc-vu", csrf: csrf, body: """
            \(TextField("chuc-vu", label: "Chức vụ", value: form["chuc-vu"], width: .full, hint: "Như trong quyết định, ví dụ: Phó Chủ tịch Ủy ban nhân dân xã", error: trouble.on("chuc-vu"), isRequired: true, maximumLength: 200))
            \(Select("khoi", label: "Khối", choices: Sector.allCases.map { Choice($0.rawValue, $0.title) }, selected: form["khoi"], error: trouble.on("khoi"), isRequired: true))
            \(Select("to-chuc", label: "Ghi tại tổ chức đảng", choices: places, selected: chosen, error: trouble.on("to-chuc"), isRequired: true))
            \(DayField("ngay-hieu-luc", label: "Giữ chức vụ từ ngày", value: form["ngay-hieu-luc"], error: trouble.on("ngay-hieu-luc"), isRequired: true))
            \(DecisionFields(visit: self, trouble: trouble, isRequired: false, legend: "Quyết định (nếu có)"))
            \(Actions("\(Submit("Ghi chức vụ"))"))
            """))
          """))
        """)
  }

  private func endForm(_ post: Appointment, _ picture: MemberPicture, _ trouble: FormTrouble) -> HTML {
    // Several such forms may stand on the page: each field bears the post's own name.
    let field = "ngay-thoi-\(post.id)"
    return Form(
      action: "/dang-vien/\(picture.member)/thoi-chuc-vu", csrf: csrf, label: "Thôi giữ \(post.title)",
      body: """
        <p><strong>\(post.title)</strong> · \(post.period.vietnamese)</p>
        \(HiddenField("chuc-vu-cu", String(post.id)))
        \(DayField(field, label: "Thôi giữ từ ngày", value: form[field], error: trouble.on(field), isRequired: true))
        \(Actions("\(Submit("Ghi việc thôi giữ", kind: .secondary))"))
        """
    ).html
  }

  func appoint() async throws -> Answer {
    let id = try member
    return try await attempt {
      var trouble = FormTrouble()
      if form["chuc-vu"].isEmpty { trouble.add("chuc-vu", "Ghi chức vụ như trong quyết định.") }
      let (sector, place) = (Sector(rawValue: form["khoi"]), form.id("to-chuc", Organisation.self))
      if sector == nil { trouble.add("khoi", "Chọn khối.") }
      if place == nil { trouble.add("to-chuc", "Chọn tổ chức.") }
      guard trouble.isEmpty, let sector, let place else { throw FormTroubles(trouble: trouble) }
      let day = try day(in: "ngay-hieu-luc", "ngày giữ chức vụ")
      try await perform(
        Appoint(
          id, at: place, title: form["chuc-vu"], sector: sector, from: day,
          decision: try decision(isRequired: false)))
      return .redirect("/dang-vien/\(id)", done: .saved)
    } else: {
      try await appointPage($0)
    }
  }

  func endAppointment() async throws -> Answer {
    let id = try member
    return try await attempt {
      guard let post = Int64(form["chuc-vu-cu"]) else { throw RightsRefusal.notFound }
      let day = try day(in: "ngay-thoi-\(post)", "ngày thôi giữ")
      try await perform(EndAppointment(post, of: id, on: day))
      return .redirect("/dang-vien/\(id)", done: .saved)
    } else: {
      try await appointPage($0)
    }
  }
}
