import Basics
import Registry
import Rules
import Storage

/// Population — danh sách đối tượng của đợt: whom a round concerns, as the register and the guidance's own rules say it on
/// one day. Nobody is typed in, nobody is left out by hand.
///
/// A member stands where they officially belong on the day, so whoever has moved or holds several posts is there once.
/// The rules of the pack say who is not reviewed or not graded; what they leave to people stays open and is graded by people.
struct RoundPopulation {
  struct Entry: Hashable {
    var entity: ReviewSubject.Entity
    var organisation: ID<Organisation>
    var base: ID<Organisation>
    var member: ID<Member>?
    var treatment = ReviewSubject.Treatment.graded
    var rule = ""
    var cameFrom: ID<Organisation>?
    var members = 0

    /// Whose row it is, whatever is said of them.
    var key: Key { Key(entity: entity, id: member?.number ?? organisation.number) }
    /// One line of what the hash of a population is made of.
    var line: String {
      """
      \(entity.rawValue) \(organisation.number) \(base.number) \(member?.number ?? 0) \(treatment.id) \(rule) \
      \(cameFrom?.number ?? 0)\n
      """
    }
  }
  struct Key: Hashable {
    var entity: ReviewSubject.Entity
    var id: Int64
  }

  let program: Program
  let day: Day
  let period: RoundPeriod
  private(set) var entries: [Entry] = []
  private var bases: [ID<Organisation>] = []
  private var baseOf: [ID<Organisation>: ID<Organisation>] = [:]
  private var people: [(member: ID<Member>, cell: ID<Organisation>, since: Day, admitted: Day?)] = []
  private var cells: [OrganisationState] = []
  private var states: [ID<Organisation>: OrganisationState] = [:]
  /// Whose leading committees are reviewed as collectives: every grassroots organisation, and below it the sections and
  /// cells of kinds the guidance names where people said how many lead, or posts on record say that somebody does.
  private var led: [(organisation: ID<Organisation>, base: ID<Organisation>)] = []
  /// How many Party posts are on record in the organisations below the grassroots organisations.
  private var leaders: [ID<Organisation>: Int] = [:]
  /// Where only people are graded who hold a post: what the posts on record say of the fact that tells them.
  private let listed: RoundProcedure.Listed?
  private var holders: Set<ID<Member>> = []
  private var founded: [ID<Organisation>: Day] = [:]
  private var facts: [ReviewSheet.SubjectKey: [ReviewFact]] = [:]

  init(
    below scope: ID<Organisation>, period: RoundPeriod, guidance: Guidance, procedure: RoundProcedure,
    on day: Day, in session: any Session
  ) throws {
    let quarter = period.quarter == 0 ? nil : period.quarter
    guard
      let program = PackLoader.program(guidance.pack, year: period.year, quarter: quarter).program
    else { throw ReviewRefusal.noGuidance(period.year) }
    (self.program, self.day, self.period, listed) = (program, day, period, procedure.listed)
    try findOrganisations(scope, session)
    let recorded = try session.reviewFacts(below: scope, year: period.year, asOf: AsOf(day))
    facts = Dictionary(grouping: recorded) { ReviewSheet.SubjectKey($0.entity, $0.subject) }
    try findCollectives(scope, session)
    try findPeople(scope, session)
    if listed != nil { try findHolders(scope, session) }
    treat()
    if let former = procedure.formerCell { try findFormerCells(scope, former.months, session) }
    entries.sort {
      ($0.entity.rawValue, $0.organisation, $0.key.id) < ($1.entity.rawValue, $1.organisation, $1.key.id)
    }
  }

  /// The hash of so many entries: the same list gives the same hash.
  static func hash(of entries: [Entry]) -> String { Fingerprint.sha256(entries.map(\.line).joined()) }

  // MARK: Who is there

  private mutating func findOrganisations(_ scope: ID<Organisation>, _ session: any Session) throws {
    let all = try session.subtree(of: scope, asOf: AsOf(day))
    states = Dictionary(all.map { ($0.organisation, $0) }, uniquingKeysWith: { a, _ in a })
    cells = all.filter { $0.kind.isCell }
    var seen: Set<ID<Organisation>> = []
    func add(base: ID<Organisation>) { if seen.insert(base).inserted { bases.append(base) } }
    for state in all where state.kind.isGrassroots { add(base: state.organisation) }
    for cell in cells {
      let base = grassroots(of: cell.organisation) ?? cell.organisation
      baseOf[cell.organisation] = base
      add(base: base)
    }
    try session.query(
      """
      SELECT s.organisation_id, min(s.effective_from) FROM organisation_closure c
      JOIN organisation_state s ON s.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(scope) AND \(AsOf(day).holds("c")) AND \(AsOf(day).believed("s"))
      GROUP BY s.organisation_id
      """
    ) {
      let first = try $0.day(1)
      if first > .beginningOfTime { founded[try $0.id(0)] = first }
    }
  }

  /// Of a committee in which nobody is known to lead nothing can be asked; its secretary is reviewed in the cell. What people
  /// recorded goes before the posts, here as on the review sheet; see ``Session/leadersToConfirm(_:year:)``.
  /// - Basis: Hướng dẫn 43-HD/BTCTW, mục 1.1
  private mutating func findCollectives(_ scope: ID<Organisation>, _ session: any Session) throws {
    led = bases.filter { states[$0]?.kind.isGrassroots ?? false }.map { ($0, $0) }
    let kinds = ReviewRecords.kinds(of: [program.pack])
    let below = states.values.filter { state in
      !state.kind.isGrassroots && (CollectiveKind(state.kind).map { kinds.contains($0.rawValue) } ?? false)
    }
    guard !below.isEmpty else { return }
    let asOf = AsOf(day)
    try session.query(
      """
      SELECT a.organisation_id, count(DISTINCT a.member_id) FROM organisation_closure c
      JOIN appointment a ON a.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(scope) AND \(asOf.holds("c")) AND a.sector = 'party' AND \(asOf.holds("a"))
      GROUP BY a.organisation_id
      """
    ) { leaders[try $0.id(0)] = try $0.int(1) }
    for state in below.sorted(by: { $0.organisation < $1.organisation }) {
      let key = ReviewSheet.SubjectKey("collective", .organisation(state.organisation))
      let isSaid = facts[key]?.contains { $0.fact == RegisterFact.leaders } ?? false
      guard isSaid || leaders[state.organisation] != nil, let base = grassroots(of: state.organisation) else {
        continue
      }
      led.append((state.organisation, base))
    }
  }

  /// The grassroots organisation an organisation belongs to, itself or the nearest above.
  private func grassroots(of organisation: ID<Organisation>) -> ID<Organisation>? {
    var at: ID<Organisation>? = organisation
    for _ in 0..<64 {
      guard let here = at, let state = states[here] else { return nil }
      if state.kind.isGrassroots { return here }
      at = state.parent
    }
    return nil
  }

  private mutating func findPeople(_ scope: ID<Organisation>, _ session: any Session) throws {
    let asOf = AsOf(day)
    try session.query(
      """
      SELECT m.member_id, m.organisation_id, m.effective_from, s.admitted_on
      FROM organisation_closure c CROSS JOIN membership m
      LEFT JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      WHERE c.ancestor_id = \(scope) AND \(asOf.holds("c")) AND m.organisation_id = c.descendant_id
        AND m.kind = 'official' AND \(asOf.holds("m"))
      """
    ) { people.append((try $0.id(0), try $0.id(1), try $0.day(2), try $0.ifDay(3))) }
    people.sort { $0.member < $1.member }
  }

  /// Whoever holds a post, of whichever body and wherever: a chairman leads although the post is not of the cell.
  private mutating func findHolders(_ scope: ID<Organisation>, _ session: any Session) throws {
    let asOf = AsOf(day)
    try session.query(
      """
      SELECT DISTINCT a.member_id FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN appointment a ON a.member_id = m.member_id AND \(asOf.holds("a"))
      WHERE c.ancestor_id = \(scope) AND \(asOf.holds("c"))
      """
    ) { holders.insert(try $0.id(0)) }
  }

  // MARK: How the guidance treats them

  private mutating func treat() {
    let snapshot = snapshot()
    let verdicts = program.run(snapshot)
    let outside = Set(program.pack.outside.map(\.id))
    var treatments: [Key: (ReviewSubject.Treatment, String)] = [:]
    for (number, decision) in program.pack.decisions.enumerated() {
      guard let entity = ReviewSubject.Entity(rawValue: decision.entity),
        let result = verdicts.decisions[number],
        case .numbers(let ids)? = snapshot.tables[decision.entity]?.ids
      else { continue }
      for (row, id) in ids.enumerated() {
        let code = result.outcomes[row]
        let outcome = result.domain.id(code)
        let rule = program.ruleID(decision: number, reason: result.reason(row))
        if outside.contains(outcome) {
          treatments[Key(entity: entity, id: id)] = (ReviewSubject.Treatment(outcome), rule)
        } else if code == OutcomeDomain.undecided,
          case .undecided(let between, _, _)? = decision.rules.first(where: { $0.id == rule })?.outcome,
          !outside.isDisjoint(with: between)
        {
          treatments[Key(entity: entity, id: id)] = (.open, rule)
        }
      }
    }
    func entry(
      _ entity: ReviewSubject.Entity, _ place: ID<Organisation>, _ base: ID<Organisation>,
      _ member: ID<Member>? = nil
    )
      -> Entry
    {
      var entry = Entry(entity: entity, organisation: place, base: base, member: member)
      if let (treatment, rule) = treatments[entry.key] { (entry.treatment, entry.rule) = (treatment, rule) }
      return entry
    }
    let kinds = Set(program.pack.entities.map(\.id))
    var graded: [ID<Organisation>: Int] = [:]
    if kinds.contains("member") {
      for person in people {
        guard let base = baseOf[person.cell] else { continue }
        let found = entry(.member, person.cell, base, person.member)
        if listed != nil, !found.treatment.isGraded { continue }
        if found.treatment.isGraded { graded[person.cell, default: 0] += 1 }
        entries.append(found)
      }
    }
    // A quarter is a light round of people: organisations are graded by the year.
    guard period.quarter == 0 else { return }
    if kinds.contains("cell") {
      for cell in cells {
        guard let base = baseOf[cell.organisation] else { continue }
        var found = entry(.cell, cell.organisation, base)
        found.members = graded[cell.organisation] ?? 0
        entries.append(found)
      }
    }
    if kinds.contains("collective") {
      for (place, base) in led {
        let found = entry(.collective, place, base)
        // Too few to be reviewed alone: below the grassroots organisation they are, with their cell.
        if place == base || found.treatment.isGraded { entries.append(found) }
      }
    }
    for base in bases {
      guard let state = states[base], state.kind.isGrassroots else { continue }
      // A base cell is graded as the cell it is.
      if kinds.contains("base"), state.kind == .baseCommittee { entries.append(entry(.base, base, base)) }
    }
  }

  private func snapshot() -> Snapshot {
    let baseRow = Dictionary(
      bases.enumerated().map { ($0.element, Int32($0.offset)) }, uniquingKeysWith: { a, _ in a })
    let cellRow = Dictionary(
      cells.enumerated().map { ($0.element.organisation, Int32($0.offset)) }, uniquingKeysWith: { a, _ in a })
    var tables: [Snapshot.Table] = []
    for entity in program.pack.entities {
      switch entity.id {
      case "base": tables.append(table(entity.id, bases.map(\.number), [], bases.map { .organisation($0) }))
      case "collective":
        tables.append(
          table(
            entity.id, led.map(\.organisation.number), led.map { baseRow[$0.base] ?? 0 },
            led.map { .organisation($0.organisation) }))
      case "cell":
        tables.append(
          table(
            entity.id, cells.map(\.organisation.number),
            cells.map { baseOf[$0.organisation].flatMap { baseRow[$0] } ?? 0 },
            cells.map { .organisation($0.organisation) }))
      case "member":
        let placed = people.filter { cellRow[$0.cell] != nil }
        let admitted = Dictionary(
          placed.map { ($0.member, $0.admitted) }, uniquingKeysWith: { a, _ in a })
        tables.append(
          table(
            entity.id, placed.map(\.member.number), placed.map { cellRow[$0.cell] ?? 0 },
            placed.map { .member($0.member) }, admitted: admitted))
      default: break
      }
    }
    let there = Set(tables.map(\.entity))
    var parents: [String: String] = [:]
    for entity in program.pack.entities {
      if let within = entity.within, there.contains(entity.id), there.contains(within) {
        parents[entity.id] = within
      }
    }
    return Snapshot(tables, parents: parents)
  }

  private func table(
    _ entity: String, _ ids: [Int64], _ owners: [Int32], _ subjects: [Grading.Subject],
    admitted: [ID<Member>: Day?] = [:]
  ) -> Snapshot.Table {
    var columns: [String: Column] = [:]
    for fact in program.layout.facts where fact.entity == entity {
      // Whom a round lists has to be said by somebody: below the grassroots organisation the posts on record do until people
      // answer, and pages say that it is to be confirmed.
      let isSupplied = RegisterFact.supplied.contains(fact.id) || fact.id == RegisterFact.leaders
      let values = subjects.map { subject -> Int? in
        if let told = facts[.init(entity, subject)]?.first(where: { $0.fact == fact.id }) {
          return fact.raw(told.value)
        }
        if let listed, case .member(let id) = subject, fact.id == listed.fact {
          return fact.raw(holders.contains(id) ? listed.withPost : listed.withoutPost)
        }
        guard isSupplied else { return nil }
        switch subject {
        case .member(let id):
          let person = PersonalRecord(name: "", admittedOn: admitted[id].flatMap { $0 })
          return RegisterFact.value(fact.id, of: person).flatMap { fact.raw($0) }
        case .organisation(let id):
          return organisationFact(fact.id, of: id, as: entity).flatMap { fact.raw($0) }
        }
      }
      if values.contains(where: { $0 != nil }) { columns[fact.id] = Column(values) }
    }
    return Snapshot.Table(entity: entity, ids: .numbers(ids), owners: owners, columns: columns)
  }

  private func organisationFact(_ fact: String, of id: ID<Organisation>, as entity: String) -> String? {
    if entity == "collective" {
      if fact == "kind" { return states[id].flatMap { RegisterFact.kind(of: $0.kind, as: entity) } }
      // Of a grassroots organisation the posts on record are seldom all there are: people say how many lead it.
      if fact == RegisterFact.leaders { return bases.contains(id) ? nil : leaders[id].map { String($0) } }
    }
    return states[id].flatMap { RegisterFact.value(fact, of: $0, foundedOn: founded[id]) }
  }

  // MARK: Where they came from

  private mutating func findFormerCells(_ scope: ID<Organisation>, _ months: Int, _ session: any Session)
    throws
  {
    let asOf = AsOf(day)
    var came: [Int64: ID<Organisation>] = [:]
    try session.query(
      """
      SELECT m.member_id, p.organisation_id, p.effective_from, p.effective_to
      FROM organisation_closure c CROSS JOIN membership m
      JOIN membership p ON p.member_id = m.member_id AND p.kind = 'official' AND p.effective_to = m.effective_from
        AND \(asOf.believed("p"))
      WHERE c.ancestor_id = \(scope) AND \(asOf.holds("c")) AND m.organisation_id = c.descendant_id
        AND m.kind = 'official' AND \(asOf.holds("m")) AND m.effective_from > \(period.firstDay)
        AND p.organisation_id <> m.organisation_id
      """
    ) { row in
      let (from, to) = (try row.day(2), try row.day(3))
      if Self.months(from, to) >= months { came[Int64(try row.int(0))] = try row.id(1) }
    }
    for n in entries.indices {
      if let member = entries[n].member { entries[n].cameFrom = came[member.number] }
    }
  }

  /// Completed months from one day to another.
  private static func months(_ from: Day, _ to: Day) -> Int {
    (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
  }
}
