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
    let own =
      step == .own
      ? try await ownGrades(place, line.waiting.compactMap(sheet.line)) : [:]
    return try await page(
      line.stage.name, breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading(line.stage.name, kind: place.organisation.name, lede: "\(place.title)."))
        \(trouble.summary)
        \(line.waiting.isEmpty ? EmptyState("Không còn ai chờ bước này", advice: step == .appraised && place.isBase ? "Đối tượng của từng chi bộ được thẩm định ở trang của chi bộ ấy." : "Xem bước tiếp theo của từng đối tượng.", action: ButtonLink(step == .appraised && place.isBase ? "Đơn vị đã gửi kết quả" : "Về đợt kiểm điểm", step == .appraised && place.isBase ? "\(place.address)#da-gui" : place.address)).html : gradesForm(place, picture, sheet, line, step, own, trouble))
        """)
  }

  /// What those who wait for a step have graded themselves in the forms they have sent.
  private func ownGrades(_ place: RoundPlace, _ lines: [RoundSheet.Line]) async throws
    -> [ID<ReviewSubject>: Set<String>]
  {
    let (system, period, forms) = (system, place.period, try reviewForms)
    let subjects = lines.map(\.subject)
    return try await system.read { session throws in
      var found: [ID<ReviewSubject>: Set<String>] = [:]
      for subject in subjects {
        found[subject.id] = forms.ownGrades(
          in: try session.filledForms(of: subject.subject, year: period.year), period, entity: subject.entity)
      }
      return found
    }
  }

  private func gradesForm(
    _ place: RoundPlace, _ picture: RoundPicture, _ sheet: RoundSheet, _ stage: RoundSheet.StageLine,
    _ step: ReviewGrade.Step, _ own: [ID<ReviewSubject>: Set<String>], _ trouble: FormTrouble
  ) -> HTML {
    let view = UnitRoundView(visit: self, place: place, picture: picture, sheet: sheet)
    let lines = stage.waiting.compactMap(sheet.line)
    func begun(_ line: RoundSheet.Line) -> String? {
      let typed = form["muc-\(line.subject.id)"]
      if !typed.isEmpty { return typed }
      if let before = line.grades[.appraised] ?? line.grades[.proposed] ?? line.grades[.own] {
        return before.grade
      }
      return own[line.subject.id].flatMap { $0.count == 1 ? $0.first : nil }
    }
    /// Whoever has sent a form has said their grade in it: nothing else can be chosen.
    func choices(_ line: RoundSheet.Line) -> [Choice] {
      let entity = line.subject.entity
      let all = step == .own ? place.guidance.scaleGrades(for: entity) : place.guidance.outcomes(for: entity)
      let said = own[line.subject.id] ?? []
      return all.filter { said.isEmpty || said.contains($0.id) }.map { Choice($0.id, $0.name) }
    }
    func hint(_ line: RoundSheet.Line) -> String? {
      guard step == .own else { return nil }
      return own[line.subject.id]?.isEmpty == false
        ? "Theo bản kiểm điểm đã gửi."
        : line.subject.member == nil ? nil : "Chưa gửi bản nào: ghi là nhập hộ."
    }
    return Form(
      action: "\(place.path)/muc", csrf: csrf,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("buoc", stage.stage.id))
        \(each: lines, { line in
          Select("muc-\(line.subject.id)", label: view.name(line), choices: choices(line), selected: begun(line), placeholder: "— chưa ghi —", hint: hint(line)).html
        })
        \(DayField("ngay", label: "Ngày", value: form["ngay"].isEmpty ? today.vietnamese : form["ngay"], error: trouble.on("ngay"), isRequired: true))
        \(when: step == .own, "<p class=\"hint\">Mức ghi cho đảng viên ở đây mang dấu “nhập hộ” và hiện ở trang “Của tôi” của người ấy. Ai đã gửi bản kiểm điểm thì theo bản ấy; đổi thì người ấy gửi lại.</p>")
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
          reason: form.paragraphs("ly-do"), guidance: place.guidance,
          procedures: try roundProcedures, rules: try site.ballotRules(site.content), forms: try reviewForms))
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
