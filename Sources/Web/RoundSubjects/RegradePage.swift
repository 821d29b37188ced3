import Basics
import Formats
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// Grading again: the result that stands, what must be opened first, the new one with its reason and document.
  func regradePage(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await roundSubjectPlace()
    guard place.deciderRights.contains(.recordGradings) else { throw RightsRefusal.lacking(.recordGradings) }
    let (system, today) = (system, today)
    let result = try await system.read {
      try $0.decidedResult(of: place.subject, named: place.name, asOf: AsOf(today))
    }
    let complaints = try await system.read { try $0.reviewComplaints(about: place.subject.id) }
    let body: HTML
    if let result {
      body = """
        \(DescriptionList([
          ("Kết quả đang có", "\(place.round.gradeName(result.grade.grade)), ngày \(result.grade.day.vietnamese)"),
          ("Theo", "\(result.decision?.key.citation ?? "")"),
        ]))
        \(regradeForm(place, result, complaints, trouble))
        """
    } else {
      body =
        EmptyState(
          "Chưa có kết quả để xếp loại lại", advice: "Quyết định lần đầu ở trang Quyết định.",
          action: ButtonLink("Về trang của đối tượng", place.path)
        ).html
    }
    return try await page(
      "Xếp loại lại: \(place.name)", breadcrumbs: place.trail + [Link(place.name, place.path)],
      body: """
        \(PageHeading("Xếp loại lại", kind: place.name, lede: "\(place.round.title). Kết quả đầu vẫn đọc được; kết quả mới đi qua đúng thứ tự và tỷ lệ như lần đầu."))
        \(trouble.summary)
        \(body)
        """)
  }

  private func regradeForm(
    _ place: SubjectPlace, _ result: DecidedResult, _ complaints: [ReviewComplaint], _ trouble: FormTrouble
  ) -> HTML {
    if complaints.contains(where: { $0.state == .received }) {
      return Notice(
        .warning, "Còn đơn thư chưa trả lời.", remedy: "Ghi kết quả xem xét trước.",
        action: Link("Đến đơn thư", "\(place.path)#don-thu")
      ).html
    }
    if place.isLocked {
      return Notice(
        .warning, "Kết quả của đơn vị đã được chuẩn y nên đã khóa.",
        remedy: "Cấp trên đề nghị mở lại, một người khác xác nhận kèm văn bản; rồi trở lại đây.",
        action: Link("Mở lại ở trang của đơn vị", "\(place.round.address)#ket-qua")
      ).html
    }
    let choices = place.round.guidance.outcomes(for: place.subject.entity).filter {
      $0.id != result.grade.grade
    }
    return Form(
      action: "\(place.path)/xep-loai-lai", csrf: csrf,
      body: """
        \(Select("muc", label: "Mức mới", choices: choices.map { Choice($0.id, $0.name) }, selected: form["muc"], isRequired: true))
        \(TextArea("ly-do", label: "Lý do", value: form.paragraphs("ly-do"), rows: 3, hint: "In trong quyết định.", isRequired: true, maximumLength: 1_000))
        \(DayField("ngay-xep-loai", label: "Ngày xếp loại lại", value: form["ngay-xep-loai"].isEmpty ? today.vietnamese : form["ngay-xep-loai"], error: trouble.on("ngay-xep-loai"), isRequired: true))
        \(DecisionFields(visit: self, trouble: trouble, legend: "Quyết định xếp loại lại", issuer: place.deciderName))
        \(Actions("\(Submit("Xếp loại lại"))"))
        """
    ).html
  }

  func regrade() async throws -> Answer {
    let place = try await roundSubjectPlace()
    try await require(.recordGradings, on: place.decider)
    return try await attempt {
      guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      try await perform(
        Regrade(
          place.subject.id, .init(form["muc"], reason: form.paragraphs("ly-do")),
          on: try day(in: "ngay-xep-loai", "ngày xếp loại lại"), decision: paper,
          guidance: place.round.guidance, procedures: try roundProcedures, scales: try rules.scales,
          yearly: place.round.period.quarter == 0
            ? nil : try guidances.guidance(of: place.round.period.year)))
      return .redirect("\(place.path)#ket-qua", done: .saved)
    } else: {
      try await regradePage($0)
    }
  }

  /// The decision that grades again, or the notice of a result, as Word or PDF.
  func subjectPaper() async throws -> Answer {
    let place = try await roundSubjectPlace()
    if let member = place.subject.member {
      try await system.noteReading(of: member, by: actor, on: .form)
    }
    let (system, today) = (system, today)
    let result = try await system.read {
      try $0.decidedResult(of: place.subject, named: place.name, asOf: AsOf(today))
    }
    guard let result else { throw RoundRefusal.notDone(ReviewGrade.Step.decided.title) }
    let isRegrading = query["loai"] == "lai"
    let papers = try roundRules.papers
    let paper = isRegrading ? papers.regrading(of: place.round.guidance) : papers.notice
    guard !isRegrading || result.first != nil else { throw RightsRefusal.notFound }
    let document = SubjectPaperPrint(
      paper, result, place.round.guidance, isDecision: isRegrading,
      layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark
    ).document
    let name = "\(isRegrading ? "Quyết định xếp loại lại" : "Thông báo kết quả") - \(place.name)"
    return try printed(document, name)
  }

  /// A document as `?dang=` asks for it: Word, else PDF.
  func printed(_ document: PrintedDocument, _ name: String) throws -> Answer {
    switch query["dang"] {
    case "pdf": return .file(try document.pdf(), name: "\(name).pdf", type: "application/pdf")
    case "docx", "":
      return .file(
        try document.docx(), name: "\(name).docx",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    default: throw ParameterRefusal.invalid("dang", query["dang"], expected: "docx, pdf")
    }
  }
}
