import Basics
import Markup
import Meetings
import Registry
import Reporting

extension Visit {
  /// From a document of the centre to one member's task: whom it obliges, at which meetings it was taken up, what was
  /// assigned to whom, how far that is, and what was reported back up.
  func mandatePath(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await mandatePicture()
    let (system, actor, today, rules) = (system, actor, today, try meetingRules)
    let now = system.now
    let path = try await system.read { session throws in
      try MandatePath(picture, for: actor, today: today, now: now, rules: rules, in: session)
    }
    let address = "/van-ban-giao-viec/\(picture.mandate.mandate)"
    return try await page(
      "Đường đi của văn bản",
      breadcrumbs: [Link("Văn bản giao việc", "/van-ban-giao-viec"), Link(picture.title, address)],
      body: MandatePathPage(visit: self, picture: picture, path: path, trouble: trouble).html)
  }

  func takeUpMandate() async throws -> Answer {
    let picture = try await mandatePicture()
    return try await attempt {
      let meeting: ID<Meeting>? = form.id("ky")
      guard let meeting else {
        var trouble = FormTrouble()
        trouble.add("ky", "Chọn kỳ sinh hoạt.")
        throw FormTroubles(trouble: trouble)
      }
      try await perform(
        TakeUpMandate(
          picture.mandate.mandate.number, title: "\(picture.title): \(picture.mandate.subject)", at: meeting))
      return .redirect("/van-ban-giao-viec/\(picture.mandate.mandate)/duong-di", done: .saved)
    } else: {
      try await mandatePath($0)
    }
  }
}

/// Where a document has come, as far as somebody's reach goes.
struct MandatePath: Sendable {
  struct Place: Sendable {
    var organisation: ID<Organisation>
    var name: String
    var items: [(item: MeetingItem, meeting: Meeting)]
    var tasks: [AssignmentState]
  }
  var places: [Place]
  /// Meetings onto whose agenda the person may put it.
  var ahead: [(meeting: Meeting, name: String)]
  var names: [ID<Member>: String]

  init(
    _ picture: MandatePicture, for actor: Registry.Actor, today: Day, now: Moment, rules: MeetingRules,
    in session: Asked
  ) throws {
    let mandate = picture.mandate.mandate.number
    let reach = try session.reach(of: actor, with: .viewMeetings, at: now)
    func sees(_ organisation: ID<Organisation>) -> Bool { reach?.contains(organisation) ?? true }
    let items = try session.mandateItems(mandate).filter { sees($0.meeting.organisation) }
    let tasks = try session.states(
      of: try session.assignments(ofMandate: mandate).filter { sees($0.organisation) }, on: today,
      rules: rules)
    let organisations = Set(items.map(\.meeting.organisation) + tasks.map(\.assignment.organisation))
    places = try organisations.map { id in
      Place(
        organisation: id, name: try session.organisationNear(id, asOf: AsOf(today))?.name ?? "",
        items: items.filter { $0.meeting.organisation == id },
        tasks: tasks.filter { $0.assignment.organisation == id })
    }.map { ($0, VietnameseText.order($0.name)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    let writing = try session.reach(of: actor, with: .recordMeetings, at: now)
    let taken = Set(items.map(\.meeting.meeting))
    ahead = try session.meetingsAhead(from: today, in: writing, limit: 60).filter {
      !taken.contains($0.meeting)
    }
    .map { ($0, try session.organisationNear($0.organisation, asOf: AsOf(today))?.name ?? "") }
    let people = Set(tasks.compactMap(\.assignment.member)).sorted()
    names = try session.memberNames(people, on: today, for: actor, at: now)
  }
}

struct MandatePathPage: Piece {
  var visit: Visit
  var picture: MandatePicture
  var path: MandatePath
  var trouble: FormTrouble

  private var address: String { "/van-ban-giao-viec/\(picture.mandate.mandate)" }

  var html: HTML {
    let names = path.names
    return """
      \(PageHeading("Đường đi của văn bản", kind: picture.title, lede: "Từ văn bản, qua từng tổ chức và kỳ sinh hoạt, đến việc của từng người, rồi báo lên."))
      \(trouble.summary)
      \(Section("1. Văn bản", id: "van-ban", body: "<p><a\(href: address)>\(picture.title)</a>: \(picture.mandate.subject). \(picture.mandate.dueOn.map { "Hạn \($0.vietnamese)." } ?? "Không có hạn.")</p>"))
      \(Section("2. Đơn vị phải thực hiện", id: "don-vi", body: units))
      \(Section("3. Ở từng tổ chức", id: "to-chuc", body: places(names)))
      \(when: !path.ahead.isEmpty, Section("Đưa vào kỳ sinh hoạt", id: "dua-vao", body: takeUp).html)
      """
  }

  private var units: HTML {
    let progress = picture.progress
    let missing = progress.unfinished.map(\.unit.name)
    return """
      <p>\(picture.countedPlace.capitalisedFirst): \(progress.obliged) đơn vị; đã báo triển khai \(progress.fulfilled). \(missing.isEmpty ? "" : "Chưa xong: \(missing.prefix(12).joined(separator: "; "))\(missing.count > 12 ? " …" : "").")</p>
      """
  }

  private func places(_ names: [ID<Member>: String]) -> HTML {
    guard !path.places.isEmpty else {
      return EmptyState(
        "Chưa tổ chức nào đưa văn bản này vào kỳ sinh hoạt",
        advice: "Chọn một kỳ ở dưới; ở trang của kỳ ấy giao việc theo văn bản."
      ).html
    }
    return "\(each: path.places, { place($0, names) })"
  }

  private func place(_ place: MandatePath.Place, _ names: [ID<Member>: String]) -> HTML {
    let base = "/to-chuc/\(place.organisation)"
    return """
      <h3>\(place.name)</h3>
      <ul>\(each: place.items, { "<li><a\(href: "\(base)/sinh-hoat/\($0.meeting.meeting)")>\($0.meeting.title)</a>\(when: !$0.item.conclusion.isEmpty, ": \($0.item.conclusion)")</li>" })</ul>
      \(AssignmentTable(states: place.tasks, name: { $0.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" } }, base: "\(base)/viec-giao", caption: "Việc ở \(place.name)", empty: EmptyState("Chưa giao việc", advice: "Giao việc ở trang kỳ sinh hoạt, chọn “theo văn bản”.")))
      """
  }

  private var takeUp: HTML {
    Form(
      action: "\(address)/dua-vao-ky", csrf: visit.csrf, label: "Đưa vào kỳ sinh hoạt",
      body: """
        \(Select("ky", label: "Kỳ sinh hoạt", choices: path.ahead.map { Choice("\($0.meeting.meeting)", "\($0.name): \($0.meeting.title), \($0.meeting.heldOn.vietnamese)") }, selected: visit.form["ky"], error: trouble.on("ky"), isRequired: true))
        \(Actions("\(Submit("Đưa vào nội dung", kind: .secondary))"))
        """
    ).html
  }
}
