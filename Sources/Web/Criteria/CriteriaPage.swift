import Basics
import Markup
import Registry
import Reviews
import Rules

/// Sub-criteria and their points: what a committee has made of the frame of a guidance.
extension Site {
  var criteriaRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/tieu-chi", .organisation(.viewReviews)) {
        try await $0.criteriaPage(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/tieu-chi", .organisation(.recordGradings)) { try await $0.adoptCriteria() },
      .post("/to-chuc/:to-chuc/tieu-chi/rut", .organisation(.recordGradings)) {
        try await $0.withdrawCriteria()
      },
    ]
  }
}

/// One criterion of a form that may be divided.
private struct Divisible {
  var form: ReviewForm
  var field: ReviewForm.Field
  var most: String
  var value: String { "\(form.id)/\(field.id)" }
  var title: String { "\(form.code) · \(field.title) (\(most) điểm)" }
}

extension Visit {
  private static let rows = 12

  func criteriaPage(_ trouble: FormTrouble) async throws -> Answer {
    let (id, system, today, year) = (try organisation, system, today, try reviewYear)
    let guidance = try guidance(of: year)
    let all = divisible(try reviewForms, guidance)
    let (state, holding, own, decisions) = try await system.read { session throws in
      let asOf = AsOf(today)
      let holding = try session.reviewCriteria(
        holdingAt: id, pack: guidance.pack.id, year: year, asOf: asOf)
      let own = try session.reviewCriteria(at: id)
      return (
        try session.organisationNear(id, asOf: asOf), holding, own,
        try session.decisions((holding + own).map(\.decision))
      )
    }
    let here = try found(state)
    let mayAdopt = try await rights(on: id).contains(.recordGradings)
    func words(_ adopted: ReviewCriteria) -> String {
      all.first { $0.form.id == adopted.form && $0.field.id == adopted.field }?.title
        ?? "\(adopted.form), \(adopted.field)"
    }
    func paper(_ adopted: ReviewCriteria) -> String { decisions[adopted.decision]?.key.citation ?? "" }
    let tables = holding.map { adopted in
      Table(
        words(adopted), isCaptionSeen: true, columns: [.init("Tiêu chí"), .init("Điểm", .number)],
        rows: adopted.criteria.map { Table.Row(["\($0.name)", "\($0.points)"]) }
      ).html
    }
    let held: HTML =
      tables.isEmpty
      ? "<p class=\"nothing\">Chưa có bảng nào; mẫu chấm theo điểm chung của tiêu chí.</p>"
      : "\(each: tables, { $0 })"
    let recorded = Table(
      "Bảng đã ghi ở đây",
      columns: [
        .init("Tiêu chí của mẫu"), .init("Số dòng", .number), .init("Hiệu lực"), .init("Văn bản"), .init(""),
      ],
      rows: own.map { adopted in
        Table.Row([
          "\(words(adopted))", "\(adopted.criteria.count)", "\(adopted.period.vietnamese)",
          "\(paper(adopted))",
          mayAdopt ? withdrawal(id, adopted) : "",
        ])
      }, empty: EmptyState("Chưa ghi bảng nào ở đây", advice: "Nơi trên đã ghi thì thấy ở phần trên."))
    return try await page(
      "Tiêu chí chi tiết", breadcrumbs: [Link(here.name, "/to-chuc/\(id)")],
      styles: ["/styles/guidances.css"],
      body: """
        \(PageHeading("Tiêu chí chi tiết và điểm", kind: here.name, lede: "Hướng dẫn cho khung điểm; cấp ủy cụ thể hóa bằng văn bản. Bảng ở đây dùng cho mọi tổ chức bên dưới; nơi gần hơn có bảng riêng thì theo nơi ấy."))
        \(trouble.summary)
        \(Section("Đang áp dụng ở đây cho năm \(year)", id: "ap-dung", body: held))
        \(Section("Đã ghi tại tổ chức này", id: "da-ghi", body: recorded.html))
        \(when: mayAdopt && !all.isEmpty, Section("Ghi bảng tiêu chí", id: "ghi", note: "Tổng điểm phải bằng đúng điểm của tiêu chí trong mẫu.", body: adoption(id, year, all, trouble)).html)
        """)
  }

  private func divisible(_ forms: ReviewForms, _ guidance: Guidance) -> [Divisible] {
    forms.forms(of: guidance.name).filter { !$0.isAnonymous }.flatMap { form in
      form.fields.compactMap { field in
        guard field.kind == .score, let fact = form.scoreFact(field, in: guidance.pack),
          let range = fact.range
        else { return nil }
        return Divisible(form: form, field: field, most: fact.text(range.upperBound))
      }
    }
  }

  private func withdrawal(_ id: ID<Organisation>, _ adopted: ReviewCriteria) -> HTML {
    let form = Form(
      action: "/to-chuc/\(id)/tieu-chi/rut", csrf: csrf,
      body: """
        \(HiddenField("bang", "\(adopted.id)"))
        \(TextField("ly-do", label: "Lý do", value: "", width: .full, isRequired: true, maximumLength: 300))
        \(Actions("\(Submit("Rút bảng đã ghi", kind: .destructive))"))
        """)
    return "<details class=\"more\"><summary>Rút</summary>\(form)</details>"
  }

  private func adoption(_ id: ID<Organisation>, _ year: Int, _ all: [Divisible], _ trouble: FormTrouble)
    -> HTML
  {
    let table = Table(
      "Các tiêu chí", columns: [.init("Tên tiêu chí"), .init("Điểm", .number)],
      rows: (1...Self.rows).map { n in
        Table.Row([
          "<input type=\"text\" class=\"input\" name=\"ten-\(n)\" value=\"\(form["ten-\(n)"])\" maxlength=\"300\" aria-label=\"Tên tiêu chí, dòng \(n)\">",
          "<input type=\"text\" class=\"input width-short\" name=\"diem-\(n)\" value=\"\(form["diem-\(n)"])\" maxlength=\"9\" inputmode=\"decimal\" aria-label=\"Điểm, dòng \(n)\">",
        ])
      }, header: -1)
    return Form(
      action: "/to-chuc/\(id)/tieu-chi", csrf: csrf,
      body: """
        \(HiddenField("nam", "\(year)"))
        \(Select("tieu-chi", label: "Tiêu chí của mẫu", choices: all.map { Choice($0.value, $0.title) }, selected: form["tieu-chi"], isRequired: true))
        \(table)
        \(DayField("hieu-luc-tu", label: "Có hiệu lực từ", value: form["hieu-luc-tu"], hint: "Tính cho năm nào còn hiệu lực vào 31/12 của năm ấy.", error: trouble.on("hieu-luc-tu"), isRequired: true))
        \(DayField("hieu-luc-den", label: "Hết hiệu lực từ", value: form["hieu-luc-den"], hint: "Để trống nếu chưa biết.", error: trouble.on("hieu-luc-den")))
        \(DecisionFields(visit: self, trouble: trouble))
        \(Actions("\(Submit("Ghi bảng tiêu chí"))"))
        """
    ).html
  }

  func adoptCriteria() async throws -> Answer {
    let (id, year) = (try organisation, try reviewYear)
    return try await attempt {
      let guidance = try guidance(of: year)
      let chosen = form["tieu-chi"].split(separator: "/").map(String.init)
      guard chosen.count == 2, let mould = try reviewForms.form(chosen[0], of: guidance.name) else {
        throw RequestRefusal.missing("tiêu chí của mẫu")
      }
      let criteria = (1...Self.rows).compactMap { n -> Criterion? in
        let (name, points) = (form["ten-\(n)"], form["diem-\(n)"])
        return name.isEmpty && points.isEmpty ? nil : Criterion(name, points)
      }
      let from = try day(in: "hieu-luc-tu", "ngày có hiệu lực")
      let to = form["hieu-luc-den"].isEmpty ? Day.endOfTime : try day(in: "hieu-luc-den", "ngày hết hiệu lực")
      guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      _ = try await perform(
        AdoptCriteria(
          criteria, for: chosen[1], of: mould, at: id, guidance: guidance, from: from, to: to,
          decision: paper, dates: try roundProcedures.dates))
      return .redirect("/to-chuc/\(id)/tieu-chi?nam=\(year)", done: .saved)
    } else: {
      try await criteriaPage($0)
    }
  }

  func withdrawCriteria() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      try await perform(WithdrawCriteria(try found(form.id("bang")), at: id, reason: form["ly-do"]))
      return .redirect("/to-chuc/\(id)/tieu-chi", done: .saved)
    } else: {
      try await criteriaPage($0)
    }
  }
}
