import Basics
import Markup
import Meetings
import Registry

extension Visit {
  /// A member's own task: how far it has come, told by themselves.
  func ownAssignment(_ trouble: FormTrouble) async throws -> Answer {
    let (state, organisation) = try await requireOwnAssignment()
    let task = state.assignment
    let reporting: HTML =
      task.state == .open
      ? Section(
        "Báo tiến độ", id: "bao",
        body: Form(
          action: "/cua-toi/viec/\(task.assignment)", csrf: csrf, label: "Báo tiến độ",
          body: """
            \(ProgressFields(visit: self, trouble: trouble))
            \(Actions("\(Submit("Gửi"))"))
            """
        ).html
      ).html : ""
    return try await page(
      "Việc của tôi", breadcrumbs: [Link("Của tôi", "/cua-toi")],
      body: """
        \(PageHeading(task.task, kind: "Việc của tôi, \(organisation)", lede: "\(AssignmentFlags(state: state))"))
        \(trouble.summary)
        \(DescriptionList([
          ("Giao ngày", "\(task.assignedOn.vietnamese)"), ("Hạn", "\(task.dueOn?.vietnamese ?? "chưa có hạn")"),
          ("Sản phẩm", "\(task.product)"),
        ]))
        \(Section("Đã báo", id: "tien-do", body: ProgressPiece(progress: state.progress).html))
        \(reporting)
        """)
  }

  private func requireOwnAssignment() async throws -> (AssignmentState, String) {
    let id: ID<Assignment> = try found(id("viec"))
    let (system, actor, rules, today) = (system, actor, try meetingRules, today)
    return try found(
      try await system.read { session throws -> (AssignmentState, String)? in
        guard let own = try session.ownMember(of: actor), let task = try session.assignment(id),
          task.member == own, let state = try session.states(of: [task], on: today, rules: rules).first
        else { return nil }
        return (state, try session.organisationNear(task.organisation, asOf: AsOf(today))?.name ?? "")
      })
  }

  func reportOwnProgress() async throws -> Answer {
    let (state, _) = try await requireOwnAssignment()
    return try await attempt {
      try mattersOnly(["da-lam"])
      try await perform(
        ReportProgress(
          form.paragraphs("da-lam"), evidence: form["minh-chung"], of: state.assignment.assignment,
          on: try day(in: "ngay-bao", "ngày")))
      return .redirect("/cua-toi/viec/\(state.assignment.assignment)", done: .saved)
    } else: {
      try await ownAssignment($0)
    }
  }
}

/// A member's own meetings and tasks.
struct OwnMeetings: Sendable {
  var next: Meeting?
  var items: [MeetingItem] = []
  var tasks: [AssignmentState] = []
  /// Secret ballots the member counts.
  var counting: [MeetingBallotStory] = []
  /// What is due soon or overdue; nil who owes nothing.
  var reminder: AssignmentReminder?
  var record: AssignmentRecord
  var attended: MeetingRecord

  init(of member: ID<Member>, rules: MeetingRules, today: Day, in session: Asked) throws {
    if let cell = try session.official(member, asOf: AsOf(today))?.organisation {
      // The committee may meet before the cell does.
      next = try session.meetings(of: cell, in: Period(from: today)).first {
        !$0.isCancelled && $0.kind != .committee
      }
      items = try next.map { try session.meetingItems(of: $0.meeting) } ?? []
    }
    let year = Period(year: today.year)
    // What is open, and what the year has seen closed.
    let all = try session.assignments(of: member).filter {
      $0.state == .open || $0.closedOn.map { year.contains($0) } ?? false
    }
    tasks = try session.states(of: all, on: today, rules: rules)
    reminder = try session.assignmentReminder(of: member, on: today, rules: rules)
    counting = try session.ballotsToCount(by: member)
    record = try session.assignmentsOf(member, in: year, today: today, rules: rules)
    attended = try session.meetingsOf(member, in: year)
  }

  func html(_ year: Int) -> HTML {
    """
    \(reminder.map { Notice($0.overdue.isEmpty ? .info : .warning, "Nhắc việc: \($0.sentence).", action: Link("Xem việc được giao", "#viec")).html } ?? "")
    \(when: !counting.isEmpty, Section("Kiểm phiếu", id: "kiem-phieu", body: "<ul class=\"matters\">\(each: counting, { "<li><a\(href: "/phieu-kin/\($0.ballot.ballot)")>Ghi số kiểm phiếu: \($0.ballot.question)</a></li>" })</ul>").html)
    \(when: next != nil, Section("Kỳ sinh hoạt tới", id: "sinh-hoat", body: upcoming).html)
    \(when: !tasks.isEmpty, Section("Việc được giao", id: "viec", note: "Năm \(year): \(record.sentence) \(attended.sentence)", body: AssignmentTable(states: tasks, name: nil, base: "/cua-toi/viec", caption: "Việc được giao").html).html)
    """
  }

  private var upcoming: HTML {
    guard let next else { return "" }
    let when = [next.startsAt, next.heldOn.vietnamese, next.place].filter { !$0.isEmpty }
    return """
      <p><strong>\(next.title)</strong>: \(when.joined(separator: ", ")).</p>
      <ol>\(each: items, { "<li>\($0.title)\(when: !$0.papers.isEmpty, " <span class=\"hint\">tài liệu: \($0.papers)</span>")</li>" })</ol>
      """
  }
}
