import Basics
import Registry
import Storage

/// An assignment as it stands on a day, with what a meeting must see about it.
package struct AssignmentState: Sendable, Hashable {
  package enum Flag: Hashable, Sendable {
    case overdue(days: Int)
    case dueSoon
    case withoutOwner
    /// Its owner belongs to the organisation no more.
    case ownerGone
    case withoutDueDay
    /// The resolution it comes from is no longer valid.
    case fromWithdrawn(Resolution.State)
    case withoutEvidence

    package var title: String {
      switch self {
      case .overdue(let days): "quá hạn \(days) ngày"
      case .dueSoon: "sắp đến hạn"
      case .withoutOwner: "chưa giao cho ai"
      case .ownerGone: "người được giao đã chuyển đi"
      case .withoutDueDay: "chưa có hạn"
      case .fromWithdrawn(let state): "nghị quyết \(state.title)"
      case .withoutEvidence: "xong nhưng chưa có minh chứng"
      }
    }
    /// Somebody has to decide something.
    package var isTrouble: Bool { self != .dueSoon && self != .withoutDueDay }
  }
  package var assignment: Assignment
  package var resolution: Resolution?
  package var progress: [AssignmentProgress]
  package var flags: [Flag]

  package var isOverdue: Bool {
    flags.contains { if case .overdue = $0 { true } else { false } }
  }
}

extension Session {
  package func assignment(_ id: ID<Assignment>, known: Int = AsOf.everything) throws -> Assignment? {
    try first(
      "SELECT \(Assignment.list) FROM assignment g WHERE g.assignment_id = \(id) AND \(Self.believed("g", known))"
    ) { try Assignment.read($0) }
  }

  package func progress(of assignment: ID<Assignment>, known: Int = AsOf.everything) throws
    -> [AssignmentProgress]
  {
    try all(
      """
      SELECT p.id, p.assignment_id, p.member_id, p.reported_on, p.note, p.evidence, p.is_own FROM assignment_progress p
      WHERE p.assignment_id = \(assignment) AND \(Self.believed("p", known)) ORDER BY p.reported_on, p.id
      """
    ) { try AssignmentProgress.read($0) }
  }

  /// What was told about many tasks, in few questions.
  private func progress(of assignments: [Assignment], known: Int) throws -> [ID<Assignment>:
    [AssignmentProgress]]
  {
    var found: [ID<Assignment>: [AssignmentProgress]] = [:]
    let ids = assignments.map(\.assignment)
    for start in stride(from: 0, to: ids.count, by: 400) {
      let part = Array(ids[start..<min(start + 400, ids.count)])
      try query(
        """
        SELECT p.id, p.assignment_id, p.member_id, p.reported_on, p.note, p.evidence, p.is_own FROM assignment_progress p
        WHERE p.assignment_id IN \(list: part) AND \(Self.believed("p", known)) ORDER BY p.reported_on, p.id
        """
      ) {
        let told = try AssignmentProgress.read($0)
        found[told.assignment, default: []].append(told)
      }
    }
    return found
  }

  func hasOpenAssignments(of organisation: ID<Organisation>, on day: Day) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM assignment g WHERE g.organisation_id = \(organisation) AND g.state = 'open'
        AND \(Self.believed("g", AsOf.everything)) LIMIT 1
      """) || inheritedAssignments(of: organisation, asOf: AsOf(day)).contains { $0.state == .open }
  }

  /// Every assignment of an organisation, those due first before.
  package func assignments(of organisation: ID<Organisation>, known: Int = AsOf.everything) throws
    -> [Assignment]
  {
    try assignments("g.organisation_id = \(organisation)", known)
  }

  package func assignments(of member: ID<Member>, known: Int = AsOf.everything) throws -> [Assignment] {
    try assignments("g.member_id = \(member)", known)
  }

  package func assignments(from resolution: ID<Resolution>) throws -> [Assignment] {
    try assignments("g.resolution_id = \(resolution)", AsOf.everything)
  }

  /// What was assigned at a meeting.
  package func assignments(at meeting: ID<Meeting>, known: Int = AsOf.everything) throws -> [Assignment] {
    try assignments("g.meeting_id = \(meeting)", known)
  }

  /// What carries out a document from above.
  package func assignments(ofMandate mandate: Int64) throws -> [Assignment] {
    try assignments("g.mandate_id = \(mandate)", AsOf.everything)
  }

  private func assignments(_ condition: SQL, _ known: Int) throws -> [Assignment] {
    try all(
      """
      SELECT \(Assignment.list) FROM assignment g WHERE \(condition) AND \(Self.believed("g", known))
      ORDER BY CASE WHEN g.due_on IS NULL THEN 1 ELSE 0 END, g.due_on, g.assignment_id
      """
    ) { try Assignment.read($0) }
  }

  /// With what must be seen about each of them on a day.
  package func states(
    of assignments: [Assignment], on day: Day, rules: MeetingRules, known: Int = AsOf.everything
  ) throws -> [AssignmentState] {
    var resolutions: [ID<Resolution>: Resolution] = [:]
    for id in Set(assignments.compactMap(\.resolution)) { resolutions[id] = try resolution(id, known: known) }
    let told = try progress(of: assignments, known: known)
    return try assignments.map { assignment in
      let resolution = assignment.resolution.flatMap { resolutions[$0] }
      let progress = told[assignment.assignment] ?? []
      var flags: [AssignmentState.Flag] = []
      if assignment.state == .open {
        if let due = assignment.dueOn {
          let left = due.daysSince1970 - day.daysSince1970
          if left < 0 { flags.append(.overdue(days: -left)) }
          if (0...rules.counting.soon).contains(left) { flags.append(.dueSoon) }
        } else {
          flags.append(.withoutDueDay)
        }
        if assignment.member == nil { flags.append(.withoutOwner) }
        if let member = assignment.member {
          // Whoever has come along into what the organisation became has it still.
          let places = try heirs(of: assignment.organisation, asOf: AsOf(day, known: known))
          let all = places.isEmpty ? [assignment.organisation] : places
          if try all.allSatisfy({ try isGone(member, from: $0, on: day) }) { flags.append(.ownerGone) }
        }
        if let state = resolution?.state, state == .withdrawn { flags.append(.fromWithdrawn(state)) }
      }
      if assignment.state == .done, assignment.evidence.isEmpty { flags.append(.withoutEvidence) }
      return AssignmentState(
        assignment: assignment, resolution: resolution, progress: progress, flags: flags)
    }
  }

  /// Whether somebody neither belongs to an organisation on a day nor holds a Party post of it.
  func isGone(_ member: ID<Member>, from organisation: ID<Organisation>, on day: Day) throws -> Bool {
    let asOf = AsOf(day)
    return try !exists(
      """
      SELECT 1 FROM membership m WHERE m.member_id = \(member) AND m.organisation_id = \(organisation)
        AND \(asOf.holds("m"))
      UNION ALL
      SELECT 1 FROM appointment a WHERE a.member_id = \(member) AND a.organisation_id = \(organisation)
        AND \(asOf.holds("a"))
      """)
  }

  /// What stands on the agenda of a meeting by itself: what is open on its day, and what was closed since the meeting before.
  /// A task given at the meeting itself comes on the next one's.
  package func followUps(of meeting: Meeting, rules: MeetingRules, known: Int = AsOf.everything) throws
    -> [AssignmentState]
  {
    let last = try meetingBefore(meeting.heldOn, of: meeting.organisation, kind: meeting.kind, known: known)
    let all = try carriedAssignments(of: meeting.organisation, asOf: AsOf(meeting.heldOn, known: known))
    let standing = all.compactMap {
      assignment -> Assignment? in
      guard assignment.assignedOn <= meeting.heldOn, assignment.meeting != meeting.meeting else { return nil }
      guard assignment.state != .open, let closed = assignment.closedOn else { return assignment }
      if closed > meeting.heldOn {
        // On that day it was open still.
        var open = assignment
        (open.state, open.closedOn, open.evidence, open.reason) = (.open, nil, "", "")
        return open
      }
      return closed >= (last?.heldOn ?? assignment.assignedOn) ? assignment : nil
    }
    return try states(of: standing, on: meeting.heldOn, rules: rules, known: known)
  }
}
