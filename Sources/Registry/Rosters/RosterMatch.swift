import Basics
import Storage

/// Roster match — đối chiếu: what every row means to the register as it stands.
struct RosterMatch {
  let rows: [RosterRow]
  let cells: RosterCells
  let known: KnownMembers
  let repeats: RosterRepeats
  let options: RosterOptions
  let today: Day
  private let places: [Int: SheetPlace]
  private let circumstances: Set<RosterColumn> = [.residence, .isLocal, .occupation, .education, .theory]
  private let posts: [ID<Member>: Set<String>]

  init(
    _ rows: [RosterRow], sheets: [RosterSheet], cells: RosterCells, options: RosterOptions,
    in session: any Session, today: Day
  ) throws {
    (self.rows, self.cells, self.options, self.today) = (rows, cells, options, today)
    known = try KnownMembers(rows: rows, unit: cells.unit.organisation, day: options.day, in: session)
    repeats = RosterRepeats(rows)
    places = Dictionary(
      sheets.filter(\.isRoster).map { ($0.index, SheetPlace($0, cells)) },
      uniquingKeysWith: { first, _ in first })
    posts = try Self.posts(below: cells.unit.organisation, session)
  }

  func planned() -> [PlannedRow] {
    var claimed: [ID<Member>: Int] = [:]
    return rows.indices.map { index in
      var planned = plan(index)
      if let member = planned.outcome.member {
        if let first = claimed[member] {
          planned.outcome = .suspect(first)
          planned.row.findings.append(.near(rows[index], rows[first]))
        } else {
          claimed[member] = index
        }
      }
      return planned
    }
  }

  private func plan(_ index: Int) -> PlannedRow {
    var row = rows[index]
    func left(_ outcome: PlannedRow.Outcome, _ finding: Finding) -> PlannedRow {
      row.findings.append(finding)
      return PlannedRow(row: row, outcome: outcome)
    }
    switch repeats.relations[index] {
    case .exact(let first): return left(.repeats(first), .exactRepeat(row, rows[first]))
    case .near(let first): return left(.suspect(first), .near(row, rows[first]))
    case .sharedNumber(let other, let value): return left(.rejected, .sharedNumber(row, rows[other], value))
    case .namesake(let other): row.findings.append(.namesake(row, rows[other]))
    case nil: break
    }
    let found = cells.find(row.place, committee: row.committee, sheet: places[row.sheet] ?? .init())
    var cell: RosterCells.Cell?
    switch found {
    case .cell(let it): cell = it
    case .unknown(let name): row.findings.append(.unknownCell(row, name, cells.unit.name, options.day))
    case .ambiguous(let name, let names): row.findings.append(.ambiguousCell(row, name, names))
    case .unnamed: row.findings.append(.noCell(row))
    }
    guard let cell, !row.hasErrors else { return PlannedRow(row: row, outcome: .rejected) }

    switch identify(row) {
    case .nobody: break
    case .elsewhere: return left(.claim, .elsewhere(row))
    case .conflict(let value): return left(.rejected, .conflict(row, value))
    case .other(let name, let value): return left(.rejected, .numberTaken(row, value, by: name))
    case .ended(let end): return left(.rejected, .ended(row, end))
    case .namesake: row.findings.append(.registeredNamesake(row))
    case .member(let id):
      guard let person = known[id] else { break }
      if let place = person.membership, place.organisation != cell.id, place.period.contains(options.day) {
        row.findings.append(
          .otherCell(row, registered: cells.cells.first { $0.id == place.organisation }?.name))
      }
      let changes = changes(of: person, by: row)
      let posts = row.posts.filter { !(self.posts[id]?.contains(VietnameseText.fold($0.title)) ?? false) }
      if changes.isEmpty, posts.isEmpty { return PlannedRow(row: row, outcome: .same(id)) }
      return PlannedRow(row: row, outcome: .change(id, changes, posts), cell: cell.id)
    }
    var planned = PlannedRow(row: row, outcome: .create, cell: cell.id)
    planned.since = start(row, cell)
    if let since = row.since, since < cell.founded {
      planned.row.findings.append(.beforeCell(row, since, cell))
    }
    if !row.previousPlace.isEmpty {
      let before = cells.find(name: row.previousPlace, [])
      if case .cell(let before) = before, before.id != cell.id {
        planned.previous = before.id
        planned.previousSince = max(row.person.admittedOn ?? before.founded, before.founded)
      } else {
        planned.row.findings.append(.unknownPreviousPlace(row))
      }
    }
    return planned
  }

  /// From when a new member belongs to the cell: the row's day, the day given with the import, or the day of admission;
  /// never before the cell was founded.
  private func start(_ row: RosterRow, _ cell: RosterCells.Cell) -> Day {
    max(row.since ?? options.from ?? row.person.admittedOn ?? cell.founded, cell.founded)
  }

  // MARK: Who it is

  private enum Identity {
    case nobody, member(ID<Member>), elsewhere, namesake
    case conflict(String), other(String, String), ended(MembershipEnd?)
  }

  private func identify(_ row: RosterRow) -> Identity {
    var found: ID<Member>?
    for (_, value) in row.numbers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for id in known.with(number: value) {
        if let found, found != id {
          return known[id]?.isInside ?? false && known[found]?.isInside ?? false
            ? .conflict(value) : .elsewhere
        }
        found = id
        guard let person = known[id] else { continue }
        guard person.isInside else { return .elsewhere }
        guard RosterRepeats.isAlike(person.state.person, row.person) else {
          return .other(person.state.person.name, value)
        }
      }
    }
    if let found, let person = known[found] {
      return person.isMember(on: options.day) ? .member(found) : .ended(person.end)
    }
    var isNamesake = false
    for id in known.named(row.person.name, bornOn: row.person.bornOn) {
      guard let person = known[id] else { continue }
      if row.person.sex != .unknown, person.state.person.sex != .unknown,
        row.person.sex != person.state.person.sex
      {
        continue
      }
      // Two numbers of one kind that differ make two persons.
      let pairs = [(row.card, person.current(.card)), (row.record, person.current(.record))]
      if pairs.contains(where: { mine, theirs in !mine.isEmpty && theirs != nil && mine != theirs }) {
        if person.isInside { isNamesake = true }
        continue
      }
      guard person.isInside else { return .elsewhere }
      return person.isMember(on: options.day) ? .member(id) : .ended(person.end)
    }
    return isNamesake ? .namesake : .nobody
  }

  // MARK: What changes

  /// Empty fields of the roster say nothing; spellings of one name are no change.
  private func changes(of known: KnownMembers.Known, by row: RosterRow) -> [FieldChange] {
    let (old, new) = (known.state.person, row.person)
    var changes: [FieldChange] = []
    func text(_ column: RosterColumn, _ before: String, _ after: String) {
      guard !after.isEmpty, RosterName.key(before) != RosterName.key(after) else { return }
      changes.append(
        FieldChange(
          column: column, old: before, new: after,
          isCorrection: before.isEmpty || !circumstances.contains(column)))
    }
    func day(_ column: RosterColumn, _ before: Day?, _ after: Day?) {
      guard let after, before != after else { return }
      changes.append(
        FieldChange(column: column, old: before?.vietnamese ?? "", new: after.vietnamese, isCorrection: true))
    }
    text(.name, old.name, new.name)
    if new.sex != .unknown, new.sex != old.sex {
      changes.append(FieldChange(column: .sex, old: old.sex.title, new: new.sex.title, isCorrection: true))
    }
    day(.bornOn, old.bornOn, new.bornOn)
    day(.admittedOn, old.admittedOn, new.admittedOn)
    day(.officialOn, old.officialOn, new.officialOn)
    text(.ethnicity, old.ethnicity, new.ethnicity)
    text(.homePlace, old.homePlace, new.homePlace)
    text(.residence, old.residence, new.residence)
    if let isLocal = new.isLocal, isLocal != old.isLocal {
      func word(_ value: Bool?) -> String { value.map { $0 ? "có" : "không" } ?? "" }
      changes.append(
        FieldChange(
          column: .isLocal, old: word(old.isLocal), new: word(isLocal), isCorrection: old.isLocal == nil))
    }
    text(.occupation, old.occupation, new.occupation)
    text(.education, old.education, new.education)
    text(.theory, old.theory, new.theory)
    for (column, kind, value) in [
      (RosterColumn.cardNumber, MemberNumber.Kind.card, row.card), (.recordNumber, .record, row.record),
    ]
    where !value.isEmpty && known.current(kind) != value {
      changes.append(
        FieldChange(
          column: column, old: known.current(kind) ?? "", new: value, isCorrection: known.current(kind) == nil
        ))
    }
    return changes
  }

  private static func posts(below unit: ID<Organisation>, _ session: any Session) throws -> [ID<Member>: Set<
    String
  >] {
    var posts: [ID<Member>: Set<String>] = [:]
    try session.query(
      """
      SELECT a.member_id, a.title FROM appointment a JOIN organisation_closure c ON c.descendant_id = a.organisation_id
      WHERE c.ancestor_id = \(unit) AND c.withdrawn_by = \(Int64.max) AND a.withdrawn_by = \(Int64.max)
      """
    ) { posts[try $0.id(0), default: []].insert(VietnameseText.fold(try $0.text(1))) }
    return posts
  }
}
