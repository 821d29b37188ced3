import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// One step of grades for all whose turn it is: their own, the proposed one, the appraised one; each begins with what
  /// the step before said.
  func roundGrades(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let data = method == .post ? form : query
    let picture = try await roundPicture(place)
    guard let sheet = picture.sheet,
      let line = sheet.stages.first(where: { $0.stage.id.utf8.elementsEqual(data["buoc"].utf8) }),
      let step = line.stage.keeps.gradeStep, step != .decided
    else { throw RightsRefusal.notFound }
    try await require(
      step == .appraised ? .manageRounds : .recordReviews, on: place.organisation.organisation)
    let own = try await ownGrades(place, sheet)
    return try await page(
      line.stage.name, breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading(line.stage.name, kind: place.organisation.name, lede: "\(place.title)."))
        \(trouble.summary)
        \(line.waiting.isEmpty ? EmptyState("Không còn ai chờ bước này", advice: "Xem bước tiếp theo của từng đối tượng.", action: ButtonLink("Về đợt kiểm điểm", place.address)).html : gradesForm(place, picture, sheet, line, step, own, trouble))
        """)
  }

  /// What people have proposed for themselves in their forms.
  private func ownGrades(_ place: RoundPlace, _ sheet: RoundSheet) async throws -> [ID<Member>: String] {
    let (system, id, year) = (system, place.organisation.organisation, place.period.year)
    let asOf = AsOf(place.round.populationOn)
    let forms = try reviewForms
    return try await system.read { session throws in
      try session.filledForms(at: id, year: year, asOf: asOf).compactMapValues { filled in
        let field = forms.form(filled.form, of: filled.guidance)?.fields.first { $0.kind == .grade }
        return field.map { filled.answers[text: $0.id] }
      }
    }
  }

  private func gradesForm(
    _ place: RoundPlace, _ picture: RoundPicture, _ sheet: RoundSheet, _ stage: RoundSheet.StageLine,
    _ step: ReviewGrade.Step, _ own: [ID<Member>: String], _ trouble: FormTrouble
  ) -> HTML {
    let view = UnitRoundView(visit: self, place: place, picture: picture, sheet: sheet)
    let lines = stage.waiting.compactMap(sheet.line)
    func begun(_ line: RoundSheet.Line) -> String? {
      let typed = form["muc-\(line.subject.id)"]
      if !typed.isEmpty { return typed }
      if let before = line.grades[.appraised] ?? line.grades[.proposed] ?? line.grades[.own] {
        return before.grade
      }
      return line.subject.member.flatMap { own[$0] }
    }
    return Form(
      action: "\(place.path)/muc", csrf: csrf,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("buoc", stage.stage.id))
        \(each: lines, { line in
          Select("muc-\(line.subject.id)", label: view.name(line), choices: (step == .own ? place.guidance.scaleGrades(for: line.subject.entity) : place.guidance.outcomes(for: line.subject.entity)).map { Choice($0.id, $0.name) }, selected: begun(line), placeholder: "— chưa ghi —").html
        })
        \(DayField("ngay", label: "Ngày", value: form["ngay"].isEmpty ? today.vietnamese : form["ngay"], error: trouble.on("ngay"), isRequired: true))
        \(when: step == .own, Checkbox("nhap-ho", label: "Nhập hộ", isOn: !form["nhap-ho"].isEmpty).html)
        \(TextArea("ly-do", label: step == .proposed ? "Lý do, hoặc biên bản bỏ phiếu ngoài sổ" : "Ghi chú", value: form.paragraphs("ly-do"), rows: 2, hint: step == .proposed ? "Cần khi chưa có cuộc bỏ phiếu nào đã công bố trong sổ, hoặc mức khác kết quả bỏ phiếu; ví dụ: phiếu giấy, biên bản số 03 ngày 20/11." : nil, maximumLength: 1_000))
        \(Actions("\(Submit("Ghi các mức đã chọn"))"))
        """
    ).html
  }

  func giveRoundGrades() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      guard let step = place.procedure.stage(form["buoc"])?.keeps.gradeStep else {
        throw RequestRefusal.missing("bước")
      }
      let grades = chosenGrades().mapValues { $0 }
      guard !grades.isEmpty else { throw RequestRefusal.missing("mức") }
      _ = try await perform(
        GiveGrades(
          step, grades, by: place.organisation.organisation, on: try day(in: "ngay", "ngày"),
          isForOther: !form["nhap-ho"].isEmpty, reason: form.paragraphs("ly-do"), guidance: place.guidance,
          procedures: try roundProcedures, rules: try site.ballotRules(site.content)))
      return .redirect("\(place.address)#doi-tuong", done: .saved)
    } else: {
      try await roundGrades($0)
    }
  }

  /// `muc-<subject>` fields with a choice in them.
  func chosenGrades() -> [ID<ReviewSubject>: String] {
    var grades: [ID<ReviewSubject>: String] = [:]
    for name in form.values.keys where name.utf8.starts(with: "muc-".utf8) {
      guard let id: ID<ReviewSubject> = ID(text: String(name.dropFirst(4))), !form[name].isEmpty else {
        continue
      }
      grades[id] = form[name]
    }
    return grades
  }
}
