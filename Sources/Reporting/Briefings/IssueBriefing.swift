import Basics
import Registry
import Schema
import Storage

/// Briefing issue — báo cáo đã phát hành: a briefing frozen with its number and hash.
package struct BriefingIssue: Record, Hashable {
  package var id: ID<BriefingIssue>
  package var organisation: ID<Organisation>
  package var asOf: Day
  package var structure: Briefing.Structure
  /// The last entry of the journal it knew.
  package var known: Int
  package var number: String
  package var issuedAt: Moment
  package var issuedBy: String
  /// The frozen text: ``Briefing/frozen()``.
  package var content: String
  /// SHA-256 of the content.
  package var hash: String

  /// The briefing as it was issued; nil if its text does not bear its hash any more.
  package var briefing: Briefing? {
    guard Fingerprint.sha256(content) == hash else { return nil }
    return try? Briefing(frozen: content)
  }

  package static let table: StaticString = "briefing_issue"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "as_of", "structure", "known_at", "number", "issued_at", "issued_by", "content",
    "hash",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, organisation.sqlValue, asOf.sqlValue, .text(structure.rawValue), known.sqlValue,
      .text(number),
      issuedAt.sqlValue, .text(issuedBy), .text(content), .text(hash),
    ]
  }

  static let columnList: SQL = """
    i.id, i.organisation_id, i.as_of, i.structure, i.known_at, i.number, i.issued_at, i.issued_by, i.content, i.hash
    """

  static func read(_ row: Row) throws -> BriefingIssue {
    BriefingIssue(
      id: try row.id(0), organisation: try row.id(1), asOf: try row.day(2), structure: try row.choice(3),
      known: try row.int(4), number: try row.text(5), issuedAt: try row.moment(6), issuedBy: try row.text(7),
      content: try row.text(8), hash: try row.text(9))
  }
}

/// Issues a briefing: its text is frozen with its hash and a number; later corrections never change it.
package struct IssueBriefing: Act {
  package static let name = "briefing.issue"
  package var organisation: ID<Organisation>
  package var asOf: Day
  package var structure: Briefing.Structure
  package var number: String
  package var rules: BriefingRules

  /// - Parameter number: as in the book of outgoing papers: "35-BC/HU".
  package init(
    of organisation: ID<Organisation>, asOf: Day, structure: Briefing.Structure = .then, number: String,
    rules: BriefingRules
  ) {
    (self.organisation, self.asOf, self.structure) = (organisation, asOf, structure)
    (self.number, self.rules) = (number, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> BriefingIssue {
    try register.require(.issueBriefings, of: actor, on: organisation)
    guard asOf <= register.today else { throw BriefingRefusal.notYet(asOf) }
    let number = VietnameseText.clean(number)
    guard !number.isEmpty else { throw BriefingRefusal.noNumber }
    let year = register.today.year
    guard
      try !register.session.issues(of: organisation).contains(where: {
        $0.number == number && $0.issuedAt.day.year == year
      })
    else { throw BriefingRefusal.numberTaken(number) }
    let known = AsOf(asOf, known: register.entry)
    let content = try register.session.briefing(
      of: organisation, asOf: known, structure: structure, today: register.today, rules: rules,
      seen: register.session.listSight(of: actor, asOf: known, at: register.now)
    ).frozen()
    let issue = BriefingIssue(
      id: register.newID(), organisation: organisation, asOf: asOf, structure: structure,
      known: register.entry,
      number: number, issuedAt: register.now, issuedBy: actor.name, content: content,
      hash: Fingerprint.sha256(content))
    try register.add(issue)
    register.note("briefing", issue.id)
    register.note("hash", .string(issue.hash))
    return issue
  }
}

/// A figure of an issued briefing that would be another one today.
package struct FigureDifference: Hashable, Sendable {
  package var key: String
  package var label: String
  /// As issued; nil for a figure that was not there.
  package var old: BriefingFigure?
  /// As known now; nil for one that is there no more.
  package var new: BriefingFigure?
}

/// An issued briefing and what would differ in it today.
package struct IssuedBriefing: Sendable {
  package var issue: BriefingIssue
  /// Empty: nothing would.
  package var differences: [FigureDifference]
  /// The text no longer bears its hash: somebody changed the database behind the register's back.
  package var isBroken: Bool
}

extension Session {
  /// Issued briefings of one organisation, the latest first.
  package func issues(of organisation: ID<Organisation>) throws -> [BriefingIssue] {
    try all(
      """
      SELECT \(BriefingIssue.columnList) FROM briefing_issue i WHERE i.organisation_id = \(organisation)
      ORDER BY i.issued_at DESC, i.id DESC
      """
    ) { try BriefingIssue.read($0) }
  }

  package func issue(_ id: ID<BriefingIssue>) throws -> BriefingIssue? {
    try first("SELECT \(BriefingIssue.columnList) FROM briefing_issue i WHERE i.id = \(id)") {
      try BriefingIssue.read($0)
    }
  }

  /// Issued briefings of an organisation and of all that ever stood below it.
  package func issues(within organisation: ID<Organisation>) throws -> [BriefingIssue] {
    try all(
      """
      SELECT \(BriefingIssue.columnList) FROM briefing_issue i WHERE i.organisation_id IN (
        SELECT c.descendant_id FROM organisation_closure c WHERE c.ancestor_id = \(organisation)
          AND c.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY i.issued_at DESC, i.id DESC
      """
    ) { try BriefingIssue.read($0) }
  }

  /// Issued briefings, each compared with the same briefing as the register knows it now.
  ///
  /// - Parameter differingToday: only those in which some figure would differ.
  package func issuedBriefings(
    within organisation: ID<Organisation>, differingToday: Bool = false, rules: BriefingRules,
    for actor: Actor,
    at moment: Moment
  ) throws -> [IssuedBriefing] {
    let all = try issues(within: organisation).map {
      try compared($0, rules: rules, for: actor, at: moment)
    }
    return differingToday ? all.filter { !$0.differences.isEmpty || $0.isBroken } : all
  }

  /// What would differ in a briefing computed earlier, if it were computed with what is known now.
  package func differences(of old: Briefing, rules: BriefingRules, for actor: Actor, at moment: Moment) throws
    -> [FigureDifference]
  {
    var new: Briefing?
    do {
      new = try briefing(
        of: old.organisation, asOf: AsOf(old.asOf), structure: old.structure,
        today: old.structureDay ?? moment.day, rules: rules,
        seen: listSight(of: actor, asOf: AsOf(old.asOf), at: moment))
    } catch is BriefingRefusal {
      // A correction may say that the organisation did not exist then: every figure differs.
    }
    let newFigures = Dictionary((new?.figures ?? []).map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    let oldKeys = Set(old.figures.map(\.key))
    let changed = old.figures.compactMap { figure -> FigureDifference? in
      let now = newFigures[figure.key]
      return now?.value == figure.value
        ? nil : FigureDifference(key: figure.key, label: figure.label, old: figure, new: now)
    }
    let added = (new?.figures ?? []).filter { !oldKeys.contains($0.key) }
      .map { FigureDifference(key: $0.key, label: $0.label, old: nil, new: $0) }
    return changed + added
  }
}
