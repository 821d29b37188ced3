import Basics
import Markup
import Meetings
import Registry

/// What meetings ask of a secretary: the next one, and the tasks that are past their day or nobody's.
extension HomePicture {
  /// Organisations looked at: a secretary has one or two.
  private static let most = 5

  static func meetings(
    _ actor: Actor, _ today: Day, _ now: Moment, _ rules: MeetingRules, _ session: Asked
  ) throws -> [Matter] {
    let tops = try session.topOrganisations(of: actor, with: .recordMeetings, asOf: AsOf(today), at: now)
    let own = try ownTasks(actor, today, rules, session)
    return try own
      + tops.prefix(most).flatMap { top in
        try meeting(top, today, session) + tasks(top, today, rules, session)
          + reminders(top, today, rules, session)
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
    _ top: OrganisationState, _ today: Day, _ rules: MeetingRules, _ session: Asked
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
}
