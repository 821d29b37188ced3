import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// A year's gradings of one kind of organisation, all on one page, under one decision.
  func gradingEditPage(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, id) = (system, actor, try organisation)
    let data = method == .post ? form : query
    let (now, today, scales) = (system.now, today, try rules.scales)
    let kind = try gradedKind(data) ?? .agencyCell
    let year = try gradedYear(data) ?? today.year - 1
    let placeDay = min(Day(year: year, month: 12, day: 31) ?? today, today)
    let (state, ungraded, graded) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: AsOf(today)) else {
        throw RightsRefusal.notFound
      }
      let reach = try session.reach(of: actor, with: .recordGradings, at: now)
      let units = try session.subtree(of: id, kinds: [kind], asOf: AsOf(placeDay)).filter {
        reach?.contains($0.organisation) ?? true
      }
      let done = try units.compactMap { unit in
        try session.grading(of: .organisation(unit.organisation), year: year).map { (unit, $0) }
      }
      let known = Set(done.map(\.0.organisation))
      return (state, units.filter { !known.contains($0.organisation) }, done)
    }
    let path = "/to-chuc/\(id)/xep-loai"
    let scale = scales.scale(of: year, .organisations)
    return try await page(
      "Ghi xếp loại", breadcrumbs: [Link(state.name, "/to-chuc/\(id)"), Link("Xếp loại", path)],
      body: """
        \(PageHeading("Ghi kết quả xếp loại năm \(year)", kind: state.name, lede: "Một quyết định công nhận kết quả của nhiều tổ chức. Bỏ trống dòng nào thì dòng ấy chưa ghi."))
        \(trouble.summary)
        \(chooser(path, kind, year))
        \(entry(path, kind, year, scale, ungraded, graded, trouble))
        """)
  }

  private func chooser(_ path: String, _ kind: Organisation.Kind, _ year: Int) -> HTML {
    let form = Form(
      asking: "\(path)/ghi", label: "Chọn năm và loại tổ chức",
      body: """
        \(TextField("nam", label: "Năm", value: "\(year)", kind: .number, width: .short, maximumLength: 4))
        \(Select("loai", label: "Loại tổ chức", choices: Self.gradedKinds.map { Choice($0.rawValue, $0.title) }, selected: kind.rawValue, placeholder: nil))
        \(Submit("Xem", kind: .secondary))
        """)
    return "<div class=\"filters\">\(form)</div>\n"
  }

  private func entry(
    _ path: String, _ kind: Organisation.Kind, _ year: Int, _ scale: GradeScale?,
    _ units: [OrganisationState],
    _ graded: [(OrganisationState, Grading)], _ trouble: FormTrouble
  ) -> HTML {
    guard let scale else {
      return Notice(
        .refusal, GradingRefusal.noScale(year).reason, remedy: GradingRefusal.noScale(year).remedy
      ).html
    }
    let papers = scale.documents.map { "\($0.type) \($0.number)" }.joined(separator: "; ")
    let known: HTML =
      graded.isEmpty
      ? ""
      : """
      <details class="more"><summary>\(graded.count) tổ chức đã có kết quả năm \(year)</summary>
      <ul>\(each: graded, { "<li>\($0.name): \(scale.grade($1.grade)?.title ?? $1.grade)</li>" })</ul>
      <p>Kết quả sai thì <a\(href: "\(path)?loai=\(kind.rawValue)&nam=\(year)#danh-sach")>rút</a> rồi ghi lại.</p></details>
      """
    guard !units.isEmpty else {
      return """
        \(EmptyState("Không còn tổ chức nào chưa ghi", advice: "Loại \(kind.title.lowercased()), năm \(year)."))
        \(known)
        """
    }
    let choices = scale.grades.map { Choice($0.code, $0.title) }
    return """
      \(Form(action: "\(path)/ghi", csrf: csrf, draft: "xep-loai-\(year)-\(kind.rawValue)", body: """
        \(HiddenField("nam", "\(year)"))\(HiddenField("loai", kind.rawValue))
        \(Fieldset("\(kind.title): \(units.count) tổ chức chưa ghi", note: "Thang xếp loại năm \(year) theo \(papers)\(scale.certainty == .C ? "; văn bản chưa được xác nhận" : "").", body: """
          <div class="grade-rows">\(each: units, { unit in
            Select("muc-\(unit.organisation)", label: unit.name, choices: choices, selected: form["muc-\(unit.organisation)"], placeholder: "— chưa ghi —").html
          })</div>
          """))
        \(DayField("ngay-xep-loai", label: "Ngày xếp loại", value: form["ngay-xep-loai"], hint: "Ngày quyết định công nhận.", error: trouble.on("ngay-xep-loai"), isRequired: true))
        \(DecisionFields(visit: self, trouble: trouble))
        \(Actions("\(Submit("Ghi kết quả"))"))
        """))
      \(known)
      """
  }

  func recordGradings() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let year = try gradedYear(form), let kind = try gradedKind(form) else {
        throw ParameterRefusal.missing("nam, loai")
      }
      let prefix = "muc-"
      let entries = form.values.keys.sorted().compactMap { name -> GradingEntry? in
        guard name.utf8.starts(with: prefix.utf8),
          let unit = ID<Organisation>(text: name.dropFirst(prefix.count)),
          !form[name].isEmpty
        else { return nil }
        return GradingEntry(.organisation(unit), form[name])
      }
      let day = try day(in: "ngay-xep-loai", "ngày xếp loại")
      let decision = try found(try decision(isRequired: true))
      try await perform(
        RecordGradings(entries, year: year, on: day, decision: decision, scales: try rules.scales))
      return .redirect("/to-chuc/\(id)/xep-loai?loai=\(kind.rawValue)&nam=\(year)", done: .saved)
    } else: {
      try await gradingEditPage($0)
    }
  }
}
