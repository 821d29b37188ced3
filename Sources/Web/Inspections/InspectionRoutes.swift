import Basics
import Markup
import Meetings
import Registry

/// The year's programme of inspection and supervision of an organisation.
extension Site {
  var inspectionRoutes: [Route] {
    let list = "/to-chuc/:to-chuc/kiem-tra"
    let one = "\(list)/:cuoc"
    return [
      .get(list, .organisation(.viewMeetings)) { try await $0.inspectionIndex(FormTrouble()) },
      .post(list, .organisation(.recordMeetings)) { try await $0.planInspection() },
      .post("\(list)/thong-qua", .organisation(.recordMeetings)) { try await $0.adoptInspections() },
      .get("\(list)/in", .organisation(.viewMeetings)) { try await $0.printInspections() },
      .get(one, .organisation(.viewMeetings)) { try await $0.inspectionShow(FormTrouble()) },
      .post(one, .organisation(.recordMeetings)) { try await $0.reviseInspection() },
      .post("\(one)/ket-qua", .organisation(.recordMeetings)) { try await $0.closeInspection() },
    ]
  }
}

/// A year's programme with what its page needs.
struct InspectionPicture: Sendable {
  var organisation: OrganisationState
  var superior: String?
  var place: String?
  var rights: RightSet
  var year: Int
  var programme: InspectionProgramme?
  var adoptedAt: Meeting?
  var items: [Inspection]
  var meetings: [Meeting]
  var people: [(ID<Member>, String)]
  var names: [ID<Member>: String]
  /// Of a committee: those directly below that have a programme, or none.
  var below: [(state: OrganisationState, all: Int, done: Int, overdue: Int)] = []

  var path: String { "/to-chuc/\(organisation.organisation)/kiem-tra" }
  var address: String { "\(path)?nam=\(year)" }
  var writes: Bool { rights.contains(.recordMeetings) }
  /// Who is looked at; what was found of a person only to those who may read files.
  func target(_ item: Inspection) -> String {
    let name = item.member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" }
    // Whoever was chosen is often typed as well: a name stands once.
    let folded = VietnameseText.fold(name ?? "")
    let isSame = name != nil && VietnameseText.fold(item.target).utf8.elementsEqual(folded.utf8)
    return [name, item.target.isEmpty || isSame ? nil : item.target].compactMap { $0 }.joined(separator: "; ")
  }
  func outcome(_ item: Inspection) -> String {
    item.member == nil || rights.contains(.viewMembers) ? item.outcome : ""
  }

  init(
    _ organisation: OrganisationState, year: Int, for actor: Registry.Actor, today: Day, at now: Moment,
    in session: Asked
  ) throws {
    (self.organisation, self.year) = (organisation, year)
    let id = organisation.organisation
    rights = try session.rights(of: actor, on: id, at: now)
    superior = try session.superiors(of: id, asOf: AsOf(today)).last?.name
    place = try session.paperPlace(of: organisation, asOf: AsOf(today))
    programme = try session.inspectionProgramme(of: id, year: year)
    adoptedAt = try programme?.meeting.flatMap { try session.meeting($0) }
    items = try session.inspections(of: id, year: year)
    meetings = try session.meetings(of: id, in: Period(year: year)).filter {
      !$0.isCancelled && $0.heldOn <= today
    }
    (people, names) = try AssignmentPeople.read(
      organisation, and: [], rights, for: actor, today: today, now: now, in: session)
    let others = Set(items.compactMap(\.member)).subtracting(names.keys)
    if rights.contains(.viewMembers), !others.isEmpty {
      names.merge(
        try session.memberNames(others.sorted(), on: today, for: actor, at: now),
        uniquingKeysWith: { a, _ in a })
    }
    guard !organisation.kind.isCell else { return }
    let counts = try session.inspectionCounts(below: id, year: year, on: today)
    for child in try session.children(of: id, asOf: AsOf(today)) {
      let whole = try session.subtree(of: child.organisation, asOf: AsOf(today)).map(\.organisation)
      let found = whole.compactMap { counts[$0] }
      below.append(
        (
          state: child, all: found.reduce(0) { $0 + $1.all }, done: found.reduce(0) { $0 + $1.done },
          overdue: found.reduce(0) { $0 + $1.overdue }
        ))
    }
  }
}

extension Visit {
  func inspectionPicture() async throws -> InspectionPicture {
    let organisation = try await meetingOrganisation()
    let asked = query.number("nam") ?? form.number("nam")
    let year = asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    return try await system.read {
      try InspectionPicture(organisation, year: year, for: actor, today: today, at: now, in: $0)
    }
  }

  func requireInspection() async throws -> (item: Inspection, picture: InspectionPicture) {
    let id: ID<Inspection> = try found(id("cuoc"))
    let organisation = try await meetingOrganisation()
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    return try found(
      try await system.read { session throws -> (Inspection, InspectionPicture)? in
        guard let item = try session.inspection(id), item.organisation == organisation.organisation else {
          return nil
        }
        return (
          item,
          try InspectionPicture(organisation, year: item.year, for: actor, today: today, at: now, in: session)
        )
      })
  }

  /// What a form says about an inspection; what is missing is told at its field.
  private func inspectionWords() throws -> PlanInspection.Words {
    var trouble = FormTrouble()
    let member: ID<Member>? = form.id("dang-vien-kt")
    if member == nil, form["doi-tuong"].isEmpty {
      trouble.add("doi-tuong", "Chọn một đảng viên ở trên, hoặc ghi đối tượng.")
    }
    if form.paragraphs("noi-dung-kt").isEmpty {
      trouble.add("noi-dung-kt", "Ghi kiểm tra, giám sát việc gì.")
    }
    if form["tien-hanh"].isEmpty { trouble.add("tien-hanh", "Ghi ai tiến hành, ví dụ: Chi ủy.") }
    let start = form.day("tu-ngay-kt")
    if start == nil, !form["tu-ngay-kt"].isEmpty {
      trouble.add("tu-ngay-kt", "“\(form["tu-ngay-kt"])” không có trong lịch.")
    }
    let due = form.day("den-ngay-kt")
    if due == nil {
      trouble.add(
        "den-ngay-kt",
        form["den-ngay-kt"].isEmpty ? "Ghi hạn xong." : "“\(form["den-ngay-kt"])” không có trong lịch.")
    }
    guard trouble.isEmpty, let due else { throw FormTroubles(trouble: trouble) }
    return PlanInspection.Words(
      Inspection.Kind(rawValue: form["loai-kt"]) ?? .inspection, of: member, target: form["doi-tuong"],
      content: form.paragraphs("noi-dung-kt"), by: form["tien-hanh"], from: start, due: due)
  }

  func planInspection() async throws -> Answer {
    let picture = try await inspectionPicture()
    return try await attempt {
      _ = try await perform(
        PlanInspection(try inspectionWords(), of: picture.organisation.organisation, year: picture.year))
      return .redirect(picture.address, done: .saved)
    } else: {
      try await inspectionIndex($0)
    }
  }

  func adoptInspections() async throws -> Answer {
    let picture = try await inspectionPicture()
    return try await attempt {
      let meeting: ID<Meeting>? = form.id("ky-thong-qua")
      let day: Day
      if let held = picture.meetings.first(where: { $0.meeting == meeting })?.heldOn, form["ngay-ct"].isEmpty
      {
        day = held
      } else {
        day = try self.day(in: "ngay-ct", "ngày ban hành")
      }
      try await perform(
        AdoptInspectionProgramme(
          form["van-ban-ct"], of: picture.organisation.organisation, year: picture.year, on: day, at: meeting)
      )
      return .redirect(picture.address, done: .saved)
    } else: {
      try await inspectionIndex($0.at("van-ban-ct"))
    }
  }

  func reviseInspection() async throws -> Answer {
    let (item, picture) = try await requireInspection()
    return try await attempt {
      _ = try await perform(
        PlanInspection(
          try inspectionWords(), of: item.organisation, year: item.year, changing: item.inspection))
      return .redirect("\(picture.path)/\(item.inspection)", done: .saved)
    } else: {
      try await inspectionShow($0)
    }
  }

  func closeInspection() async throws -> Answer {
    let (item, picture) = try await requireInspection()
    return try await attempt {
      guard let state = Inspection.State(rawValue: form["ket-qua-kt"]) else {
        throw FormTroubles(trouble: FormTrouble("ket-qua-kt", "Chọn một kết quả."))
      }
      let day = state == .done ? try day(in: "ngay-xong-kt", "ngày xong") : today
      try await perform(
        CloseInspection(item.inspection, as: state, on: day, outcome: form.paragraphs("ket-luan-kt")))
      return .redirect("\(picture.path)/\(item.inspection)", done: .saved)
    } else: {
      try await inspectionShow($0.at("ket-luan-kt"))
    }
  }

  func printInspections() async throws -> Answer {
    let picture = try await inspectionPicture()
    return try printed(
      InspectionPrint(picture: picture, today: today, mark: opening.mark).document(
        try self.rules.layout(on: today)?.profile ?? .party),
      named: "Chương trình kiểm tra, giám sát \(picture.year), \(picture.organisation.name)")
  }
}
