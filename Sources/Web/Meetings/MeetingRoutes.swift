import Basics
import Formats
import Markup
import Meetings
import Registry

/// An organisation's year of meetings: plan, agenda, notice, attendance, discussion, votes, minutes, resolutions.
extension Site {
  var meetingRoutes: [Route] {
    let year = "/to-chuc/:to-chuc/sinh-hoat"
    let one = "\(year)/:ky"
    return [
      .get(year, .organisation(.viewMeetings)) { try await $0.cellMeetingIndex(FormTrouble()) },
      .post(year, .organisation(.recordMeetings)) { try await $0.prepareMeeting() },
      .get("\(year)/ke-hoach", .organisation(.viewMeetings)) { try await $0.meetingPlanPage(FormTrouble()) },
      .post("\(year)/ke-hoach", .organisation(.recordMeetings)) { try await $0.writeMeetingPlan() },
      .get("\(year)/so", .organisation(.viewMeetings)) { try await $0.printYearBook() },
      .get(one, .organisation(.viewMeetings)) { try await $0.cellMeetingShow(FormTrouble()) },
      .get("\(one)/noi-dung", .organisation(.recordMeetings)) { try await $0.agendaPage(FormTrouble()) },
      .post("\(one)/noi-dung", .organisation(.recordMeetings)) { try await $0.writeAgenda() },
      .post("\(one)/hoan", .organisation(.recordMeetings)) { try await $0.cancelMeeting() },
      .post("\(one)/nguoi-du", .organisation(.recordMeetings)) { try await $0.takeAttendance() },
      .post("\(one)/thao-luan", .organisation(.recordMeetings)) { try await $0.writeDiscussion() },
      .post("\(one)/bieu-quyet", .organisation(.recordMeetings)) { try await $0.takeVote() },
      .post("\(one)/rut-bieu-quyet", .organisation(.recordMeetings)) { try await $0.withdrawVote() },
      .post("\(one)/phieu-kin", .organisation(.recordMeetings)) { try await $0.openMeetingBallot() },
      .get("/phieu-kin/:phieu", .signedIn) { try await $0.meetingBallotShow(FormTrouble()) },
      .post("/phieu-kin/:phieu", .signedIn) { try await $0.countMeetingBallot() },
      .get("/phieu-kin/:phieu/in", .inside(.recordMeetings)) { try await $0.printMeetingBallot() },
      .post("/phieu-kin/:phieu/huy", .inside(.recordMeetings)) { try await $0.cancelMeetingBallot() },
      .post("\(one)/nghi-quyet", .organisation(.recordMeetings)) { try await $0.adoptResolution() },
      .post("\(one)/giao-viec", .organisation(.recordMeetings)) { try await $0.assignAtMeeting() },
      .get("\(one)/bien-ban", .organisation(.viewMeetings)) { try await $0.printCellMinutes() },
      .post("\(one)/bien-ban", .organisation(.recordMeetings)) { try await $0.moveMinutes() },
      .get("\(one)/giay-moi", .organisation(.viewMeetings)) { try await $0.printNotice() },
      .get("/to-chuc/:to-chuc/nghi-quyet", .organisation(.viewMeetings)) {
        try await $0.resolutionIndex(FormTrouble())
      },
      .get("/to-chuc/:to-chuc/nghi-quyet/:nghi-quyet", .organisation(.viewMeetings)) {
        try await $0.printResolution()
      },
      .post("/to-chuc/:to-chuc/nghi-quyet/:nghi-quyet/rut", .organisation(.recordMeetings)) {
        try await $0.withdrawResolution()
      },
    ]
  }
}

extension Visit {
  var meetingRules: MeetingRules { get throws { try site.meetingRules(site.content) } }

  /// The organisation of the address as it is today, or as it was last.
  func meetingOrganisation() async throws -> OrganisationState {
    let (organisation, system, today) = (try organisation, system, today)
    return try found(
      try await system.read { session throws in try session.organisationNear(organisation, asOf: AsOf(today))
      })
  }

  /// The meeting of the address, if it is one of the organisation of the address.
  func requireCellMeeting() async throws -> CellMeetingPlace {
    let organisation = try organisation
    let id: ID<Meeting> = try found(id("ky"))
    let (system, actor, rules) = (system, actor, try meetingRules)
    let now = system.now
    return try found(
      try await system.read { session throws -> CellMeetingPlace? in
        guard let paper = try session.meetingPaper(id, rules: rules),
          paper.meeting.organisation == organisation
        else { return nil }
        let rights = try session.rights(of: actor, on: organisation, at: now)
        // Why somebody was absent: for whoever records, and nobody else.
        let attendance = try session.attendance(of: id)
        let convened = try session.summoned(to: paper.meeting)
        var people = Set(convened.map(\.member) + attendance.map(\.member)).union(paper.names.keys)
        people.formUnion(paper.followUps.compactMap(\.assignment.member))
        return CellMeetingPlace(
          paper: paper, rights: rights,
          attendance: rights.contains(.recordMeetings) ? attendance : attendance.withoutReasons,
          convened: convened,
          names: rights.contains(.viewMembers)
            ? try session.memberNames(people.sorted(), on: paper.meeting.heldOn, for: actor, at: now) : [:],
          next: try session.meetings(of: organisation, in: Period(from: paper.meeting.heldOn.next)).first {
            !$0.isCancelled && ($0.kind == .committee) == (paper.meeting.kind == .committee)
          }?.meeting,
          waiting: rights.contains(.recordMeetings)
            ? try session.findings(
              ofMinutes: paper.approvals.filter { !$0.isApproved }.map(\.meeting), rules: rules)
            : [:],
          score: try session.meetingScore(of: id),
          number: try session.nextResolutionNumber(
            of: paper.organisation, on: paper.meeting.heldOn, rules: rules),
          valid: try session.resolutions(of: organisation, in: Period(to: paper.meeting.heldOn.next)).suffix(
            60
          )
          .reversed().filter { $0.state == .valid })
      })
  }

  func printed(_ document: PrintedDocument, named name: String) throws -> Answer {
    try printed(document, name: name)
  }
}

/// A meeting with what every page about it needs.
struct CellMeetingPlace: Sendable {
  var paper: MeetingPaper
  var rights: RightSet
  var attendance: [Attendance]
  /// By the register of its day.
  var convened: [Summoned]
  var names: [ID<Member>: String]
  var next: ID<Meeting>?
  /// What minutes lack that wait to be approved here.
  var waiting: [ID<Meeting>: [Finding]]
  /// How the cell scored it.
  var score: MeetingScore?
  /// The number the next resolution would have.
  var number: String
  /// Those that hold and may be replaced, the latest first.
  var valid: [Resolution]

  var meeting: Meeting { paper.meeting }
  var yearPath: String { "/to-chuc/\(meeting.organisation)/sinh-hoat" }
  var path: String { "\(yearPath)/\(meeting.meeting)" }
  var isIssued: Bool { paper.versions.last?.state == .issued }
  /// May be written to now.
  var writes: Bool { rights.contains(.recordMeetings) && !meeting.isCancelled && !isIssued }

  func name(_ member: ID<Member>?) -> String? {
    member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" }
  }

  /// Those convened, in the order of their names.
  var people: [ID<Member>] {
    Set(convened.map(\.member) + attendance.map(\.member))
      .map { ($0, VietnameseText.nameOrder(name($0) ?? "")) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  var trail: [Link] {
    [
      Link(paper.organisation.name, "/to-chuc/\(meeting.organisation)"),
      Link("Sinh hoạt \(meeting.heldOn.year)", "\(yearPath)?nam=\(meeting.heldOn.year)"),
    ]
  }
}
