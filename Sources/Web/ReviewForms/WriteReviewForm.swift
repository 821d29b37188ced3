import Basics
import Formats
import Markup
import Registry
import Reviews

extension Visit {
  /// Keeps a draft, by itself or by the button, or sends the form.
  func writeReviewForm(_ subject: Grading.Subject) async throws -> Answer {
    let open = try await openForm(of: subject)
    let form = try found(open.form)
    let answers = typed(in: form)
    if self.form["viec"] == "gui" {
      return try await sendReviewForm(open, form, answers)
    }
    let key = FormKey(form, of: subject, year: open.year, quarter: open.quarter)
    let isSilent = !self.form["tu-ghi"].isEmpty
    do {
      let revision = try await system.saveFormDraft(
        answers, as: key, in: form, by: actor, after: self.form.number("ban") ?? 0)
      guard isSilent else { return .redirect("\(open.path)?\(open.asked)", done: .saved) }
      let sums = form.fields.compactMap { field -> String? in
        if field.kind == .sum { return form.sum(field, answers, in: open.guidance.pack) ?? "—" }
        guard !field.criteria.isEmpty else { return nil }
        return answers[text: field.id].isEmpty ? "—" : answers[text: field.id]
      }
      return .json(["revision": .int(revision), "sums": .array(sums.map { .string($0) })])
    } catch let refusal as FormRefusal {
      if isSilent {
        return .json(["error": .string("\(refusal.reason) \(refusal.remedy)")], status: .conflict)
      }
      let rival: FormRival? = if case .outdated = refusal { .draft } else { nil }
      return try await reviewForm(subject, FormTrouble(refusal), typed: answers, rival: rival).asRefused
    }
  }

  private func sendReviewForm(_ open: OpenForm, _ form: ReviewForm, _ answers: FormAnswers) async throws
    -> Answer
  {
    do {
      _ = try await perform(
        SendForm(
          answers, in: form, open.guidance, of: open.subject, year: open.year,
          quarter: open.quarter,
          procedures: try roundProcedures,
          basis: self.form.has("da-gui") ? .init(self.form.id("da-gui")) : .any))
      return .redirect("\(open.path)?\(open.asked)", done: .saved)
    } catch FormRefusal.unfinished(let findings) {
      var trouble = FormTrouble()
      for finding in findings {
        trouble.add(finding.column.map { "m-\($0)" } ?? "", "\(finding.message) \(finding.remedy)")
      }
      return try await reviewForm(open.subject, trouble, typed: answers).asRefused
    } catch let refusal as FormRefusal {
      let rival: FormRival? =
        switch refusal {
        case .sentMeanwhile, .sentByMember: .sent
        default: nil
        }
      return try await reviewForm(open.subject, FormTrouble(refusal), typed: answers, rival: rival).asRefused
    } catch ReviewRefusal.nothingChanged {
      // Pressed twice: what was sent stands.
      return .redirect("\(open.path)?\(open.asked)", done: .saved)
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) {
      return try await reviewForm(open.subject, FormTrouble(refusal), typed: answers).asRefused
    }
  }

  /// Reads a form filled in with Word into the fields; nothing is kept before it has been looked at.
  func readReviewForm(_ subject: Grading.Subject) async throws -> Answer {
    let open = try await openForm(of: subject)
    let form = try found(open.form)
    guard let file = self.form.files["tep"], !file.bytes.isEmpty else {
      var trouble = FormTrouble()
      trouble.add("tep", "Chưa chọn tệp.")
      return try await reviewForm(subject, trouble).asRefused
    }
    let reading: FormReading
    switch Result(catching: { () throws(FormatRefusal) in try WordText(file.bytes) }) {
    case .success(let text):
      reading = FormReading(text, as: form, of: open.guidance.pack, head: open.head)
    case .failure(let refusal):
      var trouble = FormTrouble()
      trouble.add("tep", "\(refusal.reason) \(refusal.remedy)")
      return try await reviewForm(subject, trouble).asRefused
    }
    let isRefused = reading.findings.contains { $0.severity == .error }
    let told = reading.findings.map { finding in
      Notice(finding.severity == .error ? .refusal : .warning, finding.message, remedy: finding.remedy)
    }
    if isRefused { return try await reviewForm(subject, FormTrouble(), told: told).asRefused }
    let read = Notice(.info, "Đã đọc tệp vào các ô dưới đây; xem lại rồi lưu nháp hoặc gửi.")
    return try await reviewForm(subject, FormTrouble(), typed: reading.answers, told: [read] + told)
  }

  func downloadReviewForm(_ subject: Grading.Subject) async throws -> Answer {
    let open = try await openForm(of: subject)
    let form = try found(open.form)
    let isBlank = query["trang"] == "1"
    if case .member(let member) = subject, !open.isOwn {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    let print = FormPrint(
      form, of: open.guidance.pack, head: open.head, answers: isBlank ? FormAnswers() : open.answers,
      layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark,
      sentOn: isBlank || open.draft != nil ? nil : open.sent?.sentOn)
    let name = "\(form.code) - \(open.name) - \(open.year)\(open.quarter == 0 ? "" : " quý \(open.quarter)")"
    switch query["dang"] {
    case "pdf": return .file(try print.document.pdf(), name: "\(name).pdf", type: "application/pdf")
    case "docx", "":
      return .file(
        try print.document.docx(), name: "\(name).docx",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    default: throw ParameterRefusal.invalid("dang", query["dang"], expected: "docx, pdf")
    }
  }
}
