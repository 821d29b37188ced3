import Basics
import Markup
import Registry
import Reporting

/// The fields of one point of a survey: as typed, else as the point stands.
struct SurveyPartFields: Piece {
  var visit: Visit
  var picture: SurveyPicture
  var part: SurveyPart?
  var trouble: FormTrouble

  var html: HTML {
    let causes = picture.of(.finding).map(\.part).filter { $0.id != part?.id }.map {
      Choice("\($0.id)", String(($0.topic.isEmpty ? $0.text : $0.topic).prefix(90)))
    }
    let figures = picture.figureChoices.map { Choice($0.key, $0.label) }
    let isFigure = part?.kind == .figure
    return """
      \(when: !figures.isEmpty && (part == nil || isFigure), Select("so-lieu", label: "Số liệu", choices: figures, selected: value("so-lieu", isFigure ? part?.topic : nil), placeholder: "không phải số liệu", hint: "Chỉ với số liệu được yêu cầu: chọn theo tên, sổ tự trả lời.").html)
      \(when: !isFigure, TextField("de-muc", label: "Đề mục", value: value("de-muc", part?.topic), width: .full, maximumLength: 200).html)
      \(TextArea("noi-dung", label: "Nội dung", value: visit.form.has("noi-dung") ? visit.form.paragraphs("noi-dung") : part?.text ?? "", rows: 4, hint: "Ghi việc, không ghi lời kể về cá nhân.", error: visit.form.has("noi-dung") ? trouble.on("noi-dung") : nil, maximumLength: 4000))
      \(TextField("nguoi", label: "Người", value: value("nguoi", part?.person), hint: "Người dự, người báo cáo, người kiến nghị hoặc người nhận ý kiến.", maximumLength: 200))
      \(TextField("chuc-vu", label: "Chức vụ", value: value("chuc-vu", part?.post), maximumLength: 200))
      \(Select("to-chuc", label: "Tổ chức", choices: picture.units.map { Choice("\($0.organisation)", $0.name) }, selected: value("to-chuc", part?.organisation.map { "\($0)" }), placeholder: "không gắn với tổ chức", hint: "Đơn vị có đại diện, hoặc nơi phải trả lời."))
      \(when: !causes.isEmpty, Select("vi", label: "Nguyên nhân là đánh giá", choices: causes, selected: value("vi", part?.because.map { "\($0)" }), placeholder: "không ghi").html)
      \(DayField("han", label: "Hạn", value: value("han", part?.dueOn?.vietnamese), hint: "Với ý kiến, kiến nghị; bỏ trống nếu không đặt hạn.", error: trouble.on("han")))
      \(when: visit.form.has("noi-dung"), visit.keptName)
      """
  }

  private func value(_ name: String, _ known: String?) -> String {
    visit.form.has(name) ? visit.form[name] : known ?? ""
  }
}

/// Mending and taking back one point.
extension Visit {
  /// What the fields tell of a point.
  func typedPart(_ kind: SurveyPart.Kind) throws -> SurveyPartEntry {
    if kind != .attendee { try matterOnly(form["de-muc"], form.paragraphs("noi-dung")) }
    let topic = kind == .figure && !form["so-lieu"].isEmpty ? form["so-lieu"] : form["de-muc"]
    return SurveyPartEntry(
      kind, topic: topic, text: form.paragraphs("noi-dung"), person: form["nguoi"], post: form["chuc-vu"],
      organisation: form.id("to-chuc"), because: form["vi"].isEmpty ? nil : form["vi"],
      dueOn: try optionalDay("han", "hạn"))
  }

  private func managedPart() async throws -> (SurveyPicture, SurveyPart) {
    let picture = try await surveyPicture()
    try await require(.manageSurveys, on: picture.survey.organisation)
    let id: ID<SurveyPart> = try found(id("muc"))
    return (picture, try found(picture.parts.first { $0.part.id == id }?.part))
  }

  func surveyPartPage(_ trouble: FormTrouble) async throws -> Answer {
    let (picture, part) = try await managedPart()
    let path = "/khao-sat/\(picture.survey.id)"
    return try await page(
      "Sửa mục khảo sát",
      breadcrumbs: [Link("Khảo sát", "/khao-sat"), Link(picture.survey.title, path)],
      styles: ["/styles/surveys.css"],
      body: """
        \(PageHeading("Sửa mục", kind: part.kind.title, lede: "Giá trị cũ còn trong nhật ký. Mục đã có trả lời thì giữ nguyên."))
        \(trouble.summary)
        \(Form(action: "\(path)/muc/\(part.id)", csrf: csrf, body: """
          \(SurveyPartFields(visit: self, picture: picture, part: part, trouble: trouble))
          \(Actions("\(Submit("Sửa"))"))
          """))
        \(Section("Rút mục này", id: "rut", body: """
          \(Form(action: "\(path)/muc/\(part.id)/rut", csrf: csrf, label: "Rút mục", body: """
            \(TextField("ly-do", label: "Lý do", value: form["ly-do"], width: .full, isRequired: true, maximumLength: 300))
            \(Actions("\(Submit("Rút", kind: .destructive, confirm: "Rút mục này?"))"))
            """))
          """))
        """)
  }

  func correctSurveyPart() async throws -> Answer {
    let (picture, part) = try await managedPart()
    return try await attempt {
      _ = try await perform(CorrectSurveyPart(part.id, try typedPart(part.kind)))
      return .redirect("/khao-sat/\(picture.survey.id)#\(part.kind.rawValue)", done: .corrected)
    } else: {
      try await surveyPartPage($0)
    }
  }

  func withdrawSurveyPart() async throws -> Answer {
    let (picture, part) = try await managedPart()
    return try await attempt {
      try await perform(WithdrawSurveyPart(part.id, reason: form["ly-do"]))
      return .redirect("/khao-sat/\(picture.survey.id)", done: .saved)
    } else: {
      try await surveyPartPage($0)
    }
  }
}
