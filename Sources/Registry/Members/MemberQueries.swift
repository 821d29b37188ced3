import Basics
import History
import Schema
import Storage

/// A member as a list shows one: the person of the day, and where they belong.
package struct MemberListing: Sendable, Hashable {
  package var member: ID<Member>
  package var person: PersonalRecord
  package var organisation: ID<Organisation>
  package var organisationName: String
  package var since: Day
}

/// A fact with its place on both axes of time.
package struct Recorded<F: Sendable>: Sendable {
  package var fact: F
  package var recordedBy: Int
  package var recordedAt: Moment
  package var actor: String
  package var withdrawnBy: Int?
  package var withdrawnAt: Moment?
}

/// Which members a list shows.
package struct MemberFilter: Sendable, Hashable {
  /// Words of the name in any order, with or without marks; or a card or record number.
  package var text = ""
  package var kind: Membership.Kind = .official
  package var sex: Member.Sex?
  /// Inclusive bounds of the age in years on the day.
  package var ages: ClosedRange<Int>?
  package var ageUnknown = false
  package var isLocal: Bool??
  package var status: Member.Status?
  package var sector: String?
  package var organisationKinds: [Organisation.Kind]?
  package init() {}
}

extension Session {
  /// The sector by which somebody with several posts counts; the member is `m`.
  package func countingSector(_ asOf: AsOf, seen sight: ListSight) -> SQL {
    """
    (SELECT a.sector FROM appointment a WHERE a.member_id = m.member_id AND \(sight.holdsAppointment(asOf))
     ORDER BY a.effective_from, \(Sector.rank), a.id LIMIT 1)
    """
  }

  package func member(_ id: ID<Member>, asOf: AsOf) throws -> MemberState? {
    try first(
      "SELECT \(MemberState.columnList) FROM member_state s WHERE s.member_id = \(id) AND \(asOf.holds("s"))"
    ) {
      try MemberState.read($0)
    }
  }

  package func memberStates(_ id: ID<Member>) throws -> [MemberState] {
    try all(
      """
      SELECT \(MemberState.columnList) FROM member_state s
      WHERE s.member_id = \(id) AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.effective_from
      """
    ) { try MemberState.read($0) }
  }

  /// Everything ever written down about the person, withdrawn values too, the latest recorded first.
  package func memberStateHistory(_ id: ID<Member>) throws -> [Recorded<MemberState>] {
    try all(
      """
      SELECT \(MemberState.columnList), s.recorded_by, e.recorded_at, e.actor, s.withdrawn_by, w.recorded_at
      FROM member_state s JOIN journal_entry e ON e.sequence = s.recorded_by
      LEFT JOIN journal_entry w ON w.sequence = s.withdrawn_by
      WHERE s.member_id = \(id) ORDER BY s.recorded_by DESC, s.effective_from DESC
      """
    ) { try Recorded.read($0, try MemberState.read($0), at: MemberState.columnCount) }
  }

  package func memberNumbers(_ id: ID<Member>, known: Int = AsOf.everything) throws -> [MemberNumber] {
    try all(
      """
      SELECT id, member_id, kind, value, effective_from, effective_to, decision_id FROM member_number
      WHERE member_id = \(id) AND recorded_by <= \(known) AND withdrawn_by > \(known) ORDER BY kind, effective_from
      """
    ) {
      MemberNumber(
        id: Int64(try $0.int(0)), member: try $0.id(1), kind: try $0.choice(2), value: try $0.text(3),
        period: Period(from: try $0.day(4), to: try $0.day(5)), decision: try $0.ifID(6))
    }
  }

  /// The numbers in use now.
  func currentNumbers(of member: ID<Member>) throws -> [MemberNumber.Kind: String] {
    let open = try memberNumbers(member).filter(\.period.isOpen)
    return Dictionary(open.map { ($0.kind, $0.value) }, uniquingKeysWith: { $1 })
  }

  package func members(withNumber value: String) throws -> [ID<Member>] {
    try all(
      """
      SELECT DISTINCT member_id FROM member_number
      WHERE value = \(value) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY member_id
      """
    ) { try $0.id(0) }
  }

  package func memberships(of member: ID<Member>, known: Int = AsOf.everything) throws -> [Membership] {
    try all(
      """
      \(Membership.select) WHERE m.member_id = \(member) AND m.recorded_by <= \(known) AND m.withdrawn_by > \(known)
      ORDER BY m.effective_from
      """
    ) { try Membership.read($0) }
  }

  package func membershipHistory(of member: ID<Member>) throws -> [Recorded<Membership>] {
    try all(
      """
      SELECT m.id, m.member_id, m.organisation_id, m.kind, m.effective_from, m.effective_to, m.decision_id,
        m.recorded_by, e.recorded_at, e.actor, m.withdrawn_by, w.recorded_at
      FROM membership m JOIN journal_entry e ON e.sequence = m.recorded_by
      LEFT JOIN journal_entry w ON w.sequence = m.withdrawn_by
      WHERE m.member_id = \(member) ORDER BY m.recorded_by DESC, m.effective_from DESC
      """
    ) { try Recorded.read($0, try Membership.read($0), at: 7) }
  }

  func memberships(at organisation: ID<Organisation>) throws -> [Membership] {
    try all(
      "\(Membership.select) WHERE m.organisation_id = \(organisation) AND m.withdrawn_by = \(Schema.stillBelieved) ORDER BY m.id"
    ) { try Membership.read($0) }
  }

  package func official(_ member: ID<Member>, asOf: AsOf) throws -> Membership? {
    try first(
      "\(Membership.select) WHERE m.member_id = \(member) AND m.kind = 'official' AND \(asOf.holds("m"))"
    ) {
      try Membership.read($0)
    }
  }

  package func membershipEnds(of member: ID<Member>) throws -> [MembershipEnd] {
    try all(
      """
      SELECT id, member_id, organisation_id, kind, effective_on, destination, decision_id FROM membership_end
      WHERE member_id = \(member) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY effective_on
      """
    ) {
      MembershipEnd(
        id: Int64(try $0.int(0)), member: try $0.id(1), organisation: try $0.id(2), kind: try $0.choice(3),
        day: try $0.day(4), destination: try $0.text(5), decision: try $0.ifID(6))
    }
  }

  /// How many members belong to an organisation and everything below it.
  package func memberCount(in organisation: ID<Organisation>, asOf: AsOf) throws -> Int {
    try memberCount(in: [organisation], MemberFilter(), asOf: asOf, seen: .whole)
  }

  /// The members of an organisation and everything below it, by given name in Vietnamese order.
  package func members(
    in organisation: ID<Organisation>, _ filter: MemberFilter = MemberFilter(), asOf: AsOf,
    seen sight: ListSight, offset: Int = 0, limit: Int
  ) throws -> [MemberListing] {
    try members(in: [organisation], filter, asOf: asOf, seen: sight, offset: offset, limit: limit)
  }

  /// From FROM to the conditions; callers may add further ones with AND. Tables: c closure, m membership, s state, o cell.
  package func membersFrom(
    _ organisation: ID<Organisation>, _ filter: MemberFilter, _ asOf: AsOf, seen sight: ListSight
  ) -> SQL {
    membersFrom(below: "c.ancestor_id = \(organisation)", filter, asOf, sight)
  }

  /// The same for several organisations of which none stands below another.
  package func membersFrom(
    _ organisations: [ID<Organisation>], _ filter: MemberFilter, _ asOf: AsOf, seen sight: ListSight
  ) -> SQL {
    membersFrom(below: "c.ancestor_id IN \(list: organisations)", filter, asOf, sight)
  }

  private func membersFrom(below top: SQL, _ filter: MemberFilter, _ asOf: AsOf, _ sight: ListSight) -> SQL {
    // SQLite keeps to the order of a CROSS JOIN: each cell is looked up once, and not once for each of its members.
    var sql: SQL = """
      FROM organisation_closure c CROSS JOIN organisation_state o CROSS JOIN membership m CROSS JOIN member_state s
      WHERE \(top) AND \(asOf.holds("c")) AND o.organisation_id = c.descendant_id AND \(asOf.holds("o"))
        AND m.organisation_id = c.descendant_id AND m.kind = \(filter.kind) AND \(asOf.holds("m"))
        AND s.member_id = m.member_id AND s.effective_from <= \(asOf.day) AND s.effective_to > \(asOf.day)
        AND \(sight.believedState(asOf))
      """
    if let kinds = filter.organisationKinds { sql += " AND o.kind IN \(list: kinds)" }
    if let sex = filter.sex { sql += " AND s.sex = \(sex)" }
    if let ages = filter.ages {
      sql +=
        " AND s.born_on IS NOT NULL AND (\(asOf.day) - s.born_on) / 10000 BETWEEN \(ages.lowerBound) AND \(ages.upperBound)"
    }
    if filter.ageUnknown { sql += " AND s.born_on IS NULL" }
    switch filter.isLocal {
    case .none: break
    case .some(.none): sql += " AND s.is_local IS NULL"
    case .some(.some(let isLocal)): sql += " AND s.is_local = \(isLocal)"
    }
    switch filter.status {
    case .none: break
    case .official: sql += " AND s.official_on <= \(asOf.day)"
    case .probationary:
      sql +=
        " AND (s.official_on IS NULL OR s.official_on > \(asOf.day)) AND (s.admitted_on IS NOT NULL OR s.official_on IS NOT NULL)"
    case .unknown: sql += " AND s.official_on IS NULL AND s.admitted_on IS NULL"
    }
    if let sector = filter.sector {
      let has = countingSector(asOf, seen: sight)
      sql += sector.isEmpty ? " AND \(has) IS NULL" : " AND \(has) = \(sector)"
    }
    for word in VietnameseText.fold(filter.text).split(separator: " ") {
      sql += " AND \(nameHas(String(word), asOf, sight))"
    }
    return sql
  }

  /// A word of the name begins so; numbers are found whole.
  private func nameHas(_ word: String, _ asOf: AsOf, _ sight: ListSight) -> SQL {
    """
    (' ' || s.name_fold LIKE \("% \(word)%") OR s.member_id IN (
      SELECT n.member_id FROM member_number n WHERE n.value = \(word) AND \(sight.believedNumber(asOf))))
    """
  }

  static func listing(_ row: Row) throws -> MemberListing {
    let state = try MemberState.read(row)
    let next = MemberState.columnCount
    return MemberListing(
      member: state.member, person: state.person, organisation: try row.id(next),
      organisationName: try row.text(next + 1),
      since: try row.day(next + 2))
  }

  /// Whose the member is on a day: the official place, or the last one where the membership has ended.
  static func home(_ memberships: [Membership], on day: Day) -> ID<Organisation>? {
    let official = memberships.filter { $0.kind == .official }
    return
      (official.first { $0.period.contains(day) } ?? official.last { $0.period.from <= day } ?? official.first)?
      .organisation
  }

  /// Whether an actor may see a person at all: someone of their subtree, now or in its past.
  package func rights(of actor: Actor, onMember member: ID<Member>, at moment: Moment) throws -> RightSet {
    guard actor.account != nil else { return RightSet.all }
    var rights: RightSet = []
    let memberships = try memberships(of: member).filter { $0.kind != .residence }
    let current = Self.home(memberships, on: moment.day)
    for membership in memberships {
      let here = try self.rights(of: actor, on: membership.organisation, at: moment)
      // Those a member has left may still read what they had, and no more.
      rights.formUnion(
        membership.organisation == current ? here : here.intersection([.viewMembers, .viewOrganisations]))
    }
    return rights
  }
}

extension Recorded {
  /// - Parameter column: recorded_by, recorded_at, actor, withdrawn_by, withdrawn_at begin here.
  static func read(_ row: Row, _ fact: F, at column: Int) throws -> Recorded {
    let withdrawn = try row.int(column + 3)
    let isWithdrawn = Int64(withdrawn) != Schema.stillBelieved
    return Recorded(
      fact: fact, recordedBy: try row.int(column), recordedAt: try row.moment(column + 1),
      actor: try row.text(column + 2),
      withdrawnBy: isWithdrawn ? withdrawn : nil,
      withdrawnAt: isWithdrawn ? try row.ifMoment(column + 4) : nil)
  }
}
