import Basics
import Markup
import Meetings
import Registry

/// What meetings ask of a secretary: the next one, and the tasks that are past their day or nobody's.
extension HomePicture {
  /// Organisations looked at: a secretary has one or two.
  private static let most = 5

  static func meetings(
    _ actor: Actor, _ today: Day, _ now: Moment, _ rules: HomeRules, _ session: Asked
  ) throws -> [Matter] {
    let tops = try session.topOrganisations(of: actor, with: .recordMeetings, asOf: AsOf(today), at: now)
    let own = try ownTasks(actor, today, rules.meetings, session)
    return try own
      + tops.prefix(most).flatMap { top -> [Matter] in
        let parts = [
          try meeting(top, today, session), try tasks(top, today, session),
          try reminders(top, today, rules.meetings, session),
          try documents(top, rules.documents, today, session), try inspections(top, today, session),
        ]
        return parts.flatMap { $0 }
      }
  }

  /// What whoever looks has been given themselves.
  private static func ownTasks(
    _ actor: Actor, _ today: Day, _ rules: MeetingRules, _ session: Asked
  ) throws -> [Matter] {
    guard let member = try session.ownMember(of: actor),
      let reminder = try session.assignmentReminder(of: member, on: today, rules: rules)
    else { return [] }
    return [
      Matter(
        kind: reminder.overdue.isEmpty ? "việc của tôi" : "quá hạn",
        text: "Việc của tôi: \(reminder.sentence)",
        path: "/cua-toi#viec", tone: reminder.overdue.isEmpty ? .undecided : .attention)
    ]
  }

  private static func reminders(
    _ top: OrganisationState, _ today: Day, _ rules: MeetingRules, _ session: Asked
  ) throws -> [Matter] {
    let owing = try session.assignmentReminders(of: top.organisation, on: today, rules: rules).count
    guard owing > 0 else { return [] }
    return [
      Matter(
        kind: "nhắc việc", text: "Nhắc \(owing) người có việc sắp đến hạn hoặc quá hạn: \(top.name)",
        path: "/to-chuc/\(top.organisation)/viec-giao/nhac", tone: .undecided)
    ]
  }

  private static func meeting(_ top: OrganisationState, _ today: Day, _ session: Asked) throws -> [Matter] {
    let base = "/to-chuc/\(top.organisation)/sinh-hoat"
    var matters: [Matter] = []
    if let last = try session.meetingBefore(today.next, of: top.organisation),
      try session.minutes(of: last.meeting).isEmpty
    {
      matters.append(
        Matter(
          kind: "sinh hoạt", text: "Ghi và chốt biên bản: \(last.title), \(top.name)",
          path: "\(base)/\(last.meeting)", tone: .undecided))
    }
    if let next = try session.meetingAfter(today.next, of: top.organisation) {
      matters.append(
        Matter(
          kind: "sinh hoạt", text: "\(next.title), ngày \(next.heldOn.vietnamese): \(top.name)",
          path: "\(base)/\(next.meeting)", tone: .neutral))
    }
    return matters
  }

  private static func tasks(
    _ top: OrganisationState, _ today: Day, _ session: Asked
  ) throws -> [Matter] {
    let open = try session.carriedAssignments(of: top.organisation, asOf: AsOf(today)).filter {
      $0.state == .open
    }
    let late = open.filter { $0.dueOn.map { $0 < today } ?? false }.count
    let unowned = open.filter { $0.member == nil }.count
    var parts: [String] = []
    if late > 0 { parts.append("\(late) việc giao quá hạn") }
    if unowned > 0 { parts.append("\(unowned) việc chưa giao cho ai") }
    guard !parts.isEmpty else { return [] }
    return [
      Matter(
        kind: late > 0 ? "quá hạn" : "việc giao", text: "\(parts.joined(separator: ", ")): \(top.name)",
        path: "/to-chuc/\(top.organisation)/viec-giao?loc=can-xem", tone: late > 0 ? .attention : .undecided)
    ]
  }

  /// Documents that came and are due now, or past it: one by its name, more by their number. What became a task is told there.
  private static func documents(
    _ top: OrganisationState, _ rules: DocumentRules, _ today: Day, _ session: Asked
  ) throws -> [Matter] {
    let open = try session.carriedDocuments(of: top.organisation, asOf: AsOf(today)).filter { $0.task == nil }
    let due = open.map { ($0, $0.standing(on: today, soon: rules.soon)) }
      .filter { $0.1.isOverdue || $0.1 == .dueSoon }
    guard let (first, _) = due.first else { return [] }
    let late = due.count { $0.1.isOverdue }
    let base = "/to-chuc/\(top.organisation)/van-ban"
    let text =
      due.count == 1
      ? "Xử lý \(first.document.citation): \(first.document.subject)"
      : "\(due.count) văn bản \(late > 0 ? "đến hạn, quá hạn" : "sắp đến hạn") xử lý: \(top.name)"
    return [
      Matter(
        kind: late > 0 ? "quá hạn" : "văn bản", text: text,
        path: due.count == 1 ? "\(base)/\(first.document.document)" : "\(base)?loc=dang-xu-ly",
        tone: late > 0 ? .attention : .undecided)
    ]
  }

  /// Inspections of the programme that are past their day.
  private static func inspections(_ top: OrganisationState, _ today: Day, _ session: Asked) throws -> [Matter]
  {
    let late = try session.openInspections(of: top.organisation).filter { $0.isOverdue(on: today) }
    guard let first = late.first else { return [] }
    return [
      Matter(
        kind: "quá hạn", text: "\(late.count) cuộc kiểm tra, giám sát chưa xong: \(top.name)",
        path: "/to-chuc/\(top.organisation)/kiem-tra?nam=\(first.year)", tone: .attention)
    ]
  }
}
