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
    return try tops.prefix(most).flatMap { top in
      try meeting(top, today, session) + tasks(top, today, rules, session)
    }
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
    let open = try session.assignments(of: top.organisation).filter { $0.state == .open }
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
