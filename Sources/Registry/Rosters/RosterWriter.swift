import Basics
import Storage

/// The rows of an import. What registering asks for one person at a time was asked for all of them before.
final class RosterWriter {
  private let register: Transaction
  private let day: Day
  /// Where somebody belongs who joins a cell: the cell while it lasts, then what it merged into.
  private var lineages: [ID<Organisation>: Lineage] = [:]

  init(_ register: Transaction, day: Day) { (self.register, self.day) = (register, day) }

  func write(_ planned: PlannedRow) throws {
    guard let cell = planned.cell else { return }
    switch planned.outcome {
    case .create: try create(planned, in: cell)
    case .change(let member, let changes, let posts):
      try change(member, changes, planned.row)
      for post in posts { try appoint(member, post, at: cell, from: planned.row.since ?? day) }
    case .same, .repeats, .suspect, .claim, .rejected: break
    }
  }

  // MARK: New people

  private func create(_ planned: PlannedRow, in cell: ID<Organisation>) throws {
    guard let since = planned.since else { return }
    let member: ID<Member> = register.newID()
    try register.add(MemberIdentity(id: member))
    try register.insert(
      MemberState(
        id: register.newRow(), member: member, person: planned.row.person.cleaned, period: Period(),
        decision: nil))
    for (kind, value) in planned.row.numbers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try register.insert(
        MemberNumber(
          id: register.newRow(), member: member, kind: kind, value: value, period: Period(), decision: nil))
    }
    if let previous = planned.previous, let start = planned.previousSince, start < since {
      try join(member, previous, Period(from: start, to: since))
    }
    try join(member, cell, Period(from: since))
    for post in planned.row.posts { try appoint(member, post, at: cell, from: since) }
  }

  private func join(_ member: ID<Member>, _ cell: ID<Organisation>, _ span: Period) throws {
    for place in try lineage(of: cell).over(span) {
      try register.insertMembership(
        Membership(
          id: register.newRow(), member: member, organisation: place.organisation, kind: .official,
          period: place.period, decision: nil))
    }
  }

  private func appoint(
    _ member: ID<Member>, _ post: RosterRow.Post, at cell: ID<Organisation>, from start: Day
  ) throws {
    let end = try register.session.organisationStates(cell).last?.period.to ?? .endOfTime
    try register.insert(
      Appointment(
        id: register.newRow(), member: member, post: "", organisation: cell, title: post.title,
        sector: post.sector,
        period: Period(from: start, to: max(end, start.next)), decision: nil))
  }

  private func lineage(of cell: ID<Organisation>) throws -> Lineage {
    if let known = lineages[cell] { return known }
    let lineage = try Lineage(of: cell, in: register.session)
    lineages[cell] = lineage
    return lineage
  }

  // MARK: Known people

  /// Corrections hold for all days; what changes in a life holds from the day of the roster on.
  private func change(_ member: ID<Member>, _ changes: [FieldChange], _ row: RosterRow) throws {
    for isCorrection in [true, false] {
      let columns = Set(changes.filter { $0.isCorrection == isCorrection }.map(\.column))
      guard !columns.isEmpty else { continue }
      let states = try register.session.memberStates(member)
      guard let old = states.last(where: { $0.period.from <= day }) ?? states.first else { continue }
      let new = old.person.taking(columns, from: row.person.cleaned)
      try register.change(states, in: isCorrection ? Period() : Period(from: day)) {
        var edited = $0
        edited.person = edited.person.replacing(old.person, by: new)
        return edited
      }
      var numbers: [MemberNumber.Kind: String] = [:]
      if columns.contains(.cardNumber) { numbers[.card] = row.card }
      if columns.contains(.recordNumber) { numbers[.record] = row.record }
      if !numbers.isEmpty { try register.setNumbers(numbers, of: member, from: isCorrection ? nil : day) }
    }
  }
}

extension PersonalRecord {
  /// This record with the values of some columns taken from another one.
  func taking(_ columns: Set<RosterColumn>, from other: PersonalRecord) -> PersonalRecord {
    var copy = self
    for column in columns {
      switch column {
      case .name: copy.name = other.name
      case .sex: copy.sex = other.sex
      case .bornOn: copy.bornOn = other.bornOn
      case .admittedOn: copy.admittedOn = other.admittedOn
      case .officialOn: copy.officialOn = other.officialOn
      case .ethnicity: copy.ethnicity = other.ethnicity
      case .homePlace: copy.homePlace = other.homePlace
      case .residence: copy.residence = other.residence
      case .isLocal: copy.isLocal = other.isLocal
      case .occupation: copy.occupation = other.occupation
      case .education: copy.education = other.education
      case .theory: copy.theory = other.theory
      default: continue
      }
    }
    return copy
  }
}
