import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// Every version of a draft, who saved it and when; any of them can be taken up again.
  func guidanceDraftVersions(_ trouble: FormTrouble) async throws -> Answer {
    let draft = try await guidanceDraft()
    let offset = max((query.number("trang") ?? 1) - 1, 0) * 100
    let (versions, names, changes, why) = try await system.read { session throws in
      let versions = try session.guidanceDraftVersions(of: draft.id, offset: offset, limit: 100)
      return (
        versions, try session.personNames(ofActors: versions.map(\.savedBy)),
        try session.guidanceDraftChanges(
          of: draft.id, from: versions.last?.number ?? 1, to: versions.first?.number ?? 1),
        try session.whyWithdrawn(draft.id)
      )
    }
    let mayEdit = try await mayEdit(draft)
    let mayDraft = try await rights(on: draft.organisation).contains(.draftGuidances)
    let path = DraftPath.draft(draft.id)
    let speech = DraftSpeech(PackTree(draft.version.text.pack)?.value)
    return try await page(
      "Các bản đã ghi", breadcrumbs: draftCrumbs(draft), styles: Self.draftStyles,
      body: """
        \(PageHeading("Các bản đã ghi", kind: "Dự thảo", lede: "Mỗi lần ghi là một bản. Lấy lại một bản cũ thì nó thành bản mới nhất; không bản nào mất.", actions: "\(when: mayEdit && draft.latest > 1, undo(path, draft))\(ButtonLink("Về dự thảo", path))"))
        \(trouble.summary)
        \(Table(
          "Các bản đã ghi", columns: [.init("Bản", .number), .init("Đã đổi"), .init("Người ghi"), .init("Lúc"), .init("")],
          rows: versions.map { version in
            Table.Row([
              "<a\(href: version.number == draft.latest ? path : "\(path)?ban=\(version.number)")>\(version.number)</a>",
              changed(version, changes.first { $0.number == version.number }, speech),
              "\(names[version.savedBy] ?? version.savedBy)", "\(version.savedAt.vietnamese)",
              mayEdit && version.number != draft.latest ? restore(path, draft, version.number) : "",
            ])
          }))
        \(when: draft.latest > offset + 100, "<p><a\(href: "\(path)/cac-ban?trang=\(offset / 100 + 2)")>Các bản cũ hơn</a></p>")
        \(when: mayDraft, ending(path, why))
        """)
  }

  /// The lines a version changed, a few of them.
  private func changed(_ version: GuidanceDraftVersion, _ change: DraftVersionChange?, _ speech: DraftSpeech)
    -> HTML
  {
    let restored: HTML = version.restores.map { "<p>Lấy lại bản \($0).</p>" } ?? ""
    guard let change else { return version.number == 1 ? "Bản sao của hướng dẫn gốc" : restored }
    func short(_ line: String) -> String {
      let scalars = speech.line(VietnameseText.clean(line)).unicodeScalars
      return scalars.count > 140
        ? String(String.UnicodeScalarView(scalars.prefix(140))) + "…" : String(scalars)
    }
    let more = max(change.removed.count, change.added.count) - 2
    return """
      \(restored)<div class="draft-lines">\(each: change.removed.prefix(2), { "<p><del>\(short($0))</del></p>" })\(each: change.added.prefix(2), { "<p><ins>\(short($0))</ins></p>" })</div>\(when: more > 0, "<p class=\"hint\">và \(more) dòng nữa</p>")
      """
  }

  private func undo(_ path: String, _ draft: GuidanceDraft) -> HTML {
    Form(
      action: "\(path)/cac-ban", csrf: csrf,
      body: """
        \(HiddenField("ban", "\(draft.latest)"))\(HiddenField("lay-lai", "\(draft.latest - 1)"))\(Submit("Hoàn tác lần ghi cuối", kind: .secondary))
        """
    ).html
  }

  private func restore(_ path: String, _ draft: GuidanceDraft, _ number: Int) -> HTML {
    Form(
      action: "\(path)/cac-ban", csrf: csrf,
      body: """
        \(HiddenField("ban", "\(draft.latest)"))\(HiddenField("lay-lai", "\(number)"))\(Submit("Lấy lại", kind: .quiet))
        """
    ).html
  }

  private func ending(_ path: String, _ why: String?) -> HTML {
    if let why {
      return Section(
        "Đã thôi soạn", id: "thoi-soan",
        body:
          "<p>\(why)</p>\(Form(action: "\(path)/mo-lai", csrf: csrf, body: "\(Actions("\(Submit("Mở lại dự thảo", kind: .secondary))"))"))"
      ).html
    }
    return Section(
      "Thôi soạn", id: "thoi-soan", note: "Dự thảo vẫn đọc được với mọi bản, và mở lại được.",
      body: Form(
        action: "\(path)/thoi-soan", csrf: csrf,
        body: """
          \(TextField("ly-do", label: "Vì sao thôi soạn", value: form["ly-do"], width: .full, isRequired: true, maximumLength: 500))
          \(Actions("\(Submit("Thôi soạn dự thảo này", kind: .destructive))"))
          """
      ).html
    ).html
  }

  func restoreGuidanceDraft() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    return try await attempt {
      guard let number = form.number("lay-lai"), let seen = form.number("ban") else {
        throw RightsRefusal.notFound
      }
      _ = try await perform(RestoreGuidanceDraftVersion(draft.id, seen: seen, version: number))
      return .redirect(DraftPath.draft(draft.id), done: .draftRestored)
    } else: {
      try await guidanceDraftVersions($0)
    }
  }

  func withdrawGuidanceDraft() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    return try await attempt {
      try await perform(WithdrawGuidanceDraft(draft.id, reason: form["ly-do"]))
      return .redirect(DraftPath.draft(draft.id), done: .draftWithdrawn)
    } else: {
      try await guidanceDraftVersions($0)
    }
  }

  func reopenGuidanceDraft() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    return try await attempt {
      try await perform(ReopenGuidanceDraft(draft.id))
      return .redirect(DraftPath.draft(draft.id), done: .draftReopened)
    } else: {
      try await guidanceDraftVersions($0)
    }
  }
}
