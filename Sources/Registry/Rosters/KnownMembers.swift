import Basics
import Schema
import Storage

/// Known members — người đã có trong sổ: everybody of the unit, loaded once; of others only who has a number or a name
/// of the roster, and never more of them than that they exist.
struct KnownMembers {
  struct Known {
    var state: MemberState
    var numbers: [MemberNumber] = []
    /// The official membership of the roster's day, or else the last one.
    var membership: Membership?
    var isInside: Bool
    var end: MembershipEnd?

    /// Numbers in use now, by kind.
    func current(_ kind: MemberNumber.Kind) -> String? {
      numbers.last { $0.kind == kind && $0.period.isOpen }?.value
    }
    func holds(_ value: String) -> Bool { numbers.contains { $0.value == value } }
    /// Whether the person belongs somewhere after the day.
    func isMember(on day: Day) -> Bool { membership.map { $0.period.to > day } ?? false }
  }

  private(set) var people: [ID<Member>: Known] = [:]
  private var byNumber: [String: [ID<Member>]] = [:]
  private var byName: [String: [ID<Member>]] = [:]
  private let day: Day
  /// Every organisation that was ever below the unit.
  let organisations: Set<ID<Organisation>>

  init(rows: [RosterRow], unit: ID<Organisation>, day: Day, in session: any Session) throws {
    self.day = day
    organisations = Set(
      try session.all(
        """
        SELECT DISTINCT c.descendant_id FROM organisation_closure c
        WHERE c.ancestor_id = \(unit) AND c.withdrawn_by = \(Schema.stillBelieved)
        """
      ) { try $0.id(0) })
    try load(
      """
      SELECT m.member_id FROM membership m JOIN organisation_closure c ON c.descendant_id = m.organisation_id
      WHERE c.ancestor_id = \(unit) AND c.withdrawn_by = \(Schema.stillBelieved) AND m.withdrawn_by = \(Schema.stillBelieved)
      UNION SELECT e.member_id FROM membership_end e JOIN organisation_closure c ON c.descendant_id = e.organisation_id
      WHERE c.ancestor_id = \(unit) AND c.withdrawn_by = \(Schema.stillBelieved) AND e.withdrawn_by = \(Schema.stillBelieved)
      """, session)
    let numbers = Set(rows.flatMap { $0.numbers.values }).filter { byNumber[$0] == nil }
    for chunk in Self.chunks(numbers.sorted()) {
      try load(
        "SELECT n.member_id FROM member_number n WHERE n.value IN \(list: chunk) AND n.withdrawn_by = \(Schema.stillBelieved)",
        session)
    }
    var born: [String: Set<Day>] = [:]
    for row in rows where named(row.person.name, bornOn: row.person.bornOn).isEmpty {
      if let day = row.person.bornOn { born[VietnameseText.fold(row.person.name), default: []].insert(day) }
    }
    for chunk in Self.chunks(born.keys.sorted()) {
      let days = Set(chunk.flatMap { born[$0] ?? [] }).sorted()
      try load(
        """
        SELECT t.member_id FROM member_state t WHERE t.name_fold IN \(list: chunk) AND t.born_on IN \(list: days)
          AND t.withdrawn_by = \(Schema.stillBelieved)
        """, session)
    }
  }

  subscript(id: ID<Member>) -> Known? { people[id] }

  func with(number: String) -> [ID<Member>] { byNumber[number] ?? [] }

  /// People with this name (marks do not count) and day of birth.
  func named(_ name: String, bornOn: Day?) -> [ID<Member>] {
    guard let bornOn else { return [] }
    return (byName[VietnameseText.fold(name)] ?? []).filter { people[$0]?.state.person.bornOn == bornOn }
  }

  // MARK: Loading

  private mutating func load(_ members: SQL, _ session: any Session) throws {
    var states: [ID<Member>: MemberState] = [:]
    try session.query(
      """
      SELECT \(MemberState.columnList) FROM member_state s WHERE s.member_id IN (\(members))
        AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.member_id, s.effective_from
      """
    ) { row in
      let state = try MemberState.read(row)
      // The state of the day, else the first one after it.
      if states[state.member] == nil || state.period.from <= day { states[state.member] = state }
    }
    let new = states.filter { people[$0.key] == nil }
    guard !new.isEmpty else { return }
    var known = new.mapValues { Known(state: $0, isInside: false) }
    try session.query(
      """
      SELECT n.id, n.member_id, n.kind, n.value, n.effective_from, n.effective_to, n.decision_id FROM member_number n
      WHERE n.member_id IN (\(members)) AND n.withdrawn_by = \(Schema.stillBelieved) ORDER BY n.member_id, n.effective_from
      """
    ) { row in
      let number = MemberNumber(
        id: Int64(try row.int(0)), member: try row.id(1), kind: try row.choice(2), value: try row.text(3),
        period: Period(from: try row.day(4), to: try row.day(5)), decision: try row.ifID(6))
      known[number.member]?.numbers.append(number)
    }
    try session.query(
      """
      \(Membership.select) WHERE m.member_id IN (\(members)) AND m.kind = 'official'
        AND m.withdrawn_by = \(Schema.stillBelieved) ORDER BY m.member_id, m.effective_from
      """
    ) { row in
      let membership = try Membership.read(row)
      let held = known[membership.member]?.membership
      if held == nil || membership.period.from <= day { known[membership.member]?.membership = membership }
    }
    try session.query(
      """
      SELECT e.id, e.member_id, e.organisation_id, e.kind, e.effective_on, e.destination, e.decision_id FROM membership_end e
      WHERE e.member_id IN (\(members)) AND e.withdrawn_by = \(Schema.stillBelieved) ORDER BY e.member_id, e.effective_on
      """
    ) { row in
      let end = MembershipEnd(
        id: Int64(try row.int(0)), member: try row.id(1), organisation: try row.id(2),
        kind: try row.choice(3),
        day: try row.day(4), destination: try row.text(5), decision: try row.ifID(6))
      known[end.member]?.end = end
    }
    for (id, var person) in known {
      let place = person.membership?.organisation ?? person.end?.organisation
      person.isInside = place.map(organisations.contains) ?? false
      people[id] = person
      for number in Set(person.numbers.map(\.value)) { byNumber[number, default: []].append(id) }
      byName[VietnameseText.fold(person.state.person.name), default: []].append(id)
    }
  }

  /// Lists of one length, so that the database prepares its question once.
  private static func chunks(_ values: [String]) -> [[String]] {
    stride(from: 0, to: values.count, by: 500).map { Array(values[$0..<min($0 + 500, values.count)]) }
  }
}
