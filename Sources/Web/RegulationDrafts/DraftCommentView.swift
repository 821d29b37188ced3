import Basics
import Markup
import Registry
import Regulations

/// A comment with its answer; the owner answers it here.
struct DraftCommentView: Piece {
  var visit: Visit
  var place: RegulationDraftPlace
  var comment: RegulationDraftComment
  var author: String
  var from: String?
  var trouble: FormTrouble

  private var isThis: Bool { visit.form["gop-y"] == "\(comment.comment)" && !trouble.isEmpty }
  private var anchor: String { "y-\(comment.comment)" }
  private var mayAnswer: Bool {
    place.sight.isOwner && (place.draft.step.state.isOpen || place.draft.step.state == .adopted)
  }

  var html: HTML {
    """
    <div class="draft-comment" id="\(anchor)"><p class="says">\([from, author].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")), \(comment.day.vietnamese)</p>
    \(each: comment.text.split(separator: "\n"), { "<p>\($0)</p>" })
    \(when: comment.standing != .open, "<p class=\"draft-reply\">\(Badge(comment.standing.title, .done)) \(comment.reply)</p>")
    \(when: mayAnswer, form)</div>
    """
  }

  private var form: HTML {
    let choices = RegulationDraftComment.Standing.allCases.filter { $0 != .open }.map {
      Choice($0.rawValue, $0.title)
    }
    return """
      <details class="more"\(when: isThis, " open")><summary>\(comment.standing == .open ? "Trả lời" : "Trả lời lại")</summary>
      \(Form(action: "\(place.path)/tra-loi", csrf: visit.csrf, body: """
        \(HiddenField("gop-y", "\(comment.comment)"))
        \(Select("muc-do", label: "Trả lời", choices: choices, selected: isThis ? visit.form["muc-do"] : "taken", placeholder: nil).scoped("\(comment.comment)"))
        \(TextArea("loi", label: "Giải thích", value: isThis ? visit.form.paragraphs("loi") : comment.reply, rows: 2, hint: "Cần khi không tiếp thu hết.", error: isThis ? trouble.on("") : nil, maximumLength: 2_000).scoped("\(comment.comment)"))
        \(Actions("\(Submit("Ghi trả lời", kind: .secondary))"))
        """))</details>
      """
  }
}

/// Giving back, putting aside, taking up again.
struct RegulationDraftMoves: Piece {
  var visit: Visit
  var place: RegulationDraftPlace

  var html: HTML {
    let state = place.draft.step.state
    if state == .withdrawn {
      return Form(
        action: "\(place.path)/chuyen", csrf: visit.csrf,
        body: "\(HiddenField("viec", "mo-lai"))\(Actions("\(Submit("Mở lại dự thảo", kind: .secondary))"))"
      ).html
    }
    let canGiveBack = state == .commenting || state == .adopted
    let canPutAside = state.isOpen || state == .adopted
    return """
      \(when: canGiveBack, move("tra-lai", "Trả lại để sửa", "Vì sao trả lại", .secondary))
      \(when: canPutAside, move("thoi-soan", "Thôi soạn dự thảo này", "Vì sao thôi soạn", .destructive))
      """
  }

  private func move(_ work: String, _ title: String, _ label: String, _ kind: ButtonKind) -> HTML {
    """
    <details class="more"\(when: visit.form["viec"] == work, " open")><summary>\(title)</summary>
    \(Form(action: "\(place.path)/chuyen", csrf: visit.csrf, body: """
      \(HiddenField("viec", work))
      \(TextField("ly-do", label: label, value: visit.form["viec"] == work ? visit.form["ly-do"] : "", width: .full, isRequired: true, maximumLength: 500).scoped(work))
      \(Actions("\(Submit(title, kind: kind))"))
      """))</details>
    """
  }
}
