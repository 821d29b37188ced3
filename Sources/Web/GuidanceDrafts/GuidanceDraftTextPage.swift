import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// The whole text of a draft, with what is wrong in it beside.
  func guidanceDraftText(_ trouble: FormTrouble, isOutdated: Bool = false) async throws -> Answer {
    let draft = try await guidanceDraft(version: isOutdated ? nil : query.number("ban"))
    let reading = try reading(draft)
    let mayEdit = try await mayEdit(draft)
    let typed = method == .post
    let pack = typed ? GuidanceText.clean(form.exact("quy-tac")) : draft.version.text.pack
    let source = typed ? GuidanceText.clean(form.exact("dieu-khoan")) : draft.version.text.source
    let path = DraftPath.draft(draft.id)
    return try await page(
      "Toàn văn", breadcrumbs: draftCrumbs(draft), styles: Self.draftStyles,
      body: """
        \(PageHeading("Toàn văn dự thảo", kind: "Dự thảo", lede: "Bản \(draft.version.number), như viết trong tệp. Có lỗi vẫn ghi được; lỗi nêu theo dòng.", actions: "\(ButtonLink("Về dự thảo", path))"))
        \(trouble.summary)
        \(when: !reading.loaded.findings.isEmpty, Section("Phát hiện", id: "phat-hien", body: Self.lines(reading.loaded)).html)
        \(mayEdit || typed ? wholeForm(path, draft, pack, source) : Self.readOnly(pack, source))
        """)
  }

  private func wholeForm(_ path: String, _ draft: GuidanceDraft, _ pack: String, _ source: String) -> HTML {
    Form(
      action: "\(path)/toan-van", csrf: csrf,
      body: """
        \(HiddenField("ban", "\(draft.latest)"))
        <div class="draft-whole">\(TextArea("quy-tac", label: "Quy tắc (pack.yaml)", value: pack, rows: 40))\(TextArea("dieu-khoan", label: "Nội dung điều khoản (source.md)", value: source, rows: 20))</div>
        \(Actions("\(Submit("Ghi"))\(ButtonLink("Về dự thảo", path, kind: .quiet))"))
        """
    ).html
  }

  private static func readOnly(_ pack: String, _ source: String) -> HTML {
    "<h2>Quy tắc</h2><pre class=\"draft-text\">\(pack)</pre><h2>Nội dung điều khoản</h2><pre class=\"draft-text\">\(source)</pre>"
  }

  private static func lines(_ loaded: LoadedPack) -> HTML {
    """
    <ul class="draft-findings">\(each: loaded.findings.prefix(100), {
      "<li>\(Badge($0.severity == .error ? "Lỗi" : "Lưu ý", $0.severity == .error ? .attention : .undecided)) \(when: $0.line > 0, "<strong>Dòng \($0.line), cột \($0.column):</strong> ")\($0.message) <span class=\"remedy\">\($0.remedy)</span></li>"
    })</ul>
    """
  }

  func saveGuidanceDraftText() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    do {
      _ = try await perform(
        SaveGuidanceDraft(
          draft.id, seen: form.number("ban") ?? 0,
          GuidanceText(pack: form.exact("quy-tac"), source: form.exact("dieu-khoan"))))
      return .redirect("\(DraftPath.draft(draft.id))/toan-van", done: .draftSaved)
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) {
      let isOutdated = if case GuidanceDraftRefusal.outdated = refusal { true } else { false }
      return try await guidanceDraftText(FormTrouble(refusal), isOutdated: true)
        .with(isOutdated ? .conflict : .unprocessableContent)
    }
  }
}
