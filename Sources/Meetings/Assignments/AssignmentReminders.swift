import Basics
import Registry
import Storage

/// Reminder — nhắc việc: that somebody has tasks due soon or overdue. It tells how many and by when, never what they are about: a
/// reminder lies on a table, a task is read where it was given.
package struct AssignmentReminder: Sendable, Hashable {
  package var member: ID<Member>
  /// The due days, the earliest first.
  package var soon: [Day]
  package var overdue: [Day]
  /// Has no account of their own: reminded on paper.
  package var isOnPaper: Bool
}

extension Session {
  /// Who of an organisation still owes something, by the rule of ``MeetingRules/Remind``: not who has done it, not who has moved
  /// away, nothing of a withdrawn resolution.
  package func assignmentReminders(
    of organisation: ID<Organisation>, on day: Day, rules: MeetingRules
  ) throws -> [AssignmentReminder] {
    let open = try carriedAssignments(of: organisation, asOf: AsOf(day)).filter { $0.state == .open }
    var found: [ID<Member>: AssignmentReminder] = [:]
    for state in try states(of: open, on: day, rules: rules) where state.isReminded {
      guard let member = state.assignment.member, let due = state.assignment.dueOn,
        rules.remind.reminds(of: due, on: day)
      else { continue }
      var reminder =
        found[member] ?? AssignmentReminder(member: member, soon: [], overdue: [], isOnPaper: true)
      if due < day { reminder.overdue.append(due) } else { reminder.soon.append(due) }
      found[member] = reminder
    }
    return try found.values.sorted { $0.member < $1.member }.map { one in
      var reminder = one
      reminder.isOnPaper = try account(of: one.member) == nil
      reminder.soon.sort()
      reminder.overdue.sort()
      return reminder
    }
  }

  /// A member's own reminder, over all who have given them something; nil who owes nothing.
  package func assignmentReminder(of member: ID<Member>, on day: Day, rules: MeetingRules) throws
    -> AssignmentReminder?
  {
    let open = try assignments(of: member).filter { $0.state == .open }
    let due = try states(of: open, on: day, rules: rules).filter(\.isReminded).compactMap(\.assignment.dueOn)
      .filter { rules.remind.reminds(of: $0, on: day) }.sorted()
    guard !due.isEmpty else { return nil }
    return AssignmentReminder(
      member: member, soon: due.filter { $0 >= day }, overdue: due.filter { $0 < day }, isOnPaper: false)
  }
}

extension AssignmentState {
  fileprivate var isReminded: Bool {
    !flags.contains { flag in
      switch flag {
      case .ownerGone, .fromWithdrawn, .withoutOwner: true
      default: false
      }
    }
  }
}

extension MeetingRules.Remind {
  /// From so many days before a due day until so many after it.
  package func reminds(of due: Day, on day: Day) -> Bool {
    due <= day.adding(days: beforeDays) && day <= due.adding(days: afterDays)
  }
}

extension AssignmentReminder {
  /// "1 việc quá hạn, 2 việc sắp đến hạn": the same on every page and paper.
  package var sentence: String {
    var parts: [String] = []
    if !overdue.isEmpty { parts.append("\(overdue.count) việc quá hạn") }
    if !soon.isEmpty { parts.append("\(soon.count) việc sắp đến hạn") }
    return parts.joined(separator: ", ")
  }
}
