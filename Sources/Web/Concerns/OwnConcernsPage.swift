import Basics
import Markup
import Registry
import Reporting

/// A member brings a matter to the cell, or to the one where they live; and reads what became of those of both.
extension Visit {
  private func ownCells() async throws -> [(state: OrganisationState, stories: [ConcernStory])] {
    let (system, actor, today) = (system, actor, today)
    return try await system.read { session throws in
      try session.ownCells(of: actor, on: today).compactMap { id in
        guard let state = try session.organisation(id, asOf: AsOf(today)), state.kind.isCell else {
          return nil
        }
        return (state, try session.keptConcerns(of: id, on: today).filter { !$0.isErased })
      }
    }
  }

  func ownConcerns(_ trouble: FormTrouble) async throws -> Answer {
    let cells = try await ownCells()
    let rules = try concernRules
    let trail = [Link("Của tôi", "/cua-toi")]
    guard let first = cells.first else {
      return try await page(
        "Điều nhân dân phản ánh", breadcrumbs: trail,
        body: """
          \(PageHeading("Điều nhân dân phản ánh", kind: "Của tôi"))
          \(EmptyState("Tài khoản này chưa nối với đảng viên của chi bộ nào", advice: "Đề nghị người quản trị tài khoản của chi bộ nối tài khoản với hồ sơ của mình."))
          """)
    }
    // Most is heard where one lives: that cell stands last in the register's order of ties.
    let chosen = form.has("chi-bo") ? form["chi-bo"] : "\((cells.last ?? first).state.organisation)"
    let hamlet = cells.map(\.state.neighbourhood).last { !$0.isEmpty } ?? ""
    return try await page(
      "Điều nhân dân phản ánh", breadcrumbs: trail, styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Điều nhân dân phản ánh", kind: "Của tôi", lede: "Nghe bà con nơi mình ở nói việc gì cần giải quyết thì ghi vào đây. Ghi việc, không ghi người; chi bộ thấy việc, không có danh sách ai đã ghi."))
        \(trouble.summary)
        \(Section("Ghi một việc", id: "ghi", body: Form(action: "/cua-toi/phan-anh", csrf: csrf, label: "Ghi một việc", body: """
          \(cells.count > 1 ? Select("chi-bo", label: "Ghi cho chi bộ", choices: cells.map { Choice("\($0.state.organisation)", $0.state.name) }, selected: chosen, placeholder: nil).html : HiddenField("chi-bo", "\(first.state.organisation)").html)
          \(ConcernFields(visit: self, rules: rules, hamlet: hamlet, trouble: trouble))
          \(Actions("\(Submit("Ghi"))"))
          """).html))
        \(each: cells, { cell in Section(cell.state.name, body: ConcernTable(visit: self, stories: Array(cell.stories.prefix(50)), rules: rules, empty: EmptyState("Chưa có việc nào", advice: "Việc ghi ở trên hiện ở đây cùng trả lời.")).html).html })
        """)
  }

  func bringConcern() async throws -> Answer {
    let cells = try await ownCells()
    guard !cells.isEmpty else { return try await ownConcerns(FormTrouble()) }
    return try await attempt {
      guard let cell: ID<Organisation> = form.id("chi-bo"),
        let own = cells.first(where: { $0.state.organisation == cell })
      else { throw RightsRefusal.notFound }
      let fields = try concernFields(in: own.state.neighbourhood)
      try await perform(
        RecordConcern(
          fields.matter, topic: fields.topic, at: fields.hamlet, heardOn: fields.day, by: cell,
          rules: try concernRules))
      return .redirect("/cua-toi/phan-anh", done: .saved)
    } else: {
      try await ownConcerns($0)
    }
  }
}
