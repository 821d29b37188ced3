import Basics
import Markup
import Registry

/// Taking back an organisation founded by mistake, while nothing stands on it yet.
extension Visit {
  func withdrawPage(_ trouble: FormTrouble) async throws -> Answer {
    let (id, today) = (try organisation, today)
    let (state, standing) = try await system.read { session throws in
      (try session.organisationNear(id, asOf: AsOf(today)), try session.standing(on: id))
    }
    let organisation = try found(state)
    let form: HTML = """
      \(Form(action: "/to-chuc/\(id)/rut", csrf: csrf, body: """
        \(TextField("ly-do", label: "Lý do", value: form["ly-do"], width: .full, hint: "Ví dụ: ghi hai lần", error: trouble.on("ly-do"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút khỏi sổ", kind: .destructive, confirm: "Rút \(organisation.name) khỏi sổ?"))"))
        """))
      """
    let inUse = standing.map {
      Notice(.warning, "\(organisation.name) \($0) nên không rút được; dùng “Sáp nhập” hoặc “Kết thúc”.")
    }
    return try await page(
      "Rút tổ chức ghi nhầm",
      breadcrumbs: [Link("Tổ chức", "/to-chuc"), Link(organisation.name, "/to-chuc/\(id)")],
      body: """
        \(PageHeading("Rút tổ chức ghi nhầm", kind: organisation.name, lede: "Chỉ khi chưa có gì ghi ở tổ chức này. Tổ chức không còn thấy ở ngày nào nữa; nhật ký còn giữ việc đã ghi."))
        \(trouble.summary)
        \(inUse?.html ?? form)
        """)
  }

  func withdraw() async throws -> Answer {
    try await attempt {
      let id = try organisation
      let (system, today) = (system, today)
      let parent = try await system.read { try $0.organisationNear(id, asOf: AsOf(today))?.parent }
      try await perform(WithdrawOrganisation(id, reason: form["ly-do"]))
      return .redirect(parent.map { "/to-chuc/\($0)" } ?? "/to-chuc", done: .withdrawn)
    } else: {
      try await withdrawPage($0)
    }
  }
}
