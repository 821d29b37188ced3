import Basics
import Markup
import Registry
import Reporting

extension Visit {
  func surveyEditPage(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor) = (system, actor)
    let now = system.now
    let organisations = try await system.read {
      try OrganisationChoices.of(actor, with: .manageSurveys, in: $0, at: now)
    }
    return try await page(
      "Ghi cuộc khảo sát", breadcrumbs: [Link("Khảo sát", "/khao-sat")],
      body: """
        \(PageHeading("Ghi cuộc khảo sát", lede: "Ghi cuộc làm việc trước; thành phần, số liệu, đánh giá, ý kiến và kiến nghị ghi thêm sau, từng mục."))
        \(trouble.summary)
        \(Form(action: "/khao-sat/moi", csrf: csrf, draft: "khao-sat-moi", body: """
          \(TextField("ten", label: "Cuộc khảo sát", value: form["ten"], width: .full, isRequired: true, maximumLength: 300))
          \(Select("to-chuc", label: "Làm việc với", choices: organisations, selected: form["to-chuc"], isRequired: true))
          \(DayField("ngay-lam-viec", label: "Ngày làm việc", value: form["ngay-lam-viec"], error: trouble.on("ngay-lam-viec"), isRequired: true))
          \(TextField("doan", label: "Đoàn khảo sát", value: form["doan"], width: .full, hint: "Cơ quan, trưởng đoàn", isRequired: true, maximumLength: 300))
          \(TextField("chu-nha", label: "Đại diện nơi làm việc", value: form["chu-nha"], width: .full, maximumLength: 300))
          \(DayField("ngay-dang", label: "Ngày đăng tin", value: form["ngay-dang"], hint: "Bỏ trống nếu không có.", error: trouble.on("ngay-dang")))
          \(TextArea("noi-dung", label: "Nội dung làm việc", value: form.paragraphs("noi-dung"), rows: 4, hint: "Mỗi dòng một nội dung.", maximumLength: 4000))
          \(TextArea("du", label: "Thành phần dự", value: form.paragraphs("du"), rows: 4, hint: "Mỗi dòng một người: Họ và tên, chức vụ", maximumLength: 8000))
          \(Actions("\(Submit("Ghi cuộc khảo sát"))"))
          """))
        """)
  }

  func recordSurvey() async throws -> Answer {
    try await attempt {
      guard let organisation: ID<Organisation> = form.id("to-chuc") else {
        throw RequestRefusal.missing("nơi làm việc")
      }
      let topics = lines("noi-dung").map { SurveyPartEntry(.topic, text: $0) }
      let people = lines("du").map { line -> SurveyPartEntry in
        let parts = line.split(separator: ",", maxSplits: 1).map { VietnameseText.clean(String($0)) }
        return SurveyPartEntry(.attendee, person: parts.first ?? "", post: parts.count > 1 ? parts[1] : "")
      }
      let survey = try await perform(
        RecordSurvey(
          of: organisation, visitedOn: try day(in: "ngay-lam-viec", "ngày làm việc"), title: form["ten"],
          team: form["doan"],
          host: form["chu-nha"], publishedOn: try optionalDay("ngay-dang", "ngày đăng tin"),
          parts: topics + people))
      return .redirect("/khao-sat/\(survey)", done: .saved)
    } else: {
      try await surveyEditPage($0)
    }
  }

  private func lines(_ field: String) -> [String] {
    form.paragraphs(field).split(separator: "\n").map { VietnameseText.clean(String($0)) }.filter {
      !$0.isEmpty
    }
  }

  func addSurveyPart() async throws -> Answer {
    let picture = try await surveyPicture()
    let id = picture.survey.id
    try await require(.manageSurveys, on: picture.survey.organisation)
    return try await attempt {
      guard let kind = SurveyPart.Kind(rawValue: form["loai"]) else {
        throw RequestRefusal.missing("loại mục")
      }
      _ = try await perform(AddSurveyPart(to: id, try typedPart(kind)))
      return .redirect("/khao-sat/\(id)#\(kind.rawValue)", done: .saved)
    } else: {
      try await surveyShow($0)
    }
  }

  func answerSurveyPart() async throws -> Answer {
    let picture = try await surveyPicture()
    let part: ID<SurveyPart> = try found(form.id("muc"))
    guard picture.parts.contains(where: { $0.part.id == part }) else { throw RightsRefusal.notFound }
    return try await attempt {
      guard let status = SurveyAnswer.Status(rawValue: form["tinh-trang"]) else {
        throw RequestRefusal.missing("tình trạng")
      }
      try matterOnly(form.paragraphs("noi-dung"))
      _ = try await perform(
        AnswerSurveyPart(
          part, status: status, text: form.paragraphs("noi-dung"), by: form["nguoi"],
          on: try day(in: "ngay-tra-loi", "ngày trả lời")))
      return .redirect("/khao-sat/\(picture.survey.id)#muc-\(part)", done: .answered)
    } else: {
      try await surveyShow($0)
    }
  }
}
