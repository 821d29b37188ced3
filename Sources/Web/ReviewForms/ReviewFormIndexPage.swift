import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// The forms of a year at an organisation: its collective's own, and who of its members has sent theirs.
  func reviewFormIndex(_ trouble: FormTrouble = FormTrouble()) async throws -> Answer {
    let (id, year) = (try organisation, try reviewYear)
    let guidance = try guidance(of: year)
    let forms = try reviewForms.forms(of: guidance.name).filter { !$0.isQuarterly }
    let day = min(Day(year: year, month: 12, day: 31) ?? today, today)
    let (system, actor) = (system, actor)
    let now = system.now
    let asOf = AsOf(day)
    let (state, rights, members, sent, own, prompts, hasCollective) = try await system.read {
      session throws in
      let sight = try session.listSight(of: actor, asOf: asOf, at: now)
      let rights = try session.rights(of: actor, on: id, at: now)
      let state = try session.organisationNear(id, asOf: asOf)
      // Above the grassroots organisations one looks at progress, not at everybody by name.
      let isUnit = state.map { $0.kind.isCell || $0.kind == .baseCommittee } ?? false
      return (
        state, rights,
        rights.contains(.viewMembers) && isUnit
          ? try session.members(in: id, asOf: asOf, seen: sight, limit: 5_000) : [],
        isUnit ? try session.formsSent(below: id, year: year, asOf: asOf) : [:],
        try session.filledForms(of: .organisation(id), year: year),
        try session.reviewPrompts(for: .organisation(id), year: year),
        try session.writesAsCollective(id, year)
      )
    }
    let name = try found(state).name
    let path = "/to-chuc/\(id)/kiem-diem"
    let collective = forms.filter { hasCollective && $0.entity == "collective" && !$0.isAnonymous }
    let paper = forms.filter { $0.isAnonymous }
    let writes = rights.contains(.recordReviews)
    let mayPrompt = try await promptingSuperior(of: id) != nil
    let done = members.filter { sent[$0.member] != nil }.count
    return try await page(
      "Mẫu kiểm điểm năm \(year)", breadcrumbs: [Link(name, "/to-chuc/\(id)")],
      body: """
        \(PageHeading("Mẫu kiểm điểm năm \(year)", kind: name, lede: "Theo <a\(href: "/huong-dan-xep-loai/\(guidance.name)")>\(guidance.pack.title)</a>."))
        \(trouble.summary)
        \(ReviewYears(path: "\(path)/mau", years: try guidances.years(until: today.year), year: year))
        \(when: !collective.isEmpty, Section("Của tập thể", body: Table(
          "Mẫu của tập thể", columns: [.init("Mẫu"), .init("Đã gửi", .day), .init("In trắng")],
          rows: collective.map { form in
            Table.Row([
              writes ? "<a\(href: "\(path)/mau/\(form.id)?nam=\(year)")>\(form.code)</a> · \(form.name)" : "\(form.code) · \(form.name)",
              "\(own.first { $0.form == form.id }?.sentOn.vietnamese ?? "chưa")",
              "<a\(href: "\(path)/mau/\(form.id)/tai?nam=\(year)&trang=1&dang=docx")>Word</a> · <a\(href: "\(path)/mau/\(form.id)/tai?nam=\(year)&trang=1&dang=pdf")>PDF</a>",
            ])
          }).html).html)
        \(when: !paper.isEmpty, Section("Phiếu chỉ để in", body: "<ul class=\"plain-list\">\(each: paper, { "<li>\($0.code) · \($0.name): <a\(href: "\(path)/mau/\($0.id)/tai?nam=\(year)&trang=1&dang=pdf")>PDF</a></li>" })</ul>").html)
        \(when: !members.isEmpty, Section("Của từng đảng viên", note: "\(done) trên \(members.count) người đã gửi.", body: Table(
          "Bản kiểm điểm của đảng viên", columns: [.init("Họ và tên"), .init("Chi bộ"), .init("Đã gửi", .day)],
          rows: members.map { listing in
            Table.Row([
              writes ? "<a\(href: "/dang-vien/\(listing.member)/ban-kiem-diem?nam=\(year)")>\(listing.person.name)</a>" : "\(listing.person.name)",
              "\(listing.organisationName)",
              sent[listing.member].map { "\($0.day.vietnamese)\($0.isForOther ? " (nhập hộ)" : "")" } ?? "<span class=\"nothing\">chưa</span>",
            ])
          }).html).html)
        \(Section("Gợi ý kiểm điểm của cấp trên", id: "goi-y", body: prompts.isEmpty ? "<p class=\"nothing\">Chưa có gợi ý nào cho \(name).</p>" : "<ul>\(each: prompts, { "<li>\($0.content)</li>" })</ul>"))
        \(when: mayPrompt, "<details class=\"more\"><summary>Ghi gợi ý cho \(name)</summary>\(promptForm(path, year, trouble))</details>")
        """)
  }

  private func promptForm(_ path: String, _ year: Int, _ trouble: FormTrouble) -> Form {
    Form(
      action: "\(path)/goi-y", csrf: csrf,
      body: """
        \(HiddenField("nam", "\(year)"))
        \(TextArea("noi-dung", label: "Vấn đề cần kiểm điểm", value: form.paragraphs("noi-dung"), rows: 4, hint: "Nêu việc, không nêu tên người dân. Bản kiểm điểm của tập thể sẽ mở sẵn với lời này.", error: trouble.on("noi-dung"), isRequired: true, maximumLength: 2_000))
        \(Actions("\(Submit("Ghi gợi ý"))"))
        """)
  }

  private func promptingSuperior(of id: ID<Organisation>) async throws -> ID<Organisation>? {
    let (system, actor, asOf) = (system, actor, AsOf(today))
    let now = system.now
    return try await system.read { session throws in
      try session.superiors(of: id, asOf: asOf).reversed().map(\.organisation).first {
        try session.rights(of: actor, on: $0, at: now).contains(.manageRounds)
      }
    }
  }

  /// The prompt comes from the nearest superior in which the visitor holds the right.
  func giveReviewPrompt() async throws -> Answer {
    let (id, year) = (try organisation, try reviewYear)
    let by = try await promptingSuperior(of: id)
    return try await attempt {
      guard let by else { throw RoundPageRefusal.promptFromAbove }
      _ = try await perform(
        GiveReviewPrompt(form.paragraphs("noi-dung"), to: .organisation(id), year: year, by: by))
      return .redirect("/to-chuc/\(id)/kiem-diem/mau?nam=\(year)#goi-y", done: .saved)
    } else: {
      try await reviewFormIndex($0)
    }
  }
}
