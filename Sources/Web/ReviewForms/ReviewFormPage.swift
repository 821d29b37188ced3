import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  func reviewForm(
    _ subject: Grading.Subject, _ trouble: FormTrouble, typed: FormAnswers? = nil, told: [Notice] = [],
    rival: FormRival? = nil
  ) async throws -> Answer {
    let open = try await openForm(of: subject)
    if case .member(let member) = subject, !open.isOwn {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    var trail: [Link] = []
    if open.isOwn { trail.append(Link("Của tôi", "/cua-toi")) }
    guard let form = open.form else {
      return try await page(
        "Bản kiểm điểm năm \(open.year)", breadcrumbs: trail, styles: ["/styles/guidances.css"],
        body: FormChoicePage(open: open).html)
    }
    return try await page(
      "\(form.name) \(open.period.vietnamese)", breadcrumbs: trail, styles: ["/styles/guidances.css"],
      body: FormPage(
        visit: self, open: open, form: form, answers: typed ?? open.unsent ?? open.answers, trouble: trouble,
        told: told,
        rival: rival ?? (typed == nil && (open.isSentAfterDraft || open.unsent != nil) ? .sent : nil)
      ).html)
  }
}

/// Which of several forms is somebody's own depends on their group; where nobody has recorded it, one chooses.
private struct FormChoicePage: Piece {
  var open: OpenForm

  var html: HTML {
    """
    \(PageHeading(open.name, kind: "Bản kiểm điểm năm \(open.year)", lede: "Theo <a\(href: "/huong-dan-xep-loai/\(open.guidance.name)")>\(open.guidance.pack.title)</a>."))
    \(open.forms.isEmpty
      ? EmptyState("Hướng dẫn năm này không có mẫu kiểm điểm trong sổ", advice: "Ghi kết quả xếp loại theo quyết định, không cần mẫu.").html
      : Section("Chọn mẫu", note: "Sổ chưa ghi người này thuộc nhóm nào theo hướng dẫn.", body: "<ul class=\"plain-list\">\(each: open.forms, { "<li><a\(href: "\(open.path)?nam=\(open.year)&mau=\($0.id)")>\($0.code)</a> · \($0.name)</li>" })</ul>").html)
    """
  }
}

/// A form to fill in, in the order of the paper.
struct FormPage: Piece {
  var visit: Visit
  var open: OpenForm
  var form: ReviewForm
  var answers: FormAnswers
  var trouble: FormTrouble
  var told: [Notice]
  /// What somebody else, or another window, has written meanwhile.
  var rival: FormRival?

  static func input(_ field: ReviewForm.Field) -> String { "m-\(field.id)" }
  static func cell(_ field: ReviewForm.Field, _ row: Int, _ column: Int) -> String {
    "b-\(field.id)-\(row)-\(column)"
  }

  private var pack: Pack { open.guidance.pack }

  var html: HTML {
    """
    \(PageHeading(open.name, kind: "\(form.name), \(open.period.vietnamese)", lede: lede))
    \(each: told, { $0.html })
    \(trouble.summary)
    \(status)
    \(rivalry)
    \(when: !form.identity.isEmpty, DescriptionList(form.identity.map { ($0.label, "\(open.head.values[$0.id] ?? "")") }).html)
    \(Section("Tải về", body: downloads))
    \(again)
    \(when: !isShut, written)
    \(when: !isShut, reading)
    \(when: isShut, kept)
    """
  }

  private var lede: HTML {
    "\(form.code), theo <a\(href: "/huong-dan-xep-loai/\(open.guidance.name)")>\(open.guidance.pack.title)</a>.\(form.sourceNote.map { " <span class=\"hint\">\($0)</span>" as HTML })"
  }

  private var isShut: Bool { open.isGraded || open.isClosed || open.isTheirs }

  /// Sent again after the meeting: it is told that the meeting had another text before it.
  private var again: HTML {
    guard let now = open.versions.last, now.isBelieved, now.isAfterReview else { return "" }
    let before = open.versions.last { !$0.isAfterReview }
    return Notice(
      .warning,
      "Bản này gửi ngày \(now.form.sentOn.vietnamese), sau khi đã kiểm điểm ở hội nghị.",
      reason: before.map {
        "Hội nghị xem bản gửi ngày \($0.form.sentOn.vietnamese); khác nhau: \(differences($0.form.answers, now.form.answers))."
      }
    ).html
  }

  /// Which fields two versions say differently, points and grades with both values.
  private func differences(_ old: FormAnswers, _ new: FormAnswers) -> String {
    let told = form.fields.compactMap { field -> String? in
      switch field.kind {
      case .sum: return nil
      case .score, .grade, .level:
        let (a, b) = (old[text: field.id], new[text: field.id])
        guard a != b else { return nil }
        func shown(_ text: String) -> String {
          text.isEmpty ? "trống" : field.kind == .grade ? pack.gradeName(text) : text
        }
        return "\(field.title): \(shown(a)) → \(shown(b))"
      case .text: return old[text: field.id] == new[text: field.id] ? nil : field.title
      case .table: return old[rows: field.id] == new[rows: field.id] ? nil : field.title
      }
    }
    return told.isEmpty ? "không mục nào" : told.joined(separator: "; ")
  }

  private var status: HTML {
    if !open.isGraded, open.isClosed {
      return Notice(
        .info, "Kết quả của đơn vị \(open.closed?.title ?? ""); bản kiểm điểm không sửa được nữa.",
        remedy: "Cần sửa thì đề nghị cấp trên trả lại hoặc mở lại kết quả."
      ).html
    }
    if open.isGraded {
      return Notice(
        .info,
        "\(open.quarter == 0 ? "Năm \(open.year)" : "Quý \(open.quarter)") đã có kết quả xếp loại; bản này không sửa nữa."
      ).html
    }
    if open.isTheirs {
      return Notice(
        .info,
        "Đảng viên đã tự gửi bằng tài khoản của mình ngày \(open.sentByMember?.sentOn.vietnamese ?? ""); ở đây chỉ đọc.",
        remedy: "Cần sửa thì người ấy tự sửa ở trang “Của tôi” rồi gửi lại."
      ).html
    }
    let sent = open.sent.map { "Đã gửi ngày \($0.sentOn.vietnamese)\($0.isForOther ? " (nhập hộ)" : "")." }
    let draft = open.draft.map {
      "Có bản nháp của \(open.isOwn ? "bạn" : "người đang nhập"), ghi lúc \($0.savedAt.vietnamese); chỉ người viết thấy."
    }
    let lines = [sent, draft].compactMap { $0 }
    let doubt = form.doubt(answers, in: pack).map { Notice(.warning, $0.message, remedy: $0.remedy).html }
    return "\(lines.isEmpty ? "" : Notice(.info, lines.joined(separator: " ")).html)\(doubt ?? "")"
  }

  private var downloads: HTML {
    let blank = "\(open.path)/tai?\(open.asked)&trang=1"
    let filled = "\(open.path)/tai?\(open.asked)"
    return """
      \(Actions("""
        \(ButtonLink("Mẫu trắng (Word)", "\(blank)&dang=docx"))\(ButtonLink("Mẫu trắng (PDF)", "\(blank)&dang=pdf"))\
        \(when: !answers.isEmpty, "\(ButtonLink("Bản đã điền (Word)", "\(filled)&dang=docx"))\(ButtonLink("Bản đã điền (PDF)", "\(filled)&dang=pdf"))")
        """))
      """
  }

  private var written: HTML {
    Form(
      action: "\(open.path)?\(open.asked)", csrf: visit.csrf, label: form.name,
      body: """
        \(HiddenField("nam", "\(open.year)"))\(HiddenField("quy", "\(open.quarter)"))\(HiddenField("mau", form.id))\(HiddenField("ban", "\(open.draft?.revision ?? 0)"))\(HiddenField("da-gui", open.sent.map { "\($0.id)" } ?? ""))
        <div data-form-draft="\(open.path)?\(open.asked)" data-place="\(open.path)-\(open.year)-\(open.quarter)-\(form.id)">
        \(each: form.parts, part)</div>
        <p class="hint" role="status" data-draft-status></p>
        \(Actions("\(Submit("Gửi", name: "viec", value: "gui"))\(Submit("Lưu nháp", kind: .secondary, name: "viec", value: "luu"))"))
        <script src="/scripts/form-draft.js" defer></script>
        """
    ).html
  }

  private func part(_ part: ReviewForm.Part) -> HTML {
    """
    <section class="section"><h2>\(part.title)</h2>
    \(each: part.fields, { field in
      "\(field.section.map { "<h3>\($0)</h3>" as HTML })\(asked(field))\(input(field))"
    })</section>
    """
  }

  /// What the box answers stays above it: words of one's own do not take the question away.
  private func asked(_ field: ReviewForm.Field) -> HTML {
    guard field.from == "prompts", !open.prompts.isEmpty else { return "" }
    return
      "<div id=\"goi-y\"><p><strong>Cấp trên gợi ý kiểm điểm:</strong></p><ul>\(each: open.prompts, { "<li>\($0)</li>" })</ul></div>"
  }

  private func input(_ field: ReviewForm.Field) -> HTML {
    let name = Self.input(field)
    let error = trouble.on(name)
    let text = answers[text: field.id]
    let hint = [field.hint, begun(field)].compactMap { $0 }.joined(separator: " ")
    switch field.kind {
    case .text:
      return TextArea(
        name, label: field.title, value: text, rows: max(2, field.lines), hint: hint.isEmpty ? nil : hint,
        error: error,
        isRequired: field.isRequired, maximumLength: ReviewForm.longestText
      ).html
    case .score where !field.criteria.isEmpty: return divided(field, error)
    case .score:
      let fact = form.scoreFact(field, in: pack)
      let range = fact.flatMap { fact in
        fact.range.map { "Từ \(fact.text($0.lowerBound)) đến \(fact.text($0.upperBound)) điểm." }
      }
      return TextField(
        name, label: field.title, value: text, width: .short, hint: range, error: error,
        isRequired: field.isRequired,
        maximumLength: 12
      ).html
    case .sum:
      return "<p>\(field.title): <strong data-sum>\(form.sum(field, answers, in: pack) ?? "—")</strong></p>"
    case .level:
      return RadioGroup(
        name, label: field.title, choices: field.levels.map { Choice($0, $0) }, selected: text, error: error,
        isRequired: field.isRequired
      ).html
    case .grade:
      return RadioGroup(
        name, label: field.title, choices: form.grades(in: pack).map { Choice($0.id, $0.name) },
        selected: text,
        error: error, isRequired: field.isRequired
      ).html
    case .table: return table(field)
    }
  }

  /// Where the words a field begins with come from; nothing is said of what somebody has written themselves.
  private func begun(_ field: ReviewForm.Field) -> String? {
    let text = open.beginning[text: field.id]
    guard let from = field.from, !text.isEmpty, answers[text: field.id].utf8.starts(with: text.utf8) else {
      return nil
    }
    return switch from {
    case "prompts": "Bắt đầu bằng gợi ý của cấp trên, viết tiếp phần giải trình."
    case "commitment": "Mở sẵn với bản cam kết của năm, viết tiếp kết quả."
    case "record": "Bắt đầu bằng số liệu trong sổ, sửa hoặc viết thêm."
    default: "Bắt đầu bằng hạn chế đã ghi năm trước, viết tiếp kết quả khắc phục."
    }
  }

  /// The rows written so far and three more.
  private func table(_ field: ReviewForm.Field) -> HTML {
    let rows = answers[rows: field.id]
    let count = min(ReviewForm.mostRows, max(field.lines, rows.count + 3))
    return Table(
      field.title, isCaptionSeen: true, columns: field.columns.map { .init($0) },
      rows: (0..<count).map { row in
        Table.Row(
          field.columns.indices.map { column in
            let value =
              rows.indices.contains(row) && rows[row].indices.contains(column) ? rows[row][column] : ""
            return
              "<input type=\"text\" class=\"input\" name=\"\(Self.cell(field, row, column))\" value=\"\(value)\" maxlength=\"500\" aria-label=\"\(field.columns[column]), dòng \(row + 1)\">"
          })
      }, header: -1
    ).html
  }

  private var reading: HTML {
    Section(
      "Đã điền bằng Word?", id: "doc",
      note: "Tải tệp .docx in từ trang này lên; phần đọc được hiện vào các ô để xem lại, chưa gửi đi.",
      body: Form(
        action: "\(open.path)/doc?\(open.asked)", csrf: visit.csrf, takesFiles: true, label: "Đọc tệp Word",
        body: """
          \(HiddenField("nam", "\(open.year)"))\(HiddenField("quy", "\(open.quarter)"))\(HiddenField("mau", form.id))
          \(FileField("tep", label: "Tệp Word", accept: ".docx", error: trouble.on("tep"), isRequired: true))
          \(Actions("\(Submit("Đọc vào các ô", kind: .secondary))"))
          """
      ).html
    ).html
  }

  /// After the grade: what was sent, to read.
  private var kept: HTML {
    guard let sent = open.sent else { return "" }
    return Section(
      "Đã gửi",
      body: DescriptionList(
        form.fields.compactMap { field in
          let text: String
          switch field.kind {
          case .sum: text = form.sum(field, sent.answers, in: pack) ?? ""
          case .table:
            text = sent.answers[rows: field.id].map { $0.joined(separator: " · ") }.joined(separator: "\n")
          case .grade: text = pack.gradeName(sent.answers[text: field.id])
          default: text = sent.answers[text: field.id]
          }
          return text.isEmpty ? nil : (field.title, "\(text)")
        }
      ).html
    ).html
  }
}
