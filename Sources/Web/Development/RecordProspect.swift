import Basics
import Markup
import Meetings
import Registry

extension Visit {
  /// Does what a form on a file asks for.
  func recordProspect() async throws -> Answer {
    let work = try found(parameters.get("viec").flatMap { ProspectWork(rawValue: $0) })
    let picture = try await prospectPicture(.recordDevelopment)
    return try await attemptRecord {
      try await record(work, picture)
      let done: Done =
        switch work {
        case .admit: .prospectAdmitted
        case .recognise: .prospectRecognised
        case .erase: .prospectErased
        default: .saved
        }
      return .redirect(picture.path, done: done)
    } else: {
      work == .undo
        ? try await page(
          picture.file.person.name, breadcrumbs: picture.trail,
          body: "\($0.summary)\(ProspectShowPage(visit: self, picture: picture, rules: try developmentRules))"
        )
        : try await prospectForm($0, asks: $1)
    }
  }

  private func record(_ work: ProspectWork, _ picture: ProspectPicture) async throws {
    let (file, rules) = (picture.file, try developmentRules)
    let id = file.prospect
    switch work {
    case .correct:
      let (person, cell, day) = try typedProspect()
      try await perform(CorrectProspect(id, person: person, in: cell, listedOn: day))
    case .papers: try await recordPapers(file, rules)
    case .tie:
      guard let role = ProspectTie.Role(rawValue: form["vai"]) else {
        throw FormTroubles(trouble: FormTrouble("vai", "Chọn việc."))
      }
      let day = try day(in: "tu-ngay", "ngày")
      try await perform(TieProspect(id, to: try await typedHelper(), as: role, from: day))
    case .untie:
      guard let tie = Int64(form["ai"]) else {
        throw FormTroubles(trouble: FormTrouble("ai", "Chọn một người."))
      }
      try await perform(UntieProspect(id, tie: tie, from: try day(in: "tu-ngay", "ngày")))
    case .vote: try await recordVote(file, rules)
    case .decide:
      guard let decision = try decision(isRequired: true) else { throw RequestRefusal.missing("quyết định") }
      try await perform(
        DecideAdmission(id, decision: decision, receivedOn: try day(in: "ngay-nhan", "ngày nhận")))
    case .admit:
      _ = try await perform(
        AdmitProspect(
          id, on: try day(in: "ngay-le", "ngày lễ kết nạp"), rules: try RosterRules(site.content),
          isConfirmed: isConfirmed))
    case .recognise:
      guard let decision = try decision(isRequired: true) else { throw RequestRefusal.missing("quyết định") }
      try await perform(
        RecogniseMember(id, decision: decision, rules: rules, roster: try RosterRules(site.content)))
    case .stop:
      guard rules.stop(form["ly-do"]) != nil else {
        throw FormTroubles(trouble: FormTrouble("ly-do", "Chọn một lý do."))
      }
      try await perform(
        StopProspect(id, reason: form["ly-do"], on: try day(in: "ngay-thoi", "ngày"), rules: rules))
    case .cancel:
      guard let decision = try decision(isRequired: true) else { throw RequestRefusal.missing("quyết định") }
      try await perform(CancelAdmission(id, decision: decision, on: try day(in: "ngay-huy", "ngày")))
    case .erase: try await perform(EraseProspect(id, isAsked: form["tu-yeu-cau"] == "1", rules: rules))
    case .undo:
      guard let step = Int64(form["buoc"]) else { throw RightsRefusal.notFound }
      try await perform(UndoProspectStep(step, of: id))
    }
  }

  /// From the cell's list, or by a number; one of the two.
  private func typedHelper() async throws -> ID<Member> {
    let number = form["so"]
    if number.isEmpty {
      guard let member: ID<Member> = form.id("dang-vien") else {
        throw FormTroubles(trouble: FormTrouble("dang-vien", "Chọn một đảng viên, hoặc ghi số thẻ."))
      }
      return member
    }
    guard form["dang-vien"].isEmpty else {
      throw FormTroubles(trouble: FormTrouble("so", "Chỉ chọn một trong hai cách."))
    }
    let (system, actor) = (system, actor)
    let now = system.now
    let found = try await system.read { session throws in
      try session.members(withNumber: number).first {
        try session.rights(of: actor, onMember: $0, at: now).contains(.viewMembers)
      }
    }
    guard let found else {
      throw FormTroubles(
        trouble: FormTrouble("so", "Không có đảng viên nào trong phạm vi mang số “\(number.prefix(40))”."))
    }
    return found
  }

  private func recordPapers(_ file: ProspectFile, _ rules: DevelopmentRules) async throws {
    var trouble = FormTrouble()
    var written: [RecordProspectPaper] = []
    var removed: [RemoveProspectPaper] = []
    for paper in ProspectPaperFields.papers(of: file, rules) {
      let (day, place) = (form["ngay-\(paper.id)"], form["noi-\(paper.id)"])
      let isThere = form["co-\(paper.id)"] == "1"
      if !isThere {
        if !day.isEmpty || !place.isEmpty, file.paper(paper.id) == nil {
          trouble.add("ngay-\(paper.id)", "\(paper.name): đánh dấu “Đã có”, hoặc xóa ngày và nơi để.")
        } else if file.paper(paper.id) != nil {
          removed.append(RemoveProspectPaper(paper.id, of: file.prospect))
        }
        continue
      }
      let issued = form.day("ngay-\(paper.id)")
      if !day.isEmpty, issued == nil {
        trouble.add("ngay-\(paper.id)", "\(paper.name): “\(day.prefix(40))” không có trong lịch.")
      }
      written.append(
        RecordProspectPaper(
          paper.id, of: file.prospect, issuedOn: issued, keptAt: place, rules: rules))
    }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
    let changed = written.filter { act in
      let here = file.paper(act.paper)
      return here == nil || here?.issuedOn != act.issuedOn || here?.keptAt != act.keptAt
    }
    if !changed.isEmpty { _ = try await system.perform(all: changed, by: actor) }
    if !removed.isEmpty { _ = try await system.perform(all: removed, by: actor) }
  }

  private func recordVote(_ file: ProspectFile, _ rules: DevelopmentRules) async throws {
    var trouble = FormTrouble()
    guard let kind = ProspectStep.Kind(rawValue: form["viec-gi"]), kind.isVote else {
      throw FormTroubles(trouble: FormTrouble("viec-gi", "Chọn ai biểu quyết."))
    }
    if form["so-nghi-quyet"].isEmpty { trouble.add("so-nghi-quyet", "Ghi số nghị quyết.") }
    let voting = try meetingRules.voting
    let taken = form["tu-ky-hop"].split(separator: "/").map(String.init)
    if taken.count == 2, let meeting = ID<Meeting>(text: taken[0]), let vote = ID<MeetingVote>(text: taken[1])
    {
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      try await require(.viewMeetings, on: file.place)
      let held = try found(try await system.read { try $0.meeting(meeting) })
      try await perform(
        RecordAdmissionVote(
          kind, on: file.prospect, day: held.heldOn, number: form["so-nghi-quyet"],
          count: .taken(vote, at: meeting), rules: rules, voting: voting))
      return
    }
    func count(_ name: String, isRequired: Bool) -> Int? {
      if let number = form.number(name) { return number }
      if isRequired || !form[name].isEmpty { trouble.add(name, "Ghi một số.") }
      return nil
    }
    let (inFavour, against) = (
      count("tan-thanh", isRequired: true), count("khong-tan-thanh", isRequired: false)
    )
    let (exempt, base) = (count("mien-vang", isRequired: false), count("tong-so", isRequired: false))
    guard trouble.isEmpty, let inFavour else { throw FormTroubles(trouble: trouble) }
    try await perform(
      RecordAdmissionVote(
        kind, on: file.prospect, day: try day(in: "ngay-bq", "ngày biểu quyết"),
        number: form["so-nghi-quyet"],
        count: .told(inFavour: inFavour, against: against ?? 0, base: base, exemptAbsent: exempt ?? 0),
        rules: rules, voting: voting))
  }
}
