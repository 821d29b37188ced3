import Basics
import Markup
import Registry

extension Visit {
  /// Entering somebody into a cell: this one, or one of those below.
  func newMemberPage(_ trouble: FormTrouble, asks: Bool = false) async throws -> Answer {
    let (system, id, today) = (system, try organisation, today)
    let (state, cells) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: AsOf(today)) else {
        throw RightsRefusal.notFound
      }
      return (state, try session.subtree(of: id, asOf: AsOf(today)).filter(\.kind.isCell))
    }
    let path = "/to-chuc/\(id)/dang-vien"
    let chosen =
      form["chi-bo"].isEmpty && cells.count == 1 ? cells.first.map { "\($0.organisation)" } : form["chi-bo"]
    let body: HTML = """
      \(Select("chi-bo", label: "Chi bộ", choices: cells.map { Choice("\($0.organisation)", $0.name) }, selected: chosen, error: trouble.on("chi-bo"), isRequired: true))
      \(DayField("ngay-hieu-luc", label: "Sinh hoạt ở chi bộ này từ ngày", value: form["ngay-hieu-luc"], error: trouble.on("ngay-hieu-luc"), isRequired: true))
      \(PersonFields(form, PersonalRecord(name: ""), numbers: [:], trouble))
      \(DecisionFields(visit: self, trouble: trouble, isRequired: false, legend: "Văn bản làm căn cứ (nếu có)"))
      \(confirmationTick(asks))
      \(Actions("\(Submit("Ghi vào sổ"))"))
      """
    return try await page(
      "Ghi thêm đảng viên",
      breadcrumbs: [
        Link("Tổ chức", "/to-chuc"), Link(state.name, "/to-chuc/\(id)"), Link("Đảng viên", path),
      ],
      body: """
        \(PageHeading("Ghi thêm đảng viên", kind: state.name, lede: "Người chuyển từ một chi bộ khác trong sổ thì dùng Chuyển sinh hoạt, không ghi mới."))
        \(trouble.summary)
        \(cells.isEmpty
          ? EmptyState("Chưa có chi bộ nào ở đây", advice: "Thành lập chi bộ trước, rồi ghi đảng viên vào chi bộ ấy.", action: ButtonLink("Thành lập chi bộ", "/to-chuc/\(id)/thanh-lap")).html
          : Form(action: "\(path)/moi", csrf: csrf, body: body).html)
        """)
  }

  func registerMember() async throws -> Answer {
    try await attemptRecord {
      guard let cell: ID<Organisation> = form.id("chi-bo") else {
        var trouble = FormTrouble()
        trouble.add("chi-bo", "Chọn chi bộ.")
        throw FormTroubles(trouble: trouble)
      }
      let day = try day(in: "ngay-hieu-luc", "ngày bắt đầu sinh hoạt")
      let member = try await perform(
        RegisterMember(
          typedPerson(), numbers: typedNumbers, in: cell, from: day,
          decision: try decision(isRequired: false), rules: try RosterRules(site.content),
          isConfirmed: isConfirmed))
      return .redirect("/dang-vien/\(member)", done: .memberAdded)
    } else: {
      try await newMemberPage($0, asks: $1)
    }
  }
}
