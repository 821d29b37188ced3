import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// Begins a draft: from which guidance, under which name, for whom.
  func newGuidanceDraft(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, day) = (system, actor, today)
    let now = system.now
    let places = try await system.read { session throws in
      try session.draftingPlaces(of: actor, on: day, at: now)
    }
    let all = try guidances.all
    let base = form.has("goc") ? form["goc"] : query["tu"]
    let chosen = all.first { $0.name == base } ?? all.first
    let name = form.has("ten") ? form["ten"] : chosen.map { "Dự thảo sửa \($0.pack.title)" } ?? ""
    let year = form.has("nam") ? form["nam"] : "\(today.year + 1)"
    return try await page(
      "Soạn dự thảo", breadcrumbs: [Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai")],
      styles: Self.draftStyles,
      body: """
        \(PageHeading("Soạn dự thảo hướng dẫn", kind: "Dự thảo", lede: "Dự thảo bắt đầu là bản sao của một hướng dẫn. Sửa từng điều, xem tác động lên số liệu các năm trước, rồi mới ký."))
        \(trouble.summary)
        \(Form(action: DraftPath.index, csrf: csrf, body: """
          \(Select("goc", label: "Bắt đầu từ", choices: all.map { Choice($0.name, $0.pack.title) }, selected: chosen?.name, placeholder: nil))
          \(TextField("ten", label: "Tên dự thảo", value: name, width: .full, error: trouble.on("ten"), isRequired: true, maximumLength: 300))
          \(TextField("nam", label: "Dùng từ năm", value: year, kind: .number, width: .short, hint: "Chạy thử vẫn được trên các năm trước.", error: trouble.on("nam")))
          \(keptNames(["ten"]))\(Select("to-chuc", label: "Cấp soạn thảo", choices: places.map { Choice("\($0.id)", $0.name) }, selected: form.has("to-chuc") ? form["to-chuc"] : places.first.map { "\($0.id)" }, placeholder: nil))
          \(Actions("\(Submit("Bắt đầu soạn"))\(ButtonLink("Thôi", "/huong-dan-xep-loai", kind: .quiet))"))
          """))
        """)
  }

  func startGuidanceDraft() async throws -> Answer {
    try await attempt {
      try mattersOnly(["ten"])
      let base = try found(try guidances[form["goc"]])
      let organisation: ID<Organisation> = try found(form.id("to-chuc"))
      var trouble = FormTrouble()
      let year = form.number("nam")
      if !form["nam"].isEmpty, year == nil { trouble.add("nam", "Ghi năm bằng bốn chữ số, ví dụ 2027.") }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      let id = try await perform(
        StartGuidanceDraft(on: organisation, from: base, title: form["ten"], firstYear: year))
      return .redirect(DraftPath.draft(id), done: .draftStarted)
    } else: {
      try await newGuidanceDraft($0)
    }
  }
}
