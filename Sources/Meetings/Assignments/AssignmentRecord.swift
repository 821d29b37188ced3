import Basics
import Registry
import Storage

/// Assignment record — kết quả việc được giao của một đảng viên: a fact of the annual review, with the tasks behind each number.
package struct AssignmentRecord: Sendable, Hashable {
  package var given: [ID<Assignment>] = []
  package var onTime: [ID<Assignment>] = []
  package var late: [ID<Assignment>] = []
  package var notDone: [ID<Assignment>] = []
  /// Not closed, and past the due day at the end of the period (or today, while it lasts).
  package var overdue: [ID<Assignment>] = []
  /// Not closed, and in time still.
  package var open: [ID<Assignment>] = []
  /// Of those done, which nothing shows.
  package var withoutEvidence: [ID<Assignment>] = []
  /// Dropped, or from a withdrawn resolution: they count as nothing.
  package var left: [ID<Assignment>] = []

  /// "Được giao 5 việc: 3 xong đúng hạn, 1 xong chậm, 1 không hoàn thành."
  package var sentence: String {
    guard !given.isEmpty else { return "Không có việc nào được giao trong kỳ." }
    let parts = [
      (onTime.count, "xong đúng hạn"), (late.count, "xong chậm"), (notDone.count, "không hoàn thành"),
      (overdue.count, "quá hạn chưa xong"), (open.count, "đang làm, còn hạn"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let shown = withoutEvidence.isEmpty ? "" : " Chưa có minh chứng: \(withoutEvidence.count) việc."
    return "Được giao \(given.count) việc: \(parts.joined(separator: ", "))." + shown
  }
}

/// Meeting record — việc dự sinh hoạt của một đảng viên: convened, attended, absent with and without reason.
package struct MeetingRecord: Sendable, Hashable {
  package var convened = 0
  package var attended = 0
  package var excused = 0
  package var absent = 0

  package var sentence: String {
    guard convened > 0 else { return "Sổ chưa ghi kỳ sinh hoạt nào." }
    var parts = ["dự \(attended)"]
    if excused > 0 { parts.append("vắng có lý do \(excused)") }
    if absent > 0 { parts.append("vắng không lý do \(absent)") }
    return "Được triệu tập \(convened) kỳ: \(parts.joined(separator: ", "))."
  }
}

extension Session {
  /// What became of the tasks a member was given, whose due day (without one: the day they were given) lies in the period.
  package func assignmentsOf(_ member: ID<Member>, in period: Period, today: Day, rules: MeetingRules) throws
    -> AssignmentRecord
  {
    var record = AssignmentRecord()
    let end = min(today, period.to.previous)
    for assignment in try assignments(of: member) {
      guard period.contains(assignment.dueOn ?? assignment.assignedOn) else { continue }
      let state = try assignment.resolution.flatMap { try resolution($0)?.state }
      let isLeft = rules.counting.withdrawn == .leave && state == .withdrawn && assignment.state != .done
      guard assignment.state != .dropped, !isLeft else {
        record.left.append(assignment.assignment)
        continue
      }
      record.given.append(assignment.assignment)
      switch assignment.state {
      case .done:
        let isShown = !assignment.evidence.isEmpty
        if !isShown { record.withoutEvidence.append(assignment.assignment) }
        guard isShown || rules.counting.withoutEvidence == .mark else {
          record.notDone.append(assignment.assignment)
          continue
        }
        if assignment.isLate {
          record.late.append(assignment.assignment)
        } else {
          record.onTime.append(assignment.assignment)
        }
      case .notDone: record.notDone.append(assignment.assignment)
      case .open, .dropped:
        if let due = assignment.dueOn, due < end {
          record.overdue.append(assignment.assignment)
        } else {
          record.open.append(assignment.assignment)
        }
      }
    }
    return record
  }

  /// To which meetings a member was convened in a period, and which of them they attended.
  package func meetingsOf(_ member: ID<Member>, in period: Period) throws -> MeetingRecord {
    var record = MeetingRecord()
    try query(
      """
      SELECT a.presence, count(*) FROM meeting_attendance a JOIN meeting t ON t.meeting_id = a.meeting_id
      WHERE a.member_id = \(member) AND t.held_on >= \(period.from) AND t.held_on < \(period.to) AND t.cancelled = ''
        AND \(Self.believed("a", AsOf.everything)) AND \(Self.believed("t", AsOf.everything))
      GROUP BY a.presence
      """
    ) { row in
      let count = try row.int(1)
      record.convened += count
      switch try row.choice(0, Presence.self) {
      case .present: record.attended += count
      case .excused: record.excused += count
      case .absent: record.absent += count
      }
    }
    return record
  }
}
