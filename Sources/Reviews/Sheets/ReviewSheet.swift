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
  /// The committees that are graded as collectives: that of the organisation, of its sections and cells.
  package var collectives: [OrganisationState]
  package var members: [MemberListing]
  package var facts: [SubjectKey: [ReviewFact]]
  /// What the competent level has fixed for this organisation; the guidance here is as it holds with that.
  package var local: LocalSettings
  /// Grades people have decided for the year.
  package var decided: [Grading.Subject: Grading]
  package var program: Program
  package var snapshot: Snapshot
  package var verdicts: Verdicts
  /// How many hold a Party post in each organisation as far as the register knows. It may not know all of them.
  package var postHolders: [ID<Organisation>: Int] = [:]

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

  /// The guidance with what was fixed locally, as it is kept beside a grading.
  package var packName: String {
    let fixed = local.summary(for: guidance.pack)
    return guidance.pack.name + (fixed.isEmpty ? "" : "; \(fixed)")
  }

  /// A grassroots organisation has a few hundred members, the largest some thousands.
  static let mostMembers = 20_000

  package func row(_ key: SubjectKey) -> Int? {
    let id: Int64 =
      switch key.subject {
      case .organisation(let id): id.number
      case .member(let id): id.number
      }
    return snapshot.tables[key.entity]?.ids.row(String(id))
  }

  /// The subject that is graded: a base cell is, as the cell it is, whatever it is asked as.
  package func graded(_ key: SubjectKey) -> SubjectKey {
    guard key.entity == "base", base.kind == .baseCell, key.subject == .organisation(base.organisation) else {
      return key
    }
    return SubjectKey("cell", key.subject)
  }

  /// Whether the quotas of a kind of subject are counted on this sheet: a base cell stands among the grassroots organisations of
  /// those above it, who count them (zone U9); by itself it is no group.
  package func isCountedHere(_ entity: String) -> Bool { !(entity == "cell" && base.kind == .baseCell) }

  /// What the rules for the members and the cell itself ask of a base cell as a grassroots organisation.
  package var factsOfTheWhole: [Rules.Fact] {
    guard base.kind == .baseCell else { return [] }
    let read = program.factsReadFromBelow("base")
    return guidance.pack.facts.filter { $0.entity == "base" && read.contains($0.id) }
  }

  package func examination() -> Examination { Examination(program, snapshot, verdicts) }

  package func explain(_ key: SubjectKey, _ examination: Examination) -> Explanation? {
    guard let decision = decision(for: key.entity), let row = row(key),
      let explanation = examination.explain(decision.id, row)
    else { return nil }
    return proved(explanation, key)
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
    let asOf = AsOf(ReviewRecords.day(of: year, today: today))
    guard let state = try organisation(base, asOf: asOf) else { throw RightsRefusal.notFound }
    var records = try reviewRecords(of: base, year: year, today: today, seen: sight)
    records.assume(assumed)
    var local = LocalSettings()
    if let row = records.rows["base"]?.subjects.firstIndex(of: .organisation(base)) {
      local = records.local[row]
    }
    var guidance = guidance
    guidance.pack = local.applied(to: guidance.pack)
    guard let program = guidance.program(year) else { throw ReviewRefusal.noGuidance(year) }
    let material = records.material(
      for: [guidance.pack], layout: program.layout, asked: guidance.pack, naming: .identities,
      keepsDecided: true)
    let recorded = try reviewFacts(below: base, year: year, asOf: asOf)
    let kinds = ReviewRecords.kinds(of: [guidance.pack])
    let inOrder = records.organisations.sorted { ($0.name, $0.organisation) < ($1.name, $1.organisation) }
    return ReviewSheet(
      base: state, year: year, guidance: guidance, day: records.day,
      cells: try subtree(of: base, asOf: asOf).filter { $0.kind.isCell },
      collectives: inOrder.filter { CollectiveKind($0.kind).map { kinds.contains($0.rawValue) } ?? false },
      members: try members(in: base, asOf: asOf, seen: sight, limit: ReviewSheet.mostMembers),
      facts: Dictionary(grouping: recorded) { ReviewSheet.SubjectKey($0.entity, $0.subject) },
      local: local,
      decided: try gradings(below: base, year: year, asOf: asOf).merging(
        assumed.map { ($0.subject, $0) }, uniquingKeysWith: { $1 }),
      program: program, snapshot: material.snapshot, verdicts: program.run(material.snapshot),
      postHolders: records.postHolders)
  }

  /// The year's grades of the organisations of a subtree and of the members who belonged to it on the day.
  private func gradings(below organisation: ID<Organisation>, year: Int, asOf: AsOf) throws
    -> [Grading.Subject: Grading]
  {
    let found = try all(
      """
      SELECT \(Grading.columnList) FROM organisation_closure c
      JOIN grading g ON g.organisation_id = c.descendant_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND g.year = \(year)
        AND \(AsOf(.endOfTime).believed("g"))
      UNION ALL
      SELECT \(Grading.columnList) FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN grading g ON g.member_id = m.member_id
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND g.year = \(year)
        AND \(AsOf(.endOfTime).believed("g"))
      """
    ) { try Grading.read($0) }
    return Dictionary(found.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
