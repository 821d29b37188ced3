import Basics
import Markup
import Registry
import Reviews

/// What is done on a unit's page of a round.
extension Visit {
  private func roundIDs(_ field: String) -> [ID<ReviewSubject>] {
    form.all(field).compactMap { ID(text: $0) }
  }

  func recordRoundStep() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      let subjects = roundIDs("doi-tuong")
      guard !subjects.isEmpty else { throw RequestRefusal.missing("đối tượng") }
      _ = try await perform(
        RecordSteps(
          form["buoc"], of: subjects, on: try day(in: "ngay-lam", "ngày làm"),
          isForOther: !form["nhap-ho"].isEmpty,
          note: form.paragraphs("ghi-chu"), guidance: place.guidance, procedures: try roundProcedures))
      return .redirect("\(place.address)#viec", done: .saved)
    } else: {
      try await roundStep($0)
    }
  }

  /// One step for all whose turn it is: who has done it, and when.
  func roundStep(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let data = method == .post ? form : query
    let picture = try await roundPicture(place)
    guard let sheet = picture.sheet,
      let line = sheet.stages.first(where: { $0.stage.id.utf8.elementsEqual(data["buoc"].utf8) }),
      line.stage.keeps == .step
    else { throw RightsRefusal.notFound }
    try await require(
      line.stage.actor == .unit ? .recordReviews : .manageRounds, on: place.organisation.organisation)
    let view = UnitRoundView(visit: self, place: place, picture: picture, sheet: sheet)
    let presence = try await presences(line.stage, picture)
    func isThere(_ id: ID<ReviewSubject>) -> Bool {
      guard let presence, let member = sheet.line(id)?.subject.member else { return true }
      return presence[member] == .present
    }
    // Who was not at the meeting is not taken to have been reviewed there.
    let chosen =
      form.has("doi-tuong")
      ? Set(form.all("doi-tuong")) : Set(line.waiting.filter(isThere).map { "\($0)" })
    let choices = line.waiting.map { id in
      Choice(
        "\(id)", sheet.line(id).map(view.name) ?? "",
        hint: isThere(id)
          ? nil
          : "\(sheet.line(id)?.subject.member.flatMap { presence?[$0]?.title.lowercased() } ?? "không được triệu tập"), hội nghị ngày \(picture.currentMeeting?.meeting.heldOn.vietnamese ?? "")"
      )
    }
    let isOfMembers = line.stage.subjects.contains(.member)
    let fields: HTML = """
      \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("buoc", line.stage.id))
      \(DayField("ngay-lam", label: "Ngày làm", value: form["ngay-lam"].isEmpty ? today.vietnamese : form["ngay-lam"], error: trouble.on("ngay-lam"), isRequired: true))
      \(CheckboxGroup("doi-tuong", label: "Của ai", choices: choices, selected: chosen))
      \(when: isOfMembers, Checkbox("nhap-ho", label: "Nhập hộ đảng viên", isOn: !form["nhap-ho"].isEmpty).html)
      \(TextArea("ghi-chu", label: "Ghi chú", value: form.paragraphs("ghi-chu"), rows: 2, maximumLength: 1_000))
      \(Actions("\(Submit("Ghi"))"))
      """
    let done = EmptyState(
      "Không còn ai chờ bước này", advice: "Xem bước tiếp theo của từng đối tượng.",
      action: ButtonLink("Về đợt kiểm điểm", place.address))
    return try await page(
      line.stage.name, breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading(line.stage.name, kind: place.organisation.name, lede: "\(place.title)."))
        \(trouble.summary)
        \(choices.isEmpty ? done.html : Form(action: "\(place.path)/buoc", csrf: csrf, body: fields).html)
        """)
  }

  /// Who came to the meeting a step was taken at; `nil` where it is none, or nobody was written down.
  private func presences(_ stage: RoundProcedure.Stage, _ picture: RoundPicture) async throws
    -> [ID<Member>: ReviewAttendance.Presence]?
  {
    guard stage.isMeeting, let meeting = picture.currentMeeting, meeting.isAttended else { return nil }
    let system = system
    return try await system.read { session throws in
      Dictionary(
        try session.reviewAttendance(of: meeting.meeting.id).map { ($0.member, $0.presence) },
        uniquingKeysWith: { a, _ in a })
    }
  }

  /// Who may do it is asked before what was typed: nobody else learns what the form lacks.
  private func requireMove(of place: RoundPlace) async throws {
    let id = place.organisation.organisation
    switch form["viec"] {
    case "gui": try await require(.recordReviews, on: id)
    case "mien": try await require(.manageRounds, on: place.round.superior)
    case "tra-lai", "mo-lai", "chuan-y", "xac-nhan-mo-lai":
      let (system, today) = (system, today)
      let superior = try await system.read {
        try $0.superior(of: id, in: place.round, asOf: AsOf(today))
      }
      try await require(.manageRounds, on: superior)
    default: break
    }
  }

  /// Results on their way: sent, returned, accepted, exempt, reopened by two.
  func moveRoundResults() async throws -> Answer {
    let place = try await requireRound()
    let (id, round) = (place.organisation.organisation, place.round.id)
    try await requireMove(of: place)
    return try await attempt {
      let procedures = try roundProcedures
      switch form["viec"] {
      case "gui":
        try await perform(
          SubmitResults(
            of: id, in: round, on: try day(in: "ngay", "ngày gửi"), note: form.paragraphs("ghi-chu"),
            guidance: place.guidance, procedures: procedures))
      case "tra-lai": try await perform(ReturnResults(of: id, in: round, remarks: form.paragraphs("ly-do")))
      case "mien": try await perform(ExemptUnit(id, in: round, reason: form.paragraphs("ly-do")))
      case "mo-lai": try await perform(AskReopening(of: id, in: round, reason: form.paragraphs("ly-do")))
      case "chuan-y":
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(AcceptResults(of: id, in: round, decision: paper))
      case "xac-nhan-mo-lai":
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(ConfirmReopening(of: id, in: round, decision: paper))
      default: throw RequestRefusal.missing("việc")
      }
      return .redirect(place.address, done: .saved)
    } else: {
      try await roundShow($0)
    }
  }
}
