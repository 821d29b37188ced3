import Basics
import Markup
import Registry
import Reviews

struct ResidenceCommentPage: Piece {
  var visit: Visit
  var place: ResidenceCommentPlace
  var liaison: LiaisonRules
  var rules: OpinionRules
  var trouble: FormTrouble

  private var comment: ResidenceComment { place.comment }

  var html: HTML {
    """
    \(PageHeading(place.isOwn ? "Nhận xét về tôi" : place.name, kind: "Nhận xét của nơi cư trú", lede: "\(comment.state.title)", actions: "\(ButtonLink("Phiếu (Word)", "\(place.path)/in?dang=docx"))\(ButtonLink("Phiếu (PDF)", "\(place.path)/in?dang=pdf", kind: .quiet))"))
    \(trouble.summary)
    \(facts)
    \(when: comment.isSaid && place.sees, Section("Nhận xét", id: "nhan-xet", body: said).html)
    \(when: place.says, Section(comment.asked == nil ? "Ghi theo phiếu nơi cư trú gửi lại" : "Ghi nhận xét", id: "ghi", note: "Chỉ nhận xét chính người này ở nơi cư trú; gửi rồi thì không sửa được.", body: saying).html)
    \(when: comment.state == .said && (place.isOwn || place.here.contains(.recordLiaison)), reading)
    \(when: comment.state == .asked && place.here.contains(.recordLiaison), cancelling)
    """
  }

  private var facts: HTML {
    let late: HTML = comment.isLate(on: visit.today) ? " \(Badge("đã quá hạn", .attention))" : ""
    let clock = liaison.comments.answer
    return DescriptionList([
      ("Đảng viên", "\(place.name), \(place.cellName)"), ("Hỏi", "\(comment.askedName)"),
      ("Để", "\(liaison.comments.name(of: comment.occasion))"), ("Ngày hỏi", "\(comment.askedOn.vietnamese)"),
      (
        "Hạn trả lời",
        "\(comment.dueOn.vietnamese)\(late) <span class=\"hint\">\(clock.days) ngày; \(clock.cite)</span>"
      ),
    ]).html
  }

  private var said: HTML {
    let texts = rules.headings(of: .residence).map { heading in
      (term: heading.name, value: "\(comment.content[heading.id] ?? "")" as HTML)
    }
    let signed: [(term: String, value: HTML)] = [("Người ký", "\(comment.author), \(comment.askedName)")]
    let reply: [(term: String, value: HTML)] =
      comment.state == .read
      ? [("Người được nhận xét trả lời", "\(comment.reply.isEmpty ? "không có ý kiến" : comment.reply)")] : []
    return DescriptionList(texts + signed + reply).html
  }

  private var saying: HTML {
    let form = visit.form
    return Form(
      action: place.path, csrf: visit.csrf, label: "Ghi nhận xét",
      body: """
        \(HiddenField("viec", "ghi"))
        \(each: rules.headings(of: .residence), { TextArea("muc-\($0.id)", label: $0.name, value: form.paragraphs("muc-\($0.id)"), rows: 3, isRequired: true, maximumLength: 2000).html })
        \(TextField("nguoi-ky", label: "Người ký", value: form["nguoi-ky"], isRequired: true, maximumLength: 120))
        \(DayField("ngay-ghi", label: "Ngày", value: form.has("ngay-ghi") ? form["ngay-ghi"] : visit.today.vietnamese, error: trouble.on("ngay-ghi"), isRequired: true))
        \(Actions("\(Submit("Gửi nhận xét"))"))
        """
    ).html
  }

  private var reading: HTML {
    Section(
      place.isOwn ? "Tôi đã đọc" : "Người được nhận xét đã đọc bản in", id: "doc",
      body: Form(
        action: place.path, csrf: visit.csrf, label: "Đã đọc",
        body: """
          \(HiddenField("viec", "doc"))
          \(TextArea("tra-loi", label: "Ý kiến trả lời (nếu có)", value: visit.form.paragraphs("tra-loi"), rows: 3, maximumLength: 2000))
          \(Actions("\(Submit("Ghi đã đọc", kind: .secondary))"))
          """
      ).html
    ).html
  }

  private var cancelling: HTML {
    """
    <details class="more"\(when: visit.form.has("ly-do"), " open")><summary>Thôi hỏi</summary>
    \(Form(action: place.path, csrf: visit.csrf, label: "Thôi hỏi", body: """
      \(HiddenField("viec", "thoi"))
      \(TextField("ly-do", label: "Lý do", value: visit.form["ly-do"], width: .full, isRequired: true, maximumLength: 300))
      \(Actions("\(Submit("Thôi hỏi", kind: .secondary))"))
      """))
    </details>
    """
  }
}

/// Comments asked for about a member, in their contact book; and the form that asks for one.
struct ResidenceCommentsPiece: Piece {
  var visit: Visit
  var member: ID<Member>
  var comments: [ResidenceComment]
  var rules: LiaisonRules
  /// Cells of residence that may be asked, the registered one first; nil for whoever only reads.
  var cells: [Choice]?
  /// Proposed to be asked: nobody else is by default.
  var registered: ID<Organisation>?
  var trouble: FormTrouble

  var html: HTML {
    let table = Table(
      "Nhận xét ngoài đợt kiểm điểm",
      columns: [.init("Để"), .init("Hỏi"), .init("Ngày hỏi", .day), .init("Tình hình")],
      rows: comments.map { comment in
        let isLate = comment.isLate(on: visit.today)
        return Table.Row(
          [
            "<a\(href: "/nhan-xet-cu-tru/\(comment.comment)")>\(rules.comments.name(of: comment.occasion))</a>",
            "\(comment.askedName)", "\(comment.askedOn.vietnamese)",
            "\(comment.state.title)\(when: isLate, " \(Badge("quá hạn", .attention))")",
          ], tone: isLate ? .attention : .neutral)
      },
      empty: EmptyState(
        "Chưa xin nhận xét nào", advice: "Nhận xét hằng năm ở đợt kiểm điểm; ở đây là khi cần vào lúc khác."))
    return "\(table)\(cells.map { asking($0) } ?? "")"
  }

  private func asking(_ cells: [Choice]) -> HTML {
    let form = visit.form
    return """
      <details class="more"\(when: form.has("viec-xin"), " open")><summary>Xin nhận xét của nơi cư trú</summary>
      \(Form(action: "/dang-vien/\(member)/noi-cu-tru/nhan-xet", csrf: visit.csrf, label: "Xin nhận xét", body: """
        \(Select("viec-xin", label: "Để làm gì", choices: rules.comments.occasions.map { Choice($0.id, $0.name) }, selected: form["viec-xin"], error: trouble.on("viec-xin"), isRequired: true))
        \(Select("noi-hoi", label: "Chi bộ nơi cư trú", choices: cells, selected: form.has("noi-hoi") ? form["noi-hoi"] : registered.map { "\($0)" } ?? "", placeholder: "— nơi ngoài sổ —"))
        \(TextField("noi-khac", label: "Nơi ngoài sổ", value: form["noi-khac"], hint: "Ghi tên chi bộ; in phiếu gửi đi, nhận lại thì ghi vào đây.", maximumLength: 200))
        \(DayField("ngay-hoi", label: "Ngày hỏi", value: form.has("ngay-hoi") ? form["ngay-hoi"] : visit.today.vietnamese, error: trouble.on("ngay-hoi"), isRequired: true))
        \(Actions("\(Submit("Xin nhận xét", kind: .secondary))"))
        """))
      </details>
      """
  }
}
