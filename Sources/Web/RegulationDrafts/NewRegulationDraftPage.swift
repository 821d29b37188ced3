import Basics
import Markup
import Registry
import Regulations

extension Visit {
  /// From what a new draft begins: a frame that holds today, the regulation in use, a file.
  func newRegulationDraft(_ trouble: FormTrouble) async throws -> Answer {
    let (state, last) = try await draftingOwner()
    let frames = try site.regulationFrames(site.content).proposed(for: state.kind, on: today)
    var choices = frames.map { frame in
      Choice("khung:\(frame.id)", frame.title, hint: "\(frame.source) (độ chắc chắn \(frame.certainty)).")
    }
    if let last {
      choices.append(
        Choice(
          "ban-dang-dung", "Bản gần nhất của mình: \(last.title)",
          hint: "Hiệu lực \(last.period.vietnamese). Tên tổ chức trong bản cũ thành chỗ điền theo sổ."))
    }
    choices.append(Choice("tep", "Một tệp Word, văn bản hoặc PDF có chữ", hint: "Chọn tệp ở ô dưới."))
    return try await page(
      "Soạn quy chế · \(state.name)", breadcrumbs: regulationTrail(state), styles: Self.regulationDraftStyles,
      body: """
        \(PageHeading("Soạn quy chế làm việc", kind: state.name, lede: "Dự thảo chỉ tổ chức này thấy, cho đến khi gửi lấy ý kiến."))
        \(trouble.summary)
        \(when: frames.isEmpty, Notice(.info, "Chưa có mẫu khung cho \(state.kind.title.lowercased()) vào ngày này.", remedy: "Bắt đầu từ bản đang dùng hoặc từ một tệp; văn phòng thêm khung ở Content/Regulations/Frames.").html)
        \(Form(action: try regulationPath + "/du-thao", csrf: csrf, takesFiles: true, label: "Soạn quy chế", body: """
          \(RadioGroup("tu", label: "Bắt đầu từ", choices: choices, selected: form.has("tu") ? form["tu"] : choices.first?.value, error: trouble.on("tu"), isRequired: true))
          \(FileField("tep", label: "Tệp", accept: ".docx,.txt,.pdf", hint: "Chỉ cần khi bắt đầu từ tệp.", error: trouble.on("tep")))
          \(Actions("\(Submit("Lập dự thảo"))"))
          """))
        """)
  }

  private func draftingOwner() async throws -> (OrganisationState, WorkingRegulation?) {
    let (system, actor, id, today) = (system, actor, try organisation, today)
    let now = system.now
    return try await system.read { session throws in
      guard try session.standsFor(id, actor, at: now),
        let state = try session.organisationNear(id, asOf: AsOf(today))
      else { throw RegulationDraftRefusal.ownDraftsOnly }
      return (state, try session.regulations(of: id).last { $0.file != nil })
    }
  }

  func startRegulationDraft() async throws -> Answer {
    let (state, last) = try await draftingOwner()
    return try await attempt {
      let beginning = try await beginning(state, last)
      let id = try await perform(
        StartRegulationDraft(
          on: state.organisation, from: beginning, rules: try draftRules, fitRules: try fitRules))
      return .redirect("/quy-che/du-thao/\(id)", done: .regulationDraftStarted)
    } else: {
      try await newRegulationDraft($0)
    }
  }

  private func beginning(_ state: OrganisationState, _ last: WorkingRegulation?) async throws
    -> StartRegulationDraft.Beginning
  {
    let chosen = form["tu"]
    let file = form.files["tep"]
    if chosen == "ban-dang-dung", let last, let outline = try await outline(of: last) {
      return .text(outline, of: last.regulation, title: last.title)
    }
    if chosen == "tep" {
      var trouble = FormTrouble()
      guard let file, !file.bytes.isEmpty else {
        trouble.add("tep", "Chọn tệp quy chế rồi gửi lại.")
        throw FormTroubles(trouble: trouble)
      }
      let (bytes, name) = (file.bytes, file.name)
      let outline = try await site.regulationDesk.work {
        Outline.read(RegulationFile.read(bytes, name: name))
      }
      guard !outline.articles.isEmpty else {
        let told = outline.findings.first { $0.severity == .error }
        trouble.add("tep", told.map { "\($0.message) \($0.remedy)" } ?? "Không đọc được điều nào trong tệp.")
        throw FormTroubles(trouble: trouble)
      }
      return .text(outline, of: nil, title: "Quy chế làm việc của \(state.name)")
    }
    let frames = try site.regulationFrames(site.content).proposed(for: state.kind, on: today)
    guard let frame = frames.first(where: { "khung:\($0.id)" == chosen }) else {
      throw RegulationDraftRefusal.nothingToBegin
    }
    return .frame(frame)
  }
}
