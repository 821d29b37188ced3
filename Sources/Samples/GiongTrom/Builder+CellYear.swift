import Basics
import Meetings
import Registry
import Reporting

/// The year of the report lived through by one agency cell and one residential cell: meetings, minutes, resolutions, tasks, what
/// people raised and what became of it, membership fees. Written down month by month as a secretary would.
extension GiongTromBuilder {
  /// A cell whose year is written, and what it has open.
  struct LivedCell {
    var organisation: ID<Organisation>
    var plan: SampleCellYear
    var isAgency: Bool
    var hamlet: String
    var lastMeeting: ID<Meeting>?
    var tasks: [OpenTask] = []
    /// Who had not paid in the month before.
    var behind: Set<ID<Member>> = []
    var dice: Dice
  }

  struct OpenTask {
    var assignment: ID<Assignment>
    var plan: SampleCellYear.Task
    var due: Day
    var isReported = false
  }

  static var livedMonths: [CalendarMonth] {
    let first = CalendarMonth(of: Day(year: SampleCellYear.year, month: 1, day: 1) ?? .beginningOfTime)
    // Fees until the survey; what was still to be done then is done by the summer.
    return (0...15).map { first.adding(months: $0) } + [first.adding(months: 17)]
  }

  func liveMonth(_ month: CalendarMonth, at moment: Moment) async throws {
    if lived.isEmpty { try beginCellYear() }
    for index in lived.indices {
      try await closeTasks(index, at: moment)
      if month.year == SampleCellYear.year {
        try await meet(index, month, at: moment)
        try await hear(index, month, at: moment)
      }
      if month.last < facts.visit.adding(months: 1) {
        try await collectFees(index, month, at: moment)
      } else {
        try await leaveFees(index, at: moment)
      }
    }
  }

  private func beginCellYear() throws {
    // A commune of hamlets, not the town with its quarters.
    guard let commune = world.communes.first(where: { $0.facts.kind == .commune }),
      let hamlet = commune.hamlets.first
    else {
      throw SampleFault(what: "no commune with a hamlet")
    }
    let place = world.cells[hamlet].neighbourhood
    for (n, index) in [commune.agency, hamlet].enumerated() {
      lived.append(
        LivedCell(
          organisation: try cell(index), plan: n == 0 ? .agency : .hamlet, isAgency: n == 0, hamlet: place,
          dice: Dice(seed: UInt64(20_130 + n))))
    }
  }

  // MARK: Meetings

  private func meet(_ index: Int, _ month: CalendarMonth, at moment: Moment) async throws {
    let (cell, plan) = (lived[index].organisation, lived[index].plan)
    let told = plan.months[month.month - 1]
    let day = month.first.adding(days: lived[index].dice.number(4...8)).workday
    let id = try await perform(
      PrepareMeeting(.regular, of: cell, on: day, at: plan.startsAt, place: plan.place, rules: meetings),
      at: moment)
    let (people, items, leader) = try await system.read { session throws in
      let meeting = try session.meeting(id)
      return (
        try meeting.map { try session.summoned(to: $0) } ?? [], try session.meetingItems(of: id),
        try session.appointments(at: cell, asOf: AsOf(day)).first {
          $0.sector == .party && VietnameseText.fold($0.title).utf8.starts(with: "bi thu".utf8)
        }?.member
      )
    }
    let official = people.filter { $0.standing == .official }.map(\.member)
    guard let first = official.first, official.count > 1 else {
      throw SampleFault(what: "nobody to meet in \(cell)")
    }
    let chair = leader.flatMap { official.contains($0) ? $0 : nil } ?? first
    let clerk = official.first { $0 != chair }
    try await perform(
      ReviseMeeting(
        id, day: day, startsAt: plan.startsAt, place: plan.place, topic: "", chair: chair, clerk: clerk,
        rules: meetings), at: moment)
    var present = 0
    var entries: [ID<Member>: TakeAttendance.Entry] = [:]
    for person in people {
      let leads = person.member == chair || person.member == clerk
      let isAbsent = !leads && lived[index].dice.chance(lived[index].isAgency ? 6 : 12)
      entries[person.member] =
        isAbsent ? .init(lived[index].dice.chance(80) ? .excused : .absent) : .init(.present)
      if !isAbsent, person.standing == .official { present += 1 }
    }
    _ = try await perform(TakeAttendance(entries, at: id), at: moment)
    if let last = lived[index].lastMeeting {
      try await perform(ApproveMinutes(of: last, at: id), at: moment)
    }
    try await discuss(told, items, at: id, present: present, moment)
    try await resolve(
      told, index, of: official.filter { entries[$0]?.presence == .present }, at: id, day, moment)
    _ = try await perform(IssueMinutes(of: id), at: moment)
    lived[index].lastMeeting = id
  }

  private func discuss(
    _ told: SampleCellYear.Month, _ items: [MeetingItem], at meeting: ID<Meeting>, present: Int,
    _ moment: Moment
  ) async throws {
    guard let main = items.last(where: { $0.kind == .discussion }) else {
      throw SampleFault(what: "an agenda without a discussion")
    }
    var said: [ID<MeetingItem>: WriteDiscussion.Entry] = [:]
    for (n, item) in items.enumerated() {
      switch item.kind {
      case .news:
        said[item.item] = .init("Thông tin thời sự trong tháng; văn bản mới của Đảng ủy.", outcome: .settled)
      case .discussion where item.item == main.item:
        said[item.item] = .init(told.discussion, conclusion: told.conclusion, outcome: .settled)
      case .discussion:
        said[item.item] = .init(SampleCellYear.usual[n % SampleCellYear.usual.count], outcome: .settled)
      case .closing:
        said[item.item] = .init("", conclusion: "Thực hiện theo nghị quyết đã biểu quyết.", outcome: .settled)
      default: continue
      }
    }
    _ = try await perform(WriteDiscussion(said, at: meeting), at: moment)
    _ = try await perform(
      TakeVote(
        "Nghị quyết \(told.resolution)", on: main.item, at: meeting, inFavour: present, rules: meetings.voting
      ),
      at: moment)
  }

  private func resolve(
    _ told: SampleCellYear.Month, _ index: Int, of people: [ID<Member>], at meeting: ID<Meeting>, _ day: Day,
    _ moment: Moment
  ) async throws {
    let cell = lived[index].organisation
    let resolution = try await perform(
      AdoptResolution(
        told.resolution, text: "\(told.conclusion)\nChi bộ giao đảng viên thực hiện và báo cáo ở kỳ sau.",
        of: cell, at: meeting, on: day, rules: meetings), at: moment)
    for task in told.tasks {
      let due = day.adding(days: 24).adding(months: task.lasts - 1)
      let given = try await perform(
        Assign(
          task.work, to: lived[index].dice.pick(people), of: cell, on: day, due: due, product: task.product,
          from: resolution, at: meeting, rules: meetings), at: moment)
      lived[index].tasks.append(OpenTask(assignment: given, plan: task, due: due))
    }
  }

  /// What was given earlier: told of in the month after, closed about its due day.
  private func closeTasks(_ index: Int, at moment: Moment) async throws {
    var open: [OpenTask] = []
    for var task in lived[index].tasks {
      if !task.isReported {
        try await perform(
          ReportProgress(
            task.plan.progress, of: task.assignment,
            // Before the cell meets again.
            on: min(task.due.adding(days: -3), CalendarMonth(of: moment.day).first.adding(days: 2))),
          at: moment)
        task.isReported = true
      }
      let end = task.plan.outcome == .late ? task.due.adding(days: 9) : task.due.adding(days: -1)
      guard end <= moment.day else {
        open.append(task)
        continue
      }
      try await perform(
        task.plan.outcome == .notDone
          ? CloseAssignment(
            task.assignment, as: .notDone, on: end, reason: "Chưa đạt như đã ghi; chuyển sang năm sau.")
          : CloseAssignment(task.assignment, as: .done, on: end, evidence: task.plan.evidence), at: moment)
    }
    lived[index].tasks = open
  }

  // MARK: People's concerns

  private func hear(_ index: Int, _ month: CalendarMonth, at moment: Moment) async throws {
    let cell = lived[index].organisation
    for told in lived[index].plan.concerns where told.month == month.month {
      let heard = month.first.adding(days: 6)
      let concern = try await perform(
        RecordConcern(
          told.matter, topic: told.topic, at: lived[index].hamlet, heardOn: heard, by: cell, rules: concerns),
        at: moment)
      func step(_ kind: ConcernStep.Kind, after days: Int, body: String = "", _ words: String = "")
        async throws
      {
        try await perform(
          TakeConcernStep(
            kind, of: concern, on: heard.adding(days: days), bodyName: body, words: words, rules: concerns),
          at: moment)
      }
      try await step(.passedOn, after: 1, body: "Ủy ban nhân dân xã")
      try await step(.answered, after: 10, told.answer)
      try await step(.told, after: 14, "Báo lại ở cuộc họp tổ nhân dân tự quản.")
      if told.isClosed { try await step(.closed, after: 16) }
    }
  }

  // MARK: Fees

  private func collectFees(_ index: Int, _ month: CalendarMonth, at moment: Moment) async throws {
    let (cell, rules, day) = (lived[index].organisation, fees, month.first.adding(days: 15))
    func lines(_ month: CalendarMonth) async throws -> [FeeLine] {
      try await system.read { try $0.feeLines(of: cell, in: month, on: moment.day, rules: rules) }
    }
    var standings: [SetFeeStanding] = []
    for line in try await lines(month) where line.standing == nil {
      let (kind, base) = standing(index)
      standings.append(
        SetFeeStanding(line.payer.member, in: cell, from: month, as: kind, base: base, rules: rules))
    }
    try await perform(all: standings, at: moment)
    // Somebody pays a month later now and then.
    var behind: Set<ID<Member>> = []
    var amounts: [ID<Member>: Int] = [:]
    for line in try await lines(month) where line.receipt == nil {
      guard let due = line.due, due > 0 else { continue }
      if lived[index].dice.chance(5), month.last < facts.visit {
        behind.insert(line.payer.member)
      } else {
        amounts[line.payer.member] = due
      }
    }
    if !amounts.isEmpty {
      try await perform(ReceiveFees(amounts, for: month, in: cell, on: day, rules: rules), at: moment)
    }
    if !lived[index].behind.isEmpty {
      let last = month.previous
      let late = try await lines(last).filter { lived[index].behind.contains($0.payer.member) }
      let sums = Dictionary(
        late.compactMap { line in line.receipt == nil ? line.due.map { (line.payer.member, $0) } : nil },
        uniquingKeysWith: { a, _ in a })
      if !sums.isEmpty {
        try await perform(ReceiveFees(sums, for: last, in: cell, on: day, rules: rules), at: moment)
      }
    }
    lived[index].behind = behind
    if month.month % 3 == 0 { try await remit(index, month, at: moment) }
  }

  private func standing(_ index: Int) -> (String, Int) {
    if lived[index].isAgency { return ("salary", lived[index].dice.number(22...45) * 100_000) }
    return lived[index].dice.chance(30)
      ? ("pension", lived[index].dice.number(15...32) * 100_000)
      : ("agreed", lived[index].dice.number(4...20) * 1_000)
  }

  /// Nothing is told of fees after the survey. From then on everybody stands in a class the rules of today no longer have, so
  /// that nobody of the present seems to owe anything.
  private func leaveFees(_ index: Int, at moment: Moment) async throws {
    let (cell, rules, month) = (lived[index].organisation, fees, CalendarMonth(of: facts.visit).next)
    let lines = try await system.read {
      try $0.feeLines(of: cell, in: month, on: moment.day, rules: rules)
    }
    try await perform(
      all: lines.compactMap { line in
        line.standing.map {
          SetFeeStanding(
            $0.member, in: cell, from: month, as: "agreed", base: min(max(line.due ?? 0, 2_000), 30_000),
            rules: rules)
        }
      }, at: moment)
  }

  /// A quarter's share goes up.
  private func remit(_ index: Int, _ month: CalendarMonth, at moment: Moment) async throws {
    let (cell, rules, day) = (lived[index].organisation, fees, month.first.adding(days: 20))
    let owed = try await system.read { session throws -> Int in
      guard let state = try session.organisation(cell, asOf: AsOf(day)) else { return 0 }
      let totals = try session.feeTotals(of: state, in: month, rules: rules)
      return totals.owedUp.map { $0 - totals.remitted } ?? 0
    }
    guard owed > 0 else { return }
    try await perform(
      RemitFees(owed, from: cell, on: day, number: "PT-\(month.month)/\(month.year)", rules: rules),
      at: moment)
  }
}
