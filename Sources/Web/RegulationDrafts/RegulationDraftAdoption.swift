import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// The meeting's vote, with who counts proposed from the register.
  func regulationDraftAdoption(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let (system, draft, today) = (system, place.draft, today)
    let adoption = try draftRules.adoption
    let organisation = place.organisation
    let count = try await system.read { try $0.voters(of: organisation, on: today) }
    let reading = try await draftReading(place)
    let left = reading.count
    return try await page(
      "Thông qua · \(draft.title)", breadcrumbs: regulationDraftTrail(place, Link(draft.title, place.path)),
      styles: Self.regulationDraftStyles,
      body: """
        \(PageHeading("Hội nghị thông qua", kind: draft.title, lede: "\(adoption.words.prefix(1).uppercased() + adoption.words.dropFirst())\(adoption.doubt.map { "; \($0)" } ?? ""). Ghi xong thì dự thảo không sửa nữa, trừ khi trả lại.", actions: "\(ButtonLink("Về dự thảo", place.path))"))
        \(trouble.summary)
        \(when: !place.mayWrite, Notice(.info, "Dự thảo \(draft.step.state.title).").html)
        \(when: left > 0, Notice(.warning, "Còn \(left) điểm cần xem bên cạnh các điều.", remedy: "Điểm cần xem không cản việc thông qua; xem lại trước khi họp.").html)
        \(when: place.mayWrite, Form(action: "\(place.path)/thong-qua", csrf: csrf, label: "Thông qua", body: """
          \(HiddenField("so", "\(draft.latest)"))
          \(DayField("ngay", label: "Ngày hội nghị", value: form.has("ngay") ? form["ngay"] : today.vietnamese, error: trouble.on("ngay"), isRequired: true))
          \(TextField("tan-thanh", label: "Số tán thành", value: form["tan-thanh"], kind: .number, width: .short, error: trouble.on("tan-thanh"), isRequired: true, maximumLength: 6))
          \(TextField("duoc-tinh", label: "Trong số được tính", value: form.has("duoc-tinh") ? form["duoc-tinh"] : count.map(String.init) ?? "", kind: .number, width: .short, hint: count.map { "Sổ hôm nay có \($0) đảng viên chính thức." } ?? "Số cấp ủy viên.", error: trouble.on("duoc-tinh"), isRequired: true, maximumLength: 6))
          \(when: count != nil, TextField("vi-sao", label: "Nếu khác số trong sổ: vì sao", value: form["vi-sao"], width: .full, error: trouble.on("vi-sao"), maximumLength: 200).html)
          \(Actions("\(Submit("Ghi việc thông qua"))"))
          """).html)
        """)
  }

  func adoptRegulationDraft() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    return try await attempt {
      let day = try day(in: "ngay", "ngày hội nghị")
      try await perform(
        AdoptRegulationDraft(
          place.draft.id, seen: Int(form["so"]) ?? 0, on: day, votes: form.number("tan-thanh") ?? 0,
          of: form.number("duoc-tinh") ?? 0, explanation: form["vi-sao"], rules: try draftRules))
      return .redirect(place.path, done: .draftAdopted)
    } else: {
      try await regulationDraftAdoption($0)
    }
  }

  /// Number, day, who signs; the paper is made from the draft.
  func regulationDraftIssuing(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    let draft = place.draft
    let issuer = place.organisation.name
    let system = system
    let adopted = try await system.read { try $0.regulationDraftSteps(of: draft.id) }.map(\.step).last {
      $0.state == .adopted
    }
    let lede: String =
      switch draft.step.state {
      case .adopted:
        "Văn bản Word được lập từ dự thảo đã thông qua ngày \(draft.step.day.vietnamese) và đứng trong sổ như một bản quy chế."
      case .issued:
        "Dự thảo \(adopted.map { "thông qua ngày \($0.day.vietnamese), " } ?? "")đã ban hành ngày \(draft.step.day.vietnamese)."
      default:
        "Văn bản Word được lập từ dự thảo sau khi hội nghị thông qua, rồi đứng trong sổ như một bản quy chế."
      }
    return try await page(
      "Ban hành · \(draft.title)", breadcrumbs: regulationDraftTrail(place, Link(draft.title, place.path)),
      styles: Self.regulationDraftStyles,
      body: """
        \(PageHeading("Ban hành quy chế", kind: draft.title, lede: "\(lede)", actions: "\(ButtonLink("Về dự thảo", place.path))"))
        \(trouble.summary)
        \(when: draft.step.state.isOpen, Notice(.info, "Dự thảo \(draft.step.state.title).", remedy: "Ban hành sau khi hội nghị thông qua.").html)
        \(when: draft.step.state == .issued || draft.step.state == .withdrawn, Notice(.info, "Dự thảo \(draft.step.state.title).").html)
        \(when: draft.step.state == .adopted, Form(action: "\(place.path)/ban-hanh", csrf: csrf, label: "Ban hành", body: """
          \(DecisionFields(visit: self, trouble: trouble, legend: "Số, ngày ban hành", issuer: issuer, day: today.vietnamese, type: "Quy chế"))
          \(DayField("hieu-luc", label: "Có hiệu lực từ", value: form["hieu-luc"], hint: "Bỏ trống là ngày ban hành.", error: trouble.on("hieu-luc")))
          \(TextField("nguoi-ky", label: "Người ký", value: form["nguoi-ky"], hint: "In dưới chữ ký; bỏ trống thì để ký tay.", maximumLength: 80))
          \(Actions("\(Submit("Ban hành"))"))
          """).html)
        """)
  }

  func issueRegulationDraft() async throws -> Answer {
    let place = try await regulationDraft(asOwner: true)
    return try await attempt {
      let decision = try found(try decision(isRequired: true))
      let from = form["hieu-luc"].isEmpty ? decision.key.date : try day(in: "hieu-luc", "ngày hiệu lực")
      let id = try await perform(
        IssueRegulationDraft(
          place.draft.id, as: decision, from: from, signer: form["nguoi-ky"],
          layout: try rules.layout(on: decision.key.date)?.profile ?? .party, mark: opening.mark))
      return .redirect("/to-chuc/\(place.draft.organisation)/quy-che/ban/\(id)", done: .draftIssued)
    } else: {
      try await regulationDraftIssuing($0)
    }
  }
}
