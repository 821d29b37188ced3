import Basics
import Markup
import Registry
import Reviews

/// For who opened a round: its document corrected; the round taken back while nothing stands on it.
struct TakeBackRoundPiece: Piece {
  var visit: Visit
  var place: RoundPlace
  var decision: RegisterDecision?
  var trouble: FormTrouble

  var html: HTML {
    let isTyped = visit.form.has("viec-dot")
    return """
      <details class="more" id="sua-dot"\(when: isTyped, " open")><summary>Sửa văn bản của đợt, hủy đợt mở nhầm</summary>
      \(correction)
      \(withdrawal)
      </details>
      """
  }

  private var correction: HTML {
    Form(
      action: "\(place.path)/sua-dot", csrf: visit.csrf, label: "Sửa văn bản của đợt",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec-dot", "van-ban"))
        <p>Đợt mở theo \(decision?.key.citation ?? "một văn bản không còn trong sổ"). Ghi sai số, ngày, cơ quan thì ghi lại cho đúng; danh sách và hạn giữ nguyên.</p>
        \(DecisionFields(visit: visit, trouble: trouble, legend: "Văn bản đúng"))
        \(TextField("ly-do-sua", label: "Vì sao sửa", value: visit.form["ly-do-sua"], width: .full, error: trouble.on("ly-do-sua"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Sửa văn bản", kind: .secondary))"))
        """
    ).html
  }

  private var withdrawal: HTML {
    return Form(
      action: "\(place.path)/sua-dot", csrf: visit.csrf, label: "Hủy đợt mở nhầm",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec-dot", "huy"))
        <p>Hủy được khi chưa có việc nào ghi trong đợt; đã có thì sổ từ chối và nói đợt đã có những gì. Hủy rồi thì danh sách \(number: place.round.subjects) đối tượng đã chốt được giải, mở lại đợt khác được; nhật ký còn giữ.</p>
        \(TextField("ly-do-huy", label: "Vì sao hủy", value: visit.form["ly-do-huy"], width: .full, error: trouble.on("ly-do-huy"), isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Hủy đợt này", kind: .destructive))"))
        """
    ).html
  }
}

extension Visit {
  func takeBackRound() async throws -> Answer {
    let place = try await requireRound()
    try await require(.manageRounds, on: place.round.superior)
    return try await attempt {
      switch form["viec-dot"] {
      case "van-ban":
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(
          CorrectRoundDocument(place.round.id, decision: paper, reason: form.paragraphs("ly-do-sua")))
        return .redirect(place.address, done: .documentCorrected)
      case "huy":
        try await perform(WithdrawRound(place.round.id, reason: form.paragraphs("ly-do-huy")))
        return .redirect("/dot-kiem-diem", done: .roundWithdrawn)
      default: throw RequestRefusal.missing("việc")
      }
    } else: {
      try await roundShow($0)
    }
  }
}
