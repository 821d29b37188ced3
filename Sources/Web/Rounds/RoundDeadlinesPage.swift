import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// The days of a round for one organisation: what holds, an own earlier day, a later one granted from above.
  func roundDeadlines(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id = place.organisation.organisation
    let plan = RoundPlan(place.procedure, place.period, try roundProcedures.calendar)
    let (held, all, grants) = try await system.read { session throws in
      let stages = try session.concernedStages(
        of: id, isUnit: place.isUnit, in: place.round, place.procedure)
      return (
        try stages.compactMap { stage in
          try session.reviewDeadline(of: stage, for: id, in: place.round.id, asOf: AsOf(place.seenOn)).map {
            (stage, $0)
          }
        }, stages,
        try session.rights(of: actor, on: place.round.superior, at: now).contains(.manageRounds)
      )
    }
    let choices = held.map { Choice($0.0, plan.name($0.0)) }
    // An own day may be set for every step, also where the guidance sets none.
    let own = all.filter { stage in place.procedure.stage(stage)?.actor != .above }.map {
      Choice($0, plan.name($0))
    }
    return try await page(
      "Thời hạn", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Thời hạn", kind: place.organisation.name, lede: "\(place.title). Mọi hạn là “trước ngày”: ngày ghi ở đây là đã muộn."))
        \(trouble.summary)
        \(Table(
          "Thời hạn", columns: [.init("Bước"), .init("Trước ngày", .day), .init("Của ai")],
          rows: held.map { stage, deadline in
            Table.Row(["\(plan.name(stage))", "\(deadline.dueBefore.vietnamese)", "\(Self.owner(deadline))"])
          }, empty: EmptyState("Đợt này không đặt hạn", advice: "Đặt hạn riêng của đơn vị ở dưới.")))
        \(when: !own.isEmpty, Section("Hạn riêng của đơn vị", note: "Sớm hơn hạn chung; bước chưa có hạn thì trước hạn gửi kết quả. Đặt lại được: ghi ngày khác thì thay ngày cũ.", body: ownDeadline(place, own, trouble)).html)
        \(when: grants && !choices.isEmpty, grantForm(place, choices, trouble))
        """)
  }

  private func ownDeadline(_ place: RoundPlace, _ choices: [Choice], _ trouble: FormTrouble) -> HTML {
    Form(
      action: "\(place.path)/han", csrf: csrf,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec", "rieng"))
        \(Select("buoc", label: "Bước", choices: choices, selected: form["buoc"], isRequired: true))
        \(DayField("truoc-ngay", label: "Xong trước ngày", value: form["truoc-ngay"], error: trouble.on("truoc-ngay"), isRequired: true))
        \(Actions("\(Submit("Đặt hạn riêng", kind: .secondary))"))
        """
    ).html
  }

  private func grantForm(_ place: RoundPlace, _ choices: [Choice], _ trouble: FormTrouble) -> HTML {
    let form = Form(
      action: "\(place.path)/han", csrf: csrf,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec", "gia-han"))
        \(Select("buoc", label: "Bước", choices: choices, selected: self.form["buoc"], isRequired: true))
        \(DayField("truoc-ngay", label: "Xong trước ngày", value: self.form["truoc-ngay"], isRequired: true))
        \(TextArea("ly-do", label: "Lý do", value: self.form.paragraphs("ly-do"), rows: 2, isRequired: true, maximumLength: 1_000))
        \(DecisionFields(visit: self, trouble: trouble))
        \(Actions("\(Submit("Gia hạn"))"))
        """)
    return
      "<details class=\"more\"><summary>Gia hạn cho \(place.organisation.name), hoặc sửa lần gia hạn đã ghi</summary>\(form)</details>"
  }

  private static func owner(_ deadline: RoundDeadline) -> String {
    switch deadline.kind {
    case .plan: "kế hoạch của đợt"
    case .own: "đơn vị tự đặt"
    case .extended: "được gia hạn: \(deadline.reason)"
    }
  }

  func setRoundDeadline() async throws -> Answer {
    let place = try await requireRound()
    let id = place.organisation.organisation
    return try await attempt {
      let due = try day(in: "truoc-ngay", "ngày")
      if form["viec"] == "gia-han" {
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(
          ExtendDeadline(
            form["buoc"], before: due, for: id, in: place.round.id, reason: form.paragraphs("ly-do"),
            decision: paper, dates: try roundProcedures.dates))
      } else {
        try await perform(
          SetOwnDeadline(
            form["buoc"], before: due, for: id, in: place.round.id, procedure: place.procedure,
            dates: try roundProcedures.dates))
      }
      return .redirect("\(place.path)/han?\(place.asked)", done: .saved)
    } else: {
      try await roundDeadlines($0)
    }
  }
}
