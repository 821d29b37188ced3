import Markup
import Registry
import Reviews
import Rules

/// Whose text stands against the one in the fields: a form that was sent meanwhile, a draft saved from another window.
enum FormRival: Sendable { case sent, draft }

extension FormPage {
  /// The two texts side by side, only where they differ; the fields below hold one's own.
  var rivalry: HTML {
    guard let rival else { return "" }
    let theirs: FormAnswers
    let title: String
    switch rival {
    case .sent:
      theirs = open.sent?.answers ?? FormAnswers()
      let day = open.sent?.sentOn.vietnamese ?? ""
      title = "Bản đã gửi ngày \(day)\(open.sent?.isForOther == true ? " (nhập hộ)" : "")"
    case .draft:
      theirs = open.draft?.answers ?? FormAnswers()
      title = "Bản nháp lưu từ cửa sổ khác\(open.draft.map { " lúc \($0.savedAt.vietnamese)" } ?? "")"
    }
    let rows = form.fields.compactMap { field -> Table.Row? in
      guard field.kind != .sum else { return nil }
      let (one, other) = (words(field, theirs), words(field, answers))
      guard !one.utf8.elementsEqual(other.utf8) else { return nil }
      return Table.Row(["\(field.title)", text(one), text(other)])
    }
    let body: HTML =
      rows.isEmpty
      ? "<p class=\"nothing\">Hai bản giống nhau.</p>"
      : Table(
        "Hai bản",
        columns: [
          .init("Mục"), .init(title), .init(open.isTheirs ? "Bạn viết, chưa gửi" : "Trong các ô dưới đây"),
        ], rows: rows
      ).html
    return Section(
      "Có hai bản khác nhau", id: "hai-ban",
      note: open.isTheirs
        ? "Bản đảng viên tự gửi giữ nguyên. Chữ bạn viết còn ở đây để chép lại, nêu ở hội nghị."
        : "Không bản nào mất. Sửa trong các ô cho đúng rồi lưu hoặc gửi; bản trong ô sẽ được giữ.",
      body: body
    ).html
  }

  private func words(_ field: ReviewForm.Field, _ answers: FormAnswers) -> String {
    switch field.kind {
    case .table: answers[rows: field.id].map { $0.joined(separator: " · ") }.joined(separator: "\n")
    case .grade:
      answers[text: field.id].isEmpty ? "" : open.guidance.pack.gradeName(answers[text: field.id])
    default: answers[text: field.id]
    }
  }

  private func text(_ words: String) -> HTML {
    words.isEmpty
      ? "<span class=\"nothing\">để trống</span>"
      : "\(each: words.split(separator: "\n"), { "<p>\($0)</p>" as HTML })"
  }
}
