import Basics
import Registry
import Storage

extension Session {
  /// Reads the records of a year for everything in a subtree, with a fixed number of questions.
  ///
  /// - Parameters:
  ///   - root: an organisation of the day; for a part of a grassroots organisation the whole of it is read.
  ///   - today: ends a year that is not over.
  ///   - asListed: of grassroots organisations with a round of the year only the committees its list knows, with what was
  ///     decided of them: a trial then counts whom the round counts.
  package func reviewRecords(
    of root: ID<Organisation>, year: Int, today: Day, seen sight: ListSight, asListed: Bool = false
  ) throws -> ReviewRecords {
    let day = ReviewRecords.day(of: year, today: today)
    let asOf = AsOf(day)
    guard let state = try organisation(root, asOf: asOf) else { throw ReviewRefusal.notInSheet }
    let top = try grassroots(of: root, asOf: asOf)?.organisation ?? root
    let members = try count(
      """
      SELECT count(*) FROM organisation_closure c JOIN membership m ON m.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c")) AND m.kind = 'official' AND \(asOf.holds("m"))
      """)
    guard members <= ReviewRecords.mostMembers else { throw ReviewRefusal.tooMany(members) }
    var builder = ReviewRecordsBuilder(root: state, year: year, day: day, try subtree(of: top, asOf: asOf))
    if asListed { try takeListed(below: top, year, asOf, into: &builder) }
    try readMembers(below: top, asOf, sight, into: &builder)
    try readFoundingDays(below: top, asOf, into: &builder)
    try readLeaders(below: top, asOf, sight, into: &builder)
    try readAnswers(below: top, year, asOf, into: &builder)
    try readGradings(below: top, year, asOf, into: &builder)
    return builder.records(local: try localSettings(for: builder.bases, year: year, asOf: asOf))
  }

  private func takeListed(
    below top: ID<Organisation>, _ year: Int, _ asOf: AsOf, into builder: inout ReviewRecordsBuilder
  ) throws {
    var listed: [ID<Organisation>: String?] = [:]
    try query(
      """
      SELECT u.organisation_id, g.grade FROM organisation_closure c
      JOIN review_subject u ON u.organisation_id = c.descendant_id AND u.entity = 'collective' AND u.member_id IS NULL
        AND u.year = \(year) AND u.quarter = 0
      LEFT JOIN review_grade g ON g.subject_id = u.id AND g.step = 'decided' AND \(AsOf(.endOfTime).believed("g"))
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c"))
      """
    ) { listed[try $0.id(0)] = .some(try $0.ifText(1)) }
    // Every grassroots organisation of a round has its committee on the list.
    if !listed.isEmpty { builder.take(listed) }
  }

  /// In the order of their identities: by name would tell something.
  private func readMembers(
    below top: ID<Organisation>, _ asOf: AsOf, _ sight: ListSight, into builder: inout ReviewRecordsBuilder
  ) throws {
    try query(
      """
      SELECT m.member_id, m.organisation_id, s.admitted_on
      FROM organisation_closure c CROSS JOIN membership m CROSS JOIN member_state s
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c"))
        AND m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
        AND s.member_id = m.member_id AND s.effective_from <= \(asOf.day) AND s.effective_to > \(asOf.day)
        AND \(sight.believedState(asOf))
      """
    ) { builder.add(try $0.id(0), in: try $0.id(1), admittedOn: try $0.ifDay(2)) }
    builder.orderMembers()
  }

  /// Since when organisations exist; those whose beginning is unknown are left out.
  private func readFoundingDays(
    below top: ID<Organisation>, _ asOf: AsOf, into builder: inout ReviewRecordsBuilder
  ) throws {
    try query(
      """
      SELECT s.organisation_id, min(s.effective_from) FROM organisation_closure c
      JOIN organisation_state s ON s.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c")) AND \(AsOf(.endOfTime).believed("s"))
      GROUP BY s.organisation_id
      """
    ) { builder.found(try $0.id(0), on: try $0.day(1)) }
  }

  /// How many persons lead each organisation: those with a Party post in it.
  private func readLeaders(
    below top: ID<Organisation>, _ asOf: AsOf, _ sight: ListSight, into builder: inout ReviewRecordsBuilder
  ) throws {
    try query(
      """
      SELECT a.organisation_id, count(DISTINCT a.member_id) FROM organisation_closure c
      JOIN appointment a ON a.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c")) AND a.sector = 'party' AND \(sight.holdsAppointment(asOf))
      GROUP BY a.organisation_id
      """
    ) { builder.lead(try $0.id(0), try $0.int(1)) }
  }

  private func readAnswers(
    below top: ID<Organisation>, _ year: Int, _ asOf: AsOf, into builder: inout ReviewRecordsBuilder
  ) throws {
    try query(
      """
      SELECT f.entity, f.organisation_id, f.fact, f.value FROM organisation_closure c
      JOIN review_fact f ON f.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c")) AND f.year = \(year) AND \(ReviewFact.believed)
      """
    ) {
      builder.answer(
        try $0.text(0), .organisation(try $0.id(1)), try $0.text(2), try $0.text(3))
    }
    try query(
      """
      SELECT f.entity, f.member_id, f.fact, f.value
      FROM organisation_closure c CROSS JOIN membership m CROSS JOIN review_fact f
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c"))
        AND m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
        AND f.member_id = m.member_id AND f.year = \(year) AND \(ReviewFact.believed)
      """
    ) {
      builder.answer(try $0.text(0), .member(try $0.id(1)), try $0.text(2), try $0.text(3))
    }
  }

  private func readGradings(
    below top: ID<Organisation>, _ year: Int, _ asOf: AsOf, into builder: inout ReviewRecordsBuilder
  ) throws {
    try query(
      """
      SELECT g.organisation_id, g.grade FROM organisation_closure c
      JOIN grading g ON g.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c")) AND g.year = \(year) AND \(AsOf(.endOfTime).believed("g"))
      """
    ) { builder.give(.organisation(try $0.id(0)), try $0.text(1)) }
    try query(
      """
      SELECT g.member_id, g.grade FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN grading g ON g.member_id = m.member_id
      WHERE c.ancestor_id = \(top) AND \(asOf.holds("c")) AND g.year = \(year) AND \(AsOf(.endOfTime).believed("g"))
      """
    ) { builder.give(.member(try $0.id(0)), try $0.text(1)) }
  }
}

extension ReviewFact {
  /// The condition that an answer `f` still holds, in the words of the indexes, which keep those only.
  static let believed: SQL = "f.withdrawn_by = 9223372036854775807"
}

extension ReviewRecords {
  /// A subtree larger than a province is compared from files, not on the site.
  package static let mostMembers = 300_000

  /// The day on which is counted who belongs where.
  package static func day(of year: Int, today: Day) -> Day {
    min(Day(year: year, month: 12, day: 31) ?? today, today)
  }
}

/// Puts records together as they are read.
struct ReviewRecordsBuilder {
  private let root: OrganisationState
  private let year: Int
  private let day: Day
  private var organisations: [OrganisationState] = []
  private var spans: [ID<Organisation>: Range<Int>] = [:]
  private var rows: [String: ReviewRecords.Rows] = [:]
  /// The row of every subject, by kind of subject.
  private var found: [String: [Grading.Subject: Int32]] = [:]
  private var admitted: [ID<Member>: Day?] = [:]
  private var waiting: [(member: ID<Member>, cell: Int32)] = []
  private var postHolders: [ID<Organisation>: Int] = [:]

  init(root: OrganisationState, year: Int, day: Day, _ subtree: [OrganisationState]) {
    (self.root, self.year, self.day) = (root, year, day)
    order(subtree)
    addOrganisations()
  }

  /// The grassroots organisations in the order of their rows.
  var bases: [ID<Organisation>] {
    rows["base"]?.subjects.compactMap { if case .organisation(let id) = $0 { id } else { nil } } ?? []
  }

  func records(local: [LocalSettings]) -> ReviewRecords {
    ReviewRecords(
      root: root, year: year, day: day, organisations: organisations, spans: spans, rows: rows, local: local,
      postHolders: postHolders)
  }

  // MARK: - the tree

  /// Depth first, each level in the order of the names.
  private mutating func order(_ subtree: [OrganisationState]) {
    let known = Set(subtree.map(\.organisation))
    let below = Dictionary(grouping: subtree.filter { $0.parent.map(known.contains) ?? false }) { $0.parent }
    var path = subtree.filter { !($0.parent.map(known.contains) ?? false) }.reversed().map { ($0, false) }
    var begun: [ID<Organisation>: Int] = [:]
    while let (state, isDone) = path.popLast() {
      if isDone {
        spans[state.organisation] = (begun[state.organisation] ?? 0)..<organisations.count
        continue
      }
      begun[state.organisation] = organisations.count
      organisations.append(state)
      path.append((state, true))
      for child in (below[state.organisation] ?? []).reversed() { path.append((child, false)) }
    }
  }

  private mutating func addOrganisations() {
    var (bases, collectives, cells) = (ReviewRecords.Rows(), ReviewRecords.Rows(), ReviewRecords.Rows())
    // The grassroots organisation of each place: its own row, or that of what it lies below.
    var owner: [ID<Organisation>: Int32] = [:]
    for (place, state) in organisations.enumerated() {
      if state.kind.isGrassroots {
        owner[state.organisation] = Int32(bases.count)
        bases.subjects.append(.organisation(state.organisation))
        bases.owners.append(0)
        bases.places.append(Int32(place))
      } else if let above = state.parent.flatMap({ owner[$0] }) {
        owner[state.organisation] = above
      }
    }
    for (place, state) in organisations.enumerated() {
      guard let base = owner[state.organisation] else { continue }
      if let kind = CollectiveKind(state.kind) {
        collectives.add(state.organisation, base, place)
        collectives.kinds.append(kind.rawValue)
      }
      if state.kind.isCell { cells.add(state.organisation, base, place) }
    }
    collectives.sortByOwner()
    cells.sortByOwner()
    (rows["base"], rows["collective"], rows["cell"]) = (bases, collectives, cells)
    for entity in ["base", "collective", "cell"] { index(entity) }
    supplyKinds()
  }

  private mutating func index(_ entity: String) {
    found[entity] = Dictionary(
      (rows[entity]?.subjects ?? []).enumerated().map { ($0.element, Int32($0.offset)) },
      uniquingKeysWith: { first, _ in first })
  }

  private mutating func supplyKinds() {
    for entity in ["base", "collective", "cell"] {
      guard let all = rows[entity] else { continue }
      rows[entity]?.supplied["kind"] = all.places.map { place in
        RegisterFact.kind(of: organisations[Int(place)].kind, as: entity)
      }
    }
  }

  // MARK: - what is read

  /// Leaves out committees a round of their grassroots organisation does not list, and takes over what was decided of the others.
  mutating func take(_ listed: [ID<Organisation>: String?]) {
    guard var all = rows["collective"] else { return }
    func organisation(_ subject: Grading.Subject) -> ID<Organisation> {
      if case .organisation(let id) = subject { id } else { ID(0) }
    }
    let bases = rows["base"]?.subjects ?? []
    let inRound = bases.map { listed.keys.contains(organisation($0)) }
    let kept = all.subjects.indices.filter { row in
      !inRound[Int(all.owners[row])] || listed.keys.contains(organisation(all.subjects[row]))
    }
    all.subjects = kept.map { all.subjects[$0] }
    all.owners = kept.map { all.owners[$0] }
    all.places = kept.map { all.places[$0] }
    all.kinds = kept.map { all.kinds[$0] }
    all.supplied = all.supplied.mapValues { values in kept.map { values[$0] } }
    for (row, subject) in all.subjects.enumerated() {
      if let grade = listed[organisation(subject)].flatMap({ $0 }) { all.given.append((Int32(row), grade)) }
    }
    rows["collective"] = all
    index("collective")
  }

  mutating func add(_ member: ID<Member>, in organisation: ID<Organisation>, admittedOn: Day?) {
    guard let cell = found["cell"]?[.organisation(organisation)] else { return }
    admitted[member] = admittedOn
    waiting.append((member, cell))
  }

  mutating func orderMembers() {
    var members = ReviewRecords.Rows()
    let cells = rows["cell"]
    for (member, cell) in waiting.sorted(by: { ($0.cell, $0.member) < ($1.cell, $1.member) }) {
      members.subjects.append(.member(member))
      members.owners.append(cell)
      members.places.append(cells?.places[Int(cell)] ?? 0)
    }
    members.supplied["admittedOn"] = members.subjects.map { subject in
      if case .member(let id) = subject { admitted[id].flatMap { $0 }?.description } else { nil }
    }
    rows["member"] = members
    waiting = []
    index("member")
  }

  mutating func found(_ organisation: ID<Organisation>, on day: Day) {
    guard day > .beginningOfTime else { return }
    supply("foundedOn", organisation, day.description, to: ["base", "collective", "cell"])
  }

  mutating func lead(_ organisation: ID<Organisation>, _ count: Int) {
    postHolders[organisation] = count
  }

  private mutating func supply(
    _ fact: String, _ organisation: ID<Organisation>, _ value: String, to entities: [String]
  ) {
    for entity in entities {
      guard let row = found[entity]?[.organisation(organisation)], let count = rows[entity]?.count else {
        continue
      }
      rows[entity]?.supplied[fact, default: [String?](repeating: nil, count: count)][Int(row)] = value
    }
  }

  mutating func answer(_ entity: String, _ subject: Grading.Subject, _ fact: String, _ value: String) {
    guard let row = found[entity]?[subject] else { return }
    rows[entity]?.answers[fact, default: []].append((row, value))
  }

  mutating func give(_ subject: Grading.Subject, _ grade: String) {
    // What is recorded for a base cell is the grade of the cell.
    let isCell = found["cell"]?[subject] != nil
    for entity in ["base", "cell", "member"] where !(isCell && entity == "base") {
      if let row = found[entity]?[subject] { rows[entity]?.given.append((row, grade)) }
    }
  }
}

extension ReviewRecords.Rows {
  fileprivate mutating func add(_ organisation: ID<Organisation>, _ owner: Int32, _ place: Int) {
    subjects.append(.organisation(organisation))
    owners.append(owner)
    places.append(Int32(place))
  }

  /// A grassroots organisation within another comes after the cells of the outer one.
  fileprivate mutating func sortByOwner() {
    let order = owners.indices.sorted { (owners[$0], places[$0]) < (owners[$1], places[$1]) }
    (subjects, owners, places) = (
      order.map { subjects[$0] }, order.map { owners[$0] }, order.map { places[$0] }
    )
    if !kinds.isEmpty { kinds = order.map { kinds[$0] } }
  }
}
