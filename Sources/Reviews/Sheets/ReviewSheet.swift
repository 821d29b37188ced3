import Basics
import Registry
import Rules
import Storage

/// Review sheet — bảng xếp loại của một tổ chức cơ sở: its cells, its members and itself with the facts recorded for a year,
/// and what the year's guidance makes of them. Computed anew from the records each time; nothing of it is typed.
package struct ReviewSheet: Sendable {
  package var base: OrganisationState
  package var year: Int
  package var guidance: Guidance
  /// Who is counted: those who stood there on the last day of the year, or today where the year is not over.
  package var day: Day
  package var cells: [OrganisationState]
  package var members: [MemberListing]
  package var facts: [SubjectKey: [ReviewFact]]
  /// Grades people have decided for the year.
  package var decided: [Grading.Subject: Grading]
  package var program: Program
  package var snapshot: Snapshot
  package var verdicts: Verdicts

  /// One record of the sheet: a subject under the name the guidance gives its kind.
  package struct SubjectKey: Hashable, Sendable {
    package var entity: String
    package var subject: Grading.Subject

    package init(_ entity: String, _ subject: Grading.Subject) {
      (self.entity, self.subject) = (entity, subject)
    }
  }

  /// The decision a guidance takes for a kind of subject; `nil` where it takes none.
  package func decision(for entity: String) -> Rules.Decision? {
    guidance.pack.decisions.first { $0.entity == entity }
  }

  package func row(_ key: SubjectKey) -> Int? {
    let id: Int64 =
      switch key.subject {
      case .organisation(let id): id.number
      case .member(let id): id.number
      }
    return snapshot.tables[key.entity]?.ids.row(String(id))
  }

  package func examination() -> Examination { Examination(program, snapshot, verdicts) }

  package func explain(_ key: SubjectKey, _ examination: Examination) -> Explanation? {
    guard let decision = decision(for: key.entity), let row = row(key) else { return nil }
    return examination.explain(decision.id, row)
  }
}

extension Session {
  /// The grassroots organisation a subject's sheet belongs to: itself or the nearest above.
  package func grassroots(of organisation: ID<Organisation>, asOf: AsOf) throws -> OrganisationState? {
    let chain =
      try superiors(of: organisation, asOf: asOf)
      + [self.organisation(organisation, asOf: asOf)].compactMap { $0 }
    return chain.last { $0.kind == .baseCommittee || $0.kind == .baseCell }
  }

  /// Puts together the sheet of a grassroots organisation.
  /// - Parameter assumed: grades taken as decided which are not, to see what would follow.
  package func reviewSheet(
    of base: ID<Organisation>, year: Int, guidance: Guidance, today: Day, seen sight: ListSight,
    assuming assumed: [Grading] = []
  ) throws -> ReviewSheet {
    let day = min(Day(year: year, month: 12, day: 31) ?? today, today)
    let asOf = AsOf(day)
    guard let state = try organisation(base, asOf: asOf) else { throw RightsRefusal.notFound }
    guard let program = guidance.program(year) else { throw ReviewRefusal.noGuidance(year) }
    let below = try subtree(of: base, asOf: asOf)
    let cells = below.filter { $0.kind.isCell }
    let members = try members(in: base, asOf: asOf, seen: sight, limit: ReviewSheetBuilder.mostMembers)
    let recorded = try reviewFacts(below: base, year: year, asOf: asOf)
    var decided: [Grading.Subject: Grading] = [:]
    for organisation in below {
      decided[.organisation(organisation.organisation)] = try grading(
        of: .organisation(organisation.organisation), year: year)
    }
    for grading in try memberGradings(below: base, year: year, asOf: asOf) {
      decided[grading.subject] = grading
    }
    for grading in assumed { decided[grading.subject] = grading }
    let builder = ReviewSheetBuilder(
      program: program, base: state, cells: cells, members: members,
      facts: Dictionary(grouping: recorded) { ReviewSheet.SubjectKey($0.entity, $0.subject) },
      decided: decided,
      founded: try foundingDays(of: below.map(\.organisation)))
    let snapshot = builder.snapshot()
    return ReviewSheet(
      base: state, year: year, guidance: guidance, day: day, cells: cells, members: members,
      facts: builder.facts, decided: decided,
      program: program, snapshot: snapshot, verdicts: program.run(snapshot))
  }

  /// The years' grades of members who belonged to a subtree on the day.
  private func memberGradings(below organisation: ID<Organisation>, year: Int, asOf: AsOf) throws -> [Grading]
  {
    try all(
      """
      SELECT \(Grading.columnList) FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN grading g ON g.member_id = m.member_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND g.year = \(year) AND \(asOf.believed("g"))
      """
    ) { try Grading.read($0) }
  }

  /// Since when organisations exist; those whose beginning is unknown are left out.
  private func foundingDays(of organisations: [ID<Organisation>]) throws -> [ID<Organisation>: Day] {
    guard !organisations.isEmpty else { return [:] }
    var days: [ID<Organisation>: Day] = [:]
    try query(
      """
      SELECT organisation_id, min(effective_from) FROM organisation_state WHERE organisation_id IN \(list: organisations)
        AND \(AsOf(.endOfTime).believed("organisation_state")) GROUP BY organisation_id
      """
    ) {
      let day = try $0.day(1)
      if day > .beginningOfTime { days[try $0.id(0)] = day }
    }
    return days
  }
}

/// Turns records of the register into the columns a program reads.
struct ReviewSheetBuilder {
  let program: Program
  let base: OrganisationState
  let cells: [OrganisationState]
  let members: [MemberListing]
  let facts: [ReviewSheet.SubjectKey: [ReviewFact]]
  let decided: [Grading.Subject: Grading]
  let founded: [ID<Organisation>: Day]

  /// A grassroots organisation has a few hundred members, the largest some thousands.
  static let mostMembers = 20_000

  func snapshot() -> Snapshot {
    let pack = program.pack
    var parents: [String: String] = [:]
    for entity in pack.entities { parents[entity.id] = entity.within }
    let cellRow = Dictionary(
      cells.enumerated().map { ($0.element.organisation, Int32($0.offset)) }, uniquingKeysWith: { a, _ in a })
    var tables: [Snapshot.Table] = []
    for entity in pack.entities {
      switch entity.id {
      case "base", "collective": tables.append(table(entity.id, [(.organisation(base.organisation), 0)]))
      case "cell": tables.append(table(entity.id, cells.map { (.organisation($0.organisation), 0) }))
      case "member":
        tables.append(
          table(
            entity.id,
            members.compactMap { member in cellRow[member.organisation].map { (.member(member.member), $0) } }
          ))
      default: break
      }
    }
    return Snapshot(
      tables,
      parents: parents.filter { child, parent in
        tables.contains { $0.entity == child } && tables.contains { $0.entity == parent }
      })
  }

  private func table(_ entity: String, _ subjects: [(Grading.Subject, Int32)]) -> Snapshot.Table {
    let ids = subjects.map { subject, _ -> Int64 in
      switch subject {
      case .organisation(let id): id.number
      case .member(let id): id.number
      }
    }
    var columns: [String: Column] = [:]
    let people =
      entity == "member"
      ? Dictionary(members.map { ($0.member, $0.person) }, uniquingKeysWith: { a, _ in a }) : [:]
    for fact in program.layout.facts where fact.entity == entity {
      columns[fact.id] = Column(subjects.map { raw(fact, entity, $0.0, people) })
    }
    var table = Snapshot.Table(
      entity: entity, ids: .numbers(ids), owners: subjects.map(\.1), columns: columns)
    give(&table, entity, subjects.map(\.0))
    return table
  }

  private func raw(
    _ fact: Rules.Fact, _ entity: String, _ subject: Grading.Subject, _ people: [ID<Member>: PersonalRecord]
  ) -> Int? {
    if let recorded = facts[.init(entity, subject)]?.first(where: { $0.fact == fact.id }) {
      return fact.raw(recorded.value)
    }
    return supplied(fact.id, subject, people).flatMap { fact.raw($0) }
  }

  /// What the register knows by itself.
  private func supplied(
    _ fact: String, _ subject: Grading.Subject, _ people: [ID<Member>: PersonalRecord]
  ) -> String? {
    guard RegisterFact.supplied.contains(fact) else { return nil }
    switch subject {
    case .member(let id):
      return people[id].flatMap { RegisterFact.value(fact, of: $0) }
    case .organisation(let id):
      let state = id == base.organisation ? base : cells.first { $0.organisation == id }
      return state.flatMap { RegisterFact.value(fact, of: $0, foundedOn: founded[id]) }
    }
  }

  /// Grades that people have decided stand as decided. A committee's own grade is not recorded apart from its organisation's.
  private func give(_ table: inout Snapshot.Table, _ entity: String, _ subjects: [Grading.Subject]) {
    guard entity != "collective", let decision = program.pack.decisions.first(where: { $0.entity == entity })
    else { return }
    let grades = (program.pack.outside + program.pack.scales.flatMap(\.grades)).map(\.id)
    let given = subjects.map { subject -> UInt8 in
      decided[subject].flatMap { grading in grades.firstIndex(of: grading.grade) }.map { UInt8($0) } ?? 255
    }
    if given.contains(where: { $0 != 255 }) {
      (table.given[decision.id], table.givenGrades) = (given, grades)
    }
  }
}
