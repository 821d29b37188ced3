import Basics
import Markup
import Meetings
import Registry

/// The fields of a line of the book, for a new one and for one that stands.
struct DocumentFields: Piece {
  var visit: Visit
  var picture: BookPicture
  var rules: DocumentRules
  var trouble: FormTrouble
  var document: BookedDocument?

  private func typed(_ field: String, _ otherwise: String?) -> String {
    visit.form.has(field) ? visit.form[field] : otherwise ?? ""
  }

  var html: HTML {
    """
    \(picture.book == .incoming ? incoming : outgoing)
    \(TextField("trich-yeu-vb", label: "Trích yếu", value: typed("trich-yeu-vb", document?.subject), width: .full, error: trouble.on("trich-yeu-vb"), isRequired: true, maximumLength: 500))
    \(Select("xu-ly", label: picture.book == .incoming ? "Ai xử lý" : "Ai soạn", choices: people, selected: typed("xu-ly", document?.handler.map { "\($0)" }), placeholder: "chưa phân", error: trouble.on("xu-ly")))
    \(DayField("han-xu-ly", label: "Hạn xử lý", value: typed("han-xu-ly", document?.dueOn?.vietnamese), hint: "Để trống nếu chỉ để biết.", error: trouble.on("han-xu-ly")))
    \(when: !picture.mandates.isEmpty, mandate)
    """
  }

  private var people: [Choice] {
    var choices = picture.people.map { Choice("\($0.0)", $0.1) }
    if let handler = document?.handler, !picture.people.contains(where: { $0.0 == handler }) {
      choices.append(Choice("\(handler)", picture.name(handler) ?? ""))
    }
    return choices
  }

  private var incoming: HTML {
    """
    \(TextField("noi", label: "Nơi gửi", value: typed("noi", document?.party), width: .full, error: trouble.on("noi"), isRequired: true, maximumLength: 200))
    \(TextField("loai-vb", label: "Loại", value: typed("loai-vb", document?.type), error: trouble.on("loai-vb"), maximumLength: 60, suggestions: rules.incoming))
    \(TextField("so-vb", label: "Số, ký hiệu", value: typed("so-vb", document?.number), hint: "Ví dụ: 12-CV/ĐU", error: trouble.on("so-vb"), maximumLength: 60))
    \(DayField("ngay-ky", label: "Ngày của văn bản", value: typed("ngay-ky", document?.datedOn.vietnamese), error: trouble.on("ngay-ky"), isRequired: true))
    """
  }

  private var outgoing: HTML {
    """
    \(when: document == nil, Select("loai-vb", label: "Loại", choices: rules.outgoing.types.map { Choice($0.id, "\($0.name) (\($0.id))") }, selected: typed("loai-vb", nil), error: trouble.on("loai-vb"), isRequired: true).html)
    \(TextField("noi", label: "Nơi nhận", value: typed("noi", document?.party), width: .full, error: trouble.on("noi"), isRequired: true, maximumLength: 200))
    """
  }

  private var mandate: HTML {
    Select(
      "giao", label: "Là văn bản giao nhiệm vụ đã có trong sổ",
      choices: picture.mandates.map { Choice("\($0.id)", $0.title) },
      selected: typed("giao", document?.mandate.map { "\(ID<Row>($0))" }), placeholder: "không phải"
    ).html
  }

  private enum Row {}
}

/// How a line stands, as a badge.
struct DocumentBadge: Piece {
  var standing: DocumentStanding
  var html: HTML {
    switch standing {
    case .overdue: Badge(standing.title, .attention).html
    case .dueSoon, .open: Badge(standing.title, .undecided).html
    case .done(let day): "\(Badge(standing.title, .done)) \(day.vietnamese)"
    case .cancelled: Badge(standing.title, .neutral).html
    case .filed: "<span class=\"hint\">\(standing.title)</span>"
    }
  }
}
