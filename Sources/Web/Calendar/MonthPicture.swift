import Basics
import Meetings
import Registry
import Reporting
import Reviews

extension CalendarMonth {
  var period: Period { Period(from: first, to: next.first) }
}

/// One thing of a day: a meeting, or the last day of something.
struct MonthEntry: Sendable, Hashable {
  enum Kind: String, Sendable {
    case meeting = "họp"
    case due = "hạn"
    case note = "ngày"
  }
  var day: Day
  var kind: Kind
  var text: String
  var path: String?
  /// Past its day, and still owed.
  var isLate = false
  /// The same for the same thing, whatever else the month holds.
  var key: String
  /// "19:00", where one is known; it stands in the text too.
  var startsAt = ""
  var location = ""

  /// Without the hour.
  var title: String {
    startsAt.isEmpty
      ? text : String(text.unicodeScalars.dropFirst(startsAt.unicodeScalars.count + 1).map(Character.init))
  }
}

/// What a month holds for an organisation, as far as somebody's rights go: its own meetings and tasks, what it owes to above, the
/// meetings of the cells below by their number.
struct MonthPicture: Sendable {
  var state: OrganisationState
  var superiors: [OrganisationState]
  var place: String?
  var month: CalendarMonth
  var entries: [MonthEntry] = []

  var path: String { "/to-chuc/\(state.organisation)/lich" }

  init(
    _ id: ID<Organisation>, _ month: CalendarMonth, for actor: Registry.Actor, rules: MonthRules,
    at now: Moment,
    in session: Asked
  ) throws {
    guard let state = try session.organisation(id, asOf: AsOf(now.day)) else { throw RightsRefusal.notFound }
    (self.state, self.month) = (state, month)
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = try session.superiors(of: id, asOf: AsOf(now.day)).filter {
      reach?.contains($0.organisation) ?? true
    }
    place = try session.paperPlace(of: state, asOf: AsOf(now.day))
    let rights = try session.rights(of: actor, on: id, at: now)
    let today = now.day
    if rights.contains(.viewMeetings) {
      try addMeetings(today, session)
      try addTasks(today, session)
      try addDocuments(today, session)
      try addMonthReport(rules.months, today, session)
      try addInspections(today, session)
    }
    if rights.contains(.viewReviews) { try addRounds(rules, today, session) }
    try addMandates(today, session)
    if try session.nearRights(of: actor, on: id, at: now).contains(.viewConcerns), state.kind.isCell {
      try addConcerns(rules.concerns, today, session)
    }
    if rights.contains(.viewMembers) {
      try addLetters(rules.liaison, today, session)
      for batch in rules.badges.batches(of: month.year) where month.period.contains(batch.day) {
        add(
          .note, batch.day, "Huy hiệu Đảng, \(batch.name)", "/to-chuc/\(id)/huy-hieu?dot=\(batch.day)",
          key: "huy-hieu-\(batch.day)")
      }
    }
    entries.sort {
      ($0.day, $0.kind == .meeting ? 0 : 1, $0.text) < ($1.day, $1.kind == .meeting ? 0 : 1, $1.text)
    }
  }

  private mutating func add(
    _ kind: MonthEntry.Kind, _ day: Day, _ text: String, _ path: String?, key: String,
    late isLate: Bool = false, at startsAt: String = "", in location: String = ""
  ) {
    guard month.period.contains(day) else { return }
    entries.append(
      MonthEntry(
        day: day, kind: kind, text: text, path: path, isLate: isLate, key: key, startsAt: startsAt,
        location: location))
  }

  private mutating func addMeetings(_ today: Day, _ session: Asked) throws {
    let base = "/to-chuc/\(state.organisation)/sinh-hoat"
    let held = try session.meetings(of: state.organisation, in: month.period).filter { !$0.isCancelled }
    for meeting in held {
      let hour = meeting.startsAt.isEmpty ? "" : "\(meeting.startsAt) "
      add(
        .meeting, meeting.heldOn, "\(hour)\(meeting.title)", "\(base)/\(meeting.meeting)",
        key: "ky-\(meeting.meeting)", at: meeting.startsAt, in: meeting.place)
    }
    // A planned one stands until one of its kind is prepared in its month.
    for planned in try session.plannedMeetings(of: state.organisation, year: month.year)
    where month.period.contains(planned.plannedOn) && !held.contains(where: { $0.kind == planned.kind }) {
      let topic = planned.topic.isEmpty ? "" : ": \(planned.topic)"
      add(
        .meeting, planned.plannedOn, "\(planned.kind.title)\(topic) (kế hoạch)", "\(base)?nam=\(month.year)",
        key: "ke-hoach-\(planned.kind.rawValue)-\(planned.plannedOn)")
    }
    guard !state.kind.isCell else { return }
    for (day, count) in try session.meetingDays(
      below: state.organisation, in: month.period, asOf: AsOf(today))
    {
      add(.meeting, day, "\(count) kỳ của các tổ chức bên dưới", nil, key: "ben-duoi-\(day)")
    }
  }

  private mutating func addTasks(_ today: Day, _ session: Asked) throws {
    for task in try session.carriedAssignments(of: state.organisation, asOf: AsOf(today))
    where task.state == .open {
      guard let due = task.dueOn else { continue }
      add(
        .due, due, task.task, "/to-chuc/\(state.organisation)/viec-giao/\(task.assignment)",
        key: "viec-\(task.assignment)", late: due < today)
    }
  }

  private mutating func addDocuments(_ today: Day, _ session: Asked) throws {
    // What became a task stands among the tasks.
    for line in try session.carriedDocuments(of: state.organisation, asOf: AsOf(today)) where line.task == nil
    {
      guard let due = line.dueOn else { continue }
      add(
        .due, due, "\(line.document.citation): \(line.document.subject)",
        "/to-chuc/\(state.organisation)/van-ban/\(line.document.document)",
        key: "cong-van-\(line.document.document)", late: due < today)
    }
  }

  private mutating func addMonthReport(_ rules: MonthReportRules, _ today: Day, _ session: Asked) throws {
    // The report of the month before falls due in this one.
    guard state.kind.isCell, state.parent != nil,
      try session.hasMonthReports(state.organisation)
    else { return }
    let reported = month.previous
    let isSent = try session.monthReport(of: state.organisation, reported)?.state == .sent
    let due = rules.dueOn(reported)
    add(
      .due, due, "Gửi báo cáo \(reported.vietnamese)",
      "/to-chuc/\(state.organisation)/bao-cao-thang?thang=\(reported.address)",
      key: "bao-cao-thang-\(reported.address)", late: due < today && !isSent && rules.due.isSettled)
  }

  private mutating func addInspections(_ today: Day, _ session: Asked) throws {
    for item in try session.openInspections(of: state.organisation) {
      add(
        .due, item.dueOn, "\(item.kind.title) theo chương trình năm",
        "/to-chuc/\(state.organisation)/kiem-tra/\(item.inspection)",
        key: "kiem-tra-\(item.inspection)", late: item.dueOn < today)
    }
  }

  private mutating func addRounds(_ rules: MonthRules, _ today: Day, _ session: Asked) throws {
    for round in try session.reviewRounds(touching: state.organisation, asOf: AsOf(today)) {
      guard let guidance = rules.guidances[round.pack] else { continue }
      let plan = RoundPlan(
        try rules.procedures.procedure(of: guidance), round.period, rules.procedures.calendar)
      let asked =
        "nam=\(round.period.year)" + (round.period.quarter == 0 ? "" : "&quy=\(round.period.quarter)")
      let path = "/to-chuc/\(state.organisation)/dot-kiem-diem?\(asked)"
      for entry in try session.roundCalendar(of: state.organisation, in: round, plan: plan, today: today) {
        add(.due, entry.lastDay, entry.title, path, key: "dot-\(entry.uid)")
      }
    }
  }

  private mutating func addMandates(_ today: Day, _ session: Asked) throws {
    for mandate in try session.mandates(asOf: AsOf(today)) {
      guard let due = mandate.dueOn, month.period.contains(due) else { continue }
      let units = try session.progress(of: mandate, asOf: AsOf(today)).units
      guard let own = units.first(where: { $0.unit.organisation == state.organisation }) else { continue }
      add(
        .due, due, "\(mandate.subject.capitalisedFirst)", "/van-ban-giao-viec/\(mandate.mandate)",
        key: "van-ban-\(mandate.mandate)", late: due < today && own.state != .fulfilled)
    }
  }

  private mutating func addConcerns(_ rules: ConcernRules, _ today: Day, _ session: Asked) throws {
    for story in try session.keptConcerns(of: state.organisation, on: today) {
      guard let due = story.dueBefore(rules) else { continue }
      add(
        .due, due, "Hỏi lại điều nhân dân phản ánh: \(story.concern.hamlet)",
        "/phan-anh/\(story.concern.concern)", key: "phan-anh-\(story.concern.concern)", late: due < today)
    }
  }

  private mutating func addLetters(_ rules: LiaisonRules, _ today: Day, _ session: Asked) throws {
    let waiting = try session.liaisonArrivals(at: state.organisation, asOf: AsOf(today))
    for (day, letters) in Dictionary(grouping: waiting, by: { rules.presentBy($0.letter) }) {
      add(
        .due, day, "Tiếp nhận \(letters.count) giấy giới thiệu về nơi cư trú",
        "/to-chuc/\(state.organisation)/noi-cu-tru#cho-tiep-nhan", key: "giay-\(day)", late: day < today)
    }
  }
}

/// The rules by which days come to stand in a month.
struct MonthRules: Sendable {
  var liaison: LiaisonRules
  var concerns: ConcernRules
  var badges: BadgeRules
  var guidances: Guidances
  var procedures: RoundProcedures
  var months: MonthReportRules
}
