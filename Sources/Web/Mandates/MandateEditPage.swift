import Basics
import Markup
import Registry
import Reporting

extension Visit {
  /// The form for a document from above.
  func mandateEditPage(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor) = (system, actor)
    let now = system.now
    let scopes = try await system.read {
      try OrganisationChoices.of(actor, with: .manageMandates, in: $0, at: now)
    }
    return try await page(
      "Ghi văn bản giao việc", breadcrumbs: [Link("Văn bản giao việc", "/van-ban-giao-viec")],
      body: """
        \(PageHeading("Ghi văn bản giao việc", lede: "Văn bản của cấp trên giao các đơn vị trong một phạm vi phải làm một việc."))
        \(trouble.summary)
        \(Form(action: "/van-ban-giao-viec/moi", csrf: csrf, draft: "van-ban-moi", body: """
          \(DecisionFields(visit: self, trouble: trouble, legend: "Văn bản"))
          \(Fieldset("Ngày ban hành khác", note: "Khi tài liệu khác ghi một ngày ban hành khác; giữ cả hai kèm nguồn.", body: """
            \(DayField("ngay-khac", label: "Ngày khác", value: form["ngay-khac"], error: trouble.on("ngay-khac")))
            \(TextField("nguon-ngay-khac", label: "Nguồn", value: form["nguon-ngay-khac"], width: .full, hint: "Ví dụ: theo báo in ngày 24/4/2014", maximumLength: 300))
            """))
          \(Fieldset("Giao việc gì", body: """
            \(TextField("ve-viec", label: "Văn bản về việc", value: form["ve-viec"], width: .full, isRequired: true, maximumLength: 300))
            \(TextArea("nhiem-vu", label: "Đơn vị phải làm gì", value: form.paragraphs("nhiem-vu"), rows: 3, isRequired: true, maximumLength: 2000))
            \(Select("pham-vi", label: "Trong phạm vi", choices: scopes, selected: form["pham-vi"], isRequired: true))
            \(Select("doi-tuong", label: "Ai phải thực hiện", choices: Mandate.Obliged.allCases.map { Choice($0.rawValue, $0.title) }, selected: form["doi-tuong"], isRequired: true))
            \(Select("thanh-lap", label: "Thực hiện xong thì lập ra", choices: Organisation.Kind.allCases.filter(\.isCell).map { Choice($0.rawValue, $0.title) }, selected: form["thanh-lap"], placeholder: "không lập tổ chức nào"))
            \(DayField("hieu-luc", label: "Có hiệu lực từ ngày", value: form["hieu-luc"], error: trouble.on("hieu-luc"), isRequired: true))
            \(DayField("han", label: "Hạn thực hiện", value: form["han"], hint: "Bỏ trống nếu văn bản không đặt hạn.", error: trouble.on("han")))
            """))
          \(Actions("\(Submit("Ghi văn bản"))"))
          """))
        """)
  }

  func issueMandate() async throws -> Answer {
    try await attempt {
      guard let scope: ID<Organisation> = form.id("pham-vi") else { throw RequestRefusal.missing("phạm vi") }
      try await require(.manageMandates, on: scope)
      guard let obliged = Mandate.Obliged(rawValue: form["doi-tuong"]) else {
        throw RequestRefusal.missing("ai phải thực hiện")
      }
      let document = try found(try decision(isRequired: true))
      let mandate = try await perform(
        IssueMandate(
          document, subject: form["ve-viec"], duty: form.paragraphs("nhiem-vu"), scope: scope,
          obliged: obliged,
          founds: Organisation.Kind(rawValue: form["thanh-lap"]),
          inForceOn: try day(in: "hieu-luc", "ngày có hiệu lực"),
          dueOn: try optionalDay("han", "hạn thực hiện"),
          otherDate: try optionalDay("ngay-khac", "ngày khác").map {
            Mandate.OtherDate($0, source: form["nguon-ngay-khac"])
          }))
      return .redirect("/van-ban-giao-viec/\(mandate)", done: .saved)
    } else: {
      try await mandateEditPage($0)
    }
  }

  /// A day that a form may leave empty.
  func optionalDay(_ field: String, _ label: String) throws -> Day? {
    form[field].isEmpty ? nil : try day(in: field, label)
  }

  /// The form for one unit's decision.
  func rollOutPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await mandatePicture()
    let data = method == .post ? form : query
    let (system, today, unit): (System, Day, ID<Organisation>) = (system, today, try found(data.id("don-vi")))
    try await require(.recordRollOut, on: unit)
    let founds = picture.mandate.founds
    let (state, results) = try await system.read { session throws in
      guard let state = try session.organisationNear(unit, asOf: AsOf(today)) else {
        throw RightsRefusal.notFound
      }
      let results =
        try founds.map {
          try session.subtree(of: unit, kinds: [$0], asOf: AsOf(min(today, state.period.to.previous)))
        } ?? []
      return (state, results)
    }
    let path = "/van-ban-giao-viec/\(picture.mandate.mandate)"
    return try await page(
      "Ghi việc triển khai",
      breadcrumbs: [Link("Văn bản giao việc", "/van-ban-giao-viec"), Link(picture.title, path)],
      body: """
        \(PageHeading("Ghi quyết định triển khai", kind: state.name, lede: "\(picture.title): \(picture.mandate.duty)."))
        \(trouble.summary)
        \(Form(action: "\(path)/ghi", csrf: csrf, draft: "trien-khai-\(unit)", body: """
          \(HiddenField("don-vi", "\(unit)"))
          \(DecisionFields(visit: self, trouble: trouble, legend: "Quyết định của đơn vị"))
          \(DayField("ngay-trien-khai", label: "Ngày quyết định", value: form["ngay-trien-khai"], hint: "Bỏ trống nếu là ngày ban hành ở trên.", error: trouble.on("ngay-trien-khai")))
          \(when: founds != nil, Select("ket-qua", label: "Tổ chức được thành lập", choices: results.map { Choice("\($0.organisation)", $0.name) }, selected: form["ket-qua"].isEmpty && results.count == 1 ? results.first.map { "\($0.organisation)" } : form["ket-qua"], placeholder: "— chưa có trong sổ —").html)
          \(TextField("ghi-chu", label: "Ghi chú", value: form["ghi-chu"], width: .full, maximumLength: 500))
          \(Actions("\(Submit("Ghi"))"))
          """))
        """)
  }

  func recordRollOut() async throws -> Answer {
    let picture = try await mandatePicture()
    return try await attempt {
      let unit: ID<Organisation> = try found(form.id("don-vi"))
      let decision = try found(try decision(isRequired: true))
      let day = try optionalDay("ngay-trien-khai", "ngày quyết định") ?? decision.key.date
      _ = try await perform(
        RecordRollOut(
          picture.mandate.mandate, by: unit, on: day, decision: decision, result: form.id("ket-qua"),
          note: form["ghi-chu"]))
      return .redirect("/van-ban-giao-viec/\(picture.mandate.mandate)", done: .saved)
    } else: {
      try await rollOutPage($0)
    }
  }
}
