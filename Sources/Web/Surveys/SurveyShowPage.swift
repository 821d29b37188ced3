import Basics
import Markup
import Registry
import Reporting

extension Visit {
  func surveyShow(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await surveyPicture()
    let regulations = try await surveyRegulations(picture)
    return try await page(
      picture.survey.title, breadcrumbs: [Link("Khảo sát", "/khao-sat")], styles: ["/styles/surveys.css"],
      body: SurveyShowPage(visit: self, picture: picture, regulations: regulations, trouble: trouble).html)
  }
}

struct SurveyShowPage: Piece {
  var visit: Visit
  var picture: SurveyPicture
  var regulations: SurveyRegulations?
  var trouble: FormTrouble

  private var survey: Survey { picture.survey }
  private var path: String { "/khao-sat/\(survey.id)" }

  var html: HTML {
    """
    \(PageHeading(survey.title, kind: "Khảo sát", lede: "Ngày \(survey.visitedOn.vietnamese), tại \(picture.organisationName)."))
    \(trouble.summary)
    \(when: !picture.isWhole, Notice(.info, "Chỉ hiện những mục gửi đến tổ chức trong phạm vi của anh chị.").html)
    \(Section("Cuộc làm việc", body: "\(about)\(attendees)"))
    \(section("Nội dung làm việc", .topic) { "<ul>\(each: $0, { "<li>\(text($0.part))</li>" })</ul>\n" })
    \(when: !picture.figures.isEmpty, Section("Số liệu được yêu cầu", id: "so-lieu", note: "Trả lời từ sổ, tính đến ngày làm việc.", body: figures).html)
    \(section("Nội dung được báo cáo", .reported) { points($0) })
    \(section("Đánh giá", .finding) { findings($0) })
    \(section("Ý kiến lưu ý, yêu cầu", .advice) { "\(each: $0, answered)" })
    \(section("Kiến nghị", .petition) { "\(each: $0, answered)" })
    \(when: picture.canManage, Section("Ghi thêm", id: "ghi-them", body: addForm).html)
    """
  }

  private func section(_ title: String, _ kind: SurveyPart.Kind, _ body: ([SurveyPartListing]) -> HTML)
    -> HTML
  {
    let parts = picture.of(kind)
    return parts.isEmpty ? "" : Section(title, id: kind.rawValue, body: body(parts)).html
  }

  private var about: DescriptionList {
    var items: [(term: String, value: HTML)] = [
      ("Đoàn khảo sát", "\(survey.team)"),
      (
        "Nơi làm việc",
        "<a\(href: "/to-chuc/\(survey.organisation)?ngay=\(survey.visitedOn)")>\(picture.organisationName)</a>"
      ),
    ]
    if !picture.isWhole { items[1].value = "\(picture.organisationName)" }
    if !survey.host.isEmpty { items.append(("Đại diện nơi làm việc", "\(survey.host)")) }
    if let day = survey.publishedOn { items.append(("Đăng tin", "\(day.vietnamese)")) }
    let units = picture.of(.unit)
    if !units.isEmpty {
      items.append(
        (
          "Đơn vị có đại diện",
          HTML.joined(
            units.map { unit in
              unit.part.organisation.map {
                "<a\(href: "/to-chuc/\($0)?ngay=\(survey.visitedOn)")>\(unit.organisationName ?? "")</a>"
              } ?? "\(text(unit.part))"
            }, separator: ", ")
        ))
    }
    return DescriptionList(items)
  }

  private var attendees: HTML {
    let people = picture.of(.attendee)
    guard !people.isEmpty else { return "" }
    return Table(
      "Thành phần dự", isCaptionSeen: true, columns: [.init("Họ và tên"), .init("Chức vụ")],
      rows: people.map {
        Table.Row(["\($0.part.person)", "\($0.part.post)\(when: !$0.part.text.isEmpty, " \($0.part.text)")"])
      }
    ).html
  }

  private var figures: HTML {
    Figures(
      picture.figures.map { requested in
        requested.figure.map {
          Figure(
            $0.text, requested.part.text.isEmpty ? $0.label : requested.part.text, definition: $0.definition,
            records: $0.records.page(with: picture.rights))
        }
          ?? Figure(
            "chưa có", requested.part.text.isEmpty ? requested.part.topic : requested.part.text,
            definition: "Sổ không có số liệu này.", tone: .undecided)
      }
    ).html
  }

  private func points(_ parts: [SurveyPartListing]) -> HTML {
    "<ul>\(each: parts, { "<li>\(when: !$0.part.person.isEmpty, "<strong>\($0.part.person)</strong>: ")\(text($0.part))</li>" })</ul>\n"
  }

  /// Findings, each with those it is the cause of, and what the register counts of them.
  private func findings(_ parts: [SurveyPartListing]) -> HTML {
    let items = parts.map { listing -> HTML in
      let cause: HTML = listing.because.map { "<p class=\"cause\">Do: \(text($0))</p>" } ?? ""
      let counted: HTML =
        regulations.map { $0.findings.contains(listing.part.id) ? $0.html : "" } ?? ""
      return "<li>\(text(listing.part))\(cause)\(counted)</li>"
    }
    return "<ul class=\"findings\">\(items)</ul>\n"
  }

  private func text(_ part: SurveyPart) -> HTML {
    part.topic.isEmpty
      ? "\(part.text)" : part.text.isEmpty ? "\(part.topic)" : "<strong>\(part.topic)</strong>. \(part.text)"
  }

  private func answered(_ listing: SurveyPartListing) -> HTML {
    let part = listing.part
    let owner = [listing.organisationName, part.person.isEmpty ? nil : part.person].compactMap { $0 }.joined(
      separator: ", ")
    let late = listing.isOverdue(on: visit.today)
    let tone: Tone =
      listing.status == .done ? .done : late ? .attention : listing.answers.isEmpty ? .attention : .undecided
    return """
      <article class="advice" id="muc-\("\(part.id)")">
      <p>\(text(part))</p>
      <p class="hint">\(when: !owner.isEmpty, "\(part.kind == .advice ? "Gửi" : "Của") \(owner) · ")\(part.dueOn.map { "hạn \($0.vietnamese)" } ?? "không đặt hạn") · \
      \(Badge(listing.answers.isEmpty ? "chưa trả lời" : listing.status.title.lowercased(), tone))\(when: late, " \(Badge("quá hạn", .attention))")</p>
      \(when: !listing.answers.isEmpty, Remarks(listing.answers.map {
        Remarks.Remark(by: $0.person, at: $0.day.vietnamese, $0.text, state: Badge($0.status.title.lowercased(), $0.status == .done ? .done : .undecided))
      }).html)
      \(when: picture.answerable.contains(part.id), answerForm(part))
      </article>

      """
  }

  private func answerForm(_ part: SurveyPart) -> HTML {
    let form = visit.form
    let isThis = form["muc"] == "\(part.id)"
    return """
      <details class="more"\(when: isThis, " open")><summary>Trả lời</summary>\(Form(action: "\(path)/tra-loi", csrf: visit.csrf, draft: "tra-loi-\(part.id)", body: """
        \(HiddenField("muc", "\(part.id)"))
        \(Select("tinh-trang", label: "Tình trạng", choices: SurveyAnswer.Status.allCases.map { Choice($0.rawValue, $0.title) }, selected: isThis ? form["tinh-trang"] : SurveyAnswer.Status.doing.rawValue, placeholder: nil))
        \(TextArea("noi-dung", label: "Đã làm gì", value: isThis ? form.paragraphs("noi-dung") : "", rows: 3, error: isThis ? trouble.on("noi-dung") : nil, isRequired: true, maximumLength: 4000))
        \(TextField("nguoi", label: "Người trả lời", value: isThis ? form["nguoi"] : visit.actor.name, isRequired: true, maximumLength: 120))
        \(DayField("ngay-tra-loi", label: "Ngày", value: isThis ? form["ngay-tra-loi"] : visit.today.vietnamese, error: isThis ? trouble.on("ngay-tra-loi") : nil, isRequired: true))
        \(when: isThis, visit.keptName)\(Actions("\(Submit("Ghi trả lời", kind: .secondary))"))
        """))</details>
      """
  }

  private var addForm: HTML {
    let form = visit.form
    return """
      <details class="more"\(when: form.has("loai"), " open")><summary>Thêm một mục</summary>\(Form(action: "\(path)/muc", csrf: visit.csrf, draft: "muc-\(survey.id)", body: """
        \(Select("loai", label: "Loại mục", choices: SurveyPart.Kind.allCases.map { Choice($0.rawValue, $0.title) }, selected: form["loai"], isRequired: true))
        \(SurveyPartFields(visit: visit, picture: picture, part: nil, trouble: trouble))
        \(Actions("\(Submit("Thêm"))"))
        """))</details>
      \(when: !picture.parts.isEmpty, corrections)
      """
  }

  /// Every point with its way to be mended.
  private var corrections: HTML {
    let items = SurveyPart.Kind.allCases.flatMap { picture.of($0) }.map { listing -> HTML in
      let part = listing.part
      let name =
        [part.topic, part.text, part.person, listing.organisationName ?? ""].first { !$0.isEmpty } ?? ""
      return "<li>\(part.kind.title): <a\(href: "\(path)/muc/\(part.id)")>\(String(name.prefix(90)))</a></li>"
    }
    return "<details class=\"more\"><summary>Sửa hoặc rút một mục</summary><ul>\(items)</ul></details>\n"
  }
}
