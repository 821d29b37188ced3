import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// One article of a draft, or a new one.
  func guidanceDraftArticle(_ trouble: FormTrouble, isOutdated: Bool = false) async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    let reading = try reading(draft)
    let mark = form.has("ma") ? form["ma"] : query["ma"]
    let section = SourceSections(draft.version.text.source)[mark]
    let old = reading.base.flatMap { SourceSections($0.text.source)[mark] }
    let isNew = section == nil
    guard isNew || method == .post || !mark.isEmpty else { throw RightsRefusal.notFound }
    let title = form.has("tieu-de") ? form["tieu-de"] : section?.title ?? ""
    let text = form.has("noi-dung") ? GuidanceText.clean(form.exact("noi-dung")) : section?.text ?? ""
    let back = "\(DraftPath.draft(draft.id))?phan=\(DraftPart.articles)#dieu-\(mark)"
    let mayEdit = try await mayEdit(draft)
    let theirs: HTML =
      isOutdated && section.map { $0.text != text } ?? false
      ? "<details class=\"draft-theirs\" open><summary>Bản mới nhất đang ghi</summary>\(PlainMarkdown(section?.text ?? ""))</details>"
      : ""
    let was: HTML =
      old.map { one in
        one.text.utf8.elementsEqual(section?.text.utf8 ?? "".utf8)
          ? ""
          : "<details class=\"draft-before\"><summary>Trong hướng dẫn gốc</summary>\(PlainMarkdown(one.text))</details>"
      } ?? ""
    let stale: HTML =
      reading.staleArticles.first { $0.id == mark }.map { one in
        let words = DraftWords(
          value: reading.tree?.value ?? .map([]), document: reading.program.map { PackDocument($0) })
        let said = one.pieces.prefix(8).map { words.words($0) }.map {
          "\($0.id.map { "\($0) " } ?? "")\($0.title)"
        }
        return
          "<p class=\"draft-stale\">Lời văn chưa sửa theo: \((said + one.gone.map { "đã bỏ \($0)" }).joined(separator: "; ")).</p>"
      } ?? ""
    return try await page(
      isNew ? "Thêm điều khoản" : "Sửa \(mark)", breadcrumbs: draftCrumbs(draft), styles: Self.draftStyles,
      body: """
        \(PageHeading(isNew ? "Thêm điều khoản" : "Điều khoản \(mark)", kind: "Sửa dự thảo", lede: "Nội dung đứng cạnh quy tắc dựa vào nó.", actions: "\(ButtonLink("Về dự thảo", back))"))
        \(trouble.summary)
        \(Form(action: "\(DraftPath.draft(draft.id))/dieu", csrf: csrf, body: """
          \(HiddenField("ban", "\(draft.latest)"))
          \(isNew ? TextField("ma", label: "Mã", value: mark, width: .short, hint: "Ví dụ D11.4; quy tắc dẫn đến điều khoản bằng mã này.", error: trouble.on("ma"), isRequired: true, maximumLength: 40).html : HiddenField("ma", mark).html)
          \(TextField("tieu-de", label: "Tên điều khoản", value: title, width: .full, maximumLength: 300))
          \(TextArea("noi-dung", label: "Nội dung", value: text, rows: 16, hint: "Mỗi ý một dòng bắt đầu bằng dấu gạch ngang và khoảng trắng."))
          \(theirs)\(stale)\(was)
          \(when: mayEdit, Actions("\(Submit("Ghi"))\(when: !isNew, Submit("Bỏ điều khoản", kind: .destructive, name: "viec", value: "bo", confirm: "Bỏ điều khoản này? Bản trước vẫn lấy lại được.").html)\(ButtonLink("Về dự thảo", back, kind: .quiet))").html)
          """))
        """)
  }

  func saveGuidanceDraftArticle() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    let seen = form.number("ban") ?? 0
    do {
      let source = SourceSections(draft.version.text.source)
      let mark = form["ma"]
      let text = GuidanceText.clean(form.exact("noi-dung"))
      // On an outdated page the register itself refuses, before anything is compared with the newer text.
      let new =
        form["viec"] == "bo"
        ? source.removing(mark)
        : source.setting(mark, title: form["tieu-de"], text: text)
          ?? source.adding(mark, title: form["tieu-de"], text: text)
      guard let new else {
        var trouble = FormTrouble()
        trouble.add("ma", "Mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch; nhiều nhất 40 ký tự.")
        throw FormTroubles(trouble: trouble)
      }
      _ = try await perform(
        SaveGuidanceDraft(draft.id, seen: seen, GuidanceText(pack: draft.version.text.pack, source: new)))
      return .redirect("\(DraftPath.draft(draft.id))?phan=\(DraftPart.articles)", done: .draftSaved)
    } catch let trouble as FormTroubles {
      return try await guidanceDraftArticle(trouble.trouble).asRefused
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) {
      let isOutdated = if case GuidanceDraftRefusal.outdated = refusal { true } else { false }
      return try await guidanceDraftArticle(FormTrouble(refusal), isOutdated: isOutdated)
        .with(isOutdated ? .conflict : .unprocessableContent)
    }
  }
}
