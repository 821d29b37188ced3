import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// Takes back a decided grade where it was made; what was known before stays readable.
  func withdrawDecidedGrade(_ key: ReviewSheet.SubjectKey) async throws -> Answer {
    let year = try reviewYear
    return try await attempt {
      let system = system
      let known = try await system.read { session throws in
        try session.grading(of: key.subject, year: year)
      }
      // Only the grade that was shown: somebody else may have decided anew meanwhile.
      guard let known, let shown: ID<Grading> = form.id("ket-qua"), known.id == shown else {
        throw RightsRefusal.notFound
      }
      try mattersOnly(["ly-do"])
      do {
        try await perform(WithdrawGrading(known.id, reason: form.paragraphs("ly-do")))
      } catch let refusal as GradingRefusal where refusal == .noReason {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "ly-do"))
      }
      return .redirect(reviewPath(key, year), done: .corrected)
    } else: {
      try await reviewSubject(key, $0)
    }
  }
}

/// The way back from a decision that was recorded wrongly.
struct WithdrawDecidedGrade: Piece {
  var visit: Visit
  var action: String
  var key: ReviewSheet.SubjectKey
  var year: Int
  var grading: ID<Grading>
  var trouble: FormTrouble

  var html: HTML {
    """
    <details class="more"\(when: !trouble.isEmpty, " open")><summary>Ghi sai? Rút kết quả này</summary>
    \(Form(action: "\(action)/rut", csrf: visit.csrf, body: """
      \(HiddenField("nam", "\(year)"))\(HiddenField("loai", key.entity))\(HiddenField("ket-qua", "\(grading)"))
      \(visit.keptNames(["ly-do"]))
      <p>Rút rồi sửa dữ kiện, ghi lại kết quả đúng. Kết quả đã rút vẫn đọc được trong lịch sử.</p>
      \(TextField("ly-do", label: "Lý do rút", value: visit.form["ly-do"], width: .full, error: trouble.on("ly-do"), isRequired: true, maximumLength: 300))
      \(Actions("\(Submit("Rút kết quả", kind: .destructive, confirm: "Rút kết quả xếp loại này?"))"))
      """))</details>
    """
  }
}
