import Basics
import Registry
import Schema
import Storage

/// Progress — tiến độ: of the units of a subtree which are expected to send their results in a period, how many have.
///
/// Expected are the cells and grassroots organisations on the lists of the period's rounds that exist on the day, less
/// those exempt. `expected = received + returned + missing`, `received = onTime + late`, `accepted ≤ received`.
package struct RoundProgress: Sendable, Hashable {
  package var expected = 0
  package var received = 0
  package var onTime = 0
  package var late = 0
  package var accepted = 0
  package var returned = 0
  /// Exempt by the superior, or by the guidance because they are not reviewed.
  package var exempt = 0
  /// Past their deadline and not received: returned ones too.
  package var overdue = 0
  /// Members who are to be graded in the expected cells.
  package var members = 0

  package init() {}

  package var missing: Int { expected - received - returned }

  /// Received of expected; `nil` where nothing is expected: there is no share of nothing.
  package var share: (part: Int, whole: Int)? { expected == 0 ? nil : (received, expected) }

  package static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.expected += b.expected
    sum.received += b.received
    sum.onTime += b.onTime
    sum.late += b.late
    sum.accepted += b.accepted
    sum.returned += b.returned
    sum.exempt += b.exempt
    sum.overdue += b.overdue
    sum.members += b.members
    return sum
  }
}

/// One line of a progress page: an organisation directly below with everything below it, or the organisation itself.
package struct ProgressLine: Sendable, Hashable {
  package var organisation: ID<Organisation>
  package var name: String
  package var kind: Organisation.Kind
  /// The organisation's own results only: the line for the one whose page it is.
  package var isItself: Bool
  package var progress: RoundProgress
}

/// One unit and where its results stand.
package struct UnitProgress: Sendable, Hashable {
  package var organisation: ID<Organisation>
  package var name: String
  package var kind: Organisation.Kind
  package var round: ID<Round>
  package var state: RoundSubmission.State?
  package var isOnTime: Bool?
  package var firstSentOn: Day?
  package var dueBefore: Day?
}

extension Session {
  /// The progress of an organisation: one line for itself where it sends results, one for each organisation directly
  /// below. Asked set-wise: a line of the country is counted from its quarter of a million units.
  package func roundProgress(of organisation: ID<Organisation>, _ period: RoundPeriod, today: Day) throws
    -> [ProgressLine]
  {
    let asOf = AsOf(today)
    let rounds = try reviewRounds(of: period)
    guard !rounds.isEmpty, let itself = try self.organisation(organisation, asOf: asOf) else { return [] }
    let overdue = rounds.filter { $0.value.map { $0 <= today } ?? false }.map(\.key)
    let exceptions = try deadlineExceptions(rounds)
    let children = try self.children(of: organisation, asOf: asOf)
    var lines: [ID<Organisation>: RoundProgress] = [:]
    let all = children.map(\.organisation)
    // SQLite: one child after the other, for sums need no sorting then, and the units come in the order of every index they
    // are looked up in. PostgreSQL adds up all of them in one pass.
    for some in dialect == .sqlite ? all.map({ [$0] }) : [all] {
      try sum(
        """
        SELECT c.ancestor_id AS line, u.organisation_id, u.round_id, u.treatment, u.members
        FROM organisation_closure c CROSS JOIN review_subject u
        WHERE c.ancestor_id IN \(list: some) AND \(asOf.holds("c")) AND u.organisation_id = c.descendant_id
        """, period, overdue, into: &lines)
    }
    try sum(
      """
      SELECT u.organisation_id AS line, u.organisation_id, u.round_id, u.treatment, u.members
      FROM review_subject u WHERE u.organisation_id = \(organisation)
      """, period, overdue, into: &lines)
    if !exceptions.isEmpty {
      for (line, change) in try overdueChanges(of: organisation, period, rounds, today) {
        lines[line]?.overdue += change
      }
    }
    var found: [ProgressLine] = []
    if let own = lines[organisation] {
      found.append(
        ProgressLine(
          organisation: organisation, name: itself.name, kind: itself.kind, isItself: true, progress: own))
    }
    for child in children {
      guard let progress = lines[child.organisation] else { continue }
      found.append(
        ProgressLine(
          organisation: child.organisation, name: child.name, kind: child.kind, isItself: false,
          progress: progress))
    }
    return found
  }

  /// The sums over units, by line.
  private func sum(
    _ units: SQL, _ period: RoundPeriod, _ overdue: [ID<Round>],
    into lines: inout [ID<Organisation>: RoundProgress]
  ) throws {
    try query(
      """
      SELECT line, sum(is_exempt), sum(1 - is_exempt), sum(CASE WHEN is_exempt = 0 THEN members ELSE 0 END),
        sum(CASE WHEN state IN ('sent', 'accepted') THEN 1 ELSE 0 END),
        sum(CASE WHEN state IN ('sent', 'accepted') AND is_on_time = 0 THEN 1 ELSE 0 END),
        sum(CASE WHEN state = 'accepted' THEN 1 ELSE 0 END),
        sum(CASE WHEN state = 'returned' THEN 1 ELSE 0 END),
        sum(CASE WHEN is_exempt = 0 AND is_late = 1 AND (state IS NULL OR state = 'returned') THEN 1 ELSE 0 END)
      FROM (
        SELECT x.line, x.members, s.state, s.is_on_time,
          CASE WHEN x.treatment = 'notReviewed' OR s.state = 'exempt' THEN 1 ELSE 0 END AS is_exempt,
          CASE WHEN x.round_id IN \(list: overdue) THEN 1 ELSE 0 END AS is_late
        FROM (
          \(units) AND u.year = \(period.year) AND u.quarter = \(period.quarter) AND u.is_unit = 1
        ) x LEFT JOIN review_submission s ON s.organisation_id = x.organisation_id AND s.round_id = x.round_id
          AND s.withdrawn_by = \(Schema.stillBelieved)
      ) y GROUP BY line
      """
    ) { row in
      var sum = RoundProgress()
      (sum.exempt, sum.expected, sum.members) = (try row.int(1), try row.int(2), try row.int(3))
      (sum.received, sum.late) = (try row.int(4), try row.int(5))
      sum.onTime = sum.received - sum.late
      (sum.accepted, sum.returned, sum.overdue) = (try row.int(6), try row.int(7), try row.int(8))
      lines[try row.id(0)] = sum
    }
  }

  /// The rounds of a period with the deadline that their plan sets for sending up.
  func reviewRounds(of period: RoundPeriod) throws -> [ID<Round>: Day?] {
    var found: [ID<Round>: Day?] = [:]
    try query(
      """
      SELECT r.id, d.due_before FROM review_round r LEFT JOIN review_deadline d ON d.round_id = r.id
        AND d.stage = \(RoundProcedure.submission) AND d.kind = 'plan' AND d.withdrawn_by = \(Schema.stillBelieved)
      WHERE r.year = \(period.year) AND r.quarter = \(period.quarter) AND \(Round.stands)
      """
    ) { found[try $0.id(0)] = try $0.ifDay(1) }
    return found
  }

  /// Units' own deadlines and granted ones, for sending up.
  private func deadlineExceptions(_ rounds: [ID<Round>: Day?]) throws -> [ID<RoundDeadline>] {
    try all(
      """
      SELECT d.id FROM review_deadline d WHERE d.round_id IN \(list: Array(rounds.keys))
        AND d.stage = \(RoundProcedure.submission) AND d.kind <> 'plan' AND d.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try $0.id(0) }
  }

  /// How the units with another deadline than their round's change the number of those overdue, by line.
  private func overdueChanges(
    of organisation: ID<Organisation>, _ period: RoundPeriod, _ rounds: [ID<Round>: Day?], _ today: Day
  ) throws -> [ID<Organisation>: Int] {
    let asOf = AsOf(today)
    var units:
      [ID<Organisation>: (line: ID<Organisation>, round: ID<Round>, deadlines: [(Int, RoundDeadline)])] = [:]
    try query(
      """
      SELECT DISTINCT \(RoundDeadline.columnList), b.depth, u.organisation_id, c.ancestor_id
      FROM review_deadline d
      JOIN organisation_closure b ON b.ancestor_id = d.organisation_id AND \(asOf.holds("b"))
      JOIN review_subject u ON u.organisation_id = b.descendant_id AND u.year = \(period.year)
        AND u.quarter = \(period.quarter) AND u.is_unit = 1 AND u.round_id = d.round_id
      JOIN organisation_closure c ON c.descendant_id = u.organisation_id AND \(asOf.holds("c"))
      JOIN organisation_state k ON k.organisation_id = c.ancestor_id AND \(asOf.holds("k"))
      LEFT JOIN review_submission s ON s.organisation_id = u.organisation_id AND s.round_id = u.round_id
        AND s.withdrawn_by = \(Schema.stillBelieved)
      WHERE d.round_id IN \(list: Array(rounds.keys)) AND d.stage = \(RoundProcedure.submission)
        AND d.kind <> 'plan' AND d.withdrawn_by = \(Schema.stillBelieved)
        AND (k.parent_id = \(organisation) OR (k.organisation_id = \(organisation) AND c.depth = 0))
        AND u.treatment <> 'notReviewed' AND (s.state IS NULL OR s.state = 'returned')
      """
    ) { row in
      let deadline = try RoundDeadline.read(row)
      let unit: ID<Organisation> = try row.id(9)
      let (line, depth): (ID<Organisation>, Int) = (try row.id(10), try row.int(8))
      units[unit, default: (line, deadline.round, [])].deadlines.append((depth, deadline))
    }
    var changes: [ID<Organisation>: Int] = [:]
    for unit in units.values {
      guard let plan = rounds[unit.round] else { continue }
      var held = unit.deadlines.sorted { $0.0 < $1.0 }.map(\.1)
      if let plan, let any = held.first {
        var whole = any
        (whole.kind, whole.dueBefore) = (.plan, plan)
        held.append(whole)
      }
      let was = plan.map { $0 <= today } ?? false
      let isNow = RoundDeadline.effective(held).map { $0.dueBefore <= today } ?? false
      if was != isNow { changes[unit.line, default: 0] += isNow ? 1 : -1 }
    }
    return changes
  }

  /// The units of a subtree and where their results stand, those that owe something only when asked.
  package func unitProgress(
    within organisation: ID<Organisation>, _ period: RoundPeriod, onlyOwing: Bool, today: Day,
    offset: Int = 0,
    limit: Int
  ) throws -> [UnitProgress] {
    let asOf = AsOf(today)
    var sql: SQL = """
      SELECT u.organisation_id, k.name, k.kind, u.round_id, s.state, s.is_on_time, s.first_sent_on
      FROM organisation_closure c JOIN review_subject u ON u.organisation_id = c.descendant_id
      JOIN organisation_state k ON k.organisation_id = u.organisation_id AND \(asOf.holds("k"))
      LEFT JOIN review_submission s ON s.organisation_id = u.organisation_id AND s.round_id = u.round_id
        AND s.withdrawn_by = \(Schema.stillBelieved)
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND u.year = \(period.year)
        AND u.quarter = \(period.quarter) AND u.is_unit = 1 AND u.treatment <> 'notReviewed'
      """
    if onlyOwing { sql += " AND (s.state IS NULL OR s.state = 'returned')" }
    sql += " ORDER BY k.name_order, u.organisation_id LIMIT \(limit) OFFSET \(offset)"
    return try all(sql) {
      UnitProgress(
        organisation: try $0.id(0), name: try $0.text(1), kind: try $0.choice(2), round: try $0.id(3),
        state: try $0.ifText(4).flatMap(RoundSubmission.State.init),
        isOnTime: try $0.ifInt(5).map { $0 != 0 },
        firstSentOn: try $0.ifDay(6))
    }.map { unit in
      var unit = unit
      unit.dueBefore = try reviewDeadline(
        of: RoundProcedure.submission, for: unit.organisation, in: unit.round, asOf: asOf)?.dueBefore
      return unit
    }
  }
}
